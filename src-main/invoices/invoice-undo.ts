import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { WholeUndo } from '../history/history.service.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import { type CommandRow, readCommand, standingUndo } from '../store/undo.ts';
import type { CommandSummary } from '../store/unit-of-work.ts';
import { readInvoicesOfCommand } from './invoices.repository.ts';
import type { InvoicesService } from './invoices.service.ts';

/** The reason of a paper that Ctrl+Z took out of force: nobody was asked for one. */
const UNDO_REASON = 'Отмена действия';

/** Ctrl+Z of a paper: it is taken out of force and its number stays, so that no number is missing or used twice. */
export class InvoiceUndo implements WholeUndo {
  readonly #deps: ServiceDeps;
  readonly #invoices: InvoicesService;

  constructor(deps: ServiceDeps, invoices: InvoicesService) {
    this.#deps = deps;
    this.#invoices = invoices;
  }

  owns(command: CommandRow): boolean {
    let root = command;
    while (root.undoes_id !== null) {
      const earlier = readCommand(this.#deps.store.reader, root.undoes_id);
      if (!earlier) break;
      root = earlier;
    }
    return root.name === 'invoices.issue';
  }

  /** @throws DomainError UNDO_REFUSED (data.reason 'undone', 'redoPosted'), CONFLICT (taken out of force already) */
  undo(caller: Caller, command: CommandRow): Promise<{ commandId: number | null }> {
    const { store, clock } = this.#deps;
    const tableNo = store.tablesByName.get('invoices')?.no ?? -1;
    const done = store.work.run(
      caller.actor(clock),
      'history.undo',
      (tx) => {
        if (command.undoes_id !== null) throw new DomainError('UNDO_REFUSED', { reason: 'redoPosted', commandIds: [] });
        const undone = standingUndo(tx, command.id);
        if (undone !== null) throw new DomainError('UNDO_REFUSED', { reason: 'undone', commandIds: [undone] });
        for (const invoiceId of readInvoicesOfCommand(tx, tableNo, command)) {
          this.#invoices.voidInside(tx, caller, invoiceId, UNDO_REASON);
        }
        tx.summary = command.summary ? (JSON.parse(command.summary) as CommandSummary) : { key: command.name };
      },
      { undoesId: command.id },
    );
    return Promise.resolve({ commandId: done.commandId });
  }
}
