import { describe, expect, test } from 'vitest';
import { type Interval, covers } from '../../../src-shared/kernel/intervals.ts';
import { type Random, createRandom } from '../../../src-shared/kernel/random.ts';
import {
  type PlaceBoard,
  type ServiceTiming,
  deadGapsOf,
  findPlace,
  placeChain,
} from '../../../src-shared/waiting/placing.rules.ts';

const plain = (durationMin: number, before = 0, after = 0): ServiceTiming => ({
  durationMin,
  bufferBeforeMin: before,
  bufferAfterMin: after,
  processing: [],
});

interface Sketch {
  readonly free: Readonly<Record<number, readonly Interval[]>>;
  /** Timings by service, then by master. */
  readonly timings: Readonly<Record<number, Readonly<Record<number, ServiceTiming | undefined>>>>;
  readonly busyMin?: Readonly<Record<number, number>>;
  readonly minGapMin?: number;
}

const keyed = <Value>(record: Readonly<Record<number, Value>>): Map<number, Value> =>
  new Map(Object.entries(record).map(([key, value]) => [Number(key), value]));

function boardOf({ free, timings, busyMin = {}, minGapMin = 30 }: Sketch): PlaceBoard {
  return {
    free: keyed(free),
    busyMin: keyed(busyMin),
    minGapMin: new Map(Object.keys(free).map((id) => [Number(id), minGapMin])),
    processingReleasesMaster: true,
    timing: (serviceId, staffId) => timings[serviceId]?.[staffId] ?? null,
  };
}

const WHOLE_DAY = { fromMin: 0, endMin: 2880, exactMin: null };
const wish = (serviceIds: number[], staffIds: number[] = [], more: object = {}) => ({
  serviceIds,
  staffIds,
  ...WHOLE_DAY,
  ...more,
});

describe('a chain of services from a minute on', () => {
  const board = boardOf({
    free: { 1: [[600, 720]], 2: [[600, 900]] },
    timings: { 10: { 1: plain(60), 2: plain(45) }, 11: { 2: plain(60, 10, 5) } },
    busyMin: { 1: 30, 2: 200 },
  });

  test('A11: whoever has least work takes it, with their own length (A5)', () => {
    expect(placeChain(board, wish([10]), 600)).toMatchObject([{ staffId: 1, startMin: 600, durationMin: 60 }]);
    expect(placeChain(board, wish([10]), 690)).toMatchObject([{ staffId: 2, startMin: 690, durationMin: 45 }]);
    expect(placeChain(board, wish([10], [2]), 600)).toMatchObject([{ staffId: 2 }]);
  });

  test('one master for all services before several, the inner buffers dropped (A7)', () => {
    const both = placeChain(board, wish([10, 11]), 600);
    expect(both).toMatchObject([
      { serviceId: 10, staffId: 2, startMin: 600 },
      { serviceId: 11, staffId: 2, startMin: 645, durationMin: 60 },
    ]);
  });

  test('several masters where no single one can do it all', () => {
    const apart = boardOf({
      free: { 1: [[600, 720]], 2: [[600, 900]] },
      timings: { 10: { 1: plain(60) }, 11: { 2: plain(60) } },
    });
    expect(placeChain(apart, wish([10, 11]), 600)).toMatchObject([{ staffId: 1 }, { staffId: 2, startMin: 660 }]);
    expect(placeChain(apart, wish([10, 11], [1]), 600)).toBeNull();
  });

  test('A8: buffers are work, processing is not', () => {
    expect(placeChain(board, wish([11]), 600)).toBeNull();
    expect(placeChain(board, wish([11]), 610)).toMatchObject([{ startMin: 610 }]);
    const colour = boardOf({
      free: {
        1: [
          [600, 640],
          [685, 720],
        ],
      },
      timings: { 12: { 1: { ...plain(120), processing: [[40, 85]] } } },
    });
    expect(placeChain(colour, wish([12]), 600)).toMatchObject([{ processing: [[640, 685]] }]);
  });
});

