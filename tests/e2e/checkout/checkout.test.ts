import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type JournalDesk, TODAY, cardIn, openJournalDesk } from '../journal/journal-desk.ts';

let desk: JournalDesk;
let page: Page;
const failures: string[] = [];
const SHAMPOO = '4601234567893';

beforeAll(async () => {
  desk = await openJournalDesk();
  const { client } = desk;
  const { registers } = await client.cash.desk();
  await client.cash.openShift({ accountId: registers[0]!.accountId, countedMinor: 500_000, isRecounted: true });
  await client.products.create({ name: 'Шампунь 250 мл', priceMinor: 89_000, barcodes: [SHAMPOO] });
});
afterAll(() => desk.close());
beforeEach(async () => {
  page = await desk.open();
  page.on('pageerror', (error) => failures.push(error.message));
});
afterEach(async () => {
  await page.close();
  expect(failures.splice(0)).toEqual([]);
});

/** A visit of Natalia that is being done: 2000 ₽ by Anna. */
async function servedVisit(startMin: number): Promise<number> {
  const visitId = await desk.book({ startMin });
  const { version } = await desk.client.journal.visit({ visitId });
  await desk.client.journal.setStatus({ visitId, version, status: 'arrived' });
  return visitId;
}
const dialog = () => page.getByRole('dialog', { name: 'Оплата' });
const checks = () => desk.client.checkout.sales({ fromDate: TODAY, toDate: TODAY });
const paid = () => page.getByRole('heading', { name: /^Оплачено\. Чек № \d+$/u });
/** The next visit is asked for before the payment: the first reason why not. */
async function skipRebooking(): Promise<void> {
  const question = page.getByRole('dialog', { name: 'Запишем на следующий визит?' });
  await Promise.race([question.waitFor(), paid().waitFor()]);
  if (await question.isVisible()) await page.keyboard.press('Alt+Digit4');
}

