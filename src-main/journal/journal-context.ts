import type { z } from 'zod';
import type { Conflict } from '../../src-shared/journal/conflicts.rules.ts';
import { OCCUPANCY_ERRORS, type journalContract } from '../../src-shared/journal/journal.contract.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { formatMinute } from '../../src-shared/kernel/wall-time.ts';
import type { NewClient } from '../clients/clients.service.ts';
import type { PatchTestFact } from '../../src-shared/treatments/patch-test.rules.ts';
import type { ScheduleDay } from '../schedule/schedule-days.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { type AdmissionFacts, conflictsNow } from './journal-admission.ts';
import type { DayView } from './journal-day.ts';
import type { PlannedLine } from './journal-lines.ts';
import type { Catalogue } from './journal-catalogue.ts';
import { CATALOGUE_TABLES, readCatalogue } from './journal-catalogue.repository.ts';
import type { VisitRow } from './journal.repository.ts';

type Contract = typeof journalContract;
/** Parsed input of a procedure of the journal. */
export type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;
/** Answer of a procedure of the journal. */
export type Output<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['outputSchema']>>;

/** Services of other features that the journal works with. */
export interface JournalNeighbours {
  readonly settings: SettingsService;
  readonly schedule: {
    day(localDate: LocalDate, reader?: Reader): ScheduleDay;
    days(fromDate: LocalDate, toDate: LocalDate, reader?: Reader): ScheduleDay[];
  };
  readonly clients: { createInside(tx: Tx, caller: Caller, fields: NewClient): number };
  /** Papers of the masters; without them nobody is kept from work. */
  readonly papers?: {
    blockingTitles(localDate: LocalDate, reader?: Reader): ReadonlyMap<number, string>;
  };
  /** What was done on lines, and the tests for allergy; without it nobody is asked for a test. */
  readonly treatments?: {
    patchTestsOf(reader: Reader, clientId: number): PatchTestFact[];
    lineGoneInside(tx: Tx, lineId: number): void;
    clientChangedInside(tx: Tx, visitId: number, clientId: number | null): void;
  };
  /** Without it no visit is ever paid. */
  readonly sales?: JournalSales;
  /** Without it a missed visit costs nobody anything. */
  readonly memberships?: JournalMemberships;
}

/** A visit to which nobody came, as memberships look at it. */
export interface MissedVisit {
  readonly id: number;
  readonly clientId: number | null;
  readonly localDate: LocalDate;
  readonly lines: readonly { readonly id: number; readonly serviceId: number }[];
}

/** What the journal asks of memberships: a missed visit may cost a unit (V4). */
export interface JournalMemberships {
  /** Takes the units of a missed visit if the salon charges them (E04); the titles of the memberships that paid. */
  missedInside(tx: Tx, visit: MissedVisit): readonly string[];
  /** The visit was not missed after all: everything that was taken for it goes back (T9). */
  notMissedInside(tx: Tx, visitId: number): void;
}

/** What the journal asks of checkout: the one live sale of a visit (I15). */
export interface JournalSales {
  /** Number of the check that stands for a visit; null = none. */
  liveCheck(reader: Reader, visitId: number): number | null;
  /** Of each visit whether its check is paid (V3); a visit without a check is left out. */
  payments(reader: Reader, visitIds: readonly number[]): ReadonlyMap<number, 'partial' | 'paid'>;
  /** The first day on which the salon kept its cash here; null = it has never. */
  firstDay(reader: Reader): LocalDate | null;
}

/** What the acts and the reading of the journal share: its neighbours, and the catalogue read once. */
export class JournalContext {
  readonly deps: ServiceDeps;
  readonly settings: SettingsService;
  readonly schedule: JournalNeighbours['schedule'];
  readonly clients: JournalNeighbours['clients'];
  readonly treatments: JournalNeighbours['treatments'];
  readonly sales: JournalNeighbours['sales'];
  readonly memberships: JournalNeighbours['memberships'];
  readonly #papers: JournalNeighbours['papers'];
  #catalogue: Catalogue | null = null;

