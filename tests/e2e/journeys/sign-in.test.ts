import { beforeAll, expect, it } from 'vitest';
import { signIn, useJourney } from '../helpers/browser-journey.ts';
import { OWNER_PIN } from '../helpers/server-process.ts';
import { ADMINISTRATOR_PIN, type SmallSalon, openSmallSalon } from '../helpers/small-salon.ts';

const journey = useJourney();
let salon: SmallSalon;
let elsewhere: string;
beforeAll(async () => {
  salon = await openSmallSalon(journey.desk.start());
  elsewhere = new URL(salon.address).origin;
});

it('a browser without the key is asked for the printed address, and remembered with it', async () => {
  const page = await journey.open(elsewhere);
  await page.getByRole('heading', { name: 'Этот браузер здесь впервые' }).waitFor();
  const field = page.getByLabel('Адрес или ключ');
  await field.fill('откройте, пожалуйста');
  await page.keyboard.press('Enter');
  await page.getByText('В этом тексте нет ключа.').waitFor();
  await field.fill(`${elsewhere}/?key=${'A'.repeat(43)}`);
  await page.keyboard.press('Enter');
  await page.getByText('Ключ не подошёл.').waitFor();
  expect(await page.getByText('Ольга Вишня').count()).toBe(0);
  await page.getByLabel('Адрес или ключ').fill(salon.address);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Ольга Вишня/u }).waitFor();
  expect(page.url()).not.toContain('key=');
  await page.goto(elsewhere);
  await page.getByRole('button', { name: /^Ольга Вишня/u }).waitFor();
});

it('a wrong PIN is told with the tries that are left; then comes a pause, for that name only', async () => {
  const page = await journey.open(salon.address);
  await page.getByRole('button', { name: /^Елена Ким/u }).click();
  for (const left of ['осталось 4 попытки', 'осталось 3 попытки', 'осталось 2 попытки', 'осталась 1 попытка']) {
    await page.locator('input[type="password"]').fill('9753');
    await page.keyboard.press('Enter');
    await page.getByText(`ПИН-код или пароль не подходит. До паузы ${left}.`).waitFor();
    expect(await page.locator('input[type="password"]').inputValue()).toBe('');
  }
  await page.locator('input[type="password"]').fill('9753');
  await page.keyboard.press('Enter');
  await page.getByText(/Слишком много неверных попыток\. Следующая попытка — через \d+ сек/u).waitFor();
  expect(await page.locator('input[type="password"]').isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Другой пользователь' }).click();
  await signIn(page, 'Ольга Вишня', OWNER_PIN);
  await salon.client.access.unlockUser({ userId: (await salon.client.access.users({})).find(isElena)!.id });
});

it('Ctrl+L locks the desk in place; the same person goes on, another one sees their own journal', async () => {
  const page = await journey.open(salon.address);
  await signIn(page, 'Ольга Вишня', OWNER_PIN);
  await page.getByRole('group', { name: 'Журнал записи' }).waitFor();
  await page.keyboard.press('Control+Digit3');
  await page.getByRole('heading', { level: 1, name: 'Клиенты' }).waitFor();
  await page.keyboard.press('Control+KeyL');
  const lock = page.getByRole('dialog', { name: 'Место заблокировано' });
  await lock.waitFor();

  // Behind the lock neither keys nor procedures answer.
  await page.keyboard.press('Control+Digit1');
  await page.keyboard.press('F2');
  expect(page.url()).toContain('#/clients');
  const status = await page.evaluate(async () => (await fetch('/api/v1/clients')).status);
  expect(status).toBe(401);
  // What another desk does meanwhile is on the screen when the person is back.
  await salon.client.clients.create({ firstName: 'Зоя', lastName: 'Пришла-Позже' });
  await lock.locator('input[type="password"]').fill('9753');
  await page.keyboard.press('Enter');
  await lock.getByText(/ПИН-код или пароль не подходит/u).waitFor();
  await lock.locator('input[type="password"]').fill(OWNER_PIN);
  await page.keyboard.press('Enter');
  await lock.waitFor({ state: 'detached' });
  await page.getByRole('heading', { level: 1, name: 'Клиенты' }).waitFor();
  await page.getByText('Зоя Пришла-Позже').first().waitFor();

  await page.keyboard.press('Control+KeyL');
  await lock.getByRole('button', { name: 'Другой пользователь' }).click();
  await lock.getByRole('button', { name: /^Елена Ким/u }).click();
  await lock.locator('input[type="password"]').fill(ADMINISTRATOR_PIN);
  await page.keyboard.press('Enter');
  await lock.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Пользователь: Елена Ким' }).click();
  await page.getByText('Елена Ким, администратор').waitFor();
});

const isElena = ({ name }: { name: string }): boolean => name === 'Елена Ким';
