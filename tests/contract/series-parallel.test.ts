import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, TEST_PIN } from '../helpers/test-core.ts';
import { type CaseSalon, type PreparedFolder, openCaseSalon, prepareFolder } from './prepared-salon.ts';
import { codeOf, outcomeOf } from './procedures.ts';

let prepared: PreparedFolder;
let salon: CaseSalon;
let clients: Client[];

beforeAll(async () => {
  prepared = await prepareFolder();
  salon = await openCaseSalon(prepared, 'port');
  const { userId } = await salon.client.access.createUser({
    name: 'Лена',
    role: 'administrator',
    secretKind: 'pin',
    secret: TEST_PIN,
  });
  clients = [salon.test.overPort('desk-0').client, (await salon.test.overHttp()).client];
  for (const client of clients) await client.access.signIn({ userId, secret: TEST_PIN });
});
afterAll(async () => {
  await salon.test.close();
  await prepared.remove();
});

const DATES = ['2026-03-20', '2026-03-27', '2026-04-03', '2026-04-10'];

const fridays = (startMin: number, clientId: number, change: object = {}) =>
  ({
    firstDate: DATES[0]!,
    startMin,
    rule: { freq: 'weekly' as const, interval: 1, end: { kind: 'count' as const, count: 4 } },
    clientId,
    lines: [{ serviceId: salon.cut, staffId: salon.maria, durationMin: 30 }],
    ...change,
  }) as never;

const visitsAt = async (localDate: string, startMin: number) =>
  (await salon.client.journal.day({ localDate })).visits.filter(
    ({ status, lines }) => status === 'booked' && lines[0]?.startMin === startMin,
  );

describe('two receptions book the same series at once', () => {
  test('exactly one has the dates, the other is told so and has made nothing', async () => {
    for (let round = 0; round < 6; round++) {
      const startMin = 600 + round * 60;
      const outcomes = await Promise.all([
        outcomeOf(clients[0]!.series.create(fridays(startMin, salon.olga))),
        outcomeOf(clients[1]!.series.create(fridays(startMin, salon.irina))),
      ]);
      expect(outcomes.map(codeOf).toSorted(), `round ${round}`).toEqual(['CONFLICT', 'ok']);
      const owners = new Set<number | null>();
      for (const localDate of DATES) {
        const visits = await visitsAt(localDate, startMin);
        expect(visits).toHaveLength(1);
        owners.add(visits[0]!.clientId);
      }
      expect(owners.size).toBe(1);
    }
  });

  test('a single visit against a series: that date belongs to exactly one of them, the other dates to the series', async () => {
    for (let round = 0; round < 6; round++) {
      const startMin = 630 + round * 60;
      const [, made] = await Promise.all([
        outcomeOf(
          clients[0]!.journal.book({
            localDate: DATES[2]!,
            startMin,
            clientId: salon.irina,
            lines: [{ serviceId: salon.cut, staffId: salon.maria, durationMin: 30 }],
          }),
        ),
        outcomeOf(clients[1]!.series.create(fridays(startMin, salon.olga))),
      ]);
      expect(codeOf(made)).toBe('ok');
      for (const localDate of DATES) expect(await visitsAt(localDate, startMin)).toHaveLength(1);
    }
  });
});
