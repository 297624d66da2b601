import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { launchBrowser } from '../../helpers/browser.ts';
import { TestDesk } from './server-process.ts';

const FAILURES = 'out/e2e-failures';
/** What Chromium itself says of an answer with an error status; the screens show those answers in words. */
const REFUSED_ANSWER = /^Failed to load resource/u;

/** How long a screen may take on a busy machine, for `expect.poll`. */
export const PATIENCE = { timeout: 90_000 } as const;

/** Browsers and folders of one test file. */
export interface Journey {
  /** The folders and processes; there from the first test on. */
  readonly desk: TestDesk;
  /** Opens an address in a browser of its own. */
  open(address: string, options?: BrowserContextOptions): Promise<Page>;
}

/**
 * Gives a test file its Chromium and its data folders.
 *
 * Pages live until the end of their test. A failed test leaves a picture of each in out/e2e-failures; an error that a page
 * threw or logged fails the test.
 */
export function useJourney(): Journey {
  let desk: TestDesk | undefined;
  let browser: Browser | undefined;
  let pages: Page[] = [];
  let faults: string[] = [];
  beforeAll(async () => {
    desk = new TestDesk();
    browser = await launchBrowser();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') {
      mkdirSync(FAILURES, { recursive: true });
      const name = task.name.replaceAll(/[^\p{L}\d]+/gu, '-').slice(0, 80);
      for (const [index, page] of pages.entries()) {
        await page.screenshot({ path: path.join(FAILURES, `${name}-${index + 1}.png`) });
      }
    }
    await Promise.all(pages.map((page) => page.context().close()));
    pages = [];
    const found = faults;
    faults = [];
    expect(found).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });
  return {
    get desk() {
      if (!desk) throw new Error('The journey begins with its first test');
      return desk;
    },
    open: async (address, options = {}) => {
      const context = await browser!.newContext({
        viewport: { width: 1366, height: 768 },
        locale: 'ru-RU',
        reducedMotion: 'reduce',
        acceptDownloads: true,
        ...options,
      });
      const page = await context.newPage();
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' && !REFUSED_ANSWER.test(message.text())) faults.push(message.text());
      });
      pages.push(page);
      await page.goto(address);
      return page;
    },
  };
}

/** Goes to a page of the application by its address, as a bookmark does. */
export async function goTo(page: Page, route: string): Promise<void> {
  await page.evaluate((hash) => window.location.assign(hash), `#${route}`);
}

/** Signs a person in from the screen with the names. */
export async function signIn(page: Page, name: string, secret: string): Promise<void> {
  const person = page.getByRole('button', { name: new RegExp(`^${name}`, 'u') });
  const field = page.locator('input[type="password"]');
  await person.or(field).first().waitFor();
  if (await person.isVisible()) await person.click();
  await field.fill(secret);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Разделы' }).waitFor();
}
