import type { DocumentKind } from '../../src-shared/ledger/accounts.rules.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { Period } from '../../src-shared/ledger/periods.rules.ts';
import { type Reader, sqlText } from '../store/executor.ts';

/** A document with the names that a person reads. */
export interface NamedDocumentRow {
  readonly id: number;
  readonly kind: DocumentKind;
  readonly number: number;
  readonly local_date: LocalDate;
  readonly at_ms: number;
  readonly amount_minor: number;
  readonly client_id: number | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly by_name: string | null;
  readonly reverses_id: number | null;
  readonly reverses_kind: DocumentKind | null;
  readonly reversed_by: number | null;
  readonly reason: string;
  readonly comment: string;
  readonly shift_id: number | null;
  readonly sale_id: number | null;
  readonly staff_id: number | null;
}

const NAMED = `document.id, document.kind, document.number, document.local_date, document.at_ms, document.amount_minor,
  document.client_id, (select first_name from clients where id = document.client_id) as first_name,
  (select last_name from clients where id = document.client_id) as last_name,
  (select name from users where id = document.created_by) as by_name, document.reverses_id,
  (select kind from ledger_documents where id = document.reverses_id) as reverses_kind,
  (select id from ledger_documents where reverses_id = document.id) as reversed_by,
  document.reason, document.comment, document.shift_id, document.sale_id, document.staff_id`;

/** What the register is narrowed by. */
export interface DocumentAsk extends Period {
  readonly kinds: readonly DocumentKind[];
  readonly clientId: number | null;
  readonly accountId: number | null;
  readonly createdBy: number | null;
  readonly number: number | null;
  readonly text: string;
  readonly after: { readonly localDate: LocalDate; readonly documentId: number } | null;
  readonly limit: number;
}

/** The statement of a page of the register. */
export function documentsSql(ask: DocumentAsk): { sql: string; values: unknown[] } {
  const parts = ['document.local_date >= ?', 'document.local_date <= ?'];
  const values: unknown[] = [ask.fromDate, ask.after?.localDate ?? ask.toDate];
  const add = (sql: string, ...more: unknown[]): void => {
    parts.push(sql);
    values.push(...more);
  };
  if (ask.after) add('(document.local_date, document.id) < (?, ?)', ask.after.localDate, ask.after.documentId);
  if (ask.kinds.length > 0) add('document.kind in (select value from json_each(?))', JSON.stringify(ask.kinds));
  if (ask.clientId !== null) add('document.client_id = ?', ask.clientId);
  if (ask.createdBy !== null) add('document.created_by = ?', ask.createdBy);
  if (ask.number !== null) add('document.number = ?', ask.number);
  if (ask.text !== '') add("(document.comment || ' ' || document.reason) like ? escape '\\'", likeText(ask.text));
  if (ask.accountId !== null) {
    add(
      `exists (select 1 from ledger_entries where document_id = document.id
        and ((debit_account in (1010, 1020, 1030, 1040) and debit_object = ?)
          or (credit_account in (1010, 1020, 1030, 1040) and credit_object = ?)))`,
      ask.accountId,
      ask.accountId,
    );
  }
  return {
    sql: `select ${NAMED} from ledger_documents document where ${parts.join(' and ')}
      order by document.local_date desc, document.id desc limit ?`,
    values: [...values, ask.limit],
  };
}

const likeText = (text: string): string => `%${text.replaceAll(/[\\%_]/gu, String.raw`\$&`)}%`;

/** A page of the register, newest first. */
export function readDocuments(reader: Reader, ask: DocumentAsk): NamedDocumentRow[] {
  const { sql, values } = documentsSql(ask);
  return reader.all(sqlText<NamedDocumentRow>(sql, ...values));
}

/** One document with its names. */
export function readNamedDocument(reader: Reader, documentId: number): NamedDocumentRow | undefined {
  return reader.get(
    sqlText<NamedDocumentRow>(`select ${NAMED} from ledger_documents document where document.id = ?`, documentId),
  );
}

/** The shift of a document. */
export function readShift(reader: Reader, shiftId: number): { number: number; local_date: LocalDate } | undefined {
  return reader.get(
    sqlText<{ number: number; local_date: LocalDate }>(
      'select number, local_date from cash_shifts where id = ?',
      shiftId,
    ),
  );
}

/** First and last name of somebody of the staff. */
export function readStaffName(reader: Reader, staffId: number): { first_name: string; last_name: string } | undefined {
  return reader.get(
    sqlText<{ first_name: string; last_name: string }>('select first_name, last_name from staff where id = ?', staffId),
  );
}

/** What was paid by a document, and with what. */
export function readTenders(
  reader: Reader,
  documentId: number,
): { kind: string; name: string | null; amount_minor: number; reference: string }[] {
  return reader.all(
    sqlText<{ kind: string; name: string | null; amount_minor: number; reference: string }>(
      `select tender.kind, coalesce(account.name, certificate.number) as name, tender.amount_minor, tender.reference
       from tenders tender left join money_accounts account on account.id = tender.account_id
       left join certificates certificate on certificate.id = tender.certificate_id
       where tender.document_id = ? order by tender.position, tender.id`,
      documentId,
    ),
  );
}

/** Files attached to a document, as they were added. */
export function readFileIds(reader: Reader, documentId: number): number[] {
  return reader
    .all(
      sqlText<{ id: number }>('select file_id as id from document_files where document_id = ? order by id', documentId),
    )
    .map(({ id }) => id);
}

/** The check that a document posted or belongs to. */
export interface SaleRow {
  readonly id: number;
  readonly document_id: number;
  readonly number: number;
  readonly visit_id: number | null;
  readonly local_date: LocalDate;
}

/** The check of a document; undefined when there is none. */
export function readSaleOf(reader: Reader, documentId: number, saleId: number | null): SaleRow | undefined {
  return reader.get(
    sqlText<SaleRow>(
      `select sale.id, sale.document_id, head.number, sale.visit_id, sale.local_date from sales sale
       join ledger_documents head on head.id = sale.document_id
       where ${saleId === null ? 'sale.document_id = ?' : 'sale.id = ?'}`,
      saleId ?? documentId,
    ),
  );
}

/** Other documents of the same check, oldest first. */
export function readDocumentsOfSale(reader: Reader, sale: SaleRow): NamedDocumentRow[] {
  return reader.all(
    sqlText<NamedDocumentRow>(
      `select ${NAMED} from ledger_documents document where document.id = ?
       union select ${NAMED} from ledger_documents document where document.sale_id = ? order by 1`,
      sale.document_id,
      sale.id,
    ),
  );
}

/** What an operation of the cash desk was about. */
export interface OperationRow {
  readonly from_name: string | null;
  readonly to_name: string | null;
  readonly article_name: string | null;
  readonly supplier_name: string | null;
  readonly fee_minor: number;
  readonly due_on: LocalDate | null;
}

/** The operation of a document. */
export function readOperation(reader: Reader, documentId: number): OperationRow | undefined {
  return reader.get(
    sqlText<OperationRow>(
      `select (select name from money_accounts where id = from_account_id) as from_name,
         (select name from money_accounts where id = to_account_id) as to_name,
         (select name from expense_articles where id = article_id) as article_name,
         (select name from suppliers where id = supplier_id) as supplier_name, fee_minor, due_on
       from money_operations where document_id = ?`,
      documentId,
    ),
  );
}

/** Who has posted anything. */
export function readPosters(reader: Reader): { id: number; name: string }[] {
  return reader.all(sqlText<{ id: number; name: string }>('select id, name from users order by name'));
}
