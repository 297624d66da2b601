import { expect } from 'vitest';
import type { productsContract } from '../../../src-shared/products/products.contract.ts';
import { type CasesOf, NOBODY } from './case.ts';

const commandId = expect.any(Number) as number;
const SHAMPOO = { name: 'Шампунь', brand: 'Estel', priceMinor: 89_000, barcodes: ['4606453012345'] };

export const productsCases: CasesOf<typeof productsContract> = {
  list: {
    ok: {
      input: async ({ client }) => {
        await client.products.create(SHAMPOO);
        return { query: 'ifvgeym' };
      },
      answer: { products: [{ name: 'Шампунь', priceMinor: 89_000, version: 1 }], total: 1, categories: [] },
    },
    refused: {},
  },
  byBarcode: {
    ok: {
      input: async ({ client }) => {
        await client.products.create(SHAMPOO);
        return { barcode: '4606453012345' };
      },
      answer: { name: 'Шампунь' },
    },
    refused: {
      NOT_FOUND: { input: () => ({ barcode: '4600000000000' }), data: { what: 'barcode', barcode: '4600000000000' } },
    },
  },
  create: {
    ok: { input: () => SHAMPOO, answer: { commandId, productId: expect.any(Number) as number } },
    refused: {
      NOT_FOUND: { input: () => ({ ...SHAMPOO, categoryId: NOBODY }), data: { what: 'productCategory' } },
      ALREADY_EXISTS: {
        input: async ({ client }) => {
          await client.products.create(SHAMPOO);
          return { ...SHAMPOO, name: 'Другой' };
        },
        data: { what: 'barcode', name: 'Шампунь', barcode: '4606453012345' },
      },
      INVALID_INPUT: {
        input: () => ({ ...SHAMPOO, minPriceMinor: 90_000 }),
        data: { field: 'minPriceMinor', fault: 'FLOOR_ABOVE_PRICE' },
      },
    },
  },
  update: {
    ok: {
      input: async ({ client }) => {
        const { productId } = await client.products.create(SHAMPOO);
        return { productId, version: 1, values: { priceMinor: 95_000 } };
      },
      answer: { commandId, version: 2 },
    },
    refused: {
      NOT_FOUND: () => ({ productId: NOBODY, version: 1, values: {} }),
      STALE_VERSION: async ({ client }) => {
        const { productId } = await client.products.create(SHAMPOO);
        return { productId, version: 2, values: {} };
      },
      ALREADY_EXISTS: async ({ client }) => {
        await client.products.create(SHAMPOO);
        const { productId } = await client.products.create({ name: 'Бальзам', priceMinor: 1 });
        return { productId, version: 1, values: { name: 'шампунь', brand: 'estel' } };
      },
      INVALID_INPUT: async ({ client }) => {
        const { productId } = await client.products.create(SHAMPOO);
        return { productId, version: 1, values: { minPriceMinor: 90_000 } };
      },
    },
  },
  createCategory: {
    ok: { input: () => ({ name: 'Уход' }), answer: { commandId, categoryId: expect.any(Number) as number } },
    refused: {
      ALREADY_EXISTS: async ({ client }) => {
        await client.products.createCategory({ name: 'Уход' });
        return { name: 'уход' };
      },
    },
  },
  updateCategory: {
    ok: {
      input: async ({ client }) => {
        const { categoryId } = await client.products.createCategory({ name: 'Уход' });
        return { categoryId, version: 1, values: { name: 'Уход за волосами' } };
      },
      answer: { commandId },
    },
    refused: {
      NOT_FOUND: () => ({ categoryId: NOBODY, version: 1, values: {} }),
      STALE_VERSION: async ({ client }) => {
        const { categoryId } = await client.products.createCategory({ name: 'Уход' });
        return { categoryId, version: 2, values: {} };
      },
      ALREADY_EXISTS: async ({ client }) => {
        await client.products.createCategory({ name: 'Стайлинг' });
        const { categoryId } = await client.products.createCategory({ name: 'Уход' });
        return { categoryId, version: 1, values: { name: 'Стайлинг' } };
      },
      CONFLICT: {
        input: async ({ client }) => {
          const { categoryId } = await client.products.createCategory({ name: 'Уход' });
          await client.products.create({ ...SHAMPOO, categoryId });
          return { categoryId, version: 1, values: { isArchived: true } };
        },
        data: { name: 'Уход', count: 1 },
      },
    },
  },
};
