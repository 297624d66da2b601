import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CheckTerms,
  type LineTerms,
  LINE_KINDS,
  bonusMax,
  priceCheck,
  splitCovered,
} from '../../../src-shared/checkout/pricing.rules.ts';
import { earnedBonuses } from '../../../src-shared/loyalty/bonuses.rules.ts';

const line = (key: string, priceMinor: number, more: Partial<LineTerms> = {}): LineTerms => ({
  key,
  kind: 'service',
  quantityMilli: 1000,
  priceMinor,
  isCovered: false,
  noDiscount: false,
  noBonus: false,
  minPriceMinor: null,
  discountCapBp: null,
  promotions: [],
  bundle: null,
  takesCoupon: true,
  manual: null,
  ...more,
});

const check = (lines: readonly LineTerms[], more: Partial<CheckTerms> = {}): CheckTerms => ({
  lines,
  groups: { personal: null, category: null, card: null, accumulative: null },
  coupon: null,
  discountCapBp: 10_000,
  roundingStepMinor: 1,
  bonus: null,
  ...more,
});

const promotion = (id: number, rateBp: number, more: Partial<LineTerms['promotions'][number]> = {}) => ({
  id,
  off: { rateBp },
  isCombinable: false,
  noBonus: false,
  ...more,
});

const groups = (rates: Partial<Record<keyof CheckTerms['groups'], number>>): CheckTerms['groups'] => ({
  personal: rates.personal === undefined ? null : { rateBp: rates.personal, sourceId: null },
  category: rates.category === undefined ? null : { rateBp: rates.category, sourceId: 7 },
  card: rates.card === undefined ? null : { rateBp: rates.card, sourceId: 3 },
  accumulative: rates.accumulative === undefined ? null : { rateBp: rates.accumulative, sourceId: null },
});

/** The discounts of a line as `source amount`. */
const off = (terms: CheckTerms, at = 0): string[] =>
  priceCheck(terms).lines[at]!.discounts.map(({ source, amountMinor }) => `${source} ${amountMinor}`);

const net = (terms: CheckTerms): number[] => priceCheck(terms).lines.map(({ netMinor }) => netMinor);

describe('The worked order of section 4', () => {
  const worked = check(
    [
      line('A', 200000, { isCovered: true }),
      line('B', 540000, { promotions: [promotion(1, 1000, { isCombinable: true })] }),
      line('C', 129050, { kind: 'product', noDiscount: true }),
    ],
    {
      groups: groups({ personal: 500, card: 300 }),
      coupon: { id: 9, off: { amountMinor: 30000 } },
      roundingStepMinor: 100,
      bonus: { availableMinor: 100000, limitBp: 2000, unitMinor: 100 },
    },
  );

  it('P3-P9, M4, M5, M7: to the kopeck', () => {
    const priced = priceCheck(worked);
    expect(priced.lines.map(({ netMinor }) => netMinor)).toEqual([0, 438215, 122485]);
    expect(off(worked, 0)).toEqual([]);
    expect(off(worked, 1)).toEqual(['promotion 54000', 'personal 24300', 'coupon 23446', 'rounding 39']);
    expect(off(worked, 2)).toEqual(['coupon 6554', 'rounding 11']);
    expect(priced).toMatchObject({
      grossMinor: 669050,
      discountMinor: 108350,
      netMinor: 560700,
      bonusBaseMinor: 560700,
      bonusMaxMinor: 100000,
    });
  });

  it('P9: with a large balance the limit counts, in whole bonuses', () => {
    const rich = { availableMinor: 10_000_000, limitBp: 2000, unitMinor: 100 };
    expect(priceCheck({ ...worked, bonus: rich }).bonusMaxMinor).toBe(112100);
  });
});

