import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { type JournalDesk, TODAY, openJournalDesk } from '../journal/journal-desk.ts';

let desk: JournalDesk;
let page: Page;

beforeAll(async () => {
  desk = await openJournalDesk();
  await desk.client.clients.createCategory({ name: 'VIP', colour: 'violet', discountBp: 1000 });
  await desk.client.clients.createTag({ name: 'любит тишину', colour: 'blue' });
});
afterAll(() => desk.close());
beforeEach(async () => {
  page = await desk.open();
  await go(page, '/clients');
});
afterEach(async () => {
  await page.close();
});

const heading = (name: string) => page.getByRole('heading', { name, exact: true });
const go = async (where: Page, path: string): Promise<void> => {
  await where.evaluate((hash) => {
    window.location.hash = hash;
  }, path);
};

describe('the card of a client', () => {
  test('is filled in by keyboard, with everything; tags, notes, family and undo', async () => {
    await page.getByRole('button', { name: 'Новый клиент' }).click();
    const form = page.getByRole('dialog');
    const { keyboard } = page;
    await form.getByRole('textbox', { name: /^Имя/ }).waitFor();
    await keyboard.type('Вера');
    await keyboard.press('Tab');
    await keyboard.type('Кузнецова');
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await keyboard.type('8 916 123-45-67');
    await form.getByLabel('Аллергия').focus();
    await keyboard.type('хна');
    await keyboard.press('Tab');
    await keyboard.type('беременность');
    await keyboard.press('Tab');
    await keyboard.type('Пьёт чай');
    await keyboard.press('Tab');
    await keyboard.press('ArrowDown');
    await form.page().getByRole('option', { name: 'VIP' }).waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await form.getByLabel('День рождения').fill('17.03.1990');
    await form.getByLabel('Почта').fill('vera@');
    await form.getByRole('button', { name: 'Добавить мессенджер' }).press('Enter');
    await form.getByLabel('Имя или номер').fill('t.me/vera_k');
    await form.getByLabel('Номер карты').fill('00412');
    await form.getByLabel('Номер карты').press('Enter');
    await form.getByLabel('Впервые услышал о нас').fill('Вывеска');
    await form.getByLabel('Кто рекомендовал').fill('громова');
    await page.getByRole('option', { name: /Громова/ }).waitFor();
    await keyboard.press('Enter');
    await form.getByLabel('Город').fill('Тула');
    await keyboard.press('Control+Enter');
    // What is wrong is said at its field; what was typed stays.
    await form.getByText('Адрес не распознан').waitFor();
    await form.getByLabel('Почта').fill('vera@example.ru');
    await keyboard.press('Control+Enter');
    // The phone is Natalia's: her daughter shares it.
    await form.getByText('Этот телефон уже у клиента «Наталья Белова»').waitFor();
    await form.getByLabel('Кем приходится').fill('дочь');
    await form.getByRole('button', { name: 'Сохранить как родственника' }).press('Enter');

    await heading('Вера Кузнецова').waitFor();
    const card = page.getByRole('article', { name: 'Вера Кузнецова' });
    await card.getByText('Аллергия: хна. Противопоказания: беременность').waitFor();
    for (const text of ['VIP', '35 лет', 'день рождения через 5 дней', '@vera_k', 'карта 00412', 'Тула', 'Вывеска']) {
      await card.getByText(text).first().waitFor();
    }
    await card.getByRole('link', { name: 'Елена Громова' }).waitFor();
    await card.getByRole('link', { name: 'Наталья Белова' }).waitFor();

    await card.getByRole('button', { name: 'Тег' }).press('Enter');
    await page.getByPlaceholder('Найти или создать тег').fill('тиш');
    await page.getByRole('option', { name: 'любит тишину' }).waitFor();
    await keyboard.press('Enter');
    await card.getByRole('button', { name: 'Снять тег любит тишину' }).waitFor();
    await page.getByPlaceholder('Найти или создать тег').fill('блогер');
    await page.getByRole('option', { name: 'Создать тег «блогер»' }).waitFor();
    await keyboard.press('Enter');
    await card.getByRole('button', { name: 'Снять тег блогер' }).waitFor();
    await keyboard.press('Escape');
    await card.getByRole('button', { name: 'Снять тег любит тишину' }).press('Enter');
    await card.getByRole('button', { name: 'Снять тег любит тишину' }).waitFor({ state: 'detached' });
    await page.locator('body').press('Control+z');
    await card.getByRole('button', { name: 'Снять тег любит тишину' }).waitFor();

    await card.getByRole('tab', { name: 'Заметки' }).click();
    await card.getByLabel('Новая заметка').fill('Записывать после 18:00');
    await card.getByLabel('Закрепить').check();
    await card.getByLabel('Новая заметка').press('Control+Enter');
    await card.getByText('Записывать после 18:00').nth(1).waitFor();
    expect(page.url()).toContain('tab=notes');
    await card.getByRole('button', { name: 'Открепить' }).click();
    await expect.poll(() => card.getByText('Записывать после 18:00').count()).toBe(1);
    await page.locator('body').press('Control+z');
    await expect.poll(() => card.getByText('Записывать после 18:00').count()).toBe(2);

    await card.getByRole('link', { name: 'Наталья Белова' }).click();
    await heading('Наталья Белова').waitFor();
    await page.getByRole('link', { name: 'Вера Кузнецова' }).waitFor();
    await page.getByText('дочь', { exact: true }).waitFor();

    // The number of the card finds its owner.
    await go(page, '/clients');
    await page.getByLabel('Поиск клиента').fill('00412');
    await page.getByRole('option', { name: /Вера Кузнецова/ }).waitFor();
  });

  test('what may harm, the category and pinned notes are seen while booking and on the day', async () => {
    const { categories } = await desk.client.clients.marks({});
    const { clientId } = await desk.client.clients.create({
      firstName: 'Зоя',
      lastName: 'Ильина',
      contraindication: 'варикоз',
      categoryId: categories[0]!.id,
    });
    await desk.client.clients.addNote({ clientId, body: 'Ставить к окну', isPinned: true });
    await desk.book({ startMin: 660, clientId });
    await go(page, `/clients/${clientId}`);
    await heading('Зоя Ильина').waitFor();
    await page.keyboard.press('F2');
    const form = page.getByRole('dialog');
    await form.getByText('Противопоказания: варикоз').waitFor();
    await form.getByText('Ставить к окну').waitFor();
    await form.getByText('VIP').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /11:00.*Зоя Ильина.*VIP.*Противопоказания: варикоз/ }).waitFor();
    await go(page, `/journal/${TODAY}?view=list`);
    await page.getByText('Противопоказания: варикоз').first().waitFor();
  });

  test('categories and tags have a page, in English too', async () => {
    const english = await desk.openElsewhere();
    await go(english, '/settings/clients');
    await english.getByRole('heading', { name: 'Категории', exact: true }).waitFor();
    await english.getByRole('button', { name: 'Новый тег' }).click();
    await english.getByRole('dialog').getByLabel('Название').fill('Любит тишину');
    await english.keyboard.press('Enter');
    await english.getByText('Такое название уже есть').waitFor();
    await english.getByRole('dialog').getByLabel('Название').fill('кофе');
    await english.keyboard.press('Enter');
    await english.getByRole('button', { name: 'В архив: кофе' }).press('Enter');
    await english
      .getByText(/В архиве/)
      .first()
      .waitFor();
    await go(english, '/settings/view');
    await english.getByText('English').click();
    await go(english, '/settings/clients');
    await english.getByRole('heading', { name: 'Clients: categories, tags, rules' }).waitFor();
    await english.getByText('Ask for a prepayment after missed visits').waitFor();
    await english.close();
  });
});
