import { expect } from 'vitest';
import type { duplicatesContract } from '../../../src-shared/duplicates/duplicates.contract.ts';
import { IRINA_DIGITS } from '../prepared-salon.ts';
import { type CasesOf, NOBODY } from './case.ts';

const commandId = expect.any(Number) as number;

export const duplicatesCases: CasesOf<typeof duplicatesContract> = {
  similar: {
    ok: {
      input: () => ({ firstName: 'Ира', lastName: 'Орлова', phones: [`8${IRINA_DIGITS.slice(1)}`] }),
      answer: [{ client: { name: 'Ирина Орлова' }, reasons: ['phone', 'name'] }],
    },
    refused: {},
  },
  list: {
    ok: {
      input: async ({ client }) => {
        await client.clients.create({
          firstName: 'Ира',
          lastName: 'Орлова',
          phones: [{ phone: IRINA_DIGITS }],
          allowSamePhone: true,
        });
        return {};
      },
      answer: { total: 1, pairs: [{ one: { name: 'Ирина Орлова' }, other: { name: 'Ира Орлова' } }] },
    },
    refused: {},
  },
  preview: {
    ok: {
      input: ({ olga, irina }) => ({ keptId: olga, mergedId: irina }),
      answer: { kept: { client: { name: 'Ольга Петрова' } }, merged: { client: { name: 'Ирина Орлова' } } },
    },
    refused: {
      NOT_FOUND: ({ olga }) => ({ keptId: olga, mergedId: NOBODY }),
      INVALID_INPUT: ({ olga }) => ({ keptId: olga, mergedId: olga }),
    },
  },
  merge: {
    ok: {
      input: ({ olga, irina }) => ({ keptId: olga, keptVersion: 1, mergedId: irina, mergedVersion: 1 }),
      answer: (answer: { commandId: number | null; clientId: number }, { olga }) => {
        expect(answer).toEqual({ commandId, clientId: olga });
      },
    },
    refused: {
      NOT_FOUND: ({ olga }) => ({ keptId: olga, keptVersion: 1, mergedId: NOBODY, mergedVersion: 1 }),
      STALE_VERSION: ({ olga, irina }) => ({ keptId: olga, keptVersion: 3, mergedId: irina, mergedVersion: 1 }),
      INVALID_INPUT: ({ olga }) => ({ keptId: olga, keptVersion: 1, mergedId: olga, mergedVersion: 1 }),
    },
  },
  dismiss: {
    ok: { input: ({ olga, irina }) => ({ oneId: olga, otherId: irina }), answer: { commandId } },
    refused: {
      NOT_FOUND: ({ olga }) => ({ oneId: olga, otherId: NOBODY }),
      INVALID_INPUT: ({ olga }) => ({ oneId: olga, otherId: olga }),
    },
  },
};
