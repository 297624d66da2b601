import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { build, preview } from 'vite';
import { launchBrowser } from '../../helpers/browser.ts';

/** A running harness: the grid, built as for production, and a browser to open it in. */
export interface GridHarness {
  readonly browser: Browser;
  /**
   * Opens the page anew and waits until it is painted. `query` as `set=mock&theme=dark`.
   *
   * Without `options` one window of 1920x1080 serves every call; with them the page gets a context of its own.
   */
  readonly open: (query?: string, options?: BrowserContextOptions) => Promise<Page>;
  readonly close: () => Promise<void>;
}

/** Builds the harness page into a temporary folder, serves it on loopback and starts Chromium. */
export async function openGridHarness(): Promise<GridHarness> {
  const root = import.meta.dirname;
  const outDir = mkdtempSync(join(tmpdir(), 'zerkalo-grid-'));
  const common = { configFile: false as const, root, logLevel: 'warn' as const, base: './' };
  await build({
    ...common,
    plugins: [react()],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'chrome140',
      chunkSizeWarningLimit: 4000,
      rolldownOptions: { input: join(root, 'harness.html') },
    },
  });
  const server = await preview({ ...common, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('The preview server has no port');
  const browser = await launchBrowser();
  let shared: Promise<Page> | undefined;
  const newPage = async (options: BrowserContextOptions): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, ...options });
    const page = await context.newPage();
    return page;
  };
  return {
    browser,
    async open(query = '', options) {
      const page = options === undefined ? await (shared ??= newPage({})) : await newPage(options);
      await page.goto(`http://127.0.0.1:${address.port}/harness.html?${query}`);
      await page.locator('html[data-ready]').waitFor();
      return page;
    },
    async close() {
      await browser.close();
      await server.close();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}
