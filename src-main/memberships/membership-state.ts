import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import {
  type CoverFault,
  type MembershipDays,
  coverFault,
  lastDay,
  membershipStatus,
} from '../../src-shared/memberships/memberships.rules.ts';
import type { Hindrance } from '../checkout/neighbours.ts';
import type { Reader } from '../store/executor.ts';
import type { Coverage } from './coverage.ts';
import {
  type FreezeRow,
  type MemberRow,
  type MembershipRow,
  type PoolRow,
  findMembership,
  readEnd,
  readFreezes,
  readMembers,
  readPools,
  readUnitsUsedBy,
} from './memberships.repository.ts';

/** A membership with everything that its rules look at. */
export interface MembershipState {
  readonly row: MembershipRow;
  readonly pools: readonly PoolRow[];
  readonly freezes: readonly FreezeRow[];
  readonly members: readonly MemberRow[];
  readonly days: MembershipDays;
}

/** @throws DomainError NOT_FOUND */
export function readState(reader: Reader, membershipId: number): MembershipState {
  const row = findMembership(reader, membershipId);
  if (!row) throw new DomainError('NOT_FOUND', { what: 'membership', id: membershipId });
  return stateOfRow(reader, row);
}

export function stateOfRow(reader: Reader, row: MembershipRow): MembershipState {
  const freezes = readFreezes(reader, row.id);
  return {
    row,
    pools: readPools(reader, row.id),
    freezes,
    members: readMembers(reader, row.id),
    days: {
      startsOn: row.starts_on,
      activateOn: row.activate_on,
      validityDays: row.validity_days,
      freezes: freezes.map(({ from_date: fromDate, to_date: toDate }) => ({ fromDate, toDate })),
    },
  };
}

/** Units that are left in all pools; null = without a limit. */
export function unitsLeft({ pools }: Pick<MembershipState, 'pools'>): number | null {
  if (pools.some(({ visits }) => visits === null)) return null;
  return pools.reduce((sum, pool) => sum + pool.units_left, 0);
}

/** Value that is not recognised yet. */
export function valueLeft({ pools }: Pick<MembershipState, 'pools'>): number {
  return pools.reduce((sum, pool) => sum + pool.value_left, 0);
}

/** Where a membership stands on a day. */
export function statusOn(reader: Reader, state: MembershipState, onDate: LocalDate) {
  const closedBy = state.row.closed_on === null ? null : (readEnd(reader, state.row.id)?.kind ?? null);
  return membershipStatus({ ...state.days, unitsLeft: unitsLeft(state), closedBy }, onDate);
}

/** The pool that a unit for a service comes from: one that still has some, else the first that names it. */
export function poolFor({ pools }: MembershipState, coverage: Coverage, serviceId: number): PoolRow | null {
  const fitting = pools.filter((pool) => coverage.covers(pool, serviceId));
  return fitting.find((pool) => pool.visits === null || pool.units_left > 0) ?? fitting[0] ?? null;
}

/** What a client is to a membership, the limit of one of the family and what was taken of it. */
function memberOf(reader: Reader, { row, members }: MembershipState, clientId: number | null) {
  const member = members.find(({ client_id: id }) => id === clientId);
  const isOwner = clientId === row.client_id;
  const limit = isOwner || !member ? null : member.max_units;
  const taken = limit === null || clientId === null ? 0 : readUnitsUsedBy(reader, row.id, clientId);
  return { isMember: isOwner || member !== undefined, limit, taken };
}

/** Units that a client may still take of a membership; null = as many as there are. */
export function memberUnitsLeft(reader: Reader, state: MembershipState, clientId: number): number | null {
  const { limit, taken } = memberOf(reader, state, clientId);
  return limit === null ? null : Math.max(0, limit - taken);
}

/** Whether a membership may be used, and why not: with the figures that a sentence needs. */
export function hindranceOf(
  reader: Reader,
  state: MembershipState,
  what: { readonly clientId: number | null; readonly pool: PoolRow | null; readonly onDate: LocalDate },
): Hindrance | null {
  const { row, days } = state;
  const { isMember, limit, taken } = memberOf(reader, state, what.clientId);
  const fault = coverFault(
    {
      ...days,
      isClosed: row.closed_on !== null,
      isMember,
      memberUnitsLeft: limit === null ? null : Math.max(0, limit - taken),
      pool: what.pool === null ? null : { units: what.pool.visits === null ? null : what.pool.units_left },
    },
    what.onDate,
  );
  return fault === null ? null : hindranceFor(state, fault, { limit, taken });
}

function hindranceFor(
  state: MembershipState,
  fault: CoverFault,
  member: { limit: number | null; taken: number },
): Hindrance {
  const { row } = state;
  const about = { membership: row.title, number: row.number, unitsLeft: unitsLeft(state) };
  switch (fault.code) {
    case 'MEMBERSHIP_EXPIRED':
      return { code: fault.code, data: { ...about, lastDay: fault.lastDay } };
    case 'MEMBERSHIP_FROZEN':
      return { code: fault.code, data: { ...about, until: fault.until } };
    case 'MEMBERSHIP_NOT_COVERED':
      return {
        code: fault.code,
        data: {
          ...about,
          reason: fault.why,
          startsOn: row.starts_on,
          ...(member.limit === null ? {} : { limit: member.limit, taken: member.taken }),
        },
      };
  }
}

/** The last day of use as it is known on a day. */
export function lastDayOn(state: MembershipState, onDate: LocalDate): LocalDate | null {
  return lastDay(state.days, onDate);
}
