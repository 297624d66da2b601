import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EFFECTS_SQL, effectChecksSql } from '../../../src-main/loyalty/effects.repository.ts';
import { CARDS_SQL } from '../../../src-main/loyalty/discount-cards.repository.ts';
import { COUPONS_SQL } from '../../../src-main/loyalty/coupons.repository.ts';
import { PROMOTIONS_SQL } from '../../../src-main/loyalty/promotions.repository.ts';
import { EFFECT_KINDS } from '../../../src-shared/loyalty/promotions.contract.ts';
import { type TicketInput, type WholeSalon, openWholeSalon } from '../checkout/whole-salon.ts';

let whole: WholeSalon;

beforeEach(async () => {
  whole = await openWholeSalon();
});
afterEach(() => {
  whole.close();
});

/** A cut for 2000, and a shampoo for 1290.50 where wanted, paid by card. */
function sell(clientId: number | null, dueMinor: number, withGoods = false): { saleId: number } {
  const { base } = whole;
  const cut = { key: 'a', kind: 'service' as const, serviceId: base.cut, staffId: base.anna };
  const visit = clientId === null ? null : whole.visit([{ serviceId: base.cut, priceMinor: 200_000 }], clientId);
  const lines: TicketInput['lines'] = [{ ...cut, visitLineId: visit?.lineIds[0] ?? null }];
  if (withGoods) lines.push({ key: 'b', kind: 'product', productId: whole.shampoo });
  return whole.pay(
    { clientId, visitId: visit?.visitId ?? null, lines },
    [{ kind: 'card', amountMinor: dueMinor }],
    dueMinor,
  );
}

function nextDay(days = 1): void {
  whole.closeShift();
  whole.passDays(days);
  whole.openShift();
}

