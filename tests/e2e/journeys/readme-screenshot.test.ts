import { cpSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestCore, openTestCore } from '../../helpers/test-core.ts';
import { temporaryFolder } from '../../helpers/test-store.ts';
import { PATIENCE, goTo, signIn, useJourney } from '../helpers/browser-journey.ts';

const OWNER = { name: 'Ольга В.', pin: '2468' };
/** A Thursday at 13:40 in Moscow: half of the day is done, half is ahead. */
const NOW_MS = Date.UTC(2026, 2, 12, 10, 40);
const MOST_BYTES = 450_000;
const isTaking = process.env['ZERKALO_SCREENSHOTS'] === '1';

const journey = useJourney();
let core: TestCore;
let screens: string;
beforeAll(async () => {
  screens = temporaryFolder('zerkalo-screens-');
  cpSync('out/renderer', screens, { recursive: true });
  core = await openTestCore({ nowMs: NOW_MS, rendererDir: screens });
  core.core.createDemoSalon();
});
afterAll(async () => {
  await core.close();
  rmSync(screens, { recursive: true, force: true });
});

async function openDemo(colorScheme: 'light' | 'dark'): Promise<Page> {
  const { origin, key } = await core.http();
  const page = await journey.open(`${origin}/?key=${key.text}`, {
    viewport: { width: 1440, height: 900 },
    colorScheme,
  });
  await signIn(page, OWNER.name, OWNER.pin);
  await page.getByRole('group', { name: 'Журнал записи' }).waitFor();
  return page;
}

it.each(['light', 'dark'] as const)('the demo salon fills the journal: %s', async (colorScheme) => {
  const page = await openDemo(colorScheme);
  await page.getByRole('heading', { level: 1, name: 'Четверг, 12 марта' }).waitFor();
  const columns = page.getByRole('list', { name: /, \d+ запис(ь|и|ей)$/u });
  await expect.poll(() => columns.count(), PATIENCE).toBeGreaterThanOrEqual(8);
  await expect
    .poll(() => columns.getByRole('button', { name: /^\d\d:\d\d–/u }).count(), PATIENCE)
    .toBeGreaterThanOrEqual(30);
  const [red = 0] = await page.evaluate(() =>
    [...getComputedStyle(document.body).backgroundColor.matchAll(/\d+/gu)].map(([number]) => Number(number)),
  );
  expect(red > 128 ? 'light' : 'dark').toBe(colorScheme);
  if (!isTaking) return;
  await take(page, `journal-${colorScheme}`);
  if (colorScheme === 'light') {
    await goTo(page, `/clients/${clientWithMuch()}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByText('Средний чек').waitFor();
    await take(page, 'client-light');
    await goTo(page, '/journal');
    await columns
      .getByRole('button', { name: /, услуга идёт/iu })
      .first()
      .focus();
    await page.keyboard.press('F8');
    await page.getByTestId('due').waitFor();
    await page.keyboard.press('Alt+Digit1');
    await page.getByRole('group', { name: 'Сколько дал клиент' }).waitFor();
    await take(page, 'checkout-light');
  } else {
    await goTo(page, '/finance/profit');
    await page
      .getByRole('rowheader', { name: /прибыль/iu })
      .first()
      .waitFor();
    await take(page, 'profit-dark');
    await goTo(page, '/calls');
    await page.getByText('Что сказать').waitFor();
    await take(page, 'calls-dark');
  }
});

/** Whoever comes most: their card has something of everything. */
function clientWithMuch(): number {
  const { salon } = core.core;
  return salon!.store.connection
    .prepare('select client_id from client_figures order by visits desc, client_id limit 1')
    .pluck()
    .get() as number;
}

async function take(page: Page, name: string): Promise<void> {
  mkdirSync('docs/screenshots', { recursive: true });
  const file = `docs/screenshots/${name}.png`;
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: file });
  expect(statSync(file).size).toBeLessThan(MOST_BYTES);
}
