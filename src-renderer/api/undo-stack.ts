/** A command that can be taken back, with the sentence that told of it. */
export interface UndoableCommand {
  readonly commandId: number;
  /** Null: the summary of the command tells. */
  readonly text: string | null;
}

/** How many commands of this window Ctrl+Z reaches back (ui.md 4). */
export const UNDO_DEPTH = 20;

/**
 * What this window has done and can take back, newest last.
 *
 * Undoing a command is itself a command; taking that one back is «redo». A new command forgets what could be redone.
 */
export class UndoStack {
  #done: UndoableCommand[] = [];
  #undone: UndoableCommand[] = [];

  push(command: UndoableCommand): void {
    this.#done = [...this.#done, command].slice(-UNDO_DEPTH);
    this.#undone = [];
  }

  /** Another person at this desk does not take back what they have not done. */
  clear(): void {
    this.#done = [];
    this.#undone = [];
  }

  /** The newest command, or the named one; undefined when there is none. */
  peekUndo(commandId?: number): UndoableCommand | undefined {
    return commandId === undefined ? this.#done.at(-1) : this.#done.find((item) => item.commandId === commandId);
  }

  peekRedo(): UndoableCommand | undefined {
    return this.#undone.at(-1);
  }

  /** Records that a command was taken back by another one, whose taking back would be the redo. */
  undone(command: UndoableCommand, undoCommandId: number | null): void {
    this.#done = this.#done.filter((item) => item.commandId !== command.commandId);
    if (undoCommandId !== null) {
      this.#undone = [...this.#undone, { commandId: undoCommandId, text: command.text }].slice(-UNDO_DEPTH);
    }
  }

  /** Records that a command was done again. */
  redone(command: UndoableCommand, redoCommandId: number | null): void {
    this.#undone = this.#undone.filter((item) => item.commandId !== command.commandId);
    if (redoCommandId !== null) {
      this.#done = [...this.#done, { commandId: redoCommandId, text: command.text }].slice(-UNDO_DEPTH);
    }
  }
}

/**
 * Keeps Ctrl+Z in the order of the hand.
 *
 * Pressed while a command is still on its way, it means that command and not the one before; pressed twice at once, it
 * means two commands.
 */
export class UndoOrder {
  readonly #pending = new Set<Promise<unknown>>();
  #last: Promise<void> = Promise.resolve();

  /** Runs a command and its place on the stack; a taking back asked for meanwhile waits for both. */
  async during<T>(command: () => Promise<T>): Promise<T> {
    const run = command();
    this.#pending.add(run);
    try {
      return await run;
    } finally {
      this.#pending.delete(run);
    }
  }

  /** Runs a taking back after the commands under way and the takings back before it. */
  inTurn(work: () => Promise<void>): Promise<void> {
    const before = [this.#last, ...this.#pending];
    this.#last = Promise.allSettled(before).then(() => work());
    return this.#last;
  }
}
