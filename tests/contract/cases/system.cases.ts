import { expect } from 'vitest';
import type { LiveEvent, systemContract } from '../../../src-shared/system/system.contract.ts';
import { TODAY, type CaseSalon } from '../prepared-salon.ts';
import { type CasesOf, nothing } from './case.ts';

export const systemCases: CasesOf<typeof systemContract> = {
  info: {
    ok: {
      input: nothing,
      answer: {
        version: '0.0.0-test',
        host: 'server',
        today: TODAY,
        nowMin: 600,
        dataFolder: expect.any(String) as string,
      },
    },
    refused: {},
  },
  live: {
    ok: {
      input: nothing,
      answer: async (events: AsyncIterableIterator<LiveEvent>, { client, visit }: CaseSalon) => {
        const first = events.next();
        // The stream begins with the first pull; a call behind it has been answered when it has begun.
        await client.access.session();
        await client.journal.edit({ visitId: visit, version: 1, comment: 'У окна' });
        const { value } = (await first) as { value: LiveEvent };
        expect(value).toMatchObject({
          kind: 'command',
          name: 'journal.edit',
          rows: { visits: [visit] },
          dates: [TODAY],
        });
        await events.return?.();
      },
    },
    refused: {},
  },
  reportError: {
    ok: {
      input: () => ({ message: 'x is not a function', where: 'JournalView' }),
      answer: async ({ number }: { number: string }, { test }: CaseSalon) => {
        expect(number).toMatch(/^E-\d{6}$/);
        expect(JSON.stringify(test.logger.lines)).toContain(number);
        await Promise.resolve();
      },
    },
    refused: {},
  },
};
