import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDomainError } from '../../../src-shared/kernel/errors.ts';
import {
  addMoney,
  assertMoney,
  formatMoney,
  MAX_MONEY_MINOR,
  multiplyByQuantity,
  parseMoney,
  partOfRemaining,
  percentOf,
  roundDownToStep,
  roundHalfAway,
  roundToStep,
  subtractPercent,
  vatIncluded,
} from '../../../src-shared/kernel/money.ts';
import { allocate } from '../../../src-shared/kernel/share.ts';

const money = fc.integer({ min: -MAX_MONEY_MINOR, max: MAX_MONEY_MINOR });
const price = fc.integer({ min: 0, max: MAX_MONEY_MINOR });
const rate = fc.integer({ min: 0, max: 10_000 });
const step = fc.constantFrom(1, 5, 10, 50, 100, 500, 1000, 10_000);

function codeOf(act: () => unknown): unknown {
  try {
    act();
  } catch (thrown) {
    return isDomainError(thrown) ? thrown.code : thrown;
  }
  return 'nothing thrown';
}

describe('M1 amounts are whole minor units within 10^12', () => {
  it.each([0, 1, -1, MAX_MONEY_MINOR, -MAX_MONEY_MINOR])('M1 accepts %d', (amount) => {
    expect(() => assertMoney(amount)).not.toThrow();
  });

  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 1e-9])('M1 calls %d a defect', (amount) => {
    expect(() => assertMoney(amount)).toThrow(RangeError);
  });

  it('M1 refuses an amount, a sum and a product beyond the range with LIMIT_EXCEEDED', () => {
    expect(codeOf(() => assertMoney(MAX_MONEY_MINOR + 1))).toBe('LIMIT_EXCEEDED');
    expect(codeOf(() => addMoney(MAX_MONEY_MINOR, 1))).toBe('LIMIT_EXCEEDED');
    expect(codeOf(() => multiplyByQuantity(MAX_MONEY_MINOR, 1001))).toBe('LIMIT_EXCEEDED');
    expect(codeOf(() => percentOf(MAX_MONEY_MINOR, 10_001))).toBe('LIMIT_EXCEEDED');
  });

  it('M1 adds exactly, in any order, also through a sum beyond the range', () => {
    expect(addMoney()).toBe(0);
    expect(addMoney(438215, 122485)).toBe(560700);
    expect(addMoney(MAX_MONEY_MINOR, MAX_MONEY_MINOR, -MAX_MONEY_MINOR)).toBe(MAX_MONEY_MINOR);
  });

  it('M1 stays exact where the product exceeds 2^53', () => {
    // The products are about 10^15 and 10^16, the second above 2^53.
    expect(multiplyByQuantity(3_333_333_333, 299_999)).toBe(999_996_666_567);
    expect(percentOf(999_999_999_999, 9_999)).toBe(999_899_999_999);
  });
});

describe('M3 half away from zero', () => {
  it.each([
    [1n, 2n, 1n],
    [-1n, 2n, -1n],
    [1n, -2n, -1n],
    [-1n, -2n, 1n],
    [3n, 2n, 2n],
    [5n, 2n, 3n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
    [-2n, 3n, -1n],
    [0n, 7n, 0n],
    [49n, 100n, 0n],
    [50n, 100n, 1n],
    [-50n, 100n, -1n],
  ])('M3 R(%d/%d) = %d', (numerator, denominator, rounded) => {
    expect(roundHalfAway(numerator, denominator)).toBe(rounded);
  });

  it('M3 refuses denominator zero', () => {
    expect(() => roundHalfAway(1n, 0n)).toThrow(RangeError);
  });

  it('M3 is the nearest whole number, the further one on a tie, and odd-symmetric', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 24n }), fc.bigInt({ min: 1n, max: 10n ** 12n }), (n, d) => {
        const rounded = roundHalfAway(n, d);
        expect(2n * (rounded * d - n)).toBeLessThanOrEqual(d);
        expect(2n * (n - rounded * d)).toBeLessThan(d);
        expect(roundHalfAway(-n, d)).toBe(-rounded);
      }),
    );
  });
});

describe('M2 line gross', () => {
  it.each([
    [129050, 1000, 129050],
    [129050, 333, 42974], // 42973.65
    [1, 500, 1],
    [1, 499, 0],
    [-1, 500, -1],
    [10000, 0, 0],
    [250, 60_000, 15_000],
  ])('M2 R(%d × %d / 1000) = %d', (priceMinor, quantityMilli, gross) => {
    expect(multiplyByQuantity(priceMinor, quantityMilli)).toBe(gross);
  });
});

