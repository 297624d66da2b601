import {
  LAST_DATE,
  type LocalDate,
  addDays,
  daysBetween,
  daysInMonth,
  isoWeekday,
  startOfIsoWeek,
  startOfMonth,
} from '../kernel/local-date.ts';
import { instantOf, localOf } from '../kernel/wall-time.ts';

/** More occurrences than this are refused: a series is booked in one go, and nobody plans further ahead. */
export const MAX_OCCURRENCES = 200;

/** The day of a month: its number, or its n-th weekday; `nth` -1 is the last one. */
export type MonthDay =
  | { readonly kind: 'day'; readonly day: number }
  | { readonly kind: 'weekday'; readonly nth: number; readonly weekday: number };

/** When a series ends: after so many occurrences, or with a day (inclusive). */
export type SeriesEnd =
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'until'; readonly until: LocalDate };

/** On which days a visit repeats (A14). */
export interface SeriesRule {
  readonly freq: 'daily' | 'weekly' | 'monthly';
  /** Every n-th day, week or month. */
  readonly interval: number;
  /** ISO weekdays 1..7 of a weekly rule; empty means the weekday of the first date. */
  readonly weekdays: readonly number[];
  /** Day of a monthly rule; null means the day number of the first date. */
  readonly monthDay: MonthDay | null;
  /** What becomes of a day that a month has not. */
  readonly overflow: 'skip' | 'clamp';
  readonly end: SeriesEnd;
}

/**
 * The original dates of a series in order, at most `limit` (A14).
 *
 * Nothing lies before `firstDate`; interval weeks are counted from its ISO week, months from its month. `limit` is
 * MAX_OCCURRENCES + 1 by default, so that a caller sees a series that is too long. Example: every second week on Tuesday and
 * Friday from Thursday 2026-03-12 gives 13 March, then 24 and 27 March.
 */
export function occurrenceDates(firstDate: LocalDate, rule: SeriesRule, limit = MAX_OCCURRENCES + 1): LocalDate[] {
  const most = rule.end.kind === 'count' ? Math.min(limit, rule.end.count) : limit;
  const last = rule.end.kind === 'until' && rule.end.until < LAST_DATE ? rule.end.until : LAST_DATE;
  const dates: LocalDate[] = [];
  if (most <= 0) return dates;
  for (const date of candidates(firstDate, rule)) {
    if (date < firstDate) continue;
    if (date > last) break;
    dates.push(date);
    if (dates.length >= most) break;
  }
  return dates;
}

/** Whether a rule makes more occurrences than are allowed. */
export function isTooLong(firstDate: LocalDate, rule: SeriesRule): boolean {
  return occurrenceDates(firstDate, rule).length > MAX_OCCURRENCES;
}

/** Matching dates in order, up to the last date that there is; may begin before the first date. */
function* candidates(firstDate: LocalDate, rule: SeriesRule): Generator<LocalDate> {
  const daysLeft = daysBetween(firstDate, LAST_DATE);
  switch (rule.freq) {
    case 'daily':
      for (let days = 0; days <= daysLeft; days += rule.interval) yield addDays(firstDate, days);
      return;
    case 'weekly': {
      const monday = startOfIsoWeek(firstDate);
      const weekdays = rule.weekdays.length > 0 ? [...new Set(rule.weekdays)] : [isoWeekday(firstDate)];
      weekdays.sort((a, b) => a - b);
      for (let week = 0; week * 7 <= daysLeft; week += rule.interval) {
        for (const weekday of weekdays) {
          const days = week * 7 + weekday - 1;
          if (days <= daysLeft + isoWeekday(firstDate) - 1) yield addDays(monday, days);
        }
      }
      return;
    }
    case 'monthly': {
      const day: MonthDay = rule.monthDay ?? { kind: 'day', day: Number(firstDate.slice(8)) };
      let month = startOfMonth(firstDate);
      for (;;) {
        const date = dateInMonth(month, day, rule.overflow);
        if (date !== null) yield date;
        const next = monthsAfter(month, rule.interval);
        if (next === null) return;
        month = next;
      }
    }
  }
}

