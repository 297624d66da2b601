import fs from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { openReadOnly } from '../store/open.ts';
import { type JobControl, partOf } from '../workers/job.ts';
import { BackupProblem } from './backup-problem.ts';
import {
  type FileFacts,
  digestOfFile,
  foldIntoOneFile,
  readFacts,
  removeDatabaseFiles,
  syncFile,
} from './file-facts.ts';

export interface CopyInput {
  /** The live file. */
  readonly source: string;
  /** A temporary name on the disk of the backups; nothing may be there. */
  readonly target: string;
}

export interface ProvedCopy {
  readonly facts: FileFacts;
  readonly bytes: number;
  readonly sha256: string;
}

const ALL_PAGES = 0x7fffffff;

/**
 * Copies a live database and proves the copy.
 *
 * One read transaction holds the state that is counted and copied, and all pages go in one step: in several steps every
 * write of the salon would begin the copy anew (reliability.md 0.2). The copy is synced, opened again *by path* – a disk
 * pulled out in between reports no error otherwise (0.3) – checked whole and compared with what the source promised.
 * Whatever fails, no file stays under the temporary name.
 */
export async function copyDatabase(input: CopyInput, control: JobControl): Promise<ProvedCopy> {
  const { source, target } = input;
  removeDatabaseFiles(target);
  try {
    control.progress(0);
    const promised = await copySnapshot(source, target);
    control.progress(0.4);
    foldIntoOneFile(target);
    fs.chmodSync(target, 0o600);
    syncFile(target);
    const proved = proveCopy(target, partOf(control, 0.5, 1));
    if (!isDeepStrictEqual(proved.facts, promised)) {
      throw new BackupProblem('DIFFERS', `${JSON.stringify(promised)} became ${JSON.stringify(proved.facts)}`);
    }
    return proved;
  } catch (error) {
    removeDatabaseFiles(target);
    if (!fs.existsSync(path.dirname(target))) throw new BackupProblem('DISK_ERROR', `${path.dirname(target)} is gone`);
    throw error;
  }
}

async function copySnapshot(source: string, target: string): Promise<FileFacts> {
  const connection = openReadOnly(source);
  try {
    connection.exec('begin');
    const facts = readFacts(connection);
    await connection.backup(target, { progress: () => ALL_PAGES });
    connection.exec('rollback');
    return facts;
  } finally {
    connection.close();
  }
}

/** Opens a file by path, checks it whole, counts and digests it. */
export function proveCopy(file: string, control: JobControl): ProvedCopy {
  const connection = openReadOnly(file);
  let facts: FileFacts;
  try {
    const found = String(connection.pragma('integrity_check(1)', { simple: true }));
    if (found !== 'ok') throw new BackupProblem('DAMAGED', found);
    facts = readFacts(connection);
  } finally {
    connection.close();
  }
  const sha256 = digestOfFile(file, partOf(control, 0.6, 1));
  return { facts, bytes: fs.statSync(file).size, sha256 };
}
