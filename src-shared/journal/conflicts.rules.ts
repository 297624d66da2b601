import { type Interval, covers, normalize, overlaps } from '../kernel/intervals.ts';
import type { LocalDate } from '../kernel/local-date.ts';
import { instantOf } from '../kernel/wall-time.ts';
import type { CONFLICT_ERRORS, VisitStatus } from './journal.contract.ts';
import { type LineBusy, type PlacedLine, activeIntervals, busySetsOf, isOccupying } from './journal.rules.ts';

export type ConflictCode = (typeof CONFLICT_ERRORS)[number];
/** `hard`: needs override_conflict and a reason; `soft`: is confirmed (A12). */
export type ConflictLevel = 'hard' | 'soft';

/** Levels of A12. */
export const CONFLICT_LEVEL: Readonly<Record<ConflictCode, ConflictLevel>> = {
  INVALID_TIME: 'hard',
  MASTER_LEFT: 'hard',
  MASTER_BUSY: 'hard',
  MASTER_ABSENT: 'hard',
  ROOM_FULL: 'hard',
  ROOM_BLOCKED: 'hard',
  NOT_QUALIFIED: 'hard',
  OUTSIDE_SCHEDULE: 'soft',
  OUTSIDE_SALON_HOURS: 'soft',
  CLIENT_BUSY: 'soft',
};

/** Hard conflicts that no right overrides: there is no such time, no such master. */
export const NEVER_OVERRIDDEN: readonly ConflictCode[] = ['INVALID_TIME', 'MASTER_LEFT'];

/** One service of the visit as it would stand. */
export interface ProposedLine extends PlacedLine {
  /** Null for a line that does not exist yet. */
  readonly id: number | null;
  readonly serviceId: number;
}

/** A visit as a person wants it to stand: a new one, or all lines of a known one after a change. */
export interface ProposedVisit {
  /** Null for a new visit; a known one never conflicts with what it was before. */
  readonly visitId: number | null;
  readonly clientId: number | null;
  readonly lines: readonly ProposedLine[];
}

/** The part of a `Day` that conflicts are found in. Lines of the neighbouring days may be added with shifted minutes. */
export interface ConflictDay {
  readonly localDate: LocalDate;
  readonly salonHours: readonly Interval[];
  readonly staff: readonly {
    readonly id: number;
    readonly name: string;
    readonly hasLeft: boolean;
    readonly work: readonly Interval[];
    readonly absence: {
      readonly reason: string;
      readonly toDate: LocalDate;
      readonly startMin: number | null;
      readonly endMin: number | null;
    } | null;
    readonly isScheduled: boolean;
    readonly serviceIds: readonly number[];
  }[];
  readonly rooms: readonly { readonly id: number; readonly name: string; readonly capacity: number }[];
  readonly visits: readonly {
    readonly id: number;
    readonly status: VisitStatus;
    readonly clientId: number | null;
    readonly clientName: string;
    readonly lines: readonly (PlacedLine & { readonly id: number })[];
  }[];
  readonly blocks: readonly {
    readonly staffId: number | null;
    readonly roomId: number | null;
    readonly startMin: number;
    readonly endMin: number;
    readonly reason: string;
  }[];
}

export interface ConflictSettings {
  readonly processingReleasesMaster: boolean;
  readonly allowOverrunMin: number;
  readonly timeZone: string;
}

/** One reason why a line should not stand there, with what a person needs to know about it. */
export interface Conflict {
  readonly code: ConflictCode;
  readonly level: ConflictLevel;
  /** Position in `ProposedVisit.lines`. */
  readonly lineIndex: number;
  /** The service that should not stand there. */
  readonly serviceId: number | null;
  /** The other visit in the way, if it is one. */
  readonly visitId: number | null;
  readonly lineId: number | null;
  /** Name of the other visit's client; empty for a visit without one. */
  readonly clientName: string;
  readonly staffId: number | null;
  readonly staffName: string;
  readonly roomName: string;
  /** The time in the way: of the other service, of the absence, of the block. Null when it has none. */
  readonly startMin: number | null;
  readonly endMin: number | null;
  /** Reason of an absence or a block. */
  readonly reason: string;
}

type OtherLine = ConflictDay['visits'][number]['lines'][number];
interface OtherBusy {
  readonly visit: ConflictDay['visits'][number];
  readonly busy: LineBusy<OtherLine>;
}

