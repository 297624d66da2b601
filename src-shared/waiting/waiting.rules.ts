import { type LocalDate, addDays, daysBetween, isoWeekday } from '../kernel/local-date.ts';

/** How a freed window is given to those who wait (features.md part 2, nr 4). */
export const WAITLIST_POLICIES = ['manual', 'best_payer', 'first_in_line', 'first_to_answer'] as const;
export type WaitlistPolicy = (typeof WAITLIST_POLICIES)[number];

export const WAITING_KINDS = ['waiting', 'walk_in', 'request'] as const;
export type WaitingKind = (typeof WAITING_KINDS)[number];

/** `waiting` and `offered` are open; the others are the end of it. */
export const WAITING_STATUSES = ['waiting', 'offered', 'booked', 'declined', 'closed'] as const;
export type WaitingStatus = (typeof WAITING_STATUSES)[number];

/** Whether somebody still waits for an answer. */
export function isOpen(status: WaitingStatus): boolean {
  return status === 'waiting' || status === 'offered';
}

/** What a person wishes for; null and empty lists mean "any". */
export interface Wish {
  readonly serviceIds: readonly number[];
  readonly staffIds: readonly number[];
  /** A seat of this event and nothing else (A13). */
  readonly groupEventId: number | null;
  readonly fromDate: LocalDate | null;
  /** Last day, inclusive. */
  readonly toDate: LocalDate | null;
  /** ISO weekdays, Monday = 1. */
  readonly weekdays: readonly number[];
  /** The visit lies between these minutes; both the same: it begins exactly then. */
  readonly fromMin: number | null;
  readonly toMin: number | null;
}

/** Stretch of a day in which the wished visit may lie, and its one start if it has only one. */
export interface WishedHours {
  readonly fromMin: number;
  readonly endMin: number;
  readonly exactMin: number | null;
}

const LAST_MINUTE = 2880;

/** The hours of a wish. Example: from 1080 alone gives 18:00 to the end of the day. */
export function wishedHours({ fromMin, toMin }: Pick<Wish, 'fromMin' | 'toMin'>): WishedHours {
  if (fromMin !== null && fromMin === toMin) return { fromMin, endMin: LAST_MINUTE, exactMin: fromMin };
  return { fromMin: fromMin ?? 0, endMin: toMin ?? LAST_MINUTE, exactMin: null };
}

/** Whether a day is one of the wished ones. */
export function wishesDay(wish: Pick<Wish, 'fromDate' | 'toDate' | 'weekdays'>, localDate: LocalDate): boolean {
  if (wish.fromDate !== null && localDate < wish.fromDate) return false;
  if (wish.toDate !== null && localDate > wish.toDate) return false;
  return wish.weekdays.length === 0 || wish.weekdays.includes(isoWeekday(localDate));
}

/** Whether a wish for a time meets a freed time: a seat is met by its own event only (A13). */
export function wishesWindow(
  wish: Wish,
  window: { readonly localDate: LocalDate; readonly staffId: number | null; readonly groupEventId: number | null },
): boolean {
  if (wish.groupEventId !== window.groupEventId) return false;
  if (!wishesDay(wish, window.localDate)) return false;
  if (window.groupEventId !== null) return true;
  return window.staffId === null || wish.staffIds.length === 0 || wish.staffIds.includes(window.staffId);
}

/** The wished days from today on, soonest first, at most `limit` days ahead (today is one of them). */
export function wishedDates(
  wish: Pick<Wish, 'fromDate' | 'toDate' | 'weekdays'>,
  today: LocalDate,
  limit: number,
): LocalDate[] {
  const dates: LocalDate[] = [];
  for (let offset = 0; offset < limit; offset++) {
    const date = addDays(today, offset);
    if (wish.toDate !== null && date > wish.toDate) break;
    if (wishesDay(wish, date)) dates.push(date);
  }
  return dates;
}

/** Whether the last wished moment has passed: nothing can meet the wish any more. A wish without a last day never ends. */
export function isWishOver(wish: Wish, now: { readonly localDate: LocalDate; readonly minute: number }): boolean {
  if (wish.toDate === null) return false;
  const { fromMin, endMin, exactMin } = wishedHours(wish);
  const start = wish.fromDate !== null && wish.fromDate > now.localDate ? wish.fromDate : now.localDate;
  const left = daysBetween(start, wish.toDate) + 1;
  // A week holds every weekday, so longer ranges need no look at each day.
  const isTodayOver = (exactMin ?? Math.max(fromMin, endMin)) < now.minute + (exactMin === null ? 1 : 0);
  for (let offset = 0; offset < Math.min(left, 8); offset++) {
    const date = addDays(start, offset);
    if (wishesDay(wish, date) && !(date === now.localDate && isTodayOver)) return false;
  }
  return true;
}

/** A window that was offered to somebody and did not become their visit. */
export interface TriedWindow {
  readonly localDate: LocalDate;
  readonly staffId: number | null;
  readonly startMin: number;
  readonly endMin: number;
}

/** Whether a person has already said no (or nothing) to this time of this master. */
export function wasTried(tried: readonly TriedWindow[], window: TriedWindow): boolean {
  return tried.some(
    (one) =>
      one.localDate === window.localDate &&
      one.staffId === window.staffId &&
      one.startMin < window.endMin &&
      window.startMin < one.endMin,
  );
}

