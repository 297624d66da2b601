import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sqlText } from '../../src-main/store/executor.ts';
import { type Client, TEST_PIN } from '../helpers/test-core.ts';
import { type CaseSalon, FREE_DAY, type PreparedFolder, openCaseSalon, prepareFolder } from './prepared-salon.ts';
import { type Outcome, codeOf, outcomeOf } from './procedures.ts';

let prepared: PreparedFolder;
let salon: CaseSalon;
beforeAll(async () => {
  prepared = await prepareFolder();
});
afterAll(() => prepared.remove());

const ROUNDS = 20;
const WRITERS = ['Лена', 'Вера'] as const;
const GUESTS = ['Дарья', 'Софья'] as const;
const ROOM_DAY = '2026-03-23';
const DEVICE_DAY = '2026-03-24';
const GROUP_DAY = '2026-03-25';

describe.each([
  ['http', 'http'],
  ['http', 'port'],
  ['port', 'port'],
] as const)('two receptions at once, %s and %s', (first, second) => {
  let clients: Client[];
  beforeAll(async () => {
    salon = await openCaseSalon(prepared, 'port');
    clients = [];
    for (const [index, kind] of [first, second].entries()) {
      const { userId } = await salon.client.access.createUser({
        name: WRITERS[index]!,
        role: 'administrator',
        secretKind: 'pin',
        secret: TEST_PIN,
      });
      const { client } = kind === 'port' ? salon.test.overPort(`desk-${index}`) : await salon.test.overHttp();
      await client.access.signIn({ userId, secret: TEST_PIN });
      clients.push(client);
    }
  });
  afterAll(() => salon.test.close());

  test(`one slot, ${ROUNDS} times: one books it, the other is told who took it and when`, async () => {
    const winners: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const startMin = 600 + round * 30;
      const calls = clients.map((client, index) =>
        outcomeOf(
          client.journal.book({
            localDate: FREE_DAY,
            startMin,
            clientId: null,
            newClient: { firstName: GUESTS[index]!, lastName: 'Соколова' },
            lines: [{ serviceId: salon.cut, staffId: salon.anna, durationMin: 30, roomId: null }],
          }),
        ),
      );
      const outcomes: Outcome[] = await Promise.all(calls);
      expect(outcomes.map(codeOf).toSorted(), `round ${round}`).toEqual(['MASTER_BUSY', 'ok']);
      const winner = outcomes.findIndex((outcome) => codeOf(outcome) === 'ok');
      winners.push(winner);
      expect(outcomes[1 - winner]).toMatchObject({
        isDeclared: true,
        data: {
          clientName: `${GUESTS[winner]} С.`,
          byName: WRITERS[winner],
          startMin,
          endMin: startMin + 30,
          localDate: FREE_DAY,
          atMs: salon.test.clock.nowMs(),
        },
      });
    }
    const { visits } = await salon.client.journal.day({ localDate: FREE_DAY });
    expect(visits).toHaveLength(ROUNDS);
    // Nothing of a refused booking stays, not even its new client.
    const { clients: guests, total } = await salon.client.clients.list({ limit: 200 });
    expect(total - 2).toBe(guests.filter(({ name }) => GUESTS.some((guest) => name.startsWith(guest))).length);
    expect(guests.filter(({ name }) => name.startsWith(GUESTS[0]))).toHaveLength(
      winners.filter((winner) => winner === 0).length,
    );
  });

  test('one place of a room, ten times: one gets it (A4)', async () => {
    for (let round = 0; round < 10; round++) {
      const startMin = 600 + round * 60;
      const calls = clients.map((client, index) =>
        outcomeOf(
          client.journal.book({
            localDate: ROOM_DAY,
            startMin,
            clientId: null,
            lines: [
              {
                serviceId: salon.cut,
                staffId: index === 0 ? salon.anna : salon.maria,
                durationMin: 60,
                roomId: salon.room,
              },
            ],
          }),
        ),
      );
      expect((await Promise.all(calls)).map(codeOf).toSorted(), `round ${round}`).toEqual(['ROOM_FULL', 'ok']);
    }
  });

  test('one device, ten times: one gets it (A4)', async () => {
    const context = { actorId: null, device: 'test', nowMs: salon.test.clock.nowMs() };
    salon.test.core.salon!.store.work.run(context, 'test.write', (tx) => {
      const device = tx.insert(sqlText("insert into rooms (name, capacity, kind) values ('Климазон', 1, 'equipment')"));
      tx.insert(sqlText('insert into service_rooms (service_id, room_id) values (?, ?)', salon.colour, device));
    });
    for (let round = 0; round < 5; round++) {
      const calls = clients.map((client, index) =>
        outcomeOf(
          client.journal.book({
            localDate: DEVICE_DAY,
            startMin: 600 + round * 120,
            clientId: null,
            lines: [{ serviceId: salon.colour, staffId: index === 0 ? salon.anna : salon.maria, roomId: null }],
          }),
        ),
      );
      expect((await Promise.all(calls)).map(codeOf).toSorted(), `round ${round}`).toEqual(['EQUIPMENT_FULL', 'ok']);
    }
  });

  test('the last seat of a group, ten times: one takes it, and no seat is taken twice (A13)', async () => {
    for (let round = 0; round < 10; round++) {
      const { eventId } = await salon.client.groups.create({
        serviceId: salon.cut,
        staffId: salon.maria,
        roomId: null,
        localDate: GROUP_DAY,
        startMin: 600 + round * 60,
        capacity: 1,
      });
      const calls = clients.map((client, index) =>
        outcomeOf(
          client.groups.join({
            eventId,
            clientId: null,
            newClient: { firstName: GUESTS[index]!, lastName: 'Группова' },
          }),
        ),
      );
      expect((await Promise.all(calls)).map(codeOf).toSorted(), `round ${round}`).toEqual(['GROUP_FULL', 'ok']);
      expect((await salon.client.groups.get({ eventId })).participants).toHaveLength(1);
    }
  });

  test('one visit moved by both: one wins, the other is told that it has changed', async () => {
    const [visit] = (await salon.client.journal.day({ localDate: FREE_DAY })).visits;
    const { id: visitId, version, lines } = visit!;
    const moves = clients.map((client, index) =>
      outcomeOf(
        client.journal.move({
          visitId,
          version,
          lineId: lines[0]!.id,
          localDate: FREE_DAY,
          startMin: 600 + index * 60,
          staffId: salon.maria,
        }),
      ),
    );
    expect((await Promise.all(moves)).map(codeOf).toSorted()).toEqual(['STALE_VERSION', 'ok']);
  });
});