describe('Lines', () => {
  it.each([
    ['M2 a price times a part of a unit', 129050, 333, 42974],
    ['M2 half a kopeck goes up', 1, 500, 1],
    ['M2 several units', 129050, 3000, 387150],
  ])('%s', (_name, priceMinor, quantityMilli, gross) => {
    expect(priceCheck(check([line('a', priceMinor, { quantityMilli })])).grossMinor).toBe(gross);
  });

  it('P3 a covered line is nothing at all, whatever else there is', () => {
    const terms = check(
      [line('a', 100000, { isCovered: true, manual: { rateBp: 500 }, promotions: [promotion(1, 1000)] })],
      {
        groups: groups({ personal: 500 }),
        coupon: { id: 1, off: { rateBp: 1000 } },
        bonus: { availableMinor: 9999, limitBp: 10_000, unitMinor: 1 },
      },
    );
    expect(priceCheck(terms)).toMatchObject({ grossMinor: 0, discountMinor: 0, netMinor: 0, bonusMaxMinor: 0 });
    expect(priceCheck(terms).lines[0]).toMatchObject({ discounts: [], takesBonus: false });
    expect(priceCheck(terms).lines[0]!.skipped.map(({ reason }) => reason)).toEqual(['covered', 'covered', 'covered']);
  });

  it.each(['certificate', 'membership', 'deposit', 'tip'] as const)(
    'P7 a line of kind %s takes no discount, no coupon, no rounding and no bonuses',
    (kind) => {
      const terms = check([line('a', 100050, { kind, manual: { rateBp: 500 } })], {
        groups: groups({ personal: 500 }),
        coupon: { id: 1, off: { amountMinor: 1000 } },
        roundingStepMinor: 100,
        bonus: { availableMinor: 9999, limitBp: 10_000, unitMinor: 1 },
      });
      expect(priceCheck(terms)).toMatchObject({ discountMinor: 0, netMinor: 100050, bonusMaxMinor: 0 });
    },
  );
});

describe('P4 discounts of the client', () => {
  it.each<[string, Parameters<typeof groups>[0], string[]]>([
    ['only the best one', { personal: 500, card: 700, accumulative: 300 }, ['card 7000']],
    ['ties: personal first', { personal: 500, category: 500, card: 500, accumulative: 500 }, ['personal 5000']],
    ['ties: category before card', { category: 500, card: 500 }, ['category 5000']],
    ['ties: card before accumulative', { card: 500, accumulative: 500 }, ['card 5000']],
    ['nothing known', {}, []],
    ['a rate of zero is nothing', { personal: 0 }, []],
  ])('P4 %s', (_name, rates, expected) => {
    expect(off(check([line('a', 100000)], { groups: groups(rates) }))).toEqual(expected);
  });

  it('P4 a tie by kopecks, not by percent: 5 % and 5.4 % of 10 kopecks', () => {
    expect(off(check([line('a', 10)], { groups: groups({ personal: 500, card: 540 }) }))).toEqual(['personal 1']);
  });

  it('P4 says which better one stood in the way', () => {
    const { skipped } = priceCheck(check([line('a', 100000)], { groups: groups({ personal: 700, card: 500 }) }))
      .lines[0]!;
    expect(skipped).toEqual([
      { source: 'card', sourceId: 3, rateBp: 500, amountMinor: 5000, reason: 'smaller_group', by: 'personal' },
    ]);
  });
});

describe('P5 promotions', () => {
  it.each<[string, LineTerms['promotions'], number, string[]]>([
    ['not combinable and better', [promotion(1, 1000)], 500, ['promotion 10000']],
    ['not combinable and worse', [promotion(1, 300)], 500, ['personal 5000']],
    ['a tie goes to the promotion', [promotion(1, 500)], 500, ['promotion 5000']],
    [
      'combinable: then the client on the remainder',
      [promotion(1, 1000, { isCombinable: true })],
      500,
      ['promotion 10000', 'personal 4500'],
    ],
    ['of two the better one', [promotion(1, 1000), promotion(2, 1500)], 0, ['promotion 15000']],
    ['a fixed amount', [promotion(1, 0, { off: { amountMinor: 12345 } })], 0, ['promotion 12345']],
    ['a fixed amount above the price', [promotion(1, 0, { off: { amountMinor: 999999 } })], 0, ['promotion 100000']],
  ])('P5 %s', (_name, promotions, personal, expected) => {
    expect(off(check([line('a', 100000, { promotions })], { groups: groups({ personal }) }))).toEqual(expected);
  });

  it('P5 of two equal promotions the combinable one', () => {
    const promotions = [promotion(1, 1000), promotion(2, 1000, { isCombinable: true })];
    expect(off(check([line('a', 100000, { promotions })], { groups: groups({ personal: 500 }) }))).toEqual([
      'promotion 10000',
      'personal 4500',
    ]);
  });

  it('P5 a promotion without bonuses takes the line out of P9 only when it came off', () => {
    const promotions = [promotion(1, 300, { noBonus: true })];
    const bonus = { availableMinor: 1e9, limitBp: 10_000, unitMinor: 1 };
    const terms = check([line('a', 100000, { promotions })], { bonus });
    expect(priceCheck(terms).bonusMaxMinor).toBe(0);
    expect(priceCheck({ ...terms, groups: groups({ personal: 500 }) }).bonusMaxMinor).toBe(95000);
  });
});

