import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PostedSale, SaleParticipant } from '../../../src-main/checkout/neighbours.ts';
import { DomainError } from '../../../src-shared/kernel/errors.ts';
import { refusalOf } from '../journal/journal-salon.ts';
import { type MoneySalon, openMoneySalon } from './money-salon.ts';

const COST_MINOR = 700;

let salon: MoneySalon;
let heard: string[];
let refusal: DomainError | null;

/** Stock and payroll as they will be: a cost for each product (E35, E36), a tenth of what services bring (E42). */
const participant: SaleParticipant = {
  posted: (_, { saleId, posting }) => {
    heard.push(`posted ${saleId}`);
    for (const line of salon.linesOf(saleId)) {
      const about = { saleLineId: line.id };
      if (line.kind === 'product') posting.add('E35', { account: 5010 }, { account: 1200 }, COST_MINOR, about);
      else pay(posting, line.net_minor / 10);
    }
    if (refusal) throw refusal;
  },
  refunded: (_, { saleId, posting }, lines) => {
    heard.push(`refunded ${saleId}`);
    const kinds = new Map(salon.linesOf(saleId).map(({ id, kind }) => [id, kind]));
    for (const line of lines) {
      if (kinds.get(line.saleLineId) === 'service') pay(posting, -line.netMinor / 10);
      else if (line.returnsStock) posting.add('E36', { account: 1200 }, { account: 5010 }, COST_MINOR);
    }
    if (refusal) throw refusal;
  },
  reversed: (_, { saleId }) => {
    heard.push(`reversed ${saleId}`);
    if (refusal) throw refusal;
  },
  paid: (_, { saleId }, amountMinor) => heard.push(`paid ${saleId} ${amountMinor}`),
  undone: (_, { saleId }, documentId) => heard.push(`undone ${saleId} of ${documentId}`),
};

function pay(posting: PostedSale['posting'], amountMinor: number): void {
  posting.add('E42', { account: 5040 }, { account: 2500, object: salon.anna }, amountMinor);
}

const goods = { kind: 'product' as const, priceMinor: 10_000 };
const cut = { kind: 'service' as const, priceMinor: 50_000 };
const cash = (amountMinor: number) => [{ kind: 'cash' as const, amountMinor }];
/** Stock, its cost, pay that is owed, pay as an expense. */
const seen = () => ([1200, 5010, 2500, 5040] as const).map((code) => salon.balance(code));
const count = (table: string) => salon.rows<{ n: number }>(`select count(*) as n from ${table}`)[0]!.n;

beforeEach(async () => {
  heard = [];
  refusal = null;
  salon = await openMoneySalon(() => [participant]);
  salon.set({ clientDebtLimitMinor: 1_000_000 });
  salon.openShift();
  salon.write((tx) => {
    const posting = salon.ledger.open(tx, { kind: 'opening', localDate: '2026-03-12', amountMinor: 5000 });
    posting.add('E01', { account: 1200 }, { account: 3000 }, 5000);
  });
});

afterEach(() => {
  salon.holds();
  salon.close();
});

describe('T18 stock and payroll have their part in the same unit of work', () => {
  test('E35 E42 a sale, its payment in parts, E36 its refund, and the storno of each', () => {
    const { saleId } = salon.sell({ lines: [goods, cut], tenders: cash(20_000), leavesDebt: true });
    expect(seen()).toEqual([4300, 700, -5000, 5000]);
    salon.payDebt(salon.olga, cash(15_000));
    salon.payDebt(salon.olga, cash(25_000));
    const back = salon.refund(saleId);
    expect(seen()).toEqual([5000, 0, 0, 0]);
    const owner = salon.callerOf('owner');
    const why = { key: crypto.randomUUID(), reason: 'Ошибка' };
    salon.refunds.takeBack(owner, { documentId: back.documentId as never, ...why });
    expect(seen()).toEqual([4300, 700, -5000, 5000]);
    expect(heard).toEqual([
      `posted ${saleId}`,
      `paid ${saleId} 15000`,
      `paid ${saleId} 25000`,
      `refunded ${saleId}`,
      `undone ${saleId} of ${back.documentId}`,
    ]);
    salon.reverse(saleId);
    expect(seen()).toEqual([5000, 0, 0, 0]);
  });

  test('V1 a visit that is opened again and paid once more has them once', () => {
    const { visitId, visitLineId } = salon.visit(salon.olga);
    const first = salon.sell({ lines: [{ ...cut, visitLineId }], tenders: cash(50_000), visitId });
    salon.reverse(first.saleId);
    expect(seen()).toEqual([5000, 0, 0, 0]);
    const again = salon.sell({ lines: [{ ...cut, visitLineId }, goods], tenders: cash(60_000), visitId });
    expect(seen()).toEqual([4300, 700, -5000, 5000]);
    expect(heard).toEqual([`posted ${first.saleId}`, `reversed ${first.saleId}`, `posted ${again.saleId}`]);
  });

  test('what one of them refuses is not sold, not given back and not taken back', () => {
    const { visitId, visitLineId } = salon.visit(salon.olga);
    const sell = () => salon.sell({ lines: [{ ...cut, visitLineId }, goods], tenders: cash(60_000), visitId });
    const empty = new DomainError('NEGATIVE_STOCK', { name: 'Шампунь' });
    refusal = empty;
    const before = [count('ledger_entries'), count('tenders'), count('command')];
    expect(refusalOf(sell)).toMatchObject({ code: 'NEGATIVE_STOCK' });
    expect([count('ledger_entries'), count('tenders'), count('command')]).toEqual(before);
    expect(salon.rows('select status from visits where id = ?', visitId)).toEqual([{ status: 'arrived' }]);
    refusal = null;
    const { saleId } = sell();
    refusal = empty;
    const posted = [count('ledger_entries'), count('tenders'), count('command')];
    expect(refusalOf(() => salon.refund(saleId))).toMatchObject({ code: 'NEGATIVE_STOCK' });
    expect(refusalOf(() => salon.reverse(saleId))).toMatchObject({ code: 'NEGATIVE_STOCK' });
    expect([count('ledger_entries'), count('tenders'), count('command')]).toEqual(posted);
    expect(salon.rows('select status from visits where id = ?', visitId)).toEqual([{ status: 'completed' }]);
  });
});
