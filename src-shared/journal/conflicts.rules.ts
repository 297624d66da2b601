import type { Permission } from '../access/access.rules.ts';
import { type Interval, covers, normalize, overlaps } from '../kernel/intervals.ts';
import { instantOf } from '../kernel/wall-time.ts';
import { bookingRuleProblem } from '../services/booking-rule.rules.ts';
import { patchTestProblem } from '../treatments/patch-test.rules.ts';
import type {
  Conflict,
  ConflictCode,
  ConflictDay,
  ConflictLevel,
  ConflictSettings,
  ProposedLine,
  ProposedVisit,
} from './conflict-day.ts';
import { type LineBusy, type PlacedLine, activeIntervals, busySetsOf } from './journal.rules.ts';
import { type Holder, holdersOf, inTheWay, isOfProposal } from './conflict-holders.ts';
import { addPlaceConflicts } from './place-conflicts.rules.ts';

export type {
  Conflict,
  ConflictCode,
  ConflictDay,
  ConflictLevel,
  ConflictSettings,
  ProposedLine,
  ProposedVisit,
} from './conflict-day.ts';

/** Levels of A12. */
export const CONFLICT_LEVEL: Readonly<Record<ConflictCode, ConflictLevel>> = {
  INVALID_TIME: 'hard',
  MASTER_LEFT: 'hard',
  MASTER_BUSY: 'hard',
  MASTER_ABSENT: 'hard',
  MASTER_NOT_ALLOWED: 'hard',
  ROOM_FULL: 'hard',
  ROOM_BLOCKED: 'hard',
  EQUIPMENT_FULL: 'hard',
  SERVICE_BLOCKED: 'hard',
  NOT_QUALIFIED: 'hard',
  PATCH_TEST: 'hard',
  GROUP_FULL: 'hard',
  OUTSIDE_SCHEDULE: 'soft',
  OUTSIDE_SALON_HOURS: 'soft',
  CLIENT_BUSY: 'soft',
  BOOKING_RULE: 'soft',
};

/** Hard conflicts that no right overrides: there is no such time, no such master, no such seat. */
export const NEVER_OVERRIDDEN: readonly ConflictCode[] = ['INVALID_TIME', 'MASTER_LEFT', 'GROUP_FULL'];

/** The right that overrides a hard conflict: health is the owner's word, the rest that of the desk. */
export function rightToOverride(code: ConflictCode): Permission {
  return code === 'PATCH_TEST' ? 'override_safeguard' : 'override_conflict';
}

/** Whether somebody with these rights may override all of these hard conflicts (A12). */
export function canOverride(codes: readonly string[], can: (permission: Permission) => boolean): boolean {
  return (codes as readonly ConflictCode[]).every(
    (code) => CONFLICT_LEVEL[code] === 'soft' || (!NEVER_OVERRIDDEN.includes(code) && can(rightToOverride(code))),
  );
}

/** Adds a conflict of the line that is looked at. */
export type AddConflict = (code: ConflictCode, data?: Partial<Conflict>) => void;

/**
 * Everything that stands in the way of a visit or a group event on a day (A12, A13): the same answer for the screen and
 * the transaction.
 *
 * Hard ones first, in the order of the lines; at most one conflict of a code for a line. An empty list means feasible.
 * `day` must be the day of the visit. The past is not a conflict: see `startsInPast`. A visit that takes a seat of a group
 * event is asked only about the seat, the client and, when the seats are the room's, the room: the rest is the event's.
 */
export function findConflicts(move: ProposedVisit, day: ConflictDay, settings: ConflictSettings): Conflict[] {
  const found: Conflict[] = [];
  const { processingReleasesMaster } = settings;
  const own = busySetsOf(move.lines, processingReleasesMaster);
  const holders = holdersOf(move, day, processingReleasesMaster);
  const isSeat = typeof move.groupEventId === 'number';

  for (const busy of own) {
    const { line } = busy;
    const lineIndex = move.lines.indexOf(line);
    const staff = day.staff.find(({ id }) => id === line.staffId);
    const add: AddConflict = (code, data = {}) => {
      const about = { serviceId: line.serviceId, staffId: line.staffId, staffName: staff?.name ?? '' };
      found.push(conflictOf(code, { ...about, ...data, lineIndex }));
    };

    if (!isRealTime(day.localDate, busy.client, settings.timeZone)) {
      add('INVALID_TIME', timeOf(line));
      continue;
    }
    if (isSeat) {
      addSeatConflicts(add, move, day);
    } else if (!staff || staff.hasLeft) {
      add('MASTER_LEFT');
      continue;
    } else {
      addMasterConflicts(add, busy, own, holders, move, staff, day, settings);
    }
    addPlaceConflicts(add, busy, own, holders, move, day);
    addClientConflicts(add, busy, holders, move, day);
    if (!isSeat) addServiceConflicts(add, busy, day);
  }
  return found.sort((a, b) => Number(a.level === 'soft') - Number(b.level === 'soft') || a.lineIndex - b.lineIndex);
}

/** A conflict of a code, with nothing known about it but what is given. */
export function conflictOf(code: ConflictCode, data: Partial<Omit<Conflict, 'code' | 'level'>>): Conflict {
  return { ...NOTHING, ...data, code, level: CONFLICT_LEVEL[code] };
}

