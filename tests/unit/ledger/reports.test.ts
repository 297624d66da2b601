import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACCOUNTS, ACCOUNT_CODES, type AccountCode } from '../../../src-shared/ledger/accounts.rules.ts';
import { balanceSheet } from '../../../src-shared/ledger/balance.rules.ts';
import { MONEY_CODES, type ReportLine, type TotalRow } from '../../../src-shared/ledger/figures.rules.ts';
import { flowAccounts, FLOW_KINDS, movementOf } from '../../../src-shared/ledger/movement.rules.ts';
import { debtAge } from '../../../src-shared/ledger/owed.rules.ts';
import { changeOf } from '../../../src-shared/ledger/periods.rules.ts';
import { profitAccrual, profitCash } from '../../../src-shared/ledger/profit.rules.ts';

const REGISTER = 1;
const BANK = 2;
const RENT = 5;

function row(debit: AccountCode, credit: AccountCode, amountMinor: number, more: Partial<TotalRow> = {}): TotalRow {
  const objectOf = (code: AccountCode): number =>
    code === 1010 ? REGISTER : code === 1030 ? BANK : code === 5060 ? RENT : 0;
  return {
    column: 0,
    debitAccount: debit,
    debitObject: objectOf(debit),
    creditAccount: credit,
    creditObject: objectOf(credit),
    amountMinor,
    ...more,
  };
}

const table = (lines: readonly ReportLine[]): Record<string, number> =>
  Object.fromEntries(lines.map(({ key, amounts }) => [key, amounts[0]!]));

describe('R1: profit on accrual', () => {
  test('revenue is 4010 + 4020 + 4030 − 4090; bonuses granted, breakage and other income stand apart', () => {
    const rows = [
      row(1100, 4010, 100_000),
      row(1100, 4020, 20_000),
      row(2300, 4030, 5000),
      row(4090, 1100, 1000),
      row(2300, 4040, 700),
      row(4900, 2400, 3000),
      row(5060, 1030, 40_000),
      row(5050, 1040, 900),
    ];
    expect(table(profitAccrual(rows, 1, [RENT]))).toEqual({
      revenue: 124_000,
      services: 100_000,
      goods: 20_000,
      memberships: 5000,
      certificateDiscount: -1000,
      breakage: 700,
      bonusesGranted: -3000,
      expenses: -40_900,
      article: -40_000,
      acquiringFees: -900,
      result: 80_800,
    });
  });

  test('certificates, deposits and tips that were sold are no revenue', () => {
    const rows = [row(1010, 2200, 50_000), row(1010, 2100, 10_000), row(1010, 2510, 3000)];
    expect(table(profitAccrual(rows, 1, []))).toEqual({ revenue: 0, expenses: 0, result: 0 });
  });

  test('T16: a storno takes its line back in its own column', () => {
    const rows = [row(1100, 4010, 500), row(1100, 4010, -500, { column: 1 })];
    const lines = profitAccrual(rows, 2, []);
    expect(lines.find(({ key }) => key === 'services')!.amounts).toEqual([500, -500]);
  });

  test('a debt written off without an article is a line of its own', () => {
    const lines = profitAccrual([row(5060, 1100, 800, { debitObject: 0 })], 1, [RENT, 0]);
    expect(table(lines)).toMatchObject({ withoutArticle: -800, result: -800 });
  });
});

test('profit on cash: money from clients by what it was for, paid out by article, owner apart', () => {
  const rows = [
    row(1010, 1100, 100_000),
    row(1100, 1010, 4000),
    row(1010, 2200, 50_000),
    row(1010, 2510, 3000),
    row(2510, 1010, 2000),
    row(5060, 1030, 40_000),
    row(1030, 3000, 900_000),
    row(1030, 1010, 70_000),
  ];
  expect(table(profitCash(rows, 1, [RENT]))).toEqual({
    'cash.fromClients': 147_000,
    'cash.checks': 96_000,
    'cash.certificates': 50_000,
    'cash.tips': 1000,
    'cash.paid': -40_000,
    article: -40_000,
    'cash.result': 107_000,
    'cash.owner': 900_000,
  });
});

