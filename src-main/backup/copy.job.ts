import fs from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { APPLICATION_ID } from '../store/migrate.ts';
import { inspectFile, openReadOnly } from '../store/open.ts';
import { StartError } from '../store/problems.ts';
import { type JobControl, partOf } from '../workers/job.ts';
import { BackupProblem, failureOfStart } from './backup-problem.ts';
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

/** SQLite takes a file of length 0 for a base without tables, and would make a sound copy of nothing. */
function refuseOther(source: string): void {
  try {
    // A newer file is kept too: it is what a restore is about to replace.
    inspectFile(source, Number.MAX_SAFE_INTEGER);
  } catch (error) {
    if (error instanceof StartError) throw new BackupProblem(failureOfStart(error.problem.code), error.problem.code);
    throw error;
  }
}

async function copySnapshot(source: string, target: string): Promise<FileFacts> {
  refuseOther(source);
  const connection = openReadOnly(source);
  try {
    if (connection.pragma('application_id', { simple: true }) !== APPLICATION_ID) throw new BackupProblem('FOREIGN');
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
function proveCopy(file: string, control: JobControl): ProvedCopy {
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
