import type { Database as SqliteDatabase } from 'better-sqlite3';
import { TOTALLED_BY_OBJECT } from '../../src-shared/ledger/accounts.rules.ts';
import { type LoggedChange, OP } from '../store/change-log.ts';
import type { Tx } from '../store/unit-of-work.ts';

const BY_OBJECT = [...TOTALLED_BY_OBJECT].join(', ');
const objectOf = (side: 'debit' | 'credit'): string =>
  `case when ${side}_account in (${BY_OBJECT}) then ${side}_object else 0 end`;

/** Day totals as the entries themselves give them; `where` narrows the entries. */
function totalsOf(where: string): string {
  return `select local_date, event, debit_account, ${objectOf('debit')} as debit_object, credit_account,
      ${objectOf('credit')} as credit_object, sum(amount_minor) as amount_minor, count(*) as entries
    from ledger_entries where ${where} group by 1, 2, 3, 4, 5, 6`;
}

const ADD = `insert into ledger_day_totals ${totalsOf('id between ? and ?')}
  on conflict do update set amount_minor = amount_minor + excluded.amount_minor, entries = entries + excluded.entries`;

/** Adds the entries that a command has posted to the totals of their days; posted entries never change (T16). */
export function addToDayTotals(tx: Tx, changes: readonly LoggedChange[]): void {
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  for (const { op, rowId } of changes) {
    // A merge of two clients moves entries to the other card; no total knows the client.
    if (op !== OP.insert) continue;
    first = Math.min(first, rowId);
    last = Math.max(last, rowId);
  }
  // One command writes alone, so its entries stand in one row of ids.
  if (last > 0) tx.runSql(ADD, [first, last]);
}

/** Computes every total anew, after entries were written in bulk. */
export function rebuildDayTotals(connection: SqliteDatabase): void {
  connection.transaction(() => {
    connection.exec(`delete from ledger_day_totals; insert into ledger_day_totals ${totalsOf('true')}`);
  })();
}

const KEY = 'local_date, event, debit_account, debit_object, credit_account, credit_object';

/** SQL of days whose kept totals are not those of the entries (I17); amounts of a day, kept and recomputed. */
export const UNEQUAL_DAY_TOTALS = `select local_date, debit_account as account, event as label,
    sum(amount_minor * (source = 0)) as expected_minor, sum(amount_minor * (source = 1)) as actual_minor
  from (select *, 0 as source from (${totalsOf('true')})
    union all select ${KEY}, amount_minor, entries, 1 from ledger_day_totals)
  group by ${KEY}
  having expected_minor <> actual_minor or sum(entries * (source = 0)) <> sum(entries * (source = 1))`;
