import { describe, expect, test } from 'vitest';
import type { VisitStatus } from '../../../src-shared/journal/journal.contract.ts';
import { type Interval, covers, overlaps } from '../../../src-shared/kernel/intervals.ts';
import { createRandom } from '../../../src-shared/kernel/random.ts';
import type { PlaceBoard, ServiceTiming } from '../../../src-shared/waiting/placing.rules.ts';
import {
  type LiveLine,
  OVERRUN_GUESS_MIN,
  estimateQueue,
  liveBusy,
} from '../../../src-shared/waiting/walk-in.rules.ts';

const lineOf = (
  status: VisitStatus,
  startMin: number,
  durationMin: number,
  more: Partial<LiveLine> = {},
): LiveLine => ({
  status,
  staffId: 1,
  roomId: null,
  startMin,
  durationMin,
  bufferBeforeMin: 0,
  bufferAfterMin: 0,
  processing: [],
  ...more,
});

describe('J22: how the day really runs, at 12:00', () => {
  const at = 720;
  const busyOf = (...lines: LiveLine[]): Interval[] => liveBusy(lines, at, true).get(1) ?? [];

  test.each([
    ['planned', [lineOf('booked', 780, 60)], [[780, 840]]],
    ['runs in time', [lineOf('in_progress', 690, 60)], [[690, 750]]],
    ['runs over its end', [lineOf('in_progress', 600, 60)], [[600, at + OVERRUN_GUESS_MIN]]],
    ['runs over and pushes the next', [lineOf('in_progress', 600, 120), lineOf('confirmed', 720, 60)], [[600, 790]]],
    [
      'runs over, the next is later anyway',
      [lineOf('in_progress', 600, 60), lineOf('booked', 780, 60)],
      [
        [600, 730],
        [780, 840],
      ],
    ],
    ['has come and waits', [lineOf('arrived', 690, 60)], [[720, 780]]],
    ['has come early', [lineOf('arrived', 750, 60)], [[750, 810]]],
    ['is completed before its end', [lineOf('completed', 690, 60)], []],
    ['is cancelled, did not come', [lineOf('cancelled', 780, 60), lineOf('no_show', 690, 60)], []],
    ['is late: its time is still held', [lineOf('booked', 690, 60)], [[690, 750]]],
    ['with buffers', [lineOf('booked', 780, 60, { bufferBeforeMin: 10, bufferAfterMin: 5 })], [[770, 845]]],
    [
      'with processing that is free for the master (A6)',
      [lineOf('in_progress', 700, 90, { processing: [[720, 760]] })],
      [
        [700, 720],
        [760, 790],
      ],
    ],
  ] as const)('%s', (_, lines, expected) => {
    expect(busyOf(...lines)).toEqual(expected);
  });

  test('a chain of pushes carries on as long as there is no gap', () => {
    const chain = [
      lineOf('arrived', 700, 60),
      lineOf('booked', 760, 30),
      lineOf('booked', 790, 30),
      lineOf('booked', 900, 30),
    ];
    expect(busyOf(...chain)).toEqual([
      [720, 840],
      [900, 930],
    ]);
  });

  test('one master running late does not hold another', () => {
    const busy = liveBusy([lineOf('in_progress', 600, 60), lineOf('booked', 660, 60, { staffId: 2 })], at, true);
    expect(busy.get(2)).toEqual([[660, 720]]);
  });
});

const minutes = (durationMin: number): ServiceTiming => ({
  durationMin,
  bufferBeforeMin: 0,
  bufferAfterMin: 0,
  processing: [],
});

function boardOf(
  free: Record<number, Interval[]>,
  busyMin: Record<number, number> = {},
  skills = '1:30 2:30',
): PlaceBoard {
  const known = new Map(skills.split(' ').map((pair) => pair.split(':').map(Number) as [number, number]));
  return {
    free: new Map(Object.entries(free).map(([id, list]) => [Number(id), list])),
    busyMin: new Map(Object.entries(busyMin).map(([id, value]) => [Number(id), value])),
    minGapMin: new Map(),
    processingReleasesMaster: true,
    timing: (serviceId, staffId) => (serviceId === 10 && known.has(staffId) ? minutes(known.get(staffId)!) : null),
  };
}

