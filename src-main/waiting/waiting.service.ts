import type { VisitId } from '../../src-shared/contract-base.ts';
import { readTypedClient } from '../../src-shared/clients/clients.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { phoneDigits } from '../../src-shared/kernel/fold.ts';
import { findPlace } from '../../src-shared/waiting/placing.rules.ts';
import { ROUND_MIN, estimateQueue } from '../../src-shared/waiting/walk-in.rules.ts';
import type { WishFields } from '../../src-shared/waiting/waiting.contract.ts';
import {
  type RequestVerdict,
  askedAtOnce,
  isOpen,
  isOverdue,
  isWishOver,
  judgeRequest,
} from '../../src-shared/waiting/waiting.rules.ts';
import { moment } from '../journal/journal-context.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import {
  type Input,
  type Output,
  type Place,
  type WaitingContext,
  type WaitingNeighbours,
  run,
} from './waiting-context.ts';
import { type FreedWindow, WaitingMatching, meets, placeFrom } from './waiting-matching.ts';
import { type EntryView, entryValue, nameOf, namesFrom, offerOf, placeValue, wishOf } from './waiting-view.ts';
import * as rows from './waiting.repository.ts';

/** So many of those who no longer wait are shown. */
const CLOSED_SHOWN = 200;
const MINUTE_MS = 60_000;
const LAST_MINUTE = 2880;

/** The waiting list, the live queue and the inbox of requests. */
export class WaitingService {
  readonly #context: WaitingContext;
  readonly #matching: WaitingMatching;

  constructor(deps: ServiceDeps, neighbours: WaitingNeighbours) {
    this.#context = { deps, ...neighbours };
    this.#matching = new WaitingMatching(this.#context);
  }

  /** Everybody who waits; with `withClosed` also those who no longer do. */
  list(caller: Caller, withClosed: boolean): Output<'list'> {
    const { reader } = this.#context.deps.store;
    const nowMs = this.#context.deps.clock.nowMs();
    const open = rows.readOpenEntries(reader);
    const closed = withClosed ? rows.readClosedEntries(reader, CLOSED_SHOWN) : [];
    const view = this.#view(caller);
    const count = (kind: rows.EntryRow['kind']): number => open.filter((row) => row.kind === kind).length;
    return {
      entries: [...open, ...closed].map((row) => entryValue(row, view)),
      counts: {
        waiting: count('waiting'),
        walkIn: count('walk_in'),
        request: count('request'),
        overdue: open.filter((row) => isOverdue({ ...row, dueAtMs: row.due_at_ms }, nowMs)).length,
      },
      policy: this.#context.settings.now().waitlistPolicy,
    };
  }

  /** The soonest place of the coming days for each who waits or asks. */
  places(caller: Caller, days: number): Output<'places'> {
    return this.#matching.places(caller, days);
  }

  /** Who may take a freed time; NOT_FOUND, INVALID_INPUT. */
  matchesFor(caller: Caller, { limit, ...window }: Input<'matchesFor'>): Output<'matchesFor'> {
    requireStretch(window);
    return this.#matching.answer(caller, this.#matching.forWindow(caller, window), limit);
  }

  /** Who may take what a cancelled or missed visit held; NOT_FOUND. */
  matchesAfter(caller: Caller, { visitId, limit }: Input<'matchesAfter'>): Output<'matchesAfter'> {
    return this.#matching.answer(caller, this.#matching.afterVisit(caller, visitId), limit);
  }

