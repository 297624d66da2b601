import { createHash } from 'node:crypto';
import fs from 'node:fs';
import BetterSqlite, { type Database as SqliteDatabase } from 'better-sqlite3';
import type { HighWater } from '../store/high-water.ts';
import type { JobControl } from '../workers/job.ts';

/** What a copy and its source must agree in. */
export interface FileFacts {
  readonly schemaVersion: number;
  readonly salonName: string;
  readonly visits: number;
  readonly clients: number;
  readonly commands: number;
  readonly changes: number;
  /** Head of the chain of seals; null before the first command. */
  readonly head: HighWater | null;
}

/** Reads the facts in one go; inside a transaction they belong to one state of the file. */
export function readFacts(connection: SqliteDatabase): FileFacts {
  const tables = new Set(
    connection.prepare("select name from sqlite_schema where type = 'table'").pluck().all() as string[],
  );
  const count = (table: string): number =>
    tables.has(table) ? Number(connection.prepare(`select count(*) from ${table}`).pluck().get()) : 0;
  const head = tables.has('command')
    ? (connection.prepare('select id, seal, at_ms from command order by id desc limit 1').get() as
        | { id: number; seal: Uint8Array; at_ms: number }
        | undefined)
    : undefined;
  return {
    schemaVersion: Number(connection.pragma('user_version', { simple: true })),
    salonName: tables.has('settings') ? salonNameIn(connection) : '',
    visits: count('visits'),
    clients: count('clients'),
    commands: count('command'),
    changes: count('change'),
    head: head ? { commandId: head.id, seal: Buffer.from(head.seal).toString('hex'), atMs: head.at_ms } : null,
  };
}

function salonNameIn(connection: SqliteDatabase): string {
  const json = connection
    .prepare("select value_json from settings where key = 'salonName' order by valid_from desc limit 1")
    .pluck()
    .get();
  try {
    const name: unknown = JSON.parse(String(json));
    return typeof name === 'string' ? name : '';
  } catch {
    return '';
  }
}

const BLOCK_BYTES = 1024 * 1024;

/** SHA-256 of a file in hex. */
export function digestOfFile(file: string, control: JobControl): string {
  const hashing = createHash('sha256');
  const block = Buffer.allocUnsafe(BLOCK_BYTES);
  const handle = fs.openSync(file, 'r');
  try {
    const { size } = fs.fstatSync(handle);
    for (let position = 0; ;) {
      const length = fs.readSync(handle, block, 0, BLOCK_BYTES, position);
      if (length === 0) break;
      hashing.update(block.subarray(0, length));
      position += length;
      control.progress(position / Math.max(size, position));
    }
  } finally {
    fs.closeSync(handle);
  }
  return hashing.digest('hex');
}

/** Makes sure that what was written lies on the disk. */
export function syncFile(file: string): void {
  const handle = fs.openSync(file, 'r+');
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

/** Makes sure that new and renamed names lie on the disk; Windows keeps them without being asked. */
export function syncFolder(dir: string): void {
  if (process.platform === 'win32') return;
  const handle = fs.openSync(dir, 'r');
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

/** Removes a database file and what SQLite keeps beside it. */
export function removeDatabaseFiles(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) fs.rmSync(file + suffix, { force: true });
}

/** Folds the write-ahead log into a copy, so that one file is all of it. */
export function foldIntoOneFile(file: string): void {
  const connection = new BetterSqlite(file, { fileMustExist: true });
  try {
    connection.pragma('trusted_schema = OFF');
    connection.pragma('synchronous = FULL');
    connection.pragma('journal_mode = DELETE');
  } finally {
    connection.close();
  }
  for (const suffix of ['-wal', '-shm']) fs.rmSync(file + suffix, { force: true });
}
