import type { DataPaths } from '../store/data-folder.ts';
import type { OpenOptions } from '../store/open.ts';
import { StartError } from '../store/problems.ts';
import type { Clock } from '../store/service.ts';
import type { RunJob } from '../workers/run-job.ts';
import { BackupFolder, manifestOf } from './backup-folder.ts';
import { failureOf } from './backup-problem.ts';
import { removeDatabaseFiles } from './file-facts.ts';

/**
 * The proved copy that `openStore` needs before it migrates an older file (`StoreOptions.backupBefore`).
 *
 * Without the copy nothing is migrated: DISK_FULL, DATABASE_CORRUPT or MIGRATION_FAILED tell why.
 */
export function backupBeforeMigration(
  paths: DataPaths,
  clock: Clock,
  runJob: RunJob,
): NonNullable<OpenOptions['backupBefore']> {
  return async () => {
    const folder = new BackupFolder(paths.backups);
    const target = folder.temporary('migration');
    try {
      const copy = await runJob('backup.copy', { source: paths.database, target });
      const atMs = clock.nowMs();
      folder.adopt(target, folder.freshId(atMs, 'before_migration'), manifestOf(copy, 'before_migration', atMs));
    } catch (error) {
      const reason = failureOf(error);
      if (reason === 'DISK_FULL') throw new StartError('DISK_FULL', { file: target }, error);
      if (reason === 'DAMAGED') throw new StartError('DATABASE_CORRUPT', { file: paths.database }, error);
      throw new StartError('MIGRATION_FAILED', { migration: 'backup' }, error);
    } finally {
      removeDatabaseFiles(target);
    }
  };
}
