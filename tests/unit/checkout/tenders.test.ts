import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SaleLinePlan, planSale } from '../../../src-shared/checkout/sale-plan.rules.ts';
import {
  MONEY_KINDS,
  type PaymentTerms,
  TENDER_KINDS,
  type TenderKind,
  type TenderOffer,
  bonusMax,
  payDebts,
  settle,
} from '../../../src-shared/checkout/tenders.rules.ts';
import { isDomainError } from '../../../src-shared/kernel/errors.ts';

const offer = (kind: TenderKind, amountMinor: number, more: Partial<TenderOffer> = {}): TenderOffer => ({
  kind,
  amountMinor,
  accountId: null,
  certificateId: null,
  reference: '',
  ...more,
});

const terms = (change: Partial<PaymentTerms> = {}): PaymentTerms => ({
  dueMinor: 100_000,
  moneyOnlyMinor: 0,
  bonus: { balanceMinor: 50_000, maxMinor: 30_000, unitMinor: 100 },
  depositMinor: 20_000,
  certificates: new Map([[7, { number: 'C-7', balanceMinor: 15_000 }]]),
  debt: null,
  keepsChange: false,
  ...change,
});

function refusalOf(body: () => unknown): { code: string; data: object } {
  try {
    body();
  } catch (error) {
    if (isDomainError(error)) return { code: error.code, data: error.data };
    throw error;
  }
  throw new Error('nothing was refused');
}

const takenOf = (offers: readonly TenderOffer[], change: Partial<PaymentTerms> = {}): [TenderKind, number][] =>
  settle(offers, terms(change)).tenders.map(({ kind, amountMinor }) => [kind, amountMinor]);

describe('T1 tenders consume the due in one order', () => {
  it('T1 bonus, certificate, deposit, card, cash, whatever order they were given in', () => {
    const offers = [
      offer('cash', 50_000),
      offer('card', 10_000),
      offer('deposit', 20_000),
      offer('certificate', 15_000, { certificateId: 7 }),
      offer('bonus', 30_000),
    ];
    const settlement = settle(offers, terms());
    expect(settlement.tenders.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ['bonus', 30_000],
      ['certificate', 15_000],
      ['deposit', 20_000],
      ['card', 10_000],
      ['cash', 25_000],
    ]);
    expect(settlement).toMatchObject({ paidMinor: 100_000, debtMinor: 0, changeMinor: 25_000, kept: null });
    expect(settlement.tenders.at(-1)).toMatchObject({ givenMinor: 50_000, changeMinor: 25_000 });
  });

  it('T1 a certificate pays what it holds, the deposit what is left', () => {
    const offers = [offer('certificate', 40_000, { certificateId: 7 }), offer('deposit', 99_999_999)];
    expect(takenOf(offers, { dueMinor: 30_000 })).toEqual([
      ['certificate', 15_000],
      ['deposit', 15_000],
    ]);
  });

  it('T1 a certificate given twice holds its nominal once', () => {
    const twice = [
      offer('certificate', 10_000, { certificateId: 7 }),
      offer('certificate', 10_000, { certificateId: 7 }),
      offer('cash', 5000),
    ];
    expect(takenOf(twice, { dueMinor: 20_000 })).toEqual([
      ['certificate', 10_000],
      ['certificate', 5000],
      ['cash', 5000],
    ]);
  });

  it('T1 change comes out of the last drawer; cash that is not needed is handed back whole', () => {
    const two = settle(
      [offer('cash', 80_000, { accountId: 1 }), offer('cash', 50_000, { accountId: 2 })],
      terms({ dueMinor: 100_000 }),
    );
    expect(two.tenders.map(({ accountId, amountMinor, changeMinor }) => [accountId, amountMinor, changeMinor])).toEqual(
      [
        [1, 80_000, 0],
        [2, 20_000, 30_000],
      ],
    );
    const none = settle([offer('card', 100_000), offer('cash', 5000)], terms());
    expect(none.tenders).toHaveLength(1);
    expect(none.changeMinor).toBe(5000);
  });

  it('T1 change may stay as a deposit: the drawer keeps all that was given', () => {
    const kept = settle([offer('cash', 120_000, { accountId: 4 })], terms({ keepsChange: true }));
    expect(kept).toMatchObject({ changeMinor: 0, kept: { amountMinor: 20_000, accountId: 4 } });
    expect(kept.tenders[0]).toMatchObject({ amountMinor: 100_000, givenMinor: 120_000, changeMinor: 0 });
  });

  it('nothing is due for a check that a membership covers whole', () => {
    expect(settle([], terms({ dueMinor: 0 }))).toMatchObject({ tenders: [], paidMinor: 0, debtMinor: 0 });
  });
});

