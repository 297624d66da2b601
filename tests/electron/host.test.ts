import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bridge, PORT_CHANNEL, PORT_REQUEST } from '../../src-shared/bridge.ts';
import { createI18n } from '../../src-shared/i18n/i18n.ts';
import { CONTENT_SECURITY_POLICY } from '../../src-main/hosts/electron/protocol.ts';
import { type AppUnderTest, callFromPage, startApp, SOON } from './app-under-test.ts';
import { MessagePortMainDouble } from './double/message-port.ts';
import { app, BrowserWindow, dialog, double, ipcMain, Menu, powerMonitor, shell } from './electron-double.ts';

let running: AppUnderTest;
beforeAll(async () => {
  running = await startApp();
});
afterAll(async () => {
  await running.stop();
});

const status = () => callFromPage(running.page, '/setup/status');
/** The first run's button: the page shows it once the core has told it, over its own port, that the salon is new. */
const firstRun = () => running.page.getByRole('button', { name: createI18n('ru').t('common:continue') });

/** Collects what the bridge tells the page, for the tests to wait on. */
async function listenInPage(): Promise<void> {
  await running.page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    const { zerkalo } = window as unknown as { zerkalo: Bridge };
    zerkalo.onCommand((command) => heard.push(command));
    zerkalo.onPortClosed(() => heard.push('port closed'));
  });
}
const heard = (word: string) =>
  running.page.waitForFunction((word) => (window as unknown as { heard: string[] }).heard.includes(word), word);

test('S1: every window is sandboxed, isolated and without Node', () => {
  for (const window of BrowserWindow.getAllWindows()) {
    expect(window.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    });
  }
  expect(double.privilegedSchemes.get('app')).toEqual({
    standard: true,
    secure: true,
    supportFetchAPI: true,
    codeCache: true,
  });
});

test('the window shows the first run, which the page learnt over its port, and becomes visible', async () => {
  expect(double.window().url).toMatch(/^app:\/\/local\/index\.html/);
  await firstRun().waitFor();
  expect(double.window().isVisible()).toBe(true);
});

test('S1: the page sees the bridge and nothing else of Electron or Node', async () => {
  const seen = await running.page.evaluate(() => ({
    bridge: Object.keys((window as unknown as { zerkalo: object }).zerkalo).sort(),
    isFrozen: Object.isFrozen((window as unknown as { zerkalo: object }).zerkalo),
    others: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter((name) => name in window),
  }));
  expect(seen).toEqual({ bridge: ['host', 'onCommand', 'onPortClosed'], isFrozen: true, others: [] });
});

test('the page calls the core through its port', async () => {
  expect(await status()).toMatchObject({ status: 200, body: { state: 'new', host: 'electron' } });
});

test('S1: the answer to the page carries the content security policy, and the browser holds it', async () => {
  const response = await running.page.reload();
  expect(response?.headers()).toMatchObject({
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  const violations = await running.page.evaluate(async () => {
    const found: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => found.push(event.effectiveDirective));
    const seen = (directive: string) =>
      new Promise<void>((resolve) => {
        const check = (): void => {
          if (!found.includes(directive)) return;
          document.removeEventListener('securitypolicyviolation', check);
          resolve();
        };
        document.addEventListener('securitypolicyviolation', check);
        check();
      });
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.body.append(script);
    const frame = document.createElement('iframe');
    frame.src = 'https://example.com/';
    document.body.append(frame);
    const image = document.createElement('img');
    image.src = 'https://example.com/x.png';
    document.body.append(image);
    await fetch('https://example.com/').catch(() => {});
    await Promise.all(['script-src-elem', 'frame-src', 'img-src', 'connect-src'].map(seen));
    for (const element of [script, frame, image]) element.remove();
    return { found: [...new Set(found)].sort(), injected: 'injected' in window };
  });
  expect(violations).toEqual({
    found: ['connect-src', 'frame-src', 'img-src', 'script-src-elem'],
    injected: false,
  });
});

test('after a reload the page connects anew', async () => {
  await running.page.reload();
  await firstRun().waitFor();
  expect(await status()).toMatchObject({ status: 200 });
});

test('S1: the page cannot leave: a script, a link, a new window', async () => {
  const before = running.page.url();
  shell.openExternal.calls = [];
  await running.page.evaluate(() => {
    location.href = 'https://example.com/by-script';
  });
  await expect.poll(() => shell.openExternal.calls, SOON).toEqual([['https://example.com/by-script']]);

  await running.page.evaluate(() => window.open('http://evil.example/'));
  await running.page.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'https://example.com/by-link';
    link.target = '_blank';
    document.body.append(link);
    link.click();
    link.remove();
  });
  await expect.poll(() => shell.openExternal.calls.length, SOON).toBe(2);
  expect(shell.openExternal.calls[1]).toEqual(['https://example.com/by-link']);
  expect(running.page.url()).toBe(before);
  expect(await status()).toMatchObject({ status: 200 });
});

