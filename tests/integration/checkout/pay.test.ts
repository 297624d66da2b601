import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refusalOf } from '../journal/journal-salon.ts';
import { type PaySalon, openPaySalon } from './pay-salon.ts';

let salon: PaySalon;

beforeEach(async () => {
  salon = await openPaySalon();
});

afterEach(() => {
  salon.holds();
  salon.close();
});

const cash = (amountMinor: number) => ({ kind: 'cash' as const, amountMinor });
const card = (amountMinor: number) => ({ kind: 'card' as const, amountMinor });

describe('T18 checkout of a visit', () => {
  it('T1 T17 writes sale, lines, tenders and entries, ends the visit, tells the participants', () => {
    salon.openShift();
    const visitId = salon.visit({ status: 'booked', prices: [200_000, 150_000] });
    const ticket = salon.ticketOf(visitId, [
      {
        key: 's',
        kind: 'product',
        productId: salon.shampoo,
        quantityMilli: 2000,
        sellerId: salon.maria,
      },
      { key: 't', kind: 'tip', priceMinor: 30_000, staffId: salon.anna },
    ]);
    const due = 350_000 + 258_100 + 30_000;
    const paid = salon.pay({ ticket, expectedDueMinor: due, tenders: [cash(500_000), card(200_000)] });
    expect(paid).toMatchObject({ number: 1, changeMinor: 700_000 - due, debtMinor: 0, bonusEarnedMinor: 0 });
    expect(paid.commandId).not.toBeNull();
    expect(salon.rows('select status, version from visits where id = ?', visitId)).toEqual([
      { status: 'completed', version: 2 },
    ]);
    // Only cash net of change moves the drawer (T2); the tip is paid by the card first.
    expect(salon.balance(1010, salon.register)).toBe(due - 200_000);
    expect(salon.balance(1040, salon.acquiring)).toBe(200_000);
    expect([salon.balance(4010), salon.balance(4020), salon.balance(2510, salon.anna), salon.balance(1100)]).toEqual([
      -350_000, -258_100, -30_000, 0,
    ]);
    expect(salon.heard).toEqual([paid.saleId]);
    const sale = salon.sales.sale(paid.saleId);
    expect(sale).toMatchObject({
      number: 1,
      status: 'posted',
      clientName: 'Ольга Кузнецова',
      cashierName: 'Test administrator',
      netMinor: due,
      paidMinor: due,
      debtMinor: 0,
      documents: [],
    });
    expect(sale.lines.map(({ kind, quantityMilli, netMinor }) => [kind, quantityMilli, netMinor])).toEqual([
      ['service', 1000, 200_000],
      ['service', 1000, 150_000],
      ['product', 2000, 258_100],
      ['tip', 1000, 30_000],
    ]);
    expect(sale.lines[2]).toMatchObject({ sellerName: 'Мария Титова', title: 'Шампунь' });
    expect(sale.tenders).toMatchObject([
      { kind: 'card', amountMinor: 200_000, givenMinor: null, refundableMinor: 200_000 },
      { kind: 'cash', amountMinor: due - 200_000, givenMinor: 500_000, changeMinor: 700_000 - due },
    ]);
    // M8 per line; a tip has no tax.
    expect(salon.rows('select vat_bp, vat_minor from sale_lines order by position')).toEqual([
      { vat_bp: 2200, vat_minor: 36_066 },
      { vat_bp: 2200, vat_minor: 27_049 },
      { vat_bp: 2200, vat_minor: 46_543 },
      { vat_bp: null, vat_minor: 0 },
    ]);
  });

  it('T18 a repeated key answers with the first sale and posts nothing', () => {
    salon.openShift();
    const ticket = salon.ticketOf(salon.visit());
    const key = randomUUID();
    const first = salon.pay({ key, ticket, expectedDueMinor: 200_000, tenders: [cash(250_000)] });
    const again = salon.pay({ key, ticket, expectedDueMinor: 200_000, tenders: [cash(250_000)] });
    expect(again).toEqual({ ...first, commandId: null });
    expect(salon.rows('select count(*) as count from sales')).toEqual([{ count: 1 }]);
    expect(refusalOf(() => salon.payDebt({ key, clientId: salon.olga, tenders: [cash(100)] }))).toEqual({
      code: 'CONFLICT',
      data: { reason: 'keyUsed', number: 1 },
    });
  });

  it('I15 a visit with a check is not paid twice', () => {
    salon.openShift();
    const ticket = salon.ticketOf(salon.visit());
    const { saleId } = salon.pay({ ticket, expectedDueMinor: 200_000, tenders: [card(200_000)] });
    expect(refusalOf(() => salon.pay({ ticket, expectedDueMinor: 200_000, tenders: [card(200_000)] }))).toEqual({
      code: 'ALREADY_PAID',
      data: { number: 1, saleId },
    });
  });

  it('a price that changed meanwhile is told with both figures, not charged', () => {
    salon.openShift();
    const ticket = salon.ticketOf(salon.visit());
    expect(refusalOf(() => salon.pay({ ticket, expectedDueMinor: 190_000, tenders: [card(190_000)] }))).toEqual({
      code: 'STALE_VERSION',
      data: { what: 'check', expectedMinor: 190_000, dueMinor: 200_000 },
    });
  });

  it.each([
    ['cancelled', 'visitEnded'],
    ['no_show', 'visitEnded'],
  ])('V1 a %s visit is not paid', (status, reason) => {
    salon.openShift();
    const ticket = salon.ticketOf(salon.visit({ status }));
    expect(refusalOf(() => salon.pay({ ticket, expectedDueMinor: 200_000, tenders: [card(200_000)] }))).toEqual({
      code: 'CONFLICT',
      data: { reason, status },
    });
    expect(salon.rows('select * from ledger_documents')).toEqual([]);
  });

  it.each(['booked', 'confirmed', 'arrived', 'in_progress', 'completed'])(
    'V1 a %s visit ends with its check',
    (status) => {
      salon.openShift();
      const visitId = salon.visit({ status });
      salon.pay({ ticket: salon.ticketOf(visitId), expectedDueMinor: 200_000, tenders: [card(200_000)] });
      expect(salon.rows('select status from visits where id = ?', visitId)).toEqual([{ status: 'completed' }]);
    },
  );

  it('T15 needs an open shift; nothing is left behind', () => {
    const ticket = salon.ticketOf(salon.visit());
    expect(refusalOf(() => salon.pay({ ticket, expectedDueMinor: 200_000, tenders: [card(200_000)] })).code).toBe(
      'SHIFT_CLOSED',
    );
    expect(salon.rows('select * from sales')).toEqual([]);
  });

  it('T1 change stays as a deposit and pays the next check (E08, E09)', () => {
    salon.openShift();
    const first = salon.pay({
      ticket: salon.ticketOf(salon.visit()),
      expectedDueMinor: 200_000,
      tenders: [cash(500_000)],
      keepsChange: true,
    });
    expect(first.changeMinor).toBe(0);
    expect(salon.balance(1010)).toBe(500_000);
    expect(salon.ledger.clientCredit(salon.store.reader, 2100, salon.olga)).toBe(300_000);
    expect(salon.sales.sale(first.saleId)).toMatchObject({ paidMinor: 200_000, keptMinor: 300_000 });
    salon.pay({
      ticket: salon.ticketOf(salon.visit()),
      expectedDueMinor: 200_000,
      tenders: [{ kind: 'deposit', amountMinor: 1_000_000 }],
    });
    expect(salon.ledger.clientCredit(salon.store.reader, 2100, salon.olga)).toBe(100_000);
  });

  it('an unfinished check of the visit goes with the payment', () => {
    salon.openShift();
    const visitId = salon.visit();
    salon.store.work.run(salon.reception.actor(salon.clock), 'checkout.keepDraft', (tx) =>
      tx.runSql("insert into sale_drafts (visit_id, content_json, updated_at_ms) values (?, '{}', 1)", [visitId]),
    );
    salon.pay({ ticket: salon.ticketOf(visitId), expectedDueMinor: 200_000, tenders: [card(200_000)] });
    expect(salon.rows('select * from sale_drafts')).toEqual([]);
  });
});

