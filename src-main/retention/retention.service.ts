import type { z } from 'zod';
import { displayName } from '../../src-shared/clients/clients.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { type LocalDate, addDays, daysBetween } from '../../src-shared/kernel/local-date.ts';
import { percentOf } from '../../src-shared/kernel/money.ts';
import { instantOf } from '../../src-shared/kernel/wall-time.ts';
import type { retentionContract } from '../../src-shared/retention/retention.contract.ts';
import {
  CALL_REASONS,
  type CallResult,
  SKIP_REASONS,
  type SkipReason,
  calmPace,
  countsAs,
  figuresOf,
  isQuietTime,
  scriptFor,
} from '../../src-shared/retention/retention.rules.ts';
import type { ClientsService } from '../clients/clients.service.ts';
import { moment } from '../journal/journal-context.ts';
import type { JournalService } from '../journal/journal.service.ts';
import type { ConsentsService } from '../personal-data/consents.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { CallLists, type Candidate } from './retention-lists.ts';
import { fitsOf } from './retention-fits.ts';
import { type RowView, callRow, callValue, requireResultPeriod } from './retention-view.ts';
import * as rows from './retention.repository.ts';

type Contract = typeof retentionContract;
type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;
type Output<Name extends keyof Contract> = z.input<NonNullable<Contract[Name]['~orpc']['outputSchema']>>;

/** The next call may be agreed on at most so far ahead. */
const MAX_NEXT_DAYS = 366;

/** Services of other features that calling clients needs. */
export interface RetentionNeighbours {
  readonly settings: SettingsService;
  readonly journal: Pick<JournalService, 'acts' | 'factsOn'>;
  readonly clients: Pick<ClientsService, 'stopCallsInside'>;
  readonly consents: Pick<ConsentsService, 'contactConsents'>;
}

/** Who is due, who was lost, and what calling them brings (domain.md R12). */
export class RetentionService {
  readonly #deps: ServiceDeps;
  readonly #neighbours: RetentionNeighbours;
  readonly #lists: CallLists;

  constructor(deps: ServiceDeps, neighbours: RetentionNeighbours) {
    this.#deps = deps;
    this.#neighbours = neighbours;
    this.#lists = new CallLists(deps, neighbours);
  }

