import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { Absence } from '../../src-shared/schedule/schedule.rules.ts';
import { absentMinutes } from '../../src-shared/schedule/schedule.rules.ts';
import type { Reader } from '../store/executor.ts';
import { query } from '../store/query.ts';

/** Statuses that occupy the master (A12). */
const OCCUPYING = ['booked', 'confirmed', 'arrived', 'in_progress', 'completed'] as const;
/** Of these, the visits that are not over yet. */
const AHEAD = ['booked', 'confirmed', 'arrived', 'in_progress'] as const;

/** Visits of a master or in a room from a day on that are not over: how many, and the last date. */
export function countVisitsAhead(
  reader: Reader,
  of: { readonly staffId: number } | { readonly roomId: number },
  today: LocalDate,
): { count: number; lastDate: LocalDate | null } {
  const lines = query
    .selectFrom('visit_lines as l')
    .innerJoin('visits as v', 'v.id', 'l.visit_id')
    .select((field) => [field.fn.count<number>('v.id').distinct().as('count')])
    .select((field) => [field.fn.max<string | null>('l.local_date').as('last_date')])
    .where('l.local_date', '>=', today)
    .where('v.status', 'in', AHEAD);
  const own = 'staffId' in of ? lines.where('l.staff_id', '=', of.staffId) : lines.where('l.room_id', '=', of.roomId);
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
