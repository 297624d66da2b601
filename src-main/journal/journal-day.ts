import type { ClientMark } from '../../src-shared/clients/client-parts.contract.ts';
import { type NameOrder, displayName } from '../../src-shared/clients/clients.rules.ts';
import type { ClientId, RoomId, ServiceId, StaffId, VisitId } from '../../src-shared/contract-base.ts';
import type { FileId } from '../../src-shared/files/files.contract.ts';
import type { ServiceLimits } from '../../src-shared/journal/conflict-day.ts';
import type { Day, DayEvent, DayLine, DayStaff, DayVisit } from '../../src-shared/journal/journal.contract.ts';
import {
  type Segment,
  activeMinutesByStaff,
  isOccupying,
  loadBp,
  processingAt,
} from '../../src-shared/journal/journal.rules.ts';
import { formatPhone, maskPhone } from '../../src-shared/kernel/fold.ts';
import { totalMinutes } from '../../src-shared/kernel/intervals.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { ScheduleDay } from '../schedule/schedule-days.ts';
import { type Catalogue, type CatalogueStaff, isAway } from './journal-catalogue.ts';
import type { EventRow } from './journal-event.ts';
import type { BlockRow, HeadRow, LineRow, VisitRows } from './journal.repository.ts';

/** How names and phones are shown to the caller. */
export interface DayView {
  readonly nameOrder: NameOrder;
  readonly seesPhones: boolean;
}

/** Whether a visit is paid (V3). */
export type PaymentOf = (head: HeadRow) => DayVisit['payment'];

/** Visits with their lines by start; a visit without a line is nowhere on a day and is left out. */
export function visitsOf(
  { heads, lines }: VisitRows,
  catalogue: Catalogue,
  view: DayView,
  paymentOf: PaymentOf = () => null,
): DayVisit[] {
  const visits = new Map<number, DayVisit>();
  for (const head of heads) visits.set(head.id, visitHead(head, view, paymentOf(head)));
  for (const row of lines) visits.get(row.visit_id)?.lines.push(lineOf(row, catalogue));
  const shown: DayVisit[] = [];
  for (const visit of visits.values()) {
    if (visit.lines.length === 0) continue;
    if (visit.lines.length > 1) visit.lines.sort((a, b) => a.startMin - b.startMin || a.position - b.position);
    shown.push(visit);
  }
  return shown;
}

function visitHead(row: HeadRow, view: DayView, payment: DayVisit['payment']): DayVisit {
  return {
    id: row.id as VisitId,
    version: row.version,
    localDate: row.local_date,
    status: row.status,
    clientId: row.client_id as ClientId | null,
    clientName:
      row.client_id === null
        ? ''
        : displayName({ firstName: row.first_name ?? '', lastName: row.last_name ?? '' }, view.nameOrder),
    clientPhone: row.digits === null ? null : view.seesPhones ? formatPhone(row.digits) : maskPhone(row.digits),
    clientNote: row.client_note ?? '',
    allergy: row.allergy ?? '',
    contraindication: row.contraindication ?? '',
    clientCategory: categoryOf(row),
    comment: row.comment,
    source: row.source,
    wantsThisMaster: row.wants_this_master === 1,
    isFirstVisit: row.is_first_visit === 1,
    isBirthday: row.birthday !== null && row.birthday.slice(5) === row.local_date.slice(5),
    cancelReason: row.cancel_reason,
    seriesId: row.series_id as DayVisit['seriesId'],
    groupEventId: row.group_event_id as DayVisit['groupEventId'],
    payment,
    lines: [],
  };
}

function categoryOf(row: HeadRow): DayVisit['clientCategory'] {
  if (row.category_id === null || row.category === null) return null;
  return { id: row.category_id, name: row.category, colour: row.category_colour as ClientMark['colour'] };
}

