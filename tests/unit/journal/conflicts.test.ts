import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CONFLICT_LEVEL,
  type Conflict,
  type ConflictDay,
  type ConflictSettings,
  type ProposedLine,
  findConflicts,
} from '../../../src-shared/journal/conflicts.rules.ts';
import { conflictText } from '../../../src-shared/journal/conflict-text.ts';
import type { PlacedLine } from '../../../src-shared/journal/journal.rules.ts';
import type { Interval } from '../../../src-shared/kernel/intervals.ts';

const settings: ConflictSettings = { processingReleasesMaster: true, allowOverrunMin: 0, timeZone: 'Europe/Berlin' };

const line = (change: Partial<ProposedLine> = {}): ProposedLine => ({
  id: null,
  serviceId: 1,
  staffId: 1,
  roomId: null,
  startMin: 720,
  durationMin: 60,
  bufferBeforeMin: 0,
  bufferAfterMin: 0,
  processing: [],
  ...change,
});

type Staff = ConflictDay['staff'][number];
const master = (id: number, change: Partial<Staff> = {}): Staff => ({
  id,
  name: `Мастер ${id}`,
  hasLeft: false,
  work: [
    [600, 840],
    [870, 1200],
  ],
  absence: null,
  isScheduled: true,
  serviceIds: [1],
  ...change,
});

const day = (change: Partial<ConflictDay> = {}): ConflictDay => ({
  localDate: '2026-03-12',
  salonHours: [[540, 1260]],
  staff: [master(1), master(2)],
  rooms: [
    { id: 1, name: 'Кабинет', capacity: 1 },
    { id: 2, name: 'Зал', capacity: 2 },
  ],
  visits: [],
  blocks: [],
  ...change,
});

const other = (change: Partial<ProposedLine> = {}, visit: Partial<ConflictDay['visits'][number]> = {}) => ({
  id: 50,
  status: 'booked' as const,
  clientId: 7,
  clientName: 'Ольга К.',
  lines: [{ ...line(change), id: 51 }],
  ...visit,
});

const check = (lines: ProposedLine[], where: ConflictDay, own: { visitId?: number; clientId?: number } = {}) =>
  findConflicts({ visitId: own.visitId ?? null, clientId: own.clientId ?? null, lines }, where, settings);
const codes = (found: Conflict[]) => found.map(({ code }) => code);

