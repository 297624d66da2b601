import { afterAll, beforeAll, expect, test } from 'vitest';
import { ClientsService } from '../../../src-main/clients/clients.service.ts';
import { SettingsService } from '../../../src-main/settings/settings.service.ts';
import { query } from '../../../src-main/store/query.ts';
import { type TestStore, openTestStore } from '../../helpers/test-store.ts';

/** What was typed, who was meant, and the surname of many others that is as near or the typed one itself. */
const CASES = [
  ['Попоав', 'Попова', 'Попов'],
  ['Ворониан', 'Воронина', 'Воронин'],
  ['Соловева', 'Соловьёва', 'Соловева'],
  ['Щербаккова', 'Щербакова', 'Щербаккова'],
] as const;
const MANY = 40;

let salon: TestStore;
let clients: ClientsService;

beforeAll(async () => {
  salon = await openTestStore();
  clients = new ClientsService(salon.deps, new SettingsService(salon.deps));
  salon.store.work.run({ actorId: null, device: 'test', nowMs: 0 }, 'demo.fill', (tx) => {
    for (const [, meant, others] of CASES) {
      for (let index = 0; index < MANY; index++) {
        tx.insert(query.insertInto('clients').values({ first_name: 'Инна', last_name: others, created_at_ms: 0 }));
      }
      tx.insert(query.insertInto('clients').values({ first_name: 'Вера', last_name: meant, created_at_ms: 0 }));
    }
  });
});
afterAll(() => salon.close());

const names = (text: string, limit: number) =>
  clients.search(salon.callerOf('owner'), { query: text, limit }).map((hit) => hit.name);

test.each(CASES)('%s finds %s beside forty of the name %s (B12)', (typed, meant, others) => {
  for (const limit of [6, 20]) {
    const found = names(typed, limit);
    expect(found).toContain(`Вера ${meant}`);
    expect(found).toContain(`Инна ${others}`);
    expect(found).toHaveLength(limit);
    expect(new Set(found).size).toBe(2);
  }
});

test('a slip of the hand stands before other mistakes, a surname as typed before one that sounds alike', () => {
  expect(names('Попоав', 20)[0]).toBe('Вера Попова');
  expect(names('Ворониан', 20)[0]).toBe('Вера Воронина');
  expect(names('Соловева', 20).indexOf('Вера Соловьёва')).toBe(19);
  expect(names('Соловьёва', 20)[0]).toBe('Вера Соловьёва');
});

test('with the first name the right person is found alone', () => {
  expect(names('попоав вера', 20)).toContain('Вера Попова');
  expect(names('вера соловева', 20)).toEqual(['Вера Соловьёва']);
});
