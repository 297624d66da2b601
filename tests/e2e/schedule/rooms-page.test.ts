import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RoomId } from '../../../src-shared/contract-base.ts';
import { type JournalDesk, TOMORROW, openJournalDesk } from '../journal/journal-desk.ts';

const PATIENCE = { timeout: 30_000 };

let desk: JournalDesk;
let page: Page;
let room: RoomId;
beforeAll(async () => {
  desk = await openJournalDesk();
  ({ roomId: room } = await desk.client.rooms.create({ name: 'Кабинет 1' }));
  await desk.client.journal.book({
    localDate: TOMORROW,
    startMin: 720,
    clientId: desk.natalia,
    lines: [{ serviceId: desk.cut, staffId: desk.anna, roomId: room }],
  });
  page = await desk.open();
}, 120_000);
afterAll(() => desk.close());

const goTo = (path: string): Promise<void> =>
  page.evaluate((hash) => {
    location.hash = hash;
  }, path);

/** Types a date into a field that opens a calendar. */
async function pickDay(field: Locator, name: string): Promise<void> {
  await field.click();
  await page.getByRole('button', { name, exact: true }).click();
}

test('R3 a room is closed from its card: who is booked is named, the closing is forced with a reason and opened again', async () => {
  await goTo('/settings/rooms');
  await page.getByRole('button', { name: 'Кабинет 1', exact: true }).click();
  await page.getByRole('button', { name: 'Закрыть на время…' }).click();
  const dialog = page.getByRole('dialog', { name: /Кабинет 1/u }).last();
  await pickDay(
    dialog
      .getByRole('button', { name: /^По дату/u })
      .or(dialog.getByLabel('По дату'))
      .first(),
    '14 марта 2026',
  );
  await dialog.getByRole('checkbox', { name: 'Весь день' }).check();
  await dialog.getByRole('textbox', { name: 'Причина' }).first().fill('Ремонт');
  await dialog.getByText('В это время есть 1 запись').waitFor();
  expect(await dialog.textContent()).toMatch(/12:00–13:00.*Наталья Белова/u);
  await dialog.getByRole('textbox', { name: 'Почему закрыть поверх записей' }).fill('Прорвало трубу');
  await dialog.getByRole('button', { name: 'Закрыть всё равно' }).click();
  await expect
    .poll(async () => (await desk.client.journal.blocks({ roomId: room, fromDate: TOMORROW })).length, PATIENCE)
    .toBe(2);
  await page.getByRole('button', { name: '1 запись' }).waitFor();
  await page.getByRole('button', { name: /^Снова открыть/u }).click();
  await expect
    .poll(async () => (await desk.client.journal.blocks({ roomId: room, fromDate: TOMORROW })).length, PATIENCE)
    .toBe(0);
});