  /** The call list, or those who have not come for long; promised calls stand on top, then the order of R12. */
  calls(caller: Caller, input: Input<'calls'>): Output<'calls'> {
    const view = this.#view(caller);
    const all = input.list === 'due' ? this.#lists.due() : this.#lists.lost();
    const counts = { upcoming: 0, due: 0, overdue: 0, promised: 0 };
    const skipped = Object.fromEntries(SKIP_REASONS.map((reason) => [reason, 0])) as Record<SkipReason, number>;
    const chosen: Candidate[] = [];
    for (const candidate of all) {
      const { skip, items, isPromised } = candidate;
      if (skip !== null) skipped[skip] += 1;
      else {
        if (isPromised) counts.promised += 1;
        const state = items[0]?.state;
        if (state !== undefined && state !== 'lost') counts[state] += 1;
      }
      if (skip === input.skipped && this.#meets(caller, candidate, input)) chosen.push(candidate);
    }
    chosen.sort((a, b) => Number(b.isPromised) - Number(a.isPromised));
    const { callHours, callsPerDay } = view.settings;
    const nowMin = this.#neighbours.settings.today().minute;
    const done = this.#lists.doneToday();
    return {
      rows: chosen.slice(0, input.limit).flatMap((candidate) => callRow(view, candidate) ?? []),
      total: chosen.length,
      counts,
      skipped,
      today: {
        done,
        target: callsPerDay,
        ...calmPace(callHours, callsPerDay, done, nowMin),
        isQuiet: isQuietTime(nowMin, callHours),
        hours: callHours,
      },
    };
  }

  /** Everything about calling one client; NOT_FOUND. */
  client(caller: Caller, clientId: number): Output<'client'> {
    const view = this.#view(caller);
    const { reader } = this.#deps.store;
    const candidate = this.#lists.ofClient(clientId);
    const row = candidate && callRow(view, candidate);
    if (!row) throw new DomainError('NOT_FOUND', { what: 'client', id: clientId });
    const isLost = candidate.items.length === 0 && this.#isLost(row.lastVisitOn, view);
    const reason = candidate.items.length > 0 ? 'due' : isLost ? 'lost' : 'other';
    return {
      row,
      reason,
      firstName: rows.readPerson(reader, clientId)?.first_name ?? row.name,
      script: scriptFor(view.settings.callScripts, reason === 'due' ? 'due' : 'lost', row.items[0]?.serviceId ?? null),
      calls: rows.readClientCalls(reader, clientId).map((call) => callValue(view, call)),
    };
  }

  /** Who could take a free window, the best first; NOT_FOUND (the master), INVALID_INPUT. */
  fits(caller: Caller, input: Input<'fits'>): Output<'fits'> {
    const view = this.#view(caller);
    if (input.startMin >= input.endMin) {
      throw new DomainError('INVALID_INPUT', { field: 'endMin', reason: 'EMPTY_INTERVAL' });
    }
    if (!view.catalogue.staff.has(input.staffId)) {
      throw new DomainError('NOT_FOUND', { what: 'staff', id: input.staffId });
    }
    const callable = this.#lists.due().filter(({ skip }) => skip === null);
    const fits = fitsOf(callable, input, view);
    return {
      total: fits.length,
      fits: fits.slice(0, input.limit).flatMap(({ candidate, item, reasons, startMin, endMin, priceMinor, rateBp }) => {
        const row = callRow(view, candidate);
        const shown = row?.items.find(({ serviceId }) => serviceId === item.serviceId);
        if (!row || !shown) return [];
        return [
          { row, item: shown, reasons, startMin, endMin, priceMinor, expectedMinor: percentOf(priceMinor, rateBp) },
        ];
      }),
    };
  }

  /**
   * Writes down what came of a call.
   *
   * @throws DomainError NOT_FOUND (client, service, visit), INVALID_INPUT (a next day in the past or too far, a visit
   * without the outcome «booked» or of somebody else)
   */
  record(caller: Caller, input: Input<'record'>): Output<'record'> {
    const { work } = this.#deps.store;
    const { value, commandId } = work.run(caller.actor(this.#deps.clock), 'retention.record', (tx) => {
      const { outcome, visitId } = input;
      const name = this.#nameInside(tx, input.clientId);
      this.#requireService(input.serviceId);
      if ((outcome === 'booked') !== (visitId !== null)) {
        throw new DomainError('INVALID_INPUT', {
          field: 'visitId',
          reason: outcome === 'booked' ? 'REQUIRED' : 'UNKNOWN',
        });
      }
      if (visitId !== null) this.#requireVisit(tx, visitId, input.clientId);
      const nextOn = this.#nextOn(outcome, input.nextOn);
      const callId = this.#write(tx, caller, { ...input, nextOn });
      if (input.noCallsUntil !== undefined) {
        this.#neighbours.clients.stopCallsInside(
          tx,
          input.clientId,
          this.#requireAhead('noCallsUntil', input.noCallsUntil, 40_000),
        );
      }
      tx.summary = {
        key: `retention.record.${outcome}`,
        values: { who: name, when: nextOn === null ? '' : `${nextOn.slice(8)}.${nextOn.slice(5, 7)}` },
      };
      return { callId, nextOn };
    });
    return { ...value, commandId };
  }

