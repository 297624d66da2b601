import type { BookingWish } from '../../src-shared/journal/booking.rules.ts';
import { type LocalDate, daysInMonth, isoWeekday } from '../../src-shared/kernel/local-date.ts';
import type { SeriesChoice, SeriesConflict } from '../../src-shared/series/series.contract.ts';
import { type SeriesEnd, type SeriesRule, nthOf } from '../../src-shared/series/series.rules.ts';
import type { DayVisit } from '../../src-shared/journal/journal.contract.ts';
import { canReschedule } from '../../src-shared/journal/visit-status.rules.ts';
import { lineInput, valuesOf } from '../journal/booking/visit-values.ts';

/** A visit that shall repeat: one being written, or one that stands (`fromVisit`). */
export interface RepeatableVisit {
  readonly localDate: LocalDate;
  readonly startMin: number;
  readonly clientId: number | null;
  readonly newClient: { readonly firstName: string; readonly lastName: string; readonly phone: string } | null;
  readonly lines: readonly ReturnType<typeof lineInput>[];
  readonly comment: string;
  readonly source: string;
  readonly wantsThisMaster: boolean;
  readonly fromVisit: { readonly visitId: number; readonly version: number } | null;
}

export type { BookingWish };

/** Whether a visit may begin a series: it can still be moved, is no seat of a group and belongs to no series (A14). */
export function canRepeat(visit: DayVisit): boolean {
  return canReschedule(visit.status) && visit.seriesId === null && visit.groupEventId === null;
}

/** A visit that stands, as it is repeated: with its own masters, rooms, times and prices. */
export function repeatableOf(visit: DayVisit): RepeatableVisit {
  const { startMin, wishes } = valuesOf(visit);
  return {
    localDate: visit.localDate,
    startMin,
    clientId: visit.clientId,
    newClient: null,
    lines: wishes.map((wish, index) => lineInput(wish, visit.lines[index]!)),
    comment: visit.comment,
    source: visit.source,
    wantsThisMaster: visit.wantsThisMaster,
    fromVisit: { visitId: visit.id, version: visit.version },
  };
}

/** The part of a rule that says on which days; its end is asked apart. */
export type Pattern = Omit<SeriesRule, 'end'>;

const WEEKLY: Pattern = { freq: 'weekly', interval: 1, weekdays: [], monthDay: null, overflow: 'skip' };

/** The usual rhythms for a first date, the most usual in a salon first. */
export function presetsFor(firstDate: LocalDate): Pattern[] {
  const weekday = isoWeekday(firstDate);
  const weekdays = [weekday];
  const day = Number(firstDate.slice(8));
  const isLast = day + 7 > daysInMonth(firstDate);
  const monthly: Pattern = { ...WEEKLY, freq: 'monthly' };
  return [
    { ...WEEKLY, weekdays },
    ...[2, 3, 4].map((interval) => ({ ...WEEKLY, interval, weekdays })),
    { ...monthly, monthDay: { kind: 'day' as const, day } },
    { ...monthly, monthDay: { kind: 'weekday' as const, nth: isLast ? -1 : nthOf(firstDate), weekday } },
  ];
}

/** The pattern as the contract takes it, with its end. */
export function ruleOf(pattern: Pattern, end: SeriesEnd) {
  const { freq, interval, weekdays, monthDay, overflow } = pattern;
  return { freq, interval, weekdays: [...weekdays], monthDay, overflow, end };
}

/** What is done with a date in conflict unless a person says otherwise: a soft one is booked, a hard one left out. */
export function usualChoice(key: LocalDate, conflict: SeriesConflict): SeriesChoice {
  return { key, act: conflict.level === 'soft' ? 'anyway' : 'skip' };
}
