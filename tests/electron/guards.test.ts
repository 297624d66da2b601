import { expect, test, vi } from 'vitest';
import {
  allowedExternalUrl,
  guardSession,
  guardWebContents,
  isAppPage,
  isTrustedSender,
} from '../../src-main/hosts/electron/guards.ts';
import { createEvent } from './double/app.ts';
import { SessionDouble } from './double/session.ts';
import { shell } from './electron-double.ts';

/** Addresses that must neither be believed, nor navigated to, nor handed to the operating system. */
const HOSTILE_URLS = [
  '',
  'about:blank',
  'http://local/index.html',
  'http://example.com/',
  'https://user:password@example.com/',
  'https://app@evil.example/',
  'app://evil/index.html',
  'app://local.evil.example/index.html',
  'app://evil.example/local/index.html',
  'app://local:8080/index.html',
  'app://user@local/index.html',
  'app://local@evil.example/index.html',
  'app:\\\\local\\index.html',
  'app:local/index.html',
  'app:///index.html',
  'app://local/',
  'app://local/other.html',
  'app://local/index.html/../secret.html',
  'app://local/%2e%2e/%2e%2e/etc/passwd',
  'app://local/..%2findex.html',
  'App://LOCAL/index.html',
  'apps://local/index.html',
  'xapp://local/index.html',
  'file:///etc/passwd',
  'file://server/share/run.exe',
  '\\\\server\\share\\run.exe',
  'smb://server/share',
  'javascript:alert(1)',
  'vbscript:msgbox(1)',
  'data:text/html,<script>alert(1)</script>',
  'blob:app://local/0c1d-22',
  'ms-msdt:/id PCWDiagnostic',
  'search-ms:query=x&crumb=location:\\\\server\\share',
  'ms-officecmd:{"id":3}',
  'view-source:app://local/index.html',
  'devtools://devtools/bundled/inspector.html',
  'chrome://settings',
  'ftp://example.com/run.exe',
  'ssh://-oProxyCommand=calc/x',
  'mailto:a@example.com?attach=/etc/passwd',
  'mailto:',
  'tel:%23%2321%23;ext=1',
  'tel:+7 (999) 111-22-33',
  'https://example.com/\n',
  ' https://example.com/',
  `https://example.com/${'a'.repeat(2048)}`,
];

const senderAt = (url: string, parent: object | null = null) =>
  ({ senderFrame: { url, parent } }) as Parameters<typeof isTrustedSender>[0];

test('S1: our own page is believed, with any query and fragment', () => {
  for (const url of ['app://local/index.html', 'app://local/index.html#/journal', 'app://local/index.html?x=1#/y']) {
    expect(isAppPage(url), url).toBe(true);
    expect(isTrustedSender(senderAt(url)), url).toBe(true);
  }
});

test.each(HOSTILE_URLS)('S1: a sender at %j is refused', (url) => {
  expect(isAppPage(url)).toBe(false);
  expect(isTrustedSender(senderAt(url))).toBe(false);
});

test('S1: a frame inside our page, a frame that is gone and a disposed frame are refused', () => {
  expect(isTrustedSender(senderAt('app://local/index.html', {}))).toBe(false);
  expect(isTrustedSender({ senderFrame: null })).toBe(false);
  const disposed = {
    get url(): string {
      throw new Error('Render frame was disposed before WebFrameMain could be accessed');
    },
    parent: null,
  };
  expect(isTrustedSender({ senderFrame: disposed } as Parameters<typeof isTrustedSender>[0])).toBe(false);
});

test.each(HOSTILE_URLS)('S1: %j is not handed to the operating system', (url) => {
  expect(allowedExternalUrl(url)).toBeNull();
});

test.each([
  ['https://example.com/help?x=1#y', 'https://example.com/help?x=1#y'],
  ['mailto:salon@example.com?subject=Hello', 'mailto:salon@example.com?subject=Hello'],
  ['tel:+79991112233', 'tel:+79991112233'],
  ['tel:8(999)111-22-33', 'tel:8(999)111-22-33'],
])('S1: %j may be opened outside', (url, opened) => {
  expect(allowedExternalUrl(url)).toBe(opened);
});

