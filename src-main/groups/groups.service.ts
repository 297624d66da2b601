import type { z } from 'zod';
import type { VisitId } from '../../src-shared/contract-base.ts';
import type { RepeatedDate, groupsContract } from '../../src-shared/groups/groups.contract.ts';
import type { Conflict } from '../../src-shared/journal/conflicts.rules.ts';
import type { DayEvent } from '../../src-shared/journal/journal.contract.ts';
import { startsInPast } from '../../src-shared/journal/journal.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { type LocalDate, addDays, addDaysWithin } from '../../src-shared/kernel/local-date.ts';
import { moment } from '../journal/journal-context.ts';
import type { EventRow } from '../journal/journal-event.ts';
import type { AdmissionFacts } from '../journal/journal-admission.ts';
import { priceOf, timingOf } from '../journal/journal-catalogue.ts';
import { type EventPlace, placeOfEvent } from '../journal/journal-seats.ts';
import type { JournalService } from '../journal/journal.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import * as rows from './groups.repository.ts';

type Contract = typeof groupsContract;
type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;
type Output<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['outputSchema']>>;

interface Neighbours {
  readonly settings: SettingsService;
  readonly journal: JournalService;
}

/** Statuses whose visit has begun or is over: nothing takes them off the day. */
const BEGUN: readonly string[] = ['in_progress', 'completed'];

