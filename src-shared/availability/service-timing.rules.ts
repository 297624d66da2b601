import type { Segment } from '../journal/journal.rules.ts';

/** The time of a service at a master (A5). */
export interface ServiceTiming {
  /** At least one; all of them are the client's time. */
  readonly segments: readonly Segment[];
  readonly bufferBeforeMin: number;
  readonly bufferAfterMin: number;
  /** Whether the master is free in the processing parts (A6). */
  readonly isGapReleased: boolean;
}

/** A timing measured from the client's start: what the master is busy with, and how long the client stays. */
export interface TimingParts {
  readonly totalMin: number;
  readonly beforeMin: number;
  readonly afterMin: number;
  /** Work without buffers, flat pairs [start, end). */
  readonly core: Int32Array;
  /** Work with the buffers that are kept: index 1 = the one before, 2 = the one after, 3 = both (A7 drops inner ones). */
  readonly busy: readonly [Int32Array, Int32Array, Int32Array, Int32Array];
}

/** Which buffers of an item are kept. */
export const BEFORE = 1;
export const AFTER = 2;

/** Measures a timing (A5, A6). Parts that touch are one. */
export function timingParts(timing: ServiceTiming): TimingParts {
  const { segments, bufferBeforeMin: beforeMin, bufferAfterMin: afterMin, isGapReleased } = timing;
  let totalMin = 0;
  const work: [number, number][] = [];
  for (const { kind, minutes } of segments) {
    if (kind === 'active' || !isGapReleased) addPart(work, totalMin, totalMin + minutes);
    totalMin += minutes;
  }
  const variant = (kept: number): Int32Array => {
    const parts: [number, number][] = [];
    if (kept & BEFORE) addPart(parts, -beforeMin, 0);
    for (const [start, end] of work) addPart(parts, start, end);
    if (kept & AFTER) addPart(parts, totalMin, totalMin + afterMin);
    return Int32Array.from(parts.flat());
  };
  const core = variant(0);
  const before = beforeMin > 0 ? variant(BEFORE) : core;
  const after = afterMin > 0 ? variant(AFTER) : core;
  const both = beforeMin > 0 ? (afterMin > 0 ? variant(BEFORE | AFTER) : before) : after;
  return { totalMin, beforeMin, afterMin, core, busy: [core, before, after, both] };
}

function addPart(parts: [number, number][], start: number, end: number): void {
  if (start >= end) return;
  const last = parts.at(-1);
  if (last && last[1] === start) last[1] = end;
  else parts.push([start, end]);
}