describe('A10: the place that breaks the day up least', () => {
  const board = boardOf({ free: { 1: [[600, 760]] }, timings: { 10: { 1: plain(60) } }, minGapMin: 30 });

  test('a start that joins what is there, before a start on the grid that leaves a dead gap', () => {
    const later = findPlace(board, wish([10], [], { fromMin: 615 }), 15);
    // 615 would leave 15 dead minutes before it; 630 leaves 30 and 70, of use both.
    expect(later).toMatchObject({ startMin: 630, deadGapMin: 0 });
    expect(findPlace(board, wish([10]), 15)).toMatchObject({ startMin: 600, endMin: 660, deadGapMin: 0 });
  });

  test('an exact wish takes its time or nothing', () => {
    expect(findPlace(board, wish([10], [], { exactMin: 615 }), 15)).toMatchObject({ startMin: 615, deadGapMin: 15 });
    expect(findPlace(board, wish([10], [], { exactMin: 705 }), 15)).toBeNull();
    expect(findPlace(board, wish([10], [], { exactMin: 615, fromMin: 620 }), 15)).toBeNull();
  });

  test('the next best place when the first is refused, nothing when all are', () => {
    expect(findPlace(board, wish([10]), 15, ({ startMin }) => startMin > 640)).toMatchObject({ startMin: 645 });
    expect(findPlace(board, wish([10]), 15, () => false)).toBeNull();
    expect(findPlace(board, wish([]), 15)).toBeNull();
  });

  test('the client is ready by the wished hour', () => {
    expect(findPlace(board, wish([10], [], { endMin: 659 }), 15)).toBeNull();
    expect(findPlace(board, wish([10], [], { endMin: 660 }), 15)).toMatchObject({ startMin: 600 });
  });
});

describe('against a brute force of every minute', () => {
  const randomBoard = (random: Random): PlaceBoard => {
    const stretches = (): Interval[] => {
      const start = 600 + random.int(0, 6) * 10;
      const middle = start + random.int(2, 12) * 10;
      const next = middle + random.int(1, 6) * 10;
      return [
        [start, middle],
        [next, next + random.int(2, 12) * 10],
      ];
    };
    const timing = (): ServiceTiming => plain(random.int(2, 6) * 10, random.int(0, 1) * 10, random.int(0, 1) * 5);
    return boardOf({
      free: { 1: stretches(), 2: stretches() },
      timings: {
        10: { 1: timing(), 2: timing() },
        11: { 1: timing(), ...(random.chance(0.5) ? { 2: timing() } : {}) },
      },
      busyMin: { 1: random.int(0, 3), 2: random.int(0, 3) },
      minGapMin: random.int(1, 4) * 10,
    });
  };

  test('a place is found exactly when some start fits, and no other start costs less', () => {
    const random = createRandom(21).fork('places');
    for (let round = 0; round < 1500; round++) {
      const board = randomBoard(random);
      const asked = wish([10], random.chance(0.5) ? [random.int(1, 2)] : [], { fromMin: 600 + random.int(0, 10) * 10 });
      const fitting: { startMin: number; dead: number }[] = [];
      // The finest grid there is: each start that the rule may look at.
      for (let startMin = asked.fromMin; startMin < 1200; startMin++) {
        const lines = placeChain(board, asked, startMin);
        if (lines && startMin % 5 === 0) fitting.push({ startMin, dead: deadGapsOf(board, lines) });
      }
      const found = findPlace(board, asked, 5);
      if (fitting.length === 0) {
        expect(found).toBeNull();
        continue;
      }
      const least = Math.min(...fitting.map(({ dead }) => dead));
      expect(found?.deadGapMin).toBe(least);
      expect(found?.startMin).toBe(fitting.find(({ dead }) => dead === least)?.startMin);
    }
  });

  test('what is placed lies in free time, runs without a gap and is done by those who can', () => {
    const random = createRandom(22).fork('chains');
    let seen = 0;
    for (let round = 0; round < 1500; round++) {
      const board = randomBoard(random);
      const found = findPlace(board, wish([10, 11]), 10);
      if (!found) continue;
      seen++;
      let at = found.startMin;
      for (const line of found.lines) {
        expect(line.startMin).toBe(at);
        expect(board.timing(line.serviceId, line.staffId)).not.toBeNull();
        const own: Interval = [line.startMin, line.startMin + line.durationMin];
        expect(covers(board.free.get(line.staffId) ?? [], own)).toBe(true);
        at = own[1];
      }
      expect(found.endMin).toBe(at);
    }
    expect(seen).toBeGreaterThan(100);
  });
});