/** Group events (A13): the event holds master and room once, each participant has their own visit, status and price. */
export class GroupsService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;
  readonly #journal: JournalService;

  constructor(deps: ServiceDeps, neighbours: Neighbours) {
    this.#deps = deps;
    this.#settings = neighbours.settings;
    this.#journal = neighbours.journal;
  }

  /** An event with its participants; NOT_FOUND. */
  get(caller: Caller, eventId: number): Output<'get'> {
    const { event, status, participants } = this.#journal.eventWithGuests(caller, eventId);
    return {
      event,
      status: status === 'cancelled' ? 'cancelled' : 'planned',
      cancelReason: rows.readCancelReason(this.#deps.store.reader, eventId),
      participants,
    };
  }

  /** Events from now on that have a free seat, the nearest first; the full ones too when they are asked for. */
  open({ days, serviceId, withFull }: Input<'open'>): DayEvent[] {
    const { localDate, minute } = this.#settings.today();
    return this.#journal
      .events(localDate, addDaysWithin(localDate, days - 1))
      .filter((event) => event.localDate > localDate || event.startMin > minute)
      .filter((event) => withFull || event.taken < event.capacity)
      .filter((event) => serviceId === undefined || event.serviceId === serviceId);
  }

  /**
   * Puts an event on the day.
   *
   * @throws DomainError of A12, NOT_FOUND, FORBIDDEN; INVALID_INPUT for more seats than the room has when they are the room's
   */
  create(caller: Caller, input: Input<'create'>): Output<'create'> {
    const { value, commandId } = this.#run(caller, 'groups.create', (tx) => {
      const facts = this.#journal.factsOn(input.localDate);
      const { place, capacity } = this.#placeOf(input, facts);
      this.#requirePast(caller, input.localDate, place.startMin);
      const { line, proposal } = this.#journal.seats.judge(tx, null, place, facts);
      requireRoomFor(capacity, place.seatsFromRoom, line.roomId, facts);
      this.#journal.seats.admit(tx, caller, proposal, facts, input);
      const eventId = rows.insertEvent(tx, {
        ...storedPlace(place, line.roomId, input.localDate),
        service_id: place.serviceId,
        capacity,
        title: input.title,
        comment: input.comment,
        created_at_ms: tx.context.nowMs,
        created_by: caller.userId,
      });
      this.#sum(tx, 'groups.create', input.title, place, input.localDate, facts);
      return eventId;
    });
    return { eventId: value as Output<'create'>['eventId'], commandId };
  }

  /**
   * Changes an event; participants follow its time, master, room and price. Fields that are absent stay.
   *
   * @throws DomainError of A12, NOT_FOUND, FORBIDDEN, STALE_VERSION; CONFLICT when it is cancelled, or moved after somebody
   *   came; INVALID_INPUT for fewer seats than are taken (reason BELOW_TAKEN, data.taken)
   */
  update(caller: Caller, input: Input<'update'>): Output<'update'> {
    const { value, commandId } = this.#run(caller, 'groups.update', (tx) => {
      const event = this.#require(tx, input.eventId, input.version);
      const localDate = input.localDate ?? event.local_date;
      const facts = this.#journal.factsOn(localDate);
      const place = changedPlace(event, input);
      if (!facts.catalogue.staff.has(place.staffId)) {
        throw new DomainError('NOT_FOUND', { what: 'staff', id: place.staffId });
      }
      requireRoom(facts, input.roomId);
      const capacity = input.capacity ?? event.capacity;
      if (capacity < event.taken) {
        throw new DomainError('INVALID_INPUT', { field: 'capacity', reason: 'BELOW_TAKEN', count: event.taken });
      }
      const isMoved =
        localDate !== event.local_date ||
        place.startMin !== event.start_min ||
        place.durationMin !== event.duration_min ||
        place.staffId !== event.staff_id ||
        (input.roomId !== undefined && input.roomId !== event.room_id);
      if (localDate !== event.local_date || place.startMin !== event.start_min) {
        this.#requirePast(caller, localDate, place.startMin);
      }
      const usualRoomId = place.staffId === event.staff_id ? event.room_id : undefined;
      const judged = this.#journal.seats.judge(tx, event.id, place, facts, usualRoomId);
      const roomId = isMoved ? judged.line.roomId : event.room_id;
      requireRoomFor(capacity, place.seatsFromRoom, roomId, facts);
      if (isMoved) this.#journal.seats.admit(tx, caller, judged.proposal, facts, input);
      const change: Partial<rows.StoredEvent> = {
        ...storedPlace(place, roomId, localDate),
        capacity,
        ...(input.title === undefined ? {} : { title: input.title }),
        ...(input.comment === undefined ? {} : { comment: input.comment }),
      };
      if (isSame(event, change)) return event.version;
      if (isMoved || place.priceMinor !== event.price_minor) {
        const line = { ...judged.line, roomId };
        this.#journal.seats.moveGuests(tx, event, { localDate, line });
      }
      this.#sum(tx, isMoved ? 'groups.move' : 'groups.update', change.title ?? event.title, place, localDate, facts);
      return rows.updateEvent(tx, event, change);
    });
    return { version: value, commandId };
  }

  /**
   * Cancels an event and everybody's seat in it, with who and why (V1), as one command.
   *
   * @throws DomainError NOT_FOUND, STALE_VERSION; CONFLICT (data.reason 'status') when somebody's visit has begun
   */
  cancel(caller: Caller, input: Input<'cancel'>): Output<'cancel'> {
    const { by, reason } = input;
    const { value, commandId } = this.#run(caller, 'groups.cancel', (tx) => {
      const event = this.#require(tx, input.eventId, input.version);
      const guests = this.#journal.seats.guests(tx, event.id);
      const begun = guests.find(({ status }) => BEGUN.includes(status));
      if (begun) throw new DomainError('CONFLICT', { reason: 'status', status: begun.status });
      for (const { id, version } of guests) {
        this.#journal.acts.cancel(tx, caller, { visitId: id as VisitId, version, by, reason });
      }
      const version = rows.updateEvent(tx, event, { status: 'cancelled', cancel_reason: reason });
      tx.summary = {
        key: 'groups.cancel',
        values: { title: this.#titleOf(event), when: moment(event.local_date, event.start_min), reason },
      };
      return { version, cancelled: guests.length };
    });
    return { ...value, commandId };
  }

  /**
   * Takes a seat for a client; the last one is taken by exactly one (A13).
   *
   * @throws DomainError GROUP_FULL, CLIENT_BUSY, ROOM_FULL, ROOM_BLOCKED, NOT_FOUND, INVALID_INPUT, FORBIDDEN, CONFLICT
   */
  join(caller: Caller, input: Input<'join'>): Output<'join'> {
    if (input.clientId === null && !input.newClient) {
      throw new DomainError('INVALID_INPUT', { field: 'clientId', reason: 'REQUIRED' });
    }
    const { value, commandId } = this.#run(caller, 'groups.join', (tx) => this.joinInside(tx, caller, input));
    return { ...value, commandId };
  }

  /** As `join`, inside a running unit of work; sets `tx.summary`. */
  joinInside(tx: Tx, caller: Caller, input: Input<'join'>): Omit<Output<'join'>, 'commandId'> {
    const { eventId, priceMinor, ...client } = input;
    const event = this.#read(tx, eventId);
    const price = priceMinor === undefined ? {} : { priceMinor };
    if (priceMinor !== undefined && priceMinor !== event.price_minor) caller.require('manual_price');
    const booked = this.#journal.acts.book(
      tx,
      caller,
      {
        ...client,
        localDate: event.local_date,
        startMin: event.start_min,
        wantsThisMaster: false,
        lines: [{ serviceId: event.service_id, staffId: event.staff_id, ...price } as never],
      },
      { groupEventId: event.id },
    );
    tx.summary = {
      key: 'groups.join',
      values: {
        who: String(tx.summary?.values?.['who'] ?? ''),
        title: this.#titleOf(event),
        when: moment(event.local_date, event.start_min),
      },
    };
    return booked;
  }

  /**
   * Gives a seat back (V1: with who and why) and tells what is free now.
   *
   * @throws DomainError NOT_FOUND (also for a visit of no event), ROW_DELETED, STALE_VERSION, CONFLICT
   */
  leave(caller: Caller, input: Input<'leave'>): Output<'leave'> {
    const { value, commandId } = this.#run(caller, 'groups.leave', (tx) => {
      const version = this.#journal.acts.cancel(tx, caller, input);
      const { groupEventId } = this.#journal.visit(caller, input.visitId);
      if (groupEventId === null) throw new DomainError('NOT_FOUND', { what: 'groupEvent', id: input.visitId });
      const event = this.#read(tx, groupEventId);
      tx.summary = {
        key: 'groups.leave',
        values: {
          who: String(tx.summary?.values?.['who'] ?? ''),
          title: this.#titleOf(event),
          when: moment(event.local_date, event.start_min),
          reason: input.reason,
        },
      };
      return {
        version,
        freedSeat: {
          eventId: groupEventId,
          title: this.#titleOf(event),
          localDate: event.local_date,
          startMin: event.start_min,
          free: event.capacity - event.taken,
        },
      };
    });
    return { ...value, commandId };
  }

  /** The next weeks of an event, each with the first conflict it would meet; NOT_FOUND. */
  previewRepeat({ eventId, weeks }: Input<'previewRepeat'>): RepeatedDate[] {
    const { reader } = this.#deps.store;
    const event = this.#read(reader, eventId);
    return weeksAfter(event.local_date, weeks).map((localDate) => ({
      localDate,
      conflict: this.#conflictOn(reader, event, localDate),
    }));
  }

  /**
   * Copies an event to the same weekday of the next weeks, without participants; dates with a conflict are left out.
   *
   * @throws DomainError NOT_FOUND; CONFLICT (data.reason 'seriesEmpty') when no date is free
   */
  repeat(caller: Caller, { eventId, weeks }: Input<'repeat'>): Output<'repeat'> {
    const { value, commandId } = this.#run(caller, 'groups.repeat', (tx) => {
      const event = this.#read(tx, eventId);
      const created: LocalDate[] = [];
      const skipped: RepeatedDate[] = [];
      for (const localDate of weeksAfter(event.local_date, weeks)) {
        const conflict = this.#conflictOn(tx, event, localDate);
        if (conflict) {
          skipped.push({ localDate, conflict });
          continue;
        }
        const facts = this.#journal.factsOn(localDate);
        const place = changedPlace(event, {});
        const { line } = this.#journal.seats.judge(tx, null, place, facts, event.room_id);
        rows.insertEvent(tx, {
          ...storedPlace(place, line.roomId, localDate),
          service_id: event.service_id,
          capacity: event.capacity,
          title: event.title,
          comment: event.comment,
          created_at_ms: tx.context.nowMs,
          created_by: caller.userId,
        });
        created.push(localDate);
      }
      const [first] = created;
      if (first === undefined) throw new DomainError('CONFLICT', { reason: 'seriesEmpty' });
      tx.summary = {
        key: 'groups.repeat',
        values: { title: this.#titleOf(event), count: created.length, when: moment(first, event.start_min) },
      };
      return { created, skipped };
    });
    return { ...value, commandId };
  }

  /** The first thing that stands in the way of a copy on a day, soft ones too: nobody is there to confirm them. */
  #conflictOn(reader: Reader, event: EventRow, localDate: LocalDate): RepeatedDate['conflict'] {
    const facts = this.#journal.factsOn(localDate);
    const { conflicts } = this.#journal.seats.judge(reader, null, changedPlace(event, {}), facts, event.room_id);
    const [first] = conflicts;
    return first ? toldConflict(first) : null;
  }

  #placeOf(input: Input<'create'>, facts: AdmissionFacts): { place: EventPlace; capacity: number } {
    const { catalogue, settings } = facts;
    const service = catalogue.services.get(input.serviceId);
    if (!service) throw new DomainError('NOT_FOUND', { what: 'service', id: input.serviceId });
    if (!catalogue.staff.has(input.staffId)) throw new DomainError('NOT_FOUND', { what: 'staff', id: input.staffId });
    requireRoom(facts, input.roomId);
    const capacity = input.capacity ?? service.groupCapacity;
    if (capacity === null) throw new DomainError('INVALID_INPUT', { field: 'capacity', reason: 'REQUIRED' });
    const { priceDate: localDate, priceStepMinor } = settings;
    const terms = { localDate, priceListId: null, priceStepMinor };
    return {
      capacity,
      place: {
        serviceId: service.id,
        staffId: input.staffId,
        roomId: input.roomId,
        startMin: input.startMin,
        durationMin: input.durationMin ?? timingOf(catalogue, input.staffId, service).durationMin,
        bufferBeforeMin: service.bufferBeforeMin,
        bufferAfterMin: service.bufferAfterMin,
        seatsFromRoom: service.seatsFromRoom,
        priceMinor: input.priceMinor ?? priceOf(catalogue, input.staffId, service, terms).priceMinor,
      },
    };
  }

  #run<T>(caller: Caller, name: string, body: (tx: Tx) => T): { value: T; commandId: number | null } {
    return this.#deps.store.work.run(caller.actor(this.#deps.clock), name, body);
  }

  #read(reader: Reader, eventId: number): EventRow {
    const event = this.#journal.seats.event(reader, eventId);
    if (!event) throw new DomainError('NOT_FOUND', { what: 'groupEvent', id: eventId });
    return event;
  }

  #require(tx: Tx, eventId: number, version: number): EventRow {
    const event = this.#read(tx, eventId);
    assertVersion(version, event.version, 'groupEvent');
    if (event.status !== 'planned') throw new DomainError('CONFLICT', { reason: 'groupChanged' });
    return event;
  }

  #requirePast(caller: Caller, localDate: LocalDate, startMin: number): void {
    if (startsInPast(localDate, startMin, this.#settings.today())) caller.require('book_in_past');
  }

  #titleOf(event: EventRow): string {
    const { catalogue } = this.#journal.factsOn(event.local_date);
    return event.title || (catalogue.services.get(event.service_id)?.name ?? '');
  }

  #sum(tx: Tx, key: string, title: string, place: EventPlace, localDate: LocalDate, facts: AdmissionFacts): void {
    const { catalogue } = facts;
    tx.summary = {
      key,
      values: {
        title: title || (catalogue.services.get(place.serviceId)?.name ?? ''),
        who: catalogue.staff.get(place.staffId)?.shortName ?? '',
        when: moment(localDate, place.startMin),
      },
    };
  }
}

