import { describe, expect, test } from 'vitest';
import {
  activeMinutesByStaff,
  fittedProcessing,
  freeWindowsOf,
  isLaneFree,
  loadBp,
  processingAt,
  segmentsOf,
  shortPersonName,
  startsInPast,
} from '../../../src-shared/journal/journal.rules.ts';
import { type MovableLine, movedLines } from '../../../src-shared/journal/move.rules.ts';

const line = (change: Partial<MovableLine> = {}): MovableLine => ({
  id: 1,
  serviceId: 1,
  staffId: 1,
  roomId: null,
  startMin: 600,
  durationMin: 60,
  bufferBeforeMin: 0,
  bufferAfterMin: 0,
  processing: [],
  ...change,
});

describe('segments (A5)', () => {
  test('A5: processing lies where the active parts before it end', () => {
    const segments = [
      { kind: 'active', minutes: 40 },
      { kind: 'processing', minutes: 45 },
      { kind: 'active', minutes: 35 },
    ] as const;
    expect(processingAt(600, segments)).toEqual([[640, 685]]);
    expect(segmentsOf({ startMin: 600, durationMin: 120, processing: [[640, 685]] })).toEqual(segments);
    expect(processingAt(600, null)).toEqual([]);
    expect(segmentsOf({ startMin: 600, durationMin: 60, processing: [] })).toBeNull();
  });

  test('A5: a shorter line keeps its processing while that fits, else all of it is active', () => {
    expect(fittedProcessing([[640, 685]], 685)).toEqual([[640, 685]]);
    expect(fittedProcessing([[640, 685]], 684)).toEqual([]);
  });
});

describe('load and windows', () => {
  const visit = (status: 'booked' | 'cancelled' | 'no_show', ...lines: MovableLine[]) => ({ status, lines });

  test('R6: active minutes only, of occupying visits, buffers and processing left out', () => {
    const visits = [
      visit('booked', line({ durationMin: 120, processing: [[640, 685]], bufferAfterMin: 15 })),
      visit('cancelled', line({ startMin: 800 })),
      visit('booked', line({ staffId: 2 })),
    ];
    expect([...activeMinutesByStaff({ visits })]).toEqual([
      [1, 75],
      [2, 60],
    ]);
    expect(loadBp(75, 600)).toBe(1250);
    expect(loadBp(700, 600)).toBe(11_667);
    expect(loadBp(60, 0)).toBeNull();
  });

  test('A10: free windows leave out buffers, blocks, what is over and what is too short; the longer first at one start', () => {
    const day = {
      staff: [
        { id: 1, work: [[600, 900]] as const },
        { id: 2, work: [[600, 1000]] as const },
      ],
      visits: [visit('booked', line({ startMin: 700, durationMin: 50, bufferBeforeMin: 5, bufferAfterMin: 10 }))],
      blocks: [{ staffId: 2, roomId: null, startMin: 620, endMin: 700 }],
    };
    const options = { minMin: 30, fromMin: 600, processingReleasesMaster: true };
    expect(freeWindowsOf(day, options)).toEqual([
      { staffId: 1, startMin: 600, endMin: 695 },
      { staffId: 2, startMin: 700, endMin: 1000 },
      { staffId: 1, startMin: 760, endMin: 900 },
    ]);
    expect(freeWindowsOf(day, { ...options, fromMin: 765 })).toEqual([
      { staffId: 2, startMin: 765, endMin: 1000 },
      { staffId: 1, startMin: 765, endMin: 900 },
    ]);
    expect(isLaneFree(day, 1, [760, 800], true)).toBe(true);
    expect(isLaneFree(day, 1, [759, 800], true)).toBe(false);
    expect(isLaneFree(day, 2, [690, 800], true)).toBe(false);
  });

  test('A16: the past is told by the wall clock of the salon, over midnight too', () => {
    const now = { localDate: '2026-03-12', minute: 600 };
    expect(startsInPast('2026-03-12', 599, now)).toBe(true);
    expect(startsInPast('2026-03-12', 600, now)).toBe(false);
    expect(startsInPast('2026-03-11', 1440 + 600, now)).toBe(false);
    expect(startsInPast('2026-03-11', 1440 + 599, now)).toBe(true);
    expect(startsInPast('2026-03-13', 0, now)).toBe(false);
  });

  test('short names', () => {
    expect(shortPersonName('Ольга', 'Кузнецова')).toBe('Ольга К.');
    expect(shortPersonName('Ольга', '')).toBe('Ольга');
  });
});

describe('moving a visit', () => {
  const rooms = (staffId: number) => (staffId === 1 ? 10 : staffId === 2 ? 20 : null);
  const visit = [
    line({ roomId: 10 }),
    line({ id: 2, startMin: 660, durationMin: 120, processing: [[700, 745]], staffId: 3, roomId: 5 }),
    line({ id: 3, startMin: 780, roomId: 10 }),
  ];

  test('A7: a whole visit keeps the relative times of its lines', () => {
    const after = movedLines(visit, { lineId: 2, startMin: 690, staffId: 3, scope: 'visit' }, rooms);
    expect(after.map(({ startMin }) => startMin)).toEqual([630, 690, 810]);
    expect(after[1]!.processing).toEqual([[730, 775]]);
  });

  test('the lines of the held master go to the new one, the room with them', () => {
    const after = movedLines(visit, { lineId: 1, startMin: 600, staffId: 2, scope: 'visit' }, rooms);
    expect(after.map(({ staffId, roomId }) => [staffId, roomId])).toEqual([
      [2, 20],
      [3, 5],
      [2, 20],
    ]);
    // A room chosen by hand stays.
    const chosen = movedLines([line({ roomId: 7 })], { lineId: 1, startMin: 600, staffId: 2, scope: 'visit' }, rooms);
    expect(chosen[0]!.roomId).toBe(7);
    const given = { lineId: 1, startMin: 600, staffId: 2, roomId: null, scope: 'visit' } as const;
    expect(movedLines(visit, given, rooms)[0]!.roomId).toBeNull();
  });

  test('a line alone leaves the others where they are', () => {
    const after = movedLines(visit, { lineId: 3, startMin: 900, staffId: 1, scope: 'line' }, rooms);
    expect(after.map(({ startMin }) => startMin)).toEqual([600, 660, 900]);
  });

  test('what follows a line that gets longer follows its end', () => {
    const after = movedLines(visit, { lineId: 1, startMin: 600, durationMin: 75, staffId: 1, scope: 'visit' }, rooms);
    expect(after.map(({ startMin, durationMin }) => [startMin, durationMin])).toEqual([
      [600, 75],
      [675, 120],
      [795, 60],
    ]);
    const alone = { lineId: 1, startMin: 600, durationMin: 75, staffId: 1, scope: 'line' } as const;
    expect(movedLines(visit, alone, rooms).map(({ startMin }) => startMin)).toEqual([600, 660, 780]);
  });

  test('an unknown line moves nothing', () => {
    expect(movedLines(visit, { lineId: 9, startMin: 0, staffId: 1, scope: 'visit' }, rooms)).toEqual(visit);
  });
});
