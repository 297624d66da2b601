import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Bridge, PORT_REQUEST } from '../../src-shared/bridge.ts';
import { type AppUnderTest, callFromPage, startApp, SOON } from './app-under-test.ts';
import { app, dialog, Menu } from './electron-double.ts';
import { pretendInstalled, writeFeed } from './update-feed-fixture.ts';

let folder: string;
let image: string;
let running: AppUnderTest;
let proof: string;
let next: Buffer;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'zerkalo-update-app-'));
  image = pretendInstalled(folder);
  proof = path.join(folder, 'new version started');
  next = Buffer.from(`#!/bin/sh\ntouch '${proof}'\n`);
  writeFeed(path.join(folder, 'feed'), '0.2.0', next);
  dialog.showMessageBox.answer = async () => ({ response: 1, checkboxChecked: false });
  running = await startApp({ ZERKALO_UPDATE_FEED: path.join(folder, 'feed') });
});
afterAll(async () => {
  vi.restoreAllMocks();
  await running.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('an update is offered at the start; with "later" the work goes on and nothing is downloaded', async () => {
  await expect.poll(() => [dialog.showMessageBox.calls.length, dialog.showErrorBox.calls], SOON).toEqual([1, []]);
  expect(dialog.showMessageBox.calls[0]?.at(-1)).toMatchObject({ message: 'Есть новая версия' });
  expect(await callFromPage(running.page, '/setup/status')).toMatchObject({ status: 200 });
  expect(existsSync(path.join(folder, 'cache/zerkalo-updater'))).toBe(false);
});

test('with two times yes the page is told, the salon is closed, the new version is installed and started', async () => {
  const told: string[] = [];
  await running.page.exposeFunction('tell', (what: string) => told.push(what));
  await running.page.evaluate((request) => {
    const { tell, zerkalo } = window as unknown as { tell: (what: string) => void; zerkalo: Bridge };
    const { port1, port2 } = new MessageChannel();
    const answered = new Promise<void>((resolve) => {
      port1.addEventListener('message', () => resolve(), { once: true });
    });
    port1.addEventListener('close', () => tell('the port is closed'));
    port1.start();
    zerkalo.onPortClosed(() => tell('the core let go'));
    window.postMessage(request, window.origin, [port2]);
    port1.postMessage(JSON.stringify({ i: '1', p: { u: '/setup/status', b: {} } }));
    return answered;
  }, PORT_REQUEST);

  const answers = [0, 0];
  dialog.showMessageBox.answer = async () => ({ response: answers.shift() ?? 1, checkboxChecked: false });
  // The application would be gone before the page could be asked what it heard.
  const quit = vi.spyOn(app, 'quit').mockImplementation(() => {});
  Menu.getApplicationMenu()?.click('app.check-updates');
  await expect.poll(() => quit.mock.calls.length, SOON).toBe(1);
  await expect.poll(() => told.toSorted(), SOON).toEqual(['the core let go', 'the port is closed']);
  expect(readFileSync(image)).toEqual(next);
  expect(existsSync(path.join(running.dataDir, 'zerkalo.db-wal'))).toBe(false);
  await expect.poll(() => existsSync(proof), SOON).toBe(true);

  quit.mockRestore();
  expect(await running.quit()).toBe(0);
});
