import PDFDocument from 'pdfkit';

/** Fonts that every paper is drawn with: TTF files with Cyrillic, digits and the rouble sign. */
export interface PdfFonts {
  readonly regularFont: string;
  readonly boldFont: string;
}

interface PdfOptions extends PdfFonts {
  /** Width and height in points. */
  readonly size: readonly [number, number];
  readonly title: string;
  readonly author: string;
}

/** A document with the fonts `regular` and `bold`; `finish` ends it and answers with its bytes. */
export interface Pdf {
  readonly document: PDFKit.PDFDocument;
  finish(): Promise<Uint8Array>;
}

/** Begins a document without margins, whose pages stay open until the end. */
export function openPdf({ size, title, author, regularFont, boldFont }: PdfOptions): Pdf {
  // Without a font of our own pdfkit loads Helvetica, which has no Cyrillic and is not bundled.
  const document = new PDFDocument({
    size: [...size],
    margin: 0,
    font: regularFont,
    bufferPages: true,
    info: { Title: title, Author: author },
  });
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  const done = new Promise<Uint8Array>((resolve, reject) => {
    document.on('end', () => {
      resolve(Buffer.concat(parts));
    });
    document.on('error', reject);
  });
  document.registerFont('regular', regularFont).registerFont('bold', boldFont);
  return {
    document,
    finish: () => {
      document.end();
      return done;
    },
  };
}

/** What stands at the foot of a paper; `pageText` is «стр. {n} из {of}». */
export interface Foot {
  readonly footer: string;
  readonly pageText: string;
}

/** Goes through the pages that are drawn and hands over the text of each one's foot. */
export function drawFeet(document: PDFKit.PDFDocument, { footer, pageText }: Foot, draw: (text: string) => void): void {
  const { count } = document.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    document.switchToPage(page);
    draw(`${footer} · ${pageText.replace('{n}', String(page + 1)).replace('{of}', String(count))}`);
  }
}
