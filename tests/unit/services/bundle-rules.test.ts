import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type BookingRule,
  bookingRuleFault,
  bookingRuleProblem,
} from '../../../src-shared/services/booking-rule.rules.ts';
import { allocateBundle, bundleFault, bundleShares, layOutBundle } from '../../../src-shared/services/bundle.rules.ts';

const one = (serviceId: number, isParallel = false) => ({ serviceId, isParallel });
const lengths: Record<number, number> = { 1: 60, 2: 90, 3: 30 };

describe('bundles', () => {
  test.each([
    ['one after another', [one(1), one(2), one(3)], [0, 60, 150]],
    ['in four hands', [one(1), one(2, true), one(3)], [0, 0, 90]],
    ['three at once', [one(1), one(2, true), one(3, true)], [0, 0, 0]],
    ['a pair after a first one', [one(3), one(2), one(1, true), one(3)], [0, 30, 30, 120]],
    ['a parallel mark of the first item says nothing', [one(1, true), one(3)], [0, 60]],
  ])('offsets: %s', (_, items, offsets) => {
    const placed = layOutBundle(items, (serviceId) => lengths[serviceId]!);
    expect(placed.map(({ offsetMin }) => offsetMin)).toEqual(offsets);
  });

  test('P10 a fixed price is shared by the largest remainder with the own prices as weights', () => {
    expect(allocateBundle(300_000, [200_000, 200_000])).toEqual([150_000, 150_000]);
    expect(allocateBundle(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allocateBundle(null, [200_000, 5])).toEqual([200_000, 5]);
    expect(allocateBundle(0, [200_000, 5])).toEqual([0, 0]);
    expect(allocateBundle(101, [0, 0])).toEqual([51, 50]);
    expect(allocateBundle(100, [])).toEqual([]);
  });

  test('P10 the parts add up to the price of the bundle to the kopeck', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000_000 }),
        fc.array(fc.integer({ min: 0, max: 10_000_000 }), { minLength: 1, maxLength: 10 }),
        (fixed, prices) => {
          const parts = allocateBundle(fixed, prices);
          expect(parts).toHaveLength(prices.length);
          expect(parts.reduce((sum, part) => sum + part, 0)).toBe(fixed);
          expect(parts.every((part) => part >= 0)).toBe(true);
        },
      ),
    );
  });

  test('P10 only a whole bundle in its order has its price, twice if it stands twice', () => {
    const bundleOf = (id: number) => (id === 5 ? { priceMinor: 300, serviceIds: [1, 2] } : undefined);
    const line = (serviceId: number, bundleId: number | null = 5) => ({ serviceId, bundleId, listMinor: 200 });
    expect(bundleShares([line(1), line(2)], bundleOf)).toEqual([150, 150]);
    expect(bundleShares([line(3, null), line(1), line(2), line(1), line(2)], bundleOf)).toEqual([
      null,
      150,
      150,
      150,
      150,
    ]);
    expect(bundleShares([line(1)], bundleOf)).toEqual([null]);
    expect(bundleShares([line(2), line(1)], bundleOf)).toEqual([null, null]);
    expect(bundleShares([line(1), line(2, null)], bundleOf)).toEqual([null, null]);
    expect(bundleShares([line(1, 6), line(2, 6)], bundleOf)).toEqual([null, null]);
    expect(bundleShares([], bundleOf)).toEqual([]);
  });

  test.each([
    ['nothing', [], 'TOO_FEW_ITEMS'],
    ['a single service', [one(1)], 'TOO_FEW_ITEMS'],
    ['a first item with nothing to be parallel to', [one(1, true), one(2)], 'FIRST_IS_PARALLEL'],
    ['two services', [one(1), one(2)], null],
  ])('bundle fault: %s', (_, items, fault) => {
    expect(bundleFault(items)).toBe(fault);
  });
});

describe('booking rules (features.md part 2, nr 14)', () => {
  const fill: BookingRule = { afterServiceIds: [1, 2], minDays: 7, maxDays: 21, allowsFirst: false };
  const past = (...visits: [number, string][]) => visits.map(([serviceId, localDate]) => ({ serviceId, localDate }));
  const on = '2026-03-31';
  test.each([
    ['inside the days', past([1, '2026-03-12']), null],
    ['the last allowed day', past([1, '2026-03-10']), null],
    ['a day too late', past([1, '2026-03-09']), { kind: 'tooLate', days: 22, limitDays: 21, lastOn: '2026-03-09' }],
    ['the first allowed day', past([2, '2026-03-24']), null],
    ['a day too early', past([2, '2026-03-25']), { kind: 'tooEarly', days: 6, limitDays: 7, lastOn: '2026-03-25' }],
    ['the newest visit counts', past([1, '2026-01-01'], [2, '2026-03-15']), null],
    ['another service does not count', past([3, '2026-03-20']), { kind: 'neverBefore' }],
    ['a visit after the day does not count', past([1, '2026-04-01']), { kind: 'neverBefore' }],
    ['a client who is not known', null, null],
  ])('%s', (_, visits, expected) => {
    const found = bookingRuleProblem(fill, on, visits);
    if (expected === null) expect(found).toBeNull();
    else expect(found).toMatchObject(expected);
  });

  test('somebody new may come when the rule allows it; without a rule everybody may', () => {
    expect(bookingRuleProblem({ ...fill, allowsFirst: true }, on, [])).toBeNull();
    expect(bookingRuleProblem(null, on, [])).toBeNull();
  });

  test.each([
    ['no services', { afterServiceIds: [] }, 'NO_SERVICES'],
    ['nothing is asked', { minDays: null, maxDays: null, allowsFirst: true }, 'NOTHING_ASKED'],
    ['more at least than at most', { minDays: 30 }, 'RANGE_REVERSED'],
    ['a sound rule', {}, null],
  ])('rule fault: %s', (_, values, fault) => {
    expect(bookingRuleFault({ ...fill, ...values })).toBe(fault);
  });
});
