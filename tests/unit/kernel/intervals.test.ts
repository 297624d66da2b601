import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  covers,
  gaps,
  intersect,
  isValidInterval,
  normalize,
  overlaps,
  subtract,
  totalMinutes,
  union,
} from '../../../src-shared/kernel/intervals.ts';
import type { Interval } from '../../../src-shared/kernel/intervals.ts';

const LENGTH = 60;
const minute = fc.integer({ min: 0, max: LENGTH });
/** Also empty and inverted ones: the algebra must ignore them. */
const intervals = fc.array(fc.tuple(minute, minute), { maxLength: 12 });

/** The model: which minutes are set. */
function bitmap(list: readonly Interval[]): boolean[] {
  return Array.from({ length: LENGTH }, (_, at) => list.some(([start, end]) => start <= at && at < end));
}

function expectNormal(list: readonly Interval[]): void {
  for (const [index, [start, end]] of list.entries()) {
    expect(start).toBeLessThan(end);
    const previous = list[index - 1];
    if (previous) expect(previous[1]).toBeLessThan(start);
  }
}

describe('A1 intervals are half-open', () => {
  it.each([
    [[0, 60], [60, 120], false],
    [[0, 61], [60, 120], true],
    [[0, 120], [30, 40], true],
    [[30, 40], [0, 120], true],
    [[30, 30], [0, 120], false],
    [[200, 260], [0, 120], false],
  ] as [Interval, Interval, boolean][])('A1 %j and %j overlap: %s', (a, b, expected) => {
    expect(overlaps(a, b)).toBe(expected);
  });

  it.each([
    [[0, 1], true],
    [[1320, 1560], true], // a night shift belongs to its start date
    [[0, 2880], true],
    [[60, 60], false],
    [[120, 60], false],
    [[-1, 60], false],
    [[2000, 2881], false],
    [[0.5, 60], false],
    [[0, Number.NaN], false],
  ] as [Interval, boolean][])('A1 %j may be stored: %s', (interval, expected) => {
    expect(isValidInterval(interval)).toBe(expected);
  });
});

describe('A3 set algebra', () => {
  const day: Interval[] = [[600, 1200]];
  const lunch: Interval[] = [[840, 900]];

  it('A3 merges overlapping and adjacent intervals, drops empty ones, sorts', () => {
    expect(
      normalize([
        [900, 960],
        [600, 700],
        [700, 720],
        [650, 660],
        [30, 30],
        [50, 40],
      ]),
    ).toEqual([
      [600, 720],
      [900, 960],
    ]);
  });

  it('A3 pattern minus break, within salon hours, minus an absence', () => {
    const working = subtract(intersect(subtract(day, lunch), [[630, 1140]]), [[1080, 1440]]);
    expect(working).toEqual([
      [630, 840],
      [900, 1080],
    ]);
    expect(totalMinutes(working)).toBe(390);
  });

  it('A10 the free windows of a day', () => {
    expect(
      gaps(day, [
        [600, 660],
        [700, 760],
        [750, 800],
        [1190, 1300],
      ]),
    ).toEqual([
      [660, 700],
      [800, 1190],
    ]);
    expect(gaps(day, [])).toEqual(day);
    expect(gaps([], lunch)).toEqual([]);
  });

  it('A8 an interval must lie inside ONE interval of the list', () => {
    const shifts: Interval[] = [
      [600, 840],
      [840, 1200],
    ];
    expect(covers(shifts, [600, 840])).toBe(true);
    expect(covers(shifts, [800, 900])).toBe(false);
    expect(covers(normalize(shifts), [800, 900])).toBe(true);
    expect(covers(shifts, [599, 700])).toBe(false);
    expect(covers([], [600, 610])).toBe(false);
  });

  it('A3 does not change what it is given', () => {
    const given: readonly Interval[] = Object.freeze([
      [5, 9],
      [1, 6],
    ]);
    normalize(given);
    expect(given).toEqual([
      [5, 9],
      [1, 6],
    ]);
  });

  it('A3 agrees with a bitmap of minutes', () => {
    fc.assert(
      fc.property(intervals, intervals, (a, b) => {
        const inA = bitmap(a);
        const inB = bitmap(b);
        const both = { union: union(a, b), intersect: intersect(a, b), subtract: subtract(a, b), gaps: gaps(a, b) };
        for (const result of Object.values(both)) expectNormal(result);
        expect(bitmap(both.union)).toEqual(inA.map((set, at) => set || inB[at] === true));
        expect(bitmap(both.intersect)).toEqual(inA.map((set, at) => set && inB[at] === true));
        expect(bitmap(both.subtract)).toEqual(inA.map((set, at) => set && inB[at] === false));
        expect(both.gaps).toEqual(both.subtract);
        expect(totalMinutes(a)).toBe(inA.filter(Boolean).length);
        expect(bitmap(normalize(a))).toEqual(inA);
      }),
      { numRuns: 500 },
    );
  });

  it('A3 of two intervals, overlap and cover agree with their minutes', () => {
    const one = fc.tuple(minute, minute).filter(([start, end]) => start < end);
    fc.assert(
      fc.property(one, one, (a, b) => {
        const inA = bitmap([a]);
        const inB = bitmap([b]);
        expect(overlaps(a, b)).toBe(inA.some((set, at) => set && inB[at] === true));
        expect(covers([a], b)).toBe(inB.every((set, at) => !set || inA[at] === true));
      }),
    );
  });
});