describe('P6 manual discounts', () => {
  it.each<[string, Partial<LineTerms>, string[]]>([
    ['on the remainder', { manual: { rateBp: 1000 } }, ['personal 5000', 'manual 9500']],
    ['an amount', { manual: { amountMinor: 777 } }, ['personal 5000', 'manual 777']],
    ['never more than is left', { manual: { amountMinor: 999999 } }, ['personal 5000', 'manual 95000']],
  ])('P6 %s', (_name, more, expected) => {
    expect(off(check([line('a', 100000, more)], { groups: groups({ personal: 500 }) }))).toEqual(expected);
  });
});

describe('P7 caps and floors', () => {
  it.each<[string, Partial<LineTerms>, number, string[], 'cap' | 'floor' | null]>([
    [
      'the salon cap cuts the manual one first',
      { manual: { rateBp: 5000 } },
      3000,
      ['personal 10000', 'manual 20000'],
      'cap',
    ],
    ['and then what came before it', { manual: { rateBp: 5000 } }, 500, ['personal 5000'], 'cap'],
    [
      'the cap of the service is smaller',
      { manual: { rateBp: 5000 }, discountCapBp: 1500 },
      3000,
      ['personal 10000', 'manual 5000'],
      'cap',
    ],
    [
      'the cap of the service is larger',
      { manual: { rateBp: 5000 }, discountCapBp: 9000 },
      1500,
      ['personal 10000', 'manual 5000'],
      'cap',
    ],
    ['the floor', { minPriceMinor: 93000 }, 5000, ['personal 7000'], 'floor'],
    ['a floor above the price: nothing comes off', { minPriceMinor: 200000 }, 5000, [], 'floor'],
    ['no_discount', { noDiscount: true, manual: { rateBp: 500 } }, 5000, [], null],
    ['within the cap', { manual: { rateBp: 500 } }, 5000, ['personal 10000', 'manual 4500'], null],
    [
      'the right to exceed the cap',
      { manual: { rateBp: 5000 }, manualExceedsCap: true },
      3000,
      ['personal 10000', 'manual 45000'],
      null,
    ],
    [
      'the right does not reach below the floor',
      { manual: { rateBp: 5000 }, manualExceedsCap: true, minPriceMinor: 60000 },
      3000,
      ['personal 10000', 'manual 30000'],
      'floor',
    ],
    [
      'the right does not lift the cap of other discounts',
      { manual: { amountMinor: 1000 }, manualExceedsCap: true },
      500,
      ['personal 5000', 'manual 1000'],
      'cap',
    ],
  ])('P7 %s', (_name, more, discountCapBp, expected, limitedBy) => {
    const terms = check([line('a', 100000, more)], { groups: groups({ personal: 1000 }), discountCapBp });
    expect(off(terms)).toEqual(expected);
    expect(priceCheck(terms).lines[0]!.limit?.by ?? null).toBe(limitedBy);
  });

  it('P7 the floor is per unit', () => {
    const terms = check([line('a', 10000, { quantityMilli: 2500, minPriceMinor: 9000, manual: { rateBp: 9000 } })]);
    expect(net(terms)).toEqual([22500]);
  });
});

