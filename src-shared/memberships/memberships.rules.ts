import { addDays, dayNumber, daysBetween, type LocalDate } from '../kernel/local-date.ts';
import { multiplyByQuantity, partOfRemaining } from '../kernel/money.ts';
import { allocate } from '../kernel/share.ts';

/** Visits: units are taken off pools. Time: unlimited, earned day by day (T8). */
export type MembershipKind = 'visits' | 'time';

/** Days of a pause, both inclusive. */
export interface Freeze {
  readonly fromDate: LocalDate;
  readonly toDate: LocalDate;
}

/** What a pool is sold with. */
export interface PoolTerms {
  /** Null = without a limit. */
  readonly visits: number | null;
  /** List price of one unit, for the share of the price (T8). */
  readonly listPriceMinor: number;
}

/**
 * The price of a membership shared over its pools: M5 with weights list price × visits (T8).
 *
 * Without any price in the list the visits alone are the weights. Example: 10 cuts of 2000 and 5 masks of 1000 for 20000:
 * 16000 and 4000.
 */
export function poolValues(priceMinor: number, pools: readonly PoolTerms[]): number[] {
  if (pools.length === 1) return [priceMinor];
  const byPrice = pools.map(({ visits, listPriceMinor }) => multiplyByQuantity(listPriceMinor, (visits ?? 0) * 1000));
  const weights = byPrice.some((weight) => weight > 0) ? byPrice : pools.map(({ visits }) => visits ?? 1);
  return allocate(priceMinor, weights);
}

/** What is left in a pool. */
export interface PoolLeft {
  /** Null = without a limit. */
  readonly units: number | null;
  readonly valueMinor: number;
}

/**
 * What one visit recognises: R(remaining value / remaining visits), counting this visit (T9).
 *
 * 0 without a limit: those are earned by days. RangeError when no unit is left. Example: 10000 over 3 visits: 3333, 3334, 3333.
 */
export function visitValue(pool: PoolLeft): number {
  return pool.units === null ? 0 : partOfRemaining(pool.valueMinor, 1, pool.units);
}

/** Days of all pauses together; pauses of one membership never overlap. */
export function frozenDays(freezes: readonly Freeze[]): number {
  return freezes.reduce((sum, { fromDate, toDate }) => sum + daysBetween(fromDate, toDate) + 1, 0);
}

/** When a membership may be used. */
export interface MembershipDays {
  /** First day; null until the first visit or the day of activation. */
  readonly startsOn: LocalDate | null;
  /** Starts by itself on this day when nobody has come (features.md part 2, nr 34); null = waits for ever. */
  readonly activateOn: LocalDate | null;
  readonly validityDays: number;
  readonly freezes: readonly Freeze[];
}

/** The first day as it is known on a day; null while it has not begun. */
export function startOn(days: Pick<MembershipDays, 'startsOn' | 'activateOn'>, onDate: LocalDate): LocalDate | null {
  if (days.startsOn !== null) return days.startsOn;
  return days.activateOn !== null && days.activateOn <= onDate ? days.activateOn : null;
}

/** Last day of use: s + D − 1 + frozen days (T8); null while it has not begun. */
export function lastDay(days: MembershipDays, onDate: LocalDate): LocalDate | null {
  const start = startOn(days, onDate);
  return start === null ? null : addDays(start, days.validityDays - 1 + frozenDays(days.freezes));
}

/** The pause that a day is in; null = none. */
export function freezeOn(freezes: readonly Freeze[], onDate: LocalDate): Freeze | null {
  return freezes.find(({ fromDate, toDate }) => fromDate <= onDate && onDate <= toDate) ?? null;
}

/** Days of use that are over on a date inclusive, pauses left out: 0..D (T9). */
export function elapsedDays(days: MembershipDays, onDate: LocalDate): number {
  const start = startOn(days, onDate);
  const end = lastDay(days, onDate);
  if (start === null || end === null || onDate < start) return 0;
  const until = onDate < end ? onDate : end;
  const frozen = days.freezes.reduce((sum, { fromDate, toDate }) => {
    const from = Math.max(dayNumber(fromDate), dayNumber(start));
    const to = Math.min(dayNumber(toDate), dayNumber(until));
    return sum + Math.max(0, to - from + 1);
  }, 0);
  return Math.min(days.validityDays, daysBetween(start, until) + 1 - frozen);
}

/**
 * What an unlimited membership has earned as of a date inclusive: R(P × elapsed non-frozen days / D) (T9).
 *
 * Cumulative; what is recognised for a month is the difference. Example: 9000 for 90 days, after 31 days 3100.
 */
export function earnedByTime(priceMinor: number, days: MembershipDays, onDate: LocalDate): number {
  return partOfRemaining(priceMinor, elapsedDays(days, onDate), days.validityDays);
}

/** Why a membership cannot be paused as wished. */
export type FreezeFault =
  | 'FREEZE_PAST'
  | 'FREEZE_ORDER'
  | 'FREEZE_NOT_STARTED'
  | 'FREEZE_OVER'
  | 'FREEZE_OVERLAPS'
  | 'FREEZE_TIMES'
  | 'FREEZE_DAYS';

/**
 * Whether a pause may be made today, by days and times of its type (T8; features.md part 2, nr 33).
 *
 * It begins today or later, inside the time of use; it neither overlaps another one nor takes more days or times than are left.
 */
