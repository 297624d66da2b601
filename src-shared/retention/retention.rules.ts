import { type LocalDate, addDays, daysBetween } from '../kernel/local-date.ts';
import { shareBp } from '../kernel/percent.ts';
import type { ContactRefusal } from '../personal-data/personal-data.rules.ts';

/** How far a repeated service is from its day (R12). */
export const DUE_STATES = ['upcoming', 'due', 'overdue', 'lost'] as const;
export type DueState = (typeof DUE_STATES)[number];

/** Settings of R12. */
export interface DueRules {
  /** Days before its day on which a service comes onto the list. */
  readonly aheadDays: number;
  /** More than so many periods overdue: lost. */
  readonly lostFactor: number;
}

/**
 * Days after which a service is due again (R12); null: nobody is called for it.
 *
 * A service without a period is never called for; the client's own rhythm takes the place of the service's when the salon
 * wants so.
 */
export function periodOf(
  serviceDays: number | null,
  personalDays: number | null,
  usesPersonal: boolean,
): { readonly days: number; readonly isPersonal: boolean } | null {
  if (serviceDays === null || serviceDays < 1) return null;
  if (usesPersonal && personalDays !== null && personalDays >= 1) return { days: personalDays, isPersonal: true };
  return { days: serviceDays, isPersonal: false };
}

/** A repeated service of a client, as it stands today. */
export interface Due {
  readonly dueOn: LocalDate;
  /** today − due: negative before its day. */
  readonly overdueDays: number;
  readonly state: DueState;
}

/**
 * Where a service stands (R12): due = last + period; upcoming before it, due on it, overdue up to `lostFactor` periods
 * after it, then lost. Null: not yet within `aheadDays` of its day.
 */
export function dueOf(lastOn: LocalDate, periodDays: number, today: LocalDate, rules: DueRules): Due | null {
  const overdueDays = daysBetween(lastOn, today) - periodDays;
  if (overdueDays < -rules.aheadDays) return null;
  const dueOn = addDays(lastOn, periodDays);
  if (overdueDays < 0) return { dueOn, overdueDays, state: 'upcoming' };
  if (overdueDays === 0) return { dueOn, overdueDays, state: 'due' };
  return { dueOn, overdueDays, state: overdueDays <= rules.lostFactor * periodDays ? 'overdue' : 'lost' };
}

/** The days of the last visit with which a service of a period is on the call list and not lost (R12). */
export function lastVisitsOnList(
  periodDays: number,
  today: LocalDate,
  rules: DueRules,
): { readonly from: LocalDate; readonly to: LocalDate } {
  return {
    from: addDays(today, -(1 + rules.lostFactor) * periodDays),
    to: addDays(today, rules.aheadDays - periodDays),
  };
}

/** What the order of the call list needs of a row. */
interface SortedDue {
  readonly overdueDays: number;
  readonly clientId: number;
  readonly serviceId: number;
}

/** Order of the call list (R12): the longest overdue first, then due, then upcoming by the nearest day. */
export function compareDue(a: SortedDue, b: SortedDue): number {
  return b.overdueDays - a.overdueDays || a.clientId - b.clientId || a.serviceId - b.serviceId;
}

/** What came of a call. */
export const CALL_OUTCOMES = ['booked', 'later', 'refused', 'no_answer'] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** Why a client was called. */
export const CALL_REASONS = ['due', 'lost', 'reminder', 'other'] as const;
export type CallReason = (typeof CALL_REASONS)[number];

/** A call that was made. */
export interface PastCall {
  /** Null: about nothing in particular. */
  readonly serviceId: number | null;
  readonly outcome: CallOutcome;
  /** First day of the next call. */
  readonly nextOn: LocalDate | null;
  /** The salon's day on which it was made. */
  readonly localDate: LocalDate;
}

/** How often one client may be called. */
export interface CallCaps {
  /** Days of peace after a call that was answered. */
  readonly gapDays: number;
  /** Calls in 30 days, answered or not. */
  readonly maxPerMonth: number;
}

const MONTH_DAYS = 30;

/** Why a client is not called now. */
export const SKIP_REASONS = ['noConsent', 'askedNotTo', 'noPhone', 'waits', 'cap'] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** Whether somebody was called about a service and said no, until when. Calls newest first. */
export function refusedUntil(calls: readonly PastCall[], serviceId: number, today: LocalDate): LocalDate | null {
  const last = calls.find((call) => call.serviceId === serviceId || call.serviceId === null);
  if (last?.outcome !== 'refused' || last.nextOn === null) return null;
  return last.nextOn > today ? last.nextOn : null;
}