  /** The live queue of today, and the turn of one more guest who asks for these services. */
  queue(caller: Caller, asked: Input<'queue'>): Output<'queue'> {
    const { deps, settings } = this.#context;
    const now = settings.today();
    const names = namesFrom(deps.store.reader, settings.now().nameOrder);
    const { board, day } = this.#matching.boards.live(caller);
    const people = this.#walkIns().map((row) => ({ entryId: row.id, ...wishOf(row) }));
    const guest = asked.serviceIds.length > 0 ? [{ entryId: 0, ...asked }] : [];
    const visitsNo = deps.store.tablesByName.get('visits')?.no ?? 0;
    return {
      turns: estimateQueue(board, [...people, ...guest], now.minute).map(({ entryId, position, turn }) => ({
        entryId: entryId === 0 ? null : entryId,
        position,
        turn: turn && {
          ...placeValue(placeFrom(now.localDate, placeOfTurn(turn.lines)), names),
          waitMin: turn.waitMin,
        },
      })),
      arrived: day.visits
        .filter(({ status }) => status === 'arrived')
        .flatMap((visit) => {
          const [line] = visit.lines;
          if (!line) return [];
          const arrivedAtMs = rows.readStatusSince(deps.store.reader, visitsNo, visit.id) ?? deps.clock.nowMs();
          const { staffId, startMin } = line;
          const staffName = names.staff(staffId);
          return [{ visitId: visit.id, name: visit.clientName, staffId, staffName, startMin, arrivedAtMs }];
        })
        .sort((a, b) => a.arrivedAtMs - b.arrivedAtMs),
    };
  }

