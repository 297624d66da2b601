import type { Insertable } from 'kysely';
import type { SaleDiscountsTable, SaleLinesTable, SalesTable, TendersTable } from '../../db/schema-money.ts';
import type { LineKind } from '../../src-shared/checkout/pricing.rules.ts';
import type { TenderKind } from '../../src-shared/checkout/tenders.rules.ts';
import type { DiscountSource } from '../../src-shared/checkout/pricing.rules.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { insertRows } from '../store/insert.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { DEBT_OF_SALE } from './visit-sales.repository.ts';

/** Writes the head of a sale. */
export function insertSale(tx: Tx, row: Insertable<SalesTable>): number {
  return insertRows(tx, 'sales', [row]);
}

/** Writes lines of a sale; returns the id of the first, the others follow it. */
export function insertSaleLines(tx: Tx, lines: readonly Insertable<SaleLinesTable>[]): number {
  return insertRows(tx, 'sale_lines', lines);
}

/** Writes what came off lines. */
export function insertSaleDiscounts(tx: Tx, discounts: readonly Insertable<SaleDiscountsTable>[]): void {
  insertRows(tx, 'sale_discounts', discounts);
}

/** Writes tenders of any document. */
export function insertTenders(tx: Tx, tenders: readonly Insertable<TendersTable>[]): void {
  insertRows(tx, 'tenders', tenders);
}

/** Writes a tender of any document. */
export function insertTender(tx: Tx, row: Insertable<TendersTable>): void {
  insertTenders(tx, [row]);
}

/** Makes a sale the live one of its visit (I15). */
export function insertVisitSale(tx: Tx, visitId: number, saleId: number): void {
  insertRows(tx, 'visit_sales', [{ visit_id: visitId, sale_id: saleId }]);
}

/** A client as a payment looks at them: their own limit of debt (T3). */
export function readPayer(
  reader: Reader,
  clientId: number,
): { first_name: string; last_name: string; debt_limit_minor: number | null } | undefined {
  return reader.get(
    sqlText<{ first_name: string; last_name: string; debt_limit_minor: number | null }>(
      'select first_name, last_name, debt_limit_minor from clients where id = ?',
      clientId,
    ),
  );
}

/** A sale that is still owed. */
export interface DebtRow {
  readonly id: number;
  readonly document_id: number;
  readonly number: number;
  readonly debt_minor: number;
}

