import { useWindowEvent } from '@mantine/hooks';
import { type RefObject, useRef } from 'react';

const WINDOWS = '.mantine-Modal-content, .mantine-Drawer-content';

/**
 * Esc for a window over which dialogs may open: closes it only while it is the one on top.
 *
 * Give the ref to something inside the window, and the window `closeOnEscape={false}`: its own listener does not know of the
 * dialog above and would close both. An open list or calendar keeps its Esc.
 */
export function useTopEscape<Inside extends HTMLElement>(onEscape: () => void): RefObject<Inside | null> {
  const inside = useRef<Inside>(null);
  useWindowEvent(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || event.isComposing) return;
      const { target } = event;
      if (target instanceof HTMLElement && target.dataset['mantineStopPropagation'] === 'true') return;
      // The window that held the focus when the key was pressed is on top, even if its own listener has taken it away by now.
      const held = target instanceof Element ? target.closest(WINDOWS) : null;
      const top = held ?? [...document.querySelectorAll(WINDOWS)].at(-1);
      if (top?.contains(inside.current)) onEscape();
    },
    // As the dialogs listen: before they are gone.
    { capture: true },
  );
  return inside;
}