/** The first of the month `months` later; null behind the last date. */
function monthsAfter(month: LocalDate, months: number): LocalDate | null {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months;
  const year = Math.floor(index / 12);
  if (year > Number(LAST_DATE.slice(0, 4))) return null;
  return `${year}-${String((index % 12) + 1).padStart(2, '0')}-01`;
}

/** A day of a month, given by its first; null when the month has no such day and the rule skips it. */
function dateInMonth(month: LocalDate, day: MonthDay, overflow: SeriesRule['overflow']): LocalDate | null {
  const length = daysInMonth(month);
  if (day.kind === 'day') {
    if (day.day > length && overflow === 'skip') return null;
    return addDays(month, Math.min(day.day, length) - 1);
  }
  const first = ((day.weekday - isoWeekday(month) + 7) % 7) + 1;
  const last = first + Math.floor((length - first) / 7) * 7;
  const wanted = day.nth === -1 ? last : first + (day.nth - 1) * 7;
  if (wanted <= length) return addDays(month, wanted - 1);
  return overflow === 'skip' ? null : addDays(month, last - 1);
}

/**
 * The rule after one of its dates was moved to another day by a person: the same rhythm on the new day.
 *
 * Weekly: the weekday is replaced; monthly: the day number, or which weekday of the month the new date is.
 */
export function ruleMoved(rule: SeriesRule, from: LocalDate, to: LocalDate): SeriesRule {
  if (from === to) return rule;
  switch (rule.freq) {
    case 'daily':
      return rule;
    case 'weekly': {
      const weekdays = rule.weekdays.length > 0 ? rule.weekdays : [isoWeekday(from)];
      const moved = weekdays.map((weekday) => (weekday === isoWeekday(from) ? isoWeekday(to) : weekday));
      return { ...rule, weekdays: [...new Set(moved)].sort((a, b) => a - b) };
    }
    case 'monthly':
      return {
        ...rule,
        monthDay:
          rule.monthDay?.kind === 'weekday'
            ? { kind: 'weekday', nth: nthOf(to, rule.monthDay.nth === -1), weekday: isoWeekday(to) }
            : { kind: 'day', day: Number(to.slice(8)) },
      };
  }
}

/** Which weekday of its month a date is: 1..5; -1 when the last one is meant and it is the last. */
export function nthOf(date: LocalDate, prefersLast = false): number {
  const day = Number(date.slice(8));
  if (prefersLast && day + 7 > daysInMonth(date)) return -1;
  return Math.ceil(day / 7);
}

/** Whether two rules make visits on the same days; where they end does not matter. */
export function isSamePattern(a: SeriesRule, b: SeriesRule): boolean {
  const key = ({ freq, interval, weekdays, monthDay, overflow }: SeriesRule): string =>
    JSON.stringify([
      freq,
      interval,
      freq === 'weekly' ? [...weekdays].sort() : [],
      freq === 'monthly' ? [monthDay && Object.entries(monthDay).sort(), overflow] : [],
    ]);
  return key(a) === key(b);
}

/** Where a visit of a series stands: minutes of the local date, perhaps behind a clock change. */
export interface OccurrencePlace {
  readonly startsMin: readonly number[];
  /** The clocks skip the time of the series that night, so it begins later. */
  readonly isShifted: boolean;
}

/**
 * Starts of the services of a generated visit (A16): a time that the clock skips is shifted forward by the gap, and with it
 * everything after it.
 *
 * `offsetsMin` are the starts counted from the visit's start. An ambiguous time stays as it is: the first one is meant.
 */
