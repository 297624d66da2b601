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

/** Entries and documents by themselves: I1, I13, I14, I17. */
export const ENTRY_CHECKS: readonly CheckQuery[] = [
  {
    // One entry is one pair, so a document can only be out of balance when a side stands on no account of the chart.
    rule: 'unknown_account',
    sql: `select document_id, local_date, amount_minor as actual_minor,
        case when debit_account in (${CODES}) then credit_account else debit_account end as label
      from ledger_entries where debit_account not in (${CODES}) or credit_account not in (${CODES})`,
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
