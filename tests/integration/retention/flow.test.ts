import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FlowService } from '../../../src-main/retention/flow.service.ts';
import { FLOW_SQL } from '../../../src-main/retention/flow.repository.ts';
import { addDays } from '../../../src-shared/kernel/local-date.ts';
import { TODAY } from '../journal/journal-salon.ts';
import { type RetentionSalon, ago, openRetentionSalon } from './retention-salon.ts';

let salon: RetentionSalon;
let flow: FlowService;
beforeEach(async () => {
  salon = await openRetentionSalon();
  flow = new FlowService(salon.deps, salon);
});
afterEach(() => salon.close());

const MONTH = { fromDate: ago(30), toDate: TODAY };

describe('who came and who left (A7, R4, R5)', () => {
  test('counts clients in all and by master, and opens each number', () => {
    const { olga, irina, anna, maria } = salon;
    const vera = salon.person('Вера');
    const zoya = salon.person('Зоя');
    salon.came(olga, ago(10));
    salon.came(irina, ago(200));
    salon.came(irina, ago(5), { staffId: maria });
    salon.came(vera, ago(75));
    salon.came(zoya, ago(40));
    salon.came(zoya, ago(3), { status: 'no_show' });
    const answer = flow.flow(MONTH);
    expect(answer.total).toEqual({
      fresh: 1,
      returning: 1,
      reactivated: 1,
      left: 1,
      base: 2,
      kept: 0,
      ratioBp: 20_000,
      retentionBp: 0,
    });
    const of = (staffId: number) => answer.byStaff.find((row) => row.staffId === staffId);
    expect(of(anna)).toMatchObject({ fresh: 1, reactivated: 0, left: 1 });
    expect(of(maria)).toMatchObject({ fresh: 0, returning: 1, reactivated: 1, left: 0, ratioBp: null });
    const left = flow.rows({ ...MONTH, kind: 'left', staffId: null, limit: 10 });
    expect(left).toMatchObject({ total: 1, rows: [{ clientId: vera, onDate: addDays(ago(75), 61), visits: 1 }] });
    expect(flow.rows({ ...MONTH, kind: 'fresh', staffId: maria as never, limit: 10 }).total).toBe(0);
  });

  test('the setting says how long away is left', () => {
    salon.came(salon.olga, ago(75));
    salon.set({ lossDays: 90 });
    expect(flow.flow(MONTH).total.left).toBe(0);
  });

  test('a period is not longer than a year and ends after it begins', () => {
    expect(() => flow.flow({ fromDate: TODAY, toDate: ago(1) })).toThrow('INVALID_INPUT');
    expect(() => flow.flow({ fromDate: ago(400), toDate: TODAY })).toThrow('INVALID_INPUT');
  });

  test('reads no more than the days it needs', () => {
    const plan = (sql: string, ...values: unknown[]): string =>
      (salon.store.connection.prepare(`explain query plan ${sql}`).all(...values) as { detail: string }[])
        .map(({ detail }) => detail)
        .join('\n');
    expect(plan(FLOW_SQL.visits, ago(90), TODAY)).toContain('visits_date');
    expect(plan(FLOW_SQL.known, ago(90), ago(90))).toMatch(/client_figures_(first|last)/u);
  });
});
