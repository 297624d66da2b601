import { expect } from 'vitest';
import type { searchContract } from '../../../src-shared/search/search.contract.ts';
import { type CasesOf } from './case.ts';

export const searchCases: CasesOf<typeof searchContract> = {
  everything: {
    ok: {
      input: () => ({ query: 'ирина' }),
      answer: expect.arrayContaining([
        expect.objectContaining({ kind: 'client', title: 'Ирина Орлова', detail: '+7 903 555-77-88' }),
        expect.objectContaining({ kind: 'visit', title: 'Ирина Орлова' }),
      ]) as [],
    },
    refused: {},
  },
  recents: {
    ok: {
      input: async ({ client, olga, cut }) => {
        await client.search.remember({ kind: 'service', id: cut });
        await client.search.remember({ kind: 'client', id: olga });
        return {};
      },
      answer: expect.arrayContaining([
        expect.objectContaining({ kind: 'client', title: 'Ольга Петрова' }),
        expect.objectContaining({ kind: 'service', title: 'Стрижка' }),
      ]) as [],
    },
    refused: {},
  },
  remember: {
    ok: { input: ({ olga }) => ({ kind: 'client', id: olga }), answer: {} },
    refused: {},
  },
};
