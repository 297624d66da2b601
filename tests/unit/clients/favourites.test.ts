import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { favouritesOf } from '../../../src-main/clients/client-card.ts';

const row = (serviceId: number, staffId: number, times: number, lastOn: string) => ({
  service_id: serviceId,
  staff_id: staffId,
  times,
  last_on: lastOn,
  done_minor: 0,
});

test('most used first, newer first among equals, then the older entry', () => {
  const use = [
    row(1, 7, 2, '2026-01-01'),
    row(1, 8, 1, '2026-03-01'),
    row(2, 8, 3, '2026-02-01'),
    row(3, 7, 1, '2026-03-05'),
    row(5, 8, 1, '2026-03-05'),
    row(4, 8, 9, '2025-01-01'),
  ];
  expect(favouritesOf(use, 'service_id', 5)).toEqual([4, 1, 2, 3, 5]);
  expect(favouritesOf(use, 'service_id', 2)).toEqual([4, 1]);
  expect(favouritesOf(use, 'staff_id', 1)).toEqual([8]);
  expect(favouritesOf([], 'staff_id', 1)).toEqual([]);
});

test('the order of the rows does not matter', () => {
  const rows = fc.array(
    fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }))
      .map(([service, staff, times]) => row(service, staff, times, `2026-01-0${times}`)),
  );
  fc.assert(
    fc.property(rows, (use) => {
      expect(favouritesOf(use.toReversed(), 'service_id', 5)).toEqual(favouritesOf(use, 'service_id', 5));
    }),
  );
});
