import { expect } from 'vitest';
import type { loyaltyContract } from '../../../src-shared/loyalty/loyalty.contract.ts';
import { type CaseSalon, TODAY, TOMORROW, YESTERDAY } from '../prepared-salon.ts';
import { type CasesOf, NOBODY } from './case.ts';

const commandId = expect.any(Number) as number;
const KEY = '0b0f2a52-6a6e-4f0e-9d4f-6b8c1f0a2c11';
const PERIOD = { fromDate: YESTERDAY, toDate: TODAY };

/** Writes what no procedure of these cases does. */
function write({ test }: CaseSalon, sql: string, ...values: unknown[]): void {
  const context = { actorId: null, device: 'test', nowMs: test.clock.nowMs() };
  test.core.salon!.store.work.run(context, 'test.write', (tx) => tx.runSql(sql, values));
}

function lockToday(salon: CaseSalon): void {
  write(salon, 'insert into ledger_locks (lock_date, set_at_ms) values (?, 0)', TODAY);
}

async function bonusesOn({ client }: CaseSalon): Promise<void> {
  await client.settings.update({ values: { isBonusOn: true } });
}

const grant = (salon: CaseSalon, change: object = {}) => ({
  key: KEY,
  clientId: salon.olga,
  amountMinor: 50_000,
  lifeDays: 30,
  reason: 'Подарок',
  ...change,
});

/** Olga has 500 bonuses. */
async function olgaHasBonuses(salon: CaseSalon): Promise<void> {
  await bonusesOn(salon);
  await salon.client.loyalty.grantBonuses(grant(salon));
}

const take = (salon: CaseSalon, change: object = {}) => ({
  key: '1b0f2a52-6a6e-4f0e-9d4f-6b8c1f0a2c11',
  clientId: salon.olga,
  amountMinor: 20_000,
  reason: 'Ошибка',
  ...change,
});

async function card(salon: CaseSalon, number: string, clientId: number | null) {
  const owner = await salon.screenOf('owner');
  const { cardId } = await owner.loyalty.createCard({ number, clientId, rateBp: 500 });
  return { cardId, version: 1 };
}

const promotion = (change: object = {}) => ({
  name: 'Весна',
  off: { rateBp: 1000 },
  conditions: {},
  validFrom: TODAY,
  ...change,
});

const coupon = (change: object = {}) => ({
  code: 'SPRING10',
  name: 'Весна',
  off: { amountMinor: 50_000 },
  conditions: {},
  validFrom: TODAY,
  ...change,
});

async function promotionOf({ client }: CaseSalon) {
  return { ...(await client.loyalty.createPromotion(promotion())), version: 1 };
}

async function couponOf({ client }: CaseSalon) {
  return { ...(await client.loyalty.createCoupon(coupon())), version: 1 };
}

const REVERSED = { validFrom: TODAY, validTo: YESTERDAY };
const reversed = { field: 'validTo', reason: 'DATES_REVERSED' };

