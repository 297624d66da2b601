import { expect } from 'vitest';
import type { personalDataContract } from '../../../src-shared/personal-data/personal-data.contract.ts';
import type { CaseSalon } from '../prepared-salon.ts';
import { TODAY, TOMORROW } from '../prepared-salon.ts';
import { type CasesOf, NOBODY, nothing } from './case.ts';

const commandId = expect.any(Number) as number;
const id = expect.any(Number) as never;

/** A text of consent to marketing, in force since the beginning of the year. */
async function withText({ client }: CaseSalon): Promise<number> {
  const { textId } = await client.personalData.addText({
    purpose: 'marketing',
    body: 'Я, {клиент}, хочу узнавать о новостях.',
    validFrom: '2026-01-01',
  });
  return textId;
}

async function consent(salon: CaseSalon): Promise<number> {
  await withText(salon);
  const { consentId } = await salon.client.personalData.give({
    clientId: salon.olga,
    purpose: 'marketing',
    channel: 'paper',
  });
  return consentId;
}

async function request(salon: CaseSalon): Promise<number> {
  const { requestId } = await salon.client.personalData.addRequest({ clientId: salon.irina, kind: 'copy' });
  return requestId;
}

/** Irina has nothing ahead of her: she can be erased. */
async function erased({ client, irina }: CaseSalon): Promise<number> {
  const { requestId } = await client.personalData.erase({ clientId: irina, name: 'Ирина Орлова' });
  return requestId;
}

const pdf = { mediaType: 'application/pdf', base64: expect.stringMatching(/^JVBERi0/u) as string };
const marketing = { purpose: 'marketing', channel: 'paper' } as const;

export const personalDataCases: CasesOf<typeof personalDataContract> = {
  texts: { ok: { input: nothing, answer: [] }, refused: {} },
  addText: {
    ok: {
      input: () => ({ purpose: 'photo', body: 'Можно снимать.', validFrom: TODAY }),
      answer: { textId: id, commandId },
    },
    refused: {
      CONFLICT: async ({ client }) => {
        await client.personalData.addText({ purpose: 'photo', body: 'Первая', validFrom: TOMORROW });
        return { purpose: 'photo', body: 'Вторая', validFrom: TODAY };
      },
      ALREADY_EXISTS: async (salon) => {
        await withText(salon);
        return { purpose: 'marketing', body: 'Я, {клиент}, хочу узнавать о новостях.', validFrom: TODAY };
      },
    },
  },
  editText: {
    ok: { input: async (salon) => ({ textId: await withText(salon), body: 'Другой текст' }), answer: { commandId } },
    refused: {
      NOT_FOUND: () => ({ textId: NOBODY, body: 'Текст' }),
      CONFLICT: async (salon) => {
        await consent(salon);
        return { textId: 1, body: 'Другой текст' };
      },
    },
  },
  ofClient: {
    ok: {
      input: ({ olga }) => ({ clientId: olga }),
      answer: { states: [{ purpose: 'processing', standing: 'none' }, {}, {}, {}], history: [], erasedAtMs: null },
    },
    refused: { NOT_FOUND: () => ({ clientId: NOBODY }) },
  },
  give: {
    ok: {
      input: async (salon) => {
        await withText(salon);
        return { clientId: salon.olga, ...marketing };
      },
      answer: { consentId: id, commandId },
    },
    refused: {
      NOT_FOUND: ({ olga }) => ({ clientId: olga, ...marketing }),
      CONFLICT: async (salon) => {
        await consent(salon);
        return { clientId: salon.olga, ...marketing };
      },
      INVALID_INPUT: ({ olga }) => ({ clientId: olga, ...marketing, givenOn: TOMORROW }),
    },
  },
  withdraw: {
    ok: { input: async (salon) => ({ consentId: await consent(salon) }), answer: { commandId, requestId: null } },
    refused: {
      NOT_FOUND: () => ({ consentId: NOBODY }),
      CONFLICT: async (salon) => {
        const consentId = (await consent(salon)) as never;
        await salon.client.personalData.withdraw({ consentId });
        return { consentId };
      },
    },
  },
  consentForm: {
    ok: {
      input: async (salon) => {
        await withText(salon);
        return { clientId: salon.olga, purpose: 'marketing' };
      },
      answer: pdf,
    },
    refused: { NOT_FOUND: ({ olga }) => ({ clientId: olga, purpose: 'marketing' }) },
  },
  requests: { ok: { input: () => ({}), answer: { requests: [], open: 0, overdue: 0 } }, refused: {} },
  addRequest: {
    ok: {
      input: ({ olga }) => ({ clientId: olga, kind: 'erasure', note: 'письмом' }),
      answer: { requestId: id, dueOn: '2026-04-11', commandId },
    },
    refused: {
      NOT_FOUND: () => ({ clientId: NOBODY, kind: 'copy' }),
      CONFLICT: async (salon) => {
        await request(salon);
        return { clientId: salon.irina, kind: 'copy' };
      },
      INVALID_INPUT: ({ olga }) => ({ clientId: olga, kind: 'copy', requestedOn: TOMORROW }),
    },
  },
  closeRequest: {
    ok: { input: async (salon) => ({ requestId: await request(salon), note: 'Отдали' }), answer: { commandId } },
    refused: {
      NOT_FOUND: () => ({ requestId: NOBODY, note: 'Отдали' }),
      CONFLICT: async (salon) => {
        const requestId = (await request(salon)) as never;
        await salon.client.personalData.closeRequest({ requestId, note: 'Отдали' });
        return { requestId, note: 'Отдали' };
      },
    },
  },
  copy: {
    ok: { input: ({ olga }) => ({ clientId: olga, format: 'pdf' }), answer: pdf },
    refused: { NOT_FOUND: () => ({ clientId: NOBODY, format: 'json' }) },
  },
  erasureCheck: {
    ok: {
      input: ({ olga }) => ({ clientId: olga }),
      answer: { obstacles: [{ kind: 'future_visit', localDate: TODAY }] },
    },
    refused: { NOT_FOUND: () => ({ clientId: NOBODY }) },
  },
  erase: {
    ok: {
      input: ({ irina }) => ({ clientId: irina, name: 'Ирина Орлова' }),
      answer: { requestId: id, commandId },
    },
    refused: {
      NOT_FOUND: () => ({ clientId: NOBODY, name: 'Никто' }),
      ERASURE_BLOCKED: async ({ client, olga }) => {
        const { name } = await client.clients.card({ clientId: olga });
        return { clientId: olga, name };
      },
      CONFLICT: async (salon) => {
        await erased(salon);
        return { clientId: salon.irina, name: 'Ирина Орлова' };
      },
      INVALID_INPUT: ({ irina }) => ({ clientId: irina, name: 'Другая' }),
    },
  },
  act: {
    ok: { input: async (salon) => ({ requestId: await erased(salon) }), answer: pdf },
    refused: { NOT_FOUND: () => ({ requestId: NOBODY }) },
  },
};
