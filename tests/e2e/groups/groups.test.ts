import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { JournalDesk } from '../journal/journal-desk.ts';
import { TODAY, TOMORROW, cardIn, columnOf, openJournalDesk, pull } from '../journal/journal-desk.ts';
import { PATIENCE } from '../helpers/browser-journey.ts';

let desk: JournalDesk;
let page: Page;
let yoga: number;
const failures: string[] = [];

beforeAll(async () => {
  desk = await openJournalDesk();
  const { categories } = await desk.client.services.list({});
  const { serviceId } = await desk.client.services.create({
    categoryId: categories[0]!.id,
    name: 'Йога для лица',
    priceMinor: 150_000,
    durationMin: 60,
    groupCapacity: 2,
  });
  yoga = serviceId;
  for (const staffId of [desk.anna, desk.maria]) {
    const services = [desk.cut, desk.colour, serviceId].map((id) => ({ serviceId: id }));
    await desk.client.staff.setServices({ staffId, services });
  }
});
afterAll(() => desk.close());
beforeEach(async () => {
  page = await desk.open();
  page.on('pageerror', (error) => failures.push(error.message));
});
afterEach(async () => {
  await page.close();
  for (const { id, version } of (await desk.client.journal.day({ localDate: TODAY })).events) {
    await desk.client.groups.cancel({ eventId: id, version, by: 'salon', reason: 'Конец проверки' });
  }
  expect(failures.splice(0)).toEqual([]);
});

const planned = (startMin: number) =>
  desk.client.groups.create({ serviceId: yoga, staffId: desk.anna, roomId: null, localDate: TODAY, startMin });

it('A13: a group is made, filled to the last seat and queued for by keyboard only', async () => {
  await page.keyboard.press('Alt+KeyG');
  const form = page.getByRole('dialog', { name: 'Групповое занятие' });
  await form.getByLabel('Начало').fill('15:00');
  await page.keyboard.press('Tab');
  await form.getByText('Время свободно.').waitFor();
  await page.keyboard.press('Control+Enter');
  const seats = page.getByText('Занято 0 из 2');
  await seats.first().waitFor();
  for (const [name, taken] of [
    ['Белова', 'Занято 1 из 2'],
    ['Громова', 'Мест нет: 2 из 2'],
  ] as const) {
    // The field takes the keyboard back once the one before stands on the list.
    await page.getByPlaceholder('Имя или телефон').and(page.locator(':focus')).waitFor();
    await page.keyboard.type(name);
    // «Новый клиент «Белова»» stands there too while the answer is on its way.
    await page.getByRole('option', { name: new RegExp(`^(?!Новый).*${name}`, 'u') }).waitFor();
    await page.keyboard.press('Enter');
    const add = page.getByRole('button', { name: 'Записать в группу' });
    await expect.poll(() => add.isEnabled(), PATIENCE).toBe(true);
    await page.keyboard.press('Control+Enter');
    await page.getByText(taken).first().waitFor();
  }
  await page.getByRole('button', { name: 'Записать в группу' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'В лист ожидания' }).waitFor();
  await page.keyboard.press('Escape');
  await cardIn(page, 'Анна', 'Группа, 15:00–16:00, Йога для лица, Мест нет: 2 из 2').waitFor();
});

it('A13: the waiting list takes a wish for a seat in a group that is full', async () => {
  const { eventId } = await planned(1020);
  for (const clientId of [desk.natalia, desk.elena]) await desk.client.groups.join({ eventId, clientId });
  await page.keyboard.press('F6');
  const panel = page.getByRole('complementary', { name: 'Лист ожидания' });
  await panel.getByRole('button', { name: 'Добавить' }).press('Enter');
  await page.keyboard.type('белова');
  await page.getByRole('option', { name: /Наталья Белова/u }).waitFor();
  await page.keyboard.press('Enter');
  const services = panel.getByRole('combobox', { name: 'Услуги' }).or(panel.getByLabel('Услуги')).first();
  await services.and(page.locator(':focus')).waitFor();
  await page.keyboard.type('йога');
  await page.getByRole('option', { name: /Йога/u }).waitFor();
  await page.keyboard.press('Enter');
  await panel.getByLabel('Место в группе').first().click();
  await page.getByRole('option', { name: /чт, 12 марта, 17:00 · Йога для лица · мест нет/u }).click();
  await page.keyboard.press('Control+Enter');
  await expect
    .poll(async () => (await desk.client.waiting.list({})).entries.map((entry) => entry.group?.startMin), PATIENCE)
    .toContain(1020);
});

it('A13: the card is pulled with its participants; a busy master refuses it', async () => {
  const { eventId } = await planned(900);
  await desk.client.groups.join({ eventId, clientId: desk.natalia });
  const card = cardIn(page, 'Анна', 'Группа, 15:00');
  await card.waitFor();
  await pull(page, card, 'Мария', '12:00');
  await page.mouse.up();
  await cardIn(page, 'Мария', 'Группа, 12:00–13:00').waitFor();
  // The card moves at once; the core answers a moment later.
  await expect
    .poll(async () => (await desk.client.groups.get({ eventId })).event, PATIENCE)
    .toMatchObject({ staffId: desk.maria, startMin: 720, taken: 1 });
  const after = await desk.client.groups.get({ eventId });
  expect(after.participants[0]?.lines[0]).toMatchObject({ staffId: desk.maria, startMin: 720 });
  await desk.book({ startMin: 960, clientId: desk.elena });
  await cardIn(page, 'Анна', '16:00–17:00, Елена').waitFor();
  await pull(page, cardIn(page, 'Мария', 'Группа, 12:00–13:00'), 'Анна', '16:30');
  const pill = page.locator('.jg-pill');
  expect(await pill.getAttribute('data-level')).toBe('block');
  expect(await pill.textContent()).toContain('Время занято: Елена');
  await page.mouse.up();
  await cardIn(page, 'Мария', 'Группа, 12:00–13:00').waitFor();
  expect((await desk.client.groups.get({ eventId })).event).toMatchObject({ staffId: desk.maria, startMin: 720 });
});

it('A13: without a mouse: shifted by Alt+↓, cut, and placed on the next day', async () => {
  const { eventId } = await planned(780);
  await desk.client.groups.join({ eventId, clientId: desk.natalia });
  const card = cardIn(page, 'Анна', 'Группа, 13:00');
  await card.waitFor();
  await card.focus();
  await page.keyboard.press('Alt+ArrowDown');
  await cardIn(page, 'Анна', 'Группа, 13:15–14:15').waitFor();
  await expect.poll(async () => (await desk.client.groups.get({ eventId })).event.startMin).toBe(795);
  await page.keyboard.press('Control+KeyX');
  await page.getByText(/^Перенос: Йога для лица/u).waitFor();
  await page.keyboard.press('Control+ArrowRight');
  await page.getByRole('heading', { level: 1, name: 'Пятница, 13 марта' }).waitFor();
  await columnOf(page, 'Полина').waitFor();
  await page.keyboard.press('Control+KeyV');
  await cardIn(page, 'Анна', 'Группа, 13:15–14:15').waitFor();
  await expect.poll(async () => (await desk.client.groups.get({ eventId })).event.localDate).toBe(TOMORROW);
  const { event, participants } = await desk.client.groups.get({ eventId });
  expect(participants).toMatchObject([{ localDate: TOMORROW, lines: [{ startMin: 795 }] }]);
  await desk.client.groups.cancel({ eventId, version: event.version, by: 'salon', reason: 'Конец проверки' });
});
