import { expect } from 'vitest';
import type { segmentsContract } from '../../../src-shared/segments/segments.contract.ts';
import { query } from '../../../src-main/store/query.ts';
import type { CaseSalon } from '../prepared-salon.ts';
import { type CasesOf, NOBODY, nothing } from './case.ts';

const commandId = expect.any(Number) as number;
const WOMEN = { join: 'and' as const, items: [{ field: 'phone' as const, op: 'known' as const }] };
/** A phone is no date. */
const NONSENSE = { join: 'and' as const, items: [{ field: 'phone' as const, op: 'withinLast' as const, days: 3 }] };

const segment = async ({ client }: CaseSalon, name = 'С телефоном') =>
  (await client.segments.create({ name, filter: WOMEN })).segmentId;

/** A tag straight into the file. */
const tag = ({ test }: CaseSalon): number => {
  const { store } = test.core.salon!;
  return store.work.run({ actorId: null, device: 'test', nowMs: 1 }, 'setup.tag', (tx) =>
    tx.insert(query.insertInto('client_tags').values({ name: 'Блондинка', colour: 'teal' })),
  ).value;
};

export const segmentsCases: CasesOf<typeof segmentsContract> = {
  rows: {
    ok: {
      input: () => ({ sort: { column: 'lastOn', isDescending: true } }),
      answer: { total: 2, rows: [{ name: expect.any(String) as string }, {}] },
    },
    refused: { INVALID_INPUT: { input: () => ({ filter: NONSENSE }), data: { reason: 'WRONG_QUESTION' } } },
  },
  count: {
    ok: { input: () => ({ filter: WOMEN }), answer: { count: 2 } },
    refused: { INVALID_INPUT: () => ({ filter: NONSENSE }) },
  },
  choices: {
    ok: {
      input: nothing,
      answer: { services: expect.arrayContaining([expect.objectContaining({ name: 'Стрижка' })]) as [] },
    },
    refused: {},
  },
  list: {
    ok: {
      input: async (salon) => {
        await segment(salon);
        return undefined;
      },
      answer: (answer: { name: string; count: number }[]) => {
        // A master sees the segments of others only when they are shared.
        expect(answer).toEqual(
          expect.arrayContaining([expect.objectContaining({ name: 'С телефоном', count: 2, isShared: false })]),
        );
      },
    },
    refused: {},
  },
  create: {
    ok: {
      input: () => ({ name: 'Все', filter: WOMEN }),
      answer: { commandId, segmentId: expect.any(Number) as number },
    },
    refused: {
      INVALID_INPUT: () => ({ name: 'Все', filter: NONSENSE }),
      ALREADY_EXISTS: async (salon) => {
        await segment(salon, 'Все');
        return { name: 'все', filter: WOMEN };
      },
    },
  },
  update: {
    ok: {
      input: async (salon) => ({ segmentId: await segment(salon), version: 1, name: 'Есть номер' }),
      answer: { commandId },
    },
    refused: {
      NOT_FOUND: () => ({ segmentId: NOBODY, version: 1, name: 'x' }),
      STALE_VERSION: async (salon) => ({ segmentId: await segment(salon), version: 4, name: 'x' }),
      INVALID_INPUT: async (salon) => ({ segmentId: await segment(salon), version: 1, filter: NONSENSE }),
      ALREADY_EXISTS: async (salon) => {
        await segment(salon, 'Все');
        return { segmentId: await segment(salon), version: 1, name: 'Все' };
      },
    },
  },
  remove: {
    ok: { input: async (salon) => ({ segmentId: await segment(salon), version: 1 }), answer: { commandId } },
    refused: {
      NOT_FOUND: () => ({ segmentId: NOBODY, version: 1 }),
      STALE_VERSION: async (salon) => ({ segmentId: await segment(salon), version: 3 }),
    },
  },
  change: {
    ok: {
      input: (salon) => ({
        selection: { kind: 'picked', ids: [salon.olga, salon.irina] },
        change: { kind: 'tags', add: [tag(salon)] },
      }),
      answer: { commandId, changed: 2, gone: 0 },
    },
    refused: {
      NOT_FOUND: ({ olga }) => ({
        selection: { kind: 'picked', ids: [olga] },
        change: { kind: 'category', categoryId: NOBODY },
      }),
      CONFLICT: {
        input: ({ anna }) => ({
          selection: { kind: 'found', filter: WOMEN, expected: 1 },
          change: { kind: 'responsible', staffId: anna },
        }),
        data: { expected: 1, found: 2 },
      },
      INVALID_INPUT: ({ olga }) => ({ selection: { kind: 'picked', ids: [olga] }, change: { kind: 'tags' } }),
      LIMIT_EXCEEDED: ({ test }) => {
        const { store } = test.core.salon!;
        const crowd = store.work.run({ actorId: null, device: 'test', nowMs: 1 }, 'setup.crowd', (tx) => {
          tx.runSql(
            `insert into clients (first_name, created_at_ms)
             with recursive n(i) as (select 1 union all select i + 1 from n where i < 50000) select 'А', 1 from n`,
            [],
          );
          return 50_002;
        });
        return {
          selection: { kind: 'found', filter: { join: 'and', items: [] }, expected: crowd.value },
          change: { kind: 'responsible', staffId: null },
        };
      },
    },
  },
  export: {
    ok: {
      input: () => ({ columns: ['name', 'phone'], format: 'xlsx' }),
      answer: ({
        fileName,
        base64,
        rows,
        number,
      }: {
        fileName: string;
        base64: string;
        rows: number;
        number: number;
      }) => {
        expect([rows, number]).toEqual([2, 1]);
        expect(fileName).toMatch(/№1\.xlsx$/u);
        expect(Buffer.from(base64, 'base64').subarray(0, 2).toString('latin1')).toBe('PK');
      },
    },
    refused: { INVALID_INPUT: () => ({ columns: ['name'], format: 'csv', filter: NONSENSE }) },
  },
  exports: {
    ok: {
      input: async ({ client }) => {
        await client.segments.export({ columns: ['name', 'phone'], format: 'csv', filter: WOMEN });
        return undefined;
      },
      answer: [{ number: 1, rows: 2, format: 'csv', columns: ['name', 'phone'], withPhones: true, filter: WOMEN }],
    },
    refused: {},
  },
};
