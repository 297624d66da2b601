import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { dataPaths, takeFolder, writeOwner } from '../../src-main/store/data-folder.ts';
import { loadMain } from './app-under-test.ts';
import { dialog, double } from './electron-double.ts';

test('a salon that is open in the browser is not opened again: the person is told where it is', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'zerkalo-in-use-'));
  const dataDir = path.join(folder, 'salon');
  const lock = takeFolder(dataPaths(dataDir), 'server');
  writeOwner(dataPaths(dataDir), { pid: process.pid, host: 'server', address: 'http://127.0.0.1:4455/' });
  const exited = double.exited();
  await loadMain(folder, dataDir);
  expect(await exited).toBe(1);
  expect(dialog.showErrorBox.calls).toHaveLength(1);
  const [title, sentence] = dialog.showErrorBox.calls[0] ?? [];
  expect(title).toBe('Зеркало не запустилось');
  expect(sentence).toContain('http://127.0.0.1:4455/');
  expect(sentence).toContain(dataDir);
  lock.release();
  rmSync(folder, { recursive: true, force: true });
});
