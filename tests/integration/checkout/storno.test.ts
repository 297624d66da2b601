import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { refundsContract } from '../../../src-shared/checkout/refunds.contract.ts';
import { salesContract } from '../../../src-shared/checkout/sales.contract.ts';
import { refusalOf } from '../journal/journal-salon.ts';
import { type MoneySalon, openMoneySalon } from './money-salon.ts';

const DAY_MS = 86_400_000;

let salon: MoneySalon;

beforeEach(async () => {
  salon = await openMoneySalon();
  salon.set({ isBonusOn: true, bonusRateBp: 1000, bonusLimitBp: 5000, clientDebtLimitMinor: 1_000_000 });
  salon.openShift();
});

afterEach(() => {
  salon.holds();
  salon.close();
});

const service = (priceMinor: number) => ({ kind: 'service' as const, priceMinor });
const cash = (amountMinor: number) => ({ kind: 'cash' as const, amountMinor });
const card = (amountMinor: number) => ({ kind: 'card' as const, amountMinor });
const bonuses = () => salon.bonuses.available(salon.store.reader, salon.olga, salon.settings.today().localDate);
const takeBack = (documentId: number, key = randomUUID()) =>
  salon.refunds.takeBack(
    salon.callerOf('owner'),
    refundsContract.takeBack['~orpc'].inputSchema!.parse({ documentId, key, reason: 'Не тот чек' }),
  );
const figures = () =>
  ([1010, 1040, 1100, 2100, 2200, 2300, 2400, 4010, 4020, 4030, 4090, 4900] as const).map((code) => [
    code,
    salon.balance(code),
  ]);
const conflict = (reason: string) => ({ code: 'CONFLICT', data: { reason } });

