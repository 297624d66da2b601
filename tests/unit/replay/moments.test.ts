import { describe, expect, test } from 'vitest';
import { dayAfterEach, latestMoment, pointOf } from '../../../src-renderer/replay/moments.ts';

type Known = Parameters<typeof latestMoment>[0];
const moments = [
  { commandId: 5, atMs: 100 },
  { commandId: 7, atMs: 200 },
  { commandId: 9, atMs: 200 },
] as unknown as Known;

describe('the place of a past point among the moments of a day', () => {
  test('an instant shows the last moment at or before it', () => {
    const at = (atMs: number) => latestMoment(moments, { atMs, commandId: null });
    expect([at(99), at(100), at(199), at(200), at(9999)]).toEqual([-1, 0, 0, 2, 2]);
  });

  test('a command is exact within one millisecond; one that is no moment stands after those before it', () => {
    const after = (commandId: number) => latestMoment(moments, { atMs: 200, commandId });
    expect([after(4), after(5), after(7), after(8), after(9), after(20)]).toEqual([-1, 0, 1, 1, 2, 2]);
  });

  test('each place has a point, just before the first included; beyond the ends there is none', () => {
    expect(pointOf(moments, 1)).toEqual({ atMs: 200, commandId: 7 });
    expect(pointOf(moments, -1)).toEqual({ atMs: 99, commandId: null });
    expect([pointOf(moments, -2), pointOf(moments, 3), pointOf([], -1)]).toEqual([null, null, null]);
  });
});

test('a visit that was moved to another day stood on the old one before', () => {
  const moved = (commandId: number, before: string) => ({
    commandId,
    changes: [
      { table: 'visit_lines', fields: [{ field: 'local_date', before: 'of the line' }] },
      { table: 'visits', fields: [{ field: 'local_date', before }] },
    ],
  });
  const history = [{ commandId: 9, changes: [] }, moved(7, '2026-03-12'), { commandId: 5, changes: [] }];
  expect([...dayAfterEach(history, '2026-03-13')]).toEqual([
    [9, '2026-03-13'],
    [7, '2026-03-13'],
    [5, '2026-03-12'],
  ]);
});
