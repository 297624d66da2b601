import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DiscountAsk, DiscountTerms, DiscountedLine } from '../../../src-main/checkout/neighbours.ts';
import { query } from '../../../src-main/store/query.ts';
import { EVERY_CHECK } from '../../../src-shared/loyalty/promotions.rules.ts';
import { couponKey } from '../../../src-shared/loyalty/coupons.rules.ts';
import { refusal } from '../../helpers/salon-services.ts';
import { type LoyaltySalon, openLoyaltySalon } from './loyalty-salon.ts';

const TODAY = '2026-03-12';
let salon: LoyaltySalon;
let anna: number;

beforeEach(async () => {
  salon = await openLoyaltySalon();
  anna = salon.addClient('Анна', { personalBp: 300, birthday: '1990-03-12' });
});
afterEach(() => {
  salon.close();
});

const LINE: DiscountedLine = {
  key: 'a',
  kind: 'service',
  serviceId: 1,
  categoryId: null,
  productId: null,
  productCategoryId: null,
  staffId: null,
  startMin: 600,
};

function ask(wish: Partial<DiscountAsk> = {}): DiscountTerms {
  return salon.discounts.terms(salon.store.reader, {
    clientId: anna,
    visitId: null,
    localDate: TODAY,
    lines: [LINE],
    couponCode: '',
    ...wish,
  });
}

function addCard(number: string, values: { isBlocked?: 0 | 1; tiers?: object; validTo?: string } = {}): number {
  return salon.write((tx) =>
    tx.insert(
      query.insertInto('discount_cards').values({
        number,
        client_id: anna,
        rate_bp: 500,
        tiers_json: values.tiers ? JSON.stringify(values.tiers) : null,
        valid_from: '2026-01-01',
        valid_to: values.validTo ?? null,
        is_blocked: values.isBlocked ?? 0,
      }),
    ),
  );
}

function addPromotion(name: string, conditions: object = {}, values: object = {}): number {
  return salon.write((tx) =>
    tx.insert(
      query.insertInto('promotions').values({
        name,
        rate_bp: 1000,
        amount_minor: null,
        valid_from: '2026-03-01',
        valid_to: '2026-03-31',
        conditions_json: JSON.stringify({ ...EVERY_CHECK, ...conditions }),
        ...values,
      }),
    ),
  );
}

function addCoupon(code: string, values: object = {}, conditions: object = {}): number {
  return salon.write((tx) =>
    tx.insert(
      query.insertInto('coupons').values({
        code,
        code_key: couponKey(code),
        name: 'Весна',
        rate_bp: null,
        amount_minor: 50_000,
        valid_from: '2026-03-01',
        valid_to: '2026-03-31',
        max_uses: null,
        max_uses_per_client: null,
        conditions_json: JSON.stringify({ ...EVERY_CHECK, ...conditions }),
        ...values,
      }),
    ),
  );
}

describe('groups of a client (P4)', () => {
  it('P4: personal and category; nobody in particular has none', () => {
    expect(ask().groups).toEqual({
      personal: { rateBp: 300, sourceId: null, title: '' },
      category: null,
      card: null,
      accumulative: null,
    });
    expect(ask({ clientId: null }).groups.personal).toBeNull();
  });

  it('P4: a live card gives its rate; a blocked or expired one says so and gives nothing', () => {
    const cardId = addCard('100');
    expect(ask().groups.card).toEqual({ rateBp: 500, sourceId: cardId, title: '100' });
    salon.write((tx) => tx.runSql('update discount_cards set is_blocked = 1 where id = ?', [cardId]));
    addCard('101', { isBlocked: 1 });
    expect(ask().groups.card).toBeNull();
    expect(ask().hindrances).toMatchObject([{ code: 'CONFLICT', data: { reason: 'cardBlocked', number: '101' } }]);
    addCard('102', { validTo: '2026-03-11' });
    expect(ask().hindrances).toMatchObject([{ data: { reason: 'cardExpired', validTo: '2026-03-11' } }]);
  });

  it('P4: the card in hand counts also when a lost one, blocked, was made after it', () => {
    const inHand = addCard('100');
    addCard('101', { isBlocked: 1 });
    expect(ask().groups.card).toEqual({ rateBp: 500, sourceId: inHand, title: '100' });
    expect(ask().hindrances).toEqual([]);
  });

  it('P4: the level counts what was paid before, less refunds, without bonuses and without the visit itself', () => {
    salon.set({ isBonusOn: true, bonusRateBp: 10_000, accumulativeTiers: [{ fromMinor: 1_000_000, rateBp: 700 }] });
    const { saleId } = salon.sell({ clientId: anna, netMinor: 900_000, onDate: '2026-02-01' }, (tx, posting, id) => {
      posting.add('E05', { account: 1010, object: 1 }, { account: 1100, object: id }, 900_000);
      salon.bonuses.earn(tx, posting, { clientId: anna, saleId: id, baseMinor: 900_000 });
    });
    salon.sell({ clientId: anna, netMinor: 500_000, onDate: '2026-02-02' }, (tx, posting, id) => {
      salon.bonuses.spend(tx, posting, { clientId: anna, saleId: id, amountMinor: 500_000 });
    });
    expect(ask().groups.accumulative).toBeNull();
    const deposit = salon.sell({ clientId: anna, netMinor: 100_000, onDate: '2026-02-03' }, (_tx, posting, id) => {
      posting.add('E09', { account: 2100 }, { account: 1100, object: id }, 100_000);
    });
    expect(ask().groups.accumulative).toMatchObject({ rateBp: 700 });
    expect(ask({ localDate: '2026-02-02' }).groups.accumulative).toBeNull();
    salon.post('refund', { clientId: anna, saleId }, (_tx, posting) => {
      posting.add('E28', { account: 1100, object: saleId }, { account: 1010, object: 1 }, 1);
    });
    expect(ask().groups.accumulative).toBeNull();
    salon.reverse(deposit.documentId, () => {});
    expect(salon.discounts.paidBefore(salon.store.reader, anna, TODAY)).toBe(899_999);
  });
});

