import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type JournalDesk,
  TODAY,
  TOMORROW,
  cardIn,
  columnOf,
  minuteOf,
  openJournalDesk,
} from '../journal/journal-desk.ts';

let desk: JournalDesk;
let page: Page;
let faults: string[] = [];

/** A busy machine takes seconds for what a salon's PC does at once. */
const PATIENCE = { timeout: 90_000 } as const;

beforeAll(async () => {
  desk = await openJournalDesk();
});
afterAll(async () => {
  await desk.close();
});
beforeEach(async () => {
  faults = [];
  page = await desk.open();
  page.on('pageerror', (error) => faults.push(error.message));
});
afterEach(async () => {
  await page.close();
  expect(faults).toEqual([]);
});

const panel = () => page.getByRole('region', { name: 'Найти окно' });
const windows = () => page.getByRole('listbox', { name: 'Найденные окна' });
const chosen = () => windows().getByRole('option', { selected: true });

async function addService(name: string): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')), PATIENCE)
    .toBe('Добавить услугу');
  await page.keyboard.type(name);
  await page
    .getByRole('option', { name: new RegExp(`^${name}`, 'u') })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
}

async function focusOnWindows(): Promise<void> {
  await windows().waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role')), PATIENCE).toBe('listbox');
}

describe('F4: the first window for these services', () => {
  it('by keyboard alone: service, the best three with why, ↓ shows it on another day, Enter opens the form filled in', async () => {
    // Today Anna is taken from 10:00 to 13:00, Maria whole.
    await desk.book({ startMin: 600, lines: [{ serviceId: desk.colour, staffId: desk.anna }] });
    await desk.book({ startMin: 690, lines: [{ serviceId: desk.colour, staffId: desk.anna }] });
    await page.keyboard.press('F4');
    await panel().waitFor();
    await addService('Стрижка');
    await focusOnWindows();
    await expect.poll(() => windows().getByText('самое раннее').count(), PATIENCE).toBe(1);
    expect(await windows().getByText('без дыр').count()).toBeGreaterThan(0);
    // All windows stand behind the best three, under the day.
    await windows().getByText('Четверг, 12 марта').waitFor();
    await windows().getByText('Пятница, 13 марта').waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await windows().getAttribute('aria-activedescendant')).toBe('zv-row-1');
    // The grid turns to the day of the last window and shows the box in its master's column.
    await page.keyboard.press('End');
    const last = (await chosen().textContent()) ?? '';
    const [, range = '', start = '', name = ''] = /^((\d\d:\d\d)–\d\d:\d\d)(\p{L}+)/u.exec(last) ?? [];
    expect(range).not.toBe('');
    await page.waitForURL(/journal\/2026-03-13/u);
    await columnOf(page, name).locator('.jg-draft').waitFor();
    await page.keyboard.press('Enter');
    const form = page.getByRole('dialog', { name: 'Новая запись' });
    await form.getByText('пт, 13 марта').waitFor();
    await form.getByRole('listitem').getByText('Стрижка').waitFor();
    await page.keyboard.type('Громова');
    await page.getByRole('option', { name: /^Елена Громова/u }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await cardIn(page, name, `${range}, Елена`).waitFor();
    const day = await desk.client.journal.day({ localDate: TOMORROW });
    expect(day.visits.find(({ clientId }) => clientId === desk.elena)?.lines).toMatchObject([
      { startMin: minuteOf(start), durationMin: 60 },
    ]);
  });

  it('books at once for the client who is chosen, four hands together', async () => {
    await page.keyboard.press('F4');
    await addService('Стрижка');
    await focusOnWindows();
    await page.keyboard.press('F4');
    await addService('Окрашивание');
    await focusOnWindows();
    await panel().getByRole('button', { name: 'Вместе с предыдущей услугой' }).click();
    await panel().getByRole('button', { name: 'Выбрать клиента' }).click();
    await page.keyboard.type('Громова');
    await page.getByRole('option', { name: /^Елена Громова/u }).waitFor();
    await page.keyboard.press('Enter');
    await panel().getByText('Enter записать').waitFor();
    await windows().focus();
    const text = (await chosen().textContent()) ?? '';
    expect(text).toMatch(/Анна С\. \+ Мария Л\.|Мария Л\. \+ Анна С\./u);
    const before = await countOf(desk.elena);
    await page.keyboard.press('Enter');
    await expect.poll(() => countOf(desk.elena), PATIENCE).toBe(before + 1);
    const visits = await visitsOf(desk.elena);
    const starts = visits.at(-1)?.lines.map(({ startMin }) => startMin) ?? [];
    expect(starts).toHaveLength(2);
    expect(new Set(starts).size).toBe(1);
  });

  it('takes over what a form of a new visit has, and says clearly when there is nothing', async () => {
    await page.keyboard.press('F2');
    const form = page.getByRole('dialog', { name: 'Новая запись' });
    await form.getByLabel('Добавить услугу').click();
    await page.keyboard.type('Окрашивание');
    await page.getByRole('option', { name: /^Окрашивание/u }).waitFor();
    await page.keyboard.press('Enter');
    await form.getByRole('listitem').getByText('Окрашивание').waitFor();
    await page.keyboard.press('F4');
    await panel().getByText('Окрашивание').waitFor();
    await focusOnWindows();
    expect(await form.count()).toBe(0);
    // Nobody works on a Sunday.
    await panel().getByText('После 17').click();
    await panel().getByText('вс', { exact: true }).click();
    await panel().getByText('В эти дни подходящие мастера не работают').waitFor();
    expect(await windows().count()).toBe(0);
    await page.keyboard.press('Escape');
    await panel().waitFor({ state: 'detached' });
  });
});