describe('M4 the discount is rounded, the net is the remainder', () => {
  it.each([
    // base, bp, discount, net
    [540000, 1000, 54000, 486000],
    [486000, 500, 24300, 461700],
    [1, 5000, 1, 0], // rounding the net separately would give 1 + 1
    [99, 5000, 50, 49],
    [-1, 5000, -1, 0],
    [129050, 1750, 22584, 106466], // 22583.75
    [100, 0, 0, 100],
    [100, 10_000, 100, 0],
  ])('M4 %d less %d bp: %d off, %d left', (base, bp, discount, net) => {
    expect(percentOf(base, bp)).toBe(discount);
    expect(subtractPercent(base, bp)).toBe(net);
  });

  it('M4 discount and net make the base, and mirror for a reversal', () => {
    fc.assert(
      fc.property(money, rate, (base, bp) => {
        expect(percentOf(base, bp) + subtractPercent(base, bp)).toBe(base);
        expect(percentOf(-base, bp)).toBe(0 - percentOf(base, bp));
        expect(Math.abs(percentOf(base, bp))).toBeLessThanOrEqual(Math.abs(base));
      }),
    );
  });
});

describe('M6 remaining of remaining', () => {
  it('M6 takes 10,00 ₽ over three units without drift', () => {
    expect(partOfRemaining(1000, 1, 3)).toBe(333);
    expect(partOfRemaining(667, 1, 2)).toBe(334);
    expect(partOfRemaining(333, 1, 1)).toBe(333);
  });

  it('M6 refuses more units than remain, and none at all to divide by', () => {
    expect(() => partOfRemaining(1000, 4, 3)).toThrow(RangeError);
    expect(() => partOfRemaining(1000, 0, 0)).toThrow(RangeError);
    expect(() => partOfRemaining(1000, -1, 3)).toThrow(RangeError);
  });

  it('M6 consumed in any parts, the parts add up to the amount', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(money, parts, (amount, units) => {
        let remaining = amount;
        let remainingUnits = units.reduce((sum, part) => sum + part, 0);
        for (const part of units) {
          remaining -= partOfRemaining(remaining, part, remainingUnits);
          remainingUnits -= part;
        }
        expect(remaining).toBe(0);
      }),
    );
  });
});

describe('M7 and M9 steps', () => {
  it.each([
    [560750, 100, 560700],
    [560799, 100, 560700],
    [560700, 100, 560700],
    [560750, 1, 560750],
    [99, 100, 0],
    [-560750, 100, -560700],
  ])('M7 %d down to a step of %d is %d', (total, stepMinor, rounded) => {
    expect(roundDownToStep(total, stepMinor)).toBe(rounded);
  });

  it.each([
    [123450, 100, 123500],
    [123449, 100, 123400],
    [-123450, 100, -123500],
    [123450, 1, 123450],
    [127500, 5000, 130000],
  ])('M9 %d to a step of %d is %d', (amount, stepMinor, rounded) => {
    expect(roundToStep(amount, stepMinor)).toBe(rounded);
  });

  it.each([0, -100, 0.5])('M7 M9 refuse the step %d', (stepMinor) => {
    expect(() => roundDownToStep(100, stepMinor)).toThrow(RangeError);
    expect(() => roundToStep(100, stepMinor)).toThrow(RangeError);
  });

  it('M7 M9 results lie on the step and near the amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_MONEY_MINOR - 10_000 }), step, (amount, stepMinor) => {
        const down = roundDownToStep(amount, stepMinor);
        const near = roundToStep(amount, stepMinor);
        expect([down % stepMinor, near % stepMinor]).toEqual([0, 0]);
        expect(amount - down).toBeGreaterThanOrEqual(0);
        expect(amount - down).toBeLessThan(stepMinor);
        expect(Math.abs(near - amount) * 2).toBeLessThanOrEqual(stepMinor);
      }),
    );
  });
});

describe('M8 tax included in the price', () => {
  it.each([
    [122000, 2200, 22000],
    [100000, 2200, 18033], // 18032.79
    [105000, 500, 5000],
    [107000, 700, 7000],
    [100000, 0, 0],
    [-122000, 2200, -22000],
  ])('M8 %d holds at %d bp a tax of %d', (gross, bp, vat) => {
    expect(vatIncluded(gross, bp)).toBe(vat);
  });

  it('M8 refuses a negative rate', () => {
    expect(() => vatIncluded(100, -1)).toThrow(RangeError);
  });
});

describe('P: the worked order of domain.md section 4', () => {
  it('M4 M5 M7 P5 P4 P8 P9 T11 come to the printed kopecks', () => {
    const colouringGross = 540000;
    const afterPromo = subtractPercent(colouringGross, 1000);
    const colouring = subtractPercent(afterPromo, 500);
    expect([colouringGross - afterPromo, afterPromo, afterPromo - colouring, colouring]).toEqual([
      54000, 486000, 24300, 461700,
    ]);

    const lines = [colouring, 129050];
    const coupon = allocate(30000, lines);
    expect(coupon).toEqual([23446, 6554]);
    const afterCoupon = lines.map((net, line) => net - (coupon[line] ?? 0));
    expect(afterCoupon).toEqual([438254, 122496]);

    const total = addMoney(...afterCoupon);
    expect(total).toBe(560750);
    const due = roundDownToStep(total, 100);
    const rounding = allocate(total - due, afterCoupon);
    expect(rounding).toEqual([39, 11]);
    expect(afterCoupon.map((net, line) => net - (rounding[line] ?? 0))).toEqual([438215, 122485]);
    expect(due).toBe(560700);

    const bonusLimit = roundDownToStep(percentOf(due, 2000), 100);
    expect([percentOf(due, 2000), bonusLimit]).toEqual([112140, 112100]);
    const rest = due - Math.min(bonusLimit, 100000);
    expect(rest).toBe(460700);
    expect(percentOf(rest, 500)).toBe(23035);
    expect(roundDownToStep(percentOf(rest, 500), 100)).toBe(23000);
  });
});

