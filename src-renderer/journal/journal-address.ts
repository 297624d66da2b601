import type { Preferences } from '../../src-shared/access/access.contract.ts';
import {
  type LocalDate,
  addDays,
  addMonths,
  isLocalDate,
  startOfIsoWeek,
  startOfMonth,
} from '../../src-shared/kernel/local-date.ts';

/** How the journal is drawn. */
export const JOURNAL_VIEWS = ['day', 'week', 'month', 'list'] as const;
export type JournalViewName = (typeof JOURNAL_VIEWS)[number];

/** What the columns of a day stand for, and whose week or month is shown. */
export type ColumnsBy = 'masters' | 'rooms';

/** A past moment of the day: an instant, and the command it is right after when that is known. */
export interface PastPoint {
  readonly atMs: number;
  readonly commandId: number | null;
}

/** Where a person stands in the journal; the whole of it is in the address, so that back and forward work. */
export interface JournalAddress {
  readonly view: JournalViewName;
  readonly by: ColumnsBy;
  /** The master or room of a week or month; null takes the first (week) or everybody (month). */
  readonly id: number | null;
  readonly date: LocalDate;
  /** The journal as it looked then; null shows it as it is. */
  readonly past: PastPoint | null;
}

/** Goes elsewhere in the journal; `isReplacing` leaves no step for «back». */
export type GoTo = (change: Partial<JournalAddress>, isReplacing?: boolean) => void;

/** Reads the address; what it does not say is as the person left it, and the day is today. */
export function readAddress(
  date: string | undefined,
  search: URLSearchParams,
  today: LocalDate,
  preferences: Pick<Preferences, 'journalView' | 'journalBy'>,
): JournalAddress {
  const id = Number(search.get('id') ?? '');
  const past = search.get('past');
  const commandId = Number(search.get('command') ?? '');
  const by = search.get('by');
  return {
    view: JOURNAL_VIEWS.find((view) => view === search.get('view')) ?? preferences.journalView,
    by: by === 'rooms' || by === 'masters' ? by : preferences.journalBy,
    id: Number.isSafeInteger(id) && id > 0 ? id : null,
    date: date !== undefined && isLocalDate(date) ? date : today,
    past:
      past !== null && /^\d{1,15}$/u.test(past)
        ? { atMs: Number(past), commandId: Number.isSafeInteger(commandId) && commandId > 0 ? commandId : null }
        : null,
  };
}

/** Writes the address as `readAddress` reads it; today has no date, so that a kept address stays «today». */
export function addressPath(
  address: JournalAddress,
  today: LocalDate,
): { readonly pathname: string; readonly search: string } {
  const { view, by, id, date, past } = address;
  const search = new URLSearchParams({ view, by });
  if (id !== null) search.set('id', String(id));
  if (past !== null) search.set('past', String(past.atMs));
  if (past !== null && past.commandId !== null) search.set('command', String(past.commandId));
  return { pathname: date === today ? '/journal' : `/journal/${date}`, search: `?${search.toString()}` };
}

/** The day that ◀ and ▶ go to: a day, a week or a month on. */
export function steppedDate({ view, date }: Pick<JournalAddress, 'view' | 'date'>, steps: number): LocalDate {
  if (view === 'week') return addDays(date, 7 * steps);
  if (view === 'month') return addMonths(date, steps, 'clamp');
  return addDays(date, steps);
}

/** Days of the month's overview: whole weeks that hold the month, always six. */
export const MONTH_DAYS = 42;
export const firstOfMonthView = (date: LocalDate): LocalDate => startOfIsoWeek(startOfMonth(date));

/** The first day of what a view shows: two dates of one period have the same. */
export function periodStart({ view, date }: Pick<JournalAddress, 'view' | 'date'>): LocalDate {
  if (view === 'week') return startOfIsoWeek(date);
  return view === 'month' ? startOfMonth(date) : date;
}
