import { type PlacedLine, busySetsOf, shifted } from '../journal/journal.rules.ts';
import type { VisitStatus } from '../journal/journal.contract.ts';
import { type Interval, normalize, subtract } from '../kernel/intervals.ts';
import { type PlaceBoard, type PlacedService, mastersByWork, placeChain } from './placing.rules.ts';

/** A service that runs over its planned end is thought to take so much longer: nobody knows better. */
export const OVERRUN_GUESS_MIN = 10;
/** Turns begin on such minutes: nobody is called to the chair at 10:38, and masters free at 10:36 and 10:39 are equal. */
export const ROUND_MIN = 5;

/** A service of a visit with the visit's status. */
export interface LiveLine extends PlacedLine {
  readonly status: VisitStatus;
}

/**
 * What keeps each master busy from now on, as the day really runs (J22).
 *
 * A service that runs past its end goes on for a while ({@link OVERRUN_GUESS_MIN}); a client who has come and waits begins
 * now at the earliest; both push what follows straight after them. What is completed holds nobody any more.
 */
export function liveBusy(
  lines: readonly LiveLine[],
  nowMin: number,
  processingReleasesMaster: boolean,
): Map<number, Interval[]> {
  const busy = new Map<number, Interval[]>();
  const live = lines.filter(({ status }) => status !== 'completed' && status !== 'cancelled' && status !== 'no_show');
  for (const [staffId, own] of Map.groupBy(live, (line) => line.staffId)) {
    const parts: Interval[] = [];
    let delayedFrom = Number.MAX_SAFE_INTEGER;
    let delayedTo = 0;
    for (const line of own.toSorted((a, b) => a.startMin - b.startMin)) {
      const endMin = line.startMin + line.durationMin;
      const isPushed = line.startMin >= delayedFrom && line.startMin < delayedTo;
      let shift = isPushed ? delayedTo - line.startMin : 0;
      let growth = 0;
      if (line.status === 'in_progress') growth = endMin <= nowMin ? nowMin + OVERRUN_GUESS_MIN - endMin : 0;
      else if (line.status === 'arrived') shift = Math.max(shift, nowMin - line.startMin);
      const moved = { ...line, startMin: line.startMin + shift, processing: shifted(line.processing, shift) };
      for (const set of busySetsOf([{ ...moved, durationMin: line.durationMin + growth }], processingReleasesMaster)) {
        parts.push(...set.master);
      }
      if (shift + growth > 0) {
        delayedFrom = Math.min(delayedFrom, endMin);
        delayedTo = Math.max(delayedTo, endMin + shift + growth);
      }
    }
    busy.set(staffId, normalize(parts));
  }
  return busy;
}

/** Somebody in the live queue, in the order in which they came. */
export interface QueuePerson {
  readonly entryId: number;
  readonly serviceIds: readonly number[];
  readonly staffIds: readonly number[];
}

/** When somebody's turn comes. */
export interface QueueEstimate {
  readonly entryId: number;
  /** From 1. */
  readonly position: number;
  /** Null: nobody can take them today. */
  readonly turn: {
    readonly startMin: number;
    /** Minutes from now. */
    readonly waitMin: number;
    readonly lines: readonly PlacedService[];
  } | null;
}

/**
 * Honest waits of the live queue (J22): everybody in their order gets the earliest turn that is left.
 *
 * Of masters who are free at the same turn ({@link ROUND_MIN}) the one with the least work today takes the next client
 * (A11). A turn once given counts as that master's work for those who follow.
 */
export function estimateQueue(board: PlaceBoard, people: readonly QueuePerson[], nowMin: number): QueueEstimate[] {
  const free = new Map([...board.free].map(([id, list]) => [id, subtract(list, [[Number.MIN_SAFE_INTEGER, nowMin]])]));
  const busyMin = new Map(board.busyMin);
  const current: PlaceBoard = { ...board, free, busyMin, timing: (service, staff) => board.timing(service, staff) };
  return people.map(({ entryId, ...wish }, index) => {
    const lines = earliestTurn(current, wish, nowMin);
    if (!lines) return { entryId, position: index + 1, turn: null };
    for (const { line, master } of busySetsOf(lines, board.processingReleasesMaster)) {
      free.set(line.staffId, subtract(free.get(line.staffId) ?? [], master));
      const minutes = master.reduce((sum, [start, end]) => sum + end - start, 0);
      busyMin.set(line.staffId, (busyMin.get(line.staffId) ?? 0) + minutes);
    }
    const startMin = lines[0]!.startMin;
    return { entryId, position: index + 1, turn: { startMin, waitMin: startMin - nowMin, lines } };
  });
}

function earliestTurn(
  board: PlaceBoard,
  wish: { readonly serviceIds: readonly number[]; readonly staffIds: readonly number[] },
  nowMin: number,
): PlacedService[] | null {
  if (wish.serviceIds.length === 0) return null;
  const masters = mastersByWork(board, wish.staffIds);
  const from = Math.ceil(nowMin / ROUND_MIN) * ROUND_MIN;
  const until = Math.max(0, ...[...board.free.values()].flatMap((list) => list.map(([, end]) => end)));
  const turns = masters.flatMap((staffId) => {
    const lines = firstChain(board, { ...wish, staffIds: [staffId] }, from, until);
    return lines ? [lines] : [];
  });
  // Several masters in turn only where no single one can do it all.
  if (turns.length === 0) return masters.length > 1 ? firstChain(board, wish, from, until) : null;
  const soonest = Math.min(...turns.map((lines) => lines[0]!.startMin));
  // In the order of the masters' work, so the first who is free by then is the fair one.
  return turns.find((lines) => lines[0]!.startMin === soonest) ?? null;
}

function firstChain(
  board: PlaceBoard,
  wish: { readonly serviceIds: readonly number[]; readonly staffIds: readonly number[] },
  from: number,
  until: number,
): PlacedService[] | null {
  for (let at = from; at < until; at += ROUND_MIN) {
    const lines = placeChain(board, wish, at);
    if (lines) return lines;
  }
  return null;
}
