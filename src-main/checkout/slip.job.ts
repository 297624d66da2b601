import { type PdfFonts, openPdf } from '../documents/pdf.ts';

/** The roll of a receipt printer is 80 mm wide, of which 72 are printed on. */
const MM = 72 / 25.4;
const WIDTH = 80 * MM;
const MARGIN = 4 * MM;
const INNER = WIDTH - 2 * MARGIN;
const TALLEST = 14_000;
const RULE = '#888888';

/** One line of a slip: a text, with an amount at the right end; or a rule. */
export type SlipRow =
  | { readonly kind: 'rule' }
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly amount?: string;
      readonly size?: number;
      readonly isBold?: boolean;
      readonly isCentred?: boolean;
    };

/** A slip ready to be drawn; texts are in the person's language already. */
export interface PrintedSlip {
  readonly title: string;
  readonly salonName: string;
  readonly rows: readonly SlipRow[];
}

export interface SlipInput extends PdfFonts {
  readonly slip: PrintedSlip;
}

/** Draws a check for a roll of 80 mm: the page is as long as the check, so that no paper is wasted. */
export async function renderSlip({ slip, ...fonts }: SlipInput): Promise<Uint8Array> {
  const { salonName: author, title } = slip;
  const draft = openPdf({ size: [WIDTH, TALLEST], title, author, ...fonts });
  const height = draw(draft.document, slip.rows);
  await draft.finish();
  const paper = openPdf({ size: [WIDTH, Math.ceil(height + MARGIN)], title, author, ...fonts });
  draw(paper.document, slip.rows);
  return await paper.finish();
}

/** Draws the rows one below another; answers with where the last one ends. */
function draw(document: PDFKit.PDFDocument, rows: readonly SlipRow[]): number {
  let y = MARGIN;
  for (const row of rows) {
    if (row.kind === 'rule') {
      document
        .moveTo(MARGIN, y + 3)
        .lineTo(WIDTH - MARGIN, y + 3)
        .lineWidth(0.5)
        .strokeColor(RULE)
        .stroke();
      y += 7;
      continue;
    }
    document.font(row.isBold ? 'bold' : 'regular').fontSize(row.size ?? 8.5);
    document.fillColor('black');
    const amountWidth = row.amount === undefined ? 0 : document.widthOfString(row.amount) + 6;
    const options = { width: INNER - amountWidth, align: row.isCentred ? ('center' as const) : ('left' as const) };
    const height = document.heightOfString(row.text || ' ', options);
    if (row.text !== '') document.text(row.text, MARGIN, y, options);
    if (row.amount !== undefined) {
      const foot = y + height - document.currentLineHeight();
      document.text(row.amount, MARGIN, foot, { width: INNER, align: 'right', lineBreak: false });
    }
    y += height + 1.5;
  }
  return y;
}
