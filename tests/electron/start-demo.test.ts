import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AppUnderTest, callFromPage, startApp } from './app-under-test.ts';

let running: AppUnderTest;
beforeAll(async () => {
  process.argv.push('--demo');
  running = await startApp();
});
afterAll(() => running.stop());

test('a demo opens a new salon with its owner signed in', async () => {
  expect(existsSync(running.dataDir)).toBe(true);
  expect(await callFromPage(running.page, '/setup/status')).toMatchObject({ body: { state: 'ready' } });
  expect(await callFromPage(running.page, '/access/session')).toMatchObject({
    status: 200,
    body: { user: { role: 'owner' } },
  });
});
