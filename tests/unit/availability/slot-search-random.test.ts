import { describe, expect, test } from 'vitest';
import { prepareDay } from '../../../src-shared/availability/search-day.rules.ts';
import { SlotSearch } from '../../../src-shared/availability/slot-search.rules.ts';
import { spansOf } from '../../../src-shared/availability/spans.rules.ts';
import { createRandom } from '../../../src-shared/kernel/random.ts';
import { type Case, type ExpectedSlot, MinuteSearch } from './minute-map.ts';
import { randomCase } from './random-case.ts';

/** Cases of each of the five runs; every case has a seed of its own, so that a failure names it. */
const CASES = 10_400;

function found({ day, question, ask, allowOverrunMin }: Case): ExpectedSlot[] {
  const search = new SlotSearch(question);
  const slots = search.findOn(prepareDay(day, allowOverrunMin), { ...ask, clientBusy: spansOf(ask.clientBusy) });
  return slots.map(({ startMin, lines, deadMin, gapCount, isTight }) => ({
    startMin,
    lines: lines.map((line) => ({ staffId: line.staffId, roomId: line.roomId, startMin: line.startMin })),
    deadMin,
    gapCount,
    isTight,
  }));
}

describe('the search answers as a map of minutes does (A5-A11)', () => {
  for (const run of [1, 2, 3, 4, 5]) {
    test(`${CASES} random days, run ${run}`, () => {
      const seen = { grid: 0, compact: 0, windows: 0, empty: 0, chained: 0, parallel: 0 };
      for (let number = 0; number < CASES; number++) {
        const seed = run * 1_000_000 + number;
        const one = randomCase(createRandom(seed));
        const expected = new MinuteSearch(one).find();
        const slots = found(one);
        if (JSON.stringify(slots) !== JSON.stringify(expected)) expect(slots, `seed ${seed}`).toEqual(expected);
        seen[one.question.mode] += 1;
        seen.windows += expected.length;
        if (expected.length === 0) seen.empty += 1;
        else if (one.question.items.some(({ isParallel }) => isParallel)) seen.parallel += 1;
        else if (one.question.items.length > 1) seen.chained += 1;
      }
      // Cases that never find anything would prove nothing.
      expect(seen.compact).toBeGreaterThan(CASES / 5);
      expect(seen.empty).toBeLessThan(CASES * 0.7);
      expect(seen.parallel).toBeGreaterThan(CASES / 50);
      expect(seen.chained).toBeGreaterThan(CASES / 20);
      expect(seen.windows).toBeGreaterThan(CASES * 1.5);
    });
  }
});
