import { randomUUID } from 'node:crypto';
import exceljs from 'exceljs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { invoicesContract } from '../../../src-shared/invoices/invoices.contract.ts';
import { invoicesSql } from '../../helpers/invoices-plan.ts';
import { type WholeSalon, openWholeSalon } from '../checkout/whole-salon.ts';

let whole: WholeSalon;

const REQUISITES = {
  legalName: 'ООО «Зеркало»',
  legalInn: '7707083893',
  legalKpp: '773601001',
  legalAddress: 'Москва, ул. Мира, 1',
  bankName: 'ПАО Сбербанк',
  bankBik: '044525225',
  bankAccount: '40702810938000000001',
  bankCorrAccount: '30101810400000000225',
  directorName: 'Волкова О. А.',
} as const;
const COMPANY = {
  kind: 'company',
  name: 'ООО "Ромашка"',
  taxNumber: '7707083893',
  reasonCode: '',
  address: 'Москва',
} as const;

beforeEach(async () => {
  whole = await openWholeSalon();
  whole.set(REQUISITES);
});
afterEach(() => {
  whole.holds();
  whole.close();
});

type Issue = z.input<NonNullable<(typeof invoicesContract)['issue']['~orpc']['inputSchema']>>;
const service = () => whole.salon.invoices;
const owner = () => whole.base.callerOf('owner');
const issue = (change: Partial<Issue>) =>
  service().issue(
    owner(),
    invoicesContract.issue['~orpc'].inputSchema!.parse({
      key: randomUUID(),
      kind: 'invoice',
      payer: COMPANY,
      ...change,
    }),
  );
const list = (change: object = {}) =>
  service().list(
    invoicesContract.list['~orpc'].inputSchema!.parse({ fromDate: '2020-01-01', toDate: '2030-12-31', ...change }),
  );
const of = (what: object) => service().of(invoicesContract.of['~orpc'].inputSchema!.parse(what));
const cutLine = (lineId?: number) => ({
  key: 'a',
  kind: 'service' as const,
  serviceId: whole.base.cut as never,
  staffId: whole.base.anna as never,
  ...(lineId === undefined ? {} : { visitLineId: lineId as never }),
});
/** A visit of Olga and its check as it is being made. */
const visitTicket = () => {
  const { visitId, lineIds } = whole.visit([{ serviceId: whole.base.cut, priceMinor: 200_000 }]);
  return { visitId: visitId as never, lines: [cutLine(lineIds[0])] };
};
const sold = (): number => {
  whole.openShift();
  const lines = [cutLine(), { key: 'p', kind: 'product' as const, productId: whole.shampoo as never }];
  return whole.pay({ clientId: whole.base.olga, lines }, [{ kind: 'cash', amountMinor: 329_050 }], 329_050).saleId;
};
const refusal = (act: () => unknown): unknown => {
  try {
    act();
    return null;
  } catch (error) {
    return error;
  }
};

