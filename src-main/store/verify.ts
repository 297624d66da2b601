import type { Database as SqliteDatabase } from 'better-sqlite3';
import {
  type CommandHeader,
  FIRST_SEAL,
  type LoggedTable,
  OP,
  type Op,
  type SealedChange,
  type SqlValue,
  readLoggedTables,
  rowDigest,
  sealOf,
} from './change-log.ts';
import { type ErasedByAct, ErasureEvidence } from './erasure-evidence.ts';
import type { HighWater } from './high-water.ts';
import { walkBack } from './row-history.ts';

/** One thing that does not agree. */
export interface Finding {
  readonly kind:
    | 'integrity'
    | 'foreign_key'
    | 'chain'
    | 'sequence'
    | 'row_changed'
    | 'row_missing'
    | 'row_unlogged'
    | 'history_changed'
    | 'triggers'
    | 'erasure'
    | 'writes_lost';
  readonly table?: string;
  readonly rowId?: number;
  readonly commandId?: number;
  readonly detail?: string;
}

export interface VerifyReport {
  readonly ok: boolean;
  readonly commands: number;
  readonly changes: number;
  readonly rows: number;
  /** At most `MAX_FINDINGS`; `findingCount` has them all. */
  readonly findings: readonly Finding[];
  readonly findingCount: number;
  readonly head: HighWater | null;
  /** What acts of destruction took out of the log by law (D5, D6): not a finding. */
  readonly erased: readonly ErasedByAct[];
}

export interface VerifyOptions {
  /** The mark kept outside the file; the chain must reach at least so far. */
  readonly highWater?: HighWater | null;
  /** Called now and then with the share done, 0..1; returning false cancels. */
  readonly onProgress?: (share: number) => boolean;
}

const MAX_FINDINGS = 100;
const PROGRESS_EVERY = 20_000;

/**
 * Proves a file (reliability.md S10): SQLite's own checks, the chain of seals, and for every row that walking back from
 * today's values meets the digest of each change.
 */
export function verifyDatabase(connection: SqliteDatabase, options: VerifyOptions = {}): VerifyReport {
  const findings: Finding[] = [];
  let findingCount = 0;
  const report = (finding: Finding): void => {
    findingCount++;
    if (findings.length < MAX_FINDINGS) findings.push(finding);
  };
  for (const { integrity_check: found } of connection.pragma('integrity_check(10)') as { integrity_check: string }[]) {
    if (found !== 'ok') report({ kind: 'integrity', detail: found });
  }
  for (const row of connection.pragma('foreign_key_check') as { table: string; rowid: number }[]) {
    report({ kind: 'foreign_key', table: row.table, rowId: row.rowid });
  }
  const key = logKey(connection);
  const tables = readLoggedTables(connection);
  const total =
    Number(connection.prepare('select count(*) from command').pluck().get()) +
    Number(connection.prepare('select count(*) from change').pluck().get());
  let done = 0;
  const tick = (): void => {
    done++;
    if (done % PROGRESS_EVERY === 0 && options.onProgress?.(Math.min(1, done / Math.max(1, total))) === false) {
      throw new VerifyCancelled();
    }
  };
  const evidence = new ErasureEvidence(connection);
  const chain = verifyChain(connection, key, options.highWater ?? null, evidence, report, tick);
  let changes = 0;
  let rows = 0;
  for (const table of tables) {
    const counts = verifyTable(connection, key, table, evidence, report, tick);
    changes += counts.changes;
    rows += counts.rows;
  }
  if (changes !== chain.changes) {
    report({ kind: 'sequence', detail: `${chain.changes} changes in the chain, ${changes} in the tables` });
  }
  for (const fault of evidence.faults()) report({ kind: 'erasure', ...fault });
  return {
    ok: findingCount === 0,
    commands: chain.commands,
    changes,
    rows,
    findings,
    findingCount,
    head: chain.head,
    erased: evidence.acts(),
  };
}

/** Thrown when `onProgress` asked to stop. */
export class VerifyCancelled extends Error {}

/** The installation's key as the digests use it. */
export function logKey(connection: SqliteDatabase): string {
  const row = connection.prepare('select log_key from installation where id = 1').get() as
    | { log_key: Uint8Array }
    | undefined;
  if (!row) throw new Error('the file has no installation key');
  return Buffer.from(row.log_key).toString('hex');
}