describe('A12 conflicts', () => {
  test('A1: adjacent visits never conflict; one shared minute does', () => {
    expect(check([line({ startMin: 780 })], day({ visits: [other()] }))).toEqual([]);
    expect(check([line({ startMin: 660 })], day({ visits: [other()] }))).toEqual([]);
    expect(check([line({ startMin: 779 })], day({ visits: [other()] }))).toMatchObject([
      {
        code: 'MASTER_BUSY',
        level: 'hard',
        visitId: 50,
        lineId: 51,
        clientName: 'Ольга К.',
        startMin: 720,
        endMin: 780,
      },
    ]);
  });

  test('A12: a cancelled visit and a no-show hold nothing, the visit itself is no obstacle', () => {
    for (const status of ['cancelled', 'no_show'] as const) {
      expect(check([line()], day({ visits: [other({}, { status })] }))).toEqual([]);
    }
    expect(check([line({ startMin: 750 })], day({ visits: [other()] }), { visitId: 50 })).toEqual([]);
    expect(codes(check([line()], day({ visits: [other({}, { status: 'completed' })] })))).toEqual(['MASTER_BUSY']);
  });

  test('A6: buffers are busy on both sides', () => {
    const busy = day({ visits: [other({ bufferBeforeMin: 10, bufferAfterMin: 15 })] });
    expect(codes(check([line({ startMin: 651 })], busy))).toEqual(['MASTER_BUSY']);
    expect(check([line({ startMin: 650 })], busy)).toEqual([]);
    expect(codes(check([line({ startMin: 794, durationMin: 30 })], busy))).toEqual(['MASTER_BUSY']);
    expect(check([line({ startMin: 795, durationMin: 30 })], busy)).toEqual([]);
  });

  test('A6: processing frees the master, not the room and not the client', () => {
    const colouring = { startMin: 600, durationMin: 120, processing: [[640, 700]] as Interval[], roomId: 1 };
    const busy = day({ visits: [other(colouring)] });
    expect(check([line({ startMin: 640 })], busy)).toEqual([]);
    expect(codes(check([line({ startMin: 640, durationMin: 61 })], busy))).toEqual(['MASTER_BUSY']);
    expect(codes(check([line({ startMin: 640, roomId: 1 })], busy))).toEqual(['ROOM_FULL']);
    expect(codes(check([line({ startMin: 640, staffId: 2 })], busy, { clientId: 7 }))).toEqual(['CLIENT_BUSY']);
    const strict = findConflicts({ visitId: null, clientId: null, lines: [line({ startMin: 640 })] }, busy, {
      ...settings,
      processingReleasesMaster: false,
    });
    expect(codes(strict)).toEqual(['MASTER_BUSY']);
  });

  test('A7: between two services of one master the inner buffers fall away', () => {
    const nails = { bufferBeforeMin: 10, bufferAfterMin: 10, durationMin: 30 };
    const pair = [line({ ...nails, startMin: 700 }), line({ ...nails, startMin: 730 })];
    expect(check(pair, day())).toEqual([]);
    const stored = { id: 50, status: 'booked' as const, clientId: null, clientName: '' };
    const busy = day({ visits: [{ ...stored, lines: pair.map((item, index) => ({ ...item, id: 51 + index })) }] });
    expect(codes(check([line({ startMin: 769, durationMin: 30 })], busy))).toEqual(['MASTER_BUSY']);
    expect(check([line({ startMin: 770, durationMin: 30 })], busy)).toEqual([]);
  });

  test('A12: two services of one visit at once by the same master', () => {
    expect(codes(check([line(), line({ startMin: 750 })], day()))).toEqual(['MASTER_BUSY', 'MASTER_BUSY']);
    expect(check([line(), line({ staffId: 2 })], day())).toEqual([]);
  });

  test('A8: every busy part lies inside one working interval; a break fits into processing', () => {
    expect(codes(check([line({ startMin: 820 })], day()))).toEqual(['OUTSIDE_SCHEDULE']);
    expect(check([line({ startMin: 780, durationMin: 120, processing: [[830, 880]] })], day())).toEqual([]);
    expect(codes(check([line({ startMin: 600, bufferBeforeMin: 5 })], day()))).toEqual(['OUTSIDE_SCHEDULE']);
  });

  test('A8: the end of the shift may be overrun by allow_overrun', () => {
    const lines = [line({ startMin: 1150 })];
    const proposal = { visitId: null, clientId: null, lines };
    expect(codes(findConflicts(proposal, day(), settings))).toEqual(['OUTSIDE_SCHEDULE']);
    expect(findConflicts(proposal, day(), { ...settings, allowOverrunMin: 10 })).toEqual([]);
  });

  test('A3: outside the salon hours; a shift that ignores them is not asked about', () => {
    expect(codes(check([line({ startMin: 1230 })], day()))).toEqual(['OUTSIDE_SCHEDULE', 'OUTSIDE_SALON_HOURS']);
    expect(check([line({ startMin: 1230 })], day({ staff: [master(1, { work: [[600, 1320]] })] }))).toEqual([]);
  });

  test('A3: an absence, whole or part of the day, is hard and names its reason', () => {
    const vacation = { reason: 'vacation', toDate: '2026-03-22', startMin: null, endMin: null };
    const away = day({ staff: [master(1, { work: [], absence: vacation })] });
    expect(check([line()], away)).toMatchObject([{ code: 'MASTER_ABSENT', reason: 'vacation' }]);
    const doctor = { ...vacation, reason: 'other', startMin: 600, endMin: 700 };
    const partly = day({ staff: [master(1, { work: [[700, 1200]], absence: doctor })] });
    expect(codes(check([line({ startMin: 690 })], partly))).toEqual(['MASTER_ABSENT']);
    expect(check([line({ startMin: 700 })], partly)).toEqual([]);
  });

  test('A3: a block of the master is told with its reason, also when the shift lost that time', () => {
    const blocked = day({
      blocks: [{ staffId: 1, roomId: null, startMin: 720, endMin: 750, reason: 'Обучение' }],
      staff: [
        master(1, {
          work: [
            [600, 720],
            [750, 1200],
          ],
        }),
      ],
    });
    expect(check([line()], blocked)).toMatchObject([{ code: 'MASTER_BUSY', reason: 'Обучение' }]);
    expect(check([line({ startMin: 750 })], blocked)).toEqual([]);
  });

  test('A4: a room is full when at some minute nobody else fits', () => {
    const visits = [
      other({ staffId: 2, roomId: 2, startMin: 600, durationMin: 60 }, { id: 60 }),
      other({ staffId: 2, roomId: 2, startMin: 660, durationMin: 60 }, { id: 61 }),
      other({ staffId: 2, roomId: 2, startMin: 700, durationMin: 60 }, { id: 62 }),
    ];
    // 600–700 one at a time, 700–720 two: full only there.
    expect(check([line({ roomId: 2, startMin: 620, durationMin: 80 })], day({ visits }))).toEqual([]);
    expect(check([line({ roomId: 2, startMin: 620, durationMin: 81 })], day({ visits }))).toMatchObject([
      { code: 'ROOM_FULL', roomName: 'Зал', visitId: 61 },
    ]);
  });

  test('A4: a visit takes one place of a room however many of its services run there', () => {
    expect(check([line({ roomId: 1 }), line({ roomId: 1, staffId: 2 })], day())).toEqual([]);
  });

  test('A4: a blocked room and a room that is gone', () => {
    const blocks = [{ staffId: null, roomId: 1, startMin: 700, endMin: 730, reason: 'Ремонт' }];
    expect(check([line({ roomId: 1 })], day({ blocks }))).toMatchObject([{ code: 'ROOM_BLOCKED', reason: 'Ремонт' }]);
    expect(codes(check([line({ roomId: 99 })], day()))).toEqual(['ROOM_BLOCKED']);
  });

  test('A12: not qualified, left, unknown master', () => {
    expect(codes(check([line({ serviceId: 2 })], day()))).toEqual(['NOT_QUALIFIED']);
    expect(codes(check([line()], day({ staff: [master(1, { hasLeft: true })] })))).toEqual(['MASTER_LEFT']);
    expect(codes(check([line({ staffId: 9 })], day()))).toEqual(['MASTER_LEFT']);
  });

  test('A12: the client is elsewhere at that time: soft', () => {
    const found = check([line({ staffId: 2, startMin: 750 })], day({ visits: [other()] }), { clientId: 7 });
    expect(found).toMatchObject([{ code: 'CLIENT_BUSY', level: 'soft', staffName: 'Мастер 1', startMin: 720 }]);
    expect(check([line({ staffId: 2, startMin: 780 })], day({ visits: [other()] }), { clientId: 7 })).toEqual([]);
  });

  test('A16: a time the clock skips does not exist; one that it repeats does', () => {
    const night = day({ localDate: '2026-03-29', staff: [master(1, { work: [[0, 1440]] })], salonHours: [[0, 1440]] });
    expect(codes(check([line({ startMin: 150 })], night))).toEqual(['INVALID_TIME']);
    expect(check([line({ startMin: 180 })], night)).toEqual([]);
    expect(check([line({ startMin: 150 })], { ...night, localDate: '2026-10-25' })).toEqual([]);
  });

  test('A1: a visit may pass midnight, up to the end of the schedule day', () => {
    const night = day({ staff: [master(1, { work: [[1200, 2880]] })] });
    expect(check([line({ startMin: 2820 })], night)).toEqual([]);
    expect(codes(check([line({ startMin: 2821 })], night))).toEqual(['INVALID_TIME']);
    expect(codes(check([line({ startMin: -5 })], night))).toEqual(['INVALID_TIME']);
  });

  test('A12: hard conflicts come first', () => {
    const found = check([line({ startMin: 820, serviceId: 2 })], day());
    expect(found.map(({ level }) => level)).toEqual(['hard', 'soft']);
    expect(found.every(({ code, level }) => CONFLICT_LEVEL[code] === level)).toBe(true);
  });
});

