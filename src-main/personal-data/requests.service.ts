import type { z } from 'zod';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { type LocalDate, addDays } from '../../src-shared/kernel/local-date.ts';
import type { DataRequest, personalDataContract } from '../../src-shared/personal-data/personal-data.contract.ts';
import {
  type ConsentPurpose,
  type RequestKind,
  requestDueOn,
  requestUrgency,
} from '../../src-shared/personal-data/personal-data.rules.ts';
import type { ScheduleService } from '../schedule/schedule.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { livingPerson, personName } from './person.ts';
import {
  type RequestFacts,
  findOpenRequest,
  findRequest,
  finishRequest,
  insertRequest,
  readRequests,
  readRequestsOf,
} from './requests.repository.ts';

type Contract = typeof personalDataContract;
type InputOf<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;

/** Public holidays that ten working days may meet at most: the long January ones. */
const HOLIDAY_REACH_DAYS = 40;

/** What clients ask about their data, and until when the salon answers (D2, D3). */
export class RequestsService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;
  readonly #schedule: ScheduleService;
  /** Set by whoever keeps the consents: a request to stop marketing is carried out at once. */
  readonly #stopMarketing: (tx: Tx, clientId: number) => void;

  constructor(
    deps: ServiceDeps,
    neighbours: {
      settings: SettingsService;
      schedule: ScheduleService;
      stopMarketing: (tx: Tx, clientId: number) => void;
    },
  ) {
    this.#deps = deps;
    this.#settings = neighbours.settings;
    this.#schedule = neighbours.schedule;
    this.#stopMarketing = neighbours.stopMarketing;
  }

  /** Open requests, and the done ones when asked for. */
  list({ withDone }: InputOf<'requests'>): { requests: DataRequest[]; open: number; overdue: number } {
    const { reader } = this.#deps.store;
    const open = readRequests(reader, false).map((row) => this.#view(row));
    const done = withDone ? readRequests(reader, true).map((row) => this.#view(row)) : [];
    return {
      requests: [...open, ...done],
      open: open.length,
      overdue: open.filter((request) => request.urgency === 'overdue').length,
    };
  }

  /** Requests of one client, newest first. */
  ofClient(clientId: number): DataRequest[] {
    return readRequestsOf(this.#deps.store.reader, clientId).map((row) => this.#view(row));
  }

  /** Writes a request down. @throws DomainError NOT_FOUND, CONFLICT, INVALID_INPUT */
  add(caller: Caller, { clientId, kind, requestedOn, note }: InputOf<'addRequest'>) {
    const { store, clock } = this.#deps;
    const today = this.#settings.today().localDate;
    const on = requestedOn ?? today;
    if (on > today) throw new DomainError('INVALID_INPUT', { field: 'requestedOn', reason: 'IN_FUTURE' });
    const { nameOrder } = this.#settings.now();
    const dueOn = this.#dueOn(kind, on);
    const { value: requestId, commandId } = store.work.run(caller.actor(clock), 'personalData.addRequest', (tx) => {
      const person = livingPerson(tx, clientId);
      if (findOpenRequest(tx, clientId, kind)) throw new DomainError('CONFLICT', { what: 'request', kind });
      tx.summary = { key: `personalData.addRequest.${kind}`, values: { client: personName(person, nameOrder) } };
      const isDone = kind === 'stop_marketing';
      if (isDone) this.#stopMarketing(tx, clientId);
      return insertRequest(tx, {
        client_id: clientId,
        kind,
        requested_on: on,
        due_on: dueOn,
        note,
        ...(isDone ? { done_at_ms: clock.nowMs(), done_by: caller.userId } : {}),
      });
    });
    return { requestId: requestId as DataRequest['id'], dueOn, commandId };
  }

  /** Ends a request by hand. @throws DomainError NOT_FOUND, CONFLICT */
  close(caller: Caller, { requestId, note }: InputOf<'closeRequest'>) {
    const { store, clock } = this.#deps;
    const { commandId } = store.work.run(caller.actor(clock), 'personalData.closeRequest', (tx) => {
      const request = findRequest(tx, requestId);
      if (!request) throw new DomainError('NOT_FOUND', { what: 'request', id: requestId });
      if (request.done_at_ms !== null) throw new DomainError('CONFLICT', { what: 'doneRequest' });
      tx.summary = { key: `personalData.closeRequest.${request.kind}` };
      finishRequest(tx, request, { done_at_ms: clock.nowMs(), done_by: caller.userId, note });
    });
    return { commandId };
  }

  /** The withdrawal of the consent to processing makes an erasure due (D3); other purposes end with the consent. */
  afterWithdrawalInside(tx: Tx, clientId: number, purpose: ConsentPurpose): DataRequest['id'] | null {
    if (purpose !== 'processing') return null;
    this.#stopMarketing(tx, clientId);
    const open = findOpenRequest(tx, clientId, 'erasure');
    if (open) return open.id as DataRequest['id'];
    const on = this.#settings.today().localDate;
    const values = {
      client_id: clientId,
      kind: 'erasure',
      requested_on: on,
      due_on: this.#dueOn('erasure', on),
    } as const;
    return insertRequest(tx, { ...values, note: '' }) as DataRequest['id'];
  }

  /** Notes a copy that was handed out: the open request is done, or a done one is written. */
  noteCopyInside(tx: Tx, clientId: number, format: string): void {
    const done = { done_at_ms: tx.context.nowMs, done_by: tx.context.actorId };
    const open = findOpenRequest(tx, clientId, 'copy');
    if (open) {
      finishRequest(tx, open, done);
      return;
    }
    const on = this.#settings.today().localDate;
    insertRequest(tx, { client_id: clientId, kind: 'copy', requested_on: on, due_on: on, note: format, ...done });
  }

  #dueOn(kind: RequestKind, on: LocalDate): LocalDate {
    return requestDueOn(kind, on, this.#schedule.holidays(on, addDays(on, HOLIDAY_REACH_DAYS)));
  }

  #view(row: RequestFacts): DataRequest {
    const isDone = row.done_at_ms !== null;
    return {
      id: row.id as DataRequest['id'],
      clientId: row.client_id as DataRequest['clientId'],
      clientName: personName(row, this.#settings.now().nameOrder),
      kind: row.kind,
      requestedOn: row.requested_on,
      dueOn: row.due_on,
      urgency: isDone ? null : requestUrgency(row.due_on, this.#settings.today().localDate),
      doneAtMs: row.done_at_ms,
      doneBy: row.done_name,
      note: row.note,
      hasAct: row.act_json !== null,
    };
  }
}