describe('M9 reading', () => {
  it.each([
    ['4850', 485000],
    ['4 850', 485000],
    ['4\u00A0850', 485000],
    ['4\u202F850,00', 485000],
    ['1 2345', 1234500], // a digit typed into a formatted field
    ['1234,5', 123450],
    ['1234.50', 123450],
    ['1,234.50', 123450],
    ['1.234,50', 123450],
    ['1,234,567', 123456700],
    [',5', 50],
    ['5,', 500],
    ['0', 0],
    ['-0', 0],
    ['-12,34', -1234],
    ['−12,34', -1234],
    ['+7', 700],
    ['  99 ₽ ', 9900],
    ['99 руб.', 9900],
    ['99р', 9900],
    ['−₽1,234.50', -123450],
    ['CHF 5', 500],
    ['10 000 000 000', MAX_MONEY_MINOR],
  ])('M9 %j is %d', (text, minor) => {
    expect(parseMoney(text)).toBe(minor);
  });

  it.each([
    '',
    ' ',
    ',',
    '-',
    '₽',
    'abc',
    '12abc',
    '1,234', // 1.23 with a slip, or 1234?
    '1.234',
    '12,345',
    '1,2,3',
    '1..2',
    '1 , 5 0',
    '12-3',
    '--5',
    '1e5',
    '0x10',
    'NaN',
    'Infinity',
    '٣',
    '10 000 000 000,01',
    '99999999999999999999',
  ])('M9 %j is not money', (text) => {
    expect(parseMoney(text)).toBeNull();
  });

  it('M9 never gives anything but an amount or null', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...'0123456789 .,-−+₽р\u00A0'.split('')) }),
    );
    fc.assert(
      fc.property(anything, (text) => {
        const minor = parseMoney(text);
        if (minor !== null) expect(() => assertMoney(minor)).not.toThrow();
        expect(Object.is(minor, -0)).toBe(false);
      }),
    );
  });
});

describe('M9 writing', () => {
  it.each([
    [485000, 'ru', 'RUB', 'auto', '4\u00A0850\u00A0₽'],
    [123450, 'ru', 'RUB', 'auto', '1\u00A0234,50\u00A0₽'],
    [485000, 'ru', 'RUB', 'always', '4\u00A0850,00\u00A0₽'],
    [5, 'ru', 'RUB', 'auto', '0,05\u00A0₽'],
    [0, 'ru', 'RUB', 'auto', '0\u00A0₽'],
    [-0, 'ru', 'RUB', 'auto', '0\u00A0₽'],
    [-123450, 'ru', 'RUB', 'auto', '−1\u00A0234,50\u00A0₽'],
    [1_250_000_00, 'ru', 'KZT', 'auto', '1\u00A0250\u00A0000\u00A0₸'],
    [485000, 'en', 'RUB', 'auto', '₽4,850'],
    [123450, 'en', 'EUR', 'auto', '€1,234.50'],
    [-123450, 'en', 'EUR', 'auto', '−€1,234.50'],
  ] as const)('M9 %d in %s %s %s is %s', (minor, locale, currency, fraction, text) => {
    expect(formatMoney(minor, { locale, currency, fraction })).toBe(text);
  });

  it('M9 is exact to the kopeck where a double is not', () => {
    expect(formatMoney(Number.MAX_SAFE_INTEGER, { locale: 'en', currency: 'EUR' })).toBe('€90,071,992,547,409.91');
  });

  it('M1 refuses a fraction of a kopeck', () => {
    expect(() => formatMoney(0.5, { locale: 'ru', currency: 'RUB' })).toThrow(RangeError);
  });

  it('M9 what is written is read back', () => {
    fc.assert(
      fc.property(money, fc.constantFrom('RUB', 'KZT', 'EUR', 'BYN'), (minor, currency) => {
        const expected = minor === 0 ? 0 : minor;
        expect(parseMoney(formatMoney(minor, { locale: 'ru', currency }))).toBe(expected);
        expect(parseMoney(formatMoney(minor, { locale: 'en', currency, fraction: 'always' }))).toBe(expected);
      }),
    );
  });
});

describe('M2 M4 M8 on large amounts', () => {
  it('agrees with exact fractions', () => {
    fc.assert(
      fc.property(price, rate, (base, bp) => {
        const vat = BigInt(vatIncluded(base, bp));
        const exact = BigInt(base) * BigInt(bp);
        const whole = 10_000n + BigInt(bp);
        const error = vat * whole - exact;
        expect(2n * (error < 0n ? -error : error)).toBeLessThanOrEqual(whole);
      }),
    );
  });
});