describe('T17 sales without a visit and without a client', () => {
  const goods = (): { lines: { key: string; kind: 'product'; productId: number }[] } => ({
    lines: [{ key: 'a', kind: 'product', productId: salon.shampoo }],
  });

  it('goods are sold to nobody', () => {
    salon.openShift();
    const { saleId } = salon.pay({ ticket: goods(), expectedDueMinor: 129_050, tenders: [cash(130_000)] });
    expect(salon.sales.sale(saleId)).toMatchObject({ visitId: null, clientId: null, clientName: null });
  });

  it.each([
    ['a debt', { leavesDebt: true, tenders: [cash(100)] }, 'NO_CLIENT'],
    ['a deposit', { tenders: [{ kind: 'deposit' as const, amountMinor: 129_050 }] }, 'NO_CLIENT'],
    ['kept change', { keepsChange: true, tenders: [cash(200_000)] }, 'NO_CLIENT'],
    ['too little', { tenders: [cash(129_000)] }, 'UNDERPAID'],
  ])('%s of nobody is refused', (_, change, reason) => {
    salon.openShift();
    expect(refusalOf(() => salon.pay({ ticket: goods(), expectedDueMinor: 129_050, ...change }))).toMatchObject({
      code: 'INVALID_INPUT',
      data: { reason },
    });
  });

  it('bonuses of nobody are refused', () => {
    salon.openShift();
    const tenders = [{ kind: 'bonus' as const, amountMinor: 100 }];
    expect(refusalOf(() => salon.pay({ ticket: goods(), expectedDueMinor: 129_050, tenders })).code).toBe(
      'BONUS_INSUFFICIENT',
    );
  });

  it('a check without a line, two certificates in one line, a tip for nobody', () => {
    salon.openShift();
    const reasons = [
      { lines: [] },
      { lines: [{ key: 'c', kind: 'certificate' as const, priceMinor: 100, quantityMilli: 2000 }] },
      { lines: [{ key: 't', kind: 'tip' as const, priceMinor: 100 }] },
      { lines: [{ key: 'd', kind: 'deposit' as const, priceMinor: 100 }] },
    ].map(
      (ticket) => refusalOf(() => salon.pay({ ticket, expectedDueMinor: 100, tenders: [cash(100)] })).data['reason'],
    );
    expect(reasons).toEqual(['EMPTY_CHECK', 'ONE_ONLY', 'TIP_FOR_NOBODY', 'NO_CLIENT']);
  });
});

