import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AtolEmulator } from '../../helpers/atol-emulator.ts';
import { statementOf } from '../../helpers/bank-statement.ts';
import { type JournalDesk, openJournalDesk } from '../journal/journal-desk.ts';
import { PATIENCE, goTo } from '../helpers/browser-journey.ts';

let desk: JournalDesk;

beforeAll(async () => {
  desk = await openJournalDesk();
});
afterAll(() => desk.close());

const seen = async (page: Page, text: string | RegExp): Promise<void> => {
  await page.getByText(text).first().waitFor(PATIENCE);
};

test('reception opens the shift by F12, pays for towels, closes blind with a shortage; the owner decides', async () => {
  const page = await desk.open();
  await page.keyboard.press('F12');
  const sum = page.getByLabel('Посчитано в кассе');
  await sum.waitFor(PATIENCE);
  await sum.fill('5000');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name: 'Смена № 1', level: 1 }).waitFor(PATIENCE);
  // Blind: neither the page nor the status bar tells what lies in the register.
  await seen(page, 'Пересчёт вслепую: сумма откроется после закрытия смены.');
  expect(await page.getByText(/В кассе \d/u).count()).toBe(0);

  await page.getByRole('button', { name: 'Расход', exact: true }).click();
  const card = page.getByRole('dialog', { name: 'Расход' });
  await card.getByLabel('Сумма', { exact: true }).fill('700');
  await card.getByRole('combobox', { name: 'Статья' }).fill('Хозтовары');
  await page.getByRole('option', { name: 'Новая статья «Хозтовары»' }).click();
  await card.getByLabel('Комментарий').fill('Полотенца');
  await page.keyboard.press('Control+Enter');
  await card.waitFor({ state: 'detached', ...PATIENCE });
  await page.getByRole('button', { name: 'Расход № 1' }).waitFor(PATIENCE);
  // It was not this salon's bill: Ctrl+Z posts the storno, and says that it is not posted again (T16).
  await page.keyboard.press('Control+z');
  await page.getByRole('button', { name: 'Сторно № 1' }).waitFor(PATIENCE);
  await page.keyboard.press('Control+Shift+z');
  await seen(page, /заново не проводится/u);

  await page.getByRole('button', { name: 'Закрыть смену' }).click();
  const closing = page.getByRole('dialog', { name: 'Закрытие смены № 1' });
  await page.keyboard.press('Control+Enter');
  await closing.getByText(/Пересчитайте деньги и введите сумму/u).waitFor(PATIENCE);
  await closing.getByRole('switch', { name: 'По купюрам и монетам' }).press('Space');
  await closing.getByLabel('1 000 ₽, штук').fill('4');
  await closing.getByLabel('100 ₽, штук', { exact: true }).fill('2');
  await page.keyboard.press('Control+Enter');
  await closing.getByText(/Сумма не сходится/u).waitFor(PATIENCE);
  await page.keyboard.press('Control+Enter');
  const report = page.getByRole('dialog', { name: 'Смена № 1' });
  await report.getByText(/Недостача .* ждёт решения владельца/u).waitFor(PATIENCE);
  await page.keyboard.press('Escape');
  await report.waitFor({ state: 'detached', ...PATIENCE });

  const owner = await desk.openElsewhere(undefined, { name: 'Ольга', pin: '2468' });
  await owner.keyboard.press('F12');
  await owner.getByRole('button', { name: 'Смена № 1' }).click();
  const decision = owner.getByRole('dialog', { name: 'Смена № 1' });
  await decision.getByRole('button', { name: 'Решение о недостаче' }).click();
  await decision.getByLabel('Причина').fill('Ошибка сдачи');
  await decision.getByRole('button', { name: 'Провести решение' }).click();
  await decision.getByText(/Решено/u).waitFor(PATIENCE);
  await owner.context().close();
});

test('the owner keeps a supplier’s bill, pays it, reverses the payment and reads it in the cash book', async () => {
  const page = await desk.openElsewhere(undefined, { name: 'Ольга', pin: '2468' });
  await page.keyboard.press('F12');
  await page.getByRole('link', { name: 'Поставщики' }).click();
  await page.getByRole('button', { name: 'Новый поставщик' }).first().click();
  await page.getByLabel('Название').fill('Косметика-Опт');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'Косметика-Опт' }).click();
  await page.getByRole('button', { name: 'Счёт в долг' }).click();
  const bill = page.getByRole('dialog', { name: 'Счёт поставщика' });
  await bill.getByLabel('Сумма', { exact: true }).fill('3000');
  await bill.getByRole('combobox', { name: 'Статья' }).fill('Материалы');
  await page.getByRole('option', { name: 'Новая статья «Материалы»' }).click();
  await page.keyboard.press('Control+Enter');
  await bill.waitFor({ state: 'detached', ...PATIENCE });
  await page.getByRole('button', { name: 'Оплатить' }).click();
  const payment = page.getByRole('dialog', { name: 'Оплата поставщику' });
  await payment.getByRole('combobox', { name: 'Откуда' }).click();
  await page.getByRole('option', { name: /Расчётный счёт/u }).click();
  await page.keyboard.press('Control+Enter');
  await payment.waitFor({ state: 'detached', ...PATIENCE });
  await seen(page, 'Все счета оплачены.');
  await page.keyboard.press('Escape');

  await page.getByRole('link', { name: 'Счета и книга' }).click();
  await page.getByRole('button', { name: 'Кассовая книга: Расчётный счёт' }).click();
  await page.getByRole('button', { name: 'Оплата поставщику № 1' }).click();
  const document = page.getByRole('dialog', { name: 'Оплата поставщику № 1' });
  await document.getByRole('button', { name: 'Сторно' }).click();
  await document.getByLabel('Почему сторно').fill('Не тот счёт');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('dialog', { name: /Сторно № 2/u }).waitFor(PATIENCE);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Сторно № 2' }).waitFor(PATIENCE);
  await page.context().close();
});

