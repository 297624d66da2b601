import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LineKind } from '../../../src-shared/checkout/pricing.rules.ts';
import {
  type CheckLine,
  type CheckReceipt,
  type FiscalReceipt,
  differencesOf,
  opposite,
  receiptOfCheck,
  receiptOfDebtPayment,
  receiptOfMoney,
  totalsOf,
  wholePrices,
} from '../../../src-shared/fiscal/fiscal.rules.ts';
import { multiplyByQuantity, vatIncluded } from '../../../src-shared/kernel/money.ts';
import { allocate } from '../../../src-shared/kernel/share.ts';

const line = (kind: LineKind, netMinor: number, more: Partial<CheckLine> = {}): CheckLine => ({
  title: kind,
  kind,
  quantityMilli: 1000,
  netMinor,
  bonusMinor: 0,
  coveredMinor: 0,
  vatBp: null,
  ...more,
});

const check = (more: Partial<CheckReceipt>): CheckReceipt => ({
  sign: 'income',
  lines: [],
  tenders: [],
  kept: null,
  certificateDiscountMinor: 0,
  bonusOnReceipt: 'discount',
  advanceVatBp: null,
  ...more,
});

const NOTHING = { cashMinor: 0, electronicMinor: 0, advanceMinor: 0, creditMinor: 0, counterMinor: 0 };

/** Σ lines = Σ payments = total, and every line is its price × quantity to the kopeck. */
function expectWhole(receipt: FiscalReceipt): void {
  const paid = Object.values(receipt.payment).reduce((sum, minor) => sum + minor, 0);
  const lines = receipt.lines.reduce((sum, { sumMinor }) => sum + sumMinor, 0);
  expect(lines).toBe(receipt.totalMinor);
  expect(paid).toBe(receipt.totalMinor);
  for (const minor of Object.values(receipt.payment)) expect(minor).toBeGreaterThanOrEqual(0);
  for (const { priceMinor, quantityMilli, sumMinor, vatBp, vatMinor } of receipt.lines) {
    expect(sumMinor).toBeGreaterThan(0);
    expect(multiplyByQuantity(priceMinor, quantityMilli)).toBe(sumMinor);
    expect(vatMinor).toBe(vatBp === null ? 0 : vatIncluded(sumMinor, vatBp));
  }
}

