import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AppUnderTest, startApp } from './app-under-test.ts';

let running: AppUnderTest;
beforeAll(async () => {
  running = await startApp();
});
afterAll(() => running.stop());

test('the first run is done in the window, over its port, and a changed setting is taken back by key', async () => {
  const { page } = running;
  await page.getByLabel('Название салона').fill('Салон в окне');
  await page.keyboard.press('Enter');
  await page.getByLabel('Понедельник: открытие').waitFor();
  await page.getByRole('button', { name: 'Продолжить' }).click();
  await page.getByLabel('Имя и фамилия').fill('Елена Кузнецова');
  await page.getByLabel('ПИН-код', { exact: true }).last().fill('4815');
  await page.getByLabel('Ещё раз').fill('4815');
  await page.getByRole('button', { name: 'Продолжить' }).click();
  await page.getByRole('button', { name: 'Открыть салон' }).click();
  await page.getByRole('navigation', { name: 'Разделы' }).waitFor();

  await page.evaluate(() => {
    window.location.hash = '#/settings/salon';
  });
  const address = page.getByLabel('Адрес');
  await address.fill('Тверская, 12');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await page.getByText('Настройки салона изменены').waitFor();
  await page.getByRole('heading', { name: 'Название и адрес' }).click();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('Control+KeyZ');
  await page.getByText('Действие отменено').waitFor();
  await expect.poll(() => address.inputValue()).toBe('');
});