/**
 * Everything that stands in the way of a visit on a day (A12): the same answer for the screen and the transaction.
 *
 * Hard ones first, in the order of the lines; at most one conflict of a code for a line. An empty list means feasible.
 * `day` must be the day of the visit. The past is not a conflict: see `startsInPast`.
 */
export function findConflicts(move: ProposedVisit, day: ConflictDay, settings: ConflictSettings): Conflict[] {
  const found: Conflict[] = [];
  const { processingReleasesMaster } = settings;
  const own = busySetsOf(move.lines, processingReleasesMaster);
  const others = othersOf(move, day, processingReleasesMaster);
  const hours = normalize(day.salonHours);

  for (const busy of own) {
    const { line } = busy;
    const lineIndex = move.lines.indexOf(line);
    const staff = day.staff.find(({ id }) => id === line.staffId);
    const add = (code: ConflictCode, data: Partial<Conflict> = {}): void => {
      found.push({
        ...NOTHING,
        staffId: line.staffId,
        staffName: staff?.name ?? '',
        ...data,
        ...level(code),
        lineIndex,
      });
    };

    if (!isRealTime(day.localDate, busy.client, settings.timeZone)) {
      add('INVALID_TIME', { startMin: line.startMin, endMin: line.startMin + line.durationMin });
      continue;
    }
    if (!staff || staff.hasLeft) {
      add('MASTER_LEFT');
      continue;
    }
    const taken = others.find((other) => other.busy.line.staffId === line.staffId && touch(other.busy, busy));
    if (taken) add('MASTER_BUSY', inTheWay(taken));
    else if (meetsOwn(own, busy)) {
      add('MASTER_BUSY', { startMin: line.startMin, endMin: line.startMin + line.durationMin, visitId: move.visitId });
    } else {
      const block = day.blocks.find((item) => item.staffId === line.staffId && busy.master.some(meets(item)));
      if (block) add('MASTER_BUSY', { startMin: block.startMin, endMin: block.endMin, reason: block.reason });
    }
    const away = staff.absence;
    const isAway = away !== null && busy.master.some(meets(absentMinutes(away)));
    if (isAway) add('MASTER_ABSENT', { reason: away.reason, startMin: away.startMin, endMin: away.endMin });
    addRoomConflicts(add, busy, own, others, day);
    if (!staff.serviceIds.includes(line.serviceId)) add('NOT_QUALIFIED');
    const isInShift = busy.master.every((part) => covers(bookable(staff, day, settings.allowOverrunMin), part));
    if (!isInShift && !isAway) add('OUTSIDE_SCHEDULE');
    if (!isInShift && !covers(hours, busy.client)) add('OUTSIDE_SALON_HOURS');
    const sameClient =
      move.clientId !== null &&
      others.find(({ visit, busy: other }) => visit.clientId === move.clientId && overlaps(other.client, busy.client));
    if (sameClient) add('CLIENT_BUSY', inTheWay(sameClient, nameOf(day, sameClient)));
  }
  return found.sort((a, b) => Number(a.level === 'soft') - Number(b.level === 'soft') || a.lineIndex - b.lineIndex);
}

const NOTHING: Omit<Conflict, 'code' | 'level' | 'lineIndex'> = {
  serviceId: null,
  visitId: null,
  lineId: null,
  clientName: '',
  staffId: null,
  staffName: '',
  roomName: '',
  startMin: null,
  endMin: null,
  reason: '',
};

function level(code: ConflictCode): { code: ConflictCode; level: ConflictLevel } {
  return { code, level: CONFLICT_LEVEL[code] };
}

function othersOf(move: ProposedVisit, day: ConflictDay, processingReleasesMaster: boolean): OtherBusy[] {
  const others: OtherBusy[] = [];
  for (const visit of day.visits) {
    if (visit.id === move.visitId || !isOccupying(visit.status)) continue;
    for (const busy of busySetsOf(visit.lines, processingReleasesMaster)) others.push({ visit, busy });
  }
  return others;
}

/** A start that the clock skips does not exist (A16); a visit ends with its schedule day at the latest (A1). */
function isRealTime(localDate: LocalDate, [startMin, endMin]: Interval, timeZone: string): boolean {
  if (startMin < 0 || endMin > 2880) return false;
  return instantOf(localDate, startMin, timeZone).kind !== 'nonexistent';
}

