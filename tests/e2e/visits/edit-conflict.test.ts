import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type JournalDesk, TODAY, cardIn } from '../journal/journal-desk.ts';
import { openCard, openPatiently, openVisitsDesk } from './visits-desk.ts';

let desk: JournalDesk;
let mine: Page;
let visitId: number;
const failures: string[] = [];
const PATIENCE = { timeout: 90_000 };
// A machine that also builds takes its time.

beforeAll(async () => {
  desk = await openVisitsDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
  visitId = await desk.book({ startMin: 900 });
  mine = await openPatiently(desk);
  mine.on('pageerror', (error) => failures.push(error.message));
});
afterEach(async () => {
  await mine.close();
  const { visits } = await desk.client.journal.day({ localDate: TODAY });
  for (const { id, version, status } of visits) {
    if (status === 'booked') {
      await desk.client.journal.cancel({ visitId: id, version, by: 'salon', reason: 'Конец проверки' });
    }
  }
  expect(failures.splice(0)).toEqual([]);
});

const visitOf = async (id = visitId) => await desk.client.journal.visit({ visitId: id });
const comment = 'Комментарий и пожелания';

describe('an edit that meets somebody else’s (ui.md, features Part 2 nr 40)', () => {
  it('two desks: mine, theirs and the original side by side; each field keeps the chosen side', async () => {
    const theirs = await desk.openElsewhere();
    const own = await openCard(mine, 'Анна', '15:00–16:00, Наталья');
    await own.getByLabel(comment).fill('Моё: без фена');
    await own.getByLabel('Мастер важен клиенту').check();
    const other = await openCard(theirs, 'Анна', '15:00–16:00, Наталья');
    await other.getByLabel(comment).fill('Их: опоздает на 10 минут');
    await other.getByLabel('Длительность: Стрижка').fill('75');
    await theirs.keyboard.press('Control+Enter');
    await other.waitFor({ state: 'hidden' });
    await theirs.context().close();
    await own.getByText('Запись только что изменили на другом месте.', { exact: false }).waitFor();
    expect(await own.getByLabel(comment).inputValue()).toBe('Моё: без фена');

    await own.getByRole('button', { name: /^Сохранить/u }).click();
    const dialog = mine.getByRole('dialog', { name: 'Эту запись тем временем изменили' });
    await dialog.getByText('Изменил(а) Елена К.', { exact: false }).waitFor();
    const fields = dialog.getByRole('radiogroup');
    expect(await fields.count()).toBe(3);
    expect(await dialog.getByRole('radio', { name: 'Их: 75 мин' }).isChecked()).toBe(true);
    expect(await dialog.getByRole('radio', { name: 'Моё: да' }).isChecked()).toBe(true);
    await dialog.getByText('Было: пусто').waitFor();
    await dialog.getByRole('radio', { name: 'Их: Их: опоздает на 10 минут' }).click();
    await mine.keyboard.press('Control+Enter');
    await own.waitFor({ state: 'hidden' });
    await expect
      .poll(async () => {
        const { comment: said, wantsThisMaster, lines } = await visitOf();
        return [said, wantsThisMaster, lines[0]?.durationMin];
      }, PATIENCE)
      .toEqual(['Их: опоздает на 10 минут', true, 75]);
  });

  it('«взять всё моё» saves my side onto the newer version', async () => {
    const own = await openCard(mine, 'Анна', '15:00–16:00, Наталья');
    await own.getByLabel(comment).fill('Моё');
    await desk.client.journal.edit({ visitId: visitId, version: 1, comment: 'Их' });
    await mine.keyboard.press('Control+Enter');
    const dialog = mine.getByRole('dialog', { name: 'Эту запись тем временем изменили' });
    await dialog.getByRole('button', { name: 'Взять всё моё' }).click();
    await dialog.getByRole('button', { name: 'Сохранить выбранное' }).click();
    await expect.poll(async () => (await visitOf()).comment, PATIENCE).toBe('Моё');
  });

  it('cancelled meanwhile: a clear sentence, and the same content booked anew', async () => {
    const own = await openCard(mine, 'Анна', '15:00–16:00, Наталья');
    await own.getByLabel(comment).fill('Принесёт фото');
    await desk.client.journal.cancel({ visitId: visitId, version: 1, by: 'client', reason: 'Заболела' });
    await mine.keyboard.press('Control+Enter');
    const dialog = mine.getByRole('dialog', { name: 'Этой записи больше нет' });
    await dialog.getByText('Причина: Заболела.', { exact: false }).waitFor();
    await dialog.getByRole('button', { name: 'Записать заново' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const again = async () =>
      (await desk.client.journal.day({ localDate: TODAY })).visits.find(({ status }) => status === 'booked');
    await expect.poll(async () => (await again())?.comment, PATIENCE).toBe('Принесёт фото');
    expect(await again()).toMatchObject({ clientId: desk.natalia, lines: [{ startMin: 900, staffId: desk.anna }] });
    await cardIn(mine, 'Анна', '15:00–16:00, Наталья').waitFor();
  });
});

describe('the same on the card of a client', () => {
  it('my phone and their note are both kept', async () => {
    await mine.evaluate((id) => window.location.assign(`#/clients/${id}`), desk.natalia);
    await mine.getByRole('button', { name: 'Изменить', exact: true }).click();
    const form = mine.getByRole('dialog');
    await form.getByLabel('Аллергия').fill('Аммиак');
    const { version } = await desk.client.clients.card({ clientId: desk.natalia });
    const note = 'Любит тишину';
    await desk.client.clients.update({ clientId: desk.natalia, version, values: { note } });
    await mine.keyboard.press('Control+Enter');
    const dialog = mine.getByRole('dialog', { name: 'Карточку тем временем изменили' });
    await dialog.getByRole('button', { name: 'Сохранить выбранное' }).click();
    const card = async () => await desk.client.clients.card({ clientId: desk.natalia });
    await expect.poll(async () => (await card()).allergy, PATIENCE).toBe('Аммиак');
    expect((await card()).note).toBe(note);
  });
});
