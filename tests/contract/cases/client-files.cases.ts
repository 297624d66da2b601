import fs from 'node:fs';
import { expect } from 'vitest';
import type { clientFilesContract } from '../../../src-shared/client-files/client-files.contract.ts';
import { sqlText } from '../../../src-main/store/executor.ts';
import { dataPaths } from '../../../src-main/store/data-folder.ts';
import type { CaseSalon } from '../prepared-salon.ts';
import { type CasesOf, NOBODY } from './case.ts';

const commandId = expect.any(Number) as number;
const PDF = Buffer.from('%PDF-1.7 договор').toString('base64');
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]).toString('base64');
const NO_UPLOAD = '00000000-0000-4000-8000-000000000000';

async function uploaded({ client }: CaseSalon, base64 = PDF): Promise<string> {
  return (await client.clientFiles.upload({ uploadId: null, base64 })).uploadId;
}

/** A file on Olga's card. */
async function added(salon: CaseSalon, thumbBase64?: string): Promise<number> {
  const { clientFileId } = await salon.client.clientFiles.add({
    clientId: salon.olga,
    uploadId: await uploaded(salon),
    fileName: 'договор.pdf',
    ...(thumbBase64 === undefined ? {} : { thumbBase64 }),
    values: {},
  });
  return clientFileId;
}

/** Loses the contents of the whole salon. */
async function lost(salon: CaseSalon): Promise<number> {
  const id = await added(salon, JPEG);
  fs.rmSync(dataPaths(salon.test.dir).contents, { recursive: true });
  return id;
}

const toAdd = async (salon: CaseSalon, change: object = {}) => ({
  clientId: salon.olga,
  uploadId: await uploaded(salon),
  fileName: 'договор.pdf',
  values: {},
  ...change,
});

/** Olga agrees to photos. */
function agree({ test, olga }: CaseSalon): void {
  test.core.salon!.store.work.run({ actorId: null, device: 'test', nowMs: test.clock.nowMs() }, 'test.write', (tx) => {
    const text = tx.insert(
      sqlText(
        "insert into consent_texts (purpose, number, body, sha256, valid_from) values ('photo', 901, 'Согласие', 'x', '2026-01-01')",
      ),
    );
    tx.insert(
      sqlText(
        "insert into consents (client_id, purpose, text_id, channel, given_at_ms) values (?, 'photo', ?, 'paper', 1)",
        olga,
        text,
      ),
    );
  });
}

export const clientFilesCases: CasesOf<typeof clientFilesContract> = {
  list: {
    ok: {
      input: async (salon) => {
        await added(salon);
        return { clientId: salon.olga };
      },
      answer: { hasPhotoConsent: false, files: [{ title: 'договор.pdf', mediaType: 'application/pdf', kind: 'file' }] },
    },
    refused: { NOT_FOUND: () => ({ clientId: NOBODY }) },
  },
  upload: {
    ok: { input: () => ({ uploadId: null, base64: PDF }), answer: { uploadId: expect.any(String) as string } },
    refused: {
      NOT_FOUND: () => ({ uploadId: NO_UPLOAD, base64: PDF }),
      LIMIT_EXCEEDED: async (salon) => {
        const part = Buffer.alloc(4 * 1024 * 1024).toString('base64');
        const uploadId = await uploaded(salon, part);
        for (let count = 0; count < 5; count++) await salon.client.clientFiles.upload({ uploadId, base64: part });
        return { uploadId, base64: part };
      },
    },
  },
  add: {
    ok: {
      input: async (salon) => {
        agree(salon);
        const values = { kind: 'before' as const };
        return await toAdd(salon, {
          uploadId: await uploaded(salon, JPEG),
          fileName: 'до.jpg',
          thumbBase64: JPEG,
          values,
        });
      },
      answer: { commandId, clientFileId: expect.any(Number) as number },
    },
    refused: {
      NOT_FOUND: (salon) => toAdd(salon, { clientId: NOBODY }),
      INVALID_INPUT: {
        input: async (salon) =>
          await toAdd(salon, { uploadId: await uploaded(salon, Buffer.from('<script>').toString('base64')) }),
        data: { fault: 'CLIENT_FILE_TYPE' },
      },
      CONFLICT: {
        input: (salon) => toAdd(salon, { values: { kind: 'after' } }),
        data: { reason: 'photoConsent' },
      },
    },
  },
  update: {
    ok: {
      input: async (salon) => ({ clientFileId: await added(salon), version: 1, values: { title: 'Договор' } }),
      answer: { commandId, version: 2 },
    },
    refused: {
      NOT_FOUND: () => ({ clientFileId: NOBODY, version: 1, values: {} }),
      STALE_VERSION: async (salon) => ({ clientFileId: await added(salon), version: 2, values: {} }),
      INVALID_INPUT: async (salon) => ({ clientFileId: await added(salon), version: 1, values: { kind: 'after' } }),
    },
  },
  remove: {
    ok: { input: async (salon) => ({ clientFileId: await added(salon), version: 1 }), answer: { commandId } },
    refused: {
      NOT_FOUND: () => ({ clientFileId: NOBODY, version: 1 }),
      STALE_VERSION: async (salon) => ({ clientFileId: await added(salon), version: 2 }),
    },
  },
  content: {
    ok: {
      input: async (salon) => ({ clientFileId: await added(salon) }),
      answer: { fileName: 'договор.pdf', mediaType: 'application/pdf', base64: PDF },
    },
    refused: {
      NOT_FOUND: () => ({ clientFileId: NOBODY }),
      CONFLICT: {
        input: async (salon) => ({ clientFileId: await lost(salon) }),
        data: { reason: 'contentMissing' },
      },
    },
  },
  thumb: {
    ok: {
      input: async (salon) => ({ clientFileId: await added(salon, JPEG) }),
      answer: { mediaType: 'image/jpeg', base64: JPEG },
    },
    refused: {
      NOT_FOUND: async (salon) => ({ clientFileId: await added(salon) }),
      CONFLICT: {
        input: async (salon) => ({ clientFileId: await lost(salon) }),
        data: { reason: 'contentMissing' },
      },
    },
  },
};
