import { type LocalDate, isLocalDate } from '../../src-shared/kernel/local-date.ts';

/** Two digits of a year below this are of this century. */
const THIS_CENTURY_BELOW = 50;

/**
 * The date that a person typed, day first: `4.5.1990`, `04/05/90`, `04051990`, or `1990-05-04`; null for anything else.
 *
 * The parser of the date field itself knows only what JavaScript does: «04.05.1990» is the fifth of April to it, and
 * «29.11.2026» nothing at all.
 */
export function typedDate(text: string): LocalDate | null {
  const typed = text.trim();
  if (/^\d{4}-\d{2}-\d{2}/u.test(typed)) return real(typed.slice(0, 10));
  const parts =
    /^(?<day>\d{1,2})[./\s-](?<month>\d{1,2})[./\s-](?<year>\d{4}|\d{2})$/u.exec(typed) ??
    /^(?<day>\d{2})(?<month>\d{2})(?<year>\d{4}|\d{2})$/u.exec(typed);
  const { day = '', month = '', year = '' } = parts?.groups ?? {};
  if (year === '') return null;
  const century = year.length === 4 ? '' : Number(year) < THIS_CENTURY_BELOW ? '20' : '19';
  return real(`${century}${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

function real(date: string): LocalDate | null {
  return isLocalDate(date) ? date : null;
}
