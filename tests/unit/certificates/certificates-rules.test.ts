import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CertificateBalance,
  cleanNumber,
  giveBack,
  isExpired,
  lastDayOf,
  nextOwnNumber,
  redeem,
  serialOf,
  statusOf,
  writeOffFrom,
} from '../../../src-shared/certificates/certificates.rules.ts';

describe('T6 paying with a certificate', () => {
  it.each([
    // nominal, liability, amount, released, discount
    [500_000, 500_000, 200_000, 200_000, 0], // sold at its nominal
    [500_000, 400_000, 200_000, 160_000, 40_000], // sold cheaper: the discount goes to 4090
    [300_000, 240_000, 300_000, 240_000, 60_000], // the last payment takes the exact rest
    [100, 33, 50, 17, 33], // R half away: 16.5
    [50, 16, 50, 16, 34],
    [100_000, 120_000, 50_000, 60_000, -10_000], // paid more than the nominal
    [100, 1, 60, 0, 60], // I4: a kopeck stays with what is left
    [40, 1, 40, 1, 39],
  ])(
    'T6 of %d with liability %d, %d releases %d with a discount of %d',
    (nominal, liability, amount, released, discount) => {
      expect(redeem({ nominalMinor: nominal, liabilityMinor: liability }, amount)).toEqual({
        releasedMinor: released,
        discountMinor: discount,
        left: { nominalMinor: nominal - amount, liabilityMinor: liability - released },
      });
    },
  );

  it.each([0, -1, 101])('T6 refuses %d of 100', (amount) => {
    expect(() => redeem({ nominalMinor: 100, liabilityMinor: 100 }, amount)).toThrow(RangeError);
  });
});

describe('T6 E29 giving nominal back', () => {
  it.each([
    // balance, spent by the sale, spent by all, back, liability back
    [[300_000, 240_000], [200_000, 160_000], [200_000, 160_000], 100_000, 80_000],
    [[0, 0], [50, 17], [100, 33], 50, 17],
    [[0, 0], [3, 1], [3, 1], 1, 1], // R(1/3) is 0, and a kopeck must stand behind nominal (I4)
    [[97, 1], [3, 0], [3, 0], 3, 0],
    [[0, 0], [3, 0], [100, 1], 3, 1],
  ] as const)('T6 %j, sale %j of %j: %d back returns %d', (balance, bySale, byAll, amount, released) => {
    const of = ([nominalMinor, releasedMinor]: readonly [number, number]) => ({ nominalMinor, releasedMinor });
    const share = giveBack({ nominalMinor: balance[0], liabilityMinor: balance[1] }, of(bySale), of(byAll), amount);
    expect(share.releasedMinor).toBe(released);
    expect(share.discountMinor).toBe(amount - released);
    expect(share.left).toEqual({ nominalMinor: balance[0] + amount, liabilityMinor: balance[1] + released });
  });

  it('T6 refuses more than the sale has spent', () => {
    const spent = { nominalMinor: 10, releasedMinor: 10 };
    expect(() => giveBack({ nominalMinor: 0, liabilityMinor: 0 }, spent, spent, 11)).toThrow(RangeError);
  });

  it('I4 any payments and returns: liability is 0 exactly when nominal is, and everything back is as it was sold', () => {
    const step = fc.record({ pays: fc.boolean(), share: fc.integer({ min: 1, max: 1000 }), sale: fc.nat(20) });
    const terms = fc.record({
      nominalMinor: fc.integer({ min: 1, max: 10 ** 9 }),
      paidMinor: fc.integer({ min: 1, max: 10 ** 9 }),
    });
    fc.assert(
      fc.property(terms, fc.array(step, { maxLength: 40 }), (sold, steps) => {
        let balance: CertificateBalance = { nominalMinor: sold.nominalMinor, liabilityMinor: sold.paidMinor };
        const sales: { nominalMinor: number; releasedMinor: number }[] = [];
        const all = () => ({
          nominalMinor: sales.reduce((sum, sale) => sum + sale.nominalMinor, 0),
          releasedMinor: sales.reduce((sum, sale) => sum + sale.releasedMinor, 0),
        });
        const giveFrom = (sale: (typeof sales)[number], amount: number) => {
          const back = giveBack(balance, sale, all(), amount);
          sale.nominalMinor -= amount;
          sale.releasedMinor -= back.releasedMinor;
          balance = back.left;
        };
        for (const { pays, share, sale: at } of steps) {
          if (pays && balance.nominalMinor > 0) {
            const amount = Math.max(1, Math.floor((balance.nominalMinor * share) / 1000));
            const paid = redeem(balance, amount);
            expect(paid.releasedMinor + paid.discountMinor).toBe(amount);
            sales.push({ nominalMinor: amount, releasedMinor: paid.releasedMinor });
            balance = paid.left;
          } else {
            const sale = sales[at % Math.max(1, sales.length)];
            if (!sale || sale.nominalMinor === 0) continue;
            giveFrom(sale, Math.max(1, Math.floor((sale.nominalMinor * share) / 1000)));
          }
          expect(balance.liabilityMinor === 0).toBe(balance.nominalMinor === 0);
          expect(balance.liabilityMinor).toBeGreaterThanOrEqual(0);
          expect(balance.liabilityMinor + all().releasedMinor).toBe(sold.paidMinor);
          expect(balance.nominalMinor + all().nominalMinor).toBe(sold.nominalMinor);
        }
        for (const sale of sales) if (sale.nominalMinor > 0) giveFrom(sale, sale.nominalMinor);
        expect(balance).toEqual({ nominalMinor: sold.nominalMinor, liabilityMinor: sold.paidMinor });
      }),
    );
  });
});

