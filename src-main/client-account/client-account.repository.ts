import type { Insertable } from 'kysely';
import type { TendersTable } from '../../db/schema-money.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { DocumentKind } from '../../src-shared/ledger/accounts.rules.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

/** What the account needs of a client. */
export interface AccountClientRow {
  readonly id: number;
  readonly version: number;
  readonly first_name: string;
  readonly last_name: string;
  readonly debt_limit_minor: number | null;
}

/** A client who is there: not erased, not merged into another card. */
export function findClient(reader: Reader, clientId: number): AccountClientRow | undefined {
  return reader.get(
    sqlText<AccountClientRow>(
      `select id, version, first_name, last_name, debt_limit_minor from clients
         where id = ? and erased_at_ms is null and merged_into_id is null`,
      clientId,
    ),
  );
}

/** An entry of the client's own accounts, with the day of its document. */
export interface AccountEntryRow {
  readonly document_id: number;
  readonly local_date: LocalDate;
  readonly event: string;
  readonly debit_account: number;
  readonly debit_object: number;
  readonly credit_account: number;
  readonly credit_object: number;
  readonly amount_minor: number;
}

/** Entries of a client's debts, deposit and bonuses, in the order of the business dates. */
export function readAccountEntries(reader: Reader, clientId: number): AccountEntryRow[] {
  return reader.all(
    sqlText<AccountEntryRow>(
      `select document_id, local_date, event, debit_account, debit_object, credit_account, credit_object, amount_minor
         from ledger_entries
         where client_id = ? and (debit_account in (1100, 2100, 2400) or credit_account in (1100, 2100, 2400))
         order by local_date, document_id, id`,
      clientId,
    ),
  );
}

/** A document with what a row of the account shows of it. */
export interface AccountDocumentRow {
  readonly id: number;
  readonly kind: DocumentKind;
  readonly number: number;
  readonly local_date: LocalDate;
  readonly at_ms: number;
  readonly by_name: string | null;
  readonly sale_id: number | null;
  readonly sale_number: number | null;
  readonly titles_json: string;
  readonly reason: string;
  readonly comment: string;
  readonly reverses_number: number | null;
  readonly reverses_kind: DocumentKind | null;
  readonly is_reversed: 0 | 1;
}

/** The named documents. */
export function readDocuments(reader: Reader, ids: readonly number[]): AccountDocumentRow[] {
  return reader.all(
    sqlText<AccountDocumentRow>(
      `select d.id, d.kind, d.number, d.local_date, d.at_ms, u.name as by_name, s.id as sale_id,
           sd.number as sale_number, d.reason, d.comment, o.number as reverses_number, o.kind as reverses_kind,
           exists (select 1 from ledger_documents r where r.reverses_id = d.id) as is_reversed,
           coalesce((select json_group_array(title) from
             (select l.title from sale_lines l where l.sale_id = s.id order by l.position limit 4)), '[]') as titles_json
         from json_each(?) as wanted join ledger_documents d on d.id = wanted.value
         left join users u on u.id = d.created_by
         left join ledger_documents o on o.id = d.reverses_id
         left join sales s on s.id = coalesce(d.sale_id, (select id from sales where document_id = d.id))
         left join ledger_documents sd on sd.id = s.document_id`,
      JSON.stringify(ids),
    ),
  );
}

/** A sale that is not paid in full. */
export interface OpenDebtRow {
  readonly sale_id: number;
  readonly client_id: number;
  readonly number: number;
  readonly local_date: LocalDate;
  readonly net_minor: number;
  readonly debt_minor: number;
}

const OWED = `coalesce((select sum(amount_minor) from ledger_entries where debit_account = 1100 and debit_object = s.id), 0)
    - coalesce((select sum(amount_minor) from ledger_entries where credit_account = 1100 and credit_object = s.id), 0)`;

const DEBTS = `select s.id as sale_id, s.client_id, d.number, s.local_date, s.net_minor, ${OWED} as debt_minor
  from sales s join ledger_documents d on d.id = s.document_id
  where s.debt_minor > 0`;

/** Every sale that was left as a debt, with what is still owed of it: ten years have thousands, of which few are open. */
export const OWED_SQL = `select s.id, ${OWED} as minor from sales s indexed by sales_debt
  where s.debt_minor > 0 and s.client_id is not null`;

