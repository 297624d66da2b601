import { expect } from 'vitest';
import { sqlText } from '../../../src-main/store/executor.ts';
import type { Tx } from '../../../src-main/store/unit-of-work.ts';
import type { groupsContract } from '../../../src-shared/groups/groups.contract.ts';
import { type CaseSalon, FREE_DAY, TODAY, TOMORROW, YESTERDAY } from '../prepared-salon.ts';
import { type CasesOf, NOBODY } from './case.ts';

const commandId = expect.any(Number) as number;
const reason = 'Тренер заболел';

/** Writes what no procedure of these cases does. */
function writeInto({ test }: CaseSalon, body: (tx: Tx) => unknown): void {
  const context = { actorId: null, device: 'test', nowMs: test.clock.nowMs() };
  test.core.salon!.store.work.run(context, 'test.write', body);
}

const eventOf = (salon: CaseSalon, change = {}) => ({
  serviceId: salon.cut,
  staffId: salon.maria,
  roomId: null,
  localDate: TODAY,
  startMin: 900,
  capacity: 2,
  ...change,
});

/** An event of two seats, today 15:00-16:00 by Maria. */
async function planned(salon: CaseSalon, change = {}): Promise<number> {
  return (await salon.client.groups.create(eventOf(salon, change))).eventId;
}

async function joined(salon: CaseSalon, change = {}): Promise<{ eventId: number; visitId: number }> {
  const eventId = await planned(salon, change);
  const { visitId } = await salon.client.groups.join({ eventId, clientId: salon.olga });
  return { eventId, visitId };
}

interface Place {
  readonly staffId?: number;
  readonly roomId?: number;
  readonly startMin?: number;
  readonly acceptedWarnings?: 'OUTSIDE_SCHEDULE'[];
}

/** Puts an obstacle in the way of an event and names the place where it meets it. */
const OBSTACLES = {
  INVALID_TIME: () => ({ startMin: 2850 }),
  MASTER_BUSY: ({ anna }) => ({ staffId: anna, startMin: 750 }),
  MASTER_ABSENT: async ({ client, anna }) => {
    await client.schedule.addAbsence({ staffId: anna, fromDate: TODAY, toDate: TODAY, reason: 'sick' });
    return { staffId: anna, startMin: 1080 };
  },
  MASTER_LEFT: async ({ client, anna }) => {
    await client.staff.update({ staffId: anna, version: 1, values: { leftOn: YESTERDAY } });
    return { staffId: anna, startMin: 1080 };
  },
  MASTER_NOT_ALLOWED: (salon) => {
    writeInto(salon, (tx) =>
      tx.insert(
        sqlText(
          "insert into staff_documents (staff_id, title, expires_on, blocks_booking) values (?, 'Медкнижка', ?, 1)",
          salon.anna,
          YESTERDAY,
        ),
      ),
    );
    return { staffId: salon.anna, startMin: 1080 };
  },
  ROOM_FULL: ({ room }) => ({ roomId: room, startMin: 750 }),
  ROOM_BLOCKED: async ({ client, hall }) => {
    const block = { staffId: null, roomId: hall, localDate: TODAY, startMin: 1020, endMin: 1140, reason };
    await client.journal.addBlock(block);
    return { roomId: hall, startMin: 1080 };
  },
  EQUIPMENT_FULL: (salon) => {
    writeInto(salon, (tx) => {
      const device = tx.insert(sqlText("insert into rooms (name, capacity, kind) values ('Коврик', 1, 'equipment')"));
      tx.insert(sqlText('insert into service_rooms (service_id, room_id) values (?, ?)', salon.cut, device));
      tx.run(sqlText('update visit_lines set equipment_json = ? where visit_id = ?', `[${device}]`, salon.visit));
    });
    return { startMin: 750 };
  },
  SERVICE_BLOCKED: (salon) => {
    writeInto(salon, (tx) =>
      tx.insert(
        sqlText(
          "insert into blocks (service_id, local_date, start_min, end_min, reason) values (?, ?, 1080, 1140, 'Нет')",
          salon.cut,
          TODAY,
        ),
      ),
    );
    return { startMin: 1080 };
  },
  NOT_QUALIFIED: async ({ client, anna, colour }) => {
    await client.staff.setServices({ staffId: anna, services: [{ serviceId: colour }] });
    return { staffId: anna, startMin: 1080 };
  },
  OUTSIDE_SCHEDULE: () => ({ startMin: 1230 }),
  OUTSIDE_SALON_HOURS: () => ({ startMin: 1230, acceptedWarnings: ['OUTSIDE_SCHEDULE'] }),
} satisfies Record<string, (salon: CaseSalon) => Place | Promise<Place>>;

