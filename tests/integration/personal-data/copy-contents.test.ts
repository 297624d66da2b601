import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import * as fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { MAX_COPY_CONTENT_BYTES, fittingContents } from '../../../src-shared/personal-data/personal-data.rules.ts';
import { type PrivacySalon, openPrivacySalon } from './privacy-salon.ts';

let salon: PrivacySalon;
afterEach(() => salon.close());

function addFile(name: string, bytes: Buffer): void {
  const { uploadId } = salon.files.upload(salon.owner, { uploadId: null, base64: bytes.toString('base64') });
  const values = { kind: 'file', visitId: null, pairNo: null, title: '' } as const;
  salon.files.add(salon.owner, { clientId: salon.olga as never, uploadId, fileName: name, values });
}

const copied = async (): Promise<Record<string, unknown>[]> => {
  const file = await salon.data.papers.copy(salon.owner, salon.olga, 'json', 'ru');
  return JSON.parse(Buffer.from(file.base64, 'base64').toString('utf8')).client_files;
};

test('D2 the JSON holds every file byte for byte under its name; a lost one says so', async () => {
  salon = await openPrivacySalon();
  const contract = Buffer.concat([Buffer.from('%PDF-1.7 '), randomBytes(70_000)]);
  const photo = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(40_000)]);
  addFile('договор.pdf', contract);
  addFile('до.jpg', photo);
  const held = await copied();
  expect(held.map(({ title, content_left_out: left }) => [title, left])).toEqual([
    ['договор.pdf', null],
    ['до.jpg', null],
  ]);
  expect(Buffer.from(String(held[0]!['content_base64']), 'base64').equals(contract)).toBe(true);
  expect(Buffer.from(String(held[1]!['content_base64']), 'base64').equals(photo)).toBe(true);

  fs.rmSync(salon.store.paths.contents, { recursive: true });
  expect(await copied()).toMatchObject([
    { title: 'договор.pdf', content_base64: null, content_left_out: 'missing' },
    { title: 'до.jpg', content_base64: null, content_left_out: 'missing' },
  ]);
});

test('D2 a copy holds files up to its limit, in their order, and any single one', async () => {
  salon = await openPrivacySalon();
  expect(fittingContents([3, 5, 2], 6)).toEqual([true, false, true]);
  expect(fittingContents([25 * 1024 * 1024])).toEqual([true]);
  fc.assert(
    fc.property(fc.array(fc.nat({ max: MAX_COPY_CONTENT_BYTES })), (sizes) => {
      const fits = fittingContents(sizes);
      const sum = sizes.reduce((total, size, at) => total + (fits[at] ? size : 0), 0);
      expect(sum).toBeLessThanOrEqual(MAX_COPY_CONTENT_BYTES);
      for (const [at, size] of sizes.entries()) {
        const before = sizes.slice(0, at).reduce((total, one, index) => total + (fits[index] ? one : 0), 0);
        expect(fits[at]).toBe(before + size <= MAX_COPY_CONTENT_BYTES);
      }
    }),
  );
});
