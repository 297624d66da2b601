import { DomainError } from '../../src-shared/kernel/errors.ts';
import { type LoggedTable, OP, type Op, type RowValues } from './change-log.ts';
import { type Reader, sqlText } from './executor.ts';
import { ERASED, parseOld } from './row-history.ts';
import type { ActorContext, Tx, UnitOfWork, WorkResult } from './unit-of-work.ts';

/** Commands that are never undone by applying the inverse. */
// An import is taken back as a whole, never a step of it.
const NOT_UNDOABLE = [
  // A shift that was opened or closed stays so (T15): nothing goes into a closed one by an undo either.
  /^cash\.(?:openShift|closeShift|ensureAccounts|setLock)$/u,
  /^access\./,
  /^setup\./,
  /^backup\./,
  /^demo\./,
  /^exports\./,
  /^import\./,
  /^personalData\.copy$/,
];
/** A command that made a person nameless for ever (D5): neither it nor what it passed over comes back. */
const ERASING = /^personalData\.(?:erase|eraseAgain)$/;

export interface CommandRow {
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
}

interface ChangeRow {
  seq: number;
  table_no: number;
  row_id: number;
  op: Op;
  old: string | null;
}

const COMMAND_COLUMNS = 'id, at_ms, actor_id, device, name, summary, reason, undoes_id, first_seq, change_count';

/** One command, if it exists. */
export function readCommand(reader: Reader, commandId: number): CommandRow | undefined {
  return reader.get(sqlText<CommandRow>(`select ${COMMAND_COLUMNS} from command where id = ?`, commandId));
}

/** Tells whether a kind of command can be taken back by its inverse. */
export function isUndoableName(name: string): boolean {
  return !ERASING.test(name) && !NOT_UNDOABLE.some((pattern) => pattern.test(name));
}

/** The command that took `commandId` back and still stands, if any. */
export function standingUndo(reader: Reader, commandId: number): number | null {
  const undos = reader.all(
    sqlText<{ id: number }>('select id from command where undoes_id = ? order by id desc', commandId),
  );
  const last = undos[0];
  if (!last) return null;
  return standingUndo(reader, last.id) === null ? last.id : null;
}

/**
 * Later commands that changed the same rows, newest first: they stand in the way of an undo.
 *
 * One that was taken back itself does not, nor does what took it back: a person may press Ctrl+Z as often as they acted.
 */
export function laterCommands(reader: Reader, command: CommandRow): CommandRow[] {
  const lastSeq = command.first_seq + command.change_count - 1;
  const later = reader.all(
    sqlText<CommandRow>(
      `select ${COMMAND_COLUMNS} from command where id in (
         select later.command_id from change as own
         join change as later on later.table_no = own.table_no and later.row_id = own.row_id and later.seq > ?
         where own.seq between ? and ?)
       order by id desc`,
      lastSeq,
      command.first_seq,
      lastSeq,
    ),
  );
  return later.filter((row) => {
    const isPairedUndo = row.undoes_id !== null && row.undoes_id > command.id;
    return !isPairedUndo && standingUndo(reader, row.id) === null;
  });
}

/**
 * Takes a command back by a new command with the inverse changes.
 *
 * Undoing an undo is the redo. The check that nothing later stands in the way runs inside the same transaction.
 *
 * `check` runs after the inverse changes and may refuse by throwing: a slot may have been taken meanwhile.
 *
 * @throws DomainError NOT_FOUND, UNDO_REFUSED (data.reason: 'kind' | 'erased' | 'undone' | 'later' | 'inUse' | 'posted', data.commandIds)
 */
