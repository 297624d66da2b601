import type { DaySheet, SheetColumn, SheetLine } from './day-sheet.model.ts';
import { type PdfFonts, drawFeet, openPdf } from './pdf.ts';

/** A4 landscape in points. */
const PAGE = { width: 841.89, height: 595.28, margin: 28 };
/** Masters side by side on one page (ui.md 7): 25 masters take five pages. */
const MASTERS_PER_PAGE = 6;
const GAP = 6;
const HEAD_HEIGHT = 42;
const COLUMN_HEAD_HEIGHT = 30;
const FOOT_HEIGHT = 16;
const SMALLEST_SCALE = 0.75;
const SIZE = { title: 14, name: 9, body: 7.2, meta: 6.5 };

export interface DaySheetInput extends PdfFonts {
  readonly sheet: DaySheet;
}

/**
 * Draws the day by master as a PDF, black on white, readable without colours.
 *
 * Rows are drawn by hand: pdfkit's table is seventy times slower (stack.md 9). A master whose day is longer than the page
 * goes on in the same place of the next page.
 */
export function renderDaySheet({ sheet, ...fonts }: DaySheetInput): Promise<Uint8Array> {
  const { document, finish } = openPdf({
    size: [PAGE.width, PAGE.height],
    title: sheet.title,
    author: sheet.salonName,
    ...fonts,
  });

  let isFirst = true;
  const addPage = (): void => {
    if (!isFirst) document.addPage();
    isFirst = false;
    document.font('bold').fontSize(SIZE.title).fillColor('black');
    document.text(sheet.title, PAGE.margin, PAGE.margin, { lineBreak: false });
    document.font('regular').fontSize(SIZE.name);
    document.text(`${sheet.salonName} · ${sheet.summary}`, PAGE.margin, PAGE.margin + 19, { lineBreak: false });
  };

  if (sheet.columns.length === 0) {
    addPage();
    document.fontSize(11).text(sheet.emptyText, PAGE.margin, PAGE.margin + HEAD_HEIGHT + 20, { lineBreak: false });
  }
  for (let at = 0; at < sheet.columns.length; at += MASTERS_PER_PAGE) {
    const group = sheet.columns.slice(at, at + MASTERS_PER_PAGE);
    const scale = scaleFor(group);
    let rests: readonly (readonly SheetLine[])[] = group.map((column) => column.lines);
    do {
      addPage();
      rests = drawColumns(document, group, rests, scale);
    } while (rests.some((rest) => rest.length > 0));
  }
  drawFeet(document, sheet, (text) => {
    document.font('regular').fontSize(SIZE.meta);
    document.text(text, PAGE.margin, PAGE.height - PAGE.margin - 6, { lineBreak: false });
  });
  return finish();
}

const COLUMN_TOP = PAGE.margin + HEAD_HEIGHT + COLUMN_HEAD_HEIGHT;
const COLUMN_BOTTOM = PAGE.height - PAGE.margin - FOOT_HEIGHT;

/** A long day is drawn smaller, down to what can still be read, before it takes another page. */
function scaleFor(columns: readonly SheetColumn[]): number {
  const longest = Math.max(1, ...columns.map(({ lines }) => lines.reduce((sum, line) => sum + lineHeight(line, 1), 0)));
  return Math.max(SMALLEST_SCALE, Math.min(1, (COLUMN_BOTTOM - COLUMN_TOP) / longest));
}

/** Draws what fits of each master and returns what is left. */
function drawColumns(
  document: PDFKit.PDFDocument,
  columns: readonly SheetColumn[],
  rests: readonly (readonly SheetLine[])[],
  scale: number,
): SheetLine[][] {
  const width = (PAGE.width - 2 * PAGE.margin - GAP * (MASTERS_PER_PAGE - 1)) / MASTERS_PER_PAGE;
  const top = PAGE.margin + HEAD_HEIGHT;
  return columns.map((column, index) => {
    const x = PAGE.margin + index * (width + GAP);
    document.font('bold').fontSize(SIZE.name);
    document.text(fitted(document, column.title, width), x, top, { lineBreak: false });
    document.font('regular').fontSize(SIZE.meta);
    document.text(fitted(document, column.subtitle, width), x, top + 12, { lineBreak: false });
    document
      .moveTo(x, top + 23)
      .lineTo(x + width, top + 23)
      .lineWidth(1)
      .stroke();
    let y = COLUMN_TOP;
    const lines = rests[index] ?? [];
    for (const [at, line] of lines.entries()) {
      const height = lineHeight(line, scale);
      if (y + height > COLUMN_BOTTOM + 0.01) return lines.slice(at);
      drawLine(document, line, x, y, width, scale);
      y += height;
    }
    return [];
  });
}

const ROW = 9.4;

function lineHeight(line: SheetLine, scale: number): number {
  return (ROW * (3 + (line.phone ? 1 : 0) + (line.note ? 1 : 0)) + 7) * scale;
}

function drawLine(
  document: PDFKit.PDFDocument,
  line: SheetLine,
  x: number,
  y: number,
  width: number,
  scale: number,
): void {
  const inner = width - 6;
  let at = y + 2 * scale;
  const row = (text: string, font: 'regular' | 'bold', size = SIZE.body): void => {
    document.font(font).fontSize(size * scale);
    document.text(fitted(document, text, inner), x + 4, at, { lineBreak: false });
    at += ROW * scale;
  };
  row(`${line.time}  ${line.status}`, 'bold', SIZE.meta);
  const nameAt = at;
  row(line.client, 'bold');
  if (line.isCancelled) {
    const length = Math.min(
      inner,
      document
        .font('bold')
        .fontSize(SIZE.body * scale)
        .widthOfString(line.client),
    );
    document
      .moveTo(x + 4, nameAt + 5 * scale)
      .lineTo(x + 4 + length, nameAt + 5 * scale)
      .lineWidth(0.6)
      .stroke();
  }
  if (line.phone) row(line.phone, 'regular');
  row(`${line.service}, ${line.price}`, 'regular');
  if (line.note) row(line.note, 'regular', SIZE.meta);
  document
    .rect(x, y, width, lineHeight(line, scale) - 4 * scale)
    .lineWidth(0.4)
    .stroke();
}

/** Cuts a text to a width with an ellipsis, measured in the current font. */
function fitted(document: PDFKit.PDFDocument, text: string, width: number): string {
  if (document.widthOfString(text) <= width) return text;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (document.widthOfString(`${text.slice(0, middle)}…`) <= width) low = middle;
    else high = middle - 1;
  }
  return `${text.slice(0, low).trimEnd()}…`;
}