describe('T7 the last day', () => {
  it.each([
    ['2026-03-12', 365, '2027-03-11'],
    ['2026-03-12', 1, '2026-03-12'],
    ['2024-02-29', 366, '2025-02-28'],
    ['2026-03-12', null, null],
  ])('T7 sold %s for %s days: %s', (soldOn, days, last) => {
    expect(lastDayOf(soldOn, days)).toBe(last);
  });

  it.each([
    ['2026-03-11', '2026-03-12', true],
    ['2026-03-12', '2026-03-12', false],
    ['2026-03-13', '2026-03-12', false],
    [null, '2026-03-12', false],
  ])('T7 until %s, on %s: expired %s', (expiresOn, onDate, expired) => {
    expect(isExpired(expiresOn, onDate)).toBe(expired);
  });

  it.each([
    ['2026-03-12', '2029-03-13'],
    ['2024-02-29', '2027-03-01'],
  ])('T7 E15 expired %s: written off from %s', (expiresOn, from) => {
    expect(writeOffFrom(expiresOn)).toBe(from);
  });

  it.each([
    [0, null, 'spent'],
    [0, 'refund', 'refunded'],
    [0, 'reverse', 'cancelled'],
    [0, 'expire', 'expired'],
    [0, 'write_off', 'expired'],
    [5, null, 'active'],
  ] as const)('T7 nominal %d ended by %s: %s', (nominalMinor, closedBy, status) => {
    const certificate = { nominalMinor, closedBy, expiresOn: '2026-03-12', isBlocked: false };
    expect(statusOf(certificate, '2026-03-12')).toBe(status);
  });

  it('T7 blocked tells more than expired, spent more than blocked', () => {
    const certificate = { nominalMinor: 1, closedBy: null, expiresOn: '2026-03-12', isBlocked: true };
    expect(statusOf(certificate, '2026-04-01')).toBe('blocked');
    expect(statusOf({ ...certificate, isBlocked: false }, '2026-04-01')).toBe('expired');
    expect(statusOf({ ...certificate, nominalMinor: 0 }, '2026-03-12')).toBe('spent');
  });
});

describe('numbers of certificates', () => {
  it('go in a row and end with what nobody can guess', () => {
    expect(nextOwnNumber(null, 7)).toBe('10001007');
    expect(nextOwnNumber(10_041, 999)).toBe('10042999');
    expect(serialOf('10042999')).toBe(10_042);
    expect(serialOf('4600051000057')).toBe(null);
  });

  it('are read as a scanner or a person gives them', () => {
    expect(cleanNumber(' 1004 2999\n')).toBe('10042999');
    expect(cleanNumber('пк-17')).toBe('ПК-17');
  });
});
