import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { type ServicesDesk, openServicesDesk } from '../services/services-desk.ts';

let desk: ServicesDesk;
let page: Page;
const failures: string[] = [];

beforeAll(async () => {
  desk = await openServicesDesk();
  ({ page } = desk);
  page.on('pageerror', (error) => failures.push(error.message));
});
afterAll(() => desk.close());
afterEach(() => {
  expect(failures.splice(0)).toEqual([]);
});

const goods = async () => (await desk.client.products.list({ withArchived: true })).products;

test('the first product by keyboard, scanned again it opens; an unknown code begins a new one', async () => {
  await page.evaluate(() => window.location.assign('#/cash/products'));
  await page.getByText('Товаров пока нет').waitFor();
  await page.getByRole('button', { name: 'Добавить товар' }).last().press('Enter');
  const first = page.getByRole('dialog', { name: 'Новый товар' });
  await first.getByRole('textbox', { name: 'Название' }).fill('Шампунь Curex, 300 мл');
  await page.keyboard.press('Tab');
  await page.keyboard.type('560');
  await first.getByRole('textbox', { name: 'Бренд' }).fill('Estel');
  const codes = first.getByLabel('Штрихкоды').and(page.locator('input'));
  await codes.fill('4006381333931');
  await codes.press('Enter');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'Шампунь Curex, 300 мл', exact: true }).waitFor();
  expect(await goods()).toMatchObject([{ priceMinor: 56_000, brand: 'Estel', barcodes: ['4006381333931'] }]);

  const search = page.getByRole('textbox', { name: 'Название, бренд или штрихкод' });
  await search.fill('4006381333931');
  await search.press('Enter');
  await page.getByRole('dialog', { name: 'Шампунь Curex, 300 мл' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });

  await search.fill('2000000000015');
  await search.press('Enter');
  const card = page.getByRole('dialog', { name: 'Новый товар' });
  await card.getByText('2000000000015').waitFor();
  await page.getByText('Штрихкода 2000000000015 нет в товарах').waitFor();
  await card.getByRole('textbox', { name: 'Название' }).fill('Масло');
  await card.getByRole('textbox', { name: 'Цена', exact: true }).fill('990');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'Масло', exact: true }).waitFor();
});

test('a price is changed where it stands and comes back with Ctrl+Z; found by half a word; archived', async () => {
  const search = page.getByRole('textbox', { name: 'Название, бренд или штрихкод' });
  await search.fill('vfckj');
  await page.getByText('1 товар', { exact: true }).waitFor();
  await page.getByRole('button', { name: /^Цена «Масло»/ }).press('Enter');
  await page.keyboard.type('1 050,50');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /1.050,50/ }).waitFor();
  expect((await goods()).find(({ name }) => name === 'Масло')!.priceMinor).toBe(105_050);
  await page.keyboard.press('Control+KeyZ');
  await page.getByRole('button', { name: /^Цена «Масло»: 990/ }).waitFor();
  await page.getByRole('button', { name: 'В архив: Масло' }).press('Enter');
  await page.getByText('Ничего не нашлось').waitFor();
  await page.getByRole('switch', { name: 'С архивом' }).press('Space');
  await page.getByText('в архиве', { exact: true }).waitFor();
});

test('Ctrl+K finds goods; a service says that it takes no discounts', async () => {
  await page.keyboard.press('Control+KeyK');
  await page.getByLabel('Поиск по всему').and(page.locator(':focus')).waitFor();
  await page.keyboard.type('curex');
  await page.locator('.z-search-row').getByText('Шампунь Curex').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Шампунь Curex, 300 мл' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.evaluate((id) => window.location.assign(`#/settings/services?service=${id}`), desk.cut);
  await page.getByRole('tab', { name: 'Цены и скидки' }).click();
  await page.getByRole('switch', { name: /^Без скидок/ }).press('Space');
  await page.getByRole('textbox', { name: 'Не дешевле' }).fill('1500');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  const { services } = await desk.client.services.list({});
  expect(services.find(({ id }) => id === desk.cut)).toMatchObject({ noDiscount: true, minPriceMinor: 150_000 });
});
