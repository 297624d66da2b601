import { expect } from 'vitest';
import type { fiscalContract } from '../../../src-shared/fiscal/fiscal.contract.ts';
import type { CaseSalon } from '../prepared-salon.ts';
import { type CasesOf, NOBODY, nothing } from './case.ts';
import { ownerOf } from './client-account.cases.ts';
import { sold } from './refunds.cases.ts';

const commandId = expect.any(Number) as number;

/** A salon that prints receipts by hand. */
function byHand(salon: CaseSalon): void {
  salon.test.core.salon!.settings.update(ownerOf(salon), { fiscalMode: 'manual' }, undefined);
}

/** A check whose receipt waits there. */
async function waiting(salon: CaseSalon): Promise<number> {
  byHand(salon);
  sold(salon);
  return (await salon.client.fiscal.receipts({})).jobs[0]!.jobId;
}

async function printed(salon: CaseSalon): Promise<number> {
  const jobId = await waiting(salon);
  await salon.client.fiscal.markByHand({ jobId, version: 1, note: '17' });
  return jobId;
}

export const fiscalCases: CasesOf<typeof fiscalContract> = {
  status: {
    ok: {
      input: async (salon) => {
        await waiting(salon);
        return undefined;
      },
      answer: { mode: 'manual', waiting: 1, failed: 0, trouble: null },
    },
    refused: {},
  },
  receipts: {
    ok: {
      input: async (salon) => {
        await waiting(salon);
        return {};
      },
      answer: {
        hasMore: false,
        jobs: [
          {
            state: 'waiting',
            documentKind: 'sale',
            receipt: {
              sign: 'income',
              totalMinor: 200_000,
              payment: { cashMinor: 200_000 },
              lines: [{ method: 4, subject: 4, sumMinor: 200_000 }],
            },
          },
        ],
      },
    },
    refused: {},
  },
  ofSale: {
    ok: {
      input: (salon) => {
        byHand(salon);
        return { saleId: sold(salon).saleId };
      },
      answer: (jobs: object[]) => expect(jobs).toMatchObject([{ state: 'waiting', documentKind: 'sale' }]),
    },
    refused: {},
  },
  ofShift: {
    ok: {
      input: (salon) => {
        byHand(salon);
        const { saleId } = sold(salon);
        const { shiftId } = salon.test.core
          .salon!.store.connection.prepare(
            'select d.shift_id as shiftId from sales s join ledger_documents d on d.id = s.document_id where s.id = ?',
          )
          .get(saleId) as { shiftId: number };
        return { shiftId };
      },
      answer: {
        mode: 'manual',
        all: { income: { count: 1, cashMinor: 200_000 } },
        printed: { income: { count: 0 } },
        register: null,
        differences: [],
        open: [{ state: 'waiting' }],
      },
    },
    refused: { NOT_FOUND: () => ({ shiftId: NOBODY }) },
  },
  markByHand: {
    ok: {
      input: async (salon) => ({ jobId: await waiting(salon), version: 1, note: '17' }),
      answer: { commandId, version: 2 },
    },
    refused: {
      NOT_FOUND: () => ({ jobId: NOBODY, version: 1 }),
      STALE_VERSION: async (salon) => ({ jobId: await waiting(salon), version: 7 }),
      CONFLICT: async (salon) => ({ jobId: await printed(salon), version: 2 }),
    },
  },
  retry: {
    ok: { input: async (salon) => ({ jobId: await waiting(salon) }), answer: {} },
    refused: {
      NOT_FOUND: () => ({ jobId: NOBODY }),
      CONFLICT: async (salon) => ({ jobId: await printed(salon) }),
    },
  },
  check: {
    ok: {
      // Nobody listens on the discard port.
      input: () => ({ address: 'http://127.0.0.1:9' }),
      answer: { trouble: { kind: 'offline' }, shift: null },
    },
    refused: { INVALID_INPUT: () => ({ address: 'https://example.com' }) },
  },
  password: { ok: { input: nothing, answer: { isSet: false } }, refused: {} },
  setPassword: {
    ok: {
      input: () => ({ password: 'касса-2580' }),
      answer: { isSet: true },
    },
    refused: {},
  },
};
