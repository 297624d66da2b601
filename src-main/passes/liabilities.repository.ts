import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { PassKind } from '../../src-shared/passes/passes.contract.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { LAST_DAY } from '../memberships/membership-list.repository.ts';

/** Accounts that hold what is owed. */
const ACCOUNTS: Readonly<Record<PassKind, string>> = { certificate: '2200, 2210', membership: '2300' };

const CERTIFICATES = `left_of (id, units, minor) as (
    select certificate_id, sum(nominal_minor), sum(liability_minor) from certificate_movements
    where local_date <= @onDate group by certificate_id having sum(liability_minor) <> 0),
  held (id, minor) as (
    select id, sum(minor) from (
      select credit_object as id, amount_minor as minor from ledger_entries
      where credit_account = 2210 and local_date <= @onDate
      union all select debit_object, -amount_minor from ledger_entries
      where debit_account = 2210 and local_date <= @onDate)
    group by id),
  owed as (
    select pass.id, pass.number, kind.name as title, pass.type_id, pass.client_id, pass.sold_on, pass.expires_on as last_day,
      pass.paid_minor as sold_minor, left_of.units, left_of.minor as left_minor, coalesce(held.minor, 0) as expired_minor
    from left_of join certificates as pass on pass.id = left_of.id
    left join certificate_types as kind on kind.id = pass.type_id left join held on held.id = left_of.id)`;

const MEMBERSHIPS = `left_of (id, units, minor) as (
    select membership_id, sum(units), sum(value_minor) from membership_movements
    where local_date <= @onDate group by membership_id having sum(value_minor) <> 0),
  dated as (
    select pass.*, left_of.units, left_of.minor as left_minor, ${LAST_DAY('pass', '@onDate')} as last_day
    from left_of join memberships as pass on pass.id = left_of.id),
  owed as (
    select id, number, title, type_id, client_id, sold_on, last_day, price_minor as sold_minor,
      case kind when 'time' then null else units end as units, left_minor,
      case when last_day < @onDate then left_minor else 0 end as expired_minor
    from dated)`;

const OWED: Readonly<Record<PassKind, string>> = { certificate: CERTIFICATES, membership: MEMBERSHIPS };
/** Sums over what is owed. */
export interface OwedSums {
  readonly count: number;
  readonly soldMinor: number;
  readonly leftMinor: number;
  readonly expiredMinor: number;
}

export const LIABILITY_SQL = {
  sums: (kind: PassKind) => `with ${OWED[kind]} select type_id as typeId, max(title) as title,
      substr(sold_on, 1, 7) as month, count(*) as count, sum(sold_minor) as soldMinor, sum(left_minor) as leftMinor,
      sum(expired_minor) as expiredMinor
    from owed group by type_id, month order by type_id, month`,
  rows: (kind: PassKind) => `with ${OWED[kind]} select owed.*, clients.first_name, clients.last_name
    from owed left join clients on clients.id = owed.client_id
    where owed.id > @afterId and (@month is null or substr(sold_on, 1, 7) = @month)
      and (@typeId is null or coalesce(type_id, 0) = @typeId)
      and (@isExpired is null or (expired_minor > 0) = @isExpired)
    order by owed.id limit @limit`,
  pools: `with left_of (pool_id, units) as (
      select pool_id, sum(units) from membership_movements where local_date <= @onDate
      group by membership_id, pool_id having sum(units) > 0)
    select type_id as typeId, pool.name, pool.services_json, pool.categories_json, sum(left_of.units) as unitsLeft
    from left_of join membership_pools as pool on pool.id = left_of.pool_id
    join memberships on memberships.id = pool.membership_id
    where pool.visits is not null
    group by type_id, pool.position, pool.name, pool.services_json, pool.categories_json
    order by type_id, pool.position`,
  ledger: (kind: PassKind) => `select
      (select coalesce(sum(amount_minor), 0) from ledger_entries
        where credit_account in (${ACCOUNTS[kind]}) and local_date <= @onDate)
      - (select coalesce(sum(amount_minor), 0) from ledger_entries
        where debit_account in (${ACCOUNTS[kind]}) and local_date <= @onDate) as minor`,
} as const;

/** Sums of one kind that was sold in one month, 'YYYY-MM'. */
export interface OwedOfMonth extends OwedSums {
  readonly typeId: number | null;
  readonly title: string | null;
  readonly month: string;
}

/** Sums by kind and month of the sale. */
export function readSums(reader: Reader, kind: PassKind, onDate: LocalDate): OwedOfMonth[] {
  return reader.all(sqlText<OwedOfMonth>(LIABILITY_SQL.sums(kind), { onDate }));
}

/** Visits that are left in the pools of a kind of membership. */
export interface PoolUnits {
  readonly typeId: number;
  readonly name: string;
  readonly services_json: string;
  readonly categories_json: string;
  readonly unitsLeft: number;
}

export function readPoolUnits(reader: Reader, onDate: LocalDate): PoolUnits[] {
  return reader.all(sqlText<PoolUnits>(LIABILITY_SQL.pools, { onDate }));
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

export function readOwed(reader: Reader, kind: PassKind, ask: OwedAsk): OwedRow[] {
  const isExpired = ask.isExpired === null ? null : Number(ask.isExpired);
  return reader.all(sqlText<OwedRow>(LIABILITY_SQL.rows(kind), { ...ask, isExpired, afterId: ask.afterId ?? 0 }));
}

/** By the ledger at the end of a day. */
export function readLedgerOwed(reader: Reader, kind: PassKind, onDate: LocalDate): number {
  return reader.get(sqlText<{ minor: number }>(LIABILITY_SQL.ledger(kind), { onDate }))!.minor;
}
