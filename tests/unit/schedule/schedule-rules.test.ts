import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Interval } from '../../../src-shared/kernel/intervals.ts';
import { addDays } from '../../../src-shared/kernel/local-date.ts';
import {
  type DayFacts,
  type PlannedDay,
  absenceProblem,
  absencesOn,
  areBreaksInside,
  assignmentOn,
  effectiveDay,
  leadingAbsence,
  patternOn,
  salonHoursOn,
} from '../../../src-shared/schedule/schedule.rules.ts';

const OFF: PlannedDay = { work: [], breaks: [] };
const shift = (start: number, end: number, ...breaks: Interval[]): PlannedDay => ({ work: [[start, end]], breaks });
const OPEN: Interval[] = [[540, 1260]];
const facts = (values: Partial<DayFacts>): DayFacts => ({
  pattern: null,
  override: null,
  salonHours: OPEN,
  absences: [],
  blocks: [],
  ...values,
});
const away = (startMin: number | null = null, endMin: number | null = null) => ({
  fromDate: '2026-03-12',
  toDate: '2026-03-12',
  startMin,
  endMin,
});

describe('A2 which pattern a day gets', () => {
  const week = {
    kind: 'weekly' as const,
    days: [shift(600, 1200), shift(600, 1200), shift(600, 1200), shift(600, 1200), shift(600, 1200), OFF, OFF],
  };
  const twoTwo = { kind: 'cycle' as const, days: [shift(540, 1260), shift(540, 1260), OFF, OFF] };

  test.each([
    ['2026-03-09', 1],
    ['2026-03-13', 1],
    ['2026-03-14', 0],
    ['2026-03-15', 0],
    ['2026-03-16', 1],
  ])('A2 weekly 5/2 on %s has %i shift', (date, shifts) => {
    expect(patternOn(week, '2020-01-01', date)?.work).toHaveLength(shifts);
  });

  test.each([
    ['2026-03-10', 1],
    ['2026-03-11', 1],
    ['2026-03-12', 0],
    ['2026-03-13', 0],
    ['2026-03-14', 1],
    ['2026-03-09', 0],
    ['2026-03-08', 0],
    ['2026-03-07', 1],
    ['2026-03-06', 1],
    ['2026-03-05', 0],
    ['2025-03-10', 0],
    ['2025-03-11', 1],
  ])('A2 cycle 2/2 anchored on the 10th: %s has %i shift, before the anchor too', (date, shifts) => {
    expect(patternOn(twoTwo, '2026-03-10', date)?.work).toHaveLength(shifts);
  });

  test('A2 a cycle repeats every N days on both sides of its anchor', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 31 }), fc.integer({ min: -800, max: 800 }), (length, offset) => {
        const days = Array.from({ length }, (_, index) => shift(index, index + 1));
        const cycle = { kind: 'cycle' as const, days };
        const date = addDays('2026-03-10', offset);
        const found = patternOn(cycle, '2026-03-10', date);
        expect(patternOn(cycle, '2026-03-10', addDays(date, length))).toBe(found);
        expect(patternOn(cycle, '2026-03-10', addDays(date, 1))).toBe(days[(days.indexOf(found!) + 1) % length]);
      }),
    );
  });

  test('A2 the newest assignment that has not ended is in force; of two from one day the one made later', () => {
    const assignments = [
      { id: 1, validFrom: '2026-01-01', validTo: null },
      { id: 2, validFrom: '2026-03-01', validTo: '2026-03-10' },
      { id: 4, validFrom: '2026-04-01', validTo: null },
      { id: 3, validFrom: '2026-04-01', validTo: null },
    ];
    const idOn = (date: string) => assignmentOn(assignments, date)?.id ?? null;
    expect(idOn('2025-12-31')).toBeNull();
    expect(idOn('2026-01-01')).toBe(1);
    expect(idOn('2026-03-01')).toBe(2);
    expect(idOn('2026-03-10')).toBe(2);
    expect(idOn('2026-03-11')).toBe(1);
    expect(idOn('2026-04-01')).toBe(4);
  });
});

