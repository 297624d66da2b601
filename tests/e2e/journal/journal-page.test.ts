import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JournalDesk } from './journal-desk.ts';
import { TODAY, TOMORROW, cardIn, columnOf, openJournalDesk, pull } from './journal-desk.ts';

/** The client is chosen when the answer of the core is there: only then the next words are a service. */
async function servicesHaveFocus(page: Page): Promise<void> {
  await page.getByLabel('Добавить услугу: начните вводить').and(page.locator(':focus')).waitFor();
}

let desk: JournalDesk;
let page: Page;
const failures: string[] = [];

beforeAll(async () => {
  desk = await openJournalDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
  page = await desk.open();
  page.on('pageerror', (error) => failures.push(error.message));
});
afterEach(async () => {
  await page.close();
  for (const localDate of [TODAY, TOMORROW]) {
    const day = await desk.client.journal.day({ localDate });
    for (const { id, version, status } of day.visits) {
      if (status === 'booked' || status === 'confirmed' || status === 'arrived') {
        await desk.client.journal.cancel({ visitId: id, version, by: 'salon', reason: 'Конец проверки' });
      }
    }
  }
  expect(failures.splice(0)).toEqual([]);
});

const visitOf = (visitId: number) => desk.client.journal.visit({ visitId });

describe('the day on screen', () => {
  it('shows masters who work, their visits and the figures; who is off is folded', async () => {
    await desk.book({ startMin: 720 });
    await cardIn(page, 'Анна', '12:00–13:00, Наталья').waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Четверг, 12 марта');
    expect(await columnOf(page, 'Мария').count()).toBe(1);
    expect(await columnOf(page, 'Полина').count()).toBe(0);
    await page.getByRole('button', { name: /^Не работают: 1/u }).click();
    await columnOf(page, 'Полина').waitFor();
    expect(await page.getByRole('group', { name: /^Итоги дня/u }).textContent()).toContain('1 запись');
  });

  it('on a tall screen the time after closing is drawn to the bottom', async () => {
    await page.setViewportSize({ width: 1366, height: 1600 });
    const group = page.getByRole('group', { name: 'Журнал записи' });
    const gap = await group.evaluate((body) => {
      const view = body.closest('.jg')?.getBoundingClientRect();
      const [ground] = [...body.querySelectorAll('.jg-off')].slice(-1);
      return (view?.bottom ?? 0) - (ground?.getBoundingClientRect().bottom ?? 0);
    });
    expect(Math.abs(gap)).toBeLessThan(20);
  });

  it('goes by Ctrl+→ to the next day, by the address to any day, and back by Ctrl+Home', async () => {
    await page.keyboard.press('Control+ArrowRight');
    await page.getByRole('heading', { level: 1, name: 'Пятница, 13 марта' }).waitFor();
    expect(page.url()).toContain('#/journal/2026-03-13');
    await page.evaluate(() => window.location.assign('#/journal/2026-03-20'));
    await page.getByRole('heading', { level: 1, name: 'Пятница, 20 марта' }).waitFor();
    await page.getByText('На этот день никто не поставлен в график.').waitFor();
    await page.keyboard.press('Control+Home');
    await columnOf(page, 'Анна').waitFor();
  });

  it('shows rooms instead of masters, with the visits that have no room', async () => {
    await desk.book({ startMin: 720 });
    await page.keyboard.press('Alt+Digit5');
    await cardIn(page, 'Без кабинета', '12:00–13:00, Наталья').waitFor();
    expect(page.url()).toContain('by=rooms');
  });
});

