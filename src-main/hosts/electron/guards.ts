import path from 'node:path';
import type { Event, IpcMainEvent, Session, WebContents } from 'electron';
import { app, shell } from 'electron';

/** The scheme under which the application's own files are served. */
export const APP_SCHEME = 'app';

/** The one host of that scheme. */
export const APP_HOST = 'local';

/** The page of every window. */
export const APP_PAGE = `${APP_SCHEME}://${APP_HOST}/index.html`;

const MAX_EXTERNAL_URL_LENGTH = 2048;

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

/**
 * Is this the application's own page?
 *
 * Exactly `app://local/index.html` with any query and fragment: no other file of the application is a page, and no other
 * host, port or user name passes.
 */
export function isAppPage(text: string): boolean {
  const url = parseUrl(text);
  return (
    url !== null &&
    url.protocol === `${APP_SCHEME}:` &&
    url.host === APP_HOST &&
    url.username === '' &&
    url.password === '' &&
    url.pathname === '/index.html'
  );
}

/** The parts of an IPC event that tell who sent it. */
export type IpcSender = Pick<IpcMainEvent, 'senderFrame'>;

/**
 * Did our own page send this message? (reliability.md S1)
 *
 * Only the main frame of a window, showing the application's page, is believed; a frame that is already gone is not.
 */
export function isTrustedSender(event: IpcSender): boolean {
  try {
    const frame = event.senderFrame;
    return frame !== null && frame.parent === null && isAppPage(frame.url);
  } catch {
    return false; // Electron throws when the frame was disposed of meanwhile
  }
}

/**
 * The address to hand to the operating system, or null when it must not be opened (reliability.md S1)
 *
 * Only `https:` without a user name, `mailto:` without attachments and `tel:` with a plain number: everything else may
 * start a program (`file:`, `ms-msdt:`, `search-ms:`, `smb:`) or fool the eye.
 */
export function allowedExternalUrl(text: string): string | null {
  // oxlint-disable-next-line no-control-regex -- control characters and spaces are what is looked for
  if (text.length > MAX_EXTERNAL_URL_LENGTH || /[\u0000-\u0020\u007f]/.test(text)) return null;
  const url = parseUrl(text);
  if (!url) return null;
  switch (url.protocol) {
    case 'https:':
      return url.username === '' && url.password === '' ? url.href : null;
    case 'mailto:':
      return /^[^@?]+@[^@?]+$/.test(url.pathname) && !/attach/i.test(url.search) ? url.href : null;
    case 'tel:':
      return /^\+?[0-9()*#.-]{2,32}$/.test(url.pathname) && url.search === '' && url.hash === '' ? url.href : null;
    default:
      return null;
  }
}

function openOutside(text: string): void {
  const url = allowedExternalUrl(text);
  // SECURITY: the only call of openExternal; the list above decides.
  if (url !== null) void shell.openExternal(url);
}

/** Keeps every page of the application where it is: no navigation, no second window, no embedded page. */
export function guardWebContents(contents: WebContents): void {
  const refuse = (details: Event<{ url: string }>): boolean => {
    if (isAppPage(details.url)) return false;
    details.preventDefault();
    return true;
  };
  contents.on('will-navigate', (details) => {
    // A link to a site, a letter or a call is opened outside; a file dropped on the window ends here too.
    if (refuse(details)) openOutside(details.url);
  });
  contents.on('will-frame-navigate', (details) => {
    refuse(details);
  });
  contents.on('will-redirect', (details) => {
    refuse(details);
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: 'deny' };
  });
}

/** Is this address part of the application itself, as opposed to the network or the disk? */
function isOwnResource(text: string): boolean {
  const url = parseUrl(text);
  if (!url) return false;
  if (url.protocol === `${APP_SCHEME}:`) return url.host === APP_HOST;
  return ['blob:', 'data:', 'devtools:'].includes(url.protocol);
}

/** Denies every permission and every request that leaves the application. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !isOwnResource(details.url) });
  });
  session.on('will-download', (event, item) => {
    // The page may save what it made itself (a blob); nothing is fetched from elsewhere.
    if (!item.getURL().startsWith('blob:')) {
      event.preventDefault();
      return;
    }
    item.once('done', (_event, state) => {
      const file = item.getSavePath();
      // A paper is saved in order to be printed: show it in the system's viewer. No other kind of file is ever opened.
      if (state === 'completed' && path.extname(file).toLowerCase() === '.pdf') void shell.openPath(file);
    });
  });
}

/** Puts the guards on every page that will ever exist in this process. Call once, before the first window. */
export function guardEveryPage(): void {
  app.on('web-contents-created', (_event, contents) => {
    guardWebContents(contents);
  });
}
