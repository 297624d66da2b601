import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { type Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SCHEMA_VERSION, migrations } from '../../../db/migrations/index.ts';
import { BackupFolder } from '../../../src-main/backup/backup-folder.ts';
import { backupBeforeMigration } from '../../../src-main/backup/backup-before-migration.ts';
import { type DataPaths, dataPaths, isNetworkPath } from '../../../src-main/store/data-folder.ts';
import { query } from '../../../src-main/store/query.ts';
import type { StartProblem } from '../../../src-main/store/problems.ts';
import { type Store, type StoreOptions, openStore } from '../../../src-main/store/store.ts';
import { verifyDatabase } from '../../../src-main/store/verify.ts';
import { TEST_NOW_MS, temporaryFolder } from '../../helpers/test-store.ts';
import { bookVisit, furnish, runHere } from '../backup/held-salon.ts';

const PAGE = 4096;
let dir: string;
let paths: DataPaths;

beforeEach(() => {
  dir = temporaryFolder('zerkalo-open-');
  paths = dataPaths(dir);
});
afterEach(() => {
  fs.rmSync(dir, { recursive: true, force: true });
});

const open = (options: Partial<StoreOptions> = {}): Promise<Store> =>
  openStore({ dataDir: dir, host: 'test', nowMs: () => TEST_NOW_MS, ...options });

/** Makes a salon with visits in the folder and closes it. */
async function makeSalon(visits = 20): Promise<void> {
  const store = await open();
  furnish(store, 'Зеркало');
  for (let index = 0; index < visits; index++) bookVisit(store);
  store.close();
}

/** Leaves the folder as a death of the process would: with a log that was never folded in. */
async function makeWreck(visits = 20): Promise<void> {
  const store = await open();
  furnish(store, 'Зеркало');
  store.settle();
  for (let index = 0; index < visits; index++) bookVisit(store);
  const copy = (name: string) => fs.readFileSync(name);
  const [database, log] = [copy(paths.database), copy(`${paths.database}-wal`)];
  store.close();
  // Written by the closing: the mark of the last commit, which the file must now reach.
  fs.writeFileSync(paths.database, database);
  fs.writeFileSync(`${paths.database}-wal`, log);
  fs.rmSync(`${paths.database}-shm`, { force: true });
}

async function problem(options: Partial<StoreOptions> = {}): Promise<StartProblem> {
  try {
    const store = await open(options);
    store.close();
  } catch (error) {
    return (error as { problem: StartProblem }).problem;
  }
  throw new Error('the store opened');
}

/** What lies in the folder, by content: a refusal must leave the data alone. */
function contents(): Record<string, string> {
  const names = fs.readdirSync(dir).filter((name) => /^zerkalo\.db(-wal)?$|^high-water/.test(name));
  return Object.fromEntries(names.map((name) => [name, fs.readFileSync(path.join(dir, name)).toString('base64')]));
}

async function expectRefused(codes: string | readonly string[]): Promise<StartProblem> {
  const before = contents();
  const found = await problem();
  expect([codes].flat()).toContain(found.code);
  expect(contents()).toEqual(before);
  return found;
}

const rewrite = (change: (bytes: Buffer) => Buffer | void): void => {
  const bytes = fs.readFileSync(paths.database);
  fs.writeFileSync(paths.database, change(bytes) ?? bytes);
};

