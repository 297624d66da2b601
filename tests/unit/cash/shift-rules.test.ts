import { array, assert, constantFrom, integer, nat, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openBills } from '../../../src-shared/cash/supplier.rules.ts';
import {
  type OperationTerms,
  OPERATION_KINDS,
  entryOf,
  operationFault,
  proposedFee,
  rightFor,
} from '../../../src-shared/cash/operations.rules.ts';
import {
  ageOfShift,
  cashDifference,
  denominationsOf,
  expectedCash,
  openShortage,
  sumOfCount,
  tenderTotals,
} from '../../../src-shared/cash/shift.rules.ts';

const HOUR = 3_600_000;

describe('T15: age of a shift', () => {
  test.each([
    [0, 'fresh'],
    [23 * HOUR - 1, 'fresh'],
    [23 * HOUR, 'old'],
    [24 * HOUR - 1, 'old'],
    [24 * HOUR, 'expired'],
    [48 * HOUR, 'expired'],
  ])('after %i ms it is %s', (ageMs, expected) => {
    expect(ageOfShift(1_000_000, 1_000_000 + ageMs)).toBe(expected);
  });
});

describe('T15: expected cash', () => {
  test('opening + sales − refunds + in − out', () => {
    expect(
      expectedCash(500_000, [
        { inMinor: 430_000, outMinor: 0 },
        { inMinor: 0, outMinor: 70_000 },
        { inMinor: 100_000, outMinor: 900_000 },
      ]),
    ).toBe(60_000);
  });

  test('the difference of what is expected is none', () => {
    assert(
      property(
        integer({ min: 0, max: 1e9 }),
        array(record({ inMinor: nat(1e9), outMinor: nat(1e9) }), { maxLength: 50 }),
        integer({ min: -1e6, max: 1e6 }),
        (opening, movements, off) => {
          const expected = expectedCash(opening, movements);
          expect(cashDifference(expected + off, expected)).toBe(off);
        },
      ),
    );
  });

  test.each([
    [0, null, 0],
    [-300, null, 300],
    [500, -200, 200],
    [-300, -200, 500],
    [-300, 200, 300],
  ])('shortages of opening %i and closing %s leave %i to decide', (opening, closing, expected) => {
    expect(openShortage(opening, closing)).toBe(expected);
  });
});

describe('T15: totals by tender and sign', () => {
  test('taken and given back are kept apart', () => {
    expect(
      tenderTotals([
        { kind: 'cash', amountMinor: 100 },
        { kind: 'card', amountMinor: 300 },
        { kind: 'cash', amountMinor: -40 },
        { kind: 'cash', amountMinor: 50 },
      ]),
    ).toEqual([
      { kind: 'cash', inMinor: 150, inCount: 2, outMinor: 40, outCount: 1 },
      { kind: 'card', inMinor: 300, inCount: 1, outMinor: 0, outCount: 0 },
    ]);
  });

  test('in − out of all kinds is the sum of all tenders', () => {
    const tender = record({
      kind: constantFrom('cash', 'card', 'sbp'),
      amountMinor: integer({ min: -1e8, max: 1e8 }),
    });
    assert(
      property(array(tender, { maxLength: 100 }), (tenders) => {
        const sum = tenderTotals(tenders).reduce((all, one) => all + one.inMinor - one.outMinor, 0);
        expect(sum).toBe(tenders.reduce((all, one) => all + one.amountMinor, 0));
      }),
    );
  });
});

describe('a count by denomination', () => {
  test('adds up', () => {
    expect(
      sumOfCount([
        { minor: 500_000, pieces: 3 },
        { minor: 1000, pieces: 7 },
      ]),
    ).toBe(1_507_000);
  });
  test.each(['RUB', 'KZT', 'BYN', 'EUR', 'USD', 'GBP', 'XXX'])('%s goes from the largest down', (currency) => {
    const list = denominationsOf(currency);
    expect([...list]).toEqual([...list].sort((a, b) => b - a));
    expect(new Set(list).size).toBe(list.length);
  });
});

const REGISTER = { id: 1, kind: 'register' } as const;
const SAFE = { id: 2, kind: 'safe' } as const;
const BANK = { id: 3, kind: 'bank' } as const;
const ACQUIRING = { id: 4, kind: 'acquiring' } as const;
const terms = (more: Partial<OperationTerms> & Pick<OperationTerms, 'kind'>): OperationTerms => ({
  from: null,
  to: null,
  articleId: null,
  supplierId: null,
  staffId: null,
  ...more,
});

