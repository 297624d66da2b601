import { type PdfFonts, drawFeet, openPdf } from './pdf.ts';
/** A4 upright in points. */
const PAGE = { width: 595.28, height: 841.89, margin: 42 };
const BOTTOM = PAGE.height - PAGE.margin - 22;
const SIZE = { salon: 10, title: 20, group: 12.5, subgroup: 10.5, body: 9.5, note: 7.8, column: 8 };
const INDENT = 12;
const SHADE = '#666666';
const RULE = '#bbbbbb';

/** A price list ready to be drawn; texts are in the person's language already. */
export interface PrintedPriceList {
  readonly salonName: string;
  readonly title: string;
  /** The day it holds from, the list, address and phone. */
  readonly lines: readonly string[];
  readonly columns: readonly string[];
  readonly groups: readonly {
    readonly title: string;
    readonly depth: number;
    readonly rows: readonly { readonly name: string; readonly note: string; readonly prices: readonly string[] }[];
  }[];
  readonly emptyText: string;
  readonly footer: string;
  readonly pageText: string;
}

export interface PriceListInput extends PdfFonts {
  readonly list: PrintedPriceList;
}

type Row = PrintedPriceList['groups'][number]['rows'][number];

/**
 * Draws the price list for the reception desk and for clients: A4 upright, black on white.
 *
 * A title of a category never stands alone at the foot of a page; the names of the columns come again on each page.
 */
export function renderPriceList({ list, ...fonts }: PriceListInput): Promise<Uint8Array> {
  const { document, finish } = openPdf({
    size: [PAGE.width, PAGE.height],
    title: list.title,
    author: list.salonName,
    ...fonts,
  });
  const layout = layoutOf(list.columns);

  let y = drawHead(document, list);
  y = drawColumnNames(document, list.columns, layout, y);
  const breakPage = (): void => {
    document.addPage();
    y = drawColumnNames(document, list.columns, layout, PAGE.margin);
  };
  if (list.groups.length === 0) {
    document.font('regular').fontSize(11).fillColor('black');
    document.text(list.emptyText, PAGE.margin, y + 20, { lineBreak: false });
  }
  for (const group of list.groups) {
    const [first] = group.rows;
    const needed = titleHeight(group.depth) + (first ? rowHeight(document, first, layout, group.depth) : 30);
    if (y + needed > BOTTOM) breakPage();
    y = drawTitle(document, group.title, group.depth, y);
    for (const row of group.rows) {
      const height = rowHeight(document, row, layout, group.depth);
      if (y + height > BOTTOM) breakPage();
      drawRow(document, row, layout, group.depth, y);
      y += height;
    }
  }
  drawFeet(document, list, (text) => {
    document.font('regular').fontSize(7).fillColor(SHADE);
    document.text(text, PAGE.margin, PAGE.height - PAGE.margin, { lineBreak: false });
  });
  return finish();
}

interface Layout {
  readonly nameWidth: number;
  readonly columnWidth: number;
  readonly columnCount: number;
}

function layoutOf(columns: readonly string[]): Layout {
  const width = PAGE.width - 2 * PAGE.margin;
  const columnWidth = Math.min(118, (width * 0.62) / columns.length);
  return { nameWidth: width - columnWidth * columns.length, columnWidth, columnCount: columns.length };
}

function drawHead(document: PDFKit.PDFDocument, list: PrintedPriceList): number {
  const width = PAGE.width - 2 * PAGE.margin;
  let y = PAGE.margin;
  document.font('regular').fontSize(SIZE.salon).fillColor(SHADE);
  document.text(list.salonName, PAGE.margin, y, { lineBreak: false });
  y += 15;
  document.font('bold').fontSize(SIZE.title).fillColor('black');
  document.text(list.title, PAGE.margin, y, { lineBreak: false });
  y += 29;
  document.font('regular').fontSize(9).fillColor(SHADE);
  for (const line of list.lines) {
    const options = { width, lineGap: 1 };
    document.text(line, PAGE.margin, y, options);
    y += document.heightOfString(line, options) + 1;
  }
  return y + 8;
}

