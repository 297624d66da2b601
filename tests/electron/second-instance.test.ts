import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AppUnderTest, callFromPage, MAIN_SCRIPT, REPOSITORY, startApp } from './app-under-test.ts';
import { app, BrowserWindow, double } from './electron-double.ts';

let running: AppUnderTest;
beforeAll(async () => {
  running = await startApp();
});
afterAll(async () => {
  await running.stop();
});

/** Starts the application once more, in a process of its own, on the same data folder. */
function startAgain(): ChildProcess {
  return spawn(process.execPath, [path.join(REPOSITORY, 'tests/electron/run-main.ts'), MAIN_SCRIPT], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ZERKALO_DATA: running.dataDir },
  });
}

test("a second instance brings the first one's window to the front and ends without opening the data", async () => {
  const window = double.window();
  window.minimize();
  const focusedBefore = window.focusCount;
  const noticed = once(app, 'second-instance');
  const second = startAgain();
  const [code] = (await once(second, 'exit')) as [number | null];
  await noticed;
  expect(code).toBe(0);
  expect(window.isMinimized()).toBe(false);
  expect(window.focusCount).toBe(focusedBefore + 1);
  expect(BrowserWindow.getAllWindows()).toHaveLength(1);
  expect(await callFromPage(running.page, '/setup/status')).toMatchObject({ status: 200 });
});
