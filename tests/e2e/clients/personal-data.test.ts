import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../helpers/browser.ts';
import { type JournalDesk, TOMORROW, openJournalDesk } from '../journal/journal-desk.ts';

const PATIENCE = { timeout: 90_000 } as const;
let desk: JournalDesk;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  desk = await openJournalDesk();
  browser = await launchBrowser();
  const { origin, key } = await desk.core.http();
  const context = await browser.newContext({ locale: 'ru-RU', reducedMotion: 'reduce', acceptDownloads: true });
  page = await context.newPage();
  // Chromium without a screen dies of printing a PDF in a frame: the frame stays empty, the paper is checked by its answer.
  await page.addInitScript(() => {
    Object.defineProperty(HTMLIFrameElement.prototype, 'src', {
      set: () => {
        // Printing is not part of the journey.
      },
      get: () => '',
    });
  });
  await page.goto(`${origin}/?key=${key.text}`);
  await page.getByText('Ольга', { exact: true }).click();
  await page.keyboard.type('2468');
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Разделы' }).waitFor();
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

const button = (name: string | RegExp) => page.getByRole('button', { name });
const dialog = (name: string | RegExp) => page.getByRole('dialog', { name });
/** The row of a purpose on the client's card. */
const purpose = (name: string) => page.getByRole('listitem').filter({ hasText: name }).first();
async function go(path: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, path);
}

test('D1 a text gets its version, a consent is given by keyboard and withdrawn; the form is printed', async () => {
  await go('/settings/personalData');
  await button('Новая редакция: Реклама и рассылки').click();
  const text = dialog('Новая редакция: Реклама и рассылки').getByLabel('Текст согласия');
  expect(await text.inputValue()).toContain('{клиент}');
  await dialog('Новая редакция: Реклама и рассылки').getByLabel('Действует с').fill('01.01.2026');
  await page.keyboard.press('Enter');
  await button('Исправить редакцию № 1: Реклама и рассылки').waitFor();

  await go(`/clients/${desk.natalia}?tab=data`);
  await purpose('Реклама и рассылки').getByText('не получено').waitFor();
  await button('Получено согласие: Реклама и рассылки').click();
  await dialog('Согласие получено: Реклама и рассылки').getByLabel('Дата на документе').fill('31.12.2025');
  await page.keyboard.press('Enter');
  await page.getByText('На этот день текста согласия ещё не было').waitFor(PATIENCE);
  await dialog('Согласие получено: Реклама и рассылки').getByLabel('Дата на документе').fill('01.03.2026');
  await page.keyboard.press('Enter');
  await purpose('Реклама и рассылки').getByText('дано 01.03.2026, на бумаге, редакция № 1').waitFor(PATIENCE);
  expect(await desk.client.personalData.texts()).toMatchObject([{ uses: 1 }]);

  const asked = page.waitForResponse((response) => response.url().includes('consentForm'));
  await button('Напечатать бланк: Реклама и рассылки').click();
  expect((await asked).status()).toBe(200);

  await button('Отозвать согласие: Реклама и рассылки').click();
  await dialog('Отозвать согласие: Реклама и рассылки').getByText('сразу выйдет из рассылок').waitFor();
  await dialog('Отозвать согласие: Реклама и рассылки').getByLabel('Как клиент об этом сказал').fill('по телефону');
  await page.keyboard.press('Enter');
  await purpose('Реклама и рассылки').getByText('отозвано 12.03.2026').waitFor(PATIENCE);
});

test('D2 a request is written with its last day, the copy is handed out and ends it', async () => {
  await go(`/clients/${desk.natalia}?tab=data`);
  await button('Новый запрос').click();
  await dialog('Новый запрос').getByLabel('Копия данных').press('Enter');
  await page.getByText('до 26 марта 2026').waitFor(PATIENCE);
  const saved = page.waitForEvent('download');
  await button('Скачать JSON').click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe('Данные клиента Наталья Белова.json');
  expect(JSON.parse(readFileSync(await file.path(), 'utf8'))).toMatchObject({
    clients: [{ first_name: 'Наталья', last_name: 'Белова' }],
    client_phones: [{ digits: '79161234567' }],
  });
  await page.getByText('выполнен 12 марта').waitFor(PATIENCE);
});

test('D4, D5 an erasure is refused with what is open, then done with the name typed; nothing brings it back', async () => {
  const visitId = await desk.book({ startMin: 720, localDate: TOMORROW });
  await go('/clients');
  await go(`/clients/${desk.natalia}?tab=data`);
  await button('Стереть личные данные…').click();
  const erasing = dialog('Стереть личные данные');
  await erasing
    .getByRole('button', { name: /Открыть в журнале: Запись · пт, 13 марта · 12:00 · Стрижка/u })
    .waitFor(PATIENCE);
  expect(await erasing.getByRole('button', { name: 'Стереть навсегда' }).count()).toBe(0);
  await erasing.getByRole('button', { name: 'Отмена' }).click();
  await desk.client.journal.cancel({ visitId, version: 1, by: 'client', reason: 'Клиент передумал' });

  await button('Стереть личные данные…').click();
  await erasing.getByText('Это необратимо').waitFor(PATIENCE);
  const confirm = erasing.getByRole('button', { name: 'Стереть навсегда' });
  await erasing.getByLabel(/введите имя клиента/u).fill('Наталья Беляева');
  expect(await confirm.isDisabled()).toBe(true);
  await erasing.getByLabel(/введите имя клиента/u).fill('наталья белова');
  await page.keyboard.press('Enter');
  await erasing.getByRole('button', { name: 'Акт об уничтожении' }).waitFor(PATIENCE);
  await erasing.getByRole('button', { name: 'Закрыть' }).last().click();
  await page.getByRole('heading', { name: `Клиент #${desk.natalia}` }).waitFor(PATIENCE);
  const request = (await desk.client.personalData.requests({ withDone: true })).requests.find(({ hasAct }) => hasAct);
  await page.getByText(`Данные удалены 12 марта 2026, акт № ${request!.id}.`).waitFor(PATIENCE);
  const printed = page.waitForResponse((response) => response.url().includes('/act'));
  await button('Акт об уничтожении').first().click();
  expect((await printed).status()).toBe(200);
  // What the core refuses is not offered (D8).
  expect(await page.getByRole('tab').allTextContents()).toEqual([
    'Визиты',
    'Лента',
    'Показатели',
    'Согласия',
    'История',
  ]);
  for (const name of [/^Изменить/u, /^Записать/u, /Тег/u, /^Ещё действия/u, /родственник/u]) {
    expect(await button(name).count(), String(name)).toBe(0);
  }
  const [newest] = await desk.client.history.recent({ limit: 1 });
  expect(newest?.name).toBe('personalData.erase');
  await expect(desk.client.history.undo({ commandId: newest!.commandId })).rejects.toMatchObject({
    code: 'UNDO_REFUSED',
    data: { reason: 'erased' },
  });
  expect(await desk.client.clients.search({ query: 'Белова' })).toEqual([]);

  await go('/settings/personalData');
  await page.getByRole('switch', { name: 'С выполненными' }).click();
  await button(`Акт об уничтожении данных: Клиент #${desk.natalia}`).waitFor(PATIENCE);
});
