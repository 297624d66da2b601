/** A seeded source of random values: the same seed gives the same sequence on every platform. Not for secrets. */
export interface Random {
  /** A number in [0, 1) with 53 random bits. */
  next(): number;
  /** A whole number in min..max, both included. */
  int(min: number, max: number): number;
  /** One element; RangeError for an empty list. */
  pick<T>(list: readonly T[]): T;
  /** One element with a probability proportional to its weight; weights ≥ 0, not all of them 0. */
  weighted<T>(list: readonly T[], weights: readonly number[]): T;
  /** True with probability p in 0..1. */
  chance(p: number): boolean;
  /** A shuffled copy. */
  shuffle<T>(list: readonly T[]): T[];
  /** A bell-shaped number; never further than six deviations from the mean. */
  normal(mean: number, sd: number): number;
  /**
   * An independent source of its own for a part of the work.
   *
   * Depends on the seed and the label only, not on what was drawn before: a new draw in one part moves nothing in others.
   */
  fork(label: string): Random;
}

type Key = readonly [number, number];

/**
 * A source of random values for a whole-number seed (sfc32, seeded by splitmix32).
 *
 * Only integer and IEEE basic operations are used, so that the demo salon is the same everywhere.
 */
export function createRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`A seed is a whole number, got ${seed}`);
  return fromKey([seed | 0, Math.floor(seed / 4_294_967_296) | 0]);
}

function fromKey(key: Key): Random {
  const nextWord = createSfc32(key);

  const next = (): number => {
    const high = nextWord() >>> 5;
    const low = nextWord() >>> 6;
    return (high * 67_108_864 + low) / 9_007_199_254_740_992;
  };
  const int = (min: number, max: number): number => {
    if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max) || min > max)
      throw new RangeError(`Not a range of whole numbers: ${min}..${max}`);
    return min + Math.floor(next() * (max - min + 1));
  };

  return {
    next,
    int,
    pick: (list) => at(list, int(0, list.length - 1)),
    weighted: (list, weights) => at(list, weightedIndex(list.length, weights, next())),
    chance: (p) => next() < p,
    shuffle: (list) => {
      const shuffled = [...list];
      for (let last = shuffled.length - 1; last > 0; last -= 1) {
        const other = int(0, last);
        const kept = at(shuffled, last);
        shuffled[last] = at(shuffled, other);
        shuffled[other] = kept;
      }
      return shuffled;
    },
    normal: (mean, sd) => {
      // The sum of twelve uniforms instead of Box–Muller: Math.log and Math.cos may differ between engines.
      let sum = -6;
      for (let draw = 0; draw < 12; draw += 1) sum += next();
      return mean + sd * sum;
    },
    fork: (label) => fromKey(forkKey(key, label)),
  };
}

function weightedIndex(count: number, weights: readonly number[], share: number): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (weights.length !== count || !(total > 0) || weights.some((weight) => weight < 0))
    throw new RangeError('One weight per element is needed, zero or more, not all zero');
  let rest = share * total;
  let lastPossible = 0;
  for (const [index, weight] of weights.entries()) {
    if (weight === 0) continue;
    lastPossible = index;
    if (rest < weight) return index;
    rest -= weight;
  }
  // Rounding of the sum may leave a hair over; it belongs to the last element that can be drawn.
  return lastPossible;
}

function at<T>(list: readonly T[], index: number): T {
  if (index < 0 || index >= list.length) throw new RangeError('Nothing to choose from: the list is empty');
  return list[index] as T;
}

/** sfc32 by Chris Doty-Humphrey: 128 bits of state, four additions and shifts a word. */
function createSfc32(key: Key): () => number {
  const fromLow = createSplitmix32(key[0]);
  const fromHigh = createSplitmix32(key[1] ^ 0x5f356495);
  let a = fromLow();
  let b = fromHigh();
  let c = fromLow() ^ fromHigh();
  let counter = 1;
  const nextWord = (): number => {
    const word = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + word;
    c |= 0;
    return word >>> 0;
  };
  for (let warmUp = 0; warmUp < 12; warmUp += 1) nextWord();
  return nextWord;
}

function createSplitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    return mix(state);
  };
}

function mix(word: number): number {
  let mixed = word ^ (word >>> 16);
  mixed = Math.imul(mixed, 0x21f0aaad);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) | 0;
}

/** Two differently mixed hashes: with 64 bits, hundreds of thousands of labels do not meet. */
function forkKey([low, high]: Key, label: string): Key {
  let first = mix(low ^ 0x9e3779b9);
  let second = mix(high ^ 0x85ebca6b);
  for (let index = 0; index < label.length; index += 1) {
    const unit = label.charCodeAt(index);
    first = Math.imul(first ^ unit, 0x01000193);
    second = Math.imul(second ^ unit, 0x5bd1e995) ^ (second >>> 13);
  }
  return [mix(first ^ high), mix(second ^ low ^ label.length)];
}
