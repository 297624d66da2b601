/** Where an invoice is paid to; texts are in the person's language already. */
export interface BankBox {
  readonly bank: string;
  readonly bankLabel: string;
  readonly codeLabel: string;
  readonly code: string;
  readonly accountLabel: string;
  readonly correspondentAccount: string;
  readonly account: string;
  /** «ИНН …» and «КПП …»; the second may be empty. */
  readonly numbers: readonly [string, string];
  readonly payee: string;
  readonly payeeLabel: string;
}

const ROW = 15;
const SHADE = '#666666';

/** Draws the box by which a bank pays an invoice, as every Russian invoice has it; answers with its height. */
export function drawBankBox(
  document: PDFKit.PDFDocument,
  box: BankBox,
  at: { readonly x: number; readonly y: number; readonly width: number },
): number {
  const { x, y, width } = at;
  const left = Math.round(width * 0.56);
  const label = 46;
  const cell = (text: string, cx: number, cy: number, cw: number, size = 9, colour = 'black'): void => {
    document.font('regular').fontSize(size).fillColor(colour);
    document.text(text, cx + 4, cy + 3, { width: cw - 8, height: 2 * ROW, ellipsis: true });
  };
  const top = 3 * ROW;
  const bottom = 4 * ROW;
  const right = x + left + label;
  const rightWidth = width - left - label;
  cell(box.bank, x, y, left);
  cell(box.bankLabel, x, y + 2 * ROW, left, 7.5, SHADE);
  cell(box.codeLabel, x + left, y, label);
  cell(box.code, right, y, rightWidth);
  cell(box.accountLabel, x + left, y + ROW, label);
  cell(box.correspondentAccount, right, y + ROW, rightWidth);
  cell(box.numbers[0], x, y + top, left / 2);
  cell(box.numbers[1], x + left / 2, y + top, left / 2);
  cell(box.accountLabel, x + left, y + top, label);
  cell(box.account, right, y + top, rightWidth);
  cell(box.payee, x, y + top + ROW, left);
  cell(box.payeeLabel, x, y + top + 3 * ROW, left, 7.5, SHADE);
  const line = (x1: number, y1: number, x2: number, y2: number): void => {
    document.moveTo(x1, y1).lineTo(x2, y2).lineWidth(0.7).strokeColor('black').stroke();
  };
  document
    .rect(x, y, width, top + bottom)
    .lineWidth(0.7)
    .strokeColor('black')
    .stroke();
  line(x, y + top, x + width, y + top);
  line(x + left, y, x + left, y + top + bottom);
  line(right, y, right, y + top + bottom);
  line(x + left, y + ROW, right, y + ROW);
  line(x, y + top + ROW, x + left, y + top + ROW);
  line(x + left / 2, y + top, x + left / 2, y + top + ROW);
  return top + bottom;
}
