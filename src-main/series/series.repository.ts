import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { VisitStatus } from '../../src-shared/journal/journal.contract.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

/** A series as it is stored. */
export interface SeriesRow {
  id: number;
  client_id: number | null;
  rule_json: string;
  start_date: string;
  start_min: number;
  lines_json: string;
  comment: string;
  source: string;
  wants_this_master: 0 | 1;
  is_ended: 0 | 1;
  version: number;
}

/** What a series is made of. */
export type SeriesValues = Omit<SeriesRow, 'id' | 'version'>;

/** One series, if it exists. */
export function readSeries(reader: Reader, seriesId: number): SeriesRow | undefined {
  return reader.get(
    query
      .selectFrom('visit_series')
      .select([
        'id',
        'client_id',
        'rule_json',
        'start_date',
        'start_min',
        'lines_json',
        'comment',
        'source',
        'wants_this_master',
        'is_ended',
        'version',
      ])
      .where('id', '=', seriesId),
  );
}

export function insertSeries(
  tx: Tx,
  values: SeriesValues & { readonly created_at_ms: number; readonly created_by: number },
): number {
  return tx.insert(query.insertInto('visit_series').values(values));
}

/** Changes a series and counts its version up. */
export function updateSeries(tx: Tx, series: Pick<SeriesRow, 'id' | 'version'>, change: Partial<SeriesValues>): void {
  tx.run(
    query
      .updateTable('visit_series')
      .set({ ...change, version: series.version + 1 })
      .where('id', '=', series.id),
  );
}

/** A visit of a series. */
export interface SeriesVisitRow {
  id: number;
  version: number;
  status: VisitStatus;
  local_date: string;
  start_min: number;
  series_id: number | null;
  series_key: string;
  client_id: number | null;
  comment: string;
  wants_this_master: number;
}

const VISITS = `select v.id, v.version, v.status, v.local_date, v.series_id, coalesce(v.series_key, v.local_date) as series_key,
    v.client_id, v.comment, v.wants_this_master,
    coalesce((select min(l.start_min) from visit_lines l where l.visit_id = v.id), 0) as start_min
  from visits v`;

/** Visits of a series by their original dates. */
export function readSeriesVisits(reader: Reader, seriesId: number): SeriesVisitRow[] {
  return reader.all(sqlText<SeriesVisitRow>(`${VISITS} where v.series_id = ? order by v.series_key, v.id`, seriesId));
}

/** One visit with its place in a series, if it exists. */
export function readSeriesVisit(reader: Reader, visitId: number): SeriesVisitRow | undefined {
  return reader.get(sqlText<SeriesVisitRow>(`${VISITS} where v.id = ?`, visitId));
}

/** A date that has no visit. */
export interface ExceptionRow {
  id: number;
  key_date: string;
  kind: 'excluded' | 'skipped' | 'moved';
  reason: string;
}

/** Exceptions of a series by date. */
export function readExceptions(reader: Reader, seriesId: number): ExceptionRow[] {
  return reader.all(
    query
      .selectFrom('series_exceptions')
      .select(['id', 'key_date', 'kind', 'reason'])
      .where('series_id', '=', seriesId)
      .orderBy('key_date'),
  );
}

export function insertException(
  tx: Tx,
  values: { series_id: number; key_date: LocalDate; kind: ExceptionRow['kind']; reason: string },
): void {
  tx.insert(query.insertInto('series_exceptions').values(values));
}

export function deleteException(tx: Tx, exceptionId: number): void {
  tx.run(query.deleteFrom('series_exceptions').where('id', '=', exceptionId));
}

/** Makes a visit part of a series under an original date; returns its new version. */
export function joinSeries(
  tx: Tx,
  visit: { readonly id: number; readonly version: number },
  seriesId: number,
  key: LocalDate,
): number {
  const version = visit.version + 1;
  tx.run(query.updateTable('visits').set({ series_id: seriesId, series_key: key, version }).where('id', '=', visit.id));
  return version;
}

/** A service of a visit. */
export interface SeriesLineRow {
  id: number;
  service_id: number;
  staff_id: number;
  room_id: number | null;
  start_min: number;
  duration_min: number;
  price_minor: number;
}

/** Services of a visit by start. */
export function readVisitLines(reader: Reader, visitId: number): SeriesLineRow[] {
  return reader.all(
    sqlText<SeriesLineRow>(
      `select id, service_id, staff_id, room_id, start_min, duration_min, price_minor from visit_lines
       where visit_id = ? order by start_min, position`,
      visitId,
    ),
  );
}

/** Whether the log knows a visit that is no longer there. */
export function wasVisitDeleted(reader: Reader, tableNo: number, visitId: number): boolean {
  return (
    reader.get(
      sqlText<{ seq: number }>('select seq from change where table_no = ? and row_id = ? limit 1', tableNo, visitId),
    ) !== undefined
  );
}
