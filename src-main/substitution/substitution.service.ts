import type { z } from 'zod';
import type { StaffId } from '../../src-shared/contract-base.ts';
import type { Conflict } from '../../src-shared/journal/conflicts.rules.ts';
import type { Day, DayVisit } from '../../src-shared/journal/journal.contract.ts';
import { CONFLICT_ERRORS } from '../../src-shared/journal/journal.contract.ts';
import { DomainError, isDomainError } from '../../src-shared/kernel/errors.ts';
import { type LocalDate, daysBetween } from '../../src-shared/kernel/local-date.ts';
import {
  type SubstitutionRow,
  MAX_AWAY_DAYS,
  type substitutionContract,
} from '../../src-shared/substitution/substitution.contract.ts';
import {
  type Decision,
  type OrphanVisit,
  dayAfter,
  judgeSubstitutes,
  linesOf,
  orphanVisits,
  priceBy,
  proposePlan,
  qualifiedStaff,
} from '../../src-shared/substitution/substitution.rules.ts';
import type { AdmissionFacts } from '../journal/journal-admission.ts';
import type { JournalService } from '../journal/journal.service.ts';
import type { ScheduleService } from '../schedule/schedule.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { WaitingService } from '../waiting/waiting.service.ts';
import type { Tx } from '../store/unit-of-work.ts';

type Contract = typeof substitutionContract;
type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;
type Output<Name extends keyof Contract> = z.input<NonNullable<Contract[Name]['~orpc']['outputSchema']>>;
type Away = Pick<Input<'plan'>, 'staffId' | 'fromDate' | 'toDate' | 'startMin' | 'endMin'>;

/** Services of other features that a substitution works with. */
export interface SubstitutionNeighbours {
  readonly journal: JournalService;
  readonly schedule: Pick<ScheduleService, 'addAbsenceInside'>;
  readonly settings: SettingsService;
  readonly waiting: Pick<WaitingService, 'requestInside'>;
}

/** A master is away: who takes their bookings, who is called, what is cancelled (features.md part 2, 9). */
export class SubstitutionService {
  readonly #deps: ServiceDeps;
  readonly #journal: JournalService;
  readonly #schedule: SubstitutionNeighbours['schedule'];
  readonly #settings: SettingsService;
  readonly #waiting: SubstitutionNeighbours['waiting'];

  constructor(deps: ServiceDeps, neighbours: SubstitutionNeighbours) {
    this.#deps = deps;
    this.#journal = neighbours.journal;
    this.#schedule = neighbours.schedule;
    this.#settings = neighbours.settings;
    this.#waiting = neighbours.waiting;
  }

