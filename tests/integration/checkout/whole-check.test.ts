import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { query } from '../../../src-main/store/query.ts';
import { groupsContract } from '../../../src-shared/groups/groups.contract.ts';
import { type TenderInput, type TicketInput, type WholeSalon, openWholeSalon } from './whole-salon.ts';

let whole: WholeSalon;

beforeEach(async () => {
  whole = await openWholeSalon();
});
afterEach(() => {
  whole.holds();
  whole.close();
});

/** Settings of the worked order, and what Olga has: a membership of three cuts, a certificate, a deposit, 1000 bonuses. */
function prepare(): TenderInput[] {
  const { base, salon } = whole;
  whole.set({
    isBonusOn: true,
    bonusLimitBp: 2000,
    bonusRateBp: 500,
    bonusUnitMinor: 100,
    checkRoundingStepMinor: 100,
  });
  whole.openShift();
  const membershipTypeId = base.write((tx) => {
    tx.run(query.updateTable('clients').set({ personal_discount_bp: 500 }).where('id', '=', base.olga));
    const id = tx.insert(
      query.insertInto('membership_types').values({
        name: '3 стрижки',
        kind: 'visits',
        price_minor: 500_000,
        validity_days: 90,
        starts_at: 'purchase',
        balance: 'shared',
      } as never),
    );
    tx.insert(
      query.insertInto('membership_type_pools').values({
        type_id: id,
        position: 1,
        name: 'Стрижки',
        visits: 3,
        services_json: JSON.stringify([base.cut]),
      }),
    );
    return id;
  });
  whole.promotion({ rateBp: 1000, isCombinable: true, conditions: { scope: 'services' } });
  whole.coupon('ВЕСНА', 30_000);
  whole.pay(
    {
      clientId: base.olga,
      lines: [
        { key: 'm', kind: 'membership', membershipTypeId },
        {
          key: 'c',
          kind: 'certificate',
          priceMinor: 180_000,
          priceReason: 'Акция',
          certificate: { nominalMinor: 200_000 },
        },
        { key: 'd', kind: 'deposit', priceMinor: 100_000 },
      ],
    },
    [{ kind: 'cash', amountMinor: 780_000 }],
    780_000,
  );
  whole.grant(base.olga, 100_000);
  const [certificate] = salon.certificates.book.ofClient(base.store.reader, base.olga, '2026-03-12');
  return [
    { kind: 'cash', amountMinor: 150_000 },
    { kind: 'card', amountMinor: 60_700 },
    { kind: 'deposit', amountMinor: 100_000 },
    { kind: 'certificate', certificateId: certificate!.certificateId, amountMinor: 200_000 },
    { kind: 'bonus', amountMinor: 100_000 },
  ];
}

/** A cut of the membership, a colouring of 5400, a shampoo that takes no discount of a line; the coupon over both. */
function workedOrder(more: readonly TicketInput['lines'][number][] = []): TicketInput {
  const { base } = whole;
  const { visitId, lineIds } = whole.visit([
    { serviceId: base.cut, priceMinor: 200_000 },
    { serviceId: base.colour, priceMinor: 540_000 },
  ]);
  return {
    visitId,
    couponCode: 'весна',
    lines: [
      { key: 'A', kind: 'service', visitLineId: lineIds[0]!, serviceId: base.cut, staffId: base.anna },
      {
        key: 'B',
        kind: 'service',
        visitLineId: lineIds[1]!,
        serviceId: base.colour,
        staffId: base.anna,
        priceMinor: 540_000,
      },
      { key: 'C', kind: 'product', productId: whole.shampoo },
      ...more,
    ],
  };
}

const tip = (): TicketInput['lines'][number] => ({
  key: 'T',
  kind: 'tip',
  priceMinor: 30_000,
  staffId: whole.base.anna,
});

const off = ({ discounts }: { discounts: readonly { source: string; amountMinor: number }[] }): string =>
  discounts.map(({ source, amountMinor }) => `${source} ${amountMinor}`).join(', ');