describe('a damaged file is noticed at the start, and nothing is written over it (R6)', () => {
  test.each<[string, string, (bytes: Buffer) => Buffer | void]>([
    ['header zeroed', 'DATABASE_CORRUPT', (bytes) => void bytes.fill(0, 0, 100)],
    ['everything zeroed', 'DATABASE_CORRUPT', (bytes) => void bytes.fill(0)],
    ['first page zeroed behind the header', 'DATABASE_CORRUPT', (bytes) => void bytes.fill(0, 100, PAGE)],
    ['second page zeroed', 'DATABASE_CORRUPT', (bytes) => void bytes.fill(0, PAGE, 2 * PAGE)],
    [
      'page in the middle zeroed',
      'DATABASE_CORRUPT',
      (bytes) => void bytes.fill(0, middle(bytes), middle(bytes) + PAGE),
    ],
    ['page in the middle random', 'DATABASE_CORRUPT', (bytes) => void randomBytes(PAGE).copy(bytes, middle(bytes))],
    ['another text', 'DATABASE_CORRUPT', () => Buffer.from('Прайс-лист салона\n'.repeat(500))],
    ['cut at 60 %', 'DATABASE_TRUNCATED', (bytes) => bytes.subarray(0, Math.floor(bytes.length * 0.6))],
    ['cut by a page', 'DATABASE_TRUNCATED', (bytes) => bytes.subarray(0, bytes.length - PAGE)],
    ['cut inside the header', 'DATABASE_TRUNCATED', (bytes) => bytes.subarray(0, 60)],
    ['length 0', 'DATABASE_EMPTY', () => Buffer.alloc(0)],
    ['newer version', 'DATABASE_NEWER', (bytes) => void bytes.writeUInt32BE(9990, 60)],
    ['another program', 'DATABASE_FOREIGN', (bytes) => void bytes.writeUInt32BE(0x47504b47, 68)],
  ])('%s: %s', async (_, code, change) => {
    await makeSalon();
    rewrite(change);
    await expectRefused(code);
  });

  test('the newer file names both versions, so that the person knows what to install', async () => {
    await makeSalon(1);
    rewrite((bytes) => void bytes.writeUInt32BE(9990, 60));
    expect(await problem()).toEqual({
      code: 'DATABASE_NEWER',
      data: { file: paths.database, version: 9990, newest: SCHEMA_VERSION },
    });
  });

  test('any page zeroed or random is noticed at the start or holds nothing of the salon', async () => {
    await makeSalon(3);
    const whole = fs.readFileSync(paths.database);
    const untouched = async () => {
      const store = await open();
      const report = verifyDatabase(store.connection);
      const visits = store.connection.prepare('select count(*) from visits').pluck().get();
      store.close();
      return report.ok && visits === 3;
    };
    const missed: number[] = [];
    for (let page = 0; page < whole.length / PAGE; page++) {
      const bytes = Buffer.from(whole);
      bytes.fill(0, page * PAGE, (page + 1) * PAGE);
      fs.writeFileSync(paths.database, bytes);
      for (const suffix of ['-wal', '-shm']) fs.rmSync(paths.database + suffix, { force: true });
      try {
        if (!(await untouched())) missed.push(page);
      } catch (error) {
        if (!('problem' in (error as object))) missed.push(page);
      }
    }
    expect(missed).toEqual([]);
  });

  test('a schema of this version with a table gone is not opened', async () => {
    await makeSalon(1);
    const connection = new BetterSqlite(paths.database);
    connection.pragma('foreign_keys = OFF');
    connection.exec('drop table visit_lines');
    connection.close();
    await expectRefused('DATABASE_CORRUPT');
  });
});

const middle = (bytes: Buffer) => Math.floor(bytes.length / PAGE / 2) * PAGE;

describe('a missing file is never replaced by an empty one (R6)', () => {
  test.each<[string, () => void]>([
    ['the mark', () => fs.rmSync(paths.backups, { recursive: true })],
    [
      'a copy',
      () => {
        fs.rmSync(paths.highWater);
        fs.writeFileSync(path.join(paths.backups, 'zerkalo-20260101T000000Z-manual.db'), 'a copy');
      },
    ],
    [
      'a log',
      () => {
        fs.rmSync(paths.highWater);
        fs.writeFileSync(`${paths.database}-wal`, 'frames');
      },
    ],
  ])('%s beside it', async (_, leave) => {
    await makeSalon(1);
    fs.rmSync(paths.database);
    leave();
    expect((await problem()).code).toBe('DATABASE_MISSING');
    expect(fs.existsSync(paths.database)).toBe(false);
  });

  test('an empty folder begins a salon', async () => {
    const store = await open();
    expect(store.head().commandId).toBe(0);
    store.close();
    expect(fs.statSync(paths.database).mode & 0o077).toBe(0);
  });
});

