import { type Day, type DayCounts, type DayEvent, type DayVisit } from '../../src-shared/journal/journal.contract.ts';
import { type Segment, freeWindowsOf, loadBp } from '../../src-shared/journal/journal.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import {
  type LocalDate,
  addDays,
  addDaysWithin,
  compareDates,
  daysBetween,
} from '../../src-shared/kernel/local-date.ts';
import type { StaffId } from '../../src-shared/contract-base.ts';
import type { Caller } from '../store/service.ts';
import type { Input, JournalContext, Output } from './journal-context.ts';
import { type Interval, totalMinutes } from '../../src-shared/kernel/intervals.ts';
import type { Catalogue } from './journal-catalogue.ts';
import { type DayView, availableMinutes, byDate, dayOf, eventOf, visitsOf } from './journal-day.ts';
import { type PastRows, dayOfRows } from './journal-past.ts';
import { readEvent, readEventMinutes, readEvents } from './journal-events.repository.ts';
import * as rows from './journal.repository.ts';

/** The longest range that the mini-calendar may ask for. */
const MAX_COUNT_DAYS = 400;

/** Days whose sums are kept at once. */
const MAX_KEPT_DAYS = 800;

/** What the occupying visits of a day add up to. */
interface DaySums {
  readonly visits: number;
  readonly plannedMinor: number;
  readonly activeMin: number;
}

/** What `counts` is asked for. */
export interface CountsInput {
  readonly fromDate: LocalDate;
  readonly toDate: LocalDate;
  readonly staffId?: number | undefined;
  readonly roomId?: number | undefined;
  readonly withStaff?: boolean | undefined;
}

const NO_VISITS: DaySums = { visits: 0, plannedMinor: 0, activeMin: 0 };

/** What the screens of the journal read. */
export class JournalReading {
  readonly #context: JournalContext;
  readonly #sums = new Map<LocalDate, DaySums>();

  constructor(context: JournalContext) {
    this.#context = context;
    context.deps.store.work.onCommit(({ dates }) => {
      for (const date of dates) this.#sums.delete(date);
    });
  }

  /** Everything on one day. */
  day(caller: Caller, localDate: LocalDate): Day {
    const { reader } = this.#context.deps.store;
    const catalogue = this.#context.catalogue();
    const view = this.#context.view(caller);
    const visits = this.#visitsOf(rows.readDayRows(reader, localDate), catalogue, view);
    const blocks = rows.readBlocks(reader, localDate, localDate);
    const events = readEvents(reader, localDate, localDate);
    const notAllowed = this.#context.notAllowed(localDate);
    return dayOf(this.#context.schedule.day(localDate), catalogue, visits, blocks, view, { events, notAllowed });
  }

  /**
   * Several days of one master, a day each; visits come with their lines by other masters too.
   *
   * @throws DomainError NOT_FOUND
   */
  staffDays(caller: Caller, input: Input<'staffDays'>): Day[] {
    const { reader } = this.#context.deps.store;
    const catalogue = this.#context.catalogue();
    if (!catalogue.staff.has(input.staffId)) throw new DomainError('NOT_FOUND', { what: 'staff', id: input.staffId });
    const view = this.#context.view(caller);
    const toDate = addDaysWithin(input.fromDate, input.days - 1);
    const found = rows.readStaffRows(reader, input.staffId, input.fromDate, toDate);
    const visits = byDate(this.#visitsOf(found, catalogue, view));
    const blocks = Map.groupBy(rows.readBlocks(reader, input.fromDate, toDate), (row) => row.local_date);
    const events = Map.groupBy(readEvents(reader, input.fromDate, toDate), (row) => row.local_date);
    return this.#context.schedule.days(input.fromDate, toDate).map((schedule) => {
      const { localDate } = schedule;
      const own = blocks.get(localDate) ?? [];
      return dayOf(schedule, catalogue, visits.get(localDate) ?? [], own, view, {
        staffId: input.staffId,
        events: (events.get(localDate) ?? []).filter((event) => event.staff_id === input.staffId),
        notAllowed: this.#context.notAllowed(localDate),
      });
    });
  }

