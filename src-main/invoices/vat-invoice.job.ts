import { type Foot, type PdfFonts, drawFeet, openPdf } from '../documents/pdf.ts';

/** A4 lying in points. */
const PAGE = { width: 841.89, height: 595.28, margin: 28 };
const WIDTH = PAGE.width - 2 * PAGE.margin;
const BOTTOM = PAGE.height - PAGE.margin - 14;
/** Columns 1, 1а, 1б, 2, 2а, 3 … 9, 10, 10а, 11. */
const COLUMNS = [20, 132, 30, 28, 56, 42, 56, 64, 46, 42, 58, 66, 34, 54, 57.89] as const;
/** Columns with amounts and quantities stand to the right. */
const RIGHT = new Set([5, 6, 7, 10, 11]);
const LABEL_WIDTH = 250;
const SHADE = '#666666';

/** A VAT invoice ready to be drawn. */
export interface PrintedVatInvoice extends Foot {
  readonly salonName: string;
  readonly decree: string;
  readonly title: string;
  readonly correction: string;
  /** Lines 2-8 of the head with their numbers. */
  readonly head: readonly (readonly [label: string, value: string, number: string])[];
  readonly heads: readonly string[];
  /** Above columns 2, 2а and 10, 10а. */
  readonly groups: readonly { readonly from: number; readonly title: string }[];
  readonly numbers: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly total: { readonly label: string; readonly cells: Readonly<Record<number, string>> };
  readonly signatures: readonly {
    readonly label: string;
    readonly name: string;
    /** Of an entrepreneur: what stands under the line of registration. */
    readonly extra: readonly [value: string, hint: string] | null;
  }[];
  readonly signatureHint: string;
  readonly signerHint: string;
  /** Written across the top when the paper is out of force; '' otherwise. */
  readonly stamp: string;
}

export interface VatInvoiceInput extends PdfFonts {
  readonly paper: PrintedVatInvoice;
}

