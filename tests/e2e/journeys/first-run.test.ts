import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { PATIENCE, goTo, useJourney } from '../helpers/browser-journey.ts';
import { clientOf, OWNER_PIN } from '../helpers/server-process.ts';

const journey = useJourney();

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

it('from an empty folder to a printed day: wizard, price list, masters, schedule, booking by keyboard', async () => {
  const server = journey.desk.start();
  const address = await server.address();
  const page = await journey.open(address);

  // The wizard says what is missing and keeps what was typed.
  await page.getByRole('heading', { level: 1, name: 'Настройка салона' }).waitFor();
  await press(page, 'Продолжить');
  await page.getByText('Заполните это поле.').waitFor();
  await page.getByLabel('Название салона').fill('Студия «Берёза»');
  await page.keyboard.press('Enter');
  await page.getByText('Когда салон открыт для клиентов.').waitFor();
  await press(page, 'Продолжить');
  await page.getByLabel('Имя и фамилия').fill('Ольга Вишня');
  await page.getByRole('textbox', { name: 'ПИН-код' }).fill('1234');
  await page.getByLabel('Ещё раз').fill('1234');
  await press(page, 'Продолжить');
  await page.getByText('Такой ПИН-код легко угадать.').waitFor();
  await page.getByRole('textbox', { name: 'ПИН-код' }).fill(OWNER_PIN);
  await page.getByLabel('Ещё раз').fill(OWNER_PIN);
  await press(page, 'Продолжить');
  await page.getByRole('radio', { name: /Пустой салон/u }).waitFor();
  await press(page, 'Открыть салон');

  // The journal is empty and says where to begin.
  await page.getByText('Добавьте мастера').first().waitFor();

  await goTo(page, '/settings/services');
  await page.getByText('В прейскуранте пока пусто').waitFor();
  await page.getByRole('button', { name: 'Новая категория' }).first().click();
  await page.getByLabel('Название').fill('Волосы');
  await page.keyboard.press('Enter');
  await page.getByText('В этой категории пока нет услуг.').waitFor();
  await page.getByRole('button', { name: 'Новая услуга' }).first().click();
  const service = page.getByRole('dialog', { name: 'Новая услуга' });
  await service.getByLabel('Название').fill('Стрижка');
  await service.getByLabel('Цена', { exact: true }).fill('2 400');
  await service.getByLabel('Время, мин').fill('45');
  await page.keyboard.press('Control+Enter');
  await service.waitFor({ state: 'detached' });
  await page.getByRole('row', { name: /Стрижка.*2 400.*45 мин.*никто/u }).waitFor();

  await goTo(page, '/settings/rooms');
  await page.getByRole('button', { name: 'Новый кабинет' }).first().click();
  const room = page.getByRole('dialog', { name: 'Новый кабинет' });
  await room.getByRole('textbox', { name: 'Название' }).fill('Зал');
  await page.keyboard.press('Control+Enter');
  await room.waitFor({ state: 'detached' });
  await page.getByRole('row', { name: /Зал/u }).waitFor();

  await goTo(page, '/settings/staff');
  await page.getByRole('button', { name: 'Новый сотрудник' }).first().click();
  const card = page.getByRole('dialog', { name: 'Новый сотрудник' });
  await card.getByRole('textbox', { name: 'Имя' }).fill('Анна');
  await card.getByLabel('Фамилия').fill('Соколова');
  await card.getByRole('tab', { name: 'Работа' }).click();
  await card.getByRole('combobox', { name: 'Обычный кабинет' }).click();
  await page.getByRole('option', { name: 'Зал' }).click();
  await card.getByRole('tab', { name: /Услуги/u }).click();
  await card.getByLabel('Вся категория «Волосы»').check();
  await card.getByRole('button', { name: 'Сохранить' }).click();
  await card.waitFor({ state: 'detached' });
  await page.getByRole('row', { name: /Анна Соколова.*Зал.*1 услуга/u }).waitFor();

  await goTo(page, '/schedule');
  await page.getByText('Никому ещё не назначен график.').waitFor();
  await page.getByRole('button', { name: 'Назначить график' }).first().click();
  const template = page.getByRole('dialog', { name: 'Новый шаблон' });
  await template.getByText('По неделе').click();
  for (const day of ['сб', 'вс']) await template.getByText(day, { exact: true }).click();
  await template.getByRole('button', { name: 'Сохранить' }).click();
  const assignment = page.getByRole('dialog', { name: 'Назначить график' });
  await assignment.getByText('Ближайшие две недели').waitFor();
  await assignment.getByRole('combobox', { name: 'Мастер' }).click();
  await page.getByRole('option', { name: 'Анна Соколова' }).click();
  await assignment.getByRole('button', { name: 'Назначить', exact: true }).click();
  await assignment.waitFor({ state: 'detached' });

  // Tomorrow, whatever the time is now. From here on without the mouse.
  await page.keyboard.press('Control+Digit1');
  await page.getByRole('group', { name: 'Журнал записи' }).waitFor();
  const today = await page.getByRole('heading', { level: 1 }).textContent();
  await page.keyboard.press('Control+ArrowRight');
  await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent(), PATIENCE).not.toBe(today);
  const column = page.getByRole('list', { name: /^Анна Соколова/u });
  await column.waitFor();
  await page.keyboard.press('F2');
  const form = page.getByRole('dialog', { name: 'Новая запись' });
  await form.waitFor();
  await page.keyboard.type('Наталья Белова 9161234567');
  await page.getByRole('option', { name: /Новый клиент/u }).waitFor();
  await page.keyboard.press('Alt+Enter');
  await form.getByRole('textbox', { name: 'Имя' }).waitFor();
  await form.getByLabel('Добавить услугу').focus();
  await page.keyboard.type('стриж');
  await page.getByRole('option', { name: /Стрижка/u }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Enter');
  await form.waitFor({ state: 'detached' });
  const visit = column.getByRole('button', { name: /10:00–10:45, Наталья/u });
  await visit.waitFor();

  await visit.focus();
  await page.keyboard.press('Space');
  await page.getByRole('menuitem', { name: 'Подтверждена' }).waitFor();
  await page.keyboard.press('Enter');
  await column.getByRole('button', { name: /Наталья.*Подтверждена/u }).waitFor();

  await visit.focus();
  await page.keyboard.press('Delete');
  await page.getByRole('dialog', { name: 'Отмена записи' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+Enter');
  await visit.waitFor({ state: 'detached' });
  await page.getByRole('status').filter({ hasText: 'Заболел клиент' }).waitFor();
  await page.keyboard.press('Control+KeyZ');
  await column.getByRole('button', { name: /Наталья.*Подтверждена/u }).waitFor();

  for (const [item, kind, head] of [
    ['Сохранить лист дня (PDF)', '.pdf', '%PDF-'],
    ['Сохранить таблицу (Excel)', '.xlsx', 'PK'],
  ] as const) {
    await page.getByRole('button', { name: 'Печать и файлы' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: item }).click(),
    ]);
    expect(download.suggestedFilename().endsWith(kind)).toBe(true);
    const bytes = readFileSync(await download.path());
    expect(bytes.subarray(0, head.length).toString('latin1')).toBe(head);
    expect(bytes.length).toBeGreaterThan(2000);
  }

  // All of it is in the file: the same after the program was closed and opened.
  await server.stop();
  const again = journey.desk.start();
  const client = await clientOf(await again.address());
  const [owner] = await client.access.people({});
  expect(owner?.name).toBe('Ольга Вишня');
  await client.access.signIn({ userId: owner!.id, secret: OWNER_PIN });
  const { localDate } = await client.journal.visit({ visitId: 1 });
  const day = await client.journal.day({ localDate: localDate });
  expect(day.visits).toMatchObject([{ clientName: expect.stringContaining('Наталья'), status: 'confirmed' }]);
});
