import { describe, expect, test } from 'vitest';
import { isCheckDue } from '../../../src-shared/ledger/check-due.rules.ts';
import {
  type PeriodPreset,
  columnsOf,
  comparedDay,
  comparedPeriod,
  presetPeriod,
  shiftPeriod,
  stepFor,
} from '../../../src-shared/ledger/periods.rules.ts';

const TODAY = '2026-03-12';
const period = (fromDate: string, toDate: string) => ({ fromDate, toDate });

test.each<[PeriodPreset, string, string]>([
  ['today', TODAY, TODAY],
  ['yesterday', '2026-03-11', '2026-03-11'],
  ['week', '2026-03-09', TODAY],
  ['month', '2026-03-01', TODAY],
  ['lastMonth', '2026-02-01', '2026-02-28'],
  ['quarter', '2026-01-01', TODAY],
  ['year', '2026-01-01', TODAY],
  ['lastYear', '2025-01-01', '2025-12-31'],
  ['twelveMonths', '2025-04-01', TODAY],
])('the preset %s is %s to %s', (preset, from, to) => {
  expect(presetPeriod(preset, TODAY)).toEqual(period(from, to));
});

test.each([
  [period('2026-03-01', '2026-03-31'), -1, period('2026-02-01', '2026-02-28')],
  [period('2026-02-01', '2026-02-28'), 1, period('2026-03-01', '2026-03-31')],
  [period('2026-01-01', '2026-03-31'), -1, period('2025-10-01', '2025-12-31')],
  // A month that is not over is compared with the same days.
  [period('2026-03-01', '2026-03-12'), -1, period('2026-02-01', '2026-02-12')],
  [period('2026-03-09', '2026-03-15'), -1, period('2026-03-02', '2026-03-08')],
  [period('2026-03-12', '2026-03-12'), 1, period('2026-03-13', '2026-03-13')],
] as const)('%o a step of %i is %o', (from, direction, to) => {
  expect(shiftPeriod(from, direction)).toEqual(to);
});

test.each([
  [period('1901-01-01', '1901-01-31'), -1],
  [period('2199-12-01', '2199-12-31'), 1],
  [period('1901-01-02', '2026-03-12'), -1],
  [period('2100-06-15', '2199-12-31'), 1],
  [period('1901-01-01', '2026-03-12'), -1],
] as const)('%o has no step of %i in the calendar', (from, direction) => {
  expect(shiftPeriod(from, direction)).toBeNull();
});

test('F4: at the beginning of the calendar there is nothing to compare with', () => {
  expect(comparedPeriod(period('1901-01-01', '2026-03-12'), 'before')).toBeNull();
  expect(comparedPeriod(period('1901-12-31', '2026-03-12'), 'year')).toBeNull();
  expect(comparedDay('1901-01-31', 'before')).toBeNull();
  expect(comparedDay('1901-12-31', 'year')).toBeNull();
  expect(comparedDay('2024-02-29', 'year')).toBe('2023-02-28');
  expect(comparedDay('2023-02-28', 'year')).toBe('2022-02-28');
  expect(comparedDay('2026-03-12', 'before')).toBe('2026-02-28');
});

test('F4: a period is compared with the one before, with last year, or with nothing', () => {
  const february = period('2024-02-01', '2024-02-29');
  expect(comparedPeriod(february, 'before')).toEqual(period('2024-01-01', '2024-01-31'));
  expect(comparedPeriod(february, 'year')).toEqual(period('2023-02-01', '2023-02-28'));
  expect(comparedPeriod(february, 'none')).toBeNull();
});

describe('columns', () => {
  test('cover the period without gaps; the ends may be parts', () => {
    expect(columnsOf(period('2025-12-15', '2026-02-10'), 'month')).toEqual([
      period('2025-12-15', '2025-12-31'),
      period('2026-01-01', '2026-01-31'),
      period('2026-02-01', '2026-02-10'),
    ]);
    expect(columnsOf(period('2024-06-01', '2026-03-12'), 'year')).toHaveLength(3);
    expect(columnsOf(period('2024-06-01', '2026-03-12'), 'none')).toHaveLength(1);
  });

  test('fit the screen: one month has none, years are cut into years', () => {
    expect(stepFor(period('2026-03-01', '2026-03-31'))).toBe('none');
    expect(stepFor(period('2026-01-01', '2026-03-31'))).toBe('month');
    expect(stepFor(period('2016-01-01', '2026-03-31'))).toBe('year');
  });
});

test.each([
  [null, '2026-03-12', 600, true],
  ['2026-03-11 12:00', '2026-03-12', 600, true],
  ['2026-03-12 03:10', '2026-03-12', 1400, false],
  // Before three in the morning it is still the night before.
  ['2026-03-11 04:00', '2026-03-12', 60, false],
  ['2026-03-10 23:00', '2026-03-12', 60, true],
])('the nightly check, last run %s, at %s minute %i: due %s', (last, localDate, minute, isDue) => {
  const [date = '', clock = ''] = last?.split(' ') ?? [];
  const moment =
    last === null ? null : { localDate: date, minute: Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)) };
  expect(isCheckDue(moment, { localDate, minute })).toBe(isDue);
});
