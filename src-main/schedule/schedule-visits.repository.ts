import { sql } from 'kysely';
import { type Segment, busySetsOf, processingAt } from '../../src-shared/journal/journal.rules.ts';
import type { Interval } from '../../src-shared/kernel/intervals.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { Absence } from '../../src-shared/schedule/schedule.rules.ts';
import { absentMinutes } from '../../src-shared/schedule/schedule.rules.ts';
import type { Reader } from '../store/executor.ts';
import { query } from '../store/query.ts';

/** Statuses that occupy the master (A12). */
const OCCUPYING = ['booked', 'confirmed', 'arrived', 'in_progress', 'completed'] as const;
/** Of these, the visits that are not over yet. */
const AHEAD = ['booked', 'confirmed', 'arrived', 'in_progress'] as const;

/** Visits of a master, or in a room or with a device, from a day on that are not over: how many, and the last date. */
export function countVisitsAhead(
  reader: Reader,
  of: { readonly staffId: number } | { readonly roomId: number } | 'all',
  today: LocalDate,
): { count: number; lastDate: LocalDate | null } {
  const lines = query
    .selectFrom('visit_lines as l')
    .innerJoin('visits as v', 'v.id', 'l.visit_id')
    .select((field) => [field.fn.count<number>('v.id').distinct().as('count')])
    .select((field) => [field.fn.max<string | null>('l.local_date').as('last_date')])
    .where('l.local_date', '>=', today)
    .where('v.status', 'in', AHEAD);
  if (of === 'all') {
    const row = reader.get(lines);
    return { count: row?.count ?? 0, lastDate: row?.last_date ?? null };
  }
  const own =
    'staffId' in of
      ? lines.where('l.staff_id', '=', of.staffId)
      : lines.where(
          sql<boolean>`(l.room_id = ${of.roomId} or exists (
            select 1 from json_each(l.equipment_json) where value = ${of.roomId}))`,
        );
  const row = reader.get(own);
  return { count: row?.count ?? 0, lastDate: row?.last_date ?? null };
}

/** Occupying visits of a master that fall into an absence. */
export function countVisitsDuring(reader: Reader, absence: Absence & { readonly staffId: number }): number {
  const [startMin, endMin] = absentMinutes(absence);
  const row = reader.get(
    query
      .selectFrom('visit_lines as l')
      .innerJoin('visits as v', 'v.id', 'l.visit_id')
      .select((field) => [field.fn.count<number>('v.id').distinct().as('count')])
      .where('l.staff_id', '=', absence.staffId)
      .where('l.local_date', '>=', absence.fromDate)
      .where('l.local_date', '<=', absence.toDate)
      .where('l.start_min', '<', endMin)
      .where((field) => field.eb(field('l.start_min', '+', field.ref('l.duration_min')), '>', startMin))
      .where('v.status', 'in', OCCUPYING),
  );
  return row?.count ?? 0;
}

/** One service that is booked ahead, with the minutes in which it takes its master and its room. */
export interface BusyAhead {
  readonly visitId: number;
  readonly localDate: LocalDate;
  readonly staffId: number;
  readonly startMin: number;
  readonly endMin: number;
  readonly busy: readonly Interval[];
  /** The minutes in which it holds its room and its devices, with buffers. */
  readonly held: Interval;
  /** The room and the devices it holds. */
  readonly roomIds: readonly number[];
  readonly firstName: string;
  readonly lastName: string;
  readonly serviceName: string;
}

/** Services booked in a range that are not over, by time (A6). */
export function readBusyAhead(
  reader: Reader,
  from: LocalDate,
  to: LocalDate,
  processingReleasesMaster: boolean,
): BusyAhead[] {
  const rows = reader.all(
    query
      .selectFrom('visit_lines as l')
      .innerJoin('visits as v', 'v.id', 'l.visit_id')
      .innerJoin('services as s', 's.id', 'l.service_id')
      .leftJoin('clients as c', 'c.id', 'v.client_id')
      .select(['l.visit_id', 'l.local_date', 'l.staff_id', 'l.start_min', 'l.duration_min'])
      .select(['l.buffer_before_min', 'l.buffer_after_min', 'l.segments_json', 'l.room_id', 'l.equipment_json'])
      .select(['s.name as service_name', 'c.first_name', 'c.last_name'])
      .where('l.local_date', '>=', from)
      .where('l.local_date', '<=', to)
      .where('v.status', 'in', AHEAD)
      .orderBy('l.local_date')
      .orderBy('l.start_min')
      .orderBy('l.id'),
  );
  const lines = rows.map((row) => ({
    row,
    staffId: row.staff_id,
    roomId: null,
    startMin: row.start_min,
    durationMin: row.duration_min,
    bufferBeforeMin: row.buffer_before_min,
    bufferAfterMin: row.buffer_after_min,
    processing: processingAt(
      row.start_min,
      row.segments_json === null ? null : (JSON.parse(row.segments_json) as Segment[]),
    ),
  }));
  const busyOf = new Map(
    [...Map.groupBy(lines, ({ row }) => row.visit_id).values()].flatMap((ofVisit) =>
      busySetsOf(ofVisit, processingReleasesMaster).map((set) => [set.line.row, set] as const),
    ),
  );
  return rows.map((row) => ({
    visitId: row.visit_id,
    localDate: row.local_date,
    staffId: row.staff_id,
    startMin: row.start_min,
    endMin: row.start_min + row.duration_min,
    busy: busyOf.get(row)?.master ?? [],
    held: busyOf.get(row)?.room ?? [row.start_min, row.start_min + row.duration_min],
    roomIds: [...(row.room_id === null ? [] : [row.room_id]), ...devicesOf(row.equipment_json)],
    firstName: row.first_name ?? '',
    lastName: row.last_name ?? '',
    serviceName: row.service_name,
  }));
}

function devicesOf(json: string | null): number[] {
  return json === null ? [] : (JSON.parse(json) as number[]);
}

/** Occupying visits by `staffId/localDate`. */
export function readVisitCounts(reader: Reader, from: LocalDate, to: LocalDate): Map<string, number> {
  const rows = reader.all(
    query
      .selectFrom('visit_lines as l')
      .innerJoin('visits as v', 'v.id', 'l.visit_id')
      .select(['l.staff_id', 'l.local_date'])
      .select((field) => [field.fn.count<number>('v.id').distinct().as('count')])
      .where('l.local_date', '>=', from)
      .where('l.local_date', '<=', to)
      .where('v.status', 'in', OCCUPYING)
      .groupBy(['l.staff_id', 'l.local_date']),
  );
  return new Map(rows.map((row) => [`${row.staff_id}/${row.local_date}`, row.count]));
}
