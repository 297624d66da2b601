import { expect } from 'vitest';
import type { historyContract } from '../../../src-shared/history/history.contract.ts';
import { TODAY } from '../prepared-salon.ts';
import { type CasesOf, NOBODY } from './case.ts';

const cancelled = { version: 1, by: 'client', reason: 'Передумала' } as const;

export const historyCases: CasesOf<typeof historyContract> = {
  undo: {
    ok: {
      input: ({ bookCommand }) => ({ commandId: bookCommand }),
      answer: { commandId: expect.any(Number) as number, name: 'journal.book' },
    },
    refused: {
      NOT_FOUND: () => ({ commandId: NOBODY }),
      UNDO_REFUSED: {
        input: async ({ client, visit, bookCommand }) => {
          await client.journal.cancel({ visitId: visit, ...cancelled });
          return { commandId: bookCommand };
        },
        data: { reason: 'later' },
      },
      CONFLICT: {
        input: async ({ client, visit, cut, anna, irina }) => {
          const { commandId } = await client.journal.cancel({ visitId: visit, ...cancelled });
          await client.journal.book({
            localDate: TODAY,
            startMin: 720,
            clientId: irina,
            lines: [{ serviceId: cut, staffId: anna }],
          });
          return { commandId: commandId! };
        },
        data: { reason: 'slotTaken', conflict: 'MASTER_BUSY', clientName: 'Ирина О.' },
      },
    },
  },
  recent: {
    ok: { input: () => ({ limit: 1 }), answer: [{ name: 'history.undo', actorName: 'Ольга Владелец' }] },
    refused: {},
  },
  ofRecord: {
    ok: {
      input: ({ visit }) => ({ entity: 'visit', id: visit }),
      answer: [{ name: 'journal.book', changes: [{ table: 'visits', op: 'insert' }, { table: 'visit_lines' }] }],
    },
    refused: { NOT_FOUND: () => ({ entity: 'visit', id: NOBODY }) },
  },
};
