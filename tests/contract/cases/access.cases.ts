import { expect } from 'vitest';
import type { accessContract, sessionSchema } from '../../../src-shared/access/access.contract.ts';
import { TEST_PIN } from '../../helpers/test-core.ts';
import type { CaseSalon } from '../prepared-salon.ts';
import { type CasesOf, NOBODY, nothing } from './case.ts';
import type { z } from 'zod';

type Session = z.output<typeof sessionSchema>;

/** Four wrong tries are free, the fifth begins a pause (S9). */
async function failFiveTimes({ client, users }: CaseSalon, userId = users.owner): Promise<void> {
  for (let tries = 0; tries < 5; tries++) await client.access.signIn({ userId, secret: '0000' }).catch(() => undefined);
}

const isOwner = (session: Session, { users }: CaseSalon): void => {
  expect(session).toMatchObject({ user: { id: users.owner, role: 'owner' }, isLocked: false });
  expect(session.permissions).toContain('manage_users');
};

export const accessCases: CasesOf<typeof accessContract> = {
  people: {
    ok: { input: nothing, answer: [{ role: 'owner', secretKind: 'pin' }, {}, {}, {}, {}] },
    refused: {},
  },
  session: { ok: { input: nothing, answer: isOwner }, refused: {} },
  signIn: {
    ok: { as: null, input: ({ users }) => ({ userId: users.owner, secret: TEST_PIN }), answer: isOwner },
    refused: {
      WRONG_SECRET: {
        as: null,
        input: ({ users }) => ({ userId: users.owner, secret: '9999' }),
        data: { triesLeft: 4 },
      },
      LOCKED_OUT: {
        as: null,
        input: async (salon) => {
          await failFiveTimes(salon);
          return { userId: salon.users.owner, secret: TEST_PIN };
        },
        data: { waitSeconds: 30, needsOwner: false },
      },
    },
  },
  signOut: { ok: { input: nothing, answer: { done: true } }, refused: {} },
  lock: { ok: { input: nothing, answer: { done: true } }, refused: {} },
  changeOwnSecret: {
    ok: {
      input: () => ({ current: TEST_PIN, next: '2469', kind: 'pin' }),
      answer: { commandId: expect.any(Number) as number },
    },
    refused: {
      WRONG_SECRET: () => ({ current: '9999', next: '2469', kind: 'pin' }),
      LOCKED_OUT: async (salon) => {
        await failFiveTimes(salon);
        return { current: TEST_PIN, next: '2469', kind: 'pin' };
      },
      INVALID_INPUT: {
        input: () => ({ current: TEST_PIN, next: '1234', kind: 'pin' }),
        data: { fault: 'PIN_TOO_SIMPLE' },
      },
    },
  },
  savePreferences: {
    ok: {
      input: () => ({ density: 'touch', locale: 'en' }),
      answer: { user: { locale: 'en' }, preferences: { density: 'touch', colourScheme: 'auto' } },
    },
    refused: {},
  },
  users: {
    ok: { input: nothing, answer: [{ role: 'owner', isActive: true, version: 1 }, {}, {}, {}, {}] },
    refused: {},
  },
  createUser: {
    ok: {
      input: () => ({ name: 'Новый', role: 'administrator', secretKind: 'password', secret: 'долгий пароль' }),
      answer: { commandId: expect.any(Number) as number, userId: expect.any(Number) as number },
    },
    refused: {
      INVALID_INPUT: () => ({ name: 'Новый', role: 'master', secretKind: 'pin', secret: '12' }),
      ALREADY_EXISTS: () => ({ name: 'ТЕСТ MASTER', role: 'master', secretKind: 'pin', secret: TEST_PIN }),
      NOT_FOUND: () => ({ name: 'Новый', role: 'master', staffId: NOBODY, secretKind: 'pin', secret: TEST_PIN }),
    },
  },
  updateUser: {
    ok: {
      input: ({ users }) => ({ userId: users.master, version: 1, name: 'Анна' }),
      answer: { commandId: expect.any(Number) as number },
    },
    refused: {
      NOT_FOUND: () => ({ userId: NOBODY, version: 1, name: 'Анна' }),
      STALE_VERSION: { input: ({ users }) => ({ userId: users.master, version: 7 }), data: { seen: 7, current: 1 } },
      INVALID_INPUT: {
        input: ({ users }) => ({ userId: users.owner, version: 1, role: 'master' }),
        data: { fault: 'LAST_OWNER' },
      },
      ALREADY_EXISTS: ({ users }) => ({ userId: users.owner, version: 1, name: 'Тест master' }),
    },
  },
  unlockUser: {
    ok: { input: ({ users }) => ({ userId: users.master }), answer: { done: true } },
    refused: { NOT_FOUND: () => ({ userId: NOBODY }) },
  },
  tokens: {
    ok: { input: nothing, answer: [{ name: expect.any(String) as string }, {}, {}, {}, {}] },
    refused: {},
  },
  createToken: {
    ok: {
      input: ({ users }) => ({ userId: users.accountant, name: 'Выгрузка' }),
      answer: { token: expect.stringMatching(/^zk_/) as string },
    },
    refused: { NOT_FOUND: () => ({ userId: NOBODY, name: 'Выгрузка' }) },
  },
  revokeToken: {
    ok: {
      input: async ({ client }) => ({
        tokenId: (await client.access.tokens()).find(({ name }) => name === 'master')!.id,
      }),
      answer: { commandId: expect.any(Number) as number },
    },
    refused: { NOT_FOUND: () => ({ tokenId: NOBODY }) },
  },
};
