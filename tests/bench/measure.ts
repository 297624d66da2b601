import { performance } from 'node:perf_hooks';

/** Milliseconds of one thing done many times. */
export interface Timing {
  readonly medianMs: number;
  readonly p99Ms: number;
}

/** The product beside bare better-sqlite3, taken in turns in one process. */
export interface Pair {
  readonly own: Timing;
  readonly raw: Timing;
  readonly rounds: number;
}

/** One line of the table. */
export interface Line {
  readonly name: string;
  readonly own: Timing | null;
  readonly raw: Timing | null;
  /** A figure that is not a time, ready to print: bytes, MiB, rows. */
  readonly figure?: string;
  /** What is aimed at, in words; '' where there is no aim. */
  readonly aim: string;
  /** Null without an aim. */
  readonly isMet: boolean | null;
}

/** Rounds that are run and not counted: statements are prepared, caches filled, code compiled. */
const PREPARATION_SHARE = 0.15;

/**
 * Takes two ways to the same answer in turns, each first in every other round, so that neither always finds warm pages.
 *
 * Input of a round is made outside the measured time.
 */
export async function inTurns<Input>(
  rounds: number,
  inputOf: (round: number) => Input,
  own: (input: Input) => unknown,
  raw: (input: Input) => unknown,
): Promise<Pair> {
  const ownMs: number[] = [];
  const rawMs: number[] = [];
  for (let round = -Math.ceil(rounds * PREPARATION_SHARE); round < rounds; round++) {
    const input = inputOf(round);
    for (const way of round % 2 === 0 ? (['own', 'raw'] as const) : (['raw', 'own'] as const)) {
      const start = performance.now();
      const answer = (way === 'own' ? own : raw)(input);
      // A synchronous answer is not awaited: the turn of the event loop is no part of it.
      if (answer instanceof Promise) await answer;
      const took = performance.now() - start;
      if (round >= 0) (way === 'own' ? ownMs : rawMs).push(took);
    }
    if (round % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return { own: timingOf(ownMs), raw: timingOf(rawMs), rounds };
}

/** Median and 99th percentile. */
export function timingOf(values: readonly number[]): Timing {
  return { medianMs: quantile(values, 0.5), p99Ms: quantile(values, 0.99) };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** A read: within 1.5 x raw where raw takes a millisecond, else within raw + 0.15 ms (medians). */
export function readLine(name: string, { own, raw }: Pair): Line {
  const isLong = raw.medianMs >= 1;
  const limit = isLong ? raw.medianMs * 1.5 : raw.medianMs + 0.15;
  return { name, own, raw, aim: isLong ? '≤ 1.5 × raw' : '≤ raw + 0.15 ms', isMet: own.medianMs <= limit };
}

/** Anything within a multiple of raw, plus a fixed cost in ms (medians). */
export function ratioLine(name: string, { own, raw }: Pair, times: number, plusMs = 0): Line {
  const aim = `≤ ${times === 1 ? '' : `${times} × `}raw${plusMs > 0 ? ` + ${plusMs} ms` : ''}`;
  return { name, own, raw, aim, isMet: own.medianMs <= raw.medianMs * times + plusMs };
}

/** A time with an absolute limit. */
export function limitLine(name: string, own: Timing, limitMs: number, raw: Timing | null = null): Line {
  return { name, own, raw, aim: `≤ ${limitMs} ms`, isMet: own.medianMs <= limitMs };
}

/** A figure that is no time. */
export function figureLine(name: string, figure: string, aim = '', isMet: boolean | null = null): Line {
  return { name, own: null, raw: null, figure, aim, isMet };
}
