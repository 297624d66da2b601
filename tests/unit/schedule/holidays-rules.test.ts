import { describe, expect, test } from 'vitest';
import { addMonths, daysInMonth } from '../../../src-shared/kernel/local-date.ts';
import {
  REFERENCE_YEARS,
  isPreliminaryYear,
  normMinutes,
  productionCalendar,
} from '../../../src-shared/schedule/holidays.rules.ts';

const kindsOf = (year: number, kind: string): string[] =>
  productionCalendar(year)
    .filter((day) => day.kind === kind)
    .map(({ localDate }) => localDate.slice(5));

/** Hours of each month by the published production calendar of the 40-hour week. */
const PUBLISHED_HOURS: Readonly<Record<number, readonly number[]>> = {
  2025: [136, 160, 167, 175, 144, 151, 184, 168, 176, 184, 151, 176],
  2026: [120, 152, 168, 175, 151, 167, 184, 168, 176, 176, 159, 176],
};

describe('the Russian production calendar', () => {
  test.each(Object.entries(PUBLISHED_HOURS))('S7 hours of %s are those of the published calendar', (text, hours) => {
    const year = Number(text);
    const calendar = productionCalendar(year);
    const found = hours.map((_, index) => {
      const first = addMonths(`${year}-01-01`, index, 'clamp');
      return normMinutes(first, `${first.slice(0, 8)}${String(daysInMonth(first)).padStart(2, '0')}`, calendar) / 60;
    });
    expect(found).toEqual(hours);
    expect(found.reduce((sum, item) => sum + item, 0)).toBe(1972);
  });

  test('S7 2025: moved days off, shortened days and the working Saturday of 1 November', () => {
    expect(kindsOf(2025, 'short')).toEqual(['03-07', '04-30', '06-11', '11-01']);
    expect(kindsOf(2025, 'workday')).toEqual([]);
    expect(kindsOf(2025, 'holiday')).toEqual(
      expect.arrayContaining(['01-08', '05-02', '05-08', '06-13', '11-03', '12-31']),
    );
    expect(kindsOf(2025, 'holiday')).toHaveLength(14 + 5);
  });

  test('S7 2026: 9 March and 11 May are off by law, 9 January and 31 December by decision', () => {
    expect(kindsOf(2026, 'short')).toEqual(['04-30', '05-08', '06-11', '11-03']);
    expect(kindsOf(2026, 'holiday').slice(14 - 6)).toEqual([
      '01-09',
      '02-23',
      '03-08',
      '03-09',
      '05-01',
      '05-09',
      '05-11',
      '06-12',
      '11-04',
      '12-31',
    ]);
    expect(isPreliminaryYear(2026)).toBe(false);
  });

  test('S7 2027 is preliminary: weekends move by the Labour Code, those of January wait for the decision', () => {
    expect(isPreliminaryYear(2027)).toBe(true);
    expect(kindsOf(2027, 'holiday').slice(8)).toEqual([
      '02-23',
      '03-08',
      '05-01',
      '05-03',
      '05-09',
      '05-10',
      '06-12',
      '06-14',
      '11-04',
    ]);
    expect(kindsOf(2027, 'short')).toEqual(['02-22', '04-30', '06-11', '11-03', '12-31']);
  });

  test('S7 every day of a year stands once, inside its year', () => {
    for (const year of REFERENCE_YEARS) {
      const dates = productionCalendar(year).map(({ localDate }) => localDate);
      expect(new Set(dates).size).toBe(dates.length);
      expect(dates).toEqual(dates.toSorted());
      expect(dates.every((date) => date.startsWith(`${year}-`))).toBe(true);
    }
  });

  test('S7 without a calendar the norm counts Mondays to Fridays', () => {
    expect(normMinutes('2026-03-09', '2026-03-15', [])).toBe(40 * 60);
  });
});
