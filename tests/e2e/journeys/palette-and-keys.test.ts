import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { formatDate } from '../../../src-shared/i18n/format.ts';
import { goTo, signIn, useJourney } from '../helpers/browser-journey.ts';
import { OWNER_PIN } from '../helpers/server-process.ts';
import { type SmallSalon, openSmallSalon } from '../helpers/small-salon.ts';

const journey = useJourney();
let salon: SmallSalon;
let page: Page;
beforeAll(async () => {
  salon = await openSmallSalon(journey.desk.start());
});
beforeEach(async () => {
  page = await journey.open(salon.address);
  await signIn(page, 'Ольга Вишня', OWNER_PIN);
  await page.getByRole('group', { name: 'Журнал записи' }).waitFor();
});

const search = () => page.getByLabel('Поиск по всему');

async function ask(text: string): Promise<void> {
  await page.keyboard.press('Control+KeyK');
  await search().and(page.locator(':focus')).waitFor();
  await page.keyboard.type(text);
}

describe('Ctrl+K', () => {
  it('finds a client by the last digits of the phone', async () => {
    await ask('43-21');
    await page.getByRole('button', { name: /Елена Громова/u }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /Елена Громова/u }).waitFor();
    expect(page.url()).toMatch(/#\/clients\/\d+$/u);
  });

  it('opens the journal of «завтра»', async () => {
    await ask('завтра');
    await page.getByRole('button', { name: formatDate(salon.tomorrow, 'dayLong', 'ru') }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: formatDate(salon.tomorrow, 'dayLong', 'ru') }).waitFor();
    expect(page.url()).toContain(`#/journal/${salon.tomorrow}`);
  });

  it('runs a command by a beginning of its name, and says so when nothing is found', async () => {
    await ask('ъъъ');
    await page.getByText('Ничего по «ъъъ».').waitFor();
    await search().fill('>резерв');
    await page.getByRole('button', { name: /Создать резервную копию/u }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Копия создана и проверена').waitFor();
    await page.getByRole('row', { name: /Вручную.*Проверена/u }).waitFor();
  });
});

it('F1 lists the keys that work here, from the same registry', async () => {
  await page.keyboard.press('F1');
  const help = page.getByRole('dialog', { name: 'Клавиши' });
  await help.waitFor();
  for (const [name, key] of [
    ['Новая запись', 'F2'],
    ['День, неделя, месяц вперёд', 'Ctrl→'],
    ['Отменить действие', 'CtrlZ'],
    ['Заблокировать место', 'CtrlL'],
  ] as const) {
    const line = help.locator('dl > div').filter({ hasText: name });
    expect((await line.locator('dd').innerText()).replaceAll(/[\s+]/gu, '')).toBe(key);
  }
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'detached' });
});

describe('in the Russian layout', () => {
  /** A key as a Russian keyboard sends it: the letter is Cyrillic, the place of the key is what it is. */
  const pressRussian = async (letter: string, code: string, modifiers: number): Promise<void> => {
    const session = await page.context().newCDPSession(page);
    const event = { key: letter, code, modifiers, windowsVirtualKeyCode: code.charCodeAt(3) };
    await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event });
    await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
    await session.detach();
  };
  const CTRL = 2;

  it('Ctrl+Л is Ctrl+K, Ctrl+Я takes back, Ctrl+Ч and Ctrl+М carry a visit, Ctrl+Д locks', async () => {
    await pressRussian('л', 'KeyK', CTRL);
    await search().waitFor();
    await page.keyboard.press('Escape');
    await search().waitFor({ state: 'detached' });

    await salon.book(720);
    await goTo(page, `/journal/${salon.tomorrow}`);
    const column = page.getByRole('list', { name: /^Анна Соколова/u });
    const card = column.getByRole('button', { name: /^12:00–13:00, Наталья/u });
    await card.focus();
    await pressRussian('ч', 'KeyX', CTRL);
    await page.getByText(/^Перенос: Наталья/u).waitFor();
    await page.locator('.jg-slot').focus();
    await page.keyboard.press('PageDown');
    await pressRussian('м', 'KeyV', CTRL);
    await card.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /, Наталья/u }).waitFor();
    await pressRussian('я', 'KeyZ', CTRL);
    await card.waitFor();

    // In a text field the same key takes back letters, not the salon's work.
    await page.keyboard.press('F3');
    const clientSearch = page
      .getByRole('textbox', { name: 'Поиск клиента' })
      .or(page.getByPlaceholder(/Имя, телефон/u));
    await clientSearch.first().waitFor();
    await clientSearch.first().fill('Бел');
    await pressRussian('я', 'KeyZ', CTRL);
    const day = await salon.client.journal.day({ localDate: salon.tomorrow });
    expect(day.visits).toMatchObject([{ lines: [{ startMin: 720 }] }]);

    await pressRussian('д', 'KeyL', CTRL);
    await page.getByRole('dialog', { name: 'Место заблокировано' }).waitFor();
  });
});
