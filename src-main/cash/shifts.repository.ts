import type { Insertable, Selectable, Updateable } from 'kysely';
import type { CashShiftsTable } from '../../db/schema-money.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { DocumentKind } from '../../src-shared/ledger/accounts.rules.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

export type ShiftRow = Selectable<CashShiftsTable>;

/** The open shift of a register. */
export function findOpenShift(reader: Reader, accountId: number): ShiftRow | undefined {
  return reader.get(
    sqlText<ShiftRow>('select * from cash_shifts where account_id = ? and closed_at_ms is null', accountId),
  );
}

/** Open shifts of registers in use, in the order of the registers. */
export function readOpenShifts(reader: Reader): ShiftRow[] {
  return reader.all(
    sqlText<ShiftRow>(
      `select s.* from cash_shifts s join money_accounts a on a.id = s.account_id
        where s.closed_at_ms is null order by a.position, a.id`,
    ),
  );
}

export function findShift(reader: Reader, id: number): ShiftRow | undefined {
  return reader.get(sqlText<ShiftRow>('select * from cash_shifts where id = ?', id));
}

/** The last closed shift of a register. */
export function findLastClosed(reader: Reader, accountId: number): ShiftRow | undefined {
  return reader.get(
    sqlText<ShiftRow>(
      'select * from cash_shifts where account_id = ? and closed_at_ms is not null order by number desc limit 1',
      accountId,
    ),
  );
}

/** The number that the next shift of a register gets: shifts are never deleted. */
export function nextShiftNumber(reader: Reader, accountId: number): number {
  return reader.get(
    sqlText<{ next: number }>(
      'select coalesce(max(number), 0) + 1 as next from cash_shifts where account_id = ?',
      accountId,
    ),
  )!.next;
}

export function insertShift(tx: Tx, values: Insertable<CashShiftsTable>): number {
  return tx.insert(query.insertInto('cash_shifts').values(values));
}

export function updateShift(tx: Tx, id: number, values: Updateable<CashShiftsTable>): void {
  tx.run(query.updateTable('cash_shifts').set(values).where('id', '=', id));
}

/** Shifts by id, newest first. */
export function readShifts(
  reader: Reader,
  wish: { accountId: number | null; from: LocalDate; to: LocalDate; beforeId: number; limit: number },
): ShiftRow[] {
  return reader.all(
    sqlText<ShiftRow>(
      `select * from cash_shifts
        where id < ? and local_date between ? and ? and coalesce(account_id = ?, 1)
        order by id desc limit ?`,
      wish.beforeId,
      wish.from,
      wish.to,
      wish.accountId,
      wish.limit,
    ),
  );
}

/**
 * Documents of another register's shift that moved the cash of this one while its shift was open: a transfer from drawer to
 * drawer is one document and stands in the shift of the one that gave. Only neighbouring days are looked at: neither shift may
 * be older than a day (T15).
 */
const FROM_OTHER_DESK = `select d.id from cash_shifts s
    join cash_shifts o on o.account_id <> s.account_id
      and o.local_date between date(s.local_date, '-2 days') and date(s.local_date, '+2 days')
    join ledger_documents d on d.shift_id = o.id and d.kind in ('transfer', 'reversal')
      and d.at_ms between s.opened_at_ms and coalesce(s.closed_at_ms, d.at_ms)
   where s.id = ? and exists (select 1 from ledger_entries e where e.document_id = d.id
     and ((e.debit_account = 1010 and e.debit_object = s.account_id)
       or (e.credit_account = 1010 and e.credit_object = s.account_id)))`;

/**
 * What documents brought into the register of a shift and took out of it, by kind: the shift's own, and transfers from and to
 * another register.
 *
 * What was posted with the opening itself (a difference, the first float) is in the float already.
 */
export function readCashMovements(
  reader: Reader,
  shift: Pick<ShiftRow, 'id' | 'account_id' | 'opened_at_ms'>,
): { kind: DocumentKind; in_minor: number; out_minor: number; documents: number }[] {
  return reader.all(
    sqlText(
      `select d.kind, sum(max(m.minor, 0)) as in_minor, -sum(min(m.minor, 0)) as out_minor,
              count(distinct d.id) as documents
         from ledger_documents d
         join (select document_id, amount_minor * (debit_account = 1010 and debit_object = ?)
                      - amount_minor * (credit_account = 1010 and credit_object = ?) as minor
                 from ledger_entries) m on m.document_id = d.id
        where d.id in (select id from ledger_documents where shift_id = ? union all ${FROM_OTHER_DESK})
          and m.minor <> 0 and not (d.kind in ('shift_difference', 'opening') and d.at_ms = ?)
        group by d.kind order by min(d.id)`,
      shift.account_id,
      shift.account_id,
      shift.id,
      shift.id,
      shift.opened_at_ms,
    ),
  );
}

/** Tenders of all documents of a shift. */
export function readTenders(reader: Reader, shiftId: number): { kind: string; amountMinor: number }[] {
  return reader.all(
    sqlText(
      `select t.kind, t.amount_minor as amountMinor from ledger_documents d join tenders t on t.document_id = d.id
        where d.shift_id = ? order by t.id`,
      shiftId,
    ),
  );
}

