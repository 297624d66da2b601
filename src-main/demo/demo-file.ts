import { randomBytes, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import BetterSqlite, { type Database as SqliteDatabase } from 'better-sqlite3';
import { migrations } from '../../db/migrations/index.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { instantOf } from '../../src-shared/kernel/wall-time.ts';
import { type DataPaths, dataPaths, takeFolder } from '../store/data-folder.ts';
import { migrate } from '../store/migrate.ts';
import { configureConnection } from '../store/open.ts';
import { problemOf } from '../store/problems.ts';
import { assemble } from '../store/store.ts';
import { BulkSink } from './demo-bulk.ts';
import { type CreateDemoOptions, type CreatedDemo, DEMO_TIME_ZONE, writeDemo } from './demo.service.ts';

/** Share of the whole work that is done when all rows are written, and when the indexes are back. */
const ROWS_SHARE = 0.85;
const INDEX_SHARE = 0.95;

/** A file that does not exist yet loses nothing in a power cut: no journal, no waiting for the disk. */
const BUILDING_PRAGMAS = [
  'journal_mode = OFF',
  'synchronous = OFF',
  'locking_mode = EXCLUSIVE',
  'foreign_keys = OFF',
  'cache_size = -262144',
] as const;

interface DemoFileOptions extends CreateDemoOptions {
  readonly dataDir: string;
  readonly host: string;
  /** Fills derived tables of the finished file, which the bulk load passed by. */
  readonly rebuildDerived?: (connection: SqliteDatabase, today: LocalDate) => void;
}

/**
 * Makes the file of a demo salon in a data folder that has none, of any size.
 *
 * The file is built under a temporary name without a journal and appears under its own when it is complete and on the
 * disk; a failure leaves nothing behind.
 *
 * @throws StartError for a folder that cannot be used or a full disk; Error when the folder holds a salon already.
 */
export async function createDemoFile(options: DemoFileOptions): Promise<CreatedDemo> {
  const paths = dataPaths(options.dataDir);
  const lock = takeFolder(paths, options.host);
  // The mark of the chain appears after the file, too: it may lag behind, never run ahead.
  const building = { ...paths, database: `${paths.database}.creating`, highWater: `${paths.highWater}.creating` };
  try {
    for (const file of [paths.database, paths.highWater]) {
      if (fs.existsSync(file)) throw new Error(`${file} is there: a demo never takes the place of a salon`);
    }
    discard(building);
    const created = await build(building, options);
    syncFile(building.database);
    fs.chmodSync(building.database, 0o600);
    fs.renameSync(building.database, paths.database);
    fs.renameSync(building.highWater, paths.highWater);
    options.onProgress?.(1);
    return created;
  } catch (error) {
    discard(building);
    const problem = problemOf(error, paths.database);
    // What is no problem of disk or folder is a fault of the program, and is told as it is.
    throw problem.problem.code === 'DATABASE_CORRUPT' ? error : problem;
  } finally {
    lock.release();
  }
}

async function build(paths: DataPaths, options: DemoFileOptions): Promise<CreatedDemo> {
  const connection = new BetterSqlite(paths.database);
  try {
    configureConnection(connection);
    await migrate(connection, migrations);
    connection
      .prepare('insert into installation (id, uid, log_key, created_at_ms) values (1, ?, ?, ?)')
      .run(randomUUID(), randomBytes(32), instantOf(options.today, options.nowMin, DEMO_TIME_ZONE).atMs);
    for (const pragma of BUILDING_PRAGMAS) connection.pragma(pragma);
    const store = assemble(paths, connection, null);
    let bulk: BulkSink | null = null;
    const created = writeDemo(
      store,
      { ...options, onProgress: (share) => options.onProgress?.(share * ROWS_SHARE) },
      () => (bulk = new BulkSink(connection)),
    );
    (bulk as BulkSink | null)?.finish((share) => options.onProgress?.(ROWS_SHARE + share * (INDEX_SHARE - ROWS_SHARE)));
    options.rebuildDerived?.(connection, options.today);
    connection.pragma('journal_mode = WAL');
    store.close();
    return created;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function discard(paths: DataPaths): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) fs.rmSync(paths.database + suffix, { force: true });
  fs.rmSync(paths.highWater, { force: true });
}

function syncFile(file: string): void {
  const handle = fs.openSync(file, 'r+');
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}
