import { type PdfFonts, drawFeet, openPdf } from '../documents/pdf.ts';

/** A4 upright in points. */
const PAGE = { width: 595.28, height: 841.89, margin: 42 };
const WIDTH = PAGE.width - 2 * PAGE.margin;
const BOTTOM = PAGE.height - PAGE.margin - 22;
const SHADE = '#666666';
const RULE = '#bbbbbb';
/** Date, document, out, in, balance. */
const COLUMNS = [62, WIDTH - 62 - 3 * 84, 84, 84, 84] as const;
const PADDING = 5;

/** A statement ready to be drawn; texts are in the person's language already. */
export interface PrintedStatement {
  readonly salonName: string;
  readonly title: string;
  /** The client, the period, the salon's address. */
  readonly lines: readonly string[];
  readonly columns: readonly [string, string, string, string, string];
  readonly opening: readonly [label: string, amount: string];
  readonly rows: readonly {
    readonly date: string;
    readonly title: string;
    readonly note: string;
    readonly out: string;
    readonly in: string;
    readonly balance: string;
  }[];
  readonly emptyText: string;
  readonly turnover: readonly [label: string, out: string, income: string];
  readonly closing: readonly [label: string, amount: string];
  /** What the closing balance means, in words. */
  readonly explanation: string;
  readonly footer: string;
  readonly pageText: string;
}

export interface StatementInput extends PdfFonts {
  readonly statement: PrintedStatement;
}

/** Draws the statement of a client's account: A4 upright, the heads of the columns on every page. */
export function renderStatement({ statement, ...fonts }: StatementInput): Promise<Uint8Array> {
  const { document, finish } = openPdf({
    size: [PAGE.width, PAGE.height],
    title: statement.title,
    author: statement.salonName,
    ...fonts,
  });
  let y: number = PAGE.margin;
  const write = (text: string, size: number, font: 'regular' | 'bold', colour: string, after: number): void => {
    document.font(font).fontSize(size).fillColor(colour);
    document.text(text, PAGE.margin, y, { width: WIDTH });
    y += document.heightOfString(text, { width: WIDTH }) + after;
  };
  write(statement.salonName, 10, 'regular', SHADE, 3);
  write(statement.title, 18, 'bold', 'black', 6);
  for (const line of statement.lines) write(line, 9.5, 'regular', 'black', 2);
  y += 8;

  const cells = (texts: readonly string[], size: number, font: 'regular' | 'bold', colour = 'black'): number => {
    document.font(font).fontSize(size).fillColor(colour);
    const heights = texts.map((text, index) => document.heightOfString(text || ' ', optionsOf(index)));
    let x = PAGE.margin;
    texts.forEach((text, index) => {
      if (text !== '') document.text(text, x, y + PADDING, optionsOf(index));
      x += COLUMNS[index]!;
    });
    return Math.max(...heights);
  };
  const rule = (weight: number, colour: string): void => {
    document
      .moveTo(PAGE.margin, y)
      .lineTo(PAGE.margin + WIDTH, y)
      .lineWidth(weight)
      .strokeColor(colour)
      .stroke();
  };
  const head = (): void => {
    y += cells(statement.columns, 8, 'bold', SHADE) + 2 * PADDING;
    rule(0.9, 'black');
  };
  const makeRoom = (height: number): void => {
    if (y + height <= BOTTOM) return;
    document.addPage();
    y = PAGE.margin;
    head();
  };

  head();
  y += cells(['', statement.opening[0], '', '', statement.opening[1]], 9.5, 'bold') + 2 * PADDING;
  rule(0.5, RULE);
  if (statement.rows.length === 0)
    y += cells(['', statement.emptyText, '', '', ''], 9.5, 'regular', SHADE) + 2 * PADDING;
  for (const row of statement.rows) {
    document.font('regular').fontSize(7.8);
    const noteHeight = row.note === '' ? 0 : document.heightOfString(row.note, optionsOf(1)) + 1;
    document.fontSize(9.5);
    makeRoom(document.heightOfString(row.title, optionsOf(1)) + noteHeight + 2 * PADDING);
    const height = cells([row.date, row.title, row.out, row.in, row.balance], 9.5, 'regular');
    if (noteHeight > 0) {
      document.font('regular').fontSize(7.8).fillColor(SHADE);
      document.text(row.note, PAGE.margin + COLUMNS[0], y + PADDING + height + 1, optionsOf(1));
    }
    y += height + noteHeight + 2 * PADDING;
    rule(0.3, RULE);
  }
  makeRoom(80);
  const [label, out, income] = statement.turnover;
  y += cells(['', label, out, income, ''], 9.5, 'bold') + 2 * PADDING;
  y += cells(['', statement.closing[0], '', '', statement.closing[1]], 9.5, 'bold') + 2 * PADDING;
  rule(0.9, 'black');
  y += 8;
  write(statement.explanation, 10, 'regular', 'black', 0);
  drawFeet(document, statement, (text) => {
    document.font('regular').fontSize(7).fillColor(SHADE);
    document.text(text, PAGE.margin, PAGE.height - PAGE.margin, { lineBreak: false });
  });
  return finish();
}

function optionsOf(column: number): { width: number; align: 'left' | 'right' } {
  return { width: COLUMNS[column]! - 6, align: column >= 2 ? 'right' : 'left' };
}