export function freezeFault(
  days: MembershipDays,
  limits: { readonly maxDays: number; readonly maxTimes: number },
  wish: Freeze,
  today: LocalDate,
): FreezeFault | null {
  if (wish.fromDate > wish.toDate) return 'FREEZE_ORDER';
  if (wish.fromDate < today) return 'FREEZE_PAST';
  const start = startOn(days, today);
  const end = lastDay(days, today);
  if (start === null || end === null || wish.fromDate < start) return 'FREEZE_NOT_STARTED';
  if (wish.fromDate > end) return 'FREEZE_OVER';
  if (days.freezes.some(({ fromDate, toDate }) => fromDate <= wish.toDate && wish.fromDate <= toDate)) {
    return 'FREEZE_OVERLAPS';
  }
  if (days.freezes.length >= limits.maxTimes) return 'FREEZE_TIMES';
  return frozenDays([...days.freezes, wish]) > limits.maxDays ? 'FREEZE_DAYS' : null;
}

/**
 * The pause as it stays when it ends today: today is a day of use again; null = it never was (T8).
 *
 * Days that were not used up go back to the limit and come off the last day.
 */
export function thawed(freeze: Freeze, today: LocalDate): Freeze | null {
  return today <= freeze.fromDate ? null : { fromDate: freeze.fromDate, toDate: addDays(today, -1) };
}

/** Where a membership stands on a day. */
export const MEMBERSHIP_STATUSES = [
  'waiting',
  'active',
  'frozen',
  'spent',
  'expired',
  'refunded',
  'cancelled',
] as const;
export type MembershipStatus = (typeof MEMBERSHIP_STATUSES)[number];

/** What ended a membership before its units did; null = nothing has. */
export type MembershipEnd = 'expire' | 'refund' | 'reverse';

/** The status of a membership on a day. `unitsLeft` null = without a limit. */
export function membershipStatus(
  membership: MembershipDays & { readonly unitsLeft: number | null; readonly closedBy: MembershipEnd | null },
  onDate: LocalDate,
): MembershipStatus {
  if (membership.closedBy === 'refund') return 'refunded';
  if (membership.closedBy === 'reverse') return 'cancelled';
  if (membership.closedBy === 'expire') return 'expired';
  if (membership.unitsLeft === 0) return 'spent';
  const end = lastDay(membership, onDate);
  if (end !== null && onDate > end) return 'expired';
  if (freezeOn(membership.freezes, onDate) !== null) return 'frozen';
  return startOn(membership, onDate) === null ? 'waiting' : 'active';
}

/** Why a membership does not cover a service for a client (T8). */
export type CoverFault =
  | {
      readonly code: 'MEMBERSHIP_NOT_COVERED';
      readonly why: 'service' | 'units' | 'client' | 'limit' | 'closed' | 'early';
    }
  | { readonly code: 'MEMBERSHIP_FROZEN'; readonly until: LocalDate }
  | { readonly code: 'MEMBERSHIP_EXPIRED'; readonly lastDay: LocalDate };

/** A membership as the question of coverage sees it. */
export interface CoverCase extends MembershipDays {
  readonly isClosed: boolean;
  /** The client is the owner or one of the family. */
  readonly isMember: boolean;
  /** Units this member may still take; null = as many as there are. */
  readonly memberUnitsLeft: number | null;
  /** The pool of the service; null = it has none. */
  readonly pool: { readonly units: number | null } | null;
}

/**
 * Whether a membership covers a service on a day; null = it does (T8).
 *
 * The last day is a day of use. One that waits for its first visit begins with it.
 */
export function coverFault(membership: CoverCase, onDate: LocalDate): CoverFault | null {
  if (!membership.isMember) return { code: 'MEMBERSHIP_NOT_COVERED', why: 'client' };
  const end = lastDay(membership, onDate);
  if (end !== null && onDate > end) return { code: 'MEMBERSHIP_EXPIRED', lastDay: end };
  if (membership.isClosed) return { code: 'MEMBERSHIP_NOT_COVERED', why: 'closed' };
  const start = startOn(membership, onDate);
  if (start !== null && onDate < start) return { code: 'MEMBERSHIP_NOT_COVERED', why: 'early' };
  const freeze = freezeOn(membership.freezes, onDate);
  if (freeze !== null) return { code: 'MEMBERSHIP_FROZEN', until: freeze.toDate };
  if (membership.pool === null) return { code: 'MEMBERSHIP_NOT_COVERED', why: 'service' };
  if (membership.pool.units !== null && membership.pool.units < 1)
    return { code: 'MEMBERSHIP_NOT_COVERED', why: 'units' };
  if (membership.memberUnitsLeft !== null && membership.memberUnitsLeft < 1) {
    return { code: 'MEMBERSHIP_NOT_COVERED', why: 'limit' };
  }
  return null;
}

/** What a client gets back of a membership, and what becomes revenue (T10, E19). */
export interface MembershipRefund {
  readonly refundMinor: number;
  readonly revenueMinor: number;
}

/**
 * The money back of a membership (T10, E19).
 *
 * `proportional`: all that is not recognised yet. `single_price`: the price less every visit at its list price, never below 0
 * and never more than is left; what is left then becomes revenue. Example: 10000 for 10, 4 used at 1500 each:
 * proportional 6000; by single prices 4000, and 2000 become revenue.
 */
export function membershipRefund(
  mode: 'proportional' | 'single_price',
  membership: { readonly priceMinor: number; readonly leftMinor: number; readonly usedAtListMinor: number },
): MembershipRefund {
  const { priceMinor, leftMinor, usedAtListMinor } = membership;
  const refundMinor =
    mode === 'proportional' ? leftMinor : Math.min(leftMinor, Math.max(0, priceMinor - usedAtListMinor));
  return { refundMinor, revenueMinor: leftMinor - refundMinor };
}
