import { type Interval, normalize, subtract } from '../../src-shared/kernel/intervals.ts';

/** An interval while it is being typed, as the clock shows it: an end at or before the start is the next day (A1). */
export interface IntervalDraft {
  readonly start: number | null;
  readonly end: number | null;
}

const DAY = 1440;

/** What a person sees of an interval: minutes past midnight are shown as the clock shows them. */
export function toDraft([start, end]: Interval): IntervalDraft {
  return { start: start % DAY, end: end > DAY ? end - DAY : end };
}

/** Whether an interval ends on the next day. */
export function endsNextDay({ start, end }: IntervalDraft): boolean {
  return start !== null && end !== null && end < start;
}

/** Reads typed intervals; the fault is a key of `schedule:faults`. */
export function readIntervals(drafts: readonly IntervalDraft[]): { intervals: Interval[] } | { fault: string } {
  const intervals: Interval[] = [];
  for (const { start, end } of drafts) {
    if (start === null || end === null) return { fault: 'TIME' };
    if (start === end) return { fault: 'EMPTY_INTERVAL' };
    intervals.push([start, end < start ? end + DAY : end]);
  }
  const sorted = intervals.toSorted((a, b) => a[0] - b[0]);
  const overlaps = sorted.some(([start], index) => index > 0 && start < sorted[index - 1]![1]);
  return overlaps ? { fault: 'OVERLAPPING' } : { intervals: sorted };
}

/** Reads typed breaks of a shift: one before its start belongs to the night after it. */
export function readBreaks(
  drafts: readonly IntervalDraft[],
  work: readonly Interval[],
): { intervals: Interval[] } | { fault: string } {
  const read = readIntervals(drafts);
  if ('fault' in read) return read;
  const firstStart = normalize(work)[0]?.[0] ?? 0;
  const breaks = read.intervals.map(([start, end]): Interval =>
    start < firstStart ? [start + DAY, end + DAY] : [start, end],
  );
  if (subtract(breaks, work).length > 0) return { fault: 'OUTSIDE_WORK' };
  return { intervals: breaks.toSorted((a, b) => a[0] - b[0]) };
}
