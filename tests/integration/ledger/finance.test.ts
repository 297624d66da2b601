import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { entriesPageSql } from '../../../src-main/ledger/entries.repository.ts';
import { documentsSql } from '../../../src-main/ledger/documents.repository.ts';
import { EntriesService } from '../../../src-main/ledger/entries.service.ts';
import { FilesService } from '../../../src-main/files/files.service.ts';
import { FinanceFilesService } from '../../../src-main/ledger/finance-files.service.ts';
import { FinanceService } from '../../../src-main/ledger/finance.service.ts';
import type { CellFilterInput } from '../../../src-shared/ledger/entries.contract.ts';
import { expectLedgerHolds } from '../../helpers/ledger-holds.ts';
import { runHere } from '../backup/held-salon.ts';
import { type MoneySalon, openMoneySalon } from './money-salon.ts';

const TODAY = '2026-03-12';
const MARCH = { fromDate: '2026-03-01', toDate: '2026-03-31' };
const FEBRUARY = '2026-02-10';

let salon: MoneySalon;
let finance: FinanceService;
let behind: EntriesService;

beforeAll(async () => {
  salon = await openMoneySalon();
  const { post, register, bank, acquiring, article, master, sell } = salon;
  finance = new FinanceService(salon.deps, { settings: salon.settings, runJob: runHere });
  behind = new EntriesService(salon.deps, { settings: salon.settings, files: new FilesService(salon.deps) });
  const money = { account: 1010, object: register } as const;
  post({ kind: 'opening', localDate: FEBRUARY, amountMinor: 500_000 }, (_, posting) => {
    posting.add('E01', { account: 1030, object: bank }, { account: 3000 }, 500_000);
  });
  // February: a check by card.
  sell({ localDate: FEBRUARY, lines: [{ netMinor: 80_000 }], tenders: [{ kind: 'card', amountMinor: 80_000 }] });
  // March: services, goods, a deposit and a tip; 10,000 stay a debt.
  sell({
    lines: [
      { netMinor: 90_000 },
      { kind: 'product', netMinor: 30_000 },
      { kind: 'deposit', netMinor: 20_000 },
      { kind: 'tip', netMinor: 5000, staffId: master },
    ],
    tenders: [
      { kind: 'card', amountMinor: 60_000 },
      { kind: 'cash', amountMinor: 75_000 },
    ],
    debtMinor: 10_000,
  });
  const rent = post({ kind: 'expense', amountMinor: 40_000, comment: 'за март' }, (_, posting) => {
    posting.add('E49', { account: 5060, object: article }, { account: 1030, object: bank }, 40_000);
  });
  salon.write((tx) => salon.ledger.reverse(tx, rent, { localDate: TODAY, shiftId: salon.shift, reason: 'дважды' }));
  post({ kind: 'expense', amountMinor: 35_000 }, (_, posting) => {
    posting.add('E49', { account: 5060, object: article }, { account: 1030, object: bank }, 35_000);
  });
  post({ kind: 'settlement', amountMinor: 80_000 }, (tx, posting) => {
    posting.add('E26', { account: 1030, object: bank }, { account: 1040, object: acquiring }, 78_400);
    posting.add('E26', { account: 5050 }, { account: 1040, object: acquiring }, 1600);
    const tender = tx.prepare("select min(id) from tenders where kind = 'card'").pluck().get() as number;
    salon.row(tx, 'settlement_items', { document_id: posting.id, tender_id: tender, sign: 1 });
  });
  post({ kind: 'transfer', shiftId: salon.shift, amountMinor: 50_000 }, (_, posting) => {
    posting.add('E46', { account: 1020, object: salon.safe }, money, 50_000);
  });
  post({ kind: 'tips_payout', shiftId: salon.shift, staffId: master, amountMinor: 2000 }, (_, posting) => {
    posting.add('E25', { account: 2510, object: master }, money, 2000);
  });
  expectLedgerHolds(salon.store);
});
afterAll(() => salon.close());

const cell = (filter: Partial<CellFilterInput>): CellFilterInput => ({
  accounts: [1010],
  object: null,
  counters: null,
  counterObject: null,
  sign: 'debit',
  isOneSided: false,
  ...filter,
});
const entries = (filter: CellFilterInput, period = MARCH, limit = 100) =>
  behind.entries({ ...period, filter, clientId: null, after: null, limit });

