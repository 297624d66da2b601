import type { FindingRule } from '../../../src-shared/ledger/check.rules.ts';

/**
 * A part of an invariant as one statement that returns the rows which break it; none = it holds.
 *
 * Its columns are any of: document_id, sale_id, client_id, visit_id, account, object, local_date, label, expected_minor,
 * actual_minor.
 */
export interface CheckQuery {
  readonly rule: FindingRule;
  readonly sql: string;
}

/** Tells whether the document `id` was not taken back by a storno. */
export const isLive = (id: string): string =>
  `not exists (select 1 from ledger_documents storno where storno.reverses_id = ${id})`;

/** Credits less debits of accounts, entry by entry: `columns` of the side `object` and the amount as `ledger`. */
export function creditsOf(accounts: readonly number[], columns: string): string {
  const list = accounts.join(', ');
  const of = (side: string): string => columns.replaceAll('$object', `${side}_object`);
  return `select ${of('credit')}, amount_minor as ledger, 0 as kept from ledger_entries where credit_account in (${list})
    union all select ${of('debit')}, -amount_minor, 0 from ledger_entries where debit_account in (${list})`;
}
