import { type NameOrder, displayName } from '../../src-shared/clients/clients.rules.ts';
import type { ClientId, RoomId, ServiceId, StaffId, VisitId } from '../../src-shared/contract-base.ts';
import type { Day, DayLine, DayStaff, DayVisit } from '../../src-shared/journal/journal.contract.ts';
import { type Segment, activeMinutesByStaff, loadBp, processingAt } from '../../src-shared/journal/journal.rules.ts';
import { formatPhone, maskPhone } from '../../src-shared/kernel/fold.ts';
import { totalMinutes } from '../../src-shared/kernel/intervals.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { ScheduleDay } from '../schedule/schedule-days.ts';
import { type Catalogue, type CatalogueStaff, isAway } from './journal-catalogue.repository.ts';
import type { BlockRow, HeadRow, LineRow, VisitRows } from './journal.repository.ts';

/** How names and phones are shown to the caller. */
export interface DayView {
  readonly nameOrder: NameOrder;
  readonly seesPhones: boolean;
}

/** Visits with their lines by start; a visit without a line is nowhere on a day and is left out. */
export function visitsOf({ heads, lines }: VisitRows, catalogue: Catalogue, view: DayView): DayVisit[] {
  const visits = new Map<number, DayVisit>();
  for (const head of heads) visits.set(head.id, visitHead(head, view));
  for (const row of lines) visits.get(row.visit_id)?.lines.push(lineOf(row, catalogue));
  const shown: DayVisit[] = [];
  for (const visit of visits.values()) {
    if (visit.lines.length === 0) continue;
    if (visit.lines.length > 1) visit.lines.sort((a, b) => a.startMin - b.startMin || a.position - b.position);
    shown.push(visit);
  }
  return shown;
}

function visitHead(row: HeadRow, view: DayView): DayVisit {
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
    comment: row.comment,
    source: row.source,
    wantsThisMaster: row.wants_this_master === 1,
    isFirstVisit: row.is_first_visit === 1,
    isBirthday: row.birthday !== null && row.birthday.slice(5) === row.local_date.slice(5),
    cancelReason: row.cancel_reason,
    seriesId: row.series_id as DayVisit['seriesId'],
    groupEventId: row.group_event_id as DayVisit['groupEventId'],
    lines: [],
  };
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
    priceMinor: row.price_minor,
  };
}

/** Processing intervals of a stored line. */
export function processingOf(row: { start_min: number; segments_json: string | null }): [number, number][] {
  if (row.segments_json === null) return [];
  return processingAt(row.start_min, JSON.parse(row.segments_json) as Segment[]).map(([start, end]) => [start, end]);
}

/** One day as the grid draws it; `staffId` leaves only that master's column. */
export function dayOf(
  schedule: ScheduleDay,
  catalogue: Catalogue,
  visits: DayVisit[],
  blocks: readonly BlockRow[],
  view: DayView,
  staffId: number | null = null,
): Day {
  const dayBlocks = blocks.map((row) => ({
    id: row.id as Day['blocks'][number]['id'],
    staffId: row.staff_id as StaffId | null,
    roomId: row.room_id as RoomId | null,
    startMin: row.start_min,
    endMin: row.end_min,
    reason: row.reason,
    version: row.version,
  }));
  const active = activeMinutesByStaff({ visits });
  const busyStaff = new Set<number>(visits.flatMap((visit) => visit.lines.map((line) => line.staffId)));
  const staff: DayStaff[] = [];
  for (const person of catalogue.staff.values()) {
    if (staffId !== null && person.id !== staffId) continue;
    // Whoever left keeps the column while visits stand in it: somebody has to move them.
    const hasLeft = isAway(person, schedule.localDate);
    if (hasLeft && staffId === null && !busyStaff.has(person.id)) continue;
    staff.push(dayStaffOf(person, schedule, active.get(person.id) ?? 0, view));
  }
  return {
    localDate: schedule.localDate,
    salonHours: [...schedule.salonHours],
    salonNote: schedule.salonNote ?? '',
    staff,
    rooms: openRooms(catalogue),
    visits,
    blocks: dayBlocks,
  };
}

function dayStaffOf(person: CatalogueStaff, schedule: ScheduleDay, activeMin: number, view: DayView): DayStaff {
  const own = schedule.staff.get(person.id);
  const absence = own?.absence ?? null;
  return {
    id: person.id as StaffId,
    name: displayName(person, view.nameOrder),
    shortName: person.shortName,
    jobTitle: person.jobTitle,
    colour: person.colour,
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
    isScheduled: own?.isScheduled ?? false,
    hasLeft: isAway(person, schedule.localDate),
    loadBp: loadBp(activeMin, totalMinutes(own?.work ?? [])),
    serviceIds: [...person.serviceIds] as ServiceId[],
  };
}

/** Rooms that can be booked. */
export function openRooms(catalogue: Catalogue): Day['rooms'] {
  return [...catalogue.rooms.values()]
    .filter((room) => !room.isArchived)
    .map(({ id, name, capacity }) => ({ id: id as RoomId, name, capacity }));
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
