import { type LocalDate, addDays, daysBetween, isoWeekday } from '../kernel/local-date.ts';

/** What the production calendar makes of a day: off, an hour shorter, or a working weekend. */
export const HOLIDAY_KINDS = ['holiday', 'short', 'workday'] as const;
export type HolidayKind = (typeof HOLIDAY_KINDS)[number];

/** A day that differs from its weekday. */
export interface Holiday {
  readonly localDate: LocalDate;
  readonly kind: HolidayKind;
}

/** Key of `schedule:holidayNames`. */
export type HolidayName =
  | 'newYear'
  | 'christmas'
  | 'defender'
  | 'women'
  | 'labour'
  | 'victory'
  | 'russia'
  | 'unity'
  | 'moved'
  | 'short'
  | 'workday';

export interface ReferenceDay extends Holiday {
  readonly name: HolidayName;
}

/** Non-working public holidays of Russia by month and day (Labour Code, art. 112). */
const PUBLIC_HOLIDAYS: readonly (readonly [monthDay: string, name: HolidayName])[] = [
  ...['01', '02', '03', '04', '05', '06', '08'].map((day): [string, HolidayName] => [`01-${day}`, 'newYear']),
  ['01-07', 'christmas'],
  ['02-23', 'defender'],
  ['03-08', 'women'],
  ['05-01', 'labour'],
  ['05-09', 'victory'],
  ['06-12', 'russia'],
  ['11-04', 'unity'],
];

/** Days off moved by the Government, from → to: no. 1335 of 2024-10-04 for 2025, no. 1466 of 2025-09-24 for 2026. */
const MOVED: Readonly<Record<number, readonly (readonly [from: string, to: string])[]>> = {
  2025: [
    ['01-04', '05-02'],
    ['01-05', '12-31'],
    ['02-23', '05-08'],
    ['03-08', '06-13'],
    ['11-01', '11-03'],
  ],
  2026: [
    ['01-03', '01-09'],
    ['01-04', '12-31'],
  ],
};

/** Years that the reference covers; the button of the screen offers these. */
export const REFERENCE_YEARS: readonly number[] = [2025, 2026, 2027];

/** Whether the Government's decision for the year is not in the reference: weekends are moved by the Labour Code alone. */
export function isPreliminaryYear(year: number): boolean {
  return !(year in MOVED);
}

const HOURS_OF_DAY = 8;

/**
 * The Russian production calendar of a year: public holidays, moved days off, shortened days, working weekends, by date.
 *
 * Holidays of art. 112; a day off that falls on one moves to the next working day unless the Government moved it (days of
 * January are moved only by the Government); the working day before a public holiday is an hour shorter (art. 95), and a
 * working weekend is as long as the day it stands for. Example: in 2025 Saturday 1 November is a short working day,
 * because it stands for 3 November, the eve of the 4th.
 */
export function productionCalendar(year: number): ReferenceDay[] {
  const days = new Map<LocalDate, ReferenceDay>();
  const put = (localDate: LocalDate, kind: HolidayKind, name: HolidayName): void => {
    days.set(localDate, { localDate, kind, name });
  };
  const publicDays = new Set<LocalDate>();
  for (const [monthDay, name] of PUBLIC_HOLIDAYS) {
    const date = `${year}-${monthDay}`;
    publicDays.add(date);
    put(date, 'holiday', name);
  }
  const moves = (MOVED[year] ?? []).map(([from, to]) => ({ from: `${year}-${from}`, to: `${year}-${to}` }));
  for (const { from, to } of moves) {
    put(to, 'holiday', 'moved');
    if (publicDays.has(from)) continue;
    put(from, publicDays.has(addDays(to, 1)) ? 'short' : 'workday', 'workday');
  }
  const isDayOff = (date: LocalDate): boolean => {
    const known = days.get(date)?.kind;
    return known === 'holiday' || (known === undefined && isoWeekday(date) > 5);
  };
  for (const date of publicDays) {
    if (isoWeekday(date) < 6 || date.slice(5, 7) === '01' || moves.some(({ from }) => from === date)) continue;
    let next = addDays(date, 1);
    while (isDayOff(next)) next = addDays(next, 1);
    put(next, 'holiday', 'moved');
  }
  for (const date of [...publicDays, `${year + 1}-01-01`]) {
    const eve = addDays(date, -1);
    if (eve.startsWith(String(year)) && !isDayOff(eve)) put(eve, 'short', days.get(eve)?.name ?? 'short');
  }
  return [...days.values()].sort((a, b) => (a.localDate < b.localDate ? -1 : 1));
}

/**
 * Working minutes of a range of days by the 40-hour week, both ends inclusive.
 *
 * Eight hours from Monday to Friday and on working weekends, seven on a shortened day, none on holidays.
 */
export function normMinutes(fromDate: LocalDate, toDate: LocalDate, holidays: readonly Holiday[]): number {
  const kinds = new Map(holidays.map(({ localDate, kind }) => [localDate, kind]));
  let minutes = 0;
  for (let offset = 0; offset <= daysBetween(fromDate, toDate); offset++) {
    const date = addDays(fromDate, offset);
    const kind = kinds.get(date);
    if (kind === 'holiday' || (kind === undefined && isoWeekday(date) > 5)) continue;
    minutes += (kind === 'short' ? HOURS_OF_DAY - 1 : HOURS_OF_DAY) * 60;
  }
  return minutes;
}
