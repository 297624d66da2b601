import type { Database as SqliteDatabase } from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ClientFinder } from '../../../src-main/clients/client-finder.repository.ts';
import {
  readCardLines,
  readCardVisits,
  readHits,
  readListPage,
  readPhoneOwners,
  readPhones,
  readUse,
  readVisitFigures,
} from '../../../src-main/clients/clients.repository.ts';
import { deriveClientSearch } from '../../../src-main/clients/search-index.repository.ts';
import { WordBook } from '../../../src-main/clients/word-book.repository.ts';
import { Reader } from '../../../src-main/store/executor.ts';
import { query } from '../../../src-main/store/query.ts';
import { type TestStore, openTestStore } from '../../helpers/test-store.ts';

let salon: TestStore;

beforeAll(async () => {
  salon = await openTestStore();
  deriveClientSearch(salon.store.work);
  const surnames = ['Иванова', 'Иванченко', 'Соколова', 'Щукина', 'Ковалёва'];
  salon.store.work.run({ actorId: null, device: 'test', nowMs: 0 }, 'demo.fill', (tx) => {
    // More than the finder ranks one by one, so that every way of searching is taken.
    for (let index = 0; index < 4000; index++) {
      const id = tx.insert(
        query.insertInto('clients').values({
          first_name: index % 3 === 0 ? 'Анна' : 'Юлия',
          last_name: surnames[index % surnames.length]!,
          sex: null,
          birthday: null,
          email: null,
          source: null,
          created_at_ms: 0,
        }),
      );
      const digits = `7916${String(index).padStart(7, '0')}`;
      tx.insert(query.insertInto('client_phones').values({ client_id: id, digits }));
    }
  });
});
afterAll(() => {
  salon.close();
});

/** A reader that keeps the plan of every statement it prepares. */
class PlanReader extends Reader {
  readonly plans: string[] = [];
  readonly #connection: SqliteDatabase;

  constructor(connection: SqliteDatabase) {
    super(connection);
    this.#connection = connection;
  }

  override prepare(sql: string): ReturnType<Reader['prepare']> {
    const marks = sql.replaceAll(/'[^']*'/gu, '').match(/\?/gu)?.length ?? 0;
    const steps = this.#connection
      .prepare(`explain query plan ${sql}`)
      .all(...Array.from({ length: marks }, () => (/match/u.test(sql) ? '"abc"' : null))) as { detail: string }[];
    for (const { detail } of steps) this.plans.push(detail);
    return super.prepare(sql);
  }
}

/** Walks over whole tables: none but the bounded walk from the newest visit on, and the page of the list. */
function scans(reader: PlanReader): string[] {
  return [...new Set(reader.plans.filter((step) => step.startsWith('SCAN')))].filter(
    (step) => !/json_each|wanted|VIRTUAL TABLE|\(subquery|CONSTANT ROW|\(join/u.test(step),
  );
}

test('no search reads the table of clients: only indexes, and the bounded walk from the newest visit on', () => {
  const reader = new PlanReader(salon.store.connection);
  const finder = new ClientFinder(reader, new WordBook());
  const typed = [
    'и',
    'щ',
    'иван',
    'анна',
    'соколова',
    'анна щук',
    'а и',
    'yulia',
    'кавалева',
    'fyyf',
    '4',
    '0012',
    '916',
    '8916000',
    'анна 0012',
  ];
  for (const text of typed) {
    const { found } = finder.find(text, 20, true);
    if (text !== '4') expect(found.length, text).toBeGreaterThan(0);
    readHits(
      reader,
      found.map((hit) => hit.id),
    );
  }
  expect(scans(reader).filter((step) => step !== 'SCAN client_words')).toEqual([
    'SCAN client_search USING INDEX client_search_came',
  ]);
  expect(reader.plans.filter((step) => /USE TEMP B-TREE/u.test(step) && !/ORDER BY/u.test(step))).toEqual([]);
});

test('a page of the list is read in the order of its index', () => {
  const reader = new PlanReader(salon.store.connection);
  readHits(reader, readListPage(reader, 3000, 50, false));
  readListPage(reader, 3000, 50, true);
  expect(scans(reader)).toEqual(['SCAN client_search USING COVERING INDEX client_search_words']);
  expect(reader.plans).toContain('SEARCH client_search USING COVERING INDEX client_search_words (is_archived=?)');
});

test('a card reads the rows of its client only', () => {
  const reader = new PlanReader(salon.store.connection);
  readPhones(reader, 1);
  readPhoneOwners(reader, ['79160000001']);
  readVisitFigures(reader, 1, '2026-03-12');
  readUse(reader, 1);
  readCardVisits(reader, 1, 50);
  readCardLines(reader, [1, 2]);
  expect(scans(reader)).toEqual([]);
});
