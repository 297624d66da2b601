import { spotlight } from '@mantine/spotlight';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api, client, queryClient } from '../api/client.ts';
import { redoLast, showError, undoLast } from '../api/use-command.tsx';
import { CLOSE_ACTION, SHIFT_ACTIONS } from '../cash/shift-actions.ts';
import { type Action, actions, useActions } from './actions.ts';
import { SECTIONS } from './routes.ts';
import { useLocale, useSession } from './session.ts';
import { lockDesk } from './use-idle-lock.ts';

/** The actions of the frame, there on every page; a page's own action of the same id takes its place. */
export function useAppActions(openHelp: () => void): void {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const locale = useLocale();
  const { preferences, permissions } = useSession();
  const go = (path: string): void => void navigate(path);
  /** Opens a page and runs the page's own action of that id. */
  const goAndRun = (path: string, id: string): void => {
    actions.runWhenReady(id);
    go(path);
  };
  const refreshSession = (): Promise<void> => queryClient.invalidateQueries({ queryKey: api.access.session.key() });
  const sections = SECTIONS.filter(({ permission }) => !permission || permissions.includes(permission));

  const all: Action[] = [
    ...sections.map((section, index): Action => ({
      id: `section.${section.id}`,
      title: section.title,
      group: 'sections',
      shortcut: `Ctrl+Digit${index + 1}`,
      run: () => go(section.path),
    })),
    {
      id: 'app.help',
      title: 'system:actions.help',
      group: 'desk',
      shortcut: 'F1',
      run: openHelp,
    },
    {
      id: 'journal.book',
      title: 'system:actions.book',
      group: 'journal',
      shortcut: 'F2',
      permission: 'edit_journal',
      run: () => goAndRun('/journal', 'journal.book'),
    },
    {
      id: 'journal.find-window',
      title: 'journal:screen.actions.findWindow',
      group: 'journal',
      shortcut: 'F4',
      permission: 'see_journal',
      run: () => goAndRun('/journal', 'journal.find-window'),
    },
    {
      id: 'clients.find',
      title: 'system:actions.findClient',
      group: 'clients',
      shortcut: 'F3',
      permission: 'see_clients',
      run: () => goAndRun('/clients', 'clients.find'),
    },
    {
      id: 'duplicates.open',
      title: 'duplicates:action',
      group: 'clients',
      permission: 'edit_clients',
      run: () => go('/clients/duplicates'),
    },
    {
      id: 'cash.shift',
      title: 'cash:openShiftAction',
      group: 'desk',
      shortcut: 'F12',
      permission: 'see_cash',
      run: () => goAndRun('/cash/shift', 'cash.shift'),
    },
    ...[...SHIFT_ACTIONS, CLOSE_ACTION].map(({ id, title, permission }): Action => ({
      id,
      title,
      permission,
      group: 'desk',
      run: () => goAndRun('/cash/shift', id),
    })),
    {
      id: 'journal.today',
      title: 'system:actions.today',
      group: 'journal',
      permission: 'see_journal',
      run: () => go('/journal'),
    },
    {
      id: 'substitution.open',
      title: 'substitution:action',
      group: 'journal',
      permission: 'edit_journal',
      run: () => go('/substitution'),
    },
    {
      id: 'app.refresh',
      title: 'system:actions.refresh',
      group: 'desk',
      shortcut: 'F5',
      run: () => void queryClient.invalidateQueries(),
    },
    {
      id: 'app.palette',
      title: 'system:actions.palette',
      group: 'desk',
      shortcut: 'Ctrl+KeyK',
      isListed: false,
      run: spotlight.open,
    },
    {
      id: 'app.toggle-sidebar',
      title: 'system:actions.toggleSidebar',
      group: 'desk',
      shortcut: 'Ctrl+KeyB',
      run: () => {
        void client.access
          .savePreferences({ isSidePanelOpen: !preferences.isSidePanelOpen })
          .then((session) => queryClient.setQueryData(api.access.session.queryKey(), session))
          .catch((error: unknown) => showError(error, t));
      },
    },
    {
      id: 'edit.undo',
      title: 'system:actions.undo',
      group: 'desk',
      shortcut: 'Ctrl+KeyZ',
      run: () => void undoLast(t, locale),
    },
    {
      id: 'edit.redo',
      title: 'system:actions.redo',
      group: 'desk',
      shortcut: 'Ctrl+Shift+KeyZ',
      run: () => void redoLast(t, locale),
    },
    {
      id: 'access.lock',
      title: 'system:actions.lock',
      group: 'desk',
      shortcut: 'Ctrl+KeyL',
      run: () => void lockDesk().then(refreshSession),
    },
    {
      id: 'access.switch-user',
      title: 'system:actions.switchUser',
      group: 'desk',
      run: () => void client.access.signOut().then(refreshSession, (error: unknown) => showError(error, t)),
    },
    {
      id: 'app.settings',
      title: 'system:actions.settings',
      group: 'desk',
      isListed: false,
      run: () => go('/settings'),
    },
    {
      id: 'import.open',
      title: 'import:openAction',
      group: 'clients',
      permission: 'import_clients',
      run: () => go('/clients/import'),
    },
    {
      id: 'backup.create',
      title: 'system:actions.createBackup',
      group: 'backup',
      permission: 'backup',
      run: () => goAndRun('/settings/backup', 'backup.create'),
    },
    {
      id: 'backup.restore',
      title: 'system:actions.restoreBackup',
      group: 'backup',
      permission: 'restore',
      run: () => go('/settings/backup'),
    },
  ];
  useActions(all, [permissions]);
}
