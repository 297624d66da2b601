import type { Insertable, Updateable } from 'kysely';
import type { CouponUsesTable, CouponsTable } from '../../db/schema-money.ts';
import type { Off } from '../../src-shared/checkout/pricing.rules.ts';
import type { CouponTerms } from '../../src-shared/loyalty/coupons.rules.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { Conditions } from '../../src-shared/loyalty/promotions.rules.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { type ListWish, idsByName, offOf } from './promotions.repository.ts';

/** A coupon as it is kept, with how often it was used. */
export interface CouponRow extends CouponTerms {
  readonly id: number;
  readonly version: number;
  readonly code: string;
  readonly name: string;
  readonly off: Off;
  readonly conditions: Conditions;
  readonly uses: number;
}

interface Raw {
  readonly id: number;
  readonly version: number;
  readonly code: string;
  readonly name: string;
  readonly rate_bp: number | null;
  readonly amount_minor: number | null;
  readonly valid_from: LocalDate;
  readonly valid_to: LocalDate | null;
  readonly max_uses: number | null;
  readonly max_uses_per_client: number | null;
  readonly conditions_json: string;
  readonly is_archived: 0 | 1;
  readonly uses: number;
}

const COUPON = `select c.*, (select coalesce(sum(u.uses), 0) from coupon_uses as u where u.coupon_id = c.id) as uses
  from coupons as c`;

const WHERE = `(? or c.is_archived = 0)
  and (? = '' or instr(c.code_key, ?) > 0 or c.id in (select value from json_each(?)))`;

/** The statements of the list; a test explains their plans. */
export const COUPONS_SQL = {
  page: `${COUPON} where ${WHERE} order by c.is_archived, c.id desc limit ? offset ?`,
  count: `select count(*) as count from coupons as c where ${WHERE}`,
} as const;

/** A page of coupons, the newest first, archived ones last; `key` is the text as a code. */
export function readCoupons(reader: Reader, wish: ListWish & { key: string }): { rows: CouponRow[]; total: number } {
  const values = [wish.withArchived ? 1 : 0, wish.text, wish.key, idsByName(reader, 'coupons', wish.text)];
  return {
    rows: reader.all(sqlText<Raw>(COUPONS_SQL.page, ...values, wish.limit, wish.offset)).map((raw) => couponOf(raw)),
    total: reader.get(sqlText<{ count: number }>(COUPONS_SQL.count, ...values))!.count,
  };
}

/** One coupon. */
export function readCoupon(reader: Reader, couponId: number): CouponRow | undefined {
  const raw = reader.get(sqlText<Raw>(`${COUPON} where c.id = ?`, couponId));
  return raw && couponOf(raw);
}

/** The coupon that a key of a code names. */
export function readCouponByKey(reader: Reader, key: string): CouponRow | undefined {
  const raw = reader.get(sqlText<Raw>(`${COUPON} where c.code_key = ?`, key));
  return raw && couponOf(raw);
}

/** How often one client used a coupon. */
export function countUsesOf(reader: Reader, couponId: number, clientId: number): number {
  return reader.get(
    sqlText<{ uses: number }>(
      'select coalesce(sum(uses), 0) as uses from coupon_uses where coupon_id = ? and client_id = ?',
      couponId,
      clientId,
    ),
  )!.uses;
}

/** What a sale used of coupons and has not been freed yet. */
export function readUsedBy(
  reader: Reader,
  saleId: number,
): { couponId: number; clientId: number | null; uses: number; amountMinor: number }[] {
  return reader.all(
    sqlText<{ couponId: number; clientId: number | null; uses: number; amountMinor: number }>(
      `select coupon_id as couponId, max(client_id) as clientId, sum(uses) as uses, sum(amount_minor) as amountMinor
         from coupon_uses where sale_id = ? group by coupon_id having sum(uses) <> 0`,
      saleId,
    ),
  );
}

/** Notes a use, or takes one back. */
export function insertUse(tx: Tx, row: Insertable<CouponUsesTable>): void {
  tx.insert(query.insertInto('coupon_uses').values(row));
}

/** Writes a coupon. */
export function insertCoupon(tx: Tx, row: Insertable<CouponsTable>): number {
  return tx.insert(query.insertInto('coupons').values(row));
}

/** Changes a coupon; its version goes up by one. */
export function updateCoupon(tx: Tx, row: Pick<CouponRow, 'id' | 'version'>, values: Updateable<CouponsTable>): void {
  tx.run(
    query
      .updateTable('coupons')
      .set({ ...values, version: row.version + 1 })
      .where('id', '=', row.id),
  );
}

function couponOf(raw: Raw): CouponRow {
  return {
    id: raw.id,
    version: raw.version,
    code: raw.code,
    name: raw.name,
    off: offOf(raw),
    conditions: JSON.parse(raw.conditions_json) as Conditions,
    validFrom: raw.valid_from,
    validTo: raw.valid_to,
    maxUses: raw.max_uses,
    maxUsesPerClient: raw.max_uses_per_client,
    isArchived: raw.is_archived === 1,
    uses: raw.uses,
  };
}