describe('P8 coupons', () => {
  it.each<[string, LineTerms[], CheckTerms['coupon'], number[]]>([
    [
      'over the lines by what is left',
      [line('a', 461700), line('b', 129050)],
      { id: 1, off: { amountMinor: 30000 } },
      [438254, 122496],
    ],
    ['a percent of all', [line('a', 99), line('b', 1)], { id: 1, off: { rateBp: 1000 } }, [89, 1]],
    [
      'never more than there is room',
      [line('a', 1000, { minPriceMinor: 700 })],
      { id: 1, off: { amountMinor: 900 } },
      [700],
    ],
    [
      'only the lines it is for',
      [line('a', 1000), line('b', 1000, { takesCoupon: false })],
      { id: 1, off: { amountMinor: 300 } },
      [700, 1000],
    ],
    [
      'a line without room gives nothing',
      [line('a', 1000, { minPriceMinor: 1000 }), line('b', 1000)],
      { id: 1, off: { amountMinor: 300 } },
      [1000, 700],
    ],
    ['nobody takes it', [line('a', 1000, { takesCoupon: false })], { id: 1, off: { amountMinor: 300 } }, [1000]],
    [
      'also of a line that takes no other discount',
      [line('a', 1000, { noDiscount: true })],
      { id: 1, off: { amountMinor: 300 } },
      [700],
    ],
  ])('P8 %s', (_name, lines, coupon, expected) => {
    expect(net(check(lines, { coupon }))).toEqual(expected);
  });
});

describe('M7 rounding of the check', () => {
  it.each<[string, LineTerms[], number, number[]]>([
    ['off', [line('a', 12345)], 1, [12345]],
    ['down to the rouble', [line('a', 12345)], 100, [12300]],
    ['down to ten roubles', [line('a', 438254), line('b', 122496)], 1000, [437668, 122332]],
    ['shared by net', [line('a', 438254), line('b', 122496)], 100, [438215, 122485]],
    ['caps and floors do not hold it', [line('a', 12345, { minPriceMinor: 12345 })], 100, [12300]],
    ['only services and goods carry it', [line('a', 100), line('t', 12345, { kind: 'tip' })], 100, [55, 12345]],
    ['nobody could carry it', [line('a', 10), line('t', 12345, { kind: 'tip' })], 100, [10, 12345]],
  ])('M7 %s', (_name, lines, roundingStepMinor, expected) => {
    expect(net(check(lines, { roundingStepMinor }))).toEqual(expected);
  });
});

describe('M10 the rounding register', () => {
  it('M10 down: the bonus limit, whole bonuses, what a check earns, the total of a check', () => {
    const much = { availableMinor: 1e9, unitMinor: 1 };
    expect(bonusMax(999, { ...much, limitBp: 3333 })).toBe(332); // 332.97
    expect(bonusMax(560700, { availableMinor: 9950, limitBp: 10_000, unitMinor: 100 })).toBe(9900);
    expect(earnedBonuses(19_999, { rateBp: 500, unitMinor: 1 })).toBe(999); // 999.95
    expect(earnedBonuses(39_999, { rateBp: 500, unitMinor: 100 })).toBe(1900);
    expect(net(check([line('a', 12_399)], { roundingStepMinor: 100 }))).toEqual([12_300]);
  });

  it('M10 everything else half away from zero, and a sum is the sum of rounded lines', () => {
    const lines = ['a', 'b', 'c'].map((key) => line(key, 5));
    const priced = priceCheck(check(lines, { groups: groups({ personal: 1000 }) }));
    // 0.5 of each line is 1; of the 15 together it would be 1.5, which is 2.
    expect(priced.lines.map(({ netMinor }) => netMinor)).toEqual([4, 4, 4]);
    expect([priced.discountMinor, priced.netMinor]).toEqual([3, 12]);
  });
});

describe('P9 bonuses', () => {
  it.each<[string, number, CheckTerms['bonus'], number]>([
    ['the balance', 560700, { availableMinor: 100000, limitBp: 2000, unitMinor: 100 }, 100000],
    ['the limit, floored to the unit', 560700, { availableMinor: 1e9, limitBp: 2000, unitMinor: 100 }, 112100],
    ['the balance in whole bonuses', 560700, { availableMinor: 9950, limitBp: 2000, unitMinor: 100 }, 9900],
    ['the limit is floored', 999, { availableMinor: 1e9, limitBp: 3333, unitMinor: 1 }, 332],
    ['off', 560700, null, 0],
    ['none left', 560700, { availableMinor: 0, limitBp: 2000, unitMinor: 100 }, 0],
    ['nothing to pay', 0, { availableMinor: 5000, limitBp: 2000, unitMinor: 100 }, 0],
  ])('P9 %s', (_name, base, bonus, expected) => {
    expect(bonusMax(base, bonus)).toBe(expected);
  });

  it('P9 the base leaves out what takes no bonuses, and is taken after the rounding', () => {
    const lines = [line('a', 100050), line('b', 50000, { noBonus: true }), line('c', 70000, { kind: 'certificate' })];
    const bonus = { availableMinor: 1e9, limitBp: 10_000, unitMinor: 1 };
    expect(priceCheck(check(lines, { bonus, roundingStepMinor: 100 })).bonusMaxMinor).toBe(100017);
  });
});

