import { type PdfFonts, openPdf } from '../documents/pdf.ts';
import { code39 } from './code39.ts';

/** A5 lying, in points. */
const PAGE = { width: 595.28, height: 419.53, margin: 30 };
const INK = '#20262c';
const SHADE = '#6b7480';
const ACCENT = '#0b7285';

/** A certificate ready to be drawn; texts are in the person's language already. */
export interface PrintedCertificate {
  readonly salonName: string;
  readonly title: string;
  readonly amount: string;
  /** «Для: Мария»; empty for a nameless one. */
  readonly recipient: string;
  readonly number: string;
  readonly numberText: string;
  readonly validText: string;
  readonly terms: string;
  readonly contacts: string;
}

export interface CertificatePaperInput extends PdfFonts {
  readonly paper: PrintedCertificate;
}

/** Draws a certificate to give away: one A5 page with its number as bars that the desk's scanner reads. */
export function renderCertificate({ paper, ...fonts }: CertificatePaperInput): Promise<Uint8Array> {
  const { document, finish } = openPdf({
    size: [PAGE.width, PAGE.height],
    title: `${paper.title} ${paper.number}`,
    author: paper.salonName,
    ...fonts,
  });
  const inner = PAGE.width - 2 * PAGE.margin;
  document.rect(0, 0, PAGE.width, PAGE.height).fill('#fbfaf7');
  document
    .roundedRect(PAGE.margin / 2, PAGE.margin / 2, PAGE.width - PAGE.margin, PAGE.height - PAGE.margin, 10)
    .lineWidth(1.2)
    .strokeColor(ACCENT)
    .stroke();
  document
    .roundedRect(
      PAGE.margin / 2 + 5,
      PAGE.margin / 2 + 5,
      PAGE.width - PAGE.margin - 10,
      PAGE.height - PAGE.margin - 10,
      7,
    )
    .lineWidth(0.4)
    .stroke();
  const centred = (
    text: string,
    y: number,
    size: number,
    font: 'regular' | 'bold',
    colour: string,
    spacing = 0,
  ): number => {
    const options = { width: inner - 40, align: 'center' as const, characterSpacing: spacing };
    document
      .font(font)
      .fontSize(size)
      .fillColor(colour)
      .text(text, PAGE.margin + 20, y, options);
    return y + document.heightOfString(text, options);
  };
  let y = centred(paper.salonName, 46, 15, 'regular', SHADE, 1);
  y = centred(paper.title.toLocaleUpperCase('ru'), y + 14, 23, 'bold', ACCENT, 2.5);
  const middle = PAGE.width / 2;
  document
    .moveTo(middle - 60, y + 10)
    .lineTo(middle + 60, y + 10)
    .lineWidth(0.8)
    .strokeColor(ACCENT)
    .stroke();
  y = centred(paper.amount, y + 24, 48, 'bold', INK);
  if (paper.recipient !== '') centred(paper.recipient, y + 6, 15, 'regular', INK);
  drawFoot(document, paper, inner);
  return finish();
}

function drawFoot(document: PDFKit.PDFDocument, paper: PrintedCertificate, inner: number): void {
  const bottom = PAGE.height - PAGE.margin - 12;
  const code = code39(paper.number);
  const unit = code === null ? 0 : Math.min(1.15, 190 / code.width);
  const codeWidth = code === null ? 0 : code.width * unit;
  const left = PAGE.margin + 14;
  if (code !== null) {
    document.fillColor(INK);
    for (const bar of code.bars) document.rect(left + bar.at * unit, bottom - 62, bar.width * unit, 40).fill(INK);
  }
  document.font('bold').fontSize(11).fillColor(INK);
  document.text(paper.numberText, left, bottom - 16, { width: 230, lineBreak: false });
  const textLeft = left + Math.max(codeWidth, 190) + 30;
  const width = PAGE.margin + inner - 14 - textLeft;
  const options = { width, align: 'right' as const };
  document
    .font('bold')
    .fontSize(10.5)
    .text(paper.validText, textLeft, bottom - 62, options);
  document.font('regular').fontSize(8).fillColor(SHADE);
  document.text(paper.terms, textLeft, bottom - 44, options);
  document.text(paper.contacts, textLeft, bottom - 14, { ...options, lineBreak: false });
}
