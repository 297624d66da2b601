import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CheckLine,
  invoiceDue,
  invoiceLines,
  invoiceState,
  invoiceTotals,
  vatRow,
} from '../../../src-shared/invoices/invoices.rules.ts';
import { vatIncluded } from '../../../src-shared/kernel/money.ts';

function line(change: Partial<CheckLine> = {}): CheckLine {
  const netMinor = change.netMinor ?? 200_000;
  const vatBp = change.vatBp === undefined ? null : change.vatBp;
  return {
    kind: 'service',
    title: 'Стрижка',
    unit: null,
    quantityMilli: 1000,
    priceMinor: netMinor,
    grossMinor: netMinor,
    netMinor,
    vatBp,
    vatMinor: vatBp === null ? 0 : vatIncluded(netMinor, vatBp),
    refundedQuantityMilli: 0,
    refundedMinor: 0,
    bonusMinor: 0,
    ...change,
  };
}

describe('what a paper names (K6)', () => {
  const check = [
    line(),
    line({ kind: 'product', title: 'Шампунь', unit: 'pc', netMinor: 129_050 }),
    line({ kind: 'certificate', title: '', netMinor: 500_000 }),
    line({ kind: 'membership', netMinor: 700_000 }),
    line({ kind: 'deposit', netMinor: 100_000 }),
    line({ kind: 'tip', netMinor: 30_000 }),
    line({ title: 'По абонементу', netMinor: 0 }),
  ];

  it('an invoice bills everything but tips and what costs nothing', () => {
    expect(invoiceLines(check, 'invoice').map(({ kind }) => kind)).toEqual([
      'service',
      'product',
      'certificate',
      'membership',
      'deposit',
    ]);
  });

  it('a VAT invoice names what was done and sold: certificates, memberships and deposits are advances', () => {
    const lines = invoiceLines(check, 'vat_invoice');
    expect(lines.map(({ title, totalMinor }) => [title, totalMinor])).toEqual([
      ['Стрижка', 200_000],
      ['Шампунь', 129_050],
    ]);
    expect(invoiceTotals(lines)).toEqual({ totalMinor: 329_050, vatMinor: 0 });
  });

  it('M8: the tax of a line stays as the check has it; of a line partly given back it is taken anew of what is left', () => {
    const whole = line({ netMinor: 122_000, vatBp: 2200 });
    const part = line({
      kind: 'product',
      quantityMilli: 3000,
      priceMinor: 50_000,
      grossMinor: 150_000,
      netMinor: 150_000,
      vatBp: 2200,
      refundedQuantityMilli: 1000,
      refundedMinor: 50_000,
    });
    const lines = invoiceLines([whole, part], 'vat_invoice');
    expect(lines.map(({ quantityMilli, totalMinor, vatMinor }) => [quantityMilli, totalMinor, vatMinor])).toEqual([
      [1000, 122_000, 22_000],
      [2000, 100_000, 18_033],
    ]);
    expect(invoiceTotals(lines)).toEqual({ totalMinor: 222_000, vatMinor: 40_033 });
  });

  it('a line that was given back whole is not named, and an amount given back without a unit keeps the quantity', () => {
    const gone = line({ refundedQuantityMilli: 1000, refundedMinor: 200_000 });
    const lowered = line({ refundedQuantityMilli: 1000, refundedMinor: 50_000 });
    const lines = invoiceLines([gone, lowered], 'invoice');
    expect(lines).toMatchObject([{ quantityMilli: 1000, totalMinor: 150_000, discountMinor: 50_000 }]);
  });

  it('bonuses that receipts show as a discount lower the base of the tax, and only there', () => {
    const paid = line({ netMinor: 122_000, vatBp: 2200, bonusMinor: 12_200 });
    expect(invoiceLines([paid], 'vat_invoice')).toMatchObject([{ totalMinor: 109_800, vatMinor: 19_800 }]);
    expect(invoiceLines([paid], 'invoice')).toMatchObject([{ totalMinor: 122_000, vatMinor: 22_000 }]);
  });

  it('a discount stands on the paper as the difference between price and sum', () => {
    const off = line({ priceMinor: 200_000, grossMinor: 200_000, netMinor: 180_000 });
    expect(invoiceLines([off], 'invoice')).toMatchObject([{ priceMinor: 200_000, discountMinor: 20_000 }]);
  });

  it('a kopeck left of a line whose half bonuses paid is nothing to name', () => {
    const left = line({
      quantityMilli: 2000,
      priceMinor: 1,
      grossMinor: 2,
      netMinor: 2,
      refundedQuantityMilli: 1000,
      refundedMinor: 1,
      bonusMinor: 1,
    });
    expect(invoiceLines([left], 'vat_invoice')).toEqual([]);
    expect(invoiceLines([left], 'invoice')).toMatchObject([{ totalMinor: 1 }]);
  });

  it('columns of the form always agree: without tax + tax = total, whatever is left of a line', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 0, max: 20 }),
        fc.constantFrom(null, 0, 500, 700, 1000, 2200),
        fc.integer({ min: 0, max: 100 }),
        (priceMinor, units, back, vatBp, bonusShare) => {
          const netMinor = priceMinor * units;
          const refunded = Math.min(back, units);
          const bonusMinor = Math.floor((netMinor * bonusShare) / 100);
          const [made] = invoiceLines(
            [
              line({
                quantityMilli: units * 1000,
                priceMinor,
                grossMinor: netMinor,
                netMinor,
                vatBp,
                vatMinor: vatBp === null ? 0 : vatIncluded(netMinor, vatBp),
                refundedQuantityMilli: refunded * 1000,
                refundedMinor: refunded * priceMinor,
                bonusMinor,
              }),
            ],
            'vat_invoice',
          );
          // Nothing is named that comes to less than a kopeck: given back whole, or covered by bonuses in what is left.
          const isNothing =
            2n * BigInt(netMinor - refunded * priceMinor) * BigInt(netMinor - bonusMinor) <= BigInt(netMinor);
          expect(made === undefined).toBe(isNothing);
          if (!made) return;
          const row = vatRow(made);
          expect(row.withoutVatMinor + row.vatMinor).toBe(row.totalMinor);
          expect(row.totalMinor).toBeGreaterThan(0);
          expect(row.vatMinor).toBeGreaterThanOrEqual(0);
          expect(made.discountMinor).toBeGreaterThanOrEqual(0);
          expect(Math.abs(row.unitMinor * (row.quantityMilli / 1000) - row.withoutVatMinor)).toBeLessThanOrEqual(
            row.quantityMilli / 2000,
          );
        },
      ),
    );
  });
});