test('the owner loads the bank’s statement, posts what is known by one button and the rest by a choice', async () => {
  const page = await desk.openElsewhere(undefined, { name: 'Ольга', pin: '2468' });
  await desk.client.cash.createArticle({ name: 'Аренда' });
  await goTo(page, '/cash/operations');
  await page.getByRole('button', { name: 'Выписка банка' }).click();
  const text = statementOf([
    { amount: '300.00', day: '11.03.2026', party: 'ИП Домов', purpose: 'Арендная плата за март' },
    { amount: '7.00', day: '12.03.2026', party: 'ООО "Вода"', purpose: 'По договору 5' },
  ]);
  const file = { name: 'kl_to_1c.txt', mimeType: 'text/plain', buffer: Buffer.from(text) };
  await page.locator('input[type=file]').setInputFiles({ ...file, buffer: Buffer.from('Дата;Сумма') });
  await seen(page, /Это не выписка/u);
  await page.locator('input[type=file]').setInputFiles(file);
  const lines = page.getByRole('table', { name: 'Выписка банка' });
  await lines.getByRole('row').filter({ hasText: 'ИП Домов' }).getByText('Расход: Аренда').waitFor(PATIENCE);
  await page.getByRole('button', { name: 'Провести 1 узнанную' }).click();
  await lines
    .getByRole('row')
    .filter({ hasText: 'ИП Домов' })
    .waitFor({ state: 'detached', ...PATIENCE });

  await page.getByRole('button', { name: 'Провести иначе: ООО "Вода", 7 ₽' }).click();
  const card = page.getByRole('dialog', { name: 'Расход' });
  await card.getByRole('combobox', { name: 'Статья' }).fill('Вода');
  await page.getByRole('option', { name: 'Новая статья «Вода»' }).click();
  await page.keyboard.press('Control+Enter');
  await seen(page, 'Всё проведено');
  await page.locator('input[type=file]').setInputFiles(file);
  await seen(page, 'Всё проведено');
  await page.getByText('Все строки · 2').click();
  expect(await lines.getByRole('button', { name: /^Расход № \d+$/u }).count()).toBe(2);
  await page.context().close();
});

