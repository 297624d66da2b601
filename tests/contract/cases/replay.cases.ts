import type { replayContract } from '../../../src-shared/replay/replay.contract.ts';
import { TODAY } from '../prepared-salon.ts';
import { type CasesOf, NOBODY } from './case.ts';

export const replayCases: CasesOf<typeof replayContract> = {
  moments: {
    ok: {
      input: async (salon) => {
        await salon.client.journal.addBlock({
          staffId: salon.maria,
          roomId: null,
          localDate: '2026-05-05',
          startMin: 900,
          endMin: 960,
          reason: 'Врач',
        });
        return { localDate: '2026-05-05' };
      },
      answer: [{ name: 'journal.addBlock', effect: 'done', visitIds: [], blockIds: [1] }],
    },
    refused: {},
  },
  dayAt: {
    ok: {
      input: () => ({ localDate: TODAY, atMs: 0 }),
      answer: { commandId: null, day: { localDate: TODAY, visits: [], blocks: [] } },
    },
    refused: { NOT_FOUND: () => ({ localDate: TODAY, atMs: 0, commandId: NOBODY }) },
  },
};
