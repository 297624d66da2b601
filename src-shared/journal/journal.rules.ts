import { type Interval, gaps, overlaps, subtract, totalMinutes } from '../kernel/intervals.ts';
import { type LocalDate, compareDates } from '../kernel/local-date.ts';
import type { WallTime } from '../kernel/wall-time.ts';
import type { VisitStatus } from './journal.contract.ts';

/** Whether a visit in this status holds the master, the room and the client (A12): cancelled and no_show ones do not. */
export function isOccupying(status: VisitStatus): boolean {
  return status !== 'cancelled' && status !== 'no_show';
}

/** Where one service of a visit stands, as the busy rules need it. Minutes of the salon's day. */
export interface PlacedLine {
  readonly staffId: number;
  readonly roomId: number | null;
  readonly startMin: number;
  readonly durationMin: number;
  readonly bufferBeforeMin: number;
  readonly bufferAfterMin: number;
  /** Processing time inside the service, minutes of the day (A6). */
  readonly processing: readonly Interval[];
  /** Nobody else may be booked into its processing time: it does not free the master (A6). */
  readonly holdsMaster?: boolean | undefined;
  /** Equipment held with the room (A4). */
  readonly equipmentIds?: readonly number[] | undefined;
}

/** Where a group event stands (A13). Minutes of the salon's day. */
export interface PlacedEvent {
  readonly staffId: number;
  readonly roomId: number | null;
  readonly startMin: number;
  readonly durationMin: number;
  readonly bufferBeforeMin: number;
  readonly bufferAfterMin: number;
  /** The seats of the group are those of its room. */
  readonly seatsFromRoom: boolean;
  readonly equipmentIds?: readonly number[] | undefined;
}

/** A group event as the busy rules see it: one line without processing. */
export function eventLine(event: PlacedEvent): PlacedLine {
  return { ...event, processing: [] };
}

/** What one line of a visit keeps busy (A6). */
export interface LineBusy<Line extends PlacedLine> {
  readonly line: Line;
  /** Buffers and active parts; processing is free for the master when the setting says so. */
  readonly master: readonly Interval[];
  /** The room is held with the buffers and without gaps. */
  readonly room: Interval;
  /** The client has no buffers. */
  readonly client: Interval;
}

/** Part of a service's time (A5). */
export interface Segment {
  readonly kind: 'active' | 'processing';
  readonly minutes: number;
}

/**
 * The busy sets of a visit's lines (A6, A7), in order of start.
 *
 * Between two consecutive lines of the same master the inner buffers are dropped; different masters keep their own.
 */
export function busySetsOf<Line extends PlacedLine>(
  lines: readonly Line[],
  processingReleasesMaster: boolean,
): LineBusy<Line>[] {
  const ordered = lines.length > 1 ? lines.toSorted((a, b) => a.startMin - b.startMin) : lines;
  return ordered.map((line, index) => {
    const isAfterOwn = ordered[index - 1]?.staffId === line.staffId;
    const isBeforeOwn = ordered[index + 1]?.staffId === line.staffId;
    const endMin = line.startMin + line.durationMin;
    const room: Interval = [
      line.startMin - (isAfterOwn ? 0 : line.bufferBeforeMin),
      endMin + (isBeforeOwn ? 0 : line.bufferAfterMin),
    ];
    const isReleased = processingReleasesMaster && line.processing.length > 0 && line.holdsMaster !== true;
    return {
      line,
      master: isReleased ? subtract([room], line.processing) : [room],
      room,
      client: [line.startMin, endMin],
    };
  });
}

/** Active parts of a line: its time without processing and buffers (R6). */
export function activeIntervals(line: Pick<PlacedLine, 'startMin' | 'durationMin' | 'processing'>): Interval[] {
  return subtract([[line.startMin, line.startMin + line.durationMin]], line.processing);
}

/** Processing intervals of a service that starts at a minute (A5). Without segments there are none. */
export function processingAt(startMin: number, segments: readonly Segment[] | null): Interval[] {
  const found: Interval[] = [];
  let cursor = startMin;
  for (const { kind, minutes } of segments ?? []) {
    if (kind === 'processing') found.push([cursor, cursor + minutes]);
    cursor += minutes;
  }
  return found;
}

/** The segments of a line with processing, for storing; null when all of it is active. */
export function segmentsOf(line: Pick<PlacedLine, 'startMin' | 'durationMin' | 'processing'>): Segment[] | null {
  if (line.processing.length === 0) return null;
  const segments: Segment[] = [];
  let cursor = line.startMin;
  const endMin = line.startMin + line.durationMin;
  for (const [start, end] of line.processing) {
    if (start > cursor) segments.push({ kind: 'active', minutes: start - cursor });
    segments.push({ kind: 'processing', minutes: end - start });
    cursor = end;
  }
  if (endMin > cursor) segments.push({ kind: 'active', minutes: endMin - cursor });
  return segments;
}

/**
 * Processing of a line that gets another length: it stays where it was while it fits, else the whole line is active.
 *
 * A longer line grows at its end.
 */
export function fittedProcessing(processing: readonly Interval[], endMin: number): Interval[] {
  return processing.every(([, end]) => end <= endMin) ? [...processing] : [];
}