describe('papers of a check (K6)', () => {
  it('numbers run without a hole by kind and year; a void keeps its number; the next year begins with 1', () => {
    const saleId = sold() as never;
    expect(issue({ saleId }).number).toBe(1);
    expect(issue({ saleId, payer: { ...COMPANY, name: 'ООО «Вторая»' } }).number).toBe(2);
    expect(issue({ saleId, kind: 'vat_invoice' }).number).toBe(1);
    const [vat] = list({ kind: 'vat_invoice' }).rows;
    service().void(owner(), { invoiceId: vat!.invoiceId as never, reason: 'Ошибка в адресе' });
    expect(issue({ saleId, kind: 'vat_invoice' }).number).toBe(2);
    whole.passDays(365);
    expect(issue({ ticket: visitTicket() }).number).toBe(1);
    expect(list({ kind: 'vat_invoice' }).rows.map(({ number, state }) => [number, state])).toEqual([
      [2, 'issued'],
      [1, 'voided'],
    ]);
  });

  it('the same press answers with the same paper; the same paper again is refused with its number', () => {
    const saleId = sold() as never;
    const key = randomUUID();
    const first = issue({ saleId, key });
    expect(issue({ saleId, key })).toEqual({ ...first, commandId: null });
    expect(refusal(() => issue({ saleId }))).toMatchObject({
      code: 'CONFLICT',
      data: { reason: 'invoiceExists', number: 1 },
    });
    issue({ saleId, kind: 'vat_invoice' });
    expect(refusal(() => issue({ saleId, kind: 'vat_invoice', payer: { ...COMPANY, name: 'Другая' } }))).toMatchObject({
      code: 'CONFLICT',
      data: { reason: 'vat_invoiceExists', number: 1 },
    });
  });

  it('a visit is billed before payment; its paper waits, falls overdue, and is paid with the visit', () => {
    const ticket = visitTicket();
    issue({ ticket });
    expect(list().rows).toMatchObject([
      { state: 'waiting', amountMinor: 200_000, saleId: null, validUntil: '2026-03-17', payerName: 'ООО "Ромашка"' },
    ]);
    whole.passDays(6);
    expect(list().rows[0]!.state).toBe('overdue');
    whole.openShift();
    const { saleId } = whole.pay(ticket, [{ kind: 'cash', amountMinor: 200_000 }], 200_000);
    expect(list().rows[0]).toMatchObject({ state: 'paid', saleId });
    expect(of({ saleId, visitId: ticket.visitId }).invoices).toHaveLength(1);
    whole.reverse(saleId);
    expect(list().rows[0]!.state).toBe('overdue');
  });

  it('what was typed stays with the client once, is changed where it was chosen, and can be forgotten', () => {
    const saleId = sold() as never;
    const clientId = whole.base.olga;
    issue({ saleId });
    issue({ saleId, kind: 'vat_invoice' });
    const [payer, ...others] = of({ clientId }).payers;
    expect(others).toEqual([]);
    issue({ saleId, payerId: payer!.payerId, payer: { ...COMPANY, address: 'Тверь' } });
    expect(of({ clientId }).payers).toMatchObject([{ payerId: payer!.payerId, address: 'Тверь' }]);
    service().removePayer(owner(), { payerId: payer!.payerId as never });
    expect(of({ clientId }).payers).toEqual([]);
    expect(list().rows).toHaveLength(3);
  });

  it('a paper stays as it was given out, whatever changes in the settings, and is printed with its own words', () => {
    const saleId = sold() as never;
    const { invoiceId } = issue({ saleId });
    whole.set({ legalName: 'ООО «Другое»', vatBp: 2200, currency: 'EUR' });
    const printed = whole.salon.invoicePapers.invoice(service().issued(invoiceId), 'ru');
    expect(printed.title).toBe('Счёт на оплату № 1 от 12 марта 2026');
    expect(printed.bank).toMatchObject({ payee: 'ООО «Зеркало»', account: '40702810938000000001' });
    expect(printed.parties).toEqual([
      ['Исполнитель', 'ООО «Зеркало», ИНН 7707083893, КПП 773601001, Москва, ул. Мира, 1'],
      ['Заказчик', 'ООО "Ромашка", ИНН 7707083893, Москва'],
    ]);
    const plain = JSON.stringify(printed).replaceAll(/[\u00a0\u202f]/gu, ' ');
    expect(plain).toContain('["Без налога (НДС)","—"],["Оплачено","3 290,50 ₽"],["К оплате","0 ₽"]');
    expect(plain).toContain('Оплачено полностью: Три тысячи двести девяносто рублей 50 копеек.');
    expect(whole.salon.invoicePapers.invoice(service().issued(invoiceId), 'en').lines[0]).toBe(
      'Paid in full: Three thousand two hundred and ninety roubles 50 kopecks.',
    );
  });

  it('M8: a VAT invoice has the rates and the tax of the lines; without tax it says so in its columns', () => {
    const plain = whole.salon.invoicePapers.vatInvoice(
      service().issued(issue({ saleId: sold(), kind: 'vat_invoice' }).invoiceId),
    );
    expect(plain.rows[0]!.slice(1, 12)).toEqual([
      'Стрижка',
      '—',
      '—',
      '—',
      '1',
      '2 000,00'.replace(' ', '\u00a0'),
      '2 000,00'.replace(' ', '\u00a0'),
      'без акциза',
      'без НДС',
      'без НДС',
      '2 000,00'.replace(' ', '\u00a0'),
    ]);
    expect(plain.total.cells[10]).toBe('без НДС');
    whole.set({ vatBp: 2200 });
    const { saleId } = whole.pay(
      { clientId: whole.base.olga, lines: [cutLine()] },
      [{ kind: 'cash', amountMinor: 200_000 }],
      200_000,
    );
    const taxed = whole.salon.invoicePapers.vatInvoice(
      service().issued(issue({ saleId: saleId, kind: 'vat_invoice' }).invoiceId),
    );
    expect(taxed.rows[0]!.slice(6, 12).map((text) => text.replaceAll('\u00a0', ' '))).toEqual([
      '1 639,34',
      '1 639,34',
      'без акциза',
      '22%',
      '360,66',
      '2 000,00',
    ]);
    expect(taxed.head.find(([, , number]) => number === '5а')?.[1]).toBe('№ п/п 1 № 2 от 12 марта 2026 г.');
  });

  it('a draft that cannot be sold yet, a reversed check and missing requisites are refused in words', () => {
    const ticket = visitTicket();
    whole.set({ legalInn: '', bankName: '' });
    expect(refusal(() => issue({ ticket }))).toMatchObject({
      code: 'CONFLICT',
      data: { reason: 'requisitesMissing', fields: ['taxNumber', 'bankName'] },
    });
    expect(of({}).missing).toEqual({ invoice: ['taxNumber', 'bankName'], vat_invoice: ['taxNumber'] });
    whole.set(REQUISITES);
    expect(refusal(() => issue({ ticket, kind: 'vat_invoice' }))).toMatchObject({ data: { reason: 'notSoldYet' } });
    expect(refusal(() => issue({ ticket: { lines: [] } }))).toMatchObject({ data: { reason: 'nothingToInvoice' } });
    const saleId = sold();
    whole.reverse(saleId);
    expect(refusal(() => issue({ saleId: saleId }))).toMatchObject({ data: { reason: 'saleReversed' } });
  });

  it('Ctrl+Z takes a paper out of force and keeps its number; a void comes back unless another took its place', async () => {
    const saleId = sold() as never;
    const first = issue({ saleId, kind: 'vat_invoice' });
    const { history } = whole.salon;
    await history.undoWhole(owner(), first.commandId!);
    expect(list().rows).toMatchObject([{ number: 1, state: 'voided', voidReason: 'Отмена действия' }]);
    await expect(history.undoWhole(owner(), first.commandId!)).rejects.toMatchObject({ data: { reason: 'undone' } });
    const second = issue({ saleId, kind: 'vat_invoice' });
    expect(second.number).toBe(2);
    const { commandId } = service().void(owner(), { invoiceId: second.invoiceId as never, reason: 'Опечатка' });
    await history.undoWhole(owner(), commandId!);
    expect(list().rows[0]).toMatchObject({ number: 2, state: 'issued' });
    const again = service().void(owner(), { invoiceId: second.invoiceId as never, reason: 'Опечатка' });
    issue({ saleId, kind: 'vat_invoice' });
    await expect(history.undoWhole(owner(), again.commandId!)).rejects.toMatchObject({
      data: { reason: 'vat_invoiceExists', number: 3 },
    });
  });

  it('the database itself refuses to change or delete a paper', () => {
    const { invoiceId } = issue({ saleId: sold() });
    for (const sql of [
      'update invoices set amount_minor = 1 where id = ?',
      'update invoices set payer_json = \'{"name":"x"}\' where id = ?',
      'delete from invoices where id = ?',
    ]) {
      expect(() => whole.base.write((tx) => tx.runSql(sql, [invoiceId]))).toThrow('POSTED');
    }
  });

  it('the list is read a page at a time, by payer and number, off indexes', () => {
    const saleId = sold() as never;
    for (const name of ['А', 'Б', 'В']) issue({ saleId, payer: { ...COMPANY, name: `ООО "${name}"` } });
    const page = list({ limit: 2 });
    expect([page.hasMore, page.rows.map(({ number }) => number)]).toEqual([true, [3, 2]]);
    const { localDate, invoiceId } = page.rows[1]!;
    expect(list({ limit: 2, before: { localDate, invoiceId } }).rows.map(({ number }) => number)).toEqual([1]);
    expect(list({ text: 'ооо "б"' }).rows.map(({ number }) => number)).toEqual([2]);
    expect(list({ text: '7707083893', number: 3 }).rows.map(({ number }) => number)).toEqual([3]);
    for (const plan of invoicesSql(whole.base.store)) expect(plan).not.toMatch(/SCAN invoices\b/u);
  });

  it('the register for the accountant has every paper in order, its payer, and the sum of those in force', async () => {
    const saleId = sold() as never;
    issue({ saleId });
    issue({ saleId, payer: { ...COMPANY, name: '=1+1' } });
    const gone = issue({ saleId, kind: 'vat_invoice' });
    service().void(owner(), { invoiceId: gone.invoiceId as never, reason: 'Ошибка в адресе' });
    const filter = invoicesContract.listFile['~orpc'].inputSchema!.parse({
      fromDate: '2020-01-01',
      toDate: '2030-12-31',
    });
    const file = await whole.salon.invoiceRegister.file(owner(), filter, 'ru');
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(Buffer.from(file.base64, 'base64') as never);
    const sheet = workbook.worksheets[0]!;
    const column = (at: number) => (sheet.getColumn(at).values as unknown[]).slice(2);
    expect(column(1).slice(0, 3)).toEqual(['Счёт на оплату', 'Счёт на оплату', 'Счёт-фактура']);
    expect(column(2).slice(0, 3)).toEqual([1, 2, 1]);
    expect(column(4)).toEqual(['ООО "Ромашка"', '=1+1', 'ООО "Ромашка"']);
    expect(column(5)[0]).toBe('7707083893');
    expect(column(9)).toEqual([3290.5, 3290.5, 3290.5, 6581]);
    expect(column(11)).toEqual(['Оплачен', 'Оплачен', 'Аннулирована']);
    expect(column(12)[2]).toBe('Ошибка в адресе');
  });
});