describe('P10 bundles', () => {
  const inBundle = (key: string, priceMinor: number, differenceMinor: number, isCombinable = false): LineTerms =>
    line(key, priceMinor, { bundle: { id: 4, differenceMinor, isCombinable }, promotions: [promotion(1, 5000)] });

  it('P10 the difference is the promotion: no second one, no discount of the client', () => {
    const terms = check([inBundle('a', 200000, 50000)], { groups: groups({ personal: 9000 }) });
    expect(off(terms)).toEqual(['bundle 50000']);
    expect(priceCheck(terms).lines[0]!.skipped.map(({ source, reason }) => `${source} ${reason}`)).toEqual([
      'promotion bundle',
      'personal bundle',
    ]);
  });

  it('P10 a combinable one: the client on the remainder', () => {
    const terms = check([inBundle('a', 200000, 50000, true)], { groups: groups({ personal: 1000 }) });
    expect(off(terms)).toEqual(['bundle 50000', 'personal 15000']);
  });

  it('P10 a bundle that is dearer than its parts is no promotion', () => {
    expect(off(check([inBundle('a', 200000, -50000)]))).toEqual(['promotion 100000']);
  });

  it('P7 the cap holds a bundle too', () => {
    expect(off(check([inBundle('a', 200000, 150000)], { discountCapBp: 5000 }))).toEqual(['bundle 100000']);
  });
});

describe('P3 splitting what a membership covers', () => {
  it.each<[string, number, number | null, [string, number][], [string, number] | null]>([
    ['one unit keeps its key', 1000, 5, [['a', 1000]], null],
    [
      'two of three',
      3000,
      2,
      [
        ['a~1', 1000],
        ['a~2', 1000],
      ],
      ['a', 1000],
    ],
    [
      'all of two',
      2000,
      null,
      [
        ['a', 1000],
        ['a~1', 1000],
      ],
      null,
    ],
    ['none left', 1000, 0, [], ['a', 1000]],
    ['only whole units', 1500, 5, [['a~1', 1000]], ['a', 500]],
  ])('P3 %s', (_name, quantityMilli, units, covered, rest) => {
    const split = splitCovered({ key: 'a', quantityMilli }, units);
    expect(split.covered.map((part) => [part.key, part.quantityMilli])).toEqual(covered);
    expect(split.rest === null ? null : [split.rest.key, split.rest.quantityMilli]).toEqual(rest);
  });
});

