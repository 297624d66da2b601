import { afterEach, beforeAll, afterAll, describe, expect, test } from 'vitest';
import type { LiveEvent } from '../../src-shared/system/system.contract.ts';
import { type Client, TEST_PIN } from '../helpers/test-core.ts';
import {
  type CaseSalon,
  type PreparedFolder,
  TODAY,
  TOMORROW,
  openCaseSalon,
  prepareFolder,
} from './prepared-salon.ts';

let prepared: PreparedFolder;
let salon: CaseSalon;
beforeAll(async () => {
  prepared = await prepareFolder();
});
afterAll(() => prepared.remove());
afterEach(() => salon.test.close());

async function screen(kind: 'port' | 'http'): Promise<Client> {
  const { client } = kind === 'port' ? salon.test.overPort(`${kind}-screen`) : await salon.test.overHttp();
  await client.access.signIn({ userId: salon.users.administrator, secret: TEST_PIN });
  return client;
}

/** Listens on a screen, to what is done in the journal. */
async function listen(client: Client): Promise<{ next(): Promise<LiveEvent> }> {
  const events = await client.system.live();
  const pull = (): Promise<IteratorResult<LiveEvent>> => {
    const pulled = events.next();
    // The stream breaks when the salon closes after the test; nobody waits for it then.
    pulled.catch(() => undefined);
    return pulled;
  };
  const queue = [pull()];
  // The stream begins with the first pull; a call behind it has been answered when it has begun.
  await client.access.session();
  return {
    next: async () => {
      for (;;) {
        const { value } = (await queue.shift()!) as { value: LiveEvent };
        queue.push(pull());
        if (/^(journal|history)\./.test(value.name)) return value;
      }
    },
  };
}

describe.each([
  ['http', 'port'],
  ['port', 'http'],
  ['http', 'http'],
  ['port', 'port'],
] as const)('what is written over %s is heard over %s', (from, to) => {
  test('within a second, with the days it touched and who did it', async () => {
    salon = await openCaseSalon(prepared, 'port', { as: null });
    const writer = await screen(from);
    const hearer = await listen(await screen(to));
    const { visit, visitLine, anna } = salon;
    const startedAt = performance.now();
    const { commandId } = await writer.journal.move({
      visitId: visit,
      version: 1,
      lineId: visitLine,
      localDate: TOMORROW,
      startMin: 720,
      staffId: anna,
    });
    const event = await hearer.next();
    expect(performance.now() - startedAt).toBeLessThan(1000);
    expect(event).toMatchObject({
      kind: 'command',
      commandId,
      name: 'journal.move',
      actorId: salon.users.administrator,
      actorName: 'Тест administrator',
      summary: { key: 'journal.move' },
      rows: { visits: [visit], visit_lines: [visitLine] },
    });
    // The day it left is as stale as the day it came to.
    expect(event.dates.toSorted()).toEqual([TODAY, TOMORROW]);
    await writer.history.undo({ commandId: commandId! });
    const undo = await hearer.next();
    expect(undo).toMatchObject({ name: 'history.undo', rows: { visits: [visit] } });
    expect(undo.dates.toSorted()).toEqual([TODAY, TOMORROW]);
  });
});

test('every open screen hears, and a screen that closed disturbs nobody', async () => {
  salon = await openCaseSalon(prepared, 'port', { as: null });
  const writer = await screen('http');
  const closing = salon.test.overPort('closing');
  await closing.client.access.signIn({ userId: salon.users.owner, secret: TEST_PIN });
  await listen(closing.client);
  const hearers = [await listen(await screen('port')), await listen(await screen('http'))];
  closing.close();
  const { commandId } = await writer.journal.edit({ visitId: salon.visit, version: 1, comment: 'У окна' });
  for (const hearer of hearers) expect(await hearer.next()).toMatchObject({ commandId, dates: [TODAY] });
});