describe('The worked order of section 4, through the services', () => {
  it('P3-P9, M4, M5, M7, T1, T11: to the kopeck, with its entries E02-E21', () => {
    const tenders = prepare();
    const ticket = workedOrder();
    const quote = whole.quote(ticket);
    expect(quote.lines.map((line) => [line.key, line.netMinor, line.recognisedMinor, off(line)])).toEqual([
      ['A', 0, 166_667, ''],
      ['B', 438_215, 0, 'promotion 54000, personal 24300, coupon 23446, rounding 39'],
      ['C', 122_485, 0, 'coupon 6554, rounding 11'],
    ]);
    expect(quote).toMatchObject({
      dueMinor: 560_700,
      bonus: { balanceMinor: 100_000, maxMinor: 100_000 },
      coupon: { amountMinor: 30_000 },
      problems: [],
    });
    const sale = whole.pay(ticket, tenders, 560_700);
    expect(sale).toMatchObject({ changeMinor: 50_000, debtMinor: 0, bonusEarnedMinor: 23_000 });
    expect(whole.entries(sale.documentId)).toEqual([
      'E04 2300 4030 166667',
      'E02 1100 4010 438215',
      'E03 1100 4020 122485',
      'E21 2400 1100 100000',
      'E12 2200 1100 180000',
      'E12 4090 1100 20000',
      'E09 2100 1100 100000',
      'E06 1040 1100 60700',
      'E05 1010 1100 100000',
      'E20 4900 2400 23000',
    ]);
    expect(whole.bonuses(whole.base.olga)).toBe(23_000);
  });

  it('P9: with a large balance the limit of 20 % counts, in whole bonuses', () => {
    const tenders = prepare();
    whole.grant(whole.base.olga, 900_000);
    const ticket = workedOrder();
    expect(whole.quote(ticket).bonus).toMatchObject({ balanceMinor: 1_000_000, maxMinor: 112_100 });
    const more = tenders.map((one) => (one.kind === 'bonus' ? { ...one, amountMinor: 112_200 } : one));
    expect(() => whole.pay(ticket, more, 560_700)).toThrow('BONUS_LIMIT');
    expect(whole.bonuses(whole.base.olga)).toBe(1_000_000);
  });
});

describe('A check of everything: membership, discounts, goods, coupon, rounding, bonuses, certificate, deposit, card, cash, tip', () => {
  /** The tip takes the card first (E24), 30700 of it and 130000 in cash pay the check: 200 roubles of change. */
  const sold = (): ReturnType<WholeSalon['pay']> => {
    const tenders = prepare();
    return whole.pay(workedOrder([tip()]), tenders, 590_700);
  };

  it('T1, T2, T14: each tender where it belongs, the tip no revenue and in no base', () => {
    const sale = sold();
    expect(sale).toMatchObject({ changeMinor: 20_000, debtMinor: 0, bonusEarnedMinor: 23_000 });
    expect(whole.entries(sale.documentId)).toEqual([
      'E04 2300 4030 166667',
      'E02 1100 4010 438215',
      'E03 1100 4020 122485',
      'E21 2400 1100 100000',
      'E12 2200 1100 180000',
      'E12 4090 1100 20000',
      'E09 2100 1100 100000',
      'E24 1040 2510 30000',
      'E06 1040 1100 30700',
      'E05 1010 1100 130000',
      'E20 4900 2400 23000',
    ]);
  });

  /**
   * By hand: shares by M5 over what is left of bonus, certificate, deposit, card and cash; the certificate in the proportion
   * 180000 : 200000 (T6); earned bonuses of 5 % of what is left less the bonuses that are left spent (T13).
   */
  it('T4, T13, M6: goods, then a part of the service, then the rest', () => {
    const sale = sold();
    const [, service, goods] = whole.linesOf(sale.saleId);
    const first = whole.refund(sale.saleId, [{ saleLineId: goods!.id }]);
    expect(whole.entries(first.documentId)).toEqual([
      'E27 1100 4020 -122485',
      'E29 1100 2200 39321',
      'E29 1100 4090 4369',
      'E28 1100 2100 21845',
      'E28 1100 1040 6706',
      'E28 1100 1010 28399',
      'E23 1100 2400 21845',
      'E22 2400 4900 5000',
    ]);
    whole.holds();
    const second = whole.refund(sale.saleId, [{ saleLineId: service!.id, amountMinor: 138_215 }]);
    expect(whole.entries(second.documentId)).toEqual([
      'E27 1100 4010 -138215',
      'E29 1100 2200 44371',
      'E29 1100 4090 4930',
      'E28 1100 2100 24650',
      'E28 1100 1040 7568',
      'E28 1100 1010 32045',
      'E23 1100 2400 24651',
      'E22 2400 4900 5700',
    ]);
    whole.holds();
    const last = whole.refund(sale.saleId, null);
    expect(whole.entries(last.documentId)).toEqual([
      'E04 2300 4030 -166667',
      'E27 1100 4010 -300000',
      'E29 1100 2200 96308',
      'E29 1100 4090 10701',
      'E28 1100 2100 53505',
      'E28 1100 1040 16426',
      'E28 1100 1010 69556',
      'E23 1100 2400 53504',
      'E22 2400 4900 12300',
    ]);
    expect(whole.bonuses(whole.base.olga)).toBe(100_000);
    expect(() => whole.refund(sale.saleId, null)).toThrow();
  });

  it('T16: a storno leaves everything as it was before the check, and the coupon counts again', () => {
    const sale = sold();
    const before = whole.entries(sale.documentId);
    const storno = whole.reverse(sale.saleId);
    expect(whole.entries(storno.documentId)).toEqual(before.map((entry) => entry.replace(/(\d+)$/u, '-$1')));
    const { base, salon } = whole;
    const { reader } = base.store;
    expect(whole.bonuses(base.olga)).toBe(100_000);
    expect(salon.ledger.clientCredit(reader, 2100, base.olga)).toBe(100_000);
    expect(salon.certificates.book.ofClient(reader, base.olga, '2026-03-12')[0]!.balanceMinor).toBe(200_000);
    expect(salon.memberships.book.ofClient(reader, base.olga, '2026-03-12')[0]!.unitsLeft).toBe(3);
    expect(whole.quote(workedOrder()).coupon).toMatchObject({ amountMinor: 30_000 });
  });
});

