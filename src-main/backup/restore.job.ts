import fs from 'node:fs';
import BetterSqlite from 'better-sqlite3';
import { migrations } from '../../db/migrations/index.ts';
import { migrate, newestVersion } from '../store/migrate.ts';
import { type JobControl, partOf } from '../workers/job.ts';
import { BackupProblem } from './backup-problem.ts';
import { type Examination, examineDatabase } from './examine.job.ts';
import { foldIntoOneFile, readFacts, removeDatabaseFiles, syncFile } from './file-facts.ts';

export interface PrepareInput {
  readonly source: string;
  /** Beside the live file, so that the last step is a rename on one disk. */
  readonly target: string;
  readonly sha256: string | null;
}

/**
 * Makes a copy ready to take the place of the live file: copied beside it, proved, brought to this version's schema.
 *
 * What is proved are the very bytes that will be used. An older copy is migrated here and not in its final place, so that
 * a migration that fails leaves the salon as it was. Sign-ins kept in the copy are forgotten: a device that was signed in
 * back then is not signed in today. Not sound: `failure` in the answer and no file under the temporary name.
 */
export async function prepareRestore(input: PrepareInput, control: JobControl): Promise<Examination> {
  const { source, target } = input;
  removeDatabaseFiles(target);
  let isReady = false;
  try {
    fs.copyFileSync(source, target);
    // A damaged file was set aside together with its log.
    if (fs.existsSync(`${source}-wal`)) fs.copyFileSync(`${source}-wal`, `${target}-wal`);
    fs.chmodSync(target, 0o600);
    const examination = await examineDatabase(
      { file: target, sha256: input.sha256, highWater: null },
      partOf(control, 0.1, 0.8),
    );
    if (examination.failure !== null) return examination;
    foldIntoOneFile(target);
    const facts = await bringUpToDate(target);
    syncFile(target);
    isReady = true;
    return { ...examination, facts };
  } finally {
    if (!isReady) removeDatabaseFiles(target);
  }
}

async function bringUpToDate(file: string) {
  const connection = new BetterSqlite(file, { fileMustExist: true });
  try {
    // Its schema has been proved to be ours: the guards of the tables may call their function.
    connection.pragma('synchronous = FULL');
    connection.pragma('foreign_keys = ON');
    const version = Number(connection.pragma('user_version', { simple: true }));
    if (version < newestVersion(migrations)) {
      try {
        await migrate(connection, migrations);
      } catch (error) {
        throw new BackupProblem('MIGRATION', error instanceof Error ? error.message : '');
      }
      const found = String(connection.pragma('quick_check(1)', { simple: true }));
      const broken = (connection.pragma('foreign_key_check') as unknown[]).length;
      if (found !== 'ok' || broken > 0) throw new BackupProblem('MIGRATION', `${found}, ${broken} broken references`);
    }
    // The guard of the table calls it; here nothing of the salon is written.
    connection.function('require_unit_of_work', { varargs: true, directOnly: false }, () => null);
    connection.exec('delete from sessions');
    return readFacts(connection);
  } finally {
    connection.close();
  }
}
