import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NEW_PERSON, refusal } from '../../helpers/salon-services.ts';
import { type CashSalon, openCashSalon, pressed } from './cash-salon.ts';

let salon: CashSalon;

beforeEach(async () => {
  salon = await openCashSalon();
});
afterEach(() => salon.close());

const operate = (kind: string, amountMinor: number, more: object = {}, caller = salon.owner) =>
  salon.cash.operations.operate(caller, {
    kind,
    requestKey: pressed(),
    amountMinor,
    fromAccountId: null,
    toAccountId: null,
    articleId: null,
    supplierId: null,
    staffId: null,
    dueOn: null,
    comment: '',
    ...more,
  } as never);

const balance = (account: 1010 | 1020 | 1030 | 1040 | 2010 | 2500 | 2510 | 5050 | 5060, object?: number) =>
  salon.ledger.balance(salon.store.reader, account, object);

/** I1: what is debited is credited; I16: money in transit is the unsettled card operations. */
function expectInvariants(): void {
  const value = (sql: string): number => Number(salon.store.connection.prepare(sql).pluck().get());
  expect(
    value(`select coalesce(sum(t.amount_minor), 0) from tenders t
      where t.account_id = ${salon.acquiring}
        and coalesce((select sum(sign) from settlement_items i where i.tender_id = t.id), 0) = 0`),
  ).toBe(balance(1040, salon.acquiring));
}

describe('operations', () => {
  test('the same press of a button posts once', () => {
    const requestKey = pressed();
    const first = operate('cash_in', 5000, { toAccountId: salon.bank, requestKey });
    const again = operate('cash_in', 5000, { toAccountId: salon.bank, requestKey });
    expect(again).toEqual({ ...first, commandId: null });
    expect(balance(1030, salon.bank)).toBe(5000);
  });

  test('the administrator takes money out of the register, not out of the bank', () => {
    salon.openShift(500_000);
    const admin = salon.as('administrator');
    operate('transfer', 300_000, { fromAccountId: salon.register, toAccountId: salon.safe }, admin);
    expect(balance(1020, salon.safe)).toBe(300_000);
    const inBank = () => operate('transfer', 1, { fromAccountId: salon.safe, toAccountId: salon.bank }, admin);
    expect(refusal(inBank)).toEqual({ code: 'FORBIDDEN', data: { permission: 'manage_money' } });
    // Blind: how much there is stays unsaid.
    const tooMuch = () => operate('cash_out', 200_001, { fromAccountId: salon.register }, admin);
    expect(refusal(tooMuch)).toEqual({ code: 'CONFLICT', data: { reason: 'notEnoughMoney', name: 'Касса' } });
  });

  test('tips are paid out up to what clients have left (E25), advances freely (E44)', () => {
    const { staffId } = salon.staff.create(salon.owner, { ...NEW_PERSON });
    salon.openShift(500_000);
    salon.write((tx) => {
      const shift = salon.cash.shifts.require(tx, tx.context.nowMs);
      const posting = salon.ledger.open(tx, { kind: 'sale', ...shift, amountMinor: 700 });
      posting.add('E24', { account: 1010, object: salon.register }, { account: 2510, object: staffId }, 700);
    });
    const tips = (amountMinor: number) =>
      operate('tips_payout', amountMinor, { fromAccountId: salon.register, staffId });
    expect(refusal(() => tips(701))).toMatchObject({ code: 'INVALID_INPUT', data: { owedMinor: 700 } });
    tips(700);
    expect(balance(2510, staffId)).toBe(0);
    operate('staff_payout', 1000, { fromAccountId: salon.register, staffId });
    expect(balance(2500, staffId)).toBe(1000);
    const { totals } = salon.cash.shiftReports.report(salon.owner, 1);
    expect(totals!.cash.map(({ kind, inMinor, outMinor }) => [kind, inMinor, outMinor])).toEqual([
      ['sale', 700, 0],
      ['tips_payout', 0, 700],
      ['staff_payout', 0, 1000],
    ]);
  });

  test('T16: a storno of an operation of a closed shift belongs to the open one', () => {
    const first = salon.openShift(500_000);
    const { articleId } = salon.cash.suppliers.createArticle(salon.owner, { name: 'Хозтовары' });
    const { documentId } = operate('expense', 100_000, { fromAccountId: salon.register, articleId });
    salon.cash.shifts.close(salon.owner, {
      shiftId: first as never,
      countedMinor: 400_000,
      count: [],
      isRecounted: false,
      responsibleId: null,
      note: '',
      leaveReason: '',
    });
    salon.clock.atMs += 24 * 3_600_000;
    const second = salon.openShift(400_000);
    salon.cash.operations.reverse(salon.owner, { documentId, requestKey: pressed(), reason: 'Не та сумма' } as never);
    expect(balance(5060, articleId)).toBe(0);
    expect(salon.cash.shiftReports.report(salon.owner, second).shift.expectedMinor).toBe(500_000);
    expect(salon.cash.shiftReports.report(salon.owner, first).shift.expectedMinor).toBe(400_000);
    const card = salon.cash.operations.document(salon.owner, documentId);
    expect(card).toMatchObject({ isReversed: true, isReversible: false, reversedBy: { localDate: '2026-03-13' } });
    const list = salon.cash.operations.list({ from: '2026-03-12', to: '2026-03-13', limit: 10, offset: 0 });
    expect(list).toMatchObject({ count: 3, byArticle: [] });
    expect(list.rows.find(({ kind }) => kind === 'reversal')).toMatchObject({
      about: 'Хозтовары',
      comment: 'Не та сумма',
    });
  });

  test('E26, I16: settled operations leave 1040; a storno brings them back', () => {
    salon.openShift();
    const tenders = [
      salon.takeMoney('card', 100_000),
      salon.takeMoney('card', 50_000),
      salon.takeMoney('card', -20_000),
    ];
    expectInvariants();
    const settle = (tenderIds: number[], bankMinor: number) =>
      salon.cash.operations.settle(salon.owner, {
        accountId: salon.acquiring,
        requestKey: pressed(),
        tenderIds,
        bankMinor,
        toAccountId: salon.bank,
        localDate: '2026-03-12',
        comment: '',
      } as never);
    const { documentId, feeMinor } = settle(tenders, 127_530);
    expect(feeMinor).toBe(2470);
    expect([balance(1030, salon.bank), balance(5050), balance(1040, salon.acquiring)]).toEqual([127_530, 2470, 0]);
    expectInvariants();
    expect(refusal(() => settle([tenders[0]!], 1))).toMatchObject({
      code: 'CONFLICT',
      data: { reason: 'alreadySettled' },
    });
    salon.cash.operations.reverse(salon.owner, { documentId, requestKey: pressed(), reason: 'Банк уточнил' } as never);
    expect(balance(1040, salon.acquiring)).toBe(130_000);
    expectInvariants();
    settle([tenders[0]!], 98_100);
    expectInvariants();
  });
});

