import { expect } from 'vitest';
import { addDays } from '../../../src-shared/kernel/local-date.ts';
import type { retentionContract } from '../../../src-shared/retention/retention.contract.ts';
import { type CaseSalon, FREE_DAY, TODAY, TOMORROW, YESTERDAY } from '../prepared-salon.ts';
import { type CasesOf, NOBODY } from './case.ts';
import { type Place, refusedByConflicts } from './journal.cases.ts';

const commandId = expect.any(Number) as number;
const LONG_AGO = addDays(TODAY, -36);

/** Writes what no procedure of these cases does. */
function write({ test }: CaseSalon, sql: string, ...values: unknown[]): void {
  const context = { actorId: null, device: 'test', nowMs: test.clock.nowMs() };
  test.core.salon!.store.work.run(context, 'test.write', (tx) => tx.runSql(sql, values));
}

/** Irina's cut of 36 days ago: due every 30 days, and everybody may be called who has not refused. */
async function irinaIsDue(salon: CaseSalon): Promise<void> {
  await salon.client.settings.update({ values: { contactPolicy: 'notWithdrawn' } });
  write(salon, 'update services set periodicity_days = 30 where id = ?', salon.cut);
  write(salon, "update visits set local_date = ?, status = 'completed' where id = ?", LONG_AGO, salon.pastVisit);
  write(salon, 'update visit_lines set local_date = ? where visit_id = ?', LONG_AGO, salon.pastVisit);
}

/** A call to Irina about her cut. */
const call = (salon: CaseSalon, change: object = {}) => ({
  clientId: salon.irina,
  serviceId: salon.cut,
  reason: 'due' as const,
  outcome: 'no_answer' as const,
  ...change,
});

/** Olga is booked on a call. */
function toBook(salon: CaseSalon, place: Place) {
  const { localDate = TODAY, startMin, staffId, roomId, acceptedWarnings } = place;
  const lines = [{ serviceId: salon.cut, staffId, roomId }];
  return Promise.resolve({
    clientId: salon.olga,
    reason: 'due' as const,
    localDate,
    startMin,
    lines,
    acceptedWarnings,
  });
}

export const retentionCases: CasesOf<typeof retentionContract> = {
  calls: {
    ok: {
      input: async (salon) => {
        await irinaIsDue(salon);
        return {};
      },
      answer: { total: 1, rows: [{ name: 'Ирина Орлова', items: [{ overdueDays: 6, state: 'overdue' }] }] },
    },
    refused: {},
  },
  client: {
    ok: {
      input: async (salon) => {
        await irinaIsDue(salon);
        return { clientId: salon.irina };
      },
      answer: { reason: 'due', firstName: 'Ирина', calls: [] },
    },
    refused: { NOT_FOUND: () => ({ clientId: NOBODY }) },
  },
  fits: {
    ok: {
      input: async (salon) => {
        await irinaIsDue(salon);
        return { localDate: FREE_DAY, staffId: salon.maria, startMin: 600, endMin: 660 };
      },
      answer: { total: 1, fits: [{ startMin: 600, endMin: 660, reasons: ['overdue', 'ownMaster', 'fillsWindow'] }] },
    },
    refused: {
      NOT_FOUND: () => ({ localDate: FREE_DAY, staffId: NOBODY, startMin: 600, endMin: 660 }),
      INVALID_INPUT: ({ anna }) => ({ localDate: FREE_DAY, staffId: anna, startMin: 660, endMin: 660 }),
    },
  },
  record: {
    ok: { input: (salon) => call(salon), answer: { commandId, nextOn: TOMORROW } },
    refused: {
      NOT_FOUND: (salon) => call(salon, { clientId: NOBODY }),
      INVALID_INPUT: {
        input: (salon) => call(salon, { nextOn: YESTERDAY }),
        data: { field: 'nextOn', reason: 'IN_PAST' },
      },
    },
  },
  book: {
    ok: {
      input: (salon) => toBook(salon, { staffId: salon.maria, startMin: 900, roomId: null }),
      answer: { commandId, visitId: expect.any(Number) as number, callId: expect.any(Number) as number },
    },
    refused: {
      ...refusedByConflicts<Awaited<ReturnType<typeof toBook>>>(toBook as never),
      NOT_FOUND: async (salon) => ({
        ...(await toBook(salon, { staffId: salon.maria, startMin: 900 })),
        clientId: NOBODY,
      }),
    },
  },
  results: {
    ok: {
      input: async (salon) => {
        await salon.client.retention.record(call(salon));
        return { fromDate: TODAY, toDate: TODAY };
      },
      answer: { total: { calls: 1, answered: 0, booked: 0, came: 0, revenueMinor: 0 }, isOwnOnly: false },
    },
    refused: { INVALID_INPUT: () => ({ fromDate: TODAY, toDate: YESTERDAY }) },
  },
  resultRows: {
    ok: {
      input: async (salon) => {
        await salon.client.retention.record(call(salon, { note: 'Занято' }));
        return { fromDate: TODAY, toDate: TODAY };
      },
      answer: { total: 1, rows: [{ clientName: 'Ирина Орлова', outcome: 'no_answer', note: 'Занято' }] },
    },
    refused: { INVALID_INPUT: () => ({ fromDate: TODAY, toDate: YESTERDAY }) },
  },
  flow: {
    ok: {
      input: async (salon) => {
        await irinaIsDue(salon);
        return { fromDate: LONG_AGO, toDate: TODAY };
      },
      answer: { total: { fresh: 1, left: 0, ratioBp: null }, byStaff: [{ fresh: 1 }], lossDays: 60 },
    },
    refused: { INVALID_INPUT: () => ({ fromDate: TODAY, toDate: YESTERDAY }) },
  },
  flowRows: {
    ok: {
      input: async (salon) => {
        await irinaIsDue(salon);
        return { fromDate: LONG_AGO, toDate: TODAY, kind: 'fresh' };
      },
      answer: { total: 1, rows: [{ name: 'Ирина Орлова', onDate: LONG_AGO }] },
    },
    refused: { INVALID_INPUT: () => ({ fromDate: TODAY, toDate: YESTERDAY, kind: 'left' }) },
  },
};
