import { useWindowEvent } from '@mantine/hooks';
import { type RefObject, useRef } from 'react';

/**
 * Esc for a window over which dialogs may open: closes it only while it is the one on top.
 *
 * Give the ref to something inside the window, and the window `closeOnEscape={false}`: its own listener does not know of the
 * dialog above and would close both. An open list or calendar keeps its Esc.
 */
export function useTopEscape<Element extends HTMLElement>(onEscape: () => void): RefObject<Element | null> {
  const inside = useRef<Element>(null);
  useWindowEvent(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || event.isComposing) return;
      const { target } = event;
      if (target instanceof HTMLElement && target.dataset['mantineStopPropagation'] === 'true') return;
      const top = [...document.querySelectorAll('.mantine-Modal-content, .mantine-Drawer-content')].at(-1);
      if (top?.contains(inside.current)) onEscape();
    },
    // As the dialogs listen: before they are gone.
    { capture: true },
  );
  return inside;
}
