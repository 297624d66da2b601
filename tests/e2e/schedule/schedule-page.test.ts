import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type JournalDesk, TODAY, TOMORROW, openJournalDesk } from '../journal/journal-desk.ts';

/** A busy machine draws slowly; nothing here waits for time. */
const PATIENCE = { timeout: 90_000 };

let desk: JournalDesk;
let page: Page;
beforeAll(async () => {
  desk = await openJournalDesk();
  page = await desk.open();
});
afterAll(() => desk.close());

/** Goes to a page of the application without loading it anew. */
const goTo = (path: string): Promise<void> =>
  page.evaluate((hash) => {
    location.hash = hash;
  }, path);

const dayOf = (date: string): string => `${Number(date.slice(8))} марта`;
const cell = (master: string, date: string): Locator =>
  page.getByRole('gridcell').getByRole('button', { name: new RegExp(`^${master}, .., ${dayOf(date)},`, 'u') });
const tool = (name: string): Locator => page.getByRole('toolbar').getByRole('button', { name, exact: true });
/** What a person reads of the day in the file. */
const planOf = async (staffId: number, date: string) => {
  const { staff } = await desk.client.schedule.month({ fromDate: date, toDate: date });
  const day = staff.find((row) => row.staffId === staffId)?.days[0];
  return { work: day?.work, absence: day?.absence, roomId: day?.roomId };
};
const undo = async (): Promise<void> => {
  await page.keyboard.press('Control+z');
  await page.getByText('Действие отменено', { exact: true }).first().waitFor();
};

async function drag(from: Locator, to: Locator): Promise<void> {
  const start = await from.boundingBox();
  const end = await to.boundingBox();
  if (!start || !end) throw new Error('Nothing to drag over');
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 4 });
  await page.mouse.up();
}

describe('the month matrix', () => {
  beforeEach(async () => {
    await goTo('/schedule');
    await page.getByRole('grid').waitFor();
  });

  test('S5 a brush dragged over cells paints them as one command; Ctrl+Z takes it back', async () => {
    await tool('Выходной').click();
    await drag(cell('Мария Лебедева', TODAY), cell('Мария Лебедева', TOMORROW));
    await page.getByText('Мария Лебедева, 2 дня').waitFor();
    await expect.poll(() => planOf(desk.maria, TOMORROW), PATIENCE).toMatchObject({ work: [] });
    await undo();
    await expect.poll(() => planOf(desk.maria, TODAY), PATIENCE).toMatchObject({ work: [[600, 1080]] });
    await page.keyboard.press('Escape');
  });

  test('S5 who is booked is named before a day is closed; the person may think better of it', async () => {
    await desk.book({ startMin: 720, localDate: TOMORROW });
    await cell('Анна Соколова', TOMORROW).focus();
    await page.keyboard.press('Delete');
    const question = page.getByRole('dialog', { name: '1 запись окажется вне смены' });
    await question.waitFor();
    expect(await question.textContent()).toMatch(/12:00–13:00.*Наталья Белова.*Стрижка/u);
    await question.getByRole('button', { name: 'Отмена' }).click();
    await question.waitFor({ state: 'hidden' });
    expect(await planOf(desk.anna, TOMORROW)).toMatchObject({ work: [[600, 1200]] });
    await cell('Анна Соколова', TOMORROW).focus();
    await page.keyboard.press('Delete');
    await question.getByRole('button', { name: 'Сохранить всё равно' }).click();
    await expect.poll(() => planOf(desk.anna, TOMORROW), PATIENCE).toMatchObject({ work: [] });
    await page.getByText('Анна Соколова, 1 день').waitFor();
    await undo();
  });

  test('S5 days are copied and pasted by the keyboard alone, and repeated to the end of the month', async () => {
    await cell('Анна Соколова', TODAY).focus();
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Control+c');
    await page.getByText('Скопировано 2 дня').first().waitFor();
    for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Control+v');
    await expect.poll(() => planOf(desk.anna, '2026-03-17'), PATIENCE).toMatchObject({ work: [[600, 1200]] });
    expect(await planOf(desk.anna, '2026-03-16')).toMatchObject({ work: [] });
    expect(await planOf(desk.anna, '2026-03-18')).toMatchObject({ work: [[600, 1200]] });
    await page.getByText('Анна Соколова, 2 дня').waitFor();
    await undo();
    await cell('Анна Соколова', TOMORROW).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Повторить выбранное до конца месяца' }).click();
    await expect.poll(() => planOf(desk.anna, '2026-03-31'), PATIENCE).toMatchObject({ work: [[600, 1200]] });
    await page.getByText('Анна Соколова, 18 дней').waitFor();
    await undo();
  });

  test('S6 an absence of part of a day is entered from the cell', async () => {
    await cell('Мария Лебедева', TODAY).click();
    const editor = page.getByRole('dialog', { name: /Мария Лебедева/u });
    await editor.getByText('Отсутствие', { exact: true }).click();
    await editor.getByText('Часть дня', { exact: true }).click();
    await editor.getByRole('button', { name: 'Сохранить' }).click();
    await expect
      .poll(() => planOf(desk.maria, TODAY), PATIENCE)
      .toMatchObject({ absence: 'vacation', work: [[720, 1080]] });
    await page.getByText('Отсутствие отмечено').waitFor();
    await undo();
  });

  test('S4 a template is made, assigned with its diff seen, and changed from a day on', async () => {
    await page.getByRole('button', { name: 'Назначить график' }).click();
    await page.getByRole('dialog', { name: 'Новый шаблон' }).getByRole('button', { name: 'Сохранить' }).click();
    const assign = page.getByRole('dialog', { name: 'Назначить график' });
    await assign
      .getByRole('combobox', { name: 'Мастер' })
      .or(assign.getByLabel('Мастер', { exact: true }))
      .first()
      .click();
    await page.getByRole('option', { name: 'Полина Орлова' }).click();
    await assign.getByText(/Измен[яи]тся \d+ смен/u).waitFor();
    await assign.getByRole('button', { name: 'Назначить' }).click();
    await page.getByText('График назначен', { exact: true }).waitFor();
    const polina = (await desk.client.staff.list({})).find(({ firstName }) => firstName === 'Полина')!.id;
    await expect.poll(() => planOf(polina, TODAY), PATIENCE).toMatchObject({ work: [[600, 1200]] });
    const [template] = await desk.client.schedule.templates();
    const values = {
      name: template!.name,
      kind: template!.kind,
      days: template!.days.map(() => ({ work: [[660, 900] as [number, number]], breaks: [] })),
    };
    await desk.client.schedule.updateTemplate({
      templateId: template!.id,
      version: 1,
      values,
      validFrom: '2026-03-20',
    });
    await page.getByRole('button', { name: 'Шаблоны' }).click();
    await page.getByRole('button', { name: /Изменить шаблон/u }).click();
    const form = page.getByRole('dialog', { name: '2/2, 10:00–20:00' });
    await form.getByText('с 20.03.2026', { exact: false }).first().waitFor();
    expect(
      await form
        .getByText('Ни одна смена не изменится.')
        .or(form.getByText(/Измен[яи]тся \d+/u))
        .count(),
    ).toBeGreaterThan(0);
    await page.keyboard.press('Escape');
    expect(await planOf(polina, '2026-03-16')).toMatchObject({ work: [[600, 1200]] });
    expect(await planOf(polina, '2026-03-21')).toMatchObject({ work: [[660, 900]] });
  });
});

