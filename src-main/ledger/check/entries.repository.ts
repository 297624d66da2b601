import {
  ACCOUNTS,
  ACCOUNT_CODES,
  type AccountObject,
  MONEY_ACCOUNT,
} from '../../../src-shared/ledger/accounts.rules.ts';
import { UNEQUAL_DAY_TOTALS } from '../day-totals.repository.ts';
import type { CheckQuery } from './check-query.ts';

const CODES = ACCOUNT_CODES.join(', ');

const accountsBy = (object: AccountObject): number[] =>
  ACCOUNT_CODES.filter((code) => ACCOUNTS[code].object === object);

/** Where the objects of accounts stand; deposits and bonuses (told by the client) are looked at entry by entry. */
const OBJECT_EXISTS = [
  ...Object.entries(MONEY_ACCOUNT).map(
    ([kind, code]) =>
      `when account = ${code} then exists (select 1 from money_accounts where id = object and kind = '${kind}')`,
  ),
  // A debt that is written off stands under no article (E30).
  'when account = 5060 and object = 0 then true',
  // What is told by the client, or by nothing, has no object.
  `when account in (${ACCOUNT_CODES.filter((code) => [null, 'client'].includes(ACCOUNTS[code].object)).join(', ')}) then object = 0`,
  'when account = 1410 then exists (select 1 from money_accounts where id = object)',
  ...(
    [
      ['sale', 'sales'],
      ['certificate', 'certificates'],
      ['membership', 'memberships'],
      ['staff', 'staff'],
      ['supplier', 'suppliers'],
      ['article', 'expense_articles'],
    ] as const
  ).map(
    ([object, table]) =>
      `when account in (${accountsBy(object).join(', ')}) then exists (select 1 from ${table} where id = object)`,
  ),
].join('\n      ');

/** What an entry adds to the amount of its document: of most kinds all of it, of a check only what was sold. */
const OF_AMOUNT = `case document.kind
    when 'sale' then iif(entry.event in ('E02', 'E03', 'E11', 'E16', 'E24')
      or (entry.event = 'E08' and entry.sale_line_id is not null), entry.amount_minor, 0)
    when 'refund' then iif(entry.event = 'E27', -entry.amount_minor, 0)
    when 'payment' then entry.amount_minor * ((entry.credit_account = 1100) - (entry.debit_account = 1100))
    when 'membership_refund' then iif(entry.credit_account in (1010, 1030, 1040), entry.amount_minor, 0)
    when 'shift_difference' then case when entry.debit_account <> 1410 then entry.amount_minor
      when entry.debit_object = entry.credit_object then -entry.amount_minor else 0 end
    else entry.amount_minor end`;

/** What the entries of an operation say of one of its objects. */
const movedOn = (side: 'debit' | 'credit', accounts: string, object: string): string =>
  `coalesce((select sum(amount_minor) from ledger_entries where document_id = document.id
    and ${side}_account in (${accounts}) and ${side}_object = ${object}), 0)`;
const MONEY = Object.values(MONEY_ACCOUNT).join(', ');

