import { expect } from 'vitest';
import type { treatmentsContract } from '../../../src-shared/treatments/treatments.contract.ts';
import { type CaseSalon, TODAY, TOMORROW, YESTERDAY } from '../prepared-salon.ts';
import { type CasesOf, NOBODY } from './case.ts';

const commandId = expect.any(Number) as number;

const BOWLS = [
  {
    title: 'корни',
    parts: [{ brand: 'Wella', line: 'Koleston', shade: '7/1', gramsMilli: 30_000 }],
    developer: 'Welloxon',
    developerBp: 600,
    ratioMilli: 1500,
    minutes: 35,
  },
];

/** A formula on Irina's cut of yesterday. */
async function written(salon: CaseSalon): Promise<void> {
  await salon.client.treatments.write({
    lineId: salon.pastLine,
    version: null,
    score: 9,
    formula: { bowls: BOWLS, afterNumber: 0 },
  });
}

/** A test of yesterday without a reaction. */
async function tested({ client, irina }: CaseSalon): Promise<number> {
  const values = { testedOn: YESTERDAY, result: 'ok' as const };
  return (await client.treatments.addPatchTest({ clientId: irina, values })).patchTestId;
}

const onTest =
  (change: object = {}) =>
  async (salon: CaseSalon) =>
    ({ patchTestId: await tested(salon), version: 1, ...change }) as never;

export const treatmentsCases: CasesOf<typeof treatmentsContract> = {
  ofVisit: {
    ok: {
      input: async (salon) => {
        await written(salon);
        return { visitId: salon.pastVisit };
      },
      answer: [{ version: 1, score: 9, isLocked: false, canWrite: true, formulas: [{ number: 1, isLate: false }] }],
    },
    refused: { NOT_FOUND: () => ({ visitId: NOBODY }) },
  },
  write: {
    ok: {
      input: ({ visitLine }) => ({
        lineId: visitLine,
        version: null,
        outcome: 'Ровный тон',
        wouldReturn: true,
        formula: { bowls: BOWLS, afterNumber: 0 },
      }),
      answer: { commandId, version: 1 },
    },
    refused: {
      NOT_FOUND: () => ({ lineId: NOBODY, version: null, outcome: 'x' }),
      STALE_VERSION: async (salon) => {
        await written(salon);
        return { lineId: salon.pastLine, version: null, outcome: 'x' };
      },
    },
  },
  ofClient: {
    ok: {
      input: async (salon) => {
        await written(salon);
        return { clientId: salon.irina, query: 'koles 7/1' };
      },
      answer: [{ localDate: YESTERDAY, serviceName: 'Стрижка', formulas: [{ bowls: [{ ratioMilli: 1500 }] }] }],
    },
    refused: { NOT_FOUND: () => ({ clientId: NOBODY }) },
  },
  palette: {
    ok: {
      input: async (salon) => {
        await written(salon);
        return undefined;
      },
      answer: {
        parts: [{ brand: 'Wella', line: 'Koleston', shade: '7/1' }],
        developers: ['Welloxon'],
        titles: ['корни'],
      },
    },
    refused: {},
  },
  patchTests: {
    ok: {
      input: async (salon) => {
        await tested(salon);
        return { clientId: salon.irina };
      },
      answer: [{ testedOn: YESTERDAY, validUntil: '2026-09-07', result: 'ok', version: 1 }],
    },
    refused: { NOT_FOUND: () => ({ clientId: NOBODY }) },
  },
  addPatchTest: {
    ok: {
      as: 'master',
      input: ({ olga }) => ({ clientId: olga, values: { testedOn: TODAY, result: 'reaction', product: 'Koleston' } }),
      answer: { commandId, patchTestId: expect.any(Number) as number },
    },
    refused: {
      NOT_FOUND: () => ({ clientId: NOBODY, values: { testedOn: TODAY, result: 'ok' } }),
      INVALID_INPUT: {
        input: ({ olga }) => ({ clientId: olga, values: { testedOn: TOMORROW, result: 'ok' } }),
        data: { field: 'testedOn', reason: 'IN_FUTURE' },
      },
    },
  },
  updatePatchTest: {
    ok: { input: onTest({ values: { result: 'reaction' } }), answer: { commandId, version: 2 } },
    refused: {
      NOT_FOUND: () => ({ patchTestId: NOBODY, version: 1, values: {} }),
      STALE_VERSION: onTest({ version: 2, values: {} }),
      INVALID_INPUT: onTest({ values: { validUntil: '2026-01-01' } }),
    },
  },
  removePatchTest: {
    ok: { input: onTest(), answer: { commandId } },
    refused: {
      NOT_FOUND: () => ({ patchTestId: NOBODY, version: 1 }),
      STALE_VERSION: onTest({ version: 2 }),
    },
  },
};
