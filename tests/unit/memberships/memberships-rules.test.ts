import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src-shared/kernel/local-date.ts';
import {
  type CoverCase,
  type MembershipDays,
  coverFault,
  earnedByTime,
  elapsedDays,
  freezeFault,
  frozenDays,
  lastDay,
  membershipRefund,
  membershipStatus,
  poolValues,
  startOn,
  thawed,
  visitValue,
} from '../../../src-shared/memberships/memberships.rules.ts';

const days = (values: Partial<MembershipDays> = {}): MembershipDays => ({
  startsOn: '2026-03-01',
  activateOn: null,
  validityDays: 90,
  freezes: [],
  ...values,
});

describe('T8 the price over the pools', () => {
  it.each([
    [
      2_000_000,
      [
        [10, 200_000],
        [5, 100_000],
      ],
      [1_600_000, 400_000],
    ],
    [
      1_000,
      [
        [1, 100],
        [1, 100],
        [1, 100],
      ],
      [334, 333, 333],
    ],
    [1_000, [[10, 555]], [1_000]],
    [
      1_000,
      [
        [3, 0],
        [1, 0],
      ],
      [750, 250],
    ],
    [
      0,
      [
        [3, 100],
        [1, 100],
      ],
      [0, 0],
    ],
    [
      1_000,
      [
        [2, 0],
        [1, 500],
      ],
      [0, 1_000],
    ],
  ] as const)('T8 M5 %d over %j is %j', (price, pools, values) => {
    expect(
      poolValues(
        price,
        pools.map(([visits, listPriceMinor]) => ({ visits, listPriceMinor })),
      ),
    ).toEqual(values);
  });
});

