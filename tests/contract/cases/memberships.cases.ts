import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { membershipsContract } from '../../../src-shared/memberships/memberships.contract.ts';
import { type CaseSalon, TODAY, TOMORROW, YESTERDAY } from '../prepared-salon.ts';
import { type CasesOf, NOBODY } from './case.ts';
import {
  DAY_MS,
  daysLater,
  emptied,
  lockBooks,
  membershipType,
  openShift,
  soldMembership,
  write,
} from './pass-desk.ts';

const commandId = expect.any(Number) as number;
const someId = expect.any(Number) as number;
const reason = 'Просьба клиента';
const week = { fromDate: TODAY, toDate: '2026-03-18' };
const nobody = { membershipId: NOBODY, version: 1 };

const sold = async (salon: CaseSalon) => ({ membershipId: await soldMembership(salon), version: 1 });

const back = (membershipId: number, amountMinor = 300_000) => ({
  membershipId,
  key: randomUUID(),
  tenders: [{ kind: 'cash' as const, amountMinor }],
  reason,
});

async function refunded(salon: CaseSalon): Promise<{ membershipId: number; version: number }> {
  openShift(salon);
  const { membershipId } = await sold(salon);
  await salon.client.memberships.refund(back(membershipId));
  return { membershipId, version: 2 };
}

/** Its last day, 31 March 2025, is over; what was kept that day depends on the setting. */
async function over(salon: CaseSalon): Promise<number> {
  const { membershipId } = await sold(salon);
  write(salon, (tx) => tx.runSql("update memberships set starts_on = '2025-01-01' where id = ?", [membershipId]));
  daysLater(salon, 1);
  return membershipId;
}

/** Over, its money held. */
async function held(salon: CaseSalon): Promise<number> {
  await salon.client.settings.update({ values: { membershipExpiry: 'hold' }, validFrom: '2025-01-01' });
  return over(salon);
}

const kind = (name: string, pools: object[] = [{ visits: 3 }]) => ({ name, priceMinor: 1000, pools });