describe('T16 the storno of a refund', () => {
  test('T13: bonuses that went back and those taken back are as before; it may be refunded again to the kopeck', () => {
    salon.sell({ lines: [service(500_000)], tenders: [cash(500_000)] });
    const { saleId } = salon.sell({
      lines: [service(333_33)],
      tenders: [{ kind: 'bonus', amountMinor: 10_000 }, card(23_333)],
    });
    const before = { figures: figures(), bonuses: bonuses() };
    const [line] = salon.linesOf(saleId);
    const back = salon.refund(saleId, [{ saleLineId: line!.id, amountMinor: 11_111 }]);
    const after = { figures: figures(), bonuses: bonuses() };
    expect(after).not.toEqual(before);
    takeBack(back.documentId);
    expect({ figures: figures(), bonuses: bonuses() }).toEqual(before);
    expect(salon.sales.sale(saleId)).toMatchObject({ status: 'posted', refundedMinor: 0 });
    salon.refund(saleId, [{ saleLineId: line!.id, amountMinor: 11_111 }]);
    expect({ figures: figures(), bonuses: bonuses() }).toEqual(after);
    salon.refund(saleId);
    expect([bonuses(), salon.balance(1040)]).toEqual([50_000, 0]);
  });

  test('E29 E04: the certificate and the visit of a membership are used again', () => {
    const gift = salon.sell({
      lines: [{ kind: 'certificate', priceMinor: 70_001, nominalMinor: 100_000 }],
      tenders: [cash(70_001)],
    });
    const certificateId = salon.linesOf(gift.saleId)[0]!.certificate_id;
    const pass = salon.sell({ lines: [{ kind: 'membership', priceMinor: 500_000 }], tenders: [card(500_000)] });
    const membershipId = salon.linesOf(pass.saleId)[0]!.membership_id;
    const { saleId } = salon.sell({
      lines: [service(33_333), { kind: 'service', coveredById: membershipId }],
      tenders: [{ kind: 'certificate', amountMinor: 33_333, certificateId }],
    });
    const before = figures();
    const back = salon.refund(saleId);
    takeBack(back.documentId);
    expect(figures()).toEqual(before);
    expect(salon.certificates.ofClient(salon.store.reader, salon.olga, '2026-03-12')[0]!.balanceMinor).toBe(66_667);
    expect(salon.memberships.ofClient(salon.store.reader, salon.olga, '2026-03-12')[0]!.unitsLeft).toBe(2);
    salon.refund(saleId);
    expect([salon.balance(2200), salon.balance(2300), salon.balance(4090)]).toEqual([-70_001, -500_000, 0]);
  });

  test('is refused when what it gave has been spent since: bonuses, certificate, membership, deposit', () => {
    salon.sell({ lines: [service(500_000)], tenders: [cash(500_000)] });
    const paid = salon.sell({
      lines: [service(100_000)],
      tenders: [{ kind: 'bonus', amountMinor: 50_000 }, card(50_000)],
    });
    const back = salon.refund(paid.saleId);
    salon.sell({ lines: [service(100_000)], tenders: [{ kind: 'bonus', amountMinor: 50_000 }, card(50_000)] });
    expect(refusalOf(() => takeBack(back.documentId))).toMatchObject(conflict('bonusesSpent'));

    salon.set({ isBonusOn: false });
    const gift = salon.sell({ lines: [{ kind: 'certificate', priceMinor: 50_000 }], tenders: [cash(50_000)] });
    const certificateId = salon.linesOf(gift.saleId)[0]!.certificate_id;
    const byGift = () =>
      salon.sell({ lines: [service(50_000)], tenders: [{ kind: 'certificate', amountMinor: 50_000, certificateId }] });
    const giftBack = salon.refund(byGift().saleId);
    byGift();
    expect(refusalOf(() => takeBack(giftBack.documentId))).toMatchObject(conflict('certificateUsed'));

    const pass = salon.sell({ lines: [{ kind: 'membership', priceMinor: 500_000 }], tenders: [card(500_000)] });
    const coveredById = salon.linesOf(pass.saleId)[0]!.membership_id;
    const visit = () => salon.sell({ lines: [{ kind: 'service', coveredById }] });
    const visitBack = salon.refund(visit().saleId);
    for (let number = 0; number < 3; number += 1) visit();
    expect(refusalOf(() => takeBack(visitBack.documentId))).toMatchObject(conflict('membershipUsed'));

    salon.sell({ lines: [{ kind: 'deposit', priceMinor: 40_000 }], tenders: [cash(40_000)] });
    const byDeposit = () =>
      salon.sell({ lines: [service(40_000)], tenders: [{ kind: 'deposit', amountMinor: 40_000 }] });
    const depositBack = salon.refund(byDeposit().saleId);
    byDeposit();
    expect(refusalOf(() => takeBack(depositBack.documentId))).toMatchObject(conflict('depositSpent'));
  });

  test('T12: bonuses of a lot that has expired meanwhile come back as a new lot', () => {
    salon.set({ bonusLifeDays: 1 });
    const { saleId } = salon.sell({ lines: [service(500_000)], tenders: [cash(500_000)] });
    const back = salon.refund(saleId);
    expect(bonuses()).toBe(0);
    salon.closeShift();
    salon.clock.atMs += 3 * DAY_MS;
    salon.openShift();
    takeBack(back.documentId);
    expect(bonuses()).toBe(50_000);
  });
});

