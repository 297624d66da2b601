import { type PdfFonts, drawFeet, openPdf } from '../documents/pdf.ts';

/** A4 upright in points. */
const PAGE = { width: 595.28, height: 841.89, margin: 40 };
const WIDTH = PAGE.width - 2 * PAGE.margin;
const BOTTOM = PAGE.height - PAGE.margin - 20;
const SIZE = 8;
const ROW_GAP = 5;
const SHADE = '#555555';
const RULE = '#bbbbbb';

export interface PrintedColumn {
  readonly title: string;
  /** Share of the page's width. */
  readonly share: number;
  readonly isNumber: boolean;
}

/** A table on paper; texts are in the person's language already. */
export interface PrintedBook {
  readonly salonName: string;
  readonly title: string;
  /** Account, period, opening and closing. */
  readonly lines: readonly string[];
  readonly columns: readonly PrintedColumn[];
  readonly rows: readonly (readonly string[])[];
  readonly totals: readonly string[];
  readonly emptyText: string;
  readonly footer: string;
  readonly pageText: string;
}

export interface BookInput extends PdfFonts {
  readonly book: PrintedBook;
}

/** Draws a cash book: A4 upright, black on white; the names of the columns come again on each page. */
export function renderBook({ book, ...fonts }: BookInput): Promise<Uint8Array> {
  const { document, finish } = openPdf({
    size: [PAGE.width, PAGE.height],
    title: book.title,
    author: book.salonName,
    ...fonts,
  });
  let y = drawHead(document, book);
  y = drawRow(
    document,
    book.columns,
    book.columns.map(({ title }) => title),
    y,
    'bold',
  );
  if (book.rows.length === 0) {
    document.font('regular').fontSize(10).fillColor('black');
    document.text(book.emptyText, PAGE.margin, y + 12, { lineBreak: false });
    y += 34;
  }
  const lines = [
    ...book.rows.map((cells) => ({ cells, font: 'regular' as const })),
    { cells: book.totals, font: 'bold' as const },
  ];
  for (const { cells, font } of lines) {
    if (y + heightOf(document, book.columns, cells, font) > BOTTOM) {
      document.addPage();
      y = drawRow(
        document,
        book.columns,
        book.columns.map(({ title }) => title),
        PAGE.margin,
        'bold',
      );
    }
    y = drawRow(document, book.columns, cells, y, font);
  }
  drawFeet(document, book, (text) => {
    document.font('regular').fontSize(7).fillColor(SHADE);
    document.text(text, PAGE.margin, PAGE.height - PAGE.margin, { lineBreak: false });
  });
  return finish();
}

function drawHead(document: PDFKit.PDFDocument, book: PrintedBook): number {
  document.font('regular').fontSize(9).fillColor(SHADE);
  document.text(book.salonName, PAGE.margin, PAGE.margin, { lineBreak: false });
  document.font('bold').fontSize(15).fillColor('black');
  document.text(book.title, PAGE.margin, PAGE.margin + 13, { lineBreak: false });
  document.font('regular').fontSize(9);
  let y = PAGE.margin + 36;
  for (const line of book.lines) {
    document.text(line, PAGE.margin, y, { width: WIDTH });
    y += document.heightOfString(line, { width: WIDTH }) + 1;
  }
  return y + 8;
}

function heightOf(
  document: PDFKit.PDFDocument,
  columns: readonly PrintedColumn[],
  cells: readonly string[],
  font: 'regular' | 'bold',
): number {
  document.font(font).fontSize(SIZE);
  const heights = columns.map(({ share }, index) =>
    document.heightOfString(cells[index] || ' ', { width: share * WIDTH - 6 }),
  );
  return Math.max(...heights) + ROW_GAP;
}

function drawRow(
  document: PDFKit.PDFDocument,
  columns: readonly PrintedColumn[],
  cells: readonly string[],
  y: number,
  font: 'regular' | 'bold',
): number {
  const height = heightOf(document, columns, cells, font);
  let x = PAGE.margin;
  document.font(font).fontSize(SIZE).fillColor('black');
  columns.forEach(({ share, isNumber }, index) => {
    const width = share * WIDTH;
    document.text(cells[index] ?? '', x, y + 2, { width: width - 6, align: isNumber ? 'right' : 'left' });
    x += width;
  });
  document
    .moveTo(PAGE.margin, y + height - 0.5)
    .lineTo(PAGE.width - PAGE.margin, y + height - 0.5)
    .lineWidth(font === 'bold' ? 0.8 : 0.3)
    .strokeColor(font === 'bold' ? 'black' : RULE)
    .stroke();
  return y + height;
}
