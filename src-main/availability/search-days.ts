import type { PlaceDay, PreparedDay } from '../../src-shared/availability/search-day.rules.ts';
import { prepareDay } from '../../src-shared/availability/search-day.rules.ts';
import { crowdedSpans, intervalsOf, spansOf } from '../../src-shared/availability/spans.rules.ts';
import { type PlacedLine, type Segment, busySetsOf, processingAt } from '../../src-shared/journal/journal.rules.ts';
import type { Interval } from '../../src-shared/kernel/intervals.ts';
import { type LocalDate, addDays } from '../../src-shared/kernel/local-date.ts';
import { instantOf } from '../../src-shared/kernel/wall-time.ts';
import { resolveTiming } from '../../src-shared/services/timing.rules.ts';
import type { AdmissionFacts } from '../journal/journal-admission.ts';
import type { Reader } from '../store/executor.ts';
import {
  type BusyEventRow,
  type BusyLineRow,
  readBusyEvents,
  readBusyLines,
  readPlaceBlocks,
} from './availability.repository.ts';

type Catalogue = AdmissionFacts['catalogue'];

/** What the days are made from besides the rows of visits. */
export interface DayFacts extends Pick<AdmissionFacts, 'schedule' | 'catalogue' | 'notAllowed'> {
  readonly settings: Pick<AdmissionFacts['settings'], 'processingReleasesMaster' | 'allowOverrunMin' | 'timeZone'>;
  /** Null = the shortest service of each master (A10). */
  readonly minGapMin: number | null;
}

const DAY_MIN = 1440;

/**
 * Makes some days of a range ready for the search: one pass of queries over the days and the nights beside them.
 *
 * `exceptVisitId`: a visit that is to be moved; its time counts as free.
 */
export function readSearchDays(
  reader: Reader,
  dates: readonly LocalDate[],
  factsOn: (localDate: LocalDate) => DayFacts,
  exceptVisitId: number | null = null,
): Map<LocalDate, PreparedDay> {
  const [first] = dates;
  const last = dates.at(-1);
  if (first === undefined || last === undefined) return new Map();
  const lines = Map.groupBy(
    readBusyLines(reader, addDays(first, -1), addDays(last, 1)).filter((row) => row.visit_id !== exceptVisitId),
    (row) => row.local_date,
  );
  const events = Map.groupBy(readBusyEvents(reader, addDays(first, -1), addDays(last, 1)), (row) => row.local_date);
  const blocks = Map.groupBy(readPlaceBlocks(reader, first, last), (row) => row.local_date);
  return new Map(
    dates.map((localDate) => {
      const facts = factsOn(localDate);
      const busy = new BusyTimes(facts);
      const lastMin = lastWorkMinute(facts.schedule);
      // Yesterday's night lies before minute 0 of this day, tomorrow's morning after minute 1440 (A1).
      const around = (lastMin > DAY_MIN ? [-1, 0, 1] : [-1, 0]).map((byDays) => ({
        date: byDays === 0 ? localDate : addDays(localDate, byDays),
        byMin: byDays * DAY_MIN,
      }));
      for (const { date, byMin } of around) busy.addEvents(events.get(date) ?? [], byMin);
      for (const { date, byMin } of around) busy.addVisits(nightly(lines.get(date) ?? [], byMin), byMin);
      return [localDate, dayOf(facts, busy, blocks.get(localDate) ?? [])];
    }),
  );
}

/** Of yesterday only what passes midnight matters; a visit is taken whole, for its buffers depend on its other lines. */
function nightly(rows: readonly BusyLineRow[], byMin: number): readonly BusyLineRow[] {
  if (byMin >= 0) return rows;
  const late = new Set<number>();
  for (const row of rows) {
    if (row.start_min + row.duration_min + row.buffer_after_min > DAY_MIN) late.add(row.visit_id);
  }
  return late.size === 0 ? [] : rows.filter((row) => late.has(row.visit_id));
}

/** Whose and what's time is taken on one day. */
class BusyTimes {
  readonly masters = new Map<number, Interval[]>();
  readonly places = new Map<number, Interval[]>();
  readonly #facts: DayFacts;
  readonly #seatsOfRoom = new Set<number>();

  constructor(facts: DayFacts) {
    this.#facts = facts;
  }

  addEvents(rows: readonly BusyEventRow[], byMin: number): void {
    for (const row of rows) {
      const start = row.start_min + byMin - row.buffer_before_min;
      const end = row.start_min + byMin + row.duration_min + row.buffer_after_min;
      push(this.masters, row.staff_id, [start, end]);
      // Seats of the room are taken by the participants, one by one (A13).
      if (row.seats_from_room === 1) this.#seatsOfRoom.add(row.id);
      else if (row.room_id !== null) push(this.places, row.room_id, [start, end]);
      for (const id of this.#facts.catalogue.services.get(row.service_id)?.equipmentIds ?? []) {
        push(this.places, id, [start, end]);
      }
    }
  }

  addVisits(rows: readonly BusyLineRow[], byMin: number): void {
    const visits = new Map<number, BusyLineRow[]>();
    for (const row of rows) {
      const list = visits.get(row.visit_id);
      if (list) list.push(row);
      else visits.set(row.visit_id, [row]);
    }
    for (const list of visits.values()) this.#addVisit(list, byMin);
  }

