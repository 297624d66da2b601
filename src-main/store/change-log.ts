import { createHash, hash } from 'node:crypto';
import type { Database as SqliteDatabase, Statement } from 'better-sqlite3';
import { BUSINESS_TABLES, type BusinessTable, LOCAL_TABLES, POSTED_TABLES } from '../../db/tables.ts';

/** What happened to a row. */
export const OP = { insert: 0, update: 1, delete: 2 } as const;
export type Op = (typeof OP)[keyof typeof OP];

export type SqlValue = string | number | null | Uint8Array;
export type RowValues = Record<string, SqlValue>;

/** One row change that the triggers reported inside the running unit of work. */
export interface LoggedChange {
  readonly table: LoggedTable;
  readonly rowId: number;
  readonly op: Op;
  /** JSON of the old values: of the changed columns for an update, of the whole row for a delete; null for an insert. */
  readonly old: string | null;
  readonly digest: Buffer;
  /** Old and new `local_date`, where the table has one: which days an open screen must read again. */
  readonly dates: readonly string[];
}

/** A business table as the log knows it. */
export interface LoggedTable {
  readonly no: number;
  readonly name: string;
  /** Column names in the order the triggers pass them. */
  readonly columns: readonly string[];
  /** Positions of the columns in order of name: the digest does not depend on the order in the file. */
  readonly byName: readonly number[];
  readonly dateIndex: number;
}

/** Bytes kept of each row digest. */
export const DIGEST_BYTES = 16;

/**
 * Digest of a row's content, keyed per installation.
 *
 * NULLs are left out, so that a later nullable column leaves the digests of older rows valid. `values` null = no row.
 * SHA-512/256 needs no HMAC: its truncated state cannot be extended.
 */
export function rowDigest(key: string, table: LoggedTable, rowId: number, values: readonly SqlValue[] | null): Buffer {
  let text = `${key}|${table.name}|${rowId}|`;
  if (values) {
    for (const index of table.byName) {
      const value = values[index];
      if (value === null || value === undefined) continue;
      text += `${table.columns[index]}=`;
      text += typeof value === 'number' ? `${value};` : `${JSON.stringify(encoded(value))};`;
    }
  }
  // As text and back it takes half the time: a digest that comes as a buffer has memory of its own to be given back.
  return Buffer.from(hash('sha512-256', text, 'binary').slice(0, DIGEST_BYTES), 'latin1');
}

function encoded(value: SqlValue): SqlValue | { $blob: string } {
  return value instanceof Uint8Array ? { $blob: Buffer.from(value).toString('base64') } : value;
}

/** Reads back a value that `old` keeps. */
export function decoded(value: unknown): SqlValue {
  if (value !== null && typeof value === 'object' && '$blob' in value)
    return Buffer.from(String(value.$blob), 'base64');
  return value as SqlValue;
}

/** Columns by table of the schema that was read last, and the text of that schema. */
let lastRead: { readonly text: string; readonly columns: ReadonlyMap<string, readonly string[]> } | null = null;

/** A file is read three times while it is opened, and the columns took most of that time: one text, one answer. */
function columnsByTable(connection: SqliteDatabase): ReadonlyMap<string, readonly string[]> {
  const tables = connection
    .prepare<[], { name: string; sql: string }>("select name, sql from sqlite_schema where type = 'table'")
    .all();
  const text = tables.map(({ sql }) => sql).join(';');
  if (lastRead?.text === text) return lastRead.columns;
  const columnsOf = connection.prepare<[string], string>('select name from pragma_table_info(?) order by cid').pluck();
  const columns = new Map(tables.map(({ name }) => [name, columnsOf.all(name)]));
  lastRead = { text, columns };
  return columns;
}

/** Columns of every business table, from the open file. */
export function readLoggedTables(connection: SqliteDatabase): LoggedTable[] {
  const numbers = new Map(
    connection
      .prepare<[], { name: string; no: number }>('select name, no from log_table')
      .all()
      .map(({ name, no }) => [name, no]),
  );
  const columnsOf = columnsByTable(connection);
  return BUSINESS_TABLES.filter((name) => columnsOf.has(name)).map((name) => {
    const columns = columnsOf.get(name)!.filter((column) => column !== 'id');
    const byName = columns.map((_, index) => index).sort((a, b) => (columns[a]! < columns[b]! ? -1 : 1));
    return { no: numbers.get(name) ?? -1, name, columns, byName, dateIndex: columns.indexOf('local_date') };
  });
}

