import type { Database as SqliteDatabase, Statement } from 'better-sqlite3';
import type { DemoRows } from '../../db/demo/demo-model.ts';
import {
  CommandWriter,
  type LoggedChange,
  type LoggedTable,
  OP,
  type SqlValue,
  dropTriggers,
  installTriggers,
  readLoggedTables,
  rowDigest,
} from '../store/change-log.ts';
import { logKey } from '../store/verify.ts';
import { DEMO_DEVICE, type DemoCommand, type DemoSink, tablesOf } from './demo-sink.ts';

type DemoValues = Readonly<Record<string, SqlValue>>;

/** Commands written between two commits. */
const COMMANDS_PER_COMMIT = 100;

/** Rows that one statement inserts, the most first: a statement costs as much as several rows. */
const ROWS_PER_STATEMENT = [32, 4, 1] as const;

interface BulkTable {
  readonly table: LoggedTable;
  /** A statement for each number of rows. */
  readonly inserts: readonly { readonly rows: number; readonly statement: Statement }[];
  /** Values of columns that the demo does not name, by column: the defaults of the schema. */
  readonly defaults: readonly SqlValue[];
}

/**
 * Writes the log and the rows past the triggers, for a file under construction: what is written is exactly what the unit
 * of work would have written, and verifies.
 *
 * Triggers and indexes are gone between construction and `finish`; nobody else may use the file meanwhile.
 */
export class BulkSink implements DemoSink {
  readonly #connection: SqliteDatabase;
  readonly #key: string;
  readonly #writer: CommandWriter;
  readonly #tables = new Map<string, BulkTable>();
  readonly #indexes: string[];
  #pending = 0;

  constructor(connection: SqliteDatabase) {
    this.#connection = connection;
    this.#key = logKey(connection);
    dropTriggers(connection);
    this.#writer = new CommandWriter(connection, this.#key);
    for (const table of readLoggedTables(connection)) this.#tables.set(table.name, this.#prepare(table));
    this.#indexes = dropIndexes(connection, ['change', ...this.#tables.keys()]);
  }

  write({ name, atMs, actorId, summary }: DemoCommand, rows: DemoRows): void {
    if (this.#pending === 0) this.#connection.exec('begin immediate');
    const changes: LoggedChange[] = [];
    for (const [name, list] of tablesOf(rows)) {
      const bulk = this.#tables.get(name);
      if (!bulk) throw new Error(`${name} is not a business table`);
      this.#insert(bulk, list, changes);
    }
    if (changes.length > 0) {
      const header = { atMs, actorId, device: DEMO_DEVICE, name, summary: JSON.stringify(summary) };
      this.#writer.write({ ...header, reason: null, undoesId: null }, changes);
    }
    if (++this.#pending >= COMMANDS_PER_COMMIT) this.#commit();
  }

  /** Commits, and brings indexes and triggers back. */
  finish(onProgress: (share: number) => void = () => {}): void {
    this.#commit();
    for (const [done, sql] of this.#indexes.entries()) {
      this.#connection.exec(sql);
      onProgress((done + 1) / this.#indexes.length);
    }
    this.#connection.transaction(() => installTriggers(this.#connection)).immediate();
  }

  #commit(): void {
    if (this.#pending > 0) this.#connection.exec('commit');
    this.#pending = 0;
  }

  #insert({ table, inserts, defaults }: BulkTable, list: readonly DemoValues[], changes: LoggedChange[]): void {
    const { columns } = table;
    let done = 0;
    for (const { rows, statement } of inserts) {
      for (; done + rows <= list.length; done += rows) {
        const parameters: SqlValue[] = [];
        for (let index = done; index < done + rows; index++) {
          const row = list[index]!;
          const rowId = row['id'] as number;
          const values = columns.map((column, at) => row[column] ?? (row[column] === null ? null : defaults[at]!));
          parameters.push(rowId);
          for (const value of values) parameters.push(value);
          const digest = rowDigest(this.#key, table, rowId, values);
          changes.push({ table, rowId, op: OP.insert, old: null, digest, dates: [] });
        }
        statement.run(parameters);
      }
    }
  }

  #prepare(table: LoggedTable): BulkTable {
    const columns = ['id', ...table.columns.map((column) => `"${column}"`)];
    const marks = columns.map(() => '?').join(', ');
    const inserts = ROWS_PER_STATEMENT.map((rows) => {
      const values = Array.from({ length: rows }, () => `(${marks})`).join(', ');
      const sql = `insert into ${table.name} (${columns.join(', ')}) values ${values}`;
      return { rows, statement: this.#connection.prepare(sql) };
    });
    const info = this.#connection.pragma(`table_info(${table.name})`) as { name: string; dflt_value: string | null }[];
    const texts = new Map(info.map((column) => [column.name, column.dflt_value]));
    const defaults = table.columns.map((column): SqlValue => {
      const text = texts.get(column) ?? null;
      return text === null ? null : (this.#connection.prepare(`select ${text}`).pluck().get() as SqlValue);
    });
    return { table, inserts, defaults };
  }
}

/** Drops the secondary indexes of the log and of all tables of the salon; returns the SQL that makes them again. */
function dropIndexes(connection: SqliteDatabase, tables: readonly string[]): string[] {
  const rows = connection
    .prepare(
      `select name, sql from sqlite_schema where type = 'index' and sql is not null
       and tbl_name in (select value from json_each(?)) order by name`,
    )
    .all(JSON.stringify(tables)) as { name: string; sql: string }[];
  for (const { name } of rows) connection.exec(`drop index "${name}"`);
  return rows.map(({ sql }) => sql);
}
