import { expect } from 'vitest';
import type { clientsContract } from '../../../src-shared/clients/clients.contract.ts';
import { IRINA_DIGITS, OLGA_DIGITS, YESTERDAY } from '../prepared-salon.ts';
import { type CasesOf, NOBODY } from './case.ts';
import { clientFamilyCases, clientMarksCases, clientNotesCases } from './client-marks.cases.ts';

const commandId = expect.any(Number) as number;
const taken = [{ phone: `8${IRINA_DIGITS.slice(1)}` }];
const noPhone = [{ phone: 'позвонить мужу' }];

export const clientsCases: CasesOf<typeof clientsContract> = {
  search: {
    ok: {
      input: () => ({ query: OLGA_DIGITS.slice(-4) }),
      answer: [{ name: 'Ольга Петрова', phone: '+7 916 123-45-67', visits: 0, isArchived: false }],
    },
    refused: {},
  },
  list: {
    ok: {
      input: () => ({}),
      answer: { total: 2, clients: [{ name: 'Ирина Орлова' }, { name: 'Ольга Петрова' }] },
    },
    refused: {},
  },
  card: {
    ok: {
      input: ({ irina }) => ({ clientId: irina }),
      answer: {
        firstName: 'Ирина',
        email: 'a@b.example',
        phones: [{ phone: '+7 903 555-77-88' }],
        visits: expect.arrayContaining([expect.objectContaining({ localDate: YESTERDAY, services: 'Стрижка' })]) as [],
      },
    },
    refused: { NOT_FOUND: () => ({ clientId: NOBODY }) },
  },
  create: {
    ok: {
      input: () => ({ firstName: 'Вера', phones: [{ phone: '8 (905) 111-22-33' }] }),
      answer: { commandId, clientId: expect.any(Number) as number },
    },
    refused: {
      NOT_FOUND: () => ({ firstName: 'Вера', relativeOf: { clientId: NOBODY, role: 'дочь' } }),
      ALREADY_EXISTS: {
        input: () => ({ firstName: 'Вера', phones: taken }),
        data: { name: 'Ирина Орлова', phone: '+7 903 555-77-88' },
      },
      INVALID_INPUT: { input: () => ({ firstName: 'Вера', phones: noPhone }), data: { field: 'phone' } },
    },
  },
  update: {
    ok: {
      input: ({ olga }) => ({ clientId: olga, version: 1, values: { note: 'Любит тишину' } }),
      answer: { commandId, version: 2 },
    },
    refused: {
      NOT_FOUND: () => ({ clientId: NOBODY, version: 1, values: {} }),
      STALE_VERSION: ({ olga }) => ({ clientId: olga, version: 3, values: { note: 'x' } }),
      ALREADY_EXISTS: ({ olga }) => ({ clientId: olga, version: 1, values: { phones: taken } }),
      INVALID_INPUT: ({ olga }) => ({ clientId: olga, version: 1, values: { birthday: '2030-01-01' } }),
    },
  },
  setArchived: {
    ok: { input: ({ olga }) => ({ clientId: olga, version: 1, isArchived: true }), answer: { commandId } },
    refused: {
      NOT_FOUND: () => ({ clientId: NOBODY, version: 1, isArchived: true }),
      STALE_VERSION: ({ olga }) => ({ clientId: olga, version: 2, isArchived: true }),
    },
  },
  suggestions: {
    ok: {
      input: async ({ client, olga }) => {
        await client.clients.update({ clientId: olga, version: 1, values: { source: 'Вывеска', decidedBy: 'Близко' } });
        return {};
      },
      answer: { source: ['Вывеска'], decidedBy: ['Близко'], learnedFrom: [], city: [] },
    },
    refused: {},
  },
  ...clientMarksCases,
  ...clientNotesCases,
  ...clientFamilyCases,
};