export function generatedStarts(
  localDate: LocalDate,
  startMin: number,
  offsetsMin: readonly number[],
  timeZone: string,
): OccurrencePlace {
  const startsMin = [...offsetsMin];
  let carriedMin = 0;
  for (const { offset, index } of offsetsMin.map((value, at) => ({ offset: value, index: at })).toSorted(byOffset)) {
    const wanted = Math.min(2880, startMin + offset + carriedMin);
    const instant = instantOf(localDate, wanted, timeZone);
    let at = wanted;
    if (instant.kind === 'nonexistent') {
      const shown = localOf(instant.atMs, timeZone);
      at = daysBetween(localDate, shown.localDate) * 1440 + shown.minute;
      carriedMin += at - wanted;
    }
    startsMin[index] = at;
  }
  return { startsMin, isShifted: carriedMin > 0 };
}

function byOffset(a: { offset: number; index: number }, b: { offset: number; index: number }): number {
  return a.offset - b.offset || a.index - b.index;
}

/** What is known of one date of a series, under its original date. */
export interface KnownOccurrence {
  readonly key: LocalDate;
  /** `excluded`: taken out by a person or cancelled; `skipped`: a conflict kept it from being booked. */
  readonly kind: 'visit' | 'excluded' | 'skipped';
  /** Arrived, in progress, completed, missed or paid: never moved (A15). */
  readonly isLocked: boolean;
  /** Its moment is not after now. */
  readonly isPast: boolean;
  /** Where its visit stands now. */
  readonly localDate: LocalDate;
}

/** What a change of several dates does. Keys are original dates. */
export interface SeriesPlan {
  /** Rule of the old series from now on: ended before the key for «this and following», or as it was. */
  readonly oldRule: SeriesRule;
  readonly isOldEnded: boolean;
  readonly firstDate: LocalDate;
  readonly rule: SeriesRule;
  /** Visits that change, with their new original date. */
  readonly changed: readonly { readonly from: LocalDate; readonly to: LocalDate; readonly keepsOwnFields: boolean }[];
  /** Dates that are booked anew. */
  readonly created: readonly LocalDate[];
  /** Visits for which the new rule has no date left. */
  readonly dropped: readonly LocalDate[];
  /** Exceptions that no longer count. */
  readonly discarded: readonly LocalDate[];
}

interface SeriesState {
  readonly firstDate: LocalDate;
  readonly rule: SeriesRule;
  readonly known: readonly KnownOccurrence[];
}

/**
 * «This and following» (A15): the old series ends before `key`, a new one begins there with the new fields.
 *
 * Exceptions from the key on are discarded; the count of the new rule loses every occurrence before the key, excluded ones
 * too. Locked and past visits stay where they are; a locked one suppresses a new visit on its date.
 */
export function planFollowing(
  old: SeriesState,
  key: LocalDate,
  next: { readonly firstDate: LocalDate; readonly rule: SeriesRule },
): SeriesPlan {
  const dates = occurrenceDates(old.firstDate, old.rule);
  const before = dates.filter((date) => date < key).length;
  const rule = withCountLess(next.rule, before);
  const from = old.known.filter((item) => item.key >= key);
  return {
    oldRule: before === 0 ? old.rule : { ...old.rule, end: { kind: 'until', until: addDays(key, -1) } },
    isOldEnded: before === 0,
    firstDate: next.firstDate,
    rule,
    ...matched(from, occurrenceDates(next.firstDate, rule), [], false),
    discarded: from.filter((item) => item.kind !== 'visit').map((item) => item.key),
  };
}

/**
 * «All» (A15): every unlocked visit from now on changes, past and locked ones stay.
 *
 * The same pattern: exclusions stay, and a visit that was changed by hand keeps what was set there. Another pattern: it
 * begins with the first matching date after `now` and has the rest of the count; exceptions and hand-made changes of dates
 * that are no longer there are dropped.
 */
