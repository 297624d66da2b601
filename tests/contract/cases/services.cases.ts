import { expect } from 'vitest';
import type { servicesContract } from '../../../src-shared/services/services.contract.ts';
import type { Client } from '../../helpers/test-core.ts';
import type { CaseSalon } from '../prepared-salon.ts';
import { type CasesOf, NOBODY } from './case.ts';

const commandId = expect.any(Number) as number;
const id = expect.any(Number) as number;
const fields = { name: 'Укладка', priceMinor: 100_000, durationMin: 30 };
const badSegments = { segments: [{ kind: 'active' as const, minutes: 10 }] };

async function level(client: Client): Promise<number> {
  return (await client.services.createLevel({ name: 'Топ-мастер', percentBp: 12_000 })).levelId;
}

async function priceList(client: Client): Promise<number> {
  return (await client.services.createPriceList({ name: 'Для своих' })).priceListId;
}

/** A category at the deepest level allowed. */
async function deep(client: Client, category: number): Promise<number> {
  let parentId = category;
  for (const name of ['2', '3', '4', '5']) {
    parentId = (await client.services.createCategory({ name, colour: 'teal', parentId })).categoryId;
  }
  return parentId;
}

function bundle(categoryId: number, ...serviceIds: number[]) {
  return { categoryId, name: 'Комплекс', items: serviceIds.map((serviceId) => ({ serviceId })) };
}

