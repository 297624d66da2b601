import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JournalDesk } from '../journal/journal-desk.ts';
import { TODAY, TOMORROW, cardIn, columnOf, openJournalDesk, pull } from '../journal/journal-desk.ts';

let desk: JournalDesk;
let page: Page;
const failures: string[] = [];

beforeAll(async () => {
  desk = await openJournalDesk();
  await desk.client.rooms.create({ name: 'Кабинет 1', capacity: 1 });
});
afterAll(() => desk.close());
beforeEach(async () => {
  // The view is kept for the person: the address says where a test begins.
  page = await desk.open('/journal?view=day&by=masters');
  page.on('pageerror', (error) => failures.push(error.message));
});
afterEach(async () => {
  await page.close();
  for (const localDate of [TODAY, TOMORROW]) {
    const day = await desk.client.journal.day({ localDate });
    for (const { id, version, status } of day.visits) {
      if (status === 'booked' || status === 'confirmed') {
        await desk.client.journal.cancel({ visitId: id, version, by: 'salon', reason: 'Конец проверки' });
      }
    }
  }
  expect(failures.splice(0)).toEqual([]);
});

const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

describe('views of the journal', () => {
  it('J3: the month tells visits, load and plan of each day; arrows walk, Enter opens the day, back comes back', async () => {
    await desk.book({ startMin: 720, localDate: TOMORROW });
    await page.keyboard.press('Alt+Digit3');
    await heading('Март 2026');
    const today = page.getByRole('group', { name: /^Журнал на месяц/u }).locator(`[data-grid-day="${TODAY}"]`);
    await today.focus();
    await page.keyboard.press('ArrowRight');
    const focused = page.locator('.zj-month-day:focus');
    await page.locator(`.zj-month-day:focus[data-grid-day="${TOMORROW}"]`).waitFor();
    expect(await focused.getAttribute('aria-label')).toMatch(
      /^пт, 13 марта, 1 запись, загрузка \d+ %, план 2\s000\s₽, работают Анна Соколова, Мария Лебедева, Полина Орлова$/u,
    );
    await page.keyboard.press('PageDown');
    await heading('Апрель 2026');
    await page.keyboard.press('PageUp');
    await page.locator(`.zj-month-day:focus[data-grid-day="${TOMORROW}"]`).waitFor();
    await page.keyboard.press('Enter');
    await cardIn(page, 'Анна', '12:00–13:00, Наталья').waitFor();
    expect(page.url()).toContain('view=day');
    await page.goBack();
    await heading('Март 2026');
  });

  it('the week of a master: a column a day, a card moves to another day by a drag, and Ctrl+Z takes it back', async () => {
    const visitId = await desk.book({ startMin: 720 });
    await page.keyboard.press('Alt+Digit2');
    await columnOf(page, 'чт, 12 марта').waitFor();
    await page.getByLabel('Чей журнал').first().click();
    await page.getByRole('option', { name: 'Анна Соколова' }).click();
    const card = cardIn(page, 'чт, 12 марта', '12:00–13:00, Наталья');
    await card.waitFor();
    await pull(page, card, 'пт, 13 марта', '14:00');
    await page.mouse.up();
    await cardIn(page, 'пт, 13 марта', '14:00–15:00, Наталья').waitFor();
    expect(await desk.client.journal.visit({ visitId })).toMatchObject({
      localDate: TOMORROW,
      lines: [{ startMin: 840 }],
    });
    await page.keyboard.press('Control+KeyZ');
    await card.waitFor();
    await page.keyboard.press('Control+ArrowRight');
    await heading(/16–22 марта/u);
  });

  it('the week of a room: the visits that stand in it', async () => {
    const { client, cut, anna, natalia } = desk;
    const [room] = await client.rooms.list({});
    const line = { serviceId: cut as never, staffId: anna as never, roomId: room?.id ?? null };
    await client.journal.book({ localDate: TODAY, startMin: 780, clientId: natalia, lines: [line] });
    await page.keyboard.press('Alt+Digit2');
    await columnOf(page, 'чт, 12 марта').waitFor();
    await page.keyboard.press('Alt+Digit5');
    await cardIn(page, 'чт, 12 марта', '13:00–14:00, Наталья').waitFor();
    expect(page.url()).toContain('by=rooms');
  });

  it('the list is the same day as a table: open and change a status by the keyboard; the view is kept for the person', async () => {
    await desk.book({ startMin: 720 });
    await page.keyboard.press('Alt+Digit4');
    const client = page.getByRole('button', {
      name: /^12:00–13:00, Наталья Белова, Стрижка, 2\s000\s₽, Не подтверждена/u,
    });
    await client.waitFor();
    await page.getByRole('button', { name: /Сменить статус/u }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Подтверждена' }).click();
    await page.getByRole('button', { name: /^12:00–13:00.*Подтверждена/u }).waitFor();
    await page.evaluate(() => window.location.assign('#/clients'));
    await page.getByRole('heading', { level: 1, name: 'Клиенты' }).waitFor();
    await page.keyboard.press('Control+Digit1');
    await page.getByRole('columnheader', { name: 'Мастер' }).waitFor();
    await page.keyboard.press('Alt+Digit1');
    await columnOf(page, 'Анна').waitFor();
  });
});

describe('what the grid shows', () => {
  it('J2, J21: only free masters, one category, no breaks; one press takes all filters away', async () => {
    await desk.book({ startMin: 600, lines: [{ serviceId: desk.cut, staffId: desk.anna }] });
    const { blockId } = await desk.client.journal.addBlock({
      staffId: desk.maria,
      roomId: null,
      localDate: TODAY,
      startMin: 600,
      endMin: 1080,
      reason: 'Обучение',
    });
    await page.getByText('Обучение').waitFor();
    await page.getByRole('button', { name: /^Загрузка/u }).click();
    await expectGone(columnOf(page, 'Мария'));
    await columnOf(page, 'Анна').waitFor();
    await page.getByRole('button', { name: /^\d+ запис/u }).click();
    await columnOf(page, 'Мария').waitFor();
    await page.keyboard.press('Alt+KeyF');
    await page.getByRole('checkbox', { name: 'Закрытое время' }).click();
    await expectGone(page.getByText('Обучение'));
    await page.getByRole('checkbox', { name: 'Закрытое время' }).click();
    await page.keyboard.press('Escape');
    await page.getByText('Обучение').waitFor();
    await desk.client.journal.removeBlock({ blockId });
  });

  it('columns are put in order by Alt and the arrows on a head, kept for the person; Alt + and − zoom', async () => {
    const heads = () => page.locator('[data-head] b').allTextContents();
    expect((await heads()).map((name) => name.slice(0, 4))).toEqual(['Анна', 'Мари']);
    await page.locator('[data-head]').first().focus();
    await page.keyboard.press('Alt+ArrowRight');
    await page.getByText('Анна Соколова: столбец 2 из 2').waitFor({ state: 'attached' });
    expect((await heads()).map((name) => name.slice(0, 4))).toEqual(['Мари', 'Анна']);
    await page.reload();
    await columnOf(page, 'Анна').waitFor();
    expect((await heads()).map((name) => name.slice(0, 4))).toEqual(['Мари', 'Анна']);
    const percent = page.getByRole('button', { name: /^Масштаб \d+ %/u });
    await page.keyboard.press('Alt+Equal');
    await page.getByRole('button', { name: /^Масштаб 110 %/u }).waitFor();
    await page.keyboard.press('Alt+Digit0');
    await page.getByRole('button', { name: /^Масштаб 100 %/u }).waitFor();
    expect(await percent.count()).toBe(1);
  });
});

describe('the journal in the past', () => {
  it('steps through everything that was done to the day, marks it, says who did it, and changes nothing', async () => {
    const visitId = await desk.book({ startMin: 1020, clientId: desk.elena });
    const visit = await desk.client.journal.visit({ visitId });
    const [line] = visit.lines;
    await desk.client.journal.move({
      visitId: visit.id,
      version: visit.version,
      localDate: TODAY,
      lineId: line!.id,
      startMin: 1080,
      staffId: line!.staffId,
    });
    await cardIn(page, 'Анна', '18:00–19:00, Елена').waitFor();
    await page.keyboard.press('Control+Alt+KeyH');
    const slider = page.getByRole('slider', { name: 'Момент журнала' });
    await slider.and(page.locator(':focus')).waitFor();
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^Ольга, 12 марта, 10:00: Запись перенесена: Елена/u);
    await page.locator('.jg-marked').waitFor();
    await page.keyboard.press('ArrowLeft');
    await cardIn(page, 'Анна', '17:00–18:00, Елена').waitFor();
    await page
      .getByRole('status')
      .getByText(/Новая запись: Елена/u)
      .waitFor();
    await page.keyboard.press('ArrowLeft');
    await expectGone(cardIn(page, 'Анна', '17:00–18:00, Елена'));
    await page.keyboard.press('Escape');
    await cardIn(page, 'Анна', '18:00–19:00, Елена').waitFor();
    expect(page.url()).not.toContain('past=');
  });
});

async function expectGone(locator: ReturnType<Page['locator']>): Promise<void> {
  await locator.first().waitFor({ state: 'detached' });
}
