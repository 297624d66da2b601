import type { Insertable, Updateable } from 'kysely';
import type { FiscalJobsTable, FiscalShiftsTable } from '../../db/schema-money.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { DocumentKind } from '../../src-shared/ledger/accounts.rules.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

/** A receipt in the queue with its document. */
export interface JobRow {
  readonly id: number;
  readonly version: number;
  readonly status: 'queued' | 'printed' | 'failed' | 'manual';
  readonly attempts: number;
  readonly last_error: string | null;
  readonly created_at_ms: number;
  readonly done_at_ms: number | null;
  readonly uuid: string | null;
  readonly sent_at_ms: number | null;
  readonly next_attempt_ms: number | null;
  readonly answer_json: string | null;
  readonly note: string | null;
  readonly payload_json: string;
  readonly document_id: number;
  readonly kind: DocumentKind;
  readonly number: number;
  readonly local_date: LocalDate;
  readonly sale_id: number | null;
  readonly client_id: number | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly cashier: string | null;
}

const JOBS = `select j.*, d.kind, d.number, d.local_date, coalesce(d.sale_id, s.id) as sale_id, d.client_id,
    c.first_name, c.last_name, u.name as cashier
  from fiscal_jobs j cross join ledger_documents d on d.id = j.document_id
  left join sales s on s.document_id = d.id
  left join clients c on c.id = d.client_id left join users u on u.id = d.created_by`;

/** The statements of lists; a test explains their plans. */
export const FISCAL_SQL = {
  waiting: `${JOBS} where j.status in ('queued', 'failed') and j.id > ? order by j.id limit ?`,
  done: `${JOBS} where j.status in ('printed', 'manual') and j.id < ? order by j.id desc limit ?`,
  all: `${JOBS} where j.id < ? order by j.id desc limit ?`,
  next: `${JOBS} where j.status in ('queued', 'failed') and j.status = 'queued' order by j.id limit 1`,
  ofSale: `${JOBS} where j.document_id in (
      select document_id from sales where id = ?
      union select id from ledger_documents where sale_id = ?
      union select document_id from tenders where sale_id = ?) order by j.id`,
  ofShift: `${JOBS} where j.document_id in (select id from ledger_documents where shift_id = ?) order by j.id`,
  status: `select count(*) filter (where status = 'queued') as waiting, count(*) filter (where status = 'failed') as failed,
      min(created_at_ms) as oldest_at_ms
    from fiscal_jobs where status in ('queued', 'failed')`,
} as const;

/** A page of receipts after one: what waits oldest first, the rest newest first. */
export function readJobs(
  reader: Reader,
  show: 'waiting' | 'done' | 'all',
  pastId: number | null,
  limit: number,
): JobRow[] {
  const past = pastId ?? (show === 'waiting' ? 0 : Number.MAX_SAFE_INTEGER);
  return reader.all(sqlText<JobRow>(FISCAL_SQL[show], past, limit));
}

/** The receipt that all others wait behind. */
export function readNextJob(reader: Reader): JobRow | undefined {
  return reader.get(sqlText<JobRow>(FISCAL_SQL.next));
}

/** Receipts of a check and of everything that followed. */
export function readJobsOfSale(reader: Reader, saleId: number): JobRow[] {
  return reader.all(sqlText<JobRow>(FISCAL_SQL.ofSale, saleId, saleId, saleId));
}

/** Receipts of a cash shift. */
export function readJobsOfShift(reader: Reader, shiftId: number): JobRow[] {
  return reader.all(sqlText<JobRow>(FISCAL_SQL.ofShift, shiftId));
}

/** How many wait, how many were refused, since when. */
export function readQueue(reader: Reader): {
  readonly waiting: number;
  readonly failed: number;
  readonly oldest_at_ms: number | null;
} {
  return reader.get(sqlText<{ waiting: number; failed: number; oldest_at_ms: number | null }>(FISCAL_SQL.status))!;
}

/** One receipt. */
export function findJob(reader: Reader, jobId: number): JobRow | undefined {
  return reader.get(sqlText<JobRow>(`${JOBS} where j.id = ?`, jobId));
}

/** The payload of a document's receipt, if it has one. */
export function findPayload(reader: Reader, documentId: number): string | null {
  return (
    reader.get(
      sqlText<{ payload_json: string }>('select payload_json from fiscal_jobs where document_id = ?', documentId),
    )?.payload_json ?? null
  );
}

/** Puts a receipt into the queue. */
export function insertJob(tx: Tx, row: Insertable<FiscalJobsTable>): void {
  tx.run(query.insertInto('fiscal_jobs').values(row));
}

/** Notes how a receipt went. */
export function updateJob(
  tx: Tx,
  { id, version }: Pick<JobRow, 'id' | 'version'>,
  values: Updateable<FiscalJobsTable>,
): void {
  tx.run(
    query
      .updateTable('fiscal_jobs')
      .set({ ...values, version: version + 1 })
      .where('id', '=', id),
  );
}

/** A cash shift as its register's own shift looks at it. */
interface CashShiftRow {
  readonly id: number;
  readonly number: number;
  readonly closed_at_ms: number | null;
}

/** A cash shift; undefined when there is none of that id. */
export function findCashShift(reader: Reader, shiftId: number): CashShiftRow | undefined {
  return reader.get(sqlText<CashShiftRow>('select id, number, closed_at_ms from cash_shifts where id = ?', shiftId));
}

/** The last shift, when it is closed and had receipts but its register's shift was not closed yet. */
export function findShiftToClose(reader: Reader): CashShiftRow | undefined {
  return reader.get(
    sqlText<CashShiftRow>(
      `select c.id, c.number, c.closed_at_ms from cash_shifts c
         where c.id = (select max(id) from cash_shifts) and c.closed_at_ms is not null
           and not exists (select 1 from cash_shifts o where o.closed_at_ms is null)
           and not exists (select 1 from fiscal_shifts f where f.cash_shift_id = c.id and f.closed_at_ms is not null)
           and exists (select 1 from fiscal_jobs j join ledger_documents d on d.id = j.document_id
             where d.shift_id = c.id and j.status = 'printed')`,
    ),
  );
}

interface FiscalShiftRow {
  readonly id: number;
  readonly version: number;
  readonly shift_number: number | null;
  readonly totals_json: string;
  readonly document_number: number | null;
  readonly closed_at_ms: number | null;
}

/** What the register counted in a shift of the cash desk. */
export function findFiscalShift(reader: Reader, cashShiftId: number): FiscalShiftRow | undefined {
  return reader.get(
    sqlText<FiscalShiftRow>(
      `select id, version, shift_number, totals_json, document_number, closed_at_ms from fiscal_shifts
         where cash_shift_id = ?`,
      cashShiftId,
    ),
  );
}

/** Writes what the register counted. */
export function insertFiscalShift(tx: Tx, row: Insertable<FiscalShiftsTable>): void {
  tx.run(query.insertInto('fiscal_shifts').values(row));
}

/** Notes that the register's shift is closed. */
export function updateFiscalShift(
  tx: Tx,
  { id, version }: Pick<FiscalShiftRow, 'id' | 'version'>,
  values: Updateable<FiscalShiftsTable>,
): void {
  tx.run(
    query
      .updateTable('fiscal_shifts')
      .set({ ...values, version: version + 1 })
      .where('id', '=', id),
  );
}