describe('T3 debts', () => {
  const owner = () => salon.callerOf('owner');
  const limit = (minor: number): void => {
    salon.write((tx) => tx.runSql('update clients set debt_limit_minor = ? where id = ?', [minor, salon.olga]));
  };
  const onDebt = (priceMinor: number, paidMinor: number) =>
    salon.pay(
      {
        ticket: salon.ticketOf(salon.visit({ prices: [priceMinor] })),
        expectedDueMinor: priceMinor,
        tenders: paidMinor > 0 ? [card(paidMinor)] : [],
        leavesDebt: true,
      },
      owner(),
    );

  it('T3 needs the right, and stays within the limit', () => {
    salon.openShift();
    limit(150_000);
    const ticket = salon.ticketOf(salon.visit());
    const input = { ticket, expectedDueMinor: 200_000, tenders: [card(100_000)], leavesDebt: true };
    const byAccountant = () => salon.pay(input, salon.callerOf('accountant'));
    expect(refusalOf(byAccountant)).toEqual({ code: 'FORBIDDEN', data: { permission: 'sell_on_debt' } });
    // The administrator may: the limit of the client, 0 unless the owner gives one, is what holds.
    expect(salon.pay(input)).toMatchObject({ debtMinor: 100_000 });
    expect(refusalOf(() => onDebt(60_000, 0))).toEqual({
      code: 'DEBT_LIMIT',
      data: { limitMinor: 150_000, owedMinor: 100_000, debtMinor: 60_000 },
    });
  });

  it('T3 a later payment settles the oldest debt first; a named one is paid alone', () => {
    salon.openShift();
    limit(1_000_000);
    const [first, second, third] = [onDebt(100_000, 0), onDebt(50_000, 10_000), onDebt(70_000, 0)];
    const clientId = salon.olga;
    const debts = () => [first, second, third].map(({ saleId }) => salon.sales.sale(saleId).debtMinor);
    expect(debts()).toEqual([100_000, 40_000, 70_000]);
    expect(salon.payDebt({ clientId, saleId: third.saleId, tenders: [cash(20_000)] })).toMatchObject({
      paidMinor: 20_000,
      debtLeftMinor: 190_000,
    });
    expect(salon.payDebt({ clientId, tenders: [cash(60_000), card(60_000)] })).toMatchObject({
      paidMinor: 120_000,
      debtLeftMinor: 70_000,
    });
    expect(debts()).toEqual([0, 20_000, 50_000]);
    expect(salon.payDebt({ clientId, tenders: [cash(100_000)] })).toMatchObject({
      paidMinor: 70_000,
      changeMinor: 30_000,
      debtLeftMinor: 0,
    });
    expect(salon.sales.sale(second.saleId).documents.map(({ kind }) => kind)).toEqual(['payment', 'payment']);
    expect(refusalOf(() => salon.payDebt({ clientId, tenders: [cash(100)] }))).toEqual({
      code: 'INVALID_INPUT',
      data: { field: 'tenders', reason: 'NO_DEBT' },
    });
    expect(refusalOf(() => salon.payDebt({ clientId, saleId: 999, tenders: [cash(100)] })).code).toBe('NOT_FOUND');
  });

  it('T18 the same press pays a debt once', () => {
    salon.openShift();
    limit(1_000_000);
    onDebt(100_000, 0);
    const key = randomUUID();
    const input = { key, clientId: salon.olga, tenders: [cash(50_000)] };
    const first = salon.payDebt(input);
    expect(salon.payDebt(input)).toEqual({ ...first, commandId: null });
    expect(salon.balance(1100)).toBe(50_000);
  });
});