export function undoCommand(
  work: UnitOfWork,
  tables: ReadonlyMap<number, LoggedTable>,
  context: ActorContext,
  commandId: number,
  check: (tx: Tx, command: CommandRow) => void = () => undefined,
): WorkResult<CommandRow> {
  return refusingConstraints(() =>
    work.run(
      context,
      'history.undo',
      (tx) => {
        const command = readCommand(tx, commandId);
        if (!command) throw new DomainError('NOT_FOUND', { what: 'command', id: commandId });
        if (ERASING.test(command.name) || hasErasedValues(tx, command)) throw erased();
        if (!isUndoableName(command.name)) throw new DomainError('UNDO_REFUSED', { reason: 'kind', commandIds: [] });
        const undone = standingUndo(tx, commandId);
        if (undone !== null) throw new DomainError('UNDO_REFUSED', { reason: 'undone', commandIds: [undone] });
        const later = laterCommands(tx, command);
        if (later.some((row) => ERASING.test(row.name))) throw erased();
        if (later.length > 0) {
          throw new DomainError('UNDO_REFUSED', { reason: 'later', commandIds: later.map((row) => row.id) });
        }
        const changes = tx.all(
          sqlText<ChangeRow>(
            'select seq, table_no, row_id, op, old from change where seq between ? and ? order by seq desc',
            command.first_seq,
            command.first_seq + command.change_count - 1,
          ),
        );
        // Within one command a child may have been written before its parent is gone: checked at the commit.
        tx.runSql('pragma defer_foreign_keys = on', []);
        for (const change of changes) {
          const table = tables.get(change.table_no);
          if (!table) throw new Error(`unknown logged table ${change.table_no}`);
          applyInverse(tx, table, change);
        }
        check(tx, command);
        tx.summary = command.summary ? (JSON.parse(command.summary) as { key: string }) : { key: command.name };
        return command;
      },
      { undoesId: commandId },
    ),
  );
}

function erased(): DomainError {
  return new DomainError('UNDO_REFUSED', { reason: 'erased', commandIds: [] });
}

function hasErasedValues(reader: Reader, command: CommandRow): boolean {
  const found = reader.get(
    sqlText<{ seq: number }>(
      'select seq from change where seq between ? and ? and instr(old, ?) > 0 limit 1',
      command.first_seq,
      command.first_seq + command.change_count - 1,
      `"${ERASED}"`,
    ),
  );
  return found !== undefined;
}

/** A later record may need what the undo would take away, or bear the name that it would bring back. */
function refusingConstraints<T>(undo: () => T): T {
  try {
    return undo();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'SQLITE_CONSTRAINT_TRIGGER') {
      // Posted documents are reversed, never taken back (T16).
      throw new DomainError('UNDO_REFUSED', { reason: 'posted', commandIds: [] }, { cause: error });
    }
    if (!/^SQLITE_CONSTRAINT_(FOREIGNKEY|UNIQUE)$/.test(code)) throw error;
    throw new DomainError('UNDO_REFUSED', { reason: 'inUse', commandIds: [] }, { cause: error });
  }
}

/** Takes one row change back: deletes what was inserted, writes old values, inserts what was deleted. */
export function applyInverse(tx: Tx, table: LoggedTable, change: Pick<ChangeRow, 'row_id' | 'op' | 'old'>): void {
  if (change.op === OP.insert) {
    tx.runSql(`delete from ${table.name} where id = ?`, [change.row_id]);
    return;
  }
  const old: RowValues = parseOld(change.old);
  if (change.op === OP.update) {
    // The number of a version is never used twice: a screen that still shows the taken-back state must be refused.
    const columns = Object.keys(old).filter((column) => column !== 'version');
    const assignments = columns.map((column) => `"${column}" = ?`);
    if ('version' in old) assignments.push('version = version + 1');
    tx.runSql(`update ${table.name} set ${assignments.join(', ')} where id = ?`, [
      ...columns.map((column) => old[column] ?? null),
      change.row_id,
    ]);
    return;
  }
  const columns = Object.keys(old);
  const names = ['id', ...columns.map((column) => `"${column}"`)].join(', ');
  const marks = ['?', ...columns.map(() => '?')].join(', ');
  tx.runSql(`insert into ${table.name} (${names}) values (${marks})`, [change.row_id, ...Object.values(old)]);
}
