import { describe, expect, it } from 'vitest';
import { barcodeOf, barcodeSpellings, hasRightCheckDigit } from '../../../src-shared/products/barcode.rules.ts';

describe('Barcodes', () => {
  it.each([
    ['4606453012345\r', '4606453012345'],
    [' 460 6453 012345 ', '4606453012345'],
    ['фис-12', 'ABC-12'],
    ['abc-12', 'ABC-12'],
    ['', ''],
  ])('%j is kept as %s', (typed, kept) => {
    expect(barcodeOf(typed)).toBe(kept);
  });

  it('an American code is found with and without the zero of an EAN-13', () => {
    expect(barcodeSpellings('036000291452')).toEqual(['036000291452', '0036000291452']);
    expect(barcodeSpellings('0036000291452')).toEqual(['0036000291452', '036000291452']);
    expect(barcodeSpellings('4006381333931')).toEqual(['4006381333931']);
  });

  it.each([
    ['4006381333931', true],
    ['4006381333932', false],
    ['036000291452', true],
    ['96385074', true],
    ['96385075', false],
    ['12345', true],
    ['ABC-12', true],
  ])('the check digit of %s: %s', (code, isRight) => {
    expect(hasRightCheckDigit(code)).toBe(isRight);
  });
});
