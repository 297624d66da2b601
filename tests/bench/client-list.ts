import { performance } from 'node:perf_hooks';
import { SORT_COLUMNS } from '../../src-shared/segments/list-columns.rules.ts';
import { EVERYBODY, type Filter } from '../../src-shared/segments/segments.rules.ts';
import type { OpenSalon } from './bench-salon.ts';
import { type Line, limitLine, timingOf } from './measure.ts';

const FIRST_PAGE_MS = 30;
const LOST: Filter = {
  join: 'and',
  items: [
    { field: 'lastOn', op: 'longerAgo', days: 90 },
    { field: 'visits', op: 'range', min: 3, max: null },
  ],
};

/** The list of clients: the first page and one from the middle in every order, the dearest order told; a filter anew. */
export function measureClientList({ salon, owner }: OpenSalon, rounds: number): Line[] {
  const page = (column: (typeof SORT_COLUMNS)[number], isDescending: boolean, offset: number, filter = EVERYBODY) =>
    salon.segments.rows(owner, { filter, withArchived: false, sort: { column, isDescending }, offset, limit: 100 });
  const { total } = page('name', false, 0);
  const dearest = (offset: number): { name: string; times: number[] } => {
    const orders = SORT_COLUMNS.flatMap((column) =>
      [false, true].map((isDescending) => ({
        name: `${column}${isDescending ? ' ↓' : ' ↑'}`,
        times: timesOf(Math.max(3, Math.ceil(rounds / 10)), () => page(column, isDescending, offset)),
      })),
    );
    return orders.reduce((worst, order) => (median(order.times) > median(worst.times) ? order : worst));
  };
  const first = dearest(0);
  const middle = dearest(Math.floor(total / 2));
  const filtered = timesOf(3, (round) =>
    page('lastOn', true, 0, {
      ...LOST,
      items: [...LOST.items, { field: 'spent', op: 'range', min: round, max: null }],
    }),
  );
  return [
    limitLine(
      `client list of ${total}, first page, dearest order (${first.name})`,
      timingOf(first.times),
      FIRST_PAGE_MS,
    ),
    limitLine(`client list, a page of the middle, dearest order (${middle.name})`, timingOf(middle.times), 150),
    limitLine('client list, a filter asked for the first time', timingOf(filtered), 600),
  ];
}

function timesOf(rounds: number, act: (round: number) => unknown): number[] {
  act(-1);
  return Array.from({ length: rounds }, (_, round) => {
    const startMs = performance.now();
    act(round);
    return performance.now() - startMs;
  });
}

function median(times: readonly number[]): number {
  return timingOf(times).medianMs;
}
