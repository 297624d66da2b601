import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays } from '../../../src-shared/kernel/local-date.ts';
import { PATIENCE, goTo } from '../helpers/browser-journey.ts';
import { type JournalDesk, TODAY, openJournalDesk } from '../journal/journal-desk.ts';

const PAST = [-92, -61, -31, -3].map((days) => addDays(TODAY, days));

let desk: JournalDesk;
let page: Page;

beforeAll(async () => {
  desk = await openJournalDesk();
  const { client, anna, maria, cut, colour } = desk;
  await client.schedule.setDays({
    days: [anna, maria].flatMap((staffId) => PAST.map((localDate) => ({ staffId: staffId as never, localDate }))),
    work: [[600, 1200]],
  });
  for (const [index, localDate] of PAST.entries()) {
    const lines = [{ serviceId: cut, staffId: anna }, ...(index === 1 ? [{ serviceId: colour, staffId: maria }] : [])];
    const visitId = (await desk.book({ startMin: 660, localDate, lines })) as never;
    const arrived = await client.journal.setStatus({ visitId, version: 1, status: 'arrived' });
    await client.journal.setStatus({ visitId, version: arrived.version, status: 'completed' });
  }
  page = await desk.open();
});
afterAll(async () => {
  await desk.close();
});

const side = (): Locator => page.getByRole('region', { name: 'Показатели клиента' });
const figure = (name: string): Locator => side().getByRole('button', { name: new RegExp(`^${name}: `, 'u') });
const tab = (name: string): Locator => page.getByRole('tab', { name, exact: true });
const plain = async (locator: Locator): Promise<string> => (await locator.innerText()).replaceAll(/\s+/gu, ' ').trim();

describe('the figures of a client', () => {
  test('each figure opens the visits behind it, by keys alone, and the sum of the rows is the figure', async () => {
    await goTo(page, `/clients/${desk.natalia}`);
    await figure('Визиты').waitFor();
    expect(await plain(figure('Визиты'))).toBe('4');
    expect(await plain(figure('Выручка'))).toBe('13 000 ₽');
    expect(await plain(figure('Средний чек'))).toBe('3 250 ₽');
    expect(await plain(figure('Обычно приходит'))).toBe('раз в 30 дней');
    await side().getByRole('img', { name: 'Статус клиента: Активный' }).waitFor();
    await figure('Выручка').focus();
    await page.keyboard.press('Enter');
    const rows = page.getByRole('dialog', { name: 'Выручка' });
    await rows.getByRole('table').waitFor();
    expect(await rows.locator('tbody tr').count()).toBe(4);
    expect(await plain(rows.locator('tfoot'))).toBe('Итого 13 000 ₽');
    await page.keyboard.press('Escape');
    await rows.waitFor({ state: 'detached' });
    await expect
      .poll(() => figure('Выручка').evaluate((element) => element === document.activeElement), PATIENCE)
      .toBe(true);
  });

  test('money by service and master: a cell of the pivot opens its visits; quarters and masters first', async () => {
    await tab('Показатели').click();
    const pivot = page.getByRole('region', { name: 'Деньги по услугам и мастерам' }).first();
    await pivot.getByRole('table').waitFor();
    await pivot.getByText('Кварталы').click();
    await pivot.getByText('мастера', { exact: true }).click();
    await pivot.getByRole('columnheader', { name: 'Мастер и услуга' }).waitFor();
    await pivot.getByRole('columnheader', { name: '4 кв. 2025' }).waitFor();
    await pivot.getByRole('button', { name: /^Мария Лебедева, Всего: 5\s000/u }).click();
    const rows = page.getByRole('dialog', { name: 'Мария Лебедева, Всего' });
    expect(await plain(rows.locator('tbody'))).toContain('Окрашивание');
    expect(await plain(rows.locator('tfoot'))).toBe('Итого 5 000 ₽');
    await page.keyboard.press('Escape');
    await rows.waitFor({ state: 'detached' });
  });

  test('one timeline of everything: new events come by themselves, types and words narrow it', async () => {
    await tab('Лента').click();
    const line = page.getByRole('feed', { name: 'Лента событий' });
    await line.getByRole('listitem').first().waitFor();
    expect(await line.locator('li[data-type="visit"]').count()).toBe(4);
    const visitId = (await desk.book({
      startMin: 900,
      lines: [{ serviceId: desk.cut, staffId: desk.maria }],
    })) as never;
    await desk.client.journal.cancel({ visitId, version: 1, by: 'client', reason: 'Заболел ребёнок' });
    await line.getByText('Поздняя отмена клиентом: Заболел ребёнок').waitFor();
    await figure('Поздние отмены').waitFor();
    const cancelled = line.locator('li[data-type="visit"]').filter({ hasText: 'Заболел' });
    await cancelled.getByText('2 действия').click();
    await cancelled.getByText(/^Новая запись: /u).waitFor();
    await page.getByRole('textbox', { name: 'Найти в ленте' }).fill('ребенок отмен');
    await expect.poll(() => line.getByRole('listitem').count(), PATIENCE).toBeLessThan(5);
    await page.getByRole('button', { name: 'Очистить поиск' }).click();
    await page.getByText('Карточка', { exact: true }).last().click();
    await line.getByText('Новый клиент: Наталья Белова').waitFor();
    await line.getByText('Добавлен телефон +7 916 123-45-67').waitFor();
    await expect.poll(() => line.locator('li[data-type="visit"]').count(), PATIENCE).toBe(0);
  });
});
