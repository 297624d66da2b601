import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { offerUpdate } from '../../src-main/hosts/electron/update-dialogs.ts';
import { openUpdateFeed } from '../../src-main/hosts/electron/update-feed.ts';
import { shellTexts } from '../../src-main/hosts/electron/texts.ts';
import { createUpdater, type Updater } from '../../src-main/hosts/electron/updater.ts';
import { SOON } from './app-under-test.ts';
import { app, BrowserWindow, dialog, double } from './electron-double.ts';
import { pretendInstalled, writeFeed } from './update-feed-fixture.ts';

const NEW_IMAGE = Buffer.from('the new version, all of it');
const text = shellTexts('ru');
const silent = { info: () => {}, warn: () => {}, error: () => {} };

let folder: string;
let feedFolder: string;
let oldImage: string;

const putVersion = (version: string, content: Buffer = NEW_IMAGE, sha512?: string): void =>
  writeFeed(feedFolder, version, content, sha512);

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'zerkalo-update-'));
  process.env['ELECTRON_DOUBLE_HOME'] = path.join(folder, 'home');
  oldImage = pretendInstalled(folder);
  await double.launch(() => Promise.resolve());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let updater: Updater | null = null;
beforeEach(() => {
  feedFolder = mkdtempSync(path.join(folder, 'feed-'));
  writeFileSync(oldImage, 'the old version');
  rmSync(path.join(folder, 'cache'), { recursive: true, force: true });
  dialog.showMessageBox.calls = [];
});
afterEach(async () => {
  await updater?.close();
  updater = null;
});

/** What the dialogs asked: their title lines, in order. */
const asked = () => dialog.showMessageBox.calls.map((args) => (args.at(-1) as { message: string }).message);
/** The person's answers to the dialogs, in order: the number of the button. */
function answers(...buttons: number[]): void {
  dialog.showMessageBox.answer = async () => ({ response: buttons.shift() ?? 1, checkboxChecked: false });
}
const offer = (wasAsked: boolean, beforeInstall = async () => {}) =>
  offerUpdate({ updater, text, currentVersion: '0.1.0', logger: silent, beforeInstall }, wasAsked);

test('without a place to look, updates are off; whoever asks is told so', async () => {
  expect(await createUpdater(undefined, silent)).toBeNull();
  expect(await createUpdater('', silent)).toBeNull();
  await offer(false);
  expect(asked()).toEqual([]);
  await offer(true);
  expect(asked()).toEqual([text('checkUpdates')]);
  expect(dialog.showMessageBox.calls[0]).toMatchObject([{ detail: text('updateOff') }]);
});

test('a newer version in a folder is found and offered; "later" downloads nothing', async () => {
  putVersion('0.2.0');
  updater = await createUpdater(feedFolder, silent);
  expect(await updater?.check()).toEqual({ version: '0.2.0' });
  answers(1);
  await offer(false);
  expect(asked()).toEqual([text('updateFoundTitle')]);
  expect(existsSync(path.join(folder, 'cache/zerkalo-updater/pending'))).toBe(false);
});

test('a newer version on a static server is found', async () => {
  putVersion('0.3.0');
  const server = http.createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://x').pathname.slice('/salon/'.length);
    const file = path.join(feedFolder, name);
    if (existsSync(file)) response.end(readFileSync(file));
    else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  updater = await createUpdater(`http://127.0.0.1:${(server.address() as AddressInfo).port}/salon`, silent);
  expect(await updater?.check()).toEqual({ version: '0.3.0' });
  server.close();
});

test('the same or an older version is not offered', async () => {
  updater = await createUpdater(feedFolder, silent);
  for (const version of ['0.1.0', '0.0.9']) {
    putVersion(version);
    expect(await updater?.check(), version).toBeNull();
  }
  await offer(true);
  expect(dialog.showMessageBox.calls[0]).toMatchObject([{ detail: text('updateNone', { version: '0.1.0' }) }]);
});

