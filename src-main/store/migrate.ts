import type { Database as SqliteDatabase } from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { dropTriggers, installTriggers } from './change-log.ts';
import { StartError, problemOf } from './problems.ts';

/** Marks a file as Zerkalo's: "ZRKL". */
export const APPLICATION_ID = 0x5a524b4c;

/** Number of the newest migration in a list. */
export function newestVersion(migrations: Readonly<Record<string, Migration>>): number {
  return Math.max(0, ...Object.keys(migrations).map((name) => Number(name.slice(0, 4))));
}

/**
 * Brings an open file to the newest schema and renews the triggers: one transaction, all or nothing, with the references
 * checked before it is committed.
 *
 * @throws StartError MIGRATION_FAILED with the name of the migration, DISK_FULL; the file is as it was before.
 */
export async function migrate(
  connection: SqliteDatabase,
  migrations: Readonly<Record<string, Migration>>,
): Promise<void> {
  const current = Number(connection.pragma('user_version', { simple: true }));
  const newest = newestVersion(migrations);
  if (current === newest) {
    connection.transaction(() => installTriggers(connection)).immediate();
    return;
  }
  connection.pragma('foreign_keys = OFF');
  try {
    connection.exec('begin immediate');
    dropTriggers(connection);
    await runMigrations(connection, migrations);
    connection.pragma(`application_id = ${APPLICATION_ID}`);
    connection.pragma(`user_version = ${newest}`);
    installTriggers(connection);
    const broken = connection.pragma('foreign_key_check') as { table: string }[];
    if (broken.length > 0) throw new Error(`${broken.length} broken references, the first in ${broken[0]!.table}`);
    connection.exec('commit');
  } catch (error) {
    // SQLite has rolled back by itself on a full disk.
    if (connection.inTransaction) connection.exec('rollback');
    if (error instanceof StartError) throw error;
    const { problem } = problemOf(error, connection.name);
    if (problem.code === 'DISK_FULL') throw new StartError('DISK_FULL', problem.data, error);
    throw new StartError('MIGRATION_FAILED', { migration: '' }, error);
  } finally {
    connection.pragma('foreign_keys = ON');
  }
}

async function runMigrations(
  connection: SqliteDatabase,
  migrations: Readonly<Record<string, Migration>>,
): Promise<void> {
  const kysely = new Kysely<unknown>({
    // Kysely's SQLite adapter begins no transaction for migrations, which is right here: ours is around them, the
    // triggers and the version. The connection outlives the migrator: kysely must not close it.
    dialect: new SqliteDialect({
      database: { prepare: (sql) => connection.prepare(sql), close: () => undefined },
    }),
  });
  try {
    const migrator = new Migrator({
      db: kysely,
      provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
    });
    const { error, results } = await migrator.migrateToLatest();
    if (!error) return;
    const { problem } = problemOf(error, connection.name);
    if (problem.code === 'DISK_FULL') throw new StartError('DISK_FULL', problem.data, error);
    const failed = results?.find((result) => result.status === 'Error')?.migrationName ?? '';
    throw new StartError('MIGRATION_FAILED', { migration: failed }, error);
  } finally {
    await kysely.destroy();
  }
}