  /**
   * Puts somebody on the list; a request may be booked at once.
   *
   * @throws DomainError NOT_FOUND, INVALID_INPUT
   */
  add(caller: Caller, input: Input<'add'>): Output<'add'> {
    const { kind, autoAccept, ...fields } = input;
    const { value, commandId } = run(this.#context, caller, 'waiting.add', (tx) => {
      const stored = this.#checked(tx, fields, kind);
      const entryId = rows.insertEntry(tx, {
        kind,
        ...stored,
        due_at_ms: kind === 'request' ? (fields.dueAtMs ?? this.#dueAtMs()) : null,
        created_at_ms: tx.context.nowMs,
        created_by: caller.userId,
      });
      const row = this.#require(tx, entryId);
      tx.summary = { key: `waiting.add.${kind}`, values: { who: this.#who(row) } };
      if (kind !== 'request') return { entryId, visitId: null, verdict: null };
      const { verdict, place } = this.#judge(caller, row);
      if (verdict !== 'accept' || !place || !autoAccept) return { entryId, visitId: null, verdict };
      const { visitId } = this.#bookInside(tx, caller, row, place, {});
      return { entryId, visitId, verdict };
    });
    return { ...value, commandId };
  }

  /** A request to be answered, inside a unit of work of another feature; never booked by itself. NOT_FOUND, INVALID_INPUT. */
  requestInside(tx: Tx, caller: Caller, fields: WishFields): number {
    return rows.insertEntry(tx, {
      kind: 'request',
      ...this.#checked(tx, fields, 'request'),
      due_at_ms: fields.dueAtMs ?? this.#dueAtMs(),
      created_at_ms: tx.context.nowMs,
      created_by: caller.userId,
    });
  }

  /** Changes a wish; NOT_FOUND, STALE_VERSION, INVALID_INPUT, CONFLICT. */
  update(caller: Caller, input: Input<'update'>): Output<'update'> {
    return this.#change(caller, 'waiting.update', input, (tx, row) => {
      const given = Object.fromEntries(Object.entries(input.values).filter(([, value]) => value !== undefined));
      const fields: WishFields = { ...fieldsOf(row), ...given };
      const stored = this.#checked(tx, fields, row.kind);
      tx.summary = { key: 'waiting.update', values: { who: this.#who(row) } };
      return { ...stored, ...(row.kind === 'request' ? { due_at_ms: fields.dueAtMs } : {}) };
    });
  }

  /** Takes a request on or lets it go; NOT_FOUND, STALE_VERSION, CONFLICT. */
  take(caller: Caller, input: Input<'take'>): Output<'take'> {
    const name = input.isMine ? 'waiting.take' : 'waiting.letGo';
    return this.#change(caller, name, input, (tx, row) => {
      tx.summary = { key: name, values: { who: this.#who(row) } };
      return { owner_id: input.isMine ? caller.userId : null };
    });
  }

  /** Ends the waiting without a visit; NOT_FOUND, STALE_VERSION, CONFLICT. */
  close(caller: Caller, input: Input<'close'>): Output<'close'> {
    const name = input.isDeclined ? 'waiting.refuse' : 'waiting.close';
    return this.#change(caller, name, input, (tx, row) => {
      tx.summary = { key: name, values: { who: this.#who(row), reason: input.reason } };
      return {
        status: input.isDeclined ? 'declined' : 'closed',
        closed_reason: input.reason,
        offer_json: kept(offerOf(row).tried),
        offered_until_ms: null,
      };
    });
  }

  /**
   * Writes down that a time was offered, for a request: another time than the wished one.
   *
   * Without lines the services are placed as the day allows.
   *
   * @throws DomainError NOT_FOUND, STALE_VERSION, CONFLICT, INVALID_INPUT, SLOT_TAKEN
   */
  offer(caller: Caller, input: Input<'offer'>): Output<'offer'> {
    const untilMs = this.#offeredUntilMs();
    const changed = this.#change(caller, 'waiting.offer', input, (tx, row) => {
      const { localDate, startMin } = input;
      if (startMin < this.#matching.boards.fromMin(localDate)) {
        throw new DomainError('INVALID_INPUT', { field: 'startMin', reason: 'IN_PAST' });
      }
      const place = this.#offeredPlace(caller, row, input);
      if (!place) throw new DomainError('SLOT_TAKEN', { localDate, startMin });
      tx.summary = {
        key: 'waiting.offer',
        values: { who: this.#who(row), when: moment(localDate, startMin) },
      };
      return offered(row, place, untilMs);
    });
    return { ...changed, untilMs };
  }

  /** Offers a freed time as the policy says; NOT_FOUND, INVALID_INPUT. */
  offerWindow(caller: Caller, window: Input<'offerWindow'>): Output<'offerWindow'> {
    requireStretch(window);
    const { value, commandId } = run(this.#context, caller, 'waiting.offer', (tx) =>
      this.#offerInside(tx, caller, window),
    );
    return { offered: value, commandId };
  }

  /**
   * The offer came to nothing: they wait on, and the next one is asked.
   *
   * @throws DomainError NOT_FOUND, STALE_VERSION, CONFLICT (no offer)
   */
  decline(caller: Caller, input: Input<'decline'>): Output<'decline'> {
    const { value, commandId } = run(this.#context, caller, 'waiting.decline', (tx) => {
      const row = this.#requireOpen(tx, input);
      const { current } = offerOf(row);
      if (!current || row.status !== 'offered') throw new DomainError('CONFLICT', { reason: 'notOffered' });
      const version = rows.updateEntry(tx, row, withdrawn(row));
      const window = windowOf(current);
      const isQueue = askedAtOnce(this.#context.settings.now().waitlistPolicy, 2) === 1;
      const isAhead = window !== null && window.startMin >= this.#matching.boards.fromMin(window.localDate);
      const [next = null] = row.kind === 'waiting' && isQueue && isAhead ? this.#offerInside(tx, caller, window) : [];
      tx.summary = next
        ? { key: 'waiting.declineNext', values: { who: this.#who(row), next: next.name } }
        : { key: 'waiting.decline', values: { who: this.#who(row) } };
      return { version, next };
    });
    return { ...value, commandId };
  }

  /** Books the visit and closes the entry; errors as `JournalActs.book`, and STALE_VERSION, CONFLICT. */
  book(caller: Caller, input: Input<'book'>): Output<'book'> {
    const { value, commandId } = run(this.#context, caller, 'waiting.book', (tx) => {
      const row = this.#requireOpen(tx, input);
      const { localDate, startMin } = input;
      return this.#bookInside(tx, caller, row, { localDate, startMin, lines: input.lines }, input);
    });
    return { ...value, commandId };
  }

  /**
   * Seats a guest of the live queue now, with whoever is really free and has least work (A11).
   *
   * @throws DomainError NOT_FOUND, STALE_VERSION, CONFLICT (data.reason nobodyFree)
   */
  seat(caller: Caller, input: Input<'seat'>): Output<'seat'> {
    const { value, commandId } = run(this.#context, caller, 'waiting.seat', (tx) => {
      const row = this.#requireOpen(tx, input);
      const { localDate } = this.#context.settings.today();
      const { board, fromMin: nowMin } = this.#matching.boards.live(caller);
      const startMin = this.#matching.boards.fromMin(localDate);
      const { serviceIds, staffIds } = wishOf(row);
      const now = { serviceIds, staffIds, fromMin: nowMin, endMin: LAST_MINUTE, exactMin: startMin };
      const found = findPlace(board, now, ROUND_MIN, (place) =>
        this.#matching.boards.isFree(caller, localDate, place, row.client_id),
      );
      const [first] = found?.lines ?? [];
      if (!found || !first) throw new DomainError('CONFLICT', { reason: 'nobodyFree' });
      const { visitId } = this.#bookInside(tx, caller, row, placeFrom(localDate, found), { status: 'arrived' });
      return { visitId, staffId: first.staffId, startMin };
    });
    return { ...value, commandId };
  }

  /**
   * Takes the seat that somebody waits for.
   *
   * @throws DomainError as `GroupsService.join`, and STALE_VERSION, CONFLICT; INVALID_INPUT when they wait for no event
   */
  join(caller: Caller, input: Input<'join'>): Output<'join'> {
    const { value, commandId } = run(this.#context, caller, 'waiting.join', (tx) => {
      const row = this.#requireOpen(tx, input);
      if (row.group_event_id === null) {
        throw new DomainError('INVALID_INPUT', { field: 'groupEventId', reason: 'REQUIRED' });
      }
      const newClient = row.client_id === null ? this.#newClientOf(row) : undefined;
      const booked = this.#context.groups.joinInside(tx, caller, {
        eventId: row.group_event_id as never,
        clientId: row.client_id as never,
        newClient,
        comment: row.comment,
        source: row.source,
        status: 'booked',
        acceptedWarnings: input.acceptedWarnings,
        overrideReason: input.overrideReason,
      });
      this.#end(tx, row, booked);
      tx.summary = {
        key: 'waiting.join',
        values: { who: this.#who(row), title: String(tx.summary?.values?.['title']) },
      };
      return booked;
    });
    return { ...value, commandId };
  }

  #change(
    caller: Caller,
    name: string,
    known: { readonly entryId: number; readonly version: number },
    body: (tx: Tx, row: rows.EntryRow) => Parameters<typeof rows.updateEntry>[2],
  ): { version: number; commandId: number | null } {
    const { value, commandId } = run(this.#context, caller, name, (tx) => {
      const row = this.#requireOpen(tx, known);
      return rows.updateEntry(tx, row, body(tx, row));
    });
    return { version: value, commandId };
  }

  #bookInside(
    tx: Tx,
    caller: Caller,
    row: rows.EntryRow,
    place: {
      readonly localDate: string;
      readonly startMin: number;
      readonly lines: Place['lines'] | Input<'book'>['lines'];
    },
    more: Partial<
      Pick<Input<'book'>, 'newClient' | 'wantsThisMaster' | 'acceptedWarnings' | 'overrideReason' | 'status'>
    >,
  ): { visitId: VisitId; clientId: number | null; told: string[] } {
    const { journal } = this.#context;
    const { localDate, startMin } = place;
    const newClient = row.client_id === null ? (more.newClient ?? this.#newClientOf(row)) : undefined;
    const booked = journal.acts.book(tx, caller, {
      localDate,
      startMin,
      clientId: row.client_id as never,
      newClient,
      lines: place.lines as Input<'book'>['lines'],
      comment: row.comment,
      source: row.source === 'web' ? 'online' : row.source,
      wantsThisMaster: more.wantsThisMaster ?? false,
      status: more.status ?? 'booked',
      acceptedWarnings: more.acceptedWarnings ?? [],
      overrideReason: more.overrideReason,
    });
    this.#end(tx, row, booked);
    const told = this.#withdrawOthers(tx, caller, row.id, booked.visitId);
    tx.summary = {
      key: more.status === 'arrived' ? 'waiting.seat' : 'waiting.book',
      values: { who: this.#who(row), when: moment(localDate, startMin) },
    };
    return { ...booked, told };
  }

  /** The waiting has come to a visit. */
  #end(tx: Tx, row: rows.EntryRow, booked: { readonly visitId: number; readonly clientId: number | null }): void {
    rows.updateEntry(tx, row, {
      status: 'booked',
      visit_id: booked.visitId,
      client_id: booked.clientId,
      offer_json: kept(offerOf(row).tried),
      offered_until_ms: null,
    });
  }

  /** Takes back the offers of a time that somebody else has got: they are to be told. */
  #withdrawOthers(tx: Tx, caller: Caller, entryId: number, visitId: number): string[] {
    const { nameOrder } = this.#context.settings.now();
    const visit = this.#context.journal.visit(caller, visitId);
    return rows.readOpenEntries(tx).flatMap((other) => {
      const { current } = offerOf(other);
      if (other.id === entryId || other.status !== 'offered' || !current) return [];
      const isTaken = visit.lines.some((line) =>
        meets(current, {
          localDate: visit.localDate,
          staffId: line.staffId,
          startMin: line.startMin,
          endMin: line.startMin + line.durationMin,
        }),
      );
      if (!isTaken) return [];
      rows.updateEntry(tx, other, withdrawn(other));
      return [nameOf(other, nameOrder)];
    });
  }

  #offerInside(tx: Tx, caller: Caller, window: FreedWindow): { entryId: number; name: string }[] {
    const { waitlistPolicy, nameOrder } = this.#context.settings.now();
    const ranked = this.#matching.forWindow(caller, window);
    // By hand there is no queue; whoever offers has chosen: the first of the list.
    const count = waitlistPolicy === 'manual' ? 1 : askedAtOnce(waitlistPolicy, ranked.length);
    const chosen = ranked.map(({ candidate }) => candidate).slice(0, count);
    const untilMs = this.#offeredUntilMs();
    const names = chosen.flatMap(({ row, place, isOffered }) => {
      if (!place || isOffered) return [];
      rows.updateEntry(tx, row, offered(row, place, untilMs));
      return [{ entryId: row.id, name: nameOf(row, nameOrder) }];
    });
    const [first] = chosen;
    const when = moment(window.localDate, first?.place?.startMin ?? window.startMin);
    tx.summary = { key: 'waiting.offer', values: { who: names.map(({ name }) => name).join(', '), when } };
    return names;
  }

  #offeredPlace(caller: Caller, row: rows.EntryRow, input: Input<'offer'>): Place | null {
    const { localDate, startMin, lines } = input;
    const { journal, deps } = this.#context;
    if (lines && lines.length > 0) {
      const asked = { localDate, startMin, clientId: row.client_id as never, lines };
      const planned = journal.acts.previewBooking(deps.store.reader, caller, asked);
      if (planned.conflicts.some(({ level }) => level === 'hard')) return null;
      return placeFrom(localDate, placeOfTurn(planned.lines));
    }
    const wish = { ...wishOf(row), fromMin: startMin, toMin: startMin };
    return this.#matching.placeOn(caller, this.#matching.boards.planned(caller, localDate), wish, row.client_id);
  }

  /** Whether a request can be accepted without asking anybody, and where (features.md part 2, nr 13). */
  #judge(caller: Caller, row: rows.EntryRow): { verdict: RequestVerdict; place: Place | null } {
    const wish = wishOf(row);
    const first = judgeRequest({ wish, isPast: false, deadGapMin: 0 });
    if (first !== 'accept' || wish.fromDate === null || wish.fromMin === null) return { verdict: first, place: null };
    const onDay = this.#matching.boards.planned(caller, wish.fromDate);
    let deadGapMin: number | null = null;
    const place = this.#matching.placeOn(caller, onDay, wish, row.client_id, (found) => {
      deadGapMin = found.deadGapMin;
      return true;
    });
    const isPast = isWishOver(wish, this.#context.settings.today());
    return { verdict: judgeRequest({ wish, isPast, deadGapMin: place ? deadGapMin : null }), place };
  }

  #walkIns(): rows.EntryRow[] {
    return rows.readOpenEntries(this.#context.deps.store.reader).filter(({ kind }) => kind === 'walk_in');
  }

  #require(tx: Tx, entryId: number): rows.EntryRow {
    const row = rows.findEntry(tx, entryId);
    if (!row) throw new DomainError('NOT_FOUND', { what: 'waitingEntry', id: entryId });
    return row;
  }

  #requireOpen(tx: Tx, { entryId, version }: { entryId: number; version: number }): rows.EntryRow {
    const row = this.#require(tx, entryId);
    assertVersion(version, row.version, 'waitingEntry');
    if (!isOpen(row.status)) throw new DomainError('CONFLICT', { reason: 'waitingEnded', status: row.status });
    return row;
  }

  /** The columns of a wish, after checking what it names. */
  #checked(tx: Tx, fields: WishFields, kind: rows.EntryRow['kind']) {
    const { services, staff } = rows.readNames(tx);
    if (fields.clientId !== null && !rows.existsClient(tx, fields.clientId)) {
      throw new DomainError('NOT_FOUND', { what: 'client', id: fields.clientId });
    }
    const missingService = fields.serviceIds.find((id) => !services.some((row) => row.id === id));
    if (missingService !== undefined) throw new DomainError('NOT_FOUND', { what: 'service', id: missingService });
    const missingStaff = fields.staffIds.find((id) => !staff.some((row) => row.id === id));
    if (missingStaff !== undefined) throw new DomainError('NOT_FOUND', { what: 'staff', id: missingStaff });
    const { groupEventId } = fields;
    const event = groupEventId === null ? undefined : rows.findGroupEvent(tx, groupEventId);
    if (groupEventId !== null && !event) throw new DomainError('NOT_FOUND', { what: 'groupEvent', id: groupEventId });
    requireSense(fields, kind);
    const digits = fields.phone.trim() === '' ? null : phoneDigits(fields.phone);
    if (fields.phone.trim() !== '' && digits === null) {
      throw new DomainError('INVALID_INPUT', { field: 'phone', reason: 'NOT_A_PHONE' });
    }
    return {
      client_id: fields.clientId,
      // A card has its own name and phone; they would only grow old here.
      name: fields.clientId === null ? fields.name : '',
      phone_digits: fields.clientId === null ? digits : null,
      services_json: JSON.stringify(fields.serviceIds),
      staff_json: JSON.stringify(fields.staffIds),
      group_event_id: groupEventId,
      // A seat is wished on the event's own day.
      from_date: event?.local_date ?? fields.fromDate,
      to_date: event?.local_date ?? fields.toDate,
      weekdays_json: JSON.stringify(fields.weekdays.toSorted((a, b) => a - b)),
      from_min: fields.fromMin,
      to_min: fields.toMin,
      comment: fields.comment,
      source: fields.source,
    };
  }

  #newClientOf(row: rows.EntryRow): Input<'book'>['newClient'] {
    const typed = readTypedClient(row.name, this.#context.settings.now().nameOrder);
    if (!typed || typed.firstName === '') return undefined;
    const { firstName, lastName } = typed;
    return { firstName, lastName, phone: row.phone_digits === null ? '' : `+${row.phone_digits}` };
  }

  #who(row: rows.EntryRow): string {
    return nameOf(row, this.#context.settings.now().nameOrder);
  }

  #view(caller: Caller): EntryView {
    const { settings, deps } = this.#context;
    const { nameOrder } = settings.now();
    return {
      nameOrder,
      seesPhones: caller.can('see_phones'),
      now: settings.today(),
      nowMs: deps.clock.nowMs(),
      names: namesFrom(deps.store.reader, nameOrder),
      event: (eventId) => rows.findGroupEvent(deps.store.reader, eventId),
    };
  }

  #offeredUntilMs(): number {
    return this.#context.deps.clock.nowMs() + this.#context.settings.now().offerTimeoutMin * MINUTE_MS;
  }

  #dueAtMs(): number {
    return this.#context.deps.clock.nowMs() + this.#context.settings.now().requestAnswerMin * MINUTE_MS;
  }
}

