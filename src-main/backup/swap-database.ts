import fs from 'node:fs';
import type { DataPaths } from '../store/data-folder.ts';
import { type HighWater, readHighWater, writeHighWater } from '../store/high-water.ts';
import { syncFolder } from './file-facts.ts';

/**
 * Puts a prepared file in the place of the closed live file.
 *
 * Killed anywhere in between, the folder opens with the old file or with the new one:
 * the mark goes first, because the older state of a copy would look like lost writes beside it; then the old log, which
 * would corrupt the new file (reliability.md 0.4) and which the closed store has emptied; then one atomic rename; the mark
 * of the new file comes last.
 */
export function swapDatabase(paths: DataPaths, prepared: string, head: HighWater | null): void {
  const mark = readHighWater(paths);
  try {
    fs.rmSync(paths.highWater, { force: true });
    syncFolder(paths.dir);
    for (const suffix of ['-wal', '-shm']) fs.rmSync(paths.database + suffix, { force: true });
    fs.renameSync(prepared, paths.database);
  } catch (error) {
    if (mark) writeHighWater(paths, mark);
    throw error;
  }
  syncFolder(paths.dir);
  if (head) writeHighWater(paths, head);
}

/** A file that cannot be copied as a database is kept as it lies there, with its log. Returns its length. */
export function setAside(paths: DataPaths, target: string): number {
  fs.copyFileSync(paths.database, target);
  const log = `${paths.database}-wal`;
  if (fs.existsSync(log) && fs.statSync(log).size > 0) fs.copyFileSync(log, `${target}-wal`);
  return fs.statSync(target).size;
}
