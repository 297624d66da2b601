import { expect, test } from 'vitest';
import { runCrashes } from './crash-run.ts';

const KILLS = 24;

test('killed at any moment, the salon opens with everything that was answered (R1)', async () => {
  const totals = await runCrashes({ kills: KILLS, seed: 20_260_312 });
  expect(totals.findings).toEqual([]);
  expect(totals).toMatchObject({ kills: KILLS, lost: 0, damaged: 0 });
  // The programs really worked when they died, and really were killed in each kind of work.
  expect(totals.answered).toBeGreaterThan(KILLS * 3);
  expect(Math.min(...Object.values(totals.byMode))).toBe(KILLS / 6);
  expect(totals.copiesProved).toBeGreaterThan(0);
});
