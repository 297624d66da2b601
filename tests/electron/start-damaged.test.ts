import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AppUnderTest, callFromPage, startApp } from './app-under-test.ts';
import { dialog } from './electron-double.ts';

const DAMAGED = Buffer.alloc(8192, 'not a database ');
let running: AppUnderTest;
beforeAll(async () => {
  running = await startApp({}, (dataDir) => {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(path.join(dataDir, 'zerkalo.db'), DAMAGED);
  });
});
afterAll(() => running.stop());

test('R6: a damaged file opens the recovery, in a window, and is left as it was', async () => {
  const status = await callFromPage(running.page, '/setup/status');
  expect(status).toMatchObject({ status: 200, body: { state: 'problem', problem: { code: expect.any(String) } } });
  expect(dialog.showErrorBox.calls).toEqual([]);
  expect(readFileSync(path.join(running.dataDir, 'zerkalo.db')).equals(DAMAGED)).toBe(true);
});
