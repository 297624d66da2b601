import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CertificateBook } from '../../../src-main/certificates/certificate-book.ts';
import { query } from '../../../src-main/store/query.ts';
import { Till } from '../../helpers/till.ts';
import { type TestSalon, openTestSalon, refusal } from '../../helpers/salon-services.ts';

let salon: TestSalon;
let till: Till;
let book: CertificateBook;
let clientId: number;

beforeEach(async () => {
  salon = await openTestSalon();
  till = new Till(salon);
  book = new CertificateBook(salon.settings);
  clientId = salon.write((tx) =>
    tx.insert(query.insertInto('clients').values({ first_name: 'Анна', last_name: 'Ковалёва', created_at_ms: 1 })),
  );
});
afterEach(() => salon.close());

interface Wish {
  readonly nominalMinor?: number;
  readonly paidMinor?: number;
  readonly number?: string;
  readonly expiresOn?: string | null;
}

function sell({ nominalMinor = 500_000, paidMinor = 400_000, number = '', expiresOn }: Wish = {}) {
  let certificateId = 0;
  const sale = till.sale(clientId, (tx, posting, saleId, addLine) => {
    certificateId = book.sell(tx, posting, {
      typeId: null,
      number,
      nominalMinor,
      paidMinor,
      expiresOn,
      recipient: '',
      clientId,
    });
    addLine({ kind: 'certificate', netMinor: paidMinor, certificateId });
    till.takeMoney(tx, posting, saleId, 'cash', { account: 2200, object: certificateId }, paidMinor);
  });
  return { certificateId, sale };
}

function pay(certificateId: number, amountMinor: number) {
  return till.sale(clientId, (tx, posting, saleId, addLine) => {
    addLine({ kind: 'service', netMinor: amountMinor });
    posting.add('E02', { account: 1100, object: saleId }, { account: 4010 }, amountMinor);
    book.redeem(tx, posting, { certificateId, saleId, amountMinor });
  });
}

function giveBack(certificateId: number, saleId: number, amountMinor: number) {
  salon.write((tx) => {
    const posting = till.ledger.open(tx, { kind: 'refund', localDate: till.localDate, amountMinor, saleId });
    book.giveBack(tx, posting, { certificateId, saleId, amountMinor });
  });
}

const state = (certificateId: number, onDate = till.localDate) => book.state(salon.store.reader, certificateId, onDate);

