import { expect } from 'vitest';
import type { staffContract } from '../../../src-shared/staff/staff.contract.ts';
import { TODAY, YESTERDAY } from '../prepared-salon.ts';
import { type CasesOf, NOBODY } from './case.ts';

const commandId = expect.any(Number) as number;

export const staffCases: CasesOf<typeof staffContract> = {
  list: {
    ok: {
      input: () => ({}),
      answer: [
        { firstName: 'Анна', phone: '+7 926 111-22-33', services: [{}, {}, {}] },
        { firstName: 'Мария', phone: null, services: [{}, {}] },
      ],
    },
    refused: {},
  },
  create: {
    ok: {
      input: ({ hall }) => ({ firstName: 'Вера', colour: 'pink', defaultRoomId: hall }),
      answer: { commandId, staffId: expect.any(Number) as number },
    },
    refused: {
      NOT_FOUND: {
        input: () => ({ firstName: 'Вера', colour: 'pink', defaultRoomId: NOBODY }),
        data: { what: 'room' },
      },
      INVALID_INPUT: () => ({ firstName: 'Вера', colour: 'pink', hiredOn: TODAY, leftOn: YESTERDAY }),
    },
  },
  update: {
    ok: {
      input: ({ anna }) => ({ staffId: anna, version: 1, values: { jobTitle: 'Топ-мастер' } }),
      answer: { commandId, version: 2 },
    },
    refused: {
      NOT_FOUND: () => ({ staffId: NOBODY, version: 1, values: {} }),
      STALE_VERSION: ({ anna }) => ({ staffId: anna, version: 2, values: { jobTitle: 'x' } }),
      INVALID_INPUT: ({ anna }) => ({ staffId: anna, version: 1, values: { phone: 'домашний' } }),
    },
  },
  setArchived: {
    ok: { input: ({ maria }) => ({ staffId: maria, version: 1, isArchived: true }), answer: { commandId } },
    refused: {
      NOT_FOUND: () => ({ staffId: NOBODY, version: 1, isArchived: true }),
      STALE_VERSION: ({ maria }) => ({ staffId: maria, version: 2, isArchived: true }),
      CONFLICT: {
        input: ({ anna }) => ({ staffId: anna, version: 1, isArchived: true }),
        data: { what: 'staff', name: 'Анна Соколова', count: 1, lastDate: TODAY },
      },
    },
  },
  setServices: {
    ok: { input: ({ maria, nails }) => ({ staffId: maria, services: [{ serviceId: nails }] }), answer: { commandId } },
    refused: {
      NOT_FOUND: ({ maria }) => ({ staffId: maria, services: [{ serviceId: NOBODY }] }),
      INVALID_INPUT: ({ maria, cut }) => ({ staffId: maria, services: [{ serviceId: cut }, { serviceId: cut }] }),
    },
  },
  reorder: {
    ok: { input: ({ anna, maria }) => ({ staffIds: [maria, anna] }), answer: { commandId } },
    refused: { NOT_FOUND: () => ({ staffIds: [NOBODY] }) },
  },
};
