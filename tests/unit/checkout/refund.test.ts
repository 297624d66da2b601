import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stornoMoney } from '../../../src-shared/checkout/sale-money.rules.ts';
import { type PaidTender, refundAmounts, refundableTenders } from '../../../src-shared/checkout/refund.rules.ts';

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

describe('T4 what is left of each way of paying', () => {
  const tender = (kind: PaidTender['kind'], amountMinor: number, isLater = false) => ({
    kind,
    accountId: kind === 'cash' ? 1 : 2,
    certificateId: null,
    amountMinor,
    isLater,
  });
  const left = (tenders: ReturnType<typeof tender>[], moneyOnlyMinor: number) =>
    Object.fromEntries(refundableTenders(tenders, moneyOnlyMinor).map(({ kind, leftMinor }) => [kind, leftMinor]));

  it.each([
    [
      'the first money of the check bought what only money buys',
      [tender('card', 500), tender('cash', 800)],
      700,
      { card: 0, cash: 600 },
    ],
    [
      'a debt that was paid by card later did not buy it',
      [tender('cash', 1000), tender('card', 500, true)],
      1000,
      { card: 500, cash: 0 },
    ],
    [
      'what went back is taken off its own way',
      [tender('cash', 1000), tender('card', 500, true), tender('card', -200, true)],
      1000,
      { card: 300, cash: 0 },
    ],
    [
      'cash that went back for card money is taken off the card',
      [tender('card', 500), tender('cash', -200, true)],
      0,
      { card: 300, cash: 0 },
    ],
    [
      'a payment that was taken back is none',
      [tender('cash', 1000), tender('sbp', 500, true), tender('sbp', -500, true), tender('cash', 500, true)],
      1000,
      { cash: 500, sbp: 0 },
    ],
  ])('T4 %s', (_name, tenders, moneyOnlyMinor, expected) => {
    expect(left(tenders, moneyOnlyMinor)).toEqual(expected);
  });
});

describe('T16 what a storno gives back, in words', () => {
  const tender = (kind: PaidTender['kind'], amountMinor: number) => ({ kind, amountMinor });

  it.each([
    ['each way once, in their order', [tender('cash', 500), tender('card', 300)], 0, ['card 300', 'cash 500']],
    [
      'a payment that was taken back is not given back again',
      [tender('cash', 500), tender('card', 300), tender('card', -300), tender('cash', 300)],
      0,
      ['cash 800'],
    ],
    [
      'a refund that was taken back changes nothing',
      [tender('cash', 500), tender('cash', -200), tender('cash', 200)],
      0,
      ['cash 500'],
    ],
    ['change that stayed as a deposit leaves the register, too', [tender('cash', 1500)], 500, ['cash 2000']],
  ])('T16 %s', (_name, tenders, keptMinor, expected) => {
    expect(stornoMoney({ tenders, keptMinor }).map(({ kind, amountMinor }) => `${kind} ${amountMinor}`)).toEqual(
      expected,
    );
  });
});
