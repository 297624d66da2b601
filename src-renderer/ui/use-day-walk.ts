import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';

/**
 * Keeps the keyboard on the day that it walks to, in a grid of days where the chosen one is the tab stop.
 *
 * The new day, perhaps of another month, stands in the page only when `day` has come to it; any render before that leaves the
 * walk waiting. The focus moves with the same paint, so that the next key never falls beside the grid.
 *
 * @returns the call that says where a key leads.
 */
export function useDayWalk(grid: RefObject<HTMLElement | null>, day: LocalDate): (next: LocalDate) => void {
  const goal = useRef<LocalDate | null>(null);
  useLayoutEffect(() => {
    if (goal.current !== day) return;
    goal.current = null;
    grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  });
  return (next) => {
    goal.current = next;
  };
}
