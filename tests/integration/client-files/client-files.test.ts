import fs from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ClientFilesService } from '../../../src-main/client-files/client-files.service.ts';
import { HistoryService } from '../../../src-main/history/history.service.ts';
import { ContentFolder, digestOf } from '../../../src-main/store/content-folder.ts';
import { query } from '../../../src-main/store/query.ts';
import { Caller } from '../../../src-main/store/service.ts';
import { verifyDatabase } from '../../../src-main/store/verify.ts';
import { clientFilesContract } from '../../../src-shared/client-files/client-files.contract.ts';
import { type JournalSalon, openJournalSalon, refusalOf } from '../journal/journal-salon.ts';

let salon: JournalSalon;
let files: ClientFilesService;
let history: HistoryService;
beforeEach(async () => {
  salon = await openJournalSalon();
  files = new ClientFilesService(salon.deps, salon.settings);
  history = new HistoryService(salon.deps);
});
afterEach(() => {
  salon.close();
});

const PDF = Buffer.from('%PDF-1.7 договор');
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
const DAY_MS = 24 * 3_600_000;

function add(bytes: Buffer, change: object = {}, caller = salon.reception) {
  const { uploadId } = files.upload(caller, { uploadId: null, base64: bytes.toString('base64') });
  const input = { clientId: salon.olga, uploadId, fileName: 'файл', values: {}, ...change };
  return files.add(caller, clientFilesContract.add['~orpc'].inputSchema!.parse(input));
}

/** Olga agrees to photos, or takes it back. */
function consent(withdrawnAtMs: number | null = null): void {
  salon.write((tx) => {
    const text = tx.insert(
      query
        .insertInto('consent_texts')
        .values({ purpose: 'photo', number: 901, body: 'Согласие', sha256: 'x', valid_from: '2026-01-01' }),
    );
    tx.insert(
      query.insertInto('consents').values({
        client_id: salon.olga,
        purpose: 'photo',
        text_id: text,
        channel: 'paper',
        given_at_ms: 1,
        withdrawn_at_ms: withdrawnAtMs,
      }),
    );
  });
}

test('a file comes in parts, lies under its digest, and comes back byte for byte', () => {
  const bytes = Buffer.concat([PDF, Buffer.alloc(3_000_000, 7)]);
  const { uploadId } = files.upload(salon.reception, {
    uploadId: null,
    base64: bytes.subarray(0, 1_500_000).toString('base64'),
  });
  files.upload(salon.reception, { uploadId, base64: bytes.subarray(1_500_000).toString('base64') });
  const { clientFileId } = files.add(
    salon.reception,
    clientFilesContract.add['~orpc'].inputSchema!.parse({
      clientId: salon.olga,
      uploadId,
      fileName: 'договор.pdf',
      values: {},
    }),
  );
  expect(files.list(salon.olga).files).toMatchObject([
    { title: 'договор.pdf', mediaType: 'application/pdf', sizeBytes: bytes.length, byName: 'Test administrator' },
  ]);
  expect(new ContentFolder(salon.store.paths.contents).state(digestOf(bytes))).toBe('sound');
  expect(Buffer.from(files.content(clientFileId).base64, 'base64').equals(bytes)).toBe(true);
  expect(verifyDatabase(salon.store.connection).ok).toBe(true);
});

test('an upload belongs to who began it, is used once, and is given up after ten minutes', () => {
  const base64 = PDF.toString('base64');
  const { uploadId } = files.upload(salon.reception, { uploadId: null, base64 });
  const other = salon.callerOf('owner');
  expect(refusalOf(() => files.upload(other, { uploadId, base64 })).code).toBe('NOT_FOUND');
  salon.clock.atMs += 11 * 60_000;
  expect(refusalOf(() => files.upload(salon.reception, { uploadId, base64 })).code).toBe('NOT_FOUND');
});