describe('the write-ahead log (reliability.md 0.4)', () => {
  const visitsNow = async (): Promise<number> => {
    const store = await open();
    const count = Number(store.connection.prepare('select count(*) from visits').pluck().get());
    const report = verifyDatabase(store.connection);
    store.close();
    expect(report.ok).toBe(true);
    return count;
  };

  test('whole: every answered visit is there', async () => {
    await makeWreck(20);
    await expect(visitsNow()).resolves.toBe(20);
  });

  test('gone: the loss is told with its size and times', async () => {
    await makeWreck(20);
    fs.rmSync(`${paths.database}-wal`);
    const found = await expectRefused('WRITES_LOST');
    expect(found.data).toMatchObject({ lostCommands: 20, lastKeptAtMs: TEST_NOW_MS, lastPromisedAtMs: TEST_NOW_MS });
    const store = await open({ acceptLostWrites: true });
    expect(store.head().commandId).toBe(1);
    store.close();
    const again = await open();
    again.close();
  });

  test.each([0.1, 0.35, 0.6, 0.9, 0.99])('cut at %d: told, never silently fewer', async (share) => {
    await makeWreck(20);
    const log = fs.readFileSync(`${paths.database}-wal`);
    fs.writeFileSync(`${paths.database}-wal`, log.subarray(0, Math.floor(log.length * share)));
    expect(['WRITES_LOST', 'DATABASE_CORRUPT', 'DATABASE_TRUNCATED']).toContain((await problem()).code);
  });

  test('one byte flipped anywhere: told, or all 20 visits are there', async () => {
    for (let trial = 0; trial < 12; trial++) {
      fs.rmSync(dir, { recursive: true, force: true });
      await makeWreck(20);
      const log = fs.readFileSync(`${paths.database}-wal`);
      log[Math.floor((trial / 12) * log.length) + 40]! ^= 0x10;
      fs.writeFileSync(`${paths.database}-wal`, log);
      try {
        expect(await visitsNow()).toBe(20);
      } catch (error) {
        if (!('problem' in (error as object))) throw error;
        expect(['WRITES_LOST', 'DATABASE_CORRUPT']).toContain((error as { problem: StartProblem }).problem.code);
      }
    }
  });

  test('of another file: told, or the visits are all there', async () => {
    await makeWreck(20);
    const foreign = new BetterSqlite(path.join(dir, 'foreign.db'));
    foreign.pragma('journal_mode = WAL');
    foreign.exec('create table t (x); insert into t values (zeroblob(60000))');
    fs.copyFileSync(path.join(dir, 'foreign.db-wal'), `${paths.database}-wal`);
    foreign.close();
    expect(['WRITES_LOST', 'DATABASE_CORRUPT', 'DATABASE_FOREIGN', 'DATABASE_TRUNCATED']).toContain(
      (await problem()).code,
    );
  });

  test('a later log beside the file of another salon: told', async () => {
    await makeSalon(20);
    const store = await open();
    for (let index = 0; index < 5; index++) bookVisit(store);
    const log = fs.readFileSync(`${paths.database}-wal`);
    store.close();
    const other = temporaryFolder('zerkalo-other-');
    const stranger = await openStore({ dataDir: other, host: 'test', nowMs: () => TEST_NOW_MS });
    stranger.close();
    fs.copyFileSync(dataPaths(other).database, paths.database);
    fs.writeFileSync(`${paths.database}-wal`, log);
    fs.rmSync(other, { recursive: true });
    expect(['WRITES_LOST', 'DATABASE_CORRUPT', 'DATABASE_TRUNCATED']).toContain((await problem()).code);
  });

  test('a later log beside an older state of the same file: told at the start or by the check', async () => {
    await makeSalon(20);
    const older = fs.readFileSync(paths.database);
    const store = await open();
    for (let index = 0; index < 200; index++) bookVisit(store);
    store.settle();
    for (let index = 0; index < 5; index++) bookVisit(store);
    const log = fs.readFileSync(`${paths.database}-wal`);
    store.close();
    fs.writeFileSync(paths.database, older);
    fs.writeFileSync(`${paths.database}-wal`, log);
    let isTold = false;
    try {
      const opened = await open();
      isTold = !verifyDatabase(opened.connection).ok;
      opened.close();
    } catch (error) {
      isTold = 'problem' in (error as object);
    }
    expect(isTold).toBe(true);
  });
});

