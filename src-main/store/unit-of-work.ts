import type { Database as SqliteDatabase } from 'better-sqlite3';
import { type ChangeRecorder, type CommandWriter, type LoggedChange, OP } from './change-log.ts';
import { type Query, Reader } from './executor.ts';

/** Who acts, from where, and what time it is. */
export interface ActorContext {
  readonly actorId: number | null;
  readonly device: string;
  readonly nowMs: number;
}

/** What a person reads of a command in history and in the undo toast: an i18n key with its values. */
export interface CommandSummary {
  readonly key: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** A committed command, as open screens hear of it. */
export interface CommittedCommand {
  readonly commandId: number;
  readonly name: string;
  readonly actorId: number | null;
  readonly device: string;
  readonly atMs: number;
  readonly summary: CommandSummary | null;
  readonly undoesId: number | null;
  /** Touched row ids by table. */
  readonly rows: Readonly<Record<string, readonly number[]>>;
  /** Salon days whose journal changed. */
  readonly dates: readonly string[];
  /** A step of something long: open screens hear of its end only. */
  readonly isStep: boolean;
}

/** The transaction of a unit of work: reading plus writing. */
export class Tx extends Reader {
  readonly context: ActorContext;
  readonly #recorder: ChangeRecorder;
  summary: CommandSummary | null = null;
  /** Why a rule was overridden, kept with the command. */
  reason: string | null = null;

  constructor(connection: SqliteDatabase, recorder: ChangeRecorder, context: ActorContext, reader: Reader) {
    super(connection);
    this.#recorder = recorder;
    this.context = context;
    // The statements of the long-lived reader are shared: preparing them again for each transaction would cost more
    // than running them.
    this.prepare = reader.prepare.bind(reader);
  }

  /** Runs a writing statement. Returns the number of touched rows and the id of an inserted row. */
  run(query: Query<unknown>): { changes: number; insertId: number } {
    const { sql, parameters } = 'compile' in query ? query.compile() : query;
    return this.runSql(sql, parameters);
  }

  /** Runs writing SQL; what the triggers reported of a failed statement is forgotten with it. */
  runSql(sql: string, parameters: readonly unknown[]): { changes: number; insertId: number } {
    const before = this.#recorder.length;
    try {
      const result = this.prepare(sql).run(...parameters);
      return { changes: result.changes, insertId: Number(result.lastInsertRowid) };
    } catch (error) {
      this.#recorder.truncate(before);
      throw error;
    }
  }

  /** Inserts a row and returns its id. */
  insert(query: Query<unknown>): number {
    return this.run(query).insertId;
  }
}

/**
 * Keeps a derived table in step: called inside the same transaction with the logged changes of its business tables.
 *
 * Of several tables the changes come in one call, in the order of `tables`. The row itself is read through `tx` (absent after a delete); `old` of a change has what it was.
 */
export interface Derivation {
  readonly tables: readonly string[];
  refresh(tx: Tx, changes: readonly LoggedChange[]): void;
}

export interface RunOptions {
  /** The command that this one takes back. */
  readonly undoesId?: number;
  /** Runs last before the commit; a failure inside rolls everything back. */
  readonly beforeCommit?: (tx: Tx) => void;
  /** A step of something long, such as a part of an import: screens would read everything again at each of them. */
  readonly isStep?: boolean;
  /** Tables that the steps before this command changed: screens read them again now. */
  readonly alsoTouched?: readonly string[];
}

/** Result of a unit of work. `commandId` is null when nothing changed. */
export interface WorkResult<T> {
  readonly value: T;
  readonly commandId: number | null;
}

type Listener = (command: CommittedCommand) => void;
type Attendant = (tx: Tx, rowIds: readonly number[]) => void;

/**
 * The one door through which everything is written (architecture.md section 4).
 *
 * `run` begins an IMMEDIATE transaction, runs one synchronous function, brings derived tables up to date, writes and seals
 * the command, commits, and only then tells the listeners. Anything thrown inside rolls everything back.
 */
export class UnitOfWork {
  readonly #connection: SqliteDatabase;
  readonly #recorder: ChangeRecorder;
  readonly #writer: CommandWriter;
  readonly #reader: Reader;
  readonly #derivations: Derivation[] = [];
  readonly #derivedFrom = new Set<string>();
  readonly #attendants: { readonly table: string; readonly attend: Attendant }[] = [];
  readonly #listeners = new Set<Listener>();
  readonly #transaction: (body: () => void) => void;
  #isRunning = false;

