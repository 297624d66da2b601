import { type Kysely, sql } from 'kysely';

/**
 * The figures of a client know their checks: goods and services that were sold beside a visit are revenue of the client, and
 * the average is taken over checks (R2, R3). What is kept is built anew by the program (its own version of the rules).
 *
 * Lists of loyalty get the indexes by which they are read a page at a time.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table client_figures add column checks integer not null default 0`,
  `drop index client_figures_average`,
  `create index client_figures_average on client_figures (
    (case when checks > 0 then (spent_minor * 2 + checks) / (checks * 2) else 0 end))`,
  `drop index coupon_uses_coupon`,
  `create index coupon_uses_coupon on coupon_uses (coupon_id, client_id, uses)`,
  `create index coupons_list on coupons (is_archived, id desc)`,
  `create index promotions_list on promotions (is_archived, position, id)`,
  `create index discount_cards_live on discount_cards (number) where is_blocked = 0`,
  `create index bonus_movements_book on bonus_movements (lot_id, local_date, amount_minor)`,
  `drop index bonus_movements_lot`,
  `create index bonus_movements_date on bonus_movements (local_date, kind, amount_minor)`,
];
