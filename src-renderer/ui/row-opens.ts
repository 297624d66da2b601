import type { MouseEvent } from 'react';

/**
 * Makes a row of a list open by a click anywhere on it; its name stays the way for the keyboard.
 *
 * A click on something of its own, or one that ends the marking of text, is not meant for the row.
 */
export function rowOpens(open: () => void) {
  return {
    'data-opens': true,
    onClick: ({ target }: MouseEvent<HTMLElement>): void => {
      if (target instanceof Element && target.closest('a, button, input, label')) return;
      if (window.getSelection()?.type === 'Range') return;
      open();
    },
  } as const;
}