describe('refusals of tenders', () => {
  it.each<[string, TenderOffer[], Partial<PaymentTerms>, { code: string; data: object }]>([
    [
      'T1 card above the due',
      [offer('card', 100_100)],
      {},
      {
        code: 'NONCASH_OVERPAYMENT',
        data: { kind: 'card', amountMinor: 100_100, restMinor: 100_000, overMinor: 100 },
      },
    ],
    [
      'T1 transfer above what the card left',
      [offer('transfer', 60_000), offer('card', 50_000)],
      {},
      {
        code: 'NONCASH_OVERPAYMENT',
        data: { kind: 'transfer', amountMinor: 60_000, restMinor: 50_000, overMinor: 10_000 },
      },
    ],
    ['P9 above the limit', [offer('bonus', 30_100)], {}, { code: 'BONUS_LIMIT', data: { maxMinor: 30_000 } }],
    [
      'P9 more than there is',
      [offer('bonus', 50_100)],
      {},
      { code: 'BONUS_INSUFFICIENT', data: { balanceMinor: 50_000 } },
    ],
    [
      'P9 a part of a unit',
      [offer('bonus', 150)],
      {},
      { code: 'INVALID_INPUT', data: { field: 'tenders', reason: 'BONUS_UNIT', unitMinor: 100 } },
    ],
    [
      'T17 bonuses of nobody',
      [offer('bonus', 100)],
      { bonus: null },
      { code: 'BONUS_INSUFFICIENT', data: { balanceMinor: 0 } },
    ],
    [
      'T17 deposit of nobody',
      [offer('deposit', 100)],
      { depositMinor: null },
      { code: 'INVALID_INPUT', data: { field: 'tenders', reason: 'NO_CLIENT' } },
    ],
    [
      'T6 a spent certificate',
      [offer('certificate', 100, { certificateId: 7 })],
      { certificates: new Map([[7, { number: 'C-7', balanceMinor: 0 }]]) },
      { code: 'CERTIFICATE_EMPTY', data: { number: 'C-7', balanceMinor: 0 } },
    ],
    [
      'too little',
      [offer('cash', 90_000)],
      {},
      { code: 'INVALID_INPUT', data: { field: 'tenders', reason: 'UNDERPAID', restMinor: 10_000 } },
    ],
    [
      'T3 above the limit of debts',
      [offer('cash', 90_000)],
      { debt: { owedMinor: 5000, limitMinor: 14_999 } },
      { code: 'DEBT_LIMIT', data: { limitMinor: 14_999, owedMinor: 5000, debtMinor: 10_000 } },
    ],
    [
      'tips and certificates on bonuses',
      [offer('bonus', 30_000), offer('cash', 5000)],
      { dueMinor: 60_000, moneyOnlyMinor: 30_000, debt: { owedMinor: 0, limitMinor: 1_000_000 } },
      {
        code: 'INVALID_INPUT',
        data: { field: 'tenders', reason: 'MONEY_ONLY', moneyOnlyMinor: 30_000, paidMinor: 5000 },
      },
    ],
    [
      'change of nobody kept',
      [offer('cash', 200_000)],
      { depositMinor: null, keepsChange: true },
      { code: 'INVALID_INPUT', data: { field: 'keepsChange', reason: 'NO_CLIENT' } },
    ],
  ])('%s', (_, offers, change, expected) => {
    expect(refusalOf(() => settle(offers, terms(change)))).toEqual(expected);
  });

  it('T3 a debt at the limit is let in', () => {
    const debt = { owedMinor: 5000, limitMinor: 15_000 };
    expect(settle([offer('cash', 90_000)], terms({ debt }))).toMatchObject({ debtMinor: 10_000, paidMinor: 90_000 });
  });
});