async function madeBundle({ client, category, cut, nails }: CaseSalon): Promise<number> {
  return (await client.services.createBundle(bundle(category, cut, nails))).bundleId;
}

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
    refused: {
      NOT_FOUND: () => ({ name: 'Ногти', colour: 'pink', parentId: NOBODY }),
      ALREADY_EXISTS: () => ({ name: 'волосы', colour: 'pink' }),
      INVALID_INPUT: {
        input: async ({ client, category }) => ({
          name: 'На дне',
          colour: 'pink',
          parentId: await deep(client, category),
        }),
        data: { fault: 'TOO_DEEP' },
      },
    },
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
      INVALID_INPUT: {
        input: ({ category }) => ({ categoryId: category, version: 1, values: { parentId: category } }),
        data: { fault: 'CYCLE' },
      },
    },
  },
  reorder: {
    ok: {
      input: ({ category, cut, nails }) => ({ categoryId: category, serviceIds: [nails, cut] }),
      answer: { commandId },
    },
    refused: {
      NOT_FOUND: ({ category }) => ({ categoryId: category, serviceIds: [NOBODY] }),
      ALREADY_EXISTS: async ({ client, category }) => {
        const { categoryId } = await client.services.createCategory({ name: 'Ногти', colour: 'pink' });
        const { serviceId } = await client.services.create({ categoryId, ...fields, name: 'Стрижка' });
        return { categoryId: category, serviceIds: [serviceId] };
      },
    },
  },
  reorderCategories: {
    ok: {
      input: async ({ client, category }) => {
        const { categoryId } = await client.services.createCategory({ name: 'Ногти', colour: 'pink' });
        return { parentId: null, categoryIds: [categoryId, category] };
      },
      answer: { commandId },
    },
    refused: {
      NOT_FOUND: () => ({ parentId: null, categoryIds: [NOBODY] }),
      ALREADY_EXISTS: async ({ client, category }) => {
        const made = { name: 'Волосы', colour: 'pink' as const, parentId: category };
        const { categoryId } = await client.services.createCategory(made);
        return { parentId: null, categoryIds: [categoryId] };
      },
      INVALID_INPUT: {
        input: ({ category }) => ({ parentId: category, categoryIds: [category] }),
        data: { fault: 'CYCLE' },
      },
    },
  },
  createLevel: {
    ok: { input: () => ({ name: 'Топ-мастер', percentBp: 12_000 }), answer: { commandId, levelId: id } },
    refused: {
      ALREADY_EXISTS: async ({ client }) => {
        await client.services.createLevel({ name: 'Топ-мастер' });
        return { name: 'топ-мастер' };
      },
    },
  },
  updateLevel: {
    ok: {
      input: async ({ client }) => ({ levelId: await level(client), version: 1, values: { percentBp: 11_000 } }),
      answer: { commandId },
    },
    refused: {
      NOT_FOUND: () => ({ levelId: NOBODY, version: 1, values: {} }),
      STALE_VERSION: async ({ client }) => ({ levelId: await level(client), version: 2, values: {} }),
      ALREADY_EXISTS: async ({ client }) => {
        await client.services.createLevel({ name: 'Стилист' });
        return { levelId: await level(client), version: 1, values: { name: 'Стилист' } };
      },
      CONFLICT: {
        input: async ({ client, anna }) => {
          const levelId = await level(client);
          const person = (await client.staff.list({})).find((item) => item.id === anna)!;
          await client.staff.update({ staffId: anna, version: person.version, values: { levelId } });
          return { levelId, version: 1, values: { isArchived: true } };
        },
        data: { what: 'level', count: 1 },
      },
    },
  },
  reorderLevels: {
    ok: {
      input: async ({ client }) => {
        const first = await level(client);
        const { levelId } = await client.services.createLevel({ name: 'Стилист' });
        return { levelIds: [levelId, first] };
      },
      answer: { commandId },
    },
    refused: { NOT_FOUND: () => ({ levelIds: [NOBODY] }) },
  },
  createPriceList: {
    ok: { input: () => ({ name: 'Для своих' }), answer: { commandId, priceListId: id } },
    refused: {
      ALREADY_EXISTS: async ({ client }) => {
        await priceList(client);
        return { name: 'для своих' };
      },
    },
  },
  updatePriceList: {
    ok: {
      input: async ({ client }) => ({ priceListId: await priceList(client), version: 1, values: { isArchived: true } }),
      answer: { commandId },
    },
    refused: {
      NOT_FOUND: () => ({ priceListId: NOBODY, version: 1, values: {} }),
      STALE_VERSION: async ({ client }) => ({ priceListId: await priceList(client), version: 2, values: {} }),
      ALREADY_EXISTS: async ({ client }) => {
        await client.services.createPriceList({ name: 'Партнёры' });
        return { priceListId: await priceList(client), version: 1, values: { name: 'Партнёры' } };
      },
    },
  },
  setTerms: {
    ok: {
      input: ({ cut, anna, maria }) => ({
        validFrom: '2026-12-01',
        cells: [
          { serviceId: cut, priceMinor: 220_000 },
          { serviceId: cut, staffId: anna, priceMinor: 260_000, durationMin: 45 },
          { serviceId: cut, staffId: maria, isDone: false },
        ],
      }),
      answer: { commandId },
    },
    refused: {
      NOT_FOUND: ({ cut }) => ({ cells: [{ serviceId: cut, staffId: NOBODY, priceMinor: 1 }] }),
      INVALID_INPUT: {
        input: ({ cut, nails, maria }) => ({
          cells: [
            { serviceId: cut, priceMinor: 1 },
            { serviceId: nails, staffId: maria, priceMinor: 1 },
          ],
        }),
        data: { index: 1, serviceName: 'Маникюр', staffName: 'Мария Титова', fault: 'NOT_DONE' },
      },
    },
  },
  removePrice: {
    ok: {
      input: async ({ client, cut }) => {
        await client.services.setTerms({ validFrom: '2026-12-01', cells: [{ serviceId: cut, priceMinor: 1 }] });
        return { serviceId: cut, validFrom: '2026-12-01' };
      },
      answer: { commandId },
    },
    refused: { NOT_FOUND: ({ cut }) => ({ serviceId: cut, validFrom: '2026-12-01' }) },
  },
  createBundle: {
    ok: {
      input: ({ category, cut, nails }) => ({ ...bundle(category, cut, nails), priceMinor: 300_000 }),
      answer: { commandId, bundleId: id },
    },
    refused: {
      NOT_FOUND: ({ category, cut }) => bundle(category, cut, NOBODY),
      ALREADY_EXISTS: async ({ client, category, cut, nails }) => {
        await client.services.createBundle(bundle(category, cut, nails));
        return bundle(category, nails, cut);
      },
      INVALID_INPUT: {
        input: ({ category, cut, nails }) => ({ ...bundle(category, cut, nails), items: [{ serviceId: cut }] }),
        data: { fault: 'TOO_FEW_ITEMS' },
      },
    },
  },
  updateBundle: {
    ok: {
      input: async (salon) => ({ bundleId: await madeBundle(salon), version: 1, values: { isArchived: true } }),
      answer: { commandId },
    },
    refused: {
      NOT_FOUND: () => ({ bundleId: NOBODY, version: 1, values: {} }),
      STALE_VERSION: async (salon) => ({ bundleId: await madeBundle(salon), version: 2, values: {} }),
      ALREADY_EXISTS: async (salon) => {
        const { client, category, cut, nails } = salon;
        await client.services.createBundle({ ...bundle(category, cut, nails), name: 'День красоты' });
        return { bundleId: await madeBundle(salon), version: 1, values: { name: 'день красоты' } };
      },
      INVALID_INPUT: {
        input: async (salon) => ({ bundleId: await madeBundle(salon), version: 1, values: { items: [] } }),
        data: { fault: 'TOO_FEW_ITEMS' },
      },
    },
  },
};
