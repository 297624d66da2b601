import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '../../../src-main/store/service.ts';
import type { OperationKind } from '../../../src-shared/cash/operations.rules.ts';
import { type MoneySalon, openMoneySalon } from '../checkout/money-salon.ts';
import { TODAY } from '../journal/journal-salon.ts';

const DAY_MS = 86_400_000;

let salon: MoneySalon;
let owner: Caller;

beforeEach(async () => {
  salon = await openMoneySalon();
  owner = salon.callerOf('owner');
  salon.set({ isBonusOn: true, bonusRateBp: 1000, bonusLimitBp: 5000, certificateDays: 10 });
  salon.openShift();
});
afterEach(() => {
  salon.holds();
  salon.close();
});

const cash = (amountMinor: number) => ({ kind: 'cash' as const, amountMinor });
const card = (amountMinor: number) => ({ kind: 'card' as const, amountMinor });
const undo = (commandId: number | null, caller = owner) => salon.history.undoWhole(caller, commandId!);
const accountOf = (kind: string): number =>
  salon.cash.accounts.list(owner, false).find((account) => account.kind === kind)!.id;
const CODES = [1010, 1020, 1030, 1040, 1100, 2010, 2100, 2200, 2210, 2300, 2400, 2510, 3000, 4030, 4040, 5060] as const;
const figures = () => CODES.map((code) => [code, salon.balance(code)]);
const passDays = (days: number): void => {
  salon.closeShift();
  salon.clock.atMs += days * DAY_MS;
  salon.keepDay();
  salon.openShift();
};

function operate(kind: OperationKind, amountMinor: number, more: object = {}, caller = owner) {
  return salon.cash.operations.operate(caller, {
    kind,
    requestKey: randomUUID(),
    amountMinor,
    fromAccountId: null,
    toAccountId: null,
    articleId: null,
    supplierId: null,
    staffId: null,
    dueOn: null,
    comment: '',
    ...more,
  });
}

/** What is done by a command, taken back: every figure as it was, the document still there with its storno. */
async function isTakenBack(act: () => { commandId: number | null }): Promise<void> {
  const before = figures();
  const documents = salon.rows('select id from ledger_documents').length;
  const { commandId } = act();
  expect(figures()).not.toEqual(before);
  const undone = await undo(commandId);
  expect(figures()).toEqual(before);
  const rows = salon.rows<{ kind: string; reason: string }>('select kind, reason from ledger_documents order by id');
  expect(rows.length - documents).toBeGreaterThan(1);
  expect(rows.at(-1)).toMatchObject({ reason: 'Отмена действия' });
  salon.holds();
  await expect(undo(undone.commandId)).rejects.toMatchObject({ data: { reason: 'redoPosted' } });
  await expect(undo(commandId)).rejects.toMatchObject({ data: { reason: 'undone' } });
}

