import { createHash } from 'node:crypto';
import BetterSqlite, { type Database as SqliteDatabase } from 'better-sqlite3';
import type { Migration } from 'kysely/migration';
import { LOCAL_TABLES } from '../../db/tables.ts';
import { guardTriggers, tableTriggers, readLoggedTables } from '../store/change-log.ts';
import { migrate } from '../store/migrate.ts';

interface SchemaRow {
  type: string;
  name: string;
  sql: string | null;
}

function schemaRows(connection: SqliteDatabase): SchemaRow[] {
  return connection
    .prepare(
      "select type, name, sql from sqlite_schema where name not like 'sqlite\\_%' escape '\\' order by type, name",
    )
    .all() as SchemaRow[];
}

/** Digest of the tables and indexes of a file, free of white space and of the order in which they were made. */
export function schemaFingerprint(connection: SqliteDatabase): string {
  const hashing = createHash('sha256');
  for (const { type, name, sql } of schemaRows(connection)) {
    if (type !== 'table' && type !== 'index') continue;
    hashing.update(`${type} ${name} ${(sql ?? '').replaceAll(/\s+/g, ' ')}\n`);
  }
  return hashing.digest('hex');
}

/** The fingerprint that a released version has: its migrations are frozen, so they are simply run. */
export async function expectedFingerprint(
  version: number,
  migrations: Readonly<Record<string, Migration>>,
): Promise<string | null> {
  const known = Object.entries(migrations).filter(([name]) => Number(name.slice(0, 4)) <= version);
  if (!known.some(([name]) => Number(name.slice(0, 4)) === version)) return null;
  const connection = new BetterSqlite(':memory:');
  try {
    await migrate(connection, Object.fromEntries(known));
    return schemaFingerprint(connection);
  } finally {
    connection.close();
  }
}

/** Views, and triggers that this program would not have made: SQL that a foreign file would run here (B11). */
export function foreignObjects(connection: SqliteDatabase): string[] {
  const rows = schemaRows(connection);
  const tables = new Set(rows.filter(({ type }) => type === 'table').map(({ name }) => name));
  const ours = new Map<string, string>();
  const add = (triggers: Record<string, string>): void => {
    for (const [name, sql] of Object.entries(triggers)) ours.set(name, sql.toLowerCase());
  };
  if (tables.has('log_table')) for (const table of readLoggedTables(connection)) add(tableTriggers(table));
  for (const name of LOCAL_TABLES) if (tables.has(name)) add(guardTriggers(name));
  return rows
    .filter(({ type, name, sql }) => {
      if (type === 'table' || type === 'index') return false;
      return type !== 'trigger' || ours.get(name) !== sql?.toLowerCase();
    })
    .map(({ type, name }) => `${type} ${name}`);
}
