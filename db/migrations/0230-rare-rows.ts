import { type Kysely, sql } from 'kysely';

/**
 * What is rare among the rows of ten years gets an index of its own: a row that is not of its kind is not in it and costs
 * nothing more.
 *
 * Deposits of clients (2100) are added up from their index alone, whoever has many entries. Lines that are worth something
 * else than their net (certificates, memberships, deposits, tips, visits of memberships) are found without reading all others.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    `create index ledger_entries_deposit on ledger_entries (client_id, debit_account, credit_account, amount_minor)
      where debit_account = 2100 or credit_account = 2100`,
    `create index sale_lines_unlike on sale_lines (sale_id)
      where kind not in ('service', 'product') or recognised_minor <> 0`,
  ]) {
    await sql.raw(statement).execute(db);
  }
}
