import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  type JournalDesk,
  TODAY,
  TOMORROW,
  cardIn,
  columnOf,
  minuteOf,
  openJournalDesk,
} from '../journal/journal-desk.ts';

const PATIENCE = { timeout: 90_000 } as const;
let desk: JournalDesk;
let page: Page;

beforeAll(async () => {
  desk = await openJournalDesk();
  page = await desk.open();
});
afterAll(() => desk.close());
afterEach(async () => {
  // Each test begins with an empty list and an empty day.
  const { entries } = await desk.client.waiting.list({});
  for (const { id, version } of entries) {
    await desk.client.waiting.close({ entryId: id, version, reason: 'Конец проверки' });
  }
  for (const localDate of [TODAY, TOMORROW]) {
    for (const visit of (await desk.client.journal.day({ localDate })).visits) {
      if (visit.status !== 'cancelled') {
        await desk.client.journal.cancel({
          visitId: visit.id,
          version: visit.version,
          by: 'salon',
          reason: 'Проверка',
        });
      }
    }
  }
});

const panel = () => page.getByRole('complementary', { name: 'Лист ожидания' });
const card = (name: string) => panel().getByRole('article', { name });
const waitsFor = (change: object = {}) =>
  desk.client.waiting.add({ clientId: desk.natalia, serviceIds: [desk.cut], ...change });
async function openJournal(): Promise<void> {
  await page.reload();
  await page.getByRole('group', { name: 'Журнал записи' }).waitFor(PATIENCE);
}

/** Opens the journal, when everything a test needs is there, with the list beside it. */
async function openList(): Promise<void> {
  await openJournal();
  await press('F6');
  await panel().waitFor();
}
const press = (key: string) => page.keyboard.press(key);
const visitsOn = async (localDate: string) =>
  (await desk.client.journal.day({ localDate })).visits.filter(({ status }) => status !== 'cancelled');

