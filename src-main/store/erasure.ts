import type { RowValues } from './change-log.ts';
import { EVIDENCE_DIGITS, type LogEvidence, actsOfSentence, placesDigest } from './erasure-evidence.ts';
import { sqlText } from './executor.ts';
import { ERASED } from './row-history.ts';
import type { Store } from './store.ts';
import type { CommandRow } from './undo.ts';
import type { Tx } from './unit-of-work.ts';
import { sealOfNow } from './verify.ts';

/** Rows of one table whose old values leave the log. */
export interface ErasedRows {
  readonly table: string;
  readonly rowIds: readonly number[];
  readonly columns: readonly string[];
}

/** What a person reads of a command, before or after the erasure. */
export interface CommandTexts {
  readonly summary: string | null;
  readonly reason: string | null;
}

/**
 * Takes values out of the log of all commands before the running one, under the number of an act (D5).
 *
 * Each old value becomes a mark with the number of the act; the digests stay, so the chain of seals holds. Sentences of the
 * commands that touched the rows go through `redact`, which answers with null when nothing personal is in them.
 */
export function eraseLoggedValues(
  tx: Tx,
  store: Store,
  actId: number,
  targets: readonly ErasedRows[],
  redact: (texts: CommandTexts) => CommandTexts | null,
): LogEvidence {
  const places: [number, string][] = [];
  const changed = new Set<number>();
  const commandIds = new Set<number>();
  for (const { tableNo, rowId, columns } of eachRow(store, targets)) {
    for (const change of changesOfRow(tx, tableNo, rowId)) {
      commandIds.add(change.command_id);
      const erased = markErased(tx, change, columns, actId);
      for (const column of erased) places.push([change.seq, column]);
      if (erased.length > 0) changed.add(change.seq);
    }
  }
  const head = tx.get(sqlText<{ id: number }>('select max(id) as id from command'));
  return {
    commandId: (head?.id ?? 0) + 1,
    changes: changed.size,
    values: places.length,
    sha256: placesDigest(places),
    seals: eraseSentences(tx, store, actId, commandIds, redact),
  };
}

/** Takes the same values out of what the erasing command itself has just written; runs before its commit. */
export function eraseOwnValues(tx: Tx, store: Store, actId: number, targets: readonly ErasedRows[]): void {
  const own = tx.get(sqlText<{ id: number }>('select max(id) as id from command'));
  for (const { tableNo, rowId, columns } of eachRow(store, targets)) {
    for (const change of changesOfRow(tx, tableNo, rowId)) {
      if (change.command_id === own?.id) markErased(tx, change, columns, actId);
    }
  }
}

/**
 * Runs an erasure so that nothing of it stays in the bytes of the file: freed space is overwritten, the full-text indexes
 * drop their old entries, the write-ahead log is emptied.
 */
export function withSecureDelete<T>(store: Store, body: () => T): T {
  const { connection } = store;
  const indexes = connection
    .prepare("select name from sqlite_schema where type = 'table' and sql like '%using fts5%'")
    .pluck()
    .all() as string[];
  const setIndexes = (isOn: 0 | 1): void => {
    for (const name of indexes) {
      // Written out: a bound number would be a real, which this setting refuses.
      connection.exec(`insert into ${name} (${name}, rank) values ('secure-delete', ${isOn})`);
    }
  };
  connection.pragma('secure_delete = ON');
  setIndexes(1);
  try {
    return body();
  } finally {
    setIndexes(0);
    connection.pragma('secure_delete = FAST');
    store.settle();
  }
}

interface RowOfTable {
  readonly tableNo: number;
  readonly rowId: number;
  readonly columns: ReadonlySet<string>;
}

function* eachRow(store: Store, targets: readonly ErasedRows[]): Generator<RowOfTable> {
  for (const { table, rowIds, columns } of targets) {
    const tableNo = store.tablesByName.get(table)?.no;
    if (tableNo === undefined) throw new Error(`${table} is not in the log`);
    const names = new Set(columns);
    for (const rowId of rowIds) yield { tableNo, rowId, columns: names };
  }
}

interface StoredChange {
  readonly seq: number;
  readonly command_id: number;
  readonly old: string | null;
}

function changesOfRow(tx: Tx, tableNo: number, rowId: number): StoredChange[] {
  return tx.all(
    sqlText<StoredChange>(
      'select seq, command_id, old from change where table_no = ? and row_id = ? order by seq',
      tableNo,
      rowId,
    ),
  );
}

/** Marks the values of a change; answers with the columns that lost one. An empty value says nothing of anybody. */
function markErased(tx: Tx, change: StoredChange, columns: ReadonlySet<string>, actId: number): string[] {
  if (change.old === null) return [];
  const old = JSON.parse(change.old) as RowValues;
  const erased = Object.keys(old).filter((column) => {
    const value = old[column];
    return columns.has(column) && value !== null && value !== '' && !isMark(value);
  });
  if (erased.length === 0) return [];
  const marked = { ...old, ...Object.fromEntries(erased.map((column) => [column, { [ERASED]: actId }])) };
  tx.runSql('update change set old = ? where seq = ?', [JSON.stringify(marked), change.seq]);
  return erased;
}

function isMark(value: unknown): boolean {
  return value !== null && typeof value === 'object' && ERASED in value;
}

function eraseSentences(
  tx: Tx,
  store: Store,
  actId: number,
  commandIds: ReadonlySet<number>,
  redact: (texts: CommandTexts) => CommandTexts | null,
): Record<string, string> {
  const seals: Record<string, string> = {};
  for (const id of [...commandIds].sort((a, b) => a - b)) {
    const command = tx.get(sqlText<CommandRow>('select * from command where id = ?', id));
    if (!command || (command.summary === null && command.reason === null)) continue;
    const redacted = redact(command);
    if (!redacted) continue;
    const summary = markSentence(redacted.summary, command.name, actId);
    tx.runSql('update command set summary = ?, reason = ? where id = ?', [summary, redacted.reason, id]);
    seals[id] = sealOfNow(store.connection, id).toString('hex').slice(0, EVIDENCE_DIGITS);
  }
  return seals;
}

function markSentence(summary: string | null, commandName: string, actId: number): string {
  const parsed = summary === null ? { key: commandName } : (JSON.parse(summary) as Record<string, unknown>);
  return JSON.stringify({ ...parsed, erased: [...actsOfSentence(summary), actId] });
}