describe('the year', () => {
  test('S6 an absence is drawn on the strip of its master, edited there and gone after removal', async () => {
    const { absenceId } = await desk.client.schedule.addAbsence({
      staffId: desk.maria,
      fromDate: '2026-07-01',
      toDate: '2026-07-14',
      reason: 'vacation',
    });
    expect(absenceId).toBeGreaterThan(0);
    await goTo('/schedule');
    await page.getByText('Отсутствия', { exact: true }).first().click();
    await page.getByText('14 дней').waitFor();
    await page.getByRole('button', { name: 'Мария Лебедева: Отпуск, 1 июля – 14 июля' }).click();
    const form = page.getByRole('dialog', { name: 'Отсутствие: Мария Лебедева' });
    await form.getByRole('button', { name: 'Убрать отсутствие' }).click();
    await form.waitFor({ state: 'hidden' });
    expect(await desk.client.schedule.absences({ fromDate: '2026-07-01', toDate: '2026-07-31' })).toEqual([]);
  });

  test('S7 the production calendar is loaded, a day is edited, the salon is closed on public holidays', async () => {
    await goTo('/schedule');
    await page.getByText('Праздники', { exact: true }).first().click();
    await page.getByRole('button', { name: 'Загрузить календарь на 2026 год' }).click();
    await page.getByRole('button', { name: 'сб, 9 мая, День Победы' }).waitFor();
    await page.getByRole('button', { name: 'ср, 13 мая' }).click();
    await page.getByRole('textbox', { name: 'Название' }).fill('День салона');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'ср, 13 мая, День салона' }).waitFor();
    await page.getByRole('button', { name: 'Закрыть салон в эти дни…' }).click();
    await page.getByRole('button', { name: /^Закрыть на \d+ дн/u }).click();
    await expect
      .poll(
        async () => (await desk.client.schedule.month({ fromDate: '2026-05-09', toDate: '2026-05-09' })).days[0],
        PATIENCE,
      )
      .toMatchObject({ hours: [], holiday: { kind: 'holiday', title: 'День Победы' } });
  });
});

describe('rooms', () => {
  test('R3 a room is closed from its card: who is booked is named, the closing is forced with a reason, opened again', async () => {
    const { roomId } = await desk.client.rooms.create({ name: 'Кабинет 1' });
    await desk.client.journal.book({
      localDate: TOMORROW,
      startMin: 960,
      clientId: desk.elena,
      lines: [{ serviceId: desk.cut, staffId: desk.anna, roomId }],
    });
    const closed = async () => (await desk.client.journal.blocks({ roomId, fromDate: TODAY })).length;
    await goTo('/settings/rooms');
    await page.getByRole('button', { name: 'Кабинет 1', exact: true }).click();
    await page.getByRole('button', { name: 'Закрыть на время…' }).click();
    const dialog = page.getByRole('dialog', { name: /Кабинет 1/u }).last();
    await dialog.getByLabel('По дату').first().click();
    await page.getByRole('button', { name: '14 марта 2026', exact: true }).click();
    await dialog.getByRole('checkbox', { name: 'Весь день' }).check();
    await dialog.getByRole('textbox', { name: 'Причина' }).first().fill('Ремонт');
    await dialog.getByText('В это время есть 1 запись').waitFor();
    expect(await dialog.textContent()).toMatch(/16:00–17:00.*Елена Громова/u);
    await dialog.getByRole('textbox', { name: 'Почему закрыть поверх записей' }).fill('Прорвало трубу');
    await dialog.getByRole('button', { name: 'Закрыть всё равно' }).click();
    await expect.poll(closed, PATIENCE).toBe(3);
    await page.getByRole('button', { name: '1 запись' }).waitFor();
    await page.getByRole('button', { name: /^Снова открыть/u }).click();
    await expect.poll(closed, PATIENCE).toBe(0);
  });
});