  #addVisit(rows: BusyLineRow[], byMin: number): void {
    if (rows.length > 1) rows.sort((a, b) => a.start_min - b.start_min || a.position - b.position);
    const eventId = rows[0]!.group_event_id;
    // A participant holds the client, and a seat of the room where the seats are the room's (A13).
    if (eventId !== null && !this.#seatsOfRoom.has(eventId)) return;
    const holds = busySetsOf(
      rows.map((row) => placedLine(row, byMin)),
      this.#facts.settings.processingReleasesMaster,
    );
    const rooms = new Map<number, Interval[]>();
    const devices = new Map<number, { holds: Interval[]; services: Interval[] }>();
    for (const { line, master, room, client } of holds) {
      if (eventId === null) for (const part of master) push(this.masters, line.staffId, part);
      if (line.roomId !== null) push(rooms, line.roomId, room);
      if (eventId !== null) continue;
      for (const id of line.equipmentIds ?? []) {
        const device = devices.get(id) ?? { holds: [], services: [] };
        devices.set(id, device);
        device.holds.push(room);
        device.services.push(client);
      }
    }
    // A visit takes one place of a room, however many of its services run there at once.
    for (const [id, list] of rooms) for (const hold of intervalsOf(spansOf(list))) push(this.places, id, hold);
    // Of a device it takes one, and one more for each further service at the same time.
    for (const [id, device] of devices) {
      for (const hold of intervalsOf(spansOf(device.holds))) push(this.places, id, hold);
      for (let units = 1; units < device.services.length; units++) {
        for (const hold of intervalsOf(crowdedSpans(device.services, units))) push(this.places, id, hold);
      }
    }
  }
}

function placedLine(row: BusyLineRow, byMin: number): PlacedLine {
  const startMin = row.start_min + byMin;
  return {
    staffId: row.staff_id,
    roomId: row.room_id,
    startMin,
    durationMin: row.duration_min,
    bufferBeforeMin: row.buffer_before_min,
    bufferAfterMin: row.buffer_after_min,
    processing: row.segments_json === null ? [] : processingAt(startMin, JSON.parse(row.segments_json) as Segment[]),
    holdsMaster: row.holds_master === 1,
    equipmentIds: row.equipment_json === null ? [] : (JSON.parse(row.equipment_json) as number[]),
  };
}

function dayOf(
  facts: DayFacts,
  busy: BusyTimes,
  blocks: readonly { room_id: number | null; service_id: number | null; start_min: number; end_min: number }[],
): PreparedDay {
  const { schedule, catalogue, settings, notAllowed } = facts;
  const masters = [...schedule.staff].flatMap(([staffId, own]) => {
    const person = catalogue.staff.get(staffId);
    if (!person || own.work.length === 0 || notAllowed.has(staffId)) return [];
    const minGapMin = facts.minGapMin ?? shortestServiceMin(catalogue, staffId);
    return [{ staffId, work: own.work, busy: busy.masters.get(staffId) ?? [], roomId: own.defaultRoomId, minGapMin }];
  });
  const places = [...catalogue.rooms.values()]
    .filter(({ isArchived }) => !isArchived)
    .map(({ id, capacity }): PlaceDay => ({
      id,
      capacity,
      open: wholeDay(schedule.rooms.get(id)) ? null : (schedule.rooms.get(id) ?? null),
      closed: blocks
        .filter((block) => block.room_id === id)
        .map(({ start_min, end_min }): Interval => [start_min, end_min]),
      holds: busy.places.get(id) ?? [],
    }));
  const serviceBlocks = blocks.flatMap(({ service_id: serviceId, start_min: startMin, end_min: endMin }) =>
    serviceId === null ? [] : [{ serviceId, startMin, endMin }],
  );
  const skipped = skippedMinutes(schedule.localDate, settings.timeZone);
  return prepareDay({ masters, places, serviceBlocks, skipped }, settings.allowOverrunMin);
}

/** The shortest service of a master with its buffers: a shorter gap is of no use (A10). 0 without services. */
export function shortestServiceMin(catalogue: Catalogue, staffId: number): number {
  const person = catalogue.staff.get(staffId);
  const lengths = (person?.serviceIds ?? []).flatMap((serviceId) => {
    const service = catalogue.services.get(serviceId);
    if (!service) return [];
    const { durationMin } = resolveTiming(service, staffId, person?.levelId ?? null);
    return [service.bufferBeforeMin + durationMin + service.bufferAfterMin];
  });
  return lengths.length === 0 ? 0 : Math.min(...lengths);
}

/** A room without hours of its own lets in whoever passes midnight before it opens, too. */
function wholeDay(hours: readonly Interval[] | undefined): boolean {
  return hours?.length === 1 && hours[0]![0] <= 0 && hours[0]![1] >= 2 * DAY_MIN;
}

/** Minutes that the wall clock skips on a day (A16): none on all days but one a year, and not in every zone. */
function skippedMinutes(localDate: LocalDate, timeZone: string): Interval[] {
  const from = instantOf(localDate, 0, timeZone);
  const to = instantOf(localDate, 2 * DAY_MIN, timeZone);
  if (to.atMs - from.atMs === 2 * DAY_MIN * 60_000 && from.kind === 'exact') return [];
  const skipped: Interval[] = [];
  for (let minute = 0; minute < 2 * DAY_MIN; minute++) {
    if (instantOf(localDate, minute, timeZone).kind === 'nonexistent') skipped.push([minute, minute + 1]);
  }
  return skipped;
}

function lastWorkMinute({ staff }: DayFacts['schedule']): number {
  let last = 0;
  for (const { work } of staff.values()) last = Math.max(last, work.at(-1)?.[1] ?? 0);
  return last;
}

function push(lists: Map<number, Interval[]>, id: number, interval: Interval): void {
  const list = lists.get(id);
  if (list) list.push(interval);
  else lists.set(id, [interval]);
}
