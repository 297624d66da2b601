import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { MembershipStatus } from '../../src-shared/memberships/memberships.rules.ts';
import { type PassAsk, type PassList, readPage, readTotals } from '../store/paged-list.ts';
import type { Reader } from '../store/executor.ts';
import type { PassTextSource } from '../store/pass-texts.ts';
import type { MembershipRow } from './memberships.repository.ts';

/** The last day of use as it is known on a day: s + D − 1 + frozen days (T8), as `lastDay` of the rules says it. */
const LAST_DAY = (pass: string, onDate: string): string =>
  `date(coalesce(${pass}.starts_on, case when ${pass}.activate_on <= ${onDate} then ${pass}.activate_on end),
    (${pass}.validity_days - 1 + coalesce((
      select sum(cast(julianday(to_date) - julianday(from_date) as integer) + 1) from membership_freezes
      where membership_id = ${pass}.id), 0)) || ' days')`;

const UNITS_LEFT = `case pass.kind when 'time' then null else (
  select coalesce(sum(units), 0) from membership_movements where membership_id = pass.id) end`;

/** What ended a closed one, as `readEnd` says it. */
const ENDED = `case when pass.closed_on is not null then (
  select case when units <= 0 and value_minor <= 0 then kind end from membership_movements
  where membership_id = pass.id and sale_line_id is null and visit_line_id is null and kind in ('expire', 'refund', 'reverse')
  order by id desc limit 1) end`;

/** As `membershipStatus` of the rules says it. */
const STATUS = `case
  when ended = 'refund' then 'refunded'
  when ended = 'reverse' then 'cancelled'
  when ended = 'expire' then 'expired'
  when units_left = 0 then 'spent'
  when last_day < @today then 'expired'
  when exists (select 1 from membership_freezes
    where membership_id = dated.id and from_date <= @today and @today <= to_date) then 'frozen'
  when last_day is null then 'waiting'
  else 'active' end`;

/** The list of memberships. */
export const MEMBERSHIP_LIST: PassList = {
  listed: `select dated.*, ${STATUS} as status from (
    select pass.*, ${LAST_DAY('pass', '@today')} as last_day, ${UNITS_LEFT} as units_left, ${ENDED} as ended
    from memberships as pass) as dated`,
  ofClient: `id in (select id from memberships where client_id = @clientId
    union select membership_id from membership_members where client_id = @clientId)`,
  live: `'active', 'frozen', 'waiting'`,
  allTotals: `(select count(*) from memberships) as total,
    (select coalesce(sum(value_minor), 0) from membership_movements) as leftMinor`,
  totals: `count(*) as total, coalesce(sum((
    select sum(value_minor) from membership_movements where membership_id = found.id)), 0) as leftMinor`,
};

/** What memberships are found by: number, title, whose. */
export const MEMBERSHIP_TEXTS: PassTextSource = {
  table: 'memberships',
  texts: `select pass.id, pass.number || ' ' || pass.title || ' ' || client.first_name || ' ' || client.last_name as text
    from memberships as pass join clients as client on client.id = pass.client_id`,
  names: [],
};

/** A membership as the list reads it. */
export interface ListedMembership extends MembershipRow {
  readonly last_day: LocalDate | null;
  readonly status: MembershipStatus;
}

export function readMembershipPage(reader: Reader, ask: PassAsk<MembershipStatus>): ListedMembership[] {
  return readPage<ListedMembership>(reader, MEMBERSHIP_LIST, ask);
}

/** How many there are and what is not recognised of them, over all pages. */
export function readMembershipTotal(reader: Reader, ask: PassAsk<MembershipStatus>) {
  return readTotals<{ total: number; leftMinor: number }>(reader, MEMBERSHIP_LIST, ask);
}

/** What is owed for memberships on a day (2300, T9); expired = the last day is over and the value is held (T10). */
export const MEMBERSHIP_OWED = {
  accounts: '2300',
  owed: `left_of (id, units, minor) as (
    select membership_id, sum(units), sum(value_minor) from membership_movements
    where local_date <= @onDate group by membership_id having sum(value_minor) <> 0),
  dated as (
    select pass.*, left_of.units, left_of.minor as left_minor, ${LAST_DAY('pass', '@onDate')} as last_day
    from left_of join memberships as pass on pass.id = left_of.id),
  owed as (
    select id, number, title, type_id, client_id, sold_on, last_day, price_minor as sold_minor,
      case kind when 'time' then null else units end as units, left_minor,
      case when last_day < @onDate then left_minor else 0 end as expired_minor
    from dated)`,
  pools: `with left_of (pool_id, units) as (
      select pool_id, sum(units) from membership_movements where local_date <= @onDate
      group by membership_id, pool_id having sum(units) > 0)
    select type_id as typeId, pool.name, pool.services_json, pool.categories_json, sum(left_of.units) as unitsLeft
    from left_of join membership_pools as pool on pool.id = left_of.pool_id
    join memberships on memberships.id = pool.membership_id
    where pool.visits is not null
    group by type_id, pool.position, pool.name, pool.services_json, pool.categories_json
    order by type_id, pool.position`,
} as const;
