import { expect } from 'vitest';
import type { waitingContract } from '../../../src-shared/waiting/waiting.contract.ts';
import { type CaseSalon, FREE_DAY, TODAY, YESTERDAY } from '../prepared-salon.ts';
import { type CasesOf, NOBODY } from './case.ts';
import { type Place, refusedByConflicts } from './journal.cases.ts';

const commandId = expect.any(Number) as number;
const reason = 'Передумала';

/** Irina waits for a haircut. */
async function waits(salon: CaseSalon, change: object = {}): Promise<number> {
  const { entryId } = await salon.client.waiting.add({ clientId: salon.irina, serviceIds: [salon.cut], ...change });
  return entryId;
}

const walksIn = (salon: CaseSalon, change: object = {}): Promise<number> =>
  waits(salon, { kind: 'walk_in', ...change });

/** Input of an act on a fresh entry. */
const onEntry =
  (change: object = {}, wish: object = {}) =>
  async (salon: CaseSalon) =>
    ({ entryId: await waits(salon, wish), version: 1, ...change }) as never;

/** Irina's entry, ended. */
async function ended(salon: CaseSalon): Promise<{ entryId: number; version: number }> {
  const entryId = await waits(salon);
  await salon.client.waiting.close({ entryId, version: 1, reason });
  return { entryId, version: 2 };
}

/** Writes what no procedure of these cases does. */
function write({ test }: CaseSalon, sql: string, ...values: unknown[]): void {
  const context = { actorId: null, device: 'test', nowMs: test.clock.nowMs() };
  test.core.salon!.store.work.run(context, 'test.write', (tx) => tx.runSql(sql, values));
}

/** A class by Maria on a free day at 15:00; its seats may be those of the hall. */
async function classOf(salon: CaseSalon, capacity = 1, isInHall = false): Promise<number> {
  if (isInHall) write(salon, 'update services set seats_from_room = 1 where id = ?', salon.cut);
  const place = { serviceId: salon.cut, staffId: salon.maria, localDate: FREE_DAY, startMin: 900, capacity };
  const { eventId } = await salon.client.groups.create({ ...place, roomId: isInHall ? salon.hall : null });
  return eventId;
}

const waitsForSeat = (salon: CaseSalon, groupEventId: number): Promise<number> =>
  waits(salon, { clientId: salon.olga, serviceIds: [], groupEventId });

const others = (salon: CaseSalon, staffId: number, startMin: number, clientId: number) =>
  salon.client.journal.book({
    localDate: FREE_DAY,
    startMin,
    clientId,
    lines: [{ serviceId: salon.cut, staffId, roomId: null }],
  });

/** A service that nobody does. */
async function soloService({ client, category }: CaseSalon): Promise<number> {
  return (await client.services.create({ categoryId: category, name: 'Уход', priceMinor: 1, durationMin: 30 }))
    .serviceId;
}

/** Olga, who waits for a haircut, is put to a place. */
async function toBook(salon: CaseSalon, place: Place) {
  const { localDate = TODAY, startMin, staffId, roomId, acceptedWarnings } = place;
  const lines = [{ serviceId: salon.cut, staffId, roomId }];
  const entryId = await waits(salon, { clientId: salon.olga });
  return { entryId, version: 1, localDate, startMin, lines, acceptedWarnings };
}