const guest = (entryId: number, staffIds: number[] = []) => ({ entryId, serviceIds: [10], staffIds });
const turnsOf = (board: PlaceBoard, people: Parameters<typeof estimateQueue>[1], nowMin: number) =>
  estimateQueue(board, people, nowMin).map(({ entryId, turn }) => [
    entryId,
    turn && [turn.startMin, turn.waitMin, turn.lines[0]?.staffId],
  ]);

describe('J22: waits of the live queue', () => {
  test('A11: of two who are free at once the one with less work, then the smaller number', () => {
    const free = { 1: [[720, 900]], 2: [[720, 900]] } as Record<number, Interval[]>;
    expect(turnsOf(boardOf(free, { 1: 90, 2: 30 }), [guest(1)], 720)).toEqual([[1, [720, 0, 2]]]);
    expect(turnsOf(boardOf(free, { 1: 30, 2: 30 }), [guest(1)], 720)).toEqual([[1, [720, 0, 1]]]);
  });

  test('the earlier turn wins over the fairer master', () => {
    const free = { 1: [[720, 900]], 2: [[735, 900]] } as Record<number, Interval[]>;
    expect(turnsOf(boardOf(free, { 1: 400, 2: 0 }), [guest(1)], 720)).toEqual([[1, [720, 0, 1]]]);
  });

  test('each guest gets what those before leave, and the work is shared out', () => {
    const free = { 1: [[720, 900]], 2: [[720, 900]] } as Record<number, Interval[]>;
    expect(turnsOf(boardOf(free), [guest(1), guest(2), guest(3)], 720)).toEqual([
      [1, [720, 0, 1]],
      [2, [720, 0, 2]],
      [3, [750, 30, 1]],
    ]);
  });

  test('a wished master is waited for; who does not do it or is over gets nobody', () => {
    const board = boardOf({ 1: [[720, 900]], 2: [[800, 900]] });
    expect(turnsOf(board, [guest(1, [2])], 720)).toEqual([[1, [800, 80, 2]]]);
    expect(turnsOf(boardOf({ 1: [[720, 740]] }), [guest(1)], 720)).toEqual([[1, null]]);
    expect(turnsOf(boardOf({ 3: [[720, 900]] }), [guest(1)], 720)).toEqual([[1, null]]);
  });

  test('turns begin on five minutes', () => {
    expect(turnsOf(boardOf({ 1: [[718, 900]] }), [guest(1)], 721)).toEqual([[1, [725, 4, 1]]]);
  });

  test('random queues: turns never collide, lie in free time, and the first of equals is never later', () => {
    const random = createRandom(33).fork('queue');
    for (let round = 0; round < 1000; round++) {
      const nowMin = 600 + random.int(0, 60);
      const stretch = (): Interval[] => {
        const start = 600 + random.int(0, 20) * 5;
        const middle = start + random.int(1, 20) * 5;
        return [
          [start, middle],
          [middle + random.int(1, 10) * 5, middle + 200],
        ];
      };
      const board = boardOf({ 1: stretch(), 2: stretch(), 3: stretch() }, { 1: 10, 2: 20 }, '1:30 2:45 3:60');
      const people = Array.from({ length: random.int(1, 7) }, (_, index) => guest(index + 1));
      const estimates = estimateQueue(board, people, nowMin);
      const taken: { staffId: number; span: Interval }[] = [];
      let before = 0;
      for (const { turn } of estimates) {
        if (!turn) continue;
        const [line] = turn.lines;
        const span: Interval = [line!.startMin, line!.startMin + line!.durationMin];
        expect(turn.waitMin).toBeGreaterThanOrEqual(0);
        expect(covers(board.free.get(line!.staffId) ?? [], span)).toBe(true);
        expect(taken.some((other) => other.staffId === line!.staffId && overlaps(other.span, span))).toBe(false);
        // Everybody asks for the same, so nobody who came later sits down earlier.
        expect(turn.startMin).toBeGreaterThanOrEqual(before);
        before = turn.startMin;
        taken.push({ staffId: line!.staffId, span });
      }
    }
  });
});
