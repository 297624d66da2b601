import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { refusalOf } from '../journal/journal-salon.ts';
import { type MoneySalon, openMoneySalon } from './money-salon.ts';

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
const goods = (priceMinor: number, quantityMilli = 1000) => ({ kind: 'product' as const, priceMinor, quantityMilli });
const cash = (amountMinor: number) => ({ kind: 'cash' as const, amountMinor });
const card = (amountMinor: number) => ({ kind: 'card' as const, amountMinor });
const backOf = (saleId: number) =>
  salon.rows<{ kind: string; amount_minor: number }>(
    'select kind, amount_minor from tenders where sale_id = ? and amount_minor < 0 order by id',
    saleId,
  );
const bonuses = () => salon.bonuses.available(salon.store.reader, salon.olga, '2026-03-12');

describe('T4 a refund', () => {
  test('of everything goes back over the tenders as it came (E27, E28)', () => {
    const { saleId } = salon.sell({
      lines: [service(200_000), goods(100_000)],
      tenders: [card(200_000), cash(100_000)],
    });
    expect(salon.refund(saleId)).toMatchObject({ number: 1, refundedMinor: 300_000 });
    expect(backOf(saleId)).toEqual([
      { kind: 'card', amount_minor: -200_000 },
      { kind: 'cash', amount_minor: -100_000 },
    ]);
    expect([salon.balance(4010), salon.balance(4020), salon.balance(1010), salon.balance(1040)]).toEqual([0, 0, 0, 0]);
    expect(salon.sales.sale(saleId).status).toBe('refunded');
    expect(refusalOf(() => salon.refund(saleId))).toMatchObject({ code: 'CONFLICT', data: { reason: 'nothingLeft' } });
  });

  test('M6: unit by unit the last one takes the rest', () => {
    const { saleId } = salon.sell({ lines: [goods(333_33, 3000)], tenders: [cash(99_999)] });
    const [line] = salon.linesOf(saleId);
    const amounts = [1, 2, 3].map(
      () => salon.refund(saleId, [{ saleLineId: line!.id, quantityMilli: 1000 }]).refundedMinor,
    );
    expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(99_999);
    expect(refusalOf(() => salon.refund(saleId, [{ saleLineId: line!.id, quantityMilli: 1000 }]))).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      data: { what: 'saleLine', leftMinor: 0 },
    });
  });

  test('of an amount lowers the price; never more than is left of the line', () => {
    const { saleId } = salon.sell({ lines: [service(200_000)], tenders: [card(200_000)] });
    const [line] = salon.linesOf(saleId);
    salon.refund(saleId, [{ saleLineId: line!.id, amountMinor: 50_000 }]);
    expect(salon.sales.sale(saleId)).toMatchObject({ status: 'partly_refunded', refundedMinor: 50_000 });
    expect(refusalOf(() => salon.refund(saleId, [{ saleLineId: line!.id, amountMinor: 150_001 }]))).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      data: { what: 'saleLine', leftMinor: 150_000 },
    });
  });

  test('takes the debt off first', () => {
    const { saleId } = salon.sell({ lines: [service(200_000)], tenders: [card(50_000)], leavesDebt: true });
    const [line] = salon.linesOf(saleId);
    const preview = salon.refunds.refundPreview({
      saleId: saleId as never,
      lines: [{ saleLineId: line!.id as never, quantityMilli: null, amountMinor: 170_000, returnsStock: true }],
    });
    expect(preview).toMatchObject({
      totalMinor: 170_000,
      debtReductionMinor: 150_000,
      tenders: [{ kind: 'card', amountMinor: 20_000, refundableMinor: 50_000 }],
    });
    salon.refund(saleId, [{ saleLineId: line!.id, amountMinor: 170_000 }]);
    expect(salon.sales.sale(saleId)).toMatchObject({ debtMinor: 0 });
    expect(backOf(saleId)).toEqual([{ kind: 'card', amount_minor: -20_000 }]);
  });

  test('gives card money back in cash only with the right, and then not twice', () => {
    const { saleId } = salon.sell({ lines: [service(200_000)], tenders: [card(150_000), cash(50_000)] });
    const [line] = salon.linesOf(saleId);
    const half = [{ saleLineId: line!.id, amountMinor: 100_000 }];
    const administrator = salon.callerOf('administrator');
    salon.sell({ lines: [service(200_000)], tenders: [cash(200_000)] });
    expect(refusalOf(() => salon.refund(saleId, half, [cash(100_000)], administrator))).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      data: { what: 'cardInCash', leftMinor: 50_000 },
    });
    salon.refund(saleId, half, [cash(100_000)]);
    expect(refusalOf(() => salon.refund(saleId, half, [card(100_001)]))).toMatchObject({ code: 'INVALID_INPUT' });
    salon.refund(saleId);
    expect(backOf(saleId).at(-1)).toEqual({ kind: 'card', amount_minor: -100_000 });
  });

  test('T13: bonuses go back to their lots, earned ones are counted again', () => {
    salon.sell({ lines: [service(500_000)], tenders: [cash(500_000)] });
    expect(bonuses()).toBe(50_000);
    const { saleId } = salon.sell({
      lines: [service(100_000)],
      tenders: [{ kind: 'bonus', amountMinor: 50_000 }, cash(50_000)],
    });
    expect(bonuses()).toBe(5000);
    salon.refund(saleId);
    expect(bonuses()).toBe(50_000);
  });

  test('T13: the preview takes back by the rate of the day of the sale, as the refund does, whatever the rate is now', () => {
    const { saleId } = salon.sell({ lines: [service(500_000)], tenders: [cash(500_000)] });
    const [line] = salon.linesOf(saleId);
    // The next morning, the shift still open.
    salon.clock.atMs += 20 * 3_600_000;
    salon.settings.update(salon.callerOf('owner'), { bonusRateBp: 200 }, salon.settings.today().localDate);
    const part = { saleLineId: line!.id as never, amountMinor: 100_000 };
    const lines = [{ ...part, quantityMilli: null, returnsStock: false }];
    expect(salon.refunds.refundPreview({ saleId: saleId as never, lines })).toMatchObject({
      totalMinor: 100_000,
      bonusTakenBackMinor: 10_000,
    });
    salon.refund(saleId, [part]);
    expect(bonuses()).toBe(40_000);
  });

  test('E29: a certificate gets its nominal back; a deposit goes to the deposit; a covered line to its membership', () => {
    const gift = salon.sell({
      lines: [{ kind: 'certificate', priceMinor: 80_000, nominalMinor: 100_000 }],
      tenders: [cash(80_000)],
    });
    const certificateId = salon.linesOf(gift.saleId)[0]!.certificate_id;
    const pass = salon.sell({ lines: [{ kind: 'membership', priceMinor: 500_000 }], tenders: [card(500_000)] });
    const membershipId = salon.linesOf(pass.saleId)[0]!.membership_id;
    salon.sell({ lines: [{ kind: 'deposit', priceMinor: 60_000 }], tenders: [cash(60_000)] });
    const { saleId } = salon.sell({
      lines: [service(160_000), { kind: 'service', coveredById: membershipId }],
      tenders: [
        { kind: 'certificate', amountMinor: 100_000, certificateId },
        { kind: 'deposit', amountMinor: 60_000 },
      ],
    });
    salon.refund(saleId);
    expect([salon.balance(2200), salon.balance(2100), salon.balance(2300), salon.balance(4090)]).toEqual([
      -80_000, -60_000, -500_000, 0,
    ]);
    expect(refusalOf(() => salon.refund(gift.saleId))).toMatchObject({ code: 'CONFLICT' });
  });

  test('a closed shift gives nothing back', () => {
    const { saleId } = salon.sell({ lines: [service(100)], tenders: [cash(100)] });
    salon.closeShift();
    expect(refusalOf(() => salon.refund(saleId))).toMatchObject({ code: 'SHIFT_CLOSED' });
  });
});

