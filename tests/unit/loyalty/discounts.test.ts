import { describe, expect, it } from 'vitest';
import { couponFault, couponKey } from '../../../src-shared/loyalty/coupons.rules.ts';
import { cardNumberReadings, cardRate, cardState } from '../../../src-shared/loyalty/discount-cards.rules.ts';
import {
  type ConditionClient,
  type ConditionLine,
  type Conditions,
  EVERY_CHECK,
  checkFits,
  isNearBirthday,
  lineFits,
} from '../../../src-shared/loyalty/promotions.rules.ts';
import { tierOf } from '../../../src-shared/loyalty/tiers.rules.ts';

const TIERS = [
  { fromMinor: 1_000_000, rateBp: 300 },
  { fromMinor: 5_000_000, rateBp: 500 },
];
const ANY = EVERY_CHECK;
const CUT: ConditionLine = {
  kind: 'service',
  serviceId: 1,
  categoryIds: [20, 2],
  productId: null,
  productCategoryId: null,
  startMin: 600,
};
const SHAMPOO: ConditionLine = {
  kind: 'product',
  serviceId: null,
  categoryIds: [],
  productId: 7,
  productCategoryId: 70,
  startMin: null,
};
const ANNA: ConditionClient = { categoryId: 3, birthday: '1990-03-10', isNew: false, segmentIds: new Set([8]) };

describe('accumulative discount (P4)', () => {
  it.each([
    [0, null, 1_000_000],
    [999_999, null, 1],
    [1_000_000, 300, 4_000_000],
    [4_999_999, 300, 1],
    [5_000_000, 500, null],
    [90_000_000, 500, null],
    [-100, null, 1_000_100],
  ])('P4: paid %i reaches %s, missing %s', (paid, rate, missing) => {
    const state = tierOf(TIERS, paid);
    expect(state.reached?.rateBp ?? null).toBe(rate);
    expect(state.missingMinor).toBe(missing);
  });
});

describe('discount cards (P4)', () => {
  const card = { rateBp: 400, tiers: TIERS, validFrom: '2026-01-01', validTo: '2026-03-12', isBlocked: false };

  it('P4: the better of the own rate and the own thresholds', () => {
    expect(cardRate(card, 0)).toBe(400);
    expect(cardRate(card, 1_000_000)).toBe(400);
    expect(cardRate(card, 5_000_000)).toBe(500);
  });

  it('the last day counts, the day before the first does not, a blocked one never', () => {
    expect(cardState(card, '2026-03-12')).toBe('live');
    expect(cardState(card, '2026-03-13')).toBe('expired');
    expect(cardState(card, '2025-12-31')).toBe('early');
    expect(cardState({ ...card, isBlocked: true }, '2026-02-01')).toBe('blocked');
  });

  it('a scanner on the Russian layout is understood', () => {
    expect(cardNumberReadings(' 20 00412 ')).toEqual(['2000412']);
    expect(cardNumberReadings('мшз-12')).toContain('VIP-12');
  });
});