const anyOff = fc.oneof(
  fc.record({ rateBp: fc.integer({ min: 1, max: 10_000 }) }),
  fc.record({ amountMinor: fc.integer({ min: 1, max: 500_000 }) }),
);
const anyRate = fc.option(fc.record({ rateBp: fc.integer({ min: 0, max: 3000 }), sourceId: fc.constant(null) }));
const anyLine = fc.record({
  kind: fc.constantFrom(...LINE_KINDS, 'service' as const, 'product' as const),
  quantityMilli: fc.integer({ min: 1, max: 9000 }),
  priceMinor: fc.integer({ min: 0, max: 900_000 }),
  isCovered: fc.boolean(),
  noDiscount: fc.boolean(),
  noBonus: fc.boolean(),
  minPriceMinor: fc.option(fc.integer({ min: 0, max: 900_000 })),
  discountCapBp: fc.option(fc.integer({ min: 0, max: 10_000 })),
  promotions: fc.array(
    fc.record({ id: fc.integer({ min: 1, max: 9 }), off: anyOff, isCombinable: fc.boolean(), noBonus: fc.boolean() }),
    { maxLength: 3 },
  ),
  bundle: fc.option(
    fc.record({
      id: fc.constant(4),
      differenceMinor: fc.integer({ min: -1000, max: 500_000 }),
      isCombinable: fc.boolean(),
    }),
  ),
  takesCoupon: fc.boolean(),
  manual: fc.option(anyOff),
});
const anyCheck: fc.Arbitrary<CheckTerms> = fc.record({
  lines: fc
    .array(anyLine, { maxLength: 12 })
    .map((lines) =>
      lines.map((item, index) => ({ ...item, key: `l${index}`, isCovered: item.isCovered && item.kind === 'service' })),
    ),
  groups: fc.record({ personal: anyRate, category: anyRate, card: anyRate, accumulative: anyRate }),
  coupon: fc.option(fc.record({ id: fc.constant(1), off: anyOff })),
  discountCapBp: fc.integer({ min: 0, max: 10_000 }),
  roundingStepMinor: fc.constantFrom(1, 100, 500, 1000),
  bonus: fc.option(
    fc.record({
      availableMinor: fc.integer({ min: 0, max: 5_000_000 }),
      limitBp: fc.integer({ min: 0, max: 10_000 }),
      unitMinor: fc.constantFrom(1, 100, 1000),
    }),
  ),
});
const sumOf = (list: readonly number[]): number => list.reduce((total, item) => total + item, 0);
const roundUp = (value: number): number => Math.floor(value + 0.5);

