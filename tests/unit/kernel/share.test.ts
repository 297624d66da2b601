import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../src-shared/kernel/errors.ts';
import { allocate } from '../../../src-shared/kernel/share.ts';

const weights = fc.array(fc.integer({ min: 0, max: 10 ** 12 }), { minLength: 1, maxLength: 30 });
const sumOf = (list: readonly number[]): number => list.reduce((sum, item) => sum + item, 0);

describe('M5 largest remainder', () => {
  it.each([
    [30000, [461700, 129050], [23446, 6554]],
    [50, [438254, 122496], [39, 11]],
    [100, [1, 1, 1], [34, 33, 33]], // ties: the smaller line
    [101, [1, 1, 1], [34, 34, 33]],
    [1, [1, 2, 1], [0, 1, 0]], // the largest remainder, not the first or the last line
    [1, [5, 5], [1, 0]],
    [10, [0, 1, 0, 1], [0, 5, 0, 5]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [0, [0, 0], [0, 0]],
    [0, [], []],
    [7, [3], [7]],
    [10 ** 12, [1, 10 ** 12 - 1], [1, 10 ** 12 - 1]],
  ])('M5 %d over %j is %j', (total, lines, parts) => {
    expect(allocate(total, lines)).toEqual(parts);
  });

  it.each([[[0, 0]], [[]]])('M5 nobody to take it (%j): ALLOC_ZERO_WEIGHTS', (lines) => {
    expect(() => allocate(1, lines)).toThrow(expect.objectContaining({ code: 'ALLOC_ZERO_WEIGHTS' }));
    expect(() => allocate(-1, lines)).toThrow(DomainError);
  });

  it.each([[[-1, 2]], [[0.5]], [[Number.NaN]]])('M5 refuses the weights %j', (lines) => {
    expect(() => allocate(1, lines)).toThrow(RangeError);
  });

  it('M5 refuses a fraction as the total', () => {
    expect(() => allocate(0.5, [1])).toThrow(RangeError);
  });

  it('M5 the parts add up to the total, each within one unit of its quota, zero weights get nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), weights, (total, lines) => {
        fc.pre(sumOf(lines) > 0);
        const parts = allocate(total, lines);
        expect(sumOf(parts)).toBe(total);
        const weightSum = BigInt(sumOf(lines));
        for (const [line, part] of parts.entries()) {
          const weight = BigInt(lines[line] ?? 0);
          const distance = BigInt(part) * weightSum - BigInt(total) * weight;
          expect(distance < 0n ? -distance : distance).toBeLessThan(weightSum);
          if (weight === 0n) expect(part).toBe(0);
        }
      }),
    );
  });

  it('M5 while total ≤ Σ weights, no line gets more than its weight', () => {
    fc.assert(
      fc.property(weights, fc.double({ min: 0, max: 1, noNaN: true }), (lines, share) => {
        const total = Math.floor(sumOf(lines) * share);
        fc.pre(sumOf(lines) > 0);
        for (const [line, part] of allocate(total, lines).entries()) expect(part).toBeLessThanOrEqual(lines[line] ?? 0);
      }),
    );
  });

  it('M5 a negative total is the mirror of the positive one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 12 }), weights, (total, lines) => {
        fc.pre(sumOf(lines) > 0);
        expect(allocate(-total, lines)).toEqual(allocate(total, lines).map((part) => 0 - part));
      }),
    );
  });

  it('M5 among equal weights the smaller line never gets less', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2 }), (total, lines) => {
        const parts = allocate(total, lines);
        for (const weight of [1, 2, 3, 4]) {
          const same = parts.filter((_, line) => lines[line] === weight);
          expect(same).toEqual([...same].sort((a, b) => b - a));
        }
      }),
    );
  });
});
