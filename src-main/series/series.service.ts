import type { z } from 'zod';
import type { VisitId } from '../../src-shared/contract-base.ts';
import { CONFLICT_LEVEL, type Conflict, type ConflictCode } from '../../src-shared/journal/conflicts.rules.ts';
import { startsInPast } from '../../src-shared/journal/journal.rules.ts';
import { DomainError, isDomainError } from '../../src-shared/kernel/errors.ts';
import { type LocalDate, addDays, daysBetween } from '../../src-shared/kernel/local-date.ts';
import type {
  SeriesChoice,
  SeriesConflict,
  SeriesDate,
  SeriesOutcome,
  seriesContract,
} from '../../src-shared/series/series.contract.ts';
import {
  type KnownOccurrence,
  MAX_OCCURRENCES,
  type SeriesPlan,
  type SeriesRule,
  occurrenceDates,
  planAll,
  planFollowing,
  ruleMoved,
} from '../../src-shared/series/series.rules.ts';
import type { ClientsService } from '../clients/clients.service.ts';
import type { JournalService } from '../journal/journal.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import {
  type SeriesTemplate,
  type TemplateLine,
  changedLines,
  linesOn,
  templateLines,
  templateOf,
} from './series-template.ts';
import * as rows from './series.repository.ts';

type Contract = typeof seriesContract;
type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;
type Output<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['outputSchema']>>;

interface Neighbours {
  readonly settings: SettingsService;
  readonly journal: JournalService;
  readonly clients: ClientsService;
}

/** Thrown to take a rehearsal back. */
class Rehearsed extends Error {}

const SOFT_CODES = (Object.keys(CONFLICT_LEVEL) as ConflictCode[]).filter((code) => CONFLICT_LEVEL[code] === 'soft');
/** Statuses in which a visit is never moved by its series (A15). */
const LOCKED: readonly string[] = ['arrived', 'in_progress', 'completed', 'no_show'];

/** How the dates of an act are written. */
interface Writing {
  readonly policy: 'skip' | 'abort';
  readonly choices: readonly SeriesChoice[];
  readonly overrideReason?: string | undefined;
}

