import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BonusLot,
  availableBonuses,
  clawBackBonuses,
  earnedBonuses,
  inSpendingOrder,
  isExpired,
  lotDates,
  restoreBonuses,
  spendBonuses,
} from '../../../src-shared/loyalty/bonuses.rules.ts';
import { addDays } from '../../../src-shared/kernel/local-date.ts';

const ON = '2026-03-12';
const lot = (id: number, values: Partial<BonusLot> = {}): BonusLot => ({
  id,
  grantedOn: '2026-01-01',
  availableFrom: '2026-01-01',
  expiresOn: '2026-12-31',
  leftMinor: 10_000,
  ...values,
});

describe('what a check earns (T11)', () => {
  it.each([
    ['T11: the worked check of section 4', 460_700, 500, 100, 23_000],
    ['T11: floor of the percent before the unit', 19_999, 500, 1, 999],
    ['T11: down to a whole bonus', 39_999, 500, 100, 1900],
    ['T11: units of ten', 460_700, 500, 1000, 23_000],
    ['T11: nothing of nothing', 0, 500, 100, 0],
    ['T11: more bonuses spent than the base', -5, 500, 100, 0],
    ['T11: a rate of nothing', 100_000, 0, 100, 0],
    ['M1: the largest amount', 1_000_000_000_000, 10_000, 1, 1_000_000_000_000],
  ])('%s', (_name, base, rateBp, unitMinor, expected) => {
    expect(earnedBonuses(base, { rateBp, unitMinor })).toBe(expected);
  });

  it('T11: a lot lives from the day of the delay to its last day', () => {
    expect(lotDates(ON, { delayDays: 14, lifeDays: 365 })).toEqual({
      availableFrom: '2026-03-26',
      expiresOn: '2027-03-12',
    });
    expect(lotDates(ON, { delayDays: 0, lifeDays: null })).toEqual({ availableFrom: ON, expiresOn: null });
  });
});

describe('which lots are spent (T12)', () => {
  it('T12: what burns first, null last, then the older grant, then the smaller id', () => {
    const lots = [
      lot(1, { expiresOn: null }),
      lot(2, { expiresOn: '2026-06-01', grantedOn: '2026-02-01' }),
      lot(5, { expiresOn: '2026-06-01', grantedOn: '2026-01-01' }),
      lot(4, { expiresOn: '2026-06-01', grantedOn: '2026-01-01' }),
      lot(3, { expiresOn: '2026-04-01' }),
    ];
    expect(inSpendingOrder(lots).map(({ id }) => id)).toEqual([3, 4, 5, 2, 1]);
  });

  it('T12: the last day still counts, the next one does not', () => {
    expect(isExpired(lot(1, { expiresOn: ON }), ON)).toBe(false);
    expect(isExpired(lot(1, { expiresOn: ON }), addDays(ON, 1))).toBe(true);
    expect(availableBonuses([lot(1, { expiresOn: ON })], ON)).toBe(10_000);
    expect(availableBonuses([lot(1, { expiresOn: addDays(ON, -1) })], ON)).toBe(0);
  });

  it('T11: a lot is not spent before its delay is over', () => {
    const waiting = lot(1, { availableFrom: addDays(ON, 1) });
    expect(spendBonuses([waiting], 1, ON)).toEqual({ parts: [], missingMinor: 1 });
    expect(spendBonuses([waiting], 1, addDays(ON, 1)).missingMinor).toBe(0);
  });

  it('T12: several lots give together, and what is missing is told', () => {
    const lots = [
      lot(1, { leftMinor: 300 }),
      lot(2, { leftMinor: 500, expiresOn: '2026-04-01' }),
      lot(3, { leftMinor: 0 }),
    ];
    expect(spendBonuses(lots, 600, ON)).toEqual({
      parts: [
        { lotId: 2, amountMinor: 500 },
        { lotId: 1, amountMinor: 100 },
      ],
      missingMinor: 0,
    });
    expect(spendBonuses(lots, 900, ON).missingMinor).toBe(100);
  });
});