function touch(a: LineBusy<PlacedLine>, b: LineBusy<PlacedLine>): boolean {
  return a.master.some((part) => b.master.some((other) => overlaps(part, other)));
}

/** Two services of one visit by one master at once. Buffers inside a visit are the visit's own affair. */
function meetsOwn(own: readonly LineBusy<PlacedLine>[], busy: LineBusy<PlacedLine>): boolean {
  const active = activeIntervals(busy.line);
  return own.some(
    (other) =>
      other !== busy &&
      other.line.staffId === busy.line.staffId &&
      activeIntervals(other.line).some((part) => active.some((mine) => overlaps(part, mine))),
  );
}

const meets =
  ({ startMin, endMin }: { startMin: number; endMin: number }) =>
  (part: Interval): boolean =>
    overlaps(part, [startMin, endMin]);

function absentMinutes(absence: { startMin: number | null; endMin: number | null }): {
  startMin: number;
  endMin: number;
} {
  return { startMin: absence.startMin ?? Number.MIN_SAFE_INTEGER, endMin: absence.endMin ?? Number.MAX_SAFE_INTEGER };
}

/**
 * Working intervals in which a line may lie: the last one may be overrun (A8).
 *
 * Blocks are put back: they are reported as MASTER_BUSY with their reason, not as time outside the shift.
 */
function bookable(staff: ConflictDay['staff'][number], day: ConflictDay, allowOverrunMin: number): Interval[] {
  const blocks = day.blocks
    .filter(({ staffId }) => staffId === staff.id)
    .map(({ startMin, endMin }): Interval => [startMin, endMin]);
  const work = normalize([...staff.work, ...blocks]);
  const last = work.at(-1);
  if (last && allowOverrunMin > 0) work[work.length - 1] = [last[0], last[1] + allowOverrunMin];
  return work;
}

function inTheWay({ visit, busy }: OtherBusy, staffName?: string): Partial<Conflict> {
  const { line } = busy;
  return {
    visitId: visit.id,
    lineId: line.id,
    clientName: visit.clientName,
    startMin: line.startMin,
    endMin: line.startMin + line.durationMin,
    staffId: line.staffId,
    ...(staffName === undefined ? {} : { staffName }),
  };
}

function nameOf(day: ConflictDay, { busy }: OtherBusy): string {
  return day.staff.find(({ id }) => id === busy.line.staffId)?.name ?? '';
}

/**
 * Room conflicts of a line (A4, A6): blocked, closed for good, or over capacity at some minute.
 *
 * A visit takes one place of a room at a minute, however many of its services run there at once.
 */
function addRoomConflicts(
  add: (code: ConflictCode, data: Partial<Conflict>) => void,
  busy: LineBusy<ProposedLine>,
  own: readonly LineBusy<ProposedLine>[],
  others: readonly OtherBusy[],
  day: ConflictDay,
): void {
  const { roomId } = busy.line;
  if (roomId === null) return;
  const room = day.rooms.find(({ id }) => id === roomId);
  if (!room) {
    add('ROOM_BLOCKED', { startMin: busy.room[0], endMin: busy.room[1] });
    return;
  }
  const block = day.blocks.find((item) => item.roomId === roomId && meets(item)(busy.room));
  if (block) {
    add('ROOM_BLOCKED', { roomName: room.name, startMin: block.startMin, endMin: block.endMin, reason: block.reason });
  }
  const neighbours = others.filter(
    (other) => other.busy.line.roomId === roomId && overlaps(other.busy.room, busy.room),
  );
  if (neighbours.length < room.capacity) return;
  // Usage only rises where a hold begins, so those minutes are enough.
  const minutes = [busy.room[0], ...neighbours.map((other) => other.busy.room[0]), ...own.map((item) => item.room[0])];
  for (const minute of minutes) {
    if (minute < busy.room[0] || minute >= busy.room[1]) continue;
    const holders = neighbours.filter(({ busy: other }) => other.room[0] <= minute && minute < other.room[1]);
    if (new Set(holders.map(({ visit }) => visit.id)).size >= room.capacity) {
      const first = holders[0];
      add('ROOM_FULL', {
        ...(first ? inTheWay(first, nameOf(day, first)) : {}),
        roomName: room.name,
      });
      return;
    }
  }
}