/** Visits that repeat (A14, A15, A16): each act is one command. */
export class SeriesService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;
  readonly #journal: JournalService;
  readonly #clients: ClientsService;

  constructor(deps: ServiceDeps, neighbours: Neighbours) {
    this.#deps = deps;
    this.#settings = neighbours.settings;
    this.#journal = neighbours.journal;
    this.#clients = neighbours.clients;
  }

  /**
   * The dates of a series with what stands in the way, before it is booked.
   *
   * @throws DomainError INVALID_INPUT (SERIES_TOO_LONG with data.max, SERIES_EMPTY), NOT_FOUND, FORBIDDEN
   */
  preview(caller: Caller, input: Input<'preview'>): Output<'preview'> {
    const keys = this.#datesOf(input.firstDate, input.rule);
    const template = this.#templateOf(caller, input);
    return { dates: keys.map((key) => this.#previewDate(caller, template, key, input)) };
  }

  /**
   * Books every date; dates left out, and those skipped for a conflict, are kept with the series and use up its count.
   *
   * @throws DomainError INVALID_INPUT, NOT_FOUND, STALE_VERSION, FORBIDDEN; CONFLICT with `abort` (data.dates) or when
   *   nothing is left to book
   */
  create(caller: Caller, input: Input<'create'>): Output<'create'> {
    if (input.newClient && input.clientId !== null) {
      throw new DomainError('INVALID_INPUT', { field: 'newClient', reason: 'CLIENT_GIVEN_TWICE' });
    }
    const keys = this.#datesOf(input.firstDate, input.rule);
    const template = this.#templateOf(caller, input);
    const { value, commandId } = this.#run(caller, 'series.create', (tx) => {
      if (input.clientId !== null) this.#clients.requireInside(tx, input.clientId);
      const clientId = input.newClient ? this.#clients.createInside(tx, caller, input.newClient) : input.clientId;
      const seriesId = rows.insertSeries(tx, {
        ...storedTemplate(template),
        client_id: clientId,
        comment: input.comment,
        source: input.source,
        wants_this_master: input.wantsThisMaster ? 1 : 0,
        is_ended: 0,
        created_at_ms: tx.context.nowMs,
        created_by: caller.userId,
      });
      const first = input.fromVisit ? this.#requireVisit(tx, input.fromVisit.visitId, input.fromVisit.version) : null;
      const outcomes = keys.map((key): SeriesOutcome => {
        if (first && key === first.local_date) {
          rows.joinSeries(tx, first, seriesId, key);
          return outcome(key, 'booked', first, null);
        }
        return this.#bookDate(tx, caller, { seriesId, template, key, fields: { ...input, clientId }, writing: input });
      });
      this.#refuseAborted(input, outcomes);
      const booked = outcomes.filter(({ act }) => act === 'booked');
      if (booked.length === (first ? 1 : 0)) throw new DomainError('CONFLICT', { reason: 'seriesEmpty' });
      this.#sum(tx, 'series.create', { count: booked.length, date: input.firstDate });
      return { seriesId: seriesId as Output<'create'>['seriesId'], outcomes };
    });
    return { ...value, commandId };
  }

  /** A series with all its dates; NOT_FOUND. */
  get(seriesId: number): Output<'get'> {
    const { reader } = this.#deps.store;
    const series = rows.readSeries(reader, seriesId);
    if (!series) throw new DomainError('NOT_FOUND', { what: 'series', id: seriesId });
    const { firstDate, startMin, rule } = templateOf(series);
    const visits = rows.readSeriesVisits(reader, seriesId).map((visit) => ({
      key: visit.series_key,
      visitId: visit.id as VisitId,
      localDate: visit.local_date,
      startMin: visit.start_min,
      status: visit.status,
      reason: '',
    }));
    const without = rows.readExceptions(reader, seriesId).map((item) => ({
      key: item.key_date,
      visitId: null,
      localDate: item.key_date,
      startMin,
      status: null,
      reason: item.reason,
    }));
    const dates = [...visits, ...without].toSorted((a, b) => (a.key < b.key ? -1 : 1));
    const { weekdays, ...pattern } = rule;
    return {
      id: series.id as Output<'get'>['id'],
      firstDate,
      startMin,
      rule: { ...pattern, weekdays: [...weekdays] },
      isEnded: series.is_ended === 1,
      dates,
    };
  }

  /** What `edit` would do: the act itself, taken back; errors as `edit`. */
  previewEdit(caller: Caller, input: Input<'edit'>): Output<'previewEdit'> {
    let outcomes: SeriesOutcome[] = [];
    try {
      this.#run(caller, 'series.edit', (tx) => {
        outcomes = this.#edit(tx, caller, { ...input, policy: 'skip' }).outcomes;
        throw new Rehearsed();
      });
    } catch (error) {
      if (!(error instanceof Rehearsed)) throw error;
    }
    return { outcomes };
  }

  /**
   * Changes this and the following visits, or all from now on (A15).
   *
   * @throws DomainError INVALID_INPUT, NOT_FOUND, ROW_DELETED, STALE_VERSION, FORBIDDEN; CONFLICT: the visit is no part of
   *   a series (`notSeries`), over or locked (`status`), or `abort` met a conflict (data.dates)
   */
  edit(caller: Caller, input: Input<'edit'>): Output<'edit'> {
    const { value, commandId } = this.#run(caller, 'series.edit', (tx) => {
      const done = this.#edit(tx, caller, input);
      this.#refuseAborted(input, done.outcomes);
      return done;
    });
    return { ...value, commandId };
  }

  /**
   * Cancels this and the following visits, or all from now on; locked and past ones stay.
   *
   * @throws DomainError NOT_FOUND, ROW_DELETED, STALE_VERSION, CONFLICT as `edit`
   */
  cancel(caller: Caller, input: Input<'cancel'>): Output<'cancel'> {
    const { value, commandId } = this.#run(caller, 'series.cancel', (tx) => {
      const { visit, series } = this.#requireSeriesVisit(tx, input.visitId, input.version);
      const open = rows
        .readSeriesVisits(tx, series.id)
        .filter((item) => input.scope === 'all' || item.series_key >= visit.series_key)
        .filter((item) => item.id === visit.id || (isOpen(item) && !this.#isPast(item.local_date, item.start_min)));
      for (const { id, version } of open) {
        this.#journal.acts.cancel(tx, caller, {
          visitId: id as VisitId,
          version,
          by: input.by,
          reason: input.reason,
        });
      }
      const { rule, firstDate } = templateOf(series);
      const isWhole = input.scope === 'all' || visit.series_key <= firstDate;
      rows.updateSeries(tx, series, {
        is_ended: 1,
        ...(isWhole ? {} : { rule_json: JSON.stringify(endedBefore(rule, visit.series_key)) }),
      });
      this.#sum(tx, 'series.cancel', { count: open.length, reason: input.reason });
      return open.length;
    });
    return { cancelled: value, commandId };
  }

  #edit(
    tx: Tx,
    caller: Caller,
    input: Input<'edit'>,
  ): { seriesId: Output<'edit'>['seriesId']; outcomes: SeriesOutcome[] } {
    const { visit, series } = this.#requireSeriesVisit(tx, input.visitId, input.version);
    const old = templateOf(series);
    const key = visit.series_key;
    const toDate = input.localDate ?? key;
    const rule = input.rule ?? ruleMoved(old.rule, key, toDate);
    if (input.rule) this.#datesOf(input.scope === 'following' ? key : old.firstDate, input.rule);
    const visits = rows.readSeriesVisits(tx, series.id);
    const exceptions = rows.readExceptions(tx, series.id);
    const state = { firstDate: old.firstDate, rule: old.rule, known: this.#known(visits, exceptions, old.startMin) };
    const startMin = input.startMin ?? (input.lines ? visit.start_min : old.startMin);
    const firstDate =
      input.scope === 'following' ? toDate : addDays(old.firstDate, input.rule ? 0 : daysBetween(key, toDate));
    const plan =
      input.scope === 'following'
        ? planFollowing(state, key, { firstDate, rule })
        : planAll(state, { firstDate, rule }, (date) => !this.#isPast(date, startMin));
    const lines = input.lines
      ? templateLines(
          input.lines,
          startMin,
          this.#planned(caller, input.lines, { startMin, localDate: toDate, clientId: visit.client_id }),
        )
      : old.lines;
    const template: SeriesTemplate = { firstDate: plan.firstDate, startMin, rule: plan.rule, lines };
    const fields = {
      clientId: input.clientId === undefined ? series.client_id : input.clientId,
      comment: input.comment ?? series.comment,
      source: series.source,
      wantsThisMaster: input.wantsThisMaster ?? series.wants_this_master === 1,
    };
    if (fields.clientId !== null) this.#clients.requireInside(tx, fields.clientId);
    const seriesId = this.#storePlan(tx, caller, { input, series, plan, template, fields });
    for (const item of exceptions) {
      if (plan.discarded.includes(item.key_date)) rows.deleteException(tx, item.id);
    }
    const outcomes: SeriesOutcome[] = [];
    const byKey = new Map(visits.filter(isOpen).map((item) => [item.series_key, item]));
    for (const dropped of plan.dropped) {
      const item = byKey.get(dropped);
      if (!item) continue;
      this.#journal.acts.cancel(tx, caller, {
        visitId: item.id as VisitId,
        version: item.version,
        by: 'salon',
        reason: input.dropReason,
      });
      outcomes.push(outcome(dropped, 'cancelled', item, null));
    }
    for (const change of plan.changed) {
      const item = byKey.get(change.from);
      if (item) outcomes.push(this.#changeDate(tx, caller, { item, change, old, template, seriesId, input }));
    }
    for (const created of plan.created) {
      outcomes.push(this.#bookDate(tx, caller, { seriesId, template, key: created, fields, writing: input }));
    }
    const count = outcomes.filter(({ act }) => act === 'changed' || act === 'booked' || act === 'cancelled').length;
    this.#sum(tx, 'series.edit', { count });
    return {
      seriesId: seriesId as Output<'edit'>['seriesId'],
      outcomes: outcomes.toSorted((a, b) => (a.key < b.key ? -1 : 1)),
    };
  }

  /** Writes the rule: a series of its own for «this and following», the same one for all. */
  #storePlan(
    tx: Tx,
    caller: Caller,
    edit: {
      readonly input: Input<'edit'>;
      readonly series: rows.SeriesRow;
      readonly plan: SeriesPlan;
      readonly template: SeriesTemplate;
      readonly fields: VisitFields;
    },
  ): number {
    const { input, series, plan, template, fields } = edit;
    const values = {
      ...storedTemplate(template),
      client_id: fields.clientId,
      comment: fields.comment,
      source: fields.source,
      wants_this_master: fields.wantsThisMaster ? 1 : 0,
      is_ended: 0,
    } satisfies rows.SeriesValues;
    if (input.scope === 'all' || plan.isOldEnded) {
      rows.updateSeries(tx, series, values);
      return series.id;
    }
    rows.updateSeries(tx, series, { rule_json: JSON.stringify(plan.oldRule), is_ended: 1 });
    return rows.insertSeries(tx, { ...values, created_at_ms: tx.context.nowMs, created_by: caller.userId });
  }

  /** One visit takes the new fields; a conflict leaves it where it is. */
  #changeDate(
    tx: Tx,
    caller: Caller,
    edit: {
      readonly item: rows.SeriesVisitRow;
      readonly change: SeriesPlan['changed'][number];
      readonly old: SeriesTemplate;
      readonly template: SeriesTemplate;
      readonly seriesId: number;
      readonly input: Input<'edit'>;
    },
  ): SeriesOutcome {
    const { item, change, old, template, seriesId, input } = edit;
    const { timeZone } = this.#settings.on(change.to);
    const choice = input.choices.find(({ key }) => key === change.to);
    const isOwnDay = change.keepsOwnFields && item.local_date !== change.from;
    const localDate = isOwnDay ? item.local_date : change.to;
    const before = linesOn(old, change.from, old.startMin, timeZone);
    const after = linesOn(template, localDate, chosenStart(choice) ?? template.startMin, timeZone);
    const lines = rows.readVisitLines(tx, item.id);
    const wanted = changedLines(lines, before, after, change.keepsOwnFields && chosenStart(choice) === undefined);
    const isJoined = item.series_id === seriesId && item.series_key === change.to;
    const joined = isJoined ? item.version : rows.joinSeries(tx, item, seriesId, change.to);
    if (choice?.act === 'skip') return outcome(change.to, 'kept', item, null);
    const start = Math.min(...wanted.map((line) => line.startMin));
    try {
      this.#journal.acts.edit(
        tx,
        caller,
        {
          visitId: item.id as VisitId,
          version: joined,
          lines: wanted as never,
          ...this.#ownFields(item, input),
          ...overridesOf(choice, input),
        },
        localDate,
      );
    } catch (error) {
      const conflict = conflictOf(error);
      if (!conflict) throw error;
      return outcome(change.to, 'kept', item, conflict);
    }
    return outcome(change.to, 'changed', { ...item, local_date: localDate, start_min: start }, null);
  }

  /** What the person changed beside the time; nothing else of a visit is touched. */
  #ownFields(
    item: rows.SeriesVisitRow,
    input: Input<'edit'>,
  ): Pick<Input<'edit'>, 'clientId' | 'comment' | 'wantsThisMaster'> {
    return {
      ...(input.clientId === undefined || input.clientId === item.client_id ? {} : { clientId: input.clientId }),
      ...(input.comment === undefined ? {} : { comment: input.comment }),
      ...(input.wantsThisMaster === undefined ? {} : { wantsThisMaster: input.wantsThisMaster }),
    };
  }

  /** Books one date, or keeps with the series why it was not booked. */
  #bookDate(
    tx: Tx,
    caller: Caller,
    date: {
      readonly seriesId: number;
      readonly template: SeriesTemplate;
      readonly key: LocalDate;
      readonly fields: VisitFields;
      readonly writing: Writing;
    },
  ): SeriesOutcome {
    const { seriesId, template, key, fields, writing } = date;
    const choice = writing.choices.find((item) => item.key === key);
    const wanted = chosenStart(choice) ?? template.startMin;
    const { lines, startMin } = linesOn(template, key, wanted, this.#settings.on(key).timeZone);
    const place = { id: null, local_date: key, start_min: startMin };
    const except = (kind: 'excluded' | 'skipped', conflict: SeriesConflict | null): SeriesOutcome => {
      rows.insertException(tx, { series_id: seriesId, key_date: key, kind, reason: conflict?.code ?? '' });
      return outcome(key, kind, place, conflict);
    };
    if (choice?.act === 'skip') return except('excluded', null);
    try {
      const { visitId } = this.#journal.acts.book(
        tx,
        caller,
        {
          localDate: key,
          startMin,
          clientId: fields.clientId as never,
          lines: lines,
          comment: fields.comment,
          source: fields.source,
          wantsThisMaster: fields.wantsThisMaster,
          status: 'booked',
          ...overridesOf(choice, writing),
        },
        { seriesId, seriesKey: key },
      );
      return outcome(key, 'booked', { ...place, id: visitId }, null);
    } catch (error) {
      const conflict = conflictOf(error);
      if (!conflict) throw error;
      return except('skipped', conflict);
    }
  }

  #previewDate(caller: Caller, template: SeriesTemplate, key: LocalDate, input: Input<'preview'>): SeriesDate {
    const { timeZone, slotStepMin } = this.#settings.on(key);
    const facts = this.#journal.factsOn(key);
    const { reader } = this.#deps.store;
    const conflictsAt = (startMin: number): { start: number; isShifted: boolean; conflicts: Conflict[] } => {
      const placed = linesOn(template, key, startMin, timeZone);
      const question = { localDate: key, startMin: placed.startMin, clientId: input.clientId, lines: placed.lines };
      const { conflicts } = this.#journal.acts.previewBooking(reader, caller, question, facts);
      return {
        start: placed.startMin,
        isShifted: placed.isShifted,
        conflicts: conflicts.filter(
          ({ visitId }) => input.exceptVisitId === undefined || visitId !== input.exceptVisitId,
        ),
      };
    };
    const { start, isShifted, conflicts } = conflictsAt(template.startMin);
    const conflict = firstOf(conflicts);
    const works = template.lines.every(({ staffId }) => (facts.schedule.staff.get(staffId)?.work ?? []).length > 0);
    let suggestionMin: number | null = null;
    if (conflict && works) {
      const from = Math.min(
        ...template.lines.flatMap(({ staffId }) => startsOf(facts.schedule.staff.get(staffId)?.work)),
      );
      const to = Math.max(...template.lines.flatMap(({ staffId }) => endsOf(facts.schedule.staff.get(staffId)?.work)));
      for (const at of nearestStarts(start, from, to, slotStepMin)) {
        if (this.#isPast(key, at) || conflictsAt(at).conflicts.length > 0) continue;
        suggestionMin = at;
        break;
      }
    }
    return { key, localDate: key, startMin: start, isShifted, conflict, suggestionMin };
  }

  #templateOf(
    caller: Caller,
    input: Pick<Input<'preview'>, 'firstDate' | 'startMin' | 'rule' | 'clientId' | 'lines'>,
  ): SeriesTemplate {
    const { firstDate, startMin, rule, clientId } = input;
    const planned = this.#planned(caller, input.lines, { startMin, localDate: firstDate, clientId });
    return { firstDate, startMin, rule, lines: templateLines(input.lines, startMin, planned) };
  }

  #planned(
    caller: Caller,
    lines: Input<'preview'>['lines'],
    at: { readonly startMin: number; readonly localDate: LocalDate; readonly clientId: number | null },
  ): readonly { readonly startMin: number; readonly durationMin: number }[] {
    const question = { ...at, clientId: at.clientId as never, lines };
    return this.#journal.acts.previewBooking(this.#deps.store.reader, caller, question).lines;
  }

  #datesOf(firstDate: LocalDate, rule: SeriesRule): LocalDate[] {
    const dates = occurrenceDates(firstDate, rule);
    if (dates.length > MAX_OCCURRENCES) {
      throw new DomainError('INVALID_INPUT', { field: 'rule', reason: 'SERIES_TOO_LONG', max: MAX_OCCURRENCES });
    }
    if (dates.length === 0) throw new DomainError('INVALID_INPUT', { field: 'rule', reason: 'SERIES_EMPTY' });
    return dates;
  }

  #known(
    visits: readonly rows.SeriesVisitRow[],
    exceptions: readonly rows.ExceptionRow[],
    startMin: number,
  ): KnownOccurrence[] {
    const known = new Map<LocalDate, KnownOccurrence>();
    for (const { key_date: key, kind } of exceptions) {
      if (kind === 'moved') continue;
      known.set(key, { key, kind, isLocked: false, isPast: this.#isPast(key, startMin), localDate: key });
    }
    for (const visit of visits) {
      known.set(visit.series_key, {
        key: visit.series_key,
        kind: visit.status === 'cancelled' ? 'excluded' : 'visit',
        isLocked: LOCKED.includes(visit.status),
        isPast: this.#isPast(visit.local_date, visit.start_min),
        localDate: visit.local_date,
      });
    }
    return [...known.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
  }

  #isPast(localDate: LocalDate, startMin: number): boolean {
    return startsInPast(localDate, startMin - 1, this.#settings.today());
  }

  #requireVisit(tx: Tx, visitId: number, version: number): rows.SeriesVisitRow {
    const visit = rows.readSeriesVisit(tx, visitId);
    if (!visit) {
      const tableNo = this.#deps.store.tablesByName.get('visits')?.no ?? 0;
      const code = rows.wasVisitDeleted(tx, tableNo, visitId) ? 'ROW_DELETED' : 'NOT_FOUND';
      throw new DomainError(code, { what: 'visit', id: visitId });
    }
    assertVersion(version, visit.version, 'visit');
    return visit;
  }

  #requireSeriesVisit(
    tx: Tx,
    visitId: number,
    version: number,
  ): { visit: rows.SeriesVisitRow; series: rows.SeriesRow } {
    const visit = this.#requireVisit(tx, visitId, version);
    const series = visit.series_id === null ? undefined : rows.readSeries(tx, visit.series_id);
    if (!series) throw new DomainError('CONFLICT', { reason: 'notSeries' });
    if (!isOpen(visit)) throw new DomainError('CONFLICT', { reason: 'status', status: visit.status });
    return { visit, series };
  }

  #refuseAborted(writing: Writing, outcomes: readonly SeriesOutcome[]): void {
    if (writing.policy !== 'abort') return;
    const refused = outcomes.filter(({ conflict }) => conflict !== null);
    if (refused.length === 0) return;
    throw new DomainError('CONFLICT', {
      reason: 'seriesConflicts',
      count: refused.length,
      dates: refused.map(({ localDate }) => localDate),
    });
  }

  /** The sentence of the command: whose series it is stands in the act that was done last. */
  #sum(tx: Tx, key: string, values: Record<string, string | number>): void {
    tx.summary = { key, values: { who: tx.summary?.values?.['who'] ?? '', ...values } };
  }

  #run<T>(caller: Caller, name: string, body: (tx: Tx) => T): { value: T; commandId: number | null } {
    return this.#deps.store.work.run(caller.actor(this.#deps.clock), name, body);
  }
}

