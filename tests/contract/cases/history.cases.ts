import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { historyContract } from '../../../src-shared/history/history.contract.ts';
import { type CaseSalon, TODAY } from '../prepared-salon.ts';
import { type CasesOf, NOBODY } from './case.ts';
import { lockBooks, openShift } from './client-account.cases.ts';

const DAY_MS = 86_400_000;
const cancelled = { version: 1, by: 'client', reason: 'Передумала' } as const;

const deposit = ({ olga }: CaseSalon, kind: 'cash' | 'card') => ({
  key: randomUUID() as string,
  clientId: olga,
  tenders: [{ kind, amountMinor: 100_000 }],
});

/** Olga put 1,000.00 in cash on her deposit by this command. */
async function toppedUp(salon: CaseSalon): Promise<number> {
  openShift(salon);
  const { commandId } = await salon.client.clientAccount.topUp(deposit(salon, 'cash'));
  return commandId!;
}

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
      LIMIT_EXCEEDED: {
        // What was put in has left the register, and came back to the deposit another way.
        input: async (salon) => {
          const commandId = await toppedUp(salon);
          await salon.client.clientAccount.giveBack({ ...deposit(salon, 'cash'), reason: 'Передумала' });
          await salon.client.clientAccount.topUp(deposit(salon, 'card'));
          return { commandId };
        },
        data: { what: 'register' },
      },
      SHIFT_CLOSED: async (salon) => {
        const commandId = await toppedUp(salon);
        const { shiftId } = salon.test.core.salon!.cash.shifts.current(salon.test.core.salon!.store.reader)!;
        await salon.client.cash.closeShift({ shiftId, countedMinor: 100_000 });
        return { commandId };
      },
      SHIFT_EXPIRED: async (salon) => {
        const commandId = await toppedUp(salon);
        salon.test.clock.atMs += DAY_MS;
        return { commandId };
      },
      PERIOD_LOCKED: async (salon) => {
        const commandId = await toppedUp(salon);
        lockBooks(salon);
        return { commandId };
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
