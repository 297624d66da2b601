import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Service } from '../../../src-shared/services/services.contract.ts';
import { PATIENCE } from '../helpers/browser-journey.ts';
import { type ServicesDesk, openServicesDesk } from './services-desk.ts';

let desk: ServicesDesk;
let page: Page;
const failures: string[] = [];

beforeAll(async () => {
  desk = await openServicesDesk();
  ({ page } = desk);
  page.on('pageerror', (error) => failures.push(error.message));
});
afterAll(() => desk.close());
beforeEach(async () => {
  // Each journey begins on a fresh page.
  await page.evaluate(() => window.location.assign('#/settings/services'));
  await page.reload();
  await page.getByRole('table').waitFor();
});
afterEach(() => {
  expect(failures.splice(0)).toEqual([]);
});

const serviceOf = async (id: number): Promise<Service> =>
  (await desk.client.services.list({})).services.find((service) => service.id === id)!;
const namesOf = async (): Promise<string[]> => (await desk.client.services.list({})).services.map(({ name }) => name);
const showView = (name: 'Список' | 'Таблица цен') =>
  page.getByRole('radiogroup', { name: 'Вид прейскуранта' }).getByText(name).click();

test('a category inside another, and a service with processing, group, times and rule, in one card', async () => {
  await page.getByRole('button', { name: 'Действия: Волосы' }).click();
  await page.getByRole('menuitem', { name: 'Добавить подкатегорию' }).click();
  await page.getByRole('textbox', { name: 'Название' }).fill('Окрашивание');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Добавить услугу в категорию «Окрашивание»' }).click();
  const card = page.getByRole('dialog', { name: 'Новая услуга' });
  await card.getByLabel('Название').fill('Тонирование');
  await card.getByRole('button', { name: 'Значок: без значка' }).click();
  await page.getByRole('button', { name: 'палитра' }).click();
  await card.getByLabel('Цена', { exact: true }).fill('3000');
  await card.getByLabel('Цена до').fill('2000');
  await card.getByRole('switch', { name: 'Услуга с выдержкой' }).check({ force: true });
  await page.keyboard.press('Control+Enter');
  // A reversed range is refused in words, and nothing is lost.
  await card.getByText('Верхняя цена меньше нижней. Исправьте одну из них.').waitFor();
  await card.getByLabel('Цена до').fill('5000');
  await card.getByRole('tab', { name: 'Мастера · 0' }).click();
  await card.getByText('Пока услугу никто не делает').waitFor();
  await card.getByRole('checkbox', { name: 'Анна Соколова' }).check();
  await card.getByRole('tab', { name: 'Правила записи' }).click();
  await card.getByRole('switch', { name: 'Групповая услуга' }).check({ force: true });
  await card.getByLabel('Мест', { exact: true }).fill('0');
  await page.keyboard.press('Control+Enter');
  await card.getByText('Укажите, сколько мест в группе: от 1 до 500.').waitFor();
  await card.getByLabel('Мест', { exact: true }).fill('6');
  await card.getByRole('switch', { name: 'Предлагать только в заданное время' }).check({ force: true });
  await card.getByLabel('Время начала: понедельник').fill('10:00 14:30');
  await page.keyboard.press('Control+Enter');
  await card.waitFor({ state: 'detached' });
  const { categories, services } = await desk.client.services.list({});
  const made = services.find(({ name }) => name === 'Тонирование')!;
  expect(categories.find(({ id }) => id === made.categoryId)?.parentId).toBe(desk.hair);
  expect(made).toMatchObject({
    icon: 'palette',
    priceMaxMinor: 500_000,
    groupCapacity: 6,
    staff: [{ staffId: desk.anna }],
    fixedStarts: { weekly: [[600, 870], [], [], [], [], [], []] },
  });
  expect(made.segments?.map(({ kind }) => kind)).toEqual(['active', 'processing', 'active']);
});

test('the order is changed by Alt+↓ and with the mouse', async () => {
  await page.getByRole('button', { name: 'Карточка услуги «Стрижка»' }).focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(async () => (await namesOf()).at(-1), PATIENCE).toBe('Стрижка');
  await page
    .getByRole('row')
    .filter({ hasText: 'Стрижка' })
    .dragTo(page.getByRole('row').filter({ hasText: 'Укладка' }), { targetPosition: { x: 200, y: 4 } });
  await expect.poll(async () => (await namesOf()).indexOf('Стрижка'), PATIENCE).toBe(0);
});

test('P1 levels and a price ahead: the card shows what holds from when', async () => {
  await page.getByRole('button', { name: 'Ещё' }).click();
  await page.getByRole('menuitem', { name: 'Уровни мастеров' }).click();
  const levels = page.getByRole('dialog', { name: 'Уровни мастеров' });
  await levels.getByLabel('Новый уровень').fill('Топ-мастер');
  await levels.getByLabel('Доля цены').last().fill('120');
  await page.keyboard.press('Enter');
  await levels.getByRole('row', { name: /Топ-мастер.*120 %/u }).waitFor();
  await levels.getByRole('button', { name: 'Закрыть' }).or(levels.locator('.mantine-Modal-close')).first().click();
  await page.getByRole('button', { name: 'Карточка услуги «Стрижка»' }).click();
  const card = page.getByRole('dialog', { name: 'Стрижка' });
  await card.getByRole('tab', { name: 'Цены и скидки' }).click();
  await card.getByLabel('Действует с').fill('01.12.2026');
  await card.getByLabel('Новая цена').fill('2500');
  await card.getByRole('button', { name: 'Добавить' }).click();
  await card.getByText('будет с 01.12.2026').waitFor();
  await card.getByRole('button', { name: 'Отмена' }).click();
  await card.waitFor({ state: 'detached' });
  expect((await serviceOf(desk.cut)).prices).toMatchObject([{ validFrom: '2026-12-01', priceMinor: 250_000 }]);
});

