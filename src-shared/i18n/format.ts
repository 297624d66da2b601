import { type MoneyFormat, formatMoney } from '../kernel/money.ts';
import { type LocalDate, dayNumber } from '../kernel/local-date.ts';

/** Languages of the application; the salon's time zone and currency are something else. */
export const LOCALES = ['ru', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** BCP 47 tag for Intl: the clock has 24 hours and the week begins on Monday in both languages. */
export function intlLocale(locale: Locale): string {
  return locale === 'ru' ? 'ru-RU' : 'en-GB';
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function dateFormatter(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(intlLocale(locale), options);
    formatters.set(key, formatter);
  }
  return formatter;
}

const DATE_STYLES = {
  /** чт, 12 марта */
  day: { weekday: 'short', day: 'numeric', month: 'long' },
  /** чт, 12 марта 2027 г. */
  dayYear: { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' },
  /** Четверг, 12 марта */
  dayLong: { weekday: 'long', day: 'numeric', month: 'long' },
  /** 12 марта */
  dayMonth: { day: 'numeric', month: 'long' },
  /** 12 марта 2026 г. */
  full: { day: 'numeric', month: 'long', year: 'numeric' },
  /** 12.03.2026 */
  short: { day: '2-digit', month: '2-digit', year: 'numeric' },
  /** март 2026 г. */
  month: { month: 'long', year: 'numeric' },
  /** чт */
  weekday: { weekday: 'short' },
  /** четверг */
  weekdayLong: { weekday: 'long' },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

export type DateStyle = keyof typeof DATE_STYLES;

/**
 * Writes a local date in one of the styles of ui.md 3.
 *
 * The Russian year keeps no «г.»; `dayLong` and `month` begin with a capital, because they stand alone as titles. Example:
 * `formatDate('2026-03-12', 'day', 'ru')` gives `чт, 12 марта`.
 */
export function formatDate(date: LocalDate, style: DateStyle, locale: Locale): string {
  const atUtc = new Date(dayNumber(date) * 86_400_000);
  const text = dateFormatter(locale, { ...DATE_STYLES[style], timeZone: 'UTC' })
    .format(atUtc)
    .replace(/\s*г\.$/u, '');
  return style === 'dayLong' || style === 'month' ? capitalised(text) : text;
}

/** Writes a day in a list that may reach into other years: `чт, 12 марта`, with the year when it is not today's. */
export function formatDay(date: LocalDate, today: LocalDate, locale: Locale): string {
  return formatDate(date, date.slice(0, 4) === today.slice(0, 4) ? 'day' : 'dayYear', locale);
}

/** Weekday names, Monday first. */
export function weekdayNames(locale: Locale, style: 'weekday' | 'weekdayLong' = 'weekday'): string[] {
  // 2024-01-01 was a Monday.
  return Array.from({ length: 7 }, (_, index) => formatDate(`2024-01-0${index + 1}`, style, locale));
}

/** Writes an instant on the salon's wall clock: `12 марта, 13:40`, with the year when it is not `thisYear`. */
export function formatInstant(atMs: number, timeZone: string, locale: Locale, thisYear?: number): string {
  const year = Number(dateFormatter(locale, { year: 'numeric', timeZone }).format(atMs).slice(0, 4));
  const day = dateFormatter(locale, {
    day: 'numeric',
    month: 'long',
    ...(year === thisYear ? {} : { year: 'numeric' }),
    timeZone,
  })
    .format(atMs)
    .replace(/\s*г\.$/u, '');
  return `${day}, ${formatClock(atMs, timeZone, locale)}`;
}

/** Writes the time of day of an instant on the salon's wall clock: `09:05`. */
export function formatClock(atMs: number, timeZone: string, locale: Locale): string {
  return dateFormatter(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(atMs);
}

/** Writes money for a person (M9): `4 850 ₽`. */
export function formatAmount(minor: number, currency: MoneyFormat['currency'], locale: Locale): string {
  return formatMoney(minor, { locale: intlLocale(locale), currency });
}

/** Writes a whole or decimal number with the language's groups: `12 450`. */
export function formatNumber(value: number, locale: Locale, maximumFractionDigits = 0): string {
  return new Intl.NumberFormat(intlLocale(locale), { maximumFractionDigits })
    .format(value)
    .replaceAll(/\s/gu, '\u00A0');
}

/** Writes a share of a hundred, whole: `64 %`, `64%`. */
export function formatPercent(percent: number, locale: Locale): string {
  return new Intl.NumberFormat(intlLocale(locale), { style: 'percent' }).format(Math.round(percent) / 100);
}

/** Writes a length of time in minutes: `1 ч 30 мин`, `45 мин`. */
export function formatDuration(minutes: number, locale: Locale): string {
  const [hourMark, minuteMark] = locale === 'ru' ? ['ч', 'мин'] : ['h', 'min'];
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [
    hours > 0 ? `${hours}\u00A0${hourMark}` : '',
    rest > 0 || hours === 0 ? `${rest}\u00A0${minuteMark}` : '',
  ];
  return parts.filter(Boolean).join(' ');
}

/** Writes the size of a file: `12,4 МБ`. */
export function formatBytes(bytes: number, locale: Locale): string {
  const marks = locale === 'ru' ? ['Б', 'КБ', 'МБ', 'ГБ'] : ['B', 'KB', 'MB', 'GB'];
  let value = bytes;
  let index = 0;
  while (value >= 1024 && index < marks.length - 1) {
    value /= 1024;
    index += 1;
  }
  return `${formatNumber(value, locale, value < 10 && index > 0 ? 1 : 0)}\u00A0${marks[index]}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