describe('money', () => {
  test('now is the balance of each account, with what moved today', () => {
    const { accounts, totalMinor } = finance.money();
    const by = (name: string) => accounts.find((one) => one.name === name);
    expect(by('Касса')).toMatchObject({ openingMinor: 0, inMinor: 75_000, outMinor: 52_000, balanceMinor: 23_000 });
    expect(by('Банк')).toMatchObject({ openingMinor: 500_000, balanceMinor: 500_000 - 35_000 + 78_400 });
    expect(by('Банк')!.daysMinor).toHaveLength(30);
    expect(by('Банк')!.daysMinor.at(-1)).toBe(543_400);
    expect(totalMinor).toBe(23_000 + 50_000 + 543_400 + 60_000);
  });

  test('moves: opening + in − out ± transfers = closing, by account and by kind, and ties to the rows', () => {
    const { accounts, flows } = finance.movement({ ...MARCH, comparison: 'none' });
    for (const one of accounts) {
      expect(one.closingMinor).toBe(
        one.openingMinor + one.inMinor - one.outMinor + one.transferInMinor - one.transferOutMinor,
      );
      const rows = entries(cell({ accounts: [one.code as 1010], object: one.accountId }));
      expect(rows.sumMinor).toBe(one.closingMinor - one.openingMinor);
      expect(rows.rows.reduce((sum, row) => sum + row.signedMinor, 0)).toBe(rows.sumMinor);
    }
    expect(flows.map(({ kind, name, inMinor, outMinor }) => [kind, name, inMinor, outMinor])).toEqual([
      ['checks', null, 110_000, 0],
      ['deposits', null, 20_000, 0],
      ['tips', null, 5000, 2000],
      ['expense', 'Аренда', 0, 35_000],
      ['acquiringFees', null, 0, 1600],
    ]);
    const net = flows.reduce((sum, { inMinor, outMinor }) => sum + inMinor - outMinor, 0);
    expect(net).toBe(accounts.reduce((sum, one) => sum + one.closingMinor - one.openingMinor, 0));
  });
});

describe('profit', () => {
  const lines = (basis: 'accrual' | 'cash') => {
    const { lines: all } = finance.profit({ ...MARCH, basis, step: 'none', comparison: 'before' });
    return Object.fromEntries(all.map((line) => [line.name ?? line.key, [line.totalMinor, line.beforeMinor]]));
  };

  test('R1 on accrual: services and goods, no deposits and tips; a storno takes its expense back', () => {
    expect(lines('accrual')).toEqual({
      revenue: [120_000, 80_000],
      services: [90_000, 80_000],
      goods: [30_000, 0],
      expenses: [-36_600, 0],
      Аренда: [-35_000, 0],
      acquiringFees: [-1600, 0],
      result: [83_400, 80_000],
    });
  });

  test('on cash: deposits and tips are shown as what they are, a debt is not there yet', () => {
    expect(lines('cash')).toMatchObject({
      'cash.fromClients': [133_000, 80_000],
      'cash.checks': [110_000, 80_000],
      'cash.deposits': [20_000, 0],
      'cash.tips': [3000, 0],
      'cash.result': [133_000 - 36_600, 80_000],
    });
  });

  test('each line opens to entries that come to it, in each column', () => {
    const period = { fromDate: '2026-02-01', toDate: '2026-03-31' };
    for (const basis of ['accrual', 'cash'] as const) {
      const { columns, lines: all } = finance.profit({ ...period, basis, step: 'month', comparison: 'none' });
      expect(columns).toHaveLength(2);
      for (const { filter, amounts } of all) {
        expect(filter).not.toBeNull();
        if (!filter) continue;
        expect(columns.map((column) => entries(filter, column).sumMinor)).toEqual(amounts);
        for (const column of columns) {
          const { rows, sumMinor } = entries(filter, column);
          expect(rows.reduce((sum, row) => sum + row.signedMinor, 0)).toBe(sumMinor);
        }
      }
    }
  });
});

test('the balance sheet: assets = liabilities + equity + result, on any date, and each line opens', () => {
  for (const onDate of ['2026-02-01', FEBRUARY, TODAY, '2027-01-05']) {
    const { groups, resultBeforeMinor, resultYearMinor } = finance.balance({ onDate, comparison: 'none' });
    const [assets, liabilities, equity] = groups.map(({ totalMinor }) => totalMinor);
    expect(assets).toBe(liabilities! + equity! + resultBeforeMinor + resultYearMinor);
    for (const line of groups.flatMap((group) => group.lines)) {
      expect(entries(line.filter, { fromDate: '1901-01-01', toDate: onDate }).sumMinor).toBe(line.minor);
    }
  }
  expect(finance.balance({ onDate: '2027-01-05', comparison: 'none' })).toMatchObject({
    resultBeforeMinor: 163_400,
    resultYearMinor: 0,
  });
});