describe('suppliers', () => {
  test('bills are paid oldest first, a storno takes a bill out, what is paid beyond is a prepayment', () => {
    const { supplierId } = salon.cash.suppliers.createSupplier(salon.owner, {
      name: 'Опт',
      taxNumber: '',
      phone: '',
      note: '',
    });
    const { articleId } = salon.cash.suppliers.createArticle(salon.owner, { name: 'Материалы' });
    const bill = (amountMinor: number, dueOn: string) =>
      operate('supplier_bill', amountMinor, { supplierId, articleId, dueOn, localDate: '2026-03-05' });
    bill(1000, '2026-03-10');
    const { documentId } = bill(500, '2026-03-11');
    bill(300, '2026-03-20');
    operate('cash_in', 10_000, { toAccountId: salon.bank });
    operate('supplier_payment', 600, { fromAccountId: salon.bank, supplierId });
    const find = () => salon.cash.suppliers.suppliers(false)[0]!;
    expect(find()).toMatchObject({ debtMinor: 1200, overdueMinor: 900, nextDueOn: '2026-03-10' });
    salon.cash.operations.reverse(salon.owner, { documentId, requestKey: pressed(), reason: 'Дубль' } as never);
    expect(find()).toMatchObject({ debtMinor: 700, overdueMinor: 400, nextDueOn: '2026-03-10' });
    operate('supplier_payment', 1000, { fromAccountId: salon.bank, supplierId });
    expect(find()).toMatchObject({ debtMinor: -300, overdueMinor: 0, nextDueOn: null });
    const statement = salon.cash.suppliers.statement({ supplierId, from: '2026-03-12', to: '2026-03-12' } as never);
    expect(statement).toMatchObject({ openingMinor: 1800, closingMinor: -300, openBills: [] });
    expect(statement.rows.map(({ debtMinor }) => debtMinor)).toEqual([1200, 700, -300]);
  });
});

