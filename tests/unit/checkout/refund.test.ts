import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refundAmounts } from '../../../src-shared/checkout/refund.rules.ts';

const place = (amountMinor: number, refundableMinor: number, ownMinor: number | null = null) => ({
  amountMinor,
  refundableMinor,
  ownMinor,
});

describe('T4 what each way gives back while a person types', () => {
  it.each([
    ['nothing typed: as proposed', [place(1000, 2000), place(860, 900)], 1860, [1000, 860]],
    ['cash instead: the card gives the rest', [place(1860, 2660), place(0, 0, 860)], 1860, [1000, 860]],
    ['all in cash', [place(1860, 2660), place(0, 0, 1860)], 1860, [0, 1860]],
    [
      'more typed than is due: nothing is taken back by itself',
      [place(1860, 2660), place(0, 0, 2000)],
      1860,
      [0, 2000],
    ],
    ['the first that can takes the rest', [place(10, 10), place(50, 500), place(40, 40, 0)], 100, [10, 90, 0]],
    ['what nobody can take is missing', [place(100, 100), place(50, 50, 0)], 150, [100, 0]],
  ] as const)('T4 %s', (_name, places, restMinor, expected) => {
    expect(refundAmounts(places, restMinor)).toEqual(expected);
  });

  it('T4 what was typed stays, nobody gives more than is left of it, and the sum is never above what is due', () => {
    const one = fc.record({
      amountMinor: fc.nat(1000),
      refundableMinor: fc.nat(1000),
      ownMinor: fc.option(fc.nat(100)),
    });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 5 }), fc.integer({ min: 500, max: 5000 }), (all, rest) => {
        fc.pre(all.some(({ ownMinor }) => ownMinor !== null));
        const given = refundAmounts(all, rest);
        all.forEach(({ ownMinor, refundableMinor }, index) => {
          if (ownMinor === null) expect(given[index]).toBeLessThanOrEqual(refundableMinor);
          else expect(given[index]).toBe(ownMinor);
        });
        expect(given.reduce((sum, minor) => sum + minor, 0)).toBeLessThanOrEqual(rest);
      }),
    );
  });
});
