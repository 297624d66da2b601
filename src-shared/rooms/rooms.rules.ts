import { type Interval, intersect } from '../kernel/intervals.ts';
import { type LocalDate, isoWeekday } from '../kernel/local-date.ts';

/** A room, or a device that is booked as one. */
export const ROOM_KINDS = ['room', 'equipment'] as const;
export type RoomKind = (typeof ROOM_KINDS)[number];

/** Open whenever somebody works. */
const ALWAYS: readonly Interval[] = [[0, 2880]];

/**
 * When a room can be used on a day, before its blocks (A4).
 *
 * Own hours ∩ the salon's hours. A room without own hours sets no limit of its own: work outside the salon's hours is
 * then the matter of OUTSIDE_SALON_HOURS, which a person may confirm.
 */
export function roomHoursOn(
  weekHours: readonly (readonly Interval[])[] | null,
  salonHours: readonly Interval[],
  date: LocalDate,
): readonly Interval[] {
  if (weekHours === null) return ALWAYS;
  return intersect(weekHours[isoWeekday(date) - 1] ?? [], salonHours);
}