it('D4 a debt and a deposit keep a client from being erased', () => {
  salon.openShift();
  salon.pay({
    ticket: salon.ticketOf(salon.visit()),
    expectedDueMinor: 200_000,
    tenders: [cash(250_000)],
    keepsChange: true,
  });
  expect(salon.sales.obstacles(salon.store.reader, [salon.olga, salon.irina])).toMatchObject([
    { kind: 'deposit', id: salon.olga, title: expect.stringMatching(/^500/) as string },
  ]);
});

describe('a visit and its check', () => {
  const paidVisit = (): { visitId: number; version: number } => {
    const visitId = salon.visit();
    salon.pay({ ticket: salon.ticketOf(visitId), expectedDueMinor: 200_000, tenders: [card(200_000)] });
    return {
      visitId,
      version: salon.rows<{ version: number }>('select version from visits where id = ?', visitId)[0]!.version,
    };
  };
  const refused = { code: 'CONFLICT', data: { reason: 'paid', number: 1 } };

  it('V1 I15 is not opened again, cancelled, moved or changed before the check is taken back', () => {
    salon.openShift();
    const { visitId, version } = paidVisit();
    const owner = salon.callerOf('owner');
    const line = salon.rows<{ id: number }>('select id from visit_lines where visit_id = ?', visitId)[0]!.id;
    expect(refusalOf(() => salon.act('setStatus', { visitId, version, status: 'in_progress' }, owner))).toEqual(
      refused,
    );
    expect(refusalOf(() => salon.act('cancel', { visitId, version, by: 'client', reason: 'x' }, owner))).toEqual(
      refused,
    );
    expect(refusalOf(() => salon.act('edit', { visitId, version, clientId: salon.irina }, owner))).toEqual(refused);
    const lines = [{ id: line, serviceId: salon.cut, staffId: salon.anna, startMin: 600, priceMinor: 1 }];
    expect(refusalOf(() => salon.act('edit', { visitId, version, lines }, owner))).toEqual(refused);
    const move = { visitId, version, lineId: line, localDate: '2026-03-12', startMin: 700, staffId: salon.anna };
    expect(refusalOf(() => salon.act('move', { ...move, scope: 'visit' }, owner))).toEqual(refused);
    // Words about a visit change nothing that was paid.
    expect(salon.act('edit', { visitId, version, comment: 'Любит кофе' }, owner).version).toBe(version + 1);
  });

  it('I15 an undo does not take a visit from under its check, and a payment is not undone', () => {
    salon.openShift();
    const owner = salon.callerOf('owner');
    const visitId = salon.visit();
    const done = salon.act('setStatus', { visitId, version: 1, status: 'completed' });
    const { commandId } = salon.pay({
      ticket: salon.ticketOf(visitId),
      expectedDueMinor: 200_000,
      tenders: [card(200_000)],
    });
    expect(refusalOf(() => salon.history.undo(owner, done.commandId!))).toEqual(refused);
    expect(refusalOf(() => salon.history.undo(owner, commandId!))).toMatchObject({
      code: 'UNDO_REFUSED',
      data: { reason: 'posted' },
    });
  });

  it('V3 the day tells of each visit whether it is paid', () => {
    salon.write((tx) => tx.runSql('update clients set debt_limit_minor = 100000 where id = ?', [salon.olga]));
    const before = salon.visit({ status: 'completed', localDate: '2026-03-11' });
    const payments = (date: string) =>
      salon.journal.day(salon.reception, date).visits.map(({ id, payment }) => [id, payment]);
    expect(payments('2026-03-11')).toEqual([[before, null]]);
    salon.openShift();
    const [paid, owed, unpaid] = [salon.visit(), salon.visit(), salon.visit({ status: 'completed' })];
    salon.pay({ ticket: salon.ticketOf(paid), expectedDueMinor: 200_000, tenders: [card(200_000)] });
    salon.pay(
      { ticket: salon.ticketOf(owed), expectedDueMinor: 200_000, tenders: [card(150_000)], leavesDebt: true },
      salon.callerOf('owner'),
    );
    expect(payments('2026-03-12')).toEqual([
      [paid, 'paid'],
      [owed, 'partial'],
      [unpaid, 'unpaid'],
    ]);
    // What was before the salon kept its cash here is nobody's debt.
    expect(payments('2026-03-11')).toEqual([[before, null]]);
    expect(salon.sales.unpaid({ fromDate: '2026-03-01', toDate: '2026-03-31' })).toEqual([
      {
        visitId: unpaid,
        localDate: '2026-03-12',
        startMin: 600,
        clientId: salon.olga,
        clientName: 'Ольга Кузнецова',
        planMinor: 200_000,
      },
    ]);
    salon.payDebt({ clientId: salon.olga, tenders: [cash(50_000)] });
    expect(payments('2026-03-12')[1]).toEqual([owed, 'paid']);
  });
});

