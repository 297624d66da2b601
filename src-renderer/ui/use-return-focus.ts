import { useEffect, useState } from 'react';

/**
 * Gives the focus back to what had it before this dialog, when the dialog goes.
 *
 * Mantine does so only for a dialog that stays mounted while it is closed; ours are mounted when they are needed.
 */
export function useReturnFocus(): void {
  const [home] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      setTimeout(() => {
        const isNobodys = document.activeElement === null || document.activeElement === document.body;
        if (isNobodys && home instanceof HTMLElement && home.isConnected) home.focus();
      });
    },
    [home],
  );
}
