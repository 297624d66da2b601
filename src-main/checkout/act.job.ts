import { type BankBox, drawBankBox } from '../documents/bank-box.ts';
import { type Foot, type PdfFonts, drawFeet, openPdf } from '../documents/pdf.ts';

/** A4 upright in points. */
const PAGE = { width: 595.28, height: 841.89, margin: 48 };
const WIDTH = PAGE.width - 2 * PAGE.margin;
const BOTTOM = PAGE.height - PAGE.margin - 18;
const SHADE = '#666666';
const RULE = '#bbbbbb';
/** Number, name, quantity, price, discount, sum. */
const COLUMNS = [24, WIDTH - 24 - 48 - 3 * 74, 48, 74, 74, 74] as const;
const PADDING = 5;
const SIGNATURES_HEIGHT = 120;

type Cells = readonly [string, string, string, string, string, string];

/** An act, or an invoice, ready to be drawn; texts are in the person's language already. */
export interface PrintedAct extends Foot {
  readonly salonName: string;
  /** Above the title of an invoice: where it is paid to. */
  readonly bank?: BankBox;
  readonly title: string;
  /** Who did it and for whom, each with its name in bold. */
  readonly parties: readonly (readonly [label: string, text: string])[];
  readonly columns: Cells;
  readonly rows: readonly { readonly cells: Cells; readonly note: string }[];
  readonly totals: readonly (readonly [label: string, amount: string])[];
  /** The sum in words, how it was paid, what the two agree on. */
  readonly lines: readonly string[];
  readonly signatures: readonly (readonly [label: string, name: string])[];
  readonly signatureHint: string;
}

export interface ActInput extends PdfFonts {
  readonly act: PrintedAct;
}

/** Draws the act of a check, or an invoice, on A4: what for, how much, and the place for two signatures. */
export function renderAct({ act, ...fonts }: ActInput): Promise<Uint8Array> {
  const { document, finish } = openPdf({
    size: [PAGE.width, PAGE.height],
    title: act.title,
    author: act.salonName,
    ...fonts,
  });
  let y: number = PAGE.margin;
  const write = (text: string, size: number, font: 'regular' | 'bold', after: number): void => {
    document.font(font).fontSize(size).fillColor('black');
    document.text(text, PAGE.margin, y, { width: WIDTH });
    y += document.heightOfString(text, { width: WIDTH }) + after;
  };
  const rule = (weight: number, colour: string): void => {
    document
      .moveTo(PAGE.margin, y)
      .lineTo(PAGE.margin + WIDTH, y)
      .lineWidth(weight)
      .strokeColor(colour)
      .stroke();
  };
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
  const head = (): void => {
    y += cells(act.columns, 8, 'bold', SHADE) + 2 * PADDING;
    rule(0.9, 'black');
  };
  const makeRoom = (height: number, withHead: boolean): void => {
    if (y + height <= BOTTOM) return;
    document.addPage();
    y = PAGE.margin;
    if (withHead) head();
  };

  if (act.bank) y += drawBankBox(document, act.bank, { x: PAGE.margin, y, width: WIDTH }) + 18;
  write(act.title, 16, 'bold', 12);
  rule(0.9, 'black');
  y += 10;
  for (const [label, text] of act.parties) {
    document.font('regular').fontSize(9.5).fillColor(SHADE);
    document.text(label, PAGE.margin, y, { width: 90 });
    document.font('bold').fillColor('black');
    const options = { width: WIDTH - 90 };
    document.text(text, PAGE.margin + 90, y, options);
    y += document.heightOfString(text, options) + 5;
  }
  y += 8;
  head();
  for (const row of act.rows) {
    document.font('regular').fontSize(7.8);
    const noteHeight = row.note === '' ? 0 : document.heightOfString(row.note, optionsOf(1)) + 1;
    document.fontSize(9.5);
    makeRoom(document.heightOfString(row.cells[1], optionsOf(1)) + noteHeight + 2 * PADDING, true);
    const height = cells(row.cells, 9.5, 'regular');
    if (noteHeight > 0) {
      document.font('regular').fontSize(7.8).fillColor(SHADE);
      document.text(row.note, PAGE.margin + COLUMNS[0], y + PADDING + height + 1, optionsOf(1));
    }
    y += height + noteHeight + 2 * PADDING;
    rule(0.3, RULE);
  }
  y += 4;
  act.totals.forEach(([label, amount], index) => {
    makeRoom(16, false);
    const isLast = index === act.totals.length - 1;
    document.font(isLast ? 'bold' : 'regular').fontSize(isLast ? 11 : 9.5);
    document.fillColor('black').text(label, PAGE.margin, y, { width: WIDTH - 90, align: 'right' });
    document.text(amount, PAGE.margin + WIDTH - 84, y, { width: 78, align: 'right' });
    y += isLast ? 19 : 15;
  });
  y += 6;
  for (const line of act.lines) {
    makeRoom(30, false);
    write(line, 9.5, 'regular', 4);
  }
  makeRoom(SIGNATURES_HEIGHT, false);
  y += 34;
  const half = (WIDTH - 32) / 2;
  act.signatures.forEach(([label, name], index) => {
    const x = PAGE.margin + index * (half + 32);
    document.font('bold').fontSize(9.5).fillColor('black').text(label, x, y, { width: half });
    document
      .moveTo(x, y + 48)
      .lineTo(x + half, y + 48)
      .lineWidth(0.6)
      .strokeColor('black')
      .stroke();
    document.font('regular').fontSize(7.5).fillColor(SHADE);
    document.text(act.signatureHint, x, y + 51, { width: half, lineBreak: false });
    document.text(name, x, y + 51, { width: half, align: 'right', lineBreak: false });
  });
  drawFeet(document, act, (text) => {
    document.font('regular').fontSize(7).fillColor(SHADE);
    document.text(text, PAGE.margin, PAGE.height - PAGE.margin + 6, { lineBreak: false });
  });
  return finish();
}

function optionsOf(column: number): { width: number; align: 'left' | 'right' } {
  return { width: COLUMNS[column]! - 6, align: column >= 2 ? 'right' : 'left' };
}
