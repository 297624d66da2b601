/**
 * What the Electron host and its page say to each other before any procedure can be called.
 *
 * The page reaches the core through a MessagePort only. A port cannot pass through Electron's contextBridge, so the page
 * posts it to its own window and the preload hands it over:
 *
 * ```ts
 * const { port1, port2 } = new MessageChannel();
 * port1.addEventListener('close', reconnect); // the page's side of a dead port
 * window.postMessage(PORT_REQUEST, window.origin, [port2]);
 * port1.start(); // now `new RPCLink({ port: port1 })`
 * ```
 *
 * A call on a closed port never answers. The page therefore connects anew on the port's own `close` event and on
 * `window.zerkalo.onPortClosed` (the core was closed or restarted, e.g. after a restore), whichever comes first.
 */

/** The message by which the page asks the preload to hand the accompanying port over. */
export const PORT_REQUEST = 'zerkalo:port-request';

/** IPC channel: preload -> main, carries the port of one page. */
export const PORT_CHANNEL = 'zerkalo:port';

/** IPC channel: main -> preload, the core let go of the page's port. */
export const PORT_CLOSED_CHANNEL = 'zerkalo:port-closed';

/** IPC channel: main -> preload, a menu item was chosen; carries a `MenuCommand`. */
export const COMMAND_CHANNEL = 'zerkalo:command';

/** Ids of the commands that the application menu sends to the page; the page's command registry carries them out. */
export const MENU_COMMANDS = [
  'app.settings',
  'app.palette',
  'app.help',
  'app.refresh',
  'app.toggle-sidebar',
  'access.lock',
  'access.switch-user',
  'edit.undo',
  'edit.redo',
  'clients.find',
  'journal.book',
  'journal.today',
  'journal.previous-day',
  'journal.next-day',
  'journal.print-day',
  'journal.export-day',
  'backup.create',
  'backup.restore',
] as const;

export type MenuCommand = (typeof MENU_COMMANDS)[number];

/** What the preload puts on `window.zerkalo`; absent in a browser, where the page talks to the server host over HTTP. */
export interface Bridge {
  readonly host: 'electron';

  /**
   * Listens for commands chosen in the application menu
   *
   * @returns a function that stops listening
   */
  onCommand(listener: (command: MenuCommand) => void): () => void;

  /**
   * Listens for the core letting go of this page's port: connect anew
   *
   * @returns a function that stops listening
   */
  onPortClosed(listener: () => void): () => void;
}
