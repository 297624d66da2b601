import { type Kysely, sql } from 'kysely';

/** A dated price may end: from its day on the master, level or list has no price of its own again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // price_minor of such a row is 0 and says nothing.
  await sql`alter table service_prices add column is_end integer`.execute(db);
}