describe('promotions (P5)', () => {
  it('P5: those that run on the day and fit the line and the client', () => {
    const monthly = addPromotion('Март');
    addPromotion('Прошла', {}, { valid_to: '2026-03-11' });
    addPromotion('В архиве', {}, { is_archived: 1 });
    addPromotion('Товары', { scope: 'products' });
    const birthday = addPromotion('День рождения', { birthday: { daysBefore: 3, daysAfter: 3 } }, { is_combinable: 1 });
    expect(ask().promotions.get('a')).toEqual([
      { id: monthly, off: { rateBp: 1000 }, isCombinable: false, noBonus: false, title: 'Март' },
      { id: birthday, off: { rateBp: 1000 }, isCombinable: true, noBonus: false, title: 'День рождения' },
    ]);
    expect(ask({ clientId: null }).promotions.get('a')).toHaveLength(1);
  });

  it('P5: new clients and segments are looked up', () => {
    addPromotion('Новичкам', { isNewOnly: true });
    const { segmentId } = salon.segments.create(salon.owner, {
      name: 'С днём рождения',
      filter: { join: 'and', items: [{ field: 'birthday', op: 'known' }] },
      isShared: true,
    });
    addPromotion('Сегмент', { segmentId });
    expect(
      ask()
        .promotions.get('a')
        ?.map(({ title }) => title),
    ).toEqual(['Новичкам', 'Сегмент']);
    salon.write((tx) =>
      tx.insert(
        query.insertInto('visits').values({
          client_id: anna,
          local_date: '2026-01-01',
          status: 'completed',
          created_at_ms: salon.clock.nowMs(),
        }),
      ),
    );
    expect(
      ask()
        .promotions.get('a')
        ?.map(({ title }) => title),
    ).toEqual(['Сегмент']);
    const vera = salon.addClient('Вера');
    expect(
      ask({ clientId: vera })
        .promotions.get('a')
        ?.map(({ title }) => title),
    ).toEqual(['Новичкам']);
  });
});

describe('coupons (P8)', () => {
  it('P8: found whatever the case and layout; the lines it is for are told', () => {
    const id = addCoupon('SPRING-10', {}, { scope: 'services' });
    expect(ask({ couponCode: 'ыЗКШТП10' }).coupon).toEqual({
      id,
      name: 'Весна',
      off: { amountMinor: 50_000 },
      lineKeys: new Set(['a']),
    });
  });

  it.each([
    ['unknown', 'ZZZ', {}, {}, { code: 'NOT_FOUND', data: { what: 'coupon', code: 'ZZZ' } }],
    ['expired', 'A', { valid_to: '2026-03-11' }, {}, { code: 'CONFLICT', data: { reason: 'couponExpired' } }],
    ['early', 'A', { valid_from: '2026-03-13' }, {}, { data: { reason: 'couponEarly', validFrom: '2026-03-13' } }],
    ['closed', 'A', { is_archived: 1 }, {}, { data: { reason: 'couponClosed' } }],
    ['for goods only', 'A', {}, { scope: 'products' }, { data: { reason: 'couponNothing' } }],
    ['on another weekday', 'A', {}, { weekdays: [1] }, { data: { reason: 'couponOtherDay' } }],
    ['for a category', 'A', {}, { clientCategoryIds: [999] }, { data: { reason: 'couponOtherCategory' } }],
  ])('P8: %s: a clear hindrance and no coupon', (_name, couponCode, values, conditions, expected) => {
    addCoupon('A', values, conditions);
    const terms = ask({ couponCode });
    expect(terms.coupon).toBeNull();
    expect(terms.hindrances).toMatchObject([expected]);
  });

  it('P8: uses are noted, limited in all and per client, and freed by a storno', () => {
    const couponId = addCoupon('ONCE', { max_uses: 2, max_uses_per_client: 1 });
    const use = (clientId: number | null): { saleId: number; documentId: number } =>
      salon.sell({ clientId, netMinor: 1000 }, (tx, posting, saleId) => {
        salon.discounts.useCoupon(tx, posting, { couponId, saleId, clientId, amountMinor: 100 });
      });
    const first = use(anna);
    expect(ask({ couponCode: 'once' }).hindrances).toMatchObject([{ data: { reason: 'couponClientSpent' } }]);
    expect(ask({ couponCode: 'once', clientId: null }).hindrances).toMatchObject([
      { data: { reason: 'couponNeedsClient' } },
    ]);
    const vera = salon.addClient('Вера');
    use(vera);
    expect(refusal(() => use(salon.addClient('Зоя')))).toMatchObject({
      code: 'CONFLICT',
      data: { reason: 'couponSpent', maxUses: 2 },
    });
    salon.reverse(first.documentId, (tx, posting) => {
      salon.discounts.reverseSale(tx, posting, first.saleId);
    });
    expect(ask({ couponCode: 'once' }).coupon).not.toBeNull();
  });
});
