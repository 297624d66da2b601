import type { Interval } from '../kernel/intervals.ts';

/**
 * Sorted, separate half-open intervals as one flat row of numbers: start, end, start, end, …
 *
 * The search asks millions of "does this fit" questions; a flat typed array answers them without a pointer to follow.
 */
export type Spans = Int32Array;

export const NO_SPANS: Spans = new Int32Array(0);

/** The minutes of some intervals as spans: sorted, overlapping and adjacent ones merged, empty ones dropped. */
export function spansOf(intervals: readonly Interval[]): Spans {
  if (intervals.length === 0) return NO_SPANS;
  let ordered: readonly Interval[] = intervals;
  for (let at = 1; at < intervals.length; at++) {
    if (intervals[at - 1]![0] <= intervals[at]![0]) continue;
    ordered = intervals.toSorted((a, b) => a[0] - b[0]);
    break;
  }
  const spans = new Int32Array(ordered.length * 2);
  let size = 0;
  for (const [start, end] of ordered) {
    if (start >= end) continue;
    if (size > 0 && start <= spans[size - 1]!) {
      if (end > spans[size - 1]!) spans[size - 1] = end;
    } else {
      spans[size++] = start;
      spans[size++] = end;
    }
  }
  return size === spans.length ? spans : spans.slice(0, size);
}

/** The minutes of the first list that are not in the second. */
export function withoutSpans(from: Spans, what: Spans): Spans {
  if (from.length === 0 || what.length === 0) return from;
  const rest = new Int32Array(from.length + what.length);
  let size = 0;
  let cut = 0;
  for (let at = 0; at < from.length; at += 2) {
    const end = from[at + 1]!;
    let cursor = from[at]!;
    while (cut < what.length && what[cut + 1]! <= cursor) cut += 2;
    for (let next = cut; next < what.length && what[next]! < end; next += 2) {
      if (what[next]! > cursor) {
        rest[size++] = cursor;
        rest[size++] = what[next]!;
      }
      cursor = Math.max(cursor, what[next + 1]!);
    }
    if (cursor < end) {
      rest[size++] = cursor;
      rest[size++] = end;
    }
  }
  return rest.slice(0, size);
}

/** Position of the start of the ONE span that holds [start, end) whole, or -1 (A8). */
export function coverAt(spans: Spans, start: number, end: number): number {
  let low = 0;
  let high = spans.length >> 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle * 2]! <= start) low = middle + 1;
    else high = middle;
  }
  const at = (low - 1) * 2;
  return at >= 0 && end <= spans[at + 1]! ? at : -1;
}

/** Whether some span shares a minute with [start, end). */
export function meetsSpans(spans: Spans, start: number, end: number): boolean {
  for (let at = 0; at < spans.length && spans[at]! < end; at += 2) {
    if (spans[at + 1]! > start) return true;
  }
  return false;
}

/** The number of minutes. */
export function minutesIn(spans: Spans): number {
  let minutes = 0;
  for (let at = 0; at < spans.length; at += 2) minutes += spans[at + 1]! - spans[at]!;
  return minutes;
}

/** As pairs, for an answer. */
export function intervalsOf(spans: Spans): [number, number][] {
  const intervals: [number, number][] = [];
  for (let at = 0; at < spans.length; at += 2) intervals.push([spans[at]!, spans[at + 1]!]);
  return intervals;
}

/**
 * The minutes at which more than `limit` of the holds run at once (A4): there the place has no room for another one.
 *
 * With a limit below zero it never has room.
 */
export function crowdedSpans(holds: readonly Interval[], limit: number): Spans {
  if (limit < 0) return Int32Array.of(-FAR, FAR);
  if (holds.length <= limit) return NO_SPANS;
  const edges = holds
    .filter(([start, end]) => start < end)
    .flatMap(([start, end]): [number, number][] => [
      [start, 1],
      [end, -1],
    ])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const crowded: Interval[] = [];
  let running = 0;
  let since = 0;
  for (const [minute, step] of edges) {
    const wasCrowded = running > limit;
    running += step;
    const isCrowded = running > limit;
    if (!wasCrowded && isCrowded) since = minute;
    else if (wasCrowded && !isCrowded) crowded.push([since, minute]);
  }
  return spansOf(crowded);
}

/** Further than any minute of a schedule day and its neighbours. */
export const FAR = 100_000;
