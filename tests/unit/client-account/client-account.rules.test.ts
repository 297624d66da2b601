import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  accountChange,
  cashReturnLimit,
  creditLeft,
  debtAgeDays,
  missedCharge,
  runningBalances,
} from '../../../src-shared/client-account/client-account.rules.ts';

const entry = (debitAccount: number, creditAccount: number, amountMinor: number) => ({
  debitAccount,
  creditAccount,
  amountMinor,
});

describe('the account of a client (F1)', () => {
  test.each([
    ['E02 a service', [entry(1100, 4010, 200_000)], { inMinor: 0, outMinor: 200_000 }],
    ['E05 cash', [entry(1010, 1100, 200_000)], { inMinor: 200_000, outMinor: 0 }],
    ['E08 a deposit', [entry(1040, 2100, 50_000)], { inMinor: 50_000, outMinor: 0 }],
    ['E09 the deposit pays: nothing moves', [entry(2100, 1100, 50_000)], { inMinor: 0, outMinor: 0 }],
    ['E10 the deposit goes back', [entry(2100, 1010, 50_000)], { inMinor: 0, outMinor: 50_000 }],
    ['E21 bonuses pay', [entry(2400, 1100, 7_000)], { inMinor: 7_000, outMinor: 0 }],
    ['E27 a storno keeps its sign', [entry(1100, 4010, -200_000)], { inMinor: 0, outMinor: -200_000 }],
    ['E30 written off', [entry(5060, 1100, 90_000)], { inMinor: 90_000, outMinor: 0 }],
    ['E24 tips are not of it', [entry(1010, 2510, 10_000)], { inMinor: 0, outMinor: 0 }],
  ])('%s', (_, entries, change) => {
    expect(accountChange(entries)).toEqual(change);
  });

  test('the balance is the sum of all rows, whatever they are', () => {
    const change = fc.record({
      inMinor: fc.integer({ min: -1e9, max: 1e9 }),
      outMinor: fc.integer({ min: -1e9, max: 1e9 }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.array(change, { minLength: 1, maxLength: 50 }),
        (opening, rows) => {
          const sum = rows.reduce((total, row) => total + row.inMinor - row.outMinor, opening);
          expect(runningBalances(opening, rows).at(-1)).toBe(sum);
        },
      ),
    );
  });
});

describe('T4: how a deposit goes back', () => {
  test.each([
    ['all of it came in cash', 400_000, 400_000, false, 400_000],
    ['card money stays on the card', 400_000, 200_000, false, 200_000],
    ['with the right all of it', 400_000, 200_000, true, 400_000],
    ['never more than there is', 100_000, 200_000, false, 100_000],
    ['more cash went back than came', 100_000, -50_000, false, 0],
  ])('%s', (_, depositMinor, cashInMinor, mayUseOtherTender, limit) => {
    expect(cashReturnLimit({ depositMinor, cashInMinor, mayUseOtherTender })).toBe(limit);
  });
});

test('T3: the own limit counts before the salon’s, also when it is 0', () => {
  expect(creditLeft(null, 500_000, 200_000)).toBe(300_000);
  expect(creditLeft(0, 500_000, 0)).toBe(0);
  expect(creditLeft(100_000, 0, 150_000)).toBe(0);
});

test('a debt ages by whole days', () => {
  expect(debtAgeDays('2026-02-28', '2026-03-01')).toBe(1);
  expect(debtAgeDays('2026-03-12', '2026-03-12')).toBe(0);
});

describe('what is offered to be kept for a missed visit (part 2, nr 10; V4)', () => {
  const rule = { noShowChargeBp: 5000, lateCancelChargeBp: 2500 };
  test.each([
    ['half of a no-show, to the kopeck', 250_001, 'no_show', rule, 125_001],
    ['a quarter of a late cancellation', 250_000, 'cancelled', rule, 62_500],
    ['nothing where the rule is silent', 250_000, 'no_show', { ...rule, noShowChargeBp: 0 }, 0],
    ['nothing of a visit without a price', 0, 'no_show', rule, 0],
  ] as const)('%s', (_name, planMinor, status, ownRule, expected) => {
    expect(missedCharge(planMinor, status, ownRule)).toBe(expected);
  });
});
