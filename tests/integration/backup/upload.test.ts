import fs from 'node:fs';
import path from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type HeldSalon, bookVisit, openHeldSalon } from './held-salon.ts';

let salon: HeldSalon;
let sound: Buffer;

beforeEach(async () => {
  salon = await openHeldSalon({ uploadLimitBytes: 2_000_000 });
  for (let index = 0; index < 4; index++) bookVisit(salon.store());
  const copy = await salon.backup.create('manual');
  sound = fs.readFileSync(path.join(salon.paths.backups, copy.id));
});
afterEach(() => {
  salon.close();
});

/** The sound copy after `change` was done to it by another program. */
function crafted(change: (connection: BetterSqlite.Database) => void): Buffer {
  const file = path.join(salon.paths.dir, 'crafted.db');
  fs.writeFileSync(file, sound);
  const connection = new BetterSqlite(file);
  connection.pragma('foreign_keys = OFF');
  change(connection);
  connection.close();
  return fs.readFileSync(file);
}

const uploaded = () => salon.backup.list().filter(({ reason }) => reason === 'uploaded');
const temporaries = () => fs.readdirSync(salon.paths.backups).filter((name) => name.startsWith('.'));

describe('a file from outside', () => {
  test('arrives in parts, is proved and becomes a copy that can be restored', async () => {
    let uploadId: string | null = null;
    for (let at = 0; at < sound.length; at += 100_000) {
      const isLast = at + 100_000 >= sound.length;
      const answer = await salon.backup.upload(uploadId, sound.subarray(at, at + 100_000), isLast);
      uploadId = answer.uploadId;
      if (isLast) expect(answer.backup).toMatchObject({ reason: 'uploaded', visits: 4, isProved: true });
      else expect(answer.backup).toBeNull();
    }
    bookVisit(salon.store());
    await salon.backup.restore(uploaded()[0]!.id);
    expect(salon.visits()).toBe(4);
  });

  test('a file of this computer, its log beside it, becomes a copy; the original is untouched', async () => {
    const source = path.join(salon.paths.dir, 'taken.db');
    bookVisit(salon.store());
    fs.copyFileSync(salon.paths.database, source);
    fs.copyFileSync(`${salon.paths.database}-wal`, `${source}-wal`);
    const before = fs.readFileSync(source);
    await expect(salon.backup.importFile(source)).resolves.toMatchObject({ visits: 5, reason: 'uploaded' });
    expect(fs.readFileSync(source)).toEqual(before);
    await expect(salon.backup.importFile(path.join(salon.paths.dir, 'none.db'))).rejects.toMatchObject({
      data: { reason: 'DISK_ERROR' },
    });
  });

  test('too large: refused while it arrives, and the part on disk is removed', async () => {
    const { uploadId } = await salon.backup.upload(null, Buffer.alloc(1_500_000), false);
    await expect(salon.backup.upload(uploadId, Buffer.alloc(600_000), false)).rejects.toMatchObject({
      code: 'LIMIT_EXCEEDED',
      data: { maxBytes: 2_000_000 },
    });
    expect(temporaries()).toEqual([]);
    await expect(salon.backup.upload(uploadId, Buffer.alloc(1), true)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('abandoned files are pushed out by newer ones', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 3; index++) {
      ids.push((await salon.backup.upload(null, sound.subarray(0, 1000), false)).uploadId);
    }
    expect(temporaries()).toHaveLength(2);
    await expect(salon.backup.upload(ids[0]!, sound.subarray(1000), true)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(salon.backup.upload(ids[2]!, sound.subarray(1000), true)).resolves.toMatchObject({
      backup: { visits: 4 },
    });
  });

  test.each<[string, string, () => Buffer]>([
    ['nothing at all', 'NOT_A_COPY', () => Buffer.alloc(0)],
    ['a picture', 'NOT_A_COPY', () => Buffer.from('\x89PNG\r\n\x1a\n'.padEnd(9000, '.'), 'latin1')],
    ['a cut copy', 'DAMAGED', () => sound.subarray(0, 20_480)],
    ['a base of another program', 'FOREIGN', () => crafted((connection) => connection.pragma('application_id = 1234'))],
    ['a copy of a newer version', 'NEWER', () => crafted((connection) => connection.pragma('user_version = 9990'))],
    [
      'a version that never was',
      'UNKNOWN_SCHEMA',
      () => crafted((connection) => connection.pragma('user_version = 11')),
    ],
    [
      'a foreign trigger (B11)',
      'FOREIGN_OBJECTS',
      () =>
        crafted((connection) =>
          connection.exec('create trigger t after insert on command begin delete from change; end'),
        ),
    ],
    [
      'a trigger of ours with another body (B11)',
      'FOREIGN_OBJECTS',
      () =>
        crafted((connection) => {
          connection.exec('drop trigger log_clients_insert');
          connection.exec('create trigger log_clients_insert after insert on clients begin select 1; end');
        }),
    ],
    [
      'a view in the place of a table (B11)',
      'FOREIGN_OBJECTS',
      () =>
        crafted((connection) =>
          connection.exec(
            'alter table blocks rename to blocks_2; create view blocks as select * from blocks_2, command',
          ),
        ),
    ],
    [
      'a further table (B11)',
      'UNKNOWN_SCHEMA',
      () => crafted((connection) => connection.exec('create table payload (sql text)')),
    ],
    [
      'a column with an expression of its own (B11)',
      'UNKNOWN_SCHEMA',
      () =>
        crafted((connection) =>
          connection.exec('alter table rooms add column evil text generated always as (upper(name)) virtual'),
        ),
    ],
    [
      'a price changed by hand',
      'DAMAGED',
      () =>
        crafted((connection) => {
          const triggers = connection
            .prepare("select name, sql from sqlite_schema where type = 'trigger' and tbl_name = 'visit_lines'")
            .all() as { name: string; sql: string }[];
          for (const { name } of triggers) connection.exec(`drop trigger ${name}`);
          connection.exec('update visit_lines set price_minor = 1 where id = 2');
          for (const { sql } of triggers) connection.exec(sql);
        }),
    ],
  ])('%s is refused as %s, and nothing of it stays', async (_, reason, file) => {
    const bytes = file();
    await expect(salon.backup.upload(null, bytes, true)).rejects.toMatchObject({
      code: 'BACKUP_FAILED',
      data: { reason },
    });
    expect(uploaded()).toEqual([]);
    expect(temporaries()).toEqual([]);
    expect(salon.visits()).toBe(4);
  });
});
