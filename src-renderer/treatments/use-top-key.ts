import { useWindowEvent } from '@mantine/hooks';
import { type RefObject, useRef } from 'react';
import { shortcutOf } from '../app/shortcut.ts';

const WINDOWS = '.mantine-Modal-content, .mantine-Drawer-content';

/**
 * A key of a form that may stand in a window: it works while that window is on top, or while no window is open.
 *
 * The application's own keys sleep behind a dialog, so a part of one listens for itself. Give the ref to something inside.
 */
export function useTopKey<Inside extends HTMLElement>(shortcut: string, run: () => void): RefObject<Inside | null> {
  const inside = useRef<Inside>(null);
  useWindowEvent(
    'keydown',
    (event) => {
      if (event.defaultPrevented || event.isComposing || event.repeat || shortcutOf(event) !== shortcut) return;
      const top = [...document.querySelectorAll(WINDOWS)].at(-1);
      if (!inside.current || (top && !top.contains(inside.current))) return;
      event.preventDefault();
      run();
    },
    // On the way down: a window keeps its keys from the form below it, and none of them comes up to here.
    true,
  );
  return inside;
}