interface VisitFields {
  readonly clientId: number | null;
  readonly comment: string;
  readonly source: string;
  readonly wantsThisMaster: boolean;
}

function storedTemplate({ firstDate, startMin, rule, lines }: SeriesTemplate) {
  return {
    rule_json: JSON.stringify(rule),
    start_date: firstDate,
    start_min: startMin,
    lines_json: JSON.stringify(lines satisfies readonly TemplateLine[]),
  };
}

function isOpen(visit: rows.SeriesVisitRow): boolean {
  return visit.status === 'booked' || visit.status === 'confirmed';
}

function endedBefore(rule: SeriesRule, key: LocalDate): SeriesRule {
  return { ...rule, end: { kind: 'until', until: addDays(key, -1) } };
}

function chosenStart(choice: SeriesChoice | undefined): number | undefined {
  return choice?.act === 'at' ? choice.startMin : undefined;
}

/** Soft conflicts are shown in the list and confirmed with it; hard ones need the right and a reason (A12). */
function overridesOf(choice: SeriesChoice | undefined, writing: Writing) {
  if (choice?.act !== 'anyway') return { acceptedWarnings: [] };
  const accepted = { acceptedWarnings: [...SOFT_CODES] as never[] };
  return writing.overrideReason === undefined ? accepted : { ...accepted, overrideReason: writing.overrideReason };
}