describe('P9 what bonuses may pay', () => {
  it.each([
    // The worked order of domain.md 4.
    [560_700, 100_000, 2000, 100, 0, 100_000],
    [560_700, 999_999, 2000, 100, 0, 112_100],
    [560_700, 999_999, 2000, 100, 100_000, 12_100],
    [99, 1000, 10_000, 100, 0, 0],
    [0, 1000, 10_000, 1, 0, 0],
  ])(
    'base %i, balance %i, limit %i bp, unit %i, spent %i: %i',
    (base, availableMinor, limitBp, unitMinor, spent, max) => {
      expect(bonusMax(base, { availableMinor, limitBp, unitMinor }, spent)).toBe(max);
    },
  );
});

describe('T3 debts are paid oldest first', () => {
  it('T3 the first tender pays the first debt', () => {
    const { tenders } = settle([offer('cash', 70_000), offer('card', 20_000)], terms({ dueMinor: 90_000 }));
    const parts = payDebts(
      [
        { saleId: 1, debtMinor: 30_000 },
        { saleId: 2, debtMinor: 40_000 },
        { saleId: 3, debtMinor: 50_000 },
      ],
      tenders,
    );
    expect(parts.map(({ saleId, tender, amountMinor }) => [saleId, tender.kind, amountMinor])).toEqual([
      [1, 'card', 20_000],
      [1, 'cash', 10_000],
      [2, 'cash', 40_000],
      [3, 'cash', 20_000],
    ]);
  });
});

const lineKinds = ['service', 'product', 'certificate', 'membership', 'deposit', 'tip'] as const;
const anyLine = fc.record({
  kind: fc.constantFrom(...lineKinds),
  netMinor: fc.integer({ min: 0, max: 500_000 }),
});
const anyOffer = fc.record({
  kind: fc.constantFrom(...TENDER_KINDS),
  amountMinor: fc.integer({ min: 1, max: 400_000 }),
  accountId: fc.integer({ min: 1, max: 3 }),
});
const anySale = fc.record({
  lines: fc.array(anyLine, { minLength: 1, maxLength: 6 }),
  offers: fc.array(anyOffer, { maxLength: 6 }),
  keepsChange: fc.boolean(),
  leavesDebt: fc.boolean(),
});

/** A sale that is let in, or null. */
function saleOf({ lines, offers, keepsChange, leavesDebt }: typeof anySale extends fc.Arbitrary<infer T> ? T : never) {
  const planned: SaleLinePlan[] = lines.map((line, index) => ({
    ...line,
    saleLineId: index + 1,
    objectId: 100 + index,
    coveredById: null,
  }));
  const sum = (all: readonly SaleLinePlan[]): number => all.reduce((total, line) => total + line.netMinor, 0);
  const moneyOnly = planned.filter(({ kind }) => kind !== 'service' && kind !== 'product');
  const given = offers.map((one) => offer(one.kind, one.amountMinor, { accountId: one.accountId, certificateId: 7 }));
  const about = terms({
    dueMinor: sum(planned),
    moneyOnlyMinor: sum(moneyOnly),
    bonus: { balanceMinor: 300_000, maxMinor: 200_000, unitMinor: 1 },
    depositMinor: 150_000,
    certificates: new Map([[7, { number: '7', balanceMinor: 250_000 }]]),
    debt: leavesDebt ? { owedMinor: 0, limitMinor: 10_000_000 } : null,
    keepsChange,
  });
  try {
    return { planned, about, given, settlement: settle(given, about) };
  } catch (error) {
    if (isDomainError(error)) return null;
    throw error;
  }
}