describe('L4 what a promotion brought', () => {
  it('checks, revenue, average, new clients, discount, beside the others and the days before', () => {
    const { base, salon } = whole;
    whole.openShift();
    // 12 March: Olga and somebody, before any promotion.
    sell(base.olga, 200_000);
    sell(null, 329_050, true);
    nextDay();
    // 13 March: 10 % off services for known clients only, whoever they are.
    const promotionId = whole.promotion({
      rateBp: 1000,
      conditions: { scope: 'services', birthday: { daysBefore: 5, daysAfter: 5 } },
    });
    sell(base.olga, 180_000);
    const newcomer = sell(base.irina, 309_050, true);
    sell(null, 200_000);
    // One that is taken back whole, and one of which the goods come back.
    const reversed = sell(base.olga, 180_000);
    whole.reverse(reversed.saleId);
    const goods = whole.linesOf(newcomer.saleId)[1]!;
    whole.refund(newcomer.saleId, [{ saleLineId: goods.id }]);
    const ask = { source: 'promotion' as const, id: promotionId, fromDate: '2026-03-13', toDate: '2026-03-13' };
    expect(salon.promotions.effect(ask)).toEqual({
      // 1800 of Olga and 1800 of Irina, whose shampoo came back; 200 came off each; Irina had never been here.
      under: {
        checks: 2,
        revenueMinor: 360_000,
        averageMinor: 180_000,
        newClients: 1,
        linesMinor: 360_000,
        discountMinor: 40_000,
      },
      without: { checks: 1, revenueMinor: 200_000, averageMinor: 200_000, newClients: 0 },
      // 2000 and 3290.50; Olga was new then.
      before: { checks: 2, revenueMinor: 529_050, averageMinor: 264_525, newClients: 1 },
      beforePeriod: { fromDate: '2026-03-12', toDate: '2026-03-12' },
    });
    const page = { offset: 0, limit: 50 };
    const checks = EFFECT_KINDS.map((kind) => salon.promotions.effectChecks({ ...ask, kind, ...page }));
    expect(checks.map(({ total, rows }) => [total, rows.map(({ netMinor }) => netMinor)])).toEqual([
      [2, [180_000, 180_000]],
      [1, [180_000]],
      [1, [200_000]],
      [2, [329_050, 200_000]],
    ]);
    expect(checks[1]!.rows[0]).toMatchObject({
      clientName: 'Ирина Новикова',
      titles: ['Стрижка', 'Шампунь'],
      isNew: true,
      discountMinor: 20_000,
    });
    expect(salon.promotions.effectChecks({ ...ask, kind: 'under', offset: 1, limit: 1 }).rows).toHaveLength(1);
    const wish = { fromDate: ask.fromDate, toDate: ask.toDate, text: '', withArchived: false, ...page };
    expect(salon.promotions.promotions(wish).rows).toMatchObject([
      { effect: { checks: 2, discountMinor: 40_000, revenueMinor: 360_000 } },
    ]);
  });

  it('lists are read a page at a time, by name or code, archived ones only when asked for', () => {
    const { base, salon } = whole;
    const owner = base.callerOf('owner');
    const ids = ['ВЕСНА', 'ЛЕТО', 'ЗИМА'].map((code) => whole.coupon(code, 10_000));
    salon.promotions.updateCoupon(owner, { couponId: ids[2]!, version: 1, values: { isArchived: true } } as never);
    const codes = (wish: object) => {
      const { rows, total } = salon.promotions.coupons({
        fromDate: '2026-03-01',
        toDate: '2026-03-12',
        text: '',
        withArchived: false,
        offset: 0,
        limit: 100,
        ...wish,
      });
      return [rows.map(({ code }) => code), total];
    };
    expect(codes({})).toEqual([['ЛЕТО', 'ВЕСНА'], 2]);
    expect(codes({ withArchived: true })).toEqual([['ЛЕТО', 'ВЕСНА', 'ЗИМА'], 3]);
    expect(codes({ text: 'вес' })).toEqual([['ВЕСНА'], 1]);
    expect(codes({ offset: 1, limit: 1 })).toEqual([['ВЕСНА'], 2]);
    // A name in any case: SQLite folds no Cyrillic.
    salon.promotions.updateCoupon(owner, {
      couponId: ids[1]!,
      version: 1,
      values: { name: 'Скидка Подругам' },
    } as never);
    expect(codes({ text: 'подруг' })).toEqual([['ЛЕТО'], 1]);
    expect(codes({ text: 'СКИДКА П' })).toEqual([['ЛЕТО'], 1]);
    const named = (text: string) => {
      const wish = { fromDate: '2026-03-01', toDate: '2026-03-12', text, withArchived: false, offset: 0, limit: 100 };
      return salon.promotions.promotions(wish).rows.map(({ name }) => name);
    };
    const promotionId = whole.promotion({ rateBp: 1000 });
    salon.promotions.updatePromotion(owner, { promotionId, version: 1, values: { name: 'Чёрная Пятница' } } as never);
    expect(named('черная пят')).toEqual(['Чёрная Пятница']);
  });

  it('goes by indexes: a list in the order of its index, effects by the days of the period', () => {
    const { base } = whole;
    const plan = (text: string): string[] => {
      const values = (text.match(/\?/gu) ?? []).map(() => 1);
      return whole.rows<{ detail: string }>(`explain query plan ${text}`, ...values).map(({ detail }) => detail);
    };
    for (const text of [PROMOTIONS_SQL.page, COUPONS_SQL.page]) {
      expect(plan(text).filter((detail) => /TEMP B-TREE FOR ORDER/u.test(detail))).toEqual([]);
      expect(plan(text)[0]).toMatch(/USING INDEX (promotions|coupons)_list/u);
    }
    const values = { source: 'promotion', id: 1, fromDate: '2026-03-12', toDate: '2026-03-13', limit: 1, offset: 0 };
    const named = (text: string): string[] =>
      base.store.connection
        .prepare<[object], { detail: string }>(`explain query plan ${text}`)
        .all(values)
        .map(({ detail }) => detail);
    const { list, ...others } = EFFECTS_SQL;
    expect(plan(list).join()).toMatch(/SEARCH s USING INDEX sales_date/u);
    for (const steps of [
      plan(list),
      ...[...Object.values(others), ...EFFECT_KINDS.map((kind) => effectChecksSql(kind))].map(named),
    ]) {
      // What came back is little; everything else is found by the days or by the discount.
      const scans = steps.filter((detail) =>
        /^SCAN (?!json_each|page|wanted|back|hit|odd|exact|\w+_ids|plain|others|\()/u.test(detail),
      );
      expect(scans).toEqual([]);
    }
    expect(named(EFFECTS_SQL.sums).join()).toMatch(/SEARCH sale_lines USING (COVERING )?INDEX sale_lines_unlike/u);
  });
});

describe('discount cards', () => {
  it('are found by a part of the number or the beginning of a name, whatever its case', () => {
    const { base, salon } = whole;
    const owner = base.callerOf('owner');
    const card = (number: string, clientId: number | null) =>
      salon.discountCards.create(owner, {
        number,
        clientId,
        rateBp: 500,
        tiers: null,
        validFrom: null,
        validTo: null,
        note: '',
      });
    card('100200', base.olga);
    card('100300', base.irina);
    const spare = card('555', null).cardId;
    salon.discountCards.setBlocked(owner, { cardId: spare, version: 1, isBlocked: true, reason: 'Потеряна' });
    const numbers = (wish: object) => {
      const { rows, total } = salon.discountCards.list({ text: '', withBlocked: false, offset: 0, limit: 50, ...wish });
      return [rows.map(({ number }) => number), total];
    };
    expect(numbers({})).toEqual([['100200', '100300'], 2]);
    expect(numbers({ withBlocked: true })).toEqual([['100200', '100300', '555'], 3]);
    expect(numbers({ text: '0200' })).toEqual([['100200'], 1]);
    expect(numbers({ text: 'кузн' })).toEqual([['100200'], 1]);
    expect(numbers({ text: 'ИРИНА' })).toEqual([['100300'], 1]);
    expect(numbers({ text: '55' })).toEqual([[], 0]);
    expect(numbers({ offset: 1, limit: 1 })).toEqual([['100300'], 2]);
    expect(salon.discountCards.byNumber({ number: '100300' }).clientId).toBe(base.irina);
  });

  it('are listed and looked up by their indexes', () => {
    for (const [name, text] of Object.entries(CARDS_SQL)) {
      const values = (text.match(/\?/gu) ?? []).map(() => 1);
      const plan = whole.rows<{ detail: string }>(`explain query plan ${text}`, ...values).map(({ detail }) => detail);
      expect(plan.filter((detail) => /TEMP B-TREE FOR ORDER/u.test(detail))).toEqual([]);
      if (name === 'live') expect(plan[0]).toMatch(/discount_cards_live/u);
      if (name === 'byNumber') expect(plan[0]).toMatch(/SEARCH d USING INDEX/u);
    }
  });
});
