import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, type TestCore, openTestCore } from '../../helpers/test-core.ts';
import { TEST_TODAY } from '../../helpers/test-store.ts';

let salon: TestCore;
let client: Client;

beforeAll(async () => {
  salon = await openTestCore();
  client = salon.overPort().client;
  await client.setup.complete({
    locale: 'ru',
    salonName: 'Зеркало',
    weekHours: Array.from({ length: 7 }, () => [[540, 1260]] as [number, number][]),
    currency: 'RUB',
    timeZone: 'Europe/Moscow',
    owner: { name: 'Ольга', secretKind: 'pin', secret: '2468' },
    start: 'empty',
  });
  const { categoryId } = await client.services.createCategory({ name: 'Волосы', colour: 'teal' });
  const { serviceId } = await client.services.create({
    categoryId,
    name: 'Стрижка женская',
    priceMinor: 240_000,
    durationMin: 60,
  });
  for (const [index, name] of ['Анна', 'Мария'].entries()) {
    const { staffId } = await client.staff.create({
      firstName: name,
      lastName: 'Соколова',
      jobTitle: 'Стилист',
      colour: 'teal',
    });
    await client.staff.setServices({ staffId, services: [{ serviceId }] });
    await client.schedule.setDays({ days: [{ staffId, localDate: TEST_TODAY }], work: [[600, 1200]] });
    await client.journal.book({
      localDate: TEST_TODAY,
      startMin: 720 + index * 60,
      clientId: null,
      newClient: { firstName: '=1+1', lastName: 'Щукина', phone: `+7 916 123-45-6${index}` },
      lines: [{ serviceId, staffId }],
      comment: 'просит тихого мастера',
    });
  }
});
afterAll(async () => {
  await salon.close();
});

function save(base64: string, name: string): string {
  const file = path.join(salon.dir, name);
  fs.writeFileSync(file, Buffer.from(base64, 'base64'));
  return file;
}

describe('day sheet (PDF)', () => {
  test('prints masters, clients, phones, services and prices in Cyrillic as text that can be read back', async () => {
    const output = await client.documents.daySheet({ localDate: TEST_TODAY });
    expect(output).toMatchObject({ fileName: 'Расписание 2026-03-12.pdf', mediaType: 'application/pdf' });
    const file = save(output.base64, 'day.pdf');
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    for (const part of [
      'Расписание: Четверг, 12 марта',
      'Зеркало',
      '2 записи',
      'Анна Соколова',
      'Мария Соколова',
      'Щукина',
      'Стрижка женская',
      '12:00–13:00',
      '+7 916 123-45-60',
      'Не подтверждена',
      'тихого',
    ]) {
      expect(text).toContain(part);
    }
    expect(text.replaceAll(/\s/g, ' ')).toContain('2 400 ₽');
    expect(text).toContain('лист 1 из 1');
  });

  test('an empty day says so', async () => {
    const output = await client.documents.daySheet({ localDate: '2026-03-20' });
    const text = execFileSync('pdftotext', [save(output.base64, 'empty.pdf'), '-'], { encoding: 'utf8' });
    expect(text).toContain('никто не записан');
  });
});

describe('list of the day (Excel)', () => {
  test('opens as a table with sums; a name that looks like a formula stays text (S6)', async () => {
    const output = await client.documents.dayList({ localDate: TEST_TODAY });
    expect(output.fileName).toBe('Записи 2026-03-12.xlsx');
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.readFile(save(output.base64, 'day.xlsx'));
    const sheet = workbook.worksheets[0]!;
    const values = sheet.getSheetValues().slice(1) as unknown as (string | number)[][];
    expect(values[0]?.slice(1, 5)).toEqual(['Начало', 'Конец', 'Мастер', 'Клиент']);
    expect(values[1]).toEqual(expect.arrayContaining(['12:00', '13:00', 'Анна Соколова', 'Стрижка женская', 2400]));
    expect(values[3]).toEqual(expect.arrayContaining(['Итого', 4800]));
    expect(sheet.getCell('D2').formula).toBeUndefined();
    expect(sheet.getCell('D2').text).toContain('=1+1');
    expect(sheet.getCell('E2').text).toBe('+7 916 123-45-60');
    expect(workbook.creator).toContain('Ольга');
  });
});