test('every account belongs to exactly one kind of flow or is money itself', () => {
  for (const code of ACCOUNT_CODES) {
    const kinds = FLOW_KINDS.filter((kind) => flowAccounts(kind).includes(code));
    expect([code, kinds.length]).toEqual([code, MONEY_CODES.includes(code) ? 0 : 1]);
  }
});

const anyRow = fc
  .tuple(
    fc.constantFrom(...ACCOUNT_CODES),
    fc.constantFrom(...ACCOUNT_CODES),
    fc.integer({ min: -5000, max: 5000 }),
    fc.nat(1),
  )
  .filter(([debit, credit]) => debit !== credit)
  .map(([debit, credit, amount, column]) => row(debit, credit, amount, { column }));
const anyRows = fc.array(anyRow, { maxLength: 60 });

describe('properties', () => {
  test('assets = liabilities + equity + result, whatever was posted', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const sheet = balanceSheet(rows);
        const sources = sheet.liabilitiesMinor + sheet.equityMinor + sheet.resultBeforeMinor + sheet.resultYearMinor;
        expect(sheet.assetsMinor).toBe(sources);
      }),
    );
  });

  test('opening + in − out ± transfers = closing, and the flows come to the change of all money', () => {
    const accounts = [
      { id: REGISTER, code: 1010 as const },
      { id: 0, code: 1020 as const },
      { id: BANK, code: 1030 as const },
    ];
    fc.assert(
      fc.property(anyRows, fc.integer({ min: -500, max: 500 }), (all, opening) => {
        const rows = all.filter(({ debitAccount, creditAccount }) => debitAccount !== 1040 && creditAccount !== 1040);
        const moved = movementOf(accounts, new Map([[BANK, opening]]), rows);
        const net = moved.flows.reduce((sum, { inMinor, outMinor }) => sum + inMinor - outMinor, 0);
        const change = moved.accounts.reduce((sum, one) => sum + one.closingMinor - one.openingMinor, 0);
        expect(net).toBe(change);
        for (const { inMinor, outMinor, byAccount } of moved.flows) {
          expect(Object.values(byAccount).reduce((sum, one) => sum + one, 0)).toBe(inMinor - outMinor);
        }
      }),
    );
  });

  test('the result is what its lines come to, on both bases; on cash it and the owner are the change of money', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const of = (lines: readonly ReportLine[], key: string): number =>
          lines.find((one) => one.key === key)?.amounts[0] ?? 0;
        const first = rows.filter(({ column }) => column === 0);
        const accrual = profitAccrual(first, 1, [RENT, 0]);
        const income = first.reduce((sum, one) => {
          const isResult = (code: AccountCode): boolean =>
            ['income', 'contra', 'expense'].includes(ACCOUNTS[code].kind);
          return (
            sum +
            (isResult(one.creditAccount) ? one.amountMinor : 0) -
            (isResult(one.debitAccount) ? one.amountMinor : 0)
          );
        }, 0);
        expect(of(accrual, 'result')).toBe(income);
        const cash = profitCash(first, 1, [RENT, 0]);
        const change = first.reduce((sum, one) => {
          const isMoney = (code: AccountCode): boolean => MONEY_CODES.includes(code);
          return (
            sum + (isMoney(one.debitAccount) ? one.amountMinor : 0) - (isMoney(one.creditAccount) ? one.amountMinor : 0)
          );
        }, 0);
        expect(of(cash, 'cash.result') + of(cash, 'cash.owner')).toBe(change);
      }),
    );
  });
});

test.each([
  ['2026-03-12', 'days30'],
  ['2026-02-10', 'days30'],
  ['2026-02-09', 'days60'],
  ['2026-01-10', 'days90'],
  ['2025-12-11', 'older'],
])('a debt of a check of %s is %s old on 12 March', (soldOn, age) => {
  expect(debtAge(soldOn, '2026-03-12')).toBe(age);
});

test.each([
  [150, 100, 5000, true],
  [50, 100, -5000, false],
  // An expense that shrank is a smaller one, and better.
  [-50, -100, -5000, true],
  [-150, -100, 5000, false],
  [0, -100, -10_000, true],
  [10, 0, null, true],
  [10, -10, null, true],
  [7, 7, 0, null],
])('F4: %i after %i grew by %s bp, better: %s', (now, before, growthBp, isBetter) => {
  expect(changeOf(now, before)).toEqual({ differenceMinor: now - before, growthBp, isBetter });
});