test.each([
  ['a page of HTML', Buffer.from('<html><script>'), 'x.pdf', 'file', 'CLIENT_FILE_TYPE'],
  ['a program', Buffer.from('MZ\u0090'), 'x.jpg', 'file', 'CLIENT_FILE_TYPE'],
  ['a zip under another name', Buffer.from('PK\u0003\u0004'), 'x.zip', 'file', 'CLIENT_FILE_TYPE'],
  ['nothing', Buffer.alloc(0), 'x.pdf', 'file', 'FILE_EMPTY'],
  ['a PDF as a photo', PDF, 'x.jpg', 'before', 'PHOTO_TYPE'],
])('%s is refused by its first bytes, whatever its name', (_, bytes, fileName, kind, fault) => {
  consent();
  expect(refusalOf(() => add(bytes, { fileName, values: { kind } }))).toMatchObject({
    code: 'INVALID_INPUT',
    data: { fault },
  });
});

test('a thumbnail is a small JPEG and nothing else', () => {
  const thumbBase64 = Buffer.from('<svg onload=alert(1)>').toString('base64');
  expect(refusalOf(() => add(PDF, { thumbBase64 }))).toMatchObject({ data: { field: 'thumb' } });
});

test('a photo needs a live consent; only the owner keeps one without, with a reason that stays', () => {
  const photo = (change: object = {}, caller = salon.reception) =>
    add(JPEG, { values: { kind: 'before' }, ...change }, caller);
  const overrideReason = 'Согласие подпишет завтра';
  expect(refusalOf(() => photo())).toMatchObject({ code: 'CONFLICT', data: { reason: 'photoConsent' } });
  expect(refusalOf(() => photo({ overrideReason }))).toMatchObject({ data: { permission: 'override_safeguard' } });
  const { commandId } = photo({ overrideReason }, salon.callerOf('owner'));
  expect(history.describe([commandId!])[0]!.reason).toBe(overrideReason);
  consent(5);
  expect(refusalOf(() => photo()).code).toBe('CONFLICT');
  // A file is no photo.
  add(PDF);
});

test('photos of one number are a pair; without a number a photo begins the next', () => {
  consent();
  add(JPEG, { values: { kind: 'before' } });
  add(JPEG, { values: { kind: 'after', pairNo: 1 } });
  add(JPEG, { values: { kind: 'before' } });
  expect(files.list(salon.olga).files.map(({ kind, pairNo }) => [kind, pairNo])).toEqual([
    ['before', 2],
    ['after', 1],
    ['before', 1],
  ]);
});

test('a master puts files on cards, and takes back only their own', () => {
  const { userId } = salon.callerOf('master');
  const anna = new Caller({ userId, name: 'Анна', role: 'master', staffId: salon.anna }, 'test');
  const { commandId } = add(PDF, {}, anna);
  history.undo(anna, commandId!);
  expect(files.list(salon.olga).files).toEqual([]);
  expect(refusalOf(() => add(PDF, {}, salon.callerOf('master'))).code).toBe('FORBIDDEN');
});

test('removed: undone within 30 days with its content, swept afterwards; shared contents stay', () => {
  const { clientFileId } = add(PDF);
  const kept = Buffer.from('%PDF-2');
  const twin = add(kept);
  add(kept);
  const { commandId } = files.remove(salon.reception, { clientFileId, version: 1 });
  files.remove(salon.reception, { clientFileId: twin.clientFileId, version: 1 });
  const contents = new ContentFolder(salon.store.paths.contents);
  const age = (days: number): void => {
    const at = new Date(salon.clock.nowMs() - days * DAY_MS);
    for (const { digest } of contents.list()) fs.utimesSync(contents.file(digest), at, at);
  };
  age(60);
  // The log still may bring it back.
  expect(files.sweep()).toBe(0);
  history.undo(salon.reception, commandId!);
  expect(files.content(clientFileId).fileName).toBe('файл');
  files.remove(salon.reception, { clientFileId, version: 1 });
  salon.clock.atMs += 31 * DAY_MS;
  age(60);
  expect(files.sweep()).toBe(1);
  expect([contents.state(digestOf(PDF)), contents.state(digestOf(kept))]).toEqual(['missing', 'sound']);
});

test('a missing or a damaged content is told, never shown', () => {
  const { clientFileId } = add(PDF);
  const contents = new ContentFolder(salon.store.paths.contents);
  fs.writeFileSync(contents.file(digestOf(PDF)), 'changed');
  expect(refusalOf(() => files.content(clientFileId))).toMatchObject({ data: { reason: 'contentDamaged' } });
  contents.remove(digestOf(PDF));
  expect(refusalOf(() => files.content(clientFileId))).toMatchObject({ data: { reason: 'contentMissing' } });
});
