import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type JournalDesk, TOMORROW, openJournalDesk } from '../journal/journal-desk.ts';

let desk: JournalDesk;
let page: Page;
const failures: string[] = [];

beforeAll(async () => {
  desk = await openJournalDesk();
  await desk.book({ startMin: 660, localDate: TOMORROW });
  page = await desk.open();
  page.on('pageerror', (error) => failures.push(error.message));
});
afterAll(async () => {
  await desk.close();
  expect(failures).toEqual([]);
});
beforeEach(async () => {
  await page.goto(`${page.url().split('#')[0]}#/journal`);
  // Whatever the journey before left open is gone.
  await page.reload();
  await page.getByRole('group', { name: 'Журнал записи' }).waitFor();
});

const field = () => page.getByLabel('Поиск по всему');
const line = (name: string | RegExp) => page.locator('[data-action]').filter({ hasText: name });
const chosen = () => page.locator('[data-action][data-selected]');

async function ask(text: string): Promise<void> {
  await page.keyboard.press('Control+KeyK');
  await field().and(page.locator(':focus')).waitFor();
  await field().fill(text);
}

describe('the search of everything (B12), by keyboard alone', () => {
  it('finds a client in the wrong layout and with a typo; Enter opens, Ctrl+Enter books', async () => {
    await ask(',tkjdf');
    await chosen().filter({ hasText: 'Наталья Белова' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Наталья Белова' }).waitFor();

    await ask('белва');
    await chosen().filter({ hasText: 'Наталья Белова' }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('group', { name: 'Журнал записи' }).waitFor();
    await page.locator('.z-client-chosen').filter({ hasText: 'Наталья Белова' }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('opens a visit by client and day', async () => {
    await ask('белова завтра');
    await chosen().filter({ hasText: 'Стрижка' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').filter({ hasText: 'Наталья Белова' }).waitFor();
    expect(page.url()).toContain(`/journal/${TOMORROW}`);
  });

  it('narrows to commands by the first character', async () => {
    await ask('>дубли');
    await chosen().filter({ hasText: 'Найти дубли' }).waitFor();
    expect(await line('Белова').count()).toBe(0);
    await page.keyboard.press('Escape');
  });

  it('remembers what was looked at', async () => {
    await page.keyboard.press('Control+KeyK');
    await line('Наталья Белова').first().waitFor();
    await page.keyboard.press('Escape');
  });
});

describe('two cards of one person', () => {
  it('are warned of on the form, merged side by side, and brought back by one Ctrl+Z', async () => {
    const { client } = desk;
    const { clientId: twin } = await client.clients.create({
      firstName: 'Наташа',
      lastName: 'Белова',
      phones: [{ phone: '+7 916 123-45-67' }],
      email: 'natasha@salon.example',
      allowSamePhone: true,
    });
    await page.goto(`${page.url().split('#')[0]}#/clients`);
    await page.getByRole('button', { name: 'Новый клиент' }).first().click();
    await page.getByLabel('Фамилия').fill('Белова');
    await page.locator('#client-first-name').fill('Наталия');
    await page.getByText('Похоже на:').waitFor();
    await page.getByRole('button', { name: 'Открыть карточку: Наталья Белова' }).waitFor();
    await page.keyboard.press('Escape');
    await page
      .getByRole('button', { name: /Не сохранять|Закрыть без|Да/u })
      .first()
      .click();

    await ask('>дубли');
    await chosen().filter({ hasText: 'Найти дубли' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Возможные дубли' }).waitFor();
    await page.getByRole('button', { name: /^Сравнить: Наталья Белова и Наташа Белова/u }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Объединить карточки' });
    await dialog.getByText('natasha@salon.example').waitFor();
    await dialog.getByRole('radio', { name: 'Наташа' }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Похожих карточек нет').waitFor();

    await page.goto(`${page.url().split('#')[0]}#/clients/${twin}`);
    await page.waitForURL(new RegExp(`#/clients/${desk.natalia}$`, 'u'));
    await page.getByRole('heading', { name: 'Наташа Белова' }).waitFor();
    await page.keyboard.press('Control+KeyZ');
    await page.getByRole('heading', { name: 'Наталья Белова' }).waitFor();
    const found = await client.clients.search({ query: 'белова', limit: 9 });
    expect(found.map((hit) => hit.name).toSorted()).toEqual(['Наталья Белова', 'Наташа Белова']);
  });
});