/**
 * Whether the calls that were made leave a client in peace today.
 *
 * An agreed or set next day counts first («перезвоните в пятницу», nobody answered); otherwise an answered call gives
 * `gapDays` of peace; and nobody is called more than `maxPerMonth` times in 30 days. Calls newest first.
 */
export function callPause(
  calls: readonly PastCall[],
  today: LocalDate,
  caps: CallCaps,
): { readonly reason: 'waits' | 'cap'; readonly until: LocalDate } | null {
  const [last] = calls;
  if (!last) return null;
  const isAgreed = last.outcome === 'later' || last.outcome === 'no_answer';
  if (isAgreed && last.nextOn !== null && last.nextOn > today) return { reason: 'waits', until: last.nextOn };
  if (!isAgreed || last.nextOn === null) {
    const until = addDays(last.localDate, caps.gapDays);
    if (until > today) return { reason: 'cap', until };
  }
  const recent = calls.filter(({ localDate }) => localDate > addDays(today, -MONTH_DAYS));
  // A day that the client has named is kept whatever the number of calls was.
  if (last.outcome !== 'later' && recent.length >= caps.maxPerMonth) {
    const freeing = recent[caps.maxPerMonth - 1]!;
    return { reason: 'cap', until: addDays(freeing.localDate, MONTH_DAYS) };
  }
  return null;
}

/** Whether a client asked to be called again and that day has come. Calls newest first. */
export function isPromised(calls: readonly PastCall[], today: LocalDate): boolean {
  const [last] = calls;
  return last?.outcome === 'later' && last.nextOn !== null && last.nextOn <= today;
}

/** What decides whether a client is called. */
export interface CallFacts {
  readonly hasPhone: boolean;
  /** Why they may not be called with an invitation (`contactRefusal`). */
  readonly refusal: ContactRefusal | null;
  /** Newest first. */
  readonly calls: readonly PastCall[];
}

/** Why a client is not called today; null when they may be. */
export function skipReason(facts: CallFacts, today: LocalDate, caps: CallCaps): SkipReason | null {
  if (facts.refusal !== null) return facts.refusal === 'NO_CALLS' ? 'askedNotTo' : 'noConsent';
  if (!facts.hasPhone) return 'noPhone';
  return callPause(facts.calls, today, caps)?.reason ?? null;
}

/** Whether it is too early or too late to call anybody: outside [from, to). */
export function isQuietTime(minute: number, [fromMin, toMin]: readonly [number, number]): boolean {
  return minute < fromMin || minute >= toMin;
}

/** How the day's calls are spread over its hours. */
export interface CallPace {
  /** Calls that a calm day would have had by now. */
  readonly expected: number;
  /** Minute of the next call at a calm pace; null: none is left today. */
  readonly nextAtMin: number | null;
}

/**
 * Spreads the calls of a day evenly over the hours of calling.
 *
 * Example: 20 calls from 10:00 to 20:00 make one each half hour; at 12:10 a calm day has had 5 of them (10:00 to 12:00).
 */
export function calmPace(
  [fromMin, toMin]: readonly [number, number],
  target: number,
  done: number,
  nowMin: number,
): CallPace {
  if (target <= 0 || toMin <= fromMin) return { expected: 0, nextAtMin: null };
  const step = (toMin - fromMin) / target;
  const passed = Math.min(Math.max(nowMin, fromMin), toMin) - fromMin;
  const expected = nowMin < fromMin ? 0 : Math.min(target, Math.floor(passed / step) + 1);
  if (done >= target || nowMin >= toMin) return { expected, nextAtMin: null };
  return { expected, nextAtMin: Math.max(Math.floor(fromMin + done * step), Math.max(nowMin, fromMin)) };
}

/** Values of a script's placeholders. */
export interface ScriptValues {
  readonly client: string;
  readonly service: string;
  readonly staff: string;
  readonly days: string;
  readonly salon: string;
}

/** Placeholders of a script, as they are typed, with what stands for them. */
export const SCRIPT_PLACEHOLDERS = {
  '{имя}': 'client',
  '{услуга}': 'service',
  '{мастер}': 'staff',
  '{дней}': 'days',
  '{салон}': 'salon',
} as const satisfies Record<string, keyof ScriptValues>;

/** A text to be said to a client; unknown placeholders stay as they are. */
export function fillScript(text: string, values: ScriptValues): string {
  return text.replaceAll(/\{[^{}]{1,20}\}/gu, (found) => {
    const key = (SCRIPT_PLACEHOLDERS as Record<string, keyof ScriptValues | undefined>)[found.toLowerCase()];
    return key === undefined ? found : values[key];
  });
}

