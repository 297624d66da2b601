import type { Interval } from '../../src-shared/kernel/intervals.ts';
import type { Random } from '../../src-shared/kernel/random.ts';
import { LARGE_WEEK_HOURS, WEEK_HOURS } from './demo-calendar.ts';
import type { DemoSize } from './demo-model.ts';
import { type DemoMaster, type DemoRoom, LARGE_ROOMS, SALON_MASTERS, SALON_ROOMS, largeStaff } from './demo-staff.ts';

/** What a size of the demo salon means. */
export interface SizePlan {
  readonly masters: readonly DemoMaster[];
  readonly rooms: readonly DemoRoom[];
  readonly weekHours: readonly (readonly Interval[])[];
  /** Days of history before today. */
  readonly pastDays: number;
  readonly clients: number;
  /** Exactly so many visits; null as many as the day brings. */
  readonly visits: number | null;
  /** Service times against the price list, in percent. */
  readonly minutesPercent: number;
  /** Share of the clients who came before the history begins. */
  readonly oldShare: number;
  /** Weights of: one visit, two to four, five to twelve, as long as the history. */
  readonly loyalty: readonly [number, number, number, number];
}

/** Four weeks are booked ahead. */
export const AHEAD_DAYS = 28;

/** The plan of a size. */
export function planOf(size: DemoSize, scale: number, random: Random): SizePlan {
  switch (size) {
    case 'salon':
      return {
        masters: SALON_MASTERS,
        rooms: SALON_ROOMS,
        weekHours: WEEK_HOURS,
        pastDays: 548,
        clients: Math.round(1500 * scale),
        visits: null,
        minutesPercent: 100,
        oldShare: 0.3,
        loyalty: [30, 24, 22, 24],
      };
    case 'ten-years':
      return {
        masters: largeStaff(random),
        rooms: LARGE_ROOMS,
        weekHours: LARGE_WEEK_HOURS,
        pastDays: 3652,
        clients: Math.round(200_000 * scale),
        visits: Math.round(1_000_000 * scale),
        minutesPercent: 40,
        oldShare: 0.03,
        loyalty: [40, 30, 20, 10],
      };
    default:
      return size satisfies never;
  }
}
