/**
 * A half-open interval of minutes [start, end) (A1).
 *
 * The unit is the minute of a schedule day. Minutes outside 0..2880 are fine for the algebra (yesterday's night shift seen
 * from today starts below zero); {@link isValidInterval} tells what may be stored.
 */
export type Interval = readonly [startMin: number, endMin: number];

/** The last minute of a schedule day: a shift may pass midnight and belongs to its start date (A1). */
const LAST_MINUTE = 2880;

/** Whether an interval may be stored: whole minutes, 0 ≤ start < end ≤ 2880 (A1). */
export function isValidInterval([startMin, endMin]: Interval): boolean {
  return (
    Number.isInteger(startMin) &&
    Number.isInteger(endMin) &&
    startMin >= 0 &&
    startMin < endMin &&
    endMin <= LAST_MINUTE
  );
}

/**
 * The same minutes as a sorted list of separate intervals (A3).
 *
 * Empty and inverted intervals are dropped, overlapping and adjacent ones merged. Every list returned by this file is in
 * this form.
 */
export function normalize(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.filter(([start, end]) => start < end).sort((a, b) => a[0] - b[0]);
  const merged: Interval[] = [];
  for (const interval of sorted) {
    const last = merged.at(-1);
    if (last && interval[0] <= last[1]) merged[merged.length - 1] = [last[0], Math.max(last[1], interval[1])];
    else merged.push(interval);
  }
  return merged;
}

/** The minutes in either list. */
export function union(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  return normalize([...a, ...b]);
}

/** The minutes in both lists. */
export function intersect(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const left = normalize(a);
  const right = normalize(b);
  const common: Interval[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const first = left[i];
    const second = right[j];
    if (!first || !second) return common;
    const start = Math.max(first[0], second[0]);
    const end = Math.min(first[1], second[1]);
    if (start < end) common.push([start, end]);
    if (first[1] < second[1]) i += 1;
    else j += 1;
  }
}

/** The minutes of the first list that are not in the second. */
export function subtract(from: readonly Interval[], what: readonly Interval[]): Interval[] {
  const cuts = normalize(what);
  const rest: Interval[] = [];
  for (const [start, end] of normalize(from)) {
    let cursor = start;
    for (const [cutStart, cutEnd] of cuts) {
      if (cutEnd <= cursor) continue;
      if (cutStart >= end) break;
      if (cutStart > cursor) rest.push([cursor, cutStart]);
      cursor = cutEnd;
    }
    if (cursor < end) rest.push([cursor, end]);
  }
  return rest;
}

/** Whether two intervals share a minute. Adjacent ones do not (A1), an empty one shares nothing. */
export function overlaps(a: Interval, b: Interval): boolean {
  return Math.max(a[0], b[0]) < Math.min(a[1], b[1]);
}

/**
 * Whether an interval lies inside ONE interval of the list (A8).
 *
 * The list is taken as it is: adjacent intervals are not joined, so normalise it first when they count as one.
 */
export function covers(list: readonly Interval[], [startMin, endMin]: Interval): boolean {
  return list.some(([start, end]) => start <= startMin && endMin <= end);
}

/** The number of minutes in the list; a minute covered twice counts once. */
export function totalMinutes(intervals: readonly Interval[]): number {
  return normalize(intervals).reduce((sum, [start, end]) => sum + end - start, 0);
}

/** The free windows: working time that nothing occupies (A10). */
export function gaps(work: readonly Interval[], busy: readonly Interval[]): Interval[] {
  return subtract(work, busy);
}