/** A text for a reason, perhaps of one service. */
export interface CallScript {
  readonly reason: 'due' | 'lost';
  readonly serviceId: number | null;
  readonly text: string;
}

/** The text for a call: the service's own, else the one for every service; '' without any. */
export function scriptFor(
  scripts: readonly CallScript[],
  reason: CallScript['reason'],
  serviceId: number | null,
): string {
  const ofReason = scripts.filter((script) => script.reason === reason);
  const own = serviceId === null ? undefined : ofReason.find((script) => script.serviceId === serviceId);
  return (own ?? ofReason.find((script) => script.serviceId === null))?.text ?? '';
}

/** Somebody who could take a free window. */
export interface FitFacts {
  readonly clientId: number;
  readonly serviceId: number;
  readonly overdueDays: number;
  /** Did the service for them last time. */
  readonly isOwnMaster: boolean;
  /** Named on their card as preferred, or responsible for them. */
  readonly isPreferredMaster: boolean;
  /** Minutes of the window that stay free. */
  readonly restMin: number;
  /** A shorter rest is of no use to the master (A10). */
  readonly minGapMin: number;
  readonly visits: number;
  readonly noShows: number;
  readonly priceMinor: number;
}

/** Why somebody fits a window, the strongest first. */
export const FIT_REASONS = ['promised', 'overdue', 'due', 'ownMaster', 'preferredMaster', 'fillsWindow'] as const;
export type FitReason = (typeof FIT_REASONS)[number];

/** Whether the rest of a window is lost to everybody (A10). */
export function leavesDeadGap({ restMin, minGapMin }: Pick<FitFacts, 'restMin' | 'minGapMin'>): boolean {
  return restMin > 0 && restMin < minGapMin;
}

/**
 * Order of those who fit a window: whose day has come first; among them those of this master, those who leave no dead gap,
 * the longest overdue.
 */
export function compareFits(a: FitFacts, b: FitFacts): number {
  const rank = (fit: FitFacts): number =>
    (fit.overdueDays >= 0 ? 0 : 4) + (fit.isOwnMaster || fit.isPreferredMaster ? 0 : 2) + (leavesDeadGap(fit) ? 1 : 0);
  return rank(a) - rank(b) || compareDue(a, b);
}

/** Why somebody fits a window, in the order of `FIT_REASONS`. */
export function fitReasons(fit: FitFacts & { readonly isPromised: boolean }): FitReason[] {
  const holds: Record<FitReason, boolean> = {
    promised: fit.isPromised,
    overdue: fit.overdueDays > 0,
    due: fit.overdueDays === 0,
    ownMaster: fit.isOwnMaster,
    preferredMaster: fit.isPreferredMaster && !fit.isOwnMaster,
    fillsWindow: fit.restMin === 0,
  };
  return FIT_REASONS.filter((reason) => holds[reason]);
}

/** How often a client comes when they are booked, one visit given in advance, basis points. Example: 3 of 4 gives 8000. */
export function showRateBp({ visits, noShows }: Pick<FitFacts, 'visits' | 'noShows'>): number {
  return shareBp(visits + 1, visits + noShows + 1) ?? 0;
}

/** What calls came to. Money in minor units. */
export interface CallFigures {
  readonly calls: number;
  readonly answered: number;
  readonly booked: number;
  readonly came: number;
  readonly revenueMinor: number;
}

/** A call with the visit that it brought. */
export interface CallResult {
  readonly outcome: CallOutcome;
  /** Status of the visit it led to; null without one. */
  readonly visitStatus: string | null;
  /** Prices of that visit's services. */
  readonly priceMinor: number;
}

const CAME: readonly string[] = ['arrived', 'in_progress', 'completed'];

/** Whether a call belongs to a figure. */
export function countsAs(figure: 'calls' | 'answered' | 'booked' | 'came', call: CallResult): boolean {
  switch (figure) {
    case 'calls':
      return true;
    case 'answered':
      return call.outcome !== 'no_answer';
    case 'booked':
      return call.visitStatus !== null;
    case 'came':
      return call.visitStatus !== null && CAME.includes(call.visitStatus);
    default:
      return figure satisfies never;
  }
}

/** Adds calls up; money counts when the visit is completed. */
export function figuresOf(calls: readonly CallResult[]): CallFigures {
  const count = (figure: 'answered' | 'booked' | 'came'): number =>
    calls.filter((call) => countsAs(figure, call)).length;
  return {
    calls: calls.length,
    answered: count('answered'),
    booked: count('booked'),
    came: count('came'),
    revenueMinor: calls.reduce((sum, call) => sum + (call.visitStatus === 'completed' ? call.priceMinor : 0), 0),
  };
}
