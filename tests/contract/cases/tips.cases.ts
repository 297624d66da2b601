import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { tipsContract } from '../../../src-shared/tips/tips.contract.ts';
import { type CaseSalon, TODAY, YESTERDAY } from '../prepared-salon.ts';
import { type CasesOf, NOBODY } from './case.ts';
import { lockBooks, openShift } from './client-account.cases.ts';

const TIP = 30_000;

/** Anna has a tip of 300.00 by card. */
async function tip(salon: CaseSalon, key: string = randomUUID()): Promise<void> {
  openShift(salon);
  await salon.client.checkout.pay({
    key,
    ticket: { lines: [{ key: 't', kind: 'tip', priceMinor: TIP, staffId: salon.anna }] },
    tenders: [{ kind: 'card', amountMinor: TIP }],
    expectedDueMinor: TIP,
  });
}

/** The whole tip goes to Maria. */
const share = (salon: CaseSalon, takerId = salon.maria) => ({
  requestKey: randomUUID(),
  parts: [{ staffId: salon.anna, amountMinor: TIP }],
  shares: [{ staffId: takerId, weight: 1 }],
});

/** Cases of the tips pool. */
export const tipsCases: CasesOf<typeof tipsContract> = {
  pool: {
    ok: {
      input: async (salon) => {
        await tip(salon);
        return { from: TODAY, to: TODAY };
      },
      answer: (people: { staffId: number; owedMinor: number }[], salon: CaseSalon) => {
        expect(people.find(({ staffId }) => staffId === salon.anna)?.owedMinor).toBe(TIP);
      },
    },
    refused: { INVALID_INPUT: { input: () => ({ from: TODAY, to: YESTERDAY }), data: { field: 'to' } } },
  },
  share: {
    ok: {
      input: async (salon) => {
        await tip(salon);
        return share(salon);
      },
      answer: { number: 1 },
    },
    refused: {
      NOT_FOUND: { input: (salon) => share(salon, NOBODY), data: { what: 'staff' } },
      INVALID_INPUT: { input: (salon) => share(salon), data: { fault: 'MORE_THAN_TIPS', owedMinor: 0 } },
      CONFLICT: {
        input: async (salon) => {
          const requestKey = randomUUID();
          await tip(salon, requestKey);
          return { ...share(salon), requestKey };
        },
        data: { reason: 'keyUsed' },
      },
      PERIOD_LOCKED: async (salon) => {
        await tip(salon);
        lockBooks(salon);
        return share(salon);
      },
    },
  },
};
