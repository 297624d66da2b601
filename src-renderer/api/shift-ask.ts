import { useSyncExternalStore } from 'react';

let isAsked = false;
const listeners = new Set<() => void>();

/** Asks for a shift to be opened on the spot, because money was refused without one. */
export function askForShift(is = true): void {
  isAsked = is;
  for (const listener of listeners) listener();
}

/** Whether something was refused for want of an open shift. */
export function useShiftAsk(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isAsked,
  );
}
