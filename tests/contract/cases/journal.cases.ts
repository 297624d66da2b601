import { expect } from 'vitest';
import type { Day, OCCUPANCY_ERRORS, journalContract } from '../../../src-shared/journal/journal.contract.ts';
import type { ConflictCode } from '../../../src-shared/journal/conflicts.rules.ts';
import { sqlText } from '../../../src-main/store/executor.ts';
import type { Tx } from '../../../src-main/store/unit-of-work.ts';
import { type CaseSalon, FREE_DAY, TODAY, TOMORROW, YESTERDAY } from '../prepared-salon.ts';
import { blocksCases } from './blocks.cases.ts';
import { type CasesOf, NOBODY } from './case.ts';

const commandId = expect.any(Number) as number;
const reason = 'Передумала';

/** Where Olga's haircut is to stand. */
export interface Place {
  readonly localDate?: string;
  readonly startMin: number;
  readonly staffId: number;
  readonly roomId?: number | null;
  readonly acceptedWarnings?: 'OUTSIDE_SCHEDULE'[];
}

/** Writes what no procedure of these cases does. */
function writeInto({ test }: CaseSalon, body: (tx: Tx) => unknown): void {
  const context = { actorId: null, device: 'test', nowMs: test.clock.nowMs() };
  test.core.salon!.store.work.run(context, 'test.write', body);
}

/** From now on a haircut needs a device of which there is one. */
function needDevice(salon: CaseSalon): void {
  writeInto(salon, (tx) => {
    const device = tx.insert(sqlText("insert into rooms (name, capacity, kind) values ('Климазон', 1, 'equipment')"));
    tx.insert(sqlText('insert into service_rooms (service_id, room_id) values (?, ?)', salon.cut, device));
    const held = sqlText(
      'update visit_lines set equipment_json = ? where visit_id = ?',
      `[${device}]`,
      salon.cancelledVisit,
    );
    tx.run(held);
  });
}

/** Nobody may have the service without a test for allergy. */
function needTest(salon: CaseSalon, serviceId: number): void {
  writeInto(salon, (tx) => tx.run(sqlText('update services set patch_test_days = 30 where id = ?', serviceId)));
}

const bookOther = (salon: CaseSalon, place: Place, clientId: number) =>
  salon.client.journal.book({
    localDate: TODAY,
    startMin: place.startMin,
    clientId,
    lines: [{ serviceId: salon.cut, staffId: place.staffId, roomId: place.roomId ?? null }],
  });

/** Puts each obstacle of A12 in the way, and names a place of today where a haircut of Olga then meets it. */
type Obstacle = (salon: CaseSalon) => Place | Promise<Place>;
const OBSTACLES: Readonly<Record<Exclude<ConflictCode, 'GROUP_FULL'>, Obstacle>> = {
  INVALID_TIME: ({ anna }) => ({ staffId: anna, startMin: 2850 }),
  MASTER_BUSY: async (salon) => {
    const place = { staffId: salon.maria, startMin: 900, roomId: null };
    await bookOther(salon, place, salon.irina);
    return place;
  },
  MASTER_ABSENT: async ({ client, maria }) => {
    await client.schedule.addAbsence({ staffId: maria, fromDate: TODAY, toDate: TODAY, reason: 'sick' });
    return { staffId: maria, startMin: 900, roomId: null };
  },
  MASTER_LEFT: async ({ client, maria }) => {
    await client.staff.update({ staffId: maria, version: 1, values: { leftOn: YESTERDAY } });
    return { staffId: maria, startMin: 900, roomId: null };
  },
  ROOM_FULL: async (salon) => {
    await bookOther(salon, { staffId: salon.maria, startMin: 900, roomId: salon.room }, salon.irina);
    return { staffId: salon.anna, startMin: 900, roomId: salon.room };
  },
  ROOM_BLOCKED: async ({ client, anna, room }) => {
    await client.journal.addBlock({
      staffId: null,
      roomId: room,
      localDate: TODAY,
      startMin: 900,
      endMin: 960,
      reason,
    });
    return { staffId: anna, startMin: 900, roomId: room };
  },
  EQUIPMENT_FULL: async (salon) => {
    needDevice(salon);
    await bookOther(salon, { staffId: salon.anna, startMin: 900 }, salon.irina);
    return { staffId: salon.maria, startMin: 930, roomId: null };
  },
  SERVICE_BLOCKED: (salon) => {
    writeInto(salon, (tx) =>
      tx.insert(
        sqlText(
          "insert into blocks (service_id, local_date, start_min, end_min, reason) values (?, ?, 900, 960, 'Нет мастера')",
          salon.cut,
          TODAY,
        ),
      ),
    );
    return { staffId: salon.anna, startMin: 930, roomId: null };
  },
  MASTER_NOT_ALLOWED: (salon) => {
    writeInto(salon, (tx) =>
      tx.insert(
        sqlText(
          "insert into staff_documents (staff_id, title, expires_on, blocks_booking) values (?, 'Медкнижка', ?, 1)",
          salon.maria,
          YESTERDAY,
        ),
      ),
    );
    return { staffId: salon.maria, startMin: 900, roomId: null };
  },
  BOOKING_RULE: (salon) => {
    const rule = { afterServiceIds: [salon.nails], minDays: null, maxDays: 21, allowsFirst: false };
    writeInto(salon, (tx) =>
      tx.run(sqlText('update services set booking_rule_json = ? where id = ?', JSON.stringify(rule), salon.cut)),
    );
    return { localDate: TOMORROW, staffId: salon.maria, startMin: 900, roomId: null };
  },
  PATCH_TEST: (salon) => {
    needTest(salon, salon.cut);
    return { localDate: TOMORROW, staffId: salon.maria, startMin: 900, roomId: null };
  },
  NOT_QUALIFIED: async ({ client, maria, colour }) => {
    await client.staff.setServices({ staffId: maria, services: [{ serviceId: colour }] });
    return { staffId: maria, startMin: 900, roomId: null };
  },
  OUTSIDE_SCHEDULE: ({ anna }) => ({ staffId: anna, startMin: 1230 }),
  OUTSIDE_SALON_HOURS: ({ anna }) => ({ staffId: anna, startMin: 1230, acceptedWarnings: ['OUTSIDE_SCHEDULE'] }),
  CLIENT_BUSY: async (salon) => {
    await bookOther(salon, { staffId: salon.maria, startMin: 900 }, salon.olga);
    return { staffId: salon.anna, startMin: 930, roomId: null };
  },
};

