import { type LocalDate, daysBetween } from '../kernel/local-date.ts';

/** Intervals that a habit is told from: the newest ones, at least so many. */
const NEWEST_INTERVALS = 5;
const LEAST_INTERVALS = 3;

/**
 * How often somebody comes, in days (R12): the median of the last ≤ 5 intervals, half a day up; null below 3 intervals.
 *
 * `dates` ascending; two visits of one day are one coming. Example: 1, 31 Jan, 2 Mar, 1 Apr → 30.
 */
export function personalInterval(dates: readonly LocalDate[]): number | null {
  const intervals: number[] = [];
  for (let index = dates.length - 1; index > 0 && intervals.length < NEWEST_INTERVALS; index--) {
    const days = daysBetween(dates[index - 1]!, dates[index]!);
    if (days > 0) intervals.push(days);
  }
  if (intervals.length < LEAST_INTERVALS) return null;
  intervals.sort((a, b) => a - b);
  const middle = intervals.length >> 1;
  if (intervals.length % 2 === 1) return intervals[middle]!;
  return Math.floor((intervals[middle - 1]! + intervals[middle]! + 1) / 2);
}

export const CLIENT_STATUSES = ['active', 'sleeping', 'lost'] as const;
export type ClientStatus = (typeof CLIENT_STATUSES)[number];

/** How the salon tells who is active (domain.md section 11): by the client's own rhythm where it is known, or by days. */
export interface StatusSettings {
  readonly clientStatusBy: 'rhythm' | 'days';
  /** Days without a visit after which a client sleeps. */
  readonly sleepingDays: number;
  /** Days without a visit after which a client is lost (R4). */
  readonly lossDays: number;
}

/** What a status is told from. */
export interface StatusFacts {
  readonly manual: ClientStatus | null;
  /** Day of the newest visit that came; '' when none. */
  readonly lastOn: LocalDate;
  /** Day of the next booking; '' when none. */
  readonly nextOn: LocalDate;
  readonly cadenceDays: number | null;
}

/** By one's own rhythm p: asleep after 2p days without a visit (one was missed), lost after 3p (overdue by 2p, R12). */
export const SLEEPING_TIMES = 2;
export const LOST_TIMES = 3;

/**
 * Whether a client is active, sleeping or lost today; null for one who has never been here and is not expected.
 *
 * What a person has set stands; a booking ahead makes active; else the days since the last visit decide, by the client's own
 * rhythm where the salon asks for it and three intervals are known, by the days of the settings otherwise.
 */
export function clientStatus(facts: StatusFacts, today: LocalDate, settings: StatusSettings): ClientStatus | null {
  if (facts.manual) return facts.manual;
  if (facts.nextOn !== '') return 'active';
  if (facts.lastOn === '') return null;
  const days = daysBetween(facts.lastOn, today);
  const cadence = settings.clientStatusBy === 'rhythm' ? facts.cadenceDays : null;
  const [sleeping, lost] =
    cadence === null ? [settings.sleepingDays, settings.lossDays] : [cadence * SLEEPING_TIMES, cadence * LOST_TIMES];
  if (days > lost) return 'lost';
  return days > sleeping ? 'sleeping' : 'active';
}
