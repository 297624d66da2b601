import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { personalInterval } from '../../../src-shared/client-figures/client-figures.rules.ts';
import { addDays, daysBetween } from '../../../src-shared/kernel/local-date.ts';
import { agreesToContact, contactRefusal } from '../../../src-shared/personal-data/personal-data.rules.ts';
import {
  type CallCaps,
  type FitFacts,
  type PastCall,
  calmPace,
  callPause,
  compareDue,
  compareFits,
  countsAs,
  dueOf,
  figuresOf,
  fillScript,
  fitReasons,
  isPromised,
  isQuietTime,
  lastVisitsOnList,
  leavesDeadGap,
  periodOf,
  refusedUntil,
  scriptFor,
  showRateBp,
  skipReason,
} from '../../../src-shared/retention/retention.rules.ts';

const TODAY = '2026-03-12';
const RULES = { aheadDays: 3, lostFactor: 2 };
const CAPS: CallCaps = { gapDays: 7, maxPerMonth: 4 };
/** A day so many days before today. */
const ago = (days: number): string => addDays(TODAY, -days);
const days = fc.integer({ min: 1, max: 400 });

describe('R12 the client’s own rhythm', () => {
  const visitsOf = (intervals: readonly number[]): string[] => {
    let date = '2025-01-10';
    return [date, ...intervals.map((interval) => (date = addDays(date, interval)))];
  };
  test.each([
    { intervals: [], expected: null },
    { intervals: [30, 30], expected: null },
    { intervals: [28, 30, 35], expected: 30 },
    { intervals: [28, 30, 31, 35], expected: 31 },
    { intervals: [30, 20, 20, 20], expected: 20 },
    { intervals: [30, 31, 20, 21], expected: 26 },
    { intervals: [200, 200, 200, 20, 20, 20, 20, 20], expected: 20 },
  ])('is the median of the last five intervals when there are three, half a day up: $intervals', (row) => {
    expect(personalInterval(visitsOf(row.intervals))).toBe(row.expected);
  });
  test('lies between the shortest and the longest of the last five intervals', () => {
    fc.assert(
      fc.property(fc.array(days, { minLength: 3, maxLength: 12 }), (intervals) => {
        const last = intervals.slice(-5);
        const own = personalInterval(visitsOf(intervals))!;
        expect(own).toBeGreaterThanOrEqual(Math.min(...last));
        expect(own).toBeLessThanOrEqual(Math.max(...last));
      }),
    );
  });
  test.each([
    { service: null, personal: 30, uses: true, expected: null },
    { service: 45, personal: 30, uses: true, expected: { days: 30, isPersonal: true } },
    { service: 45, personal: 30, uses: false, expected: { days: 45, isPersonal: false } },
    { service: 45, personal: null, uses: true, expected: { days: 45, isPersonal: false } },
  ])('takes the place of the service’s period only where one is set: $service/$personal', (row) => {
    expect(periodOf(row.service, row.personal, row.uses)).toEqual(row.expected);
  });
});