describe('cash book', () => {
  test('opening + in − out = closing; the running balance goes over rows of other kinds and pages', async () => {
    operate('cash_in', 10_000, { toAccountId: salon.bank, localDate: '2026-03-01' });
    const { articleId } = salon.cash.suppliers.createArticle(salon.owner, { name: 'Аренда' });
    operate('expense', 3000, { fromAccountId: salon.bank, articleId, localDate: '2026-03-10', comment: 'Март' });
    operate('other_income', 500, { toAccountId: salon.bank, localDate: '2026-03-11' });
    operate('transfer', 2000, { fromAccountId: salon.bank, toAccountId: salon.safe, localDate: '2026-03-11' });
    const book = (more: object = {}) =>
      salon.cash.book.book(salon.owner, {
        accountId: salon.bank,
        from: '2026-03-05',
        to: '2026-03-12',
        limit: 100,
        offset: 0,
        ...more,
      } as never);
    expect(await book()).toMatchObject({
      openingMinor: 10_000,
      inMinor: 500,
      outMinor: 5000,
      closingMinor: 5500,
      count: 3,
    });
    expect((await book()).rows.map(({ balanceMinor }) => balanceMinor)).toEqual([7000, 7500, 5500]);
    expect((await book({ limit: 1, offset: 1 })).rows).toMatchObject([{ kind: 'other_income', balanceMinor: 7500 }]);
    expect(await book({ kind: 'transfer' })).toMatchObject({ count: 1, outMinor: 2000, closingMinor: 5500 });
    expect((await book({ kind: 'transfer' })).rows).toMatchObject([{ balanceMinor: 5500 }]);
    expect(await book({ from: '2026-03-13', to: '2026-03-14' })).toMatchObject({
      openingMinor: 5500,
      closingMinor: 5500,
    });
    // Over a quarter it is read on a thread, and says the same.
    const long = await book({ from: '2025-01-01' });
    expect(long).toMatchObject({ openingMinor: 0, closingMinor: 5500 });
    expect(long.rows.slice(-3).map(({ balanceMinor }) => balanceMinor)).toEqual([7000, 7500, 5500]);
  });

  test('a register that is counted blind hides its book from the administrator', async () => {
    const read = () =>
      salon.cash.book.book(salon.as('administrator'), {
        accountId: salon.register,
        from: '2026-03-05',
        to: '2026-03-12',
        limit: 100,
        offset: 0,
      } as never);
    await expect(read()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    salon.settings.update(salon.owner, { isBlindCount: false }, undefined);
    expect((await read()).count).toBe(0);
  });
});

describe('L1: lock date', () => {
  const lock = (lockDate: string, reason = '', caller = salon.owner) =>
    salon.cash.book.setLock(caller, { lockDate, reason });

  test('moves forward by the accountant, back only by the owner with a reason; its history stays', () => {
    const accountant = salon.as('accountant');
    lock('2026-03-05', '', accountant);
    lock('2026-03-10', '', accountant);
    expect(refusal(() => lock('2026-03-01', 'Забыли', accountant))).toMatchObject({ code: 'FORBIDDEN' });
    expect(refusal(() => lock('2026-03-01'))).toMatchObject({ code: 'INVALID_INPUT', data: { field: 'reason' } });
    lock('2026-03-01', 'Забыли счёт');
    expect(salon.cash.book.lock()).toMatchObject({
      lockDate: '2026-03-01',
      history: [{ reason: 'Забыли счёт' }, { lockDate: '2026-03-10' }, { lockDate: '2026-03-05' }],
    });
  });

  test('PERIOD_LOCKED: no operation is dated into closed days', () => {
    lock('2026-03-10');
    const late = () => operate('cash_in', 1, { toAccountId: salon.bank, localDate: '2026-03-10' });
    expect(refusal(late)).toEqual({
      code: 'PERIOD_LOCKED',
      data: { lockDate: '2026-03-10', localDate: '2026-03-10' },
    });
    operate('cash_in', 1, { toAccountId: salon.bank, localDate: '2026-03-11' });
  });
});
