import type { Day, VisitStatus } from '../../src-shared/journal/journal.contract.ts';
import { VISIT_STATUSES } from '../../src-shared/journal/journal.contract.ts';
import { activeMinutesByStaff, isOccupying, loadBp } from '../../src-shared/journal/journal.rules.ts';
import { totalMinutes } from '../../src-shared/kernel/intervals.ts';

/** What a day comes to, as the chips show it. Money in minor units. */
export interface DaySums {
  readonly visits: number;
  readonly loadBp: number | null;
  readonly plannedMinor: number;
  readonly byStatus: Readonly<Record<VisitStatus, number>>;
}

/** Adds up a day: visits that take time, load (R6), planned money, visits by status. */
export function daySums(day: Day | null): DaySums {
  const byStatus = Object.fromEntries(VISIT_STATUSES.map((status) => [status, 0])) as Record<VisitStatus, number>;
  if (day === null) return { visits: 0, loadBp: null, plannedMinor: 0, byStatus };
  let visits = 0;
  let plannedMinor = 0;
  for (const visit of day.visits) {
    byStatus[visit.status] += 1;
    if (!isOccupying(visit.status)) continue;
    visits += 1;
    for (const line of visit.lines) plannedMinor += line.priceMinor;
  }
  let activeMin = 0;
  for (const minutes of activeMinutesByStaff(day).values()) activeMin += minutes;
  const availableMin = day.staff.reduce((sum, person) => sum + totalMinutes(person.work), 0);
  return { visits, loadBp: loadBp(activeMin, availableMin), plannedMinor, byStatus };
}
