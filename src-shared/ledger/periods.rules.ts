import {
  FIRST_DATE,
  LAST_DATE,
  type LocalDate,
  addDays,
  addMonths,
  dayNumber,
  daysBetween,
  daysInMonth,
  fromDayNumber,
  startOfIsoWeek,
  startOfMonth,
} from '../kernel/local-date.ts';

/** A period of whole days, both ends inclusive (R). */
export interface Period {
  readonly fromDate: LocalDate;
  readonly toDate: LocalDate;
}

/** How a period is cut into columns. */
export const COLUMN_STEPS = ['none', 'month', 'year'] as const;
export type ColumnStep = (typeof COLUMN_STEPS)[number];

/** What a period is compared with (features.md F4). */
export const COMPARISONS = ['none', 'before', 'year'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** Periods that are one press away. */
export const PERIOD_PRESETS = [
  'today',
  'yesterday',
  'week',
  'month',
  'lastMonth',
  'quarter',
  'year',
  'lastYear',
  'twelveMonths',
] as const;
export type PeriodPreset = (typeof PERIOD_PRESETS)[number];

const lastOfMonth = (date: LocalDate): LocalDate => addDays(startOfMonth(date), daysInMonth(date) - 1);
const startOfYear = (date: LocalDate): LocalDate => `${date.slice(0, 4)}-01-01`;

/** The days of a preset, ending today where they are not over yet. */
export function presetPeriod(preset: PeriodPreset, today: LocalDate): Period {
  const month = startOfMonth(today);
  switch (preset) {
    case 'today':
      return { fromDate: today, toDate: today };
    case 'yesterday':
      return { fromDate: addDays(today, -1), toDate: addDays(today, -1) };
    case 'week':
      return { fromDate: startOfIsoWeek(today), toDate: today };
    case 'month':
      return { fromDate: month, toDate: today };
    case 'lastMonth':
      return { fromDate: addMonths(month, -1, 'clamp'), toDate: addDays(month, -1) };
    case 'quarter': {
      const offset = (Number(today.slice(5, 7)) - 1) % 3;
      return { fromDate: addMonths(month, -offset, 'clamp'), toDate: today };
    }
    case 'year':
      return { fromDate: startOfYear(today), toDate: today };
    case 'lastYear': {
      const end = addDays(startOfYear(today), -1);
      return { fromDate: startOfYear(end), toDate: end };
    }
    case 'twelveMonths':
      return { fromDate: addMonths(month, -11, 'clamp'), toDate: today };
  }
}

/** The day so many days later; null outside the calendar. */
function daysLater(date: LocalDate, days: number): LocalDate | null {
  const number = dayNumber(date) + days;
  return number < dayNumber(FIRST_DATE) || number > dayNumber(LAST_DATE) ? null : fromDayNumber(number);
}

/** The same day of a month so many months later, or its last day; null outside the calendar. */
function monthsLater(date: LocalDate, months: number): LocalDate | null {
  const year = Math.floor((monthNumber(date) + months) / 12);
  if (year < Number(FIRST_DATE.slice(0, 4)) || year > Number(LAST_DATE.slice(0, 4))) return null;
  return addMonths(date, months, 'clamp');
}

/** Both ends moved; the end of a month stays the end of a month. */
function movedByMonths({ fromDate, toDate }: Period, months: number): Period | null {
  const [from, to] = [monthsLater(fromDate, months), monthsLater(toDate, months)];
  if (from === null || to === null) return null;
  return { fromDate: from, toDate: toDate === lastOfMonth(toDate) ? lastOfMonth(to) : to };
}

/**
 * The period of the same length a step to the left or right; null where that leaves the calendar.
 *
 * Whole months stay whole months: from March one step back is February, from a quarter the quarter before. A period from the
 * first of a month to a day in the middle becomes the same days of the other month.
 */
export function shiftPeriod(period: Period, direction: -1 | 1): Period | null {
  const { fromDate, toDate } = period;
  if (fromDate === startOfMonth(fromDate)) return movedByMonths(period, monthsBetween(fromDate, toDate) * direction);
  const days = (daysBetween(fromDate, toDate) + 1) * direction;
  const [from, to] = [daysLater(fromDate, days), daysLater(toDate, days)];
  return from === null || to === null ? null : { fromDate: from, toDate: to };
}

/** What a period is compared with; null = with nothing, also where the calendar has no such period. */
export function comparedPeriod(period: Period, comparison: Comparison): Period | null {
  switch (comparison) {
    case 'none':
      return null;
    case 'before':
      return shiftPeriod(period, -1);
    case 'year':
      return movedByMonths(period, -12);
  }
}

/** The day with which a balance sheet is compared: the end of the month before, or the same day a year ago. */
export function comparedDay(day: LocalDate, comparison: Comparison): LocalDate | null {
  switch (comparison) {
    case 'none':
      return null;
    case 'before':
      return daysLater(startOfMonth(day), -1);
    case 'year':
      return movedByMonths({ fromDate: day, toDate: day }, -12)?.toDate ?? null;
  }
}

/** Months since the year 0. */
const monthNumber = (date: LocalDate): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;

/** Months that a period touches. */
function monthsBetween(fromDate: LocalDate, toDate: LocalDate): number {
  return monthNumber(toDate) - monthNumber(fromDate) + 1;
}

/** The columns of a period, oldest first; the first and the last may be parts of a month or year. */
export function columnsOf({ fromDate, toDate }: Period, step: ColumnStep): Period[] {
  if (step === 'none') return [{ fromDate, toDate }];
  const columns: Period[] = [];
  for (let from = fromDate; from <= toDate;) {
    const end = step === 'month' ? lastOfMonth(from) : `${from.slice(0, 4)}-12-31`;
    columns.push({ fromDate: from, toDate: end < toDate ? end : toDate });
    from = addDays(end, 1);
  }
  return columns;
}

/** Columns that fit a screen: days of one month need none, years are cut into years. */
export function stepFor({ fromDate, toDate }: Period): ColumnStep {
  const months = monthsBetween(fromDate, toDate);
  if (months === 1) return 'none';
  return months <= 24 ? 'month' : 'year';
}

/** How a figure changed against the compared one. */
export interface Change {
  readonly differenceMinor: number;
  /**
   * Growth of the amount in basis points; of an expense (both below 0) it is the growth of the expense, so that a larger
   * one reads «+5 %». Null when there was nothing to compare with (R: division by 0) or the sign turned.
   */
  readonly growthBp: number | null;
  /** More money for the salon; null when nothing changed. */
  readonly isBetter: boolean | null;
}

/**
 * Compares a figure with that of another period (features.md F4).
 *
 * @example changeOf(-110_00, -100_00) // { differenceMinor: -10_00, growthBp: 1000, isBetter: false }
 */
export function changeOf(minor: number, beforeMinor: number): Change {
  const differenceMinor = minor - beforeMinor;
  const isSameSide = beforeMinor !== 0 && Math.sign(minor) !== -Math.sign(beforeMinor);
  const grown = Math.abs(minor) - Math.abs(beforeMinor);
  return {
    differenceMinor,
    growthBp: isSameSide ? Math.round((grown * 10_000) / Math.abs(beforeMinor)) : null,
    isBetter: differenceMinor === 0 ? null : differenceMinor > 0,
  };
}
