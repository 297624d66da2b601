import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { personalInterval } from '../../src-shared/client-figures/client-figures.rules.ts';

/** What the figures need of one visit. */
export interface VisitFacts {
  readonly id: number;
  readonly client_id: number;
  readonly local_date: LocalDate;
  readonly status: string;
  readonly is_late_cancel: 0 | 1;
}

/** What the figures need of one line of a completed visit, or of a check beside it. */
export interface LineFacts {
  readonly client_id: number;
  /** The visit, or the check without one below zero. */
  readonly check_id: number;
  readonly local_date: LocalDate;
  /** Null = goods. */
  readonly service_id: number | null;
  readonly staff_id: number | null;
  readonly price_minor: number;
}

/** A row of `client_figures` without its key; '' where there is no such day. */
export interface FiguresRow {
  readonly first_on: LocalDate;
  readonly last_on: LocalDate;
  readonly next_on: LocalDate;
  readonly visits: number;
  readonly no_shows: number;
  readonly late_cancels: number;
  readonly spent_minor: number;
  readonly cadence_days: number | null;
  /** Checks with something left of them (R2). */
  readonly checks: number;
}

/** A row of `client_service_last` without the client. */
export interface ServiceLastRow {
  readonly service_id: number;
  readonly last_on: LocalDate;
  readonly times: number;
  readonly staff_id: number;
  readonly interval_days: number | null;
}

/** A visit counts once the client is there. */
export const CAME: ReadonlySet<unknown> = new Set(['arrived', 'in_progress', 'completed']);
/** A visit that is still to come, from today on. */
const AHEAD: ReadonlySet<unknown> = new Set(['booked', 'confirmed']);

/** Figures of one client from all their visits in order of date; null without any visit and check. */
export function figuresOf(
  visits: readonly VisitFacts[],
  lines: readonly LineFacts[],
  today: LocalDate,
): FiguresRow | null {
  if (visits.length === 0 && lines.length === 0) return null;
  const came = visits.filter(({ status }) => CAME.has(status)).map((visit) => visit.local_date);
  return {
    first_on: came[0] ?? '',
    last_on: came.at(-1) ?? '',
    next_on: visits.find(({ status, local_date: date }) => AHEAD.has(status) && date >= today)?.local_date ?? '',
    visits: came.length,
    no_shows: visits.filter(({ status }) => status === 'no_show').length,
    late_cancels: visits.filter(({ status, is_late_cancel: isLate }) => status === 'cancelled' && isLate === 1).length,
    spent_minor: lines.reduce((sum, line) => sum + line.price_minor, 0),
    cadence_days: personalInterval(came),
    checks: countChecks(lines),
  };
}

/** Checks of which something is left after refunds: what the average is taken over (R2). */
function countChecks(lines: readonly LineFacts[]): number {
  const sums = new Map<number, number>();
  for (const { check_id: id, price_minor: minor } of lines) sums.set(id, (sums.get(id) ?? 0) + minor);
  return [...sums.values()].filter((sum) => sum > 0).length;
}

/** The services of one client from the lines of their completed visits and checks in order of time. */
export function servicesOf(lines: readonly LineFacts[]): ServiceLastRow[] {
  const done = lines.filter((line) => isDone(line));
  return [...Map.groupBy(done, (line) => line.service_id)].map(([serviceId, own]) => {
    const last = own.at(-1)!;
    return {
      service_id: serviceId,
      last_on: last.local_date,
      // The same service twice in one visit was one time.
      times: new Set(own.map((line) => line.check_id)).size,
      staff_id: last.staff_id,
      interval_days: personalInterval(own.map((line) => line.local_date)),
    };
  });
}

/** A service that somebody did: goods, and what nobody is named for, are no visit to come back for. */
function isDone(line: LineFacts): line is LineFacts & { service_id: number; staff_id: number } {
  return line.service_id !== null && line.staff_id !== null;
}
