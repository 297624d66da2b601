import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { UndoCheck, WholeUndo } from '../history/history.service.ts';
import { OP } from '../store/change-log.ts';
import type { Reader } from '../store/executor.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import {
  type CommandRow,
  applyInverse,
  isUndoableName,
  laterCommands,
  readCommand,
  standingUndo,
} from '../store/undo.ts';
import type { CommandSummary, Tx } from '../store/unit-of-work.ts';
import { readDocument, readDocumentsOfCommand, readUpdatesOfCommand } from './ledger.repository.ts';

/** How a feature takes its posted documents back. */
export interface PostedReversal {
  /** Names of the commands that it answers for. */
  readonly commands: ReadonlySet<string>;
  /**
   * The table whose rows such a command changed beside what it posted: they go back as they were.
   *
   * With it only commands that posted something are answered for; the others are taken back by their inverse.
   */
  readonly restores?: string;
  /**
   * Takes a document that such a command posted back by a storno, inside the unit of work of the undo.
   *
   * @param reason what the storno stands for, as the salon's books call it
   * @throws DomainError FORBIDDEN without the right; any refusal of the storno itself
   */
  reverseInside(tx: Tx, caller: Caller, documentId: number, reason: string): void;
}

/** The reason of a storno that Ctrl+Z made: nobody was asked for one. */
const UNDO_REASON = 'Отмена действия';

/**
 * Ctrl+Z of posted documents: a storno in place of the inverse, for the rows themselves never change (T16).
 *
 * A storno is not done again, nor is it taken back: there is nothing to bring back but a new document.
 */
export class PostedUndo implements WholeUndo {
  readonly #deps: ServiceDeps;
  readonly #reversals: readonly PostedReversal[];
  readonly #checks: readonly UndoCheck[];

  constructor(deps: ServiceDeps, reversals: readonly PostedReversal[], checks: readonly UndoCheck[] = []) {
    this.#deps = deps;
    this.#reversals = reversals;
    this.#checks = checks;
  }

  owns(command: CommandRow): boolean {
    const root = this.#root(command);
    if (!isUndoableName(root.name)) return false;
    const reversal = this.#reversalOf(root);
    const isWhole = reversal !== undefined && reversal.restores === undefined;
    return isWhole || this.#documentsOf(this.#deps.store.reader, root).length > 0;
  }

  /** @throws DomainError UNDO_REFUSED (data.reason 'undone', 'redoPosted', 'storno', 'posted', 'later'), and what the storno refuses */
  undo(caller: Caller, command: CommandRow): Promise<{ commandId: number | null }> {
    const { store, clock } = this.#deps;
    const done = store.work.run(
      caller.actor(clock),
      'history.undo',
      (tx) => {
        if (command.undoes_id !== null) throw new DomainError('UNDO_REFUSED', { reason: 'redoPosted', commandIds: [] });
        const undone = standingUndo(tx, command.id);
        if (undone !== null) throw new DomainError('UNDO_REFUSED', { reason: 'undone', commandIds: [undone] });
        const reversal = this.#reversalOf(command);
        const documents = this.#documentsOf(tx, command);
        if (!reversal || documents.length === 0) {
          const isStorno = documents.some((id) => readDocument(tx, id)?.kind === 'reversal');
          throw new DomainError('UNDO_REFUSED', { reason: isStorno ? 'storno' : 'posted', commandIds: [] });
        }
        for (const documentId of documents.toReversed()) reversal.reverseInside(tx, caller, documentId, UNDO_REASON);
        if (reversal.restores !== undefined) this.#restore(tx, command, reversal.restores);
        tx.summary = command.summary ? (JSON.parse(command.summary) as CommandSummary) : { key: command.name };
      },
      { undoesId: command.id },
    );
    return Promise.resolve({ commandId: done.commandId });
  }

  #restore(tx: Tx, command: CommandRow, tableName: string): void {
    const table = this.#deps.store.tablesByName.get(tableName);
    if (!table) throw new Error(`no table ${tableName}`);
    const changes = readUpdatesOfCommand(tx, table.no, command);
    const rows = new Set(changes.map((change) => change.row_id));
    const later = laterCommands(tx, command).filter((one) =>
      readUpdatesOfCommand(tx, table.no, one).some((change) => rows.has(change.row_id)),
    );
    if (later.length > 0)
      throw new DomainError('UNDO_REFUSED', { reason: 'later', commandIds: later.map(({ id }) => id) });
    for (const change of changes) applyInverse(tx, table, { ...change, op: OP.update });
    for (const check of this.#checks) check(tx, command);
  }

  #reversalOf(command: CommandRow): PostedReversal | undefined {
    return this.#reversals.find(({ commands }) => commands.has(command.name));
  }

  #root(command: CommandRow): CommandRow {
    let current = command;
    while (current.undoes_id !== null) {
      const earlier = readCommand(this.#deps.store.reader, current.undoes_id);
      if (!earlier) break;
      current = earlier;
    }
    return current;
  }

  #documentsOf(reader: Reader, command: CommandRow): number[] {
    const tableNo = this.#deps.store.tablesByName.get('ledger_documents')?.no ?? -1;
    return readDocumentsOfCommand(reader, tableNo, command);
  }
}
