import type { clientFiguresContract } from '../../../src-shared/client-figures/client-figures.contract.ts';
import { type CasesOf, NOBODY } from './case.ts';

const nobody = () => ({ clientId: NOBODY });

export const clientFiguresCases: CasesOf<typeof clientFiguresContract> = {
  figures: {
    ok: {
      input: ({ irina }) => ({ clientId: irina }),
      answer: { visits: 0, noShows: 0, spentMinor: 0, averageMinor: null, status: null, manualStatus: null },
    },
    refused: { NOT_FOUND: nobody },
  },
  rows: {
    ok: {
      input: ({ olga }) => ({ clientId: olga, kind: 'next' as const }),
      answer: { sumMinor: 200_000, rows: [{ startMin: 720, status: 'booked', lines: [{ service: 'Стрижка' }] }] },
    },
    refused: { NOT_FOUND: () => ({ clientId: NOBODY, kind: 'visits' as const }) },
  },
  pivot: {
    ok: {
      input: ({ irina }) => ({ clientId: irina, period: 'quarter' as const }),
      answer: { columns: [], rows: [], totalMinor: 0 },
    },
    refused: { NOT_FOUND: nobody },
  },
  timeline: {
    ok: {
      input: ({ irina }) => ({ clientId: irina, query: '11 апреля маникюр' }),
      answer: { events: [], nextCursor: null },
    },
    refused: { NOT_FOUND: nobody },
  },
};
