import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SALES_SQL, salesListSql } from '../../../src-main/checkout/sales.repository.ts';
import { VISIT_SALES_SQL } from '../../../src-main/checkout/visit-sales.repository.ts';
import { type PaySalon, openPaySalon } from './pay-salon.ts';

let salon: PaySalon;
beforeAll(async () => {
  salon = await openPaySalon();
});
afterAll(() => salon.close());

const list = (change: object = {}): string => salesListSql({ visitId: null, clientId: null, shiftId: null, ...change });

describe('every list and card of checks goes by an index', () => {
  it.each([
    ...Object.entries(SALES_SQL).map(([name, sql]) => [name, name === 'head' ? `${sql} where s.id = ?` : sql] as const),
    ...Object.entries(VISIT_SALES_SQL),
    ['a period', list()] as const,
    ['of a client', list({ clientId: 1 })] as const,
    ['of a visit', list({ visitId: 1 })] as const,
    ['of a shift', list({ shiftId: 1 })] as const,
  ])('%s', (_, sql) => {
    const names = [...new Set([...sql.matchAll(/@(\w+)/gu)].map(([, name]) => [name, 1]))];
    const marks = [...sql.matchAll(/\?/gu)].map(() => '[1]');
    const explain = salon.store.connection.prepare(`explain query plan ${sql}`);
    const plan = (names.length > 0 ? explain.all(Object.fromEntries(names)) : explain.all(...marks)) as {
      detail: string;
    }[];
    const scans = plan
      .map(({ detail }) => detail)
      .filter((detail) => /^SCAN (?!ids|json_each|\(subquery|CONSTANT)/u.test(detail) && !/USING/u.test(detail));
    expect(scans).toEqual([]);
  });
});
