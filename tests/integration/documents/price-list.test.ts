import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, type TestCore, openTestCore } from '../../helpers/test-core.ts';
import { TEST_TODAY } from '../../helpers/test-store.ts';

let salon: TestCore;
let client: Client;
let vip: number;

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
  const { services } = client;
  const { categoryId: hair } = await services.createCategory({ name: 'Волосы', colour: 'teal' });
  const { categoryId: colour } = await services.createCategory({ name: 'Окрашивание', colour: 'pink', parentId: hair });
  await services.createCategory({ name: 'Пустая', colour: 'gray' });
  const add = async (categoryId: number, name: string, priceMinor: number, more: object = {}): Promise<number> =>
    (await services.create({ categoryId, name, priceMinor, durationMin: 60, ...more })).serviceId;
  const cut = await add(hair, '=Стрижка', 200_000);
  const tone = await add(colour, 'Тонирование', 300_000, { priceMaxMinor: 500_000 });
  const old = await add(hair, 'Завивка', 100_000);
  await services.setArchived({ serviceId: old, version: 1, isArchived: true });
  const { levelId: top } = await services.createLevel({ name: 'Топ-мастер', percentBp: 12_000 });
  const { levelId: usual } = await services.createLevel({ name: 'Мастер', percentBp: 10_000 });
  for (const [name, levelId] of [
    ['Анна', top],
    ['Мария', usual],
  ] as const) {
    const { staffId } = await client.staff.create({ firstName: name, colour: 'teal', jobTitle: 'Стилист', levelId });
    const skills = name === 'Анна' ? [cut, tone] : [cut];
    await client.staff.setServices({ staffId, services: skills.map((serviceId) => ({ serviceId })) });
  }
  vip = (await services.createPriceList({ name: 'Для своих' })).priceListId;
  await services.setTerms({ listId: vip, cells: [{ serviceId: cut, priceMinor: 150_000 }] });
  await services.setTerms({ validFrom: '2026-12-01', cells: [{ serviceId: cut, priceMinor: 220_000 }] });
  await services.createBundle({
    categoryId: hair,
    name: 'День красоты',
    priceMinor: 450_000,
    items: [{ serviceId: cut }, { serviceId: tone }],
  });
});
afterAll(async () => {
  await salon.close();
});

async function textOf(input: { localDate: string; listId?: number }): Promise<string> {
  const { base64, fileName } = await client.documents.priceList(input);
  expect(fileName.endsWith(`${input.localDate}.pdf`)).toBe(true);
  const file = path.join(salon.dir, 'price.pdf');
  fs.writeFileSync(file, Buffer.from(base64, 'base64'));
  // Amounts are written with narrow and no-break spaces.
  return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replaceAll(/[\u{a0}\u{202f}]/gu, ' ');
}

describe('the price list as PDF', () => {
  test('P1 prices of each level on a day, categories as a tree, ranges and bundles; no archive, nothing empty', async () => {
    const text = await textOf({ localDate: TEST_TODAY });
    for (const part of ['Зеркало', 'Топ-мастер', 'Мастер', 'Волосы', 'Окрашивание', 'День красоты', '4 500 ₽']) {
      expect(text).toContain(part);
    }
    expect(text).toMatch(/=Стрижка +2 400 ₽ +2 000 ₽/u);
    expect(text).toMatch(/Тонирование +3 600 ₽ – 6 000 ₽ +—/u);
    expect(text).not.toMatch(/Завивка|Пустая/u);
  });

  test('P1 another day and another list have their own prices', async () => {
    expect(await textOf({ localDate: '2026-12-01' })).toMatch(/=Стрижка +2 640 ₽ +2 200 ₽/u);
    const forVip = await textOf({ localDate: TEST_TODAY, listId: vip });
    expect(forVip).toContain('Для своих');
    expect(forVip).toMatch(/=Стрижка +1 800 ₽ +1 500 ₽/u);
  });
});

test('P1 the price list as Excel holds amounts as numbers and names as text', async () => {
  const { base64, fileName } = await client.documents.priceList({ localDate: TEST_TODAY, format: 'xlsx' });
  expect(fileName).toBe('Прайс-лист 2026-03-12.xlsx');
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(Buffer.from(base64, 'base64') as never);
  const rows: unknown[][] = [];
  workbook.worksheets[0]!.eachRow((row) => rows.push((row.values as unknown[]).slice(1)));
  expect(rows[0]).toEqual([
    'Категория',
    'Услуга',
    'Время, мин',
    'Топ-мастер: Цена',
    'Топ-мастер: Цена до',
    'Мастер: Цена',
    'Мастер: Цена до',
  ]);
  expect(rows[1]?.slice(0, 6)).toEqual(['Волосы', '=Стрижка', 60, 2400, undefined, 2000]);
  expect(rows.find((row) => row[1] === 'Тонирование')?.slice(0, 5)).toEqual([
    'Волосы / Окрашивание',
    'Тонирование',
    60,
    3600,
    6000,
  ]);
});
