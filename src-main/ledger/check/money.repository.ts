import { type CheckQuery, isLive } from './check-query.ts';

/** What an entry moved in the register of a shift. */
const OWN_CASH = `coalesce(sum(case when entry.debit_account = 1010 and entry.debit_object = shift.account_id
      then entry.amount_minor else 0 end)
    - sum(case when entry.credit_account = 1010 and entry.credit_object = shift.account_id
      then entry.amount_minor else 0 end), 0)`;

/** Entries from drawer to drawer, with when they were posted and in which shift: they are few, and found once. */
const DRAWER_TO_DRAWER = `with drawer_to_drawer as materialized (
    select entry.debit_account, entry.debit_object, entry.credit_account, entry.credit_object, entry.amount_minor,
      document.at_ms, document.shift_id
    from ledger_entries entry join ledger_documents document on document.id = entry.document_id
    where entry.debit_account = 1010 and entry.credit_account = 1010)`;

/**
 * What a shift's documents have moved in its register, with transfers between two registers that stand in the shift of the
 * other one. Left out are the differences of its counts, and the first float of a register: it is what the shift opened with.
 */
const MOVED = `((select ${OWN_CASH}
  from ledger_documents document join ledger_entries entry on entry.document_id = document.id
  where document.shift_id = shift.id and document.kind <> 'shift_difference'
    and not (document.kind = 'opening' and document.at_ms = shift.opened_at_ms))
  + (select ${OWN_CASH}
    from drawer_to_drawer entry join cash_shifts other on other.id = entry.shift_id
    where other.account_id <> shift.account_id
      and entry.at_ms between shift.opened_at_ms and coalesce(shift.closed_at_ms, entry.at_ms)
      and other.local_date between date(shift.local_date, '-2 days') and date(shift.local_date, '+2 days')))`;

const BALANCE = `(select coalesce((select sum(amount_minor) from ledger_entries where debit_account = 1010 and debit_object = shift.account_id), 0)
  - coalesce((select sum(amount_minor) from ledger_entries where credit_account = 1010 and credit_object = shift.account_id), 0))`;

/** What came into the register outside any shift after the last one was closed: an opening balance that was corrected. */
const BETWEEN = `(select coalesce(sum(case when entry.debit_account = 1010 and entry.debit_object = shift.account_id
      then entry.amount_minor else 0 end)
    - sum(case when entry.credit_account = 1010 and entry.credit_object = shift.account_id
      then entry.amount_minor else 0 end), 0)
  from ledger_documents document join ledger_entries entry on entry.document_id = document.id
  where document.id > shift.last_document_id and document.shift_id is null
    and document.at_ms >= shift.closed_at_ms)`;

/** Registers and card money: I2, I16. */
export const MONEY_CHECKS: readonly CheckQuery[] = [
  {
    rule: 'shift_cash',
    sql: `${DRAWER_TO_DRAWER}
      select 1010 as account, account_id as object, local_date, number as label,
        opening_minor + ${MOVED} as expected_minor, expected_minor as actual_minor
      from cash_shifts as shift where shift.expected_minor is not null
        and shift.expected_minor <> shift.opening_minor + ${MOVED}`,
  },
  {
    rule: 'register_balance',
    // Materialized: the last documents are found once, and only what came after them is looked at.
    sql: `${DRAWER_TO_DRAWER}, last_shift as materialized (
        select *, coalesce((select max(id) from ledger_documents where shift_id = cash_shifts.id), 0) as last_document_id
        from cash_shifts where id in (select max(id) from cash_shifts group by account_id)),
      balances as materialized (
        select shift.account_id, shift.local_date, shift.number, ${BALANCE} as actual_minor,
          case when shift.closed_at_ms is null then shift.opening_minor + ${MOVED}
            else shift.counted_minor + ${BETWEEN} end as expected_minor
        from last_shift as shift)
      select 1010 as account, account_id as object, local_date, number as label, expected_minor, actual_minor
      from balances
      where expected_minor <> actual_minor`,
  },
  {
    rule: 'shift_date',
    sql: `select document.id as document_id, document.local_date, shift.local_date as label
      from ledger_documents document join cash_shifts shift on shift.id = document.shift_id
      where document.local_date <> shift.local_date`,
  },
  {
    rule: 'acquiring',
    sql: `with parts (object, ledger, kept) as (
        select debit_object, amount_minor, 0 from ledger_entries where debit_account = 1040
        union all select credit_object, -amount_minor, 0 from ledger_entries where credit_account = 1040
        union all select tender.account_id, 0, tender.amount_minor
          * (1 - coalesce((select sum(sign) from settlement_items where tender_id = tender.id), 0))
          from tenders tender join money_accounts account on account.id = tender.account_id
          where account.kind = 'acquiring')
      select 1040 as account, object, (select name from money_accounts where id = object) as label,
        sum(kept) as expected_minor, sum(ledger) as actual_minor
      from parts group by object having sum(kept) <> sum(ledger)`,
  },
  {
    // Money of a check stands on the accounts that its tenders name.
    rule: 'tender_money',
    sql: `with parts (document_id, account_id, ledger, kept) as (
        select document_id, account_id, 0, amount_minor from tenders where account_id is not null
        union all select document_id, debit_object, amount_minor, 0 from ledger_entries
          where debit_account in (1010, 1020, 1030, 1040) and document_id in (select document_id from tenders)
        union all select document_id, credit_object, -amount_minor, 0 from ledger_entries
          where credit_account in (1010, 1020, 1030, 1040) and document_id in (select document_id from tenders))
      select document_id, sum(kept) as expected_minor, sum(ledger) as actual_minor,
        (select name from money_accounts where id = account_id) as label
      from parts group by document_id, account_id having sum(kept) <> sum(ledger)`,
  },
  {
    rule: 'tips',
    sql: `with parts (object, ledger, kept) as (
        select credit_object, amount_minor, 0 from ledger_entries where credit_account = 2510 and event not in ('E25', 'E51')
        union all select debit_object, -amount_minor, 0 from ledger_entries where debit_account = 2510 and event not in ('E25', 'E51')
        union all select line.staff_id, 0, line.net_minor from sale_lines line join sales sale on sale.id = line.sale_id
          where line.kind = 'tip' and ${isLive('sale.document_id')}
        union all select line.staff_id, 0, -back.net_minor from refund_lines back
          join sale_lines line on line.id = back.sale_line_id where line.kind = 'tip' and ${isLive('back.document_id')})
      select 2510 as account, object, (select trim(first_name || ' ' || last_name) from staff where id = object) as label,
        sum(kept) as expected_minor, sum(ledger) as actual_minor
      from parts group by object having sum(kept) <> sum(ledger)`,
  },
  {
    rule: 'tips_negative',
    sql: `with parts (object, ledger) as (
        select credit_object, amount_minor from ledger_entries where credit_account = 2510
        union all select debit_object, -amount_minor from ledger_entries where debit_account = 2510)
      select 2510 as account, object, (select trim(first_name || ' ' || last_name) from staff where id = object) as label,
        sum(ledger) as actual_minor
      from parts group by object having sum(ledger) < 0`,
  },
];