/** The SQL of the triggers of a business table: they report each row change to the running unit of work. */
function loggingTriggers(table: LoggedTable): Record<string, string> {
  const values = (alias: string): string => table.columns.map((column) => `, ${alias}."${column}"`).join('');
  const { name, no } = table;
  return {
    [`log_${name}_insert`]: `create trigger log_${name}_insert after insert on ${name} begin select log_insert(${no}, new.id${values('new')}); end`,
    [`log_${name}_update`]: `create trigger log_${name}_update after update on ${name} begin select log_update(${no}, old.id, new.id${values('old')}${values('new')}); end`,
    [`log_${name}_delete`]: `create trigger log_${name}_delete after delete on ${name} begin select log_delete(${no}, old.id${values('old')}); end`,
  };
}

/** What refuses to change or delete a posted row (T16, I13), save the columns that are named; texts may only be emptied. */
function postedTriggers(table: LoggedTable, freeColumns: readonly string[]): Record<string, string> {
  const { name } = table;
  const refuse = "begin select raise(abort, 'POSTED'); end";
  const kept = ['id', ...table.columns.filter((column) => !freeColumns.includes(column))];
  const changes = kept.map((column) => `old."${column}" is not new."${column}"`).join(' or ');
  const texts = freeColumns.filter((column) => !column.endsWith('_id'));
  const rewrites = texts
    .map((column) => ` or (old."${column}" is not new."${column}" and new."${column}" <> '')`)
    .join('');
  return {
    [`posted_${name}_update`]: `create trigger posted_${name}_update before update on ${name} when ${changes}${rewrites} ${refuse}`,
    [`posted_${name}_delete`]: `create trigger posted_${name}_delete before delete on ${name} ${refuse}`,
  };
}

/** Triggers of a table that belongs to the device: a write outside a unit of work is refused, nothing is logged. */
export function guardTriggers(name: string): Record<string, string> {
  return Object.fromEntries(
    ['insert', 'update', 'delete'].map((event) => [
      `guard_${name}_${event}`,
      `create trigger guard_${name}_${event} before ${event} on ${name} begin select require_unit_of_work(); end`,
    ]),
  );
}

/** Every trigger of a business table. */
export function tableTriggers(table: LoggedTable): Record<string, string> {
  const free = POSTED_TABLES[table.name as BusinessTable];
  return { ...loggingTriggers(table), ...(free ? postedTriggers(table, free) : {}) };
}

/** Creates missing triggers and renews those whose SQL is not what this program generates. */
export function installTriggers(connection: SqliteDatabase): void {
  const insertTable = connection.prepare('insert into log_table (no, name) values (?, ?) on conflict (no) do nothing');
  BUSINESS_TABLES.forEach((name, index) => insertTable.run(index + 1, name));
  const wanted: Record<string, string> = {};
  for (const table of readLoggedTables(connection)) Object.assign(wanted, tableTriggers(table));
  const present = new Map(
    (
      connection.prepare("select type, name, sql from sqlite_schema where type in ('table', 'trigger')").all() as {
        type: string;
        name: string;
        sql: string;
      }[]
    ).map((row) => [`${row.type} ${row.name}`, row.sql]),
  );
  for (const name of LOCAL_TABLES) if (present.has(`table ${name}`)) Object.assign(wanted, guardTriggers(name));
  for (const [name, sql] of Object.entries(wanted)) {
    const have = present.get(`trigger ${name}`);
    if (have === sql || have?.toLowerCase() === sql.toLowerCase()) continue;
    if (have !== undefined) connection.exec(`drop trigger ${name}`);
    connection.exec(sql);
  }
}

