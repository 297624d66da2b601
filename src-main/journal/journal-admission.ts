import type { NameOrder } from '../../src-shared/clients/clients.rules.ts';
import {
  type Conflict,
  type ConflictCode,
  type ConflictSettings,
  NEVER_OVERRIDDEN,
  type ProposedVisit,
  findConflicts,
  rightToOverride,
} from '../../src-shared/journal/conflicts.rules.ts';
import { withNeeds } from '../../src-shared/journal/line-needs.rules.ts';
import { withRooms } from '../../src-shared/journal/room-choice.rules.ts';
import { DomainError, type DomainErrorData } from '../../src-shared/kernel/errors.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { PatchTestFact } from '../../src-shared/treatments/patch-test.rules.ts';
import type { ScheduleDay } from '../schedule/schedule-days.ts';
import type { Reader } from '../store/executor.ts';
import type { Caller } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { limitsOf } from './journal-day.ts';
import { conflictDay } from './journal-conflict-day.ts';
import type { PlannedLine } from './journal-lines.ts';
import type { Catalogue } from './journal-catalogue.ts';
import { readLastWriter } from './journal.repository.ts';

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
  /** Number of group_events in the change log. */
  readonly eventTableNo: number;
  /** Masters who may not work on this day, with the title of the paper that ran out. */
  readonly notAllowed: ReadonlyMap<number, string>;
  /** Tests for allergy of a client, newest first; null when nobody keeps them. */
  readonly patchTestsOf: (reader: Reader, clientId: number) => readonly PatchTestFact[] | null;
}

/** All conflicts of a proposal as the file stands now; neighbouring days count where they reach over midnight (A1). */
export function conflictsNow(reader: Reader, proposal: ProposedVisit, facts: AdmissionFacts): Conflict[] {
  return findConflicts(proposal, conflictDay(reader, proposal, facts), facts.settings);
}

/**
 * The lines of a visit as they are stored: with the equipment they hold, and in rooms where they fit as the file stands
 * now (R4).
 *
 * `before`: its lines as they stood; `isFixed` tells the lines whose room a person chose.
 */
export function placedLines(
  reader: Reader,
  proposal: Omit<ProposedVisit, 'lines'> & { readonly lines: readonly PlannedLine[] },
  before: readonly PlannedLine[],
  facts: AdmissionFacts,
  isFixed: (line: PlannedLine, index: number) => boolean = () => false,
): PlannedLine[] {
  const { catalogue } = facts;
  const lines = withNeeds(proposal.lines, before, {
    staff: [...catalogue.staff.values()],
    serviceLimits: limitsOf(catalogue),
  });
  const hasChoice = ({ serviceId, staffId }: PlannedLine): boolean =>
    (catalogue.services.get(serviceId)?.roomIds.length ?? 0) > 0 ||
    (catalogue.staff.get(staffId)?.roomIds.length ?? 0) > 0;
  if (!lines.some((line, index) => hasChoice(line) && !isFixed(line, index))) return lines;
  const placed = { ...proposal, lines };
  return withRooms(placed, conflictDay(reader, placed, facts), facts.settings, isFixed);
}

/**
 * Lets a proposal in, or refuses it (A12): hard conflicts need the right to override them and a reason, which is kept
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
    for (const { code } of hard) caller.require(rightToOverride(code));
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
  const writer = writerOf(reader, conflict, facts);
  const { level, lineIndex, visitId, clientName, staffId, staffName, roomName, startMin, endMin, reason } = conflict;
  const { eventId, eventTitle, cause, days, limitDays } = conflict;
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
    eventId,
    eventTitle,
    cause,
    days,
    limitDays,
    byName: writer?.name ?? null,
    atMs: writer?.at_ms ?? null,
    hardCodes: codesOf(all, 'hard'),
    softCodes: codesOf(all, 'soft'),
  };
}

function writerOf(reader: Reader, { lineId, eventId }: Conflict, facts: AdmissionFacts) {
  if (lineId !== null) return readLastWriter(reader, facts.lineTableNo, lineId);
  return eventId === null ? null : readLastWriter(reader, facts.eventTableNo, eventId);
}

function codesOf(conflicts: readonly Conflict[], level: Conflict['level']): ConflictCode[] {
  return [...new Set(conflicts.filter((conflict) => conflict.level === level).map(({ code }) => code))];
}