/** Entries and documents by themselves: I1, I13, I14, I17. */
export const ENTRY_CHECKS: readonly CheckQuery[] = [
  {
    // One entry is one pair, so a document can only be out of balance when a side stands on no account of the chart.
    rule: 'unknown_account',
    // Each side's accounts are found by stepping over its index; only the entries of strangers are read.
    sql: `with recursive
        debits (code) as (select min(debit_account) from ledger_entries union all
          select (select min(debit_account) from ledger_entries where debit_account > code) from debits where code is not null),
        credits (code) as (select min(credit_account) from ledger_entries union all
          select (select min(credit_account) from ledger_entries where credit_account > code) from credits where code is not null)
      select document_id, local_date, amount_minor as actual_minor,
        case when debit_account in (${CODES}) then credit_account else debit_account end as label
      from ledger_entries where debit_account in (select code from debits where code not in (${CODES}))
        or credit_account in (select code from credits where code not in (${CODES}))`,
  },
  {
    rule: 'unknown_object',
    sql: `with sides (account, object) as (
        select distinct debit_account, debit_object from ledger_entries
        union select distinct credit_account, credit_object from ledger_entries)
      select account, object, account || ' / ' || object as label,
        coalesce((select document_id from ledger_entries where debit_account = account and debit_object = object limit 1),
          (select document_id from ledger_entries where credit_account = account and credit_object = object limit 1)) as document_id
      from sides where not case ${OBJECT_EXISTS} else true end
      union all
      select case when debit_account in (2100, 2400) then debit_account else credit_account end, 0, '', document_id
      from ledger_entries where client_id is null and (debit_account in (2100, 2400) or credit_account in (2100, 2400))`,
  },
  {
    rule: 'entry_date',
    sql: `select entry.document_id, entry.local_date, document.local_date as label, entry.amount_minor as actual_minor
      from ledger_entries entry left join ledger_documents document on document.id = entry.document_id
      where document.local_date is not entry.local_date`,
  },
  {
    rule: 'empty_document',
    sql: `select document.id as document_id, document.local_date, document.amount_minor as expected_minor, 0 as actual_minor
      from ledger_documents document where document.amount_minor <> 0
        and not exists (select 1 from ledger_entries where document_id = document.id)`,
  },
  {
    // A storno is held against its original instead.
    rule: 'document_amount',
    sql: `select document.id as document_id, document.local_date, document.amount_minor as expected_minor,
        sum(${OF_AMOUNT}) as actual_minor
      from ledger_documents document join ledger_entries entry on entry.document_id = document.id
      where document.kind <> 'reversal' group by document.id having sum(${OF_AMOUNT}) <> document.amount_minor`,
  },
  {
    rule: 'operation_amount',
    sql: `select document.id as document_id, document.local_date, document.amount_minor as expected_minor,
        (select sum(amount_minor) from ledger_entries where document_id = document.id) as actual_minor
      from money_operations operation join ledger_documents document on document.id = operation.document_id
      where (operation.from_account_id is not null
          and ${movedOn('credit', MONEY, 'operation.from_account_id')} <> document.amount_minor)
        or (operation.to_account_id is not null
          and ${movedOn('debit', MONEY, 'operation.to_account_id')} <> document.amount_minor - operation.fee_minor)
        or (operation.article_id is not null
          and ${movedOn('debit', '5060', 'operation.article_id')} <> document.amount_minor)
        or (operation.supplier_id is not null
          and ${movedOn('debit', '2010', 'operation.supplier_id')}
            + ${movedOn('credit', '2010', 'operation.supplier_id')} <> document.amount_minor)
        or (document.kind in ('tips_payout', 'staff_payout')
          and ${movedOn('debit', '2500, 2510', 'document.staff_id')} <> document.amount_minor)
        or (document.kind = 'settlement' and operation.fee_minor <> coalesce((select sum(amount_minor)
          from ledger_entries where document_id = document.id and debit_account = 5050), 0))`,
  },
  {
    rule: 'storno_entries',
    sql: `select storno.id as document_id, storno.local_date, -original.amount_minor as expected_minor,
        storno.amount_minor as actual_minor
      from ledger_documents storno join ledger_documents original on original.id = storno.reverses_id
      where storno.amount_minor <> -original.amount_minor
        or exists (select 1 from ledger_entries where document_id in (storno.id, original.id)
          group by debit_account, debit_object, credit_account, credit_object having sum(amount_minor) <> 0)`,
  },
  {
    rule: 'storno_tenders',
    sql: `select storno.id as document_id, storno.local_date
      from ledger_documents storno where storno.reverses_id is not null
        and exists (select 1 from tenders where document_id in (storno.id, storno.reverses_id)
          group by kind, account_id, certificate_id having sum(amount_minor) <> 0)`,
  },
  {
    rule: 'number_gap',
    sql: `select kind as label, max(number) as expected_minor, count(*) as actual_minor, max(id) as document_id
      from ledger_documents group by kind having max(number) <> count(*)`,
  },
  {
    // A document that came into a period while it was locked (L1).
    rule: 'locked_period',
    sql: `select document.id as document_id, document.local_date, lock.lock_date as label,
        document.amount_minor as actual_minor
      from (select lock_date, set_at_ms, lead(set_at_ms, 1, 9e15) over (order by id) as until_ms from ledger_locks) as lock
      join ledger_documents document on document.local_date <= lock.lock_date
        and document.at_ms > lock.set_at_ms and document.at_ms < lock.until_ms`,
  },
  { rule: 'day_totals', sql: UNEQUAL_DAY_TOTALS },
];
