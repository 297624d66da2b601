import { describe, expect, test } from 'vitest';
import { periodOf, periodsBetween, pivotOf } from '../../../src-shared/client-figures/pivot.rules.ts';

describe('periods of the pivot', () => {
  test.each([
    ['2026-02-14', 'month', '2026-02-01', '2026-02-28'],
    ['2026-05-31', 'quarter', '2026-04-01', '2026-06-30'],
    ['2024-12-31', 'year', '2024-01-01', '2024-12-31'],
  ] as const)('%s lies in the %s %s to %s', (date, period, fromDate, toDate) => {
    expect(periodOf(date, period)).toEqual({ fromDate, toDate });
  });

  test('every period between two days, newest first, the empty ones too', () => {
    expect(periodsBetween('2025-11-30', '2026-01-01', 'month').map(({ fromDate }) => fromDate)).toEqual([
      '2026-01-01',
      '2025-12-01',
      '2025-11-01',
    ]);
    expect(periodsBetween('2026-01-01', '2026-01-31', 'month')).toHaveLength(1);
  });
});

test('the pivot puts each line into its cell, two lines of one visit are one time, most money first', () => {
  const columns = periodsBetween('2026-01-01', '2026-02-01', 'month');
  const line = (visitId: number, localDate: string, serviceId: number, priceMinor: number) => ({
    visitId,
    localDate,
    serviceId,
    staffId: 7,
    priceMinor,
  });
  const lines = [line(1, '2026-01-31', 1, 100), line(1, '2026-01-31', 1, 50), line(2, '2026-02-01', 2, 900)];
  expect(pivotOf(lines, columns)).toEqual([
    { serviceId: 2, staffId: 7, sumsMinor: [900, 0], times: [1, 0], totalMinor: 900 },
    { serviceId: 1, staffId: 7, sumsMinor: [0, 150], times: [0, 1], totalMinor: 150 },
  ]);
});
