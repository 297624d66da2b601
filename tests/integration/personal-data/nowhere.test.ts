import { afterEach, expect, test } from 'vitest';
import { query } from '../../../src-main/store/query.ts';
import { type Client, type TestCore, openTestCore } from '../../helpers/test-core.ts';
import { TEST_TODAY } from '../../helpers/test-store.ts';

let core: TestCore;
afterEach(() => core.close());

/** A salon in which Olga came in January, waits for nothing and is due for the same again. */
async function salonWithOlga(): Promise<{ client: Client; clientId: number; staffId: number }> {
  core = await openTestCore();
  const { client } = core.overPort();
  await client.setup.complete({
    locale: 'ru',
    salonName: 'Зеркало',
    weekHours: Array.from({ length: 7 }, () => [[600, 1200]] as [number, number][]),
    currency: 'RUB',
    timeZone: 'Europe/Moscow',
    owner: { name: 'Владелец', secretKind: 'pin', secret: '2468' },
    start: 'empty',
  });
  const { categoryId } = await client.services.createCategory({ name: 'Волосы', colour: 'teal' });
  const { serviceId } = await client.services.create({
    categoryId,
    name: 'Стрижка',
    priceMinor: 200_000,
    durationMin: 60,
    periodicityDays: 30,
  });
  const { staffId } = await client.staff.create({
    firstName: 'Анна',
    lastName: 'Соколова',
    jobTitle: '',
    colour: 'teal',
  });
  await client.staff.setServices({ staffId, services: [{ serviceId }] });
  const { clientId } = await client.clients.create({
    firstName: 'Ольга',
    lastName: 'Кузнецова',
    phones: [{ phone: '+7 916 123-45-67' }],
    note: 'любит тишину',
  });
  const { textId } = await client.personalData.addText({ purpose: 'marketing', body: 'Да', validFrom: '2026-01-01' });
  expect(textId).toBe(1);
  await client.personalData.give({ clientId, purpose: 'marketing', channel: 'paper' });
  const { store } = core.core.salon!;
  store.work.run({ actorId: null, device: 'test', nowMs: core.clock.nowMs() }, 'test.visit', (tx) => {
    for (const localDate of ['2025-12-01', '2026-02-01']) {
      const visitId = tx.insert(
        query.insertInto('visits').values({
          client_id: clientId,
          local_date: localDate,
          status: 'completed',
          comment: 'просит кофе',
          created_at_ms: core.clock.nowMs(),
        }),
      );
      tx.insert(
        query.insertInto('visit_lines').values({
          visit_id: visitId,
          position: 1,
          local_date: localDate,
          service_id: serviceId,
          staff_id: staffId,
          start_min: 720,
          duration_min: 60,
          price_minor: 200_000,
          segments_json: null,
        }),
      );
    }
  });
  return { client, clientId, staffId };
}

test('D8 an erased client is in no search, list, call list, segment, card or log of actions; the day and its sums stay', async () => {
  const { client, clientId } = await salonWithOlga();
  const everywhere = async (): Promise<Record<string, string>> => ({
    search: JSON.stringify(await client.clients.search({ query: 'Кузнецова' })),
    phone: JSON.stringify(await client.clients.search({ query: '4567' })),
    everything: JSON.stringify(await client.search.everything({ query: 'Ольга' })),
    recents: JSON.stringify(await client.search.recents({})),
    list: JSON.stringify(await client.clients.list({ withArchived: true })),
    segment: JSON.stringify(await client.segments.rows({ withArchived: true })),
    due: JSON.stringify(await client.retention.calls({ list: 'due' })),
    lost: JSON.stringify(await client.retention.calls({ list: 'lost' })),
    log: JSON.stringify(await client.history.recent({ limit: 100 })),
    day: JSON.stringify(await client.journal.day({ localDate: '2026-02-01' })),
  });
  await client.search.remember({ kind: 'client', id: clientId });
  const before = await everywhere();
  const isNamed = (text: string): boolean => /Ольга|Кузнецова|123-45-67/u.test(text);
  expect(Object.entries(before).flatMap(([name, text]) => (isNamed(text) ? [name] : []))).toEqual([
    'search',
    'phone',
    'everything',
    'recents',
    'list',
    'segment',
    'due',
    'log',
    'day',
  ]);
  await client.personalData.erase({ clientId, name: 'Ольга Кузнецова' });
  const after = await everywhere();
  const label = `Клиент #${clientId}`;
  expect(Object.entries(after).flatMap(([name, text]) => (isNamed(text) ? [name] : []))).toEqual([]);
  // The day and the log still tell that somebody came and that something was done.
  expect(Object.entries(after).flatMap(([name, text]) => (text.includes(label) ? [name] : []))).toEqual(['log', 'day']);
  expect(after['day']).toContain('200000');
  expect(after['day']).not.toContain('просит кофе');
  expect(TEST_TODAY > '2026-02-01').toBe(true);
});