describe('dragging', () => {
  it('V2: moves a visit to another master and time at once, and Ctrl+Z takes it back', async () => {
    const visitId = await desk.book({ startMin: 720 });
    await pull(page, cardIn(page, 'Анна', '12:00–13:00, Наталья'), 'Мария', '14:00');
    await page.mouse.up();
    await cardIn(page, 'Мария', '14:00–15:00, Наталья').waitFor();
    await page.locator('.z-undo').getByText('Запись перенесена').waitFor();
    expect(await page.locator('.z-undo').textContent()).toMatch(/Наталья.*12:00 → 14:00/u);
    expect(await visitOf(visitId)).toMatchObject({ lines: [{ startMin: 840, staffId: desk.maria }] });
    await page.keyboard.press('Control+KeyZ');
    await cardIn(page, 'Анна', '12:00–13:00, Наталья').waitFor();
    expect(await visitOf(visitId)).toMatchObject({ lines: [{ startMin: 720, staffId: desk.anna }] });
  });

  it('A12: names who stands there while the card is still held, and refuses the drop', async () => {
    const visitId = await desk.book({ startMin: 720 });
    await desk.book({
      startMin: 840,
      clientId: desk.elena,
      lines: [{ serviceId: desk.cut, staffId: desk.maria }],
    });
    await cardIn(page, 'Мария', '14:00–15:00, Елена').waitFor();
    await pull(page, cardIn(page, 'Анна', '12:00–13:00, Наталья'), 'Мария', '14:30');
    const pill = page.locator('.jg-pill');
    expect(await pill.getAttribute('data-level')).toBe('block');
    expect(await pill.textContent()).toContain('Время занято: Елена');
    await page.mouse.up();
    await page
      .getByRole('alert')
      .getByText(/Время занято: Елена/u)
      .waitFor();
    await cardIn(page, 'Анна', '12:00–13:00, Наталья').waitFor();
    expect(await visitOf(visitId)).toMatchObject({ lines: [{ startMin: 720, staffId: desk.anna }] });
  });

  it('A12: an administrator overrides a hard conflict with a reason', async () => {
    const visitId = await desk.book({ startMin: 720 });
    await desk.book({ startMin: 840, clientId: desk.elena });
    await cardIn(page, 'Анна', '14:00–15:00, Елена').waitFor();
    await pull(page, cardIn(page, 'Анна', '12:00–13:00, Наталья'), 'Анна', '14:30');
    await page.mouse.up();
    await page.getByRole('button', { name: 'Всё равно' }).click();
    await page.getByLabel('Почему так нужно').fill('Сестра, вместе');
    await page.keyboard.press('Enter');
    await cardIn(page, 'Анна', '14:30–15:30, Наталья').waitFor();
    await expect.poll(async () => (await visitOf(visitId)).lines[0]?.startMin).toBe(870);
  });

  it('A12: asks before a visit outside the shift', async () => {
    const visitId = await desk.book({ startMin: 720 });
    await pull(page, cardIn(page, 'Анна', '12:00–13:00, Наталья'), 'Мария', '18:00');
    expect(await page.locator('.jg-pill').getAttribute('data-level')).toBe('warn');
    await page.mouse.up();
    await page.getByRole('dialog', { name: 'Записать вне смены?' }).waitFor();
    expect(await visitOf(visitId)).toMatchObject({ lines: [{ startMin: 720 }] });
    await page.getByRole('button', { name: 'Записать', exact: true }).click();
    await cardIn(page, 'Мария', '18:00–19:00, Наталья').waitFor();
    await expect.poll(async () => (await visitOf(visitId)).lines[0]?.startMin).toBe(1080);
  });

  it('A7: of a visit with two services moves the whole or one, as the person says', async () => {
    const visitId = await desk.book({
      startMin: 660,
      lines: [
        { serviceId: desk.cut, staffId: desk.anna },
        { serviceId: desk.colour, staffId: desk.maria },
      ],
    });
    await pull(page, cardIn(page, 'Анна', '11:00–12:00, Наталья'), 'Анна', '13:00');
    await page.mouse.up();
    await page.getByRole('button', { name: 'Весь визит (2)' }).click();
    await cardIn(page, 'Мария', '14:00–15:30, Наталья').waitFor();
    await expect.poll(async () => (await visitOf(visitId)).lines.map((line) => line.startMin)).toEqual([780, 840]);
    await pull(page, cardIn(page, 'Мария', '14:00–15:30, Наталья'), 'Мария', '16:00');
    await page.mouse.up();
    await page.getByRole('button', { name: 'Только эту услугу' }).click();
    await cardIn(page, 'Мария', '16:00–17:30, Наталья').waitFor();
    await expect.poll(async () => (await visitOf(visitId)).lines.map((line) => line.startMin)).toEqual([780, 960]);
  });

  it('a card held over ▶ turns the page and is dropped on the next day', async () => {
    const visitId = await desk.book({ startMin: 720 });
    await pull(page, cardIn(page, 'Анна', '12:00–13:00, Наталья'), 'Анна', '12:30');
    const next = await page.getByRole('button', { name: 'Следующий день' }).boundingBox();
    const column = await columnOf(page, 'Анна').boundingBox();
    if (!next || !column) throw new Error('The page has no ▶ or no column');
    await page.mouse.move(next.x + 10, next.y + 10, { steps: 5 });
    await columnOf(page, 'Полина').waitFor();
    await page.mouse.move(column.x + 30, column.y + 240 * 1.3 + 8, { steps: 5 });
    await page.mouse.up();
    await cardIn(page, 'Анна', '14:00–15:00, Наталья').waitFor();
    await expect.poll(() => visitOf(visitId)).toMatchObject({ localDate: TOMORROW, lines: [{ startMin: 840 }] });
  });

  it('a change made elsewhere ends the drag of that card and says who made it', async () => {
    const visitId = await desk.book({ startMin: 720 });
    await pull(page, cardIn(page, 'Анна', '12:00–13:00, Наталья'), 'Мария', '14:00');
    const { version } = await visitOf(visitId);
    await desk.client.journal.setStatus({ visitId, version, status: 'confirmed' });
    await page
      .getByText(/Ольга\. Перенос остановлен/u)
      .first()
      .waitFor();
    await page.mouse.up();
    expect(await visitOf(visitId)).toMatchObject({ status: 'confirmed', lines: [{ startMin: 720 }] });
  });
});

