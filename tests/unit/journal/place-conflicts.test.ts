import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConflictDay, ConflictEvent, ProposedLine } from '../../../src-shared/journal/conflict-day.ts';
import { type ConflictSettings, findConflicts } from '../../../src-shared/journal/conflicts.rules.ts';
import { withNeeds } from '../../../src-shared/journal/line-needs.rules.ts';
import { withRooms } from '../../../src-shared/journal/room-choice.rules.ts';

const settings: ConflictSettings = { processingReleasesMaster: true, allowOverrunMin: 0, timeZone: 'Europe/Moscow' };

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
  work: [[0, 1440]],
  absence: null,
  isScheduled: true,
  serviceIds: [1, 2, 3],
  ...change,
});

const day = (change: Partial<ConflictDay> = {}): ConflictDay => ({
  localDate: '2026-03-12',
  salonHours: [[0, 1440]],
  staff: [master(1), master(2), master(3)],
  rooms: [
    { id: 1, name: 'Кабинет', capacity: 1 },
    { id: 2, name: 'Зал', capacity: 2 },
  ],
  equipment: [
    { id: 8, name: 'Климазон', capacity: 1 },
    { id: 9, name: 'Лампа', capacity: 2 },
  ],
  visits: [],
  blocks: [],
  ...change,
});

const event = (change: Partial<ConflictEvent> = {}): ConflictEvent => ({
  id: 70,
  title: 'Йога',
  capacity: 2,
  taken: 0,
  staffId: 1,
  roomId: 2,
  startMin: 720,
  durationMin: 60,
  bufferBeforeMin: 0,
  bufferAfterMin: 0,
  seatsFromRoom: false,
  ...change,
});

const seat = (id: number, clientId: number, change: Partial<ProposedLine> = {}) => ({
  id,
  status: 'booked' as const,
  clientId,
  clientName: 'Ольга К.',
  groupEventId: 70,
  lines: [{ ...line({ roomId: 2, ...change }), id: id * 10 }],
});

const check = (lines: readonly ProposedLine[], where: ConflictDay, more: object = {}) =>
  findConflicts({ visitId: null, clientId: null, lines, ...more }, where, settings);
const codes = (found: readonly { readonly code: string }[]) => found.map(({ code }) => code);

describe('A13 group events', () => {
  test('an event without participants holds its master and its room', () => {
    const where = day({ events: [event({ roomId: 1 })] });
    expect(check([line({ startMin: 779 })], where)).toMatchObject([
      { code: 'MASTER_BUSY', eventId: 70, eventTitle: 'Йога', startMin: 720, endMin: 780, lineId: null },
    ]);
    expect(check([line({ startMin: 780 })], where)).toEqual([]);
    expect(codes(check([line({ staffId: 2, roomId: 1 })], where))).toEqual(['ROOM_FULL']);
  });

  test('participants hold neither master nor room again, but themselves', () => {
    const where = day({ events: [event({ capacity: 9, taken: 2 })], visits: [seat(50, 7), seat(51, 8)] });
    expect(check([line({ staffId: 2, roomId: 2 })], where)).toEqual([]);
    expect(codes(check([line({ staffId: 2 })], where, { clientId: 7 }))).toEqual(['CLIENT_BUSY']);
  });

  test('seats of the room are held by participants, each one', () => {
    const full = { seatsFromRoom: true, capacity: 9 };
    const none = day({ events: [event({ ...full, taken: 0 })] });
    expect(check([line({ staffId: 2, roomId: 2 })], none)).toEqual([]);
    const two = day({ events: [event({ ...full, taken: 2 })], visits: [seat(50, 7), seat(51, 8)] });
    expect(codes(check([line({ staffId: 2, roomId: 2 })], two))).toEqual(['ROOM_FULL']);
    expect(codes(check([line({ roomId: 2 })], two, { clientId: 9, groupEventId: 70 }))).toEqual(['ROOM_FULL']);
  });

  test('the last seat is there, the one after it is not; who sits there already is not counted twice', () => {
    const one = day({ events: [event({ taken: 1 })], visits: [seat(50, 7)] });
    expect(check([line({ roomId: 2 })], one, { clientId: 9, groupEventId: 70 })).toEqual([]);
    const full = day({ events: [event({ taken: 2 })], visits: [seat(50, 7), seat(51, 8)] });
    expect(check([line({ roomId: 2 })], full, { clientId: 9, groupEventId: 70 })).toMatchObject([
      { code: 'GROUP_FULL', eventTitle: 'Йога' },
    ]);
    expect(check([line({ roomId: 2 })], full, { visitId: 51, clientId: 8, groupEventId: 70 })).toEqual([]);
    expect(codes(check([line()], day(), { clientId: 9, groupEventId: 70 }))).toEqual(['GROUP_FULL']);
  });

  test('an event that moves is not in its own way, nor are its participants; another visit of one of them is', () => {
    const where = day({
      events: [event({ taken: 1 })],
      visits: [
        seat(50, 7),
        { ...seat(60, 7, { staffId: 3, startMin: 800, roomId: null }), groupEventId: null, clientName: 'Ольга К.' },
      ],
    });
    const own = { event: { id: 70, seatsFromRoom: false, guests: [{ visitId: 50, clientId: 7 }] } };
    expect(check([line({ roomId: 2, startMin: 730 })], where, own)).toEqual([]);
    expect(codes(check([line({ roomId: 2, startMin: 750 })], where, own))).toEqual(['CLIENT_BUSY']);
  });
});

