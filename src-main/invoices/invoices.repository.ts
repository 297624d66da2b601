import type { Insertable, Selectable } from 'kysely';
import type { InvoicesTable, PayersTable } from '../../db/schema-money.ts';
import type { InvoiceKind } from '../../src-shared/invoices/invoices.rules.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { OP } from '../store/change-log.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

export type PayerRow = Selectable<PayersTable>;

/** A paper with the names that a person reads and the check behind it. */
export interface InvoiceHeadRow {
  readonly id: number;
  readonly kind: InvoiceKind;
  readonly number: number;
  readonly local_date: LocalDate;
  readonly valid_until: LocalDate | null;
  readonly amount_minor: number;
  readonly vat_minor: number;
  readonly payer_json: string;
  readonly client_id: number | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly visit_id: number | null;
  /** Its own check, or the live one of its visit. */
  readonly sale_id: number | null;
  readonly by_name: string | null;
  readonly void_reason: string | null;
}

/** One paper with what was written on it. */
export interface InvoiceWholeRow extends InvoiceHeadRow {
  readonly content_json: string;
}

const HEAD = `i.id, i.kind, i.number, i.local_date, i.valid_until, i.amount_minor, i.vat_minor, i.payer_json, i.client_id,
    c.first_name, c.last_name, i.visit_id, coalesce(i.sale_id, live.sale_id) as sale_id, u.name as by_name,
    gone.reason as void_reason`;
const JOINS = `left join clients c on c.id = i.client_id left join users u on u.id = i.created_by
    left join visit_sales live on live.visit_id = i.visit_id left join invoice_voids gone on gone.invoice_id = i.id`;

/** The statements of the lists; a test explains their plans. */
export const INVOICES_SQL = {
  of: `select ${HEAD} from invoices i ${JOINS}
    where i.id in (
      select id from invoices where sale_id = @saleId
      union select id from invoices where visit_id = @visitId)
    order by i.id desc`,
  one: `select ${HEAD}, i.content_json from invoices i ${JOINS} where i.id = ?`,
  list: `select ${HEAD} from (
      select * from invoices where local_date between @fromDate and coalesce(@beforeDate, @toDate)
        and (@beforeId is null or (local_date, id) < (@beforeDate, @beforeId))
        and (@kind is null or kind = @kind) and (@number is null or number = @number)
        and (@text = '' or replace(replace(fold(payer_json), '"', ''), '\\', '') like @text)
      order by local_date desc, id desc limit @limit) i ${JOINS}
    order by i.local_date desc, i.id desc`,
} as const;

/** Papers of a check or of a visit, the newest first. */
export function readInvoicesOf(
  reader: Reader,
  of: { readonly saleId: number | null; readonly visitId: number | null },
): InvoiceHeadRow[] {
  return reader.all(sqlText<InvoiceHeadRow>(INVOICES_SQL.of, { ...of }));
}

export function readInvoice(reader: Reader, invoiceId: number): InvoiceWholeRow | undefined {
  return reader.get(sqlText<InvoiceWholeRow>(INVOICES_SQL.one, invoiceId));
}

/** What narrows the list; `text` is folded. */
export interface InvoiceFilter {
  readonly fromDate: LocalDate;
  readonly toDate: LocalDate;
  readonly kind: InvoiceKind | null;
  readonly number: number | null;
  readonly text: string;
  readonly before: { readonly localDate: LocalDate; readonly invoiceId: number } | null;
  readonly limit: number;
}

/** A page of papers, newest first. */
export function readInvoices(reader: Reader, { text, before, ...filter }: InvoiceFilter): InvoiceHeadRow[] {
  return reader.all(
    sqlText<InvoiceHeadRow>(INVOICES_SQL.list, {
      ...filter,
      text: text === '' ? '' : `%${text.replaceAll(/[%_"\\]/gu, '')}%`,
      beforeDate: before?.localDate ?? null,
      beforeId: before?.invoiceId ?? null,
    }),
  );
}

/** The paper that a press of a button gave out before. */
export function findInvoiceByKey(reader: Reader, key: string): { id: number } | undefined {
  return reader.get(query.selectFrom('invoices').select('id').where('request_key', '=', key));
}

/** The last number of a kind in a year; 0 = none yet. */
export function lastNumber(reader: Reader, kind: InvoiceKind, year: number): number {
  const row = reader.get(
    sqlText<{ number: number | null }>(
      'select max(number) as number from invoices where kind = ? and year = ?',
      kind,
      year,
    ),
  );
  return row?.number ?? 0;
}

/** A VAT invoice in force beside another one of the same check; there is never one. */
export function findSaleWithTwo(reader: Reader): { number: number; local_date: LocalDate } | undefined {
  return reader.get(
    sqlText<{ number: number; local_date: LocalDate }>(
      `select max(number) as number, max(local_date) as local_date from invoices
        where kind = 'vat_invoice' and sale_id is not null
          and not exists (select 1 from invoice_voids gone where gone.invoice_id = invoices.id)
        group by sale_id having count(*) > 1 limit 1`,
    ),
  );
}

export function insertInvoice(tx: Tx, values: Insertable<InvoicesTable>): number {
  return tx.insert(query.insertInto('invoices').values(values));
}

export function insertVoid(
  tx: Tx,
  values: { invoice_id: number; at_ms: number; voided_by: number | null; reason: string },
): void {
  tx.insert(query.insertInto('invoice_voids').values(values));
}

/** Kept requisites of a client, the newest first. */
export function readPayers(reader: Reader, clientId: number): PayerRow[] {
  return reader.all(query.selectFrom('payers').selectAll().where('client_id', '=', clientId).orderBy('id', 'desc'));
}

export function findPayer(reader: Reader, payerId: number): PayerRow | undefined {
  return reader.get(query.selectFrom('payers').selectAll().where('id', '=', payerId));
}

export function insertPayer(tx: Tx, values: Insertable<PayersTable>): number {
  return tx.insert(query.insertInto('payers').values(values));
}

export function updatePayer(tx: Tx, payerId: number, values: Partial<Insertable<PayersTable>>): void {
  tx.run(query.updateTable('payers').set(values).where('id', '=', payerId));
}

export function deletePayer(tx: Tx, payerId: number): void {
  tx.run(query.deleteFrom('payers').where('id', '=', payerId));
}

/** The client of a card, for their own name on a paper. */
export function readClientName(
  reader: Reader,
  clientId: number,
): { first_name: string; last_name: string; middle_name: string; erased_at_ms: number | null } | undefined {
  return reader.get(
    query
      .selectFrom('clients')
      .select(['first_name', 'last_name', 'middle_name', 'erased_at_ms'])
      .where('id', '=', clientId),
  );
}

/** Papers that a command gave out. */
export function readInvoicesOfCommand(
  reader: Reader,
  tableNo: number,
  command: { readonly first_seq: number; readonly change_count: number },
): number[] {
  return reader
    .all(
      sqlText<{ row_id: number }>(
        'select row_id from change where table_no = ? and op = ? and seq between ? and ?',
        tableNo,
        OP.insert,
        command.first_seq,
        command.first_seq + command.change_count - 1,
      ),
    )
    .map((row) => row.row_id);
}
