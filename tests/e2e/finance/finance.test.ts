import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dropTriggers } from '../../../src-main/store/change-log.ts';
import { Ledger } from '../../../src-main/ledger/ledger.service.ts';
import { PATIENCE, goTo } from '../helpers/browser-journey.ts';
import { type JournalDesk, TODAY, openJournalDesk } from '../journal/journal-desk.ts';

let desk: JournalDesk;
let page: Page;

/** A check of Natalia by bank transfer and the rent, as the ledger takes them. */
function postMoney(): void {
  const { store } = desk.core.core.salon!;
  const ledger = new Ledger();
  const context = { actorId: null, device: 'test', nowMs: desk.core.clock.nowMs() };
  store.work.run(context, 'test.post', (tx) => {
    const bank = tx.runSql("insert into money_accounts (kind, name) values ('bank', 'Расчётный счёт')", []).insertId;
    const article = tx.runSql("insert into expense_articles (name) values ('Аренда зала')", []).insertId;
    const head = { localDate: TODAY, clientId: desk.natalia };
    const sale = ledger.open(tx, { ...head, kind: 'sale', amountMinor: 200_000 });
    const saleId = tx.runSql(
      `insert into sales (document_id, client_id, local_date, priced_on, gross_minor, discount_minor, net_minor)
       values (?, ?, ?, ?, 200000, 0, 200000)`,
      [sale.id, desk.natalia, TODAY, TODAY],
    ).insertId;
    tx.runSql(
      `insert into sale_lines (sale_id, position, kind, title, service_id, quantity_milli, list_price_minor, price_minor,
         gross_minor, discount_minor, net_minor) values (?, 1, 'service', 'Стрижка', ?, 1000, 200000, 200000, 200000, 0, 200000)`,
      [saleId, desk.cut],
    );
    tx.runSql(
      `insert into tenders (document_id, sale_id, position, kind, account_id, amount_minor)
       values (?, ?, 1, 'transfer', ?, 200000)`,
      [sale.id, saleId, bank],
    );
    const owed = { account: 1100, object: saleId } as const;
    sale.add('E02', owed, { account: 4010 }, 200_000);
    sale.add('E07', { account: 1030, object: bank }, owed, 200_000);
    ledger
      .open(tx, { localDate: TODAY, kind: 'expense', amountMinor: 30_000 })
      .add('E49', { account: 5060, object: article }, { account: 1030, object: bank }, 30_000);
  });
}

beforeAll(async () => {
  desk = await openJournalDesk();
  postMoney();
  page = await desk.openElsewhere(undefined, { name: 'Ольга', pin: '2468' });
  await goTo(page, '/finance/profit');
});
afterAll(() => desk.close());

/** Amounts as they stand on the screen: no-break spaces of every kind. */
const amount = (text: string): RegExp => new RegExp(text.replaceAll(' ', String.raw`\s`), 'u');

test('a figure of the profit opens down to its entry, its document and its check', async () => {
  const services = page.getByRole('button', { name: amount('Услуги, Итого: 2 000') });
  await services.waitFor(PATIENCE);
  await services.focus();
  await page.keyboard.press('Enter');
  const entries = page.getByRole('dialog', { name: 'Услуги, Итого' });
  await entries.getByText('1 проводка').waitFor(PATIENCE);
  await entries.getByRole('button', { name: 'Чек № 1' }).press('Enter');
  const card = page.getByRole('dialog', { name: 'Чек № 1' });
  await card.getByText('Наталья Белова').waitFor(PATIENCE);
  expect(await card.getByRole('region', { name: 'Проводки' }).getByRole('row').count()).toBe(3);
  expect(await card.getByRole('link', { name: 'Открыть чек' }).getAttribute('href')).toMatch(
    /#\/cash\/sales\?sale=\d+$/u,
  );
  // Esc goes back one step at a time.
  await page.keyboard.press('Escape');
  await card.waitFor({ ...PATIENCE, state: 'detached' });
  await entries.waitFor(PATIENCE);
  await page.keyboard.press('Escape');
  await entries.waitFor({ ...PATIENCE, state: 'detached' });
});

test('on cash the same money is shown as payments of checks, and Alt+← goes to the month before', async () => {
  await page.getByRole('radiogroup', { name: 'Как считать' }).getByText('По деньгам').click();
  await page.getByRole('button', { name: amount('Оплата чеков, Итого: 2 000') }).waitFor(PATIENCE);
  await page.getByRole('rowheader', { name: 'Осталось от работы' }).waitFor(PATIENCE);
  await page.locator('body').press('Alt+ArrowLeft');
  await page.getByText('За период нет ни доходов, ни расходов').waitFor(PATIENCE);
});

test('money, movement and balance agree with each other', async () => {
  await page.getByRole('link', { name: 'Деньги', exact: true }).click();
  await page.getByRole('button', { name: amount('Расчётный счёт, Сейчас: 1 700') }).waitFor(PATIENCE);
  await page.getByRole('link', { name: 'Движение' }).click();
  await page.getByRole('button', { name: amount('Аренда зала, Ушло: 300') }).waitFor(PATIENCE);
  await page.getByRole('link', { name: 'Баланс' }).click();
  await page.getByText(amount('Сходится: слева и справа 1 700')).waitFor(PATIENCE);
});

test('a document of the register leads to the cash desk, where it can be reversed', async () => {
  await page.getByRole('link', { name: 'Документы', exact: true }).click();
  await page.getByRole('button', { name: 'Расход № 1' }).press('Enter');
  await page.getByRole('dialog', { name: 'Расход № 1' }).getByRole('link', { name: 'Открыть в кассе' }).press('Enter');
  await page.getByRole('dialog', { name: 'Расход № 1' }).getByRole('button', { name: 'Сторно' }).waitFor(PATIENCE);
  await page.keyboard.press('Escape');
  await goTo(page, '/finance/balance');
});

test('the check holds; then it names a row that was changed behind the back of the program, and opens it', async () => {
  await page.getByRole('link', { name: 'Сверка', exact: true }).click();
  await page.getByRole('button', { name: 'Сверить сейчас' }).press('Enter');
  await page.getByText('Всё сходится').waitFor(PATIENCE);
  const { connection } = desk.core.core.salon!.store;
  dropTriggers(connection);
  connection.exec("update ledger_entries set amount_minor = 199999 where event = 'E02'");
  await page.getByRole('button', { name: 'Сверить сейчас' }).press('Enter');
  const finding = page.getByRole('region', { name: 'I11. Выручка документа не равна его строкам' });
  await finding.waitFor(PATIENCE);
  await page.getByRole('region', { name: 'I17. Итог дня не равен проводкам' }).waitFor(PATIENCE);
  await finding.getByText(/Чек № 1/u).waitFor(PATIENCE);
  await finding.getByRole('button', { name: 'Открыть документ' }).press('Enter');
  await page.getByRole('dialog', { name: 'Чек № 1' }).waitFor(PATIENCE);
  await page.keyboard.press('Escape');
  // The status bar tells it on every page.
  await page.getByRole('link', { name: /Учёт не сходится/u }).waitFor(PATIENCE);
});