describe('rooms, hours, services, papers', () => {
  test('A4: a room is closed outside its hours', () => {
    const rooms = [{ id: 1, name: 'Солярий', capacity: 1, hours: [[600, 780]] as const }];
    expect(check([line({ roomId: 1 })], day({ rooms }))).toEqual([]);
    expect(check([line({ roomId: 1, bufferAfterMin: 5 })], day({ rooms }))).toMatchObject([
      { code: 'ROOM_BLOCKED', cause: 'hours', roomName: 'Солярий' },
    ]);
  });

  test('R4: a service is done in its rooms only', () => {
    const serviceLimits = [{ serviceId: 1, roomIds: [2], equipmentIds: [], isGapBookable: true }];
    expect(check([line({ roomId: 1 })], day({ serviceLimits }))).toMatchObject([
      { code: 'ROOM_BLOCKED', cause: 'service' },
    ]);
    expect(check([line({ roomId: 2 })], day({ serviceLimits }))).toEqual([]);
  });

  test('R4: the usual room gives way to the first free one of the service; a chosen room stays', () => {
    const serviceLimits = [{ serviceId: 1, roomIds: [1, 2], equipmentIds: [], isGapBookable: true }];
    const taken = { ...seat(50, 7, { roomId: 1, staffId: 3 }), groupEventId: null };
    const where = day({ serviceLimits, visits: [taken] });
    const move = { visitId: null, clientId: null, lines: [line({ roomId: 1 })] };
    expect(withRooms(move, where, settings)).toMatchObject([{ roomId: 2 }]);
    expect(withRooms(move, where, settings, () => true)).toMatchObject([{ roomId: 1 }]);
    expect(withRooms(move, day({ serviceLimits }), settings)).toMatchObject([{ roomId: 1 }]);
    // No link, no choice: the conflict is told as it is.
    expect(withRooms(move, day({ visits: [taken] }), settings)).toMatchObject([{ roomId: 1 }]);
    // A wrong room becomes a right one even when that is full.
    const onlyOne = [{ ...serviceLimits[0]!, roomIds: [1] }];
    const wrong = { ...move, lines: [line({ roomId: 2 })] };
    expect(withRooms(wrong, day({ serviceLimits: onlyOne, visits: [taken] }), settings)).toMatchObject([{ roomId: 1 }]);
  });

  test('R5: among the rooms of a service those of the master come first', () => {
    const serviceLimits = [{ serviceId: 1, roomIds: [1, 2], equipmentIds: [], isGapBookable: true }];
    const where = day({ serviceLimits, staff: [master(1, { roomIds: [2] })] });
    expect(withRooms({ visitId: null, clientId: null, lines: [line()] }, where, settings)).toMatchObject([
      { roomId: 2 },
    ]);
  });

  test('a block of a service, an expired paper and a part of an absence are hard', () => {
    const blocks = [{ staffId: null, roomId: null, serviceId: 1, startMin: 770, endMin: 900, reason: 'Нет краски' }];
    expect(check([line()], day({ blocks }))).toMatchObject([{ code: 'SERVICE_BLOCKED', reason: 'Нет краски' }]);
    expect(check([line({ startMin: 700 })], day({ blocks }))).toEqual([]);
    const staff = [master(1, { notAllowed: 'Медкнижка' })];
    expect(check([line()], day({ staff }))).toMatchObject([
      { code: 'MASTER_NOT_ALLOWED', level: 'hard', reason: 'Медкнижка' },
    ]);
    const part = (startMin: number) => ({ reason: 'other', toDate: '2026-03-12', startMin, endMin: startMin + 30 });
    const away = [master(1, { absence: part(600), absences: [part(600), part(760)] })];
    expect(codes(check([line()], day({ staff: away })))).toEqual(['MASTER_ABSENT']);
  });

  test('A6: a service or a master whose gap is not bookable keeps the master through processing', () => {
    const colouring = line({ durationMin: 120, processing: [[760, 800]] });
    const terms = { staff: [{ id: 1, isGapBookable: true }], serviceLimits: [] };
    const [free] = withNeeds([colouring], [], terms);
    const [kept] = withNeeds([colouring], [], { ...terms, staff: [{ id: 1, isGapBookable: false }] });
    const limits = [{ serviceId: 1, roomIds: [], equipmentIds: [9], isGapBookable: false }];
    const [byService] = withNeeds([colouring], [], { ...terms, serviceLimits: limits });
    expect([free?.holdsMaster, kept?.holdsMaster, byService?.holdsMaster]).toEqual([false, true, true]);
    expect(byService?.equipmentIds).toEqual([9]);
    const into = line({ startMin: 760, durationMin: 40 });
    const on = (stored: ProposedLine) =>
      day({ visits: [{ ...seat(50, 7), groupEventId: null, lines: [{ ...stored, id: 500 }] }] });
    expect(check([into], on(free!))).toEqual([]);
    expect(codes(check([into], on(kept!)))).toEqual(['MASTER_BUSY']);
  });

  test('nr 14: what may follow a service is asked of a known client and may be confirmed', () => {
    const rule = { afterServiceIds: [2], minDays: null, maxDays: 21, allowsFirst: false };
    const where = day({ bookingRules: [{ serviceId: 1, rule }], past: [{ serviceId: 2, localDate: '2026-02-01' }] });
    expect(check([line()], where, { clientId: 7 })).toMatchObject([
      { code: 'BOOKING_RULE', level: 'soft', cause: 'tooLate', days: 39, limitDays: 21 },
    ]);
    expect(check([line()], { ...where, past: null })).toEqual([]);
  });
});

