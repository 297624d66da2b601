import { expect } from 'vitest';
import type { substitutionContract } from '../../../src-shared/substitution/substitution.contract.ts';
import { type CaseSalon, FREE_DAY, TODAY, YESTERDAY } from '../prepared-salon.ts';
import { type CasesOf, NOBODY } from './case.ts';

const commandId = expect.any(Number) as number;
const callNote = 'Позвонить: мастер не выйдет';
const away = ({ anna }: CaseSalon) => ({ staffId: anna, fromDate: TODAY, toDate: TODAY });
const toMaria = ({ visit, maria }: CaseSalon, version = 1) => ({
  visitId: visit,
  version,
  decision: { act: 'move' as const, staffId: maria },
});

export const substitutionCases: CasesOf<typeof substitutionContract> = {
  plan: {
    ok: {
      input: away,
      answer: (answer: { rows: unknown[] }, salon) => {
        expect(answer).toMatchObject({
          staffName: 'Анна Соколова',
          rows: [
            {
              visitId: salon.visit,
              clientName: 'Ольга Петрова',
              priceMinor: 200_000,
              options: [{ staffId: salon.maria, priceMinor: 200_000, busyMin: 0, level: 'free', conflicts: [] }],
              decision: { act: 'move', staffId: salon.maria },
            },
          ],
        });
        expect(answer.rows).toHaveLength(1);
      },
    },
    refused: {
      NOT_FOUND: () => ({ staffId: NOBODY, fromDate: TODAY, toDate: TODAY }),
      INVALID_INPUT: (salon) => ({ ...away(salon), toDate: YESTERDAY }),
    },
  },
  apply: {
    ok: {
      input: (salon) => ({ ...away(salon), rows: [toMaria(salon)], callNote, absence: { reason: 'sick' } }),
      answer: { commandId, moved: 1, cancelled: 0, called: 0 },
    },
    refused: {
      NOT_FOUND: (salon) => ({ ...away(salon), rows: [{ ...toMaria(salon), visitId: NOBODY }], callNote }),
      STALE_VERSION: (salon) => ({ ...away(salon), rows: [toMaria(salon, 5)], callNote }),
      CONFLICT: {
        input: async (salon) => {
          await salon.client.journal.book({
            localDate: TODAY,
            startMin: 720,
            clientId: salon.irina,
            lines: [{ serviceId: salon.cut, staffId: salon.maria }],
          });
          return { ...away(salon), rows: [toMaria(salon)], callNote };
        },
        data: { conflict: 'MASTER_BUSY', clientName: 'Ирина О.' },
      },
      INVALID_INPUT: {
        input: ({ anna, visit }) => ({
          staffId: anna,
          fromDate: FREE_DAY,
          toDate: FREE_DAY,
          rows: [{ visitId: visit, version: 1, decision: { act: 'cancel' } }],
          callNote,
        }),
        data: { field: 'cancelReason' },
      },
    },
  },
};