describe('receipt of a check (T5)', () => {
  test.each([
    ['T5 tag 1214 = 4: a service is settled', 'service', 4, 4],
    ['T5 tag 1214 = 4: goods are settled', 'product', 4, 1],
    ['T5 tag 1214 = 3: a certificate is an advance', 'certificate', 3, 10],
    ['T5 tag 1214 = 3: a deposit is an advance', 'deposit', 3, 10],
    ['T5 tag 1214 = 1: a membership is a prepayment of named services', 'membership', 1, 4],
    ['T14: tips are a line of their own', 'tip', 4, 10],
  ] as const)('%s', (_name, kind, method, subject) => {
    const receipt = receiptOfCheck(
      check({ lines: [line(kind, 200_000)], tenders: [{ kind: 'card', amountMinor: 200_000 }] }),
    )!;
    expect(receipt.lines).toMatchObject([{ method, subject, sumMinor: 200_000 }]);
    expect(receipt.payment).toEqual({ ...NOTHING, electronicMinor: 200_000 });
  });

  test('T5 tag 1215: what was paid before is set off, the line is settled', () => {
    const receipt = receiptOfCheck(
      check({
        lines: [line('service', 300_000, { vatBp: 2200 })],
        tenders: [
          { kind: 'deposit', amountMinor: 100_000 },
          { kind: 'certificate', amountMinor: 50_000 },
          { kind: 'cash', amountMinor: 150_000 },
        ],
      }),
    )!;
    expect(receipt.lines).toMatchObject([{ method: 4, sumMinor: 300_000, vatMinor: 54_098 }]);
    expect(receipt.payment).toEqual({ ...NOTHING, advanceMinor: 150_000, cashMinor: 150_000 });
  });

  test('T5 tag 1214 = 5: a part stays owed (tag 1216)', () => {
    const receipt = receiptOfCheck(
      check({ lines: [line('service', 300_000)], tenders: [{ kind: 'cash', amountMinor: 100_000 }] }),
    )!;
    expect(receipt.lines).toMatchObject([{ method: 5 }]);
    expect(receipt.payment).toEqual({ ...NOTHING, cashMinor: 100_000, creditMinor: 200_000 });
  });

  test('T5 tag 1214 = 6: everything stays owed; a certificate beside it is paid by money', () => {
    const receipt = receiptOfCheck(
      check({
        lines: [line('service', 300_000), line('certificate', 500_000)],
        tenders: [{ kind: 'card', amountMinor: 500_000 }],
      }),
    )!;
    expect(receipt.lines.map(({ method }) => method)).toEqual([6, 3]);
    expect(receipt.payment).toEqual({ ...NOTHING, electronicMinor: 500_000, creditMinor: 300_000 });
  });

  test('P9: bonuses come off the lines that they paid (M5)', () => {
    const receipt = receiptOfCheck(
      check({
        lines: [line('service', 200_000, { bonusMinor: 40_000 }), line('product', 100_000, { bonusMinor: 10_000 })],
        tenders: [
          { kind: 'bonus', amountMinor: 50_000 },
          { kind: 'cash', amountMinor: 250_000 },
        ],
      }),
    )!;
    expect(receipt.lines.map(({ sumMinor }) => sumMinor)).toEqual([160_000, 90_000]);
    expect(receipt.payment).toEqual({ ...NOTHING, cashMinor: 250_000 });
  });

  test('P9: bonuses as a counter supply (tag 1217) leave the lines as they are', () => {
    const receipt = receiptOfCheck(
      check({
        bonusOnReceipt: 'counter_supply',
        lines: [line('service', 200_000, { bonusMinor: 50_000 })],
        tenders: [
          { kind: 'bonus', amountMinor: 50_000 },
          { kind: 'cash', amountMinor: 150_000 },
        ],
      }),
    )!;
    expect(receipt.lines.map(({ sumMinor }) => sumMinor)).toEqual([200_000]);
    expect(receipt.payment).toEqual({ ...NOTHING, cashMinor: 150_000, counterMinor: 50_000 });
  });

  test('a line that costs nothing is not printed, a check of nothing has no receipt', () => {
    const bonus = { kind: 'bonus', amountMinor: 100_000 } as const;
    const free = line('service', 100_000, { bonusMinor: 100_000 });
    expect(receiptOfCheck(check({ lines: [free], tenders: [bonus] }))).toBeNull();
    expect(receiptOfCheck(check({ lines: [line('service', 0)] }))).toBeNull();
  });

  test('T9: a visit of a membership is printed at its recognised value, set off by the prepayment', () => {
    const receipt = receiptOfCheck(
      check({
        lines: [line('service', 0, { coveredMinor: 120_000 }), line('product', 50_000)],
        tenders: [{ kind: 'cash', amountMinor: 50_000 }],
      }),
    )!;
    expect(receipt.lines.map(({ method, sumMinor }) => [method, sumMinor])).toEqual([
      [4, 50_000],
      [4, 120_000],
    ]);
    expect(receipt.payment).toEqual({ ...NOTHING, cashMinor: 50_000, advanceMinor: 120_000 });
  });

  test('T6: a certificate of 5 000 that was sold for 4 000 sets off 4 000, the rest is a discount', () => {
    const receipt = receiptOfCheck(
      check({
        lines: [line('service', 500_000)],
        tenders: [{ kind: 'certificate', amountMinor: 500_000 }],
        certificateDiscountMinor: 100_000,
      }),
    )!;
    expect(receipt.totalMinor).toBe(400_000);
    expect(receipt.payment).toEqual({ ...NOTHING, advanceMinor: 400_000 });
  });

  test('T1: change that is kept is an advance of its own, in cash', () => {
    const receipt = receiptOfCheck(
      check({
        lines: [line('service', 200_000)],
        tenders: [{ kind: 'cash', amountMinor: 200_000 }],
        kept: { title: 'Аванс', amountMinor: 30_000 },
      }),
    )!;
    expect(receipt.lines).toMatchObject([{ method: 4 }, { method: 3, subject: 10, sumMinor: 30_000 }]);
    expect(receipt.payment).toEqual({ ...NOTHING, cashMinor: 230_000 });
  });

  test('T4: what a refund takes off the debt is a credit taken back', () => {
    const receipt = receiptOfCheck(
      check({
        sign: 'incomeReturn',
        lines: [line('service', 300_000)],
        tenders: [{ kind: 'card', amountMinor: 100_000 }],
      }),
    )!;
    expect(receipt).toMatchObject({ sign: 'incomeReturn', lines: [{ method: 5 }] });
    expect(receipt.payment).toEqual({ ...NOTHING, electronicMinor: 100_000, creditMinor: 200_000 });
  });

  test('T16: a storno is the same receipt with the other sign', () => {
    const sold = receiptOfCheck(
      check({ lines: [line('service', 200_000)], tenders: [{ kind: 'cash', amountMinor: 200_000 }] }),
    )!;
    expect(opposite(sold)).toEqual({ ...sold, sign: 'incomeReturn' });
    expect(opposite(opposite(sold))).toEqual(sold);
  });
});

