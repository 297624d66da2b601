import { describe, expect, test } from 'vitest';
import {
  type BookableService,
  firstFittingPlace,
  placeBooking,
  roomAfter,
} from '../../../src-shared/journal/booking.rules.ts';
import type { Day } from '../../../src-shared/journal/journal.contract.ts';

const CUT: BookableService = {
  id: 1,
  name: 'Стрижка',
  priceMinor: 200_000,
  durationMin: 60,
  bufferBeforeMin: 0,
  bufferAfterMin: 0,
  segments: null,
  staff: [
    { staffId: 1, priceMinor: null, durationMin: null, segments: null, level: null },
    { staffId: 2, priceMinor: 250_000, durationMin: 45, segments: null, level: null },
  ],
  levels: [],
  prices: [],
  priceMaxMinor: null,
};
const COLOUR: BookableService = {
  ...CUT,
  id: 2,
  name: 'Окрашивание',
  durationMin: 120,
  segments: [
    { kind: 'active', minutes: 45 },
    { kind: 'processing', minutes: 35 },
    { kind: 'active', minutes: 40 },
  ],
  staff: [{ staffId: 2, priceMinor: null, durationMin: null, segments: null, level: null }],
};
const services = new Map([CUT, COLOUR].map((service) => [service.id, service]));
const settings = { processingReleasesMaster: true, allowOverrunMin: 0, timeZone: 'Europe/Moscow' };

/** Two masters at work 10:00-14:00; `busy` are taken hours by master. */
function dayOf(busy: readonly { staffId: number; startMin: number; durationMin: number }[]): Day {
  const staff = [1, 2].map((id) => ({
    id,
    name: `Мастер ${id}`,
    shortName: `М${id}`,
    jobTitle: '',
    colour: 'teal',
    photoFileId: null,
    defaultRoomId: null,
    work: [[600, 840]],
    breaks: [],
    absence: null,
    isScheduled: true,
    hasLeft: false,
    loadBp: 0,
    serviceIds: [...services.values()].filter((s) => s.staff.some((item) => item.staffId === id)).map((s) => s.id),
  }));
  const visits = busy.map((line, index) => ({
    id: index + 1,
    version: 1,
    localDate: '2026-03-12',
    status: 'booked',
    clientId: 100 + index,
    clientName: 'Кто-то',
    lines: [
      {
        ...line,
        id: index + 1,
        serviceId: 1,
        roomId: null,
        position: 0,
        bufferBeforeMin: 0,
        bufferAfterMin: 0,
        processing: [],
        priceMinor: 0,
      },
    ],
  }));
  return {
    localDate: '2026-03-12',
    salonHours: [[540, 1260]],
    salonNote: '',
    staff,
    rooms: [],
    visits,
    blocks: [],
  } as unknown as Day;
}

const find = (day: Day, values: Partial<Parameters<typeof firstFittingPlace>[0]> = {}) =>
  firstFittingPlace({
    day,
    services,
    serviceId: 1,
    clientId: null,
    fromMin: 605,
    preferredStaffIds: [],
    stepMin: 15,
    settings,
    ...values,
  });

describe('placing a booking', () => {
  test('A7 P1: services run back to back with the length and price of their masters', () => {
    const lines = placeBooking(
      600,
      [
        { serviceId: 1, staffId: 2, durationMin: null },
        { serviceId: 2, staffId: 2, durationMin: null },
        { serviceId: 1, staffId: 1, durationMin: 30 },
      ],
      services,
      { localDate: '2026-03-12', priceListId: null, priceStepMinor: 100 },
    );
    expect(lines.map((line) => [line.startMin, line.durationMin, line.priceMinor])).toEqual([
      [600, 45, 250_000],
      [645, 120, 200_000],
      [765, 30, 200_000],
    ]);
    expect(lines[1]!.processing).toEqual([[690, 725]]);
  });

  test('tells how long the master is free and the gap that is left', () => {
    const day = dayOf([{ staffId: 1, startMin: 720, durationMin: 60 }]);
    expect(roomAfter(day, 1, 600, 660, true)).toEqual({ freeUntilMin: 720, gapMin: 60 });
    expect(roomAfter(day, 1, 720, 780, true)).toEqual({ freeUntilMin: null, gapMin: 0 });
    expect(roomAfter(day, 1, 780, 840, true)).toEqual({ freeUntilMin: 840, gapMin: 0 });
    expect(roomAfter(day, 1, 480, 540, true).freeUntilMin).toBeNull();
  });
});

describe('the first fitting place (A8, A9, A11)', () => {
  test('is the asked minute itself when somebody is free', () => {
    expect(find(dayOf([]))).toEqual({ staffId: 1, startMin: 605 });
  });

  test('the preferred master wins at the same time, the less busy one otherwise', () => {
    expect(find(dayOf([]), { preferredStaffIds: [2] })).toEqual({ staffId: 2, startMin: 605 });
    expect(find(dayOf([{ staffId: 1, startMin: 780, durationMin: 60 }]))).toEqual({ staffId: 2, startMin: 605 });
  });

  test('later starts stand on the grid; an earlier time beats the preferred master', () => {
    const day = dayOf([
      { staffId: 1, startMin: 600, durationMin: 60 },
      { staffId: 2, startMin: 600, durationMin: 120 },
    ]);
    expect(find(day, { preferredStaffIds: [2] })).toEqual({ staffId: 1, startMin: 660 });
  });

  test('a service that only one master offers waits for that master', () => {
    expect(find(dayOf([{ staffId: 2, startMin: 600, durationMin: 60 }]), { serviceId: 2 })).toEqual({
      staffId: 2,
      startMin: 660,
    });
  });

  test('is null when nobody has room, and for an unknown service', () => {
    const full = [1, 2].map((staffId) => ({ staffId, startMin: 600, durationMin: 240 }));
    expect(find(dayOf(full))).toBeNull();
    expect(find(dayOf([]), { serviceId: 99 })).toBeNull();
  });
});
