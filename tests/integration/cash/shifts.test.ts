import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { undoCommand } from '../../../src-main/store/undo.ts';
import { expectLedgerHolds } from '../../helpers/ledger-holds.ts';
import { NEW_PERSON, refusal } from '../../helpers/salon-services.ts';
import { type CashSalon, openCashSalon, pressed } from './cash-salon.ts';

const HOUR = 3_600_000;

let salon: CashSalon;

beforeEach(async () => {
  salon = await openCashSalon();
});
afterEach(() => salon.close());

const close = (shiftId: number, countedMinor: number, more: object = {}) =>
  salon.cash.shifts.close(salon.as('administrator'), {
    shiftId: shiftId as never,
    countedMinor,
    count: [],
    isRecounted: false,
    responsibleId: null,
    note: '',
    leaveReason: '',
    ...more,
  });

const balance = (account: 1010 | 1040 | 1410 | 4050 | 5070 | 2500, object?: number) =>
  salon.ledger.balance(salon.store.reader, account, object);

describe('accounts of money', () => {
  test('every salon has one of each kind, with ids that stay', () => {
    const before = salon.cash.accounts.list(salon.owner, false).map(({ id, kind }) => ({ id, kind }));
    salon.cash.accounts.ensure('en');
    expect(salon.cash.accounts.list(salon.owner, true).map(({ id, kind }) => ({ id, kind }))).toEqual(before);
    expect(before.map(({ kind }) => kind)).toEqual(['register', 'safe', 'bank', 'acquiring']);
  });

  test('the first of a kind takes the money, a named one must be of the kind', () => {
    salon.openShift();
    const { shifts } = salon.cash;
    const { reader } = salon.store;
    expect(shifts.accountFor(reader, 'cash', null)).toBe(salon.register);
    expect(shifts.accountFor(reader, 'sbp', null)).toBe(salon.acquiring);
    expect(shifts.accountFor(reader, 'transfer', null)).toBe(salon.bank);
    expect(refusal(() => shifts.accountFor(reader, 'card', salon.safe))).toMatchObject({ code: 'INVALID_INPUT' });
    expect(refusal(() => shifts.accountFor(reader, 'card', 999))).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('T15: a shift', () => {
  test('the first float is what the register begins with (E01), not a surplus', () => {
    salon.openShift(500_000);
    expect(balance(1010, salon.register)).toBe(500_000);
    expect(balance(4050)).toBe(0);
  });

  test('only one is open per register; a document without one is refused', () => {
    expect(refusal(() => salon.takeMoney('cash', 100))).toEqual({ code: 'SHIFT_CLOSED', data: {} });
    salon.openShift();
    expect(refusal(() => salon.openShift())).toMatchObject({
      code: 'CONFLICT',
      data: { reason: 'shiftOpen', number: 1 },
    });
  });

  test('24 h: warned about at 23, refused at 24, and it can still be closed', () => {
    const shiftId = salon.openShift();
    const age = () => salon.cash.shiftReports.desk(salon.owner).registers[0]!.shift!.age;
    salon.clock.atMs += 23 * HOUR - 1;
    expect(age()).toBe('fresh');
    salon.clock.atMs += 1;
    expect(age()).toBe('old');
    salon.takeMoney('cash', 100);
    salon.clock.atMs += HOUR;
    expect(age()).toBe('expired');
    expect(refusal(() => salon.takeMoney('cash', 100))).toMatchObject({ code: 'SHIFT_EXPIRED', data: { number: 1 } });
    expect(close(shiftId, 500_100)).toMatchObject({ number: 1, differenceMinor: 0 });
  });

  test('the business date is that of opening, also after midnight', () => {
    salon.openShift();
    salon.clock.atMs += 16 * HOUR;
    expect(salon.settings.today().localDate).toBe('2026-03-13');
    expect(salon.cash.shifts.require(salon.store.reader, salon.clock.atMs).localDate).toBe('2026-03-12');
  });

  test('I2: expected = opening + what went through the register = 1010', () => {
    const shiftId = salon.openShift(500_000);
    salon.takeMoney('cash', 200_000);
    salon.takeMoney('card', 300_000);
    salon.takeMoney('cash', -50_000);
    const { totals, shift } = salon.cash.shiftReports.report(salon.owner, shiftId);
    expect(shift.expectedMinor).toBe(650_000);
    expect(balance(1010, salon.register)).toBe(650_000);
    expect(totals!.tenders).toEqual([
      { kind: 'cash', inMinor: 200_000, inCount: 1, outMinor: 50_000, outCount: 1 },
      { kind: 'card', inMinor: 300_000, inCount: 1, outMinor: 0, outCount: 0 },
    ]);
    expect(totals!.cash).toEqual([
      { kind: 'deposit', inMinor: 200_000, outMinor: 0, documents: 1 },
      { kind: 'deposit_return', inMinor: 0, outMinor: 50_000, documents: 1 },
    ]);
  });

  test('a shortage waits on 1410 and is charged to a person (E47, E48); its storno lets it wait again', () => {
    const staffId = salon.staff.create(salon.owner, { ...NEW_PERSON, firstName: 'Анна' }).staffId;
    const shiftId = salon.openShift(500_000);
    expect(refusal(() => close(shiftId, 499_000))).toEqual({ code: 'CONFLICT', data: { reason: 'countDiffers' } });
    close(shiftId, 499_000, { isRecounted: true, responsibleId: staffId });
    expect(balance(1410, salon.register)).toBe(1000);
    const decide = () =>
      salon.cash.shifts.decide(salon.owner, {
        shiftId: shiftId as never,
        requestKey: pressed(),
        staffId,
        reason: 'Признала',
      });
    decide();
    expect(balance(1410, salon.register)).toBe(0);
    expect(balance(2500, staffId)).toBe(1000);
    expect(refusal(decide)).toMatchObject({ code: 'CONFLICT', data: { reason: 'nothingToDecide' } });
  });

  test('a surplus is other income; nothing goes into a closed shift', () => {
    const shiftId = salon.openShift(500_000);
    close(shiftId, 500_700, { isRecounted: true });
    expect(balance(4050)).toBe(-700);
    expect(balance(1010, salon.register)).toBe(500_700);
    expect(refusal(() => salon.takeMoney('cash', 100))).toMatchObject({ code: 'SHIFT_CLOSED' });
    expect(refusal(() => close(shiftId, 0))).toMatchObject({ code: 'SHIFT_CLOSED', data: { number: 1 } });
  });

  test('a float that differs from the last closing is told, and posted when it is counted again', () => {
    close(salon.openShift(500_000), 500_000);
    const open = (isRecounted: boolean) =>
      salon.cash.shifts.open(salon.owner, {
        accountId: salon.register as never,
        countedMinor: 490_000,
        count: [],
        isRecounted,
      });
    expect(refusal(() => open(false))).toEqual({
      code: 'CONFLICT',
      data: { reason: 'countDiffers', differenceMinor: -10_000 },
    });
    expect(open(true)).toMatchObject({ number: 2, differenceMinor: -10_000 });
    expect(balance(1010, salon.register)).toBe(490_000);
    expect(salon.cash.shiftReports.report(salon.owner, 2).shift).toMatchObject({ expectedMinor: 490_000 });
  });

  test('blind: the administrator sees no figure before the count, the owner does', () => {
    const shiftId = salon.openShift();
    const { shiftReports } = salon.cash;
    const admin = salon.as('administrator');
    expect(shiftReports.desk(admin).registers[0]!.cashMinor).toBeNull();
    expect(shiftReports.report(admin, shiftId)).toMatchObject({ totals: null, shift: { expectedMinor: null } });
    expect(shiftReports.desk(salon.owner).registers[0]!.cashMinor).toBe(500_000);
    close(shiftId, 500_000);
    expect(shiftReports.report(admin, shiftId)).toMatchObject({ shift: { expectedMinor: 500_000 } });
  });

  test('the Z report keeps its totals and the head of the log', () => {
    const shiftId = salon.openShift();
    salon.takeMoney('cash', 1000);
    const head = salon.store.head();
    close(shiftId, 501_000, { count: [{ minor: 1000, pieces: 501 }] });
    const { totals, count } = salon.cash.shiftReports.report(salon.owner, shiftId);
    expect(totals!.seal).toEqual({ commandId: head.commandId, hex: head.seal });
    expect(count).toEqual([{ minor: 1000, pieces: 501 }]);
  });

  test('closing is not taken back by an undo: nothing goes into a closed shift', () => {
    const { commandId } = close(salon.openShift(), 500_000);
    expect(
      refusal(() => undoCommand(salon.store.work, salon.store.tables, salon.owner.actor(salon.clock), commandId!)),
    ).toMatchObject({
      code: 'UNDO_REFUSED',
      data: { reason: 'kind' },
    });
  });

  test('a count that does not add up is refused', () => {
    const shiftId = salon.openShift();
    expect(refusal(() => close(shiftId, 5, { count: [{ minor: 1000, pieces: 1 }] }))).toMatchObject({
      code: 'INVALID_INPUT',
      data: { fault: 'COUNT_DOES_NOT_ADD_UP' },
    });
  });

  test('does not close over unpaid visits without a reason; the reason stays in its note', () => {
    const shiftId = salon.openShift();
    const [paid, begun, cancelled] = salon.write((tx) =>
      (['completed', 'booked', 'cancelled'] as const).map((status, index) => {
        const { insertId } = tx.runSql('insert into visits (local_date, status, created_at_ms) values (?, ?, 0)', [
          index === 1 ? '2026-03-20' : '2026-03-12',
          status,
        ]);
        if (index > 0) {
          tx.runSql("insert into sale_drafts (visit_id, content_json, updated_at_ms) values (?, '{}', 0)", [insertId]);
        }
        return insertId;
      }),
    ) as [number, number, number];
    const { unpaidVisits } = salon.cash.shiftReports.reminders(shiftId);
    expect(unpaidVisits).toMatchObject([
      { visitId: paid, isBegun: false },
      { visitId: begun, isBegun: true, localDate: '2026-03-20' },
    ]);
    expect(unpaidVisits.some(({ visitId }) => visitId === cancelled)).toBe(false);
    expect(refusal(() => close(shiftId, 500_000))).toMatchObject({
      code: 'CONFLICT',
      data: { reason: 'openTickets', count: 2 },
    });
    close(shiftId, 500_000, { note: 'Тихий день', leaveReason: 'Придут завтра' });
    expect(salon.cash.shiftReports.report(salon.owner, shiftId).shift.note).toBe('Тихий день\nПридут завтра');
  });

  test('I2 T15 the first float and what came after it hold together in the check of the ledger', () => {
    const shiftId = salon.openShift(500_000);
    expectLedgerHolds(salon.store);
    close(shiftId, 500_000);
    expectLedgerHolds(salon.store);
  });

  test('I2 T15 a transfer from drawer to drawer counts in both shifts, and so does its storno; nothing appears twice', () => {
    const { cash, owner, clock } = salon;
    const { accountId: second } = cash.accounts.create(owner, {
      kind: 'register',
      name: 'Касса 2',
      feeBp: null,
      settlesToId: null,
    });
    const openSecond = (countedMinor: number) =>
      cash.shifts.open(owner, { accountId: second as never, countedMinor, count: [], isRecounted: false }).shiftId;
    const give = (fromAccountId: number, toAccountId: number, amountMinor: number) =>
      cash.operations.operate(owner, {
        kind: 'transfer',
        requestKey: pressed(),
        amountMinor,
        fromAccountId,
        toAccountId,
        articleId: null,
        supplierId: null,
        staffId: null,
        dueOn: null,
        comment: '',
      } as never).documentId;
    const expected = (shiftId: number) => cash.shiftReports.report(owner, shiftId).shift.expectedMinor;
    // The second desk opens late in the evening, the first one has been open since the morning.
    const first = salon.openShift(100_000);
    clock.atMs += 13 * HOUR;
    const evening = openSecond(50_000);
    clock.atMs += HOUR;
    give(salon.register, second, 30_000);
    const mistaken = give(second, salon.register, 5000);
    cash.operations.reverse(owner, { documentId: mistaken as never, requestKey: pressed(), reason: 'Ошибка' });
    expect([expected(first), expected(evening)]).toEqual([70_000, 80_000]);
    expect([balance(1010, salon.register), balance(1010, second)]).toEqual([70_000, 80_000]);
    expect(cash.shiftReports.desk(owner).registers.map(({ cashMinor }) => cashMinor)).toEqual([70_000, 80_000]);
    expect(cash.shiftReports.documents(owner, evening).map(({ cashMinor }) => cashMinor)).toEqual([
      5000, -5000, 30_000, 50_000,
    ]);
    expectLedgerHolds(salon.store);
    clock.atMs += HOUR;
    close(evening, 80_000);
    close(first, 70_000);
    expect([balance(1410), balance(4050)]).toEqual([0, 0]);
    expectLedgerHolds(salon.store);
    clock.atMs += HOUR;
    // The next shift of the second desk knows nothing of the transfers of the one before.
    expect(expected(openSecond(80_000))).toBe(80_000);
    expectLedgerHolds(salon.store);
  });

  test('two registers at once: everybody pays into the shift that they opened', () => {
    const first = salon.openShift(100_000);
    const { accountId } = salon.cash.accounts.create(salon.owner, {
      kind: 'register',
      name: 'Касса 2',
      feeBp: null,
      settlesToId: null,
    });
    const { shiftId: second } = salon.cash.shifts.open(salon.owner, {
      accountId: accountId as never,
      countedMinor: 50_000,
      count: [],
      isRecounted: false,
    });
    const of = (caller: typeof salon.owner) =>
      salon.store.work.run(caller.actor(salon.clock), 'test.pay', (tx) => ({
        shiftId: salon.cash.shifts.require(tx, tx.context.nowMs).shiftId,
        accountId: salon.cash.shifts.accountFor(tx, 'cash', null),
      })).value;
    expect(of(salon.as('administrator'))).toEqual({ shiftId: first, accountId: salon.register });
    expect(of(salon.owner)).toEqual({ shiftId: second, accountId });
    // Somebody who opened none pays into the first register.
    expect(of(salon.as('accountant'))).toEqual({ shiftId: first, accountId: salon.register });
    expect(salon.cash.shiftReports.desk(salon.owner).registers.map(({ isOwn }) => isOwn)).toEqual([false, true]);
    close(first, 100_000);
    expect(of(salon.as('administrator'))).toEqual({ shiftId: second, accountId });
  });
});

describe('the archive', () => {
  const archive = (accountId: number, isArchived = true) => {
    const row = salon.cash.accounts.list(salon.owner, true).find(({ id }) => id === accountId)!;
    return salon.cash.accounts.setArchived(salon.owner, { accountId: row.id, version: row.version, isArchived });
  };
  const transfer = (from: number, to: number, amountMinor: number) =>
    salon.cash.operations.operate(salon.owner, {
      kind: 'transfer',
      requestKey: pressed(),
      amountMinor,
      fromAccountId: from as never,
      toAccountId: to as never,
      articleId: null,
      supplierId: null,
      staffId: null,
      dueOn: null,
      comment: '',
    });
  const newSafe = (name: string): number =>
    salon.cash.accounts.create(salon.owner, { kind: 'safe', name, feeBp: null, settlesToId: null }).accountId;

  test('takes no account with money, none that cards settle to, and no storno that would put money there', () => {
    const spare = newSafe('Второй сейф');
    salon.cash.accounts.setOpening(salon.owner, {
      accountId: salon.safe as never,
      requestKey: pressed(),
      localDate: '2026-03-12',
      amountMinor: 1000,
    });
    transfer(salon.safe, spare, 400);
    expect(refusal(() => archive(spare))).toMatchObject({ code: 'CONFLICT', data: { reason: 'accountNotEmpty' } });
    const { documentId } = transfer(spare, salon.safe, 400);
    archive(spare);
    expect(refusal(() => transfer(salon.safe, spare, 1))).toMatchObject({ code: 'NOT_FOUND' });
    const storno = () =>
      salon.cash.operations.reverse(salon.owner, {
        documentId: documentId as never,
        requestKey: pressed(),
        reason: 'Ошибка',
      });
    expect(refusal(storno)).toMatchObject({ code: 'CONFLICT', data: { reason: 'archived', name: 'Второй сейф' } });
    const account = salon.cash.accounts.list(salon.owner, true).find(({ id }) => id === salon.bank)!;
    salon.cash.accounts.create(salon.owner, { kind: 'bank', name: 'Другой', feeBp: null, settlesToId: null });
    expect(refusal(() => archive(account.id))).toMatchObject({
      code: 'CONFLICT',
      data: { reason: 'settlesHere', acquiring: 'Эквайринг' },
    });
  });

  test('an article or supplier of the archive takes nothing new, its name is told to be there', () => {
    const { suppliers } = salon.cash;
    const articleId = suppliers.createArticle(salon.owner, { name: 'Аренда' }).articleId as never;
    suppliers.setArticleArchived(salon.owner, { articleId, version: 1, isArchived: true });
    const expense = () =>
      salon.cash.operations.operate(salon.owner, {
        kind: 'expense',
        requestKey: pressed(),
        amountMinor: 100,
        fromAccountId: salon.bank as never,
        toAccountId: null,
        articleId,
        supplierId: null,
        staffId: null,
        dueOn: null,
        comment: '',
      });
    expect(refusal(expense)).toEqual({ code: 'CONFLICT', data: { reason: 'archived', name: 'Аренда' } });
    expect(refusal(() => suppliers.createArticle(salon.owner, { name: 'аренда' }))).toMatchObject({
      code: 'ALREADY_EXISTS',
      data: { isArchived: true },
    });
    suppliers.setArticleArchived(salon.owner, { articleId, version: 2, isArchived: false });
    expense();
  });
});
