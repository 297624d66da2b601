import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DEPOSITS_SQL, OWED_SQL } from '../../../src-main/client-account/client-account.repository.ts';
import { ClientAccountService } from '../../../src-main/client-account/client-account.service.ts';
import { ClientsService } from '../../../src-main/clients/clients.service.ts';
import { HistoryService } from '../../../src-main/history/history.service.ts';
import { CLIENT_BALANCE_SQL } from '../../../src-main/ledger/ledger.repository.ts';
import { Ledger, keepDayTotals } from '../../../src-main/ledger/ledger.service.ts';
import { PostedUndo } from '../../../src-main/ledger/posted-undo.ts';
import { withLastingPlan } from '../../../src-main/store/executor.ts';
import { query } from '../../../src-main/store/query.ts';
import { type TestDesk, openTestDesk } from '../../helpers/fake-shifts.ts';
import { NEW_CATEGORY, NEW_PERSON, NEW_SERVICE, type TestSalon, openTestSalon } from '../../helpers/salon-services.ts';

let salon: TestSalon;
let desk: TestDesk;
let ledger: Ledger;
let account: ClientAccountService;
let history: HistoryService;
let anna: number;

beforeEach(async () => {
  salon = await openTestSalon();
  keepDayTotals(salon.store);
  desk = openTestDesk(salon);
  ledger = new Ledger();
  const clients = new ClientsService(salon.deps, salon.settings);
  account = new ClientAccountService(salon.deps, { settings: salon.settings, ledger, shifts: desk, clients });
  history = new HistoryService(salon.deps, [], [new PostedUndo(salon.deps, [account.reversal])]);
  anna = clients.create(salon.owner, { firstName: 'Анна', lastName: 'Котова', phones: [] } as never).clientId;
});
afterEach(() => salon.close());

const key = (): string => randomUUID();
const money = (kind: 'cash' | 'card' | 'sbp' | 'transfer', amountMinor: number) => ({
  kind,
  accountId: null,
  amountMinor,
  reference: '',
});
const topUp = (tenders: ReturnType<typeof money>[], as = salon.owner, requestKey = key()) =>
  account.topUp(as, { key: requestKey, clientId: anna as never, tenders, comment: '' });
const giveBack = (tenders: ReturnType<typeof money>[], as = salon.owner) =>
  account.giveBack(as, { key: key(), clientId: anna as never, tenders, reason: 'Передумала' });
const seen = (as = salon.owner) => account.account(as, { clientId: anna as never });
const listed = () => account.rows({ clientId: anna as never, beforeId: null, limit: 50 }).rows;
const balance = (code: 1010 | 1030 | 1040 | 2100 | 1100 | 4050 | 5060, object?: number) =>
  ledger.balance(salon.store.reader, code, object);

/** A sale on credit as checkout posts it. */
function sellOnDebt(netMinor: number, debtMinor = netMinor): number {
  return salon.write((tx) => {
    const posting = ledger.open(tx, { kind: 'sale', localDate: '2026-03-02', amountMinor: netMinor, clientId: anna });
    const saleId = tx.insert(
      query.insertInto('sales').values({
        document_id: posting.id,
        client_id: anna,
        local_date: '2026-03-02',
        priced_on: '2026-03-02',
        gross_minor: netMinor,
        discount_minor: 0,
        net_minor: netMinor,
        debt_minor: debtMinor,
      }),
    );
    tx.insert(
      query.insertInto('sale_lines').values({
        sale_id: saleId,
        position: 1,
        kind: 'service',
        title: 'Стрижка',
        quantity_milli: 1000,
        list_price_minor: netMinor,
        price_minor: netMinor,
        gross_minor: netMinor,
        discount_minor: 0,
        net_minor: netMinor,
      }),
    );
    posting.add('E02', { account: 1100, object: saleId }, { account: 4010 }, netMinor);
    posting.add(
      'E05',
      { account: 1010, object: desk.register },
      { account: 1100, object: saleId },
      netMinor - debtMinor,
    );
    return saleId;
  });
}