interface StoredCommand {
  id: number;
  at_ms: number;
  actor_id: number | null;
  device: string;
  name: string;
  summary: string | null;
  reason: string | null;
  undoes_id: number | null;
  first_seq: number;
  change_count: number;
  seal: Uint8Array;
}

interface StoredChange {
  table_no: number;
  row_id: number;
  op: Op;
  digest: Uint8Array;
}

const CHANGES_OF_COMMAND = 'select table_no, row_id, op, digest from change where seq between ? and ? order by seq';

function sealOfStored(
  key: string,
  previous: Uint8Array,
  command: StoredCommand,
  changes: readonly StoredChange[],
): Buffer {
  const header: CommandHeader = {
    id: command.id,
    atMs: command.at_ms,
    actorId: command.actor_id,
    device: command.device,
    name: command.name,
    summary: command.summary,
    reason: command.reason,
    undoesId: command.undoes_id,
    firstSeq: command.first_seq,
  };
  const sealed: SealedChange[] = changes.map((row) => ({
    tableNo: row.table_no,
    rowId: row.row_id,
    op: row.op,
    digest: row.digest,
  }));
  return sealOf(key, previous, header, sealed);
}

/** A command of an import may have a million changes: those are left to the verification. */
const GLANCE_CHANGES = 10_000;

/** The seal that a command would get for what is stored of it now. */
export function sealOfNow(connection: SqliteDatabase, commandId: number): Buffer {
  const read = connection.prepare('select * from command where id = ?');
  const command = read.get(commandId) as StoredCommand;
  const previous = read.get(commandId - 1) as StoredCommand | undefined;
  const changes = connection
    .prepare(CHANGES_OF_COMMAND)
    .all(command.first_seq, command.first_seq + command.change_count - 1) as StoredChange[];
  return sealOfStored(logKey(connection), previous?.seal ?? FIRST_SEAL, command, changes);
}

/** Tells whether the seal of one command agrees with its changes and the seal before it: a glance, no verification. */
export function isSealed(connection: SqliteDatabase, commandId: number): boolean {
  const read = connection.prepare('select seal, change_count from command where id = ?');
  const command = read.get(commandId) as Pick<StoredCommand, 'seal' | 'change_count'> | undefined;
  if (!command || (commandId > 1 && !read.get(commandId - 1))) return false;
  if (command.change_count > GLANCE_CHANGES) return true;
  return Buffer.compare(sealOfNow(connection, commandId), Buffer.from(command.seal)) === 0;
}

function verifyChain(
  connection: SqliteDatabase,
  key: string,
  highWater: HighWater | null,
  evidence: ErasureEvidence,
  report: (finding: Finding) => void,
  tick: () => void,
): { commands: number; changes: number; head: HighWater | null } {
  const commands = connection.prepare('select * from command order by id').iterate() as IterableIterator<StoredCommand>;
  const changes = connection.prepare(CHANGES_OF_COMMAND);
  let previous: Uint8Array = FIRST_SEAL;
  let expectedId = 1;
  let nextSeq = 1;
  let head: HighWater | null = null;
  let sawMark = false;
  for (const command of commands) {
    tick();
    if (command.id !== expectedId)
      report({ kind: 'sequence', commandId: command.id, detail: `expected ${expectedId}` });
    if (command.first_seq !== nextSeq) report({ kind: 'sequence', commandId: command.id, detail: 'change numbers' });
    const own = changes.all(command.first_seq, command.first_seq + command.change_count - 1) as StoredChange[];
    if (own.length !== command.change_count) {
      report({ kind: 'sequence', commandId: command.id, detail: `${own.length} of ${command.change_count} changes` });
    }
    const seal = sealOfStored(key, previous, command, own);
    const isSame = Buffer.compare(seal, Buffer.from(command.seal)) === 0;
    // A sentence that lost a name by law has the seal of its new words in the act; the chain goes on from the old one.
    if (!isSame && !evidence.acceptsSentence(command.id, command.summary, seal)) {
      report({ kind: 'chain', commandId: command.id });
    }
    // Goes on from the stored seal, so that one forged command is one finding.
    previous = command.seal;
    expectedId = command.id + 1;
    nextSeq = command.first_seq + command.change_count;
    const sealHex = Buffer.from(command.seal).toString('hex');
    head = { commandId: command.id, seal: sealHex, atMs: command.at_ms };
    if (highWater && command.id === highWater.commandId) {
      sawMark = true;
      if (sealHex !== highWater.seal) report({ kind: 'chain', commandId: command.id, detail: 'differs from the mark' });
    }
  }
  if (highWater && highWater.commandId > 0 && !sawMark) {
    report({ kind: 'writes_lost', commandId: highWater.commandId, detail: new Date(highWater.atMs).toISOString() });
  }
  return { commands: expectedId - 1, changes: nextSeq - 1, head };
}

