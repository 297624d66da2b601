import { spawn } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRandom } from '../../src-shared/kernel/random.ts';
import { openStore } from '../../src-main/store/store.ts';
import { verifyDatabase } from '../../src-main/store/verify.ts';
import { expectLedgerHolds } from '../helpers/ledger-holds.ts';
import { TEST_NOW_MS } from '../helpers/test-store.ts';
import { type PaySalon, openPaySalon } from '../integration/checkout/pay-salon.ts';

const DEATHS = 6;
const VISITS = 400;
/** Checks that a life gets through at most before it is aimed at. */
const MOST_CHECKS = 9;
/** A check takes a few milliseconds: any of its steps may be the last. */
const SPREAD_MS = 20;

let salon: PaySalon;
beforeAll(async () => {
  salon = await openPaySalon();
  salon.openShift();
  for (let index = 0; index < VISITS; index++) salon.visit({ prices: [200_000, 200_000] });
  salon.store.close();
});
afterAll(() => salon.close());

/**
 * Starts the cashier's program, kills it in the middle of its work, and returns the checks it had answered with.
 *
 * The aim is counted in checks, not in time: however slow the machine, each life does its part.
 */
function killPaying(checks: number, delayMs: number): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const script = path.join(import.meta.dirname, 'checkout-child.ts');
    const child = spawn(process.execPath, [script, salon.dir], { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    let isAimed = false;
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (part: string) => {
      text += part;
      if (isAimed || text.split('\n').length <= checks) return;
      isAimed = true;
      setTimeout(() => child.kill('SIGKILL'), delayMs);
    });
    child.on('error', reject);
    child.on('close', () => {
      resolve(
        text
          .slice(0, text.lastIndexOf('\n') + 1)
          .split('\n')
          .filter(Boolean)
          .map(Number),
      );
    });
  });
}

test('T4 T15 T18 kill -9 amid checkouts, refunds and closed shifts leaves all of each or nothing', async () => {
  const random = createRandom(18);
  const answered = new Set<number>();
  for (let death = 0; death < DEATHS; death++) {
    const checks = 1 + Math.floor(random.next() * MOST_CHECKS);
    for (const saleId of await killPaying(checks, Math.floor(random.next() * SPREAD_MS))) answered.add(saleId);
    const store = await openStore({ dataDir: salon.dir, host: 'test', nowMs: () => TEST_NOW_MS });
    try {
      expect(verifyDatabase(store.connection).ok).toBe(true);
      // I1-I17: entries, lines, tenders and the status of the visit belong together (I15).
      expectLedgerHolds(store);
      const kept = store.connection.prepare('select id from sales').pluck().all() as number[];
      expect(kept).toEqual(expect.arrayContaining([...answered]));
      const completed = "select id from visits where status = 'completed' order by id";
      const paid = 'select visit_id from visit_sales order by visit_id';
      expect(store.connection.prepare(completed).pluck().all()).toEqual(store.connection.prepare(paid).pluck().all());
    } finally {
      store.close();
    }
  }
  expect(answered.size).toBeGreaterThan(DEATHS);
  const store = await openStore({ dataDir: salon.dir, host: 'test', nowMs: () => TEST_NOW_MS });
  const count = (sql: string): number => Number(store.connection.prepare(sql).pluck().get());
  expect(count("select count(*) from ledger_documents where kind = 'refund'")).toBeGreaterThan(0);
  expect(count('select count(*) from cash_shifts where closed_at_ms is not null')).toBeGreaterThan(0);
  store.close();
});