function outcome(
  key: LocalDate,
  act: SeriesOutcome['act'],
  place: { readonly id: number | null; readonly local_date: LocalDate; readonly start_min: number },
  conflict: SeriesConflict | null,
): SeriesOutcome {
  const { id, local_date: localDate, start_min: startMin } = place;
  return { key, act, visitId: id as VisitId | null, localDate, startMin, conflict };
}

/** The conflict in a refusal of the journal; null for any other error. */
function conflictOf(error: unknown): SeriesConflict | null {
  if (!isDomainError(error) || !(error.code in CONFLICT_LEVEL)) return null;
  const { data } = error;
  const text = (name: string): string => (typeof data[name] === 'string' ? data[name] : '');
  const number = (name: string): number | null => (typeof data[name] === 'number' ? data[name] : null);
  const codes = (name: string): string[] => (Array.isArray(data[name]) ? data[name].map(String) : []);
  return {
    code: error.code,
    level: CONFLICT_LEVEL[error.code as ConflictCode],
    hardCodes: codes('hardCodes'),
    softCodes: codes('softCodes'),
    clientName: text('clientName'),
    staffName: text('staffName'),
    roomName: text('roomName'),
    startMin: number('startMin'),
    endMin: number('endMin'),
    reason: text('reason'),
    visitId: number('visitId'),
    lineId: number('lineId'),
  };
}