/** Whether an offer still waits for its answer, has run out, or there is none. */
export function offerState(
  entry: { readonly status: WaitingStatus; readonly offeredUntilMs: number | null },
  nowMs: number,
): 'none' | 'pending' | 'expired' {
  if (entry.status !== 'offered') return 'none';
  return entry.offeredUntilMs !== null && entry.offeredUntilMs <= nowMs ? 'expired' : 'pending';
}

/** Whether a request waits longer for its answer than was promised (J20). */
export function isOverdue(
  entry: { readonly kind: WaitingKind; readonly status: WaitingStatus; readonly dueAtMs: number | null },
  nowMs: number,
): boolean {
  return entry.kind === 'request' && entry.status === 'waiting' && entry.dueAtMs !== null && entry.dueAtMs <= nowMs;
}

/** Someone whose wish a window meets, as the ranking sees them. */
export interface MatchCandidate {
  readonly entryId: number;
  readonly createdAtMs: number;
  /** Sum of the completed visits, minor units. */
  readonly spentMinor: number;
  readonly noShows: number;
  /** Visits that took place. */
  readonly visits: number;
}

/** Why somebody stands where they stand in the ranking. */
export type MatchReason = 'byHand' | 'bestPayer' | 'firstInLine' | 'reliable' | 'answersFirst';

export interface RankedMatch<Candidate extends MatchCandidate> {
  readonly candidate: Candidate;
  /** From 1. */
  readonly rank: number;
  readonly reason: MatchReason;
}

/**
 * Puts those who fit a window into the order of the salon's policy, and says why.
 *
 * `best_payer`: who has left most money first. `first_in_line` and `manual`: who waits longest first. `first_to_answer`: all
 * are asked at once, the reliable ones are named first. Ties: fewer no-shows, then the longer wait, then the smaller number.
 */
export function rankMatches<Candidate extends MatchCandidate>(
  candidates: readonly Candidate[],
  policy: WaitlistPolicy,
): RankedMatch<Candidate>[] {
  const byWait = (a: Candidate, b: Candidate): number => a.createdAtMs - b.createdAtMs;
  const byTrust = (a: Candidate, b: Candidate): number => a.noShows - b.noShows;
  const byNumber = (a: Candidate, b: Candidate): number => a.entryId - b.entryId;
  const byMoney = (a: Candidate, b: Candidate): number => b.spentMinor - a.spentMinor;
  const orders = {
    manual: [byWait, byTrust, byNumber],
    first_in_line: [byWait, byTrust, byNumber],
    best_payer: [byMoney, byTrust, byWait, byNumber],
    first_to_answer: [byTrust, byWait, byNumber],
  } as const satisfies Record<WaitlistPolicy, readonly ((a: Candidate, b: Candidate) => number)[]>;
  const compare = (a: Candidate, b: Candidate): number => {
    for (const order of orders[policy]) {
      const difference = order(a, b);
      if (difference !== 0) return difference;
    }
    return 0;
  };
  return candidates
    .toSorted(compare)
    .map((candidate, index, all) => ({ candidate, rank: index + 1, reason: reasonOf(candidate, all, index, policy) }));
}

function reasonOf(
  candidate: MatchCandidate,
  all: readonly MatchCandidate[],
  index: number,
  policy: WaitlistPolicy,
): MatchReason {
  // Why they stand before the next one; the last one stands before nobody.
  const next = all[index + 1];
  switch (policy) {
    case 'manual':
      return 'byHand';
    case 'first_in_line':
      return 'firstInLine';
    case 'first_to_answer':
      return 'answersFirst';
    case 'best_payer': {
      if (candidate.spentMinor > (next?.spentMinor ?? 0)) return 'bestPayer';
      return next && candidate.noShows < next.noShows ? 'reliable' : 'firstInLine';
    }
    default:
      return policy satisfies never;
  }
}

/** How many of the ranked are asked at once: everybody, one after another, or nobody without a person's choice. */
export function askedAtOnce(policy: WaitlistPolicy, matches: number): number {
  if (policy === 'first_to_answer') return matches;
  return policy === 'manual' ? 0 : Math.min(1, matches);
}

/** What becomes of a request with an exact time (features.md part 2, nr 13). */
export type RequestVerdict = 'accept' | 'noExactTime' | 'noService' | 'busy' | 'deadGap' | 'past';

/** A request is accepted by itself only when the wished time is free and leaves no dead gap (A10). */
export function judgeRequest(facts: {
  readonly wish: Wish;
  readonly isPast: boolean;
  /** Null: the wished time is not free. */
  readonly deadGapMin: number | null;
}): RequestVerdict {
  const { wish, isPast, deadGapMin } = facts;
  const isExact = wishedHours(wish).exactMin !== null && wish.fromDate !== null && wish.fromDate === wish.toDate;
  if (!isExact) return 'noExactTime';
  if (wish.serviceIds.length === 0) return 'noService';
  if (isPast) return 'past';
  if (deadGapMin === null) return 'busy';
  return deadGapMin > 0 ? 'deadGap' : 'accept';
}
