import { expect, test } from 'vitest';
import { shownHours } from '../../../src-renderer/journal/journal-columns.ts';
import type { Day } from '../../../src-shared/journal/journal.contract.ts';

const dayOf = (blocks: readonly (readonly [number, number])[], salonHours: [number, number][] = [[600, 1200]]) =>
  ({
    salonHours,
    staff: [],
    visits: [],
    events: [],
    blocks: blocks.map(([startMin, endMin], id) => ({ id, startMin, endMin })),
  }) as unknown as Day;

test.each([
  ['no closed time', dayOf([]), [600, 1200]],
  ['closed from midnight to midnight: no night is shown', dayOf([[0, 1440]]), [600, 1200]],
  ['closed until noon', dayOf([[0, 720]]), [600, 1200]],
  ['closed time that would not be seen', dayOf([[490, 540]]), [480, 1200]],
  ['closed time after the end of work', dayOf([[1200, 1270]]), [600, 1320]],
  ['a closed salon with a closed room', dayOf([[0, 1440]], []), [540, 1260]],
])('the hours of the grid: %s', (_, day, [startMin, endMin]) => {
  expect(shownHours([day])).toEqual({ startMin, endMin });
});
