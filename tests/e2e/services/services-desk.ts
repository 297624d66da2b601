import { cpSync, existsSync, rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { type Client, TEST_PIN, openTestCore } from '../../helpers/test-core.ts';
import { launchBrowser } from '../../helpers/browser.ts';
import { signIn } from '../helpers/browser-journey.ts';
import { temporaryFolder } from '../../helpers/test-store.ts';

/** A salon with a small price list behind the real server, and a browser of its owner. */
export interface ServicesDesk {
  readonly client: Client;
  readonly hair: number;
  readonly cut: number;
  readonly styling: number;
  readonly anna: number;
  readonly maria: number;
  readonly page: Page;
  readonly close: () => Promise<void>;
}

/** Starts it all. The screens must have been built: `node build/build.mjs`. */
export async function openServicesDesk(): Promise<ServicesDesk> {
  if (!existsSync('out/renderer/index.html')) throw new Error('Build the screens first: node build/build.mjs');
  // A copy, because somebody may build anew while the tests run.
  const rendererDir = temporaryFolder('zerkalo-screens-');
  cpSync('out/renderer', rendererDir, { recursive: true });
  const core = await openTestCore({ rendererDir });
  const { client } = core.overPort();
  await client.setup.complete({
    locale: 'ru',
    salonName: 'Зеркало',
    weekHours: Array.from({ length: 7 }, () => [[600, 1200]] as [number, number][]),
    currency: 'RUB',
    timeZone: 'Europe/Moscow',
    owner: { name: 'Ольга', secretKind: 'pin', secret: TEST_PIN },
    start: 'empty',
  });
  const { categoryId: hair } = await client.services.createCategory({ name: 'Волосы', colour: 'teal' });
  const service = async (name: string, priceMinor: number): Promise<number> =>
    (await client.services.create({ categoryId: hair, name, priceMinor, durationMin: 60 })).serviceId;
  const cut = await service('Стрижка', 200_000);
  const styling = await service('Укладка', 150_000);
  const master = async (firstName: string): Promise<number> => {
    const { staffId } = await client.staff.create({ firstName, lastName: 'Соколова', colour: 'teal' });
    await client.staff.setServices({ staffId, services: [{ serviceId: cut }, { serviceId: styling }] });
    await client.schedule.setDays({ days: [{ staffId, localDate: '2026-03-12' }], work: [[600, 1200]] });
    return staffId;
  };
  const anna = await master('Анна');
  const maria = await master('Мария');
  const { origin, key } = await core.http();
  const browser = await launchBrowser();
  const page = await openPage(browser, `${origin}/?key=${key.text}#/settings/services`);
  return {
    client,
    hair,
    cut,
    styling,
    anna,
    maria,
    page,
    close: async () => {
      await browser.close();
      await core.close();
      rmSync(rendererDir, { recursive: true, force: true });
    },
  };
}

async function openPage(browser: Browser, address: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'ru-RU',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  const page = await context.newPage();
  await page.goto(address);
  await signIn(page, 'Ольга', TEST_PIN);
  await page.getByRole('heading', { level: 1, name: 'Услуги и цены' }).waitFor();
  return page;
}