describe('money beside a check (T5)', () => {
  test('T5 tag 1214 = 7: a debt that is paid later, a line for each check', () => {
    const receipt = receiptOfDebtPayment({
      sign: 'income',
      bonusOnReceipt: 'discount',
      parts: [
        {
          title: 'Долг 1',
          certificateDiscountMinor: 0,
          tenders: [
            { kind: 'bonus', amountMinor: 10_000 },
            { kind: 'cash', amountMinor: 40_000 },
          ],
        },
        {
          title: 'Долг 2',
          certificateDiscountMinor: 5000,
          tenders: [{ kind: 'certificate', amountMinor: 25_000 }],
        },
      ],
    })!;
    expect(receipt.lines).toMatchObject([
      { method: 7, subject: 10, sumMinor: 40_000, vatBp: null },
      { method: 7, subject: 10, sumMinor: 20_000 },
    ]);
    expect(receipt.payment).toEqual({ ...NOTHING, cashMinor: 40_000, advanceMinor: 20_000 });
    expectWhole(receipt);
  });

  test.each([
    ['E08 a deposit', 'advance', 'income', 3, 10],
    ['E10 a deposit that goes back', 'advance', 'incomeReturn', 3, 10],
    ['E19 money back for a membership', 'membership', 'incomeReturn', 1, 4],
    ['a fee', 'fee', 'income', 4, 10],
  ] as const)('%s', (_name, about, sign, method, subject) => {
    const tenders = [
      { kind: 'cash', amountMinor: 70_000 },
      { kind: 'sbp', amountMinor: 30_000 },
    ] as const;
    const receipt = receiptOfMoney({ sign, title: 'Т', about, tenders, prepaidMinor: 0, vatBp: 2200 })!;
    expect(receipt).toMatchObject({ sign, lines: [{ method, subject, sumMinor: 100_000, vatMinor: 18_033 }] });
    expect(receipt.payment).toEqual({ ...NOTHING, cashMinor: 70_000, electronicMinor: 30_000 });
  });

  test('a fee that is taken from the deposit is set off', () => {
    const receipt = receiptOfMoney({
      sign: 'income',
      title: 'Т',
      about: 'fee',
      tenders: [],
      prepaidMinor: 50_000,
      vatBp: null,
    })!;
    expect(receipt.payment).toEqual({ ...NOTHING, advanceMinor: 50_000 });
  });
});

describe('whole prices', () => {
  const draft = { title: 'Краска', method: 4, subject: 1, vatBp: null } as const;

  test.each([
    ['one piece', 1000, 12_345, [[1000, 12_345]]],
    ['pieces that divide', 3000, 30_000, [[3000, 10_000]]],
    [
      '10,00 for three',
      3000,
      1000,
      [
        [2000, 333],
        [1000, 334],
      ],
    ],
    ['a part of a piece', 333, 1000, [[333, 3003]]],
    ['a sum that no price makes', 2500, 1, [[1000, 1]]],
  ])('%s', (_name, quantityMilli, sumMinor, expected) => {
    const lines = wholePrices({ ...draft, quantityMilli, sumMinor });
    expect(lines.map((one) => [one.quantityMilli, one.priceMinor])).toEqual(expected);
  });

  test('always add up to the sum, each to the kopeck', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1, max: 50_000_000 }), (quantity, sum) => {
        const lines = wholePrices({ ...draft, quantityMilli: quantity, sumMinor: sum });
        expect(lines.reduce((total, one) => total + one.sumMinor, 0)).toBe(sum);
        for (const one of lines) expect(multiplyByQuantity(one.priceMinor, one.quantityMilli)).toBe(one.sumMinor);
      }),
    );
  });
});