describe('a deposit', () => {
  test('E08: the money stands on its accounts and on 2100; I3 holds', () => {
    const { depositMinor, number } = topUp([money('cash', 100_000), money('card', 50_000), money('transfer', 25_000)]);
    expect({ depositMinor, number }).toEqual({ depositMinor: 175_000, number: 1 });
    expect([
      balance(1010, desk.register),
      balance(1040, desk.acquirer),
      balance(1030, desk.bank),
      balance(2100),
    ]).toEqual([100_000, 50_000, 25_000, -175_000]);
    expect(seen()).toMatchObject({ depositMinor: 175_000, debtMinor: 0, balanceMinor: 175_000 });
    expect(listed()).toMatchObject([{ kind: 'deposit', inMinor: 175_000, outMinor: 0, balanceMinor: 175_000 }]);
  });

  test('T18: the same key posts once and answers with the first document', () => {
    const requestKey = key();
    const first = topUp([money('cash', 100_000)], salon.owner, requestKey);
    const second = topUp([money('cash', 100_000)], salon.owner, requestKey);
    expect(second).toMatchObject({ documentId: first.documentId, depositMinor: 100_000, commandId: null });
  });

  test('E10: never more than there is, and never out of an empty register', () => {
    topUp([money('cash', 100_000)]);
    expect(() => giveBack([money('cash', 100_001)])).toThrow(
      expect.objectContaining({ code: 'LIMIT_EXCEEDED', data: { what: 'deposit', leftMinor: 100_000 } }),
    );
    expect(giveBack([money('cash', 40_000)])).toMatchObject({ depositMinor: 60_000 });
    expect(balance(1010, desk.register)).toBe(60_000);
    topUp([money('card', 200_000)]);
    expect(() => giveBack([money('cash', 60_001)])).toThrow(
      expect.objectContaining({ code: 'LIMIT_EXCEEDED', data: { what: 'register' } }),
    );
  });

  test('T4: card money does not go back in cash without the right', () => {
    const administrator = salon.as('administrator');
    topUp([money('card', 200_000), money('cash', 50_000)], administrator);
    expect(seen(administrator).cashReturnMinor).toBe(50_000);
    expect(seen().cashReturnMinor).toBe(250_000);
    expect(() => giveBack([money('cash', 50_001)], administrator)).toThrow(
      expect.objectContaining({ code: 'LIMIT_EXCEEDED', data: { what: 'depositCash', leftMinor: 50_000 } }),
    );
    giveBack([money('cash', 50_000), money('card', 200_000)], administrator);
    expect(balance(2100)).toBe(0);
  });

  test('a closed shift takes no money; a locked day no document', () => {
    desk.shift = null;
    expect(() => topUp([money('cash', 1)])).toThrow(expect.objectContaining({ code: 'SHIFT_CLOSED' }));
    desk.shift = { shiftId: 1, number: 1, accountId: desk.register, localDate: '2026-03-12' };
    salon.write((tx) =>
      tx.insert(query.insertInto('ledger_locks').values({ lock_date: '2026-03-12', set_at_ms: 0, reason: '' })),
    );
    expect(() => topUp([money('cash', 1)])).toThrow(expect.objectContaining({ code: 'PERIOD_LOCKED' }));
  });
});

describe('a debt', () => {
  test('T3: stands per sale with its age; E30 writes it off in parts', () => {
    const saleId = sellOnDebt(300_000, 120_000);
    expect(seen()).toMatchObject({
      debtMinor: 120_000,
      balanceMinor: -120_000,
      debts: [{ saleId, ageDays: 10, debtMinor: 120_000, netMinor: 300_000, titles: ['Стрижка'] }],
    });
    const off = { key: key(), clientId: anna as never, saleId: saleId as never, reason: 'Не отвечает' };
    expect(account.writeOff(salon.owner, { ...off, amountMinor: 20_000 })).toMatchObject({ debtLeftMinor: 100_000 });
    expect(() => account.writeOff(salon.owner, { ...off, key: key(), amountMinor: 100_001 })).toThrow(
      expect.objectContaining({ code: 'LIMIT_EXCEEDED', data: { what: 'debt', leftMinor: 100_000 } }),
    );
    expect(account.writeOff(salon.owner, { ...off, key: key(), amountMinor: null })).toMatchObject({
      debtLeftMinor: 0,
    });
    expect([balance(1100), balance(5060)]).toEqual([0, 120_000]);
    expect(seen()).toMatchObject({ debtMinor: 0, balanceMinor: 0, debts: [] });
  });

  test('the limit is the client’s own, or the salon’s', () => {
    const { version } = seen();
    account.setLimit(salon.owner, { clientId: anna as never, version, debtLimitMinor: 500_000 });
    sellOnDebt(200_000);
    expect(seen()).toMatchObject({ debtLimitMinor: 500_000, creditLeftMinor: 300_000 });
    expect(() => account.setLimit(salon.owner, { clientId: anna as never, version, debtLimitMinor: null })).toThrow(
      expect.objectContaining({ code: 'STALE_VERSION' }),
    );
  });

  test('the list of debts and deposits adds up to the ledger', () => {
    sellOnDebt(200_000, 150_000);
    sellOnDebt(70_000);
    topUp([money('sbp', 30_000)]);
    expect(account.debtors({ show: 'all', minAgeDays: 0 })).toMatchObject({
      rows: [
        { clientId: anna, debtMinor: 220_000, sales: 2, oldestOn: '2026-03-02', ageDays: 10, depositMinor: 30_000 },
      ],
      debtMinor: 220_000,
      ledgerDebtMinor: 220_000,
      depositMinor: 30_000,
      ledgerDepositMinor: 30_000,
    });
    expect(account.debtors({ show: 'debts', minAgeDays: 11 }).rows).toEqual([]);
  });
});