export const loyaltyCases: CasesOf<typeof loyaltyContract> = {
  ofClient: {
    ok: {
      input: async (salon) => {
        await olgaHasBonuses(salon);
        return { clientId: salon.olga };
      },
      answer: {
        balanceMinor: 50_000,
        availableMinor: 50_000,
        burning: [{ lastDay: '2026-04-11', amountMinor: 50_000 }],
        lots: [{ source: 'manual', movements: [{ kind: 'grant', documentNumber: 1, reason: 'Подарок' }] }],
      },
    },
    refused: { NOT_FOUND: () => ({ clientId: NOBODY }) },
  },
  grantBonuses: {
    ok: {
      input: async (salon) => {
        await bonusesOn(salon);
        return grant(salon);
      },
      answer: { commandId, documentId: expect.any(Number) as number },
    },
    refused: {
      NOT_FOUND: async (salon) => {
        await bonusesOn(salon);
        return grant(salon, { clientId: NOBODY });
      },
      CONFLICT: { input: (salon) => grant(salon), data: { reason: 'bonusOff' } },
      PERIOD_LOCKED: async (salon) => {
        await bonusesOn(salon);
        lockToday(salon);
        return grant(salon);
      },
    },
  },
  takeBonuses: {
    ok: {
      input: async (salon) => {
        await olgaHasBonuses(salon);
        return take(salon);
      },
      answer: { commandId },
    },
    refused: {
      NOT_FOUND: (salon) => take(salon, { clientId: NOBODY }),
      CONFLICT: {
        input: async (salon) => {
          await bonusesOn(salon);
          const gift = grant(salon);
          await salon.client.loyalty.grantBonuses(gift);
          return take(salon, { key: gift.key });
        },
        data: { reason: 'keyUsed' },
      },
      BONUS_INSUFFICIENT: { input: (salon) => take(salon), data: { balanceMinor: 0, amountMinor: 20_000 } },
      PERIOD_LOCKED: async (salon) => {
        await olgaHasBonuses(salon);
        lockToday(salon);
        return take(salon);
      },
    },
  },
  liability: {
    ok: {
      input: async (salon) => {
        await olgaHasBonuses(salon);
        return {};
      },
      answer: {
        onDate: TODAY,
        totalMinor: 50_000,
        ledgerMinor: 50_000,
        months: [{ month: '2026-04', amountMinor: 50_000, clients: 1 }],
      },
    },
    refused: {},
  },
  liabilityFile: {
    ok: {
      input: async (salon) => {
        await olgaHasBonuses(salon);
        return { format: 'pdf' as const };
      },
      answer: { mediaType: 'application/pdf' },
    },
    refused: {},
  },
  liabilityLots: {
    ok: {
      input: async (salon) => {
        await olgaHasBonuses(salon);
        return { onDate: TODAY, month: '2026-04' };
      },
      answer: { rows: [{ leftMinor: 50_000, movements: [{ documentKind: 'bonus_grant' }] }], total: 1 },
    },
    refused: {},
  },
  cards: {
    ok: {
      input: async (salon) => {
        await card(salon, '100200', salon.olga);
        return { text: '1002' };
      },
      answer: { total: 1, rows: [{ number: '100200', rateBp: 500, state: 'live' }] },
    },
    refused: {},
  },
  cardsOf: {
    ok: {
      input: async (salon) => {
        await card(salon, '100200', salon.olga);
        return { clientId: salon.olga };
      },
      answer: [{ number: '100200' }],
    },
    refused: {},
  },
  cardByNumber: {
    ok: {
      input: async (salon) => {
        await card(salon, 'VIP-7', salon.olga);
        return { number: 'мшз-7' };
      },
      answer: { card: { number: 'VIP-7' } },
    },
    refused: { NOT_FOUND: () => ({ number: '404' }) },
  },
  createCard: {
    ok: {
      input: (salon) => ({ number: ' 100 200 ', clientId: salon.olga, rateBp: 500 }),
      answer: async ({ cardId }: { cardId: number }, { client, olga }) => {
        expect(cardId).toBeGreaterThan(0);
        expect((await client.loyalty.cardByNumber({ number: '100200' })).clientId).toBe(olga);
      },
    },
    refused: {
      NOT_FOUND: () => ({ number: '1', clientId: NOBODY, rateBp: 500 }),
      CONFLICT: {
        input: async (salon) => {
          await card(salon, '100200', salon.olga);
          return { number: '2', clientId: salon.olga, rateBp: 500 };
        },
        data: { reason: 'cardHeld', number: '100200' },
      },
      ALREADY_EXISTS: async (salon) => {
        await card(salon, '100200', null);
        return { number: '100200', rateBp: 500 };
      },
      INVALID_INPUT: { input: () => ({ number: '1', rateBp: 500, ...REVERSED }), data: reversed },
    },
  },
  updateCard: {
    ok: {
      input: async (salon) => ({ ...(await card(salon, '1', null)), values: { rateBp: 700 } }),
      answer: { commandId },
    },
    refused: {
      NOT_FOUND: () => ({ cardId: NOBODY, version: 1, values: {} }),
      STALE_VERSION: async (salon) => ({ ...(await card(salon, '1', null)), version: 9, values: {} }),
      INVALID_INPUT: {
        input: async (salon) => ({ ...(await card(salon, '1', null)), values: REVERSED }),
        data: reversed,
      },
    },
  },
  giveCard: {
    ok: {
      input: async (salon) => ({ ...(await card(salon, '1', null)), clientId: salon.olga }),
      as: 'administrator',
      answer: { commandId },
    },
    refused: {
      NOT_FOUND: (salon) => ({ cardId: NOBODY, version: 1, clientId: salon.olga }),
      STALE_VERSION: async (salon) => ({ ...(await card(salon, '1', null)), version: 9, clientId: salon.olga }),
      CONFLICT: {
        input: async (salon) => ({ ...(await card(salon, '1', salon.irina)), clientId: salon.olga }),
        data: { reason: 'cardOfAnother', number: '1' },
      },
    },
  },
  replaceCard: {
    ok: {
      input: async (salon) => ({ ...(await card(salon, '1', salon.olga)), number: '2', reason: 'Потеряна' }),
      as: 'administrator',
      answer: async (_answer: unknown, { client, olga }) => {
        expect(await client.loyalty.cardsOf({ clientId: olga })).toMatchObject([
          { number: '2', rateBp: 500, state: 'live' },
          { number: '1', state: 'blocked' },
        ]);
      },
    },
    refused: {
      NOT_FOUND: () => ({ cardId: NOBODY, version: 1, number: '2' }),
      STALE_VERSION: async (salon) => ({ ...(await card(salon, '1', salon.olga)), version: 9, number: '2' }),
      CONFLICT: {
        input: async (salon) => {
          await salon.client.clients.update({ clientId: salon.irina, version: 1, values: { cardNumber: '2' } });
          return { ...(await card(salon, '1', salon.olga)), number: '2' };
        },
        data: { reason: 'cardOfAnother', number: '2' },
      },
      ALREADY_EXISTS: async (salon) => {
        await card(salon, '2', null);
        return { ...(await card(salon, '1', salon.olga)), number: '2' };
      },
    },
  },
  setCardBlocked: {
    ok: {
      input: async (salon) => ({ ...(await card(salon, '1', salon.olga)), isBlocked: true, reason: 'Потеряна' }),
      as: 'administrator',
      answer: { commandId },
    },
    refused: {
      NOT_FOUND: () => ({ cardId: NOBODY, version: 1, isBlocked: true }),
      STALE_VERSION: async (salon) => ({ ...(await card(salon, '1', null)), version: 9, isBlocked: true }),
      CONFLICT: {
        input: async (salon) => {
          const old = await card(salon, '1', salon.olga);
          await salon.client.loyalty.replaceCard({ ...old, number: '2' });
          return { cardId: old.cardId, version: 2, isBlocked: false };
        },
        data: { reason: 'cardHeld', number: '2' },
      },
    },
  },
  promotions: {
    ok: {
      input: async (salon) => {
        await promotionOf(salon);
        return PERIOD;
      },
      answer: {
        rows: [{ name: 'Весна', state: 'running', effect: { checks: 0, discountMinor: 0, revenueMinor: 0 } }],
        total: 1,
      },
    },
    refused: {},
  },
  createPromotion: {
    ok: { input: () => promotion(), answer: { commandId } },
    refused: {
      INVALID_INPUT: {
        input: () => promotion({ conditions: { scope: 'chosen' } }),
        data: { field: 'scope', reason: 'NOTHING_CHOSEN' },
      },
    },
  },
  updatePromotion: {
    ok: {
      input: async (salon) => {
        const { promotionId, version } = await promotionOf(salon);
        return { promotionId, version, values: { isArchived: true } };
      },
      answer: { commandId },
    },
    refused: {
      NOT_FOUND: () => ({ promotionId: NOBODY, version: 1, values: {} }),
      STALE_VERSION: async (salon) => ({
        promotionId: (await promotionOf(salon)).promotionId,
        version: 9,
        values: {},
      }),
      INVALID_INPUT: {
        input: async (salon) => ({
          promotionId: (await promotionOf(salon)).promotionId,
          version: 1,
          values: { conditions: { fromMin: 700, toMin: 600 } },
        }),
        data: { field: 'toMin', reason: 'HOURS_REVERSED' },
      },
    },
  },
  effect: {
    ok: {
      input: async (salon) => ({ ...PERIOD, source: 'promotion' as const, id: (await promotionOf(salon)).promotionId }),
      answer: { under: { checks: 0, averageMinor: null, newClients: 0 } },
    },
    refused: { NOT_FOUND: () => ({ ...PERIOD, source: 'coupon' as const, id: NOBODY }) },
  },
  effectChecks: {
    ok: {
      input: async (salon) => ({
        ...PERIOD,
        source: 'coupon' as const,
        id: (await couponOf(salon)).couponId,
        kind: 'under' as const,
      }),
      answer: { rows: [], total: 0 },
    },
    refused: { NOT_FOUND: () => ({ ...PERIOD, source: 'promotion' as const, id: NOBODY, kind: 'new' as const }) },
  },
  coupons: {
    ok: {
      input: async (salon) => {
        await couponOf(salon);
        return PERIOD;
      },
      answer: { rows: [{ code: 'SPRING10', state: 'running', uses: 0 }], total: 1 },
    },
    refused: {},
  },
  createCoupon: {
    ok: { input: () => coupon(), answer: { commandId } },
    refused: {
      ALREADY_EXISTS: {
        input: async (salon) => {
          await couponOf(salon);
          return coupon({ code: 'spring 10' });
        },
        data: { what: 'coupon', name: 'SPRING10' },
      },
      INVALID_INPUT: { input: () => coupon({ validTo: TODAY, validFrom: TOMORROW }), data: reversed },
    },
  },
  updateCoupon: {
    ok: {
      input: async (salon) => ({
        couponId: (await couponOf(salon)).couponId,
        version: 1,
        values: { maxUses: 3 },
      }),
      answer: { commandId },
    },
    refused: {
      NOT_FOUND: () => ({ couponId: NOBODY, version: 1, values: {} }),
      STALE_VERSION: async (salon) => ({ couponId: (await couponOf(salon)).couponId, version: 9, values: {} }),
      ALREADY_EXISTS: async (salon) => {
        const { couponId } = await couponOf(salon);
        await salon.client.loyalty.createCoupon(coupon({ code: 'ZIMA' }));
        return { couponId, version: 1, values: { code: 'zima' } };
      },
      INVALID_INPUT: {
        input: async (salon) => ({ couponId: (await couponOf(salon)).couponId, version: 1, values: REVERSED }),
        data: reversed,
      },
    },
  },
};
