import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPeople, readSharing } from '../../../src-main/duplicates/duplicates.repository.ts';
import * as rows from '../../../src-main/search/search.repository.ts';
import { Reader } from '../../../src-main/store/executor.ts';
import { type TestStore, openTestStore } from '../../helpers/test-store.ts';

let salon: TestStore;
beforeAll(async () => {
  salon = await openTestStore();
});
afterAll(() => salon.close());

/** A reader that keeps the plan of every statement it prepares. */
class PlanReader extends Reader {
  readonly plans: string[] = [];

  override prepare(sql: string): ReturnType<Reader['prepare']> {
    const marks = sql.replaceAll(/'[^']*'/gu, '').match(/\?/gu)?.length ?? 0;
    const steps = this.connection
      .prepare(`explain query plan ${sql}`)
      .all(...Array.from({ length: marks }, () => null)) as { detail: string }[];
    for (const { detail } of steps) this.plans.push(detail);
    return super.prepare(sql);
  }
}

const questions: [string, (reader: Reader) => unknown][] = [
  ['visits by their ids', (reader) => rows.readVisitRows(reader, [1])],
  ['visits of a day', (reader) => rows.readVisitsOfDay(reader, '2026-03-12')],
  ['visits around today', (reader) => rows.readVisitsAround(reader, 1, '2026-03-12', 2)],
  ['visits with a service', (reader) => rows.readVisitsWith(reader, 1, [1], 2)],
  ['coming visits with a service', (reader) => rows.readComingWith(reader, [1], '2026-03-12', '2026-03-19', 6)],
  ['comments of some visits', (reader) => rows.readComments(reader, [1])],
  ['what was looked at', (reader) => rows.readViews(reader, 1, 8)],
  [
    'who shares a phone, an e-mail, a card, a birthday',
    (reader) => readSharing(reader, { phones: ['1'], email: 'a@b', cardNumber: '1', birthday: '1990-05-01' }),
  ],
  ['people by their ids', (reader) => readPeople(reader, [1])],
];

test.each(questions)('%s: no table is walked through', (_, ask) => {
  const reader = new PlanReader(salon.store.connection);
  ask(reader);
  expect(reader.plans.length).toBeGreaterThan(0);
  const scans = reader.plans.filter(
    (step) => step.startsWith('SCAN') && !/json_each|\(subquery|own\b|^SCAN 2?\d* ?rows/u.test(step),
  );
  expect(scans).toEqual([]);
});

test('the newest comments are read along their own index, as many as are kept', () => {
  const reader = new PlanReader(salon.store.connection);
  rows.readNewestComments(reader, 3000);
  expect(reader.plans).toEqual(['SCAN visits USING INDEX visits_commented']);
});