describe('Bonuses over days', () => {
  const bonusRules = { isBonusOn: true, bonusRateBp: 1000, bonusLimitBp: 10_000, bonusUnitMinor: 100 };
  const cut = (): TicketInput => ({
    clientId: whole.base.olga,
    lines: [{ key: 'a', kind: 'service', serviceId: whole.base.cut, staffId: whole.base.anna }],
  });
  const nextDay = (days: number): void => {
    whole.closeShift();
    whole.passDays(days);
    whole.salon.bonusBook.keepDay();
    whole.openShift();
  };
  const cash = (amountMinor: number): TenderInput => ({ kind: 'cash', amountMinor });
  const bonus = (amountMinor: number): TenderInput => ({ kind: 'bonus', amountMinor });

  it('T11: a lot waits its delay and lives its life, the last day included', () => {
    whole.set({ ...bonusRules, bonusDelayDays: 3, bonusLifeDays: 10 });
    whole.openShift();
    expect(whole.pay(cut(), [cash(200_000)], 200_000).bonusEarnedMinor).toBe(20_000);
    const seen = [2, 1, 7, 1].map((days) => {
      nextDay(days);
      return whole.bonuses(whole.base.olga);
    });
    // The third day, the fourth, the last one, the day after it.
    expect(seen).toEqual([0, 20_000, 20_000, 0]);
    expect(whole.salon.ledger.clientCredit(whole.base.store.reader, 2400, whole.base.olga)).toBe(0);
  });

  it('T12: what burns first is spent first, whatever was granted first', () => {
    whole.set({ ...bonusRules, bonusLifeDays: 30 });
    whole.openShift();
    whole.grant(whole.base.olga, 5000);
    whole.pay(cut(), [cash(200_000)], 200_000);
    whole.pay(cut(), [bonus(21_000), cash(179_000)], 200_000);
    expect(
      whole.rows(
        `select l.source, m.amount_minor as spent from bonus_movements m join bonus_lots l on l.id = m.lot_id
          where m.kind = 'spend' order by m.id`,
      ),
    ).toEqual([
      { source: 'sale', spent: -20_000 },
      { source: 'manual', spent: -1000 },
    ]);
  });

  it('T13: what was spent of a lot that has lapsed since comes back in a new one with the grace', () => {
    whole.set({ ...bonusRules, bonusLifeDays: 5, bonusGraceDays: 14 });
    whole.openShift();
    whole.pay(cut(), [cash(200_000)], 200_000);
    const second = whole.pay(cut(), [bonus(20_000), cash(180_000)], 200_000);
    expect(second.bonusEarnedMinor).toBe(18_000);
    nextDay(6);
    whole.refund(second.saleId, null);
    expect(whole.rows("select source, expires_on from bonus_lots where source = 'refund'")).toEqual([
      { source: 'refund', expires_on: '2026-04-01' },
    ]);
    expect(whole.bonuses(whole.base.olga)).toBe(20_000);
  });

  it('T13: what was earned and is spent by now is forgiven, never a debt', () => {
    whole.set({ ...bonusRules, bonusLifeDays: 30 });
    whole.openShift();
    const first = whole.pay(cut(), [cash(200_000)], 200_000);
    const second = whole.pay(cut(), [bonus(20_000), cash(180_000)], 200_000);
    whole.refund(first.saleId, null);
    // 200 were earned by the first check, 180 by the second: 180 are taken back, 20 forgiven.
    expect(whole.bonuses(whole.base.olga)).toBe(0);
    expect(
      whole.rows("select kind, amount_minor from bonus_movements where kind in ('claw_back', 'forgive') order by id"),
    ).toEqual([
      { kind: 'claw_back', amount_minor: -18_000 },
      { kind: 'claw_back', amount_minor: -2000 },
      { kind: 'forgive', amount_minor: 2000 },
    ]);
    // The 200 that were spent come back; what the second check had earned is taken of them: the forgiven 20 are left.
    whole.refund(second.saleId, null);
    expect(whole.bonuses(whole.base.olga)).toBe(2000);
  });
});