describe('T16 the storno of the payment of a debt', () => {
  test('T3 T11: the debt is there again, bonuses earned by it are gone; paid again, they are earned again', () => {
    const { saleId } = salon.sell({ lines: [service(200_000)], tenders: [cash(50_000)], leavesDebt: true });
    const before = figures();
    const pay = () => {
      salon.payDebt(salon.olga, [cash(150_000)]);
      return salon.sales.sale(saleId).documents.at(-1)!.documentId;
    };
    const payment = pay();
    expect(bonuses()).toBe(20_000);
    takeBack(payment);
    expect([figures(), bonuses(), salon.sales.sale(saleId).debtMinor]).toEqual([before, 0, 150_000]);
    pay();
    expect(bonuses()).toBe(20_000);
    // The second lot is the one that a refund takes back from.
    salon.refund(saleId);
    expect([bonuses(), salon.balance(1010)]).toEqual([0, 0]);
  });

  test('T11: an earlier part paid anew does not earn what the later one has earned', () => {
    const { saleId } = salon.sell({ lines: [service(200_000)], tenders: [cash(50_000)], leavesDebt: true });
    salon.payDebt(salon.olga, [cash(60_000)]);
    const first = salon.sales.sale(saleId).documents.at(-1)!.documentId;
    salon.payDebt(salon.olga, [cash(90_000)]);
    expect(bonuses()).toBe(20_000);
    takeBack(first);
    salon.payDebt(salon.olga, [card(60_000)]);
    expect([bonuses(), salon.sales.sale(saleId).debtMinor]).toEqual([20_000, 0]);
    salon.refund(saleId);
    expect(bonuses()).toBe(0);
  });

  test('T11 T13: the storno of a refund under a debt that was paid since adds only what is missing', () => {
    const { saleId } = salon.sell({ lines: [service(200_000)], tenders: [cash(50_000)], leavesDebt: true });
    const [line] = salon.linesOf(saleId);
    const back = salon.refund(saleId, [{ saleLineId: line!.id, amountMinor: 60_000 }]);
    salon.payDebt(salon.olga, [cash(90_000)]);
    expect(bonuses()).toBe(14_000);
    takeBack(back.documentId);
    expect(salon.sales.sale(saleId).debtMinor).toBe(60_000);
    salon.payDebt(salon.olga, [cash(60_000)]);
    expect(bonuses()).toBe(20_000);
    salon.refund(saleId, [{ saleLineId: line!.id, amountMinor: 100_000 }]);
    expect(bonuses()).toBe(10_000);
    salon.refund(saleId);
    expect(bonuses()).toBe(0);
  });

  test('T11: a debt that was written off, brought back and paid earns once', () => {
    const owner = salon.callerOf('owner');
    const { saleId } = salon.sell({ lines: [service(200_000)], tenders: [cash(50_000)], leavesDebt: true });
    const off = { key: randomUUID(), clientId: salon.olga, saleId, amountMinor: 60_000, reason: 'Пропала' };
    const written = salon.account.writeOff(owner, off as never);
    salon.payDebt(salon.olga, [cash(90_000)]);
    salon.account.reverse(owner, { key: randomUUID(), documentId: written.documentId, reason: 'Нашлась' });
    salon.payDebt(salon.olga, [cash(60_000)]);
    expect(bonuses()).toBe(20_000);
  });

  test('T3: of one that paid two checks names all its money, from whichever check it is looked at', () => {
    const checks = [40_000, 60_000].map((priceMinor) => salon.sell({ lines: [service(priceMinor)], leavesDebt: true }));
    salon.payDebt(salon.olga, [card(30_000), cash(70_000)]);
    const told = checks.map(({ saleId }) =>
      salon.sales.sale(saleId).documents.map(({ kind, money }) => ({ kind, money })),
    );
    const payment = {
      kind: 'payment',
      money: [
        { kind: 'card', amountMinor: 30_000 },
        { kind: 'cash', amountMinor: 70_000 },
      ],
    };
    expect(told).toEqual([[payment], [payment]]);
  });

  test('is refused while a refund stands on it', () => {
    const { saleId } = salon.sell({ lines: [service(200_000)], leavesDebt: true });
    salon.payDebt(salon.olga, [cash(200_000)]);
    const payment = salon.sales.sale(saleId).documents.at(-1)!.documentId;
    const back = salon.refund(saleId);
    expect(refusalOf(() => takeBack(payment))).toMatchObject(conflict('refundedSince'));
    takeBack(back.documentId);
    takeBack(payment);
    expect([salon.balance(1100), salon.balance(1010)]).toEqual([200_000, 0]);
  });

  test('nothing but a refund or a payment is taken back by itself, and not twice', () => {
    const sale = salon.sell({ lines: [service(200_000)], tenders: [cash(200_000)] });
    expect(refusalOf(() => takeBack(sale.documentId))).toMatchObject(conflict('notOperation'));
    const back = salon.refund(sale.saleId);
    const key = randomUUID();
    expect(takeBack(back.documentId, key).documentId).toBe(takeBack(back.documentId, key).documentId);
    expect(refusalOf(() => takeBack(back.documentId))).toMatchObject(conflict('reversed'));
  });
});

