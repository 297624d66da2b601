/**
 * A calendar date of the salon, 'YYYY-MM-DD' (A1).
 *
 * No time zone is attached to it. Years 1900..2200; every function throws RangeError for a text that is not such a date
 * and for a result outside those years.
 */
export type LocalDate = string;

const DAY_MS = 86_400_000;
const FIRST_YEAR = 1900;
const LAST_YEAR = 2200;

/**
 * The first and the last day that a person may name.
 *
 * A year is left at either end of what the functions below count, so that no neighbouring day falls off it.
 */
export const FIRST_DATE: LocalDate = '1901-01-01';
export const LAST_DATE: LocalDate = '2199-12-31';

interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Whether a text is a real calendar date 'YYYY-MM-DD' of the years 1900..2200. */
export function isLocalDate(text: string): boolean {
  return readParts(text) !== null;
}

/** Days since 1970-01-01, which is day 0. */
export function dayNumber(date: LocalDate): number {
  const { year, month, day } = partsOf(date);
  return Date.UTC(year, month - 1, day) / DAY_MS;
}

/** The date of a day number. */
export function fromDayNumber(number: number): LocalDate {
  const text = Number.isInteger(number) ? utcDateText(number * DAY_MS) : null;
  if (text === null || !isLocalDate(text)) throw new RangeError(`No date has the day number ${number}`);
  return text;
}

/** The date `days` later, earlier when negative. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return fromDayNumber(dayNumber(date) + days);
}

/** The date `days` later, or that end of the calendar (`FIRST_DATE`, `LAST_DATE`) which is met before. */
export function addDaysWithin(date: LocalDate, days: number): LocalDate {
  const number = dayNumber(date) + days;
  return fromDayNumber(Math.min(Math.max(number, dayNumber(FIRST_DATE)), dayNumber(LAST_DATE)));
}

/** Days from the first date to the second; negative when the second is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** The ISO day of the week: 1 = Monday … 7 = Sunday. */
export function isoWeekday(date: LocalDate): number {
  // 1970-01-01 was a Thursday; the doubled remainder keeps days before it positive.
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

/** The Monday of the week of a date (A14). */
export function startOfIsoWeek(date: LocalDate): LocalDate {
  return addDays(date, 1 - isoWeekday(date));
}

/** The first day of the month of a date. */
export function startOfMonth(date: LocalDate): LocalDate {
  const { year, month } = partsOf(date);
  return write({ year, month, day: 1 });
}

/** The number of days in the month of a date: 28..31. */
export function daysInMonth(date: LocalDate): number {
  const { year, month } = partsOf(date);
  return monthLength(year, month);
}

/**
 * The same day of the month, `months` later (A14).
 *
 * When that month has no such day: 'skip' gives null, 'clamp' gives its last day. Example: 2026-01-31 + 1 month is null or
 * 2026-02-28.
 */
export function addMonths(date: LocalDate, months: number, overflow: 'clamp'): LocalDate;
export function addMonths(date: LocalDate, months: number, overflow: 'skip' | 'clamp'): LocalDate | null;
export function addMonths(date: LocalDate, months: number, overflow: 'skip' | 'clamp'): LocalDate | null {
  if (!Number.isInteger(months)) throw new RangeError(`Months are whole, got ${months}`);
  const { year, month, day } = partsOf(date);
  const monthIndex = year * 12 + (month - 1) + months;
  const target = { year: Math.floor(monthIndex / 12), month: (((monthIndex % 12) + 12) % 12) + 1 };
  const length = monthLength(target.year, target.month);
  const isMissing = day > length;
  const result = write({ ...target, day: isMissing ? length : day });
  return isMissing && overflow === 'skip' ? null : result;
}

/** Negative, zero or positive, as the first date is before, equal to or after the second. */
export function compareDates(a: LocalDate, b: LocalDate): number {
  return daysBetween(b, a);
}

function readParts(text: string): DateParts | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(text);
  if (!match) return null;
  const parts = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  return isReal(parts) ? parts : null;
}

function partsOf(date: LocalDate): DateParts {
  const parts = readParts(date);
  if (!parts) throw new RangeError(`Not a date of the years ${FIRST_YEAR}..${LAST_YEAR}: ${date}`);
  return parts;
}

function write(parts: DateParts): LocalDate {
  const { year, month, day } = parts;
  if (!isReal(parts)) throw new RangeError(`The date is outside the years ${FIRST_YEAR}..${LAST_YEAR}: ${year}`);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function isReal({ year, month, day }: DateParts): boolean {
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) return false;
  return day >= 1 && day <= monthLength(year, month);
}

function monthLength(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function utcDateText(ms: number): string | null {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 10);
}
