import { type PlacedLine, busySetsOf } from '../journal/journal.rules.ts';
import { type Interval, covers, subtract } from '../kernel/intervals.ts';

/** How long a service is with a master, and what of it keeps them busy (A5, A6). Minutes from the start. */
export interface ServiceTiming {
  readonly durationMin: number;
  readonly bufferBeforeMin: number;
  readonly bufferAfterMin: number;
  /** Processing inside the service, counted from its start. */
  readonly processing: readonly Interval[];
}

/** One day as far as it matters where somebody can still be put. */
export interface PlaceBoard {
  /** Free minutes of every master who works: shift without visits, breaks and blocks (A3, A6). */
  readonly free: ReadonlyMap<number, readonly Interval[]>;
  /** Busy minutes of each master's day (A11). */
  readonly busyMin: ReadonlyMap<number, number>;
  /** Shortest service of each master with its buffers: a shorter gap is dead (A10). */
  readonly minGapMin: ReadonlyMap<number, number>;
  readonly processingReleasesMaster: boolean;
  /** Null when the master does not do the service. */
  timing(serviceId: number, staffId: number): ServiceTiming | null;
}

/** One service at its place. */
export interface PlacedService extends PlacedLine {
  readonly serviceId: number;
}

/** A visit that would fit. */
export interface FoundPlace {
  readonly startMin: number;
  /** End for the client. */
  readonly endMin: number;
  readonly lines: readonly PlacedService[];
  /** Minutes of free time that nobody could use any more afterwards (A10). */
  readonly deadGapMin: number;
}

/** What is looked for on one day. */
export interface PlaceWish {
  readonly serviceIds: readonly number[];
  /** Empty: any master. */
  readonly staffIds: readonly number[];
  /** Not before this minute. */
  readonly fromMin: number;
  /** The client is ready by then. */
  readonly endMin: number;
  /** The one possible start, if there is only one. */
  readonly exactMin: number | null;
  /** As near to this start as the day allows, instead of the place that breaks it up least. */
  readonly nearMin?: number | null;
}

/**
 * The services one after another from a minute on (A7), or null when nobody can take them.
 *
 * One master for all of them if possible, the one with the least work that day (A11); otherwise each service goes to the
 * master before, then to whoever has least work.
 */
export function placeChain(
  board: PlaceBoard,
  wish: Pick<PlaceWish, 'serviceIds' | 'staffIds'>,
  startMin: number,
): PlacedService[] | null {
  const masters = mastersByWork(board, wish.staffIds);
  for (const staffId of masters) {
    const lines = chainOf(board, wish.serviceIds, startMin, () => [staffId]);
    if (lines) return lines;
  }
  if (wish.serviceIds.length < 2 || masters.length < 2) return null;
  return chainOf(board, wish.serviceIds, startMin, (before) =>
    before === null ? masters : [before, ...masters.filter((id) => id !== before)],
  );
}

/** Masters who may be asked: the least work first, then the smaller number (A11). */
export function mastersByWork(board: PlaceBoard, staffIds: readonly number[]): number[] {
  const work = (id: number): number => board.busyMin.get(id) ?? 0;
  return [...board.free.keys()]
    .filter((id) => staffIds.length === 0 || staffIds.includes(id))
    .sort((a, b) => work(a) - work(b) || a - b);
}

function chainOf(
  board: PlaceBoard,
  serviceIds: readonly number[],
  startMin: number,
  candidates: (before: number | null) => readonly number[],
): PlacedService[] | null {
  let lines: PlacedService[] = [];
  let at = startMin;
  for (const serviceId of serviceIds) {
    const before = lines.at(-1)?.staffId ?? null;
    const next = candidates(before)
      .map((staffId) => withService(board, lines, serviceId, staffId, at))
      .find((longer) => longer !== null && fits(board, longer));
    if (!next) return null;
    lines = next;
    at += next.at(-1)!.durationMin;
  }
  return lines.length > 0 ? lines : null;
}

