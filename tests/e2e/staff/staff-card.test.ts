import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PATIENCE, goTo, signIn } from '../helpers/browser-journey.ts';
import { type JournalDesk, TODAY, openJournalDesk } from '../journal/journal-desk.ts';

/** The smallest picture there is. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const SCAN = Buffer.from('%PDF-1.7\nscan');

let desk: JournalDesk;
/** One desk for the whole journey: first reception stands at it, then the owner. */
let page: Page;
beforeAll(async () => {
  desk = await openJournalDesk();
  page = await desk.open();
});
afterAll(() => desk.close());

/** Puts the owner in reception's place. */
async function signOwnerIn(): Promise<void> {
  await page.context().clearCookies({ name: /^zk_session/u });
  await page.reload();
  await signIn(page, 'Ольга', '2468');
}

describe('the card of a master', () => {
  test('reception sees neither papers nor contacts of others', async () => {
    await desk.client.staff.addNote({ staffId: desk.anna, body: 'Просит прибавку' });
    await goTo(page, `/settings/staff?person=${desk.anna}&tab=documents`);
    const card = page.getByRole('dialog', { name: 'Анна Соколова' });
    await card.getByRole('tab', { name: 'Работа' }).waitFor();
    expect(await card.getByRole('tab').allTextContents()).toEqual([
      'Личное',
      'Работа',
      expect.stringMatching(/^Услуги/u),
    ]);
    expect(await card.getByLabel('Адрес').count()).toBe(0);
    await signOwnerIn();
  });

  test('contacts, a position made on the way and a portrait cropped by keys', async () => {
    await goTo(page, '/settings/staff');
    await page.getByRole('button', { name: 'Анна Соколова Стилист' }).click();
    const card = page.getByRole('dialog', { name: 'Анна Соколова' });
    await card.getByLabel('Отчество').fill('Павловна');
    await card.getByLabel('День рождения').fill('04.05.1990');
    await card.getByLabel('Мессенджер').fill('Telegram @anna');

    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: 'anna.png', mimeType: 'image/png', buffer: PICTURE });
    const crop = page.getByRole('dialog', { name: 'Какую часть показать' });
    await crop.getByRole('application', { name: 'Рамка фотографии' }).focus();
    await page.keyboard.press('Equal');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Control+Enter');
    await crop.waitFor({ state: 'detached' });
    await card.locator('img.z-photo').waitFor();

    await card.getByRole('tab', { name: 'Работа' }).click();
    await card.getByRole('button', { name: 'Список должностей…' }).click();
    const positions = page.getByRole('dialog', { name: 'Должности' });
    await positions.getByLabel('Название').fill('Топ-стилист');
    await page.keyboard.press('Enter');
    await positions.locator('input[value="Топ-стилист"]').waitFor();
    await page.keyboard.press('Escape');
    await card.getByLabel('Должность').click();
    await page.getByRole('option', { name: 'Топ-стилист' }).click();
    await page.keyboard.press('Control+Enter');
    await card.waitFor({ state: 'detached' });

    const person = async () => (await desk.client.staff.list({})).find(({ id }) => id === desk.anna)!;
    expect(await person()).toMatchObject({
      middleName: 'Павловна',
      birthday: '1990-05-04',
      messenger: 'Telegram @anna',
      positionRole: 'master',
    });
    const { photoFileId } = await person();
    expect(await desk.client.staff.photo({ fileId: photoFileId! })).toMatchObject({ mediaType: 'image/jpeg' });
    await page
      .getByRole('button', { name: /Анна Соколова/u })
      .locator('img')
      .waitFor();
  });

  test('a document near its end warns in the list and the status bar; Ctrl+Z takes it back', async () => {
    await goTo(page, `/settings/staff?person=${desk.maria}&tab=documents`);
    const card = page.getByRole('dialog', { name: 'Мария Лебедева' });
    await card.getByRole('button', { name: 'Добавить документ' }).click();
    const form = page.getByRole('dialog', { name: 'Добавить документ' });
    await page.keyboard.type('Медкнижка');
    await form.getByLabel('Действует по').fill('19.03.2026');
    await form.getByRole('switch', { name: 'Не записывать к мастеру без этого документа' }).check({ force: true });
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: 'книжка.pdf', mimeType: 'application/pdf', buffer: SCAN });
    await form.getByText('книжка.pdf').waitFor();
    await form.getByLabel('Номер').focus();
    await page.keyboard.press('Control+Enter');
    await form.waitFor({ state: 'detached' });
    await card.getByText('осталось 7 дней, по').waitFor();
    await card.getByText('без него не записываем').waitFor();
    await card.getByRole('button', { name: 'Открыть файл: книжка.pdf' }).waitFor();
    expect(await desk.client.staff.documentWarnings()).toMatchObject([
      { staffId: desk.maria, title: 'Медкнижка', expiresOn: '2026-03-19', level: 'close', blocksBooking: true },
    ]);
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });
    await page.getByRole('region', { name: '1 документ требует внимания' }).getByText('Медкнижка').waitFor();
    await page.getByRole('link', { name: '1 документ сотрудников' }).waitFor();
    await page.keyboard.press('Control+KeyZ');
    await page.getByRole('link', { name: '1 документ сотрудников' }).waitFor({ state: 'detached' });
  });

  test('Esc closes the dialog over the card, and the next Esc the card', async () => {
    await goTo(page, `/settings/staff?person=${desk.anna}&tab=documents`);
    const card = page.getByRole('dialog', { name: 'Анна Соколова' });
    await card.getByRole('button', { name: 'Добавить документ' }).click();
    const paper = page.getByRole('dialog', { name: /документ/iu });
    await paper.waitFor();
    await page.keyboard.press('Escape');
    await paper.waitFor({ state: 'detached' });
    expect(await card.isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });
  });

  test('a file that is no scan is refused where it is chosen, and the words say what fits', async () => {
    await goTo(page, `/settings/staff?person=${desk.maria}&tab=trainings`);
    const card = page.getByRole('dialog', { name: 'Мария Лебедева' });
    await card.getByRole('button', { name: 'Добавить обучение' }).click();
    const form = page.getByRole('dialog', { name: 'Добавить обучение' });
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: 'курс.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ program') });
    await form.getByText('Приложите PDF, JPEG, PNG или WebP').waitFor();
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });
  });

  test('archiving a master with bookings offers to give them to others', async () => {
    await desk.book({ startMin: 900 });
    await goTo(page, '/settings/staff');
    await page.getByRole('button', { name: 'Действия: Анна Соколова' }).click();
    await page.getByRole('menuitem', { name: 'В архив' }).click();
    const question = page.getByRole('dialog', { name: /есть 1 предстоящая запись/u });
    await question.getByRole('button', { name: 'Раздать записи' }).click();
    await page.getByRole('button', { name: /Решение: 15:00–16:00, Наталья Белова/u }).waitFor();
    expect(page.url()).toContain(`staff=${desk.anna}&from=${TODAY}&to=${TODAY}`);
    await expect
      .poll(async () => (await desk.client.staff.list({})).some(({ id }) => id === desk.anna), PATIENCE)
      .toBe(true);
  });
});