type EntryChange = Parameters<typeof rows.updateEntry>[2];

/** An entry whose time is offered; an older offer counts as tried. */
function offered(row: rows.EntryRow, place: Place, untilMs: number): EntryChange {
  const before = offerOf(row);
  const old = before.current && windowOf(before.current);
  return {
    status: 'offered',
    offer_json: JSON.stringify({ current: place, tried: [...before.tried, ...(old ? [old] : [])] }),
    offered_until_ms: untilMs,
  };
}

/** An entry that waits on after its offer. */
function withdrawn(row: rows.EntryRow): EntryChange {
  const { current, tried } = offerOf(row);
  const window = current && windowOf(current);
  return { status: 'waiting', offer_json: kept(window ? [...tried, window] : tried), offered_until_ms: null };
}

function kept(tried: readonly object[]): string | null {
  return tried.length === 0 ? null : JSON.stringify({ current: null, tried });
}

/** The time of the first master that a place takes. */
function windowOf({ localDate, lines }: Place): FreedWindow | null {
  const [first] = lines;
  if (!first) return null;
  const own = lines.filter(({ staffId }) => staffId === first.staffId);
  const endMin = Math.max(...own.map((line) => line.startMin + line.durationMin));
  return { localDate, staffId: first.staffId, startMin: first.startMin, endMin };
}

