/**
 * A key combination by the position of the key (`event.code`), so that it works in the Russian layout.
 *
 * Written as `Ctrl+Shift+KeyZ`, `F2`, `Ctrl+Digit1`, `Ctrl+ArrowLeft`.
 */
export type Shortcut = string;

interface KeyPress {
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** The shortcut that a key press means; Command on a Mac counts as Ctrl. */
export function shortcutOf(event: KeyPress): Shortcut {
  const parts = [
    event.ctrlKey || event.metaKey ? 'Ctrl' : '',
    event.altKey ? 'Alt' : '',
    event.shiftKey ? 'Shift' : '',
    event.code,
  ];
  return parts.filter(Boolean).join('+');
}

/** Keys as a person reads them on the keyboard: `Ctrl+KeyK` is `['Ctrl', 'K']`. */
export function shortcutKeys(shortcut: Shortcut): string[] {
  return shortcut.split('+').map((part) =>
    part
      .replace(/^(?:Key|Digit)/u, '')
      .replace('Equal', '=')
      .replace('Minus', '−')
      .replace('ArrowLeft', '←')
      .replace('ArrowRight', '→')
      .replace('ArrowUp', '↑')
      .replace('ArrowDown', '↓')
      .replace('Escape', 'Esc'),
  );
}

/** Keys that edit text: in a text field they belong to it (Ctrl+Z takes back letters, Ctrl+Home goes to the start). */
const TEXT_KEYS: ReadonlySet<string> = new Set([
  'Ctrl+KeyZ',
  'Ctrl+Shift+KeyZ',
  'Ctrl+Home',
  'Ctrl+End',
  'Ctrl+ArrowLeft',
  'Ctrl+ArrowRight',
]);

/** Whether a shortcut counts here: in a text field only F keys and Ctrl combinations that do not edit text do. */
export function isShortcutAllowed(shortcut: Shortcut, isInTextField: boolean): boolean {
  if (!isInTextField) return true;
  return (/^(?:\w+\+)*F\d+$/u.test(shortcut) || shortcut.startsWith('Ctrl+')) && !TEXT_KEYS.has(shortcut);
}

/** Whether an element takes typed text. */
export function isTextField(element: EventTarget | null): boolean {
  if (!(element instanceof HTMLElement)) return false;
  if (element.isContentEditable || element instanceof HTMLTextAreaElement) return true;
  return element instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(element.type);
}