function lineOf(row: LineRow, catalogue: Catalogue): DayLine {
  const service = catalogue.services.get(row.service_id);
  return {
    id: row.id as DayLine['id'],
    serviceId: row.service_id as ServiceId,
    serviceName: service?.name ?? '',
    categoryId: service?.categoryId ?? 0,
    staffId: row.staff_id as StaffId,
    roomId: row.room_id as RoomId | null,
    position: row.position,
    startMin: row.start_min,
    durationMin: row.duration_min,
    bufferBeforeMin: row.buffer_before_min,
    bufferAfterMin: row.buffer_after_min,
    processing: processingOf(row),
    holdsMaster: row.holds_master === 1,
    equipmentIds: equipmentOf(row) as RoomId[],
    priceMinor: row.price_minor,
  };
}

/** Equipment of a stored line. */
export function equipmentOf(row: { equipment_json?: string | null }): number[] {
  // Rows of the past may come from before there was equipment.
  return row.equipment_json ? (JSON.parse(row.equipment_json) as number[]) : [];
}

/** Processing intervals of a stored line. */
export function processingOf(row: { start_min: number; segments_json: string | null }): [number, number][] {
  if (row.segments_json === null) return [];
  return processingAt(row.start_min, JSON.parse(row.segments_json) as Segment[]).map(([start, end]) => [start, end]);
}

/** What a day is made of besides visits and blocks. */
export interface DayParts {
  readonly events?: readonly EventRow[];
  /** Titles of expired papers by master. */
  readonly notAllowed?: ReadonlyMap<number, string>;
  /** Leaves only this master's column. */
  readonly staffId?: number;
}

/** One day as the grid draws it. */
export function dayOf(
  schedule: ScheduleDay,
  catalogue: Catalogue,
  visits: DayVisit[],
  blocks: readonly BlockRow[],
  view: DayView,
  { events = [], notAllowed = new Map(), staffId }: DayParts = {},
): Day {
  const dayBlocks = blocks.map((row) => ({
    id: row.id as Day['blocks'][number]['id'],
    staffId: row.staff_id as StaffId | null,
    roomId: row.room_id as RoomId | null,
    serviceId: (row.service_id ?? null) as ServiceId | null,
    startMin: row.start_min,
    endMin: row.end_min,
    reason: row.reason,
    version: row.version,
  }));
  const dayEvents = eventsOf(events, visits, catalogue);
  const active = activeMinutesByStaff({ visits, events: dayEvents });
  const busyStaff = new Set<number>([
    ...visits.flatMap((visit) => visit.lines.map((line) => line.staffId)),
    ...dayEvents.map((event) => event.staffId),
  ]);
  const staff: DayStaff[] = [];
  for (const person of catalogue.staff.values()) {
    if (staffId !== undefined && person.id !== staffId) continue;
    // Whoever left keeps the column while visits stand in it: somebody has to move them.
    const hasLeft = isAway(person, schedule.localDate);
    if (hasLeft && staffId === undefined && !busyStaff.has(person.id)) continue;
    const known = { ...person, notAllowed: notAllowed.get(person.id) ?? null };
    staff.push(dayStaffOf(known, schedule, active.get(person.id) ?? 0, view));
  }
  return {
    localDate: schedule.localDate,
    salonHours: [...schedule.salonHours],
    salonNote: schedule.salonNote ?? '',
    staff,
    rooms: openPlaces(catalogue, schedule, 'room'),
    equipment: openPlaces(catalogue, schedule, 'equipment'),
    serviceLimits: limitsOf(catalogue) as Day['serviceLimits'],
    visits,
    events: dayEvents,
    blocks: dayBlocks,
  };
}

/** Group events of a day with the seats that its visits take. */
function eventsOf(rows: readonly EventRow[], visits: readonly DayVisit[], catalogue: Catalogue): DayEvent[] {
  return rows.map((row) => {
    const seats = visits.filter((visit) => visit.groupEventId === row.id && isOccupying(visit.status));
    return eventOf(row, seats.length, catalogue);
  });
}