export const waitingCases: CasesOf<typeof waitingContract> = {
  list: {
    ok: {
      input: async (salon) => {
        await waits(salon);
        return { withClosed: true };
      },
      answer: {
        entries: [{ name: 'Ирина Орлова', status: 'waiting' }],
        counts: { waiting: 1, walkIn: 0, request: 0, overdue: 0 },
        policy: 'first_in_line',
      },
    },
    refused: {},
  },
  places: {
    ok: {
      input: async (salon) => {
        await waits(salon, { fromDate: FREE_DAY });
        return { days: 14 };
      },
      answer: [{ place: { localDate: FREE_DAY, startMin: 600, endMin: 660 } }],
    },
    refused: {},
  },
  matchesFor: {
    ok: {
      input: async (salon) => {
        await waits(salon);
        return { localDate: FREE_DAY, staffId: salon.anna, startMin: 600, endMin: 720 };
      },
      answer: { policy: 'first_in_line', matches: [{ name: 'Ирина Орлова', rank: 1, place: { localDate: FREE_DAY } }] },
    },
    refused: {
      NOT_FOUND: () => ({ localDate: FREE_DAY, staffId: NOBODY, startMin: 600, endMin: 720 }),
      INVALID_INPUT: ({ anna }) => ({ localDate: FREE_DAY, staffId: anna, startMin: 700, endMin: 700 }),
    },
  },
  matchesAfter: {
    ok: {
      input: async (salon) => {
        await waits(salon, { staffIds: [salon.anna], fromDate: TODAY, toDate: TODAY });
        return { visitId: salon.cancelledVisit };
      },
      answer: { matches: [{ name: 'Ирина Орлова' }] },
    },
    refused: { NOT_FOUND: () => ({ visitId: NOBODY }) },
  },
  queue: {
    ok: {
      input: async (salon) => {
        await walksIn(salon);
        return { serviceIds: [salon.cut] };
      },
      answer: {
        turns: [
          { position: 1, turn: { startMin: 600 } },
          { entryId: null, position: 2 },
        ],
        arrived: [],
      },
    },
    refused: {},
  },
  add: {
    ok: {
      input: ({ irina, cut }) => ({ clientId: irina, serviceIds: [cut] }),
      answer: { commandId, entryId: expect.any(Number) as number, visitId: null, verdict: null },
    },
    refused: {
      NOT_FOUND: ({ cut }) => ({ clientId: NOBODY, serviceIds: [cut] }),
      INVALID_INPUT: { input: ({ irina }) => ({ clientId: irina }), data: { field: 'serviceIds' } },
    },
  },
  update: {
    ok: { input: onEntry({ values: { comment: 'После работы' } }), answer: { commandId, version: 2 } },
    refused: {
      NOT_FOUND: () => ({ entryId: NOBODY, version: 1, values: {} }),
      STALE_VERSION: onEntry({ version: 4, values: {} }),
      INVALID_INPUT: onEntry({ values: { serviceIds: [] } }),
      CONFLICT: { input: async (salon) => ({ ...(await ended(salon)), values: {} }), data: { reason: 'waitingEnded' } },
    },
  },
  take: {
    ok: { input: onEntry({ isMine: true }), answer: { commandId, version: 2 } },
    refused: {
      NOT_FOUND: () => ({ entryId: NOBODY, version: 1, isMine: true }),
      STALE_VERSION: onEntry({ version: 4, isMine: true }),
      CONFLICT: async (salon) => ({ ...(await ended(salon)), isMine: true }),
    },
  },
  close: {
    ok: { input: onEntry({ reason }), answer: { commandId, version: 2 } },
    refused: {
      NOT_FOUND: () => ({ entryId: NOBODY, version: 1, reason }),
      STALE_VERSION: onEntry({ version: 4, reason }),
      CONFLICT: async (salon) => ({ ...(await ended(salon)), reason }),
    },
  },
  offer: {
    ok: { input: onEntry({ localDate: FREE_DAY, startMin: 900 }), answer: { commandId, version: 2 } },
    refused: {
      NOT_FOUND: () => ({ entryId: NOBODY, version: 1, localDate: FREE_DAY, startMin: 900 }),
      STALE_VERSION: onEntry({ version: 4, localDate: FREE_DAY, startMin: 900 }),
      CONFLICT: async (salon) => ({ ...(await ended(salon)), localDate: FREE_DAY, startMin: 900 }),
      INVALID_INPUT: { input: onEntry({ localDate: YESTERDAY, startMin: 900 }), data: { reason: 'IN_PAST' } },
      SLOT_TAKEN: onEntry({ localDate: FREE_DAY, startMin: 1190 }),
    },
  },
  offerWindow: {
    ok: {
      input: async (salon) => {
        await waits(salon);
        return { localDate: FREE_DAY, staffId: salon.anna, startMin: 600, endMin: 720 };
      },
      answer: { commandId, offered: [{ name: 'Ирина Орлова' }] },
    },
    refused: {
      NOT_FOUND: () => ({ localDate: FREE_DAY, staffId: NOBODY, startMin: 600, endMin: 720 }),
      INVALID_INPUT: ({ anna }) => ({ localDate: FREE_DAY, staffId: anna, startMin: 700, endMin: 700 }),
    },
  },
  decline: {
    ok: {
      input: async (salon) => {
        const entryId = await waits(salon);
        await salon.client.waiting.offer({ entryId, version: 1, localDate: FREE_DAY, startMin: 900 });
        return { entryId, version: 2 };
      },
      answer: { commandId, version: 3, next: null },
    },
    refused: {
      NOT_FOUND: () => ({ entryId: NOBODY, version: 1 }),
      STALE_VERSION: onEntry({ version: 4 }),
      CONFLICT: { input: onEntry(), data: { reason: 'notOffered' } },
    },
  },
  book: {
    ok: {
      input: (salon) => toBook(salon, { staffId: salon.maria, startMin: 900, roomId: null }),
      answer: { commandId, visitId: expect.any(Number) as number, told: [] },
    },
    refused: {
      ...refusedByConflicts<Awaited<ReturnType<typeof toBook>>>(toBook as never),
      NOT_FOUND: async (salon) => ({
        ...(await toBook(salon, { staffId: salon.maria, startMin: 900 })),
        entryId: NOBODY,
      }),
      STALE_VERSION: async (salon) => ({
        ...(await toBook(salon, { staffId: salon.maria, startMin: 900 })),
        version: 4,
      }),
      INVALID_INPUT: {
        input: async (salon) => ({
          ...(await toBook(salon, { staffId: salon.maria, startMin: 900 })),
          entryId: await waits(salon, { clientId: null, name: 'Вера' }),
          newClient: { firstName: 'Вера', phone: '12' },
        }),
        data: { field: 'phone' },
      },
      CONFLICT: async (salon) => ({
        ...(await toBook(salon, { staffId: salon.maria, startMin: 900 })),
        ...(await ended(salon)),
      }),
    },
  },
  join: {
    ok: {
      input: async (salon) => ({ entryId: await waitsForSeat(salon, await classOf(salon)), version: 1 }),
      answer: { commandId, visitId: expect.any(Number) as number },
    },
    refused: {
      GROUP_FULL: async (salon) => {
        const eventId = await classOf(salon);
        await salon.client.groups.join({ eventId, clientId: salon.irina });
        return { entryId: await waitsForSeat(salon, eventId), version: 1 };
      },
      CLIENT_BUSY: async (salon) => {
        const eventId = await classOf(salon);
        await others(salon, salon.anna, 900, salon.olga);
        return { entryId: await waitsForSeat(salon, eventId), version: 1 };
      },
      ROOM_FULL: async (salon) => {
        const eventId = await classOf(salon, 2, true);
        const nails = [{ serviceId: salon.nails, staffId: salon.anna, roomId: salon.hall }];
        await salon.client.journal.book({ localDate: FREE_DAY, startMin: 900, clientId: null, lines: nails });
        await salon.client.groups.join({ eventId, clientId: salon.irina });
        return { entryId: await waitsForSeat(salon, eventId), version: 1 };
      },
      ROOM_BLOCKED: async (salon) => {
        const eventId = await classOf(salon, 2, true);
        write(
          salon,
          "insert into blocks (room_id, local_date, start_min, end_min, reason) values (?, ?, 900, 930, 'Ремонт')",
          salon.hall,
          FREE_DAY,
        );
        return { entryId: await waitsForSeat(salon, eventId), version: 1 };
      },
      NOT_FOUND: () => ({ entryId: NOBODY, version: 1 }),
      STALE_VERSION: async (salon) => ({ entryId: await waitsForSeat(salon, await classOf(salon)), version: 4 }),
      INVALID_INPUT: onEntry(),
      CONFLICT: ended,
    },
  },
  seat: {
    ok: {
      input: async (salon) => ({ entryId: await walksIn(salon), version: 1 }),
      answer: { commandId, startMin: 600, visitId: expect.any(Number) as number },
    },
    refused: {
      NOT_FOUND: () => ({ entryId: NOBODY, version: 1 }),
      STALE_VERSION: async (salon) => ({ entryId: await walksIn(salon), version: 4 }),
      CONFLICT: {
        input: async (salon) => ({
          entryId: await walksIn(salon, { serviceIds: [await soloService(salon)] }),
          version: 1,
        }),
        data: { reason: 'nobodyFree' },
      },
    },
  },
};
