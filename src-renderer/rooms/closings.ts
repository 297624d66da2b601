import { addDays } from '../../src-shared/kernel/local-date.ts';

/** A day of closed time, as the core tells it. */
export interface ClosedDay {
  readonly id: number;
  readonly localDate: string;
  readonly startMin: number;
  readonly endMin: number;
  readonly reason: string;
  readonly visits: number;
}

/** The same hours closed on days in a row for the same reason: what a person made at once. */
export interface Closing extends Omit<ClosedDay, 'id' | 'localDate'> {
  readonly ids: readonly number[];
  readonly fromDate: string;
  readonly toDate: string;
  /** The first day with bookings in it; null = none. */
  readonly firstBooked: string | null;
}

/** Puts the days of one closing together; days are given by date. */
export function closingsOf(days: readonly ClosedDay[]): Closing[] {
  const open = new Map<string, Closing>();
  const found: Closing[] = [];
  for (const { id, localDate, startMin, endMin, reason, visits } of days) {
    const key = `${startMin}/${endMin}/${reason}`;
    const known = open.get(key);
    const booked = visits > 0 ? localDate : null;
    if (known && addDays(known.toDate, 1) === localDate) {
      const longer: Closing = {
        ...known,
        ids: [...known.ids, id],
        toDate: localDate,
        visits: known.visits + visits,
        firstBooked: known.firstBooked ?? booked,
      };
      found[found.indexOf(known)] = longer;
      open.set(key, longer);
      continue;
    }
    const closing: Closing = {
      ids: [id],
      fromDate: localDate,
      toDate: localDate,
      startMin,
      endMin,
      reason,
      visits,
      firstBooked: booked,
    };
    found.push(closing);
    open.set(key, closing);
  }
  return found;
}