test('F4: the balance sheet and the movement stand beside another day and period, lines that are gone included', () => {
  const sheet = finance.balance({ onDate: TODAY, comparison: 'before' });
  expect(sheet.beforeOn).toBe('2026-02-28');
  const february = finance.balance({ onDate: '2026-02-28', comparison: 'none' });
  expect(sheet.groups.map((group) => group.beforeMinor)).toEqual(february.groups.map((group) => group.totalMinor));
  expect(sheet.comparedResultMinor).toBe(february.resultBeforeMinor + february.resultYearMinor);
  for (const [index, group] of sheet.groups.entries()) {
    const before = group.lines.reduce((sum, line) => sum + (line.beforeMinor ?? 0), 0);
    expect(before).toBe(february.groups[index]!.totalMinor);
  }
  const april = { fromDate: '2026-04-01', toDate: '2026-04-30' };
  const { before, flows } = finance.movement({ ...april, comparison: 'before' });
  expect(before).toEqual(MARCH);
  expect(flows.map(({ kind, inMinor, beforeMinor }) => [kind, inMinor, beforeMinor])).toEqual([
    ['checks', 0, 110_000],
    ['deposits', 0, 20_000],
    ['tips', 0, 3000],
    ['expense', 0, -35_000],
    ['acquiringFees', 0, -1600],
  ]);
});

test('debts by age, and what the salon owes, down to whom', async () => {
  expect(finance.debts()).toMatchObject({
    totalMinor: 10_000,
    ages: [{ age: 'days30', minor: 10_000, sales: 1 }, { minor: 0 }, { minor: 0 }, { minor: 0 }],
    clients: [{ clientId: salon.client, name: 'Ирина Орлова', sales: [{ number: 2, minor: 10_000 }] }],
  });
  const owed = Object.fromEntries(finance.obligations().kinds.map(({ kind, minor }) => [kind, minor]));
  expect(owed).toMatchObject({ deposits: 20_000, tips: 3000, bonuses: 0 });
  await expect(finance.obligation({ kind: 'deposits', limit: 10 })).resolves.toEqual({
    total: 1,
    rows: [{ object: salon.client, clientId: salon.client, name: 'Ирина Орлова', minor: 20_000, lastOn: TODAY }],
  });
  await expect(finance.obligation({ kind: 'tips', limit: 10 })).resolves.toMatchObject({ rows: [{ minor: 3000 }] });
});

test('the file of obligations names everybody in Excel; on paper what is not named stands in one row, so that it adds up', async () => {
  const crowd = await openMoneySalon();
  try {
    crowd.post({ kind: 'deposit', amountMinor: 1002 * 100 }, (tx, posting) => {
      for (let n = 1; n <= 1002; n++) {
        const clientId = crowd.row(tx, 'clients', { first_name: `Гость ${n}`, last_name: '', created_at_ms: 1 });
        const debit = { account: 1030, object: crowd.bank } as const;
        posting.add('E08', debit, { account: 2100 }, n > 1000 ? 50 : 100, { clientId });
      }
    });
    type Rows = readonly (readonly (string | number | null)[])[];
    const made: { table?: Rows; pages?: readonly { readonly cells: readonly string[] }[] } = {};
    const runJob = (async (name: string, input: never) => {
      if (name === 'ledger.balances') return runHere(name, input);
      if (name === 'documents.table') made.table = (input as { rows: Rows }).rows;
      else made.pages = (input as { report: { rows: NonNullable<typeof made.pages> } }).report.rows;
      return new Uint8Array();
    }) as typeof runHere;
    const near = { settings: crowd.settings, runJob, fontsDir: '' };
    const files = new FinanceFilesService(crowd.deps, { ...near, finance: new FinanceService(crowd.deps, near) });
    const file = (format: 'xlsx' | 'pdf') =>
      files.report(crowd.callerOf('owner'), { ...MARCH, report: 'obligations', format } as never, 'ru');
    await file('xlsx');
    expect(made.table?.filter(([name]) => String(name).includes('Гость'))).toHaveLength(1002);
    await file('pdf');
    const names = made.pages?.map(({ cells: [name] }) => String(name));
    expect(names?.filter((name) => name.includes('Гость'))).toHaveLength(1000);
    const others = made.pages?.find(({ cells: [name] }) => name?.includes('Остальные (показано 1000 из 1002)'));
    expect(others?.cells.at(-1)).toMatch(/^1\s₽$/u);
  } finally {
    crowd.close();
  }
});

