import { conflictOf } from '../../src-shared/journal/conflicts.rules.ts';
import { OCCUPANCY_ERRORS } from '../../src-shared/journal/journal.contract.ts';
import { isOccupying } from '../../src-shared/journal/journal.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { OP } from '../store/change-log.ts';
import { parseOld } from '../store/row-history.ts';
import type { CommandRow } from '../store/undo.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { conflictData } from './journal-admission.ts';
import type { JournalContext } from './journal-context.ts';
import { plannedOf } from './journal-lines.ts';
import { JournalSeats, placeOfEvent, requireSameEvent } from './journal-seats.ts';
import * as rows from './journal.repository.ts';

/** Columns by which a visit takes its time. */
const OCCUPANCY_COLUMNS: ReadonlySet<string> = new Set([
  'status',
  'local_date',
  'start_min',
  'duration_min',
  'buffer_before_min',
  'buffer_after_min',
  'segments_json',
  'staff_id',
  'room_id',
  'equipment_json',
  'holds_master',
]);

/** Columns of a visit that its check rests on. */
const PAID_COLUMNS: ReadonlySet<string> = new Set(['status', 'client_id', 'local_date']);

const OCCUPANCY_CODES: ReadonlySet<string> = new Set(OCCUPANCY_ERRORS);

/**
 * Refuses an undo that puts a visit back into time taken meanwhile (a check for `HistoryService`).
 *
 * Looks only at visits whose time, place or occupying status the undo changed, so that a collision somebody overrode
 * earlier does not forbid the undo of a comment.
 *
 * @throws DomainError CONFLICT (data.conflict: the code, and everything the conflict itself would say)
 */
export function refuseTakenTime(context: JournalContext, tx: Tx, command: CommandRow): void {
  for (const visitId of retakenVisits(context, tx, command)) {
    const visit = rows.readVisit(tx, visitId);
    if (!visit || !isOccupying(visit.status)) continue;
    const lines = plannedOf(rows.readLines(tx, visitId));
    if (lines.length === 0) continue;
    // Nothing read inside may be kept: the undo may still be refused.
    const facts = context.facts(visit.local_date, tx);
    const conflicts = context.occupancyConflicts(tx, visit, lines, facts);
    const [first] = conflicts;
    if (first) {
      const data = conflictData(tx, first, conflicts, facts);
      throw new DomainError('CONFLICT', { ...data, reason: 'slotTaken', conflict: first.code });
    }
  }
}

/**
 * Refuses an undo that puts a group event back into time taken meanwhile, or takes seats from under its participants.
 *
 * @throws DomainError CONFLICT (as {@link refuseTakenTime}; data.reason 'groupChanged' when somebody joined since a move)
 */
export function refuseTakenEvents(context: JournalContext, tx: Tx, command: CommandRow): void {
  const tableNo = context.deps.store.tablesByName.get('group_events')?.no;
  const seats = new JournalSeats(context);
  const eventIds = new Set(
    rows
      .readCommandChanges(tx, command)
      .filter((change) => change.table_no === tableNo && change.op !== OP.insert)
      .map((change) => change.row_id),
  );
  for (const eventId of eventIds) {
    const event = seats.event(tx, eventId);
    if (event?.status !== 'planned') continue;
    for (const guest of seats.guests(tx, eventId)) {
      const visit = { group_event_id: eventId, local_date: rows.readVisit(tx, guest.id)?.local_date ?? '' };
      requireSameEvent(tx, visit, plannedOf(rows.readLines(tx, guest.id)));
    }
    const facts = context.facts(event.local_date, tx);
    const { conflicts } = seats.judge(tx, eventId, placeOfEvent(event), facts);
    const taken = conflicts.filter(({ code }) => OCCUPANCY_CODES.has(code));
    if (event.taken > event.capacity) taken.unshift(conflictOf('GROUP_FULL', { eventId, eventTitle: event.title }));
    const [first] = taken;
    if (!first) continue;
    const data = conflictData(tx, first, taken, facts);
    throw new DomainError('CONFLICT', { ...data, reason: 'slotTaken', conflict: first.code });
  }
}

/**
 * Refuses an undo that would make a visit another one than its check says (I15).
 *
 * @throws DomainError CONFLICT (data.reason 'paid', data.number)
 */
export function refusePaidVisits(context: JournalContext, tx: Tx, command: CommandRow): void {
  if (!context.sales) return;
  const { tablesByName } = context.deps.store;
  const visitsNo = tablesByName.get('visits')?.no;
  const linesNo = tablesByName.get('visit_lines')?.no;
  const visitIds = new Set<number>();
  for (const change of rows.readCommandChanges(tx, command)) {
    if (change.table_no === visitsNo) {
      const old = change.op === OP.update ? Object.keys(parseOld(change.old)) : [...PAID_COLUMNS];
      if (old.some((column) => PAID_COLUMNS.has(column))) visitIds.add(change.row_id);
    } else if (change.table_no === linesNo) {
      const visitId = rows.readLineVisitId(tx, change.row_id) ?? visitOfLine(change.old);
      if (visitId !== undefined) visitIds.add(visitId);
    }
  }
  for (const visitId of visitIds) context.requireNoCheck(tx, visitId);
}

function visitOfLine(old: string | null): number | undefined {
  const visitId = old === null ? undefined : parseOld(old)['visit_id'];
  return typeof visitId === 'number' ? visitId : undefined;
}

function retakenVisits(context: JournalContext, tx: Tx, command: CommandRow): Set<number> {
  const { tablesByName } = context.deps.store;
  const visitsNo = tablesByName.get('visits')?.no;
  const linesNo = tablesByName.get('visit_lines')?.no;
  const visitIds = new Set<number>();
  for (const change of rows.readCommandChanges(tx, command)) {
    if (change.op === OP.insert || (change.table_no !== visitsNo && change.table_no !== linesNo)) continue;
    const old = Object.keys(parseOld(change.old));
    if (!old.some((column) => OCCUPANCY_COLUMNS.has(column))) continue;
    const visitId = change.table_no === visitsNo ? change.row_id : rows.readLineVisitId(tx, change.row_id);
    if (visitId !== undefined) visitIds.add(visitId);
  }
  return visitIds;
}