/** A refusal for every conflict, from what a procedure needs to go to a place. */
export function refusedByConflicts<Input>(go: (salon: CaseSalon, place: Place) => Input) {
  return Object.fromEntries(
    Object.entries(OBSTACLES).map(([code, obstacle]) => [
      code,
      async (salon: CaseSalon) => go(salon, await obstacle(salon)),
    ]),
  ) as Record<keyof typeof OBSTACLES, (salon: CaseSalon) => Promise<Input>>;
}

const toBook = (
  { olga, cut }: CaseSalon,
  { localDate = TODAY, startMin, staffId, roomId, acceptedWarnings }: Place,
) => ({
  localDate,
  startMin,
  clientId: olga,
  lines: [{ serviceId: cut, staffId, roomId }],
  acceptedWarnings,
});

const toMove = ({ visit, visitLine }: CaseSalon, place: Place) => ({
  visitId: visit,
  version: 1,
  lineId: visitLine,
  localDate: TODAY,
  ...place,
});

const toEdit = ({ visit, visitLine, cut }: CaseSalon, { acceptedWarnings, ...place }: Place) => ({
  visitId: visit,
  version: 1,
  lines: [{ id: visitLine, serviceId: cut, ...place }],
  acceptedWarnings,
});

/** Takes the time of Anna's cancelled visit (16:00 in her room), so that it cannot come back. */
const TAKERS: Readonly<Record<(typeof OCCUPANCY_ERRORS)[number], (salon: CaseSalon) => unknown>> = {
  MASTER_BUSY: (salon) => bookOther(salon, { staffId: salon.anna, startMin: 960 }, salon.olga),
  MASTER_ABSENT: ({ client, anna }) =>
    client.schedule.addAbsence({ staffId: anna, fromDate: TODAY, toDate: TODAY, reason: 'sick' }),
  MASTER_LEFT: ({ client, anna }) => client.staff.update({ staffId: anna, version: 1, values: { leftOn: YESTERDAY } }),
  ROOM_FULL: (salon) => bookOther(salon, { staffId: salon.maria, startMin: 960, roomId: salon.room }, salon.olga),
  ROOM_BLOCKED: ({ client, room }) =>
    client.journal.addBlock({ staffId: null, roomId: room, localDate: TODAY, startMin: 960, endMin: 1020, reason }),
  EQUIPMENT_FULL: (salon) => {
    needDevice(salon);
    return bookOther(salon, { staffId: salon.maria, startMin: 960 }, salon.olga);
  },
  // A group of one seat, which Olga's visit has taken since.
  GROUP_FULL: (salon) => {
    writeInto(salon, (tx) => {
      const event = tx.insert(
        sqlText(
          `insert into group_events (service_id, staff_id, local_date, start_min, duration_min, capacity, price_minor, created_at_ms)
           values (?, ?, ?, 960, 60, 1, 0, 0)`,
          salon.cut,
          salon.anna,
          TODAY,
        ),
      );
      for (const visitId of [salon.cancelledVisit, salon.visit]) {
        tx.run(sqlText('update visits set group_event_id = ? where id = ?', event, visitId));
      }
    });
  },
};
const restored = ({ cancelledVisit }: CaseSalon) => ({
  visitId: cancelledVisit,
  version: 2,
  status: 'booked' as const,
});
const refusedByTakers = Object.fromEntries(
  Object.entries(TAKERS).map(([code, take]) => [
    code,
    async (salon: CaseSalon) => {
      await take(salon);
      return restored(salon);
    },
  ]),
) as Record<keyof typeof TAKERS, (salon: CaseSalon) => Promise<ReturnType<typeof restored>>>;

