import { type LocalDate, addDays, addMonths, isoWeekday } from '../../src-shared/kernel/local-date.ts';

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** The day that a key goes to in a month of days; null for a key that does something else. */
export function dayByKey(code: string, day: LocalDate): LocalDate | null {
  const step = STEPS[code];
  if (step !== undefined) return addDays(day, step);
  if (code === 'PageUp' || code === 'PageDown') return addMonths(day, code === 'PageUp' ? -1 : 1, 'clamp');
  if (code === 'Home') return addDays(day, 1 - isoWeekday(day));
  return code === 'End' ? addDays(day, 7 - isoWeekday(day)) : null;
}