describe('free time and load', () => {
  it('J12: the free time of tomorrow in the side panel, Enter opens the form there', async () => {
    const free = page.getByRole('region', { name: 'Свободное время' });
    await free.getByRole('button', { name: 'Завтра' }).click();
    const longest = free.getByRole('button', { name: /, пт, 13 марта, /u }).first();
    await longest.focus();
    const [, start = ''] = /13 марта, (\d\d:\d\d)/u.exec((await longest.getAttribute('aria-label')) ?? '') ?? [];
    await page.keyboard.press('Enter');
    const form = page.getByRole('dialog', { name: 'Новая запись' });
    await form.getByText('пт, 13 марта').waitFor();
    expect(
      await form
        .getByRole('textbox', { name: /Начало|Время/u })
        .first()
        .inputValue(),
    ).toBe(start);
  });

  it('R6: the load by hour as a table; a cell opens the bookings behind it', async () => {
    await desk.book({ startMin: 960, localDate: TODAY, clientId: desk.natalia });
    await page.keyboard.press('Control+KeyK');
    await page.keyboard.type('Загрузка по часам');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Загрузка по часам' });
    await dialog.getByText('Ближайшие 2 недели').click();
    const cell = dialog.getByRole('button', { name: /^четверг, 16:00–17:00: загрузка 50 %, 60 из 120 мин/iu });
    await cell.click();
    await dialog.getByRole('heading', { name: /четверг, 16:00–17:00/iu }).waitFor();
    await dialog.getByRole('row', { name: /12 марта.*16:00–17:00 Стрижка.*Наталья Белова/u }).waitFor();
    await dialog.getByRole('button', { name: /Открыть день 12 марта/u }).click();
    await dialog.waitFor({ state: 'detached' });
    await cardIn(page, 'Анна', '16:00–17:00, Наталья').waitFor();
  });
});

async function visitsOf(clientId: number) {
  const days = await Promise.all([TODAY, TOMORROW].map((localDate) => desk.client.journal.day({ localDate })));
  return days
    .flatMap(({ visits }) => visits.filter((visit) => visit.clientId === clientId))
    .sort((a, b) => a.id - b.id);
}

async function countOf(clientId: number): Promise<number> {
  return (await visitsOf(clientId)).length;
}
