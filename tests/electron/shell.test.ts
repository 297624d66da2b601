import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MENU_COMMANDS } from '../../src-shared/bridge.ts';
import { buildMenu, type MenuActions } from '../../src-main/hosts/electron/menu.ts';
import { CONTENT_SECURITY_POLICY, createAppHandler } from '../../src-main/hosts/electron/protocol.ts';
import { chooseShellLanguage, shellTexts } from '../../src-main/hosts/electron/texts.ts';
import { readShellOptions } from '../../src-main/hosts/electron/shell-options.ts';
import { fitWindow, readPlaces, writePlaces } from '../../src-main/hosts/electron/window-state.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'zerkalo-shell-'));
  mkdirSync(path.join(folder, 'renderer/assets'), { recursive: true });
  writeFileSync(path.join(folder, 'renderer/index.html'), '<!doctype html>');
  writeFileSync(path.join(folder, 'renderer/assets/день.js'), '1');
  writeFileSync(path.join(folder, 'renderer/notes.exe'), 'MZ');
  writeFileSync(path.join(folder, 'salon.json'), 'secret');
});
afterAll(() => rmSync(folder, { recursive: true }));

const get = (url: string, method = 'GET') =>
  createAppHandler(path.join(folder, 'renderer'))(new Request(url, { method }));

test.each([
  ['app://local/index.html', 200, 'text/html; charset=utf-8'],
  ['app://local/index.html?x=1', 200, 'text/html; charset=utf-8'],
  ['app://local/assets/%D0%B4%D0%B5%D0%BD%D1%8C.js', 200, 'text/javascript; charset=utf-8'],
  ['app://local/none.html', 404, 'text/plain; charset=utf-8'],
  ['app://local/', 403, 'text/plain; charset=utf-8'],
  ['app://local/notes.exe', 404, 'text/plain; charset=utf-8'],
  ['app://local/..%2fsalon.json', 403, 'text/plain; charset=utf-8'],
  ['app://local/assets/..%2f..%2fsalon.json', 403, 'text/plain; charset=utf-8'],
  ['app://local/..%5csalon.json', 403, 'text/plain; charset=utf-8'],
  ['app://local/%00index.html', 403, 'text/plain; charset=utf-8'],
  ['app://local/%ff.html', 404, 'text/plain; charset=utf-8'],
  ['app://evil/index.html', 403, 'text/plain; charset=utf-8'],
])('S1: %s is answered with %i and the safety headers', async (url, status, type) => {
  const response = await get(url);
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe(type);
  expect(response.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
});

test("S1: the application's files can only be read", async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
    expect((await get('app://local/index.html', method)).status, method).toBe(405);
  }
  expect(await (await get('app://local/index.html', 'HEAD')).text()).toBe('');
});

test('S1: the policy is the one that was agreed', () => {
  expect(CONTENT_SECURITY_POLICY).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
  );
});

const FULL_HD = { x: 0, y: 0, width: 1920, height: 1040 };
const LEFT = { x: -1280, y: 0, width: 1280, height: 1024 };
const at = (x: number, y: number, width = 1200, height = 700) => ({
  bounds: { x, y, width, height },
  isMaximized: false,
});

test('a window opens where it stood, also on the second screen', () => {
  expect(fitWindow(at(100, 50), [FULL_HD])).toEqual(at(100, 50));
  expect(fitWindow(at(-1200, 50), [FULL_HD, LEFT])).toEqual(at(-1200, 50));
});

test('a window whose screen is gone, or whose title bar cannot be caught, opens in the middle of the first screen', () => {
  for (const lost of [at(-1250, 50), at(5000, 0), at(1900, 0), at(0, 1030), at(0, -400)]) {
    expect(fitWindow(lost, [FULL_HD])).toEqual(at(360, 170));
  }
});

test('the first window is 1366 x 768 in the middle; on a small screen it is as large as the screen', () => {
  expect(fitWindow(undefined, [FULL_HD])).toEqual(at(277, 136, 1366, 768));
  expect(fitWindow(undefined, [{ x: 0, y: 0, width: 1280, height: 700 }])).toEqual(at(0, 0, 1280, 700));
  expect(fitWindow(at(10, 10, 200, 100), [FULL_HD])).toEqual(at(10, 10, 1024, 640));
});