  /**
   * Several days of one room, a day each: only this room, visits with all their lines, everybody who may work in it.
   *
   * @throws DomainError NOT_FOUND
   */
  roomDays(caller: Caller, input: Input<'roomDays'>): Day[] {
    const { reader } = this.#context.deps.store;
    const catalogue = this.#context.catalogue();
    const room = catalogue.rooms.get(input.roomId);
    if (!room) throw new DomainError('NOT_FOUND', { what: 'room', id: input.roomId });
    const view = this.#context.view(caller);
    const toDate = addDaysWithin(input.fromDate, input.days - 1);
    const found = rows.readRoomRows(reader, input.roomId, input.fromDate, toDate);
    const visits = byDate(this.#visitsOf(found, catalogue, view));
    const blocks = Map.groupBy(rows.readBlocks(reader, input.fromDate, toDate), (row) => row.local_date);
    const events = Map.groupBy(readEvents(reader, input.fromDate, toDate), (row) => row.local_date);
    return this.#context.schedule.days(input.fromDate, toDate).map((schedule) => {
      const { localDate } = schedule;
      const day = dayOf(schedule, catalogue, visits.get(localDate) ?? [], blocks.get(localDate) ?? [], view, {
        events: (events.get(localDate) ?? []).filter((event) => event.room_id === input.roomId),
        notAllowed: this.#context.notAllowed(localDate),
      });
      const hours = [...(schedule.rooms.get(input.roomId) ?? [])] as Day['rooms'][number]['hours'];
      return { ...day, rooms: [{ id: input.roomId, name: room.name, capacity: room.capacity, hours }] };
    });
  }

  /** The day as it would be drawn if these rows stood on it. */
  dayOfRows(caller: Caller, localDate: LocalDate, past: PastRows): Day {
    return dayOfRows(this.#context, caller, localDate, past);
  }

  /**
   * Occupying visits, planned money and load (R6) of each day of a range; of one master or one room if asked so.
   *
   * The time of a room is the salon's hours, once for each of its places.
   *
   * @throws DomainError INVALID_INPUT for a range that is reversed or longer than 400 days, NOT_FOUND
   */
  counts(input: CountsInput): DayCounts[] {
    const { fromDate, toDate, staffId, roomId } = input;
    const days = daysBetween(fromDate, toDate) + 1;
    if (days < 1) throw new DomainError('INVALID_INPUT', { field: 'toDate', reason: 'DATES_REVERSED' });
    if (days > MAX_COUNT_DAYS) {
      throw new DomainError('INVALID_INPUT', { field: 'toDate', reason: 'TOO_LONG', max: MAX_COUNT_DAYS });
    }
    const { staff, rooms } = this.#context.catalogue();
    if (staffId !== undefined && !staff.has(staffId))
      throw new DomainError('NOT_FOUND', { what: 'staff', id: staffId });
    const room = roomId === undefined ? null : rooms.get(roomId);
    if (room === undefined) throw new DomainError('NOT_FOUND', { what: 'room', id: roomId ?? 0 });
    const sums = this.#sumsOf(input);
    return this.#context.schedule.days(fromDate, toDate).map((schedule) => {
      const { localDate } = schedule;
      const { visits, plannedMinor, activeMin } = sums.get(localDate) ?? NO_VISITS;
      const availableMin =
        staffId !== undefined
          ? totalMinutes(schedule.staff.get(staffId)?.work ?? [])
          : room !== null
            ? totalMinutes(schedule.salonHours) * Math.max(1, room.capacity)
            : availableMinutes(schedule);
      return {
        localDate,
        visits,
        plannedMinor,
        activeMin,
        availableMin,
        loadBp: loadBp(activeMin, availableMin),
        ...(input.withStaff === true ? peopleOf(schedule.staff) : {}),
      };
    });
  }

  #sumsOf({ fromDate, toDate, staffId, roomId }: CountsInput): ReadonlyMap<LocalDate, DaySums> {
    const { reader } = this.#context.deps.store;
    if (staffId !== undefined) {
      const counts = rows.readStaffCounts(reader, staffId, fromDate, toDate);
      const events = readEventMinutes(reader, fromDate, toDate, { staffId });
      return sumsOfRows(counts, rows.readStaffSegments(reader, staffId, fromDate, toDate), events);
    }
    // A room is held through processing too: nothing is taken off (A6).
    if (roomId !== undefined) {
      const events = readEventMinutes(reader, fromDate, toDate, { roomId });
      return sumsOfRows(rows.readRoomCounts(reader, roomId, fromDate, toDate), [], events);
    }
    return this.#sumsBetween(fromDate, toDate);
  }

  /** Sums of a range: a month of them takes tens of milliseconds to add up, so what was added up is kept until it changes. */
  #sumsBetween(fromDate: LocalDate, toDate: LocalDate): ReadonlyMap<LocalDate, DaySums> {
    const dates = Array.from({ length: daysBetween(fromDate, toDate) + 1 }, (_, offset) => addDays(fromDate, offset));
    const unknown = dates.filter((date) => !this.#sums.has(date));
    const [first] = unknown;
    if (first === undefined) return this.#sums;
    if (this.#sums.size + dates.length > MAX_KEPT_DAYS) this.#sums.clear();
    const from = this.#sums.size === 0 ? fromDate : first;
    const to = this.#sums.size === 0 ? toDate : (unknown.at(-1) ?? first);
    const { reader } = this.#context.deps.store;
    const events = readEventMinutes(reader, from, to);
    const found = sumsOfRows(rows.readCounts(reader, from, to), rows.readSegments(reader, from, to), events);
    for (const date of dates) if (date >= from && date <= to) this.#sums.set(date, found.get(date) ?? NO_VISITS);
    return this.#sums;
  }

  /** Planned group events of a range of days, by date and start. */
  events(fromDate: LocalDate, toDate: LocalDate): DayEvent[] {
    const found = readEvents(this.#context.deps.store.reader, fromDate, toDate);
    return found.map((row) => eventOf(row, row.taken, this.#context.catalogue()));
  }

  /**
   * One group event, the cancelled ones too, with all its participants.
   *
   * @throws DomainError NOT_FOUND
   */
  eventWithGuests(caller: Caller, eventId: number): { event: DayEvent; status: string; participants: DayVisit[] } {
    const { reader } = this.#context.deps.store;
    const row = readEvent(reader, eventId);
    if (!row) throw new DomainError('NOT_FOUND', { what: 'groupEvent', id: eventId });
    const catalogue = this.#context.catalogue();
    const participants = this.#visitsOf(rows.readGroupRows(reader, eventId), catalogue, this.#context.view(caller));
    return { event: eventOf(row, row.taken, catalogue), status: row.status, participants };
  }

  /**
   * One visit with all its lines.
   *
   * @throws DomainError NOT_FOUND
   */
  visit(caller: Caller, visitId: number): DayVisit {
    const found = rows.readVisitRows(this.#context.deps.store.reader, visitId);
    const [visit] = this.#visitsOf(found, this.#context.catalogue(), this.#context.view(caller));
    if (!visit) throw new DomainError('NOT_FOUND', { what: 'visit', id: visitId });
    return visit;
  }

  #visitsOf(found: rows.VisitRows, catalogue: Catalogue, view: DayView): DayVisit[] {
    const { sales, deps } = this.#context;
    const { reader } = deps.store;
    const firstDay = sales?.firstDay(reader) ?? null;
    if (!sales || firstDay === null) return visitsOf(found, catalogue, view);
    const paid = sales.payments(
      reader,
      found.heads.map(({ id }) => id),
    );
    return visitsOf(found, catalogue, view, ({ id, local_date: date }) => {
      return paid.get(id) ?? (date < firstDay ? null : 'unpaid');
    });
  }

  /** Free windows of a day (what is over already is left out), by start, the longer first. */
  freeWindows(caller: Caller, localDate: LocalDate, minMin: number): Output<'freeWindows'> {
    const day = this.day(caller, localDate);
    const now = this.#context.settings.today();
    const fromMin = -compareDates(localDate, now.localDate) * 1440 + now.minute;
    const names = new Map<number, string>(day.staff.map((person) => [person.id, person.name]));
    return freeWindowsOf(day, { minMin, fromMin, ...this.#context.conflictSettings(localDate) }).map((window) => ({
      staffId: window.staffId as StaffId,
      staffName: names.get(window.staffId) ?? '',
      startMin: window.startMin,
      endMin: window.endMin,
    }));
  }
}

function sumsOfRows(
  counts: ReturnType<typeof rows.readCounts>,
  segments: ReturnType<typeof rows.readSegments>,
  events: ReturnType<typeof readEventMinutes>,
): Map<LocalDate, DaySums> {
  const processing = new Map<LocalDate, number>();
  for (const { local_date: date, segments_json: json } of segments) {
    const minutes = (JSON.parse(json) as Segment[])
      .filter(({ kind }) => kind === 'processing')
      .reduce((sum, segment) => sum + segment.minutes, 0);
    processing.set(date, (processing.get(date) ?? 0) + minutes);
  }
  const sums = new Map<LocalDate, DaySums>(
    counts.map(({ local_date: date, visits, planned_minor: plannedMinor, booked_min: bookedMin }) => [
      date,
      { visits, plannedMinor, activeMin: bookedMin - (processing.get(date) ?? 0) },
    ]),
  );
  // A group event counts once, also before anybody takes part (A13).
  for (const { local_date: date, minutes } of events) {
    const known = sums.get(date) ?? NO_VISITS;
    sums.set(date, { ...known, activeMin: known.activeMin + minutes });
  }
  return sums;
}

/** Who has a shift on a day, and who is away for all of it. */
function peopleOf(
  staff: ReadonlyMap<
    number,
    { readonly work: readonly Interval[]; readonly absence: { readonly startMin: number | null } | null }
  >,
): Pick<DayCounts, 'staffIds' | 'absentIds'> {
  const all = [...staff];
  return {
    staffIds: all.filter(([, { work }]) => work.length > 0).map(([id]) => id as StaffId),
    absentIds: all
      .filter(([, { work, absence }]) => work.length === 0 && absence !== null && absence.startMin === null)
      .map(([id]) => id as StaffId),
  };
}