test('the table service × master by keyboard: typing, a block from Excel at once, one undo, a bad cell named', async () => {
  await showView('Таблица цен');
  const grid = page.getByRole('grid');
  await grid.focus();
  // Columns: for all, Топ-мастер, Анна, Мария. The first row is «Стрижка».
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('2300');
  await page.keyboard.press('Enter');
  const priceOf = async (id: number, staffId: number) => {
    const { prices, staff } = await serviceOf(id);
    const own = prices.find((price) => price.staffId === staffId);
    return staff.some((item) => item.staffId === staffId) ? (own?.priceMinor ?? null) : 'нет';
  };
  await expect.poll(() => priceOf(desk.cut, desk.anna), PATIENCE).toBe(230_000);
  const paste = (text: string) =>
    grid.evaluate((element, clip) => {
      const data = new DataTransfer();
      data.setData('text/plain', clip);
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }, text);
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await paste('2 600\tдорого\n1 700\t\n');
  await page.getByText('Стрижка, Мария С.: это не цена. Ничего не изменено.').waitFor();
  expect(await priceOf(desk.cut, desk.anna)).toBe(230_000);
  await page.keyboard.press('ArrowLeft');
  await paste('2 600\t2 800\n1 700\t\n');
  await expect.poll(() => priceOf(desk.cut, desk.maria), PATIENCE).toBe(280_000);
  // Ctrl+Z takes back what this screen knows of: the answer has to be there, not only the row.
  const shownInCell = () => page.locator('#z-cell-active').getAttribute('aria-label');
  await expect.poll(shownInCell, PATIENCE).toMatch(/^2\s600/u);
  expect(await priceOf(desk.cut, desk.anna)).toBe(260_000);
  expect(await priceOf(desk.styling, desk.anna)).toBe(170_000);
  expect(await priceOf(desk.styling, desk.maria)).toBe('нет');
  await page.keyboard.press('Control+z');
  await expect.poll(() => priceOf(desk.styling, desk.maria), PATIENCE).toBeNull();
  expect(await priceOf(desk.cut, desk.anna)).toBe(230_000);
  const copied = () =>
    grid.evaluate((element) => {
      const data = new DataTransfer();
      element.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }));
      return data.getData('text/plain');
    });
  await expect.poll(copied, PATIENCE).toBe('2300');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await expect.poll(() => priceOf(desk.cut, desk.maria), PATIENCE).toBe('нет');
  await expect.poll(shownInCell, PATIENCE).toBe('не делает');
  await page.keyboard.press('Control+z');
  await expect.poll(() => priceOf(desk.cut, desk.maria), PATIENCE).toBeNull();
  await showView('Список');
});

test('P10 a bundle in four hands is made, and booked with its price', async () => {
  await page.getByRole('button', { name: 'Добавить', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Новый комплекс' }).click();
  const card = page.getByRole('dialog', { name: 'Новый комплекс' });
  await card.getByLabel('Название').fill('День красоты');
  for (const name of ['Стрижка', 'Укладка']) {
    await card.getByPlaceholder('Добавить услугу').click();
    await page.getByRole('option', { name, exact: true }).click();
  }
  await card.getByRole('button', { name: 'В четыре руки с предыдущей: Укладка' }).click();
  await card.getByLabel('Одна цена за всё').check();
  await card.getByRole('textbox', { name: 'Цена комплекса' }).fill('3000');
  await page.keyboard.press('Control+Enter');
  await card.waitFor({ state: 'detached' });
  await page.getByRole('row', { name: /День красоты комплекс 3 000/u }).waitFor();
  await page.evaluate(() => window.location.assign('#/journal'));
  await page.getByRole('group', { name: 'Журнал записи' }).waitFor();
  await page.keyboard.press('F2');
  const booking = page.getByRole('dialog', { name: 'Новая запись' });
  await booking.getByLabel('Добавить услугу: начните вводить').fill('красоты');
  await page.getByRole('option', { name: /День красоты/u }).click();
  await booking.getByText('3 000 ₽').waitFor();
  await booking.getByRole('button', { name: /Записать/u }).click();
  await booking.waitFor({ state: 'detached' });
  const { visits } = await desk.client.journal.day({ localDate: '2026-03-12' });
  const lines = visits[0]!.lines;
  expect(lines.reduce((sum, line) => sum + line.priceMinor, 0)).toBe(300_000);
  expect(new Set(lines.map(({ startMin }) => startMin)).size).toBe(1);
  expect(new Set(lines.map(({ staffId }) => staffId)).size).toBe(2);
  await page.evaluate(() => window.location.assign('#/settings/services'));
});

test.each([
  ['PDF', 'Прайс-лист 2026-03-12.pdf', '%PDF-'],
  ['Excel', 'Прайс-лист 2026-03-12.xlsx', 'PK'],
])('the price list is saved as %s', async (name, fileName, bytes) => {
  await page.getByRole('button', { name: 'Ещё' }).click();
  await page.getByRole('menuitem', { name: 'Напечатать прайс-лист' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('dialog', { name: 'Прайс-лист' }).getByRole('button', { name }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(fileName);
  expect(
    readFileSync(await download.path())
      .subarray(0, bytes.length)
      .toString(),
  ).toBe(bytes);
});
