import fs from 'node:fs';
import path from 'node:path';
import BetterSqlite, { type Database as SqliteDatabase } from 'better-sqlite3';
import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SCHEMA_VERSION, migrations } from '../../db/migrations/index.ts';
import { readLoggedTables } from '../../src-main/store/change-log.ts';
import { APPLICATION_ID, migrate } from '../../src-main/store/migrate.ts';

const root = path.resolve(import.meta.dirname, '../..');
const snapshotFile = path.join(root, 'db/schema.sql');

let connection: SqliteDatabase;

beforeEach(() => {
  connection = new BetterSqlite(':memory:');
});
afterEach(() => {
  connection.close();
});

/** Tables and indexes in order of name; the parts that SQLite, FTS5 and kysely make by themselves are left out. */
function schemaText(database: SqliteDatabase): string {
  const rows = database
    .prepare("select name, sql from sqlite_schema where type in ('table', 'index') and sql is not null order by name")
    .all() as { name: string; sql: string }[];
  const virtual = rows.filter(({ sql: text }) => /^create virtual table/i.test(text)).map(({ name }) => name);
  const isOwn = ({ name }: { name: string }): boolean => {
    if (/^(sqlite|kysely)_/.test(name)) return false;
    return !virtual.some((table) => name !== table && name.startsWith(`${table}_`));
  };
  return `${rows
    .filter(isOwn)
    .map(({ sql: text }) => `${text.replaceAll(/\n {4}/g, '\n')};`)
    .join('\n\n')}\n`;
}

