import fs from 'node:fs';
import type { setupContract } from '../../../src-shared/setup/setup.contract.ts';
import { TEST_PIN } from '../../helpers/test-core.ts';
import { type CasesOf, nothing } from './case.ts';

const choices = (secret = TEST_PIN) => ({
  locale: 'ru' as const,
  salonName: 'Новый салон',
  weekHours: Array.from({ length: 7 }, () => [[600, 1200]] as [number, number][]),
  currency: 'RUB' as const,
  timeZone: 'Asia/Yekaterinburg',
  owner: { name: 'Елена', secretKind: 'pin' as const, secret },
  start: 'empty' as const,
});

export const setupCases: CasesOf<typeof setupContract> = {
  status: {
    ok: { as: null, input: nothing, answer: { state: 'ready', salonName: 'Зеркало', timeZone: 'Europe/Moscow' } },
    refused: {},
  },
  complete: {
    ok: { on: 'new', input: () => choices(), answer: { user: { name: 'Елена', role: 'owner' }, isLocked: false } },
    refused: {
      SETUP_DONE: () => choices(),
      INVALID_INPUT: { on: 'new', input: () => choices('12'), data: { fault: 'PIN_FORMAT' } },
    },
  },
  retry: {
    ok: {
      on: 'lostWrites',
      input: ({ test }) => {
        // Somebody puts right what was wrong: here the mark beside the file.
        fs.rmSync(test.core.paths.highWater);
        return undefined;
      },
      answer: { isOpen: true },
    },
    refused: { CONFLICT: nothing },
  },
  acceptLostWrites: {
    ok: {
      on: 'lostWrites',
      input: async ({ client, test }) => {
        const { problem } = await client.setup.status();
        if (problem?.code !== 'WRITES_LOST' || !test.core.problem) throw new Error('nothing is lost');
        return undefined;
      },
      answer: { done: true },
    },
    refused: { CONFLICT: nothing },
  },
};