describe('T16 Ctrl+Z of the cash desk is the storno', () => {
  test('of every operation with money, of bills, tips and advances, by the rights of its button', async () => {
    const { articleId } = salon.cash.suppliers.createArticle(owner, { name: 'Аренда' });
    const supplier = { name: 'Косметика-Опт', taxNumber: '', phone: '', note: '' };
    const { supplierId } = salon.cash.suppliers.createSupplier(owner, supplier);
    const [register, safe, bank] = ['register', 'safe', 'bank'].map(accountOf);
    const staffId = salon.anna;
    salon.sell({ lines: [{ kind: 'tip', priceMinor: 5000 }], tenders: [cash(5000)] });
    const acts: [OperationKind, object][] = [
      ['cash_in', { toAccountId: register }],
      ['cash_out', { fromAccountId: register }],
      ['transfer', { fromAccountId: register, toAccountId: safe }],
      ['expense', { fromAccountId: bank, articleId }],
      ['supplier_bill', { articleId, supplierId, dueOn: TODAY }],
      ['supplier_payment', { fromAccountId: register, supplierId }],
      ['tips_payout', { fromAccountId: register, staffId }],
      ['staff_payout', { fromAccountId: register, staffId }],
      ['other_income', { toAccountId: bank }],
    ];
    for (const [kind, more] of acts) await isTakenBack(() => operate(kind, 2000, more));
    await isTakenBack(() =>
      salon.cash.accounts.setOpening(owner, {
        accountId: bank as never,
        requestKey: randomUUID(),
        localDate: TODAY,
        amountMinor: 70_000,
      }),
    );
    // The reception takes back what it did in the register, and nothing of the bank.
    const reception = salon.callerOf('administrator');
    const { commandId } = operate('cash_in', 100, { toAccountId: register }, reception);
    await undo(commandId, reception);
    const inBank = operate('cash_in', 100, { toAccountId: bank });
    await expect(undo(inBank.commandId, reception)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('E26 I16: of a settlement: the card operations wait again', async () => {
    salon.sell({ lines: [{ kind: 'service', priceMinor: 100_000 }], tenders: [card(100_000)] });
    const accountId = accountOf('acquiring') as never;
    const waiting = () => salon.cash.operations.unsettled({ accountId, from: TODAY, to: TODAY }).items;
    const [item] = waiting();
    await isTakenBack(() =>
      salon.cash.operations.settle(owner, {
        accountId,
        toAccountId: accountOf('bank') as never,
        bankMinor: 98_000,
        localDate: TODAY,
        comment: '',
        tenderIds: [item!.tenderId as never],
        requestKey: randomUUID(),
      }),
    );
    expect(waiting()).toHaveLength(1);
  });

  test('E48: of the decision about a shortage: it waits for one again', async () => {
    salon.sell({ lines: [{ kind: 'service', priceMinor: 100_000 }], tenders: [cash(100_000)] });
    const { shiftId } = salon.cash.shifts.current(salon.store.reader)!;
    salon.closeShift(-700);
    const decide = () =>
      salon.cash.shifts.decide(owner, {
        shiftId: shiftId as never,
        requestKey: randomUUID(),
        staffId: null,
        reason: 'Списали',
      });
    const { commandId } = decide();
    await undo(commandId);
    expect(salon.cash.shiftReports.report(owner, shiftId).shift).toMatchObject({ undecidedMinor: 700, decision: null });
    decide();
  });

  test('a closed shift, a locked period and money that is gone are told with their codes', async () => {
    const register = accountOf('register');
    const { commandId } = operate('cash_in', 5000, { toAccountId: register });
    operate('cash_out', 5000, { fromAccountId: register });
    await expect(undo(commandId)).rejects.toMatchObject({ code: 'CONFLICT', data: { reason: 'notEnoughMoney' } });
    salon.closeShift();
    await expect(undo(commandId)).rejects.toMatchObject({ code: 'SHIFT_CLOSED', data: { registerName: 'Касса' } });
    salon.clock.atMs += DAY_MS;
    const later = operate('cash_in', 300, { toAccountId: accountOf('bank') });
    salon.clock.atMs += DAY_MS;
    salon.cash.book.setLock(owner, { lockDate: '2026-03-13', reason: 'Месяц сдан' });
    // Only a clock that went back makes today a day that is locked.
    salon.clock.atMs -= DAY_MS;
    await expect(undo(later.commandId)).rejects.toMatchObject({
      code: 'PERIOD_LOCKED',
      data: { lockDate: '2026-03-13' },
    });
  });

  test('of a closed shift: dated in the open one; what is a storno or of the program is not taken back', async () => {
    const register = accountOf('register');
    const { commandId, documentId } = operate('cash_in', 5000, { toAccountId: register });
    passDays(1);
    const { commandId: undone } = await undo(commandId);
    const [storno] = salon.rows('select * from ledger_documents where reverses_id = ?', documentId);
    expect(storno).toMatchObject({ local_date: '2026-03-13' });
    await expect(undo(undone)).rejects.toMatchObject({ data: { reason: 'redoPosted' } });
    const other = operate('cash_in', 500, { toAccountId: register });
    const byButton = salon.cash.operations.reverse(owner, {
      documentId: other.documentId,
      requestKey: randomUUID(),
      reason: 'Ошибка',
    } as never);
    await expect(undo(byButton.commandId)).rejects.toMatchObject({
      code: 'UNDO_REFUSED',
      data: { reason: 'storno' },
    });
  });
});

describe('T16 Ctrl+Z of certificates', () => {
  function soldCertificate(): { certificateId: never; saleId: number; commandId: number | null } {
    const { saleId, commandId } = salon.sell({
      lines: [{ kind: 'certificate', priceMinor: 80_000, nominalMinor: 100_000 }],
      tenders: [cash(80_000)],
    });
    return { certificateId: salon.linesOf(saleId)[0]!.certificate_id as never, saleId, commandId };
  }
  const refund = (certificateId: never) => {
    const tenders = salon.certificateDesk
      .refundPreview({ certificateId })
      .tenders.map(({ kind, amountMinor }) => ({ kind, amountMinor, accountId: null }));
    return salon.certificateDesk.refund(owner, { certificateId, key: randomUUID(), tenders, reason: 'Не нужен' });
  };
  const extend = (certificateId: never, expiresOn: string) => {
    const { version } = salon.certificateDesk.card({ certificateId }).certificate;
    return salon.certificateDesk.extend(owner, { certificateId, version, expiresOn, reason: 'Просила' });
  };

  test('E14: the money back; then of the very sale', async () => {
    const sold = soldCertificate();
    const { certificateId } = sold;
    await isTakenBack(() => refund(certificateId));
    expect(salon.certificateDesk.card({ certificateId }).certificate).toMatchObject({
      status: 'active',
      balanceMinor: 100_000,
    });
    refund(certificateId);
    const last = salon.rows<{ id: number }>("select max(id) as id from command where name = 'certificates.refund'");
    await undo(last[0]!.id);
    await undo(sold.commandId);
    expect([salon.balance(2200), salon.balance(1010)]).toEqual([0, 0]);
  });

  test('E14 E15: of one that expired the money stands apart as it did', async () => {
    const { certificateId } = soldCertificate();
    passDays(15);
    expect([salon.balance(2200), salon.balance(2210)]).toEqual([0, -80_000]);
    await isTakenBack(() => refund(certificateId));
    passDays(365 * 3 + 20);
    await isTakenBack(() => salon.certificateDesk.writeOff(owner, { certificateId, reason: 'Прошло три года' }));
    expect(salon.certificateDesk.card({ certificateId }).certificate).toMatchObject({ balanceMinor: 100_000 });
  });

  test.each(['hold', 'income'] as const)('E13 %s: of a longer life, unless it has been used since', async (mode) => {
    salon.set({ certificateExpiry: mode });
    const { certificateId } = soldCertificate();
    passDays(15);
    const before = { figures: figures(), card: salon.certificateDesk.card({ certificateId }).certificate };
    const { commandId } = extend(certificateId, '2026-04-30');
    expect(salon.balance(2200)).toBe(-80_000);
    await undo(commandId);
    const { version, ...card } = salon.certificateDesk.card({ certificateId }).certificate;
    expect({ figures: figures(), card: { ...card, version: before.card.version } }).toEqual(before);
    expect(version).toBeGreaterThan(before.card.version);
    salon.holds();
    const again = extend(certificateId, '2026-05-30');
    salon.sell({
      lines: [{ kind: 'service', priceMinor: 30_000 }],
      tenders: [{ kind: 'certificate', amountMinor: 30_000, certificateId }],
    });
    await expect(undo(again.commandId)).rejects.toMatchObject({
      code: 'CONFLICT',
      data: { reason: 'certificateUsed' },
    });
  });
});

describe('T16 Ctrl+Z of a longer life after something came back to what had lapsed', () => {
  /** Lapses, gets the part back that a check had used, lapses again; then lives on with all of it, and does not after all. */
  async function comesBackWhole(
    usedBy: { commandId: number | null },
    lives: () => { commandId: number | null },
    account: 2200 | 2300,
    wholeMinor: number,
  ): Promise<void> {
    passDays(100);
    await undo(usedBy.commandId);
    passDays(1);
    const before = figures();
    expect(salon.balance(account)).toBe(0);
    const { commandId } = lives();
    expect(salon.balance(account)).toBe(-wholeMinor);
    salon.holds();
    await undo(commandId);
    expect(figures()).toEqual(before);
    salon.holds();
    lives();
    expect(salon.balance(account)).toBe(-wholeMinor);
  }

  test('E13 income: a certificate', async () => {
    salon.set({ certificateExpiry: 'income' });
    const sold = salon.sell({
      lines: [{ kind: 'certificate', priceMinor: 80_000, nominalMinor: 100_000 }],
      tenders: [cash(80_000)],
    });
    const certificateId = salon.linesOf(sold.saleId)[0]!.certificate_id as never;
    const spent = salon.sell({
      lines: [{ kind: 'service', priceMinor: 30_000 }],
      tenders: [{ kind: 'certificate', amountMinor: 30_000, certificateId }],
    });
    const lives = () => {
      const { version } = salon.certificateDesk.card({ certificateId }).certificate;
      return salon.certificateDesk.extend(owner, {
        certificateId,
        version,
        expiresOn: '2027-01-01',
        reason: 'Просила',
      });
    };
    await comesBackWhole(spent, lives, 2200, 80_000);
  });

  test('E18: a membership', async () => {
    const { saleId } = salon.sell({ lines: [{ kind: 'membership', priceMinor: 500_000 }], tenders: [card(500_000)] });
    const membershipId = salon.linesOf(saleId)[0]!.membership_id as never;
    const used = salon.sell({ lines: [{ kind: 'service', coveredById: membershipId }] });
    const lives = () => {
      const [row] = salon.rows<{ version: number }>('select version from memberships where id = ?', membershipId);
      const wish = { membershipId, version: row!.version, days: 100, reason: 'Болела' };
      return salon.membershipDesk.pauses.extend(owner, wish);
    };
    await comesBackWhole(used, lives, 2300, 500_000);
  });

  test('E15 I1: written off with what a refund has given back that very day', async () => {
    salon.set({ certificateExpiry: 'hold' });
    const sold = salon.sell({ lines: [{ kind: 'certificate', priceMinor: 80_000 }], tenders: [cash(80_000)] });
    const certificateId = salon.linesOf(sold.saleId)[0]!.certificate_id as never;
    const spent = salon.sell({
      lines: [{ kind: 'service', priceMinor: 30_000 }],
      tenders: [{ kind: 'certificate', amountMinor: 30_000, certificateId }],
    });
    passDays(365 * 3 + 40);
    await undo(spent.commandId);
    await isTakenBack(() => salon.certificateDesk.writeOff(owner, { certificateId, reason: 'Прошло три года' }));
    salon.certificateDesk.writeOff(owner, { certificateId, reason: 'Прошло три года' });
    expect([salon.balance(2200), salon.balance(2210), salon.balance(4040)]).toEqual([0, 0, -80_000]);
  });
});

describe('T16 Ctrl+Z of memberships', () => {
  function soldMembership(membershipTypeId?: number): never {
    const line = {
      kind: 'membership' as const,
      priceMinor: 500_000,
      ...(membershipTypeId ? { membershipTypeId } : {}),
    };
    const { saleId } = salon.sell({ lines: [line], tenders: [card(500_000)] });
    return salon.linesOf(saleId)[0]!.membership_id as never;
  }
  const card = (amountMinor: number) => ({ kind: 'card' as const, amountMinor });
  const refund = (membershipId: never) => {
    const { refunds } = salon.membershipDesk;
    const tenders = refunds
      .refundPreview({ membershipId })
      .tenders.map(({ kind, amountMinor }) => ({ kind, amountMinor, accountId: null }));
    return refunds.refund(owner, { membershipId, key: randomUUID(), tenders, reason: 'Переезд' });
  };
  const extend = (membershipId: never, days: number) => {
    const [row] = salon.rows<{ version: number }>('select version from memberships where id = ?', membershipId);
    return salon.membershipDesk.pauses.extend(owner, { membershipId, version: row!.version, days, reason: 'Болела' });
  };
  /** Its row; every act gives it a version of its own. */
  const stateOf = (membershipId: never) => ({
    ...salon.rows<object>('select * from memberships where id = ?', membershipId)[0],
    version: 0,
  });

  test('E19: the money back, of visits and of days that were earned with it', async () => {
    for (const type of [salon.membershipType, salon.timeType]) {
      const membershipId = soldMembership(type);
      salon.clock.atMs += DAY_MS / 24;
      const before = stateOf(membershipId);
      await isTakenBack(() => refund(membershipId));
      expect(stateOf(membershipId)).toEqual(before);
    }
    const used = salon.rows<{ id: never }>('select id from memberships order by id limit 1')[0]!.id;
    salon.sell({ lines: [{ kind: 'service', coveredById: used }] });
    refund(used);
  });

  test('E18: of the write-off, and of more days after the end', async () => {
    const membershipId = soldMembership();
    passDays(100);
    expect(salon.balance(2300)).toBe(0);
    const before = { row: stateOf(membershipId), figures: figures() };
    const { commandId } = extend(membershipId, 60);
    expect(salon.balance(2300)).toBe(-500_000);
    await undo(commandId);
    expect({ row: stateOf(membershipId), figures: figures() }).toEqual(before);
    const again = extend(membershipId, 60);
    salon.sell({ lines: [{ kind: 'service', coveredById: membershipId }] });
    await expect(undo(again.commandId)).rejects.toMatchObject({ data: { reason: 'membershipUsed' } });
    salon.set({ membershipExpiry: 'hold' });
    const held = soldMembership();
    passDays(100);
    await isTakenBack(() => salon.membershipDesk.refunds.writeOff(owner, { membershipId: held, reason: 'Списали' }));
  });
});

describe('T16 Ctrl+Z of bonuses by hand', () => {
  const what = (amountMinor: number) => ({ key: randomUUID(), clientId: salon.olga, amountMinor, reason: 'Просила' });
  const grant = (amountMinor: number) =>
    salon.bonusBook.grant(owner, { ...what(amountMinor), source: 'manual', lifeDays: 30 });

  test('E20 E22: granted and taken ones are as before; spent ones are not', async () => {
    await isTakenBack(() => grant(20_000));
    grant(10_000);
    await isTakenBack(() => salon.bonusBook.take(owner, what(4000)));
    const { commandId } = grant(5000);
    salon.bonusBook.take(owner, what(15_000));
    await expect(undo(commandId)).rejects.toMatchObject({ code: 'CONFLICT', data: { reason: 'bonusesSpent' } });
  });
});

describe('T16 a refund to a certificate that has expired since', () => {
  test('E29 E13: its storno takes the money from where expiry has put it', () => {
    salon.set({ certificateExpiry: 'hold' });
    const gift = salon.sell({ lines: [{ kind: 'certificate', priceMinor: 100_000 }], tenders: [cash(100_000)] });
    const certificateId = salon.linesOf(gift.saleId)[0]!.certificate_id;
    const { saleId } = salon.sell({
      lines: [{ kind: 'service', priceMinor: 40_000 }],
      tenders: [{ kind: 'certificate', amountMinor: 40_000, certificateId }],
    });
    passDays(15);
    expect([salon.balance(2200), salon.balance(2210)]).toEqual([0, -60_000]);
    const back = salon.refund(saleId);
    passDays(1);
    expect([salon.balance(2200), salon.balance(2210)]).toEqual([0, -100_000]);
    salon.refunds.takeBack(owner, { documentId: back.documentId as never, key: randomUUID(), reason: 'Ошибка' });
    expect([salon.balance(2200), salon.balance(2210)]).toEqual([0, -60_000]);
  });
});