/** The statements of lists and cards; a test explains their plans. */
export const SALES_SQL = {
  debts: `select * from (
      select s.id, s.document_id, d.number, ${DEBT_OF_SALE} as debt_minor
      from sales s cross join ledger_documents d on d.id = s.document_id
      where s.client_id = ? and s.debt_minor > 0 order by s.local_date, s.id)
    where debt_minor > 0`,
  head: `select s.id, s.document_id, s.visit_id, s.client_id, s.local_date, s.priced_on, s.gross_minor, s.discount_minor,
      s.net_minor, s.comment, d.number, d.at_ms, d.shift_id, u.name as cashier, c.first_name, c.last_name,
      ${DEBT_OF_SALE} as debt_minor,
      exists (select 1 from ledger_documents r where r.reverses_id = d.id) as is_reversed,
      coalesce((select sum(t.amount_minor) from tenders t where t.sale_id = s.id), 0) as tendered_minor,
      coalesce((select sum(f.net_minor) from sale_lines l join refund_lines f on f.sale_line_id = l.id
        where l.sale_id = s.id
          and not exists (select 1 from ledger_documents r where r.reverses_id = f.document_id)), 0) as refunded_minor,
      (select count(*) from sale_lines l where l.sale_id = s.id and l.covered_by_id is not null) as covered,
      (select count(*) from sale_lines l join refund_lines f on f.sale_line_id = l.id
        where l.sale_id = s.id and l.covered_by_id is not null
          and not exists (select 1 from ledger_documents r where r.reverses_id = f.document_id)) as given_back
    from sales s cross join ledger_documents d on d.id = s.document_id
    left join users u on u.id = d.created_by left join clients c on c.id = s.client_id`,
  lines: `select l.*, p.first_name as staff_first, p.last_name as staff_last, q.first_name as seller_first,
      q.last_name as seller_last, coalesce(sold.number, pass.number) as own_number,
      coalesce((select sum(f.quantity_milli) from refund_lines f where f.sale_line_id = l.id
        and not exists (select 1 from ledger_documents r where r.reverses_id = f.document_id)), 0) as refunded_quantity_milli,
      coalesce((select sum(f.net_minor) from refund_lines f where f.sale_line_id = l.id
        and not exists (select 1 from ledger_documents r where r.reverses_id = f.document_id)), 0) as refunded_minor
    from sale_lines l left join staff p on p.id = l.staff_id left join staff q on q.id = l.seller_id
    left join certificates sold on sold.id = l.certificate_id left join memberships pass on pass.id = l.membership_id
    where l.sale_id = ? order by l.position`,
  discounts: `select x.* from sale_lines l cross join sale_discounts x on x.sale_line_id = l.id
    where l.sale_id = ? order by x.id`,
  tenders: `select t.id, t.document_id, t.kind, t.account_id, a.name as account, t.certificate_id, k.number as certificate,
      t.amount_minor, t.given_minor, t.change_minor, t.reference
    from tenders t left join money_accounts a on a.id = t.account_id left join certificates k on k.id = t.certificate_id
    where t.sale_id = ? order by t.id`,
  documents: `select d.id, d.kind, d.number, d.local_date, d.at_ms, d.amount_minor, d.reason, u.name as by_name,
      exists (select 1 from ledger_documents r where r.reverses_id = d.id) as is_reversed,
      (select json_group_array(json_object('kind', kind, 'amountMinor', minor)) from (
        select kind, sum(amount_minor) as minor from tenders where document_id = d.id group by kind order by min(position)
      )) as money_json
    from ledger_documents d left join users u on u.id = d.created_by
    where d.id in (
      select id from ledger_documents where sale_id = @saleId
      union select document_id from tenders where sale_id = @saleId
      union select id from ledger_documents where reverses_id = @documentId
      union select r.id from ledger_documents o join ledger_documents r on r.reverses_id = o.id where o.sale_id = @saleId)
      and d.id <> @documentId
    order by d.id`,
  unpaid: `select v.id, v.local_date, v.client_id, c.first_name, c.last_name,
      coalesce((select min(start_min) from visit_lines where visit_id = v.id), 0) as start_min,
      coalesce((select sum(price_minor) from visit_lines where visit_id = v.id), 0) as plan_minor
    from visits v left join clients c on c.id = v.client_id
    where v.local_date between ? and ? and v.status = 'completed'
      and not exists (select 1 from visit_sales own where own.visit_id = v.id)
    order by v.local_date, start_min, v.id`,
  listTitles: `select sale_id, kind, title from sale_lines where sale_id in (select value from json_each(?))
    order by sale_id, position`,
  listTenders: `select sale_id, kind, sum(amount_minor) as amount_minor from tenders
    where sale_id in (select value from json_each(?)) group by sale_id, kind`,
} as const;

/** Debts of a client, the oldest first (T3). */
export function readDebts(reader: Reader, clientId: number): DebtRow[] {
  return reader.all(sqlText<DebtRow>(SALES_SQL.debts, clientId));
}

/** The head of a sale with everything that lists say of it. */
export interface SaleHeadRow {
  readonly id: number;
  readonly document_id: number;
  readonly visit_id: number | null;
  readonly client_id: number | null;
  readonly local_date: LocalDate;
  readonly priced_on: LocalDate;
  readonly gross_minor: number;
  readonly discount_minor: number;
  readonly net_minor: number;
  readonly comment: string;
  readonly number: number;
  readonly at_ms: number;
  readonly shift_id: number | null;
  readonly cashier: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly debt_minor: number;
  readonly is_reversed: 0 | 1;
  /** What was given less what was given back. */
  readonly tendered_minor: number;
  readonly refunded_minor: number;
  /** Lines that a membership covers, and how many of them went back: they cost nothing. */
  readonly covered: number;
  readonly given_back: number;
}

/** One sale. */
export function readSaleHead(reader: Reader, saleId: number): SaleHeadRow | undefined {
  return reader.get(sqlText<SaleHeadRow>(`${SALES_SQL.head} where s.id = ?`, saleId));
}