test('S1: the page gets no permission', async () => {
  const states = await running.page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone'] as PermissionName[];
    return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
  });
  expect(states).not.toContain('granted');
});

test('S1: a file dropped on the window is refused', async () => {
  const refused = await running.page.evaluate(() =>
    ['dragover', 'drop'].map((kind) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['x'], 'x.html', { type: 'text/html' }));
      const event = new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true });
      document.body.dispatchEvent(event);
      return event.defaultPrevented;
    }),
  );
  expect(refused).toEqual([true, true]);
});

test.each([
  ['a foreign page', { url: 'https://evil.example/', parent: null }],
  ['a frame inside our page', { url: 'app://local/index.html', parent: {} }],
  ['a frame that is gone', null],
])('S1: %s gets no connection: its port is closed unread', (_who, senderFrame) => {
  const sent: unknown[] = [];
  let isToldClosed = false;
  const port = new MessagePortMainDouble(
    (data) => sent.push(data),
    () => (isToldClosed = true),
  );
  port.deliver(JSON.stringify({ i: '1', p: { u: '/setup/status', b: {} } }));
  ipcMain.emit(PORT_CHANNEL, { sender: double.window().webContents, senderFrame, ports: [port] }, null);
  expect(port.isClosed).toBe(true);
  expect(isToldClosed).toBe(true);
  expect(sent).toEqual([]);
});

test('a damaged message on a port hurts nobody else', async () => {
  await running.page.evaluate((request) => {
    const { port1, port2 } = new MessageChannel();
    window.postMessage(request, window.origin, [port2]);
    port1.postMessage(JSON.stringify({ i: '1', p: { u: '/no/such/procedure', b: {} } }));
    port1.close();
  }, PORT_REQUEST);
  expect(await status()).toMatchObject({ status: 200 });
  expect(await callFromPage(running.page, '/no/such/procedure')).toMatchObject({ status: 404 });
});

test('the menu is Russian and its items reach the page as commands', async () => {
  await listenInPage();
  const menu = Menu.getApplicationMenu();
  expect(menu?.template.map((item) => item.label)).toEqual(['Файл', 'Правка', 'Журнал', 'Вид', 'Справка']);
  menu?.click('journal.book');
  await heard('journal.book');
});

test('locking the computer locks the desk', async () => {
  await listenInPage();
  powerMonitor.emit('lock-screen');
  await heard('access.lock');
});

test('the menu tells the version', async () => {
  dialog.showMessageBox.calls = [];
  Menu.getApplicationMenu()?.click('app.about');
  await expect.poll(() => dialog.showMessageBox.calls.length, SOON).toBe(1);
  expect(dialog.showMessageBox.calls[0]).toMatchObject([{ message: 'Зеркало, версия 0.1.0' }]);
});

test("a second window has a connection of its own and survives the first one's reload", async () => {
  Menu.getApplicationMenu()?.click('window.new');
  await expect.poll(() => BrowserWindow.getAllWindows().length, SOON).toBe(2);
  const second = await double.page(1);
  await second.getByRole('button', { name: createI18n('ru').t('common:continue') }).waitFor();
  await running.page.reload();
  expect(await callFromPage(second, '/setup/status')).toMatchObject({ status: 200 });
  expect(await status()).toMatchObject({ status: 200 });
  expect(double.window(1).options.x).toBe((double.window(0).options.x ?? 0) + 32);

  const window = double.window(1);
  window.close();
  await window.closed;
  expect(BrowserWindow.getAllWindows()).toHaveLength(1);
  expect(await status()).toMatchObject({ status: 200 });
});

test('a page whose process died is loaded again; the second time in a row the person is asked', async () => {
  const { webContents } = double.window();
  const before = webContents.reloads;
  dialog.showMessageBox.calls = [];
  webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
  expect(webContents.reloads).toBe(before + 1);
  expect(dialog.showMessageBox.calls).toHaveLength(0);
  webContents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 5 });
  await expect.poll(() => webContents.reloads, SOON).toBe(before + 2);
  expect(dialog.showMessageBox.calls).toHaveLength(1);
  await double.window().reloaded;
});

test('quitting remembers where the window stood, lets go of the ports and closes the core', async () => {
  double.window().setBounds({ x: 120, y: 80, width: 1200, height: 700 });
  expect(await running.quit()).toBe(0);
  const [first] = JSON.parse(readFileSync(path.join(app.getPath('userData'), 'windows.json'), 'utf8')) as unknown[];
  expect(first).toEqual({ bounds: { x: 120, y: 80, width: 1200, height: 700 }, isMaximized: false });
  // SQLite removes its log only when the last connection closes in order.
  expect(existsSync(path.join(running.dataDir, 'zerkalo.db'))).toBe(true);
  expect(existsSync(path.join(running.dataDir, 'zerkalo.db-wal'))).toBe(false);
  expect(BrowserWindow.getAllWindows()).toHaveLength(0);
});