  /**
   * Every booking in the time away, judged with the decisions about the others in force.
   *
   * @throws DomainError NOT_FOUND (staff), INVALID_INPUT (dates, hours)
   */
  plan(caller: Caller, input: Input<'plan'>): Output<'plan'> {
    assertAwayTime(input);
    const decisions = new Map(input.decisions.map(({ visitId, decision }): [number, Decision] => [visitId, decision]));
    const rows: SubstitutionRow[] = [];
    const events: Output<'plan'>['events'] = [];
    let staffName = this.#nameOf(input);
    for (const localDate of this.#busyDates(input)) {
      const day = this.#journal.day(caller, localDate);
      staffName = day.staff.find(({ id }) => id === input.staffId)?.name ?? staffName;
      rows.push(...this.#rowsOf(day, input, decisions));
      for (const event of day.events) {
        if (event.staffId !== input.staffId || !isInside(event.startMin, event.durationMin, input)) continue;
        events.push({ id: event.id, localDate, startMin: event.startMin, title: event.title, taken: event.taken });
      }
    }
    return { staffName, rows, events };
  }

  /**
   * Does the plan as one command: cancels, moves, marks, absence. All or nothing.
   *
   * @throws DomainError NOT_FOUND, STALE_VERSION, CONFLICT (data.visitId, data.conflict), INVALID_INPUT, FORBIDDEN
   */
  apply(caller: Caller, input: Input<'apply'>): Output<'apply'> {
    assertAwayTime(input);
    if (new Set(input.rows.map(({ visitId }) => visitId)).size !== input.rows.length) {
      throw new DomainError('INVALID_INPUT', { field: 'rows', fault: 'DUPLICATE' });
    }
    if (input.cancelReason === '' && input.rows.some(({ decision }) => decision.act === 'cancel')) {
      throw new DomainError('INVALID_INPUT', { field: 'cancelReason', fault: 'REQUIRED' });
    }
    if (input.absence) caller.require('edit_schedule');
    const name = this.#nameOf(input);
    const { value, commandId } = this.#deps.store.work.run(
      caller.actor(this.#deps.clock),
      'substitution.apply',
      (tx) => {
        const done = { moved: 0, cancelled: 0, called: 0 };
        // What is cancelled makes room for what is moved.
        const ordered = input.rows.toSorted((a, b) => ORDER.indexOf(a.decision.act) - ORDER.indexOf(b.decision.act));
        for (const row of ordered) this.#doRow(tx, caller, input, row, done);
        if (input.absence) {
          const { staffId, fromDate, toDate, startMin, endMin } = input;
          this.#schedule.addAbsenceInside(tx, { staffId, fromDate, toDate, startMin, endMin, ...input.absence });
        }
        tx.summary = { key: 'substitution.apply', values: { name, ...done } };
        return done;
      },
    );
    return { ...value, commandId };
  }

  #doRow(
    tx: Tx,
    caller: Caller,
    input: Input<'apply'>,
    row: Input<'apply'>['rows'][number],
    done: { moved: number; cancelled: number; called: number },
  ): void {
    const { visitId, version, decision } = row;
    if (decision.act === 'keep') return;
    try {
      const visit = this.#journal.visit(caller, visitId);
      const [held] = linesOf(visit, input.staffId);
      // Somebody gave it away meanwhile, or it is of another day: the plan speaks of something else.
      if (!held || visit.localDate < input.fromDate || visit.localDate > input.toDate) {
        throw new DomainError('CONFLICT', { reason: 'notInPlan' });
      }
      const { acts } = this.#journal;
      if (decision.act === 'cancel') {
        acts.cancel(tx, caller, { visitId, version, by: 'salon', reason: input.cancelReason });
        done.cancelled++;
      } else if (decision.act === 'call') {
        this.#markToCall(tx, caller, visit, version, input);
        done.called++;
      } else {
        acts.move(tx, caller, {
          visitId,
          version,
          localDate: visit.localDate,
          lineId: held.id,
          startMin: held.startMin,
          staffId: decision.staffId,
          scope: 'visit',
          acceptedWarnings: row.acceptedWarnings,
        });
        done.moved++;
      }
    } catch (error) {
      throw aboutVisit(error, visitId);
    }
  }

  /** The booking stays and shows that its client is to be called; the call stands among the requests, once. */
  #markToCall(tx: Tx, caller: Caller, visit: DayVisit, version: number, input: Input<'apply'>): void {
    const { callNote, staffId } = input;
    const isMarked = visit.comment.startsWith(callNote);
    const comment = isMarked ? visit.comment : [callNote, visit.comment].filter(Boolean).join('\n').slice(0, 1000);
    this.#journal.acts.edit(tx, caller, { visitId: visit.id, version, comment, acceptedWarnings: [] });
    if (isMarked || visit.clientId === null) return;
    const lines = linesOf(visit, staffId);
    this.#waiting.requestInside(tx, caller, {
      clientId: visit.clientId,
      name: '',
      phone: '',
      serviceIds: [...new Set(lines.map(({ serviceId }) => serviceId))],
      staffIds: [],
      groupEventId: null,
      fromDate: visit.localDate,
      toDate: null,
      weekdays: [],
      fromMin: null,
      toMin: null,
      comment: callNote,
      source: 'reception',
      dueAtMs: null,
    });
  }

  #rowsOf(day: Day, input: Input<'plan'>, given: ReadonlyMap<number, Decision>): SubstitutionRow[] {
    const { staffId } = input;
    const now = this.#settings.today();
    const facts = this.#journal.factsOn(day.localDate);
    const { settings } = facts;
    const orphans = orphanVisits(day, input, day.localDate === now.localDate ? now.minute : 0).map(
      (visit): OrphanVisit => ({ visit, substitutes: this.#substitutesOf(visit, staffId, day, facts) }),
    );
    const fixed = new Map(orphans.flatMap(({ visit }) => entryOf(given, visit.id)));
    const plan = proposePlan(orphans, staffId, day, settings, fixed);
    const names = new Map<number, string>(day.staff.map((person) => [person.id, person.name]));
    return orphans.map((orphan): SubstitutionRow => {
      const { visit } = orphan;
      const others = new Map([...plan].filter(([id]) => id !== visit.id));
      const lines = linesOf(visit, staffId);
      return {
        visitId: visit.id,
        version: visit.version,
        localDate: day.localDate,
        status: visit.status,
        clientName: visit.clientName,
        clientPhone: visit.clientPhone,
        comment: visit.comment,
        wantsThisMaster: visit.wantsThisMaster,
        startMin: Math.min(...lines.map((line) => line.startMin)),
        endMin: Math.max(...lines.map((line) => line.startMin + line.durationMin)),
        serviceNames: lines.map(({ serviceName }) => serviceName),
        priceMinor: priceBy(visit.lines, staffId),
        options: judgeSubstitutes(orphan, staffId, dayAfter(day, staffId, others, settings), settings).map(
          ({ conflicts, ...option }) => ({
            ...option,
            staffId: option.staffId as StaffId,
            name: names.get(option.staffId) ?? '',
            conflicts: conflicts.map(toConflict),
          }),
        ),
        decision: toDecision(plan.get(visit.id) ?? { act: 'call' }),
      };
    });
  }

  /** Everybody who does the services, with the price they would take (P1). */
  #substitutesOf(visit: DayVisit, staffId: number, day: Day, facts: AdmissionFacts): OrphanVisit['substitutes'] {
    const [held] = linesOf(visit, staffId);
    if (!held) return [];
    const mine = new Set(linesOf(visit, staffId).map(({ id }) => id as number));
    return qualifiedStaff(visit, staffId, day).map((other) => {
      const place = {
        visitId: visit.id,
        localDate: day.localDate,
        lineId: held.id,
        startMin: held.startMin,
        staffId: other as StaffId,
        scope: 'visit' as const,
      };
      const { lines } = this.#journal.acts.previewMove(this.#deps.store.reader, place, facts);
      const own = lines.filter(({ id }) => id !== null && mine.has(id));
      return { staffId: other, priceMinor: priceBy(own, other) };
    });
  }

  /** Days of the time away on which the master has anything. */
  #busyDates({ staffId, fromDate, toDate }: Away): LocalDate[] {
    return this.#journal
      .counts({ staffId, fromDate, toDate })
      .filter((day) => day.visits > 0 || day.activeMin > 0)
      .map(({ localDate }) => localDate);
  }

  /** @throws DomainError NOT_FOUND */
  #nameOf({ staffId, fromDate }: Away): string {
    const person = this.#journal.factsOn(fromDate).catalogue.staff.get(staffId);
    if (!person) throw new DomainError('NOT_FOUND', { what: 'staff', id: staffId });
    return [person.firstName, person.lastName].filter(Boolean).join(' ');
  }
}