describe('T4 money of a check goes back by the way by which that part of it was paid', () => {
  test('a service whose debt was paid by card, beside a deposit for cash', () => {
    const { saleId } = salon.sell({
      lines: [{ kind: 'deposit', priceMinor: 100_000 }, service(50_000)],
      tenders: [cash(100_000)],
      leavesDebt: true,
    });
    salon.payDebt(salon.olga, [card(50_000)]);
    expect(salon.refunds.refundPreview({ saleId: saleId as never, lines: null }).tenders).toMatchObject([
      { kind: 'card', amountMinor: 50_000, refundableMinor: 50_000 },
    ]);
    salon.refund(saleId);
    expect([salon.balance(1010), salon.balance(1040)]).toEqual([100_000, 0]);
  });

  test('E14, E19: a membership and a certificate by their own money, not by that of the services beside them', () => {
    const { saleId } = salon.sell({
      lines: [
        { kind: 'membership', priceMinor: 500_000 },
        { kind: 'certificate', priceMinor: 80_000 },
        service(200_000),
      ],
      tenders: [card(550_000), cash(230_000)],
    });
    const [pass, gift] = salon.linesOf(saleId);
    const passBack = salon.membershipDesk.refunds.refundPreview({ membershipId: pass!.membership_id as never });
    expect(passBack.tenders).toEqual([{ kind: 'card', amountMinor: 500_000, paidMinor: 500_000 }]);
    const giftBack = salon.certificateDesk.refundPreview({ certificateId: gift!.certificate_id as never });
    expect(giftBack.tenders).toEqual([
      { kind: 'card', amountMinor: 50_000, paidMinor: 50_000 },
      { kind: 'cash', amountMinor: 30_000, paidMinor: 30_000 },
    ]);
  });
});

describe('T4 T16 money of a terminal that was given up since', () => {
  const giveUp = (): { spare: number; usual: number } => {
    const owner = salon.callerOf('owner');
    const { accounts } = salon.cash;
    const usual = accounts.list(owner, false).find(({ kind }) => kind === 'acquiring')!;
    const spare = accounts.create(owner, {
      kind: 'acquiring',
      name: 'Новый терминал',
      feeBp: null,
      settlesToId: usual.settlesToId,
    }).accountId;
    // What it had taken came to the bank.
    const tenderIds = salon
      .rows<{ id: number }>('select id from tenders where account_id = ?', usual.id)
      .map(({ id }) => id);
    salon.cash.operations.settle(owner, {
      accountId: usual.id,
      requestKey: randomUUID(),
      tenderIds: tenderIds as never,
      bankMinor: salon.balance(1040, usual.id),
      toAccountId: usual.settlesToId!,
      localDate: '2026-03-12',
      comment: '',
    });
    accounts.setArchived(owner, { accountId: usual.id, version: usual.version, isArchived: true });
    return { spare, usual: usual.id };
  };

  test('goes back by the terminal of today; a storno says which account it needs', () => {
    const { saleId } = salon.sell({ lines: [service(50_000)], tenders: [card(50_000)] });
    const second = salon.sell({ lines: [service(30_000)], tenders: [card(30_000)] });
    const { spare, usual } = giveUp();
    salon.refund(saleId, [{ saleLineId: salon.linesOf(saleId)[0]!.id, amountMinor: 20_000 }]);
    expect([salon.balance(1040, usual), salon.balance(1040, spare)]).toEqual([0, -20_000]);
    salon.refund(saleId);
    expect([salon.balance(1040, usual), salon.balance(1040, spare)]).toEqual([0, -50_000]);
    expect(refusalOf(() => salon.reverse(second.saleId))).toMatchObject({
      code: 'CONFLICT',
      data: { reason: 'archived', name: expect.any(String) as string },
    });
  });
});

describe('T16 the storno of a check in another shift', () => {
  test('after its shift was closed it is dated in the open one, and so is a refund', () => {
    const sales = [1, 2].map(() => salon.sell({ lines: [service(70_000)], tenders: [cash(70_000)] }));
    salon.closeShift();
    salon.clock.atMs += DAY_MS;
    salon.openShift();
    const dates = [salon.refund(sales[0]!.saleId).documentId, salon.reverse(sales[1]!.saleId).documentId].map(
      (id) => salon.ledger.document(salon.store.reader, id).local_date,
    );
    expect(dates).toEqual(['2026-03-13', '2026-03-13']);
  });

  test('trap 6, V1: in a closed period a sale is still given back today, but its visit is not opened again', () => {
    const { visitId, visitLineId } = salon.visit(salon.olga);
    const visit = salon.sell({ lines: [{ ...service(70_000), visitLineId }], tenders: [cash(70_000)], visitId });
    const goods = salon.sell({ lines: [service(30_000)], tenders: [cash(30_000)] });
    salon.closeShift();
    salon.clock.atMs += DAY_MS;
    salon.openShift();
    salon.cash.book.setLock(salon.callerOf('owner'), { lockDate: '2026-03-12', reason: 'Месяц сдан' });
    expect(refusalOf(() => salon.reverse(visit.saleId))).toMatchObject({
      code: 'PERIOD_LOCKED',
      data: { lockDate: '2026-03-12' },
    });
    salon.reverse(goods.saleId);
    salon.refund(visit.saleId);
    expect(
      salon.rows('select local_date, sum(amount_minor) as minor from ledger_entries where event = ? group by 1', 'E02'),
    ).toEqual([
      { local_date: '2026-03-12', minor: 100_000 },
      { local_date: '2026-03-13', minor: -30_000 },
    ]);
  });
});

