import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ContentFolder, digestOf } from '../../../src-main/store/content-folder.ts';
import { query } from '../../../src-main/store/query.ts';
import { temporaryFolder } from '../../helpers/test-store.ts';
import { type HeldSalon, bookVisit, openHeldSalon } from './held-salon.ts';

let salon: HeldSalon;
beforeEach(async () => {
  salon = await openHeldSalon();
  bookVisit(salon.store());
});
afterEach(() => {
  salon.close();
});

const DAY_MS = 24 * 3_600_000;
const live = (): ContentFolder => new ContentFolder(salon.paths.contents);
const kept = (): ContentFolder => new ContentFolder(path.join(salon.paths.backups, 'client-files'));
const write = (body: Parameters<ReturnType<HeldSalon['store']>['work']['run']>[2]) =>
  salon.store().work.run({ actorId: null, device: 'test', nowMs: salon.clock.nowMs() }, 'test.write', body);

/** A file of the only client; returns its digest. */
function addFile(text: string): string {
  const bytes = Buffer.from(text);
  const sha256 = live().put(bytes);
  write((tx) =>
    tx.insert(
      query.insertInto('client_files').values({
        client_id: 1,
        kind: 'file',
        media_type: 'application/pdf',
        size_bytes: bytes.length,
        sha256,
        created_at_ms: 1,
      }),
    ),
  );
  return sha256;
}

test('a copy takes the contents along, each once for all copies', async () => {
  const first = addFile('%PDF-1');
  await salon.backup.create('manual');
  expect(kept().read(first)).toEqual(Buffer.from('%PDF-1'));
  const before = fs.statSync(kept().file(first)).ino;
  const second = addFile('%PDF-2');
  await salon.backup.create('manual');
  expect(kept().has(second)).toBe(true);
  expect(fs.statSync(kept().file(first)).ino).toBe(before);
});

test('a restore brings back what is missing, also on a computer that has nothing but the folder of copies', async () => {
  const digest = addFile('%PDF-1');
  const copy = await salon.backup.create('manual');
  fs.rmSync(salon.paths.contents, { recursive: true });
  await salon.backup.restore(copy.id);
  expect(live().state(digest)).toBe('sound');

  const dir = temporaryFolder('zerkalo-new-pc-');
  fs.cpSync(salon.paths.backups, path.join(dir, 'backups'), { recursive: true });
  const other = await openHeldSalon({ dir, isClosed: true });
  try {
    const taken = await other.backup.restore(copy.id);
    expect(taken.salonName).toBe('Зеркало на Лесной');
    expect(new ContentFolder(other.paths.contents).state(digest)).toBe('sound');
  } finally {
    other.close();
  }
});

test('a copy that is brought from outside brings the contents that lie beside it', async () => {
  const digest = addFile('%PDF-1');
  const copy = await salon.backup.create('manual');
  const stick = temporaryFolder('zerkalo-stick-');
  fs.cpSync(salon.paths.backups, stick, { recursive: true });
  const other = await openHeldSalon({ isClosed: true });
  try {
    const info = await other.backup.importFile(path.join(stick, copy.id));
    expect(await other.backup.verify(info.id)).toMatchObject({ ok: true, findings: [] });
    await other.backup.restore(info.id);
    expect(new ContentFolder(other.paths.contents).state(digest)).toBe('sound');
  } finally {
    other.close();
    fs.rmSync(stick, { recursive: true });
  }
});

test('verify names each missing and each damaged content; the copy can be restored all the same', async () => {
  const [lost, harmed] = [addFile('%PDF-1'), addFile('%PDF-2')];
  const copy = await salon.backup.create('manual');
  expect(await salon.backup.verify(copy.id)).toMatchObject({ ok: true });
  fs.rmSync(kept().file(lost));
  fs.writeFileSync(kept().file(harmed), '%PDF-3');
  const { ok, findings } = await salon.backup.verify(copy.id);
  expect(ok).toBe(false);
  expect(findings).toEqual([
    `content_missing client_files#1 file ${lost.slice(0, 12)}`,
    `content_damaged client_files#2 file ${harmed.slice(0, 12)}`,
  ]);
  fs.rmSync(salon.paths.contents, { recursive: true });
  await salon.backup.restore(copy.id);
  // Neither is made up: what cannot be proved does not come back.
  expect([live().state(lost), live().state(harmed)]).toEqual(['missing', 'missing']);
});

test('the next copy heals what was damaged beside the copies, and is made in spite of a lost photo', async () => {
  const [sound, lost] = [addFile('%PDF-1'), addFile('%PDF-2')];
  await salon.backup.create('manual');
  fs.writeFileSync(kept().file(sound), 'xxxxxx');
  fs.rmSync(kept().file(lost));
  live().remove(lost);
  const copy = await salon.backup.create('manual');
  expect(copy.isProved).toBe(true);
  expect(kept().state(sound)).toBe('sound');
  expect((await salon.backup.verify(copy.id)).findings).toEqual([
    `content_missing client_files#2 file ${lost.slice(0, 12)}`,
  ]);
});

test('contents that no copy needs go after 30 days, those of a copy that is kept stay', async () => {
  const gone = addFile('%PDF-1');
  const stays = addFile('%PDF-2');
  const early = await salon.backup.create('manual');
  const orphan = kept().put(Buffer.from('nobody'));
  write((tx) => tx.run(query.deleteFrom('client_files').where('sha256', '=', gone)));
  const old = new Date(salon.clock.nowMs() - 31 * DAY_MS);
  for (const digest of [gone, stays, orphan]) fs.utimesSync(kept().file(digest), old, old);
  await salon.backup.create('manual');
  // The early copy still names both; nobody names the orphan.
  expect([gone, stays, orphan].map((digest) => kept().has(digest))).toEqual([true, true, false]);
  // A copy whose list is lost may need anything.
  const other = kept().put(Buffer.from('another'));
  fs.utimesSync(kept().file(other), old, old);
  fs.rmSync(path.join(salon.paths.backups, `${early.id}.contents`));
  await salon.backup.create('manual');
  expect(kept().has(other)).toBe(true);
});

test('a content is safe before it has its name: half a file is never one', () => {
  const folder = live();
  const digest = folder.put(Buffer.from('whole'));
  expect(digest).toBe(digestOf(Buffer.from('whole')));
  expect(fs.readdirSync(path.dirname(folder.file(digest)))).toEqual([digest]);
  // The same bytes are one file; a damaged one is written anew.
  fs.writeFileSync(folder.file(digest), 'who');
  expect(folder.state(digest)).toBe('damaged');
  folder.put(Buffer.from('whole'));
  expect(folder.state(digest)).toBe('sound');
});

test.each(['../../zerkalo.db', '/etc/passwd', 'A'.repeat(64), '', `${'a'.repeat(63)}/`])(
  'nothing but a digest is a name: %s',
  (name) => {
    expect(() => live().file(name)).toThrow(RangeError);
  },
);
