import type { AccountCode } from '../../src-shared/ledger/accounts.rules.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { openReadOnly } from '../store/open.ts';

/** Whom or what a balance belongs to. */
export interface BalanceRow {
  readonly object: number;
  readonly client_id: number | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  /** Number of a certificate or membership, name of a supplier. */
  readonly label: string | null;
  readonly minor: number;
  readonly last_on: LocalDate | null;
}

export interface BalancesInput {
  readonly databaseFile: string;
  readonly account: AccountCode;
  readonly limit: number;
}

const isByClient = (account: AccountCode): boolean => account === 2100 || account === 2400;

const PERSON = `(select first_name from clients where id = client_id) as first_name,
  (select last_name from clients where id = client_id) as last_name`;

/** Names of what an account is split by; `object` is in scope. */
function naming(account: AccountCode): string {
  const none = 'null as client_id, null as first_name, null as last_name';
  switch (account) {
    case 2200:
    case 2210:
      return `(select client_id from certificates where id = object) as client_id, null as first_name, null as last_name,
        (select number from certificates where id = object) as label`;
    case 2300:
      return `(select client_id from memberships where id = object) as client_id,
        (select first_name from clients where id = (select client_id from memberships where id = object)) as first_name,
        (select last_name from clients where id = (select client_id from memberships where id = object)) as last_name,
        (select number || ' · ' || title from memberships where id = object) as label`;
    case 2500:
    case 2510:
      return `null as client_id, (select first_name from staff where id = object) as first_name,
        (select last_name from staff where id = object) as last_name, null as label`;
    case 2010:
      return `${none}, (select name from suppliers where id = object) as label`;
    default:
      return `object as client_id, ${PERSON.replaceAll('client_id', 'object')}, null as label`;
  }
}

/** SQL of the balances of an account by what it is split by, the largest first. */
export function balancesSql(account: AccountCode): string {
  const of = (side: string): string => (isByClient(account) ? 'client_id' : `${side}_object`);
  return `with balances (object, minor, last_on) as (
      select object, sum(minor), max(local_date) from (
        select ${of('credit')} as object, amount_minor as minor, local_date from ledger_entries where credit_account = ${account}
        union all select ${of('debit')}, -amount_minor, local_date from ledger_entries where debit_account = ${account})
      group by object having sum(minor) <> 0)
    select object, minor, last_on, ${naming(account)}, count(*) over () as total from balances
    order by abs(minor) desc, object limit ?`;
}

/** The balances of an account by client, certificate, membership, person or supplier, beside the journal. */
export function readBalances({ databaseFile, account, limit }: BalancesInput): { total: number; rows: BalanceRow[] } {
  const connection = openReadOnly(databaseFile);
  try {
    const rows = connection.prepare(balancesSql(account)).all(limit) as (BalanceRow & { total: number })[];
    return { total: rows[0]?.total ?? 0, rows };
  } finally {
    connection.close();
  }
}
