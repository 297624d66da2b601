import type { Day, DayLine, VisitStatus } from '../../src-shared/journal/journal.contract.ts';
import { VISIT_STATUSES } from '../../src-shared/journal/journal.contract.ts';
import { activeMinutesByStaff, isOccupying, loadBp } from '../../src-shared/journal/journal.rules.ts';
import { totalMinutes } from '../../src-shared/kernel/intervals.ts';
import { isOwing } from './journal-filter.ts';

/** What a day comes to, as the chips show it. Money in minor units. */
export interface DaySums {
  readonly visits: number;
  readonly loadBp: number | null;
  readonly plannedMinor: number;
  readonly byStatus: Readonly<Record<VisitStatus, number>>;
  /** Completed and not fully paid. */
  readonly owing: number;
}

/**
 * Adds up days: visits that take time, load (R6), planned money, visits by status.
 *
 * `isOwn` takes the services of one master or room only; a visit counts when it has one. With `isRoom` the time is
 * that of the rooms, which are held through processing too (A6).
 */
export function daySums(days: readonly Day[], isOwn: (line: DayLine) => boolean = () => true, isRoom = false): DaySums {
  const byStatus = Object.fromEntries(VISIT_STATUSES.map((status) => [status, 0])) as Record<VisitStatus, number>;
  let visits = 0;
  let owing = 0;
  let plannedMinor = 0;
  let activeMin = 0;
  let availableMin = 0;
  for (const day of days) {
    const own = day.visits
      .map((visit) => ({
        ...visit,
        lines: visit.lines.filter(isOwn).map((line) => (isRoom ? { ...line, processing: [] } : line)),
      }))
      .filter(({ lines }) => lines.length > 0);
    for (const visit of own) {
      byStatus[visit.status] += 1;
      if (isOwing(visit)) owing += 1;
      if (!isOccupying(visit.status)) continue;
      visits += 1;
      for (const line of visit.lines) plannedMinor += line.priceMinor;
    }
    for (const minutes of activeMinutesByStaff({ visits: own }).values()) activeMin += minutes;
    availableMin += isRoom ? roomMinutes(day) : masterMinutes(day);
  }
  return { visits, loadBp: loadBp(activeMin, availableMin), plannedMinor, byStatus, owing };
}

/** Minutes in which somebody works (A3). */
const masterMinutes = (day: Day): number => day.staff.reduce((sum, person) => sum + totalMinutes(person.work), 0);

/** Minutes that the rooms of a day have: the salon's hours, once for each place. */
const roomMinutes = (day: Day): number =>
  totalMinutes(day.salonHours) * day.rooms.reduce((sum, room) => sum + Math.max(1, room.capacity), 0);
