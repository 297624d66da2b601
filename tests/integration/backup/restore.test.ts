import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readHighWater } from '../../../src-main/store/high-water.ts';
import { verifyDatabase } from '../../../src-main/store/verify.ts';
import { type HeldSalon, bookVisit, openHeldSalon } from './held-salon.ts';

let salon: HeldSalon;

beforeEach(async () => {
  salon = await openHeldSalon();
});
afterEach(() => {
  salon.close();
});

const book = (count: number) => {
  for (let index = 0; index < count; index++) bookVisit(salon.store());
};
const leftovers = () =>
  fs.readdirSync(salon.paths.dir).filter((name) => name.includes('restoring') || name.includes('replaced'));

describe('restore', () => {
  test('brings the copy back, keeps what was there, and both verify', async () => {
    book(5);
    const copy = await salon.backup.create('manual');
    book(7);
    const answer = await salon.backup.restore(copy.id);
    expect(answer.salonName).toBe('Зеркало на Лесной');
    expect(salon.visits()).toBe(5);
    expect(verifyDatabase(salon.store().connection)).toMatchObject({ ok: true });
    expect(salon.backup.list().find(({ id }) => id === answer.keptAs)).toMatchObject({
      reason: 'before_restore',
      visits: 12,
      isProved: true,
    });
    expect(leftovers()).toEqual([]);
    expect(readHighWater(salon.paths)).toEqual(salon.store().head());
    book(1);
    await salon.backup.restore(answer.keptAs!);
    expect(salon.visits()).toBe(12);
  });

  test('the restored file opens after a restart without lost writes, and goes on being written', async () => {
    book(3);
    const copy = await salon.backup.create('manual');
    book(40);
    await salon.backup.restore(copy.id);
    await salon.holder.close();
    await salon.holder.open();
    expect(salon.visits()).toBe(3);
    book(1);
    await salon.holder.close();
    await salon.holder.open();
    expect(salon.visits()).toBe(4);
  });

  test('sign-ins that stand in a copy are forgotten', async () => {
    const { work } = salon.store();
    work.run({ actorId: null, device: 'test', nowMs: 1 }, 'setup.testUser', (tx) => {
      tx.runSql(
        'insert into sessions (token_hash, user_id, device, created_at_ms, seen_at_ms) values (?, 1, ?, 0, 0)',
        ['hash of a stolen token', 'browser'],
      );
    });
    const copy = await salon.backup.create('manual');
    await salon.backup.restore(copy.id);
    expect(salon.store().connection.prepare('select count(*) from sessions').pluck().get()).toBe(0);
    expect(salon.store().connection.prepare('select count(*) from users').pluck().get()).toBe(1);
  });

  test.each([
    ['a zeroed page', (bytes: Buffer) => bytes.fill(0, 8192, 12288)],
    ['a random page', (bytes: Buffer) => randomBytes(4096).copy(bytes, 3 * 4096)],
    ['a zeroed header', (bytes: Buffer) => bytes.fill(0, 0, 100)],
    ['a flipped byte in a text', (bytes: Buffer) => (bytes[bytes.indexOf('Лесной')]! ^= 4)],
    ['a cut end', (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length * 0.6))],
    ['length 0', () => Buffer.alloc(0)],
  ])('a copy with %s is refused and the salon goes on as it was', async (_, damage) => {
    book(2);
    const copy = await salon.backup.create('manual');
    book(2);
    const bytes = fs.readFileSync(path.join(salon.paths.backups, copy.id));
    const damaged = damage(bytes);
    fs.writeFileSync(path.join(salon.paths.backups, copy.id), Buffer.isBuffer(damaged) ? damaged : bytes);
    await expect(salon.backup.restore(copy.id)).rejects.toMatchObject({
      code: 'BACKUP_FAILED',
      data: { reason: expect.stringMatching(/^(DAMAGED|NOT_A_COPY)$/) },
    });
    expect(salon.visits()).toBe(4);
    expect(leftovers()).toEqual([]);
    book(1);
  });

  test('a restored file that does not open gives way to the one before', async () => {
    book(2);
    const copy = await salon.backup.create('manual');
    book(3);
    salon.holder.failNextOpen = true;
    await expect(salon.backup.restore(copy.id)).rejects.toMatchObject({ code: 'BACKUP_FAILED' });
    expect(salon.visits()).toBe(5);
    expect(verifyDatabase(salon.store().connection)).toMatchObject({ ok: true });
    expect(leftovers()).toEqual([]);
  });

  test('when the current file cannot be kept, it is not replaced', async () => {
    book(2);
    const copy = await salon.backup.create('manual');
    book(1);
    const real = salon.paths.backups;
    // A folder under the temporary name of the copy: nothing can be written there.
    fs.mkdirSync(path.join(real, '.copy.tmp', 'x'), { recursive: true });
    await expect(salon.backup.restore(copy.id)).rejects.toMatchObject({ code: 'BACKUP_FAILED' });
    expect(salon.visits()).toBe(3);
    book(1);
    expect(leftovers()).toEqual([]);
  });

  test('a second restore at the same time is told so', async () => {
    book(1);
    const copy = await salon.backup.create('manual');
    const first = salon.backup.restore(copy.id);
    expect(() => salon.backup.restore(copy.id)).toThrow(expect.objectContaining({ code: 'CONFLICT' }));
    await first;
    await expect(salon.backup.restore(copy.id)).resolves.toMatchObject({ salonName: 'Зеркало на Лесной' });
  });
});