function refusedByObstacles(go: (salon: CaseSalon, place: Place) => unknown) {
  return Object.fromEntries(
    Object.entries(OBSTACLES).map(([code, obstacle]) => [
      code,
      // The event to be moved stands before the obstacle is put up.
      async (salon: CaseSalon) => {
        const input = await go(salon, {});
        return { ...(input as object), ...(await obstacle(salon)) };
      },
    ]),
  ) as Record<keyof typeof OBSTACLES, (salon: CaseSalon) => Promise<never>>;
}

const toUpdate = async (salon: CaseSalon) => ({ eventId: await planned(salon), version: 1 });
const stale = async (salon: CaseSalon) => ({ eventId: await planned(salon), version: 5 });
const cancelledEvent = async (salon: CaseSalon): Promise<number> => {
  const eventId = await planned(salon);
  await salon.client.groups.cancel({ eventId, version: 1, by: 'salon', reason });
  return eventId;
};

export const groupsCases: CasesOf<typeof groupsContract> = {
  get: {
    ok: {
      input: async (salon) => ({ eventId: (await joined(salon)).eventId }),
      answer: {
        status: 'planned',
        cancelReason: null,
        event: { title: 'Стрижка', capacity: 2, taken: 1, startMin: 900, durationMin: 60, priceMinor: 200_000 },
        participants: [{ clientName: 'Ольга Петрова', status: 'booked' }],
      },
    },
    refused: { NOT_FOUND: () => ({ eventId: NOBODY }) },
  },
  open: {
    ok: {
      input: async (salon) => {
        await planned(salon, { title: 'Мастер-класс' });
        return { days: 7 };
      },
      answer: [{ title: 'Мастер-класс', taken: 0, capacity: 2 }],
    },
    refused: {},
  },
  create: {
    ok: {
      input: (salon) => eventOf(salon, { localDate: FREE_DAY, title: 'Мастер-класс' }),
      answer: { commandId, eventId: expect.any(Number) as number },
    },
    refused: {
      ...refusedByObstacles((salon) => eventOf(salon)),
      NOT_FOUND: (salon) => eventOf(salon, { serviceId: NOBODY }),
      INVALID_INPUT: { input: (salon) => eventOf(salon, { capacity: undefined }), data: { reason: 'REQUIRED' } },
    },
  },
  update: {
    ok: {
      input: async (salon) => ({ ...(await toUpdate(salon)), localDate: TOMORROW, startMin: 660, title: 'Йога' }),
      answer: { commandId, version: 2 },
    },
    refused: {
      ...refusedByObstacles(toUpdate),
      CLIENT_BUSY: async (salon) => ({ eventId: (await joined(salon)).eventId, version: 1, startMin: 730 }),
      NOT_FOUND: () => ({ eventId: NOBODY, version: 1 }),
      STALE_VERSION: stale,
      INVALID_INPUT: {
        input: async (salon) => {
          const { eventId } = await joined(salon);
          await salon.client.groups.join({ eventId, clientId: salon.irina });
          return { eventId, version: 1, capacity: 1 };
        },
        data: { reason: 'BELOW_TAKEN', count: 2 },
      },
      CONFLICT: {
        input: async (salon) => ({ eventId: await cancelledEvent(salon), version: 2, title: 'Йога' }),
        data: { reason: 'groupChanged' },
      },
    },
  },
  cancel: {
    ok: {
      input: async (salon) => ({ eventId: (await joined(salon)).eventId, version: 1, by: 'salon', reason }),
      answer: { commandId, version: 2, cancelled: 1 },
    },
    refused: {
      NOT_FOUND: () => ({ eventId: NOBODY, version: 1, by: 'salon', reason }),
      STALE_VERSION: async (salon) => ({ ...(await stale(salon)), by: 'salon', reason }),
      CONFLICT: async (salon) => ({ eventId: await cancelledEvent(salon), version: 2, by: 'salon', reason }),
    },
  },
  join: {
    ok: {
      input: async (salon) => ({ eventId: await planned(salon), clientId: null, newClient: { firstName: 'Вера' } }),
      answer: { commandId, visitId: expect.any(Number) as number, clientId: expect.any(Number) as number },
    },
    refused: {
      GROUP_FULL: async (salon) => ({
        eventId: (await joined(salon, { capacity: 1 })).eventId,
        clientId: salon.irina,
      }),
      CLIENT_BUSY: async (salon) => ({ eventId: await planned(salon, { startMin: 730 }), clientId: salon.olga }),
      ROOM_FULL: async (salon) => {
        writeInto(salon, (tx) => tx.run(sqlText('update services set seats_from_room = 1 where id = ?', salon.cut)));
        const eventId = await planned(salon, { roomId: salon.hall });
        await salon.client.journal.book({
          localDate: TODAY,
          startMin: 900,
          clientId: null,
          lines: [{ serviceId: salon.nails, staffId: salon.anna, roomId: salon.hall }],
        });
        await salon.client.groups.join({ eventId, clientId: salon.olga });
        return { eventId, clientId: salon.irina };
      },
      ROOM_BLOCKED: async (salon) => {
        writeInto(salon, (tx) => tx.run(sqlText('update services set seats_from_room = 1 where id = ?', salon.cut)));
        const eventId = await planned(salon, { roomId: salon.hall });
        writeInto(salon, (tx) =>
          tx.insert(
            sqlText(
              "insert into blocks (room_id, local_date, start_min, end_min, reason) values (?, ?, 900, 930, 'Ремонт')",
              salon.hall,
              TODAY,
            ),
          ),
        );
        return { eventId, clientId: salon.irina };
      },
      NOT_FOUND: ({ olga }) => ({ eventId: NOBODY, clientId: olga }),
      INVALID_INPUT: async (salon) => ({ eventId: await planned(salon), clientId: null }),
      CONFLICT: {
        input: async (salon) => ({ eventId: await cancelledEvent(salon), clientId: salon.olga }),
        data: { reason: 'groupChanged' },
      },
    },
  },
  leave: {
    ok: {
      input: async (salon) => ({ visitId: (await joined(salon)).visitId, version: 1, by: 'client', reason }),
      answer: { commandId, version: 2, freedSeat: { title: 'Стрижка', localDate: TODAY, startMin: 900, free: 2 } },
    },
    refused: {
      NOT_FOUND: () => ({ visitId: NOBODY, version: 1, by: 'client', reason }),
      ROW_DELETED: ({ deletedVisit }) => ({ visitId: deletedVisit, version: 1, by: 'client', reason }),
      STALE_VERSION: async (salon) => ({ visitId: (await joined(salon)).visitId, version: 7, by: 'client', reason }),
      CONFLICT: async (salon) => {
        const { visitId } = await joined(salon);
        await salon.client.groups.leave({ visitId, version: 1, by: 'client', reason });
        return { visitId, version: 2, by: 'client', reason };
      },
    },
  },
  previewRepeat: {
    ok: {
      input: async (salon) => ({ eventId: await planned(salon), weeks: 2 }),
      answer: [
        { localDate: '2026-03-19', conflict: null },
        { localDate: '2026-03-26', conflict: null },
      ],
    },
    refused: { NOT_FOUND: () => ({ eventId: NOBODY, weeks: 2 }) },
  },
  repeat: {
    ok: {
      input: async (salon) => {
        await planned(salon, { localDate: '2026-03-19', startMin: 930 });
        return { eventId: await planned(salon), weeks: 2 };
      },
      answer: {
        commandId,
        created: ['2026-03-26'],
        skipped: [{ localDate: '2026-03-19', conflict: { code: 'MASTER_BUSY' } }],
      },
    },
    refused: {
      NOT_FOUND: () => ({ eventId: NOBODY, weeks: 1 }),
      CONFLICT: async (salon) => {
        await planned(salon, { localDate: '2026-03-19' });
        return { eventId: await planned(salon), weeks: 1 };
      },
    },
  },
};
