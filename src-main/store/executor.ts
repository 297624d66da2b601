import type { Database as SqliteDatabase, Statement } from 'better-sqlite3';
import type { Compilable } from 'kysely';

/** A query of kysely, or SQL text with its values. */
export type Query<Row> = Compilable<Row> | SqlText<Row>;

interface SqlText<Row> {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  /** Only carries the row type. */
  readonly row?: Row;
}

/** Names the row type of a hand-written statement, where kysely's builder would only be in the way. */
export function sqlText<Row>(sql: string, ...parameters: readonly unknown[]): SqlText<Row> {
  return { sql, parameters };
}

const MAX_CACHED_STATEMENTS = 400;

/** What is quoted, or a value that a column is compared with. */
const COMPARED_VALUE = /'[^']*'|"[^"]*"|((?<![<>!])=\s*|\bis\s+)(?=[?@:$])/giu;

/**
 * The same SQL with a plan that outlives its values.
 *
 * SQLite weighs the value of `column = ?` and `column is ?` while it plans, so with every new value it plans the whole
 * statement anew: 30 to 100 µs, several times what most of them take. A plus before the value is no operation and takes
 * part in no conversion; behind it the value is not looked at, and an index serves as before.
 */
export function withLastingPlan(sql: string): string {
  return sql.replaceAll(COMPARED_VALUE, (found: string, before: string | undefined) =>
    before === undefined ? found : `${found}+`,
  );
}

/**
 * Runs queries synchronously on one connection, each SQL text prepared once.
 *
 * Repositories take it as their first argument. Reading methods may be used at any time; writing ones are on `Tx` only.
 */
export class Reader {
  readonly #statements = new Map<string, Statement<unknown[]>>();
  protected readonly connection: SqliteDatabase;

  constructor(connection: SqliteDatabase) {
    this.connection = connection;
  }

  /** All rows. */
  all<Row>(query: Query<Row>): Row[] {
    const { sql, parameters } = compiled(query);
    return this.prepare(sql).all(...parameters) as Row[];
  }

  /** The first row, or undefined. */
  get<Row>(query: Query<Row>): Row | undefined {
    const { sql, parameters } = compiled(query);
    return this.prepare(sql).get(...parameters) as Row | undefined;
  }

  /** A cached prepared statement, for loops over many rows. */
  prepare(sql: string): Statement<unknown[]> {
    const known = this.#statements.get(sql);
    if (known) return known;
    if (this.#statements.size >= MAX_CACHED_STATEMENTS) {
      const oldest = this.#statements.keys().next().value;
      if (oldest !== undefined) this.#statements.delete(oldest);
    }
    const statement = this.connection.prepare<unknown[]>(withLastingPlan(sql));
    this.#statements.set(sql, statement);
    return statement;
  }
}

function compiled<Row>(query: Query<Row>): { sql: string; parameters: readonly unknown[] } {
  return 'compile' in query ? query.compile() : query;
}