/** Olga has come, so her visit cannot be put elsewhere (V2). */
async function arrive({ client, visit }: CaseSalon): Promise<void> {
  await client.journal.setStatus({ visitId: visit, version: 1, status: 'arrived' });
}

export const journalCases: CasesOf<typeof journalContract> = {
  day: {
    ok: {
      input: () => ({ localDate: TODAY }),
      answer: (day: Day, { visit, visitLine, anna, room }: CaseSalon) => {
        expect(day).toMatchObject({ localDate: TODAY, salonHours: [[600, 1200]], blocks: [] });
        expect(day.staff.map(({ name }) => name)).toEqual(['Анна Соколова', 'Мария Титова']);
        expect(day.visits.find(({ id }) => id === visit)).toMatchObject({
          status: 'booked',
          clientName: 'Ольга Петрова',
          clientPhone: '+7 916 123-45-67',
          lines: [{ id: visitLine, staffId: anna, roomId: room, startMin: 720, durationMin: 60, priceMinor: 200_000 }],
        });
      },
    },
    refused: {},
  },
  staffDays: {
    ok: {
      input: ({ anna }) => ({ staffId: anna, fromDate: TODAY, days: 2 }),
      answer: [
        { localDate: TODAY, staff: [{ name: 'Анна Соколова' }] },
        { localDate: TOMORROW, visits: [] },
      ],
    },
    refused: { NOT_FOUND: () => ({ staffId: NOBODY, fromDate: TODAY, days: 2 }) },
  },
  roomDays: {
    ok: {
      input: ({ room }) => ({ roomId: room, fromDate: TODAY, days: 2 }),
      answer: [
        { localDate: TODAY, visits: [{ clientName: 'Ольга Петрова' }, { status: 'cancelled' }] },
        { localDate: TOMORROW, visits: [] },
      ],
    },
    refused: { NOT_FOUND: () => ({ roomId: NOBODY, fromDate: TODAY, days: 2 }) },
  },
  counts: {
    ok: {
      input: () => ({ fromDate: YESTERDAY, toDate: TODAY }),
      answer: [
        { localDate: YESTERDAY, visits: 1, plannedMinor: 200_000, activeMin: 60, availableMin: 1200, loadBp: 500 },
        { localDate: TODAY, visits: 1 },
      ],
    },
    refused: {
      INVALID_INPUT: { input: () => ({ fromDate: TODAY, toDate: YESTERDAY }), data: { reason: 'DATES_REVERSED' } },
      NOT_FOUND: () => ({ fromDate: TODAY, toDate: TODAY, staffId: NOBODY }),
    },
  },
  visit: {
    ok: {
      input: ({ pastVisit }) => ({ visitId: pastVisit }),
      answer: { localDate: YESTERDAY, clientName: 'Ирина Орлова' },
    },
    refused: { NOT_FOUND: () => ({ visitId: NOBODY }) },
  },
  book: {
    ok: {
      input: (salon) => toBook(salon, { staffId: salon.maria, startMin: 900, roomId: salon.hall }),
      answer: { commandId, visitId: expect.any(Number) as number },
    },
    refused: {
      ...refusedByConflicts(toBook),
      NOT_FOUND: (salon) => ({ ...toBook(salon, { staffId: salon.maria, startMin: 900 }), clientId: NOBODY }),
      INVALID_INPUT: (salon) => ({
        ...toBook(salon, { staffId: salon.maria, startMin: 900 }),
        newClient: { firstName: 'Вера' },
      }),
    },
  },
  move: {
    ok: {
      input: (salon) => ({
        ...toMove(salon, { staffId: salon.maria, startMin: 900, roomId: null }),
        localDate: TOMORROW,
      }),
      answer: { commandId, version: 2 },
    },
    refused: {
      ...refusedByConflicts(toMove),
      NOT_FOUND: (salon) => ({ ...toMove(salon, { staffId: salon.anna, startMin: 780 }), visitId: NOBODY }),
      ROW_DELETED: (salon) => ({
        ...toMove(salon, { staffId: salon.maria, startMin: 780 }),
        visitId: salon.deletedVisit,
        lineId: salon.deletedLine,
      }),
      STALE_VERSION: (salon) => ({ ...toMove(salon, { staffId: salon.anna, startMin: 780 }), version: 5 }),
      CONFLICT: {
        input: async (salon) => {
          await arrive(salon);
          return { ...toMove(salon, { staffId: salon.anna, startMin: 780 }), version: 2 };
        },
        data: { reason: 'status', status: 'arrived' },
      },
    },
  },
  edit: {
    ok: {
      input: ({ visit, irina }) => ({ visitId: visit, version: 1, clientId: irina, comment: 'У окна' }),
      answer: { commandId, version: 2 },
    },
    refused: {
      ...refusedByConflicts(toEdit),
      // What stood on the visit already is not asked for a test again.
      PATCH_TEST: (salon) => {
        needTest(salon, salon.colour);
        const [line] = toEdit(salon, { staffId: salon.anna, startMin: 720 }).lines;
        return { visitId: salon.visit, version: 1, lines: [{ ...line!, serviceId: salon.colour }] };
      },
      NOT_FOUND: () => ({ visitId: NOBODY, version: 1, comment: 'x' }),
      ROW_DELETED: ({ deletedVisit }) => ({ visitId: deletedVisit, version: 1, comment: 'x' }),
      STALE_VERSION: ({ visit }) => ({ visitId: visit, version: 5, comment: 'x' }),
      INVALID_INPUT: (salon) => {
        const input = toEdit(salon, { staffId: salon.anna, startMin: 720 });
        return { ...input, lines: [...input.lines, ...input.lines] };
      },
      CONFLICT: async (salon) => {
        await arrive(salon);
        return { ...toEdit(salon, { staffId: salon.anna, startMin: 780 }), version: 2 };
      },
    },
  },
  setStatus: {
    ok: {
      input: ({ visit }) => ({ visitId: visit, version: 1, status: 'confirmed' }),
      answer: { commandId, version: 2 },
    },
    refused: {
      ...refusedByTakers,
      NOT_FOUND: () => ({ visitId: NOBODY, version: 1, status: 'confirmed' }),
      ROW_DELETED: ({ deletedVisit }) => ({ visitId: deletedVisit, version: 1, status: 'confirmed' }),
      STALE_VERSION: ({ visit }) => ({ visitId: visit, version: 5, status: 'confirmed' }),
      TOO_EARLY: ({ visit }) => ({ visitId: visit, version: 1, status: 'no_show' }),
      CONFLICT: ({ cancelledVisit }) => ({ visitId: cancelledVisit, version: 2, status: 'in_progress' }),
      PATCH_TEST: {
        input: async (salon) => {
          await arrive(salon);
          needTest(salon, salon.cut);
          return { visitId: salon.visit, version: 2, status: 'in_progress' };
        },
        data: { cause: 'missing', days: 30 },
      },
    },
  },
  cancel: {
    ok: {
      input: ({ visit }) => ({ visitId: visit, version: 1, by: 'client', reason }),
      answer: { commandId, version: 2 },
    },
    refused: {
      NOT_FOUND: () => ({ visitId: NOBODY, version: 1, by: 'salon', reason }),
      ROW_DELETED: ({ deletedVisit }) => ({ visitId: deletedVisit, version: 1, by: 'salon', reason }),
      STALE_VERSION: ({ visit }) => ({ visitId: visit, version: 5, by: 'salon', reason }),
      CONFLICT: ({ cancelledVisit }) => ({ visitId: cancelledVisit, version: 2, by: 'salon', reason }),
    },
  },
  ...blocksCases,
  freeWindows: {
    ok: {
      input: () => ({ localDate: FREE_DAY, minMin: 120 }),
      answer: [
        { staffName: 'Анна Соколова', startMin: 600, endMin: 1200 },
        { staffName: 'Мария Титова', startMin: 600, endMin: 1200 },
      ],
    },
    refused: {},
  },
};
