import { readdirSync, statSync, truncateSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { goTo, signIn, useJourney } from '../helpers/browser-journey.ts';
import { OWNER_PIN } from '../helpers/server-process.ts';
import { openSmallSalon } from '../helpers/small-salon.ts';

const journey = useJourney();

async function restoreListed(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Восстановить', exact: true }).first().click();
  const question = page.getByRole('dialog', { name: 'Восстановить салон из копии?' });
  await question.getByText('салон «Студия «Берёза»»').waitFor();
  await question.getByRole('button', { name: 'Восстановить', exact: true }).click();
}

it('a copy from another computer in the wizard, then the same copy after the file was cut', async () => {
  const { desk } = journey;
  const salon = await openSmallSalon(desk.start(desk.at('old')));
  await salon.book(720);
  const { id } = await salon.client.backup.create();
  await salon.server.stop();
  const seesTheVisit = async (page: Page): Promise<void> => {
    await goTo(page, `/journal/${salon.tomorrow}`);
    await page
      .getByRole('list', { name: /^Анна Соколова/u })
      .getByRole('button', { name: /^12:00–13:00, Наталья/u })
      .waitFor();
  };

  const dataDir = desk.at('new');
  const server = desk.start(dataDir);
  const page = await journey.open(await server.address());
  await page.getByRole('button', { name: 'Восстановить из копии' }).click();
  await page.getByText('В этой папке копий нет.').waitFor();

  // A wrong file is refused in words, and nothing is lost by it.
  const chooseFile = page.locator('input[type="file"]');
  await chooseFile.setInputFiles({
    name: 'prices.xlsx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.alloc(20_000, 'not a copy '),
  });
  await page.getByRole('alert').getByText('это не файл данных салона').waitFor();
  await chooseFile.setInputFiles(desk.at('old', 'backups', id));
  await page.getByText('Файл загружен и проверен: «Студия «Берёза»», записей 1, клиентов 2.').waitFor();
  await restoreListed(page);
  await signIn(page, 'Ольга Вишня', OWNER_PIN);
  await seesTheVisit(page);
  await server.stop();

  // Half of the file is gone: the recovery names it, keeps it and offers the copy.
  const file = desk.at('new', 'zerkalo.db');
  truncateSync(file, Math.floor(statSync(file).size / 8192) * 4096);
  const again = desk.start(dataDir);
  const recovery = await journey.open(await again.address());
  await recovery.getByRole('heading', { name: 'Файл данных обрезан' }).waitFor();
  await recovery.getByText(file, { exact: true }).waitFor();
  await recovery.getByRole('row', { name: /Загружена из файла.*Проверена/u }).waitFor();
  await recovery.getByRole('button', { name: 'Попробовать ещё раз' }).click();
  await recovery.getByText('Салон всё ещё не открывается').waitFor();
  await restoreListed(recovery);
  await signIn(recovery, 'Ольга Вишня', OWNER_PIN);
  await seesTheVisit(recovery);
  expect(readdirSync(desk.at('new', 'backups')).filter((name) => name.includes('-damaged'))).not.toEqual([]);
});
