import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Posting } from '../../../src-main/ledger/ledger.service.ts';
import type { Tx } from '../../../src-main/store/unit-of-work.ts';
import { addDays } from '../../../src-shared/kernel/local-date.ts';
import { refusal } from '../../helpers/salon-services.ts';
import { type LoyaltySalon, openLoyaltySalon } from './loyalty-salon.ts';

const TODAY = '2026-03-12';
let salon: LoyaltySalon;
let anna: number;

beforeEach(async () => {
  salon = await openLoyaltySalon();
  salon.set({ isBonusOn: true, bonusLifeDays: 100 });
  anna = salon.addClient('Анна');
});
afterEach(() => {
  salon.close();
});

const available = (onDate = TODAY): number => salon.bonuses.available(salon.store.reader, anna, onDate);

/** A check that is paid in money and earns. */
function earn(netMinor: number, onDate = TODAY): { saleId: number; documentId: number } {
  return salon.sell({ clientId: anna, netMinor, onDate }, (tx, posting, saleId) => {
    posting.add('E05', { account: 1010, object: 1 }, { account: 1100, object: saleId }, netMinor);
    salon.bonuses.earn(tx, posting, { clientId: anna, saleId, baseMinor: netMinor });
  });
}

/** A check that is paid with bonuses alone. */
function spend(amountMinor: number, onDate = TODAY): { saleId: number; documentId: number } {
  return salon.sell({ clientId: anna, netMinor: amountMinor, onDate }, (tx, posting, saleId) => {
    salon.bonuses.spend(tx, posting, { clientId: anna, saleId, amountMinor });
  });
}

function refund(saleId: number, returnedMinor: number, baseLeftMinor: number, onDate = TODAY): void {
  salon.post('refund', { clientId: anna, saleId, onDate }, (tx, posting) => {
    salon.bonuses.refund(tx, posting, { clientId: anna, saleId, returnedMinor, baseLeftMinor });
  });
}

function reverse({ saleId, documentId }: { saleId: number; documentId: number }, onDate = TODAY): void {
  salon.reverse(
    documentId,
    (tx: Tx, posting: Posting) => {
      salon.bonuses.reverseSale(tx, posting, saleId);
    },
    onDate,
  );
}

function expectEven(): void {
  const { ledgerMinor, lotsMinor } = salon.balances(anna);
  expect(lotsMinor).toBe(ledgerMinor);
  for (const lot of salon.bonuses.lotsOf(salon.store.reader, anna)) expect(lot.leftMinor).toBeGreaterThanOrEqual(0);
}

