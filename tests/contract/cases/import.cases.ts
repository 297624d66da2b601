import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { importContract } from '../../../src-shared/import/import.contract.ts';
import type { LiveEvent } from '../../../src-shared/system/system.contract.ts';
import type { CaseSalon } from '../prepared-salon.ts';
import { type CasesOf, type InputOf, NOBODY, nothing } from './case.ts';

const text = expect.any(String) as string;
const TABLE = 'Имя;Фамилия;Телефон\nДарья;Белова;+7 999 000-11-22\nОльга;Петрова;8 916 123-45-67';
const OPTIONS = {
  existing: 'fill',
  otherName: 'separate',
  inFile: 'merge',
  nameOrder: 'lastFirst',
  keepsUnread: true,
} as const;

const part = (content: string, uploadId: string | null = null) => ({
  uploadId,
  base64: Buffer.from(content).toString('base64'),
  isLast: true,
  fileName: 'клиенты.csv',
});

const handed: InputOf<{ draftId: string }> = async ({ client }) => {
  const { draft } = await client.import.upload(part(TABLE));
  return { draftId: draft!.draftId };
};
const mapping = ['firstName', 'lastName', 'phone'] as const;

const rehearsed: InputOf<{ draftId: string }> = async (salon) => {
  const { draftId } = await handed(salon);
  await salon.client.import.check({ draftId, mapping: [...mapping], options: OPTIONS });
  return { draftId };
};

const imported: InputOf<{ importId: number }> = async (salon) => {
  const { importId } = await salon.client.import.run(await rehearsed(salon));
  return { importId };
};

const undone: InputOf<{ importId: number }> = async (salon) => {
  const { importId } = await imported(salon);
  await salon.client.import.undo({ importId });
  return { importId };
};

const noDraft = () => ({ draftId: randomUUID() });

/** So many that the import of them runs for a while. */
const MANY = [
  'Имя;Фамилия;Телефон',
  ...Array.from({ length: 6000 }, (_, at) => `Дарья;Белова${at};7999${1_000_000 + at}`),
];

/** Begins an import that goes on while the case makes its call. */
async function beginLong({ client, test: { core } }: CaseSalon): Promise<void> {
  const { draft } = await client.import.upload(part(MANY.join('\n')));
  const draftId = draft!.draftId;
  await client.import.check({ draftId, mapping: [...mapping], options: OPTIONS });
  void client.import.run({ draftId }).catch(() => undefined);
  await expect.poll(() => core.salon!.imports.list().some(({ status }) => status === 'running')).toBe(true);
}

/** The id of a running rehearsal, as an open screen hears of it. */
const runningJob: InputOf<{ jobId: string }> = async (salon) => {
  const { client, jobs } = salon;
  const { draftId } = await handed(salon);
  jobs.hold();
  const events = await client.system.live();
  const first = events.next();
  await client.access.session();
  void client.import.check({ draftId, mapping: [...mapping], options: OPTIONS }).catch(() => undefined);
  const { value } = (await first) as { value: LiveEvent };
  await events.return?.();
  return { jobId: value.job!.id };
};

export const importCases: CasesOf<typeof importContract> = {
  upload: {
    ok: {
      input: () => part(TABLE),
      answer: {
        uploadId: text,
        draft: { rows: 2, headerRow: 1, delimiter: ';', encoding: 'utf-8', mapping: [...mapping], shape: 'guessed' },
      },
    },
    refused: {
      NOT_FOUND: () => part(TABLE, randomUUID()),
      INVALID_INPUT: { input: () => part('%PDF-1.4 …'), data: { field: 'file', fault: 'IMPORT_NOT_A_TABLE' } },
    },
  },
  read: {
    ok: {
      input: async (salon) => ({ ...(await handed(salon)), headerRow: 0 }),
      answer: { rows: 3, headerRow: 0, headers: ['', '', ''] },
    },
    refused: {
      NOT_FOUND: noDraft,
      INVALID_INPUT: {
        input: async (salon) => ({ ...(await handed(salon)), headerRow: 3 }),
        data: { fault: 'IMPORT_EMPTY' },
      },
    },
  },
  check: {
    ok: {
      input: async (salon) => ({ ...(await handed(salon)), mapping: [...mapping], options: OPTIONS }),
      answer: {
        rows: 2,
        created: 1,
        updated: 0,
        skipped: 1,
        errors: 0,
        lines: [{ row: 3, kind: 'skipped', by: 'phone' }],
      },
    },
    refused: {
      NOT_FOUND: () => ({ ...noDraft(), mapping: [...mapping], options: OPTIONS }),
      INVALID_INPUT: {
        input: async (salon) => ({ ...(await handed(salon)), mapping: [null, null, 'email'], options: OPTIONS }),
        data: { fault: 'IMPORT_NO_NAME' },
      },
    },
  },
  report: {
    ok: { input: rehearsed, answer: { fileName: 'Отчёт импорта клиенты.xlsx', base64: text } },
    refused: { NOT_FOUND: handed },
  },
  run: {
    ok: {
      input: rehearsed,
      answer: async (answer: object, { client }: CaseSalon) => {
        expect(answer).toMatchObject({ outcome: 'done', counts: { created: 1, skipped: 1 } });
        await expect(client.clients.search({ query: 'Белова' })).resolves.toHaveLength(1);
      },
    },
    refused: {
      NOT_FOUND: handed,
      CONFLICT: {
        input: async (salon) => {
          const draft = await rehearsed(salon);
          await beginLong(salon);
          return draft;
        },
        data: { reason: 'importRuns' },
      },
    },
  },
  drop: {
    ok: {
      input: handed,
      answer: (answer: object) => {
        expect(answer).toEqual({ done: true });
      },
    },
    refused: {},
  },
  cancel: {
    ok: { input: runningJob, answer: { done: true } },
    refused: { NOT_FOUND: () => ({ jobId: randomUUID() }) },
  },
  list: {
    ok: {
      input: async (salon) => {
        await imported(salon);
        return nothing();
      },
      answer: [{ fileName: 'клиенты.csv', status: 'done', wasStopped: false, counts: { created: 1 } }],
    },
    refused: {},
  },
  undoPlan: {
    ok: { input: imported, answer: { removed: 1, restored: 0, keptCount: 0, kept: [] } },
    refused: {
      NOT_FOUND: () => ({ importId: NOBODY }),
      UNDO_REFUSED: { input: undone, data: { reason: 'undone' } },
    },
  },
  undo: {
    ok: {
      input: imported,
      answer: async (answer: object, { client }: CaseSalon) => {
        expect(answer).toMatchObject({ commandId: expect.any(Number) as number });
        await expect(client.clients.search({ query: 'Белова' })).resolves.toEqual([]);
      },
    },
    refused: {
      NOT_FOUND: () => ({ importId: NOBODY }),
      UNDO_REFUSED: { input: undone, data: { reason: 'undone' } },
      CONFLICT: {
        input: async (salon) => {
          const done = await imported(salon);
          await beginLong(salon);
          return done;
        },
        data: { reason: 'importRuns' },
      },
    },
  },
};