describe('restore over a damaged file (recovery screen)', () => {
  test('the damaged file and its log are set aside as they lie there', async () => {
    book(4);
    const copy = await salon.backup.create('manual');
    await salon.holder.close();
    const damaged = fs.readFileSync(salon.paths.database).fill(0, 0, 5000);
    fs.writeFileSync(salon.paths.database, damaged);
    fs.writeFileSync(`${salon.paths.database}-wal`, 'what is left of a log');
    await expect(salon.holder.open()).rejects.toMatchObject({ problem: { code: 'DATABASE_CORRUPT' } });
    const { keptAs } = await salon.backup.restore(copy.id);
    expect(salon.visits()).toBe(4);
    expect(keptAs).toMatch(/before_restore-damaged/);
    expect(fs.readFileSync(path.join(salon.paths.backups, keptAs!))).toEqual(damaged);
    expect(fs.readFileSync(path.join(salon.paths.backups, `${keptAs!}-wal`), 'utf8')).toBe('what is left of a log');
    expect(salon.backup.list().find(({ id }) => id === keptAs)).toMatchObject({ isProved: false });
  });

  test('a file of length 0 is no salon to copy, but it is kept', async () => {
    book(4);
    const copy = await salon.backup.create('manual');
    await salon.holder.close();
    fs.truncateSync(salon.paths.database, 0);
    await expect(salon.backup.create('manual')).rejects.toMatchObject({ data: { reason: 'NOT_A_COPY' } });
    const { keptAs } = await salon.backup.restore(copy.id);
    expect(salon.visits()).toBe(4);
    expect(salon.backup.list().find(({ id }) => id === keptAs)).toMatchObject({ isProved: false, bytes: 0 });
  });

  test('a missing file is put back', async () => {
    book(4);
    const copy = await salon.backup.create('manual');
    await salon.holder.close();
    fs.rmSync(salon.paths.database);
    await expect(salon.holder.open()).rejects.toMatchObject({ problem: { code: 'DATABASE_MISSING' } });
    await expect(salon.backup.restore(copy.id)).resolves.toMatchObject({ keptAs: null });
    expect(salon.visits()).toBe(4);
  });

  test('an untouched new salon is not worth keeping', async () => {
    book(2);
    const copy = await salon.backup.create('manual');
    const bytes = fs.readFileSync(path.join(salon.paths.backups, copy.id));
    salon.close();
    salon = await openHeldSalon({ isClosed: true });
    await salon.holder.open();
    const { backup } = await salon.backup.upload(null, bytes, true);
    await expect(salon.backup.restore(backup!.id)).resolves.toMatchObject({ keptAs: null });
    expect(salon.visits()).toBe(2);
  });

  test('the folder opens with the old or the new file wherever the swap is cut short', async () => {
    book(2);
    const copy = await salon.backup.create('manual');
    book(1);
    const mark = salon.store().head();
    await salon.holder.close();
    // Cut short before the rename: the mark is gone, the file is the old one.
    fs.rmSync(salon.paths.highWater);
    await salon.holder.open();
    expect(salon.visits()).toBe(3);
    expect(salon.store().head()).toEqual(mark);
    await salon.holder.close();
    // Cut short after the rename: no mark, the new file.
    fs.rmSync(salon.paths.highWater, { force: true });
    fs.copyFileSync(path.join(salon.paths.backups, copy.id), salon.paths.database);
    await salon.holder.open();
    expect(salon.visits()).toBe(2);
    const raw = new BetterSqlite(salon.paths.database, { readonly: true });
    expect(raw.pragma('integrity_check', { simple: true })).toBe('ok');
    raw.close();
  });
});