describe('the schema', () => {
  test('is the one in db/schema.sql (ZERKALO_UPDATE_SCHEMA=1 writes it anew)', async () => {
    await migrate(connection, migrations);
    const text = schemaText(connection);
    if (process.env['ZERKALO_UPDATE_SCHEMA'] === '1') fs.writeFileSync(snapshotFile, text);
    expect(text).toBe(fs.readFileSync(snapshotFile, 'utf8'));
  });

  test('0140: receipts that wait in an older file keep their rows, and a document has one receipt only', async () => {
    const before = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0140'));
    await migrate(connection, before);
    connection.function('log_insert', { varargs: true }, () => null);
    const document = connection.prepare(
      "insert into ledger_documents (id, kind, number, local_date, at_ms, amount_minor) values (?, 'sale', ?, '2026-03-12', 1, 1)",
    );
    const insert = connection.prepare(
      "insert into fiscal_jobs (document_id, payload_json, status, created_at_ms) values (?, '{}', 'queued', 1)",
    );
    for (const id of [7, 8]) {
      document.run(id, id);
      insert.run(id);
    }
    await migrate(connection, migrations);
    expect(
      connection.prepare('select document_id, status, uuid, sent_at_ms, note, version from fiscal_jobs').all(),
    ).toEqual([
      { document_id: 7, status: 'queued', uuid: null, sent_at_ms: null, note: null, version: 1 },
      { document_id: 8, status: 'queued', uuid: null, sent_at_ms: null, note: null, version: 1 },
    ]);
    expect(() => insert.run(7)).toThrow(/UNIQUE/u);
  });

  test('carries our mark, its version, and its migrations in the order of their numbers', async () => {
    await migrate(connection, migrations);
    expect(connection.pragma('application_id', { simple: true })).toBe(APPLICATION_ID);
    expect(connection.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
    const names = connection.prepare('select name from kysely_migration order by timestamp, name').pluck().all();
    expect(names).toEqual(Object.keys(migrations));
    expect(connection.pragma('foreign_key_check')).toEqual([]);
  });

  test('every date, money and share column says its unit in its name', async () => {
    await migrate(connection, migrations);
    const columns = readLoggedTables(connection).flatMap(({ name }) =>
      (connection.pragma(`table_info(${name})`) as { name: string; type: string }[]).map((column) => ({
        ...column,
        table: name,
      })),
    );
    expect(columns.length).toBeGreaterThan(100);
    const floats = columns.filter(({ type }) => /real|float|double|numeric/i.test(type));
    expect(floats).toEqual([]);
    const unnamed = columns.filter(
      ({ name, type }) =>
        type.toLowerCase() === 'integer' && /price|amount|sum|cost$/.test(name) && !/_minor$|_bp$|_id$/.test(name),
    );
    expect(unnamed.map(({ table, name }) => `${table}.${name}`).filter((name) => name !== 'credentials.cost')).toEqual(
      [],
    );
  });
});

describe('the list of migrations', () => {
  const files = fs
    .readdirSync(path.join(root, 'db/migrations'))
    .filter((name) => name !== 'index.ts')
    .sort();

  test('has every file of the folder under its name, numbered by tens, in ascending order', () => {
    expect(Object.keys(migrations)).toEqual(files.map((name) => name.replace(/\.ts$/, '')));
    for (const name of Object.keys(migrations)) expect(name).toMatch(/^\d{3}0-[a-z][a-z0-9-]*$/);
  });

  test.each(files)('%s imports no code of the application: it must do the same in ten years', (file) => {
    const text = fs.readFileSync(path.join(root, 'db/migrations', file), 'utf8');
    const imports = [...text.matchAll(/from '([^']+)'/g)].map((match) => match[1]);
    expect(imports).toEqual(['kysely']);
  });

  test.each(Object.keys(migrations))('%s can be the last one that a program knows', async (last) => {
    const known = Object.fromEntries(Object.entries(migrations).filter(([name]) => name <= last));
    await migrate(connection, known);
    expect(connection.pragma('user_version', { simple: true })).toBe(Number(last.slice(0, 4)));
    await migrate(connection, migrations);
    const stepwise = schemaText(connection);
    const fresh = new BetterSqlite(':memory:');
    await migrate(fresh, migrations);
    expect(stepwise).toBe(schemaText(fresh));
    fresh.close();
  });
});

describe('the migrator', () => {
  const step = (...statements: string[]): Migration => ({
    up: async (db: Kysely<unknown>) => {
      for (const statement of statements) await sql.raw(statement).execute(db);
    },
  });
  const names = () => connection.prepare("select name from sqlite_schema where name like 'extra%'").pluck().all();
  const triggers = () =>
    connection.prepare("select name, sql from sqlite_schema where type = 'trigger' order by name").all();

  test('is atomic: a failing step takes all steps of the run back, triggers and version included', async () => {
    await migrate(connection, migrations);
    const before = triggers();
    const broken = {
      ...migrations,
      '9980-good': step('create table extra_1 (id integer primary key) strict'),
      '9990-bad': step('create table extra_2 (id integer primary key) strict', 'insert into nowhere values (1)'),
    };
    await expect(migrate(connection, broken)).rejects.toMatchObject({
      problem: { code: 'MIGRATION_FAILED', data: { migration: '9990-bad' } },
    });
    expect(names()).toEqual([]);
    expect(connection.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
    expect(triggers()).toEqual(before);
    expect(connection.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(connection.inTransaction).toBe(false);
    await migrate(connection, migrations);
    await migrate(connection, { ...migrations, '9980-good': broken['9980-good'] });
    expect(names()).toEqual(['extra_1']);
  });

  test('leaves no broken reference behind', async () => {
    await migrate(connection, migrations);
    const orphan = {
      ...migrations,
      '9990-orphan': step(
        'create table extra_parent (id integer primary key) strict',
        'create table extra_child (id integer primary key, parent_id integer not null references extra_parent (id)) strict',
        'insert into extra_child (parent_id) values (7)',
      ),
    };
    await expect(migrate(connection, orphan)).rejects.toMatchObject({ problem: { code: 'MIGRATION_FAILED' } });
    expect(names()).toEqual([]);
    expect(connection.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
  });
});
