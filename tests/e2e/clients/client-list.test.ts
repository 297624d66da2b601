import { readFileSync } from 'node:fs';
import exceljs from 'exceljs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { query } from '../../../src-main/store/query.ts';
import { launchBrowser } from '../../helpers/browser.ts';
import { TEST_PIN } from '../../helpers/test-core.ts';
import { plantSecrets, secretsIn } from '../../security/secrets.ts';
import { type JournalDesk, openJournalDesk } from '../journal/journal-desk.ts';

const PATIENCE = { timeout: 90_000 } as const;
/** «Наталья Белова» and «Елена Громова» of the journal's salon. */
const KNOWN = ['9161234567', '9167654321'];

let desk: JournalDesk;
let browser: Browser;

beforeAll(async () => {
  desk = await openJournalDesk();
  browser = await launchBrowser();
  for (let index = 1; index <= 40; index++) {
    await desk.client.clients.create({
      firstName: 'Вера',
      lastName: `Клиентова ${String(index).padStart(2, '0')}`,
      source: index % 2 === 0 ? 'Карты' : 'Вывеска',
      phones: [{ phone: `+7 916 555-10-${String(index).padStart(2, '0')}` }],
    });
  }
  const { store } = desk.core.core.salon!;
  store.work.run({ actorId: null, device: 'test', nowMs: 1 }, 'setup.tags', (tx) =>
    tx.insert(query.insertInto('client_tags').values({ name: 'Гость', colour: 'teal' })),
  );
  desk.core.addUser('master', 'Мастер Анна');
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

/** Opens the screens in a browser of their own, signed in by name. */
async function openAs(name: string, secret: string, width = 1366): Promise<Page> {
  const { origin, key } = await desk.core.http();
  const context = await browser.newContext({
    viewport: { width, height: 768 },
    locale: 'ru-RU',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  const page = await context.newPage();
  await page.goto(`${origin}/?key=${key.text}`);
  await page.getByText(name).click();
  await page.keyboard.type(secret);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Разделы' }).waitFor();
  return page;
}

const goTo = (page: Page, route: string) => page.evaluate((hash) => window.location.assign(hash), `#${route}`);
const rowsOf = (page: Page) => page.getByRole('grid', { name: 'Список клиентов' }).getByRole('row');
const nameAt = (page: Page, index: number) => rowsOf(page).nth(index).locator('[data-column="name"]').innerText();

test('by keyboard: a filter in sentences, kept as a segment; marked rows get a tag in one command and lose it in one', async () => {
  const page = await openAs('Елена К.', TEST_PIN);
  await goTo(page, '/clients');
  await page.getByText('42 клиента').waitFor();
  await page.keyboard.press('Control+Shift+F');
  const drawer = page.getByRole('dialog', { name: 'Фильтр клиентов' });
  await drawer.getByRole('combobox', { name: 'Что' }).or(drawer.getByLabel('Что')).first().focus();
  await page.keyboard.type('источ');
  await page.getByRole('option', { name: 'Источник' }).waitFor();
  await page.keyboard.press('Enter');
  const values = drawer.getByRole('combobox', { name: 'Выберите' }).or(drawer.getByPlaceholder('Выберите')).first();
  await values.click();
  await page.getByRole('option', { name: 'Карты' }).click();
  await drawer.getByText('Найдено 20 клиентов').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('list', { name: 'Условия фильтра' }).getByText('Источник: Карты').waitFor();
  await page.getByRole('banner').or(page.locator('header')).getByText('Найдено 20 клиентов').first().waitFor();

  await page.getByRole('button', { name: 'Сохранить как сегмент' }).click();
  await page.getByLabel('Название').fill('С карт');
  await page.keyboard.press('Enter');
  const segments = page.getByRole('navigation', { name: 'Сегменты' });
  await segments.getByRole('button', { name: 'С карт 20', exact: true }).waitFor();

  await page.getByLabel('Поиск клиента').focus();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.getByText('Отмечено 3 клиента').waitFor();
  await page.keyboard.press('Control+a');
  await page.getByText('Отмечено 20 клиентов').waitFor();
  await page
    .getByRole('region', { name: 'Отмеченные клиенты' })
    .getByRole('button', { name: 'Метки', exact: true })
    .click();
  const dialog = page.getByRole('dialog', { name: 'Метки отмеченных' });
  await dialog.getByLabel('Поставить').first().click();
  await page.getByRole('option', { name: 'Гость' }).click();
  await page.keyboard.press('Tab');
  await dialog.getByRole('button', { name: 'Изменить 20 клиентов' }).click();
  await page.getByText('Метка «Гость»').waitFor();
  const tagged = async () =>
    (
      await desk.client.segments.count({
        filter: { join: 'and', items: [{ field: 'tags', op: 'known' }] },
      })
    ).count;
  await expect.poll(tagged, PATIENCE).toBe(20);
  await page.keyboard.press('Control+z');
  await expect.poll(tagged, PATIENCE).toBe(0);

  // Everybody again, the latest first; the columns and their order are there after a reload.
  await segments.getByRole('button', { name: /^Все клиенты/u }).click();
  await page.getByText('42 клиента').waitFor();
  await page.getByRole('button', { name: 'Столбцы' }).click();
  await page.getByRole('checkbox', { name: 'В базе с' }).check();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Сортировать: Клиент' }).click();
  await expect.poll(() => nameAt(page, 1), PATIENCE).toContain('Клиентова 40');
  await page.reload();
  await page.getByRole('columnheader', { name: /В базе с/u }).waitFor();
  await expect.poll(() => nameAt(page, 1), PATIENCE).toContain('Клиентова 40');
  // The way back from a card finds the place.
  await page.getByLabel('Поиск клиента').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /Клиентова 39/u }).waitFor();
  // Who may not export has no button for it.
  expect(await page.getByRole('button', { name: 'Выгрузить' }).count()).toBe(0);
});

test('the owner saves what is found as Excel: texts stay texts, the number stands in the file and in the register', async () => {
  const page = await openAs('Ольга', '2468');
  const filter = { join: 'and', items: [{ field: 'source', op: 'anyOf', values: ['Вывеска'] }] };
  await goTo(page, `/clients?filter=${encodeURIComponent(JSON.stringify(filter))}`);
  await page.getByText('Найдено 20 клиентов').waitFor();
  await page.getByRole('button', { name: 'Выгрузить' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Выгрузка клиентов' });
  await dialog.getByText('В файл попадут 20 клиентов').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Сохранить файл' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^Клиенты \d{4}-\d\d-\d\d №1\.xlsx$/u);
  const book = new exceljs.Workbook();
  await book.xlsx.load(readFileSync(await download.path()) as unknown as ArrayBuffer);
  expect(book.worksheets[0]!.rowCount).toBe(21);
  expect(book.worksheets[0]!.getRow(2).getCell(2).value).toBe('+7 916 555-10-01');
  expect(book.worksheets[1]!.getRow(2).getCell(1).value).toBe('Источник: Вывеска');
  await page.getByRole('button', { name: 'Выгрузить' }).first().click();
  await dialog.getByRole('row', { name: /Ольга.*20.*Источник: Вывеска/u }).waitFor();
});

test('a master goes through every screen and finds no phone, mail or account, on the page or in what came for it', async () => {
  plantSecrets(desk.core, { clientId: desk.natalia, staffId: desk.maria });
  await desk.book({ startMin: 720 });
  const page = await openAs('Мастер Анна', TEST_PIN);
  const leaks = new Set<string>();
  const numbers = [...KNOWN, '9165551001', '9165551020'];
  const answers: Promise<void>[] = [];
  const pending = new Set<unknown>();
  const isAsked = (url: string): boolean => url.includes('/rpc/') && !url.includes('/live');
  page.on('request', (request) => {
    // A screen comes as a script first; until it is there, the one before it still stands.
    if (isAsked(request.url()) || request.resourceType() === 'script') pending.add(request);
  });
  page.on('requestfinished', (request) => pending.delete(request));
  page.on('requestfailed', (request) => pending.delete(request));
  page.on('response', (response) => {
    if (!isAsked(response.url())) return;
    const read = response.text().then(
      (text) => {
        for (const leak of secretsIn(text, numbers)) leaks.add(`${response.url()}: ${leak}`);
      },
      () => undefined,
    );
    answers.push(read);
  });
  const look = async (): Promise<void> => {
    // The screen has come, has asked for what it shows, has heard it and has drawn it.
    for (let round = 0; round < 3; round++) {
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      await expect.poll(() => pending.size, PATIENCE).toBe(0);
    }
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    // Texts, names for screen readers, hints and what stands in fields.
    const text = await page.evaluate(() =>
      [
        document.body.innerText,
        ...[...document.querySelectorAll('*')].flatMap((element) => [
          ...['aria-label', 'title', 'href', 'placeholder', 'value'].map((name) => element.getAttribute(name) ?? ''),
          element instanceof HTMLInputElement ? element.value : '',
        ]),
      ].join('\n'),
    );
    for (const leak of secretsIn(text, numbers)) leaks.add(`${page.url()}: ${leak}`);
  };
  // Every address that a link of a visited screen names is visited too, so that new screens are found by themselves.
  const waiting = [
    '/journal',
    '/journal?view=week',
    '/journal?view=month',
    '/journal?view=list',
    '/clients',
    `/clients/${desk.natalia}`,
  ];
  const seen = new Set<string>();
  while (waiting.length > 0 && seen.size < 40) {
    const route = waiting.shift()!;
    if (seen.has(route)) continue;
    seen.add(route);
    await goTo(page, route);
    await page.locator('#z-page').waitFor();
    await look();
    for (const tab of await page.locator('#z-page').getByRole('tab').all()) {
      if (!(await tab.isVisible())) continue;
      await tab.click();
      await look();
    }
    const links = await page
      .locator('a[href^="#/"]')
      .evaluateAll((found) => found.map((link) => link.getAttribute('href')!.slice(1)));
    // One day of the journal is like another.
    waiting.push(...links.filter((link) => !/^\/journal\/\d/u.test(link)));
  }
  await goTo(page, '/clients');
  await page.getByLabel('Поиск клиента').fill('Белова');
  await page.getByRole('option', { name: /Наталья Белова/u }).waitFor();
  await look();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('белова');
  await look();
  await Promise.all(answers);
  expect([...leaks]).toEqual([]);
  expect(seen.size).toBeGreaterThan(5);
});
