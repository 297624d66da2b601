import { type PdfFonts, drawFeet, openPdf } from '../documents/pdf.ts';

const MARGIN = 36;
const UPRIGHT = [595.28, 841.89] as const;
const ACROSS = [841.89, 595.28] as const;
/** With more columns than these the page lies down; with more again the columns go on below. */
const UPRIGHT_COLUMNS = 5;
const ACROSS_COLUMNS = 9;
const ROW = 16;
const FONT = 8.5;
const SHADE = '#666666';
const RULE = '#cccccc';

/** A report ready to be drawn; texts are in the person's language already. */
export interface PrintedReport {
  readonly salonName: string;
  readonly title: string;
  /** Period or date. */
  readonly lines: readonly string[];
  /** The first is the name of the line, the others are amounts. */
  readonly columns: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly isSum: boolean }[];
  readonly footer: string;
  readonly pageText: string;
}

export interface ReportPdfInput extends PdfFonts {
  readonly report: PrintedReport;
}

/** Draws profit and loss or the balance sheet: A4, black on white, the head again on each page. */
export function renderReport({ report, ...fonts }: ReportPdfInput): Promise<Uint8Array> {
  const isAcross = report.columns.length > UPRIGHT_COLUMNS;
  const size = isAcross ? ACROSS : UPRIGHT;
  const { document, finish } = openPdf({ size, title: report.title, author: report.salonName, ...fonts });
  const [width, height] = [size[0] - 2 * MARGIN, size[1]];
  const perPart = (isAcross ? ACROSS_COLUMNS : UPRIGHT_COLUMNS) - 1;
  const amounts = report.columns.length - 1;
  const parts = Array.from({ length: Math.max(1, Math.ceil(amounts / perPart)) }, (_, part) =>
    Array.from({ length: Math.min(perPart, amounts - part * perPart) }, (__, index) => 1 + part * perPart + index),
  );
  let y = drawHead(document, report);
  for (const columns of parts) {
    const amountWidth = Math.min(110, (width * 0.66) / Math.max(1, columns.length));
    const nameWidth = width - amountWidth * columns.length;
    const drawCells = (cells: readonly string[], isBold: boolean): void => {
      document
        .font(isBold ? 'bold' : 'regular')
        .fontSize(FONT)
        .fillColor('black');
      const name = cells[0] ?? '';
      const indent = name.length - name.trimStart().length > 0 ? 12 : 0;
      const box = { width: nameWidth - indent - 6, height: 12, ellipsis: true, lineBreak: false };
      document.text(name.trim(), MARGIN + indent, y + 2, box);
      columns.forEach((column, index) => {
        const x = MARGIN + nameWidth + index * amountWidth;
        const text = cells[column] ?? '';
        const room = amountWidth - 4;
        // A long head or amount gets smaller; broken, it would run into the next row.
        document.fontSize(FONT);
        document.fontSize(Math.min(FONT, (FONT * room) / Math.max(1, document.widthOfString(text))));
        document.text(text, x, y + 2, { width: amountWidth - 2, align: 'right', lineBreak: false });
      });
      y += ROW;
      document
        .moveTo(MARGIN, y - 1)
        .lineTo(MARGIN + width, y - 1)
        .lineWidth(isBold ? 0.8 : 0.3)
        .strokeColor(RULE)
        .stroke();
    };
    const breakPage = (): void => {
      document.addPage();
      y = MARGIN;
      drawCells(report.columns, true);
    };
    if (y + ROW * 4 > height - MARGIN - 20) breakPage();
    else drawCells(report.columns, true);
    for (const { cells, isSum } of report.rows) {
      if (y + ROW > height - MARGIN - 14) breakPage();
      drawCells(cells, isSum);
    }
    y += ROW;
  }
  drawFeet(document, report, (text) => {
    document.font('regular').fontSize(7).fillColor(SHADE);
    document.text(text, MARGIN, height - MARGIN, { lineBreak: false });
  });
  return finish();
}

function drawHead(document: PDFKit.PDFDocument, report: PrintedReport): number {
  document.font('regular').fontSize(9).fillColor(SHADE).text(report.salonName, MARGIN, MARGIN, { lineBreak: false });
  document
    .font('bold')
    .fontSize(16)
    .fillColor('black')
    .text(report.title, MARGIN, MARGIN + 14, { lineBreak: false });
  let y = MARGIN + 38;
  for (const line of report.lines) {
    document.font('regular').fontSize(9).fillColor(SHADE).text(line, MARGIN, y, { lineBreak: false });
    y += 13;
  }
  return y + 6;
}
