import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sheetDayDue, sheetsToDelete } from '../../../src-shared/documents/evening-sheet.rules.ts';
import { addDays } from '../../../src-shared/kernel/local-date.ts';
import { type Client, TEST_PIN, type TestCore, openTestCore } from '../../helpers/test-core.ts';
import { TEST_TODAY, temporaryFolder } from '../../helpers/test-store.ts';

const TOMORROW = addDays(TEST_TODAY, 1);
const HOUR_MS = 3_600_000;

let salon: TestCore;
let client: Client;
let folder: string;

beforeEach(async () => {
  salon = await openTestCore();
  client = salon.overPort().client;
  folder = salon.core.paths.daySheets;
  await client.setup.complete({
    locale: 'ru',
    salonName: 'Зеркало',
    weekHours: Array.from({ length: 7 }, () => [[540, 1260]] as [number, number][]),
    currency: 'RUB',
    timeZone: 'Europe/Moscow',
    owner: { name: 'Ольга', secretKind: 'pin', secret: '2468' },
    start: 'empty',
  });
});
afterEach(async () => {
  await salon.close();
});

/** 10:00 of the test day in Moscow, and so many hours more. */
const wait = (hours: number): void => {
  salon.clock.atMs += hours * HOUR_MS;
};
const look = (): Promise<void> => salon.core.sheets.makeIfDue();
const files = (): string[] => (fs.existsSync(folder) ? fs.readdirSync(folder).toSorted() : []);
const textOf = (localDate: string): string =>
  execFileSync('pdftotext', ['-layout', path.join(folder, `Расписание ${localDate}.pdf`), '-'], { encoding: 'utf8' });

async function bookTomorrow(lastName: string, startMin: number): Promise<void> {
  const { categoryId } = await client.services.createCategory({ name: `Волосы ${startMin}`, colour: 'teal' });
  const work = { categoryId, name: 'Стрижка', priceMinor: 240_000, durationMin: 60 };
  const { serviceId } = await client.services.create(work);
  const { staffId } = await client.staff.create({
    firstName: 'Анна',
    lastName: 'Соколова',
    jobTitle: '',
    colour: 'teal',
  });
  await client.staff.setServices({ staffId, services: [{ serviceId }] });
  await client.schedule.setDays({ days: [{ staffId, localDate: TOMORROW }], work: [[600, 1200]] });
  await client.journal.book({
    localDate: TOMORROW,
    startMin,
    clientId: null,
    newClient: { firstName: 'Ольга', lastName, phone: '+7 916 123-45-67' },
    lines: [{ serviceId, staffId }],
  });
}

describe('which sheet is due', () => {
  test('from the evening on it is that of tomorrow, before it that of today', () => {
    const at = (minute: number) => sheetDayDue({ localDate: TEST_TODAY, minute }, 1200);
    expect([at(0), at(1199), at(1200), at(1439)]).toEqual([TEST_TODAY, TEST_TODAY, TOMORROW, TOMORROW]);
  });

  test('the newest fourteen days are kept', () => {
    const dates = Array.from({ length: 16 }, (_, index) => addDays(TEST_TODAY, index));
    expect(sheetsToDelete(dates)).toEqual([addDays(TEST_TODAY, 1), TEST_TODAY]);
    expect(sheetsToDelete(dates.slice(0, 14))).toEqual([]);
  });
});

describe('evening sheets', () => {
  test('a missed evening is made up for at the start; in the evening tomorrow is saved, and again when it changes', async () => {
    await look();
    expect(files()).toEqual([`Расписание ${TEST_TODAY}.pdf`]);
    wait(9.9);
    await look();
    expect(files()).toHaveLength(1);
    wait(0.2);
    await look();
    expect(files()).toEqual([`Расписание ${TEST_TODAY}.pdf`, `Расписание ${TOMORROW}.pdf`]);
    expect(textOf(TOMORROW)).not.toContain('Щукина');
    await bookTomorrow('Щукина', 720);
    await look();
    expect(textOf(TOMORROW)).toContain('Щукина');
    expect(textOf(TOMORROW)).toContain('+7 916 123-45-67');
    // Without a change the file stays the same one.
    const { mtimeMs } = fs.statSync(path.join(folder, `Расписание ${TOMORROW}.pdf`));
    await look();
    expect(fs.statSync(path.join(folder, `Расписание ${TOMORROW}.pdf`)).mtimeMs).toBe(mtimeMs);
    expect(await client.documents.eveningSheets()).toMatchObject({
      folder,
      sheets: [{ localDate: TOMORROW }, { localDate: TEST_TODAY }],
      problem: null,
    });
  });

  test('phones are shown as the role of the setting sees them; whole ones only to who may see them', async () => {
    await bookTomorrow('Щукина', 720);
    wait(11);
    salon.addUser('accountant', 'Бухгалтер');
    const other = salon.overPort('other').client;
    const people = await other.access.people();
    const accountant = people.find(({ name }) => name === 'Бухгалтер');
    await other.access.signIn({ userId: accountant!.id, secret: TEST_PIN });
    await look();
    await expect(other.documents.eveningSheet({ localDate: TOMORROW })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await client.settings.update({ values: { eveningSheetRole: 'master' } });
    await client.documents.makeEveningSheet();
    expect(textOf(TOMORROW)).toContain('+7 9•• •••-••-67');
    expect(textOf(TOMORROW)).not.toContain('123-45');
    const file = await other.documents.eveningSheet({ localDate: TOMORROW });
    expect(file).toMatchObject({ fileName: `Расписание ${TOMORROW}.pdf`, mediaType: 'application/pdf' });
  });

  test('another folder: nothing foreign is deleted there; one that is gone is told, and tried again', async () => {
    const other = temporaryFolder('zerkalo-sheets-');
    folder = path.join(other, 'flash');
    fs.mkdirSync(folder);
    const old = Array.from({ length: 15 }, (_, index) => `Расписание ${addDays(TEST_TODAY, -1 - index)}.pdf`);
    for (const name of [...old, 'Отчёт 2020-01-01.pdf', 'Расписание.pdf'])
      fs.writeFileSync(path.join(folder, name), '');
    await client.settings.update({ values: { eveningSheetFolder: folder } });
    await look();
    const ours = files().filter((name) => /^Расписание \d/u.test(name));
    expect([ours.length, ours.at(-1)]).toEqual([14, `Расписание ${TEST_TODAY}.pdf`]);
    expect(files()).toEqual(expect.arrayContaining(['Отчёт 2020-01-01.pdf', 'Расписание.pdf']));
    fs.rmSync(other, { recursive: true });
    wait(11);
    await look();
    expect(await client.documents.eveningSheets()).toMatchObject({ sheets: [], problem: { code: 'NO_FOLDER' } });
    await client.settings.update({ values: { eveningSheetFolder: 'flash' } });
    expect(await client.documents.makeEveningSheet()).toMatchObject({ problem: { code: 'NOT_ABSOLUTE' } });
    fs.mkdirSync(folder, { recursive: true });
    await client.settings.update({ values: { eveningSheetFolder: folder } });
    await look();
    expect(files()).toEqual([`Расписание ${TOMORROW}.pdf`]);
    fs.rmSync(other, { recursive: true });
  });

  test('switched off nothing is made by itself, but at a press of the button', async () => {
    await client.settings.update({ values: { isEveningSheetOn: false } });
    wait(11);
    await look();
    expect(files()).toEqual([]);
    expect(await client.documents.makeEveningSheet()).toMatchObject({ isOn: false, sheets: [{ localDate: TOMORROW }] });
  });
});