function placeOfTurn<Line extends Place['lines'][number]>(lines: readonly Line[]) {
  const startMin = Math.min(...lines.map((line) => line.startMin));
  const endMin = Math.max(...lines.map((line) => line.startMin + line.durationMin));
  return { startMin, endMin, lines };
}

function fieldsOf(row: rows.EntryRow): WishFields {
  const wish = wishOf(row);
  return {
    clientId: row.client_id as WishFields['clientId'],
    name: row.name,
    phone: row.phone_digits === null ? '' : `+${row.phone_digits}`,
    serviceIds: wish.serviceIds as WishFields['serviceIds'],
    staffIds: wish.staffIds as WishFields['staffIds'],
    groupEventId: wish.groupEventId as WishFields['groupEventId'],
    fromDate: row.from_date,
    toDate: row.to_date,
    weekdays: [...wish.weekdays],
    fromMin: row.from_min,
    toMin: row.to_min,
    comment: row.comment,
    source: row.source as WishFields['source'],
    dueAtMs: row.due_at_ms,
  };
}

/** Refuses a wish that nothing could ever meet. */
function requireSense(fields: WishFields, kind: rows.EntryRow['kind']): void {
  const refuse = (field: string, reason: string): never => {
    throw new DomainError('INVALID_INPUT', { field, reason });
  };
  if (fields.clientId === null && fields.name.trim() === '' && kind !== 'walk_in') refuse('name', 'REQUIRED');
  if (fields.serviceIds.length === 0 && fields.groupEventId === null && kind !== 'request') {
    refuse('serviceIds', 'REQUIRED');
  }
  if (fields.fromDate !== null && fields.toDate !== null && fields.fromDate > fields.toDate) {
    refuse('toDate', 'DATES_REVERSED');
  }
  if (fields.fromMin !== null && fields.toMin !== null && fields.fromMin > fields.toMin)
    refuse('toMin', 'HOURS_REVERSED');
}

function requireStretch({ startMin, endMin }: { readonly startMin: number; readonly endMin: number }): void {
  if (startMin >= endMin) throw new DomainError('INVALID_INPUT', { field: 'endMin', reason: 'EMPTY_INTERVAL' });
}
