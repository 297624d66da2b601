import type { Database as SqliteDatabase } from 'better-sqlite3';
import { migrations as allMigrations } from '../../db/migrations/index.ts';
import { ChangeRecorder, CommandWriter, type LoggedTable, readLoggedTables } from './change-log.ts';
import { type DataPaths, type FolderLock, dataPaths, takeFolder } from './data-folder.ts';
import { Reader, sqlText } from './executor.ts';
import { type HighWater, readHighWater, writeHighWater } from './high-water.ts';
import { type OpenOptions, openDatabase } from './open.ts';
import { StartError } from './problems.ts';
import { UnitOfWork } from './unit-of-work.ts';
import { isSealed, logKey } from './verify.ts';

/** Milliseconds after a commit before the mark and the checkpoint are written, so that a burst pays once. */
const MARK_DELAY_MS = 500;
const CHECKPOINT_DELAY_MS = 3000;

/** The open file of one salon. */
export interface Store {
  readonly paths: DataPaths;
  readonly connection: SqliteDatabase;
  readonly reader: Reader;
  readonly work: UnitOfWork;
  readonly tables: ReadonlyMap<number, LoggedTable>;
  readonly tablesByName: ReadonlyMap<string, LoggedTable>;
  /** Head of the chain of seals. */
  head(): HighWater;
  /** Moves the write-ahead log into the file and writes the mark. */
  settle(): void;
  close(): void;
}

export interface StoreOptions {
  readonly dataDir: string;
  readonly host: string;
  readonly nowMs: () => number;
  readonly migrations?: OpenOptions['migrations'];
  readonly backupBefore?: OpenOptions['backupBefore'];
  /** Opens although the file lacks writes that were promised; the person has seen what is missing. */
  readonly acceptLostWrites?: boolean;
  readonly statfsType?: (dir: string) => number;
  /** A lock that the caller already holds. */
  readonly lock?: FolderLock;
}

/**
 * Opens the store of a data folder.
 *
 * @throws StartError
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const paths = dataPaths(options.dataDir);
  const lock = options.lock ?? takeFolder(paths, options.host, options.statfsType);
  try {
    const connection = await openDatabase(paths, {
      migrations: options.migrations ?? allMigrations,
      nowMs: options.nowMs(),
      backupBefore: options.backupBefore,
    });
    const store = assemble(paths, connection, options.lock ? null : lock);
    try {
      checkHead(store);
      compareWithMark(store, options.acceptLostWrites ?? false);
    } catch (error) {
      connection.close();
      throw error;
    }
    return store;
  } catch (error) {
    if (!options.lock) lock.release();
    throw error;
  }
}

/** Builds the unit of work over an open connection; also used over a file in memory or under construction. */
export function assemble(paths: DataPaths, connection: SqliteDatabase, lock: FolderLock | null): Store {
  const key = logKey(connection);
  const reader = new Reader(connection);
  const recorder = new ChangeRecorder(connection, key);
  const writer = new CommandWriter(connection, key);
  const work = new UnitOfWork(connection, recorder, writer, reader);
  const list = readLoggedTables(connection);
  let markTimer: NodeJS.Timeout | null = null;
  let checkpointTimer: NodeJS.Timeout | null = null;
  let isOpen = true;
  const head = (): HighWater => {
    const row = reader.get(
      sqlText<{ id: number; seal: Uint8Array; at_ms: number }>(
        'select id, seal, at_ms from command order by id desc limit 1',
      ),
    );
    return row
      ? { commandId: row.id, seal: Buffer.from(row.seal).toString('hex'), atMs: row.at_ms }
      : { commandId: 0, seal: '', atMs: 0 };
  };
  const mark = (): void => {
    markTimer = null;
    if (!isOpen) return;
    try {
      writeHighWater(paths, head());
    } catch {
      // The disk may be full or away; the mark only lags, and the next commit tries again.
    }
  };
  const checkpoint = (): void => {
    checkpointTimer = null;
    // Who built a file and failed has closed its connection without the store.
    if (isOpen && connection.open) connection.pragma('wal_checkpoint(PASSIVE)');
  };
  work.onCommit(() => {
    markTimer ??= setTimeout(mark, MARK_DELAY_MS).unref();
    checkpointTimer ??= setTimeout(checkpoint, CHECKPOINT_DELAY_MS).unref();
  });
  const settle = (): void => {
    connection.pragma('wal_checkpoint(TRUNCATE)');
    mark();
  };
  return {
    paths,
    connection,
    reader,
    work,
    tables: new Map(list.map((table) => [table.no, table])),
    tablesByName: new Map(list.map((table) => [table.name, table])),
    head,
    settle,
    close: () => {
      if (!isOpen) return;
      if (markTimer) clearTimeout(markTimer);
      if (checkpointTimer) clearTimeout(checkpointTimer);
      settle();
      isOpen = false;
      connection.close();
      lock?.release();
    },
  };
}

/** A log that belongs to another file brings commands that this file's key did not seal. */
function checkHead(store: Store): void {
  const head = store.head().commandId;
  if (head > 0 && !isSealed(store.connection, head)) {
    throw new StartError('DATABASE_CORRUPT', { file: store.paths.database, detail: `seal of command ${head}` });
  }
}

function compareWithMark(store: Store, acceptLostWrites: boolean): void {
  const mark = readHighWater(store.paths);
  if (!mark || mark.commandId === 0 || acceptLostWrites) return;
  const row = store.reader.get(sqlText<{ seal: Uint8Array }>('select seal from command where id = ?', mark.commandId));
  if (row && Buffer.from(row.seal).toString('hex') === mark.seal) return;
  const head = store.head();
  throw new StartError('WRITES_LOST', {
    file: store.paths.database,
    lastKeptAtMs: head.atMs || null,
    lastPromisedAtMs: mark.atMs,
    lostCommands: Math.max(0, mark.commandId - head.commandId),
  });
}