test('a register that is off holds no sale up: the receipt waits, is printed when it is on, and stands on the check', async () => {
  const atol = new AtolEmulator();
  await atol.start();
  await atol.stop();
  const { client } = desk;
  const owner = await desk.openElsewhere('/settings/cash', { name: 'Ольга', pin: '2468' });
  const form = owner.getByRole('form', { name: 'Чеки ККТ (54-ФЗ)' });
  await form.getByRole('combobox', { name: 'Как печатаются чеки' }).click();
  await owner.getByRole('option', { name: 'На кассе АТОЛ по сети' }).click();
  await form.getByLabel('Адрес программы АТОЛ').fill('http://kassa.example.com');
  await form.getByText(/Только адрес этого компьютера/u).waitFor(PATIENCE);
  await form.getByLabel('Адрес программы АТОЛ').fill(atol.address);
  await form.getByRole('button', { name: 'Проверить связь' }).press('Enter');
  await form.getByText(/Касса не отвечает по адресу/u).waitFor(PATIENCE);
  // What another form of the page saves meanwhile takes nothing of this one.
  await owner.getByRole('switch', { name: 'Слепой пересчёт кассы' }).press('Space');
  await owner.getByRole('button', { name: 'Сохранить' }).first().press('Enter');
  await owner.getByText('Настройки салона изменены').waitFor(PATIENCE);
  expect(await form.getByLabel('Адрес программы АТОЛ').inputValue()).toBe(atol.address);
  await form.getByRole('button', { name: 'Сохранить' }).press('Enter');
  await owner.getByText('ККТ: чеки напечатаны').waitFor(PATIENCE);

  const { registers } = await client.cash.desk();
  await client.cash.openShift({ accountId: registers[0]!.accountId, countedMinor: 0, isRecounted: true });
  const { number, saleId } = await client.checkout.pay({
    key: crypto.randomUUID(),
    expectedDueMinor: 200_000,
    tenders: [{ kind: 'cash', amountMinor: 200_000 }],
    ticket: {
      clientId: desk.natalia,
      lines: [{ key: 'cut', kind: 'service', serviceId: desk.cut, staffId: desk.anna }],
    },
  });
  const { queue } = desk.core.core.salon!.fiscal;
  await queue.run();
  await owner.getByRole('link', { name: 'ККТ: ждёт 1 чек' }).click();
  const row = owner.getByRole('row', { name: new RegExp(`Чек № ${number}`, 'u') });
  await row.getByText('ждёт печати').waitFor(PATIENCE);
  await row.getByText(/Касса не отвечает/u).waitFor(PATIENCE);
  expect(await row.getByText('полный расчёт').count()).toBe(1);

  await atol.start();
  await owner.getByRole('button', { name: 'Печатать сейчас' }).press('Enter');
  await owner.getByText('Все чеки напечатаны').waitFor(PATIENCE);
  await owner.getByText('ККТ: чеки напечатаны').waitFor(PATIENCE);
  expect(atol.receipts.map(({ type }) => type)).toEqual(['sell']);
  await owner.goto(owner.url().replace(/#.*/u, `#/cash/sales?sale=${saleId}`));
  const check = owner.getByRole('dialog', { name: `Чек № ${number}` });
  await check.getByText(/ФД 102 · ФП \d+/u).waitFor(PATIENCE);
  await owner.context().close();
  await atol.stop();
});

test('the account of a client: a debt is paid oldest first, a deposit goes back, the rest of a debt is written off', async () => {
  const { client, natalia, cut, anna } = desk;
  await client.settings.update({ values: { clientDebtLimitMinor: 1_000_000 } });
  const { registers } = await client.cash.desk();
  // The journey before may have left its shift open.
  if (!registers[0]!.shift) {
    await client.cash.openShift({ accountId: registers[0]!.accountId, countedMinor: 100_000, isRecounted: true });
  }
  let last = 0;
  for (const startMin of [600, 720]) {
    const visitId = await desk.book({ startMin, lines: [{ serviceId: cut, staffId: anna }] });
    const { version } = await client.journal.visit({ visitId });
    await client.journal.setStatus({ visitId, version, status: 'arrived' });
    const { ticket } = await client.checkout.begin({ visitId });
    const paid = await client.checkout.pay({
      key: crypto.randomUUID(),
      ticket,
      tenders: [],
      expectedDueMinor: 200_000,
      leavesDebt: true,
      rebookSkip: 'Сама запишется',
    });
    last = paid.number;
  }
  const page = await desk.openElsewhere(undefined, { name: 'Ольга', pin: '2468' });
  await goTo(page, `/clients/${natalia}?tab=account`);
  // 2 500 in cash pay the first check and a part of the second.
  await page.getByRole('button', { name: 'Принять оплату долга' }).press('Enter');
  const payment = page.getByRole('dialog', { name: 'Оплата долга' });
  await payment.getByLabel('Получено').fill('2500');
  await payment.getByText(/Останется должен 1\s500/u).waitFor(PATIENCE);
  await page.keyboard.press('Enter');
  await payment.waitFor({ state: 'detached', ...PATIENCE });
  await page.getByText(/1\s500\s₽ из 2\s000\s₽/u).waitFor(PATIENCE);
  // The rest is written off with a reason.
  await page.getByRole('button', { name: `Списать долг по чеку № ${last}` }).press('Enter');
  const writeOff = page.getByRole('dialog', { name: 'Списание долга' });
  await writeOff.getByLabel('Причина').fill('Не отвечает год');
  await page.keyboard.press('Enter');
  await writeOff.waitFor({ state: 'detached', ...PATIENCE });
  await seen(page, 'Долга нет');
  // A deposit comes and a part of it goes back.
  await page.getByRole('button', { name: 'Пополнить депозит' }).press('Enter');
  const topUp = page.getByRole('dialog', { name: 'Пополнение депозита' });
  await topUp.getByLabel('Сумма').fill('3000');
  await page.keyboard.press('Enter');
  await topUp.waitFor({ state: 'detached', ...PATIENCE });
  await page.getByRole('button', { name: 'Вернуть с депозита' }).press('Enter');
  const giveBack = page.getByRole('dialog', { name: 'Возврат с депозита' });
  await giveBack.getByLabel('Сумма').fill('1000');
  await giveBack.getByLabel('Причина').fill('Передумала');
  await page.keyboard.press('Enter');
  await giveBack.waitFor({ state: 'detached', ...PATIENCE });
  // The list of debts and deposits agrees with the books.
  const { rows, ...sums } = await client.clientAccount.debtors({});
  expect(sums).toEqual({ debtMinor: 0, depositMinor: 200_000, ledgerDebtMinor: 0, ledgerDepositMinor: 200_000 });
  expect(rows).toHaveLength(1);
  await page.context().close();
});
