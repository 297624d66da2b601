import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type JournalDesk, TODAY, cardIn } from '../journal/journal-desk.ts';
import { beginVisit, openCard, openPatiently, openVisitsDesk, servicesHaveFocus, tabTo } from './visits-desk.ts';

let desk: JournalDesk;
let page: Page;
const failures: string[] = [];
const PATIENCE = { timeout: 90_000 };
// A machine that also builds takes its time.

beforeAll(async () => {
  desk = await openVisitsDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
  page = await openPatiently(desk);
  page.on('pageerror', (error) => failures.push(error.message));
});
afterEach(async () => {
  await page.close();
  const { visits } = await desk.client.journal.day({ localDate: TODAY });
  for (const { id, version, status } of visits) {
    if (status === 'booked') {
      await desk.client.journal.cancel({ visitId: id, version, by: 'salon', reason: 'Конец проверки' });
    }
  }
  expect(failures.splice(0)).toEqual([]);
});

const booked = async () =>
  (await desk.client.journal.day({ localDate: TODAY })).visits.filter(({ status }) => status === 'booked');

describe('a visit in full depth, by keyboard', () => {
  it('J5: a known client is booked in four groups of keys', async () => {
    await page.keyboard.press('F2');
    await page.getByLabel('Клиент', { exact: true }).and(page.locator(':focus')).waitFor();
    await page.keyboard.type('4567');
    await page.keyboard.press('Enter');
    await servicesHaveFocus(page);
    await page.keyboard.type('стриж');
    await page.keyboard.press('Enter');
    await page.getByText('2 000 ₽').first().waitFor();
    await page.keyboard.press('Control+Enter');
    await expect.poll(async () => (await booked()).length, PATIENCE).toBe(1);
    expect((await booked())[0]).toMatchObject({ clientId: desk.natalia, lines: [{ serviceId: desk.cut }] });
  });

  it('J6: two services at once by two masters, a price of its own and a source; the drawer keeps what was typed', async () => {
    await beginVisit(page, 'наталья', 'стриж');
    const start = await page.getByLabel('Начало', { exact: true }).inputValue();
    await tabTo(page, page.getByLabel('Комментарий и пожелания'));
    await page.keyboard.type('В четыре руки');
    await tabTo(page, page.getByRole('button', { name: 'Подробнее' }));
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Откуда запись' }).waitFor();
    expect(await page.getByLabel('Комментарий и пожелания').inputValue()).toBe('В четыре руки');
    await page.getByLabel('Добавить услугу: начните вводить').focus();
    await page.keyboard.type('окраш');
    await page.keyboard.press('Enter');
    const together = page.getByLabel('Одновременно с «Стрижка»');
    await tabTo(page, together);
    await page.keyboard.press('Space');
    const master = page.getByRole('combobox', { name: 'Мастер: Окрашивание' });
    await master.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'Любой свободный' }).waitFor();
    await page.getByRole('option', { name: 'Любой свободный' }).click();
    await expect.poll(() => master.inputValue(), PATIENCE).toContain('Мария');
    const price = page.getByLabel('Цена: Стрижка');
    await price.fill('2500');
    await price.press('Tab');
    expect(await price.inputValue()).toMatch(/^2.500$/u);
    await page.getByRole('combobox', { name: 'Откуда запись' }).click();
    await page.getByRole('option', { name: 'По телефону' }).click();
    await page.keyboard.press('Control+Enter');
    await expect.poll(async () => (await booked()).length, PATIENCE).toBe(1);
    const [visit] = await booked();
    const startMin = Number(start.slice(0, 2)) * 60 + Number(start.slice(3));
    expect(visit).toMatchObject({ comment: 'В четыре руки', source: 'phone' });
    const lines = visit!.lines.map((line) => [line.serviceId, line.staffId, line.startMin, line.priceMinor]);
    expect(lines.toSorted()).toEqual(
      [
        [desk.cut, desk.anna, startMin, 250_000],
        [desk.colour, desk.maria, startMin, 500_000],
      ].toSorted(),
    );
  });

  it('the history of a visit names the master from and to, and who did it', async () => {
    const visitId = await desk.book({ startMin: 900 });
    const drawer = await openCard(page, 'Анна', '15:00–16:00, Наталья');
    await drawer.getByRole('combobox', { name: 'Мастер: Стрижка' }).click();
    await page.getByRole('option', { name: 'Мария Л.' }).click();
    await drawer.getByLabel('Начало', { exact: true }).fill('15:30');
    await page.keyboard.press('Control+Enter');
    await drawer.waitFor({ state: 'hidden' });
    await cardIn(page, 'Мария', '15:30–16:30, Наталья').waitFor();
    const again = await openCard(page, 'Мария', '15:30–16:30, Наталья');
    await again.getByText('Стрижка, мастер: Анна Соколова → Мария Лебедева').waitFor();
    await again.getByText('Стрижка, начало: 15:00 → 15:30').waitFor();
    expect((await desk.client.journal.visit({ visitId: visitId })).lines[0]).toMatchObject({
      staffId: desk.maria,
      startMin: 930,
    });
  });

  it('«Записать» on the card of a client opens the form for that client, once', async () => {
    await page.evaluate((id) => window.location.assign(`#/clients/${id}`), desk.elena);
    await page
      .getByRole('article')
      .getByRole('button', { name: /^Записать/u })
      .waitFor();
    await page.keyboard.press('F2');
    const form = page.getByRole('dialog', { name: 'Новая запись' });
    await form.getByText('Елена Громова').waitFor();
    await page.getByLabel('Добавить услугу: начните вводить').focus();
    await page.keyboard.type('стриж');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await form.waitFor({ state: 'hidden' });
    await expect.poll(async () => (await booked())[0]?.clientId, PATIENCE).toBe(desk.elena);
    await page.keyboard.press('F2');
    await form.getByLabel('Клиент', { exact: true }).waitFor();
    expect(await form.getByText('Елена Громова').count()).toBe(0);
  });
});