describe('lists of checks', () => {
  it('newest first, by client, visit and shift, with what was paid by each kind', () => {
    const shiftId = salon.openShift();
    const visitId = salon.visit();
    salon.pay({ ticket: salon.ticketOf(visitId), expectedDueMinor: 200_000, tenders: [card(50_000), cash(200_000)] });
    const ticket = { lines: [{ key: 'a', kind: 'product' as const, productId: salon.shampoo }] };
    salon.pay({ ticket, expectedDueMinor: 129_050, tenders: [cash(129_050)] });
    const period = { fromDate: '2026-03-01', toDate: '2026-03-31', clientId: null, visitId: null, shiftId: null };
    const list = (change: object = {}) => salon.sales.sales({ ...period, beforeId: null, limit: 100, ...change });
    const all = list();
    expect(all.map(({ number, netMinor, lines, tenders }) => ({ number, netMinor, lines, tenders }))).toEqual([
      {
        number: 2,
        netMinor: 129_050,
        lines: [{ kind: 'product', title: 'Шампунь' }],
        tenders: [{ kind: 'cash', amountMinor: 129_050 }],
      },
      {
        number: 1,
        netMinor: 200_000,
        lines: [{ kind: 'service', title: 'Стрижка' }],
        tenders: [
          { kind: 'card', amountMinor: 50_000 },
          { kind: 'cash', amountMinor: 150_000 },
        ],
      },
    ]);
    expect(list({ clientId: salon.olga }).map(({ number }) => number)).toEqual([1]);
    expect(list({ visitId }).map(({ number }) => number)).toEqual([1]);
    expect(list({ shiftId }).map(({ number }) => number)).toEqual([2, 1]);
    expect(list({ beforeId: all[0]!.saleId }).map(({ number }) => number)).toEqual([1]);
    expect(list({ toDate: '2026-03-11' })).toEqual([]);
  });
});