/** Sales that somebody owes for, the oldest first; of one client when named. */
export function readOpenDebts(reader: Reader, clientId: number | null): OpenDebtRow[] {
  if (clientId !== null) {
    const rows = reader.all(sqlText<OpenDebtRow>(`${DEBTS} and s.client_id = ? order by s.id`, clientId));
    return rows.filter(({ debt_minor: debt }) => debt !== 0);
  }
  const open = reader.all(sqlText<{ id: number; minor: number }>(OWED_SQL)).filter(({ minor }) => minor !== 0);
  return reader.all(
    sqlText<OpenDebtRow>(
      `${DEBTS} and s.id in (select value from json_each(?)) order by s.client_id, s.id`,
      JSON.stringify(open.map(({ id }) => id)),
    ),
  );
}

/** What is still owed for one sale, and whose it is. */
export function findDebt(reader: Reader, saleId: number): OpenDebtRow | undefined {
  return reader.get(sqlText<OpenDebtRow>(`${DEBTS} and s.id = ?`, saleId));
}

/** Titles of a sale's first lines. */
export function readTitles(reader: Reader, saleId: number): string[] {
  return reader
    .all(sqlText<{ title: string }>('select title from sale_lines where sale_id = ? order by position limit 4', saleId))
    .map(({ title }) => title);
}

/** Deposits by client, from the index of their entries alone; a test explains the plan. */
export const DEPOSITS_SQL = `select client_id, sum(amount_minor * ((credit_account = 2100) - (debit_account = 2100))) as minor
  from ledger_entries indexed by ledger_entries_deposit
  where client_id is not null and (debit_account = 2100 or credit_account = 2100)
  group by client_id having minor <> 0`;

/** Deposits by client, those of nobody's 0 left out. */
export function readDeposits(reader: Reader): { client_id: number; minor: number }[] {
  return reader.all(sqlText<{ client_id: number; minor: number }>(DEPOSITS_SQL));
}

/** Names and limits of clients, erased ones too: their money is still in the books. */
export function readDebtorClients(
  reader: Reader,
  ids: readonly number[],
): (AccountClientRow & { last_visit_on: LocalDate | null })[] {
  return reader.all(
    sqlText<AccountClientRow & { last_visit_on: LocalDate | null }>(
      `select c.id, c.version, c.first_name, c.last_name, c.debt_limit_minor,
           (select max(v.local_date) from visits v where v.client_id = c.id and v.status = 'completed') as last_visit_on
         from json_each(?) as wanted join clients c on c.id = wanted.value`,
      JSON.stringify(ids),
    ),
  );
}

/** A visit that a charge may be for. */
export interface MissedVisitRow {
  readonly id: number;
  readonly local_date: LocalDate;
  readonly start_min: number;
  readonly status: 'no_show' | 'cancelled';
  readonly titles_json: string;
  readonly plan_minor: number;
}

/** Visits from a day on that a client did not come to or cancelled late, the newest first. */
export function readMissedVisits(reader: Reader, clientId: number, fromDate: LocalDate): MissedVisitRow[] {
  return reader.all(
    sqlText<MissedVisitRow>(
      `select v.id, v.local_date, v.status, min(l.start_min) as start_min, sum(l.price_minor) as plan_minor,
           json_group_array(s.name) as titles_json
         from visits v join visit_lines l on l.visit_id = v.id join services s on s.id = l.service_id
         where v.client_id = ? and v.local_date >= ?
           and (v.status = 'no_show' or (v.status = 'cancelled' and v.is_late_cancel = 1 and v.cancelled_by = 'client'))
         group by v.id order by v.local_date desc, v.id desc limit 10`,
      clientId,
      fromDate,
    ),
  );
}

/** A tender of a document. */
export interface TenderRow {
  readonly id: number;
  readonly sale_id: number | null;
  readonly kind: TendersTable['kind'];
  readonly account_id: number | null;
  readonly certificate_id: number | null;
  readonly amount_minor: number;
  readonly reference: string;
}

/** Tenders of a document in their order. */
export function readTenders(reader: Reader, documentId: number): TenderRow[] {
  return reader.all(
    sqlText<TenderRow>(
      `select id, sale_id, kind, account_id, certificate_id, amount_minor, reference from tenders
         where document_id = ? order by position`,
      documentId,
    ),
  );
}

/** Writes a tender. */
export function insertTender(tx: Tx, row: Insertable<TendersTable>): number {
  return tx.insert(query.insertInto('tenders').values(row));
}

/** The article of expense with a name, made when there is none. */
export function articleNamed(tx: Tx, name: string): number {
  const known = tx.get(query.selectFrom('expense_articles').select('id').where('name', '=', name));
  return known?.id ?? tx.insert(query.insertInto('expense_articles').values({ name }));
}
