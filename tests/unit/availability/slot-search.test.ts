import { describe, expect, test } from 'vitest';
import { type MasterDay, type SearchDay, prepareDay } from '../../../src-shared/availability/search-day.rules.ts';
import type { ServiceTiming } from '../../../src-shared/availability/service-timing.rules.ts';
import {
  type DayQuestion,
  type ItemOption,
  type SearchItem,
  type Slot,
  type SlotQuestion,
  SlotSearch,
} from '../../../src-shared/availability/slot-search.rules.ts';
import { NO_SPANS, spansOf } from '../../../src-shared/availability/spans.rules.ts';

type Hours = readonly [string, string];

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const minutes = (hours: readonly Hours[]): [number, number][] =>
  hours.map(([start, end]) => [minuteOf(start), minuteOf(end)]);

function master(
  staffId: number,
  work: readonly Hours[],
  busy: readonly Hours[] = [],
  change: Partial<MasterDay> = {},
): MasterDay {
  return { staffId, work: minutes(work), busy: minutes(busy), roomId: null, minGapMin: 60, ...change };
}

/** A service of some minutes of work; negative minutes are processing. */
function timing(parts: readonly number[], change: Partial<ServiceTiming> = {}): ServiceTiming {
  return {
    segments: parts.map((part) => ({ kind: part > 0 ? 'active' : 'processing', minutes: Math.abs(part) })),
    bufferBeforeMin: 0,
    bufferAfterMin: 0,
    isGapReleased: true,
    ...change,
  };
}

function item(
  staffIds: readonly number[],
  time: ServiceTiming,
  change: Partial<SearchItem & ItemOption> = {},
): SearchItem {
  const { isParallel = false, gapMin = 0, serviceId = 1, ...option } = change;
  const options = staffIds.map((staffId): ItemOption => ({
    staffId,
    timing: time,
    roomIds: [],
    shiftRoomIds: null,
    equipmentIds: [],
    ...option,
  }));
  return { serviceId, options, isParallel, gapMin };
}

function find(
  items: readonly SearchItem[],
  masters: readonly MasterDay[],
  change: Partial<SlotQuestion> & Partial<SearchDay> & Partial<DayQuestion> & { allowOverrunMin?: number } = {},
): Slot[] {
  const search = new SlotSearch({
    items,
    mode: 'grid',
    stepMin: 30,
    anchor: 'midnight',
    fromMin: 0,
    toMin: 2880,
    preferredStaffIds: [],
    ...change,
  });
  const day = prepareDay(
    { masters, places: [], serviceBlocks: [], skipped: [], ...change },
    change.allowOverrunMin ?? 0,
  );
  return search.findOn(day, {
    localDate: '2026-03-12',
    earliestMin: 0,
    clientBusy: NO_SPANS,
    fixedStarts: items.map(() => null),
    ...change,
  });
}

const timeText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const startsOf = (slots: readonly Slot[]): string => slots.map(({ startMin }) => timeText(startMin)).join(' ');

const HOUR = timing([60]);
const MORNING = [['10:00', '13:00']] as const;

