import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDemo } from '../../../src-main/demo/demo.service.ts';
import { expectLedgerHolds } from '../../helpers/ledger-holds.ts';
import { TEST_TODAY, type TestStore, openTestStore } from '../../helpers/test-store.ts';

let salon: TestStore;

beforeAll(async () => {
  salon = await openTestStore(Date.UTC(2026, 2, 12, 10, 40));
  createDemo(salon.store, { size: 'salon', seed: 1, today: TEST_TODAY, nowMin: 820, secretCost: 10, scale: 0.2 });
});
afterAll(() => salon.close());

const value = (sql: string): number => Number(salon.store.connection.prepare(sql).pluck().get());

describe('the money of the demo salon', () => {
  test('every completed visit before today has one check; of today’s all but one (I15)', () => {
    expect(
      value(`select count(*) from visits where status = 'completed' and local_date < '${TEST_TODAY}'
        and id not in (select visit_id from visit_sales)
        and exists (select 1 from visit_lines where visit_id = visits.id)`),
    ).toBe(0);
    expect(
      value(`select count(*) from visits where status = 'completed' and id not in (select visit_id from visit_sales)
        and exists (select 1 from visit_lines where visit_id = visits.id)`),
    ).toBe(1);
  });

  test('every invariant holds (I1-I17)', () => {
    expectLedgerHolds(salon.store);
  });

  test('everything that a salon sells is there: goods, tips, certificates, memberships, deposits, debts, bills', () => {
    const kinds = salon.store.connection.prepare('select kind, count(*) as n from sale_lines group by kind').all() as {
      kind: string;
      n: number;
    }[];
    const of = Object.fromEntries(kinds.map(({ kind, n }) => [kind, n]));
    expect(Object.keys(of).toSorted()).toEqual(['certificate', 'deposit', 'membership', 'product', 'service', 'tip']);
    expect(of['product']).toBeGreaterThan(100);
    for (const event of ['E03', 'E04', 'E08', 'E09', 'E11', 'E12', 'E13', 'E16', 'E24', 'E25', 'E32', 'E47', 'E49']) {
      expect(value(`select count(*) from ledger_entries where event = '${event}'`), event).toBeGreaterThan(0);
    }
    expect(value('select count(*) from sales where debt_minor > 0')).toBeGreaterThan(0);
    expect(value('select count(*) from sales where visit_id is null and client_id is null')).toBeGreaterThan(50);
  });

  test('I2: the register holds what the last shift says, and every closed one agrees with its documents', () => {
    const shifts = salon.store.connection
      .prepare(
        `select s.opening_minor, s.counted_minor, s.closed_at_ms,
           (select coalesce(sum(case 1010 when debit_account then e.amount_minor else -e.amount_minor end), 0)
              from ledger_entries e join ledger_documents d on d.id = e.document_id
              where d.shift_id = s.id and 1010 in (debit_account, credit_account)) as moved
         from cash_shifts s order by s.id`,
      )
      .all() as { opening_minor: number; counted_minor: number | null; closed_at_ms: number | null; moved: number }[];
    expect(shifts.length).toBeGreaterThan(300);
    for (const shift of shifts.slice(0, -1)) expect(shift.opening_minor + shift.moved).toBe(shift.counted_minor);
    const open = shifts.at(-1)!;
    expect(open.closed_at_ms).toBeNull();
    expect(
      value(`select sum(case 1010 when debit_account then amount_minor else -amount_minor end)
        from ledger_entries where 1010 in (debit_account, credit_account)`),
    ).toBe(open.opening_minor + open.moved);
  });

  test('I16: cards in transit are the tenders that are not settled', () => {
    expect(
      value(`select sum(case 1040 when debit_account then amount_minor else -amount_minor end)
        from ledger_entries where 1040 in (debit_account, credit_account)`),
    ).toBe(
      value(`select coalesce(sum(amount_minor), 0) from tenders where kind in ('card', 'sbp')
        and id not in (select tender_id from settlement_items)`),
    );
  });

  test('discounts of lines are those of their sources (I10)', () => {
    expect(
      value(`select count(*) from sale_lines where discount_minor <>
        (select coalesce(sum(amount_minor), 0) from sale_discounts where sale_line_id = sale_lines.id)`),
    ).toBe(0);
    expect(value('select count(*) from sale_discounts')).toBeGreaterThan(50);
  });
});