describe('properties of any payment', () => {
  it('T1 T3 Σ applied = due − debt; change never exceeds the cash; I9', () => {
    fc.assert(
      fc.property(anySale, (sale) => {
        const found = saleOf(sale);
        fc.pre(found !== null);
        const { settlement, about, given } = found;
        const applied = settlement.tenders.reduce((sum, tender) => sum + tender.amountMinor, 0);
        expect(applied).toBe(about.dueMinor - settlement.debtMinor);
        expect(settlement.paidMinor + settlement.debtMinor).toBe(about.dueMinor);
        const cash = given.filter(({ kind }) => kind === 'cash').reduce((sum, one) => sum + one.amountMinor, 0);
        expect(settlement.changeMinor + (settlement.kept?.amountMinor ?? 0)).toBeLessThanOrEqual(cash);
        expect(settlement.debtMinor).toBeLessThanOrEqual(about.dueMinor - about.moneyOnlyMinor);
      }),
      { numRuns: 400 },
    );
  });

  it('T2 only cash net of change moves 1010; 1100 keeps the debt (I8); revenue is the nets', () => {
    fc.assert(
      fc.property(anySale, (sale) => {
        const found = saleOf(sale);
        fc.pre(found !== null);
        const { planned, settlement, given } = found;
        const balance = new Map<number, number>();
        const move = (account: number, amountMinor: number): void => {
          balance.set(account, (balance.get(account) ?? 0) + amountMinor);
        };
        for (const step of planSale(9, planned, settlement)) {
          if (step.step === 'useMembership') continue;
          if (step.step === 'entry') {
            expect(step.amountMinor).toBeGreaterThan(0);
            move(step.debit.account, step.amountMinor);
            move(step.credit.account, -step.amountMinor);
          } else {
            move(step.step === 'redeem' ? 2200 : 2400, step.amountMinor);
            move(1100, -step.amountMinor);
          }
        }
        const cash = given.filter(({ kind }) => kind === 'cash').reduce((sum, one) => sum + one.amountMinor, 0);
        expect(balance.get(1010) ?? 0).toBe(cash - settlement.changeMinor);
        expect(balance.get(1100) ?? 0).toBe(settlement.debtMinor);
        const nets = (...kinds: readonly string[]): number =>
          planned.filter(({ kind }) => kinds.includes(kind)).reduce((sum, line) => sum + line.netMinor, 0);
        expect(0 - (balance.get(4010) ?? 0)).toBe(nets('service'));
        expect(0 - (balance.get(4020) ?? 0)).toBe(nets('product'));
        expect(0 - (balance.get(2300) ?? 0)).toBe(nets('membership'));
        expect(0 - (balance.get(2510) ?? 0)).toBe(nets('tip'));
        expect([...balance.values()].reduce((sum, amount) => sum + amount, 0)).toBe(0);
      }),
      { numRuns: 400 },
    );
  });

  it('T2 the order in which tenders are given changes nothing of what is posted', () => {
    fc.assert(
      fc.property(anySale, fc.integer(), (sale, turn) => {
        const found = saleOf(sale);
        fc.pre(found !== null);
        const by = Math.abs(turn) % Math.max(1, sale.offers.length);
        const turned = saleOf({ ...sale, offers: [...sale.offers.slice(by), ...sale.offers.slice(0, by)] });
        expect(turned).not.toBeNull();
        const sums = (of: NonNullable<typeof found>) =>
          TENDER_KINDS.map((kind) =>
            of.settlement.tenders
              .filter((tender) => tender.kind === kind)
              .reduce((sum, tender) => sum + tender.amountMinor, 0),
          );
        expect(sums(turned!)).toEqual(sums(found));
        expect(turned!.settlement.debtMinor).toBe(found.settlement.debtMinor);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the entries of a sale', () => {
  const line = (kind: SaleLinePlan['kind'], netMinor: number, more: Partial<SaleLinePlan> = {}): SaleLinePlan => ({
    saleLineId: 1,
    kind,
    netMinor,
    objectId: 0,
    coveredById: null,
    ...more,
  });

  it('E02 E03 E05 E08 services and goods for cash, change kept', () => {
    const settlement = settle(
      [offer('cash', 50_000, { accountId: 3 })],
      terms({ dueMinor: 30_000, keepsChange: true }),
    );
    const steps = planSale(5, [line('service', 20_000), line('product', 10_000, { saleLineId: 2 })], settlement);
    expect(steps).toEqual([
      {
        step: 'entry',
        event: 'E02',
        debit: { account: 1100, object: 5 },
        credit: { account: 4010 },
        amountMinor: 20_000,
        saleLineId: 1,
      },
      {
        step: 'entry',
        event: 'E03',
        debit: { account: 1100, object: 5 },
        credit: { account: 4020 },
        amountMinor: 10_000,
        saleLineId: 2,
      },
      {
        step: 'entry',
        event: 'E05',
        debit: { account: 1010, object: 3 },
        credit: { account: 1100, object: 5 },
        amountMinor: 30_000,
        saleLineId: null,
      },
      {
        step: 'entry',
        event: 'E08',
        debit: { account: 1010, object: 3 },
        credit: { account: 2100 },
        amountMinor: 20_000,
        saleLineId: null,
      },
    ]);
  });

  it('E11 E16 E24 E08 take the first money in the order card, SBP, transfer, cash; the rest goes over 1100', () => {
    const lines = [
      line('service', 50_000, { saleLineId: 1 }),
      line('certificate', 20_000, { saleLineId: 2, objectId: 21 }),
      line('membership', 10_000, { saleLineId: 3, objectId: 31 }),
      line('tip', 5000, { saleLineId: 4, objectId: 41 }),
      line('deposit', 1000, { saleLineId: 5 }),
    ];
    const offers = [
      offer('cash', 100_000, { accountId: 1 }),
      offer('transfer', 8000, { accountId: 2 }),
      offer('card', 25_000, { accountId: 3 }),
    ];
    const settlement = settle(offers, terms({ dueMinor: 86_000, moneyOnlyMinor: 36_000 }));
    const entries = planSale(5, lines, settlement).flatMap((step) =>
      step.step === 'entry'
        ? [[step.event, step.debit.account, step.credit.account, step.credit.object ?? 0, step.amountMinor]]
        : [],
    );
    expect(entries).toEqual([
      ['E02', 1100, 4010, 0, 50_000],
      ['E11', 1040, 2200, 21, 20_000],
      ['E16', 1040, 2300, 31, 5000],
      ['E16', 1030, 2300, 31, 5000],
      ['E24', 1030, 2510, 41, 3000],
      ['E24', 1010, 2510, 41, 2000],
      ['E08', 1010, 2100, 0, 1000],
      ['E05', 1010, 1100, 5, 50_000],
    ]);
  });

  it('E04 E09 E12 E21 are steps of those who keep memberships, certificates and bonuses', () => {
    const lines = [line('service', 0, { saleLineId: 1, coveredById: 77 }), line('service', 50_000, { saleLineId: 2 })];
    const offers = [
      offer('bonus', 10_000),
      offer('certificate', 15_000, { certificateId: 7 }),
      offer('deposit', 5000),
      offer('sbp', 20_000, { accountId: 3 }),
    ];
    const steps = planSale(5, lines, settle(offers, terms({ dueMinor: 50_000 })));
    expect(steps.map((step) => (step.step === 'entry' ? step.event : step.step))).toEqual([
      'useMembership',
      'E02',
      'spendBonuses',
      'redeem',
      'E09',
      'E06',
    ]);
  });

  it('every way of money has a side of its own', () => {
    const events = MONEY_KINDS.map((kind) => {
      const settlement = settle([offer(kind, 100, { accountId: 8 })], terms({ dueMinor: 100 }));
      const step = planSale(5, [line('service', 100)], settlement).at(-1)!;
      return step.step === 'entry' ? [kind, step.event, step.debit.account, step.debit.object] : [];
    });
    expect(events).toEqual([
      ['card', 'E06', 1040, 8],
      ['sbp', 'E06', 1040, 8],
      ['transfer', 'E07', 1030, 8],
      ['cash', 'E05', 1010, 8],
    ]);
  });
});
