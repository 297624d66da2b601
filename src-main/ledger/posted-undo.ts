import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { WholeUndo } from '../history/history.service.ts';
import type { Reader } from '../store/executor.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import { type CommandRow, readCommand, standingUndo } from '../store/undo.ts';
import type { CommandSummary, Tx } from '../store/unit-of-work.ts';
import { readDocumentsOfCommand } from './ledger.repository.ts';

/** How a feature takes its posted documents back. */
export interface PostedReversal {
  /** Names of the commands that it answers for. */
  readonly commands: ReadonlySet<string>;
  /**
   * Takes a document that such a command posted back by a storno, inside the unit of work of the undo.
   *
   * @throws DomainError FORBIDDEN without the right; any refusal of the storno itself
   */
  reverseInside(tx: Tx, caller: Caller, documentId: number): void;
}

/**
 * Ctrl+Z of posted documents: a storno in place of the inverse, for the rows themselves never change (T16).
 *
 * A storno is not done again: there is nothing to bring back but a new document.
 */
export class PostedUndo implements WholeUndo {
  readonly #deps: ServiceDeps;
  readonly #reversals: readonly PostedReversal[];

  constructor(deps: ServiceDeps, reversals: readonly PostedReversal[]) {
    this.#deps = deps;
    this.#reversals = reversals;
  }

  owns(command: CommandRow): boolean {
    return this.#reversalOf(this.#root(command)) !== undefined;
  }

  /** @throws DomainError UNDO_REFUSED (data.reason 'undone', 'redoPosted', 'posted'), and what the storno refuses */
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
          throw new DomainError('UNDO_REFUSED', { reason: 'posted', commandIds: [] });
        }
        for (const documentId of documents.toReversed()) reversal.reverseInside(tx, caller, documentId);
        tx.summary = command.summary ? (JSON.parse(command.summary) as CommandSummary) : { key: command.name };
      },
      { undoesId: command.id },
    );
    return Promise.resolve({ commandId: done.commandId });
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
