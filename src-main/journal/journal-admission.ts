import type { NameOrder } from '../../src-shared/clients/clients.rules.ts';
import { displayName } from '../../src-shared/clients/clients.rules.ts';
import {
  type Conflict,
  type ConflictCode,
  type ConflictDay,
  type ConflictSettings,
  NEVER_OVERRIDDEN,
  type ProposedVisit,
  findConflicts,
} from '../../src-shared/journal/conflicts.rules.ts';
import { busySetsOf, shifted, shortPersonName } from '../../src-shared/journal/journal.rules.ts';
import { DomainError, type DomainErrorData } from '../../src-shared/kernel/errors.ts';
import { type LocalDate, addDays } from '../../src-shared/kernel/local-date.ts';
import type { ScheduleDay } from '../schedule/schedule-days.ts';
import type { Reader } from '../store/executor.ts';
import type { Caller } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { openRooms, processingOf } from './journal-day.ts';
import { type Catalogue, isAway } from './journal-catalogue.repository.ts';
import { type OccupyingRow, readBlocks, readLastWriter, readOccupying } from './journal.repository.ts';

/** What the person answered to the conflicts shown to them (A12). */
export interface Overrides {
  readonly acceptedWarnings: readonly string[];
  readonly overrideReason?: string | undefined;
}

/** What a proposal is judged by. */
export interface AdmissionFacts {
  readonly schedule: ScheduleDay;
  readonly catalogue: Catalogue;
  readonly settings: ConflictSettings & {
    readonly nameOrder: NameOrder;
    readonly priceStepMinor: number;
    /** Day whose prices count: that of the service, or today when prices are fixed at booking (P1). */
    readonly priceDate: LocalDate;
  };
  /** Number of visit_lines in the change log. */
  readonly lineTableNo: number;
}

/** All conflicts of a proposal as the file stands now; neighbouring days count where they reach over midnight (A1). */
export function conflictsNow(reader: Reader, proposal: ProposedVisit, facts: AdmissionFacts): Conflict[] {
  return findConflicts(proposal, conflictDay(reader, proposal, facts), facts.settings);
}

function conflictDay(reader: Reader, proposal: ProposedVisit, facts: AdmissionFacts): ConflictDay {
  const { schedule, catalogue, settings } = facts;
  const { localDate } = schedule;
  const holds = busySetsOf(proposal.lines, settings.processingReleasesMaster);
  const rows = readOccupying(
    reader,
    { before: addDays(localDate, -1), localDate, after: addDays(localDate, 1) },
    {
      staffIds: proposal.lines.map((line) => line.staffId),
      roomIds: proposal.lines.flatMap((line) => (line.roomId === null ? [] : [line.roomId])),
      clientId: proposal.clientId,
      untilMin: Math.max(...holds.map(({ room }) => room[1])),
    },
  );
  return {
    localDate,
    salonHours: schedule.salonHours,
    staff: [...catalogue.staff.values()].map((person) => {
      const own = schedule.staff.get(person.id);
      return {
        id: person.id,
        name: displayName(person, settings.nameOrder),
        hasLeft: isAway(person, localDate),
        work: own?.work ?? [],
        absence: own?.absence ?? null,
        isScheduled: own?.isScheduled ?? false,
        serviceIds: person.serviceIds,
      };
    }),
    rooms: openRooms(catalogue),
    visits: occupyingVisits(rows, localDate),
    blocks: readBlocks(reader, localDate, localDate).map((row) => ({
      staffId: row.staff_id,
      roomId: row.room_id,
      startMin: row.start_min,
      endMin: row.end_min,
      reason: row.reason,
    })),
  };
}

type OtherVisit = ConflictDay['visits'][number];

function occupyingVisits(rows: readonly OccupyingRow[], localDate: LocalDate): OtherVisit[] {
  const visits: (OtherVisit & { lines: OtherVisit['lines'][number][] })[] = [];
  for (const row of rows) {
    // Yesterday's night is before minute 0 of this day, tomorrow's morning after minute 1440.
    const byMin = row.local_date === localDate ? 0 : row.local_date < localDate ? -1440 : 1440;
    let visit = visits.at(-1);
    if (visit?.id !== row.visit_id) {
      const { first_name: first, last_name: last, status, client_id: clientId } = row;
      visit = {
        id: row.visit_id,
        status,
        clientId,
        clientName: first === null ? '' : shortPersonName(first, last ?? ''),
        lines: [],
      };
      visits.push(visit);
    }
    visit.lines.push({
      id: row.id,
      staffId: row.staff_id,
      roomId: row.room_id,
      startMin: row.start_min + byMin,
      durationMin: row.duration_min,
      bufferBeforeMin: row.buffer_before_min,
      bufferAfterMin: row.buffer_after_min,
      processing: shifted(processingOf(row), byMin),
    });
  }
  return visits;
}

/**
 * Lets a proposal in, or refuses it (A12): hard conflicts need the right override_conflict and a reason, which is kept
 * with the command; soft ones must have been accepted.
 *
 * @throws DomainError with the code of the first conflict, FORBIDDEN without the right
 */
export function admit(
  tx: Tx,
  caller: Caller,
  proposal: ProposedVisit,
  facts: AdmissionFacts,
  overrides: Overrides,
  only: (conflict: Conflict) => boolean = () => true,
): void {
  const conflicts = conflictsNow(tx, proposal, facts).filter(only);
  const hard = conflicts.filter(({ level }) => level === 'hard');
  const [firstHard] = hard;
  if (firstHard) {
    const final = hard.find(({ code }) => NEVER_OVERRIDDEN.includes(code));
    if (final || !overrides.overrideReason) throw conflictError(tx, final ?? firstHard, conflicts, facts);
    caller.require('override_conflict');
    tx.reason = overrides.overrideReason;
  }
  const open = conflicts.find(({ code, level }) => level === 'soft' && !overrides.acceptedWarnings.includes(code));
  if (open) throw conflictError(tx, open, conflicts, facts);
}

/** The refusal with everything a person is told: who stands there, when, and who put them there (ui.md 7). */
export function conflictError(
  reader: Reader,
  conflict: Conflict,
  all: readonly Conflict[],
  facts: AdmissionFacts,
): DomainError<ConflictCode> {
  return new DomainError(conflict.code, conflictData(reader, conflict, all, facts));
}

/** Data of a refusal, also for one under another code (undo). */
export function conflictData(
  reader: Reader,
  conflict: Conflict,
  all: readonly Conflict[],
  facts: AdmissionFacts,
): DomainErrorData {
  const writer = conflict.lineId === null ? null : readLastWriter(reader, facts.lineTableNo, conflict.lineId);
  const { level, lineIndex, visitId, clientName, staffId, staffName, roomName, startMin, endMin, reason } = conflict;
  return {
    level,
    lineIndex,
    localDate: facts.schedule.localDate,
    visitId,
    lineId: conflict.lineId,
    clientName,
    staffId,
    staffName,
    roomName,
    serviceName: facts.catalogue.services.get(conflict.serviceId ?? 0)?.name ?? '',
    startMin,
    endMin,
    reason,
    byName: writer?.name ?? null,
    atMs: writer?.at_ms ?? null,
    hardCodes: codesOf(all, 'hard'),
    softCodes: codesOf(all, 'soft'),
  };
}

function codesOf(conflicts: readonly Conflict[], level: Conflict['level']): ConflictCode[] {
  return [...new Set(conflicts.filter((conflict) => conflict.level === level).map(({ code }) => code))];
}
