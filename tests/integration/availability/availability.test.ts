import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { query } from '../../../src-main/store/query.ts';
import { TODAY, TOMORROW, refusalOf } from '../journal/journal-salon.ts';
import { type AvailabilitySalon, openAvailabilitySalon, startsOf } from './availability-salon.ts';

let salon: AvailabilitySalon;
beforeEach(async () => {
  salon = await openAvailabilitySalon();
});
afterEach(() => salon.close());

const quarter = (from: number, to: number): number[] =>
  Array.from({ length: (to - from) / 15 + 1 }, (_, index) => from + index * 15);

describe('windows of a visit (availability.search)', () => {
  test('A8 A9: every quarter of an hour of the shift in which the service fits, around the break', () => {
    expect(startsOf(salon.find())).toEqual([...quarter(600, 780), ...quarter(870, 1140)]);
  });

  test('A8: a booked visit takes its time and frees it when it is cancelled', () => {
    salon.visit({ startMin: 720 });
    expect(startsOf(salon.find())).toEqual([...quarter(600, 660), 780, ...quarter(870, 1140)]);
    salon.visit({ startMin: 600, status: 'cancelled' });
    expect(startsOf(salon.find())[0]).toBe(600);
  });

  test('A6: another client fits into the processing time, unless the line holds its master', () => {
    const fill = { durationMin: 120, line: { segments_json: PROCESSING } };
    const id = salon.visit({ startMin: 600, ...fill });
    const short = { fromMin: 600, toMin: 720, services: [{ serviceId: shortService(), staffId: salon.anna }] };
    // Colouring 10:00: 40 min of work, 45 of waiting, 35 of work. 30 minutes fit at 10:40 and 10:45, on the grid at 10:45.
    expect(startsOf(salon.find(short))).toEqual([645]);
    salon.write((tx) => tx.run(query.updateTable('visit_lines').set({ holds_master: 1 }).where('visit_id', '=', id)));
    salon.write((tx) => tx.run(query.updateTable('visits').set({ version: 2 }).where('id', '=', id)));
    expect(startsOf(salon.find(short))).toEqual([]);
  });

  test('A6: a service of the asked visit that may not be shared holds its master through the processing time', () => {
    salon.visit({ startMin: 645, durationMin: 30 });
    const colour = { services: [{ serviceId: salon.colour, staffId: salon.anna }], toMin: 840 };
    // 40 min of work from 10:00, another client 10:45–11:15, work again from 11:25.
    expect(startsOf(salon.find(colour))).toContain(600);
    salon.write((tx) =>
      tx.run(query.updateTable('services').set({ is_gap_bookable: 0 }).where('id', '=', salon.colour)),
    );
    expect(startsOf(salon.find(colour))).not.toContain(600);
  });

  test('A6: buffers are work', () => {
    salon.visit({ startMin: 720 });
    const nails = { services: [{ serviceId: salon.nails, staffId: salon.anna }], toMin: 840 };
    // 5 min before and 10 after: the shift begins at 10:00, the next visit at 12:00.
    expect(startsOf(salon.find(nails))).toEqual([615, 630, 645]);
  });

  test('A11 J16: of two masters the freer one is taken, the client’s own before them', () => {
    salon.visit({ startMin: 900 });
    const anybody = { services: [{ serviceId: salon.cut }] };
    expect(salon.find(anybody).days[0]!.slots[0]!.lines[0]!.staffId).toBe(salon.maria);
    salon.visit({ startMin: 900, localDate: '2026-02-03', clientId: salon.olga });
    const answer = salon.find({ ...anybody, clientId: salon.olga });
    expect(answer.days[0]!.slots[0]!.lines[0]!.staffId).toBe(salon.anna);
    expect(answer.best[0]!.reasons).toContain('clientMaster');
  });

  test('A7: services one after another, each with its master; a second one together with the first', () => {
    const both = [
      { serviceId: salon.cut, staffId: salon.anna },
      { serviceId: salon.cut, staffId: salon.maria },
    ];
    const chained = salon.find({ services: both }).days[0]!.slots[0]!;
    expect(chained.lines.map(({ startMin, staffId }) => [startMin, staffId])).toEqual([
      [600, salon.anna],
      [660, salon.maria],
    ]);
    const together = salon.find({ services: both.map((one, index) => ({ ...one, isParallel: index === 1 })) });
    expect(together.days[0]!.slots[0]!).toMatchObject({ startMin: 600, endMin: 660 });
    const alone = both.map((one, index) => ({ ...one, staffId: salon.anna, isParallel: index === 1 }));
    expect(salon.find({ services: alone })).toMatchObject({ total: 0, emptyReason: 'allBusy' });
  });

  test('R4 A4: the room of the shift, else a free one of those the service may be done in', () => {
    const second = salon.write((tx) => tx.insert(query.insertInto('rooms').values({ name: 'Кабинет 2', capacity: 1 })));
    salon.write((tx) => {
      for (const id of [salon.room, second]) {
        tx.insert(query.insertInto('service_rooms').values({ service_id: salon.cut, room_id: id }));
      }
    });
    const roomAt600 = (): number | null | undefined => {
      const slot = salon.find().days[0]?.slots.find(({ startMin }) => startMin === 600);
      return slot ? slot.lines[0]!.roomId : undefined;
    };
    expect(roomAt600()).toBe(salon.room);
    salon.visit({ startMin: 600, staffId: salon.maria, roomId: salon.room });
    expect(roomAt600()).toBe(second);
    salon.visit({ startMin: 600, staffId: salon.maria, roomId: second });
    expect(roomAt600()).toBeUndefined();
  });

  test('A4: a device is a limit of its own, and a block closes it', () => {
    const laser = salon.write((tx) => {
      const id = tx.insert(query.insertInto('rooms').values({ name: 'Лазер', capacity: 1, kind: 'equipment' }));
      tx.insert(query.insertInto('service_rooms').values({ service_id: salon.cut, room_id: id }));
      return id;
    });
    salon.visit({ startMin: 600, staffId: salon.maria, line: { equipment_json: JSON.stringify([laser]) } });
    expect(startsOf(salon.find())[0]).toBe(660);
    salon.write((tx) =>
      tx.insert(
        query.insertInto('blocks').values({ room_id: laser, local_date: TOMORROW, start_min: 660, end_min: 780 }),
      ),
    );
    expect(startsOf(salon.find())[0]).toBe(780);
  });

  test('J18: a service that is blocked is not offered meanwhile', () => {
    salon.write((tx) =>
      tx.insert(
        query
          .insertInto('blocks')
          .values({ service_id: salon.cut, local_date: TOMORROW, start_min: 600, end_min: 720 }),
      ),
    );
    expect(startsOf(salon.find())[0]).toBe(720);
  });

  test('A13: a group event holds its master and room once', () => {
    salon.write((tx) =>
      tx.insert(
        query.insertInto('group_events').values({
          service_id: salon.cut,
          staff_id: salon.anna,
          room_id: salon.room,
          local_date: TOMORROW,
          start_min: 600,
          duration_min: 90,
          capacity: 8,
          price_minor: 0,
          created_at_ms: 0,
        }),
      ),
    );
    expect(startsOf(salon.find())[0]).toBe(690);
  });

  test('J19: a service with fixed times is offered at those only', () => {
    const weekly = [[], [], [], [], [615, 1000], [], []];
    salon.write((tx) =>
      tx.run(
        query
          .updateTable('services')
          .set({ fixed_starts_json: JSON.stringify({ weekly, dates: [] }) })
          .where('id', '=', salon.cut),
      ),
    );
    expect(startsOf(salon.find())).toEqual([615, 1000]);
  });

  test('A1: a visit of the night before takes the morning', () => {
    salon.visit({ startMin: 1380, durationMin: 700, localDate: TODAY });
    expect(startsOf(salon.find())[0]).toBe(645);
  });

  test('CLIENT_BUSY: the client’s other booking is avoided; the visit that is to be moved is not in its own way', () => {
    const id = salon.visit({ startMin: 600, staffId: salon.maria, clientId: salon.olga });
    expect(startsOf(salon.find({ clientId: salon.olga }))[0]).toBe(660);
    expect(startsOf(salon.find({ clientId: salon.olga, exceptVisitId: id }))[0]).toBe(600);
    expect(startsOf(salon.find())[0]).toBe(600);
  });

  test('A8: today from now and the time to get ready on, and not behind the horizon', () => {
    // It is 10:00.
    expect(startsOf(salon.find({ fromDate: TODAY, toDate: TODAY }))[0]).toBe(600);
    salon.settings.update(salon.callerOf('owner'), { minLeadMin: 50, horizonDays: 10 }, undefined);
    expect(startsOf(salon.find({ fromDate: TODAY, toDate: TODAY }))[0]).toBe(660);
    expect(salon.find({ fromDate: '2026-03-10', toDate: '2026-03-11' })).toMatchObject({ emptyReason: 'past' });
    expect(salon.find({ fromDate: '2026-03-23', toDate: '2026-03-24' })).toMatchObject({
      emptyReason: 'beyondHorizon',
    });
    expect(salon.find({ fromDate: '2026-03-20', toDate: '2026-03-30' }).days.at(-1)!.localDate).toBe('2026-03-22');
  });

  test('hours and weekdays that suit the client', () => {
    const answer = salon.find({ toDate: '2026-03-26', weekdays: [6], fromMin: 1020, toMin: 1110 });
    expect(answer.days.map(({ localDate }) => localDate)).toEqual(['2026-03-14', '2026-03-21']);
    expect(startsOf(answer)).toEqual([1020, 1035, 1050]);
  });

  test('A10: compact mode offers what leaves no useless gap, and says why', () => {
    salon.visit({ startMin: 690, durationMin: 60 });
    const answer = salon.find({ mode: 'compact', toMin: 840 });
    // Free 10:00–11:30 and 12:30–14:00; less than an hour is no use. 11:30 − 60 leaves 30, 10:00 leaves 30: both dead; 10:15 leaves twice 15.
    expect(answer.days[0]!.slots.every(({ deadMin }) => deadMin === 30)).toBe(true);
    expect(startsOf(answer)).toEqual([600, 630, 750, 780, 615, 765]);
    expect(answer.best.map(({ reasons }) => reasons.includes('earliest'))).toContain(true);
    expect(answer.best.find(({ startMin }) => startMin === 630)?.reasons).toContain('besideVisit');
  });

  test('why nothing is found', () => {
    const nobody = salon.write((tx) =>
      tx.insert(
        query.insertInto('services').values({ category_id: 1, name: 'Никто', price_minor: 0, duration_min: 30 }),
      ),
    );
    expect(salon.find({ services: [{ serviceId: nobody }] })).toMatchObject({ emptyReason: 'nobodyQualified' });
    expect(salon.find({ services: [{ serviceId: salon.nails, staffId: salon.maria }] })).toMatchObject({
      emptyReason: 'nobodyQualified',
    });
    salon.write((tx) => tx.insert(query.insertInto('salon_days').values({ local_date: TOMORROW, hours_json: '[]' })));
    expect(salon.find()).toMatchObject({ emptyReason: 'nobodyWorks', total: 0, days: [], best: [] });
    expect(refusalOf(() => salon.find({ toDate: '2026-06-01' }))).toMatchObject({
      code: 'INVALID_INPUT',
      data: { reason: 'TOO_LONG' },
    });
    expect(refusalOf(() => salon.find({ fromMin: 700, toMin: 700 }))).toMatchObject({ data: { field: 'toMin' } });
  });

  test('every window found can be booked without a word', () => {
    salon.visit({ startMin: 690, durationMin: 60 });
    salon.visit({ startMin: 900, staffId: salon.maria, roomId: salon.room });
    const services = [{ serviceId: salon.colour }, { serviceId: salon.nails }, { serviceId: salon.cut }];
    for (const { startMin, lines, localDate } of salon.find({ services, mode: 'compact' }).days[0]!.slots) {
      const booked = salon.act('book', { localDate, startMin, clientId: salon.irina, lines });
      expect(booked.visitId).toBeGreaterThan(0);
      salon.write((tx) =>
        tx.run(query.updateTable('visits').set({ status: 'cancelled' }).where('id', '=', booked.visitId)),
      );
    }
  });
});