describe('T16 T17 the storno of a check', () => {
  test('V1: mirrors everything, opens the visit again, and the visit can be paid again (I15)', () => {
    const { visitId, visitLineId } = salon.visit(salon.olga);
    const line = { ...service(200_000), visitLineId };
    const { saleId } = salon.sell({ lines: [line], tenders: [card(200_000)], visitId });
    salon.reverse(saleId);
    expect(salon.sales.sale(saleId).status).toBe('reversed');
    expect(salon.rows('select status from visits where id = ?', visitId)).toEqual([{ status: 'in_progress' }]);
    expect([salon.balance(4010), salon.balance(1040), salon.balance(1100), bonuses()]).toEqual([0, 0, 0, 0]);
    salon.sell({ lines: [line], tenders: [cash(200_000)], visitId });
    expect(refusalOf(() => salon.reverse(saleId))).toMatchObject({ code: 'CONFLICT', data: { reason: 'reversed' } });
  });

  test('takes payments of its debt and write-offs with it', () => {
    const { saleId } = salon.sell({ lines: [service(300_000)], tenders: [cash(100_000)], leavesDebt: true });
    salon.payDebt(salon.olga, [cash(50_000)]);
    salon.account.writeOff(salon.callerOf('owner'), {
      key: crypto.randomUUID(),
      clientId: salon.olga as never,
      saleId: saleId as never,
      amountMinor: 20_000,
      reason: 'Округление',
    });
    salon.reverse(saleId);
    expect([salon.balance(1100), salon.balance(1010), salon.balance(5060), salon.balance(4010)]).toEqual([0, 0, 0, 0]);
  });

  test('is refused after a refund, a used certificate, a used membership, a spent deposit', () => {
    const refunded = salon.sell({ lines: [goods(10_000, 2000)], tenders: [cash(20_000)] });
    salon.refund(refunded.saleId, [{ saleLineId: salon.linesOf(refunded.saleId)[0]!.id, quantityMilli: 1000 }]);
    expect(refusalOf(() => salon.reverse(refunded.saleId))).toMatchObject({ data: { reason: 'hasRefunds' } });
    const gift = salon.sell({ lines: [{ kind: 'certificate', priceMinor: 50_000 }], tenders: [cash(50_000)] });
    const certificateId = salon.linesOf(gift.saleId)[0]!.certificate_id;
    salon.sell({ lines: [service(30_000)], tenders: [{ kind: 'certificate', amountMinor: 30_000, certificateId }] });
    expect(refusalOf(() => salon.reverse(gift.saleId))).toMatchObject({ data: { reason: 'certificateUsed' } });
    const pass = salon.sell({ lines: [{ kind: 'membership', priceMinor: 500_000 }], tenders: [card(500_000)] });
    salon.sell({ lines: [{ kind: 'service', coveredById: salon.linesOf(pass.saleId)[0]!.membership_id }] });
    expect(refusalOf(() => salon.reverse(pass.saleId))).toMatchObject({ data: { reason: 'membershipUsed' } });
    const put = salon.sell({ lines: [{ kind: 'deposit', priceMinor: 40_000 }], tenders: [cash(40_000)] });
    salon.sell({ lines: [service(40_000)], tenders: [{ kind: 'deposit', amountMinor: 40_000 }] });
    expect(refusalOf(() => salon.reverse(put.saleId))).toMatchObject({ data: { reason: 'depositSpent' } });
  });

  test('of bonuses that were spent since: the storno stays a mirror, the forgiven part stands beside it (I6, I13)', () => {
    const { saleId } = salon.sell({ lines: [service(500_000)], tenders: [cash(500_000)] });
    salon.sell({ lines: [service(100_000)], tenders: [{ kind: 'bonus', amountMinor: 50_000 }, card(50_000)] });
    salon.reverse(saleId);
    salon.holds();
  });
});

