import { afterAll, beforeAll, expect, test } from 'vitest';
import { readOrderedPage } from '../../../src-main/segments/client-order.repository.ts';
import { type Query, Reader } from '../../../src-main/store/executor.ts';
import { SORT_COLUMNS } from '../../../src-shared/segments/list-columns.rules.ts';
import { type RandomBase, openRandomBase } from './random-base.ts';

let base: RandomBase;
beforeAll(async () => {
  base = await openRandomBase(20, 1);
});
afterAll(() => base.close());

/** Writes down how SQLite means to run each query. */
class PlanReader extends Reader {
  readonly plans: string[] = [];

  override all<Row>(query: Query<Row>): Row[] {
    const { sql, parameters } = 'compile' in query ? query.compile() : query;
    const steps = this.connection.prepare(`explain query plan ${sql}`).all(...parameters) as { detail: string }[];
    this.plans.push(steps.map(({ detail }) => detail).join('\n'));
    return super.all(query);
  }
}

test.each(SORT_COLUMNS)(
  'the list ordered by %s comes off an index: nothing is sorted, nothing of visits is read',
  (column) => {
    for (const isDescending of [false, true]) {
      const reader = new PlanReader(base.store.connection);
      const order = { sort: { column, isDescending }, withArchived: false };
      readOrderedPage(reader, order, base.segments.moment(), { offset: 0, limit: 100 }, (_key, count) => count());
      const plans = reader.plans.filter((plan) => plan.includes('client'));
      expect(plans.length).toBeGreaterThan(0);
      for (const plan of plans.filter((text) => !/SCAN client_categories|SCAN staff/u.test(text))) {
        expect(plan).not.toMatch(/TEMP B-TREE FOR ORDER BY|(?:SCAN|SEARCH) visits/u);
      }
    }
  },
);