describe('the folder', () => {
  test('a read-only file is refused in words', async () => {
    await makeSalon(1);
    fs.chmodSync(paths.database, 0o444);
    await expectRefused('DATABASE_READ_ONLY');
  });

  test('a read-only folder is refused in words', async () => {
    await makeSalon(1);
    fs.chmodSync(dir, 0o555);
    try {
      expect((await problem()).code).toBe('FOLDER_NOT_WRITABLE');
    } finally {
      fs.chmodSync(dir, 0o755);
    }
  });

  test('a file where the folder should be is refused in words', async () => {
    fs.rmSync(dir, { recursive: true });
    fs.writeFileSync(dir, 'not a folder');
    expect((await problem()).code).toBe('FOLDER_NOT_WRITABLE');
    expect(fs.readFileSync(dir, 'utf8')).toBe('not a folder');
  });

  test.each([0x6969, 0xff534d42, 0xfe534d42, 0x517b, 0x01021997])(
    'a network file system (statfs %i) is refused, nothing is created (R5)',
    async (type) => {
      fs.rmdirSync(dir);
      expect(await problem({ statfsType: () => type })).toEqual({ code: 'FOLDER_ON_NETWORK', data: { folder: dir } });
      expect(fs.existsSync(dir)).toBe(false);
    },
  );

  test.each([
    ['\\\\server\\salon', true],
    ['//server/salon', true],
    ['\\\\?\\UNC\\server\\salon', true],
    ['\\\\?\\C:\\Zerkalo', false],
    ['C:\\Zerkalo', false],
    ['/home/zerkalo', false],
  ])('%s is a network path: %s', (folder, expected) => {
    expect(isNetworkPath(folder, () => 0xef53)).toBe(expected);
  });
});

/** Runs a module under the project's own Node in a process of its own. */
function runChild(code: string, shell = ''): { status: number | null; output: string } {
  const script = path.join(dir, '..', `zerkalo-child-${path.basename(dir)}.ts`);
  fs.writeFileSync(script, code);
  try {
    const result = spawnSync('sh', ['-c', `${shell} exec "$0" "$1"`, process.execPath, script], { encoding: 'utf8' });
    return { status: result.status, output: `${result.stdout}${result.stderr}` };
  } finally {
    fs.rmSync(script);
  }
}

const module = (name: string) => JSON.stringify(path.resolve(import.meta.dirname, '../../..', name));
const OPEN_IN_CHILD = `
import { openStore } from ${module('src-main/store/store.ts')};
const open = (dataDir) => openStore({ dataDir, host: 'test', nowMs: () => Date.now() });
`;

describe('a second instance (R9)', () => {
  const children: ChildProcess[] = [];
  afterEach(async () => {
    for (const child of children.splice(0)) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      if (child.kill('SIGKILL')) await ended;
    }
  });

  async function spawnHolder(): Promise<ChildProcess> {
    const script = path.join(dir, 'holder.ts');
    fs.writeFileSync(
      script,
      `${OPEN_IN_CHILD}
import { dataPaths, writeOwner } from ${module('src-main/store/data-folder.ts')};
const store = await open(${JSON.stringify(dir)});
writeOwner(dataPaths(${JSON.stringify(dir)}), { pid: process.pid, host: 'server', address: 'http://127.0.0.1:4711' });
console.log('open');
setInterval(() => store, 1000);`,
    );
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    await new Promise<void>((resolve, reject) => {
      child.stdout.once('data', () => resolve());
      child.once('exit', (code) => reject(new Error(`the holder ended with ${code}`)));
    });
    return child;
  }

  test('is told who has the folder; when that one dies, even by kill -9, the folder is free', async () => {
    await makeSalon(2);
    const holder = await spawnHolder();
    expect(await problem()).toEqual({
      code: 'FOLDER_IN_USE',
      data: { folder: dir, pid: holder.pid, address: 'http://127.0.0.1:4711' },
    });
    const ended = new Promise((resolve) => holder.once('exit', resolve));
    holder.kill('SIGKILL');
    await ended;
    const store = await open();
    expect(store.head().commandId).toBe(3);
    store.close();
  });

  test('another program that holds the file itself is told about too', async () => {
    await makeSalon(2);
    const other = new BetterSqlite(paths.database);
    other.exec('begin exclusive');
    expect((await problem()).code).toBe('FOLDER_IN_USE');
    other.exec('rollback');
    other.close();
  });
});