/** A group event as the grid draws it. */
export function eventOf(row: EventRow, taken: number, catalogue: Catalogue): DayEvent {
  const service = catalogue.services.get(row.service_id);
  return {
    id: row.id as DayEvent['id'],
    version: row.version,
    localDate: row.local_date,
    serviceId: row.service_id as ServiceId,
    serviceName: service?.name ?? '',
    categoryId: service?.categoryId ?? 0,
    title: row.title || (service?.name ?? ''),
    comment: row.comment,
    staffId: row.staff_id as StaffId,
    roomId: row.room_id as RoomId | null,
    startMin: row.start_min,
    durationMin: row.duration_min,
    bufferBeforeMin: row.buffer_before_min,
    bufferAfterMin: row.buffer_after_min,
    equipmentIds: [...(service?.equipmentIds ?? [])] as RoomId[],
    capacity: row.capacity,
    taken,
    seatsFromRoom: row.seats_from_room === 1,
    priceMinor: row.price_minor,
  };
}

function dayStaffOf(
  person: CatalogueStaff & { readonly notAllowed: string | null },
  schedule: ScheduleDay,
  activeMin: number,
  view: DayView,
): DayStaff {
  const own = schedule.staff.get(person.id);
  const absence = own?.absence ?? null;
  return {
    id: person.id as StaffId,
    name: displayName(person, view.nameOrder),
    shortName: person.shortName,
    jobTitle: person.jobTitle,
    colour: person.colour,
    photoFileId: person.photoFileId as FileId | null,
    defaultRoomId: (own?.defaultRoomId ?? null) as RoomId | null,
    work: [...(own?.work ?? [])],
    breaks: [...(own?.breaks ?? [])],
    absence: absence && {
      reason: absence.reason,
      fromDate: absence.fromDate,
      toDate: absence.toDate,
      startMin: absence.startMin,
      endMin: absence.endMin,
    },
    absences: (own?.absences ?? []).map(({ reason, toDate, startMin, endMin }) => ({
      reason,
      toDate,
      startMin,
      endMin,
    })),
    notAllowed: person.notAllowed,
    isScheduled: own?.isScheduled ?? false,
    hasLeft: isAway(person, schedule.localDate),
    loadBp: loadBp(activeMin, totalMinutes(own?.work ?? [])),
    serviceIds: [...person.serviceIds] as ServiceId[],
    roomIds: [...person.roomIds] as RoomId[],
    isGapBookable: person.isGapBookable,
  };
}

/** Rooms, or devices, that can be booked, with their hours of the day. */
export function openPlaces(catalogue: Catalogue, schedule: ScheduleDay, kind: 'room' | 'equipment'): Day['rooms'] {
  return [...catalogue.rooms.values()]
    .filter((room) => !room.isArchived && room.kind === kind)
    .map(({ id, name, capacity }) => ({
      id: id as RoomId,
      name,
      capacity,
      hours: [...(schedule.rooms.get(id) ?? [[0, 2880]])] as Day['rooms'][number]['hours'],
    }));
}

/** What services ask for besides their master; those that ask for nothing are left out (A4, R4). */
export function limitsOf(catalogue: Catalogue): ServiceLimits[] {
  const limits: ServiceLimits[] = [];
  for (const { id, roomIds, equipmentIds, isGapBookable } of catalogue.services.values()) {
    if (roomIds.length === 0 && equipmentIds.length === 0 && isGapBookable) continue;
    limits.push({ serviceId: id, roomIds, equipmentIds, isGapBookable });
  }
  return limits;
}

/** Available minutes of everybody on a day (A3, R6). */
export function availableMinutes(schedule: ScheduleDay): number {
  let minutes = 0;
  for (const { work } of schedule.staff.values()) minutes += totalMinutes(work);
  return minutes;
}

/** Visits by day, for a range. */
export function byDate(visits: readonly DayVisit[]): Map<LocalDate, DayVisit[]> {
  return Map.groupBy(visits, ({ localDate }) => localDate);
}