const ORDER: readonly Decision['act'][] = ['cancel', 'move', 'call', 'keep'];

function assertAwayTime({ fromDate, toDate, startMin, endMin }: Away): void {
  const days = daysBetween(fromDate, toDate) + 1;
  const fault =
    days < 1
      ? 'DATES_REVERSED'
      : days > MAX_AWAY_DAYS
        ? 'RANGE_TOO_LONG'
        : (startMin === null) !== (endMin === null) || (startMin !== null && endMin !== null && startMin >= endMin)
          ? 'EMPTY_INTERVAL'
          : null;
  if (fault) throw new DomainError('INVALID_INPUT', { field: 'toDate', fault });
}

function isInside(startMin: number, durationMin: number, away: Away): boolean {
  return startMin < (away.endMin ?? 2880) && startMin + durationMin > (away.startMin ?? 0);
}

function entryOf<T>(map: ReadonlyMap<number, T>, key: number): [number, T][] {
  const value = map.get(key);
  return value === undefined ? [] : [[key, value]];
}

/** A refusal of one booking names it; what stands in its way becomes a CONFLICT that keeps what the conflict says. */
function aboutVisit(error: unknown, visitId: number): unknown {
  if (!isDomainError(error)) return error;
  const codes: readonly string[] = CONFLICT_ERRORS;
  const data = { ...error.data, forVisitId: visitId };
  if (codes.includes(error.code)) {
    return new DomainError('CONFLICT', { ...data, reason: 'substitution', conflict: error.code }, { cause: error });
  }
  if (error.code === 'ROW_DELETED') return new DomainError('NOT_FOUND', { ...data, what: 'visit' }, { cause: error });
  return new DomainError(error.code, data, { cause: error });
}

function toDecision(decision: Decision): SubstitutionRow['decision'] {
  return decision.act === 'move' ? { act: 'move', staffId: decision.staffId as StaffId } : decision;
}

function toConflict(conflict: Conflict): SubstitutionRow['options'][number]['conflicts'][number] {
  const { code, level, clientName, staffName, roomName, startMin, endMin, reason, visitId, lineId } = conflict;
  const { eventId, eventTitle, cause, days, limitDays } = conflict;
  return {
    code,
    level,
    clientName,
    staffName,
    roomName,
    startMin,
    endMin,
    reason,
    visitId,
    lineId,
    eventId,
    eventTitle,
    cause,
    days,
    limitDays,
  };
}
