import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { PORT_REQUEST } from '../../src-shared/bridge.ts';
import { app, double } from './electron-double.ts';

/** The folder of the repository. */
export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

/** The main script as built: what the packed application runs. */
export const MAIN_SCRIPT = process.env['ZERKALO_TEST_MAIN'] ?? path.join(REPOSITORY, 'out/main/main.mjs');

/** How long something may take that happens by itself, on a busy machine: for `expect.poll`. */
export const SOON = { timeout: 90_000 };

/** The whole application in this process, with Chromium as its windows. */
export interface AppUnderTest {
  dataDir: string;
  page: Page;
  /** Quits as a person would; resolves with the exit code. */
  quit(): Promise<number>;
  /** Quits, if that has not happened, and removes the data folder. */
  stop(): Promise<void>;
}

/** Loads the built main script as Electron would, on a data folder; Electron's own files go beside it. */
export async function loadMain(
  folder: string,
  dataDir: string,
  environment: Record<string, string> = {},
): Promise<void> {
  if (!existsSync(MAIN_SCRIPT)) throw new Error(`${MAIN_SCRIPT} is missing: run \`npm run build\` first`);
  const own = { ELECTRON_DOUBLE_HOME: path.join(folder, 'home'), ZERKALO_DATA: dataDir, ZERKALO_LANG: 'ru' };
  Object.assign(process.env, own, environment);
  await double.launch(() => import(/* @vite-ignore */ MAIN_SCRIPT));
}

/**
 * Starts the built application on a data folder of its own
 *
 * Once per test file: Electron's life cycle, and so the double's, happens once per process.
 *
 * @param prepare puts things into the data folder before the start
 */
export async function startApp(
  environment: Record<string, string> = {},
  prepare: (dataDir: string) => void = () => {},
): Promise<AppUnderTest> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'zerkalo-electron-'));
  const dataDir = path.join(folder, 'salon');
  prepare(dataDir);
  const exited = double.exited();
  await loadMain(folder, dataDir, environment);
  const page = await double.firstPage();
  const quit = (): Promise<number> => {
    app.quit();
    return exited;
  };
  return {
    dataDir,
    page,
    quit,
    async stop() {
      await quit();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What the core answered to a call made by hand in the page, past the page's own client. */
export interface RawAnswer {
  status: number;
  body: unknown;
}

/**
 * Calls a procedure from the page over a port of its own, with the wire format of oRPC
 *
 * @param procedure the path in the contract, e.g. '/setup/state'
 */
export function callFromPage(page: Page, procedure: string, input?: unknown): Promise<RawAnswer> {
  return page.evaluate(
    ({ request, procedure, input }) =>
      new Promise<RawAnswer>((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', (event: MessageEvent<string>) => {
          const answer = JSON.parse(event.data) as { p: { s?: number; b?: { json?: unknown } } };
          port1.close();
          resolve({ status: answer.p.s ?? 200, body: answer.p.b?.json });
        });
        port1.start();
        window.postMessage(request, window.origin, [port2]);
        port1.postMessage(JSON.stringify({ i: '1', p: { u: procedure, b: { json: input } } }));
      }),
    { request: PORT_REQUEST, procedure, input },
  );
}
