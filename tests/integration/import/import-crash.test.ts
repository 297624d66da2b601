import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ClientsService } from '../../../src-main/clients/clients.service.ts';
import { compareClientSearch } from '../../../src-main/clients/search-index.repository.ts';
import { ImportService } from '../../../src-main/import/import.service.ts';
import { SettingsService } from '../../../src-main/settings/settings.service.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { verifyDatabase } from '../../../src-main/store/verify.ts';
import { TestClock, silentLogger, temporaryFolder } from '../../helpers/test-store.ts';
import { runHere } from '../backup/held-salon.ts';

const ROWS = 6000;
let folder: string;
beforeAll(() => {
  folder = temporaryFolder('zerkalo-import-crash-');
  const rows = Array.from({ length: ROWS }, (_, at) => `Клиент${at};+7916${String(at).padStart(7, '0')};VIP`);
  fs.writeFileSync(path.join(folder, 'clients.csv'), ['Имя;Телефон;Метки', ...rows].join('\n'));
});
afterAll(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Runs the child and kills it once the work is so far. */
function killAt(dir: string, act: string, share: number): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(import.meta.dirname, 'crash-child.ts'), dir, act], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      const reached = [...text.matchAll(/"share":([\d.]+),"state":"running"/gu)].some(([, at]) => Number(at) >= share);
      if (reached) child.kill('SIGKILL');
    });
    child.once('close', (_, signal) => resolve(signal ?? text));
  });
}

test.each([
  ['run', 0.2],
  ['run', 0.7],
  ['undo', 0.3],
] as const)('R1, B22: killed in the middle of %s at %d, nothing of the import is left', async (act, share) => {
  const dir = path.join(folder, `${act}-${share}`);
  fs.mkdirSync(dir);
  expect(await killAt(dir, act, share)).toBe('SIGKILL');
  const clock = new TestClock(Date.now());
  const store = await openStore({ dataDir: dir, host: 'test', nowMs: () => clock.nowMs() });
  const count = (table: string): unknown => store.connection.prepare(`select count(*) from ${table}`).pluck().get();
  const atDeath = count('clients');
  expect(atDeath).not.toBe(0);
  const deps = { store, clock, logger: silentLogger };
  const settings = new SettingsService(deps);
  void new ClientsService(deps, settings);
  const imports = new ImportService(deps, { settings, runJob: runHere, onJob: () => undefined });
  expect(['clients', 'client_phones', 'client_tags', 'client_tag_links'].map(count)).toEqual([0, 0, 0, 0]);
  expect(imports.list()).toMatchObject([{ status: 'undone', wasStopped: act === 'run' }]);
  expect(verifyDatabase(store.connection).findings).toEqual([]);
  expect(compareClientSearch(store.connection)).toEqual([]);
  store.close();
});
