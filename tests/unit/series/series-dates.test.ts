import { describe, expect, it, test } from 'vitest';
import {
  addDays,
  daysBetween,
  daysInMonth,
  isoWeekday,
  startOfIsoWeek,
} from '../../../src-shared/kernel/local-date.ts';
import { createRandom } from '../../../src-shared/kernel/random.ts';
import {
  MAX_OCCURRENCES,
  type MonthDay,
  type SeriesRule,
  generatedStarts,
  isSamePattern,
  isTooLong,
  nthOf,
  occurrenceDates,
  ruleMoved,
} from '../../../src-shared/series/series.rules.ts';

const RULE: SeriesRule = {
  freq: 'weekly',
  interval: 1,
  weekdays: [],
  monthDay: null,
  overflow: 'skip',
  end: { kind: 'count', count: 4 },
};
const rule = (change: Partial<SeriesRule>): SeriesRule => ({ ...RULE, ...change });
const count = (number: number): SeriesRule['end'] => ({ kind: 'count', count: number });
const until = (date: string): SeriesRule['end'] => ({ kind: 'until', until: date });
const nth = (number: number, weekday: number): MonthDay => ({ kind: 'weekday', nth: number, weekday });

describe('dates of a series (A14), a table by hand', () => {
  // 12 March 2026 is a Thursday.
  test.each<[string, string, Partial<SeriesRule>, string[]]>([
    ['every day', '2026-02-27', { freq: 'daily' }, ['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02']],
    [
      'every 10 days',
      '2026-12-25',
      { freq: 'daily', interval: 10, end: count(3) },
      ['2026-12-25', '2027-01-04', '2027-01-14'],
    ],
    ['every Thursday', '2026-03-12', {}, ['2026-03-12', '2026-03-19', '2026-03-26', '2026-04-02']],
    [
      'every 3 weeks × 6',
      '2026-03-12',
      { interval: 3, end: count(6) },
      ['2026-03-12', '2026-04-02', '2026-04-23', '2026-05-14', '2026-06-04', '2026-06-25'],
    ],
    [
      'Tuesday and Friday of every 2nd week, counted from the week of the first date',
      '2026-03-12',
      { interval: 2, weekdays: [2, 5] },
      ['2026-03-13', '2026-03-24', '2026-03-27', '2026-04-07'],
    ],
    [
      'the week begins on Monday: Sunday is its last day',
      '2026-03-15',
      { interval: 2, weekdays: [1, 7] },
      ['2026-03-15', '2026-03-23', '2026-03-29', '2026-04-06'],
    ],
    [
      'weekdays in any order, given twice',
      '2026-03-12',
      { weekdays: [5, 4, 5], end: count(3) },
      ['2026-03-12', '2026-03-13', '2026-03-19'],
    ],
    [
      'the 31st, months without it are skipped',
      '2026-01-31',
      { freq: 'monthly' },
      ['2026-01-31', '2026-03-31', '2026-05-31', '2026-07-31'],
    ],
    [
      'the 31st, clamped to the last day',
      '2026-01-31',
      { freq: 'monthly', overflow: 'clamp' },
      ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30'],
    ],
    [
      '29 February every 12 months, only leap years',
      '2024-02-29',
      { freq: 'monthly', interval: 12, end: count(3) },
      ['2024-02-29', '2028-02-29', '2032-02-29'],
    ],
    [
      'the second Tuesday',
      '2026-03-10',
      { freq: 'monthly', monthDay: nth(2, 2) },
      ['2026-03-10', '2026-04-14', '2026-05-12', '2026-06-09'],
    ],
    [
      'the last Friday of every 2nd month',
      '2026-03-12',
      { freq: 'monthly', interval: 2, monthDay: nth(-1, 5), end: count(3) },
      ['2026-03-27', '2026-05-29', '2026-07-31'],
    ],
    [
      'the fifth Thursday, months without one are skipped',
      '2026-01-01',
      { freq: 'monthly', monthDay: nth(5, 4), end: count(3) },
      ['2026-01-29', '2026-04-30', '2026-07-30'],
    ],
    [
      'the fifth Thursday, clamped to the last',
      '2026-01-01',
      { freq: 'monthly', monthDay: nth(5, 4), overflow: 'clamp', end: count(3) },
      ['2026-01-29', '2026-02-26', '2026-03-26'],
    ],
    [
      'a day of the month that has passed begins in the next month',
      '2026-03-12',
      { freq: 'monthly', monthDay: { kind: 'day', day: 5 }, end: count(2) },
      ['2026-04-05', '2026-05-05'],
    ],
    ['until is inclusive', '2026-03-12', { end: until('2026-03-26') }, ['2026-03-12', '2026-03-19', '2026-03-26']],
    ['until one day earlier', '2026-03-12', { end: until('2026-03-25') }, ['2026-03-12', '2026-03-19']],
    ['until before the first date', '2026-03-12', { end: until('2026-03-11') }, []],
    ['over the end of the year', '2026-12-31', { end: count(2) }, ['2026-12-31', '2027-01-07']],
  ])('%s', (_name, firstDate, change, expected) => {
    expect(occurrenceDates(firstDate, rule(change))).toEqual(expected);
  });

  it('A14: a series of 200 is fine, of 500 is too long, a wide interval ends with the calendar', () => {
    expect(isTooLong('2026-03-12', rule({ end: count(MAX_OCCURRENCES) }))).toBe(false);
    expect(isTooLong('2026-03-12', rule({ end: count(500) }))).toBe(true);
    expect(isTooLong('2026-03-12', rule({ freq: 'daily', end: until('2030-01-01') }))).toBe(true);
    const dates = occurrenceDates('2026-03-31', rule({ freq: 'monthly', interval: 365, end: count(200) }));
    expect(dates.at(-1)! < '2200').toBe(true);
  });

  it('A14: 30 February never comes', () => {
    const never = rule({ freq: 'monthly', interval: 12, monthDay: { kind: 'day', day: 30 } });
    expect(occurrenceDates('2026-02-01', never)).toEqual([]);
  });

  it('A14: equals a walk over every day, for 5,000 random rules', () => {
    const random = createRandom(14);
    for (let round = 0; round < 5000; round++) {
      const firstDate = addDays('2023-12-15', random.int(0, 1200));
      const freq = random.pick(['daily', 'weekly', 'monthly'] as const);
      const change: SeriesRule = {
        freq,
        interval: random.int(1, freq === 'daily' ? 40 : 5),
        weekdays: random.shuffle([1, 2, 3, 4, 5, 6, 7]).slice(0, random.int(0, 4)),
        monthDay: random.pick([
          null,
          { kind: 'day', day: random.int(1, 31) },
          nth(random.pick([1, 2, 3, 4, 5, -1]), random.int(1, 7)),
        ] as const),
        overflow: random.pick(['skip', 'clamp'] as const),
        end: random.chance(0.5) ? count(random.int(1, 12)) : until(addDays(firstDate, random.int(-3, 190))),
      };
      expect(occurrenceDates(firstDate, change), `${firstDate} ${JSON.stringify(change)}`).toEqual(
        walked(firstDate, change),
      );
    }
  });
});

