import type { Insertable } from 'kysely';
import type { LedgerDocumentsTable, LedgerEntriesTable } from '../../db/schema-money.ts';
import type { AccountCode, DocumentKind } from '../../src-shared/ledger/accounts.rules.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { OP } from '../store/change-log.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { insertRows } from '../store/insert.ts';
import type { Tx } from '../store/unit-of-work.ts';

/** A posted document as it is kept. */
export interface DocumentRow {
  readonly id: number;
  readonly kind: DocumentKind;
  readonly number: number;
  readonly local_date: LocalDate;
  readonly at_ms: number;
  readonly created_by: number | null;
  readonly shift_id: number | null;
  readonly client_id: number | null;
  readonly staff_id: number | null;
  readonly sale_id: number | null;
  readonly reverses_id: number | null;
  readonly amount_minor: number;
  readonly reason: string;
  readonly comment: string;
}

/** An entry as it is kept. */
export interface EntryRow {
  readonly id: number;
  readonly document_id: number;
  readonly event: string;
  readonly local_date: LocalDate;
  readonly debit_account: AccountCode;
  readonly debit_object: number;
  readonly credit_account: AccountCode;
  readonly credit_object: number;
  readonly amount_minor: number;
  readonly client_id: number | null;
  readonly sale_line_id: number | null;
}

const DOCUMENT_COLUMNS = `id, kind, number, local_date, at_ms, created_by, shift_id, client_id, staff_id, sale_id, reverses_id,
  amount_minor, reason, comment`;

/** The last lock date (L1); null while nothing is locked. */
export function readLockDate(reader: Reader): LocalDate | null {
  const row = reader.get(
    sqlText<{ lock_date: LocalDate }>('select lock_date from ledger_locks order by id desc limit 1'),
  );
  return row?.lock_date ?? null;
}

/** The number that the next document of a kind gets: posted ones are never deleted, so the row has no gaps. */
export function nextNumber(reader: Reader, kind: DocumentKind): number {
  return reader.get(
    sqlText<{ next: number }>('select coalesce(max(number), 0) + 1 as next from ledger_documents where kind = ?', kind),
  )!.next;
}

/** Writes the head of a document. */
export function insertDocument(tx: Tx, row: Insertable<LedgerDocumentsTable>): number {
  return insertRows(tx, 'ledger_documents', [row]);
}

/** Writes entries. */
export function insertEntries(tx: Tx, entries: readonly Insertable<LedgerEntriesTable>[]): void {
  insertRows(tx, 'ledger_entries', entries);
}

/** One document. */
export function readDocument(reader: Reader, documentId: number): DocumentRow | undefined {
  return reader.get(sqlText<DocumentRow>(`select ${DOCUMENT_COLUMNS} from ledger_documents where id = ?`, documentId));
}

/** The document that was posted under a key before (T18). */
export function findByRequestKey(reader: Reader, key: string): DocumentRow | undefined {
  return reader.get(
    sqlText<DocumentRow>(`select ${DOCUMENT_COLUMNS} from ledger_documents where request_key = ?`, key),
  );
}

/** The document that reversed another one. */
export function findReversal(reader: Reader, documentId: number): DocumentRow | undefined {
  return reader.get(
    sqlText<DocumentRow>(`select ${DOCUMENT_COLUMNS} from ledger_documents where reverses_id = ?`, documentId),
  );
}

/** The entries of a document in the order they were posted. */
export function readEntries(reader: Reader, documentId: number): EntryRow[] {
  return reader.all(sqlText<EntryRow>('select * from ledger_entries where document_id = ? order by id', documentId));
}

/** Debits less credits of an account, of one object of it when named. */
export function readBalance(reader: Reader, account: AccountCode, object?: number): number {
  const by = object === undefined ? ['', ''] : [' and debit_object = ?', ' and credit_object = ?'];
  const values = object === undefined ? [account, account] : [account, object, account, object];
  return reader.get(
    sqlText<{ minor: number }>(
      `select coalesce((select sum(amount_minor) from ledger_entries where debit_account = ?${by[0]}), 0)
         - coalesce((select sum(amount_minor) from ledger_entries where credit_account = ?${by[1]}), 0) as minor`,
      ...values,
    ),
  )!.minor;
}

/** Debits less credits of an account by the kept totals, of one object of it when named (accounts of money, articles). */
export function readKeptBalance(reader: Reader, account: AccountCode, object?: number): number {
  const by = (side: string): string => (object === undefined ? '' : ` and ${side}_object = @object`);
  return reader.get(
    sqlText<{ minor: number }>(
      `select coalesce(sum(amount_minor * ((debit_account = @account${by('debit')}) - (credit_account = @account${by('credit')}))), 0)
         as minor from ledger_day_totals`,
      object === undefined ? { account } : { account, object },
    ),
  )!.minor;
}

/** Debits less credits of some accounts by the kept totals, whatever their objects, in one pass. */
export function readKeptBalances(reader: Reader, accounts: readonly AccountCode[]): number[] {
  const sums = accounts.map(
    (account) => `coalesce(sum(amount_minor * ((debit_account = ${account}) - (credit_account = ${account}))), 0)`,
  );
  const row = reader.get(
    sqlText<{ sums: string }>(`select json_array(${sums.join(', ')}) as sums from ledger_day_totals`),
  );
  return JSON.parse(row!.sums) as number[];
}

/** The statements of what a client has; a test explains their plans. */
export const CLIENT_BALANCE_SQL = {
  /** The condition is that of the index of deposits, word for word: without it SQLite reads every entry of the client. */
  2100: `select coalesce(sum(amount_minor * ((debit_account = 2100) - (credit_account = 2100))), 0) as minor
    from ledger_entries where client_id = ? and (debit_account = 2100 or credit_account = 2100)`,
  2400: `select coalesce(sum(amount_minor * ((debit_account = 2400) - (credit_account = 2400))), 0) as minor
    from ledger_entries where client_id = ?`,
} as const;

/** Debits less credits of deposits or bonuses over the entries of one client. */
export function readClientBalance(reader: Reader, account: keyof typeof CLIENT_BALANCE_SQL, clientId: number): number {
  return reader.get(sqlText<{ minor: number }>(CLIENT_BALANCE_SQL[account], clientId))!.minor;
}

/** Documents that a command posted, in their order. */
export function readDocumentsOfCommand(
  reader: Reader,
  tableNo: number,
  command: { readonly first_seq: number; readonly change_count: number },
): number[] {
  return reader
    .all(
      sqlText<{ id: number }>(
        'select row_id as id from change where seq between ? and ? and table_no = ? and op = ? order by seq',
        command.first_seq,
        command.first_seq + command.change_count - 1,
        tableNo,
        OP.insert,
      ),
    )
    .map(({ id }) => id);
}

/** Rows of a table that a command changed, the last change first, with what they were. */
export function readUpdatesOfCommand(
  reader: Reader,
  tableNo: number,
  command: { readonly first_seq: number; readonly change_count: number },
): { readonly row_id: number; readonly old: string | null }[] {
  return reader.all(
    sqlText<{ row_id: number; old: string | null }>(
      'select row_id, old from change where seq between ? and ? and table_no = ? and op = ? order by seq desc',
      command.first_seq,
      command.first_seq + command.change_count - 1,
      tableNo,
      OP.update,
    ),
  );
}