function firstOf(conflicts: readonly Conflict[]): SeriesConflict | null {
  const [first] = conflicts;
  if (!first) return null;
  const codes = (level: Conflict['level']): string[] => [
    ...new Set(conflicts.filter((item) => item.level === level).map(({ code }) => code)),
  ];
  const { code, level, clientName, staffName, roomName, startMin, endMin, reason, visitId, lineId } = first;
  return {
    code,
    level,
    hardCodes: codes('hard'),
    softCodes: codes('soft'),
    clientName,
    staffName,
    roomName,
    startMin,
    endMin,
    reason,
    visitId,
    lineId,
  };
}

const startsOf = (work: readonly (readonly [number, number])[] = []): number[] => work.map(([start]) => start);
const endsOf = (work: readonly (readonly [number, number])[] = []): number[] => work.map(([, end]) => end);

/** Starts in steps around a minute, the nearest first, the earlier of two as near. */
function nearestStarts(aroundMin: number, fromMin: number, toMin: number, stepMin: number): number[] {
  const starts: number[] = [];
  for (let at = Math.ceil(fromMin / stepMin) * stepMin; at < toMin; at += stepMin) starts.push(at);
  return starts.toSorted((a, b) => Math.abs(a - aroundMin) - Math.abs(b - aroundMin) || a - b);
}