test('a missing, damaged or unwritable memory of windows is no reason to stop', () => {
  const file = path.join(folder, 'windows.json');
  expect(readPlaces(file)).toEqual([]);
  writePlaces(file, [at(1, 2)]);
  expect(readPlaces(file)).toEqual([at(1, 2)]);
  for (const damaged of [
    '',
    '{',
    'null',
    '{"a":1}',
    '[null,{"bounds":null,"isMaximized":true},{"bounds":{"x":"1"}}]',
  ]) {
    writeFileSync(file, damaged);
    expect(readPlaces(file), damaged).toEqual([]);
  }
  symlinkSync('/nowhere/at/all', path.join(folder, 'dangling'));
  writePlaces(path.join(folder, 'dangling', 'windows.json'), [at(1, 2)]);
});

/** Every item of the menu, whatever its depth. */
function flatten(items: Electron.MenuItemConstructorOptions[]): Electron.MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flatten(item.submenu) : [])]);
}

test.each(['ru', 'en'] as const)('the %s menu sends every command, and its keys are taken by the page', (language) => {
  const sent: string[] = [];
  const did: string[] = [];
  const actions: MenuActions = {
    send: (command) => sent.push(command),
    openWindow: () => did.push('window.new'),
    checkUpdates: () => did.push('app.check-updates'),
    showAbout: () => did.push('app.about'),
    quit: () => did.push('app.quit'),
  };
  const items = flatten(buildMenu(shellTexts(language), actions, false));
  for (const item of items) {
    if (item.type === 'separator') continue;
    expect(item.label, item.id ?? item.role).toMatch(language === 'ru' ? /^[А-ЯЁ]/ : /^[A-Z]/);
    item.click?.({} as Electron.MenuItem, undefined, {});
  }
  expect(sent.toSorted()).toEqual([...MENU_COMMANDS].toSorted());
  expect(did.toSorted()).toEqual(['app.about', 'app.check-updates', 'app.quit', 'window.new']);
  for (const item of items.filter(({ id }) => sent.includes(id ?? '') && id)) {
    if (item.accelerator) expect(item.registerAccelerator, item.id).toBe(false);
  }
  expect(items.some((item) => item.role === 'reload' || item.role === 'toggleDevTools')).toBe(false);
});

test("the shell speaks the language asked for, else the system's when it is Russian, else English", () => {
  expect(chooseShellLanguage('en', 'ru-RU')).toBe('en');
  expect(chooseShellLanguage('ru', 'de')).toBe('ru');
  expect(chooseShellLanguage(undefined, 'ru')).toBe('ru');
  expect(chooseShellLanguage(undefined, 'ru-RU')).toBe('ru');
  expect(chooseShellLanguage(undefined, 'de-DE')).toBe('en');
});

test('the data folder, language and demo come from the command line, then from the environment', () => {
  const environment = { ZERKALO_DATA: '/salon/env', ZERKALO_LANG: 'en', ZERKALO_UPDATE_FEED: '/feed' };
  const read = (...args: string[]) => readShellOptions(args, environment, folder);
  expect(read()).toMatchObject({ dataDir: '/salon/env', language: 'en', updateFeed: '/feed', isDemo: false });
  expect(read('--data', '/salon/a', '--lang=ru')).toMatchObject({ dataDir: '/salon/a', language: 'ru' });
  // What Electron and Chromium put among the arguments, and a slip, do not stand in the way.
  expect(read('.', '--no-sandbox', '--lang', 'klingon', '--data=/salon/b')).toMatchObject({ dataDir: '/salon/b' });
  expect(read('--lang', 'klingon').language).toBeUndefined();
  expect(read('--demo')).toMatchObject({ dataDir: '/salon/env', isDemo: true, isDataTemporary: false });
});

test('each data folder has an Electron profile of its own, never inside the data', () => {
  const a = readShellOptions(['--data', '/salon/a'], {}, folder);
  const b = readShellOptions(['--data', '/salon/b'], {}, folder);
  expect(a.profileDir).not.toBe(b.profileDir);
  expect(readShellOptions(['--data', '/salon/../salon/a'], {}, folder).profileDir).toBe(a.profileDir);
  expect(a.profileDir.startsWith(path.join(folder, 'Zerkalo-windows'))).toBe(true);
});

test('a demo without a folder gets a new one that goes with it', () => {
  const { dataDir, isDataTemporary } = readShellOptions(['--demo'], {}, folder);
  expect(isDataTemporary).toBe(true);
  expect(readdirSync(dataDir)).toEqual([]);
  rmSync(dataDir, { recursive: true });
});
