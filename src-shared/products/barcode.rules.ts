import { switchLayout } from '../kernel/fold.ts';

/**
 * The one spelling in which a barcode is kept and looked for.
 *
 * Without white space and control characters (a scanner ends with Enter or Tab), Latin capitals. A scanner is a keyboard:
 * what it typed in the Russian layout is mapped back. Example: `'фис-12\r'` gives `ABC-12`.
 */
export function barcodeOf(text: string): string {
  const bare = text.normalize('NFC').replaceAll(/[\s\p{Cc}]/gu, '');
  const latin = /\p{Script=Cyrillic}/u.test(bare) ? switchLayout(bare) : bare;
  return latin.toUpperCase();
}

/**
 * The spellings under which one barcode may be kept: as it is, and an American code of 12 digits with or without the zero
 * that makes it an EAN-13.
 */
export function barcodeSpellings(text: string): string[] {
  const code = barcodeOf(text);
  if (/^0\d{12}$/.test(code)) return [code, code.slice(1)];
  return /^\d{12}$/.test(code) ? [code, `0${code}`] : [code];
}

/**
 * Whether the last digit of an EAN-8, UPC-A, EAN-13 or GTIN-14 is right; true for a code of another kind.
 *
 * GS1: from the right, digits count 3 and 1 in turn; all together with the check digit make a multiple of ten. A shop's own
 * codes need not obey, so a wrong one is a hint to a person and never a refusal.
 */
export function hasRightCheckDigit(barcode: string): boolean {
  if (!/^(?:\d{8}|\d{12,14})$/.test(barcode)) return true;
  const sum = [...barcode]
    .toReversed()
    .reduce((total, digit, index) => total + Number(digit) * (index % 2 === 1 ? 3 : 1), 0);
  return sum % 10 === 0;
}