const NOTHING: Omit<Conflict, 'code' | 'level'> = {
  lineIndex: 0,
  serviceId: null,
  visitId: null,
  lineId: null,
  eventId: null,
  eventTitle: '',
  clientName: '',
  staffId: null,
  staffName: '',
  roomName: '',
  startMin: null,
  endMin: null,
  reason: '',
  cause: '',
  days: null,
  limitDays: null,
};

function timeOf({ startMin, durationMin }: PlacedLine): Partial<Conflict> {
  return { startMin, endMin: startMin + durationMin };
}

/** A start that the clock skips does not exist (A16); a visit ends with its schedule day at the latest (A1). */
function isRealTime(localDate: string, [startMin, endMin]: Interval, timeZone: string): boolean {
  if (startMin < 0 || endMin > 2880) return false;
  return instantOf(localDate, startMin, timeZone).kind !== 'nonexistent';
}

/** A seat is free while fewer participants occupy than the group has seats (A13). */
function addSeatConflicts(add: AddConflict, move: ProposedVisit, day: ConflictDay): void {
  const event = day.events?.find(({ id }) => id === move.groupEventId);
  if (!event) {
    // It was cancelled, or moved to another day: there is no seat to take.
    add('GROUP_FULL');
    return;
  }
  const isCounted = day.visits.some((visit) => visit.id === move.visitId && isOfProposal(visit, event.id));
  if (event.taken - Number(isCounted) < event.capacity) return;
  add('GROUP_FULL', {
    eventId: event.id,
    eventTitle: event.title,
    startMin: event.startMin,
    endMin: event.startMin + event.durationMin,
  });
}

function addMasterConflicts(
  add: AddConflict,
  busy: LineBusy<ProposedLine>,
  own: readonly LineBusy<ProposedLine>[],
  holders: readonly Holder[],
  move: ProposedVisit,
  staff: ConflictDay['staff'][number],
  day: ConflictDay,
  settings: ConflictSettings,
): void {
  const { line } = busy;
  const taken = holders.find((other) => other.hasMaster && other.line.staffId === line.staffId && touch(other, busy));
  if (taken) {
    add('MASTER_BUSY', inTheWay(taken));
  } else if (meetsOwn(own, busy)) {
    add('MASTER_BUSY', { ...timeOf(line), visitId: move.visitId });
  } else {
    const block = day.blocks.find((item) => item.staffId === line.staffId && busy.master.some(meets(item)));
    if (block) add('MASTER_BUSY', { startMin: block.startMin, endMin: block.endMin, reason: block.reason });
  }
  const absences = staff.absences ?? (staff.absence ? [staff.absence] : []);
  const away = absences.find((absence) => busy.master.some(meets(absentMinutes(absence))));
  if (away) add('MASTER_ABSENT', { reason: away.reason, startMin: away.startMin, endMin: away.endMin });
  if (staff.notAllowed) add('MASTER_NOT_ALLOWED', { reason: staff.notAllowed });
  if (!staff.serviceIds.includes(line.serviceId)) add('NOT_QUALIFIED');
  const work = bookable(staff, day, settings.allowOverrunMin);
  const isInShift = busy.master.every((part) => covers(work, part));
  if (!isInShift && !away) add('OUTSIDE_SCHEDULE');
  if (!isInShift && !covers(normalize(day.salonHours), busy.client)) add('OUTSIDE_SALON_HOURS');
}

/** The client, or every participant of a group event, is somewhere else at that time. */
function addClientConflicts(
  add: AddConflict,
  busy: LineBusy<ProposedLine>,
  holders: readonly Holder[],
  move: ProposedVisit,
  day: ConflictDay,
): void {
  const clientIds = move.event ? move.event.guests.map(({ clientId }) => clientId) : [move.clientId];
  const busyThere = holders.find(
    (other) => other.clientId !== null && clientIds.includes(other.clientId) && overlaps(other.client, busy.client),
  );
  if (!busyThere) return;
  const staffName = day.staff.find(({ id }) => id === busyThere.line.staffId)?.name ?? '';
  add('CLIENT_BUSY', { ...inTheWay(busyThere), staffName });
}

function addServiceConflicts(add: AddConflict, busy: LineBusy<ProposedLine>, day: ConflictDay): void {
  const { serviceId } = busy.line;
  const block = day.blocks.find(
    (item) => item.serviceId === serviceId && overlaps(busy.client, [item.startMin, item.endMin]),
  );
  if (block) add('SERVICE_BLOCKED', { startMin: block.startMin, endMin: block.endMin, reason: block.reason });
  const test = day.patchRules?.find((item) => item.serviceId === serviceId);
  const danger = test && day.patchTests && patchTestProblem(test.days, day.localDate, day.patchTests);
  if (danger) add('PATCH_TEST', { cause: danger.kind, days: test.days, reason: danger.testedOn ?? '' });
  const rule = day.bookingRules?.find((item) => item.serviceId === serviceId)?.rule;
  const problem = rule && bookingRuleProblem(rule, day.localDate, day.past ?? null);
  if (problem) add('BOOKING_RULE', { cause: problem.kind, days: problem.days, limitDays: problem.limitDays });
}

function touch(a: { readonly master: readonly Interval[] }, b: { readonly master: readonly Interval[] }): boolean {
  return a.master.some((part) => b.master.some((other) => overlaps(part, other)));
}

/** Two services of one visit by one master at once. Buffers inside a visit are the visit's own affair. */
function meetsOwn(own: readonly LineBusy<PlacedLine>[], busy: LineBusy<PlacedLine>): boolean {
  if (own.length < 2) return false;
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