describe('R12 states', () => {
  test.each([
    { last: 26, expected: null },
    { last: 27, expected: { dueOn: '2026-03-15', overdueDays: -3, state: 'upcoming' } },
    { last: 29, expected: { dueOn: '2026-03-13', overdueDays: -1, state: 'upcoming' } },
    { last: 30, expected: { dueOn: TODAY, overdueDays: 0, state: 'due' } },
    { last: 31, expected: { dueOn: '2026-03-11', overdueDays: 1, state: 'overdue' } },
    { last: 90, expected: { dueOn: '2026-01-11', overdueDays: 60, state: 'overdue' } },
    { last: 91, expected: { dueOn: '2026-01-10', overdueDays: 61, state: 'lost' } },
  ])('every 30 days, last $last days ago', ({ last, expected }) => {
    expect(dueOf(ago(last), 30, TODAY, RULES)).toEqual(expected);
  });
  test('what stands on the list lies within its days of the last visit, and nothing else does', () => {
    const rules = fc.record({
      aheadDays: fc.integer({ min: 0, max: 60 }),
      lostFactor: fc.integer({ min: 1, max: 10 }),
    });
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 3000 }), rules, (period, away, asked) => {
        const due = dueOf(ago(away), period, TODAY, asked);
        const { from, to } = lastVisitsOnList(period, TODAY, asked);
        const isOnList = due !== null && due.state !== 'lost';
        expect(isOnList).toBe(ago(away) >= from && ago(away) <= to);
        if (due) expect(daysBetween(due.dueOn, TODAY)).toBe(due.overdueDays);
      }),
    );
  });
  test('the longest overdue stand first, then the nearest to come; the order is whole', () => {
    const row = fc.record({ overdueDays: fc.integer({ min: -3, max: 90 }), clientId: days, serviceId: days });
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const sorted = rows.toSorted(compareDue).map(({ overdueDays }) => overdueDays);
        expect(sorted).toEqual(sorted.toSorted((a, b) => b - a));
      }),
    );
    const order = [-1, 6, 0, 40, -3].map((overdueDays) => ({ overdueDays, clientId: 1, serviceId: 1 }));
    expect(order.toSorted(compareDue).map(({ overdueDays }) => overdueDays)).toEqual([40, 6, 0, -1, -3]);
  });
});

