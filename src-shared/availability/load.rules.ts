import type { Interval } from '../kernel/intervals.ts';

const HOURS = 48;
const WEEKDAYS = 7;

/** Minutes by weekday and hour: work booked and work planned (R6). */
export class LoadMap {
  readonly #active = new Int32Array(WEEKDAYS * HOURS);
  readonly #available = new Int32Array(WEEKDAYS * HOURS);

  /** Adds working intervals of a master (A3). */
  addWork(weekday: number, work: readonly Interval[]): void {
    for (const part of work) addMinutes(this.#available, weekday, part);
  }

  /** Adds active parts of a service, without buffers and processing. */
  addActive(weekday: number, parts: readonly Interval[]): void {
    for (const part of parts) addMinutes(this.#active, weekday, part);
  }

  /** Every hour in which somebody works or is planned, by weekday and hour. */
  cells(): LoadHour[] {
    const cells: LoadHour[] = [];
    for (let at = 0; at < WEEKDAYS * HOURS; at++) {
      const activeMin = this.#active[at]!;
      const availableMin = this.#available[at]!;
      if (activeMin === 0 && availableMin === 0) continue;
      const loadBp = shareBp(activeMin, availableMin);
      cells.push({ weekday: Math.floor(at / HOURS) + 1, hour: at % HOURS, activeMin, availableMin, loadBp });
    }
    return cells;
  }

  /** Load of everything together; null without a schedule. */
  totalBp(): number | null {
    const sum = (minutes: Int32Array): number => minutes.reduce((total, one) => total + one, 0);
    return shareBp(sum(this.#active), sum(this.#available));
  }
}

/** One hour of a weekday. */
export interface LoadHour {
  /** 1 = Monday. */
  readonly weekday: number;
  readonly hour: number;
  readonly activeMin: number;
  readonly availableMin: number;
  /** Null without a schedule in that hour; may exceed 10000 (R6). */
  readonly loadBp: number | null;
}

/** Load is quiet below this share of the salon's own average. */
const QUIET_SHARE = 0.7;

/**
 * The hours that are to be filled first (J13): their load lies clearly below the average of the salon.
 *
 * Without any work in the range nothing is quiet: there is no average to be below.
 */
export function quietHours(cells: readonly LoadHour[], totalBp: number | null): ReadonlySet<number> {
  if (totalBp === null || totalBp === 0) return new Set();
  return new Set(
    cells
      .filter(({ loadBp }) => loadBp !== null && loadBp < totalBp * QUIET_SHARE)
      .map(({ weekday, hour }) => hourKey(weekday, hour)),
  );
}

/** A number for an hour of a weekday. */
export function hourKey(weekday: number, hour: number): number {
  return weekday * 100 + hour;
}

/** Minutes of some intervals inside an hour. */
export function minutesInHour(parts: readonly Interval[], hour: number): number {
  let minutes = 0;
  for (const [start, end] of parts) minutes += Math.max(0, Math.min(end, hour * 60 + 60) - Math.max(start, hour * 60));
  return minutes;
}

function shareBp(activeMin: number, availableMin: number): number | null {
  return availableMin > 0 ? Math.round((activeMin * 10_000) / availableMin) : null;
}

function addMinutes(minutes: Int32Array, weekday: number, [start, end]: Interval): void {
  const from = Math.max(0, start);
  const to = Math.min(HOURS * 60, end);
  for (let hour = Math.floor(from / 60); hour * 60 < to; hour++) {
    const at = (weekday - 1) * HOURS + hour;
    minutes[at] = minutes[at]! + Math.min(to, hour * 60 + 60) - Math.max(from, hour * 60);
  }
}
