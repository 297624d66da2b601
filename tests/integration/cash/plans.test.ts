import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBookPage } from '../../../src-main/cash/book.repository.ts';
import * as operations from '../../../src-main/cash/operations.repository.ts';
import * as shifts from '../../../src-main/cash/shifts.repository.ts';
import { readSupplierMoves } from '../../../src-main/cash/suppliers.repository.ts';
import * as accounts from '../../../src-main/client-account/client-account.repository.ts';
import * as totals from '../../../src-main/ledger/totals.repository.ts';
import { Reader } from '../../../src-main/store/executor.ts';
import { type CashSalon, openCashSalon } from './cash-salon.ts';

const PERIOD = { fromDate: '2026-03-01', toDate: '2026-03-31' };
const FROM_TO = { from: '2026-03-01', to: '2026-03-31' };
const LIST = { ...FROM_TO, kind: null, articleId: null, supplierId: null, limit: 50, offset: 0 } as const;
/** Walked from end to end they would grow with the years of the salon; kept totals of days are walked on purpose. */
const LARGE = /^SCAN (?!\(|json_each|b$|p$|found|moves|wanted|ledger_day_totals|\w+ USING INDEX sales_debt)/u;

let salon: CashSalon;
let plans: string[] = [];
let reader: Reader;

/** Explains each statement before it runs. */
class ExplainingReader extends Reader {
  override prepare(sql: string) {
    const steps = this.connection.prepare(`explain query plan ${sql.replaceAll(/\?|@\w+/gu, '1')}`).all();
    plans.push(...(steps as { detail: string }[]).map(({ detail }) => detail));
    return super.prepare(sql);
  }
}

beforeAll(async () => {
  salon = await openCashSalon();
  reader = new ExplainingReader(salon.store.connection);
});
afterAll(() => salon.close());

test.each<[string, () => unknown]>([
  ['debts by age', () => totals.readDebts(reader)],
  ['profit and balance', () => totals.readTotals(reader, PERIOD, 7)],
  ['movement', () => totals.readMoneyBalances(reader, '2026-03-01')],
  ['money now', () => totals.readMoneyDays(reader, PERIOD)],
  ['the rows of an account', () => accounts.readAccountEntries(reader, 1)],
  ['unpaid checks of everybody', () => accounts.readOpenDebts(reader, null)],
  ['unpaid checks of a client', () => accounts.readOpenDebts(reader, 1)],
  ['deposits', () => accounts.readDeposits(reader)],
  ['missed visits', () => accounts.readMissedVisits(reader, 1, '2026-01-01')],
  [
    'the cash book',
    () => readBookPage(reader, { account: 1010, object: 1, ...FROM_TO, kind: null, limit: 50, offset: 0 }),
  ],
  ['operations', () => operations.readOperations(reader, LIST)],
  ['how many operations', () => operations.countOperations(reader, LIST)],
  ['expenses by article', () => operations.readByArticle(reader, FROM_TO.from, FROM_TO.to)],
  ['card operations to settle', () => operations.readUnsettled(reader, 4, FROM_TO.from, FROM_TO.to)],
  ['what a shift leaves unpaid', () => shifts.readOpenTickets(reader, FROM_TO.from, FROM_TO.to)],
  ['cash of a shift', () => shifts.readCashMovements(reader, { id: 1, account_id: 1, opened_at_ms: 0 })],
  ['documents of a shift', () => shifts.readShiftDocuments(reader, 1, 1)],
  ['tips owed', () => shifts.readOwedToStaff(reader, 2510)],
  ['a supplier', () => readSupplierMoves(reader, 1)],
])('%s are found by an index', (_, read) => {
  plans = [];
  read();
  expect(plans.length).toBeGreaterThan(0);
  expect(plans.filter((step) => LARGE.test(step))).toEqual([]);
});