describe('sentences', () => {
  test('the variant follows from what is known', () => {
    const key = (facts: Parameters<typeof conflictText>[1], when = '') =>
      conflictText('MASTER_BUSY', facts, 'без имени', when).key.split('.')[1];
    expect(key({ lineId: 5, clientName: 'Ольга К.' })).toBe('MASTER_BUSY');
    expect(key({ lineId: 5, clientName: '', byName: 'Елена' }, 'только что')).toBe('MASTER_BUSY_by');
    expect(key({ lineId: null, reason: 'Обучение' })).toBe('MASTER_BUSY_block');
    expect(key({ lineId: null, clientName: '' })).toBe('MASTER_BUSY_own');
    expect(conflictText('ROOM_FULL', { startMin: 600, endMin: 690 }, 'без имени').values).toMatchObject({
      range: '10:00–11:30',
      clientName: 'без имени',
    });
  });
});

/** Minutes -60..1500 of a thing, one boolean each: the slow and obvious way. */
const OFFSET = 60;
type Bitmap = boolean[];
const bitmap = (parts: readonly Interval[]): Bitmap => {
  const map = Array.from({ length: 1560 }, () => false);
  for (const [start, end] of parts) for (let minute = start; minute < end; minute++) map[minute + OFFSET] = true;
  return map;
};
const meet = (a: Bitmap, b: Bitmap) => a.some((isSet, index) => isSet && b[index]);

