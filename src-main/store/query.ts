import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Database } from '../../db/schema.ts';

/**
 * Typed SQL builder without a connection.
 *
 * Kysely only writes the SQL here; `Executor` runs it synchronously on a cached prepared statement (stack.md 5), so that a
 * unit of work is one synchronous function.
 */
export const query = new Kysely<Database>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});