export const membershipsCases: CasesOf<typeof membershipsContract> = {
  types: {
    ok: {
      input: async (salon) => {
        await membershipType(salon);
        return {};
      },
      answer: [{ name: '3 стрижки', kind: 'visits', pools: [{ visits: 3 }], startsAt: 'purchase' }],
    },
    refused: {},
  },
  createType: {
    ok: {
      input: ({ cut }) => ({ ...kind('Пять'), pools: [{ visits: 5, serviceIds: [cut] }] }),
      answer: { commandId, membershipTypeId: someId },
    },
    refused: {
      ALREADY_EXISTS: async (salon) => {
        await membershipType(salon);
        return kind('3 СТРИЖКИ');
      },
      NOT_FOUND: { input: () => kind('А', [{ visits: 1, serviceIds: [NOBODY] }]), data: { what: 'service' } },
      INVALID_INPUT: { input: () => kind('А'), data: { field: 'pools', fault: 'POOL_EMPTY' } },
    },
  },
  updateType: {
    ok: {
      input: async (salon) => ({
        membershipTypeId: await membershipType(salon),
        version: 1,
        values: { priceMinor: 1 },
      }),
      answer: { commandId },
    },
    refused: {
      NOT_FOUND: () => ({ membershipTypeId: NOBODY, version: 1, values: {} }),
      STALE_VERSION: async (salon) => ({
        membershipTypeId: await membershipType(salon),
        version: 2,
        values: { priceMinor: 1 },
      }),
      ALREADY_EXISTS: async (salon) => {
        const membershipTypeId = await membershipType(salon);
        await salon.client.memberships.createType({ ...kind('Б'), pools: [{ visits: 1, serviceIds: [salon.cut] }] });
        return { membershipTypeId, version: 1, values: { name: 'Б' } };
      },
      INVALID_INPUT: {
        input: async (salon) => ({
          membershipTypeId: await membershipType(salon),
          version: 1,
          values: { kind: 'time' as const },
        }),
        data: { fault: 'POOL_VISITS' },
      },
    },
  },
  list: {
    ok: {
      input: async (salon) => {
        await sold(salon);
        return { query: 'стрижки', endsWithinDays: 90 };
      },
      answer: {
        memberships: [
          { title: '3 стрижки', status: 'active', unitsLeft: 3, visits: 3, leftMinor: 300_000, lastDay: '2026-06-09' },
        ],
        total: 1,
        leftMinor: 300_000,
      },
    },
    refused: {},
  },
  card: {
    ok: {
      input: async (salon) => ({ membershipId: await soldMembership(salon) }),
      answer: {
        membership: { number: '000001', freezeDaysLeft: 14, freezeTimesLeft: 1 },
        pools: [{ visits: 3, unitsLeft: 3, valueLeftMinor: 300_000, serviceNames: ['Стрижка'] }],
        movements: [{ kind: 'sell', units: 3, valueMinor: 300_000, saleId: someId }],
      },
    },
    refused: { NOT_FOUND: () => ({ membershipId: NOBODY }) },
  },
  freezePreview: {
    ok: {
      input: async (salon) => ({ membershipId: await soldMembership(salon), ...week }),
      answer: { days: 7, lastDay: '2026-06-09', newLastDay: '2026-06-16', daysLeft: 7, timesLeft: 0 },
    },
    refused: {
      NOT_FOUND: () => ({ membershipId: NOBODY, ...week }),
      INVALID_INPUT: {
        input: async (salon) => ({ membershipId: await soldMembership(salon), ...week, toDate: '2026-04-12' }),
        data: { fault: 'FREEZE_DAYS', maxDays: 14, daysLeft: 14 },
      },
    },
  },
  freeze: {
    ok: {
      input: async (salon) => ({ ...(await sold(salon)), ...week, reason: 'Отпуск' }),
      answer: { commandId, lastDay: '2026-06-16' },
    },
    refused: {
      NOT_FOUND: () => ({ ...nobody, ...week }),
      STALE_VERSION: async (salon) => ({ ...(await sold(salon)), version: 2, ...week }),
      INVALID_INPUT: {
        input: async (salon) => ({ ...(await sold(salon)), fromDate: YESTERDAY, toDate: TODAY }),
        data: { fault: 'FREEZE_PAST' },
      },
    },
  },
  unfreeze: {
    ok: {
      input: async (salon) => {
        const one = await sold(salon);
        await salon.client.memberships.freeze({ ...one, ...week });
        return { ...one, version: 2 };
      },
      answer: { commandId, lastDay: '2026-06-09' },
    },
    refused: {
      NOT_FOUND: () => nobody,
      STALE_VERSION: async (salon) => ({ ...(await sold(salon)), version: 2 }),
      CONFLICT: { input: sold, data: { reason: 'membershipNotFrozen' } },
    },
  },
  extend: {
    ok: {
      input: async (salon) => ({ ...(await sold(salon)), days: 10, reason }),
      answer: { commandId, lastDay: '2026-06-19' },
    },
    refused: {
      NOT_FOUND: () => ({ ...nobody, days: 1, reason }),
      STALE_VERSION: async (salon) => ({ ...(await sold(salon)), version: 2, days: 1, reason }),
      CONFLICT: {
        input: async (salon) => ({ ...(await refunded(salon)), days: 1, reason }),
        data: { reason: 'membershipClosed' },
      },
      INVALID_INPUT: {
        input: async (salon) => {
          return { membershipId: await over(salon), version: 2, days: 1, reason };
        },
        data: { fault: 'EXTENDED_INTO_PAST', lastDay: '2025-04-01' },
      },
      PERIOD_LOCKED: async (salon) => {
        const membershipId = await over(salon);
        lockBooks(salon, TOMORROW);
        return { membershipId, version: 2, days: 500, reason };
      },
    },
  },
  update: {
    ok: { input: async (salon) => ({ ...(await sold(salon)), note: 'Ходит с дочерью' }), answer: { commandId } },
    refused: {
      NOT_FOUND: () => ({ ...nobody, note: '' }),
      STALE_VERSION: async (salon) => ({ ...(await sold(salon)), version: 2, note: '' }),
    },
  },
  setMembers: {
    ok: {
      input: async (salon) => ({ ...(await sold(salon)), members: [{ clientId: salon.irina, maxUnits: 1 }] }),
      answer: { commandId },
    },
    refused: {
      NOT_FOUND: {
        input: async (salon) => ({ ...(await sold(salon)), members: [{ clientId: NOBODY }] }),
        data: { what: 'client' },
      },
      STALE_VERSION: async (salon) => ({ ...(await sold(salon)), version: 2, members: [] }),
      INVALID_INPUT: {
        input: async (salon) => ({ ...(await sold(salon)), members: [{ clientId: salon.olga }] }),
        data: { fault: 'MEMBER_TWICE' },
      },
    },
  },
  transfer: {
    ok: {
      input: async (salon) => ({ ...(await sold(salon)), clientId: salon.irina, reason }),
      answer: { commandId },
    },
    refused: {
      NOT_FOUND: async (salon) => ({ ...(await sold(salon)), clientId: NOBODY, reason }),
      STALE_VERSION: async (salon) => ({ ...(await sold(salon)), version: 2, clientId: salon.irina, reason }),
      CONFLICT: async (salon) => ({ ...(await refunded(salon)), clientId: salon.irina, reason }),
    },
  },
  refundPreview: {
    ok: {
      input: async (salon) => ({ membershipId: await soldMembership(salon) }),
      answer: { refundMinor: 300_000, revenueMinor: 0, mode: 'proportional', used: 0, tenders: [{ kind: 'cash' }] },
    },
    refused: {
      NOT_FOUND: () => ({ membershipId: NOBODY }),
      CONFLICT: async (salon) => ({ membershipId: (await refunded(salon)).membershipId }),
    },
  },
  refund: {
    ok: {
      input: async (salon) => {
        openShift(salon);
        return back(await soldMembership(salon));
      },
      answer: { commandId, documentId: someId, refundedMinor: 300_000, revenueMinor: 0 },
    },
    refused: {
      NOT_FOUND: () => back(NOBODY),
      CONFLICT: async (salon) => back((await refunded(salon)).membershipId),
      INVALID_INPUT: {
        input: async (salon) => {
          openShift(salon);
          return back(await soldMembership(salon), 1);
        },
        data: { fault: 'TENDERS_SUM' },
      },
      LIMIT_EXCEEDED: {
        input: async (salon) => {
          openShift(salon);
          const membershipId = await soldMembership(salon);
          await emptied(salon);
          return back(membershipId);
        },
        data: { what: 'register' },
      },
      SHIFT_CLOSED: async (salon) => back(await soldMembership(salon)),
      SHIFT_EXPIRED: async (salon) => {
        openShift(salon);
        const membershipId = await soldMembership(salon);
        salon.test.clock.atMs += DAY_MS + 1;
        return back(membershipId);
      },
      PERIOD_LOCKED: async (salon) => {
        openShift(salon);
        const membershipId = await soldMembership(salon);
        lockBooks(salon);
        return back(membershipId);
      },
    },
  },
  writeOff: {
    ok: {
      input: async (salon) => ({ membershipId: await held(salon), reason }),
      answer: { commandId, documentId: someId },
    },
    refused: {
      NOT_FOUND: () => ({ membershipId: NOBODY, reason }),
      CONFLICT: {
        input: async (salon) => ({ membershipId: await soldMembership(salon), reason }),
        data: { reason: 'membershipNotHeld' },
      },
      PERIOD_LOCKED: async (salon) => {
        const membershipId = await held(salon);
        lockBooks(salon, TOMORROW);
        return { membershipId, reason };
      },
    },
  },
};