/** Minutes of a stretch. */
const minutes = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

interface Thing {
  readonly kind: 'visit' | 'event' | 'seat' | 'roomEvent';
  readonly staffId: number;
  readonly roomId: number;
  readonly startMin: number;
  readonly durationMin: number;
  readonly before: number;
  readonly after: number;
  readonly equipmentId: number | null;
}

const thing = fc.record({
  kind: fc.constantFrom('visit', 'visit', 'event', 'roomEvent'),
  staffId: fc.integer({ min: 1, max: 3 }),
  roomId: fc.integer({ min: 1, max: 2 }),
  startMin: fc.integer({ min: 120, max: 150 }).map((steps) => steps * 5),
  durationMin: fc.integer({ min: 1, max: 18 }).map((steps) => steps * 5),
  before: fc.constantFrom(0, 0, 10),
  after: fc.constantFrom(0, 0, 5, 15),
  equipmentId: fc.constantFrom(null, 8, 9),
});

test('A4, A6, A12, A13 property: masters, rooms and equipment as a bitmap of minutes has them, 10,000 days', () => {
  fc.assert(
    fc.property(thing, fc.array(fc.tuple(thing, fc.integer({ min: 0, max: 3 })), { maxLength: 6 }), (own, others) => {
      const visits: ConflictDay['visits'][number][] = [];
      const events: ConflictEvent[] = [];
      // Used places by minute, written down the slow way while the day is made.
      const busyMaster = new Set<string>();
      const roomUse = new Map<string, number>();
      const deviceUse = new Map<string, number>();
      const use = (map: Map<string, number>, key: string, by: number): unknown =>
        map.set(key, (map.get(key) ?? 0) + by);
      const hold = (what: Thing, roomUnits: number): void => {
        for (const minute of minutes(what.startMin - what.before, what.startMin + what.durationMin + what.after)) {
          busyMaster.add(`${what.staffId}/${minute}`);
          use(roomUse, `${what.roomId}/${minute}`, roomUnits);
          if (what.equipmentId !== null) use(deviceUse, `${what.equipmentId}/${minute}`, 1);
        }
      };
      const placed = (what: Thing) => ({
        staffId: what.staffId,
        roomId: what.roomId,
        startMin: what.startMin,
        durationMin: what.durationMin,
        bufferBeforeMin: what.before,
        bufferAfterMin: what.after,
        equipmentIds: what.equipmentId === null ? [] : [what.equipmentId],
      });
      others.forEach(([what, guests], index) => {
        if (what.kind === 'visit') {
          const stored = { ...placed(what), processing: [], id: 1000 + index };
          visits.push({ id: 100 + index, status: 'booked', clientId: null, clientName: '', lines: [stored] });
          hold(what, 1);
          return;
        }
        const seatsFromRoom = what.kind === 'roomEvent';
        events.push({ ...placed(what), id: index, title: 'Группа', capacity: 9, taken: guests, seatsFromRoom });
        hold(what, seatsFromRoom ? 0 : 1);
        for (let guest = 0; guest < guests; guest++) {
          const taken = line({
            staffId: what.staffId,
            roomId: what.roomId,
            startMin: what.startMin,
            durationMin: what.durationMin,
          });
          visits.push({
            id: 200 + index * 10 + guest,
            status: 'booked',
            clientId: null,
            clientName: '',
            groupEventId: index,
            lines: [{ ...taken, id: 2000 + index * 10 + guest }],
          });
          if (!seatsFromRoom) continue;
          for (const minute of minutes(what.startMin, what.startMin + what.durationMin)) {
            use(roomUse, `${what.roomId}/${minute}`, 1);
          }
        }
      });
      const where = day({ visits, events });
      const isEvent = own.kind !== 'visit';
      const lines = [line({ ...placed(own) })];
      const proposal = isEvent ? { event: { id: null, seatsFromRoom: false, guests: [] } } : {};
      const found = codes(check(lines, where, proposal));
      const mine = minutes(own.startMin - own.before, own.startMin + own.durationMin + own.after);
      const expected = [
        ...(mine.some((minute) => busyMaster.has(`${own.staffId}/${minute}`)) ? ['MASTER_BUSY'] : []),
        ...(mine.some((minute) => (roomUse.get(`${own.roomId}/${minute}`) ?? 0) + 1 > own.roomId) ? ['ROOM_FULL'] : []),
        ...(own.equipmentId !== null &&
        mine.some((minute) => (deviceUse.get(`${own.equipmentId}/${minute}`) ?? 0) + 1 > own.equipmentId! - 7)
          ? ['EQUIPMENT_FULL']
          : []),
      ];
      expect(found.toSorted()).toEqual(expected.toSorted());
    }),
    { numRuns: 10_000 },
  );
});