describe('R12 A4 whom nobody calls', () => {
  const call = (change: Partial<PastCall>): PastCall => ({
    serviceId: 1,
    outcome: 'refused',
    nextOn: null,
    localDate: ago(1),
    ...change,
  });
  test.each([
    { name: 'nobody has called yet', calls: [], expected: null },
    {
      name: 'they asked for a later day',
      calls: [call({ outcome: 'later', nextOn: addDays(TODAY, 2) })],
      expected: { reason: 'waits', until: addDays(TODAY, 2) },
    },
    { name: 'that day has come', calls: [call({ outcome: 'later', nextOn: TODAY })], expected: null },
    {
      name: 'nobody answered today',
      calls: [call({ outcome: 'no_answer', nextOn: addDays(TODAY, 1), localDate: TODAY })],
      expected: { reason: 'waits', until: addDays(TODAY, 1) },
    },
    {
      name: 'they refused yesterday: a week of peace',
      calls: [call({ nextOn: addDays(TODAY, 50) })],
      expected: { reason: 'cap', until: ago(-6) },
    },
    {
      name: 'they refused a week ago',
      calls: [call({ nextOn: addDays(TODAY, 50), localDate: ago(7) })],
      expected: null,
    },
    {
      name: 'four calls in 30 days',
      calls: [1, 3, 5, 20].map((days) => call({ outcome: 'no_answer', nextOn: ago(0), localDate: ago(days) })),
      expected: { reason: 'cap', until: addDays(ago(20), 30) },
    },
    {
      name: 'four calls, but the day they named has come',
      calls: [
        call({ outcome: 'later', nextOn: TODAY }),
        ...[3, 5, 20].map((days) => call({ outcome: 'no_answer', nextOn: ago(1), localDate: ago(days) })),
      ],
      expected: null,
    },
  ])('$name', ({ calls, expected }) => {
    expect(callPause(calls, TODAY, CAPS)).toEqual(expected);
  });
  test('a pause ends on the day it names: they may be called then', () => {
    const past = fc.record({
      serviceId: fc.constant(1),
      outcome: fc.constantFrom('booked', 'later', 'refused', 'no_answer'),
      nextOn: fc.option(fc.integer({ min: -20, max: 60 }).map((by) => addDays(TODAY, by))),
      localDate: fc.integer({ min: 0, max: 60 }).map(ago),
    });
    fc.assert(
      fc.property(fc.array(past, { maxLength: 8 }), (list) => {
        const calls = list.toSorted((a, b) => b.localDate.localeCompare(a.localDate));
        const pause = callPause(calls, TODAY, CAPS);
        if (!pause) return;
        expect(pause.until > TODAY).toBe(true);
        // One limit may give way to the other, but each ends.
        let until = pause.until;
        for (let step = 0; step < 4; step++) until = callPause(calls, until, CAPS)?.until ?? until;
        expect(callPause(calls, until, CAPS)).toBeNull();
      }),
    );
  });
  test('a refusal is about its service, or about all of them', () => {
    const calls = [call({ serviceId: 1, nextOn: addDays(TODAY, 30) })];
    expect(refusedUntil(calls, 1, TODAY)).toBe(addDays(TODAY, 30));
    expect(refusedUntil(calls, 2, TODAY)).toBeNull();
    expect(refusedUntil([call({ serviceId: null, nextOn: addDays(TODAY, 30) })], 2, TODAY)).toBe(addDays(TODAY, 30));
    expect(refusedUntil(calls, 1, addDays(TODAY, 30))).toBeNull();
  });
  test('a promised call is one whose named day has come', () => {
    expect(isPromised([call({ outcome: 'later', nextOn: TODAY })], TODAY)).toBe(true);
    expect(isPromised([call({ outcome: 'later', nextOn: addDays(TODAY, 1) })], TODAY)).toBe(false);
    expect(isPromised([call({ outcome: 'no_answer', nextOn: TODAY })], TODAY)).toBe(false);
  });
  test.each([
    { marketing: 'given', processing: 'given', agreed: true, all: true },
    { marketing: 'given', processing: 'none', agreed: true, all: true },
    { marketing: 'none', processing: 'given', agreed: false, all: true },
    { marketing: 'none', processing: 'none', agreed: false, all: true },
    { marketing: 'withdrawn', processing: 'given', agreed: false, all: false },
    { marketing: 'given', processing: 'withdrawn', agreed: false, all: false },
  ] as const)('D1 contact: marketing $marketing, processing $processing', ({ marketing, processing, agreed, all }) => {
    expect(agreesToContact({ marketing, processing }, 'agreed')).toBe(agreed);
    expect(agreesToContact({ marketing, processing }, 'notWithdrawn')).toBe(all);
  });
  test.each([
    { change: {}, expected: null },
    { change: { consent: { marketing: 'none', processing: 'given' }, hasPhone: false }, expected: 'noConsent' },
    { change: { noCallsUntil: TODAY }, expected: 'askedNotTo' },
    { change: { noCallsUntil: ago(1) }, expected: null },
    { change: { hasPhone: false }, expected: 'noPhone' },
    { change: { calls: [call({})] }, expected: 'cap' },
  ] as const)('skipped: $change', ({ change, expected }) => {
    const consent = { marketing: 'given', processing: 'given' } as const;
    const facts = { isErased: false, callPolicy: 'agreed', consent, noCallsUntil: null, ...change } as const;
    const refusal = contactRefusal(facts, 'marketing', 'call', TODAY);
    expect(skipReason({ hasPhone: true, calls: [], ...change, refusal }, TODAY, CAPS)).toBe(expected);
    expect(contactRefusal(facts, 'service', 'call', TODAY)).toBeNull();
  });
});

