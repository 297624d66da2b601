import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src-shared/kernel/random.ts';

const many = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw);
const seed = fc.integer();

describe('seeded random values', () => {
  it('gives the same sequence for a seed, for ever: the demo salon depends on it', () => {
    const random = createRandom(2026);
    expect(many(4, () => random.int(0, 999_999))).toEqual([895570, 812355, 636227, 417974]);
    expect(random.fork('clients').int(0, 999_999)).toBe(661733);
    expect(random.normal(100, 15)).toBe(94.65830343830378);
  });

  it('differs between seeds, also above 32 bits', () => {
    const first = [0, 1, 2, -1, 4_294_967_296, 4_294_967_297].map((value) => createRandom(value).next());
    expect(new Set(first).size).toBe(first.length);
    expect(() => createRandom(0.5)).toThrow(RangeError);
  });

  it('stays in range and is reproducible', () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: -1000, max: 1000 }), fc.nat(1000), (value, min, width) => {
        const [one, other] = [createRandom(value), createRandom(value)];
        for (const random of [one, other]) expect(random.next()).toSatisfy((x: number) => x >= 0 && x < 1);
        const drawn = one.int(min, min + width);
        expect(drawn).toBe(other.int(min, min + width));
        expect(drawn).toSatisfy((x: number) => Number.isInteger(x) && x >= min && x <= min + width);
      }),
    );
  });

  it('spreads evenly: chi-square of 100 000 draws over 10 cells', () => {
    const random = createRandom(7);
    const cells = many(10, () => 0);
    for (const cell of many(100_000, () => random.int(0, 9))) cells[cell] = (cells[cell] ?? 0) + 1;
    const chiSquare = cells.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquare).toBeLessThan(27.88); // 9 degrees of freedom, p = 0.001
  });

  it('weights its choices and never takes a weight of zero', () => {
    const random = createRandom(11);
    const drawn = many(10_000, () => random.weighted(['a', 'b', 'c', 'd'], [0, 3, 1, 0]));
    const count = (letter: string): number => drawn.filter((item) => item === letter).length;
    expect([count('a'), count('d')]).toEqual([0, 0]);
    expect(count('b') / drawn.length).toBeCloseTo(0.75, 1);
    expect(() => random.weighted(['a'], [0])).toThrow(RangeError);
    expect(() => random.weighted(['a', 'b'], [1])).toThrow(RangeError);
    expect(() => random.weighted(['a', 'b'], [2, -1])).toThrow(RangeError);
  });

  it('chance, pick and their limits', () => {
    const random = createRandom(3);
    expect(many(100, () => random.chance(0)).some(Boolean)).toBe(false);
    expect(many(100, () => random.chance(1)).every(Boolean)).toBe(true);
    expect(new Set(many(100, () => random.pick(['x', 'y', 'z']))).size).toBe(3);
    expect(() => random.pick([])).toThrow(RangeError);
    expect(() => random.int(2, 1)).toThrow(RangeError);
  });

  it('shuffles a copy: the same elements, the list untouched', () => {
    fc.assert(
      fc.property(seed, fc.array(fc.integer()), (value, list) => {
        const before = [...list];
        const shuffled = createRandom(value).shuffle(list);
        expect(list).toEqual(before);
        expect([...shuffled].sort((a, b) => a - b)).toEqual([...list].sort((a, b) => a - b));
      }),
    );
    const random = createRandom(5);
    expect(new Set(many(600, () => random.shuffle([1, 2, 3]).join(''))).size).toBe(6);
  });

  it('a bell curve with the asked mean and deviation', () => {
    const random = createRandom(13);
    const drawn = many(20_000, () => random.normal(100, 15));
    const mean = drawn.reduce((sum, x) => sum + x, 0) / drawn.length;
    const deviation = Math.sqrt(drawn.reduce((sum, x) => sum + (x - mean) ** 2, 0) / drawn.length);
    expect(Math.abs(mean - 100)).toBeLessThan(0.5);
    expect(Math.abs(deviation - 15)).toBeLessThan(0.5);
  });

  it('forks by label only: what was drawn before does not matter', () => {
    const fresh = createRandom(42);
    const used = createRandom(42);
    many(10, () => used.next());
    expect(used.fork('stock').next()).toBe(fresh.fork('stock').next());
    expect(fresh.fork('stock').next()).not.toBe(fresh.fork('visits').next());
    expect(fresh.fork('a').fork('b').next()).not.toBe(fresh.fork('b').fork('a').next());
  });

  it('200 000 forks do not meet', () => {
    const random = createRandom(1);
    const firsts = new Set(many(200_000, () => 0).map((_, index) => random.fork(`client ${index}`).next()));
    expect(firsts.size).toBe(200_000);
  });
});