/** Moves intervals by some minutes. */
export function shifted(intervals: readonly Interval[], byMin: number): Interval[] {
  return intervals.map(([start, end]) => [start + byMin, end + byMin]);
}

/**
 * Load of a master's day (R6): active minutes of occupying lines / available minutes, in basis points.
 *
 * May exceed 10000; null without available time.
 */
export function loadBp(activeMin: number, availableMin: number): number | null {
  return availableMin > 0 ? Math.round((activeMin * 10_000) / availableMin) : null;
}

/** A stretch of time nobody has taken. */
export interface FreeWindow {
  readonly staffId: number;
  readonly startMin: number;
  readonly endMin: number;
}

/** A day as far as busy time matters; `Day` of the contract is one. */
export interface BusyDay {
  readonly visits: readonly {
    readonly status: VisitStatus;
    /** A seat of a group event: the master's time is the event's, not the participant's (A13). */
    readonly groupEventId?: number | null | undefined;
    readonly lines: readonly PlacedLine[];
  }[];
  readonly events?: readonly PlacedEvent[] | undefined;
  readonly blocks: readonly {
    readonly staffId: number | null;
    readonly roomId: number | null;
    readonly startMin: number;
    readonly endMin: number;
  }[];
}

/** Everything that keeps each master busy on a day: lines with buffers, and blocks (A6, A3). */
export function masterBusyByStaff(day: BusyDay, processingReleasesMaster: boolean): Map<number, Interval[]> {
  const busy = new Map<number, Interval[]>();
  const add = (staffId: number, intervals: readonly Interval[]): void => {
    const list = busy.get(staffId);
    if (list) list.push(...intervals);
    else busy.set(staffId, [...intervals]);
  };
  for (const visit of day.visits) {
    if (!isOccupying(visit.status) || isSeat(visit)) continue;
    for (const { line, master } of busySetsOf(visit.lines, processingReleasesMaster)) add(line.staffId, master);
  }
  for (const block of day.blocks) {
    if (block.staffId !== null) add(block.staffId, [[block.startMin, block.endMin]]);
  }
  for (const event of day.events ?? []) {
    for (const { line, master } of busySetsOf([eventLine(event)], processingReleasesMaster)) add(line.staffId, master);
  }
  return busy;
}

function isSeat(visit: { readonly groupEventId?: number | null | undefined }): boolean {
  return typeof visit.groupEventId === 'number';
}

/**
 * Free windows of a day, by start, the longer first, then in the order of the masters.
 *
 * `fromMin` cuts off what is over already; shorter ones than `minMin` are left out.
 */
export function freeWindowsOf(
  day: BusyDay & { readonly staff: readonly { readonly id: number; readonly work: readonly Interval[] }[] },
  options: { readonly minMin: number; readonly fromMin: number; readonly processingReleasesMaster: boolean },
): FreeWindow[] {
  const busy = masterBusyByStaff(day, options.processingReleasesMaster);
  return day.staff
    .flatMap(({ id, work }) =>
      gaps(work, [...(busy.get(id) ?? []), [Number.MIN_SAFE_INTEGER, options.fromMin]]).map(([startMin, endMin]) => ({
        staffId: id,
        startMin,
        endMin,
      })),
    )
    .filter(({ startMin, endMin }) => endMin - startMin >= options.minMin)
    .sort((a, b) => a.startMin - b.startMin || b.endMin - a.endMin);
}

/** Whether a master's lane is free for a stretch of time: nothing busy overlaps it (the shift is not looked at). */
export function isLaneFree(
  day: BusyDay,
  staffId: number,
  stretch: Interval,
  processingReleasesMaster: boolean,
): boolean {
  const busy = masterBusyByStaff(day, processingReleasesMaster).get(staffId) ?? [];
  return busy.every((interval) => !overlaps(interval, stretch));
}

/**
 * Sum of active minutes of the occupying lines of each master (R6). A minute booked twice counts twice; a group event
 * counts once, however many take part (A13).
 */
export function activeMinutesByStaff(day: Pick<BusyDay, 'visits' | 'events'>): Map<number, number> {
  const minutes = new Map<number, number>();
  for (const visit of day.visits) {
    if (!isOccupying(visit.status) || isSeat(visit)) continue;
    for (const line of visit.lines) {
      const active = line.processing.length === 0 ? line.durationMin : totalMinutes(activeIntervals(line));
      minutes.set(line.staffId, (minutes.get(line.staffId) ?? 0) + active);
    }
  }
  for (const { staffId, durationMin } of day.events ?? []) {
    minutes.set(staffId, (minutes.get(staffId) ?? 0) + durationMin);
  }
  return minutes;
}

/** Whether a start lies before now on the salon's wall clock: such an entry needs book_in_past. */
export function startsInPast(localDate: LocalDate, startMin: number, now: WallTime): boolean {
  const days = compareDates(localDate, now.localDate);
  return days * 1440 + startMin < now.minute;
}

/** First name with the initial of the last. Example: `Ольга К.` */
export function shortPersonName(firstName: string, lastName: string): string {
  const code = lastName.codePointAt(0);
  const initial = code === undefined ? '' : String.fromCodePoint(code);
  return initial ? `${firstName} ${initial}.` : firstName;
}