/** A6 and A7 minute by minute. */
function minutesOf(lines: readonly PlacedLine[], index: number, releases: boolean) {
  const own = lines[index]!;
  const previous = lines[index - 1];
  const next = lines[index + 1];
  const before = previous?.staffId === own.staffId ? 0 : own.bufferBeforeMin;
  const after = next?.staffId === own.staffId ? 0 : own.bufferAfterMin;
  const end = own.startMin + own.durationMin;
  const room = bitmap([[own.startMin - before, end + after]]);
  const processing = bitmap(own.processing);
  const client = bitmap([[own.startMin, end]]);
  return {
    room,
    client,
    active: client.map((isSet, minute) => isSet && !processing[minute]),
    master: room.map((isSet, minute) => isSet && !(releases && processing[minute])),
  };
}

const placedLine = (startMin: number) =>
  fc
    .record({
      staffId: fc.integer({ min: 1, max: 3 }),
      roomId: fc.constantFrom(null, 1, 2),
      durationMin: fc.integer({ min: 1, max: 24 }).map((steps) => steps * 5),
      bufferBeforeMin: fc.constantFrom(0, 5, 15),
      bufferAfterMin: fc.constantFrom(0, 10),
      hasProcessing: fc.boolean(),
      gapMin: fc.constantFrom(0, 0, 0, 15),
    })
    .map(({ hasProcessing, gapMin, ...rest }) => {
      const third = Math.floor(rest.durationMin / 3);
      const from = startMin + gapMin;
      const processing: Interval[] = hasProcessing && third > 0 ? [[from + third, from + 2 * third]] : [];
      return line({ ...rest, startMin: from, processing });
    });

/** One to three services back to back, sometimes with a pause. */
const chain = fc
  .record({
    startMin: fc.integer({ min: 120, max: 160 }).map((steps) => steps * 5),
    count: fc.integer({ min: 1, max: 3 }),
  })
  .chain(({ startMin, count }) => {
    const grow = (lines: ProposedLine[]): fc.Arbitrary<ProposedLine[]> => {
      if (lines.length === count) return fc.constant(lines);
      const last = lines.at(-1);
      return placedLine(last ? last.startMin + last.durationMin : startMin).chain((next) => grow([...lines, next]));
    };
    return grow([]);
  });

test('A12 property: the same conflicts as a bitmap of minutes', () => {
  const visits = fc.array(
    fc.record({
      lines: chain,
      clientId: fc.constantFrom(null, 7, 8),
      status: fc.constantFrom('booked' as const, 'completed' as const, 'cancelled' as const, 'no_show' as const),
    }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(chain, visits, fc.boolean(), fc.constantFrom(null, 7), (lines, others, releases, clientId) => {
      const where = day({
        staff: [1, 2, 3].map((id) => master(id)),
        visits: others.map((visit, index) => ({
          ...visit,
          id: 100 + index,
          clientName: '',
          lines: visit.lines.map((item, position) => ({ ...item, id: index * 10 + position + 1 })),
        })),
      });
      const rules = { ...settings, processingReleasesMaster: releases };
      const found = findConflicts({ visitId: 1, clientId, lines }, where, rules);

      const expected: string[] = [];
      lines.forEach((own, lineIndex) => {
        const mine = minutesOf(lines, lineIndex, releases);
        const taken = others
          .filter(({ status }) => status === 'booked' || status === 'completed')
          .map((visit) => ({
            visit,
            lines: visit.lines.map((item, index) => ({ item, ...minutesOf(visit.lines, index, releases) })),
          }));
        const isMasterBusy =
          taken.some((visit) =>
            visit.lines.some(({ item, master: busy }) => item.staffId === own.staffId && meet(busy, mine.master)),
          ) ||
          lines.some(
            (item, index) =>
              index !== lineIndex &&
              item.staffId === own.staffId &&
              meet(minutesOf(lines, index, releases).active, mine.active),
          );
        if (isMasterBusy) expected.push(`${lineIndex} MASTER_BUSY`);
        const capacity = own.roomId === null ? Infinity : own.roomId;
        const isFull = mine.room.some(
          (isHeld, minute) =>
            isHeld &&
            taken.filter((visit) => visit.lines.some(({ item, room }) => item.roomId === own.roomId && room[minute]))
              .length >= capacity,
        );
        if (isFull) expected.push(`${lineIndex} ROOM_FULL`);
        const isClientBusy =
          clientId !== null &&
          taken.some(
            ({ visit, lines: theirs }) =>
              visit.clientId === clientId && theirs.some(({ client }) => meet(client, mine.client)),
          );
        if (isClientBusy) expected.push(`${lineIndex} CLIENT_BUSY`);
      });
      const checked = new Set(['MASTER_BUSY', 'ROOM_FULL', 'CLIENT_BUSY']);
      expect(
        found
          .filter(({ code }) => checked.has(code))
          .map(({ lineIndex, code }) => `${lineIndex} ${code}`)
          .toSorted(),
      ).toEqual(expected.toSorted());
    }),
    { numRuns: 300 },
  );
});
