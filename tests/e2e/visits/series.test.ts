import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type JournalDesk, TODAY, cardIn } from '../journal/journal-desk.ts';
import { WEEKS, beginVisit, openPatiently, openVisitsDesk, tabTo } from './visits-desk.ts';

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
  for (const localDate of WEEKS) {
    const { visits } = await desk.client.journal.day({ localDate });
    for (const { id, version, status } of visits) {
      if (status === 'booked') {
        await desk.client.journal.cancel({ visitId: id, version, by: 'salon', reason: 'Конец проверки' });
      }
    }
  }
  expect(failures.splice(0)).toEqual([]);
});

/** Starts of Natalia's visits that stand, by Thursday; null where there is none. */
const starts = async (): Promise<(number | null)[]> =>
  await Promise.all(
    WEEKS.slice(0, 4).map(async (localDate) => {
      const { visits } = await desk.client.journal.day({ localDate });
      const own = visits.find(({ clientId, status }) => clientId === desk.natalia && status === 'booked');
      return own?.lines[0]?.startMin ?? null;
    }),
  );

/** Four Thursdays at 15:00 by Anna, booked through the contract. */
const series = async (): Promise<void> => {
  await desk.client.series.create({
    firstDate: TODAY,
    startMin: 900,
    rule: { freq: 'weekly', interval: 1, end: { kind: 'count', count: 4 } },
    clientId: desk.natalia,
    lines: [{ serviceId: desk.cut, staffId: desk.anna }],
  });
  await cardIn(page, 'Анна', '15:00–16:00, Наталья').waitFor();
};

describe('a visit that repeats (J8)', () => {
  it('«каждый четверг» by keyboard: the conflict is shown, the free time beside it taken, all booked and undone in one go', async () => {
    await desk.book({ startMin: 600, localDate: WEEKS[1]!, clientId: desk.elena });
    await beginVisit(page, 'наталья', 'стриж');
    const first = await page.getByLabel('Начало', { exact: true }).inputValue();
    const at = Number(first.slice(0, 2)) * 60 + Number(first.slice(3));
    await desk.book({ startMin: at, localDate: WEEKS[2]!, clientId: desk.elena });
    await tabTo(page, page.getByRole('button', { name: 'Повторять…' }));
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Повторять запись' });
    await tabTo(page, dialog.getByLabel('каждые 3 недели, по четвергам'));
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    expect(await dialog.getByLabel('каждый четверг').isChecked()).toBe(true);
    await tabTo(page, dialog.getByLabel('Сколько раз'));
    await page.keyboard.press('Control+A');
    await page.keyboard.type('4');
    await dialog.getByText(/^Свободно \d из 4$/u).waitFor();
    expect(await dialog.getByRole('listitem').count()).toBe(4);
    await dialog
      .getByText(/Время занято: Елена Г\./u)
      .first()
      .waitFor();
    const choice = dialog.getByRole('combobox', { name: /^Что делать: .*26 марта/u });
    await tabTo(page, choice);
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: /свободно/u }).waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect.poll(() => choice.inputValue(), PATIENCE).toMatch(/^В \d\d:\d\d, свободно/u);
    await page.keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'hidden' });
    await expect
      .poll(async () => (await starts()).filter((start) => start !== null).length, PATIENCE)
      .toBeGreaterThan(2);
    const booked = await starts();
    expect(booked[0]).toBe(at);
    expect(booked[2]).not.toBeNull();
    expect(booked[2]).not.toBe(at);
    await page.keyboard.press('Control+Z');
    await expect.poll(starts, PATIENCE).toEqual([null, null, null, null]);
  });

  it('a series of 500 is a clear sentence, and nothing that was entered is lost', async () => {
    await beginVisit(page, 'наталья', 'стриж');
    await page.getByRole('button', { name: 'Повторять…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Повторять запись' });
    await dialog.getByLabel('Сколько раз').fill('500');
    await dialog.getByText('Не больше 200 записей в одном повторе.', { exact: false }).waitFor();
    expect(await dialog.getByRole('button', { name: /^Записать/u }).isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('dialog', { name: 'Новая запись' }).getByText('Наталья Белова').waitFor();
  });

  it('moved by keys: this and the following, with the date that collides', async () => {
    await series();
    await desk.book({ startMin: 960, localDate: WEEKS[2]!, clientId: desk.elena });
    await cardIn(page, 'Анна', '15:00–16:00, Наталья').focus();
    for (let step = 0; step < 4; step++) await page.keyboard.press('Alt+ArrowDown');
    const dialog = page.getByRole('dialog', { name: 'Эта запись повторяется. Что перенести?' });
    await dialog.getByLabel('Только эта').waitFor();
    await page.keyboard.press('ArrowDown');
    await dialog.getByText(/останется на прежнем месте/u).waitFor();
    await dialog.getByText(/чт, 26 марта/u).waitFor();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await expect.poll(async () => (await starts())[2], PATIENCE).toBe(900);
    const [first, second, , fourth] = await starts();
    expect(first).toBeGreaterThan(900);
    expect([second, fourth]).toEqual([first, first]);
    await page.keyboard.press('Control+Z');
    await expect.poll(starts, PATIENCE).toEqual([900, 900, 900, 900]);
  });

  it('cancelled as a whole from the card, with a reason', async () => {
    await series();
    await cardIn(page, 'Анна', '15:00–16:00, Наталья').focus();
    await page.keyboard.press('Delete');
    const dialog = page.getByRole('dialog', { name: 'Отмена записи' });
    await dialog.getByLabel('Вся серия').check();
    await dialog.getByLabel('Заболел клиент').check();
    await dialog.getByRole('button', { name: 'Отменить запись' }).click();
    await expect.poll(starts, PATIENCE).toEqual([null, null, null, null]);
  });
});
