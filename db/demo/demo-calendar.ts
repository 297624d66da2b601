import type { Interval } from '../../src-shared/kernel/intervals.ts';
import { type LocalDate, isoWeekday } from '../../src-shared/kernel/local-date.ts';

/** Opening hours of a normal week, Monday first: every day 9–21, Sunday 10–20. */
export const WEEK_HOURS: readonly (readonly Interval[])[] = [
  ...Array.from({ length: 6 }, () => [[540, 1260]] as const),
  [[600, 1200]],
];

/** The large salon: a long day of short services, because 270 visits a day have to find their place. */
export const LARGE_WEEK_HOURS: readonly (readonly Interval[])[] = Array.from(
  { length: 7 },
  () => [[480, 1320]] as const,
);

/** A day on which the salon does not keep its usual hours. */
interface DemoSalonDay {
  readonly date: LocalDate;
  readonly hours: readonly Interval[];
  readonly title: string;
}

const SHORT: readonly Interval[] = [[600, 1140]];
const NEW_YEAR = 'Новогодние каникулы';

/** Public holidays of Russia (Labour Code, article 112) and New Year's Eve: month-day, hours, title. */
const HOLIDAYS: Readonly<Record<string, readonly [hours: readonly Interval[], title: string]>> = {
  '01-01': [[], 'Новый год'],
  '01-02': [[], NEW_YEAR],
  '01-03': [SHORT, NEW_YEAR],
  '01-04': [SHORT, NEW_YEAR],
  '01-05': [SHORT, NEW_YEAR],
  '01-06': [SHORT, NEW_YEAR],
  '01-07': [SHORT, 'Рождество Христово'],
  '01-08': [SHORT, NEW_YEAR],
  '02-23': [[[600, 1200]], 'День защитника Отечества'],
  '03-08': [[[540, 1140]], 'Международный женский день'],
  '05-01': [SHORT, 'Праздник Весны и Труда'],
  '05-09': [SHORT, 'День Победы'],
  '06-12': [[[600, 1200]], 'День России'],
  '11-04': [[[600, 1200]], 'День народного единства'],
  '12-31': [[[540, 1080]], 'Предновогодний день'],
};

/** The holiday of a date, if it is one. `today` is never closed: a demo of an empty day would show nothing. */
export function holidayOf(date: LocalDate, today: LocalDate): DemoSalonDay | null {
  const entry = HOLIDAYS[date.slice(5)];
  if (!entry) return null;
  const [hours, title] = entry;
  return { date, hours: hours.length === 0 && date === today ? SHORT : hours, title };
}

/** The salon's hours on a date. */
export function salonHoursOn(date: LocalDate, today: LocalDate, weekHours = WEEK_HOURS): readonly Interval[] {
  return holidayOf(date, today)?.hours ?? weekHours[isoWeekday(date) - 1] ?? [];
}

const MONTH_DEMAND = [0.78, 0.95, 1.04, 1.02, 1, 0.98, 0.88, 0.92, 1, 1, 1, 1.1];
const WEEKDAY_DEMAND = [0.82, 0.88, 0.93, 0.98, 1.08, 1.12, 0.96];

/** How busy a date is against an average one: season, weekday, the weeks before 8 March and New Year. */
export function demandOn(date: LocalDate): number {
  const monthDay = date.slice(5);
  const isRush = (monthDay >= '03-01' && monthDay <= '03-07') || (monthDay >= '12-15' && monthDay <= '12-30');
  const month = MONTH_DEMAND[Number(date.slice(5, 7)) - 1] ?? 1;
  return month * (WEEKDAY_DEMAND[isoWeekday(date) - 1] ?? 1) * (isRush ? 1.15 : 1);
}