/** Pulls a card of the list to a time of a master. */
async function pullTo(name: string, master: string, time: string): Promise<void> {
  const from = await card(name).locator('header').boundingBox();
  const column = await columnOf(page, master).boundingBox();
  if (!from || !column) throw new Error('Nothing to pull, or nowhere to');
  await page.mouse.move(from.x + 20, from.y + 8);
  await page.mouse.down();
  await page.mouse.move(from.x - 20, from.y + 20, { steps: 4 });
  // The day begins at 10:00, the usual zoom is 1.3 px a minute.
  const y = column.y + (minuteOf(time) - 600) * 1.3 + 6;
  await page.mouse.move(column.x + column.width / 2, y, { steps: 8 });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

test('by the keyboard alone: F6, a client, a service, the hours; then the found time is booked and undone', async () => {
  await openList();
  await panel().getByText('Никто не ждёт.').waitFor();
  await panel().getByRole('button', { name: 'Добавить' }).press('Enter');
  await page.keyboard.type('белова');
  await page.getByRole('option', { name: /Наталья Белова/u }).waitFor();
  await press('Enter');
  const services = panel().getByRole('combobox', { name: 'Услуги' }).or(panel().getByLabel('Услуги')).first();
  await expect.poll(() => services.evaluate((field) => field === document.activeElement), PATIENCE).toBe(true);
  await page.keyboard.type('стриж');
  await page.getByRole('option', { name: 'Стрижка' }).waitFor();
  await press('Enter');
  await panel().getByLabel('Не раньше').fill('16');
  await press('Control+Enter');

  const waiting = card('Наталья Белова');
  await waiting.getByText('Есть окно 16:00').waitFor();
  await waiting.getByRole('button', { name: /Записать Наталья Белова: 16:00/u }).press('Enter');
  await expect.poll(async () => (await visitsOn(TODAY)).length, PATIENCE).toBe(1);
  await panel().getByText('Никто не ждёт.').waitFor();
  expect((await visitsOn(TODAY))[0]).toMatchObject({ clientName: 'Наталья Белова', lines: [{ startMin: 960 }] });

  await press('Control+Z');
  await waiting.waitFor();
  expect(await visitsOn(TODAY)).toEqual([]);
});

test('«Поставить…» carries a client to the slot cursor; Esc puts them back', async () => {
  await waitsFor();
  await openList();
  await card('Наталья Белова').getByRole('button', { name: 'Поставить…' }).press('Enter');
  await page.getByText('Ставим: Наталья Белова').waitFor();
  await press('Escape');
  await expect.poll(() => page.getByText('Ставим: Наталья Белова').count(), PATIENCE).toBe(0);

  await card('Наталья Белова').getByRole('button', { name: 'Поставить…' }).press('Enter');
  const slot = page.getByRole('button', { name: /свободно до/u });
  await expect.poll(() => slot.evaluate((field) => field === document.activeElement), PATIENCE).toBe(true);
  await press('ArrowDown');
  await press('Enter');
  await page.getByRole('button', { name: /^1\d:\d\d–1\d:\d\d, Наталья Белова/u }).waitFor();
  await panel().getByText('Никто не ждёт.').waitFor();
});

test('a card is pulled into the grid: refused with the reason where somebody stands, booked where it is free', async () => {
  await desk.book({ startMin: 720, clientId: desk.elena });
  await waitsFor();
  await openList();
  await card('Наталья Белова').waitFor();
  await pullTo('Наталья Белова', 'Анна', '12:00');
  await page
    .getByText(/— .*Елена/u)
    .first()
    .waitFor();
  await page.mouse.up();
  expect(await visitsOn(TODAY)).toHaveLength(1);

  await pullTo('Наталья Белова', 'Мария', '14:00');
  await page.mouse.up();
  await expect.poll(async () => (await visitsOn(TODAY)).length, PATIENCE).toBe(2);
  const booked = (await visitsOn(TODAY)).find(({ clientName }) => clientName === 'Наталья Белова');
  expect(booked?.lines).toMatchObject([{ startMin: 840, staffId: desk.maria }]);
  await panel().getByText('Никто не ждёт.').waitFor();
});

test('a card let go beside the grid stays on the list', async () => {
  await waitsFor();
  await openList();
  const box = await card('Наталья Белова').locator('header').boundingBox();
  await page.mouse.move(box!.x + 20, box!.y + 8);
  await page.mouse.down();
  await page.mouse.move(box!.x + 30, box!.y + 120, { steps: 5 });
  await page.mouse.up();
  await card('Наталья Белова').waitFor();
  expect(await visitsOn(TODAY)).toEqual([]);
});

test('a cancellation names who may take the time, and books them with one press', async () => {
  const visitId = await desk.book({ startMin: 780, clientId: desk.elena });
  await waitsFor({ staffIds: [desk.anna], fromDate: TODAY, toDate: TODAY, fromMin: 780, toMin: 840 });
  await openJournal();
  const visitCard = cardIn(page, 'Анна', '13:00–14:00, Елена Громова');
  await visitCard.click();
  await press('Delete');
  await page.getByRole('dialog').getByRole('button', { name: 'Отменить запись' }).press('Enter');
  const offer = page.getByRole('button', { name: 'Записать Наталья Белова на 13:00' });
  await offer.waitFor();
  expect((await desk.client.journal.visit({ visitId })).status).toBe('cancelled');
  await offer.press('Enter');
  await cardIn(page, 'Анна', '13:00–14:00, Наталья Белова').waitFor();
});

test('a guest without a booking learns the wait, enters the queue and is seated', async () => {
  await openList();
  await panel().getByRole('tab', { name: /Ждут/u }).press('ArrowRight');
  await panel().getByRole('button', { name: 'Гость без записи' }).press('Enter');
  const services = panel().getByLabel('Услуги').first();
  await services.fill('стриж');
  await page.getByRole('option', { name: 'Стрижка' }).waitFor();
  await press('Enter');
  await panel().getByText('Можно сейчас: Анна Соколова').waitFor();
  await press('Control+Enter');
  await panel().getByRole('button', { name: 'Начать: Гость, Анна Соколова' }).press('Enter');
  await panel().getByText('Пришли по записи').waitFor();
  expect(await visitsOn(TODAY)).toMatchObject([{ status: 'arrived', lines: [{ startMin: 600, staffId: desk.anna }] }]);
});

test('a request with a taken time gets another one offered and is declined with a reason', async () => {
  await desk.book({ startMin: 900, clientId: desk.elena, localDate: TOMORROW });
  await waitsFor({
    kind: 'request',
    clientId: null,
    name: 'Вера Ли',
    staffIds: [desk.anna],
    fromDate: TOMORROW,
    toDate: TOMORROW,
    fromMin: 900,
    toMin: 900,
    source: 'web',
  });
  await openList();
  await panel()
    .getByRole('tab', { name: /Заявки/u })
    .click();
  await card('Вера Ли')
    .getByText(/Время занято, ближайшее/u)
    .waitFor();
  await card('Вера Ли').getByRole('button', { name: 'Предложить это время' }).press('Enter');
  await card('Вера Ли')
    .getByText(/ждём ответа до 10:30/u)
    .waitFor();
  await card('Вера Ли').getByRole('button', { name: 'Не подошло' }).press('Enter');
  await card('Вера Ли').getByRole('button', { name: 'Действия: Вера Ли' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Отклонить заявку…' }).press('Enter');
  await page.getByRole('button', { name: 'Отклонить', exact: true }).press('Enter');
  await panel().getByText('Новых заявок нет.').waitFor();
  const { entries } = await desk.client.waiting.list({ withClosed: true });
  expect(entries.find(({ name }) => name === 'Вера Ли')).toMatchObject({
    status: 'declined',
    closedReason: 'Нет свободного времени',
  });
});
