import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { type Reader, sqlText } from '../store/executor.ts';

/** What of a feature is owed, as SQL; `@onDate` is the day. */
export interface OwedSource {
  /** Accounts of the ledger that hold it. */
  readonly accounts: string;
  /** The end of a `with` that makes `owed (id, number, title, type_id, client_id, sold_on, last_day, sold_minor, units, …)`. */
  readonly owed: string;
  /** Visits that are left by kind and pool; null where there are none. */
  readonly pools: string | null;
}

/** Sums over what is owed. */
export interface OwedSums {
  readonly count: number;
  readonly soldMinor: number;
  readonly leftMinor: number;
  readonly expiredMinor: number;
}

export const LIABILITY_SQL = {
  sums: ({ owed }: OwedSource) => `with ${owed} select type_id as typeId, max(title) as title,
      substr(sold_on, 1, 7) as month, count(*) as count, sum(sold_minor) as soldMinor, sum(left_minor) as leftMinor,
      sum(expired_minor) as expiredMinor
    from owed group by type_id, month order by type_id, month`,
  rows: ({ owed }: OwedSource) => `with ${owed} select owed.*, clients.first_name, clients.last_name
    from owed left join clients on clients.id = owed.client_id
    where owed.id > @afterId and (@month is null or substr(sold_on, 1, 7) = @month)
      and (@typeId is null or coalesce(type_id, 0) = @typeId)
      and (@isExpired is null or (expired_minor > 0) = @isExpired)
    order by owed.id limit @limit`,
  ledger: ({ accounts }: OwedSource) => `select
      (select coalesce(sum(amount_minor), 0) from ledger_entries
        where credit_account in (${accounts}) and local_date <= @onDate)
      - (select coalesce(sum(amount_minor), 0) from ledger_entries
        where debit_account in (${accounts}) and local_date <= @onDate) as minor`,
} as const;

/** Sums of one kind that was sold in one month, 'YYYY-MM'. */
export interface OwedOfMonth extends OwedSums {
  readonly typeId: number | null;
  readonly title: string | null;
  readonly month: string;
}

/** Sums by kind and month of the sale. */
export function readSums(reader: Reader, source: OwedSource, onDate: LocalDate): OwedOfMonth[] {
  return reader.all(sqlText<OwedOfMonth>(LIABILITY_SQL.sums(source), { onDate }));
}

/** Visits that are left in the pools of a kind of membership. */
export interface PoolUnits {
  readonly typeId: number;
  readonly name: string;
  readonly services_json: string;
  readonly categories_json: string;
  readonly unitsLeft: number;
}

export function readPoolUnits(reader: Reader, { pools }: OwedSource, onDate: LocalDate): PoolUnits[] {
  return pools === null ? [] : reader.all(sqlText<PoolUnits>(pools, { onDate }));
}

/** What the rows are narrowed by; null = all. */
export interface OwedAsk {
  readonly onDate: LocalDate;
  readonly month: string | null;
  readonly typeId: number | null;
  readonly isExpired: boolean | null;
  readonly afterId: number | null;
  readonly limit: number;
}

/** One certificate or membership that something is owed for. */
export interface OwedRow {
  readonly id: number;
  readonly number: string;
  readonly title: string | null;
  readonly sold_on: LocalDate;
  readonly last_day: LocalDate | null;
  readonly sold_minor: number;
  readonly units: number | null;
  readonly left_minor: number;
  readonly expired_minor: number;
  readonly first_name: string | null;
  readonly last_name: string | null;
}

export function readOwed(reader: Reader, source: OwedSource, ask: OwedAsk): OwedRow[] {
  const isExpired = ask.isExpired === null ? null : Number(ask.isExpired);
  return reader.all(sqlText<OwedRow>(LIABILITY_SQL.rows(source), { ...ask, isExpired, afterId: ask.afterId ?? 0 }));
}

/** By the ledger at the end of a day. */
export function readLedgerOwed(reader: Reader, source: OwedSource, onDate: LocalDate): number {
  return reader.get(sqlText<{ minor: number }>(LIABILITY_SQL.ledger(source), { onDate }))!.minor;
}