describe('a full disk (R4)', () => {
  const SMALL_FILES = `trap '' XFSZ; ulimit -f 100;`;

  test('while the first file is made: said so, and no half file under its name', () => {
    const { output } = runChild(
      `${OPEN_IN_CHILD}
try { await open(${JSON.stringify(dir)}); console.log('opened'); } catch (error) { console.log(error.problem?.code ?? error); }`,
      SMALL_FILES,
    );
    expect(output.trim()).toBe('DISK_FULL');
    expect(fs.readdirSync(dir).filter((name) => name.startsWith('zerkalo.db'))).toEqual([]);
  });

  test('under work: the visit fails whole, and reading goes on', () => {
    const { output } = runChild(
      `${OPEN_IN_CHILD}
import { bookVisit, furnish } from ${module('tests/integration/backup/held-salon.ts')};
import { verifyDatabase } from ${module('src-main/store/verify.ts')};
const store = await open(${JSON.stringify(dir)});
furnish(store, 'Зеркало');
let booked = 0, failure = null;
while (!failure && booked < 5000) {
  try { bookVisit(store); booked++; } catch (error) { failure = error.code; }
}
const visits = Number(store.connection.prepare('select count(*) from visits').pluck().get());
console.log(JSON.stringify({ failure, isWhole: visits === booked, some: booked > 0, inTransaction: store.connection.inTransaction, ok: verifyDatabase(store.connection).ok }));
process.exit(0);`,
      `trap '' XFSZ; ulimit -f 4000;`,
    );
    expect(JSON.parse(output)).toEqual({
      failure: expect.stringMatching(/^SQLITE_(FULL|IOERR_WRITE)$/),
      isWhole: true,
      some: true,
      inTransaction: false,
      ok: true,
    });
  });

  test.runIf(canMount())('work resumes when there is space again', async () => {
    const mount = mountSmallDisk(3);
    try {
      const store = await openStore({ dataDir: path.join(mount, 'salon'), host: 'test', nowMs: () => TEST_NOW_MS });
      furnish(store, 'Зеркало');
      bookVisit(store);
      const ballast = path.join(mount, 'ballast');
      fill(ballast);
      const visits = () => Number(store.connection.prepare('select count(*) from visits').pluck().get());
      let booked = visits();
      let failure: unknown = null;
      for (let index = 0; index < 500 && !failure; index++) {
        try {
          bookVisit(store);
          booked++;
        } catch (error) {
          failure = error;
        }
      }
      expect(failure).toMatchObject({ code: 'SQLITE_FULL' });
      expect(visits()).toBe(booked);
      expect(store.connection.inTransaction).toBe(false);
      fs.rmSync(ballast);
      bookVisit(store);
      expect(visits()).toBe(booked + 1);
      expect(verifyDatabase(store.connection)).toMatchObject({ ok: true });
      store.close();
    } finally {
      spawnSync('umount', [mount]);
      fs.rmdirSync(mount);
    }
  });
});

function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const mount = fs.mkdtempSync(path.join(os.tmpdir(), 'zerkalo-disk-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', mount]);
  if (status === 0) spawnSync('umount', [mount]);
  fs.rmdirSync(mount);
  return status === 0;
}

/** A disk of a few megabytes in memory. */
function mountSmallDisk(megabytes: number): string {
  const mount = fs.mkdtempSync(path.join(os.tmpdir(), 'zerkalo-disk-'));
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', mount]);
  return mount;
}