/** Some sales. */
export function readSaleHeads(reader: Reader, saleIds: readonly number[]): SaleHeadRow[] {
  return reader.all(
    sqlText<SaleHeadRow>(
      `${SALES_SQL.head} where s.id in (select value from json_each(?)) order by s.id`,
      JSON.stringify(saleIds),
    ),
  );
}

/** The sale that a document posted. */
export function readSaleOfDocument(
  reader: Reader,
  documentId: number,
):
  | {
      readonly id: number;
      readonly debt_minor: number;
      readonly visit_id: number | null;
      readonly client_id: number | null;
    }
  | undefined {
  return reader.get(
    sqlText<{ id: number; debt_minor: number; visit_id: number | null; client_id: number | null }>(
      'select id, debt_minor, visit_id, client_id from sales where document_id = ?',
      documentId,
    ),
  );
}

/** What narrows a list of sales. */
export interface SalesFilter {
  readonly fromDate: LocalDate;
  readonly toDate: LocalDate;
  readonly clientId: number | null;
  readonly visitId: number | null;
  readonly shiftId: number | null;
  readonly beforeId: number | null;
  readonly limit: number;
}

/**
 * The statement of a list of sales, by business date, the newest first.
 *
 * Each way of narrowing has an index of its own that gives the order, too: what a row says is read of the shown ones only,
 * however long the period is.
 */
export function salesListSql(filter: Pick<SalesFilter, 'clientId' | 'visitId' | 'shiftId'>): string {
  const by =
    filter.visitId !== null
      ? 's.visit_id = @visitId and'
      : filter.clientId !== null
        ? 's.client_id = @clientId and'
        : filter.shiftId !== null
          ? 's.document_id in (select id from ledger_documents where shift_id = @shiftId) and'
          : '';
  return `${SALES_SQL.head} where s.id in (
      select s.id from sales s where ${by} s.local_date between @fromDate
          and coalesce((select min(local_date, @toDate) from sales where id = @beforeId), @toDate)
        and (@clientId is null or s.client_id = @clientId)
        and (@shiftId is null or (select shift_id from ledger_documents where id = s.document_id) = @shiftId)
        and (@beforeId is null or (s.local_date, s.id) < (select local_date, id from sales where id = @beforeId))
      order by s.local_date desc, s.id desc limit @limit)
    order by s.local_date desc, s.id desc`;
}

/** Sales of a period, newest first. */
export function readSales(reader: Reader, filter: SalesFilter): SaleHeadRow[] {
  return reader.all(sqlText<SaleHeadRow>(salesListSql(filter), { ...filter }));
}

/** What the lines of some sales are called, in their order; '' = by their kind. */
export function readSaleTitles(
  reader: Reader,
  saleIds: readonly number[],
): { sale_id: number; kind: LineKind; title: string }[] {
  return reader.all(sqlText(SALES_SQL.listTitles, JSON.stringify(saleIds)));
}

/** What was paid and given back of some sales by each kind. */
export function readSaleKinds(
  reader: Reader,
  saleIds: readonly number[],
): { sale_id: number; kind: TenderKind; amount_minor: number }[] {
  return reader.all(
    sqlText<{ sale_id: number; kind: TenderKind; amount_minor: number }>(
      SALES_SQL.listTenders,
      JSON.stringify(saleIds),
    ),
  );
}

/** A line of a posted sale. */
export interface SaleLineRow {
  readonly id: number;
  readonly kind: LineKind;
  readonly title: string;
  readonly visit_line_id: number | null;
  readonly service_id: number | null;
  readonly product_id: number | null;
  readonly covered_by_id: number | null;
  readonly staff_id: number | null;
  readonly seller_id: number | null;
  readonly staff_first: string | null;
  readonly staff_last: string | null;
  readonly seller_first: string | null;
  readonly seller_last: string | null;
  /** Of the certificate or membership that it sold. */
  readonly own_number: string | null;
  readonly quantity_milli: number;
  readonly list_price_minor: number;
  readonly price_minor: number;
  readonly gross_minor: number;
  readonly net_minor: number;
  readonly recognised_minor: number;
  readonly bonus_minor: number;
  readonly vat_bp: number | null;
  readonly vat_minor: number;
  readonly earns_bonus: 0 | 1;
  readonly why_json: string;
  readonly refunded_quantity_milli: number;
  readonly refunded_minor: number;
}

