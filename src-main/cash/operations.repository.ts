import type { Insertable } from 'kysely';
import type { MoneyOperationsTable } from '../../db/schema-money.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { DocumentKind } from '../../src-shared/ledger/accounts.rules.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

/** Kinds that the list of operations shows; storni of them come with them. */
const LISTED = `('cash_in', 'cash_out', 'transfer', 'settlement', 'expense', 'supplier_bill', 'supplier_payment',
  'tips_payout', 'tips_share', 'staff_payout', 'other_income', 'opening', 'shift_difference', 'difference_decision')`;

export interface OperationRecord {
  readonly id: number;
  readonly kind: DocumentKind;
  readonly number: number;
  readonly local_date: LocalDate;
  readonly at_ms: number;
  readonly amount_minor: number;
  readonly from_name: string | null;
  readonly to_name: string | null;
  readonly article: string | null;
  readonly supplier: string | null;
  readonly staff_first: string | null;
  readonly staff_last: string | null;
  readonly comment: string;
  readonly reason: string;
  readonly by_name: string | null;
  readonly files: number;
  readonly reversed_id: number | null;
  readonly reverses_id: number | null;
  /** Of an opening balance, a difference and a decision: the account that it stands on. */
  readonly place_name: string | null;
  /** Of a difference: the shift that it was found in. */
  readonly shift_number: number | null;
}

export interface OperationsWish {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly kind: DocumentKind | null;
  readonly articleId: number | null;
  readonly supplierId: number | null;
  readonly limit: number;
  readonly offset: number;
}

const FOUND = `from ledger_documents d
   left join ledger_documents o on o.id = d.reverses_id
   left join money_operations m on m.document_id = coalesce(d.reverses_id, d.id)
  where d.local_date between ? and ? and coalesce(o.kind, d.kind) in ${LISTED}
    and coalesce(d.kind = ?, 1) and coalesce(m.article_id = ?, ? is null) and coalesce(m.supplier_id = ?, ? is null)`;

function valuesOf({ from, to, kind, articleId, supplierId }: OperationsWish): unknown[] {
  return [from, to, kind, articleId, articleId, supplierId, supplierId];
}

/** Operations of a period, newest first. */
export function readOperations(reader: Reader, wish: OperationsWish): OperationRecord[] {
  return reader.all(
    sqlText<OperationRecord>(
      `select d.id, d.kind, d.number, d.local_date, d.at_ms, d.amount_minor, d.comment, d.reason, d.reverses_id,
              (select name from money_accounts where id = m.from_account_id) as from_name,
              (select name from money_accounts where id = m.to_account_id) as to_name,
              (select name from expense_articles where id = m.article_id) as article,
              (select name from suppliers where id = m.supplier_id) as supplier,
              case when m.id is null then (select name from money_accounts where id = (
                select case when e.debit_account in (1010, 1020, 1030, 1410) then e.debit_object
                            when e.credit_account in (1010, 1410) then e.credit_object end
                  from ledger_entries e where e.document_id = d.id order by e.id limit 1)) end as place_name,
              case when d.kind = 'shift_difference' then (select number from cash_shifts where id = d.shift_id)
              end as shift_number,
              s.first_name as staff_first, s.last_name as staff_last, u.name as by_name,
              (select count(*) from document_files f where f.document_id = d.id) as files,
              (select id from ledger_documents r where r.reverses_id = d.id) as reversed_id
         from (select d.id as found_id, m.id as operation_id ${FOUND}
                order by d.local_date desc, d.id desc limit ? offset ?) found
         join ledger_documents d on d.id = found.found_id
         left join money_operations m on m.id = found.operation_id
         left join staff s on s.id = d.staff_id
         left join users u on u.id = d.created_by
        order by d.local_date desc, d.id desc`,
      ...valuesOf(wish),
      wish.limit,
      wish.offset,
    ),
  );
}

export function countOperations(reader: Reader, wish: OperationsWish): number {
  return reader.get(sqlText<{ count: number }>(`select count(*) as count ${FOUND}`, ...valuesOf(wish)))!.count;
}

/** Expenses of a period by article, storni taken off; largest first. */
export function readByArticle(
  reader: Reader,
  from: LocalDate,
  to: LocalDate,
): { article_id: number; name: string; minor: number; documents: number }[] {
  return reader.all(
    sqlText(
      `select a.id as article_id, a.name, sum(e.amount_minor) as minor, count(distinct e.document_id) as documents
         from ledger_entries e join expense_articles a on a.id = e.debit_object
        where e.debit_account = 5060 and e.local_date between ? and ?
        group by a.id having minor <> 0 order by minor desc, a.id`,
      from,
      to,
    ),
  );
}

export function insertOperation(tx: Tx, values: Insertable<MoneyOperationsTable>): void {
  tx.insert(query.insertInto('money_operations').values(values));
}

export interface OperationDetails {
  readonly from_account_id: number | null;
  readonly to_account_id: number | null;
  readonly article: string | null;
  readonly supplier: string | null;
  readonly fee_minor: number;
  readonly due_on: LocalDate | null;
}

