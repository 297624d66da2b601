import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPercent, isRateBp, parsePercent, shareBp } from '../../../src-shared/kernel/percent.ts';
import { convertQuantity, formatQuantity, parseQuantity, quantityOf } from '../../../src-shared/kernel/quantity.ts';

const locale = fc.constantFrom('ru', 'en');

describe('M2 quantity in milli-units', () => {
  it.each([
    ['1', 1000],
    ['2,5', 2500],
    ['2.5', 2500],
    ['0,001', 1],
    ['1 234,5', 1_234_500],
    ['-3', -3000],
  ])('M2 %j is %d', (text, milli) => {
    expect(parseQuantity(text)).toBe(milli);
  });

  it.each(['', 'x', '1,2345', '1 шт', '99999999999999999'])('M2 %j is not a quantity', (text) => {
    expect(parseQuantity(text)).toBeNull();
  });

  it.each([
    [1000, 'ru', '1'],
    [2500, 'ru', '2,5'],
    [1, 'ru', '0,001'],
    [1_234_500, 'ru', '1\u00A0234,5'],
    [-3000, 'ru', '−3'],
    [1_234_500, 'en', '1,234.5'],
  ])('M2 %d in %s is %s', (milli, language, text) => {
    expect(formatQuantity(milli, language)).toBe(text);
  });

  it('M2 what is written is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), (milli) => {
        expect(parseQuantity(formatQuantity(milli, 'ru'))).toBe(milli === 0 ? 0 : milli);
      }),
    );
  });

  it('M2 whole units become milli-units, fractions are refused', () => {
    expect(quantityOf(60)).toBe(60_000);
    expect(() => quantityOf(0.5)).toThrow(RangeError);
    expect(() => quantityOf(Number.MAX_SAFE_INTEGER)).toThrow(RangeError);
    expect(() => formatQuantity(0.5, 'ru')).toThrow(RangeError);
  });

  it.each([
    [2500, 60, 1, 150_000], // tubes of 60 ml
    [150_000, 1, 60, 2500],
    [1000, 1, 3, 333],
    [2000, 1, 3, 667],
    [-2000, 1, 3, -667],
    [1, 1, 2, 1],
  ])('W1 %d × %d/%d is %d', (milli, numerator, denominator, converted) => {
    expect(convertQuantity(milli, numerator, denominator)).toBe(converted);
  });

  it('W1 an exact pack conversion comes back unchanged', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 9 }), fc.integer({ min: 1, max: 5000 }), (milli, pack) => {
        expect(convertQuantity(convertQuantity(milli, pack, 1), 1, pack)).toBe(milli);
      }),
    );
  });

  it('W1 refuses a quantity that no longer is exact', () => {
    expect(() => convertQuantity(Number.MAX_SAFE_INTEGER, 2, 1)).toThrow(RangeError);
    expect(() => convertQuantity(1, 1, 0)).toThrow(RangeError);
  });
});

describe('M2 percent in basis points', () => {
  it.each([
    ['12,5 %', 1250],
    ['12.5%', 1250],
    ['12,5', 1250],
    ['100', 10_000],
    ['0,01', 1],
    ['-5 %', -500],
    ['12,5\u00A0%', 1250],
  ])('M2 %j is %d bp', (text, bp) => {
    expect(parsePercent(text)).toBe(bp);
  });

  it.each(['', '%', '12,345', 'five', '5 % %', '5%5'])('M2 %j is not a percentage', (text) => {
    expect(parsePercent(text)).toBeNull();
  });

  it.each([
    [1250, 'ru', '12,5\u00A0%'],
    [500, 'ru', '5\u00A0%'],
    [1, 'ru', '0,01\u00A0%'],
    [10_000, 'ru', '100\u00A0%'],
    [-1250, 'ru', '−12,5\u00A0%'],
    [1250, 'en', '12.5%'],
  ])('M2 %d bp in %s is %s', (bp, language, text) => {
    expect(formatPercent(bp, language)).toBe(text);
  });

  it('M2 what is written is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999, max: 99_999 }), locale, (bp, language) => {
        expect(parsePercent(formatPercent(bp, language))).toBe(bp === 0 ? 0 : bp);
      }),
    );
  });

  it('M2 a rate is a whole number of basis points in 0..100 %', () => {
    expect([0, 1, 10_000].map(isRateBp)).toEqual([true, true, true]);
    expect([-1, 10_001, 0.5, Number.NaN].map(isRateBp)).toEqual([false, false, false, false]);
    expect(() => formatPercent(0.5, 'ru')).toThrow(RangeError);
  });

  it('M3 R: a share is rounded half away from zero; of nothing there is none', () => {
    expect(shareBp(1, 3)).toBe(3333);
    expect(shareBp(2, 3)).toBe(6667);
    expect(shareBp(1, 20_000)).toBe(1);
    expect(shareBp(-1, 20_000)).toBe(-1);
    expect(shareBp(3, 2)).toBe(15_000);
    expect(shareBp(5, 0)).toBeNull();
  });
});