describe('entries and documents', () => {
  test('come in pages without gaps and doubles', () => {
    const filter = cell({ accounts: [1010, 1020, 1030, 1040] });
    const all = entries(filter).rows.map(({ entryId }) => entryId);
    const paged: number[] = [];
    let after: { localDate: string; documentId: number; entryId: number } | null = null;
    for (;;) {
      const { rows } = behind.entries({ ...MARCH, filter, clientId: null, after, limit: 3 });
      paged.push(...rows.map(({ entryId }) => entryId));
      const last = rows.at(-1);
      if (!last || rows.length < 3) break;
      after = { localDate: last.localDate, documentId: last.documentId, entryId: last.entryId };
    }
    expect(paged).toEqual(all);
    expect(all.length).toBeGreaterThan(6);
  });

  test('the register narrows by kind, text and account; a storno and its document know each other', () => {
    const ask = {
      ...MARCH,
      kinds: [],
      clientId: null,
      accountId: null,
      createdBy: null,
      number: null,
      text: '',
      after: null,
      limit: 50,
    };
    expect(behind.documents({ ...ask, kinds: ['settlement'] }).rows).toHaveLength(1);
    expect(behind.documents({ ...ask, text: 'март' }).rows).toMatchObject([{ kind: 'expense', isReversed: true }]);
    expect(behind.documents({ ...ask, accountId: salon.safe as never }).rows).toMatchObject([{ kind: 'transfer' }]);
    expect(behind.documents({ ...ask, limit: 2 })).toMatchObject({ hasMore: true });
    const [storno] = behind.documents({ ...ask, kinds: ['reversal'] }).rows;
    const card = behind.document(storno!.documentId);
    expect(card).toMatchObject({ reversesKind: 'expense', related: [{ kind: 'expense', relation: 'reverses' }] });
    expect(behind.document(card.related[0]!.documentId).related).toMatchObject([{ relation: 'reversedBy' }]);
  });

  test('the card of a check has its entries, tenders and check', () => {
    const { rows } = entries(cell({ accounts: [4020], sign: 'credit' }));
    expect(behind.document(rows[0]!.documentId)).toMatchObject({
      kind: 'sale',
      clientName: 'Ирина Орлова',
      sale: { number: 2 },
      tenders: [{ kind: 'card', amountMinor: 60_000 }, { kind: 'cash' }],
    });
  });
});

describe('EXPLAIN QUERY PLAN', () => {
  const plan = ({ sql, values }: { sql: string; values: readonly unknown[] }): string =>
    (salon.store.connection.prepare(`explain query plan ${sql}`).all(...values) as { detail: string }[])
      .map(({ detail }) => detail)
      .join('\n');
  const ask = {
    period: MARCH,
    filter: cell({ accounts: [4010], sign: 'credit' }),
    clientId: null,
    after: null,
    limit: 100,
  };

  test('entries of a dense figure walk the days, of a sparse one the index of its accounts', () => {
    expect(plan(entriesPageSql(ask, true))).toMatch(/SEARCH document USING INDEX ledger_documents_date/u);
    expect(plan(entriesPageSql(ask, true))).toMatch(/SEARCH entry USING INDEX ledger_entries_document/u);
    expect(plan(entriesPageSql(ask, false))).toMatch(/SEARCH entry USING INDEX ledger_entries_(debit|credit)/u);
    expect(plan(entriesPageSql(ask, false))).not.toMatch(/SCAN/u);
  });

  test('the register walks the days', () => {
    const register = {
      ...MARCH,
      kinds: [],
      clientId: null,
      accountId: null,
      createdBy: null,
      number: null,
      text: '',
      after: null,
      limit: 50,
    };
    expect(plan(documentsSql(register))).toMatch(/SEARCH document USING INDEX ledger_documents_date/u);
    expect(plan(documentsSql(register))).not.toMatch(/TEMP B-TREE/u);
  });
});