/** Checks and refunds of a shift: how many and for how much. */
export function readCounts(
  reader: Reader,
  shiftId: number,
): { documents: number; sales: number; sales_minor: number; refunds: number; refunds_minor: number } {
  return reader.get(
    sqlText<{ documents: number; sales: number; sales_minor: number; refunds: number; refunds_minor: number }>(
      `select count(*) as documents, coalesce(sum(kind = 'sale'), 0) as sales,
              coalesce(sum((kind = 'sale') * amount_minor), 0) as sales_minor,
              coalesce(sum(kind = 'refund'), 0) as refunds,
              coalesce(sum((kind = 'refund') * abs(amount_minor)), 0) as refunds_minor
         from ledger_documents where shift_id = ?`,
      shiftId,
    ),
  )!;
}

export interface ShiftDocumentRow {
  readonly id: number;
  readonly kind: DocumentKind;
  readonly number: number;
  readonly at_ms: number;
  readonly amount_minor: number;
  readonly cash_minor: number;
  readonly by_name: string | null;
  readonly client_first: string | null;
  readonly client_last: string | null;
  readonly staff_first: string | null;
  readonly staff_last: string | null;
  readonly article: string | null;
  readonly supplier: string | null;
  /** Of a transfer: from where to where. */
  readonly way: string | null;
  readonly comment: string;
  readonly reason: string;
  readonly sale_id: number | null;
  /** The first lines of a check. */
  readonly sold: string | null;
  readonly is_reversed: number;
  readonly reverses_id: number | null;
}

/** The documents of a shift, and those of another register that moved its cash, newest first. */
export function readShiftDocuments(reader: Reader, shiftId: number, accountId: number): ShiftDocumentRow[] {
  return reader.all(
    sqlText<ShiftDocumentRow>(
      `select d.id, d.kind, d.number, d.at_ms, d.amount_minor, d.reverses_id, d.comment, d.reason,
              coalesce(d.sale_id, (select id from sales where document_id = d.id)) as sale_id,
              (select group_concat(title, ', ') from (select l.title from sales s join sale_lines l on l.sale_id = s.id
                where s.document_id = d.id order by l.position limit 3)) as sold,
              u.name as by_name, c.first_name as client_first, c.last_name as client_last,
              st.first_name as staff_first, st.last_name as staff_last, a.name as article, p.name as supplier,
              (select f.name || ' → ' || g.name from money_accounts f, money_accounts g
                where f.id = o.from_account_id and g.id = o.to_account_id) as way,
              exists (select 1 from ledger_documents r where r.reverses_id = d.id) as is_reversed,
              coalesce((select sum(e.amount_minor * (e.debit_account = 1010 and e.debit_object = ?)
                                 - e.amount_minor * (e.credit_account = 1010 and e.credit_object = ?))
                 from ledger_entries e where e.document_id = d.id), 0) as cash_minor
         from ledger_documents d
         left join users u on u.id = d.created_by
         left join clients c on c.id = d.client_id
         left join staff st on st.id = d.staff_id
         left join money_operations o on o.document_id = d.id
         left join expense_articles a on a.id = o.article_id
         left join suppliers p on p.id = o.supplier_id
        where d.id in (select id from ledger_documents where shift_id = ? union all ${FROM_OTHER_DESK})
        order by d.id desc`,
      accountId,
      accountId,
      shiftId,
      shiftId,
    ),
  );
}

/**
 * Visits that wait for payment: of the days, under way or done and without a live check, and of any day with a begun check.
 *
 * A visit of an earlier day that was left unpaid is told in «не оплачено»; here it would stop every shift after it.
 */
export function readOpenTickets(
  reader: Reader,
  from: LocalDate,
  to: LocalDate,
): {
  id: number;
  local_date: LocalDate;
  status: string;
  start_min: number;
  is_begun: 0 | 1;
  first_name: string | null;
  last_name: string | null;
}[] {
  return reader.all(
    sqlText(
      `select v.id, v.local_date, v.status, c.first_name, c.last_name,
         coalesce((select min(start_min) from visit_lines l where l.visit_id = v.id), 0) as start_min,
         exists (select 1 from sale_drafts d where d.visit_id = v.id) as is_begun
    from visits v left join clients c on c.id = v.client_id
   where v.id in (
           select id from visits
            where local_date between ? and ? and status in ('arrived', 'in_progress', 'completed')
           union select visit_id from sale_drafts where visit_id is not null)
     and v.status not in ('cancelled', 'no_show')
     and not exists (select 1 from visit_sales s where s.visit_id = v.id)
   order by v.local_date, start_min, v.id limit 100`,
      from,
      to,
    ),
  );
}

/** What is owed by an account to each person (2500, 2510): credits less debits, those that are not 0. */
export function readOwedToStaff(
  reader: Reader,
  account: 2500 | 2510,
): { staff_id: number; first_name: string; last_name: string; minor: number }[] {
  return reader.all(
    sqlText(
      `select s.id as staff_id, s.first_name, s.last_name, b.minor from (
           select object, sum(minor) as minor from (
             select credit_object as object, amount_minor as minor from ledger_entries where credit_account = ?
             union all
             select debit_object, -amount_minor from ledger_entries where debit_account = ?)
           group by object having sum(minor) <> 0) b
         join staff s on s.id = b.object order by s.first_name, s.last_name, s.id`,
      account,
      account,
    ),
  );
}

/** Names of people who sign in. */
export function userName(reader: Reader, id: number | null): string | null {
  if (id === null) return null;
  return reader.get(sqlText<{ name: string }>('select name from users where id = ?', id))?.name ?? null;
}

export function staffRow(reader: Reader, id: number): { first_name: string; last_name: string } | undefined {
  return reader.get(
    sqlText<{ first_name: string; last_name: string }>('select first_name, last_name from staff where id = ?', id),
  );
}