describe('a refund (T13)', () => {
  const spent = [
    { lotId: 1, amountMinor: 500, expiresOn: '2026-03-01' },
    { lotId: 2, amountMinor: 300, expiresOn: '2026-12-31' },
    { lotId: 3, amountMinor: 200, expiresOn: null },
  ];

  it('T13: the lot consumed last gets its own first', () => {
    expect(restoreBonuses(spent, 0, 350, ON)).toEqual({
      parts: [
        { lotId: 3, amountMinor: 200 },
        { lotId: 2, amountMinor: 150 },
      ],
      expiredMinor: 0,
      overMinor: 0,
    });
  });

  it('T13: a second refund goes on where the first stopped; an expired lot makes a new one', () => {
    expect(restoreBonuses(spent, 350, 400, ON)).toEqual({
      parts: [{ lotId: 2, amountMinor: 150 }],
      expiredMinor: 250,
      overMinor: 0,
    });
  });

  it('T13: no more comes back than was spent', () => {
    expect(restoreBonuses(spent, 900, 200, ON)).toMatchObject({ expiredMinor: 100, overMinor: 100 });
  });

  it('T13: earned ones are taken from their lot, then in the order of T12, the shortage is forgiven', () => {
    const own = lot(9, { leftMinor: 100 });
    const others = [
      own,
      lot(1, { leftMinor: 50, expiresOn: null }),
      lot(2, { leftMinor: 30 }),
      lot(3, { leftMinor: 70, expiresOn: '2026-01-05' }),
    ];
    expect(clawBackBonuses(own, 0, others, 200, ON)).toEqual({
      parts: [
        { lotId: 9, amountMinor: 100 },
        { lotId: 2, amountMinor: 30 },
        { lotId: 1, amountMinor: 50 },
      ],
      forgivenMinor: 20,
    });
  });

  it('T13: what has burnt in the lot is not asked of the others', () => {
    const own = lot(9, { leftMinor: 0, expiresOn: '2026-01-05' });
    expect(clawBackBonuses(own, 80, [lot(1)], 100, ON)).toEqual({
      parts: [{ lotId: 1, amountMinor: 20 }],
      forgivenMinor: 80,
    });
  });
});

describe('properties', () => {
  const day = fc.integer({ min: -60, max: 60 }).map((days) => addDays(ON, days));
  const anyLot = fc.record({
    id: fc.integer({ min: 1, max: 1000 }),
    grantedOn: day,
    availableFrom: day,
    expiresOn: fc.option(day),
    leftMinor: fc.integer({ min: 0, max: 100_000 }),
  });
  const anyLots = fc.uniqueArray(anyLot, { maxLength: 12, selector: ({ id }) => id });

  it('T12: spent + missing = asked, no lot gives more than it has, and only lots that may be spent give', () => {
    fc.assert(
      fc.property(anyLots, fc.integer({ min: 0, max: 500_000 }), (lots, amount) => {
        const { parts, missingMinor } = spendBonuses(lots, amount, ON);
        const given = parts.reduce((sum, part) => sum + part.amountMinor, 0);
        expect(given + missingMinor).toBe(amount);
        expect(given).toBe(Math.min(amount, availableBonuses(lots, ON)));
        for (const part of parts) {
          const from = lots.find(({ id }) => id === part.lotId)!;
          expect(part.amountMinor).toBeLessThanOrEqual(from.leftMinor);
          expect(from.availableFrom <= ON && (from.expiresOn ?? ON) >= ON).toBe(true);
        }
      }),
    );
  });

  it('T13: refunds in any parts give back exactly what was spent, lot by lot', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ lotId: fc.integer({ min: 1, max: 5 }), amountMinor: fc.integer({ min: 1, max: 999 }) }), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 }),
        (parts, cuts) => {
          const all = parts.map((part) => ({ ...part, expiresOn: null }));
          const total = all.reduce((sum, part) => sum + part.amountMinor, 0);
          const byLot = new Map<number, number>();
          let returned = 0;
          for (const cut of [...cuts, 1]) {
            const amount = cut === 1 ? total - returned : Math.floor((total - returned) * cut);
            const back = restoreBonuses(all, returned, amount, ON);
            expect(back.overMinor).toBe(0);
            for (const part of back.parts) byLot.set(part.lotId, (byLot.get(part.lotId) ?? 0) + part.amountMinor);
            returned += amount;
          }
          for (const id of byLot.keys()) {
            const taken = all.filter((part) => part.lotId === id).reduce((sum, part) => sum + part.amountMinor, 0);
            expect(byLot.get(id)).toBe(taken);
          }
          expect([...byLot.values()].reduce((sum, one) => sum + one, 0)).toBe(total);
        },
      ),
    );
  });

  it('T13: taken + forgiven = asked, and nothing is taken that is not there', () => {
    fc.assert(
      fc.property(anyLots, anyLot, fc.nat(50_000), fc.nat(300_000), (lots, own, burnt, amount) => {
        const { parts, forgivenMinor } = clawBackBonuses(own, burnt, lots, amount, ON);
        expect(parts.reduce((sum, part) => sum + part.amountMinor, 0) + forgivenMinor).toBe(amount);
        for (const part of parts) {
          const from = part.lotId === own.id ? own : lots.find(({ id }) => id === part.lotId)!;
          expect(part.amountMinor).toBeLessThanOrEqual(from.leftMinor);
        }
      }),
    );
  });
});
