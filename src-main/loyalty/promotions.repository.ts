import type { Insertable, Updateable } from 'kysely';
import type { PromotionsTable } from '../../db/schema-money.ts';
import type { Off } from '../../src-shared/checkout/pricing.rules.ts';
import { fold } from '../../src-shared/kernel/fold.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { Conditions } from '../../src-shared/loyalty/promotions.rules.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

/** A promotion as it is kept. */
export interface PromotionRow {
  readonly id: number;
  readonly version: number;
  readonly name: string;
  readonly off: Off;
  readonly isCombinable: boolean;
  readonly noBonus: boolean;
  readonly conditions: Conditions;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
  readonly position: number;
  readonly isArchived: boolean;
}

interface Raw {
  readonly id: number;
  readonly version: number;
  readonly name: string;
  readonly rate_bp: number | null;
  readonly amount_minor: number | null;
  readonly is_combinable: 0 | 1;
  readonly no_bonus: 0 | 1;
  readonly conditions_json: string;
  readonly valid_from: LocalDate;
  readonly valid_to: LocalDate | null;
  readonly position: number;
  readonly is_archived: 0 | 1;
}

/** Which rows of a list: a part of the name in any case, and a page of them. */
export interface ListWish {
  readonly text: string;
  readonly withArchived: boolean;
  readonly offset: number;
  readonly limit: number;
}

const WHERE = "(? or is_archived = 0) and (? = '' or id in (select value from json_each(?)))";

/** The statements of the list; a test explains their plans. */
export const PROMOTIONS_SQL = {
  page: `select * from promotions where ${WHERE} order by is_archived, position, id limit ? offset ?`,
  count: `select count(*) as count from promotions where ${WHERE}`,
} as const;

/** A page of promotions in their order, archived ones last. */
export function readPromotions(reader: Reader, wish: ListWish): { rows: PromotionRow[]; total: number } {
  const values = [wish.withArchived ? 1 : 0, wish.text, idsByName(reader, 'promotions', wish.text)];
  return {
    rows: reader
      .all(sqlText<Raw>(PROMOTIONS_SQL.page, ...values, wish.limit, wish.offset))
      .map((raw) => promotionOf(raw)),
    total: reader.get(sqlText<{ count: number }>(PROMOTIONS_SQL.count, ...values))!.count,
  };
}

/** Ids, as JSON, of those whose name has a text in it; SQLite itself folds no Cyrillic. */
export function idsByName(reader: Reader, table: 'promotions' | 'coupons', text: string): string {
  const wanted = fold(text);
  if (wanted === '') return '[]';
  const all = reader.all(sqlText<{ id: number; name: string }>(`select id, name from ${table}`));
  return JSON.stringify(all.flatMap(({ id, name }) => (fold(name).includes(wanted) ? [id] : [])));
}

/** Promotions that run on a day. */
export function readRunning(reader: Reader, onDate: LocalDate): PromotionRow[] {
  return reader
    .all(
      sqlText<Raw>(
        `select * from promotions
          where is_archived = 0 and valid_from <= ? and (valid_to is null or valid_to >= ?) order by position, id`,
        onDate,
        onDate,
      ),
    )
    .map((raw) => promotionOf(raw));
}

/** One promotion. */
export function readPromotion(reader: Reader, promotionId: number): PromotionRow | undefined {
  const raw = reader.get(sqlText<Raw>('select * from promotions where id = ?', promotionId));
  return raw && promotionOf(raw);
}

/** Writes a promotion. */
export function insertPromotion(tx: Tx, row: Insertable<PromotionsTable>): number {
  return tx.insert(query.insertInto('promotions').values(row));
}

/** Changes a promotion; its version goes up by one. */
export function updatePromotion(
  tx: Tx,
  row: Pick<PromotionRow, 'id' | 'version'>,
  values: Updateable<PromotionsTable>,
): void {
  tx.run(
    query
      .updateTable('promotions')
      .set({ ...values, version: row.version + 1 })
      .where('id', '=', row.id),
  );
}

/** What is kept for a percent or a fixed amount. */
export function offColumns(off: Off): { rate_bp: number | null; amount_minor: number | null } {
  return 'rateBp' in off
    ? { rate_bp: off.rateBp, amount_minor: null }
    : { rate_bp: null, amount_minor: off.amountMinor };
}

/** A percent or a fixed amount from what is kept. */
export function offOf(raw: { rate_bp: number | null; amount_minor: number | null }): Off {
  return raw.rate_bp === null ? { amountMinor: raw.amount_minor! } : { rateBp: raw.rate_bp };
}

function promotionOf(raw: Raw): PromotionRow {
  return {
    id: raw.id,
    version: raw.version,
    name: raw.name,
    off: offOf(raw),
    isCombinable: raw.is_combinable === 1,
    noBonus: raw.no_bonus === 1,
    conditions: JSON.parse(raw.conditions_json) as Conditions,
    validFrom: raw.valid_from,
    validTo: raw.valid_to,
    position: raw.position,
    isArchived: raw.is_archived === 1,
  };
}
