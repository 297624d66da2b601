import type { PreparedDay, PreparedMaster } from './search-day.rules.ts';
import type { TimingParts } from './service-timing.rules.ts';
import { coverAt } from './spans.rules.ts';

/** What a window leaves of the free time around it (A10). */
export interface SlotFit {
  /** Sum of the gaps left that are too short for any service of their master. */
  readonly deadMin: number;
  /** Number of gaps left. */
  readonly gapCount: number;
  /** Some work begins or ends exactly where other work or the shift does. */
  readonly isTight: boolean;
  /** Some work begins or ends exactly where other work does. */
  readonly isBesideWork: boolean;
}

interface Choice {
  readonly option: { readonly staffId: number };
  readonly parts: TimingParts;
}

/**
 * Weighs the free stretches that touch a visit (A10): per master, those before, between and after its own work.
 *
 * `starts` and `kept` tell per item its start and which buffers stand. Everything must fit.
 */
export function fitOf(day: PreparedDay, chosen: readonly Choice[], starts: Int32Array, kept: Uint8Array): SlotFit {
  const sum = { deadMin: 0, gapCount: 0, isTight: false, isBesideWork: false };
  const [only] = chosen;
  if (only && chosen.length === 1) {
    addMaster(sum, day.masters.get(only.option.staffId)!, only.parts.busy[kept[0] as 0 | 1 | 2 | 3], starts[0]!);
    return sum;
  }
  for (let index = 0; index < chosen.length; index++) {
    const { option } = chosen[index]!;
    let isFirst = true;
    for (let other = 0; other < index; other++) if (chosen[other]!.option.staffId === option.staffId) isFirst = false;
    if (!isFirst) continue;
    addMaster(sum, day.masters.get(option.staffId)!, workOf(option.staffId, chosen, starts, kept, index), 0);
  }
  return sum;
}

/** The master's work in this visit, flat pairs in order; parts that touch or overlap are one. */
function workOf(
  staffId: number,
  chosen: readonly Choice[],
  starts: Int32Array,
  kept: Uint8Array,
  from: number,
): number[] {
  const pairs: [number, number][] = [];
  for (let index = from; index < chosen.length; index++) {
    const { option, parts } = chosen[index]!;
    if (option.staffId !== staffId) continue;
    const busy = parts.busy[kept[index] as 0 | 1 | 2 | 3];
    for (let part = 0; part < busy.length; part += 2) {
      pairs.push([starts[index]! + busy[part]!, starts[index]! + busy[part + 1]!]);
    }
  }
  if (pairs.length > 1) pairs.sort((a, b) => a[0] - b[0]);
  const work: number[] = [];
  for (const [start, end] of pairs) {
    const last = work.length - 1;
    if (last > 0 && start <= work[last]!) work[last] = Math.max(work[last]!, end);
    else work.push(start, end);
  }
  return work;
}

type Sum = { -readonly [Name in keyof SlotFit]: SlotFit[Name] };

/** Adds the gaps around a master's work; `work` holds flat pairs counted from `fromMin`. */
function addMaster(
  sum: Sum,
  { free, shift, minGapMin }: PreparedMaster,
  work: ArrayLike<number>,
  fromMin: number,
): void {
  for (let part = 0; part < work.length;) {
    const at = coverAt(free, work[part]! + fromMin, work[part + 1]! + fromMin);
    if (at < 0) throw new RangeError('work outside the free time');
    const spanStart = free[at]!;
    const spanEnd = free[at + 1]!;
    let cursor = spanStart;
    // All parts inside this one free stretch: the gaps between them are counted once.
    while (part < work.length && work[part + 1]! + fromMin <= spanEnd) {
      const start = work[part]! + fromMin;
      addGap(sum, start - cursor, minGapMin);
      cursor = work[part + 1]! + fromMin;
      if (start === spanStart) {
        sum.isTight = true;
        if (spanStart !== shift[at]) sum.isBesideWork = true;
      }
      part += 2;
    }
    addGap(sum, spanEnd - cursor, minGapMin);
    if (cursor === spanEnd) {
      sum.isTight = true;
      if (spanEnd !== shift[at + 1]) sum.isBesideWork = true;
    }
  }
}

function addGap(sum: Sum, minutes: number, minGapMin: number): void {
  if (minutes <= 0) return;
  sum.gapCount += 1;
  if (minutes < minGapMin) sum.deadMin += minutes;
}
