import { type Kysely, sql } from 'kysely';

/** Lists and reports of certificates and memberships: what stands on each is summed from the index alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    `create index certificate_movements_sums
      on certificate_movements (certificate_id, local_date, nominal_minor, liability_minor)`,
    `create index membership_movements_sums on membership_movements (membership_id, pool_id, local_date, units, value_minor)`,
    `create index certificates_type on certificates (type_id)`,
    `create index memberships_type on memberships (type_id)`,
  ]) {
    await sql.raw(statement).execute(db);
  }
}
