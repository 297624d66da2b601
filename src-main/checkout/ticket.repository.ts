import type { VisitStatus } from '../../src-shared/journal/journal.contract.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

/** A visit as its check begins with it. */
export interface TicketVisitRow {
  readonly id: number;
  readonly client_id: number | null;
  readonly local_date: LocalDate;
  readonly status: VisitStatus;
  readonly created_at_ms: number;
  /** The live sale of the visit (I15). */
  readonly sale_id: number | null;
  readonly sale_number: number | null;
}

/** A line of a visit as its check begins with it. */
export interface TicketLineRow {
  readonly id: number;
  readonly service_id: number;
  readonly staff_id: number;
  readonly start_min: number;
  readonly price_minor: number;
  readonly bundle_id: number | null;
}

/** A client as a check looks at them. */
export interface TicketClientRow {
  readonly first_name: string;
  readonly last_name: string;
  readonly debt_limit_minor: number | null;
  /** Price list of the client, else of their category (P1); null = the default one. */
  readonly price_list_id: number | null;
  readonly price_list: string | null;
}

/** A kind of membership or certificate as a check sells it; only certificates have a nominal. */
export interface SoldType {
  readonly id: number;
  readonly name: string;
  readonly price_minor: number | null;
  readonly nominal_minor?: number | null;
}

interface DraftRow {
  readonly id: number;
  readonly content_json: string;
}

/** The statements of a check; a test explains their plans. */
export const TICKET_SQL = {
  visit: `select v.id, v.client_id, v.local_date, v.status, v.created_at_ms,
      (select s.sale_id from visit_sales s where s.visit_id = v.id) as sale_id,
      (select d.number from visit_sales s join sales on sales.id = s.sale_id join ledger_documents d on d.id = sales.document_id
        where s.visit_id = v.id) as sale_number
    from visits v where v.id = ?`,
  lines: `select id, service_id, staff_id, start_min, price_minor, bundle_id
    from visit_lines where visit_id = ? order by start_min, position`,
  client: `select c.first_name, c.last_name, c.debt_limit_minor, l.id as price_list_id, l.name as price_list
    from clients c left join price_lists l on l.is_archived = 0 and l.id = coalesce(
      (select own.id from price_lists own where own.id = c.price_list_id and own.is_archived = 0),
      (select k.price_list_id from client_categories k where k.id = c.category_id))
    where c.id = ? and c.erased_at_ms is null and c.merged_into_id is null`,
  draft: 'select id, content_json from sale_drafts where visit_id = ?',
  /** What the client's sales still owe: the balance of 1100 over their entries. */
  debt: `select coalesce(sum((debit_account = 1100) * amount_minor - (credit_account = 1100) * amount_minor), 0) as minor
    from ledger_entries where client_id = ?`,
  coming: `select v.id from visits v where v.client_id = ? and v.local_date > ?
    and v.status in ('booked', 'confirmed') limit 1`,
  membershipTypes: 'select id, name, price_minor from membership_types where id in (select value from json_each(?))',
  certificateTypes: `select id, name, price_minor, nominal_minor from certificate_types
    where id in (select value from json_each(?))`,
} as const;

/** A visit with its live sale, if it exists. */
export function readTicketVisit(reader: Reader, visitId: number): TicketVisitRow | undefined {
  return reader.get(sqlText<TicketVisitRow>(TICKET_SQL.visit, visitId));
}

/** Lines of a visit in their order. */
export function readTicketLines(reader: Reader, visitId: number): TicketLineRow[] {
  return reader.all(sqlText<TicketLineRow>(TICKET_SQL.lines, visitId));
}

/** A client who is there to be sold to; one that was erased or merged is not. */
export function readTicketClient(reader: Reader, clientId: number): TicketClientRow | undefined {
  return reader.get(sqlText<TicketClientRow>(TICKET_SQL.client, clientId));
}

/** What a client owes of all sales, minor units. */
export function readClientDebt(reader: Reader, clientId: number): number {
  return reader.get(sqlText<{ minor: number }>(TICKET_SQL.debt, clientId))!.minor;
}

/** Whether a client is booked after a day. */
export function isComing(reader: Reader, clientId: number, afterDate: LocalDate): boolean {
  return reader.get(sqlText<{ id: number }>(TICKET_SQL.coming, clientId, afterDate)) !== undefined;
}

/** Kinds of memberships that are sold, by id. */
export function readMembershipTypes(reader: Reader, ids: readonly number[]): ReadonlyMap<number, SoldType> {
  return typesOf(reader, TICKET_SQL.membershipTypes, ids);
}

/** Kinds of certificates that are sold, by id. */
export function readCertificateTypes(reader: Reader, ids: readonly number[]): ReadonlyMap<number, SoldType> {
  return typesOf(reader, TICKET_SQL.certificateTypes, ids);
}

function typesOf(reader: Reader, sql: string, ids: readonly number[]): ReadonlyMap<number, SoldType> {
  if (ids.length === 0) return new Map();
  return new Map(reader.all(sqlText<SoldType>(sql, JSON.stringify(ids))).map((row) => [row.id, row]));
}

/** The kept draft of a visit. */
export function readDraft(reader: Reader, visitId: number): DraftRow | undefined {
  return reader.get(sqlText<DraftRow>(TICKET_SQL.draft, visitId));
}

/** Keeps the draft of a visit in place of the one before. */
export function writeDraft(
  tx: Tx,
  draft: { visitId: number; clientId: number | null; contentJson: string; atMs: number; by: number | null },
): void {
  const known = readDraft(tx, draft.visitId);
  const values = {
    client_id: draft.clientId,
    content_json: draft.contentJson,
    updated_at_ms: draft.atMs,
    updated_by: draft.by,
  };
  if (known) tx.run(query.updateTable('sale_drafts').set(values).where('id', '=', known.id));
  else tx.run(query.insertInto('sale_drafts').values({ visit_id: draft.visitId, ...values }));
}

/** Forgets the draft of a visit. */
export function deleteDraft(tx: Tx, visitId: number): void {
  tx.runSql('delete from sale_drafts where visit_id = ?', [visitId]);
}

/**
 * Prices that a service, its prices and a master's own price had since an instant: what the log keeps of later changes.
 *
 * Asked only where a booking's price is not that of the list: was it the list's when it was booked?
 */
export function readPastPrices(reader: Reader, serviceId: number, staffId: number, sinceMs: number): number[] {
  const rowsOf: readonly [string, string, readonly number[]][] = [
    ['services', '?', [serviceId]],
    ['staff_services', 'select id from staff_services where service_id = ? and staff_id = ?', [serviceId, staffId]],
    ['service_prices', 'select id from service_prices where service_id = ?', [serviceId]],
  ];
  return rowsOf.flatMap(([table, ids, values]) =>
    reader
      .all(sqlText<{ minor: number | null }>(pastPricesSql(ids), table, ...values, sinceMs))
      .flatMap(({ minor }) => minor ?? []),
  );
}

/** Old prices of rows of a table, by the log. */
function pastPricesSql(ids: string): string {
  return `select json_extract(c.old, '$.price_minor') as minor from change c join command k on k.id = c.command_id
    where c.table_no = (select no from log_table where name = ?) and c.row_id in (${ids}) and c.op = 1 and k.at_ms >= ?`;
}
