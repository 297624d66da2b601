import type { Conflict, ConflictSettings } from '../journal/conflicts.rules.ts';
import { findConflicts } from '../journal/conflicts.rules.ts';
import type { Day, DayLine, DayVisit } from '../journal/journal.contract.ts';
import { activeMinutesByStaff } from '../journal/journal.rules.ts';
import { withNeeds } from '../journal/line-needs.rules.ts';
import { movedLines } from '../journal/move.rules.ts';
import { withRooms } from '../journal/room-choice.rules.ts';

/** The days and hours in which a master is not there; without minutes the whole of each day. */
export interface AwayTime {
  readonly staffId: number;
  readonly startMin: number | null;
  readonly endMin: number | null;
}

/** What is decided about one booking of the master who is away. `keep` leaves it as it is; `call` marks it. */
export type Decision =
  | { readonly act: 'move'; readonly staffId: number }
  | { readonly act: 'cancel' }
  | { readonly act: 'call' }
  | { readonly act: 'keep' };

/** Whoever could take a booking over, and what it costs there. */
export interface Substitute {
  readonly staffId: number;
  /** Price of the master's services of the visit when this one does them. */
  readonly priceMinor: number;
}

/** A booking of the master who is away, with everybody who does its services. */
export interface OrphanVisit {
  readonly visit: DayVisit;
  readonly substitutes: readonly Substitute[];
}

/** How a booking would stand with somebody else. */
export interface JudgedSubstitute extends Substitute {
  readonly conflicts: readonly Conflict[];
  /** Active minutes that they have on this day besides (R6). */
  readonly busyMin: number;
  /** Whether nothing, something to be confirmed, or something that forbids stands in the way (A12). */
  readonly level: 'free' | 'warning' | 'taken';
}

/** Lines of a visit that a master does. */
export function linesOf(visit: DayVisit, staffId: number): DayLine[] {
  return visit.lines.filter((line) => line.staffId === staffId);
}

/** Price of the services that a master does in a visit. */
export function priceBy(
  lines: readonly { readonly staffId: number; readonly priceMinor: number }[],
  staffId: number,
): number {
  return lines.reduce((sum, line) => sum + (line.staffId === staffId ? line.priceMinor : 0), 0);
}

const MOVABLE: readonly string[] = ['booked', 'confirmed', 'arrived'];

/**
 * The bookings of a master that have to be given to others: what is not begun and falls into the time away.
 *
 * A seat in a group goes with the group, so it is not among them. `fromMin` leaves out what is over already today.
 */
export function orphanVisits(day: Day, away: AwayTime, fromMin = 0): DayVisit[] {
  const startMin = Math.max(away.startMin ?? 0, 0);
  const endMin = away.endMin ?? 2880;
  return day.visits
    .filter((visit) => MOVABLE.includes(visit.status) && visit.groupEventId === null)
    .filter((visit) =>
      linesOf(visit, away.staffId).some((line) => {
        const lineEnd = line.startMin + line.durationMin;
        return line.startMin < endMin && lineEnd > startMin && lineEnd > fromMin;
      }),
    )
    .toSorted((a, b) => startOf(a, away.staffId) - startOf(b, away.staffId) || a.id - b.id);
}

function startOf(visit: DayVisit, staffId: number): number {
  return Math.min(...linesOf(visit, staffId).map(({ startMin }) => startMin));
}

/** Who of a day's masters does all that the master who is away would do in a visit; not that master. */
export function qualifiedStaff(visit: DayVisit, staffId: number, day: Day): number[] {
  const services = linesOf(visit, staffId).map(({ serviceId }) => serviceId);
  return day.staff
    .filter((person) => person.id !== staffId && !person.hasLeft)
    .filter((person) => services.every((serviceId) => person.serviceIds.includes(serviceId)))
    .map(({ id }) => id);
}

/** The lines of a visit at the same time with another master, in rooms where they fit. */
export function linesWith(
  visit: DayVisit,
  fromStaffId: number,
  toStaffId: number,
  day: Day,
  settings: ConflictSettings,
): DayLine[] {
  const [held] = linesOf(visit, fromStaffId);
  if (!held) return visit.lines;
  const usual = new Map<number, number | null>(day.staff.map((person) => [person.id, person.defaultRoomId]));
  const place = { lineId: held.id, startMin: held.startMin, staffId: toStaffId, scope: 'visit' } as const;
  const moved = movedLines(visit.lines, place, (id) => usual.get(id) ?? null);
  const lines = withNeeds(moved, visit.lines, day);
  return withRooms({ visitId: visit.id, clientId: visit.clientId, lines }, day, settings);
}

/** The day as it would stand after what is decided: moved visits with their new masters, cancelled ones gone. */
export function dayAfter(
  day: Day,
  staffId: number,
  decisions: ReadonlyMap<number, Decision>,
  settings: ConflictSettings,
): Day {
  let after = day;
  for (const visit of day.visits) {
    const decision = decisions.get(visit.id);
    if (decision?.act === 'cancel') after = { ...after, visits: after.visits.filter(({ id }) => id !== visit.id) };
    if (decision?.act === 'move') after = withMoved(after, visit, staffId, decision.staffId, settings);
  }
  return after;
}