describe('a charge for a visit that was missed (V4)', () => {
  test('E50 from the deposit, or by money in hand, to other income; it makes no debt', () => {
    topUp([money('card', 100_000)]);
    const ask = { clientId: anna as never, reason: 'Неявка 11.03' };
    expect(account.charge(salon.owner, { ...ask, key: key(), amountMinor: 30_000, tenders: null })).toMatchObject({
      depositMinor: 70_000,
    });
    expect(() => account.charge(salon.owner, { ...ask, key: key(), amountMinor: 70_001, tenders: null })).toThrow(
      expect.objectContaining({ code: 'LIMIT_EXCEEDED' }),
    );
    account.charge(salon.owner, { ...ask, key: key(), amountMinor: 10_000, tenders: [money('cash', 10_000)] });
    expect([balance(4050), balance(2100), balance(1010, desk.register)]).toEqual([-40_000, -70_000, 10_000]);
    const entries = query.selectFrom('ledger_entries').select(['event', 'debit_account', 'amount_minor']);
    expect(salon.store.reader.all(entries.where('credit_account', '=', 4050).orderBy('id'))).toEqual([
      { event: 'E50', debit_account: 2100, amount_minor: 30_000 },
      { event: 'E50', debit_account: 1010, amount_minor: 10_000 },
    ]);
    expect(() =>
      account.charge(salon.owner, { ...ask, key: key(), amountMinor: 10_000, tenders: [money('cash', 9_999)] }),
    ).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });
});

test('part 2 nr 10: the rule offers a part of a missed visit’s price, and takes nothing by itself', () => {
  salon.settings.update(salon.owner, { noShowChargeBp: 5000 }, undefined);
  const { categoryId } = salon.services.createCategory(salon.owner, NEW_CATEGORY);
  const { serviceId } = salon.services.create(salon.owner, { ...NEW_SERVICE, categoryId, name: 'Окрашивание' });
  const { staffId } = salon.staff.create(salon.owner, NEW_PERSON);
  const visitId = salon.addVisit({ staffId, serviceId, localDate: '2026-03-05', status: 'no_show' });
  salon.write((tx) => {
    tx.run(query.updateTable('visits').set({ client_id: anna }).where('id', '=', visitId));
    tx.run(query.updateTable('visit_lines').set({ price_minor: 250_000 }).where('visit_id', '=', visitId));
  });
  expect(seen().missed).toMatchObject([{ visitId, status: 'no_show', planMinor: 250_000, chargeMinor: 125_000 }]);
  expect(balance(4050)).toBe(0);
});

describe('taking back (T16)', () => {
  test('a storno mirrors entries and money, links both and keeps the reason', () => {
    const { documentId } = topUp([money('cash', 100_000)]);
    account.reverse(salon.owner, { key: key(), documentId, reason: 'Ошибка' });
    expect([balance(1010, desk.register), balance(2100)]).toEqual([0, 0]);
    expect(listed()).toMatchObject([
      {
        kind: 'reversal',
        reversesNumber: 1,
        reversesKind: 'deposit',
        reason: 'Ошибка',
        inMinor: -100_000,
        balanceMinor: 0,
      },
      { kind: 'deposit', isReversed: true, canReverse: false, balanceMinor: 100_000 },
    ]);
    expect(() => account.reverse(salon.owner, { key: key(), documentId, reason: 'Ещё раз' })).toThrow(
      expect.objectContaining({ code: 'CONFLICT' }),
    );
  });

  test('I3: a deposit that has been spent is not taken back', () => {
    const { documentId } = topUp([money('cash', 100_000)]);
    giveBack([money('cash', 100_000)]);
    expect(() => account.reverse(salon.owner, { key: key(), documentId, reason: 'x' })).toThrow(
      expect.objectContaining({ code: 'CONFLICT', data: { reason: 'depositSpent' } }),
    );
  });

  test('Ctrl+Z is a storno; it is not done again, and not twice', async () => {
    const { commandId } = topUp([money('cash', 100_000)]);
    const undone = await history.undoWhole(salon.owner, commandId!);
    expect(seen().depositMinor).toBe(0);
    await expect(history.undoWhole(salon.owner, undone.commandId!)).rejects.toMatchObject({
      code: 'UNDO_REFUSED',
      data: { reason: 'redoPosted' },
    });
    await expect(history.undoWhole(salon.owner, commandId!)).rejects.toMatchObject({
      code: 'UNDO_REFUSED',
      data: { reason: 'undone' },
    });
  });
});

describe('EXPLAIN QUERY PLAN', () => {
  const plan = (sql: string): string =>
    (
      salon.store.connection
        .prepare(`explain query plan ${withLastingPlan(sql)}`)
        .all(sql.includes('?') ? [1] : []) as {
        detail: string;
      }[]
    )
      .map(({ detail }) => detail)
      .join('; ');

  test('deposits are added up from their own index, of one client and of all; debts from those that were ever left', () => {
    expect(plan(CLIENT_BALANCE_SQL[2100])).toBe(
      'SEARCH ledger_entries USING COVERING INDEX ledger_entries_deposit (client_id=?)',
    );
    expect(plan(DEPOSITS_SQL)).toBe('SEARCH ledger_entries USING COVERING INDEX ledger_entries_deposit (client_id>?)');
    expect(plan(OWED_SQL)).toMatch(/^SEARCH s USING INDEX sales_debt .*ledger_entries_debit.*ledger_entries_credit/u);
  });
});
