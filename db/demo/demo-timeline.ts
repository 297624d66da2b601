import type { Interval } from '../../src-shared/kernel/intervals.ts';
import type { Offer } from './demo-team.ts';

/** One service of a planned visit: whose, when, with what of its buffers is kept (A7). */
export interface PlannedLine {
  readonly master: number;
  readonly offer: Offer;
  readonly startMin: number;
  readonly bufferBeforeMin: number;
  readonly bufferAfterMin: number;
}

/** The master's busy minutes of a service: buffers and active parts; processing is free (A6). */
export function busyOf(line: PlannedLine): Interval[] {
  const { offer, startMin } = line;
  const parts: [number, number][] = [];
  let at = startMin;
  const segments = offer.segments ?? [offer.minutes];
  for (const [index, minutes] of segments.entries()) {
    if (index % 2 === 0) parts.push([at, at + minutes]);
    at += minutes;
  }
  const first = parts[0];
  const last = parts.at(-1);
  if (first) first[0] -= line.bufferBeforeMin;
  if (last) last[1] += line.bufferAfterMin;
  return parts;
}

/** The processing parts of a service, when the master is free (A6). */
export function processingOf(line: PlannedLine): Interval[] {
  const gaps: Interval[] = [];
  let at = line.startMin;
  for (const [index, minutes] of (line.offer.segments ?? []).entries()) {
    if (index % 2 === 1) gaps.push([at, at + minutes]);
    at += minutes;
  }
  return gaps;
}

/** Lines back to back from `startMin`; between two of one master the inner buffers are dropped (A7). */
export function chain(offers: readonly { master: number; offer: Offer }[], startMin: number): PlannedLine[] {
  let at = startMin;
  return offers.map(({ master, offer }, index) => {
    const line: PlannedLine = {
      master,
      offer,
      startMin: at,
      bufferBeforeMin: offers[index - 1]?.master === master ? 0 : offer.before,
      bufferAfterMin: offers[index + 1]?.master === master ? 0 : offer.after,
    };
    at += offer.minutes;
    return line;
  });
}

/** What is free of one master's day. */
export class Timeline {
  readonly work: readonly Interval[];
  readonly #busy: Interval[] = [];

  constructor(work: readonly Interval[]) {
    this.work = work;
  }

  /** Tells whether each interval lies inside one working interval and meets nothing (A8). */
  isFree(intervals: readonly Interval[]): boolean {
    return intervals.every(
      ([start, end]) =>
        this.work.some(([from, to]) => from <= start && end <= to) &&
        !this.#busy.some(([from, to]) => Math.max(from, start) < Math.min(to, end)),
    );
  }

  take(intervals: readonly Interval[]): void {
    this.#busy.push(...intervals);
  }

  /** The first free window that begins at `cursor` or later, cut at the cursor. */
  nextWindow(cursor: number): Interval | null {
    for (const [from, to] of this.work) {
      let start = Math.max(from, cursor);
      while (start < to) {
        const here = this.#busy.find(([busyFrom, busyTo]) => busyFrom <= start && start < busyTo);
        if (!here) break;
        start = here[1];
      }
      if (start >= to) continue;
      const next = this.#busy.reduce(
        (first, [busyFrom]) => (busyFrom >= start ? Math.min(first, busyFrom) : first),
        to,
      );
      return [start, next];
    }
    return null;
  }

  /** Free minutes from a minute on. */
  freeAfter(minute: number): number {
    let sum = 0;
    for (let window = this.nextWindow(minute); window; window = this.nextWindow(window[1]))
      sum += window[1] - window[0];
    return sum;
  }
}
