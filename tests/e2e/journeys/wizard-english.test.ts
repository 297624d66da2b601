import { expect, it } from 'vitest';
import { PATIENCE, goTo, useJourney } from '../helpers/browser-journey.ts';
import { OWNER_PIN } from '../helpers/server-process.ts';

const journey = useJourney();

it('the wizard in English opens the demo salon, and the screens stay English', async () => {
  const server = journey.desk.start(journey.desk.at('demo'), '--lang', 'en');
  const page = await journey.open(await server.address(), { locale: 'en-GB' });
  await page.getByRole('heading', { level: 1, name: 'Setting up the salon' }).waitFor();

  // The language changes at once, with what is typed already.
  await page.getByLabel('Name of the salon').fill('Birch Studio');
  await page.getByText('Русский').click();
  await page.getByRole('heading', { level: 1, name: 'Настройка салона' }).waitFor();
  await page.getByText('English').click();
  await page.getByRole('heading', { level: 1, name: 'Setting up the salon' }).waitFor();
  expect(await page.getByLabel('Name of the salon').inputValue()).toBe('Birch Studio');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('When the salon is open to clients.').waitFor();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Full name').fill('Olga Cherry');
  await page.locator('input[type="password"]').first().fill(OWNER_PIN);
  await page.locator('input[type="password"]').last().fill(OWNER_PIN);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('radio', { name: /The demo salon/u }).click();
  await page.getByRole('button', { name: 'Create and open' }).click();

  await page.getByRole('navigation', { name: 'Sections' }).waitFor();
  await page.locator('#z-page').getByRole('button', { name: 'Today' }).first().waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  await expect.poll(() => page.getByRole('list', { name: /, \d+ bookings?$/u }).count(), PATIENCE).toBeGreaterThan(2);

  await goTo(page, '/clients');
  await page.getByRole('heading', { level: 1, name: 'Clients' }).waitFor();
  await page.getByText(/1,\d{3} clients/u).waitFor();
  await goTo(page, '/settings/services');
  await page.getByRole('heading', { level: 1, name: 'Services' }).waitFor();
  // Names in the demo are Russian; the words of the program are not.
  const words = await page.locator('nav, thead, header, button.mantine-Button-root').allInnerTexts();
  expect(words.filter((text) => /[а-яё]/iu.test(text))).toEqual([]);
});