describe('bonuses of checks (T11-T13)', () => {
  it('T11, E20: a paid check earns; while bonuses are off it earns nothing', () => {
    earn(460_700);
    expect(available()).toBe(23_000);
    salon.set({ isBonusOn: false });
    earn(460_700);
    expect(salon.bonuses.earnedBy(100_000)).toBe(0);
    expect(available()).toBe(23_000);
    expectEven();
  });

  it('T12, E21: the lot that burns first is spent first; the last day counts', () => {
    earn(200_000, '2026-01-10');
    earn(100_000, '2026-03-01');
    spend(12_000, '2026-03-12');
    expect(salon.bonuses.lotsOf(salon.store.reader, anna).map(({ leftMinor }) => leftMinor)).toEqual([0, 3000]);
    expect(available(addDays('2026-03-01', 100))).toBe(3000);
    expect(available(addDays('2026-03-01', 101))).toBe(0);
    expectEven();
  });

  it('BONUS_INSUFFICIENT says what there is, and nothing is written', () => {
    earn(200_000);
    expect(refusal(() => spend(10_001))).toEqual({
      code: 'BONUS_INSUFFICIENT',
      data: { balanceMinor: 10_000, amountMinor: 10_001 },
    });
    expect(available()).toBe(10_000);
  });

  it('T13, E23: what was spent goes back to its lot; of an expired one a new lot is made with grace', () => {
    earn(200_000, '2026-01-01');
    earn(200_000, '2026-03-01');
    const { saleId } = spend(15_000);
    refund(saleId, 6000, 0);
    expect(salon.bonuses.lotsOf(salon.store.reader, anna).map(({ leftMinor }) => leftMinor)).toEqual([1000, 10_000]);
    const late = addDays('2026-01-01', 101);
    refund(saleId, 9000, 0, late);
    const lots = salon.bonuses.lotsOf(salon.store.reader, anna);
    expect(lots[2]).toMatchObject({
      leftMinor: 9000,
      source: 'refund',
      availableFrom: late,
      expiresOn: addDays(late, 14),
    });
    expect(
      refusal(() => {
        refund(saleId, 1, 0, late);
      }),
    ).toMatchObject({ code: 'LIMIT_EXCEEDED' });
    expectEven();
  });

  it('T13, E22: earned ones are recomputed for what remains, other lots help out, the shortage is forgiven once', () => {
    const { saleId } = earn(400_000);
    earn(40_000);
    spend(21_000);
    expect(available()).toBe(1000);
    refund(saleId, 0, 200_000);
    expect(available()).toBe(0);
    expectEven();
    const { saleId: later } = earn(100_000);
    refund(saleId, 0, 200_000);
    expect(available()).toBe(5000);
    refund(later, 0, 0);
    expect(available()).toBe(0);
    expectEven();
  });

  it('T16: a reversed check leaves the lots as they were', () => {
    earn(400_000);
    const mixed = salon.sell({ clientId: anna, netMinor: 100_000 }, (tx, posting, saleId) => {
      salon.bonuses.spend(tx, posting, { clientId: anna, saleId, amountMinor: 20_000 });
      posting.add('E05', { account: 1010, object: 1 }, { account: 1100, object: saleId }, 80_000);
      salon.bonuses.earn(tx, posting, { clientId: anna, saleId, baseMinor: 80_000 });
    });
    expect(available()).toBe(4000);
    reverse(mixed);
    expect(available()).toBe(20_000);
    expectEven();
  });

  it('T13, T16: a reversed check whose bonuses are gone is forgiven; a burnt lot comes back with grace', () => {
    const first = earn(400_000);
    const paid = spend(20_000);
    reverse(first);
    expect(available()).toBe(0);
    expectEven();
    const late = addDays(TODAY, 101);
    reverse(paid, late);
    expect(available(late)).toBe(20_000);
    expectEven();
  });

  it('I6: after any history 2400 of the client is Σ lots, and no lot is below nothing', () => {
    salon.set({ bonusLifeDays: 90, bonusDelayDays: 3 });
    const step = fc.record({
      act: fc.constantFrom('earn', 'spend', 'refund', 'reverse'),
      amount: fc.integer({ min: 1, max: 300_000 }),
      pick: fc.nat(20),
      days: fc.integer({ min: 0, max: 60 }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 25 }), (steps) => {
        anna = salon.addClient('Анна');
        const live: { saleId: number; documentId: number; spent: number; base: number }[] = [];
        const refunded = new Set<number>();
        let date = TODAY;
        for (const { act, amount, pick, days } of steps) {
          date = addDays(date, days);
          const sale = live[pick % Math.max(1, live.length)];
          if (act === 'earn') live.push({ ...earn(amount, date), spent: 0, base: amount });
          else if (act === 'spend') {
            const most = Math.min(amount, available(date));
            if (most > 0) live.push({ ...spend(most, date), spent: most, base: 0 });
          } else if (!sale) continue;
          else if (act === 'refund') {
            const back = Math.min(sale.spent, amount);
            sale.base = Math.max(0, sale.base - amount);
            refund(sale.saleId, back, sale.base, date);
            sale.spent -= back;
            refunded.add(sale.saleId);
          } else if (!refunded.has(sale.saleId)) {
            reverse(sale, date);
            live.splice(live.indexOf(sale), 1);
          }
          expectEven();
        }
      }),
      { numRuns: 60 },
    );
  });
});