test('an empty folder, a folder that is gone and a damaged list are told to who asked, and only then', async () => {
  for (const place of [feedFolder, path.join(folder, 'gone')]) {
    dialog.showMessageBox.calls = [];
    updater = await createUpdater(place, silent);
    await expect(updater?.check()).rejects.toThrow();
    await offer(false);
    expect(asked()).toEqual([]);
    await offer(true);
    expect(asked()).toEqual([text('updateFailedTitle')]);
    await updater?.close();
  }
});

test('download, then "later": the file is stored, nothing is installed, also not on quitting', async () => {
  putVersion('0.2.0');
  updater = await createUpdater(feedFolder, silent);
  const window = new BrowserWindow({ show: false });
  answers(0, 1);
  await offer(true);
  expect(asked()).toEqual([text('updateFoundTitle'), text('updateReadyTitle')]);
  expect(readFileSync(path.join(folder, 'cache/zerkalo-updater/pending/zerkalo-0.2.0.AppImage'))).toEqual(NEW_IMAGE);
  expect(window.progress.at(-1)).toBe(-1);
  app.emit('quit', {}, 0);
  expect(readFileSync(oldImage, 'utf8')).toBe('the old version');
  window.destroy();
  await window.closed;
});

test('a file that does not match its digest is not installed', async () => {
  putVersion('0.2.1', NEW_IMAGE, createHash('sha512').update('another').digest('base64'));
  updater = await createUpdater(feedFolder, silent);
  answers(0, 0);
  const beforeInstall = vi.fn(async () => {});
  await offer(true, beforeInstall);
  expect(asked()).toEqual([text('updateFoundTitle'), text('updateFailedTitle')]);
  expect(beforeInstall).not.toHaveBeenCalled();
  expect(readFileSync(oldImage, 'utf8')).toBe('the old version');
});

test('with a yes at each step the core is closed first, then the new version takes the place of the old', async () => {
  const proof = path.join(folder, 'started');
  const image = Buffer.from(`#!/bin/sh\necho started > ${proof}\n`);
  putVersion('0.2.0', image);
  updater = await createUpdater(feedFolder, silent);
  const quit = vi.spyOn(app, 'quit').mockImplementation(() => {});
  answers(0, 0);
  const beforeInstall = vi.fn(async () => {
    expect(readFileSync(oldImage, 'utf8')).toBe('the old version');
  });
  await offer(true, beforeInstall);
  expect(beforeInstall).toHaveBeenCalledOnce();
  expect(readFileSync(oldImage)).toEqual(image);
  await expect.poll(() => existsSync(proof), SOON).toBe(true);
  await expect.poll(() => quit.mock.calls.length, SOON).toBe(1);
});

test("the folder's server gives out this folder's files to whoever knows its address, and nothing else", async () => {
  putVersion('0.2.0');
  writeFileSync(path.join(feedFolder, '.hidden'), 'x');
  mkdirSync(path.join(feedFolder, 'sub'));
  writeFileSync(path.join(folder, 'secret.yml'), 'x');
  const feed = await openUpdateFeed(feedFolder);
  const status = async (address: string, method = 'GET') => (await fetch(address, { method })).status;
  expect(readdirSync(feedFolder)).toContain('latest-linux.yml');
  expect(await status(`${feed.url}latest-linux.yml?noCache=1`)).toBe(200);
  expect(await status(`${feed.url}latest-linux.yml`, 'POST')).toBe(404);
  for (const name of ['..%2fsecret.yml', '%2e%2e/secret.yml', '.hidden', 'sub', 'none', '', '%ff']) {
    expect(await status(feed.url + name), name).toBe(404);
  }
  expect(await status(new URL('/latest-linux.yml', feed.url).href)).toBe(404);
  expect(await status(new URL(`/${'0'.repeat(32)}/latest-linux.yml`, feed.url).href)).toBe(404);
  await feed.close();
  await expect(fetch(feed.url)).rejects.toThrow();
});