/** Lines of a sale in their order. */
export function readSaleLines(reader: Reader, saleId: number): SaleLineRow[] {
  return reader.all(sqlText<SaleLineRow>(SALES_SQL.lines, saleId));
}

/** What came off the lines of a sale. */
export function readSaleDiscounts(
  reader: Reader,
  saleId: number,
): {
  sale_line_id: number;
  source: DiscountSource;
  source_id: number | null;
  title: string;
  rate_bp: number | null;
  amount_minor: number;
  reason: string;
}[] {
  return reader.all(sqlText(SALES_SQL.discounts, saleId));
}

/** A tender of a sale, given (+) or given back (−). */
export interface SaleTenderRow {
  readonly id: number;
  readonly document_id: number;
  readonly kind: TenderKind;
  readonly account_id: number | null;
  readonly account: string | null;
  readonly certificate_id: number | null;
  readonly certificate: string | null;
  readonly amount_minor: number;
  readonly given_minor: number | null;
  readonly change_minor: number | null;
  readonly reference: string;
}

/** Tenders of a sale, as they came. */
export function readSaleTenders(reader: Reader, saleId: number): SaleTenderRow[] {
  return reader.all(sqlText<SaleTenderRow>(SALES_SQL.tenders, saleId));
}

/** Change that stayed with the salon as a deposit: given in the document of the sale, and no part of it. */
export function readKeptChange(reader: Reader, documentId: number): number {
  return reader.get(
    sqlText<{ minor: number }>(
      'select coalesce(sum(amount_minor), 0) as minor from tenders where document_id = ? and sale_id is null',
      documentId,
    ),
  )!.minor;
}

/** What was posted after a sale. */
export function readSaleDocuments(
  reader: Reader,
  sale: { readonly saleId: number; readonly documentId: number },
): {
  id: number;
  kind: string;
  number: number;
  local_date: LocalDate;
  at_ms: number;
  amount_minor: number;
  reason: string;
  by_name: string | null;
  is_reversed: 0 | 1;
  money_json: string;
}[] {
  return reader.all(sqlText(SALES_SQL.documents, { ...sale }));
}

/** Completed visits without a live sale. */
export function readUnpaid(
  reader: Reader,
  fromDate: LocalDate,
  toDate: LocalDate,
): {
  id: number;
  local_date: LocalDate;
  client_id: number | null;
  first_name: string | null;
  last_name: string | null;
  start_min: number;
  plan_minor: number;
}[] {
  return reader.all(sqlText(SALES_SQL.unpaid, fromDate, toDate));
}

/** What was handed back, owed and granted of a document: for the repeated press of a button (T18). */
export function readOutcome(
  reader: Reader,
  documentId: number,
): { readonly change_minor: number; readonly paid_minor: number; readonly bonus_minor: number } {
  return reader.get(
    sqlText<{ change_minor: number; paid_minor: number; bonus_minor: number }>(
      `select coalesce(sum(change_minor), 0) as change_minor, coalesce(sum(amount_minor), 0) as paid_minor,
         (select coalesce(sum(amount_minor), 0) from ledger_entries where document_id = @documentId and event = 'E20') as bonus_minor
       from tenders where document_id = @documentId`,
      { documentId },
    ),
  )!;
}

/** What earns and what has paid of a sale in bonuses, less what was given back (T11, P9). */
export function readBonusBase(
  reader: Reader,
  saleId: number,
): { readonly base_minor: number; readonly spent_minor: number } {
  return reader.get(
    sqlText<{ base_minor: number; spent_minor: number }>(
      `select coalesce(sum(l.net_minor - coalesce((select sum(f.net_minor) from refund_lines f where f.sale_line_id = l.id
           and not exists (select 1 from ledger_documents r where r.reverses_id = f.document_id)), 0)), 0) as base_minor,
         (select coalesce(sum(amount_minor), 0) from tenders where sale_id = @saleId and kind = 'bonus') as spent_minor
       from sale_lines l where l.sale_id = @saleId and l.earns_bonus = 1`,
      { saleId },
    ),
  )!;
}