/** What an operation was about; undefined for a document that is none. */
export function readOperationDetails(reader: Reader, documentId: number): OperationDetails | undefined {
  return reader.get(
    sqlText<OperationDetails>(
      `select m.from_account_id, m.to_account_id, m.fee_minor, m.due_on, a.name as article, p.name as supplier
         from money_operations m
         left join expense_articles a on a.id = m.article_id
         left join suppliers p on p.id = m.supplier_id
        where m.document_id = ?`,
      documentId,
    ),
  );
}

/** The supplier of an operation, if it lies in the archive. */
export function findArchivedSupplier(reader: Reader, documentId: number): { name: string } | undefined {
  return reader.get(
    sqlText<{ name: string }>(
      `select p.name from money_operations m join suppliers p on p.id = m.supplier_id
        where m.document_id = ? and p.is_archived = 1`,
      documentId,
    ),
  );
}

/** Names that the sides of entries are read by. */
export function objectName(reader: Reader, table: 'money_accounts' | 'suppliers' | 'expense_articles', id: number) {
  return reader.get(sqlText<{ name: string }>(`select name from ${table} where id = ?`, id))?.name ?? null;
}

/** The check that a document posted. */
export function findSaleId(reader: Reader, documentId: number): number | null {
  return reader.get(sqlText<{ id: number }>('select id from sales where document_id = ?', documentId))?.id ?? null;
}

export function readReversal(
  reader: Reader,
  documentId: number,
): { id: number; number: number; local_date: LocalDate } | undefined {
  return reader.get(
    sqlText('select id, number, local_date from ledger_documents where reverses_id = ?', documentId),
  ) as { id: number; number: number; local_date: LocalDate } | undefined;
}

export function readClientName(
  reader: Reader,
  id: number | null,
): { first_name: string; last_name: string } | undefined {
  return id === null
    ? undefined
    : reader.get(
        sqlText<{ first_name: string; last_name: string }>(
          'select first_name, last_name from clients where id = ?',
          id,
        ),
      );
}

// Files of documents

export function readFileIds(reader: Reader, documentId: number): number[] {
  return reader
    .all(
      sqlText<{ file_id: number }>('select file_id from document_files where document_id = ? order by id', documentId),
    )
    .map((row) => row.file_id);
}

export function insertDocumentFile(tx: Tx, documentId: number, fileId: number): void {
  tx.insert(query.insertInto('document_files').values({ document_id: documentId, file_id: fileId }));
}

export function deleteDocumentFile(tx: Tx, documentId: number, fileId: number): number {
  return tx.run(query.deleteFrom('document_files').where('document_id', '=', documentId).where('file_id', '=', fileId))
    .changes;
}

// Settlement of cards

export interface UnsettledRow {
  readonly tender_id: number;
  readonly kind: 'card' | 'sbp';
  readonly document_id: number;
  readonly document_kind: DocumentKind;
  readonly number: number;
  readonly local_date: LocalDate;
  readonly at_ms: number;
  readonly amount_minor: number;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly reference: string;
}

/** Card operations of an account that no settlement holds, oldest first: only the days of the period are looked at. */
export function readUnsettled(reader: Reader, accountId: number, from: LocalDate, to: LocalDate): UnsettledRow[] {
  return reader.all(
    sqlText<UnsettledRow>(
      `select t.id as tender_id, t.kind, d.id as document_id, d.kind as document_kind, d.number, d.local_date, d.at_ms,
              t.amount_minor, c.first_name, c.last_name, t.reference
         from ledger_documents d cross join tenders t on t.document_id = d.id
         left join clients c on c.id = d.client_id
        where t.account_id = ? and d.local_date between ? and ?
          and coalesce((select sum(i.sign) from settlement_items i where i.tender_id = t.id), 0) = 0
        order by d.local_date, t.id`,
      accountId,
      from,
      to,
    ),
  );
}

/** A tender as settling needs it. */
export function findTender(
  reader: Reader,
  tenderId: number,
): { account_id: number | null; amount_minor: number; held: number } | undefined {
  return reader.get(
    sqlText<{ account_id: number | null; amount_minor: number; held: number }>(
      `select account_id, amount_minor,
              coalesce((select sum(sign) from settlement_items where tender_id = tenders.id), 0) as held
         from tenders where id = ?`,
      tenderId,
    ),
  );
}

export function insertSettlementItem(tx: Tx, documentId: number, tenderId: number, sign: 1 | -1): void {
  tx.insert(query.insertInto('settlement_items').values({ document_id: documentId, tender_id: tenderId, sign }));
}

export function readSettlementItems(reader: Reader, documentId: number): { tender_id: number; sign: number }[] {
  return reader.all(
    sqlText<{ tender_id: number; sign: number }>(
      'select tender_id, sign from settlement_items where document_id = ? order by id',
      documentId,
    ),
  );
}