/** Draws a VAT invoice on A4 in the columns that the law prescribes; the head of the table comes again on each page. */
export function renderVatInvoice({ paper, ...fonts }: VatInvoiceInput): Promise<Uint8Array> {
  const { document, finish } = openPdf({
    size: [PAGE.width, PAGE.height],
    title: paper.title,
    author: paper.salonName,
    ...fonts,
  });
  let y: number = PAGE.margin;
  const xOf = (column: number): number =>
    PAGE.margin + COLUMNS.slice(0, column).reduce((sum: number, width) => sum + width, 0);
  const heightOf = (text: string, width: number): number => document.heightOfString(text || ' ', { width: width - 4 });
  const box = (
    text: string,
    at: { column: number; span?: number; top: number; height: number; align?: 'center' },
  ): void => {
    const { column, span = 1, top, height, align } = at;
    const x = xOf(column);
    const width = xOf(column + span) - x;
    document.rect(x, top, width, height).lineWidth(0.5).strokeColor('black').stroke();
    if (text === '') return;
    const side = align ?? (RIGHT.has(column) ? 'right' : column === 1 ? 'left' : 'center');
    document.text(text, x + 2, top + 2, { width: width - 4, align: side });
  };
  const tableHead = (): void => {
    document.font('regular').fontSize(6).fillColor('black');
    const grouped = new Set(paper.groups.flatMap(({ from }) => [from, from + 1]));
    const groupHeight =
      Math.max(...paper.groups.map(({ from, title }) => heightOf(title, xOf(from + 2) - xOf(from)))) + 4;
    const height =
      Math.max(
        ...paper.heads.map(
          (text, column) => heightOf(text, COLUMNS[column]!) + (grouped.has(column) ? groupHeight : 0),
        ),
      ) + 4;
    paper.heads.forEach((text, column) => {
      const inGroup = grouped.has(column);
      box(text, {
        column,
        top: y + (inGroup ? groupHeight : 0),
        height: height - (inGroup ? groupHeight : 0),
        align: 'center',
      });
    });
    for (const { from, title } of paper.groups) {
      box(title, { column: from, span: 2, top: y, height: groupHeight, align: 'center' });
    }
    y += height;
    paper.numbers.forEach((text, column) => box(text, { column, top: y, height: 11, align: 'center' }));
    y += 11;
  };
  const makeRoom = (height: number, withHead: boolean): void => {
    if (y + height <= BOTTOM) return;
    document.addPage();
    y = PAGE.margin;
    if (withHead) tableHead();
  };

  document.font('regular').fontSize(6).fillColor(SHADE);
  document.text(paper.decree, PAGE.margin + WIDTH - 220, y, { width: 220, align: 'right' });
  document
    .font('bold')
    .fontSize(12)
    .fillColor('black')
    .text(paper.title, PAGE.margin, y, { width: WIDTH - 240 });
  y += heightOf(paper.title, WIDTH - 240) + 2;
  document.font('regular').fontSize(8.5).text(paper.correction, PAGE.margin, y, { lineBreak: false });
  if (paper.stamp !== '') {
    document
      .font('bold')
      .fontSize(14)
      .text(paper.stamp, PAGE.margin + 300, y - 3, { lineBreak: false });
  }
  y += 15;
  for (const [label, value, number] of paper.head) {
    document.font('regular').fontSize(8).fillColor('black');
    const valueWidth = WIDTH - LABEL_WIDTH - 30;
    const height = Math.max(heightOf(label, LABEL_WIDTH), heightOf(value, valueWidth));
    document.text(label, PAGE.margin, y, { width: LABEL_WIDTH - 6 });
    document.text(value, PAGE.margin + LABEL_WIDTH, y, { width: valueWidth - 4 });
    document.text(`(${number})`, PAGE.margin + WIDTH - 28, y, { width: 28, align: 'right' });
    y += height + 1;
    document
      .moveTo(PAGE.margin + LABEL_WIDTH, y)
      .lineTo(PAGE.margin + WIDTH - 30, y)
      .lineWidth(0.3)
      .strokeColor('#999999')
      .stroke();
    y += 2;
  }
  y += 6;
  tableHead();
  for (const row of paper.rows) {
    document.font('regular').fontSize(7.5).fillColor('black');
    const height = Math.max(...row.map((text, column) => heightOf(text, COLUMNS[column]!))) + 4;
    makeRoom(height, true);
    document.font('regular').fontSize(7.5).fillColor('black');
    row.forEach((text, column) => box(text, { column, top: y, height }));
    y += height;
  }
  makeRoom(16, false);
  document.font('bold').fontSize(7.5).fillColor('black');
  box(paper.total.label, { column: 0, span: 7, top: y, height: 14, align: 'center' });
  for (const [column, text] of Object.entries(paper.total.cells))
    box(text, { column: Number(column), top: y, height: 14 });
  y += 14;
  drawSignatures(document, paper, () => {
    makeRoom(46 * Math.ceil(paper.signatures.length / 2), false);
    return (y += 18);
  });
  drawFeet(document, paper, (text) => {
    document.font('regular').fontSize(6.5).fillColor(SHADE);
    document.text(text, PAGE.margin, PAGE.height - PAGE.margin + 2, { lineBreak: false });
  });
  return finish();
}

/** Two signatures beside each other: who, a line to sign on, the name. */
function drawSignatures(document: PDFKit.PDFDocument, paper: PrintedVatInvoice, begin: () => number): void {
  let y = begin();
  const half = WIDTH / 2 - 10;
  const line = (x1: number, x2: number, at: number, hint: string): void => {
    document.moveTo(x1, at).lineTo(x2, at).lineWidth(0.5).strokeColor('black').stroke();
    document.font('regular').fontSize(6).fillColor(SHADE);
    document.text(hint, x1, at + 1, { width: x2 - x1, align: 'center' });
  };
  paper.signatures.forEach(({ label, name, extra }, index) => {
    const x = PAGE.margin + (index % 2) * (half + 20);
    if (index > 0 && index % 2 === 0) y += 40;
    document.font('regular').fontSize(7.5).fillColor('black').text(label, x, y, { width: 150 });
    line(x + 156, x + 236, y + 18, paper.signatureHint);
    document.font('regular').fontSize(8).fillColor('black');
    document.text(name, x + 244, y + 8, { width: half - 244, align: 'center', lineBreak: false });
    line(x + 244, x + half, y + 18, paper.signerHint);
    if (extra) {
      const [value, hint] = extra;
      const from = PAGE.margin + half + 20;
      document.font('regular').fontSize(8).fillColor('black');
      document.text(value, from, y + 8, { width: half, align: 'center', lineBreak: false });
      line(from, from + half, y + 18, hint);
    }
  });
}