describe('totals', () => {
  test('of a shift, and where a register differs', () => {
    const sold = receiptOfCheck(
      check({ lines: [line('service', 200_000)], tenders: [{ kind: 'cash', amountMinor: 200_000 }] }),
    )!;
    const ours = totalsOf([sold, sold, opposite(sold)]);
    expect(ours).toMatchObject({
      income: { count: 2, cashMinor: 400_000 },
      incomeReturn: { count: 1, cashMinor: 200_000 },
    });
    expect(differencesOf(ours, ours)).toEqual([]);
    expect(differencesOf(ours, totalsOf([sold]))).toEqual([
      { sign: 'income', name: 'cashMinor', minor: -200_000 },
      { sign: 'incomeReturn', name: 'cashMinor', minor: -200_000 },
    ]);
  });
});

test('T5: whatever is sold and however it is paid, Σ lines = Σ payments, and money is what was given', () => {
  const kinds: LineKind[] = ['service', 'product', 'certificate', 'membership', 'deposit', 'tip'];
  const lines = fc.array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      netMinor: fc.integer({ min: 0, max: 3_000_000 }),
      pieces: fc.integer({ min: 1, max: 5 }),
      covered: fc.option(fc.integer({ min: 1, max: 500_000 }), { nil: 0, freq: 4 }),
      vatBp: fc.constantFrom(null, 500, 2200),
    }),
    { minLength: 1, maxLength: 7 },
  );
  const weights = fc.array(fc.nat(100), { minLength: 7, maxLength: 7 });
  fc.assert(
    fc.property(
      lines,
      weights,
      fc.nat(100),
      fc.constantFrom('discount' as const, 'counter_supply' as const),
      fc.constantFrom('income' as const, 'incomeReturn' as const),
      fc.nat(50_000),
      (drafts, parts, discountPercent, bonusOnReceipt, sign, keptMinor) => {
        const sold = drafts.map(({ kind, netMinor, pieces, covered, vatBp }) =>
          line(kind, covered > 0 ? 0 : netMinor, { quantityMilli: pieces * 1000, coveredMinor: covered, vatBp }),
        );
        const isGoods = ({ kind }: CheckLine): boolean => kind === 'service' || kind === 'product';
        const goods = sold.reduce((sum, one) => sum + (isGoods(one) ? one.netMinor : 0), 0);
        const moneyOnly = sold.reduce((sum, one) => sum + (isGoods(one) ? 0 : one.netMinor), 0);
        // Bonus, certificate, deposit, card, cash, owed: what goes over the client's account; money pays the rest.
        const [bonus, certificate, deposit, card, cash] = allocate(goods, [...parts.slice(0, 5), parts[5]! + 1]);
        const shares = allocate(
          bonus!,
          sold.map((one) => (isGoods(one) ? one.netMinor : 0)),
        );
        const certificateDiscountMinor = Math.floor((certificate! * discountPercent) / 100);
        const receipt = receiptOfCheck({
          sign,
          lines: sold.map((one, at) => ({ ...one, bonusMinor: shares[at]! })),
          tenders: [
            { kind: 'bonus', amountMinor: bonus! },
            { kind: 'certificate', amountMinor: certificate! },
            { kind: 'deposit', amountMinor: deposit! },
            { kind: 'card', amountMinor: card! + moneyOnly },
            { kind: 'cash', amountMinor: cash! },
          ],
          kept: keptMinor > 0 ? { title: 'Аванс', amountMinor: keptMinor } : null,
          certificateDiscountMinor,
          bonusOnReceipt,
          advanceVatBp: 2200,
        });
        if (!receipt) return;
        expectWhole(receipt);
        expect(receipt.payment.cashMinor).toBe(cash! + keptMinor);
        expect(receipt.payment.electronicMinor).toBe(card! + moneyOnly);
      },
    ),
    { numRuns: 500 },
  );
});