/** Removes the triggers, for the time of a migration. */
export function dropTriggers(connection: SqliteDatabase): void {
  const rows = connection.prepare("select name from sqlite_schema where type = 'trigger'").all() as { name: string }[];
  for (const { name } of rows) connection.exec(`drop trigger "${name}"`);
}

export interface CommandHeader {
  readonly id: number;
  readonly atMs: number;
  readonly actorId: number | null;
  readonly device: string;
  readonly name: string;
  readonly summary: string | null;
  readonly reason: string | null;
  readonly undoesId: number | null;
  readonly firstSeq: number;
}

/** What the seal of a command covers of one change. */
export interface SealedChange {
  readonly tableNo: number;
  readonly rowId: number;
  readonly op: Op;
  readonly digest: Uint8Array;
}

/** Seal of a command: hash of the key, the previous seal, the command and its changes. 32 bytes. */
export function sealOf(
  key: string,
  previousSeal: Uint8Array,
  command: CommandHeader,
  changes: readonly SealedChange[],
): Buffer {
  const hashing = createHash('sha256');
  hashing.update(key);
  hashing.update(previousSeal);
  hashing.update(
    JSON.stringify([
      command.id,
      command.atMs,
      command.actorId,
      command.device,
      command.name,
      command.summary,
      command.reason,
      command.undoesId,
      command.firstSeq,
      changes.length,
    ]),
  );
  let text = '';
  for (const change of changes) {
    text += `${change.tableNo},${change.rowId},${change.op},${Buffer.from(change.digest).toString('latin1')};`;
  }
  hashing.update(text, 'latin1');
  return hashing.digest();
}

/** The seal before the first command. */
export const FIRST_SEAL = Buffer.alloc(32);

/**
 * Collects what the triggers report and writes it as one sealed command.
 *
 * The functions `log_insert`, `log_update`, `log_delete` exist on this connection only: any other program that writes to a
 * business table is refused by SQLite, because the function is unknown there.
 */
export class ChangeRecorder {
  readonly #key: string;
  readonly #tables = new Map<number, LoggedTable>();
  #changes: LoggedChange[] | null = null;
  #isLocalAllowed = false;

