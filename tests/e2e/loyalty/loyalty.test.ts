import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JournalDesk, openJournalDesk } from '../journal/journal-desk.ts';

let desk: JournalDesk;
const OWNER = { name: 'Ольга', pin: '2468' };

beforeAll(async () => {
  desk = await openJournalDesk();
  await desk.client.settings.update({
    values: { isBonusOn: true, accumulativeTiers: [{ fromMinor: 1_000_000, rateBp: 300 }] },
  });
});
afterAll(async () => {
  await desk.close();
});

/** Goes to a page of the same window. */
async function go(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, path);
}

describe('loyalty', () => {
  it('the owner makes a promotion and a coupon by keyboard, and reads what they brought', async () => {
    const page = await desk.openElsewhere(undefined, OWNER);
    await go(page, '/cash/loyalty');
    await page.getByText('Акций пока нет').waitFor();
    await page.getByRole('button', { name: 'Новая акция' }).first().focus();
    await page.keyboard.press('Enter');
    const card = page.getByRole('dialog', { name: 'Новая акция' });
    await card.getByRole('textbox', { name: 'Название' }).fill('Счастливые часы');
    await page.keyboard.press('Control+Enter');
    await card.getByText('Укажите скидку').waitFor();
    await card.getByRole('textbox', { name: 'Скидка' }).fill('15');
    await page.keyboard.press('Control+Enter');
    const row = page.getByRole('row', { name: /Счастливые часы/u });
    await row.waitFor();
    expect(await row.innerText()).toMatch(/15\s%/u);
    await page.getByRole('radio', { name: 'Купоны' }).press('Space');
    await page.getByText('Купонов пока нет').waitFor();
    await page.getByRole('button', { name: 'Новый купон' }).first().press('Enter');
    const coupon = page.getByRole('dialog', { name: 'Новый купон' });
    await coupon.getByRole('textbox', { name: 'Код' }).fill('SPRING10');
    await coupon.getByRole('textbox', { name: 'Скидка' }).fill('10');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('row', { name: /SPRING10/u }).waitFor();
    expect(await desk.client.loyalty.coupons({ fromDate: '2026-03-01', toDate: '2026-03-12' })).toMatchObject({
      rows: [{ code: 'SPRING10', off: { rateBp: 1000 }, maxUsesPerClient: 1 }],
    });
    // What it brought, by keyboard: every figure opens its checks.
    await page.getByRole('button', { name: 'Что дала «SPRING10»' }).press('Enter');
    const effect = page.getByRole('dialog', { name: 'Что дала «SPRING10»' });
    await effect
      .getByRole('button', { name: /^Средний чек: .*Показать чеки/u })
      .nth(1)
      .press('Enter');
    await effect.getByRole('heading', { name: 'Чеки без неё' }).waitFor();
    await page.keyboard.press('Escape');
    await effect.waitFor({ state: 'hidden' });
    await page.context().close();
  });

  it("a client's card, level and bonuses stand on one tab; the report owes the same", async () => {
    const page = await desk.openElsewhere(undefined, OWNER);
    await go(page, `/clients/${desk.natalia}?tab=loyalty`);
    await page.getByText('Карты нет').waitFor();
    await page.getByRole('button', { name: 'Выдать карту' }).press('Enter');
    const card = page.getByRole('dialog', { name: 'Новая карта' });
    await card.getByRole('textbox', { name: 'Номер карты' }).fill('100200');
    await card.getByRole('textbox', { name: 'Скидка, %' }).fill('7');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('region', { name: 'Карта' }).getByText('100200').waitFor();
    await page.getByText(/До скидки 3\s% осталось/u).waitFor();
    await page.getByRole('button', { name: 'Начислить' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Начисление бонусов' });
    await dialog.getByRole('textbox', { name: 'Сколько бонусов' }).fill('500');
    await page.keyboard.press('Enter');
    await dialog.getByText('Напишите причину').waitFor();
    await dialog.getByRole('textbox', { name: 'Причина' }).fill('За ожидание');
    await page.keyboard.press('Enter');
    await page.getByText(/Начисление № 1: За ожидание/u).waitFor();
    expect((await desk.client.loyalty.cardByNumber({ number: '100200' })).clientId).toBe(desk.natalia);
    await go(page, '/finance/bonuses');
    await page.getByText('Сходится с книгой проводок').waitFor();
    await page.getByRole('button', { name: /^Показать: Наталья Белова/u }).press('Enter');
    await page
      .getByRole('dialog')
      .getByText(/Начисление № 1/u)
      .waitFor();
    await page.context().close();
  });

  it('the rules are worked out beside the form while they are typed', async () => {
    const page = await desk.openElsewhere(undefined, OWNER);
    await go(page, '/settings/loyalty');
    const example = page.getByRole('complementary', { name: 'Пример с вашими правилами' });
    await example.getByText(/можно оплатить до 1\s000/u).waitFor();
    await page.getByRole('textbox', { name: 'Оплатить бонусами можно не больше, %' }).fill('10');
    await example.getByText(/можно оплатить до 485/u).waitFor();
    await page.getByRole('button', { name: 'Сохранить' }).press('Enter');
    await expect.poll(async () => (await desk.client.settings.get({})).bonusLimitBp).toBe(1000);
    await page.context().close();
  });
});
