import { type PdfFonts, drawFeet, openPdf } from '../documents/pdf.ts';
/** A4 upright in points. */
const PAGE = { width: 595.28, height: 841.89, margin: 54 };
const WIDTH = PAGE.width - 2 * PAGE.margin;
const BOTTOM = PAGE.height - PAGE.margin - 18;
const SHADE = '#555555';
const RULE = '#bbbbbb';
const LABEL_WIDTH = 168;

/** One part of a paper; texts are in the person's language already. */
export type PaperBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string; readonly isDim?: boolean }
  | { readonly kind: 'pairs'; readonly rows: readonly (readonly [label: string, value: string])[] }
  /** A record in a list: a bold line and what is known of it. */
  | { readonly kind: 'record'; readonly title: string; readonly text: string }
  /** Lines to sign on: what stands under each. */
  | { readonly kind: 'signatures'; readonly lines: readonly string[] };

/** A paper about a client's data, ready to be drawn. */
export interface Paper {
  readonly salonName: string;
  readonly title: string;
  readonly blocks: readonly PaperBlock[];
  readonly footer: string;
  /** «стр. {n} из {of}». */
  readonly pageText: string;
}

export interface PaperInput extends PdfFonts {
  readonly paper: Paper;
}

/** Draws a consent form, a copy of what is kept of a client, or an act of destruction: A4 upright, black on white. */
export function renderPaper({ paper, ...fonts }: PaperInput): Promise<Uint8Array> {
  const { document, finish } = openPdf({
    size: [PAGE.width, PAGE.height],
    title: paper.title,
    author: paper.salonName,
    ...fonts,
  });
  const pen = new Pen(document);
  pen.write(paper.salonName, { size: 9, colour: SHADE, after: 6 });
  pen.write(paper.title, { size: 15, isBold: true, after: 12 });
  for (const block of paper.blocks) drawBlock(pen, block);
  drawFeet(document, paper, (text) => {
    document.font('regular').fontSize(7).fillColor(SHADE);
    document.text(text, PAGE.margin, PAGE.height - PAGE.margin + 6, { width: WIDTH, lineBreak: false, ellipsis: true });
  });
  return finish();
}

function drawBlock(pen: Pen, block: PaperBlock): void {
  switch (block.kind) {
    case 'heading':
      pen.heading(block.text);
      return;
    case 'text':
      for (const line of block.text.split('\n')) {
        pen.write(line === '' ? ' ' : line, { size: 10, after: 3, ...(block.isDim ? { colour: SHADE } : {}) });
      }
      pen.skip(4);
      return;
    case 'pairs':
      for (const [label, value] of block.rows) pen.pair(label, value);
      pen.skip(6);
      return;
    case 'record':
      pen.write(block.title, { size: 9.5, isBold: true, after: 1, keep: 26 });
      if (block.text !== '') pen.write(block.text, { size: 9, after: 5 });
      else pen.skip(4);
      return;
    case 'signatures':
      for (const line of block.lines) pen.signature(line);
  }
}

interface Writing {
  readonly size: number;
  readonly after: number;
  readonly isBold?: boolean;
  readonly colour?: string;
  /** Points that must be left on the page below the first line. */
  readonly keep?: number;
}

/** Writes down the page and turns it over. */
class Pen {
  readonly #document: PDFKit.PDFDocument;
  #y = PAGE.margin;

  constructor(document: PDFKit.PDFDocument) {
    this.#document = document;
  }

  skip(points: number): void {
    this.#y += points;
  }

  write(text: string, { size, after, isBold, colour, keep }: Writing): void {
    const document = this.#document.font(isBold ? 'bold' : 'regular').fontSize(size);
    this.#need(keep ?? size * 1.4);
    // A text longer than a page is written line by line: pdfkit's own page break would lose the margin.
    for (const line of this.#linesOf(text, WIDTH)) {
      this.#need(size * 1.4);
      document
        .font(isBold ? 'bold' : 'regular')
        .fontSize(size)
        .fillColor(colour ?? 'black');
      document.text(line, PAGE.margin, this.#y, { lineBreak: false });
      this.#y += size * 1.38;
    }
    this.#y += after;
  }

  heading(text: string): void {
    this.#y += 8;
    this.write(text, { size: 12, isBold: true, after: 3, keep: 60 });
    this.#document
      .moveTo(PAGE.margin, this.#y - 1)
      .lineTo(PAGE.width - PAGE.margin, this.#y - 1)
      .lineWidth(0.6)
      .strokeColor(RULE)
      .stroke();
    this.#y += 4;
  }

  pair(label: string, value: string): void {
    const document = this.#document.font('regular').fontSize(9.5);
    const lines = this.#linesOf(value, WIDTH - LABEL_WIDTH);
    const labels = this.#linesOf(label, LABEL_WIDTH - 10);
    const count = Math.max(lines.length, labels.length);
    for (let index = 0; index < count; index++) {
      this.#need(14);
      document.font('regular').fontSize(9.5).fillColor(SHADE);
      document.text(labels[index] ?? '', PAGE.margin, this.#y, { lineBreak: false });
      document.fillColor('black').text(lines[index] ?? '', PAGE.margin + LABEL_WIDTH, this.#y, { lineBreak: false });
      this.#y += 13.4;
    }
    this.#y += 1.5;
  }

  signature(label: string): void {
    this.#need(52);
    this.#y += 30;
    this.#document
      .moveTo(PAGE.margin, this.#y)
      .lineTo(PAGE.margin + 300, this.#y)
      .lineWidth(0.6)
      .strokeColor('black')
      .stroke();
    this.#y += 4;
    this.write(label, { size: 8, colour: SHADE, after: 4 });
  }

  #need(points: number): void {
    if (this.#y + points <= BOTTOM) return;
    this.#document.addPage();
    this.#y = PAGE.margin;
  }

  /** Breaks a text into lines by words, in the current font; a word that is too long is cut. */
  #linesOf(text: string, width: number): string[] {
    const lines: string[] = [];
    let line = '';
    for (const word of text.split(/\s+/u)) {
      for (const piece of this.#piecesOf(word, width)) {
        const longer = line === '' ? piece : `${line} ${piece}`;
        if (this.#document.widthOfString(longer) <= width) line = longer;
        else {
          if (line !== '') lines.push(line);
          line = piece;
        }
      }
    }
    lines.push(line);
    return lines;
  }

  #piecesOf(word: string, width: number): string[] {
    if (this.#document.widthOfString(word) <= width) return [word];
    const pieces: string[] = [];
    let piece = '';
    for (const letter of word) {
      if (this.#document.widthOfString(piece + letter) > width) {
        pieces.push(piece);
        piece = '';
      }
      piece += letter;
    }
    return piece === '' ? pieces : [...pieces, piece];
  }
}
