import type { Database as SqliteDatabase } from 'better-sqlite3';
import { Kysely, SqliteAdapter, SqliteDialect } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { dropTriggers, installTriggers } from './change-log.ts';
import { StartError, problemOf } from './problems.ts';

/** Marks a file as Zerkalo's: "ZRKL". */
export const APPLICATION_ID = 0x5a524b4c;

/** Kysely's own adapter says that SQLite has no transactional DDL, and would leave half a migration behind. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class TransactionalDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}

/** Number of the newest migration in a list. */
export function newestVersion(migrations: Readonly<Record<string, Migration>>): number {
  return Math.max(0, ...Object.keys(migrations).map((name) => Number(name.slice(0, 4))));
}

/**
 * Brings an open file to the newest schema, all or nothing, and renews the triggers.
 *
 * @throws StartError MIGRATION_FAILED with the name of the migration; the file is as it was before.
 */
export async function migrate(
  connection: SqliteDatabase,
  migrations: Readonly<Record<string, Migration>>,
): Promise<void> {
  const current = Number(connection.pragma('user_version', { simple: true }));
  const newest = newestVersion(migrations);
  if (current === newest) {
    inTransaction(connection, () => installTriggers(connection));
    return;
  }
  const kysely = new Kysely<unknown>({
    // The connection outlives the migrator: kysely must not close it.
    dialect: new TransactionalDialect({
      database: { prepare: (sql) => prepared(connection, sql) as never, close: () => undefined },
    }),
  });
  connection.pragma('foreign_keys = OFF');
  try {
    dropTriggers(connection);
    const migrator = new Migrator({
      db: kysely,
      provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
    });
    const { error, results } = await migrator.migrateToLatest();
    if (error) {
      const start = problemOf(error, connection.name);
      if (start.problem.code === 'DISK_FULL') throw start;
      const failed = results?.find((result) => result.status === 'Error')?.migrationName ?? '';
      throw new StartError('MIGRATION_FAILED', { migration: failed }, error);
    }
    inTransaction(connection, () => {
      connection.pragma(`application_id = ${APPLICATION_ID}`);
      connection.pragma(`user_version = ${newest}`);
      installTriggers(connection);
    });
  } finally {
    connection.pragma('foreign_keys = ON');
    await kysely.destroy();
  }
}

/** SQLite rolls back by itself on a full disk; kysely's own rollback would then fail and hide what happened. */
function prepared(connection: SqliteDatabase, sql: string) {
  return connection.prepare(sql === 'rollback' && !connection.inTransaction ? 'select 1' : sql);
}

function inTransaction(connection: SqliteDatabase, body: () => void): void {
  connection.transaction(body).immediate();
}