describe('T9 recognition', () => {
  it.each([
    [10_000, 3, 3_333],
    [6_667, 2, 3_334],
    [3_333, 1, 3_333],
    [0, 4, 0],
  ])('T9 %d over %d visits: %d', (valueMinor, units, value) => {
    expect(visitValue({ valueMinor, units })).toBe(value);
  });

  it('T9 without a limit a visit recognises nothing', () => {
    expect(visitValue({ valueMinor: 5_000, units: null })).toBe(0);
  });

  it('I5 after the last visit nothing is left, whatever was given back on the way', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 ** 9 }),
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.nat(9), { maxLength: 120 }),
        (price, visits, dice) => {
          let left = { units: visits, valueMinor: price };
          const used: number[] = [];
          for (const throwOf of dice) {
            if (throwOf < 3 && used.length > 0) {
              const [value] = used.splice(throwOf % used.length, 1);
              left = { units: left.units + 1, valueMinor: left.valueMinor + value! };
            } else if (left.units > 0) {
              const value = visitValue(left);
              used.push(value);
              left = { units: left.units - 1, valueMinor: left.valueMinor - value };
            }
            expect(left.valueMinor + used.reduce((sum, value) => sum + value, 0)).toBe(price);
            expect(left.valueMinor).toBeGreaterThanOrEqual(0);
          }
          while (left.units > 0) {
            const value = visitValue(left);
            left = { units: left.units - 1, valueMinor: left.valueMinor - value };
          }
          expect(left.valueMinor).toBe(0);
        },
      ),
    );
  });

  it.each([
    ['2026-02-28', 0],
    ['2026-03-01', 100],
    ['2026-03-31', 3_100],
    ['2026-04-30', 6_100],
    ['2026-05-29', 9_000],
    ['2026-12-31', 9_000],
  ])('T9 E17 9000 for 90 days from 1 March, as of %s: %d', (date, earned) => {
    expect(earnedByTime(9_000, days(), date)).toBe(earned);
  });

  it('T9 frozen days earn nothing and are made up for at the end', () => {
    const frozen = days({ freezes: [{ fromDate: '2026-03-11', toDate: '2026-03-20' }] });
    expect(earnedByTime(9_000, frozen, '2026-03-10')).toBe(1_000);
    expect(earnedByTime(9_000, frozen, '2026-03-20')).toBe(1_000);
    expect(earnedByTime(9_000, frozen, '2026-03-31')).toBe(2_100);
    expect(lastDay(frozen, '2026-03-31')).toBe('2026-06-08');
    expect(earnedByTime(9_000, frozen, '2026-06-08')).toBe(9_000);
  });

  it('T9 grows day by day to the exact price, with pauses anywhere', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 ** 8 }),
        fc.integer({ min: 1, max: 400 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 20 })), { maxLength: 4 }),
        (price, validityDays, pauses) => {
          let from = '2026-03-01';
          const freezes = pauses.map(([gap, length]) => {
            const fromDate = addDays(from, gap + 1);
            from = addDays(fromDate, length);
            return { fromDate, toDate: addDays(fromDate, length - 1) };
          });
          const membership = days({ validityDays, freezes });
          const inside = freezes.every(({ fromDate }) => fromDate <= lastDay(membership, fromDate)!);
          fc.pre(inside && frozenDays(freezes) < 400);
          const end = lastDay(membership, from)!;
          let before = 0;
          for (let date = '2026-02-27'; date <= addDays(end, 2); date = addDays(date, 1)) {
            const earned = earnedByTime(price, membership, date);
            expect(earned).toBeGreaterThanOrEqual(before);
            before = earned;
          }
          expect(elapsedDays(membership, end)).toBeLessThanOrEqual(validityDays);
          if (freezes.every(({ toDate }) => toDate <= end)) expect(before).toBe(price);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('T8 days of use', () => {
  it.each([
    [days(), '2026-03-12', '2026-05-29'],
    [days({ freezes: [{ fromDate: '2026-04-01', toDate: '2026-04-14' }] }), '2026-03-12', '2026-06-12'],
    [days({ startsOn: null }), '2026-03-12', null],
    [days({ startsOn: null, activateOn: '2026-03-12' }), '2026-03-11', null],
    [days({ startsOn: null, activateOn: '2026-03-12' }), '2026-03-12', '2026-06-09'],
    [days({ validityDays: 1 }), '2026-03-12', '2026-03-01'],
  ])('T8 %j on %s: last day %s', (membership, onDate, last) => {
    expect(lastDay(membership, onDate)).toBe(last);
  });

  it('nr 34 begins by itself on the day of activation', () => {
    expect(startOn(days({ startsOn: null, activateOn: '2026-03-12' }), '2026-03-11')).toBe(null);
    expect(startOn(days({ startsOn: null, activateOn: '2026-03-12' }), '2026-04-01')).toBe('2026-03-12');
  });

  const limits = { maxDays: 14, maxTimes: 2 };
  it.each([
    ['2026-03-12', '2026-03-18', null],
    ['2026-03-12', '2026-03-25', null],
    ['2026-03-12', '2026-03-26', 'FREEZE_DAYS'],
    ['2026-03-18', '2026-03-12', 'FREEZE_ORDER'],
    ['2026-03-11', '2026-03-12', 'FREEZE_PAST'],
    ['2026-05-29', '2026-05-30', null],
    ['2026-05-30', '2026-05-31', 'FREEZE_OVER'],
  ] as const)('nr 33 a pause from %s to %s: %s', (fromDate, toDate, fault) => {
    expect(freezeFault(days(), limits, { fromDate, toDate }, '2026-03-12')).toBe(fault);
  });

  it('nr 33 pauses neither overlap nor pass the limits', () => {
    const once = days({ freezes: [{ fromDate: '2026-03-15', toDate: '2026-03-20' }] });
    const wish = (fromDate: string, toDate: string) => freezeFault(once, limits, { fromDate, toDate }, '2026-03-12');
    expect(wish('2026-03-20', '2026-03-22')).toBe('FREEZE_OVERLAPS');
    expect(wish('2026-03-21', '2026-03-28')).toBe(null);
    expect(wish('2026-03-21', '2026-03-29')).toBe('FREEZE_DAYS');
    expect(
      freezeFault(once, { maxDays: 99, maxTimes: 1 }, { fromDate: '2026-04-01', toDate: '2026-04-02' }, '2026-03-12'),
    ).toBe('FREEZE_TIMES');
    expect(
      freezeFault(days({ startsOn: null }), limits, { fromDate: '2026-04-01', toDate: '2026-04-02' }, '2026-03-12'),
    ).toBe('FREEZE_NOT_STARTED');
  });

  it.each([
    ['2026-03-10', null],
    ['2026-03-11', { fromDate: '2026-03-10', toDate: '2026-03-10' }],
    ['2026-03-15', { fromDate: '2026-03-10', toDate: '2026-03-14' }],
  ])('nr 33 ended on %s a pause stays %j', (today, left) => {
    expect(thawed({ fromDate: '2026-03-10', toDate: '2026-03-20' }, today)).toEqual(left);
  });
});

describe('T8 coverage', () => {
  const cover = (values: Partial<CoverCase>): CoverCase => ({
    ...days(),
    isClosed: false,
    isMember: true,
    memberUnitsLeft: null,
    pool: { units: 3 },
    ...values,
  });

  it.each([
    [{}, '2026-03-12', null],
    [{}, '2026-05-29', null], // the last day inclusive
    [{}, '2026-05-30', { code: 'MEMBERSHIP_EXPIRED', lastDay: '2026-05-29' }],
    [{}, '2026-02-28', { code: 'MEMBERSHIP_NOT_COVERED', why: 'early' }],
    [{ startsOn: null }, '2027-01-01', null], // begins with this visit
    [
      { freezes: [{ fromDate: '2026-03-10', toDate: '2026-03-12' }] },
      '2026-03-12',
      { code: 'MEMBERSHIP_FROZEN', until: '2026-03-12' },
    ],
    [{ freezes: [{ fromDate: '2026-03-10', toDate: '2026-03-12' }] }, '2026-03-13', null],
    [{ pool: null }, '2026-03-12', { code: 'MEMBERSHIP_NOT_COVERED', why: 'service' }],
    [{ pool: { units: 0 } }, '2026-03-12', { code: 'MEMBERSHIP_NOT_COVERED', why: 'units' }],
    [{ pool: { units: null } }, '2026-03-12', null],
    [{ isMember: false }, '2026-03-12', { code: 'MEMBERSHIP_NOT_COVERED', why: 'client' }],
    [{ memberUnitsLeft: 0 }, '2026-03-12', { code: 'MEMBERSHIP_NOT_COVERED', why: 'limit' }],
    [{ isClosed: true }, '2026-03-12', { code: 'MEMBERSHIP_NOT_COVERED', why: 'closed' }],
  ] as const)('T8 %j on %s: %j', (values, onDate, fault) => {
    expect(coverFault(cover(values), onDate)).toEqual(fault);
  });

  it.each([
    [{}, '2026-03-12', 'active'],
    [{ startsOn: null }, '2026-03-12', 'waiting'],
    [{ freezes: [{ fromDate: '2026-03-12', toDate: '2026-03-14' }] }, '2026-03-12', 'frozen'],
    [{ unitsLeft: 0 }, '2026-03-12', 'spent'],
    [{}, '2026-06-01', 'expired'],
    [{ unitsLeft: 0, closedBy: 'expire' }, '2026-06-01', 'expired'],
    [{ unitsLeft: 0, closedBy: 'refund' }, '2026-03-12', 'refunded'],
    [{ unitsLeft: 0, closedBy: 'reverse' }, '2026-03-12', 'cancelled'],
    [{ unitsLeft: null }, '2026-03-12', 'active'],
  ] as const)('T8 %j on %s is %s', (values, onDate, status) => {
    expect(membershipStatus({ ...days(), unitsLeft: 3, closedBy: null, ...values }, onDate)).toBe(status);
  });
});

describe('T10 E19 money back', () => {
  it.each([
    ['proportional', 6_000, 6_000, 6_000, 0],
    ['single_price', 6_000, 6_000, 4_000, 2_000],
    ['single_price', 6_000, 11_000, 0, 6_000], // more was used than was paid
    ['single_price', 6_000, 0, 6_000, 0], // never more than is left
  ] as const)(
    'T10 %s, %d left, used at list %d: %d back, %d revenue',
    (mode, leftMinor, usedAtListMinor, refund, revenue) => {
      expect(membershipRefund(mode, { priceMinor: 10_000, leftMinor, usedAtListMinor })).toEqual({
        refundMinor: refund,
        revenueMinor: revenue,
      });
    },
  );
});