describe('two desks', () => {
  it('another browser shows a change by itself', async () => {
    await desk.book({ startMin: 720 });
    const other = await desk.openElsewhere();
    await cardIn(other, 'Анна', '12:00–13:00, Наталья').waitFor();
    await pull(page, cardIn(page, 'Анна', '12:00–13:00, Наталья'), 'Анна', '15:00');
    await page.mouse.up();
    await cardIn(other, 'Анна', '15:00–16:00, Наталья').waitFor();
    await other.context().close();
  });
});

describe('without a mouse', () => {
  it('F2 books: client, service, Ctrl+Enter', async () => {
    await page.keyboard.press('F2');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('Натал');
    await page.getByRole('option', { name: /Наталья/u }).waitFor();
    await page.keyboard.press('Enter');
    await servicesHaveFocus(page);
    await page.keyboard.type('Стриж');
    await page.getByRole('option', { name: /Стрижка/u }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await cardIn(page, 'Анна', '10:00–11:00, Наталья').waitFor();
    const day = await desk.client.journal.day({ localDate: TODAY });
    expect(day.visits.filter(({ status }) => status === 'booked')).toMatchObject([
      { clientId: desk.natalia, lines: [{ startMin: 600, staffId: desk.anna, serviceId: desk.cut }] },
    ]);
  });

  it('after a booking the keyboard stands on the new card, also when the form took the visit elsewhere', async () => {
    await page.keyboard.press('F2');
    const form = page.getByRole('dialog');
    await form.waitFor();
    await page.keyboard.type('Натал');
    await page.getByRole('option', { name: /Наталья/u }).waitFor();
    await page.keyboard.press('Enter');
    await servicesHaveFocus(page);
    await page.keyboard.type('Стриж');
    await page.getByRole('option', { name: /Стрижка/u }).waitFor();
    await page.keyboard.press('Enter');
    await form.getByLabel('Мастер').first().click();
    await page.getByRole('option', { name: /Мария/u }).click();
    await form.getByRole('textbox').first().fill('15:00');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Control+Enter');
    const card = cardIn(page, 'Мария', '15:00–16:00, Наталья');
    await card.waitFor();
    await expect.poll(() => card.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Alt+ArrowDown');
    await cardIn(page, 'Мария', '15:15–16:15, Наталья').waitFor();
    await page.keyboard.press('Space');
    // Esc is meant for the menu: it takes the focus a moment after it is drawn.
    const confirmed = page.getByRole('menuitem', { name: 'Подтверждена' });
    await expect.poll(() => confirmed.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Escape');
    const moved = cardIn(page, 'Мария', '15:15–16:15, Наталья');
    await expect.poll(() => moved.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Delete');
    await page.getByRole('dialog').getByRole('button', { name: 'Отменить запись' }).waitFor();
  });

  it('Esc in Ctrl+K gives the keyboard back to the grid, and the next key works at once', async () => {
    await desk.book({ startMin: 720 });
    const card = cardIn(page, 'Анна', '12:00–13:00, Наталья');
    await card.focus();
    const search = page.getByLabel('Поиск по всему');
    await page.keyboard.press('Control+KeyK');
    await search.waitFor();
    await page.keyboard.type('зав');
    await page.keyboard.press('Escape');
    await search.waitFor({ state: 'detached' });
    await expect.poll(() => card.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Control+KeyK');
    await search.waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('F3');
    await page.waitForURL(/#\/clients/u);
  });

  it('a new client made while booking: the phone typed after the name stays in its field', async () => {
    await page.keyboard.press('F2');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('Зоя Новикова');
    await page.getByRole('option', { name: /Новый клиент/u }).waitFor();
    await page.keyboard.press('Alt+Enter');
    const phone = page.getByRole('dialog').getByLabel('Телефон');
    await expect.poll(() => phone.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.type('9161234599');
    await page.keyboard.press('Tab');
    expect(await phone.inputValue()).toBe('+7 916 123-45-99');
    await servicesHaveFocus(page);
    await page.keyboard.type('Стриж');
    await page.getByRole('option', { name: /Стрижка/u }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await cardIn(page, 'Анна', '10:00–11:00, Зоя').waitFor();
  });

  it('V1: Space offers the next statuses, Enter takes one', async () => {
    const visitId = await desk.book({ startMin: 720 });
    await cardIn(page, 'Анна', '12:00–13:00, Наталья').focus();
    await page.keyboard.press('Space');
    await page.getByRole('menuitem', { name: 'Подтверждена' }).waitFor();
    expect(await page.getByRole('menuitem', { name: 'Завершена' }).count()).toBe(0);
    await page.keyboard.press('Enter');
    await cardIn(page, 'Анна', '12:00–13:00, Наталья.*Подтверждена').waitFor();
    await expect.poll(async () => (await visitOf(visitId)).status).toBe('confirmed');
  });

  it('J14: Del cancels with a reason, and the card leaves the grid', async () => {
    const visitId = await desk.book({ startMin: 720 });
    const card = cardIn(page, 'Анна', '12:00–13:00, Наталья');
    await card.focus();
    await page.keyboard.press('Delete');
    await page.getByRole('dialog').getByRole('radio', { name: 'Заболел клиент' }).check();
    await page.getByRole('dialog').getByRole('button', { name: 'Отменить запись' }).click();
    await card.waitFor({ state: 'detached' });
    expect(await visitOf(visitId)).toMatchObject({ status: 'cancelled', cancelReason: 'Заболел клиент' });
  });

  it.each([
    ['Открыть запись', 'Запись'],
    ['Повторять…', 'Повторять запись'],
    ['Отменить запись…', 'Отмена записи'],
  ])(
    'the menu of a visit (Shift+F10): «%s» opens its dialog, and Esc gives the keyboard back to the card',
    async (item, title) => {
      await desk.book({ startMin: 720 });
      const card = cardIn(page, 'Анна', '12:00–13:00, Наталья');
      await card.focus();
      await page.keyboard.press('Shift+F10');
      await page.getByRole('menuitem', { name: item }).focus();
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog', { name: new RegExp(`^${title}`, 'u') });
      await dialog.waitFor();
      await page.getByRole('menu').waitFor({ state: 'detached' });
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      await expect.poll(() => card.evaluate((element) => element === document.activeElement)).toBe(true);
    },
  );

  it('Ctrl+X takes a visit along to another day, Ctrl+V places it', async () => {
    const visitId = await desk.book({ startMin: 720 });
    await cardIn(page, 'Анна', '12:00–13:00, Наталья').focus();
    await page.keyboard.press('Control+KeyX');
    await page.getByText(/^Перенос: Наталья/u).waitFor();
    await page.keyboard.press('Control+ArrowRight');
    await page.getByRole('heading', { level: 1, name: 'Пятница, 13 марта' }).waitFor();
    await columnOf(page, 'Полина').waitFor();
    await page.locator('.jg-slot').focus();
    await page.keyboard.press('Control+KeyV');
    await cardIn(page, 'Анна', '12:00–13:00, Наталья').waitFor();
    await expect.poll(async () => (await visitOf(visitId)).localDate).toBe(TOMORROW);
  });
});
