import fs from 'node:fs';
import path from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startBackupSchedule } from '../../../src-main/backup/backup-schedule.ts';
import { verifyDatabase } from '../../../src-main/store/verify.ts';
import type { RunJob } from '../../../src-main/workers/run-job.ts';
import { silentLogger } from '../../helpers/test-store.ts';
import { type HeldSalon, bookVisit, openHeldSalon, runHere } from './held-salon.ts';

let salon: HeldSalon;

beforeEach(async () => {
  salon = await openHeldSalon();
});
afterEach(() => {
  salon.close();
});

const filesOfBackups = () => fs.readdirSync(salon.paths.backups).sort();

describe('a copy of the working salon', () => {
  test('holds what was answered, is one file, verifies, and says so in its manifest (B5)', async () => {
    for (let index = 0; index < 30; index++) bookVisit(salon.store());
    const head = salon.store().head();
    const info = await salon.backup.create('manual');
    expect(info).toMatchObject({
      reason: 'manual',
      visits: 30,
      clients: 30,
      salonName: 'Зеркало на Лесной',
      isProved: true,
      lastChangeAtMs: head.atMs,
    });
    expect(salon.backup.list()).toEqual([info]);
    expect(filesOfBackups()).toEqual([info.id, `${info.id}.contents`, `${info.id}.json`]);
    const manifest = JSON.parse(fs.readFileSync(path.join(salon.paths.backups, `${info.id}.json`), 'utf8')) as object;
    expect(manifest).toMatchObject({ head, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const copy = new BetterSqlite(path.join(salon.paths.backups, info.id), { readonly: true });
    expect(verifyDatabase(copy, { highWater: head })).toMatchObject({ ok: true, commands: head.commandId });
    expect(copy.pragma('journal_mode', { simple: true })).toBe('delete');
    copy.close();
    expect(fs.statSync(path.join(salon.paths.backups, info.id)).mode & 0o077).toBe(0);
    expect(salon.jobs.at(0)).toMatchObject({ title: 'backup.create', share: 0, state: 'running' });
    expect(salon.jobs.at(-1)).toMatchObject({ title: 'backup.create', share: 1, state: 'done' });
  });

  test('one flipped byte inside a text is found by the digest, and the copy is no longer proved (B5)', async () => {
    bookVisit(salon.store());
    const info = await salon.backup.create('manual');
    const file = path.join(salon.paths.backups, info.id);
    const bytes = fs.readFileSync(file);
    const at = bytes.indexOf(Buffer.from('Алёна'));
    expect(at).toBeGreaterThan(0);
    bytes[at + 1]! ^= 1;
    fs.writeFileSync(file, bytes);
    await expect(salon.backup.verify(info.id)).resolves.toEqual({ ok: false, findings: ['digest'], commands: 0 });
    expect(salon.backup.list()).toMatchObject([{ id: info.id, isProved: false }]);
    expect(salon.backup.lastProvedAtMs()).toBeNull();
  });

  test('a copy that is cut or emptied is never called sound', async () => {
    bookVisit(salon.store());
    const info = await salon.backup.create('manual');
    const file = path.join(salon.paths.backups, info.id);
    for (const length of [fs.statSync(file).size - 4096, 5000, 0]) {
      fs.truncateSync(file, length);
      const answer = await salon.backup.verify(info.id);
      expect(answer.ok).toBe(false);
      expect(answer.findings.length).toBeGreaterThan(0);
    }
  });

  test('a copy that differs from its source is refused, and nothing is left of it (B6)', async () => {
    const runJob: RunJob = async (name, input, options) => {
      const value = await runHere(name, input, options);
      if (name === 'backup.copy') fs.truncateSync((input as { target: string }).target, 4096);
      return value;
    };
    salon.close();
    salon = await openHeldSalon({ runJob });
    bookVisit(salon.store());
    await expect(salon.backup.create('manual')).rejects.toMatchObject({ code: 'BACKUP_FAILED' });
  });

  test('the folder that goes away in mid-copy is an error, and the older copies stay (B6)', async () => {
    bookVisit(salon.store());
    const first = await salon.backup.create('manual');
    bookVisit(salon.store());
    const away = `${salon.paths.backups}-away`;
    const copying = salon.backup.create('manual');
    while (salon.jobs.at(-1)?.state !== 'running') await Promise.resolve();
    fs.renameSync(salon.paths.backups, away);
    await expect(copying).rejects.toMatchObject({ code: 'BACKUP_FAILED', data: { reason: 'DISK_ERROR' } });
    fs.rmSync(salon.paths.backups, { recursive: true, force: true });
    fs.renameSync(away, salon.paths.backups);
    expect(salon.backup.list()).toEqual([first]);
  });

  test('what a killed copy left behind is cleared away, foreign files are not', async () => {
    fs.writeFileSync(path.join(salon.paths.backups, '.copy.tmp'), 'half');
    fs.writeFileSync(path.join(salon.paths.backups, 'zerkalo-20250101T000000Z-manual.db.json'), '{}');
    fs.writeFileSync(path.join(salon.paths.backups, 'notes.txt'), 'of the owner');
    fs.writeFileSync(path.join(salon.paths.backups, 'other.db'), 'not ours');
    expect(salon.backup.list()).toEqual([]);
    const info = await salon.backup.create('manual');
    expect(filesOfBackups()).toEqual(
      ['notes.txt', 'other.db', info.id, `${info.id}.contents`, `${info.id}.json`].sort(),
    );
  });

  test('an id never leaves the folder', async () => {
    for (const id of ['..', '../zerkalo.db', 'zerkalo.db', 'missing.db', '.copy.tmp']) {
      expect(() => salon.backup.verify(id)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
      expect(() => salon.backup.restore(id)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
    }
  });
});

describe('the hourly copy', () => {
  test('is made when something changed, and thins the older ones out (B7)', async () => {
    const schedule = startBackupSchedule(salon.backup, silentLogger);
    try {
      await schedule.trigger();
      await schedule.trigger();
      expect(salon.backup.list()).toHaveLength(1);
      for (let hour = 0; hour < 3; hour++) {
        for (let quarter = 0; quarter < 3; quarter++) {
          bookVisit(salon.store());
          salon.clock.atMs += 15 * 60_000;
          await schedule.trigger();
        }
        salon.clock.atMs += 15 * 60_000;
      }
      const hours = salon.backup.list().map((copy) => Math.floor(copy.createdAtMs / 3_600_000));
      expect(new Set(hours).size).toBe(hours.length);
      expect(salon.backup.list()[0]).toMatchObject({ reason: 'schedule', visits: 9 });
    } finally {
      schedule.stop();
    }
  });

  test('a failure is logged and does not end the schedule', async () => {
    const errors: object[] = [];
    const schedule = startBackupSchedule(salon.backup, { ...silentLogger, error: (data) => errors.push(data) });
    try {
      bookVisit(salon.store());
      fs.rmSync(salon.paths.backups, { recursive: true });
      fs.writeFileSync(salon.paths.backups, 'a file where the folder was');
      await schedule.trigger();
      expect(errors).toMatchObject([{ data: { reason: expect.any(String) } }]);
      fs.rmSync(salon.paths.backups);
      await schedule.trigger();
      expect(salon.backup.list()).toHaveLength(1);
    } finally {
      schedule.stop();
    }
  });
});