describe('T6 E11 E12 E29 through the ledger', () => {
  test('E11 E12 sold below its nominal: what is paid is the liability, the rest is a discount', () => {
    const { certificateId } = sell();
    expect(till.credit(2200, certificateId)).toBe(400_000);
    const sale = pay(certificateId, 200_000);
    expect(till.credit(2200, certificateId)).toBe(240_000);
    expect(till.credit(4090)).toBe(-40_000);
    expect(till.credit(1100, sale.saleId)).toBe(0);
    expect(state(certificateId)).toMatchObject({ balanceMinor: 300_000, hindrance: null });
    pay(certificateId, 300_000);
    expect(till.credit(2200, certificateId)).toBe(0);
    expect(till.credit(4090)).toBe(-100_000);
    expect(state(certificateId).hindrance).toMatchObject({ code: 'CERTIFICATE_EMPTY' });
  });

  test('E29 a returned visit brings back nominal and exactly what it released', () => {
    const { certificateId } = sell();
    const sale = pay(certificateId, 500_000);
    giveBack(certificateId, sale.saleId, 200_000);
    expect(state(certificateId)).toMatchObject({ balanceMinor: 200_000, hindrance: null });
    expect(till.credit(2200, certificateId)).toBe(160_000);
    giveBack(certificateId, sale.saleId, 300_000);
    expect(till.credit(2200, certificateId)).toBe(400_000);
    expect(till.credit(4090)).toBe(0);
    expect(refusal(() => giveBack(certificateId, sale.saleId, 1))).toMatchObject({ code: 'LIMIT_EXCEEDED' });
  });

  test('T6 more was paid than the nominal says', () => {
    const { certificateId } = sell({ nominalMinor: 100_000, paidMinor: 120_000 });
    const sale = pay(certificateId, 50_000);
    expect(till.credit(2200, certificateId)).toBe(60_000);
    expect(till.credit(4090)).toBe(10_000);
    giveBack(certificateId, sale.saleId, 50_000);
    expect([till.credit(2200, certificateId), till.credit(4090)]).toEqual([120_000, 0]);
  });

  test('E12 more than is on it: CERTIFICATE_EMPTY with both sums', () => {
    const { certificateId } = sell({ nominalMinor: 1000, paidMinor: 1000, number: 'ПК-1' });
    expect(refusal(() => pay(certificateId, 1001))).toEqual({
      code: 'CERTIFICATE_EMPTY',
      data: { number: 'ПК-1', balanceMinor: 1000, amountMinor: 1001 },
    });
  });

  test('T7 the last day is a day of use; the next one is not', () => {
    const { certificateId } = sell({ expiresOn: '2026-03-12' });
    expect(state(certificateId).hindrance).toBe(null);
    expect(state(certificateId, '2026-03-13').hindrance).toMatchObject({
      code: 'CERTIFICATE_EXPIRED',
      data: { expiresOn: '2026-03-12', balanceMinor: 500_000 },
    });
    expect(book.ofClient(salon.store.reader, clientId, '2026-03-12')).toHaveLength(1);
    expect(book.ofClient(salon.store.reader, clientId, '2026-03-13')).toEqual([]);
  });

  test('T7 without a date of its own a certificate lives as long as the salon says, or for ever', () => {
    const { certificateId: usual } = sell();
    const { certificateId: endless } = sell({ expiresOn: null });
    expect(state(usual).expiresOn).toBe('2027-03-11');
    expect(state(endless).expiresOn).toBe(null);
  });
});

describe('numbers', () => {
  test('own ones go in a row, foreign ones are taken as they are', () => {
    sell({ number: '4600 0510 0005 7' });
    const one = state(sell().certificateId).number;
    const two = state(sell().certificateId).number;
    expect(one).toMatch(/^10001\d{3}$/u);
    expect(two).toMatch(/^10002\d{3}$/u);
    expect(refusal(() => sell({ number: '4600051000057' }))).toMatchObject({
      code: 'ALREADY_EXISTS',
      data: { number: '4600051000057' },
    });
    expect(refusal(() => sell({ number: one }))).toMatchObject({ code: 'ALREADY_EXISTS' });
  });

  test('T6 a certificate for nothing is a coupon', () => {
    expect(refusal(() => sell({ paidMinor: 0 }))).toMatchObject({
      code: 'INVALID_INPUT',
      data: { fault: 'CERTIFICATE_FREE' },
    });
  });
});

describe('T16 T17 the storno of a sale', () => {
  test('of a visit: everything is as before it', () => {
    const { certificateId } = sell();
    const sale = pay(certificateId, 123_457);
    pay(certificateId, 7);
    giveBack(certificateId, sale.saleId, 23_457);
    const left = till.credit(2200, certificateId);
    const other = pay(certificateId, 50_001);
    till.reverse(other, book);
    expect(till.credit(2200, certificateId)).toBe(left);
    expect(state(certificateId).balanceMinor).toBe(500_000 - 100_000 - 7);
  });

  test('of the sale of a certificate: nothing is left of it, unless somebody has paid with it', () => {
    const { certificateId, sale } = sell();
    const visit = pay(certificateId, 1000);
    expect(refusal(() => till.reverse(sale, book))).toMatchObject({
      code: 'CONFLICT',
      data: { reason: 'certificateUsed', balanceMinor: 499_000 },
    });
    const fresh = sell();
    till.reverse(fresh.sale, book);
    expect(till.credit(2200, fresh.certificateId)).toBe(0);
    expect(state(fresh.certificateId)).toMatchObject({ balanceMinor: 0, hindrance: { code: 'CERTIFICATE_EMPTY' } });
    till.reverse(visit, book);
    expect(till.credit(2200, certificateId)).toBe(400_000);
  });
});
