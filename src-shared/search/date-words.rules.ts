import { type LocalDate, addDays, daysBetween, isLocalDate, isoWeekday } from '../kernel/local-date.ts';
import { fold } from '../kernel/fold.ts';

/** Words for a day near today: days from it. */
const NEAR: readonly (readonly [string, number])[] = [
  ['сегодня', 0],
  ['завтра', 1],
  ['послезавтра', 2],
  ['вчера', -1],
  ['позавчера', -2],
  ['today', 0],
  ['tomorrow', 1],
  ['yesterday', -1],
];
/** Weekdays from Monday, by their beginnings. */
const WEEKDAYS: readonly (readonly string[])[] = [
  ['понедельник', 'пн', 'monday'],
  ['вторник', 'вт', 'tuesday'],
  ['среда', 'среду', 'ср', 'wednesday'],
  ['четверг', 'чт', 'thursday'],
  ['пятница', 'пятницу', 'пт', 'friday'],
  ['суббота', 'субботу', 'сб', 'saturday'],
  ['воскресенье', 'вс', 'sunday'],
];
/** Beginnings of months, from January; `май` and `мая` share two letters with `март`. */
const MONTHS: readonly (readonly string[])[] = [
  ['янв', 'jan'],
  ['фев', 'feb'],
  ['мар', 'mar'],
  ['апр', 'apr'],
  ['май', 'мая', 'may'],
  ['июн', 'jun'],
  ['июл', 'jul'],
  ['авг', 'aug'],
  ['сен', 'sep'],
  ['окт', 'oct'],
  ['ноя', 'nov'],
  ['дек', 'dec'],
];
const SHORTEST_WORD = 2;

/**
 * Days that a person may mean by a few letters: «завтра», «20.03», «20 марта», «пт», an ISO date.
 *
 * A day without a year is the one nearest to today. Empty when the text is no date.
 */
export function findDates(text: string, today: LocalDate): LocalDate[] {
  const typed = fold(text);
  const found = [...nearDays(typed, today), ...weekdays(typed, today), ...calendarDays(typed, today)];
  return [...new Set(found)];
}

function nearDays(typed: string, today: LocalDate): LocalDate[] {
  if (typed.length <= SHORTEST_WORD) return [];
  return NEAR.filter(([word]) => word.startsWith(typed)).map(([, days]) => addDays(today, days));
}

function weekdays(typed: string, today: LocalDate): LocalDate[] {
  if (typed.length < SHORTEST_WORD) return [];
  const index = WEEKDAYS.findIndex((names) => names.some((name) => name.startsWith(typed)));
  if (index === -1) return [];
  const days = (index + 1 - isoWeekday(today) + 7) % 7;
  return [addDays(today, days === 0 ? 7 : days)];
}

function calendarDays(typed: string, today: LocalDate): LocalDate[] {
  if (isLocalDate(typed)) return [typed];
  const numeric = /^(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?\.?$/u.exec(typed);
  if (numeric) return dayOf(Number(numeric[1]), Number(numeric[2]), numeric[3], today);
  const named = /^(\d{1,2})\s+(\p{L}{3,})(?:\s+(\d{4}))?$/u.exec(typed) ?? null;
  if (!named) return [];
  const month = MONTHS.findIndex((beginnings) => beginnings.some((beginning) => named[2]?.startsWith(beginning))) + 1;
  return month === 0 ? [] : dayOf(Number(named[1]), month, named[3], today);
}

function dayOf(day: number, month: number, yearText: string | undefined, today: LocalDate): LocalDate[] {
  const write = (year: number): LocalDate =>
    `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  if (yearText) {
    const date = write(yearText.length === 2 ? 2000 + Number(yearText) : Number(yearText));
    return isLocalDate(date) ? [date] : [];
  }
  const thisYear = Number(today.slice(0, 4));
  return [thisYear - 1, thisYear, thisYear + 1]
    .map(write)
    .filter(isLocalDate)
    .sort((a, b) => Math.abs(daysBetween(today, a)) - Math.abs(daysBetween(today, b)))
    .slice(0, 1);
}

/** A date that some words of a text may mean, and the words that are left. */
export interface DatedWords {
  readonly dates: readonly LocalDate[];
  readonly rest: readonly string[];
}

const LONGEST_PHRASE = 3;

/**
 * Parts the first date of a text from its other words; null when no words of it are a date.
 *
 * Example: `белова 12 марта` gives 12 March and `белова`.
 */
export function partDates(text: string, today: LocalDate): DatedWords | null {
  const tokens = text
    .trim()
    .split(/\s+/u)
    .filter((token) => token !== '');
  for (let length = Math.min(LONGEST_PHRASE, tokens.length); length > 0; length--) {
    for (let from = 0; from + length <= tokens.length; from++) {
      const dates = findDates(tokens.slice(from, from + length).join(' '), today);
      if (dates.length > 0) return { dates, rest: tokens.toSpliced(from, length) };
    }
  }
  return null;
}
