import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addDaysWithin,
  addMonths,
  compareDates,
  dayNumber,
  daysBetween,
  daysInMonth,
  fromDayNumber,
  isLocalDate,
  isoWeekday,
  startOfIsoWeek,
  startOfMonth,
} from '../../../src-shared/kernel/local-date.ts';

const FIRST_DAY = Date.UTC(1900, 0, 1) / 86_400_000;
const LAST_DAY = Date.UTC(2200, 11, 31) / 86_400_000;
const day = fc.integer({ min: FIRST_DAY, max: LAST_DAY });
const utcText = (number: number): string => new Date(number * 86_400_000).toISOString().slice(0, 10);

describe('A1 local dates', () => {
  it.each(['1900-01-01', '2200-12-31', '2024-02-29', '2000-02-29', '2026-11-22'])('A1 %s is a date', (text) => {
    expect(isLocalDate(text)).toBe(true);
  });

  it.each([
    '2026-02-29',
    '1900-02-29',
    '2100-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '1899-12-31',
    '2201-01-01',
    '2026-1-1',
    '22.11.2026',
    '2026-11-22T00:00',
    ' 2026-11-22',
    '2026-11-22\n',
    '',
  ])('A1 %j is not a date', (text) => {
    expect(isLocalDate(text)).toBe(false);
    expect(() => dayNumber(text)).toThrow(RangeError);
  });

  it('A1 every day of 1900..2200 has its number, as Date.UTC counts', () => {
    for (let number = FIRST_DAY; number <= LAST_DAY; number += 1) {
      const date = fromDayNumber(number);
      if (date !== utcText(number) || dayNumber(date) !== number) expect.fail(`${number} is ${date}`);
    }
    expect(dayNumber('1970-01-01')).toBe(0);
  });

  it.each([FIRST_DAY - 1, LAST_DAY + 1, 0.5, Number.NaN, 1e12])('A1 no date has the number %d', (number) => {
    expect(() => fromDayNumber(number)).toThrow(RangeError);
  });

  it('A1 adding and counting days are inverse', () => {
    fc.assert(
      fc.property(day, day, (a, b) => {
        const [from, to] = [utcText(a), utcText(b)];
        expect(daysBetween(from, to)).toBe(b - a);
        expect(addDays(from, b - a)).toBe(to);
        expect(Math.sign(compareDates(from, to))).toBe(Math.sign(a - b));
      }),
    );
  });

  it('A1 the ends of the calendar are not passed', () => {
    expect(() => addDays('2200-12-31', 1)).toThrow(RangeError);
    expect(() => addDays('1900-01-01', -1)).toThrow(RangeError);
    expect(() => addMonths('2200-12-31', 1, 'clamp')).toThrow(RangeError);
  });

  it.each([
    ['2026-03-12', 1, '2026-03-13'],
    ['2199-12-31', 1, '2199-12-31'],
    ['2100-01-01', 10_000_000, '2199-12-31'],
    ['1901-01-01', -1, '1901-01-01'],
    ['1999-12-31', -10_000_000, '1901-01-01'],
  ])('A1 %s and %i days stay in the calendar: %s', (date, days, expected) => {
    expect(addDaysWithin(date, days)).toBe(expected);
  });

  it('A1 dates sort', () => {
    expect(['2026-11-22', '2025-12-31', '2026-02-01'].sort(compareDates)).toEqual([
      '2025-12-31',
      '2026-02-01',
      '2026-11-22',
    ]);
  });
});

describe('A14 weeks and months', () => {
  it.each([
    ['1970-01-01', 4],
    ['2026-11-22', 7],
    ['2026-11-23', 1],
    ['1900-01-01', 1],
    ['2024-02-29', 4],
  ])('A14 %s is ISO weekday %d', (date, weekday) => {
    expect(isoWeekday(date)).toBe(weekday);
  });

  it.each([
    ['2026-11-22', '2026-11-16'],
    ['2026-11-16', '2026-11-16'],
    ['2026-01-01', '2025-12-29'],
  ])('A14 the week of %s starts on %s', (date, monday) => {
    expect(startOfIsoWeek(date)).toBe(monday);
  });

  it('A14 weekday and month length agree with Date.UTC', () => {
    fc.assert(
      fc.property(day, (number) => {
        const date = utcText(number);
        const utc = new Date(number * 86_400_000);
        expect(isoWeekday(date)).toBe(utc.getUTCDay() === 0 ? 7 : utc.getUTCDay());
        expect(daysInMonth(date)).toBe(new Date(Date.UTC(utc.getUTCFullYear(), utc.getUTCMonth() + 1, 0)).getUTCDate());
        expect(startOfMonth(date)).toBe(utcText(Date.UTC(utc.getUTCFullYear(), utc.getUTCMonth(), 1) / 86_400_000));
      }),
    );
  });

  it.each([
    ['2026-01-31', 1, null, '2026-02-28'],
    ['2024-01-31', 1, null, '2024-02-29'],
    ['2026-01-31', 2, '2026-03-31', '2026-03-31'],
    ['2026-03-31', -1, null, '2026-02-28'],
    ['2026-12-15', 1, '2027-01-15', '2027-01-15'],
    ['2026-01-15', -1, '2025-12-15', '2025-12-15'],
    ['2024-02-29', 12, null, '2025-02-28'],
    ['2024-02-29', -48, '2020-02-29', '2020-02-29'],
    ['2026-05-31', 0, '2026-05-31', '2026-05-31'],
  ])('A14 %s and %d months: skip %s, clamp %s', (date, months, skipped, clamped) => {
    expect(addMonths(date, months, 'skip')).toBe(skipped);
    expect(addMonths(date, months, 'clamp')).toBe(clamped);
  });

  it('A14 refuses part of a month', () => {
    expect(() => addMonths('2026-01-01', 0.5, 'clamp')).toThrow(RangeError);
  });

  it('A14 months agree with Date.UTC when the day exists', () => {
    const middle = fc.integer({ min: Date.UTC(1920, 0, 1) / 86_400_000, max: Date.UTC(2180, 0, 1) / 86_400_000 });
    fc.assert(
      fc.property(middle, fc.integer({ min: -200, max: 200 }), (number, months) => {
        const utc = new Date(number * 86_400_000);
        const [year, month] = [utc.getUTCFullYear(), utc.getUTCMonth() + months];
        const moved = new Date(Date.UTC(year, month, utc.getUTCDate()));
        const last = new Date(Date.UTC(year, month + 1, 0));
        const exists = moved.getTime() <= last.getTime();
        const text = (exists ? moved : last).toISOString().slice(0, 10);
        expect(addMonths(utcText(number), months, 'clamp')).toBe(text);
        expect(addMonths(utcText(number), months, 'skip')).toBe(exists ? text : null);
      }),
    );
  });
});