describe('settings with a day of their own (domain.md 11)', () => {
  it('M7 P9 T11: one that begins later re-prices neither today nor what was posted', () => {
    const { base, salon } = whole;
    const owner = base.callerOf('owner');
    whole.set({ isBonusOn: true, bonusRateBp: 500, bonusUnitMinor: 100, checkRoundingStepMinor: 1 });
    whole.openShift();
    const change = { bonusRateBp: 2000, checkRoundingStepMinor: 1000 };
    salon.settings.update(owner, change, '2026-03-14');
    const ticket: TicketInput = {
      clientId: base.olga,
      lines: [
        {
          key: 'a',
          kind: 'service',
          serviceId: base.cut,
          priceMinor: 200_550,
          priceReason: 'Замер',
          staffId: base.anna,
        },
      ],
    };
    const pay = () => {
      const { dueMinor } = whole.quote(ticket);
      const { saleId, bonusEarnedMinor } = whole.pay(ticket, [{ kind: 'card', amountMinor: dueMinor }], dueMinor);
      return { saleId, dueMinor, bonusEarnedMinor };
    };
    const before = pay();
    expect(before).toMatchObject({ dueMinor: 200_550, bonusEarnedMinor: 10_000 });
    const kept = { sale: salon.sales.sale(before.saleId), entries: whole.entries(whole.documentOf(before.saleId)) };
    whole.closeShift();
    whole.passDays(2);
    whole.openShift();
    expect(pay()).toMatchObject({ dueMinor: 200_000, bonusEarnedMinor: 40_000 });
    expect({
      sale: salon.sales.sale(before.saleId),
      entries: whole.entries(whole.documentOf(before.saleId)),
    }).toEqual(kept);
    // The bonuses of the first check are taken back by the rate of its day (T13).
    whole.refund(before.saleId, null);
    expect(whole.bonuses(base.olga)).toBe(40_000);
  });
});

describe('A13 V5: participants of a group event', () => {
  it('have a visit, a status and a check each: paying one leaves the others unpaid', () => {
    const { base, salon } = whole;
    const owner = base.callerOf('owner');
    whole.openShift();
    const { localDate } = salon.settings.today();
    const { eventId } = salon.groups.create(
      owner,
      groupsContract.create['~orpc'].inputSchema!.parse({
        serviceId: base.cut,
        staffId: base.anna,
        localDate,
        startMin: 1080,
        capacity: 3,
        title: 'Мастер-класс',
      }),
    );
    const join = (clientId: number): number =>
      salon.groups.join(owner, groupsContract.join['~orpc'].inputSchema!.parse({ eventId, clientId })).visitId;
    const visits = [join(base.olga), join(base.irina)];
    for (const id of visits) base.write((tx) => tx.runSql("update visits set status = 'arrived' where id = ?", [id]));
    const pay = (visitId: number) => {
      const { ticket, quote } = salon.tickets.begin(owner, { visitId: visitId as never, clientId: null });
      return whole.pay(ticket, [{ kind: 'card', amountMinor: quote.dueMinor }], quote.dueMinor);
    };
    const states = () =>
      visits.map((id) => whole.rows<{ status: string }>('select status from visits where id = ?', id)[0]!.status);
    const first = pay(visits[0]!);
    expect(states()).toEqual(['completed', 'arrived']);
    const second = pay(visits[1]!);
    expect(states()).toEqual(['completed', 'completed']);
    expect(second.saleId).not.toBe(first.saleId);
    whole.reverse(first.saleId);
    expect(states()).toEqual(['in_progress', 'completed']);
  });
});