describe('T18 the key of another fact', () => {
  const owner = () => salon.callerOf('owner');
  const input = (key: string, priceMinor: number, clientId: number | null) =>
    salesContract.pay['~orpc'].inputSchema!.parse({
      key,
      expectedDueMinor: priceMinor,
      tenders: [cash(priceMinor)],
      ticket: { clientId, lines: [{ key: 'a', kind: 'service', priceMinor, staffId: salon.anna }] },
    });

  test('E14, E19: the key of money back for one certificate or membership is no answer for another one', () => {
    const { saleId } = salon.sell({
      lines: [
        { kind: 'certificate', priceMinor: 40_000 },
        { kind: 'certificate', priceMinor: 40_000 },
        { kind: 'membership', priceMinor: 500_000 },
        { kind: 'membership', priceMinor: 500_000 },
      ],
      tenders: [cash(1_080_000)],
    });
    const [gift, otherGift, pass, otherPass] = salon.linesOf(saleId);
    const ask = (amountMinor: number) => ({
      key: randomUUID(),
      tenders: [{ kind: 'cash' as const, accountId: null, amountMinor }],
      reason: 'Передумали',
    });
    const ofGift = { ...ask(40_000), certificateId: gift!.certificate_id as never };
    const ofPass = { ...ask(500_000), membershipId: pass!.membership_id as never };
    const { refunds } = salon.membershipDesk;
    const first = [salon.certificateDesk.refund(owner(), ofGift), refunds.refund(owner(), ofPass)];
    const again = [salon.certificateDesk.refund(owner(), ofGift), refunds.refund(owner(), ofPass)];
    expect(again.map(({ documentId }) => documentId)).toEqual(first.map(({ documentId }) => documentId));
    expect(
      refusalOf(() =>
        salon.certificateDesk.refund(owner(), { ...ofGift, certificateId: otherGift!.certificate_id as never }),
      ),
    ).toMatchObject(conflict('keyUsed'));
    expect(
      refusalOf(() => refunds.refund(owner(), { ...ofPass, membershipId: otherPass!.membership_id as never })),
    ).toMatchObject(conflict('keyUsed'));
  });

  test('a lost answer is told again; another sum, client, check or document is refused and posts nothing', () => {
    const key = randomUUID();
    const first = salon.sales.pay(owner(), input(key, 50_000, salon.olga));
    expect(salon.sales.pay(owner(), input(key, 50_000, salon.olga))).toMatchObject({ saleId: first.saleId });
    const used = conflict('keyUsed');
    expect(refusalOf(() => salon.sales.pay(owner(), input(key, 60_000, salon.olga)))).toMatchObject(used);
    expect(refusalOf(() => salon.sales.pay(owner(), input(key, 50_000, null)))).toMatchObject(used);
    const other = salon.sell({ lines: [service(50_000)], tenders: [cash(50_000)] });
    const ask = { saleId: first.saleId as never, key: randomUUID(), reason: 'Брак', lines: null, tenders: null };
    const back = salon.refunds.refund(owner(), ask);
    expect(salon.refunds.refund(owner(), ask).documentId).toBe(back.documentId);
    expect(refusalOf(() => salon.refunds.refund(owner(), { ...ask, saleId: other.saleId as never }))).toMatchObject(
      used,
    );
    expect(
      refusalOf(() => salon.refunds.reverse(owner(), { saleId: other.saleId as never, key: ask.key, reason: 'Брак' })),
    ).toMatchObject(used);
    expect(salon.rows('select count(*) as n from ledger_documents')).toEqual([{ n: 3 }]);
  });
});
