import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays } from '../../../src-shared/kernel/local-date.ts';
import { type JournalDesk, TODAY, TOMORROW, openJournalDesk } from '../journal/journal-desk.ts';

const PATIENCE = { timeout: 90_000 } as const;
const NAMES = ['Анна', 'Вера', 'Галина', 'Дарья', 'Ева'] as const;
let desk: JournalDesk;
let page: Page;
const ids = new Map<string, number>();

/** A completed cut of so many days ago, as the history has it. */
function cameAgo(clientId: number, days: number, staffId: number): void {
  const { store } = desk.core.core.salon!;
  const date = addDays(TODAY, -days);
  store.work.run({ actorId: null, device: 'test', nowMs: desk.core.clock.nowMs() }, 'test.write', (tx) => {
    const visitId = tx.runSql(
      "insert into visits (client_id, local_date, status, created_at_ms) values (?, ?, 'completed', 1)",
      [clientId, date],
    ).insertId;
    tx.runSql(
      `insert into visit_lines (visit_id, position, local_date, service_id, staff_id, start_min, duration_min, price_minor)
       values (?, 1, ?, ?, ?, 600, 60, 200000)`,
      [visitId, date, desk.cut, staffId],
    );
  });
}

beforeAll(async () => {
  desk = await openJournalDesk();
  const { client } = desk;
  await client.settings.update({ values: { contactPolicy: 'notWithdrawn' } });
  desk.core.core.salon!.store.work.run(
    { actorId: null, device: 'test', nowMs: desk.core.clock.nowMs() },
    'test.write',
    (tx) => tx.runSql('update services set periodicity_days = 30 where id = ?', [desk.cut]),
  );
  for (const [index, firstName] of NAMES.entries()) {
    const phone = `+7 900 000-00-0${index}`;
    const { clientId } = await client.clients.create({ firstName, phones: [{ phone }] });
    ids.set(firstName, clientId);
    // Anna is the longest overdue, Eva the shortest; all of them came to the master Anna.
    cameAgo(clientId, 60 - index * 5, desk.anna);
  }
  page = await desk.open();
  await page.evaluate(() => window.location.assign('#/calls'));
  await list().waitFor(PATIENCE);
});
afterAll(() => desk.close());

const list = () => page.getByRole('listbox', { name: /Кому звонить|Кому подойдёт окно/u });
const current = () => list().getByRole('option', { selected: true });
const press = (key: string) => page.keyboard.press(key);
const chosen = (name: string) => expect.poll(() => current().innerText(), PATIENCE).toContain(name);
const callsOf = async (name: string) => (await desk.client.retention.client({ clientId: ids.get(name)! })).calls;
const visitsOf = async (name: string, localDate: string) =>
  (await desk.client.journal.day({ localDate })).visits.filter(
    ({ clientId, status }) => clientId === ids.get(name) && status !== 'cancelled',
  );

test('R12 A3 the list by keyboard alone: why, no answer, later, refused; the next one comes up by itself', async () => {
  await chosen('Анна');
  await page
    .getByText('Стрижка раз в 30 дней, последний раз 11 января (Анна Соколова), просрочено на 30 дней')
    .waitFor();
  await page.getByRole('link', { name: 'Позвонить +7 900 000-00-00' }).waitFor();
  await page.getByText(/Здравствуйте, Анна! Это салон «Зеркало». Прошло 60 дней/u).waitFor();
  await press('Alt+4');
  await chosen('Вера');
  expect(await callsOf('Анна')).toMatchObject([{ outcome: 'no_answer', nextOn: TOMORROW, calledBy: 'Елена К.' }]);

  await page.getByLabel('Заметка к звонку').fill('После отпуска');
  await press('Alt+2');
  await page.getByRole('button', { name: 'Через неделю' }).press('Enter');
  await chosen('Галина');
  expect(await callsOf('Вера')).toMatchObject([{ outcome: 'later', nextOn: addDays(TODAY, 7), note: 'После отпуска' }]);

  await press('Alt+3');
  await page.getByRole('button', { name: 'Записать отказ' }).press('Enter');
  await chosen('Дарья');
  expect(await callsOf('Галина')).toMatchObject([{ outcome: 'refused' }]);
  await page.getByText('Сегодня 3 из 20').waitFor();

  // The refusal is taken back; she stands on the list again.
  await press('Control+Z');
  await list()
    .getByRole('option', { name: /Галина/u })
    .waitFor();
  expect(await callsOf('Галина')).toEqual([]);
});

