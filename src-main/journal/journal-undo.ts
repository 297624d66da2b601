import { isOccupying } from '../../src-shared/journal/journal.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { OP } from '../store/change-log.ts';
import { parseOld } from '../store/row-history.ts';
import type { CommandRow } from '../store/undo.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { conflictData } from './journal-admission.ts';
import type { JournalContext } from './journal-context.ts';
import { plannedOf } from './journal-lines.ts';
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
]);

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
