import type { Interval } from '../kernel/intervals.ts';
import { FAR, type Spans, crowdedSpans, minutesIn, spansOf, withoutSpans } from './spans.rules.ts';

/** A master on one day, as the search needs them. Minutes of the salon's day. */
export interface MasterDay {
  readonly staffId: number;
  /** Effective working intervals (A3). */
  readonly work: readonly Interval[];
  /** What keeps the master busy: parts and buffers of occupying visits, group events (A6, A13). */
  readonly busy: readonly Interval[];
  /** The room of the shift. */
  readonly roomId: number | null;
  /** A free stretch shorter than this is of no use to them (A10): the shortest of their services with its buffers. */
  readonly minGapMin: number;
}

/** A room or a piece of equipment on one day (A4). */
export interface PlaceDay {
  readonly id: number;
  readonly capacity: number;
  /** Own opening hours; null = always. */
  readonly open: readonly Interval[] | null;
  /** Blocks. */
  readonly closed: readonly Interval[];
  /** Holds of occupying visits and events, each of one unit; overlapping ones add up. */
  readonly holds: readonly Interval[];
}

/** A time in which a service is not offered (J18). */
export interface ServiceBlock {
  readonly serviceId: number;
  readonly startMin: number;
  readonly endMin: number;
}

/** Everything that decides one day, as plain lists. */
export interface SearchDay {
  readonly masters: readonly MasterDay[];
  readonly places: readonly PlaceDay[];
  readonly serviceBlocks: readonly ServiceBlock[];
  /** Minutes that the wall clock skips on this day (A16). */
  readonly skipped: readonly Interval[];
}

/** A master's day, ready to be searched. */
export interface PreparedMaster {
  readonly staffId: number;
  readonly roomId: number | null;
  readonly minGapMin: number;
  /** Working minutes that nothing occupies. A busy part fits into one of them, or it does not fit (A8). */
  readonly free: Spans;
  /** Per free span the start and end of the working interval it lies in, flat like `free`. */
  readonly shift: Spans;
  readonly workMin: number;
  /** Busy minutes of the day (A11), outside the shift too. */
  readonly busyMin: number;
}

/** A room's or a device's day, ready to be searched. */
export class PreparedPlace {
  readonly #place: PlaceDay;
  readonly #free: Spans[] = [];

  constructor(place: PlaceDay) {
    this.#place = place;
  }

  /** Minutes in which `units` more can be held (A4, A8). */
  freeFor(units: number): Spans {
    const known = this.#free[units];
    if (known) return known;
    const { open, closed, holds, capacity } = this.#place;
    const hours = open === null ? Int32Array.of(-FAR, FAR) : spansOf(open);
    const free = withoutSpans(withoutSpans(hours, spansOf(closed)), crowdedSpans(holds, capacity - units));
    this.#free[units] = free;
    return free;
  }
}

/** A day, ready to be searched as often as somebody asks. */
export interface PreparedDay {
  readonly masters: ReadonlyMap<number, PreparedMaster>;
  readonly places: ReadonlyMap<number, PreparedPlace>;
  readonly serviceBlocks: readonly ServiceBlock[];
  readonly skipped: Spans;
}

/**
 * Makes a day ready (A3, A4, A6): what is free of every master, and of every place on demand.
 *
 * `allowOverrunMin`: how far the last working interval may be overrun (A8), never past the end of the schedule day.
 */
export function prepareDay(day: SearchDay, allowOverrunMin: number): PreparedDay {
  const masters = new Map<number, PreparedMaster>();
  for (const master of day.masters) masters.set(master.staffId, prepareMaster(master, allowOverrunMin));
  return {
    masters,
    places: new Map(day.places.map((place) => [place.id, new PreparedPlace(place)])),
    serviceBlocks: day.serviceBlocks,
    skipped: spansOf(day.skipped),
  };
}

const LAST_MINUTE = 2880;

function prepareMaster({ staffId, work, busy, roomId, minGapMin }: MasterDay, overrunMin: number): PreparedMaster {
  const shifts = spansOf(work);
  const workMin = minutesIn(shifts);
  const busySpans = spansOf(busy);
  const last = shifts.length - 1;
  if (overrunMin > 0 && last > 0)
    shifts[last] = Math.max(shifts[last]!, Math.min(LAST_MINUTE, shifts[last]! + overrunMin));
  const free = withoutSpans(shifts, busySpans);
  const shift = new Int32Array(free.length);
  for (let at = 0, of = 0; at < free.length; at += 2) {
    while (shifts[of + 1]! <= free[at]!) of += 2;
    shift[at] = shifts[of]!;
    shift[at + 1] = shifts[of + 1]!;
  }
  return { staffId, roomId, minGapMin, free, shift, workMin, busyMin: minutesIn(busySpans) };
}