  constructor(connection: SqliteDatabase, recorder: ChangeRecorder, writer: CommandWriter, reader: Reader) {
    this.#connection = connection;
    this.#recorder = recorder;
    this.#writer = writer;
    this.#reader = reader;
    const transaction = connection.transaction((body: () => void) => {
      body();
    });
    this.#transaction = (body) => {
      transaction.immediate(body);
    };
  }

  /** Registers what keeps a derived table in step with business tables. */
  derive(derivation: Derivation): void {
    this.#derivations.push(derivation);
    for (const table of derivation.tables) this.#derivedFrom.add(table);
  }

  /**
   * Has the last word in every unit of work that put new rows into a table: what it writes belongs to the command.
   *
   * So that a fact that any feature may post (a document of money) has its consequence (a receipt) whoever posted it.
   */
  attend(table: string, attend: Attendant): void {
    this.#attendants.push({ table, attend });
  }

  /** Hears of every committed command; returns the way to stop. */
  onCommit(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Runs `body` as one command named `name` (`journal.move`). */
  run<T>(context: ActorContext, name: string, body: (tx: Tx) => T, options: RunOptions = {}): WorkResult<T> {
    if (this.#isRunning) throw new Error(`unit of work ${name} begun inside another one`);
    this.#isRunning = true;
    this.#recorder.begin();
    let value: T | undefined;
    let committed: CommittedCommand | null = null;
    try {
      const tx = new Tx(this.#connection, this.#recorder, context, this.#reader);
      this.#transaction(() => {
        value = body(tx);
        if (value instanceof Promise) throw new Error(`unit of work ${name} must be synchronous`);
        this.#attend(tx);
        const changes = this.#recorder.changes;
        if (changes.length > 0) {
          this.#refreshDerived(tx, changes);
          const summary = tx.summary;
          const { id } = this.#writer.write(
            {
              atMs: context.nowMs,
              actorId: context.actorId,
              device: context.device,
              name,
              summary: summary ? JSON.stringify(summary) : null,
              reason: tx.reason,
              undoesId: options.undoesId ?? null,
            },
            changes,
          );
          committed = describe(id, name, context, summary, options, changes);
        }
        options.beforeCommit?.(tx);
      });
    } finally {
      this.#recorder.end();
      this.#isRunning = false;
    }
    const done = committed as CommittedCommand | null;
    if (done) for (const listener of this.#listeners) listener(done);
    return { value: value as T, commandId: done?.commandId ?? null };
  }

  #attend(tx: Tx): void {
    for (const { table, attend } of this.#attendants) {
      const fresh = this.#recorder.changes.filter(({ op, table: { name } }) => op === OP.insert && name === table);
      if (fresh.length > 0) {
        attend(
          tx,
          fresh.map(({ rowId }) => rowId),
        );
      }
    }
  }

  #refreshDerived(tx: Tx, changes: readonly LoggedChange[]): void {
    const before = this.#recorder.length;
    const touched = Map.groupBy(
      changes.filter(({ table }) => this.#derivedFrom.has(table.name)),
      ({ table }) => table.name,
    );
    if (touched.size === 0) return;
    for (const derivation of this.#derivations) {
      const own = derivation.tables.flatMap((table) => touched.get(table) ?? []);
      if (own.length > 0) derivation.refresh(tx, own);
    }
    if (this.#recorder.length !== before) throw new Error('a derivation wrote to a business table');
  }
}

function describe(
  commandId: number,
  name: string,
  context: ActorContext,
  summary: CommandSummary | null,
  options: RunOptions,
  changes: readonly LoggedChange[],
): CommittedCommand {
  const rows: Record<string, number[]> = Object.fromEntries((options.alsoTouched ?? []).map((table) => [table, []]));
  const seen = new Set<string>();
  const dates = new Set<string>();
  for (const change of changes) {
    const key = `${change.table.no}/${change.rowId}`;
    if (!seen.has(key)) {
      seen.add(key);
      (rows[change.table.name] ??= []).push(change.rowId);
    }
    for (const date of change.dates) dates.add(date);
  }
  const { actorId, device, nowMs: atMs } = context;
  const { undoesId = null, isStep = false } = options;
  return { commandId, name, actorId, device, atMs, summary, undoesId, rows, dates: [...dates], isStep };
}