  /** Books the visit and writes the call down as one command; errors as `JournalActs.book`, and NOT_FOUND (client). */
  book(caller: Caller, input: Input<'book'>): Output<'book'> {
    const { work } = this.#deps.store;
    const { value, commandId } = work.run(caller.actor(this.#deps.clock), 'retention.book', (tx) => {
      const name = this.#nameInside(tx, input.clientId);
      const { visitId } = this.#neighbours.journal.acts.book(tx, caller, {
        localDate: input.localDate,
        startMin: input.startMin,
        clientId: input.clientId,
        newClient: undefined,
        lines: input.lines,
        comment: input.comment,
        source: input.source,
        wantsThisMaster: input.wantsThisMaster,
        status: 'booked',
        acceptedWarnings: input.acceptedWarnings,
        overrideReason: input.overrideReason,
      });
      const callId = this.#write(tx, caller, {
        ...input,
        serviceId: input.lines[0]!.serviceId,
        outcome: 'booked',
        nextOn: null,
        visitId,
      });
      tx.summary = { key: 'retention.book', values: { who: name, when: moment(input.localDate, input.startMin) } };
      return { visitId, callId };
    });
    return { ...value, commandId };
  }

  /** What the calls of a period brought; INVALID_INPUT. */
  results(caller: Caller, range: Input<'results'>): Output<'results'> {
    const view = this.#view(caller);
    const found = this.#resultRows(caller, range);
    const isOwnOnly = !caller.can('see_reports');
    const grouped = <Key>(keyOf: (row: rows.ResultRow) => Key): [Key, rows.ResultRow[]][] =>
      [...Map.groupBy(found, keyOf)].sort(([, a], [, b]) => b.length - a.length);
    return {
      total: figuresOf(found.map(resultOf)),
      byPerson: grouped((row) => row.called_by).map(([userId, list]) => ({
        userId,
        name: list[0]?.caller_name ?? '',
        ...figuresOf(list.map(resultOf)),
      })),
      byReason: grouped((row) => row.reason)
        .sort(([a], [b]) => CALL_REASONS.indexOf(a) - CALL_REASONS.indexOf(b))
        .map(([reason, list]) => ({ reason, ...figuresOf(list.map(resultOf)) })),
      byService: grouped((row) => row.service_id).map(([serviceId, list]) => ({
        serviceId,
        name: serviceId === null ? '' : (view.catalogue.services.get(serviceId)?.name ?? ''),
        ...figuresOf(list.map(resultOf)),
      })),
      isOwnOnly,
    };
  }

  /** The calls behind a number of the results; INVALID_INPUT. */
  resultRows(caller: Caller, input: Input<'resultRows'>): Output<'resultRows'> {
    const view = this.#view(caller);
    const found = this.#resultRows(caller, input).filter(
      (row) =>
        (input.calledBy === null || row.called_by === input.calledBy) &&
        (input.reason === null || row.reason === input.reason) &&
        (input.serviceId === null || row.service_id === input.serviceId) &&
        countsAs(input.figure, resultOf(row)),
    );
    return {
      total: found.length,
      rows: found.slice(0, input.limit).map((row) => ({
        ...callValue(view, row),
        clientId: row.client_id,
        clientName: displayName({ firstName: row.first_name, lastName: row.last_name }, view.settings.nameOrder),
        priceMinor: row.price_minor,
      })),
    };
  }

  #view(caller: Caller): RowView {
    const { settings, journal } = this.#neighbours;
    const { localDate: today } = settings.today();
    return {
      reader: this.#deps.store.reader,
      catalogue: journal.factsOn(today).catalogue,
      settings: settings.now(),
      today,
      seesPhones: caller.can('see_phones'),
    };
  }

  #meets(caller: Caller, candidate: Candidate, input: Input<'calls'>): boolean {
    const { serviceId, staffId, state, isMine } = input;
    const { items, isPromised } = candidate;
    if (state !== null && (state === 'promised' ? !isPromised : items[0]?.state !== state)) return false;
    if (serviceId === null && staffId === null && !isMine) return true;
    const services = items.length > 0 ? items : rows.readLastServices(this.#deps.store.reader, candidate.clientId);
    const ofService = (item: (typeof services)[number]): number =>
      'serviceId' in item ? item.serviceId : item.service_id;
    if (serviceId !== null && !services.some((item) => ofService(item) === serviceId)) return false;
    if (staffId === null && !isMine) return true;
    const wanted = new Set(services.map(ofService));
    const masters = rows
      .readLastServices(this.#deps.store.reader, candidate.clientId)
      .filter((row) => wanted.has(row.service_id) && (serviceId === null || row.service_id === serviceId))
      .map((row) => row.staff_id);
    if (staffId !== null && !masters.includes(staffId)) return false;
    if (!isMine) return true;
    const own = caller.staffId;
    if (own !== null && (masters.includes(own) || candidate.responsibleStaffId === own)) return true;
    return candidate.calls[0]?.calledBy === caller.userId;
  }

  #isLost(lastOn: LocalDate | null, { settings, today }: RowView): boolean {
    return lastOn !== null && daysBetween(lastOn, today) > settings.lossDays;
  }

  #nextOn(outcome: Input<'record'>['outcome'], given: LocalDate | undefined): LocalDate | null {
    const { noAnswerDays, laterDays, refusedDays } = this.#neighbours.settings.now();
    const usual = { booked: null, no_answer: noAnswerDays, later: laterDays, refused: refusedDays }[outcome];
    if (usual === null) return null;
    const { localDate: today } = this.#neighbours.settings.today();
    return given === undefined ? addDays(today, usual) : this.#requireAhead('nextOn', given, MAX_NEXT_DAYS);
  }

  #requireAhead(field: string, date: LocalDate, maxDays: number): LocalDate {
    const { localDate: today } = this.#neighbours.settings.today();
    if (date < today) throw new DomainError('INVALID_INPUT', { field, reason: 'IN_PAST' });
    if (daysBetween(today, date) > maxDays) {
      throw new DomainError('INVALID_INPUT', { field, reason: 'TOO_LONG', max: maxDays });
    }
    return date;
  }

  #write(
    tx: Tx,
    caller: Caller,
    call: Pick<Input<'record'>, 'clientId' | 'serviceId' | 'reason' | 'outcome' | 'note'> & {
      readonly nextOn: LocalDate | null;
      readonly visitId: number | null;
    },
  ): number {
    return rows.insertCall(tx, {
      client_id: call.clientId,
      service_id: call.serviceId,
      reason: call.reason,
      outcome: call.outcome,
      next_on: call.nextOn,
      note: call.note,
      visit_id: call.visitId,
      called_at_ms: tx.context.nowMs,
      called_by: caller.userId,
    });
  }

  #nameInside(tx: Tx, clientId: number): string {
    const person = rows.readPerson(tx, clientId);
    if (!person) throw new DomainError('NOT_FOUND', { what: 'client', id: clientId });
    const { nameOrder } = this.#neighbours.settings.now();
    return displayName({ firstName: person.first_name, lastName: person.last_name }, nameOrder);
  }

  #requireService(serviceId: number | null): void {
    if (serviceId === null) return;
    const { catalogue } = this.#neighbours.journal.factsOn(this.#neighbours.settings.today().localDate);
    if (!catalogue.services.has(serviceId)) throw new DomainError('NOT_FOUND', { what: 'service', id: serviceId });
  }

  #requireVisit(tx: Tx, visitId: number, clientId: number): void {
    const visit = rows.readVisitClient(tx, visitId);
    if (!visit) throw new DomainError('NOT_FOUND', { what: 'visit', id: visitId });
    if (visit.client_id !== clientId) {
      throw new DomainError('INVALID_INPUT', { field: 'visitId', reason: 'OF_ANOTHER_CLIENT' });
    }
  }

  #resultRows(caller: Caller, { fromDate, toDate }: { fromDate: LocalDate; toDate: LocalDate }): rows.ResultRow[] {
    requireResultPeriod(fromDate, toDate);
    const { timeZone } = this.#neighbours.settings.now();
    const fromMs = instantOf(fromDate, 0, timeZone).atMs;
    const beforeMs = instantOf(addDays(toDate, 1), 0, timeZone).atMs;
    const found = rows.readResults(this.#deps.store.reader, fromMs, beforeMs);
    return caller.can('see_reports') ? found : found.filter((row) => row.called_by === caller.userId);
  }
}

function resultOf(row: rows.ResultRow): CallResult {
  return { outcome: row.outcome, visitStatus: row.visit_status, priceMinor: row.price_minor };
}