function fill(file: string): void {
  const handle = fs.openSync(file, 'w');
  try {
    for (let bytes = 65_536; bytes >= 4096; bytes /= 2) {
      try {
        for (;;) fs.writeSync(handle, Buffer.alloc(bytes, 1));
      } catch {
        // Full for this size; smaller pieces may still fit.
      }
    }
  } finally {
    fs.closeSync(handle);
  }
}

describe('a migration (B8)', () => {
  const next = (up: (db: Kysely<unknown>) => Promise<void>) => ({ ...migrations, '9980-next': { up } });
  const later = () =>
    next(async (db) => {
      await sql`create table pets (id integer primary key, name text) strict`.execute(db);
      await sql`alter table clients add column pet text`.execute(db);
    });

  test('that fails half way leaves the file as it was, with a proved copy beside it', async () => {
    await makeSalon(3);
    const broken = {
      ...later(),
      '9990-broken': {
        up: async (db: Kysely<unknown>) => {
          await sql`create table half (id integer primary key) strict`.execute(db);
          await sql`insert into nowhere values (1)`.execute(db);
        },
      },
    };
    const clock = { nowMs: () => TEST_NOW_MS };
    const backupBefore = backupBeforeMigration(paths, clock, runHere);
    const found = await problem({ migrations: broken, backupBefore });
    expect(found).toMatchObject({ code: 'MIGRATION_FAILED', data: { migration: '9990-broken' } });
    const connection = new BetterSqlite(paths.database, { readonly: true });
    expect(connection.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
    const names = connection.prepare('select name from sqlite_schema').pluck().all();
    expect(names).not.toContain('pets');
    expect(names).not.toContain('half');
    connection.close();
    expect(new BackupFolder(paths.backups).list()).toMatchObject([
      { reason: 'before_migration', visits: 3, isProved: true, schemaVersion: SCHEMA_VERSION },
    ]);
    const store = await open();
    expect(store.head().commandId).toBe(4);
    expect(verifyDatabase(store.connection)).toMatchObject({ ok: true });
    bookVisit(store);
    store.close();
  });

  test('is not begun when no copy can be made', async () => {
    await makeSalon(1);
    const backupBefore = () => Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
    expect((await problem({ migrations: later(), backupBefore })).code).toBe('DISK_FULL');
    const store = await open();
    store.close();
  });

  test('that works is there, and the copy holds the state before', async () => {
    await makeSalon(2);
    const backupBefore = backupBeforeMigration(paths, { nowMs: () => TEST_NOW_MS }, runHere);
    const store = await open({ migrations: later(), backupBefore });
    expect(store.connection.pragma('user_version', { simple: true })).toBe(9980);
    store.work.run({ actorId: null, device: 'test', nowMs: TEST_NOW_MS }, 'clients.update', (tx) => {
      tx.run(query.updateTable('clients').set({ note: 'После обновления' }).where('id', '=', 1));
    });
    expect(verifyDatabase(store.connection)).toMatchObject({ ok: true });
    store.close();
    expect(new BackupFolder(paths.backups).list()).toMatchObject([{ reason: 'before_migration', visits: 2 }]);
    // And this program refuses the newer file that it has just become.
    expect((await problem()).code).toBe('DATABASE_NEWER');
  });
});

describe('death during the making of the first file', () => {
  test('leaves no file under its name, and the next start begins cleanly', async () => {
    const { status } = runChild(
      `${OPEN_IN_CHILD}
import fs from 'node:fs';
fs.renameSync = () => process.kill(process.pid, 'SIGKILL');
await open(${JSON.stringify(dir)});`,
    );
    expect(status).not.toBe(0);
    expect(fs.existsSync(paths.database)).toBe(false);
    expect(fs.existsSync(`${paths.database}.creating`)).toBe(true);
    const store = await open();
    furnish(store, 'Зеркало');
    store.close();
    expect(fs.existsSync(`${paths.database}.creating`)).toBe(false);
  });
});
