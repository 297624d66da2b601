import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Caller } from '../../../src-main/store/service.ts';
import { query } from '../../../src-main/store/query.ts';
import { type JournalDesk, TODAY, openJournalDesk } from '../journal/journal-desk.ts';

let desk: JournalDesk;

beforeAll(async () => {
  desk = await openJournalDesk();
});
afterAll(() => desk.close());

/** Sells a certificate for 5 000 and a membership of three cuts to Natalia, for cash, as checkout does. */
async function sellBoth(): Promise<void> {
  const { membershipTypeId } = await desk.client.memberships.createType({
    name: '3 стрижки',
    priceMinor: 450_000,
    freezeMaxDays: 14,
    freezeMaxTimes: 2,
    isFamily: true,
    pools: [{ visits: 3, serviceIds: [desk.cut] }],
  });
  const salon = desk.core.core.salon!;
  const { ledger, cash, certificates, memberships, store } = salon;
  const owner = new Caller({ userId: 1, name: 'Ольга', role: 'owner', staffId: null }, 'test');
  const register = cash.accounts.list(owner, false).find(({ kind }) => kind === 'register')!;
  cash.shifts.open(owner, { accountId: register.id, countedMinor: 0, count: [], isRecounted: true });
  store.work.run(owner.actor(desk.core.clock), 'test.sell', (tx) => {
    const clientId = desk.natalia;
    const posting = ledger.open(tx, { kind: 'sale', localDate: TODAY, amountMinor: 850_000, clientId });
    const certificate = certificates.book.sell(tx, posting, {
      typeId: null,
      number: '10001007',
      nominalMinor: 500_000,
      paidMinor: 400_000,
      expiresOn: '2026-12-31',
      recipient: 'Для мамы',
      clientId,
    });
    const membership = memberships.book.sell(tx, posting, { typeId: membershipTypeId, priceMinor: 450_000, clientId });
    const drawer = { account: 1010, object: register.id } as const;
    posting.add('E11', drawer, { account: 2200, object: certificate }, 400_000);
    posting.add('E16', drawer, { account: 2300, object: membership }, 450_000);
    tx.insert(
      query.insertInto('tenders').values({
        document_id: posting.id,
        sale_id: null,
        position: 0,
        kind: 'cash',
        account_id: register.id,
        certificate_id: null,
        amount_minor: 850_000,
        given_minor: null,
        change_minor: null,
      }),
    );
  });
}

describe('certificates and memberships at the desk', () => {
  test('a number is checked, a certificate is extended and paid back, a membership is paused from the client card', async () => {
    await sellBoth();
    const page = await desk.openElsewhere('/journal', { name: 'Ольга', pin: '2468' });
    await page.goto(page.url().replace(/#.*$/u, '#/cash/certificates'));

    // A scanner types the number and Enter.
    await page.getByRole('textbox', { name: 'Проверить номер' }).fill('1000 1007');
    await page.keyboard.press('Enter');
    await page.getByText('№ 10001007: можно оплатить 5 000 ₽, действует до 31 декабря 2026').waitFor();
    await page.getByRole('textbox', { name: 'Проверить номер' }).fill('77');
    await page.keyboard.press('Enter');
    await page.getByText('Сертификата № 77 в салоне нет. Проверьте номер.').waitFor();

    await page.getByRole('button', { name: 'Открыть сертификат 10001007' }).press('Enter');
    const card = page.getByRole('dialog', { name: 'Сертификат № 10001007' });
    await card.getByRole('button', { name: 'Заблокировать' }).press('Enter');
    await page.getByRole('textbox', { name: 'Причина' }).fill('Потерян');
    await page.keyboard.press('Enter');
    await card.getByText('Заблокирован', { exact: true }).waitFor();
    await card.getByRole('button', { name: 'Разблокировать' }).press('Enter');
    await page.getByRole('textbox', { name: 'Причина' }).fill('Нашёлся');
    await page.keyboard.press('Enter');
    await card.getByText('Действует', { exact: true }).waitFor();

    // Whom it is for is put right where it stands.
    await card.getByRole('button', { name: 'Получатель: Для мамы. Изменить' }).press('Enter');
    await page.keyboard.type('Для сестры');
    await page.keyboard.press('Enter');
    await card.getByRole('button', { name: 'Получатель: Для сестры. Изменить' }).waitFor();

    // The money back is what was paid, not the nominal (T6, E14).
    await card.getByRole('button', { name: 'Ещё' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Вернуть деньги' }).press('Enter');
    await page.getByText('К возврату: 4 000 ₽').waitFor();
    await page.getByRole('textbox', { name: 'Причина' }).fill('Передумали');
    await page.keyboard.press('Enter');
    await card.getByText('Деньги возвращены', { exact: true }).waitFor();
    await page.keyboard.press('Escape');

    // The membership on the client's card: a pause tells the new last day before it is made.
    await page.goto(page.url().replace(/#.*$/u, `#/clients/${desk.natalia}?tab=passes`));
    await page.getByRole('button', { name: /Открыть абонемент «3 стрижки»/u }).press('Enter');
    const membership = page.getByRole('dialog', { name: /3 стрижки, № 000001/u });
    await membership.getByText('3 из 3').first().waitFor();
    await membership.getByRole('button', { name: 'Заморозить' }).press('Enter');
    await page.getByText('Последний день станет 16 июня 2026').waitFor();
    await page.getByRole('textbox', { name: 'Причина' }).press('Enter');
    await membership
      .getByText(/Заморожен по 18 марта/u)
      .first()
      .waitFor();
    await membership.getByRole('button', { name: 'Разморозить' }).press('Enter');
    await membership.getByText('Действует', { exact: true }).waitFor();

    const { memberships } = await desk.client.memberships.list({});
    expect(memberships).toMatchObject([{ status: 'active', lastDay: '2026-06-09', freezeTimesLeft: 2 }]);
    const owed = await desk.client.passes.liabilities({ kind: 'certificate' });
    expect([owed.leftMinor, owed.ledgerMinor]).toEqual([0, 0]);
  });
});