/** A page's listeners, to be called as Electron would. */
function guardedContents() {
  const listeners = new Map<string, (event: object) => void>();
  let open: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  const contents = {
    on: (name: string, listener: (event: object) => void) => listeners.set(name, listener),
    setWindowOpenHandler: (handler: typeof open) => (open = handler),
  };
  guardWebContents(contents as unknown as Parameters<typeof guardWebContents>[0]);
  return {
    ask(name: string, url: string): boolean {
      const event = createEvent({ url });
      listeners.get(name)?.(event);
      return !event.defaultPrevented;
    },
    open: (url: string) => open({ url }).action,
  };
}

test.each(HOSTILE_URLS)(
  'S1: the page does not go to %j, by itself, in a frame, by a redirect or in a new window',
  (url) => {
    shell.openExternal.calls = [];
    const contents = guardedContents();
    expect(contents.ask('will-navigate', url)).toBe(false);
    expect(contents.ask('will-frame-navigate', url)).toBe(false);
    expect(contents.ask('will-redirect', url)).toBe(false);
    expect(contents.open(url)).toBe('deny');
    expect(shell.openExternal.calls).toEqual([]);
  },
);

test('S1: a link to a site opens outside, once, and the page stays', () => {
  shell.openExternal.calls = [];
  const contents = guardedContents();
  expect(contents.ask('will-frame-navigate', 'https://example.com/')).toBe(false);
  expect(contents.ask('will-navigate', 'https://example.com/')).toBe(false);
  expect(shell.openExternal.calls).toEqual([['https://example.com/']]);
});

test('S1: our own page may load itself again, but not in a new window', () => {
  const contents = guardedContents();
  expect(contents.ask('will-navigate', 'app://local/index.html#/clients')).toBe(true);
  expect(contents.open('app://local/index.html')).toBe('deny');
});

test('S1: an embedded page (webview) is refused', () => {
  expect(guardedContents().ask('will-attach-webview', 'app://local/index.html')).toBe(false);
});

test('S1: every permission is denied', async () => {
  const session = new SessionDouble();
  const contents = { getURL: () => 'app://local/index.html' } as Electron.WebContents;
  expect(await session.grants('media', contents)).toBe(true); // Electron's own default
  guardSession(session as unknown as Electron.Session);
  for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'usb', 'hid']) {
    expect(await session.grants(permission, contents), permission).toBe(false);
  }
  expect(session.allowsDevice()).toBe(false);
});

test('S1: nothing is requested outside the application', async () => {
  const session = new SessionDouble();
  guardSession(session as unknown as Electron.Session);
  for (const url of ['app://local/assets/index.js', 'data:image/png;base64,AA==', 'blob:app://local/1']) {
    expect(await session.lets(url), url).toBe(true);
  }
  for (const url of ['https://example.com/', 'http://127.0.0.1:1/', 'file:///etc/passwd', 'app://evil/x', 'ws://x/']) {
    expect(await session.lets(url), url).toBe(false);
  }
});

test('S1: only what the page made itself is saved, and only a paper is shown afterwards', () => {
  const listeners: ((event: object, item: object) => void)[] = [];
  const session = new SessionDouble();
  vi.spyOn(session, 'on').mockImplementation((...args: unknown[]) => {
    listeners.push(args[1] as (event: object, item: object) => void);
    return session;
  });
  guardSession(session as unknown as Electron.Session);
  const save = (url: string, file: string): boolean => {
    shell.openPath.calls = [];
    const event = createEvent({});
    const item = {
      getURL: () => url,
      getSavePath: () => file,
      once: (_name: string, done: (event: object, state: string) => void) => done({}, 'completed'),
    };
    for (const listener of listeners) listener(event, item);
    return !event.defaultPrevented;
  };
  expect(save('https://example.com/x.exe', '/tmp/x.exe')).toBe(false);
  expect(save('blob:app://local/1', '/tmp/day.xlsx')).toBe(true);
  expect(shell.openPath.calls).toEqual([]);
  expect(save('blob:app://local/1', '/tmp/day.pdf')).toBe(true);
  expect(shell.openPath.calls).toEqual([['/tmp/day.pdf']]);
});
