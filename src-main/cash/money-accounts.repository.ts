import type { Insertable, Selectable, Updateable } from 'kysely';
import type { MoneyAccountsTable } from '../../db/schema-money.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

export type AccountRow = Selectable<MoneyAccountsTable>;

/** All accounts of money in their order. */
export function readAccounts(reader: Reader): AccountRow[] {
  return reader.all(sqlText<AccountRow>('select * from money_accounts order by position, id'));
}

export function findAccount(reader: Reader, id: number): AccountRow | undefined {
  return reader.get(query.selectFrom('money_accounts').selectAll().where('id', '=', id));
}

export function insertAccount(tx: Tx, values: Insertable<MoneyAccountsTable>): number {
  return tx.insert(query.insertInto('money_accounts').values(values));
}

export function updateAccount(tx: Tx, id: number, values: Updateable<MoneyAccountsTable>): void {
  tx.run(query.updateTable('money_accounts').set(values).where('id', '=', id));
}

/** Whether anything was ever posted on an account of money. */
export function hasEntries(reader: Reader, account: number, object: number): boolean {
  return (
    reader.get(
      sqlText(
        `select 1 from ledger_entries where debit_account = ? and debit_object = ?
         union all select 1 from ledger_entries where credit_account = ? and credit_object = ? limit 1`,
        account,
        object,
        account,
        object,
      ),
    ) !== undefined
  );
}

/** The opening balance of an account that was not taken back. */
export function findLiveOpening(reader: Reader, account: number, object: number): { number: number } | undefined {
  return reader.get(
    sqlText<{ number: number }>(
      `select d.number from ledger_entries e join ledger_documents d on d.id = e.document_id
        where e.debit_account = ? and e.debit_object = ? and d.kind = 'opening'
          and not exists (select 1 from ledger_documents r where r.reverses_id = d.id) limit 1`,
      account,
      object,
    ),
  );
}