describe('promotions (P5)', () => {
  it.each<[string, Partial<Conditions>, ConditionLine, boolean]>([
    ['P5: everything', {}, CUT, true],
    ['P5: goods too', {}, SHAMPOO, true],
    ['P7: a certificate never', {}, { ...CUT, kind: 'certificate' }, false],
    ['P7: a tip never', {}, { ...CUT, kind: 'tip' }, false],
    ['P5: services only', { scope: 'services' }, SHAMPOO, false],
    ['P5: goods only', { scope: 'products' }, CUT, false],
    ['P5: a named service', { scope: 'chosen', serviceIds: [1] }, CUT, true],
    ['P5: another service', { scope: 'chosen', serviceIds: [2] }, CUT, false],
    ['P5: the category above', { scope: 'chosen', categoryIds: [2] }, CUT, true],
    ['P5: a product category', { scope: 'chosen', productCategoryIds: [70] }, SHAMPOO, true],
    ['P5: named services leave goods out', { scope: 'chosen', serviceIds: [1] }, SHAMPOO, false],
    ['P5: from the first minute on', { fromMin: 600, toMin: 720 }, CUT, true],
    ['P5: until before the last minute', { fromMin: 540, toMin: 600 }, CUT, false],
    ['P5: goods count now', { fromMin: 800 }, SHAMPOO, true],
    ['P5: goods count now, and it is too late', { toMin: 800 }, SHAMPOO, false],
  ])('%s', (_name, conditions, line, fits) => {
    expect(lineFits({ ...ANY, ...conditions }, line, 800)).toBe(fits);
  });

  it.each<[string, Partial<Conditions>, ConditionClient | null, boolean]>([
    ['P5: a Thursday', { weekdays: [4] }, null, true],
    ['P5: not a Thursday', { weekdays: [1, 2, 3] }, null, false],
    ['P5: nobody in particular', { isNewOnly: true }, null, false],
    ['P5: has been here', { isNewOnly: true }, ANNA, false],
    ['P5: a new one', { isNewOnly: true }, { ...ANNA, isNew: true }, true],
    ['P5: of the category', { clientCategoryIds: [3] }, ANNA, true],
    ['P5: of another category', { clientCategoryIds: [4] }, ANNA, false],
    ['P5: in the segment', { segmentId: 8 }, ANNA, true],
    ['P5: not in the segment', { segmentId: 9 }, ANNA, false],
    ['P5: two days after the birthday', { birthday: { daysBefore: 0, daysAfter: 2 } }, ANNA, true],
    ['P5: three days late', { birthday: { daysBefore: 7, daysAfter: 1 } }, ANNA, false],
    ['P5: no birthday known', { birthday: { daysBefore: 7, daysAfter: 7 } }, { ...ANNA, birthday: null }, false],
  ])('%s', (_name, conditions, client, fits) => {
    expect(checkFits({ ...ANY, ...conditions }, '2026-03-12', client)).toBe(fits);
  });

  it('P5: a birthday across New Year, and one on 29 February', () => {
    expect(isNearBirthday('1990-12-31', '2027-01-02', { daysBefore: 0, daysAfter: 2 })).toBe(true);
    expect(isNearBirthday('1990-01-02', '2026-12-30', { daysBefore: 3, daysAfter: 0 })).toBe(true);
    expect(isNearBirthday('1992-02-29', '2027-02-28', { daysBefore: 0, daysAfter: 0 })).toBe(true);
    expect(isNearBirthday('1992-02-29', '2028-02-29', { daysBefore: 0, daysAfter: 0 })).toBe(true);
    expect(isNearBirthday('1992-02-29', '2028-02-28', { daysBefore: 0, daysAfter: 0 })).toBe(false);
  });
});

describe('coupons (P8)', () => {
  const coupon = { validFrom: '2026-03-01', validTo: '2026-03-31', maxUses: 2, maxUsesPerClient: 1, isArchived: false };
  const ask = { onDate: '2026-03-12', clientId: 5, uses: 0, usesOfClient: 0 };

  it.each([
    ['spring10', 'SPRING10'],
    [' Spring - 10 ', 'SPRING10'],
    ['ыЗКШТП10', 'SPRING10'],
    ['весна', couponKey('ВЕСНА')],
    ['dtcyf', couponKey('ВЕСНА')],
  ])('P8: %s is one and the same code', (typed, key) => {
    expect(couponKey(typed)).toBe(key);
  });

  it.each([
    ['P8: it may be used', {}, {}, null],
    ['P8: closed', { isArchived: true }, {}, 'closed'],
    ['P8: before its first day', {}, { onDate: '2026-02-28' }, 'early'],
    ['P8: on its last day', {}, { onDate: '2026-03-31' }, null],
    ['P8: after its last day', {}, { onDate: '2026-04-01' }, 'expired'],
    ['P8: used up', {}, { uses: 2 }, 'spent'],
    ['P8: used by this client', {}, { usesOfClient: 1 }, 'clientSpent'],
    ['P8: a limit per client asks for a client', {}, { clientId: null }, 'needsClient'],
    ['P8: no limits', { maxUses: null, maxUsesPerClient: null }, { clientId: null, uses: 99 }, null],
  ])('%s', (_name, terms, wish, fault) => {
    expect(couponFault({ ...coupon, ...terms }, { ...ask, ...wish })).toBe(fault);
  });
});