export function planAll(
  old: SeriesState,
  next: { readonly firstDate: LocalDate; readonly rule: SeriesRule },
  isAfterNow: (date: LocalDate) => boolean,
): SeriesPlan {
  const open = old.known.filter((item) => !item.isPast);
  if (isSamePattern(old.rule, next.rule) && old.firstDate === next.firstDate) {
    const dates = new Set(occurrenceDates(old.firstDate, next.rule));
    const movable = open.filter(isMovable);
    const known = new Set(old.known.map((item) => item.key));
    const taken = suppressing(old.known);
    return {
      oldRule: next.rule,
      isOldEnded: false,
      firstDate: old.firstDate,
      rule: next.rule,
      changed: movable
        .filter((item) => dates.has(item.key))
        .map(({ key }) => ({ from: key, to: key, keepsOwnFields: true })),
      created: [...dates].filter((date) => !known.has(date) && !taken.has(date) && isAfterNow(date)),
      dropped: movable.filter((item) => !dates.has(item.key)).map((item) => item.key),
      discarded: open.filter((item) => item.kind !== 'visit' && !dates.has(item.key)).map((item) => item.key),
    };
  }
  const done = old.known.filter((item) => item.isPast || (item.kind === 'visit' && item.isLocked)).length;
  const left = withCountLess(next.rule, done);
  const endless: SeriesRule = { ...left, end: { kind: 'until', until: LAST_DATE } };
  const first = firstAfter(next.firstDate, endless, isAfterNow) ?? next.firstDate;
  const dates = occurrenceDates(first, left);
  const generated = new Set(dates);
  const excluded = open.filter((item) => item.kind !== 'visit' && generated.has(item.key)).map((item) => item.key);
  return {
    oldRule: left,
    isOldEnded: false,
    firstDate: first,
    rule: left,
    ...matched(open, dates, excluded, true),
    discarded: open.filter((item) => item.kind !== 'visit' && !generated.has(item.key)).map((item) => item.key),
  };
}

function firstAfter(
  firstDate: LocalDate,
  rule: SeriesRule,
  isAfterNow: (date: LocalDate) => boolean,
): LocalDate | null {
  for (const date of candidates(firstDate, rule)) if (date >= firstDate && isAfterNow(date)) return date;
  return null;
}

function withCountLess(rule: SeriesRule, less: number): SeriesRule {
  if (rule.end.kind !== 'count') return rule;
  return { ...rule, end: { kind: 'count', count: Math.max(0, rule.end.count - less) } };
}

function isMovable(item: KnownOccurrence): boolean {
  return item.kind === 'visit' && !item.isLocked && !item.isPast;
}

/** Dates on which a locked visit stands: no new one is made there. */
function suppressing(known: readonly KnownOccurrence[]): Set<LocalDate> {
  return new Set(known.filter((item) => item.kind === 'visit' && item.isLocked).map((item) => item.localDate));
}

/**
 * Gives the dates to the visits: a visit whose date is still there keeps it, the others take the free dates in order; what
 * is left over is booked anew, or dropped.
 */
function matched(
  known: readonly KnownOccurrence[],
  dates: readonly LocalDate[],
  excluded: readonly LocalDate[],
  keepsOwnFields: boolean,
): Pick<SeriesPlan, 'changed' | 'created' | 'dropped'> {
  const taken = suppressing(known);
  const free = dates.filter((date) => !taken.has(date) && !excluded.includes(date));
  const movable = known.filter(isMovable).toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const standing = new Set(movable.map(({ key }) => key));
  const open = free.filter((date) => !standing.has(date));
  const changed: SeriesPlan['changed'][number][] = [];
  const dropped: LocalDate[] = [];
  for (const { key } of movable) {
    const isStanding = free.includes(key);
    const to = isStanding ? key : open.shift();
    if (to === undefined) dropped.push(key);
    else changed.push({ from: key, to, keepsOwnFields: keepsOwnFields && isStanding });
  }
  return { changed, created: open, dropped };
}