describe('free windows and load', () => {
  test('J12: the free time of two days, longest first, what is over left out', () => {
    salon.clock.atMs += 45 * 60_000;
    salon.visit({ startMin: 660, localDate: TODAY });
    const windows = salon.availability.windows({ fromDate: TODAY, days: 2, minMin: 60 });
    const ofAnna = windows.filter(({ staffId }) => staffId === salon.anna);
    expect(ofAnna.map(({ localDate, window }) => [localDate, ...window])).toEqual([
      [TODAY, 870, 1200],
      [TODAY, 720, 840],
      [TOMORROW, 870, 1200],
      [TOMORROW, 600, 840],
    ]);
    // 10:45–11:00 is shorter than any service of hers.
    expect(salon.availability.windows({ fromDate: TODAY, days: 1, minMin: 15 })).toContainEqual(
      expect.objectContaining({ staffId: salon.anna, window: [645, 660], isBookable: false }),
    );
  });

  test('R6: load by weekday and hour counts work without processing and buffers, with the rows behind it', () => {
    salon.visit({ startMin: 600, durationMin: 120, clientId: salon.olga, line: { segments_json: PROCESSING } });
    salon.visit({ startMin: 630, staffId: salon.maria, status: 'no_show' });
    const range = { fromDate: TOMORROW, toDate: TOMORROW };
    const { cells, totalBp } = salon.availability.load({ ...range, staffId: null });
    const at = (hour: number) => cells.find((cell) => cell.weekday === 5 && cell.hour === hour);
    expect(at(10)).toMatchObject({ activeMin: 40, availableMin: 120, loadBp: 3333 });
    expect(at(11)).toMatchObject({ activeMin: 35, availableMin: 120, loadBp: 2917 });
    expect(at(14)).toMatchObject({ activeMin: 0, availableMin: 60 });
    // 75 of 2 × 570 minutes.
    expect(totalBp).toBe(658);
    const rows = salon.availability.loadRows(salon.reception, {
      ...range,
      staffId: null,
      weekday: 5,
      hour: 11,
      limit: 10,
    });
    expect(rows).toMatchObject({
      total: 1,
      rows: [{ localDate: TOMORROW, startMin: 600, endMin: 720, clientName: 'Ольга Кузнецова', activeMin: 35 }],
    });
    expect(salon.availability.load({ ...range, staffId: salon.maria as never }).totalBp).toBe(0);
  });
});

const PROCESSING = JSON.stringify([
  { kind: 'active', minutes: 40 },
  { kind: 'processing', minutes: 45 },
  { kind: 'active', minutes: 35 },
]);

function shortService(): number {
  return salon.write((tx) => {
    const id = tx.insert(
      query.insertInto('services').values({ category_id: 1, name: 'Чёлка', price_minor: 0, duration_min: 30 }),
    );
    tx.insert(query.insertInto('staff_services').values({ staff_id: salon.anna, service_id: id }));
    return id;
  });
}
