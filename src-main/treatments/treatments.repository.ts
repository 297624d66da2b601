import type { Insertable, Selectable, Updateable } from 'kysely';
import type { PatchTestsTable, ServiceRecordsTable } from '../../db/schema-clients.ts';
import type { VisitStatus } from '../../src-shared/journal/journal.contract.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

export type RecordRow = Selectable<ServiceRecordsTable>;

/** A line of a visit with what its record is about. */
export interface LineRow {
  id: number;
  visit_id: number;
  client_id: number | null;
  status: VisitStatus;
  local_date: string;
  start_min: number;
  duration_min: number;
  service_id: number;
  service_name: string;
  category_id: number;
  staff_id: number;
  first_name: string;
  last_name: string;
}

const LINES = `select l.id, l.visit_id, v.client_id, v.status, v.local_date, l.start_min, l.duration_min, l.service_id,
    s.name as service_name, s.category_id, l.staff_id, m.first_name, m.last_name
  from visit_lines l join visits v on v.id = l.visit_id join services s on s.id = l.service_id
    join staff m on m.id = l.staff_id`;

/** The lines of a visit in their order. */
export function readVisitLines(reader: Reader, visitId: number): LineRow[] {
  return reader.all(sqlText<LineRow>(`${LINES} where l.visit_id = ? order by l.position, l.id`, visitId));
}

/** One line, if it exists. */
export function findLine(reader: Reader, lineId: number): LineRow | undefined {
  return reader.get(sqlText<LineRow>(`${LINES} where l.id = ?`, lineId));
}

/** Whether there is such a visit. */
export function existsVisit(reader: Reader, visitId: number): boolean {
  return reader.get(query.selectFrom('visits').select('id').where('id', '=', visitId)) !== undefined;
}

/** What the tests and the list of a client are refused by: somebody who is not there, was forgotten or merged. */
export function findClientName(
  reader: Reader,
  clientId: number,
): { first_name: string; last_name: string } | undefined {
  return reader.get(
    sqlText<{ first_name: string; last_name: string }>(
      'select first_name, last_name from clients where id = ? and erased_at_ms is null and merged_into_id is null',
      clientId,
    ),
  );
}

/** Records of a visit, those of removed lines too. */
export function readRecordsOfVisit(reader: Reader, visitId: number): RecordRow[] {
  return reader.all(query.selectFrom('service_records').selectAll().where('visit_id', '=', visitId).orderBy('id'));
}

/** The record of a line, if there is one. */
export function findRecordOfLine(reader: Reader, lineId: number): RecordRow | undefined {
  return reader.get(query.selectFrom('service_records').selectAll().where('visit_line_id', '=', lineId));
}

/** A record of a client with where and by whom it was done. */
export interface ClientRecordRow extends RecordRow {
  status: VisitStatus;
  local_date: string;
  start_min: number | null;
  duration_min: number | null;
  service_name: string;
  category_id: number;
  first_name: string;
  last_name: string;
}

/** Everything that was done for a client, newest first. A line that stands tells service and master; else the record. */
export function readRecordsOfClient(reader: Reader, clientId: number): ClientRecordRow[] {
  return reader.all(
    sqlText<ClientRecordRow>(
      `select r.id, r.visit_line_id, r.visit_id, r.client_id, coalesce(l.service_id, r.service_id) as service_id,
         coalesce(l.staff_id, r.staff_id) as staff_id, r.outcome, r.score, r.would_return, r.would_recommend,
         r.created_at_ms, r.created_by, r.version, v.status, v.local_date, l.start_min, l.duration_min,
         s.name as service_name, s.category_id, m.first_name, m.last_name
       from service_records r join visits v on v.id = r.visit_id left join visit_lines l on l.id = r.visit_line_id
         join services s on s.id = coalesce(l.service_id, r.service_id)
         join staff m on m.id = coalesce(l.staff_id, r.staff_id)
       where r.client_id = ? order by v.local_date desc, r.id desc`,
      clientId,
    ),
  );
}

/** A version of a formula with who wrote it. */
export interface FormulaRow {
  id: number;
  record_id: number;
  number: number;
  bowls_json: string;
  note: string;
  created_at_ms: number;
  by_name: string | null;
}

/** All versions of some records, newest first. */
export function readFormulas(reader: Reader, recordIds: readonly number[]): FormulaRow[] {
  if (recordIds.length === 0) return [];
  return reader.all(
    sqlText<FormulaRow>(
      `select f.id, f.record_id, f.number, f.bowls_json, f.note, f.created_at_ms, u.name as by_name
       from json_each(?) i join formulas f on f.record_id = i.value left join users u on u.id = f.created_by
       order by f.record_id, f.number desc`,
      JSON.stringify(recordIds),
    ),
  );
}

/** Bowls of the newest formulas of the salon. */
export function readNewestBowls(reader: Reader, limit: number): string[] {
  return reader
    .all(sqlText<{ bowls_json: string }>('select bowls_json from formulas order by id desc limit ?', limit))
    .map((row) => row.bowls_json);
}

export function insertRecord(tx: Tx, values: Insertable<ServiceRecordsTable>): number {
  return tx.insert(query.insertInto('service_records').values(values));
}

export function updateRecord(tx: Tx, recordId: number, values: Updateable<ServiceRecordsTable>): void {
  tx.run(query.updateTable('service_records').set(values).where('id', '=', recordId));
}

export function insertFormula(
  tx: Tx,
  values: { recordId: number; number: number; bowlsJson: string; note: string; atMs: number; by: number },
): number {
  return tx.insert(
    query.insertInto('formulas').values({
      record_id: values.recordId,
      number: values.number,
      bowls_json: values.bowlsJson,
      note: values.note,
      created_at_ms: values.atMs,
      created_by: values.by,
    }),
  );
}

export interface PatchTestRow extends Selectable<PatchTestsTable> {
  by_name: string | null;
}

const TESTS = 'select p.*, u.name as by_name from patch_tests p left join users u on u.id = p.created_by';

/** Tests for allergy of a client, newest first; of one day the one written last comes first. */
export function readPatchTests(reader: Reader, clientId: number): PatchTestRow[] {
  return reader.all(
    sqlText<PatchTestRow>(`${TESTS} where p.client_id = ? order by p.tested_on desc, p.id desc`, clientId),
  );
}

export function findPatchTest(reader: Reader, testId: number): PatchTestRow | undefined {
  return reader.get(sqlText<PatchTestRow>(`${TESTS} where p.id = ?`, testId));
}

export function insertPatchTest(tx: Tx, values: Insertable<PatchTestsTable>): number {
  return tx.insert(query.insertInto('patch_tests').values(values));
}

export function updatePatchTest(tx: Tx, testId: number, values: Updateable<PatchTestsTable>): void {
  tx.run(query.updateTable('patch_tests').set(values).where('id', '=', testId));
}

export function deletePatchTest(tx: Tx, testId: number): void {
  tx.run(query.deleteFrom('patch_tests').where('id', '=', testId));
}

/** The longest time that any service in use gives a test; null when none needs one. */
export function readLongestTestDays(reader: Reader): number | null {
  return (
    reader.get(
      sqlText<{ days: number | null }>('select max(patch_test_days) as days from services where is_archived = 0'),
    )?.days ?? null
  );
}
