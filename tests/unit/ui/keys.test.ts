import { describe, expect, test, vi } from 'vitest';
import { type Action, ActionRegistry } from '../../../src-renderer/app/actions.ts';
import { isShortcutAllowed, shortcutKeys, shortcutOf } from '../../../src-renderer/app/shortcut.ts';

const press = (code: string, keys: Partial<Record<'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey', boolean>> = {}) => ({
  code,
  ctrlKey: false,
  shiftKey: false,
  altKey: false,
  metaKey: false,
  ...keys,
});
const action = (id: string, run = vi.fn(), shortcut?: string): Action => ({
  id,
  title: 'system:actions.help',
  group: 'desk',
  run,
  ...(shortcut ? { shortcut } : {}),
});

describe('keys (ui.md 5)', () => {
  test('count by their place, so that they work in the Russian layout', () => {
    // Ctrl+Я on a Russian keyboard: the key has the code of Z.
    expect(shortcutOf(press('KeyZ', { ctrlKey: true }))).toBe('Ctrl+KeyZ');
    expect(shortcutOf(press('KeyZ', { ctrlKey: true, shiftKey: true }))).toBe('Ctrl+Shift+KeyZ');
    expect(shortcutOf(press('F2'))).toBe('F2');
  });

  test('leave a text field its own: letters, and Ctrl combinations that edit text', () => {
    expect(isShortcutAllowed('F2', true)).toBe(true);
    expect(isShortcutAllowed('Ctrl+KeyK', true)).toBe(true);
    expect(isShortcutAllowed('Ctrl+KeyZ', true)).toBe(false);
    expect(isShortcutAllowed('Ctrl+ArrowLeft', true)).toBe(false);
    expect(isShortcutAllowed('Home', true)).toBe(false);
    expect(isShortcutAllowed('Home', false)).toBe(true);
  });

  test('are written as they stand on the keyboard', () => {
    expect(shortcutKeys('Ctrl+Shift+KeyZ')).toEqual(['Ctrl', 'Shift', 'Z']);
    expect(shortcutKeys('Ctrl+ArrowLeft')).toEqual(['Ctrl', '←']);
    expect(shortcutKeys('Ctrl+Digit1')).toEqual(['Ctrl', '1']);
  });
});

describe('the registry of actions', () => {
  test("a page's action of the same id stands before the frame's while the page is there", () => {
    const [frame, page] = [vi.fn(), vi.fn()];
    const registry = new ActionRegistry();
    registry.add([action('journal.book', frame, 'F2')]);
    const leave = registry.add([action('journal.book', page, 'F2')]);
    registry.findByShortcut('F2')?.run();
    leave();
    registry.run('journal.book');
    expect(page).toHaveBeenCalledOnce();
    expect(frame).toHaveBeenCalledOnce();
  });

  test('an action asked for before its page was there runs once the page adds it', async () => {
    const run = vi.fn();
    const registry = new ActionRegistry();
    registry.runWhenReady('journal.book');
    registry.add([action('clients.find')]);
    registry.add([action('journal.book', run)]);
    await vi.waitFor(() => expect(run).toHaveBeenCalledOnce());
  });

  test('but not when the page comes too late to be expected', async () => {
    const [late, other] = [vi.fn(), vi.fn()];
    const registry = new ActionRegistry();
    registry.runWhenReady('journal.book', 0);
    registry.add([action('journal.book', late)], 60_000);
    registry.runWhenReady('clients.find');
    registry.add([action('clients.find', other)]);
    await vi.waitFor(() => expect(other).toHaveBeenCalledOnce());
    expect(late).not.toHaveBeenCalled();
  });
});