describe('checkout at the desk', () => {
  it('a visit is paid by keys only: card and cash, change told; a second Ctrl+Enter posts nothing more', async () => {
    const visitId = await servedVisit(600);
    const card = cardIn(page, 'Анна', '10:00–11:00, Наталья');
    await card.focus();
    await page.keyboard.press('F8');
    await dialog().getByText('2 000 ₽').first().waitFor();
    await page.keyboard.press('Alt+Digit2');
    await page.keyboard.type('1500');
    await page.keyboard.press('Alt+Digit1');
    await page.keyboard.type('1000');
    await dialog().getByText('Сдача').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Control+Enter');
    await skipRebooking();
    await paid().waitFor();
    await page.getByRole('status').getByText('500 ₽').waitFor();
    await page.keyboard.press('Enter');
    await dialog().waitFor({ state: 'detached' });
    const posted = (await checks()).filter((check) => (check.visitId as number | null) === visitId);
    expect(posted.map(({ netMinor, tenderKinds }) => [netMinor, tenderKinds.toSorted()])).toEqual([
      [200_000, ['card', 'cash']],
    ]);
    const after = await desk.client.journal.visit({ visitId });
    expect([after.status, after.payment]).toEqual(['completed', 'paid']);
  });

  it('exact cash is four keys: F8, Alt+1, Ctrl+Enter and the answer about the next visit; no way of paying is said', async () => {
    await servedVisit(660);
    await cardIn(page, 'Анна', '11:00–12:00, Наталья').focus();
    await page.keyboard.press('F8');
    await dialog().getByText('2 000 ₽').first().waitFor();
    await page.keyboard.press('Control+Enter');
    await dialog().getByText('Выберите способ оплаты', { exact: false }).waitFor();
    await page.keyboard.press('Alt+Digit1');
    await page.keyboard.press('Control+Enter');
    await skipRebooking();
    await paid().waitFor();
    expect(await page.getByText('Сдача').count()).toBe(0);
  });

  it('goods are sold by the scanner without a booking; a draft is there after Esc; one line of the check is given back', async () => {
    await page.keyboard.press('F7');
    await page.getByRole('heading', { name: 'Продажа без записи' }).waitFor();
    for (const _ of [1, 2]) {
      await page.keyboard.insertText(SHAMPOO);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Шампунь 250 мл', exact: true }).waitFor();
    }
    await dialog().getByText('1 780 ₽').first().waitFor();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await page.keyboard.press('F7');
    await page.getByText('Незаконченный чек').waitFor();
    await page.keyboard.press('Alt+Digit3');
    await page.keyboard.press('Control+Enter');
    await paid().waitFor();
    await page.keyboard.press('Enter');
    await page.goto(`${page.url().split('#')[0]}#/cash/sales`);
    await page
      .getByRole('button', { name: /^Открыть чек/u })
      .first()
      .click();
    await page.getByRole('button', { name: 'Возврат…' }).click();
    await page.getByRole('textbox', { name: 'Количество: Шампунь 250 мл' }).fill('1');
    await page.getByRole('textbox', { name: 'Причина' }).fill('Не подошёл');
    await page.getByRole('button', { name: /^Вернуть 890/u }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('Частичный возврат').first().waitFor();
    const [check] = await checks();
    expect([check?.refundedMinor, check?.status]).toEqual([89_000, 'partly_refunded']);
    // The refund was a mistake: it is taken back where it stands, by keys only, after its consequences have been said.
    await page.getByRole('button', { name: /^Сторно: Возврат № / }).press('Enter');
    const takeBack = page.getByRole('dialog', { name: /^Сторно возврата № / });
    await takeBack.getByText('Возврат 890 ₽ по СБП отменяется', { exact: false }).waitFor();
    await page.keyboard.press('Control+Enter');
    await takeBack.getByText('Укажите причину', { exact: false }).waitFor();
    await page.keyboard.type('Подошёл');
    await page.keyboard.press('Control+Enter');
    await takeBack.waitFor({ state: 'detached' });
    await page.getByText('сторнирован ·').waitFor();
    expect((await checks())[0]?.status).toBe('posted');
  });

  it('a visit completed without payment stands in the chip and the list; a storno opens the visit, and it is paid again', async () => {
    const visitId = await servedVisit(780);
    const { version } = await desk.client.journal.visit({ visitId });
    await desk.client.journal.setStatus({ visitId, version, status: 'completed' });
    await page.getByRole('button', { name: 'Завершены без оплаты: 1' }).click();
    await page.goto(`${page.url().split('#')[0]}#/cash/sales`);
    await page.getByRole('region', { name: 'Завершены без оплаты' }).getByRole('button', { name: 'Оплатить' }).click();
    await dialog().getByText('2 000 ₽').first().waitFor();
    await page.keyboard.press('Alt+Digit2');
    await page.keyboard.press('Control+Enter');
    await skipRebooking();
    await paid().waitFor();
    await page.keyboard.press('Enter');
    const [check] = await checks();
    const owner = await desk.openElsewhere('/journal', { name: 'Ольга', pin: '2468' });
    await owner.goto(`${owner.url().split('#')[0]}#/cash/sales?sale=${check!.saleId}`);
    await owner.getByRole('button', { name: 'Открыть визит снова…' }).click();
    await owner.getByText('На карту нужно вернуть', { exact: false }).waitFor();
    await owner.keyboard.type('Не та услуга');
    await owner.keyboard.press('Control+Enter');
    await owner.getByRole('dialog', { name: /^Сторно чека/u }).waitFor({ state: 'detached' });
    await owner.getByText('Сторнирован', { exact: true }).first().waitFor();
    await owner.getByRole('button', { name: 'Оплатить визит заново' }).press('Enter');
    await owner.getByRole('dialog', { name: 'Оплата' }).getByText('2 000 ₽').first().waitFor();
    await owner.close();
    expect((await desk.client.journal.visit({ visitId })).payment).toBe('unpaid');
    await page.goto(`${page.url().split('#')[0]}#/journal`);
    const card = cardIn(page, 'Анна', '13:00–14:00, Наталья');
    await card.focus();
    await page.keyboard.press('F8');
    await dialog().getByText('2 000 ₽').first().waitFor();
    // Another desk adds a service meanwhile: it is in the check, and the person is told.
    const open = await desk.client.journal.visit({ visitId });
    const { id, serviceId, staffId, startMin } = open.lines[0]!;
    await desk.client.journal.edit({
      visitId,
      version: open.version,
      lines: [
        { id, serviceId, staffId, startMin },
        { serviceId: desk.colour, staffId: desk.maria, startMin: 840 },
      ],
    });
    await dialog().getByText('Визит изменили, пока чек был открыт').waitFor();
    await dialog().getByText('7 000 ₽').first().waitFor();
    await page.keyboard.press('Alt+Digit2');
    await page.keyboard.press('Control+Enter');
    await skipRebooking();
    await paid().waitFor();
    expect((await desk.client.journal.visit({ visitId })).payment).toBe('paid');
  });

  it('Ctrl+F9 at a visit before payment makes out an invoice to a company typed once; its check gets the VAT invoice', async () => {
    await desk.client.settings.update({
      values: {
        legalName: 'ООО «Зеркало»',
        legalInn: '7707083893',
        legalAddress: 'Москва, ул. Мира, 1',
        bankName: 'ПАО Сбербанк',
        bankBik: '044525225',
        bankAccount: '40702810938000000001',
        directorName: 'Волкова О. А.',
      },
    });
    // Chromium without a screen dies of printing a PDF in a frame: the frame stays empty.
    await page.evaluate(() => {
      Object.defineProperty(HTMLIFrameElement.prototype, 'src', {
        set: () => {
          // Printing is not part of the journey.
        },
        get: () => '',
      });
    });
    const visitId = await servedVisit(1020);
    await cardIn(page, 'Анна', '17:00–18:00, Наталья').focus();
    await page.keyboard.press('F8');
    await dialog().getByText('2 000 ₽').first().waitFor();
    await page.keyboard.press('Control+F9');
    const before = page.getByRole('dialog', { name: 'Счета: визит до оплаты' });
    await before.getByRole('textbox', { name: 'Фамилия, имя, отчество' }).waitFor();
    await before.getByText('Организация', { exact: true }).click();
    await before.getByRole('textbox', { name: 'Название' }).fill('ООО «Ромашка»');
    await before.getByRole('textbox', { name: 'ИНН' }).fill('7707 0838 94');
    await page.keyboard.press('Control+Enter');
    await before.getByText('ИНН не подходит', { exact: false }).waitFor();
    await before.getByRole('textbox', { name: 'ИНН' }).fill('7707 0838 93');
    await page.keyboard.press('Control+Enter');
    await before.getByText('Ждёт оплаты').waitFor();
    await page.keyboard.press('Escape');
    await before.waitFor({ state: 'detached' });
    await page.keyboard.press('Alt+Digit2');
    await page.keyboard.press('Control+Enter');
    await skipRebooking();
    await paid().waitFor();
    await page.keyboard.press('Control+F9');
    const after = page.getByRole('dialog', { name: /^Счета: чек № /u });
    await after.getByText('Оплачен', { exact: true }).waitFor();
    await after.getByText('Счёт-фактура', { exact: true }).click();
    await page.keyboard.press('Control+Enter');
    await after.getByText('нужен адрес плательщика', { exact: false }).waitFor();
    await after.getByRole('textbox', { name: 'Адрес' }).fill('Москва, Тверская, 1');
    await page.keyboard.press('Control+Enter');
    await after.getByText('Счёт-фактура № 1').waitFor();
    await page.goto(`${page.url().split('#')[0]}#/cash/invoices`);
    const rows = page.getByRole('table', { name: 'Счета и счета-фактуры' }).getByRole('row');
    await rows.filter({ hasText: 'Счёт-фактура № 1' }).filter({ hasText: 'Выдана' }).waitFor();
    await rows.filter({ hasText: 'Счёт на оплату № 1' }).filter({ hasText: 'Оплачен' }).waitFor();
    const [check] = (await checks()).filter((one) => (one.visitId as number | null) === visitId);
    const { payers } = await desk.client.invoices.of({ saleId: check!.saleId, clientId: desk.natalia });
    expect(payers).toMatchObject([{ name: 'ООО «Ромашка»', taxNumber: '7707083893', address: 'Москва, Тверская, 1' }]);
  });

  it('one check sells a service, a membership and a certificate; bonuses, a bearer’s certificate and a card pay it', async () => {
    await sellPasses();
    const visitId = await servedVisit(900);
    await cardIn(page, 'Анна', '15:00–16:00, Наталья').focus();
    await page.keyboard.press('F8');
    await dialog().getByText('2 000 ₽').first().waitFor();
    const search = dialog().getByRole('combobox', { name: 'Добавить в чек' }).or(dialog().getByLabel('Добавить в чек'));
    for (const [name, title] of [
      ['Пять стрижек', 'Продажа абонемента'],
      ['Подарочный 3000', 'Продажа сертификата'],
    ] as const) {
      await search.first().focus();
      await page.keyboard.insertText(name);
      await page.getByRole('option', { name: new RegExp(`^${name}`, 'u') }).waitFor();
      await page.keyboard.press('Enter');
      const form = page.getByRole('dialog', { name: title });
      await form.getByRole('textbox', { name: 'Клиент платит' }).waitFor();
      await page.keyboard.press('Control+Enter');
      await form.waitFor({ state: 'detached' });
      await dialog().getByRole('button', { name, exact: true }).waitFor();
    }
    await dialog().getByTestId('due').getByText('12 500 ₽').waitFor();
    await page.keyboard.press('Alt+KeyB');
    await page.keyboard.type('100');
    await page.keyboard.press('Alt+Digit4');
    // The scanner stands in the Russian layout.
    await page.keyboard.insertText('ФИ-1001');
    await page.keyboard.press('Enter');
    await dialog().getByText('Сертификат № AB-1001').waitFor();
    await page.keyboard.press('Alt+Digit2');
    await page.keyboard.press('Control+Enter');
    await skipRebooking();
    await paid().waitFor();
    await page.keyboard.press('Enter');
    const check = (await checks()).find((one) => (one.visitId as number | null) === visitId)!;
    const { lines, tenders } = await desk.client.checkout.sale({ saleId: check.saleId });
    expect(tenders.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ['bonus', 10_000],
      ['certificate', 190_000],
      ['card', 1_050_000],
    ]);
    expect(lines.map(({ kind, title }) => [kind, title])).toEqual([
      ['service', 'Стрижка'],
      ['membership', 'Пять стрижек'],
      ['certificate', 'Подарочный 3000'],
    ]);
    const { certificates } = await desk.client.certificates.list({ query: 'AB-1001' });
    expect(certificates[0]?.balanceMinor).toBe(310_000);
    // The number of what was sold is found by the search of everything.
    const sold = lines.find(({ kind }) => kind === 'certificate')!.note.replace('№ ', '');
    await page.keyboard.press('Control+KeyK');
    await page.keyboard.insertText(sold);
    await page
      .getByRole('button', { name: new RegExp(sold, 'u') })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: new RegExp(sold, 'u') }).waitFor();
  });

  it('a code of nobody says so, a client’s card names the client, a spent certificate says what to do', async () => {
    const { version } = await desk.client.clients.card({ clientId: desk.elena, visitLimit: 0 });
    await desk.client.clients.update({ clientId: desk.elena, version, values: { cardNumber: 'VIP-77' } });
    await page.keyboard.press('F7');
    await page.getByRole('heading', { name: 'Продажа без записи' }).waitFor();
    await page.keyboard.insertText('4600000000017');
    await page.keyboard.press('Enter');
    await dialog().getByText('Код 4600000000017 программе не знаком', { exact: false }).waitFor();
    await page.keyboard.insertText('бальзам');
    await page.keyboard.press('Enter');
    await dialog().getByText('«бальзам»: такого нет', { exact: false }).waitFor();
    await page.keyboard.insertText('МШЗ-77');
    await page.keyboard.press('Enter');
    await dialog().getByText('Елена Громова').waitFor();
    await page.keyboard.press('Alt+Digit4');
    await page.keyboard.insertText('AB-9999');
    await page.keyboard.press('Enter');
    await dialog().getByText('Сертификата № AB-9999 нет. Проверьте номер.').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  });
});

/** Kinds of memberships and certificates, bonuses of Natalia, and a certificate of nobody that was sold before. */
async function sellPasses(): Promise<void> {
  const { client } = desk;
  await client.settings.update({ values: { isBonusOn: true, bonusLimitBp: 5000 } });
  await client.loyalty.grantBonuses({
    key: randomUUID(),
    clientId: desk.natalia,
    amountMinor: 10_000,
    lifeDays: null,
    reason: 'Подарок',
  });
  await client.memberships.createType({
    name: 'Пять стрижек',
    priceMinor: 800_000,
    pools: [{ visits: 5, serviceIds: [desk.cut] }],
  });
  await client.certificates.createType({ name: 'Подарочный 3000', nominalMinor: 300_000, priceMinor: 250_000 });
  await client.checkout.pay({
    key: randomUUID(),
    ticket: { lines: [{ key: 'c', kind: 'certificate', certificate: { number: 'AB-1001', nominalMinor: 500_000 } }] },
    tenders: [{ kind: 'cash', amountMinor: 500_000 }],
    expectedDueMinor: 500_000,
  });
}