  constructor(connection: SqliteDatabase, key: string) {
    this.#key = key;
    for (const table of readLoggedTables(connection)) this.#tables.set(table.no, table);
    const options = { varargs: true, deterministic: false } as const;
    connection.function('log_insert', options, (...args: unknown[]) => {
      const table = this.#table(args[0]);
      this.#push(table, args[1] as number, OP.insert, null, null, args.slice(2) as SqlValue[]);
      return null;
    });
    connection.function('log_update', options, (...args: unknown[]) => {
      const table = this.#table(args[0]);
      const width = table.columns.length;
      if (args[1] !== args[2]) throw new Error(`the id of a row never changes (${table.name})`);
      const before = args.slice(3, 3 + width) as SqlValue[];
      const after = args.slice(3 + width) as SqlValue[];
      let old = '';
      for (let index = 0; index < width; index++) {
        if (isSame(before[index]!, after[index]!)) continue;
        old += `${old ? ',' : '{'}"${table.columns[index]}":${JSON.stringify(encoded(before[index]!))}`;
      }
      if (old) this.#push(table, args[1] as number, OP.update, `${old}}`, before, after);
      else this.#requireOpen();
      return null;
    });
    connection.function('log_delete', options, (...args: unknown[]) => {
      const table = this.#table(args[0]);
      const before = args.slice(2) as SqlValue[];
      const old = Object.fromEntries(table.columns.map((column, index) => [column, encoded(before[index]!)]));
      this.#push(table, args[1] as number, OP.delete, JSON.stringify(old), before, null);
      return null;
    });
    connection.function('require_unit_of_work', options, () => {
      if (!this.#isLocalAllowed) throw new Error('write outside a unit of work');
      return null;
    });
  }

  /** Begins to collect. */
  begin(): void {
    this.#changes = [];
    this.#isLocalAllowed = true;
  }

  /** Forgets what was collected after `length`: the statement that reported it was rolled back. */
  truncate(length: number): void {
    if (this.#changes) this.#changes.length = length;
  }

  get length(): number {
    return this.#changes?.length ?? 0;
  }

  get changes(): readonly LoggedChange[] {
    return this.#changes ?? [];
  }

  /** Ends collecting. */
  end(): void {
    this.#changes = null;
    this.#isLocalAllowed = false;
  }

  #table(no: unknown): LoggedTable {
    const table = this.#tables.get(no as number);
    if (!table) throw new Error(`unknown logged table ${String(no)}`);
    return table;
  }

  #requireOpen(): LoggedChange[] {
    if (!this.#changes) throw new Error('write outside a unit of work');
    return this.#changes;
  }

  #push(
    table: LoggedTable,
    rowId: number,
    op: Op,
    old: string | null,
    before: readonly SqlValue[] | null,
    after: readonly SqlValue[] | null,
  ): void {
    const changes = this.#requireOpen();
    const dates: string[] = [];
    if (table.dateIndex >= 0) {
      for (const values of [before, after]) {
        const date = values?.[table.dateIndex];
        if (typeof date === 'string' && !dates.includes(date)) dates.push(date);
      }
    }
    changes.push({ table, rowId, op, old, digest: rowDigest(this.#key, table, rowId, after), dates });
  }
}

function isSame(a: SqlValue, b: SqlValue): boolean {
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b) === 0;
  return a === b;
}

/** Changes that one statement writes, the most first: a statement costs as much as several rows. */
const CHANGES_PER_STATEMENT = [32, 8, 1] as const;

/** Statements that write a sealed command, prepared once per connection. */
export class CommandWriter {
  readonly #head: Statement<[], { id: number; seal: Uint8Array; next_seq: number }>;
  readonly #insertCommand: Statement<unknown[]>;
  readonly #inserts: readonly { readonly rows: number; readonly statement: Statement<unknown[]> }[];
  readonly #key: string;

  constructor(connection: SqliteDatabase, key: string) {
    this.#key = key;
    this.#head = connection.prepare(
      'select id, seal, first_seq + change_count as next_seq from command order by id desc limit 1',
    );
    this.#insertCommand = connection.prepare(
      `insert into command (id, at_ms, actor_id, device, name, summary, reason, undoes_id, first_seq, change_count, seal)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    const row = '(?, ?, ?, ?, ?, ?, ?)';
    const into = 'insert into change (seq, command_id, table_no, row_id, op, old, digest) values ';
    this.#inserts = CHANGES_PER_STATEMENT.map((rows) => {
      const statement = connection.prepare<unknown[]>(into + Array.from({ length: rows }, () => row).join(', '));
      return { rows, statement };
    });
  }

  /** Number, seal and next free sequence number after the last command. */
  head(): { id: number; seal: Uint8Array; nextSeq: number } {
    const row = this.#head.get();
    return row ? { id: row.id, seal: row.seal, nextSeq: row.next_seq } : { id: 0, seal: FIRST_SEAL, nextSeq: 1 };
  }

  /** Writes the changes and the command with its seal. */
  write(
    header: Omit<CommandHeader, 'id' | 'firstSeq'>,
    changes: readonly LoggedChange[],
  ): { id: number; seal: Buffer } {
    const head = this.head();
    const command: CommandHeader = { ...header, id: head.id + 1, firstSeq: head.nextSeq };
    let done = 0;
    for (const { rows, statement } of this.#inserts) {
      for (; done + rows <= changes.length; done += rows) {
        const values: unknown[] = [];
        for (let at = done; at < done + rows; at++) {
          const { table, rowId, op, old, digest } = changes[at]!;
          values.push(command.firstSeq + at, command.id, table.no, rowId, op, old, digest);
        }
        statement.run(values);
      }
    }
    const sealed = changes.map((change) => ({
      tableNo: change.table.no,
      rowId: change.rowId,
      op: change.op,
      digest: change.digest,
    }));
    const seal = sealOf(this.#key, head.seal, command, sealed);
    this.#insertCommand.run(
      command.id,
      command.atMs,
      command.actorId,
      command.device,
      command.name,
      command.summary,
      command.reason,
      command.undoesId,
      command.firstSeq,
      changes.length,
      seal,
    );
    return { id: command.id, seal };
  }
}
