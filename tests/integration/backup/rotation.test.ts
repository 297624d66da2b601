import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BACKUP_REASONS,
  HAND_MADE_DAYS,
  RETENTION,
  type RotatedCopy,
  rotateBackups,
} from '../../../src-shared/backup/backup.rules.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 0, 5, 8);

const copy = (createdAtMs: number, fields: Partial<RotatedCopy> = {}): RotatedCopy => ({
  id: `c${createdAtMs}`,
  createdAtMs,
  reason: 'schedule',
  isProved: true,
  ...fields,
});

/** Lets `hours` pass with one copy in each hour for which `isOpen`, rotating after each. */
function live(isOpen: (hour: number) => boolean, hours: number, startMs = START): RotatedCopy[] {
  let copies: RotatedCopy[] = [];
  for (let hour = 0; hour < hours; hour++) {
    if (!isOpen(hour)) continue;
    const nowMs = startMs + hour * HOUR;
    copies.push(copy(nowMs));
    const gone = new Set(rotateBackups(copies, nowMs).toDelete);
    copies = copies.filter(({ id }) => !gone.has(id));
  }
  return copies;
}

const bucketsOf = (copies: readonly RotatedCopy[], length: number) =>
  new Set(copies.map(({ createdAtMs }) => Math.floor(createdAtMs / length)));
const monthsOf = (copies: readonly RotatedCopy[]) =>
  new Set(copies.map(({ createdAtMs }) => new Date(createdAtMs).toISOString().slice(0, 7)));

describe('rotation of copies (B7)', () => {
  test('three years of working days leave each step filled and no more than the sum of the steps', () => {
    const copies = live((hour) => hour % 24 < 12 && Math.floor(hour / 24) % 7 !== 6, 1085 * 24);
    const limit = Object.values(RETENTION).reduce((sum, count) => sum + count, 0);
    expect(copies.length).toBeLessThanOrEqual(limit);
    const newestFirst = copies.toSorted((a, b) => b.createdAtMs - a.createdAtMs);
    expect(bucketsOf(newestFirst.slice(0, 24), HOUR).size).toBe(24);
    expect(bucketsOf(copies, DAY).size).toBeGreaterThanOrEqual(RETENTION.days);
    expect(monthsOf(copies).size).toBeGreaterThanOrEqual(RETENTION.months);
    expect(new Set(copies.map(({ createdAtMs }) => new Date(createdAtMs).getUTCFullYear())).size).toBe(3);
  });

  test('ten years keep seven years', () => {
    // One copy a day is enough here: hours are covered above.
    const copies = live((hour) => hour % 24 === 12, 10 * 365 * 24);
    const years = new Set(copies.map(({ createdAtMs }) => new Date(createdAtMs).getUTCFullYear()));
    expect(years.size).toBe(RETENTION.years);
  });

  test('a holiday of three months thins nothing out: buckets count, not age', () => {
    const before = live((hour) => hour % 24 < 12, 60 * 24);
    const backMs = START + 150 * DAY;
    const after = [...before, copy(backMs)];
    const { toDelete } = rotateBackups(after, backMs);
    const kept = after.filter(({ id }) => !toDelete.includes(id));
    expect(bucketsOf(kept, HOUR).size).toBeGreaterThanOrEqual(RETENTION.hours);
    expect(bucketsOf(kept, DAY).size).toBeGreaterThanOrEqual(RETENTION.days);
    expect(toDelete.length).toBeLessThanOrEqual(5);
  });

  test('a clock that went back deletes nothing and says so (R8)', () => {
    const copies = Array.from({ length: 200 }, (_, index) => copy(START + index * 60_000));
    const newestMs = START + 199 * 60_000;
    for (const backMs of [1, HOUR, DAY, 5 * 365 * DAY]) {
      expect(rotateBackups(copies, newestMs - backMs)).toEqual({ toDelete: [], isClockBehind: true });
    }
    expect(rotateBackups(copies, newestMs).toDelete.length).toBeGreaterThan(150);
  });

  test('a clock ten years ahead deletes no more than today', () => {
    const copies = live((hour) => hour % 24 < 12, 90 * 24);
    const nowMs = copies.at(-1)!.createdAtMs;
    expect(rotateBackups(copies, nowMs + 3650 * DAY).toDelete).toEqual(rotateBackups(copies, nowMs).toDelete);
  });

  test('an unproved copy never pushes a proved one out of its bucket', () => {
    const proved = copy(START);
    const unproved = copy(START + 60_000, { isProved: false });
    expect(rotateBackups([proved, unproved], START + HOUR).toDelete).toEqual([unproved.id]);
  });

  test('whatever the history: the newest proved, those before a migration or restore, and recent hand-made ones stay', () => {
    const anyCopy = fc.record({
      createdAtMs: fc.integer({ min: START - 4000 * DAY, max: START }),
      reason: fc.constantFrom(...BACKUP_REASONS),
      isProved: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anyCopy, { maxLength: 120 }), fc.integer({ min: -DAY, max: 400 * DAY }), (list, laterMs) => {
        const copies = list.map((fields, index) => ({ ...fields, id: `c${index}` }));
        const nowMs = START + laterMs;
        const { toDelete, isClockBehind } = rotateBackups(copies, nowMs);
        const kept = copies.filter(({ id }) => !toDelete.includes(id));
        const newestMs = Math.max(...copies.map(({ createdAtMs }) => createdAtMs));
        expect(isClockBehind).toBe(copies.length > 0 && newestMs > nowMs);
        if (isClockBehind) expect(toDelete).toEqual([]);
        const newestProvedMs = Math.max(...copies.filter(({ isProved }) => isProved).map((one) => one.createdAtMs));
        if (copies.some(({ isProved }) => isProved)) {
          expect(kept.some((one) => one.isProved && one.createdAtMs === newestProvedMs)).toBe(true);
        }
        for (const one of copies) {
          const isGone = toDelete.includes(one.id);
          if (one.reason === 'before_migration' || one.reason === 'before_restore') expect(isGone).toBe(false);
          if (one.reason === 'manual' && nowMs - one.createdAtMs <= HAND_MADE_DAYS * DAY) expect(isGone).toBe(false);
        }
        // Rotation is settled: a second run right away finds nothing more.
        expect(rotateBackups(kept, nowMs).toDelete).toEqual([]);
        // No bucket of the newest non-empty ones loses its last copy.
        const newestHours = [...bucketsOf(copies, HOUR)].sort((a, b) => b - a).slice(0, RETENTION.hours);
        const keptHours = bucketsOf(kept, HOUR);
        for (const hour of newestHours) expect(keptHours.has(hour)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
