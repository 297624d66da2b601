import type { VisitStatus } from '../../src-shared/journal/journal.contract.ts';
import type { Random } from '../../src-shared/kernel/random.ts';
import type { Outcome } from './demo-planner.ts';

/** What decides how a visit of today stands. */
export interface StandingVisit {
  readonly startMin: number;
  readonly endMin: number;
  readonly outcome: Outcome;
  /** Draws in [0, 1), made when the visit was planned: the hour of the day moves no other visit. */
  readonly draw: number;
}

/** Wait before a client who did not come counts as missing (V1). */
const NO_SHOW_GRACE_MIN = 15;

/** Status of a visit booked for a later day: the nearer, the more are confirmed. */
export function aheadStatus(outcome: Outcome, daysAhead: number, draw: number): VisitStatus {
  if (outcome === 'cancelled') return 'cancelled';
  const confirmed = daysAhead <= 1 ? 0.7 : daysAhead <= 3 ? 0.35 : 0.12;
  return draw < confirmed ? 'confirmed' : 'booked';
}

/** Status of a visit of today at a minute, before anything rare is made sure of. */
function statusAt(visit: StandingVisit, nowMin: number): VisitStatus {
  const { startMin, endMin, outcome, draw } = visit;
  if (outcome === 'cancelled') return 'cancelled';
  if (outcome === 'no_show') {
    if (nowMin >= startMin + NO_SHOW_GRACE_MIN) return 'no_show';
  } else {
    if (endMin <= nowMin) return 'completed';
    if (startMin <= nowMin) return nowMin - startMin <= 10 && draw < 0.5 ? 'arrived' : 'in_progress';
    if (startMin - nowMin <= 20 && draw < 0.35) return 'arrived';
  }
  return draw < 0.68 ? 'confirmed' : 'booked';
}

/**
 * Statuses of today's visits at a minute.
 *
 * In the middle of a working day each status is there at least once: a quiet day gets its missing client, its
 * cancellation and its waiting client from the visits that suit.
 */
export function todayStatuses(visits: readonly StandingVisit[], nowMin: number): VisitStatus[] {
  const statuses = visits.map((visit) => statusAt(visit, nowMin));
  const make = (wanted: VisitStatus, from: VisitStatus, suits: (visit: StandingVisit) => boolean): void => {
    if (statuses.includes(wanted)) return;
    const index = visits.findIndex((visit, at) => statuses[at] === from && suits(visit));
    if (index >= 0) statuses[index] = wanted;
  };
  make('no_show', 'completed', (visit) => nowMin >= visit.endMin);
  make('cancelled', 'completed', (visit) => visit.endMin <= nowMin);
  make('cancelled', 'booked', () => true);
  const isNear = (visit: StandingVisit): boolean => visit.startMin > nowMin && visit.startMin - nowMin <= 45;
  make('arrived', 'confirmed', isNear);
  make('arrived', 'booked', isNear);
  if (statuses.filter((status) => status === 'in_progress').length > 1) {
    make('arrived', 'in_progress', (visit) => nowMin - visit.startMin <= 40);
  }
  make('booked', 'confirmed', () => true);
  make('confirmed', 'booked', () => true);
  return statuses;
}

/** Days between booking and visit. */
const LEADS = [0, 1, 2, 3, 5, 7, 10, 14, 21, 28] as const;
const LEAD_WEIGHTS = [12, 14, 12, 11, 11, 12, 8, 9, 7, 4] as const;

export function drawLead(random: Random): number {
  return random.weighted(LEADS, LEAD_WEIGHTS);
}
