import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { daysBetween } from '../../src-shared/kernel/local-date.ts';
import { localOf } from '../../src-shared/kernel/wall-time.ts';
import type { WaitingEntry, WaitingPlace } from '../../src-shared/waiting/waiting.contract.ts';
import type { WaitingKind } from '../../src-shared/waiting/waiting.rules.ts';
import { api } from '../api/client.ts';
import { useDesk } from '../app/session.ts';

/** Estimates, promises and offers move on with the clock. */
const TICK_MS = 60_000;

/** Everybody who waits, as one kind of list shows them: those with a free time first. */
export interface WaitingLists {
  readonly isRead: boolean;
  readonly entries: readonly WaitingEntry[];
  readonly places: ReadonlyMap<number, WaitingPlace>;
  /** Requests whose own time is taken: their place is the nearest other one. */
  readonly others: ReadonlySet<number>;
  readonly counts: Readonly<Record<WaitingKind, number>>;
  readonly overdue: number;
  readonly policy: string;
}

const NOBODY: Readonly<Record<WaitingKind, number>> = { waiting: 0, walk_in: 0, request: 0 };

/** How many wait, for the chip above the grid. */
export function useWaitingCounts(): {
  readonly counts: Readonly<Record<WaitingKind, number>>;
  readonly overdue: number;
} {
  const list = useQuery(api.waiting.list.queryOptions({ input: {}, refetchInterval: TICK_MS }));
  return useMemo(() => {
    if (!list.data) return { counts: NOBODY, overdue: 0 };
    const { waiting, walkIn, request, overdue } = list.data.counts;
    return { counts: { waiting, walk_in: walkIn, request }, overdue };
  }, [list.data]);
}

/** One of the lists with the times that were found for it. */
export function useWaitingList(kind: WaitingKind): WaitingLists {
  const list = useQuery(api.waiting.list.queryOptions({ input: {}, refetchInterval: TICK_MS }));
  const found = useQuery(api.waiting.places.queryOptions({ input: {}, enabled: kind !== 'walk_in' }));
  const { counts, overdue } = useWaitingCounts();
  return useMemo(() => {
    const places = new Map((found.data ?? []).map(({ entryId, place }) => [entryId as number, place]));
    const others = new Set<number>(
      (found.data ?? []).filter(({ isAlternative }) => isAlternative).map(({ entryId }) => entryId),
    );
    const own = (list.data?.entries ?? []).filter((entry) => entry.kind === kind);
    const rank = (entry: WaitingEntry): number => {
      if (entry.isOver) return 3;
      if (entry.offer !== null || entry.isOverdue) return 0;
      return places.has(entry.id) && !others.has(entry.id) ? 1 : 2;
    };
    return {
      isRead: list.isSuccess,
      entries: own.toSorted((a, b) => rank(a) - rank(b) || a.createdAtMs - b.createdAtMs),
      places,
      others,
      counts,
      overdue,
      policy: list.data?.policy ?? 'first_in_line',
    };
  }, [list.data, list.isSuccess, found.data, kind, counts, overdue]);
}

/** The live queue of today; with services also the wait of one more guest. */
export function useQueue(serviceIds: readonly number[] = [], staffIds: readonly number[] = [], isOn = true) {
  return useQuery(
    api.waiting.queue.queryOptions({
      input: { serviceIds: [...serviceIds], staffIds: [...staffIds] },
      enabled: isOn,
      refetchInterval: TICK_MS,
    }),
  );
}

/** From here on the wait of somebody with a booking stands out, minutes. */
export const LONG_WAIT_MIN = 10;

/** How long somebody waits who came at an instant, whole minutes by the salon's clock. */
export function useWaitOf(): (atMs: number) => number {
  const { today, nowMin, settings } = useDesk();
  return (atMs) => {
    const since = localOf(atMs, settings.timeZone);
    return Math.max(0, daysBetween(since.localDate, today) * 1440 + nowMin - since.minute);
  };
}
