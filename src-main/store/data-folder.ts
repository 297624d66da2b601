import fs from 'node:fs';
import path from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { StartError, problemOf } from './problems.ts';

/** Where everything of one salon lives. */
export interface DataPaths {
  readonly dir: string;
  readonly database: string;
  readonly highWater: string;
  readonly lock: string;
  readonly owner: string;
  readonly accessKey: string;
  readonly backups: string;
  readonly logs: string;
  readonly daySheets: string;
  /** Files and photos of clients by their digest (docs/adr/0005). */
  readonly contents: string;
}

/** File names inside a data folder. */
export function dataPaths(dir: string): DataPaths {
  const at = (name: string): string => path.join(dir, name);
  return {
    dir,
    database: at('zerkalo.db'),
    highWater: at('high-water.json'),
    lock: at('owner.lock'),
    owner: at('owner.json'),
    accessKey: at('access-key'),
    backups: at('backups'),
    logs: at('logs'),
    daySheets: at('day-sheets'),
    contents: at('client-files'),
  };
}

/** Network file systems by their `statfs` magic: NFS, SMB, CIFS, SMB2, AFS, NCP, CODA, 9P. WAL does not work on them. */
const NETWORK_FILE_SYSTEMS = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f, 0x564c, 0x73757245, 0x01021997,
]);

/** Tells whether a folder lies on a network path (reliability.md R5). */
export function isNetworkPath(dir: string, statfsType: (dir: string) => number = fileSystemType): boolean {
  if (/^(\\\\|\/\/)[^\\/]/.test(dir) && !/^\\\\[?.]\\[A-Za-z]:/.test(dir)) return true;
  return NETWORK_FILE_SYSTEMS.has(statfsType(dir));
}

function fileSystemType(dir: string): number {
  let existing = path.resolve(dir);
  while (!fs.existsSync(existing) && path.dirname(existing) !== existing) existing = path.dirname(existing);
  return fs.statfsSync(existing).type;
}

/** Who holds the folder, as a second instance may tell the person. */
export interface FolderOwner {
  readonly pid: number;
  readonly host: string;
  readonly address: string | null;
}

/** The held folder; `release` lets it go. */
export interface FolderLock {
  release(): void;
}

/**
 * Makes sure that the folder is local, writable and ours alone.
 *
 * The lock is an exclusive transaction on a tiny SQLite file: the operating system lets it go when the process dies, also
 * after kill -9, so no stale lock can keep a salon closed.
 *
 * @throws StartError FOLDER_ON_NETWORK, FOLDER_NOT_WRITABLE, FOLDER_IN_USE, DISK_FULL
 */
export function takeFolder(paths: DataPaths, host: string, statfsType?: (dir: string) => number): FolderLock {
  if (isNetworkPath(paths.dir, statfsType)) throw new StartError('FOLDER_ON_NETWORK', { folder: paths.dir });
  try {
    fs.mkdirSync(paths.dir, { recursive: true, mode: 0o700 });
    fs.mkdirSync(paths.backups, { recursive: true, mode: 0o700 });
    if ((fs.statSync(paths.dir).mode & 0o222) === 0) throw new StartError('FOLDER_NOT_WRITABLE', { folder: paths.dir });
  } catch (error) {
    if (error instanceof StartError) throw error;
    const { problem } = problemOf(error, paths.dir);
    const code = problem.code === 'DISK_FULL' ? 'DISK_FULL' : 'FOLDER_NOT_WRITABLE';
    throw new StartError(code, { folder: paths.dir }, error);
  }
  let connection: BetterSqlite.Database | undefined;
  try {
    connection = new BetterSqlite(paths.lock, { timeout: 200 });
    connection.pragma('journal_mode = delete');
    connection.exec('begin exclusive');
  } catch (error) {
    connection?.close();
    const start = problemOf(error, paths.lock);
    if (start.problem.code !== 'FOLDER_IN_USE') throw start;
    const owner = readOwner(paths);
    throw new StartError(
      'FOLDER_IN_USE',
      { folder: paths.dir, pid: owner?.pid ?? null, address: owner?.address ?? null },
      error,
    );
  }
  const held = connection;
  writeOwner(paths, { pid: process.pid, host, address: null });
  return {
    release: () => {
      fs.rmSync(paths.owner, { force: true });
      held.close();
    },
  };
}

/** Writes who holds the folder and under which address it answers. */
export function writeOwner(paths: DataPaths, owner: FolderOwner): void {
  fs.writeFileSync(paths.owner, JSON.stringify(owner), { mode: 0o600 });
}

/** Who holds the folder, if that is known. */
export function readOwner(paths: DataPaths): FolderOwner | null {
  try {
    return JSON.parse(fs.readFileSync(paths.owner, 'utf8')) as FolderOwner;
  } catch {
    return null;
  }
}

/** Writes a small file so that it is either the old one or the new one, whatever happens. */
export function writeFileAtomically(file: string, content: string | Uint8Array): void {
  const temporary = `${file}.new`;
  const handle = fs.openSync(temporary, 'w', 0o600);
  try {
    fs.writeFileSync(handle, content);
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
  fs.renameSync(temporary, file);
}