describe('A3 A4 the calls of a day', () => {
  test.each([
    { done: 0, now: 590, expected: 0, next: 600 },
    { done: 0, now: 600, expected: 1, next: 600 },
    { done: 3, now: 730, expected: 5, next: 730 },
    { done: 8, now: 730, expected: 5, next: 840 },
    { done: 20, now: 900, expected: 11, next: null },
    { done: 3, now: 1200, expected: 20, next: null },
  ])('20 calls from 10 to 20 h, $done made at minute $now', ({ done, now, expected, next }) => {
    expect(calmPace([600, 1200], 20, done, now)).toEqual({ expected, nextAtMin: next });
  });
  test('quiet hours begin at the closing minute', () => {
    expect([599, 600, 1199, 1200].map((minute) => isQuietTime(minute, [600, 1200]))).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
  test('a script takes the service’s own text, fills in what it knows and leaves the rest', () => {
    const scripts = [
      { reason: 'due', serviceId: null, text: 'Всем' },
      { reason: 'due', serviceId: 7, text: 'Стрижка' },
      { reason: 'lost', serviceId: null, text: 'Вернитесь' },
    ] as const;
    expect(scriptFor(scripts, 'due', 7)).toBe('Стрижка');
    expect(scriptFor(scripts, 'due', 8)).toBe('Всем');
    expect(scriptFor(scripts, 'lost', 7)).toBe('Вернитесь');
    expect(scriptFor([], 'due', 7)).toBe('');
    const values = { client: 'Мария', service: 'Стрижка', staff: 'Анна', days: '36 дней', salon: 'Зеркало' };
    expect(fillScript('{Имя}, {услуга} у {мастер}: {дней}. {салон} {что}', values)).toBe(
      'Мария, Стрижка у Анна: 36 дней. Зеркало {что}',
    );
  });
});

describe('A2 who fits a window', () => {
  const fit = (change: Partial<FitFacts> = {}): FitFacts => ({
    clientId: 1,
    serviceId: 1,
    overdueDays: 5,
    isOwnMaster: true,
    isPreferredMaster: false,
    restMin: 0,
    minGapMin: 45,
    visits: 3,
    noShows: 1,
    priceMinor: 240_000,
    ...change,
  });
  test('whose day has come stands first, then the master’s own, then who leaves no dead gap, then the longest overdue', () => {
    const fits = [
      fit({ clientId: 1, overdueDays: -2 }),
      fit({ clientId: 2, overdueDays: 40, isOwnMaster: false }),
      fit({ clientId: 3, overdueDays: 2, restMin: 30 }),
      fit({ clientId: 4, overdueDays: 1 }),
      fit({ clientId: 5, overdueDays: 9 }),
    ];
    expect(fits.toSorted(compareFits).map(({ clientId }) => clientId)).toEqual([5, 4, 3, 2, 1]);
  });
  test('A10 a rest is dead when it is shorter than the master’s shortest service', () => {
    expect([0, 30, 45].map((restMin) => leavesDeadGap(fit({ restMin })))).toEqual([false, true, false]);
  });
  test('the reasons are named, the strongest first', () => {
    expect(fitReasons({ ...fit(), isPromised: true })).toEqual(['promised', 'overdue', 'ownMaster', 'fillsWindow']);
    const other = fit({ overdueDays: 0, isOwnMaster: false, isPreferredMaster: true, restMin: 15 });
    expect(fitReasons({ ...other, isPromised: false })).toEqual(['due', 'preferredMaster']);
  });
  test('who often stays away is expected less', () => {
    expect(showRateBp(fit())).toBe(8000);
    expect(showRateBp(fit({ visits: 0, noShows: 0 }))).toBe(10_000);
  });
});

test('A6 results: answered, booked, came, and money of completed visits only', () => {
  const calls = [
    { outcome: 'no_answer', visitStatus: null, priceMinor: 0 },
    { outcome: 'refused', visitStatus: null, priceMinor: 0 },
    { outcome: 'booked', visitStatus: 'booked', priceMinor: 100_000 },
    { outcome: 'booked', visitStatus: 'completed', priceMinor: 240_000 },
    { outcome: 'booked', visitStatus: 'no_show', priceMinor: 240_000 },
  ] as const;
  expect(figuresOf(calls)).toEqual({ calls: 5, answered: 4, booked: 3, came: 1, revenueMinor: 240_000 });
  expect(calls.filter((call) => countsAs('came', call))).toEqual([calls[3]]);
});