describe('what is to be paid, and how a paper stands', () => {
  it.each([
    [null, { paidMinor: 0, dueMinor: 10_000 }],
    [0, { paidMinor: 10_000, dueMinor: 0 }],
    [4000, { paidMinor: 6000, dueMinor: 4000 }],
    [20_000, { paidMinor: 0, dueMinor: 10_000 }],
  ])('of 10000 with a debt of %s: %o', (debt, due) => {
    expect(invoiceDue(10_000, debt)).toEqual(due);
  });

  const paper = { kind: 'invoice', isVoided: false, validUntil: '2026-03-17' } as const;
  it.each([
    [paper, null, '2026-03-17', 'waiting'],
    [paper, null, '2026-03-18', 'overdue'],
    [{ ...paper, validUntil: null }, null, '2030-01-01', 'waiting'],
    [paper, { isReversed: false, debtMinor: 0 }, '2026-03-18', 'paid'],
    [paper, { isReversed: false, debtMinor: 1 }, '2026-03-12', 'waiting'],
    [paper, { isReversed: true, debtMinor: 0 }, '2026-03-12', 'waiting'],
    [{ ...paper, isVoided: true }, { isReversed: false, debtMinor: 0 }, '2026-03-12', 'voided'],
    [{ ...paper, kind: 'vat_invoice' }, { isReversed: false, debtMinor: 5 }, '2026-03-18', 'issued'],
  ] as const)('%o with the check %o on %s: %s', (one, sale, today, state) => {
    expect(invoiceState(one, sale, today)).toBe(state);
  });
});