function weeksAfter(localDate: LocalDate, weeks: number): LocalDate[] {
  return Array.from({ length: weeks }, (_, index) => addDays(localDate, 7 * (index + 1)));
}

function changedPlace(
  event: EventRow,
  change: Pick<Partial<Input<'update'>>, 'staffId' | 'roomId' | 'startMin' | 'durationMin' | 'priceMinor'>,
): EventPlace {
  const before = placeOfEvent(event);
  return {
    ...before,
    staffId: change.staffId ?? before.staffId,
    roomId: change.roomId,
    startMin: change.startMin ?? before.startMin,
    durationMin: change.durationMin ?? before.durationMin,
    priceMinor: change.priceMinor ?? before.priceMinor,
  };
}

function storedPlace(place: EventPlace, roomId: number | null, localDate: LocalDate) {
  return {
    staff_id: place.staffId,
    room_id: roomId,
    local_date: localDate,
    start_min: place.startMin,
    duration_min: place.durationMin,
    buffer_before_min: place.bufferBeforeMin,
    buffer_after_min: place.bufferAfterMin,
    seats_from_room: place.seatsFromRoom ? (1 as const) : (0 as const),
    price_minor: place.priceMinor,
  };
}

function isSame(event: EventRow, change: Partial<rows.StoredEvent>): boolean {
  const before: Readonly<Record<string, unknown>> = { ...event };
  return Object.entries(change).every(([column, value]) => before[column] === value);
}

function requireRoom(facts: AdmissionFacts, roomId: number | null | undefined): void {
  if (typeof roomId === 'number' && !facts.catalogue.rooms.has(roomId)) {
    throw new DomainError('NOT_FOUND', { what: 'room', id: roomId });
  }
}

/** Seats that are the room's cannot be more than the room has. */
function requireRoomFor(capacity: number, seatsFromRoom: boolean, roomId: number | null, facts: AdmissionFacts): void {
  const room = roomId === null ? undefined : facts.catalogue.rooms.get(roomId);
  if (seatsFromRoom && room && capacity > room.capacity) {
    throw new DomainError('INVALID_INPUT', { field: 'capacity', reason: 'ABOVE_ROOM', max: room.capacity });
  }
}

function toldConflict(conflict: Conflict): NonNullable<RepeatedDate['conflict']> {
  const { code, clientName, staffName, roomName, eventTitle, startMin, endMin, reason, cause } = conflict;
  return { code, clientName, staffName, roomName, eventTitle, startMin, endMin, reason, cause };
}