/** Facts of every day that a random series may reach, found once. */
const CALENDAR = Array.from({ length: 8000 }, (_, index) => {
  const date = addDays('2023-12-11', index);
  const monday = startOfIsoWeek(date);
  return {
    date,
    index,
    weekday: isoWeekday(date),
    weekNo: daysBetween('2023-12-11', monday) / 7,
    day: Number(date.slice(8)),
    length: daysInMonth(date),
    month: monthNo(date),
  };
});

/** Every day is asked whether it matches, from the first date on. */
function walked(firstDate: string, { freq, interval, weekdays, monthDay, overflow, end }: SeriesRule): string[] {
  const start = daysBetween('2023-12-11', firstDate);
  const first = CALENDAR[start]!;
  const found: string[] = [];
  for (const today of CALENDAR.slice(start)) {
    if (end.kind === 'until' && today.date > end.until) break;
    if (end.kind === 'count' && found.length === end.count) break;
    if (matches(today)) found.push(today.date);
  }
  return found;

  function matches(today: (typeof CALENDAR)[number]): boolean {
    if (freq === 'daily') return (today.index - first.index) % interval === 0;
    if (freq === 'weekly') {
      const wanted = weekdays.length > 0 ? weekdays : [first.weekday];
      return (today.weekNo - first.weekNo) % interval === 0 && wanted.includes(today.weekday);
    }
    if ((today.month - first.month) % interval !== 0) return false;
    const { day, length } = today;
    const wanted = monthDay ?? { kind: 'day' as const, day: first.day };
    if (wanted.kind === 'day') {
      return day === wanted.day || (overflow === 'clamp' && wanted.day > length && day === length);
    }
    if (today.weekday !== wanted.weekday) return false;
    const isLast = day + 7 > length;
    if (wanted.nth === -1) return isLast;
    const position = Math.ceil(day / 7);
    return position === wanted.nth || (overflow === 'clamp' && isLast && position < wanted.nth);
  }
}

