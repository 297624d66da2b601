import { type LocalDate, daysBetween } from '../kernel/local-date.ts';

/**
 * When a service may follow another one (features.md part 2, nr 14): "lash fill within 21 days after a full set".
 *
 * Days are counted from the client's last visit with one of `afterServiceIds` to the day of booking.
 */
export interface BookingRule {
  /** Any of them counts; at least one. */
  readonly afterServiceIds: readonly number[];
  readonly minDays: number | null;
  readonly maxDays: number | null;
  /** Whether somebody who never had them may book. */
  readonly allowsFirst: boolean;
}

/** Why a booking does not fit the rule of its service. A person may book all the same: it is a warning (soft). */
export interface BookingRuleProblem {
  readonly kind: 'tooEarly' | 'tooLate' | 'neverBefore';
  /** The day of the last visit that counts; null for `neverBefore`. */
  readonly lastOn: LocalDate | null;
  /** Days since then; null for `neverBefore`. */
  readonly days: number | null;
  /** The limit that is not met; null for `neverBefore`. */
  readonly limitDays: number | null;
}

/**
 * What stands against booking a service on a day, by its rule; null when nothing does.
 *
 * `past`: the client's visits that occupy time (A12), with their services; those after the day do not count. A client who is
 * not known (null) is asked nothing. Example: rule "at most 21 days", last full set 30 days ago: `tooLate`, days 30.
 */
export function bookingRuleProblem(
  rule: BookingRule | null,
  localDate: LocalDate,
  past: readonly { readonly serviceId: number; readonly localDate: LocalDate }[] | null,
): BookingRuleProblem | null {
  if (!rule || past === null || rule.afterServiceIds.length === 0) return null;
  let lastOn: LocalDate | null = null;
  for (const visit of past) {
    if (visit.localDate > localDate || !rule.afterServiceIds.includes(visit.serviceId)) continue;
    if (lastOn === null || visit.localDate > lastOn) lastOn = visit.localDate;
  }
  if (lastOn === null) {
    return rule.allowsFirst ? null : { kind: 'neverBefore', lastOn: null, days: null, limitDays: null };
  }
  const days = daysBetween(lastOn, localDate);
  if (rule.minDays !== null && days < rule.minDays) return { kind: 'tooEarly', lastOn, days, limitDays: rule.minDays };
  if (rule.maxDays !== null && days > rule.maxDays) return { kind: 'tooLate', lastOn, days, limitDays: rule.maxDays };
  return null;
}

/** What is wrong with a rule; null when nothing is. */
export function bookingRuleFault(rule: BookingRule): 'NO_SERVICES' | 'NOTHING_ASKED' | 'RANGE_REVERSED' | null {
  if (rule.afterServiceIds.length === 0) return 'NO_SERVICES';
  if (rule.minDays === null && rule.maxDays === null && rule.allowsFirst) return 'NOTHING_ASKED';
  if (rule.minDays !== null && rule.maxDays !== null && rule.minDays > rule.maxDays) return 'RANGE_REVERSED';
  return null;
}
