import { expect } from 'vitest';
import type {
  clientFamilyProcedures,
  clientMarksProcedures,
  clientNotesProcedures,
} from '../../../src-shared/clients/client-marks.contract.ts';
import type { CaseSalon } from '../prepared-salon.ts';
import { type CasesOf, NOBODY } from './case.ts';

const commandId = expect.any(Number) as number;
const vip = { name: 'VIP', colour: 'violet' } as const;
const quiet = { name: 'любит тишину', colour: 'blue' } as const;

async function category({ client }: CaseSalon): Promise<number> {
  return (await client.clients.createCategory(vip)).categoryId;
}
async function tag({ client }: CaseSalon): Promise<number> {
  return (await client.clients.createTag(quiet)).tagId;
}
async function note({ client, olga }: CaseSalon): Promise<number> {
  return (await client.clients.addNote({ clientId: olga, body: 'Кофе без сахара' })).noteId;
}

export const clientMarksCases: CasesOf<typeof clientMarksProcedures> = {
  marks: {
    ok: {
      input: async (salon) => {
        await category(salon);
        await tag(salon);
        return { withCounts: true };
      },
      answer: { categories: [{ ...vip, discountBp: 0, clientCount: 0 }], tags: [{ ...quiet, isArchived: false }] },
    },
    refused: {},
  },
  createCategory: {
    ok: { input: () => ({ ...vip, discountBp: 1000 }), answer: { commandId } },
    refused: {
      ALREADY_EXISTS: async (salon) => {
        await category(salon);
        return { ...vip, name: 'vip' };
      },
      INVALID_INPUT: { input: () => ({ ...vip, priceListId: NOBODY }), data: { field: 'priceListId' } },
    },
  },
  updateCategory: {
    ok: {
      input: async (salon) => ({ categoryId: await category(salon), version: 1, values: { isArchived: true } }),
      answer: { commandId },
    },
    refused: {
      NOT_FOUND: () => ({ categoryId: NOBODY, version: 1, values: {} }),
      STALE_VERSION: async (salon) => ({ categoryId: await category(salon), version: 2, values: { discountBp: 500 } }),
      ALREADY_EXISTS: async (salon) => {
        await salon.client.clients.createCategory({ ...vip, name: 'Постоянный' });
        return { categoryId: await category(salon), version: 1, values: { name: 'Постоянный' } };
      },
      INVALID_INPUT: async (salon) => ({
        categoryId: await category(salon),
        version: 1,
        values: { priceListId: NOBODY },
      }),
    },
  },
  reorderCategories: {
    ok: {
      input: async (salon) => {
        const first = await category(salon);
        const { categoryId } = await salon.client.clients.createCategory({ ...vip, name: 'Постоянный' });
        return { categoryIds: [categoryId, first] };
      },
      answer: { commandId },
    },
    refused: { NOT_FOUND: () => ({ categoryIds: [NOBODY] }) },
  },
  createTag: {
    ok: { input: () => quiet, answer: { commandId } },
    refused: {
      ALREADY_EXISTS: async (salon) => {
        await tag(salon);
        return quiet;
      },
    },
  },
  updateTag: {
    ok: {
      input: async (salon) => ({ tagId: await tag(salon), version: 1, values: { colour: 'pink' as const } }),
      answer: { commandId },
    },
    refused: {
      NOT_FOUND: () => ({ tagId: NOBODY, version: 1, values: {} }),
      STALE_VERSION: async (salon) => ({ tagId: await tag(salon), version: 2, values: { name: 'x' } }),
      ALREADY_EXISTS: async (salon) => {
        await salon.client.clients.createTag({ ...quiet, name: 'кофе' });
        return { tagId: await tag(salon), version: 1, values: { name: 'Кофе' } };
      },
    },
  },
  reorderTags: {
    ok: {
      input: async (salon) => {
        const first = await tag(salon);
        const { tagId } = await salon.client.clients.createTag({ ...quiet, name: 'кофе' });
        return { tagIds: [tagId, first] };
      },
      answer: { commandId },
    },
    refused: { NOT_FOUND: () => ({ tagIds: [NOBODY] }) },
  },
};

export const clientNotesCases: CasesOf<typeof clientNotesProcedures> = {
  addNote: {
    ok: {
      as: 'master',
      input: ({ olga }) => ({ clientId: olga, body: 'Пьёт чай', isPinned: true }),
      answer: { commandId },
    },
    refused: { NOT_FOUND: () => ({ clientId: NOBODY, body: 'x' }) },
  },
  updateNote: {
    ok: {
      input: async (salon) => ({ noteId: await note(salon), version: 1, values: { isPinned: true } }),
      answer: { commandId },
    },
    refused: {
      NOT_FOUND: () => ({ noteId: NOBODY, version: 1, values: {} }),
      STALE_VERSION: async (salon) => ({ noteId: await note(salon), version: 2, values: { body: 'x' } }),
    },
  },
  removeNote: {
    ok: { input: async (salon) => ({ noteId: await note(salon), version: 1 }), answer: { commandId } },
    refused: {
      NOT_FOUND: () => ({ noteId: NOBODY, version: 1 }),
      STALE_VERSION: async (salon) => ({ noteId: await note(salon), version: 2 }),
    },
  },
};

export const clientFamilyCases: CasesOf<typeof clientFamilyProcedures> = {
  linkRelative: {
    ok: { input: ({ olga, irina }) => ({ clientId: olga, relativeId: irina, role: 'дочь' }), answer: { commandId } },
    refused: {
      NOT_FOUND: ({ olga }) => ({ clientId: olga, relativeId: NOBODY }),
      INVALID_INPUT: { input: ({ olga }) => ({ clientId: olga, relativeId: olga }), data: { reason: 'ONESELF' } },
    },
  },
  setFamilyRole: {
    ok: {
      input: async ({ client, olga, irina }) => {
        await client.clients.linkRelative({ clientId: olga, relativeId: irina });
        return { clientId: irina, role: 'сестра' };
      },
      answer: { commandId },
    },
    refused: {
      NOT_FOUND: () => ({ clientId: NOBODY, role: 'x' }),
      INVALID_INPUT: { input: ({ olga }) => ({ clientId: olga, role: 'мама' }), data: { reason: 'NO_FAMILY' } },
    },
  },
  leaveFamily: {
    ok: {
      input: async ({ client, olga, irina }) => {
        await client.clients.linkRelative({ clientId: olga, relativeId: irina });
        return { clientId: olga };
      },
      answer: { commandId },
    },
    refused: { NOT_FOUND: () => ({ clientId: NOBODY }) },
  },
};
