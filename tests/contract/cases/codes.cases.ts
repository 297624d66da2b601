import type { codesContract } from '../../../src-shared/checkout/codes.contract.ts';
import type { CasesOf } from './case.ts';

export const codesCases: CasesOf<typeof codesContract> = {
  readCode: {
    ok: {
      input: async ({ client, olga }) => {
        await client.clients.update({ clientId: olga, version: 1, values: { cardNumber: 'VIP 00 412' } });
        // The same keys in the Russian layout.
        return { code: 'МШЗ00412' };
      },
      answer: { kind: 'client', clientName: 'Ольга Петрова' },
    },
    refused: {},
  },
};
