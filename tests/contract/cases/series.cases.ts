import { expect } from 'vitest';
import type { seriesContract } from '../../../src-shared/series/series.contract.ts';
import type { CaseSalon } from '../prepared-salon.ts';
import { type CasesOf, NOBODY } from './case.ts';

const commandId = expect.any(Number) as number;
const FIRST = '2026-03-20';
const SECOND = '2026-03-27';
const dropReason = 'Изменён повтор';

const rule = (count: number) => ({ freq: 'weekly' as const, interval: 1, end: { kind: 'count' as const, count } });

/** Olga's haircut by Maria at 15:00 on Fridays. */
const fridays = ({ olga, cut, maria }: CaseSalon, count = 3) => ({
  firstDate: FIRST,
  startMin: 900,
  rule: rule(count),
  clientId: olga,
  lines: [{ serviceId: cut, staffId: maria }],
});

/** Makes the series; answers with the visit of the second date as an act names it. */
async function second(salon: CaseSalon): Promise<{ visitId: number; version: number; seriesId: number }> {
  const made = await salon.client.series.create(fridays(salon));
  return { visitId: made.outcomes[1]!.visitId!, version: 1, seriesId: made.seriesId };
}

const edited = async (salon: CaseSalon, change: object = {}) => {
  const { visitId, version } = await second(salon);
  return { visitId, version, scope: 'following' as const, startMin: 960, dropReason, ...change } as never;
};
const cancelled = { scope: 'all' as const, by: 'client' as const, reason: 'Передумала' };

/** Refusals of every act on a visit of a series. */
const refusedActs = <Input>(input: (visit: { visitId: number; version: number }) => Input) => ({
  NOT_FOUND: () => input({ visitId: NOBODY, version: 1 }),
  ROW_DELETED: ({ deletedVisit }: CaseSalon) => input({ visitId: deletedVisit, version: 1 }),
  STALE_VERSION: async (salon: CaseSalon) => input({ ...(await second(salon)), version: 9 }),
  /** A visit that is no part of a series. */
  CONFLICT: { input: ({ visit }: CaseSalon) => input({ visitId: visit, version: 1 }), data: { reason: 'notSeries' } },
});
const toEdit = ({ visitId, version }: { visitId: number; version: number }) =>
  ({ visitId, version, scope: 'all', startMin: 960, dropReason }) as never;
const tooLong = async (salon: CaseSalon) => await edited(salon, { rule: rule(500) });

export const seriesCases: CasesOf<typeof seriesContract> = {
  preview: {
    ok: {
      input: async (salon) => {
        const { lines } = fridays(salon);
        await salon.client.journal.book({ localDate: SECOND, startMin: 900, clientId: salon.irina, lines });
        return fridays(salon);
      },
      answer: {
        dates: [
          { key: FIRST, conflict: null, suggestionMin: null, startMin: 900 },
          {
            key: SECOND,
            conflict: { code: 'MASTER_BUSY', level: 'hard' },
            suggestionMin: expect.any(Number) as number,
          },
          { key: '2026-04-03', conflict: null },
        ],
      },
    },
    refused: {
      INVALID_INPUT: { input: (salon) => fridays(salon, 500), data: { reason: 'SERIES_TOO_LONG', max: 200 } },
      NOT_FOUND: (salon) => ({ ...fridays(salon), lines: [{ serviceId: salon.cut, staffId: NOBODY }] }),
    },
  },
  create: {
    ok: {
      input: (salon) => fridays(salon),
      answer: { commandId, outcomes: [{ act: 'booked', key: FIRST }, { act: 'booked' }, { act: 'booked' }] },
    },
    refused: {
      INVALID_INPUT: (salon) => fridays(salon, 500),
      NOT_FOUND: (salon) => ({ ...fridays(salon), lines: [{ serviceId: salon.cut, staffId: NOBODY }] }),
      ROW_DELETED: (salon) => ({ ...fridays(salon), fromVisit: { visitId: salon.deletedVisit, version: 1 } }),
      STALE_VERSION: (salon) => ({ ...fridays(salon), fromVisit: { visitId: salon.visit, version: 9 } }),
      CONFLICT: {
        input: async (salon) => {
          await second(salon);
          return { ...fridays(salon), policy: 'abort' as const };
        },
        data: { reason: 'seriesConflicts', count: 3 },
      },
    },
  },
  get: {
    ok: {
      input: async (salon) => ({ seriesId: (await second(salon)).seriesId }),
      answer: { firstDate: FIRST, startMin: 900, isEnded: false, dates: [{ key: FIRST, status: 'booked' }, {}, {}] },
    },
    refused: { NOT_FOUND: () => ({ seriesId: NOBODY }) },
  },
  previewEdit: {
    ok: { input: edited, answer: { outcomes: [{ act: 'changed', startMin: 960 }, { act: 'changed' }] } },
    refused: { ...refusedActs(toEdit), INVALID_INPUT: tooLong },
  },
  edit: {
    ok: { input: edited, answer: { commandId, outcomes: [{ act: 'changed', startMin: 960 }, { act: 'changed' }] } },
    refused: { ...refusedActs(toEdit), INVALID_INPUT: tooLong },
  },
  cancel: {
    ok: {
      input: async (salon) => {
        const { visitId, version } = await second(salon);
        return { visitId, version, ...cancelled };
      },
      answer: { commandId, cancelled: 3 },
    },
    refused: refusedActs(({ visitId, version }) => ({ visitId, version, ...cancelled }) as never),
  },
};
