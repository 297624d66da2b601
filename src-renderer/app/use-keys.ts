import { useEffect } from 'react';
import { actions } from './actions.ts';
import { useSession } from './session.ts';
import { isShortcutAllowed, isTextField, shortcutOf } from './shortcut.ts';

/** Runs actions by key and by Electron's menu. */
export function useKeys(): void {
  const { permissions } = useSession();
  useEffect(() => {
    const runAllowed = (action: ReturnType<typeof actions.find>): boolean => {
      if (!action || (action.permission && !permissions.includes(action.permission))) return false;
      action.run();
      return true;
    };
    const onKey = (event: KeyboardEvent): void => {
      // Behind the lock screen nothing can be reached, by key as little as by mouse.
      if (document.querySelector('.z-app[inert]') || event.defaultPrevented || event.isComposing || event.repeat)
        return;
      const shortcut = shortcutOf(event);
      if (!isShortcutAllowed(shortcut, isTextField(event.target))) return;
      // A dialog is modal: nothing behind it moves, except to undo or to lock the desk.
      if (document.querySelector('[role="dialog"][aria-modal="true"]') && shortcut !== 'Ctrl+KeyL') return;
      if (runAllowed(actions.findByShortcut(shortcut))) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    const stopMenu = window.zerkalo?.onCommand((command) => {
      if (!document.querySelector('.z-app[inert]')) runAllowed(actions.find(command));
    });
    return () => {
      window.removeEventListener('keydown', onKey);
      stopMenu?.();
    };
  }, [permissions]);
}
