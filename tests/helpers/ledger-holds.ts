import { expect } from 'vitest';
import { checkLedger } from '../../src-main/ledger/check/check-ledger.ts';
import type { Store } from '../../src-main/store/store.ts';

/** Fails a test with the invariants of the ledger (I1-I17) that do not hold, and the rows that break them. */
export function expectLedgerHolds(store: Pick<Store, 'connection'>): void {
  const found = checkLedger(store.connection).map(({ invariant, rule, total, rows }) => ({
    invariant,
    rule,
    total,
    first: rows[0],
  }));
  expect(found).toEqual([]);
}