describe('A3 effective working intervals', () => {
  test.each<[string, Partial<DayFacts>, Interval[], Interval[]]>([
    ['nothing assigned', {}, [], []],
    ['a day off', { pattern: OFF }, [], []],
    [
      'a shift with lunch',
      { pattern: shift(600, 1200, [780, 840]) },
      [
        [600, 780],
        [840, 1200],
      ],
      [[780, 840]],
    ],
    ['a shift wider than the salon', { pattern: shift(480, 1320) }, [[540, 1260]], []],
    ['the salon closed', { pattern: shift(600, 1200), salonHours: [] }, [], []],
    [
      'a salon with a lunch of its own',
      {
        pattern: shift(600, 1200),
        salonHours: [
          [540, 780],
          [840, 1260],
        ],
      },
      [
        [600, 780],
        [840, 1200],
      ],
      [],
    ],
    [
      'a shift past midnight, the salon open all night',
      { pattern: shift(1200, 1560), salonHours: [[600, 2880]] },
      [[1200, 1560]],
      [],
    ],
    [
      'a shift past midnight, the salon until 01:00',
      { pattern: shift(1200, 1560), salonHours: [[600, 1500]] },
      [[1200, 1500]],
      [],
    ],
    [
      'an override in place of the whole pattern with its breaks',
      {
        pattern: shift(600, 1200, [780, 840]),
        override: { work: [[900, 1140]], breaks: [], ignoresSalonHours: false },
      },
      [[900, 1140]],
      [],
    ],
    [
      'an override that is a day off',
      { pattern: shift(600, 1200), override: { ...OFF, ignoresSalonHours: false } },
      [],
      [],
    ],
    [
      'an override outside salon hours',
      { override: { work: [[420, 600]], breaks: [], ignoresSalonHours: false } },
      [[540, 600]],
      [],
    ],
    [
      'an override that ignores salon hours',
      { override: { work: [[420, 600]], breaks: [[480, 495]], ignoresSalonHours: true }, salonHours: [] },
      [
        [420, 480],
        [495, 600],
      ],
      [[480, 495]],
    ],
    ['a whole-day absence', { pattern: shift(600, 1200, [780, 840]), absences: [away()] }, [], []],
    [
      'a whole-day absence takes the part after midnight too',
      { pattern: shift(1200, 1800), salonHours: [[0, 2880]], absences: [away()] },
      [],
      [],
    ],
    [
      'part of a day away, lunch inside it',
      { pattern: shift(600, 1200, [780, 840]), absences: [away(720, 900)] },
      [
        [600, 720],
        [900, 1200],
      ],
      [],
    ],
    [
      'an absence subtracts from an override that ignores salon hours',
      { override: { work: [[420, 600]], breaks: [], ignoresSalonHours: true }, absences: [away(480, 540)] },
      [
        [420, 480],
        [540, 600],
      ],
      [],
    ],
    [
      'an ad-hoc block',
      { pattern: shift(600, 1200), blocks: [[900, 930]] },
      [
        [600, 900],
        [930, 1200],
      ],
      [],
    ],
    [
      'adjacent parts are merged',
      {
        pattern: {
          work: [
            [600, 900],
            [900, 1200],
          ],
          breaks: [],
        },
      },
      [[600, 1200]],
      [],
    ],
    ['a break outside the shift is not shown', { pattern: shift(600, 700, [780, 840]) }, [[600, 700]], []],
  ])('A3 %s', (_, values, work, breaks) => {
    const day = effectiveDay(facts(values));
    expect(day.work).toEqual(work);
    expect(day.breaks).toEqual(breaks);
  });

  test('A3 says where the day comes from and whether a shift was planned at all', () => {
    expect(effectiveDay(facts({}))).toMatchObject({ source: 'none', isScheduled: false });
    expect(effectiveDay(facts({ pattern: OFF }))).toMatchObject({ source: 'template', isScheduled: false });
    expect(effectiveDay(facts({ pattern: shift(600, 1200), absences: [away()] }))).toMatchObject({
      source: 'template',
      isScheduled: true,
    });
    const dayOff = { ...OFF, ignoresSalonHours: false };
    expect(effectiveDay(facts({ pattern: shift(600, 1200), override: dayOff }))).toMatchObject({
      source: 'override',
      isScheduled: false,
    });
  });

  const minute = fc.integer({ min: 0, max: 576 }).map((fifth) => fifth * 5);
  const interval = fc
    .tuple(minute, minute)
    .filter(([a, b]) => a !== b)
    .map(([a, b]): Interval => (a < b ? [a, b] : [b, a]));
  const list = (maxLength: number) => fc.array(interval, { maxLength });
  const plan = fc.record({ work: list(4), breaks: list(3) });
  const absence = fc.option(interval).map((part) => away(part?.[0] ?? null, part?.[1] ?? null));

  test('A3 equals the minute bitmap of the definition', () => {
    fc.assert(
      fc.property(
        fc.record({
          pattern: fc.option(plan),
          override: fc.option(
            fc
              .tuple(plan, fc.boolean())
              .map(([planned, ignoresSalonHours]) => Object.assign({ ignoresSalonHours }, planned)),
          ),
          salonHours: list(3),
          absences: fc.array(absence, { maxLength: 2 }),
          blocks: list(2),
        }),
        (random) => {
          const day = effectiveDay(random);
          const has = (intervals: readonly Interval[], at: number) =>
            intervals.some(([start, end]) => start <= at && at < end);
          const planned = random.override ?? random.pattern;
          for (let at = 0; at < 2880; at += 1) {
            const inShift =
              planned !== null &&
              has(planned.work, at) &&
              ((random.override?.ignoresSalonHours ?? false) || has(random.salonHours, at)) &&
              !random.absences.some(
                ({ startMin, endMin }) => startMin === null || endMin === null || (startMin <= at && at < endMin),
              );
            const inBreak = inShift && has(planned.breaks, at);
            if (has(day.breaks, at) !== inBreak) throw new Error(`break differs at ${at}`);
            const works = inShift && !inBreak && !has(random.blocks, at);
            if (has(day.work, at) !== works) throw new Error(`work differs at ${at}`);
          }
          for (const intervals of [day.work, day.breaks]) {
            // Separate, ascending, not even touching: adjacent results are merged.
            intervals.forEach(([start, end], index) => {
              expect(start).toBeLessThan(end);
              if (index > 0) expect(intervals[index - 1]![1]).toBeLessThan(start);
            });
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('absences and salon days', () => {
  test('A3 both ends of an absence are inclusive', () => {
    const vacation = [{ fromDate: '2026-03-10', toDate: '2026-03-12', startMin: null, endMin: null }];
    expect(absencesOn(vacation, '2026-03-09')).toHaveLength(0);
    expect(absencesOn(vacation, '2026-03-10')).toHaveLength(1);
    expect(absencesOn(vacation, '2026-03-12')).toHaveLength(1);
    expect(absencesOn(vacation, '2026-03-13')).toHaveLength(0);
  });

  test('the day names the whole-day absence first, else the earlier one', () => {
    const [whole, morning, evening] = [away(), away(540, 600), away(1000, 1100)];
    expect(leadingAbsence([])).toBeNull();
    expect(leadingAbsence([evening, morning])).toBe(morning);
    expect(leadingAbsence([morning, whole])).toBe(whole);
  });

  test.each([
    ['whole days', '2026-03-10', '2026-03-12', null, null, null],
    ['part of one day', '2026-03-10', '2026-03-10', 600, 700, null],
    ['dates the wrong way round', '2026-03-12', '2026-03-10', null, null, 'DATES_REVERSED'],
    ['a start without an end', '2026-03-10', '2026-03-10', 600, null, 'EMPTY_INTERVAL'],
    ['an empty part', '2026-03-10', '2026-03-10', 600, 600, 'EMPTY_INTERVAL'],
    ['a part of several days', '2026-03-10', '2026-03-11', 600, 700, 'PART_NEEDS_ONE_DAY'],
  ])('A3 absence: %s', (_, fromDate, toDate, startMin, endMin, problem) => {
    expect(absenceProblem({ fromDate, toDate, startMin, endMin })).toBe(problem);
  });

  test('A3 a special salon day replaces the hours of the weekday, closing included', () => {
    const week: Interval[][] = [[[600, 1200]], [], [], [], [], [], [[660, 1080]]];
    expect(salonHoursOn(week, null, '2026-03-09')).toEqual([[600, 1200]]);
    expect(salonHoursOn(week, null, '2026-03-15')).toEqual([[660, 1080]]);
    expect(salonHoursOn(week, [], '2026-03-09')).toEqual([]);
    expect(salonHoursOn(week, [[540, 600]], '2026-03-10')).toEqual([[540, 600]]);
  });

  test('breaks must lie inside the shift', () => {
    expect(areBreaksInside(shift(600, 1200, [780, 840]))).toBe(true);
    expect(areBreaksInside(shift(600, 1200, [1190, 1210]))).toBe(false);
    expect(areBreaksInside({ work: [], breaks: [[10, 20]] })).toBe(false);
  });
});