function withService(
  board: PlaceBoard,
  lines: readonly PlacedService[],
  serviceId: number,
  staffId: number,
  startMin: number,
): PlacedService[] | null {
  const timing = board.timing(serviceId, staffId);
  if (!timing) return null;
  const processing = timing.processing.map(([from, to]): Interval => [startMin + from, startMin + to]);
  const { durationMin, bufferBeforeMin, bufferAfterMin } = timing;
  return [
    ...lines,
    { serviceId, staffId, roomId: null, startMin, durationMin, bufferBeforeMin, bufferAfterMin, processing },
  ];
}

/** Whether every busy part of every master lies in one free stretch of theirs (A8). */
function fits(board: PlaceBoard, lines: readonly PlacedService[]): boolean {
  return busySetsOf(lines, board.processingReleasesMaster).every(({ line, master }) =>
    master.every((part) => covers(board.free.get(line.staffId) ?? [], part)),
  );
}

/** Minutes of the gaps beside a placed visit that are too short for anything (A10): 0 < gap < shortest service. */
export function deadGapsOf(board: PlaceBoard, lines: readonly PlacedService[]): number {
  const taken = new Map<number, Interval[]>();
  for (const { line, master } of busySetsOf(lines, board.processingReleasesMaster)) {
    taken.set(line.staffId, [...(taken.get(line.staffId) ?? []), ...master]);
  }
  let dead = 0;
  for (const [staffId, parts] of taken) {
    const least = board.minGapMin.get(staffId) ?? 0;
    for (const free of board.free.get(staffId) ?? []) {
      const own = parts.filter(([start, end]) => free[0] <= start && end <= free[1]);
      if (own.length === 0) continue;
      for (const [start, end] of subtract([free], own)) if (end - start < least) dead += end - start;
    }
  }
  return dead;
}

/**
 * The best place for a wish on one day: the nearest to a wished start, if there is one; else the one that leaves fewest dead
 * minutes, then the earliest (A9, A10).
 *
 * Starts are those of the grid and those that join without a gap to what is there. `accepts` is asked of each place that
 * fits, best first, for what the board does not know (rooms, the client's other visits).
 */
export function findPlace(
  board: PlaceBoard,
  wish: PlaceWish,
  stepMin: number,
  accepts: (place: FoundPlace) => boolean = () => true,
): FoundPlace | null {
  if (wish.serviceIds.length === 0) return null;
  const places = startsFor(board, wish, stepMin).flatMap((startMin): FoundPlace[] => {
    const lines = placeChain(board, wish, startMin);
    if (!lines) return [];
    const last = lines.at(-1)!;
    const endMin = last.startMin + last.durationMin;
    if (endMin > wish.endMin) return [];
    return [{ startMin, endMin, lines, deadGapMin: deadGapsOf(board, lines) }];
  });
  const { nearMin = null } = wish;
  const distance = (place: FoundPlace): number => (nearMin === null ? 0 : Math.abs(place.startMin - nearMin));
  places.sort((a, b) => distance(a) - distance(b) || a.deadGapMin - b.deadGapMin || a.startMin - b.startMin);
  return places.find(accepts) ?? null;
}

/** Starts that are looked at, ascending. */
function startsFor(board: PlaceBoard, wish: PlaceWish, stepMin: number): number[] {
  if (wish.exactMin !== null) return wish.exactMin >= wish.fromMin ? [wish.exactMin] : [];
  const starts = new Set<number>();
  for (const staffId of mastersByWork(board, wish.staffIds)) {
    const first = board.timing(wish.serviceIds[0] ?? 0, staffId);
    if (!first) continue;
    const whole = wish.serviceIds.reduce((sum, id) => sum + (board.timing(id, staffId)?.durationMin ?? 0), 0);
    const after = board.timing(wish.serviceIds.at(-1) ?? 0, staffId)?.bufferAfterMin ?? 0;
    for (const [start, end] of board.free.get(staffId) ?? []) {
      starts.add(start + first.bufferBeforeMin);
      starts.add(end - after - whole);
      const from = Math.max(start, wish.fromMin);
      for (let at = Math.ceil(from / stepMin) * stepMin; at < end; at += stepMin) starts.add(at);
    }
  }
  return [...starts].filter((start) => start >= wish.fromMin && start < wish.endMin).sort((a, b) => a - b);
}
