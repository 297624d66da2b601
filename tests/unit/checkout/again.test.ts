import { expect, it } from 'vitest';
import { asSoldBefore } from '../../../src-shared/checkout/again.rules.ts';
import { ticketSchema } from '../../../src-shared/checkout/checkout.contract.ts';
import type { Sale } from '../../../src-shared/checkout/sales.contract.ts';

const sold = (saleLineId: number, line: Record<string, unknown>): Sale['lines'][number] =>
  ({
    saleLineId,
    kind: 'service',
    visitLineId: null,
    serviceId: null,
    productId: null,
    staffId: null,
    sellerId: null,
    quantityMilli: 1000,
    listPriceMinor: 0,
    priceMinor: 0,
    discounts: [],
    ...line,
  }) as unknown as Sale['lines'][number];
const begun = ticketSchema.parse({
  visitId: 7,
  clientId: 3,
  lines: [
    { key: 'v1', kind: 'service', visitLineId: 1, serviceId: 10, staffId: 5 },
    { key: 'v2', kind: 'service', visitLineId: 2, serviceId: 11, staffId: 5 },
  ],
});

it('T16 a check is made again as it was sold: chosen prices, discounts by hand, goods and tips; nothing that was a paper', () => {
  const manual = { source: 'manual', sourceId: null, title: '', rateBp: 1000, amountMinor: 20_000, reason: 'Подарок' };
  const lines = [
    sold(1, {
      visitLineId: 1,
      serviceId: 10,
      staffId: 6,
      listPriceMinor: 150_000,
      priceMinor: 200_000,
      discounts: [manual],
    }),
    // One unit by membership, one paid (P3).
    sold(2, { visitLineId: 2, serviceId: 11, staffId: 5, listPriceMinor: 100_000, priceMinor: 100_000 }),
    sold(3, { visitLineId: 2, serviceId: 11, staffId: 5, listPriceMinor: 100_000, priceMinor: 100_000 }),
    sold(4, {
      kind: 'product',
      productId: 20,
      sellerId: 6,
      quantityMilli: 2000,
      listPriceMinor: 89_000,
      priceMinor: 89_000,
    }),
    sold(5, { kind: 'tip', staffId: 6, listPriceMinor: 30_000, priceMinor: 30_000 }),
    sold(6, { kind: 'certificate', listPriceMinor: 300_000, priceMinor: 300_000 }),
  ];
  const again = asSoldBefore(begun, { lines });
  expect(ticketSchema.parse(again).lines).toMatchObject([
    { key: 'v1', staffId: 6, priceMinor: 200_000, manual: { off: { rateBp: 1000 }, reason: 'Подарок' } },
    { key: 'v2', quantityMilli: 2000, priceMinor: null, manual: null },
    { kind: 'product', productId: 20, sellerId: 6, quantityMilli: 2000, priceMinor: null },
    { kind: 'tip', staffId: 6, priceMinor: 30_000 },
  ]);
});

it('T16 a visit that was changed since counts as it is now', () => {
  const lines = [sold(1, { visitLineId: 1, serviceId: 99, staffId: 6, quantityMilli: 3000 })];
  expect(asSoldBefore(begun, { lines })).toEqual(begun);
});
