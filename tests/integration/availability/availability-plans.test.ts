import { afterAll, beforeAll, expect, test } from 'vitest';
import { AVAILABILITY_SQL } from '../../../src-main/availability/availability.repository.ts';
import { type TestStore, openTestStore } from '../../helpers/test-store.ts';

let salon: TestStore;
beforeAll(async () => {
  salon = await openTestStore();
});
afterAll(() => salon.close());

/** Days by an index, what belongs to them by its id: however long the history, only the asked days are read. */
const PLANS: Readonly<Record<keyof typeof AVAILABILITY_SQL, readonly string[]>> = {
  lines: [
    'SEARCH l USING INDEX visit_lines_date (local_date>? AND local_date<?)',
    'SEARCH v USING INTEGER PRIMARY KEY (rowid=?)',
  ],
  events: ['SEARCH group_events USING INDEX group_events_date (local_date>? AND local_date<?)'],
  blocks: ['SEARCH blocks USING INDEX blocks_date (local_date>? AND local_date<?)'],
  clientLines: [
    'SEARCH v USING INDEX visits_client (client_id=? AND local_date>? AND local_date<?)',
    'SEARCH l USING INDEX visit_lines_visit (visit_id=?)',
  ],
  clientMasters: [
    'SEARCH v USING INDEX visits_client (client_id=?)',
    'SEARCH l USING INDEX visit_lines_visit (visit_id=?)',
    'USE TEMP B-TREE FOR GROUP BY',
    'USE TEMP B-TREE FOR ORDER BY',
  ],
  active: [
    'SEARCH l USING INDEX visit_lines_date (local_date>? AND local_date<?)',
    'SEARCH v USING INTEGER PRIMARY KEY (rowid=?)',
  ],
  activeEvents: ['SEARCH group_events USING INDEX group_events_date (local_date>? AND local_date<?)'],
  loadRows: [
    'SEARCH l USING INDEX visit_lines_date (local_date>? AND local_date<?)',
    'SEARCH v USING INTEGER PRIMARY KEY (rowid=?)',
    'SEARCH c USING INTEGER PRIMARY KEY (rowid=?) LEFT-JOIN',
    'USE TEMP B-TREE FOR LAST 2 TERMS OF ORDER BY',
  ],
};

for (const [name, plan] of Object.entries(PLANS)) {
  test(`${name} reads the asked days only`, () => {
    const sql = AVAILABILITY_SQL[name as keyof typeof AVAILABILITY_SQL];
    const named = { fromDate: '', toDate: '', staffId: null, weekday: 1, startMin: 0, endMin: 60 };
    const values = sql.includes('@')
      ? [named]
      : sql
          .split('?')
          .slice(1)
          .map(() => '');
    const steps = salon.store.connection.prepare(`explain query plan ${sql}`).all(...values) as { detail: string }[];
    expect(steps.map(({ detail }) => detail.replace('COVERING ', ''))).toEqual(plan);
  });
}
