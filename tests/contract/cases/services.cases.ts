import { expect } from 'vitest';
import type { servicesContract } from '../../../src-shared/services/services.contract.ts';
import { type CasesOf, NOBODY } from './case.ts';

const commandId = expect.any(Number) as number;
const id = expect.any(Number) as number;
const fields = { name: 'Укладка', priceMinor: 100_000, durationMin: 30 };
const badSegments = { segments: [{ kind: 'active' as const, minutes: 10 }] };

export const servicesCases: CasesOf<typeof servicesContract> = {
  list: {
    ok: {
      input: () => ({}),
      answer: {
        categories: [{ name: 'Волосы', colour: 'teal' }],
        services: [{ name: 'Стрижка', priceMinor: 200_000, staff: [{}, {}] }, { priceMaxMinor: 700_000 }, {}],
      },
    },
    refused: {},
  },
  create: {
    ok: { input: ({ category }) => ({ categoryId: category, ...fields }), answer: { commandId, serviceId: id } },
    refused: {
      NOT_FOUND: () => ({ categoryId: NOBODY, ...fields }),
      ALREADY_EXISTS: ({ category }) => ({ categoryId: category, ...fields, name: 'СТРИЖКА' }),
      INVALID_INPUT: {
        input: ({ category }) => ({ categoryId: category, ...fields, ...badSegments }),
        data: { field: 'segments', fault: 'SUM_DIFFERS' },
      },
    },
  },
  update: {
    ok: {
      input: ({ cut }) => ({ serviceId: cut, version: 1, values: { priceMinor: 210_000 } }),
      answer: { commandId, version: 2 },
    },
    refused: {
      NOT_FOUND: () => ({ serviceId: NOBODY, version: 1, values: {} }),
      STALE_VERSION: ({ cut }) => ({ serviceId: cut, version: 2, values: { priceMinor: 1 } }),
      ALREADY_EXISTS: ({ cut }) => ({ serviceId: cut, version: 1, values: { name: 'Маникюр' } }),
      INVALID_INPUT: ({ cut }) => ({ serviceId: cut, version: 1, values: badSegments }),
    },
  },
  setArchived: {
    ok: { input: ({ cut }) => ({ serviceId: cut, version: 1, isArchived: true }), answer: { commandId } },
    refused: {
      NOT_FOUND: () => ({ serviceId: NOBODY, version: 1, isArchived: true }),
      STALE_VERSION: ({ cut }) => ({ serviceId: cut, version: 2, isArchived: true }),
      ALREADY_EXISTS: async ({ client, category, cut }) => {
        await client.services.setArchived({ serviceId: cut, version: 1, isArchived: true });
        await client.services.create({ categoryId: category, ...fields, name: 'Стрижка' });
        return { serviceId: cut, version: 2, isArchived: false };
      },
    },
  },
  setStaff: {
    ok: { input: ({ nails, maria }) => ({ serviceId: nails, staff: [{ staffId: maria }] }), answer: { commandId } },
    refused: {
      NOT_FOUND: ({ nails }) => ({ serviceId: nails, staff: [{ staffId: NOBODY }] }),
      INVALID_INPUT: {
        input: ({ colour, maria }) => ({ serviceId: colour, staff: [{ staffId: maria, durationMin: 90 }] }),
        data: { fault: 'SERVICE_HAS_SEGMENTS' },
      },
    },
  },
  createCategory: {
    ok: { input: () => ({ name: 'Ногти', colour: 'pink' }), answer: { commandId, categoryId: id } },
    refused: { ALREADY_EXISTS: () => ({ name: 'волосы', colour: 'pink' }) },
  },
  updateCategory: {
    ok: {
      input: ({ category }) => ({ categoryId: category, version: 1, values: { colour: 'pink' } }),
      answer: { commandId },
    },
    refused: {
      NOT_FOUND: () => ({ categoryId: NOBODY, version: 1, values: {} }),
      STALE_VERSION: ({ category }) => ({ categoryId: category, version: 2, values: { name: 'x' } }),
      ALREADY_EXISTS: async ({ client, category }) => {
        await client.services.createCategory({ name: 'Ногти', colour: 'pink' });
        return { categoryId: category, version: 1, values: { name: 'Ногти' } };
      },
      CONFLICT: {
        input: ({ category }) => ({ categoryId: category, version: 1, values: { isArchived: true } }),
        data: { what: 'serviceCategory', count: 3 },
      },
    },
  },
  reorder: {
    ok: {
      input: ({ category, cut, nails }) => ({ categoryId: category, serviceIds: [nails, cut] }),
      answer: { commandId },
    },
    refused: { NOT_FOUND: ({ category }) => ({ categoryId: category, serviceIds: [NOBODY] }) },
  },
};
