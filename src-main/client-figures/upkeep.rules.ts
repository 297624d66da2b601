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

/** What the figures need of one line of a completed visit. */
export interface LineFacts {
  readonly client_id: number;
  readonly visit_id: number;
  readonly local_date: LocalDate;
  readonly service_id: number;
  readonly staff_id: number;
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

/** Figures of one client from all their visits in order of date; null without any visit. */
export function figuresOf(
  visits: readonly VisitFacts[],
  lines: readonly LineFacts[],
  today: LocalDate,
): FiguresRow | null {
  if (visits.length === 0) return null;
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
  };
}

/** The services of one client from the lines of their completed visits in order of time. */
export function servicesOf(lines: readonly LineFacts[]): ServiceLastRow[] {
  return [...Map.groupBy(lines, (line) => line.service_id)].map(([serviceId, own]) => {
    const last = own.at(-1)!;
    return {
      service_id: serviceId,
      last_on: last.local_date,
      // The same service twice in one visit was one time.
      times: new Set(own.map((line) => line.visit_id)).size,
      staff_id: last.staff_id,
      interval_days: personalInterval(own.map((line) => line.local_date)),
    };
  });
}
