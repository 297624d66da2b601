import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { PATIENCE, goTo, signIn, useJourney } from '../helpers/browser-journey.ts';
import { OWNER_PIN, clientOf, setUpSalon } from '../helpers/server-process.ts';

const journey = useJourney();

/** What Excel of a Russian Windows saves as CSV: letters of one byte. */
function windows1251(text: string): Buffer {
  const bytes = Array.from(text, (letter) => {
    const code = letter.codePointAt(0)!;
    return code < 128 ? code : letter === 'ё' ? 0xb8 : code - 0x410 + 0xc0;
  });
  return Buffer.from(bytes);
}

const TABLE = windows1251(
  [
    'Клиентская база салона;;;;',
    'ФИО;Телефон;Дата рождения;Памятка;Оплачено',
    'Белова Наталья Петровна;8 (916) 123-45-67;12.03.1990;любит чай;15000',
    'Громова Елена;+7 903 765-43-21, 8 903 765-43-22;31.02.1985;;0',
    'Орлова Дарья;7,92E+10;1 мая 1979;;',
    'Белова Наталья;+7 916 123 45 67;;повтор;',
    ';;;некому;',
  ].join('\r\n'),
);

it('B22: a table of windows-1251 with mistakes: columns, rehearsal, report, run, and back by one press', async () => {
  const server = journey.desk.start();
  const address = await server.address();
  const client = await clientOf(address);
  await setUpSalon(client);
  const { clientId: elena } = await client.clients.create({
    firstName: 'Елена',
    lastName: 'Громова',
    phones: [{ phone: '+7 903 765-43-21' }],
  });
  const page = await journey.open(address);
  await signIn(page, 'Ольга Вишня', OWNER_PIN);
  await goTo(page, '/clients');
  await page.getByRole('button', { name: 'Импорт' }).click();

  // What is no table is refused with advice, at the place where it was handed in.
  const file = page.locator('input[type="file"]');
  await file.setInputFiles({ name: 'договор.xlsx', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') });
  await page.getByRole('alert').filter({ hasText: 'Это не таблица' }).waitFor();
  await file.setInputFiles({ name: 'клиенты.csv', mimeType: 'text/csv', buffer: TABLE });

  // The columns are set by their heads; the note has a head that nobody knows, and is set by keyboard.
  const preview = page.getByRole('region', { name: 'Первые строки файла' });
  await preview.getByText('Белова Наталья Петровна').waitFor();
  const column = (letter: string) => page.getByRole('combobox', { name: `Столбец ${letter}: что в нём` });
  await expect.poll(() => column('A').inputValue(), PATIENCE).toBe('ФИО одним столбцом');
  expect(await column('B').inputValue()).toBe('Телефон');
  expect(await column('C').inputValue()).toBe('День рождения');
  expect(await column('D').inputValue()).toBe('');
  await column('D').focus();
  await page.keyboard.type('Заметка');
  await page.getByRole('option', { name: 'Заметка', exact: true }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(() => column('D').inputValue(), PATIENCE).toBe('Заметка');
  await page.getByText('Фамилия: Белова').waitFor();
  await page.getByRole('button', { name: 'Проверить' }).click();

  // The rehearsal: counts, and each remark with its row and column.
  const count = (title: string) => page.locator('dl > div').filter({ hasText: title }).locator('dd');
  await expect.poll(() => count('Новые клиенты').textContent(), PATIENCE).toBe('2');
  expect(await count('Будут дополнены').textContent()).toBe('1');
  expect(await count('Повторы в файле').textContent()).toBe('1');
  expect(await count('Не будут взяты').textContent()).toBe('1');
  const line = (text: string) => page.getByRole('row').filter({ hasText: text });
  await line('31.02.1985').filter({ hasText: 'C Дата рождения' }).filter({ hasText: 'Дата не распознана' }).waitFor();
  await line('7,92E+10').filter({ hasText: 'Excel округлил номер' }).waitFor();
  await line('тот же человек, что в строке 3').waitFor();
  await line('совпал телефон').getByRole('link', { name: /Елена/u }).waitFor();
  expect((await client.clients.list({})).total).toBe(1);
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Отчёт в Excel' }).click();
  const report = await saving;
  expect(report.suggestedFilename()).toBe('Отчёт импорта клиенты.xlsx');
  expect(
    readFileSync(await report.path())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');

  // The choice about known clients is rehearsed at once.
  await page.getByRole('radio', { name: 'Не трогать' }).click();
  await expect.poll(() => count('Без изменений').textContent(), PATIENCE).toBe('1');
  await page.getByRole('radio', { name: 'Заполнить пустые поля' }).click();
  await expect.poll(() => count('Будут дополнены').textContent(), PATIENCE).toBe('1');

  await page.getByRole('button', { name: 'Импортировать 3 клиентов' }).click();
  await page.getByRole('heading', { name: 'Импорт завершён' }).waitFor();
  const { clients } = await client.clients.list({});
  expect(clients.map(({ name }) => name).toSorted()).toEqual(['Дарья Орлова', 'Елена Громова', 'Наталья Белова']);
  const card = await client.clients.card({ clientId: elena });
  expect(card.phones.map(({ phone }) => phone)).toEqual(['+7 903 765-43-21', '+7 903 765-43-22']);
  expect(card.note).toBe('День рождения в файле: 31.02.1985');

  // Ctrl+Z takes the whole import back; the list below says so.
  await page.keyboard.press('Control+KeyZ');
  await page.getByText('Отменено').first().waitFor();
  await expect.poll(async () => (await client.clients.list({})).total, PATIENCE).toBe(1);
  await line('клиенты.csv').filter({ hasText: 'отменён' }).waitFor();
  expect((await client.clients.card({ clientId: elena })).phones).toHaveLength(1);

  // The same heads again: the columns are as they were chosen. The second import is undone from the list, weeks later as well.
  await page.getByRole('button', { name: 'Импортировать ещё файл' }).click();
  await file.setInputFiles({ name: 'клиенты.csv', mimeType: 'text/csv', buffer: TABLE });
  await page.getByText('как вы выбрали для такого файла в прошлый раз').waitFor();
  expect(await column('D').inputValue()).toBe('Заметка');
  await page.getByRole('button', { name: 'Проверить' }).click();
  await page.getByRole('button', { name: 'Импортировать 3 клиентов' }).click();
  await page.getByRole('heading', { name: 'Импорт завершён' }).waitFor();
  const daria = (await client.clients.search({ query: 'Орлова' }))[0]!;
  await client.clients.update({ clientId: daria.id, version: 1, values: { note: 'звонила' } });
  await page.getByRole('button', { name: 'Отменить весь импорт' }).click();
  const dialog = page.getByRole('dialog', { name: 'Отменить весь импорт?' });
  await dialog.getByText('карточку изменили').waitFor();
  await dialog.getByText('Будет удалено клиентов: 1.').waitFor();
  await dialog.getByRole('button', { name: 'Отменить, оставив этих клиентов' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await expect.poll(async () => (await client.clients.list({})).total, PATIENCE).toBe(2);
  await server.stop();
});