function verifyTable(
  connection: SqliteDatabase,
  key: string,
  table: LoggedTable,
  evidence: ErasureEvidence,
  report: (finding: Finding) => void,
  tick: () => void,
): { changes: number; rows: number } {
  const rowsOfTable = rowsInOrder(connection, table);
  const changes = connection
    .prepare('select seq, command_id, row_id, op, old, digest from change where table_no = ? order by row_id, seq')
    .iterate(table.no) as IterableIterator<StoredChange>;
  let count = 0;
  let loggedRows = 0;
  let group: StoredChange[] = [];
  const close = (): void => {
    const first = group[0];
    if (!first) return;
    const today = rowsOfTable.at(first.row_id);
    if (today) loggedRows++;
    verifyRow(key, table, first.row_id, group.toReversed(), today, report);
    group = [];
  };
  try {
    for (const change of changes) {
      tick();
      count++;
      evidence.note(change);
      if (group.length > 0 && group[0]!.row_id !== change.row_id) close();
      group.push(change);
    }
    close();
  } finally {
    rowsOfTable.close();
  }
  const rows = Number(connection.prepare(`select count(*) from ${table.name}`).pluck().get());
  if (rows !== loggedRows) {
    const unlogged = connection
      .prepare(
        `select id from ${table.name} where not exists (select 1 from change where table_no = ? and row_id = ${table.name}.id) limit 10`,
      )
      .pluck()
      .all(table.no) as number[];
    for (const rowId of unlogged) report({ kind: 'row_unlogged', table: table.name, rowId });
  }
  return { changes: count, rows };
}

interface StoredChange {
  seq: number;
  command_id: number;
  row_id: number;
  op: Op;
  old: string | null;
  digest: Uint8Array;
}

/** Reads a table once from its first row to its last, beside the changes in the same order: no look-up for each row. */
function rowsInOrder(
  connection: SqliteDatabase,
  table: LoggedTable,
): { at(rowId: number): SqlValue[] | null; close(): void } {
  const columns = table.columns.map((column) => `"${column}"`).join(', ');
  const rows = connection
    .prepare(`select id, ${columns} from ${table.name} order by id`)
    .raw()
    .iterate() as IterableIterator<[number, ...SqlValue[]]>;
  let current = rows.next();
  return {
    at: (rowId) => {
      while (!current.done && current.value[0] < rowId) current = rows.next();
      return !current.done && current.value[0] === rowId ? current.value.slice(1) : null;
    },
    // An iterator that is left open keeps the connection busy.
    close: () => {
      rows.return?.();
    },
  };
}

function verifyRow(
  key: string,
  table: LoggedTable,
  rowId: number,
  newestFirst: readonly StoredChange[],
  today: SqlValue[] | null,
  report: (finding: Finding) => void,
): void {
  const [newest] = newestFirst;
  const commandId = newest!.command_id;
  const isGone = newest!.op === OP.delete;
  if (isGone !== (today === null)) {
    report({ kind: isGone ? 'row_unlogged' : 'row_missing', table: table.name, rowId, commandId });
    return;
  }
  if (newestFirst.length === 1 && newest!.op === OP.insert) {
    // Most rows were written once: nothing to walk back through.
    if (!isDigest(rowDigest(key, table, rowId, today), newest!)) {
      report({ kind: 'row_changed', table: table.name, rowId, commandId });
    }
    return;
  }
  const values = today && Object.fromEntries(table.columns.map((column, index) => [column, today[index] ?? null]));
  for (const [index, state] of walkBack(newestFirst, values).entries()) {
    if (state.erased.length > 0) continue;
    const after = state.after && table.columns.map((column) => state.after?.[column] ?? null);
    if (isDigest(rowDigest(key, table, rowId, after), state)) continue;
    const kind = index === 0 ? 'row_changed' : 'history_changed';
    report({ kind, table: table.name, rowId, commandId: state.commandId });
    return;
  }
}

function isDigest(digest: Buffer, change: { readonly digest: Uint8Array }): boolean {
  return digest.equals(change.digest);
}
