import { type LocalDate, addDays } from '../kernel/local-date.ts';

/** Day sheets that the folder keeps. */
export const KEPT_SHEETS = 14;

/**
 * The day whose sheet must lie in the folder at a minute: tomorrow's from the evening on, before it today's.
 *
 * So an evening on which the PC was off is made up for at the next start. Example: at 20:00 with `eveningMin` 1200 it is
 * tomorrow, at 19:59 today.
 */
export function sheetDayDue(
  now: { readonly localDate: LocalDate; readonly minute: number },
  eveningMin: number,
): LocalDate {
  return now.minute >= eveningMin ? addDays(now.localDate, 1) : now.localDate;
}

/** Sheets to delete: all but the newest days that are kept. */
export function sheetsToDelete(dates: readonly LocalDate[], kept = KEPT_SHEETS): LocalDate[] {
  return dates.toSorted().reverse().slice(kept);
}