function drawColumnNames(
  document: PDFKit.PDFDocument,
  columns: readonly string[],
  { nameWidth, columnWidth }: Layout,
  y: number,
): number {
  if (columns.every((name) => name === '')) return y;
  document.font('bold').fontSize(SIZE.column).fillColor(SHADE);
  const options = { width: columnWidth - 6, align: 'right' as const };
  const height = Math.max(...columns.map((name) => document.heightOfString(name, options)));
  columns.forEach((name, index) => {
    const x = PAGE.margin + nameWidth + index * columnWidth + 6;
    document.text(name, x, y + height - document.heightOfString(name, options), options);
  });
  return y + height + 4;
}

const titleHeight = (depth: number): number => (depth === 0 ? 32 : 22);

function drawTitle(document: PDFKit.PDFDocument, title: string, depth: number, y: number): number {
  const x = PAGE.margin + indentOf(depth);
  const width = PAGE.width - PAGE.margin - x;
  const size = depth === 0 ? SIZE.group : SIZE.subgroup;
  document.font('bold').fontSize(size).fillColor('black');
  document.text(fitted(document, title, width), x, y + (depth === 0 ? 10 : 5), { lineBreak: false });
  const bottom = y + titleHeight(depth) - 4;
  if (depth === 0) {
    document
      .moveTo(x, bottom)
      .lineTo(PAGE.width - PAGE.margin, bottom)
      .lineWidth(0.9)
      .strokeColor('black')
      .stroke();
  }
  return y + titleHeight(depth);
}

/** Deep categories share one indent: names need the width. */
function indentOf(depth: number): number {
  return Math.min(depth, 2) * INDENT;
}

function nameOptions({ nameWidth }: Layout, depth: number): { width: number } {
  return { width: nameWidth - indentOf(depth) - 8 };
}

function rowHeight(document: PDFKit.PDFDocument, row: Row, layout: Layout, depth: number): number {
  const options = nameOptions(layout, depth);
  const name = document.font('regular').fontSize(SIZE.body).heightOfString(row.name, options);
  const note = row.note === '' ? 0 : document.fontSize(SIZE.note).heightOfString(row.note, options);
  document.fontSize(SIZE.body);
  const price = Math.max(...row.prices.map((text) => document.heightOfString(text, { width: layout.columnWidth - 6 })));
  return Math.max(name + note, price) + 6;
}

function drawRow(document: PDFKit.PDFDocument, row: Row, layout: Layout, depth: number, y: number): void {
  const x = PAGE.margin + indentOf(depth);
  const options = nameOptions(layout, depth);
  document
    .font('regular')
    .fontSize(SIZE.body)
    .fillColor('black')
    .text(row.name, x, y + 2, options);
  const height = document.heightOfString(row.name, options);
  document.fontSize(SIZE.note).fillColor(SHADE);
  if (row.note !== '') document.text(row.note, x, y + 2 + height, options);
  document.font('bold').fontSize(SIZE.body).fillColor('black');
  row.prices.forEach((text, index) => {
    const left = PAGE.margin + layout.nameWidth + index * layout.columnWidth + 6;
    document.text(text, left, y + 2, { width: layout.columnWidth - 6, align: 'right' });
  });
  const bottom = y + rowHeight(document, row, layout, depth) - 0.5;
  document
    .moveTo(x, bottom)
    .lineTo(PAGE.width - PAGE.margin, bottom)
    .lineWidth(0.3)
    .strokeColor(RULE)
    .stroke();
}

/** Cuts a text to a width with an ellipsis, measured in the current font. */
function fitted(document: PDFKit.PDFDocument, text: string, width: number): string {
  if (document.widthOfString(text) <= width) return text;
  let end = text.length;
  while (end > 1 && document.widthOfString(`${text.slice(0, end)}…`) > width) end -= 1;
  return `${text.slice(0, end).trimEnd()}…`;
}