function withMoved(day: Day, visit: DayVisit, from: number, to: number, settings: ConflictSettings): Day {
  const lines = linesWith(visit, from, to, day, settings);
  return { ...day, visits: day.visits.map((known) => (known.id === visit.id ? { ...known, lines } : known)) };
}

/** What would stand in the way of a visit with another master, on the day as it is given. */
export function conflictsWith(
  visit: DayVisit,
  fromStaffId: number,
  toStaffId: number,
  day: Day,
  settings: ConflictSettings,
): Conflict[] {
  const lines = linesWith(visit, fromStaffId, toStaffId, day, settings);
  return findConflicts({ visitId: visit.id, clientId: visit.clientId, lines }, day, settings);
}

/**
 * Everybody who could take a booking over, the best first.
 *
 * Free before what must be confirmed before taken; not dearer for the client before dearer; fewest busy minutes that day;
 * the nearer price. `day` is the day after the decisions about the other bookings.
 */
export function judgeSubstitutes(
  { visit, substitutes }: OrphanVisit,
  staffId: number,
  day: Day,
  settings: ConflictSettings,
): JudgedSubstitute[] {
  const busy = activeMinutesByStaff({ ...day, visits: day.visits.filter(({ id }) => id !== visit.id) });
  const now = priceBy(visit.lines, staffId);
  return substitutes
    .map((substitute): JudgedSubstitute => {
      const conflicts = conflictsWith(visit, staffId, substitute.staffId, day, settings);
      const level = conflicts.some((conflict) => conflict.level === 'hard')
        ? 'taken'
        : conflicts.length > 0
          ? 'warning'
          : 'free';
      return { ...substitute, conflicts, level, busyMin: busy.get(substitute.staffId) ?? 0 };
    })
    .toSorted(
      (a, b) =>
        LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
        Number(a.priceMinor > now) - Number(b.priceMinor > now) ||
        a.busyMin - b.busyMin ||
        Math.abs(a.priceMinor - now) - Math.abs(b.priceMinor - now),
    );
}

const LEVELS: readonly JudgedSubstitute['level'][] = ['free', 'warning', 'taken'];

/** How many places the search for a better plan looks at, a day. */
const SEARCH_LIMIT = 600;

/**
 * The proposal for the bookings of one day: as many as possible go to masters who are free, without two in one place.
 *
 * Bookings are placed by start, then by how few can take them; each with the best of {@link judgeSubstitutes}. Where that
 * leaves one without a place, other ways are tried, within a limit. A client who asked for this very master is called, and so
 * is whoever fits nowhere. `fixed` are decisions of a person: they stay.
 */
export function proposePlan(
  orphans: readonly OrphanVisit[],
  staffId: number,
  day: Day,
  settings: ConflictSettings,
  fixed: ReadonlyMap<number, Decision> = new Map(),
): Map<number, Decision> {
  const start = dayAfter(day, staffId, fixed, settings);
  const open = orphans.filter(({ visit }) => !fixed.has(visit.id) && !visit.wantsThisMaster);
  const choices = new Map(open.map((orphan) => [orphan, freeOf(orphan, staffId, start, settings).length]));
  const ordered = open.toSorted(
    (a, b) => startOf(a.visit, staffId) - startOf(b.visit, staffId) || (choices.get(a) ?? 0) - (choices.get(b) ?? 0),
  );
  // Nobody can place a booking that nobody is free for, so a plan with all the others is as good as it gets.
  const reachable = ordered.filter((orphan) => (choices.get(orphan) ?? 0) > 0);
  let best = new Map<number, number>();
  let looked = 0;
  const search = (at: number, now: Day, placed: ReadonlyMap<number, number>): void => {
    if (placed.size > best.size) best = new Map(placed);
    const orphan = reachable[at];
    if (!orphan || best.size === reachable.length || placed.size + reachable.length - at <= best.size) return;
    for (const substitute of freeOf(orphan, staffId, now, settings)) {
      if (++looked > SEARCH_LIMIT) return;
      const next = withMoved(now, orphan.visit, staffId, substitute.staffId, settings);
      search(at + 1, next, new Map([...placed, [orphan.visit.id, substitute.staffId]]));
      if (best.size === reachable.length) return;
    }
    search(at + 1, now, placed);
  };
  search(0, start, new Map());
  return new Map(
    orphans.map(({ visit }): [number, Decision] => {
      const decided = fixed.get(visit.id);
      const substitute = best.get(visit.id);
      return [visit.id, decided ?? (substitute === undefined ? { act: 'call' } : { act: 'move', staffId: substitute })];
    }),
  );
}

function freeOf(orphan: OrphanVisit, staffId: number, day: Day, settings: ConflictSettings): JudgedSubstitute[] {
  return judgeSubstitutes(orphan, staffId, day, settings).filter(({ level }) => level === 'free');
}