  constructor(deps: ServiceDeps, neighbours: JournalNeighbours) {
    this.deps = deps;
    this.settings = neighbours.settings;
    this.schedule = neighbours.schedule;
    this.clients = neighbours.clients;
    this.treatments = neighbours.treatments;
    this.sales = neighbours.sales;
    this.memberships = neighbours.memberships;
    this.#papers = neighbours.papers;
    deps.store.work.onCommit((command) => {
      if (CATALOGUE_TABLES.some((table) => command.rows[table])) this.#catalogue = null;
    });
  }

  /** Masters who may not work on a day, with the title of the paper that ran out (features.md S8). */
  notAllowed(localDate: LocalDate, reader?: Reader): ReadonlyMap<number, string> {
    return this.#papers?.blockingTitles(localDate, reader) ?? new Map();
  }

  /**
   * Refuses what would make a visit another one than its check says.
   *
   * @throws DomainError CONFLICT (data.reason 'paid', data.number: of the check)
   */
  requireNoCheck(reader: Reader, visitId: number): void {
    const number = this.sales?.liveCheck(reader, visitId) ?? null;
    if (number !== null) throw new DomainError('CONFLICT', { reason: 'paid', number });
  }

  /** Runs one act of the caller as a command. */
  run<T>(caller: Caller, name: string, body: (tx: Tx) => T): { value: T; commandId: number | null } {
    return this.deps.store.work.run(caller.actor(this.deps.clock), name, body);
  }

  /** Masters, services and rooms as they are committed. */
  catalogue(): Catalogue {
    this.#catalogue ??= readCatalogue(this.deps.store.reader);
    return this.#catalogue;
  }

  /** How the caller sees names and phones. */
  view(caller: Caller): DayView {
    return { nameOrder: this.settings.now().nameOrder, seesPhones: caller.can('see_phones') };
  }

  /** Settings of the day that conflicts are judged by. */
  conflictSettings(localDate: LocalDate): AdmissionFacts['settings'] {
    const settings = this.settings.on(localDate);
    const { processingReleasesMaster, allowOverrunMin, timeZone, nameOrder, priceStepMinor } = settings;
    const priceDate = settings.fixPriceAtBooking ? this.settings.today().localDate : localDate;
    return { processingReleasesMaster, allowOverrunMin, timeZone, nameOrder, priceStepMinor, priceDate };
  }

  /** What a proposal on a day is judged by; with `tx` read afresh inside it, and not kept. */
  facts(localDate: LocalDate, tx?: Tx): AdmissionFacts {
    return {
      schedule: this.schedule.day(localDate, tx),
      catalogue: tx ? readCatalogue(tx) : this.catalogue(),
      settings: this.conflictSettings(localDate),
      lineTableNo: this.deps.store.tablesByName.get('visit_lines')?.no ?? 0,
      eventTableNo: this.deps.store.tablesByName.get('group_events')?.no ?? 0,
      notAllowed: this.notAllowed(localDate, tx),
      patchTestsOf: (reader, clientId) => this.treatments?.patchTestsOf(reader, clientId) ?? null,
    };
  }

  /** Conflicts in which a visit finds its time taken, as the transaction stands. */
  occupancyConflicts(tx: Tx, visit: VisitRow, lines: readonly PlannedLine[], facts: AdmissionFacts): Conflict[] {
    const codes: readonly string[] = OCCUPANCY_ERRORS;
    const { id: visitId, client_id: clientId, group_event_id: groupEventId } = visit;
    return conflictsNow(tx, { visitId, clientId, groupEventId, lines }, facts).filter(({ code }) =>
      codes.includes(code),
    );
  }
}

/** A moment in a command's sentence: `12.03 10:00`, or the time alone. */
export function moment(localDate: LocalDate, minute: number, isTimeOnly = false): string {
  const time = formatMinute(Math.min(2880, Math.max(0, minute)));
  return isTimeOnly ? time : `${localDate.slice(8)}.${localDate.slice(5, 7)} ${time}`;
}