describe('Properties', () => {
  it('M4 the discounts of each line are its gross less its net, and nothing is ever negative', () => {
    fc.assert(
      fc.property(anyCheck, (terms) => {
        const priced = priceCheck(terms);
        for (const one of priced.lines) {
          expect(sumOf(one.discounts.map(({ amountMinor }) => amountMinor))).toBe(one.grossMinor - one.netMinor);
          expect(one.netMinor).toBeGreaterThanOrEqual(0);
          for (const { amountMinor } of one.discounts) expect(amountMinor).toBeGreaterThan(0);
        }
        expect(priced.netMinor).toBe(sumOf(priced.lines.map(({ netMinor }) => netMinor)));
        expect(priced.grossMinor - priced.discountMinor).toBe(priced.netMinor);
      }),
    );
  });

  it('P7 caps and floors hold, whatever is given', () => {
    fc.assert(
      fc.property(anyCheck, (terms) => {
        const priced = priceCheck(terms);
        priced.lines.forEach((one, at) => {
          const { discountCapBp, minPriceMinor, quantityMilli, kind, isCovered } = terms.lines[at]!;
          const ofLine = one.discounts.filter(({ source }) => source !== 'coupon' && source !== 'rounding');
          const capBp = Math.min(terms.discountCapBp, discountCapBp ?? 10_000);
          const taken = sumOf(ofLine.map(({ amountMinor }) => amountMinor));
          expect(taken).toBeLessThanOrEqual(roundUp((one.grossMinor * capBp) / 10_000));
          if (minPriceMinor === null || isCovered || (kind !== 'service' && kind !== 'product')) return;
          const floor = Math.min(one.grossMinor, roundUp((minPriceMinor * quantityMilli) / 1000));
          const rounding = one.discounts.find(({ source }) => source === 'rounding')?.amountMinor ?? 0;
          expect(one.netMinor + rounding).toBeGreaterThanOrEqual(floor);
        });
      }),
    );
  });

  it('M7 the rounding is below the step, downwards, and reaches it whenever somebody can carry it', () => {
    fc.assert(
      fc.property(anyCheck, (terms) => {
        const priced = priceCheck(terms);
        const before = priceCheck({ ...terms, roundingStepMinor: 1 }).netMinor;
        expect(before - priced.netMinor).toBeGreaterThanOrEqual(0);
        expect(before - priced.netMinor).toBeLessThan(terms.roundingStepMinor);
        const goods = priceCheck({ ...terms, roundingStepMinor: 1 }).lines.filter(
          (_, at) => terms.lines[at]!.kind === 'service' || terms.lines[at]!.kind === 'product',
        );
        if (sumOf(goods.map(({ netMinor }) => netMinor)) >= before % terms.roundingStepMinor) {
          expect(priced.netMinor % terms.roundingStepMinor).toBe(0);
        }
      }),
    );
  });

  it('P8 the coupon adds up: an amount comes off in full unless there is less room', () => {
    fc.assert(
      fc.property(anyCheck, fc.integer({ min: 1, max: 900_000 }), (terms, amountMinor) => {
        const coupon = { id: 1, off: { amountMinor } };
        const without = priceCheck({ ...terms, coupon: null, roundingStepMinor: 1 });
        const priced = priceCheck({ ...terms, coupon, roundingStepMinor: 1 });
        const room = sumOf(
          without.lines.map((one, at) => {
            const { kind, isCovered, takesCoupon, minPriceMinor, quantityMilli } = terms.lines[at]!;
            if (!takesCoupon || isCovered || (kind !== 'service' && kind !== 'product')) return 0;
            const floor = minPriceMinor === null ? 0 : roundUp((minPriceMinor * quantityMilli) / 1000);
            return Math.max(0, one.netMinor - Math.min(floor, one.grossMinor));
          }),
        );
        expect(without.netMinor - priced.netMinor).toBe(Math.min(amountMinor, room));
      }),
    );
  });

  it('P9 bonuses: within the balance and the limit, in whole units, no unit more would fit', () => {
    fc.assert(
      fc.property(anyCheck, (terms) => {
        const { bonusMaxMinor, bonusBaseMinor, netMinor } = priceCheck(terms);
        expect(bonusBaseMinor).toBeLessThanOrEqual(netMinor);
        const { availableMinor, limitBp, unitMinor } = terms.bonus ?? { availableMinor: 0, limitBp: 0, unitMinor: 1 };
        const limit = Math.min(availableMinor, (bonusBaseMinor * limitBp) / 10_000);
        expect(bonusMaxMinor % unitMinor).toBe(0);
        expect(bonusMaxMinor).toBeLessThanOrEqual(limit);
        expect(bonusMaxMinor + unitMinor).toBeGreaterThan(limit);
      }),
    );
  });

  it('The order of the lines changes no total and, before M5 shares anything, no line', () => {
    fc.assert(
      fc.property(anyCheck, (terms) => {
        const turned = { ...terms, lines: terms.lines.toReversed() };
        const { lines: _a, ...straight } = priceCheck({ ...terms, bonus: null });
        const { lines: _b, ...reversed } = priceCheck({ ...turned, bonus: null });
        expect({ ...reversed, bonusBaseMinor: 0 }).toEqual({ ...straight, bonusBaseMinor: 0 });
        const alone = (of: CheckTerms) =>
          priceCheck({ ...of, coupon: null, roundingStepMinor: 1 }).lines.toSorted((a, b) => (a.key < b.key ? -1 : 1));
        expect(alone(turned)).toEqual(alone(terms));
      }),
    );
  });

  it('P4, P5 of promotion and client the client never gets less than the better one alone, caps aside', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 900_000 }),
        fc.integer({ min: 1, max: 3000 }),
        fc.integer({ min: 1, max: 3000 }),
        fc.boolean(),
        (price, promo, personal, isCombinable) => {
          const of = (more: Partial<LineTerms>, rates: Parameters<typeof groups>[0]): number =>
            priceCheck(check([line('a', price, more)], { groups: groups(rates) })).netMinor;
          const both = of({ promotions: [promotion(1, promo, { isCombinable })] }, { personal });
          const better = Math.min(of({ promotions: [promotion(1, promo)] }, {}), of({}, { personal }));
          if (isCombinable) expect(both).toBeLessThanOrEqual(better);
          else expect(both).toBe(better);
        },
      ),
    );
  });

  it('A check of 200 lines is priced and explained in under 5 ms', () => {
    const lines = Array.from({ length: 200 }, (_, index) =>
      line(`l${index}`, 100_000 + index * 37, {
        promotions: [promotion(1, 1000, { isCombinable: true }), promotion(2, 700)],
        manual: { rateBp: 300 },
      }),
    );
    const terms = check(lines, {
      groups: groups({ personal: 500, card: 700, accumulative: 300 }),
      coupon: { id: 1, off: { amountMinor: 300_000 } },
      roundingStepMinor: 1000,
    });
    for (let warm = 0; warm < 30; warm += 1) priceCheck(terms);
    const times = Array.from({ length: 15 }, () => {
      const start = performance.now();
      priceCheck(terms);
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(5);
  });
});
