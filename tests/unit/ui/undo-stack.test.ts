import { describe, expect, test } from 'vitest';
import { UndoOrder, UNDO_DEPTH, UndoStack } from '../../../src-renderer/api/undo-stack.ts';

const command = (commandId: number) => ({ commandId, text: `command ${commandId}` });

describe('undo and redo of one window (ui.md 4)', () => {
  test('takes back the newest first and does it again by taking the undo back', () => {
    const stack = new UndoStack();
    stack.push(command(1));
    stack.push(command(2));
    expect(stack.peekUndo()).toEqual(command(2));
    stack.undone(command(2), 3);
    expect(stack.peekUndo()).toEqual(command(1));
    expect(stack.peekRedo()).toEqual({ commandId: 3, text: 'command 2' });
    stack.redone({ commandId: 3, text: 'command 2' }, 4);
    expect(stack.peekRedo()).toBeUndefined();
    expect(stack.peekUndo()).toEqual({ commandId: 4, text: 'command 2' });
  });

  test('a new command forgets what could be redone', () => {
    const stack = new UndoStack();
    stack.push(command(1));
    stack.undone(command(1), 2);
    stack.push(command(3));
    expect(stack.peekRedo()).toBeUndefined();
  });

  test('the toast takes back its own command, not the newest', () => {
    const stack = new UndoStack();
    stack.push(command(1));
    stack.push(command(2));
    expect(stack.peekUndo(1)).toEqual(command(1));
    stack.undone(command(1), 3);
    expect(stack.peekUndo(1)).toBeUndefined();
    expect(stack.peekUndo()).toEqual(command(2));
  });

  test('reaches twenty commands back', () => {
    const stack = new UndoStack();
    for (let id = 1; id <= UNDO_DEPTH + 5; id += 1) stack.push(command(id));
    expect(stack.peekUndo(5)).toBeUndefined();
    expect(stack.peekUndo(6)).toEqual(command(6));
  });

  test('is empty for the next person at the desk', () => {
    const stack = new UndoStack();
    stack.push(command(1));
    stack.clear();
    expect(stack.peekUndo()).toBeUndefined();
  });
});

describe('the order of the hand', () => {
  const later = <T>(value: T, ms: number) => new Promise<T>((resolve) => setTimeout(() => resolve(value), ms));

  test('Ctrl+Z while a command is under way means that command', async () => {
    const order = new UndoOrder();
    const stack = new UndoStack();
    stack.push(command(1));
    const saving = order.during(async () => {
      await later(null, 20);
      stack.push(command(2));
    });
    let taken: number | undefined;
    await order.inTurn(async () => {
      taken = stack.peekUndo()?.commandId;
    });
    await saving;
    expect(taken).toBe(2);
  });

  test('pressed twice at once it means two commands', async () => {
    const order = new UndoOrder();
    const stack = new UndoStack();
    stack.push(command(1));
    stack.push(command(2));
    const taken: number[] = [];
    const takeBack = async () => {
      const newest = stack.peekUndo()!;
      await later(null, 5);
      taken.push(newest.commandId);
      stack.undone(newest, null);
    };
    await Promise.all([order.inTurn(takeBack), order.inTurn(takeBack)]);
    expect(taken).toEqual([2, 1]);
  });

  test('a command that is refused lets the taking back go on', async () => {
    const order = new UndoOrder();
    const refused = order.during(() => Promise.reject(new Error('REFUSED')));
    const went = order.inTurn(() => Promise.resolve());
    await expect(refused).rejects.toThrow('REFUSED');
    await went;
  });
});