describe('Ctrl+Z', () => {
  test('of a check is its storno, and it is not done again', async () => {
    const { visitId, visitLineId } = salon.visit(salon.olga);
    const paid = salon.sell({ lines: [{ ...service(200_000), visitLineId }], tenders: [cash(200_000)], visitId });
    const undone = await salon.history.undoWhole(salon.callerOf('owner'), paid.commandId!);
    expect(salon.rows('select status from visits where id = ?', visitId)).toEqual([{ status: 'in_progress' }]);
    await expect(salon.history.undoWhole(salon.callerOf('owner'), undone.commandId!)).rejects.toMatchObject({
      data: { reason: 'redoPosted' },
    });
  });

  test('without the right to reopen it says what to do', async () => {
    const reception = salon.callerOf('administrator');
    const paid = salon.sell({ lines: [service(200_000)], tenders: [cash(200_000)] }, reception);
    await expect(salon.history.undoWhole(reception, paid.commandId!)).rejects.toMatchObject({
      code: 'UNDO_REFUSED',
      data: { reason: 'check', number: 1 },
    });
  });

  test('of a plain refund and of a payment of debt gives both back', async () => {
    salon.set({ isBonusOn: false });
    const owner = salon.callerOf('owner');
    const { saleId } = salon.sell({ lines: [service(200_000)], tenders: [cash(50_000)], leavesDebt: true });
    const paid = salon.payDebt(salon.olga, [cash(150_000)]);
    const back = salon.refund(saleId);
    await salon.history.undoWhole(owner, back.commandId!);
    await salon.history.undoWhole(owner, paid.commandId!);
    expect(salon.sales.sale(saleId)).toMatchObject({ debtMinor: 150_000, refundedMinor: 0 });
  });
});