test('A3 the best time of their own master is booked by Enter, or in the full form by Alt+1; both count as calls', async () => {
  await list().getByRole('option', { name: /Дарья/u }).click();
  const times = page.getByRole('listbox', { name: 'Подходящие окна' }).or(page.locator('.zv-list'));
  await times.first().getByRole('option').first().waitFor();
  await list().focus();
  await press('Enter');
  await expect.poll(() => times.first().evaluate((node) => node === document.activeElement), PATIENCE).toBe(true);
  await press('Enter');
  await expect.poll(async () => (await callsOf('Дарья')).length, PATIENCE).toBe(1);
  expect(await callsOf('Дарья')).toMatchObject([{ outcome: 'booked', visitStatus: 'booked' }]);

  const bookEva = async () => {
    await list().getByRole('option', { name: /Ева/u }).click();
    await page.getByRole('heading', { name: 'Ева', exact: true }).waitFor();
    await page.locator('.zv-option').first().waitFor();
    await press('Alt+1');
    const form = page.getByRole('dialog', { name: 'Новая запись' });
    await form.getByText('Стрижка').first().waitFor();
    await press('Control+Enter');
    // The form goes when the screen has heard: only then Ctrl+Z knows what to take back.
    await form.waitFor({ state: 'detached' });
    await expect.poll(async () => (await callsOf('Ева')).length, PATIENCE).toBe(1);
  };
  await bookEva();
  const [{ visitOn } = { visitOn: null }] = await callsOf('Ева');
  expect(await visitsOf('Ева', visitOn!)).toHaveLength(1);
  // Visit and call are one command: one Ctrl+Z takes both back.
  await press('Control+Z');
  await expect.poll(async () => (await callsOf('Ева')).length, PATIENCE).toBe(0);
  expect(await visitsOf('Ева', visitOn!)).toEqual([]);
  await bookEva();
  expect(await callsOf('Ева')).toMatchObject([{ outcome: 'booked', visitStatus: 'booked' }]);
});

test('A2 a free window names whom it suits, one key books, undo gives both back; the results count it', async () => {
  const windows = page.getByRole('listbox', { name: 'Свободные окна' });
  await windows
    .getByRole('option', { name: /13 марта.*Мария/u })
    .first()
    .click();
  await chosen('Галина');
  await list()
    .getByText(/просрочено · ожидаем 2\s000/u)
    .waitFor();
  await expect.poll(() => list().evaluate((node) => node === document.activeElement), PATIENCE).toBe(true);
  await press('Enter');
  await expect.poll(async () => (await visitsOf('Галина', TOMORROW)).length, PATIENCE).toBe(1);
  expect((await visitsOf('Галина', TOMORROW))[0]?.lines).toMatchObject([{ staffId: desk.maria, startMin: 600 }]);
  await page.getByText('Галина, 13.03 10:00').waitFor();

  await press('Control+Z');
  await expect.poll(async () => (await visitsOf('Галина', TOMORROW)).length, PATIENCE).toBe(0);
  expect(await callsOf('Галина')).toEqual([]);

  await page.getByText('Итоги', { exact: true }).click();
  await page.getByText('Показаны только ваши звонки.').waitFor();
  await page.getByRole('button', { name: 'Елена К., Записано 2: показать' }).click();
  const drawer = page.getByRole('dialog', { name: 'Звонки: Елена К., Записано' });
  await drawer.getByRole('row', { name: /Дарья/u }).waitFor();
  await drawer.getByRole('row', { name: /Ева/u }).waitFor();
});