function monthNo(date: string): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
}

describe('a rule whose date was moved by a person', () => {
  it('takes the new weekday, day of the month, or weekday of the month', () => {
    expect(ruleMoved(rule({ weekdays: [2, 4] }), '2026-03-12', '2026-03-13').weekdays).toEqual([2, 5]);
    expect(ruleMoved(rule({}), '2026-03-12', '2026-03-14').weekdays).toEqual([6]);
    expect(ruleMoved(rule({ weekdays: [4, 5] }), '2026-03-12', '2026-03-13').weekdays).toEqual([5]);
    const monthly = rule({ freq: 'monthly' });
    expect(ruleMoved(monthly, '2026-03-12', '2026-03-20').monthDay).toEqual({ kind: 'day', day: 20 });
    const second = rule({ freq: 'monthly', monthDay: nth(2, 2) });
    expect(ruleMoved(second, '2026-03-10', '2026-03-19').monthDay).toEqual(nth(3, 4));
    const last = rule({ freq: 'monthly', monthDay: nth(-1, 5) });
    expect(ruleMoved(last, '2026-03-27', '2026-03-26').monthDay).toEqual(nth(-1, 4));
    expect(ruleMoved(last, '2026-03-27', '2026-03-20').monthDay).toEqual(nth(3, 5));
    expect(ruleMoved(rule({ freq: 'daily' }), '2026-03-12', '2026-03-13')).toEqual(rule({ freq: 'daily' }));
  });

  it('is the same pattern whatever its end and the order of its days', () => {
    expect(isSamePattern(rule({ weekdays: [5, 2] }), rule({ weekdays: [2, 5], end: count(9) }))).toBe(true);
    expect(isSamePattern(rule({}), rule({ interval: 2 }))).toBe(false);
    expect(isSamePattern(rule({ monthDay: nth(1, 1) }), rule({}))).toBe(true);
    expect(nthOf('2026-03-31')).toBe(5);
  });
});

describe('clock changes (A16), by hand', () => {
  const at = (date: string, startMin: number, zone: string, offsets = [0]) =>
    generatedStarts(date, startMin, offsets, zone);

  it('Berlin, 29 March 2026: 02:00–03:00 does not exist, a generated visit begins an hour later', () => {
    expect(at('2026-03-29', 150, 'Europe/Berlin')).toEqual({ startsMin: [210], isShifted: true });
    expect(at('2026-03-28', 150, 'Europe/Berlin')).toEqual({ startsMin: [150], isShifted: false });
    expect(at('2026-03-29', 120, 'Europe/Berlin').startsMin).toEqual([180]);
    expect(at('2026-03-29', 119, 'Europe/Berlin').startsMin).toEqual([119]);
    expect(at('2026-03-29', 180, 'Europe/Berlin').startsMin).toEqual([180]);
  });

  it('a later service takes the whole rest of the chain along', () => {
    expect(at('2026-03-29', 90, 'Europe/Berlin', [0, 60, 75, 90]).startsMin).toEqual([90, 210, 225, 240]);
    expect(at('2026-03-29', 90, 'Europe/Berlin', [60, 0]).startsMin).toEqual([210, 90]);
  });

  it('the night of a visit past midnight belongs to the date before', () => {
    expect(at('2026-03-28', 1440 + 150, 'Europe/Berlin')).toEqual({ startsMin: [1440 + 210], isShifted: true });
  });

  it('New York, 8 March 2026', () => {
    expect(at('2026-03-08', 150, 'America/New_York').startsMin).toEqual([210]);
  });

  it('an ambiguous time stays: the first one is meant', () => {
    expect(at('2026-10-25', 150, 'Europe/Berlin')).toEqual({ startsMin: [150], isShifted: false });
    expect(at('2026-11-01', 90, 'America/New_York').isShifted).toBe(false);
  });

  it('Almaty, 1 March 2024: the change of the zone moves nothing on the wall', () => {
    expect(at('2024-03-01', 600, 'Asia/Almaty')).toEqual({ startsMin: [600], isShifted: false });
    expect(at('2024-02-29', 1430, 'Asia/Almaty')).toEqual({ startsMin: [1430], isShifted: false });
  });
});
