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

/** Commands written between two commits. */
const COMMANDS_PER_COMMIT = 100;

interface BulkTable {
  readonly table: LoggedTable;
  readonly insert: Statement;
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
    this.#indexes = dropIndexes(connection);
    this.#writer = new CommandWriter(connection, this.#key);
    for (const table of readLoggedTables(connection)) this.#tables.set(table.name, this.#prepare(table));
  }

  write({ name, atMs, actorId, summary }: DemoCommand, rows: DemoRows): void {
    if (this.#pending === 0) this.#connection.exec('begin immediate');
    const changes: LoggedChange[] = [];
    for (const [name, list] of tablesOf(rows)) {
      const bulk = this.#tables.get(name);
      if (!bulk) throw new Error(`${name} is not a business table`);
      for (const row of list) changes.push(this.#insert(bulk, row));
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

  #insert({ table, insert, defaults }: BulkTable, row: Record<string, SqlValue>): LoggedChange {
    const rowId = row['id'] as number;
    const values = table.columns.map((column, index) => {
      const value = row[column];
      return value === undefined ? (defaults[index] ?? null) : value;
    });
    insert.run(rowId, ...values);
    return { table, rowId, op: OP.insert, old: null, digest: rowDigest(this.#key, table, rowId, values), dates: [] };
  }

  #prepare(table: LoggedTable): BulkTable {
    const columns = ['id', ...table.columns.map((column) => `"${column}"`)];
    const marks = columns.map(() => '?').join(', ');
    const insert = this.#connection.prepare(`insert into ${table.name} (${columns.join(', ')}) values (${marks})`);
    const info = this.#connection.pragma(`table_info(${table.name})`) as { name: string; dflt_value: string | null }[];
    const texts = new Map(info.map((column) => [column.name, column.dflt_value]));
    const defaults = table.columns.map((column): SqlValue => {
      const text = texts.get(column) ?? null;
      return text === null ? null : (this.#connection.prepare(`select ${text}`).pluck().get() as SqlValue);
    });
    return { table, insert, defaults };
  }
}

/** Drops the secondary indexes of the large tables; returns the SQL that makes them again. */
function dropIndexes(connection: SqliteDatabase): string[] {
  const rows = connection
    .prepare(
      `select name, sql from sqlite_schema where type = 'index' and sql is not null
       and tbl_name in ('visits', 'visit_lines', 'clients', 'client_phones', 'change') order by name`,
    )
    .all() as { name: string; sql: string }[];
  for (const { name } of rows) connection.exec(`drop index "${name}"`);
  return rows.map(({ sql }) => sql);
}
