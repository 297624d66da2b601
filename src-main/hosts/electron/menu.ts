import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../../src-shared/bridge.ts';
import type { ShellText } from './texts.ts';

/** What the menu's items do; those that only the page can do are sent to it as commands. */
export interface MenuActions {
  send(command: MenuCommand): void;
  openWindow(): void;
  checkUpdates(): void;
  showAbout(): void;
  quit(): void;
}

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' };

/**
 * The application menu
 *
 * The id of an item that the page carries out is the command's id. Such items show their key (ui.md section 5) but do not
 * take it: the page handles keys by position, so that they work in the Russian layout and keep out of text fields.
 */
export function buildMenu(
  text: ShellText,
  actions: MenuActions,
  withDeveloperTools: boolean,
): MenuItemConstructorOptions[] {
  const command = (id: MenuCommand, label: string, accelerator?: string): MenuItemConstructorOptions => ({
    id,
    label,
    click: () => actions.send(id),
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
  });
  return [
    {
      label: text('file'),
      submenu: [
        { id: 'window.new', label: text('newWindow'), accelerator: 'Ctrl+Shift+N', click: () => actions.openWindow() },
        SEPARATOR,
        command('journal.print-day', text('printDay'), 'F9'),
        command('journal.export-day', text('exportDay')),
        SEPARATOR,
        command('backup.create', text('backupCreate')),
        command('backup.restore', text('backupRestore')),
        SEPARATOR,
        command('app.settings', text('settings')),
        command('access.lock', text('lock'), 'Ctrl+L'),
        command('access.switch-user', text('switchUser')),
        SEPARATOR,
        { role: 'close', label: text('closeWindow') },
        { id: 'app.quit', label: text('quit'), accelerator: 'Ctrl+Q', click: () => actions.quit() },
      ],
    },
    {
      label: text('edit'),
      submenu: [
        command('edit.undo', text('undo'), 'Ctrl+Z'),
        command('edit.redo', text('redo'), 'Ctrl+Shift+Z'),
        SEPARATOR,
        { role: 'cut', label: text('cut') },
        { role: 'copy', label: text('copy') },
        { role: 'paste', label: text('paste') },
        { role: 'selectAll', label: text('selectAll') },
      ],
    },
    {
      label: text('journal'),
      submenu: [
        command('journal.book', text('book'), 'F2'),
        command('clients.find', text('findClient'), 'F3'),
        SEPARATOR,
        command('journal.today', text('today'), 'Ctrl+Home'),
        command('journal.previous-day', text('previousDay'), 'Ctrl+Left'),
        command('journal.next-day', text('nextDay'), 'Ctrl+Right'),
      ],
    },
    {
      label: text('view'),
      submenu: [
        command('app.refresh', text('refresh'), 'F5'),
        command('app.toggle-sidebar', text('sidebar'), 'Ctrl+B'),
        command('app.palette', text('palette'), 'Ctrl+K'),
        SEPARATOR,
        { role: 'zoomIn', label: text('zoomIn') },
        { role: 'zoomOut', label: text('zoomOut') },
        { role: 'resetZoom', label: text('zoomReset') },
        { role: 'togglefullscreen', label: text('fullScreen'), accelerator: 'F11' },
        ...(withDeveloperTools
          ? [SEPARATOR, { role: 'toggleDevTools', label: text('developerTools') } satisfies MenuItemConstructorOptions]
          : []),
      ],
    },
    {
      label: text('help'),
      submenu: [
        command('app.help', text('helpAndKeys'), 'F1'),
        SEPARATOR,
        { id: 'app.check-updates', label: text('checkUpdates'), click: () => actions.checkUpdates() },
        { id: 'app.about', label: text('about'), click: () => actions.showAbout() },
      ],
    },
  ];
}
