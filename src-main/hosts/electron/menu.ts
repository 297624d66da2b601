import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../../src-shared/bridge.ts';
import type { ShellTexts } from './texts.ts';

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
  texts: ShellTexts,
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
      label: texts.file,
      submenu: [
        { id: 'window.new', label: texts.newWindow, accelerator: 'Ctrl+Shift+N', click: () => actions.openWindow() },
        SEPARATOR,
        command('journal.print-day', texts.printDay, 'F9'),
        command('journal.export-day', texts.exportDay),
        SEPARATOR,
        command('backup.create', texts.backupCreate),
        command('backup.restore', texts.backupRestore),
        SEPARATOR,
        command('app.settings', texts.settings),
        command('access.lock', texts.lock, 'Ctrl+L'),
        command('access.switch-user', texts.switchUser),
        SEPARATOR,
        { role: 'close', label: texts.closeWindow },
        { id: 'app.quit', label: texts.quit, accelerator: 'Ctrl+Q', click: () => actions.quit() },
      ],
    },
    {
      label: texts.edit,
      submenu: [
        command('edit.undo', texts.undo, 'Ctrl+Z'),
        command('edit.redo', texts.redo, 'Ctrl+Shift+Z'),
        SEPARATOR,
        { role: 'cut', label: texts.cut },
        { role: 'copy', label: texts.copy },
        { role: 'paste', label: texts.paste },
        { role: 'selectAll', label: texts.selectAll },
      ],
    },
    {
      label: texts.journal,
      submenu: [
        command('journal.book', texts.book, 'F2'),
        command('clients.find', texts.findClient, 'F3'),
        SEPARATOR,
        command('journal.today', texts.today, 'Ctrl+Home'),
        command('journal.previous-day', texts.previousDay, 'Ctrl+Left'),
        command('journal.next-day', texts.nextDay, 'Ctrl+Right'),
      ],
    },
    {
      label: texts.view,
      submenu: [
        command('app.refresh', texts.refresh, 'F5'),
        command('app.toggle-sidebar', texts.sidebar, 'Ctrl+B'),
        command('app.palette', texts.palette, 'Ctrl+K'),
        SEPARATOR,
        { role: 'zoomIn', label: texts.zoomIn },
        { role: 'zoomOut', label: texts.zoomOut },
        { role: 'resetZoom', label: texts.zoomReset },
        { role: 'togglefullscreen', label: texts.fullScreen, accelerator: 'F11' },
        ...(withDeveloperTools
          ? [SEPARATOR, { role: 'toggleDevTools', label: texts.developerTools } satisfies MenuItemConstructorOptions]
          : []),
      ],
    },
    {
      label: texts.help,
      submenu: [
        command('app.help', texts.helpAndKeys, 'F1'),
        SEPARATOR,
        { id: 'app.check-updates', label: texts.checkUpdates, click: () => actions.checkUpdates() },
        { id: 'app.about', label: texts.about, click: () => actions.showAbout() },
      ],
    },
  ];
}