describe('entries of operations', () => {
  test.each([
    ['E01', terms({ kind: 'cash_in', to: REGISTER }), [1010, 1], [3000, undefined]],
    ['E01', terms({ kind: 'cash_out', from: REGISTER }), [3000, undefined], [1010, 1]],
    ['E46', terms({ kind: 'transfer', from: REGISTER, to: SAFE }), [1020, 2], [1010, 1]],
    ['E46', terms({ kind: 'transfer', from: SAFE, to: BANK }), [1030, 3], [1020, 2]],
    ['E49', terms({ kind: 'expense', from: BANK, articleId: 7 }), [5060, 7], [1030, 3]],
    ['E49', terms({ kind: 'supplier_bill', articleId: 7, supplierId: 9 }), [5060, 7], [2010, 9]],
    ['E32', terms({ kind: 'supplier_payment', from: REGISTER, supplierId: 9 }), [2010, 9], [1010, 1]],
    ['E25', terms({ kind: 'tips_payout', from: REGISTER, staffId: 5 }), [2510, 5], [1010, 1]],
    ['E44', terms({ kind: 'staff_payout', from: BANK, staffId: 5 }), [2500, 5], [1030, 3]],
    ['E50', terms({ kind: 'other_income', to: BANK }), [1030, 3], [4050, undefined]],
  ] as const)('%s: $kind', (event, given, debit, credit) => {
    expect(operationFault(given)).toBeNull();
    expect(entryOf(given)).toEqual({
      event,
      debit: debit[1] === undefined ? { account: debit[0] } : { account: debit[0], object: debit[1] },
      credit: credit[1] === undefined ? { account: credit[0] } : { account: credit[0], object: credit[1] },
    });
  });

  test.each([
    [terms({ kind: 'expense', from: BANK }), 'articleId', 'REQUIRED'],
    [terms({ kind: 'transfer', from: BANK }), 'toAccountId', 'REQUIRED'],
    [terms({ kind: 'transfer', from: BANK, to: BANK }), 'toAccountId', 'SAME_ACCOUNT'],
    [terms({ kind: 'transfer', from: ACQUIRING, to: BANK }), 'fromAccountId', 'ONLY_SETTLED'],
    [terms({ kind: 'other_income', to: ACQUIRING }), 'toAccountId', 'ONLY_SETTLED'],
    [terms({ kind: 'cash_out', from: REGISTER, staffId: 1 }), 'staffId', 'NOT_OF_THIS_KIND'],
  ])('what is wrong is named', (given, field, fault) => {
    expect(operationFault(given)).toEqual({ field, fault });
  });

  test('an operation of no kind passes without what it needs', () => {
    for (const kind of OPERATION_KINDS) expect(operationFault(terms({ kind }))).not.toBeNull();
  });

  test.each([
    [REGISTER, SAFE, 'cash_out'],
    [SAFE, REGISTER, 'take_payment'],
    [null, REGISTER, 'take_payment'],
    [SAFE, BANK, 'manage_money'],
    [null, null, 'manage_money'],
  ] as const)('the right follows the register', (from, to, right) => {
    expect(rightFor(from, to)).toBe(right);
  });

  test('E26: the fee is proposed by the rate of the account', () => {
    expect(proposedFee(100_050, 190)).toBe(1901);
    expect(proposedFee(0, 190)).toBe(0);
  });
});

describe('bills of a supplier', () => {
  const bills = [
    { documentId: 1, amountMinor: 1000, dueOn: '2026-03-01' },
    { documentId: 2, amountMinor: 500, dueOn: '2026-03-12' },
    { documentId: 3, amountMinor: 700, dueOn: null },
  ];
  test('payments settle the oldest first; the due day itself is in time', () => {
    expect(openBills(bills, 400, '2026-03-12')).toEqual([
      { ...bills[0], leftMinor: 600, isOverdue: true },
      { ...bills[1], leftMinor: 500, isOverdue: false },
      { ...bills[2], leftMinor: 700, isOverdue: false },
    ]);
    expect(openBills(bills, 1200, '2026-03-13').map(({ leftMinor, isOverdue }) => [leftMinor, isOverdue])).toEqual([
      [300, true],
      [700, false],
    ]);
  });
  test('what is left is what was billed less what was paid', () => {
    assert(
      property(array(integer({ min: 1, max: 1e6 }), { maxLength: 20 }), nat(2e7), (amounts, paid) => {
        const left = openBills(
          amounts.map((amountMinor, documentId) => ({ documentId, amountMinor, dueOn: null })),
          paid,
          '2026-03-12',
        );
        const total = amounts.reduce((sum, one) => sum + one, 0);
        expect(left.reduce((sum, one) => sum + one.leftMinor, 0)).toBe(Math.max(0, total - paid));
      }),
    );
  });
});
