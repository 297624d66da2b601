import { useEffect } from 'react';

/** After this long no dialog that opens or closes moves the focus by itself any more. */
const SETTLED_MS = 120;

/**
 * Keeps the keyboard in the dialog on top
 *
 * A button that its own press takes off the screen, or a dialog that closes while another opens, leaves the focus nowhere: the
 * next key would do nothing, and a screen reader falls silent. The dialog itself gets the focus then, or the field it opens with.
 */
export function useFocusInDialogs(): void {
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const observer = new MutationObserver(() => {
      if (waiting !== undefined || !isLost()) return;
      waiting = setTimeout(() => {
        waiting = undefined;
        if (isLost()) bringBack();
      }, SETTLED_MS);
    });
    observer.observe(document.body, { subtree: true, childList: true, attributeFilter: ['disabled'] });
    return () => {
      observer.disconnect();
      clearTimeout(waiting);
    };
  }, []);
}

function isLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

function bringBack(): void {
  const dialog = [...document.querySelectorAll<HTMLElement>('[role="dialog"][aria-modal="true"]')].at(-1);
  const field = dialog?.querySelector<HTMLElement>('[data-autofocus]');
  (field ?? dialog)?.focus({ preventScroll: true });
}
