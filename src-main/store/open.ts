import { randomBytes, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import BetterSqlite, { type Database as SqliteDatabase } from 'better-sqlite3';
import type { Migration } from 'kysely/migration';
import { fold } from '../../src-shared/kernel/fold.ts';
import { SCHEMA_VERSION } from '../../db/migrations/index.ts';
import { BUSINESS_TABLES, DERIVED_TABLES, LOCAL_TABLES, LOG_TABLES } from '../../db/tables.ts';
import type { DataPaths } from './data-folder.ts';
import { APPLICATION_ID, migrate, newestVersion } from './migrate.ts';
import { StartError, problemOf } from './problems.ts';

/** Milliseconds a connection waits for a lock before it says SQLITE_BUSY. */
const BUSY_TIMEOUT_MS = 3000;
/** Files up to this size are checked whole at the start; larger ones in a worker (reliability.md R7). */
const QUICK_CHECK_LIMIT_BYTES = 64 * 1024 * 1024;
/** SQLite before this release could corrupt a WAL file with two connections (reliability.md section 1). */
const OLDEST_SQLITE = [3, 51, 3] as const;

/**
 * Sets what a connection forgets: better-sqlite3 reopens a WAL file at synchronous=NORMAL, which loses promised writes in
 * a power cut.
 */
export function configureConnection(connection: SqliteDatabase): void {
  connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  // The checkpoint is the dear part of a commit (p99 5-22 ms): the store runs it between commits.
  connection.pragma('wal_autocheckpoint = 0');
  connection.pragma('cache_size = -32768');
  connection.pragma('temp_store = MEMORY');
  // What is deleted or changed leaves nothing readable in its page; costs no extra write (domain.md D5).
  connection.pragma('secure_delete = FAST');
  addFold(connection);
  const mode = connection.pragma('journal_mode', { simple: true });
  const synchronous = connection.pragma('synchronous', { simple: true });
  if (mode !== 'wal' || synchronous !== 2)
    throw new Error(`journal_mode ${String(mode)}, synchronous ${String(synchronous)}`);
}

/** SQLite folds no Cyrillic: searches inside a statement use the one `fold` that everything else uses. */
function addFold(connection: SqliteDatabase): void {
  connection.function('fold', { deterministic: true }, (text: unknown) =>
    typeof text === 'string' ? fold(text) : text,
  );
}

/** A read-only connection for long work in a worker. */
export function openReadOnly(file: string): SqliteDatabase {
  const connection = new BetterSqlite(file, { readonly: true, fileMustExist: true });
  connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  connection.pragma('cache_size = -16384');
  return connection;
}

/** Options of opening, replaced in tests. */
export interface OpenOptions {
  readonly migrations: Readonly<Record<string, Migration>>;
  readonly nowMs: number;
  /** Called before an older file is migrated; must leave a verified copy. */
  readonly backupBefore?: (connection: SqliteDatabase, fromVersion: number) => Promise<void>;
}

/**
 * Opens the salon's file, or makes a new one in an empty folder.
 *
 * A new file appears under its name only when it is complete. A missing file in a folder that had one, a file of length 0,
 * a cut one, a foreign one, a newer one: each is a problem to show, never a reason to begin anew.
 *
 * @throws StartError
 */
export async function openDatabase(paths: DataPaths, options: OpenOptions): Promise<SqliteDatabase> {
  const file = paths.database;
  if (!fs.existsSync(file)) {
    if (hasTraces(paths)) throw new StartError('DATABASE_MISSING', { file });
    await createDatabase(file, options);
  }
  inspectFile(file, newestVersion(options.migrations));
  // Root may write anything; a file that nobody was given the right to write is read-only for us all the same.
  if ((fs.statSync(file).mode & 0o222) === 0) throw new StartError('DATABASE_READ_ONLY', { file });
  let connection: SqliteDatabase | undefined;
  try {
    connection = new BetterSqlite(file, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    assertSqliteVersion(connection);
    configureConnection(connection);
    checkIdentity(connection, file, newestVersion(options.migrations));
    const version = Number(connection.pragma('user_version', { simple: true }));
    if (version < newestVersion(options.migrations)) await options.backupBefore?.(connection, version);
    await migrate(connection, options.migrations);
    checkTables(connection, file);
    // Proves that the file can be written before anybody books anything.
    connection.exec('begin immediate; rollback');
    return connection;
  } catch (error) {
    connection?.close();
    throw problemOf(error, file);
  }
}

/** Makes a new file beside its final name, and renames it when it is complete. */
export async function createDatabase(file: string, options: OpenOptions): Promise<void> {
  const temporary = `${file}.creating`;
  for (const suffix of ['', '-wal', '-shm']) fs.rmSync(temporary + suffix, { force: true });
  let connection: SqliteDatabase | undefined;
  try {
    connection = new BetterSqlite(temporary, { timeout: BUSY_TIMEOUT_MS });
    configureConnection(connection);
    await migrate(connection, options.migrations);
    connection
      .prepare('insert into installation (id, uid, log_key, created_at_ms) values (1, ?, ?, ?)')
      .run(randomUUID(), randomBytes(32), options.nowMs);
    connection.pragma('wal_checkpoint(TRUNCATE)');
    connection.close();
    fs.chmodSync(temporary, 0o600);
    fs.renameSync(temporary, file);
  } catch (error) {
    connection?.close();
    for (const suffix of ['', '-wal', '-shm']) fs.rmSync(temporary + suffix, { force: true });
    throw problemOf(error, file);
  }
}

function hasTraces(paths: DataPaths): boolean {
  if (fs.existsSync(paths.highWater) || fs.existsSync(`${paths.database}-wal`)) return true;
  return fs.existsSync(paths.backups) && fs.readdirSync(paths.backups).length > 0;
}

/**
 * Looks at the bytes before SQLite does: SQLite takes a file of length 0 for a new base and calls it sound.
 *
 * @throws StartError
 */
export function inspectFile(file: string, newest: number): void {
  const stat = fs.statSync(file);
  if (stat.size === 0) throw new StartError('DATABASE_EMPTY', { file });
  const header = Buffer.alloc(100);
  const handle = fs.openSync(file, 'r');
  try {
    fs.readSync(handle, header, 0, 100, 0);
  } finally {
    fs.closeSync(handle);
  }
  if (header.toString('latin1', 0, 16) !== 'SQLite format 3\0') throw new StartError('DATABASE_CORRUPT', { file });
  const rawPageSize = header.readUInt16BE(16);
  const pageSize = rawPageSize === 1 ? 65536 : rawPageSize;
  const pages = header.readUInt32BE(28);
  const hasWal = fs.existsSync(`${file}-wal`) && fs.statSync(`${file}-wal`).size > 0;
  const isCut = stat.size % pageSize !== 0 || (!hasWal && pages * pageSize > stat.size);
  if (isCut) throw new StartError('DATABASE_TRUNCATED', { file, expectedBytes: pages * pageSize, bytes: stat.size });
  if (hasWal) return; // application_id and version may still be in the WAL: checkIdentity reads them through SQLite
  if (header.readUInt32BE(68) !== APPLICATION_ID) throw new StartError('DATABASE_FOREIGN', { file });
  const version = header.readUInt32BE(60);
  if (version > newest) throw new StartError('DATABASE_NEWER', { file, version, newest });
}

function checkIdentity(connection: SqliteDatabase, file: string, newest: number): void {
  const applicationId = Number(connection.pragma('application_id', { simple: true }));
  if (applicationId !== APPLICATION_ID) throw new StartError('DATABASE_FOREIGN', { file });
  const version = Number(connection.pragma('user_version', { simple: true }));
  if (version > newest) throw new StartError('DATABASE_NEWER', { file, version, newest });
  connection.prepare('select count(*) from installation').get();
  if (fs.statSync(file).size <= QUICK_CHECK_LIMIT_BYTES) {
    const found = connection.pragma('quick_check(1)', { simple: true });
    if (found !== 'ok') throw new StartError('DATABASE_CORRUPT', { file, detail: String(found) });
  }
}

/** A table that went missing would look like a salon without visits. */
function checkTables(connection: SqliteDatabase, file: string): void {
  if (Number(connection.pragma('user_version', { simple: true })) !== SCHEMA_VERSION) return;
  const present = new Set(connection.prepare("select name from sqlite_schema where type = 'table'").pluck().all());
  const missing = [...BUSINESS_TABLES, ...DERIVED_TABLES, ...LOCAL_TABLES, ...LOG_TABLES].filter(
    (name) => !present.has(name),
  );
  if (missing.length > 0) throw new StartError('DATABASE_CORRUPT', { file, detail: `no table ${missing.join(', ')}` });
}

function assertSqliteVersion(connection: SqliteDatabase): void {
  const { version } = connection.prepare('select sqlite_version() as version').get() as { version: string };
  const parts = version.split('.').map(Number);
  for (let index = 0; index < OLDEST_SQLITE.length; index++) {
    const difference = (parts[index] ?? 0) - OLDEST_SQLITE[index]!;
    if (difference > 0) return;
    if (difference < 0) throw new Error(`SQLite ${version} is too old`);
  }
}
