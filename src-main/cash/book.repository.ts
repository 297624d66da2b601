import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { AccountCode, DocumentKind } from '../../src-shared/ledger/accounts.rules.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

export interface BookRecord {
  readonly document_id: number;
  readonly kind: DocumentKind;
  readonly number: number;
  readonly local_date: LocalDate;
  readonly at_ms: number;
  readonly in_minor: number;
  readonly out_minor: number;
  readonly balance_minor: number;
  readonly comment: string;
  readonly reason: string;
  readonly by_name: string | null;
  readonly client_first: string | null;
  readonly client_last: string | null;
  readonly staff_first: string | null;
  readonly staff_last: string | null;
  readonly article: string | null;
  readonly supplier: string | null;
  /** Of a transfer: from where to where. */
  readonly way: string | null;
}

export interface BookWish {
  readonly account: AccountCode;
  readonly object: number;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly kind: DocumentKind | null;
  readonly limit: number;
  readonly offset: number;
}

/** One row a document: what it brought and took. Both sides are index-only scans of the entries of the period. */
const MOVES = `select document_id, sum(minor) as minor, sum(max(minor, 0)) as in_minor, -sum(min(minor, 0)) as out_minor
   from (select document_id, amount_minor as minor from ledger_entries
          where debit_account = ? and debit_object = ? and local_date between ? and ?
         union all
         select document_id, -amount_minor from ledger_entries
          where credit_account = ? and credit_object = ? and local_date between ? and ?)
  group by document_id`;

function valuesOf({ account, object, from, to }: BookWish): unknown[] {
  return [account, object, from, to, account, object, from, to];
}

/** Rows of an account in a period, oldest first; the balance runs from `openingMinor` over all of them. */
function readBook(reader: Reader, wish: BookWish, openingMinor: number): BookRecord[] {
  return reader.all(
    sqlText<BookRecord>(
      `select b.*, d.comment, d.reason, u.name as by_name, c.first_name as client_first, c.last_name as client_last,
              s.first_name as staff_first, s.last_name as staff_last,
              (select name from expense_articles where id = m.article_id) as article,
              (select name from suppliers where id = m.supplier_id) as supplier,
              (select f.name || ' → ' || g.name from money_accounts f, money_accounts g
                where f.id = m.from_account_id and g.id = m.to_account_id) as way
         from (select * from (
                 select d.id as document_id, d.kind, d.number, d.local_date, d.at_ms, moves.in_minor, moves.out_minor,
                        ? + sum(moves.minor) over (order by d.local_date, d.id) as balance_minor
                   from (${MOVES}) moves join ledger_documents d on d.id = moves.document_id)
                where coalesce(kind = ?, 1)
                order by local_date, document_id limit ? offset ?) b
         join ledger_documents d on d.id = b.document_id
         left join users u on u.id = d.created_by
         left join clients c on c.id = d.client_id
         left join staff s on s.id = d.staff_id
         left join money_operations m on m.document_id = d.id
        order by b.local_date, b.document_id`,
      openingMinor,
      ...valuesOf(wish),
      wish.kind,
      wish.limit,
      wish.offset,
    ),
  );
}

/** What all rows of a period come to, and those found by kind. */
function readBookSums(
  reader: Reader,
  wish: BookWish,
): { count: number; in_minor: number; out_minor: number; all_minor: number } {
  return reader.get(
    sqlText<{ count: number; in_minor: number; out_minor: number; all_minor: number }>(
      `select coalesce(sum(fits), 0) as count, coalesce(sum(fits * in_minor), 0) as in_minor,
              coalesce(sum(fits * out_minor), 0) as out_minor, coalesce(sum(minor), 0) as all_minor
         from (select moves.*, coalesce(d.kind = ?, 1) as fits
                 from (${MOVES}) moves join ledger_documents d on d.id = moves.document_id)`,
      wish.kind,
      ...valuesOf(wish),
    ),
  )!;
}

/** What was on an account before a day, by the kept totals. */
function readBalanceBefore(reader: Reader, { account, object, from }: BookWish): number {
  return reader.get(
    sqlText<{ minor: number }>(
      `select coalesce(sum(amount_minor * ((debit_account = @account and debit_object = @object)
           - (credit_account = @account and credit_object = @object))), 0) as minor
         from ledger_day_totals where local_date < @from`,
      { account, object, from },
    ),
  )!.minor;
}

/** A page of a book with the sums of its whole period. */
export interface BookPage {
  readonly openingMinor: number;
  readonly sums: ReturnType<typeof readBookSums>;
  readonly records: readonly BookRecord[];
}

/** Reads it; as long as the period is. */
export function readBookPage(reader: Reader, wish: BookWish): BookPage {
  const openingMinor = readBalanceBefore(reader, wish);
  return { openingMinor, sums: readBookSums(reader, wish), records: readBook(reader, wish, openingMinor) };
}

/** Every lock that was set, newest first. */
export function readLocks(
  reader: Reader,
): { lock_date: LocalDate; reason: string; set_at_ms: number; by_name: string | null }[] {
  return reader.all(
    sqlText(
      `select l.lock_date, l.reason, l.set_at_ms, u.name as by_name
         from ledger_locks l left join users u on u.id = l.set_by order by l.id desc`,
    ),
  );
}

export function insertLock(tx: Tx, lockDate: LocalDate, reason: string): void {
  tx.insert(
    query.insertInto('ledger_locks').values({
      lock_date: lockDate,
      reason,
      set_at_ms: tx.context.nowMs,
      set_by: tx.context.actorId,
    }),
  );
}