describe('feasible starts (A5-A9), by hand', () => {
  test.each([
    ['an empty morning', {}, '10:00 10:30 11:00 11:30 12:00'],
    ['A9: a step of 15 from midnight', { stepMin: 15, toMin: 690 }, '10:00 10:15 10:30'],
    ['A8: not before now and the lead', { earliestMin: minuteOf('11:01') }, '11:30 12:00'],
    ['A8: the last shift may be overrun', { allowOverrunMin: 30 }, '10:00 10:30 11:00 11:30 12:00 12:30'],
    ['the client’s hours', { fromMin: minuteOf('10:30'), toMin: minuteOf('12:00') }, '10:30 11:00'],
    ['CLIENT_BUSY', { clientBusy: spansOf(minutes([['11:00', '11:30']])) }, '10:00 11:30 12:00'],
    ['J19: fixed starts, off the grid too', { fixedStarts: [[minuteOf('10:10'), minuteOf('12:10')]] }, '10:10'],
    ['A16: a start that the clock skips', { skipped: minutes([['10:00', '11:00']]) }, '11:00 11:30 12:00'],
    ['J18: a blocked service', { serviceBlocks: [{ serviceId: 1, startMin: 600, endMin: 690 }] }, '11:30 12:00'],
  ])('%s', (_, change, expected) => {
    expect(startsOf(find([item([1], HOUR)], [master(1, MORNING)], change))).toBe(expected);
  });

  test('A9: the grid counted from the beginning of each shift', () => {
    const shifts = master(1, [
      ['10:10', '12:00'],
      ['14:05', '15:05'],
    ]);
    expect(startsOf(find([item([1], HOUR)], [shifts], { anchor: 'interval' }))).toBe('10:10 10:40 14:05');
  });

  test('A1: adjacent visits do not conflict; A6: buffers do', () => {
    const day = [
      master(1, MORNING, [
        ['10:00', '11:00'],
        ['12:00', '13:00'],
      ]),
    ];
    expect(startsOf(find([item([1], HOUR)], day))).toBe('11:00');
    expect(find([item([1], timing([60], { bufferAfterMin: 5 }))], day)).toEqual([]);
  });

  test('A8: a break may fall inside the processing time, not inside work', () => {
    const day = [
      master(1, [
        ['10:00', '11:00'],
        ['11:45', '13:00'],
      ]),
    ];
    const colour = timing([60, -45, 30]);
    expect(startsOf(find([item([1], colour)], day))).toBe('10:00');
    expect(find([item([1], { ...colour, isGapReleased: false })], day)).toEqual([]);
  });

  test('A7: inner buffers go between two services of one master and stay between two masters', () => {
    const both = timing([60], { bufferBeforeMin: 15, bufferAfterMin: 15 });
    const day = [master(1, [['10:00', '12:30']]), master(2, [['10:00', '12:30']])];
    // One master: 15 + 60 + 60 + 15 = the whole shift. Two masters: the first one works until 11:30, the second from 11:00.
    expect(startsOf(find([item([1], both), item([1], both)], day, { stepMin: 15 }))).toBe('10:15');
    expect(startsOf(find([item([1], both), item([2], both)], day, { stepMin: 15 }))).toBe('10:15');
    const early = [master(1, [['10:00', '12:30']]), master(2, [['11:15', '12:30']])];
    expect(find([item([1], both), item([2], both)], early, { stepMin: 15 })).toEqual([]);
  });

  test('A7: four hands begin together; what follows waits for the longer one', () => {
    const day = [master(1, MORNING), master(2, MORNING)];
    const items = [item([1], HOUR), item([2], timing([90]), { isParallel: true }), item([1], timing([30]))];
    const [slot] = find(items, day);
    expect(slot!.lines.map(({ startMin }) => timeText(startMin))).toEqual(['10:00', '10:00', '11:30']);
    expect(find([item([1], HOUR), item([1], HOUR, { isParallel: true })], day)).toEqual([]);
  });

  test('A4: a room for two takes a third at no minute; a device is asked for by each of four hands', () => {
    const room = {
      id: 9,
      capacity: 2,
      open: null,
      closed: [],
      holds: minutes([
        ['10:00', '11:00'],
        ['10:30', '12:00'],
      ]),
    };
    const day = [master(1, MORNING, [], { roomId: 9 }), master(2, MORNING, [], { roomId: 9 })];
    expect(startsOf(find([item([1], HOUR)], day, { places: [room] }))).toBe('11:00 11:30 12:00');
    const laser = { id: 7, capacity: 1, open: null, closed: [], holds: [] };
    const change = { equipmentIds: [7] };
    const hands = [item([1], HOUR, change), item([2], HOUR, { ...change, isParallel: true })];
    expect(find(hands, day, { places: [room, laser] })).toEqual([]);
    expect(
      startsOf(
        find(hands, day, {
          places: [
            { ...room, holds: [] },
            { ...laser, capacity: 2 },
          ],
        }),
      ),
    ).toContain('10:00');
  });

  test('A11: the freer master, then the smaller number; J16: the liked one before them', () => {
    const day = [master(1, MORNING, [['12:30', '13:00']]), master(3, MORNING), master(2, MORNING)];
    const whoAt10 = (change = {}): number => find([item([1, 2, 3], HOUR)], day, change)[0]!.lines[0]!.staffId;
    expect(whoAt10()).toBe(2);
    expect(whoAt10({ preferredStaffIds: [1] })).toBe(1);
  });

  // Tried one by one, 20 masters for each of ten services would take longer than anybody lives.
  test('ten services that nobody can finish are refused all the same', () => {
    const ids = Array.from({ length: 20 }, (_, index) => index + 1);
    const day = ids.map((id) => master(id, [['10:00', '20:00']]));
    const chain = [...Array.from({ length: 9 }, () => item(ids, timing([30]))), item(ids, timing([600]))];
    expect(find(chain, day, { stepMin: 15 })).toEqual([]);
  });
});

describe('fewest useless gaps (A10), by hand', () => {
  // Free 10:00–12:00 and 12:30–14:00; the shortest service takes 60 minutes.
  const day = [master(1, [['10:00', '14:00']], [['12:00', '12:30']])];
  const compact = (time: ServiceTiming, change = {}) => find([item([1], time)], day, { mode: 'compact', ...change });

  test('90 minutes: only the second gap is filled without a rest', () => {
    expect(
      compact(timing([90])).map(({ startMin, deadMin, gapCount }) => [timeText(startMin), deadMin, gapCount]),
    ).toEqual([['12:30', 0, 0]]);
  });

  test('60 minutes: the two ends of the long gap leave a whole hour, the short one 30 useless minutes', () => {
    expect(compact(HOUR).map(({ startMin, deadMin, gapCount }) => [timeText(startMin), deadMin, gapCount])).toEqual([
      ['10:00', 0, 1],
      ['11:00', 0, 1],
    ]);
  });

  test('a tight start off the grid is offered: it ends where the next visit begins', () => {
    const [slot] = compact(timing([50], { bufferBeforeMin: 5, bufferAfterMin: 5 }));
    expect([timeText(slot!.startMin), slot!.isTight, slot!.isBesideWork]).toEqual(['10:05', true, false]);
    expect(startsOf(compact(timing([50], { bufferAfterMin: 10 }), { fromMin: 631 }))).toContain('11:00');
  });

  test('a smaller limit makes every rest useful', () => {
    const easy = [master(1, [['10:00', '14:00']], [['12:00', '12:30']], { minGapMin: 30 })];
    expect(startsOf(find([item([1], HOUR)], easy, { mode: 'compact' }))).toBe('10:00 11:00 12:30 13:00 10:30');
  });
});
