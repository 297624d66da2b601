import { expect } from 'vitest';
import type { blocksContract } from '../../../src-shared/journal/blocks.contract.ts';
import { FREE_DAY, TODAY, TOMORROW } from '../prepared-salon.ts';
import { type CasesOf, NOBODY } from './case.ts';

const commandId = expect.any(Number) as number;
const reason = 'Уборка';
const hours = { startMin: 700, endMin: 730 };

export const blocksCases: CasesOf<typeof blocksContract> = {
  addBlock: {
    ok: {
      input: ({ anna }) => ({ staffId: anna, roomId: null, localDate: FREE_DAY, startMin: 600, endMin: 660, reason }),
      answer: { commandId, blockId: expect.any(Number) as number, visits: 0 },
    },
    refused: {
      NOT_FOUND: () => ({ staffId: NOBODY, roomId: null, localDate: TODAY, startMin: 600, endMin: 660, reason }),
      MASTER_BUSY: ({ anna }) => ({
        staffId: anna,
        roomId: null,
        localDate: TODAY,
        startMin: 700,
        endMin: 730,
        reason,
      }),
      ROOM_FULL: ({ room }) => ({ staffId: null, roomId: room, localDate: TODAY, startMin: 700, endMin: 730, reason }),
      INVALID_INPUT: ({ anna }) => ({
        staffId: anna,
        roomId: null,
        localDate: TODAY,
        startMin: 700,
        endMin: 700,
        reason,
      }),
    },
  },
  removeBlock: {
    ok: {
      input: ({ client, anna }) =>
        client.journal.addBlock({
          staffId: anna,
          roomId: null,
          localDate: FREE_DAY,
          startMin: 600,
          endMin: 660,
          reason,
        }),
      answer: { commandId },
    },
    refused: { NOT_FOUND: () => ({ blockId: NOBODY }) },
  },
  blockedVisits: {
    ok: {
      input: ({ room }) => ({ roomId: room, localDate: TODAY, toDate: TOMORROW, ...hours }),
      answer: [{ localDate: TODAY, staffName: 'Анна Соколова', serviceName: 'Стрижка' }],
    },
    refused: { INVALID_INPUT: () => ({ localDate: TODAY, ...hours }) },
  },
  blocks: {
    ok: {
      input: async ({ client, room }) => {
        await client.journal.addBlock({ roomId: room, localDate: FREE_DAY, ...hours, reason });
        return { roomId: room, fromDate: TODAY };
      },
      answer: [{ localDate: FREE_DAY, startMin: 700, reason, visits: 0 }],
    },
    refused: { INVALID_INPUT: () => ({ fromDate: TODAY }) },
  },
  removeBlocks: {
    ok: {
      input: ({ client, room }) => client.journal.addBlock({ roomId: room, localDate: FREE_DAY, ...hours, reason }),
      answer: { commandId },
    },
    refused: { NOT_FOUND: () => ({ blockIds: [NOBODY] }) },
  },
};
