import { expect } from 'vitest';
import type { availabilityContract } from '../../../src-shared/availability/availability.contract.ts';
import { FREE_DAY, TODAY, TOMORROW, YESTERDAY } from '../prepared-salon.ts';
import { type CasesOf, NOBODY } from './case.ts';

export const availabilityCases: CasesOf<typeof availabilityContract> = {
  search: {
    ok: {
      input: ({ cut, anna }) => ({
        services: [{ serviceId: cut, staffId: anna }],
        fromDate: FREE_DAY,
        toDate: FREE_DAY,
        mode: 'grid',
      }),
      answer: (answer: { best: unknown[]; days: { localDate: string; slots: object[] }[] }, { cut, anna }) => {
        expect(answer).toMatchObject({ emptyReason: null, total: answer.days[0]!.slots.length });
        expect(answer.best).toHaveLength(3);
        expect(answer.days[0]!.slots[0]).toMatchObject({
          localDate: FREE_DAY,
          lines: [{ serviceId: cut, staffId: anna, durationMin: 60 }],
        });
      },
    },
    refused: {
      NOT_FOUND: {
        input: () => ({ services: [{ serviceId: NOBODY }], fromDate: TODAY, toDate: TODAY }),
        data: { what: 'service', id: NOBODY },
      },
      INVALID_INPUT: {
        input: ({ cut }) => ({ services: [{ serviceId: cut }], fromDate: TOMORROW, toDate: TODAY }),
        data: { field: 'toDate', reason: 'DATES_REVERSED' },
      },
    },
  },
  windows: {
    ok: {
      input: () => ({ fromDate: FREE_DAY, days: 1 }),
      answer: (answer: { localDate: string; staffName: string; window: number[] }[]) => {
        expect(answer.length).toBeGreaterThan(0);
        expect(answer[0]).toMatchObject({ localDate: FREE_DAY, isBookable: true });
      },
    },
    refused: {},
  },
  load: {
    ok: {
      input: ({ anna }) => ({ fromDate: YESTERDAY, toDate: TOMORROW, staffId: anna }),
      answer: ({ cells }: { cells: { weekday: number; hour: number; activeMin: number }[] }) => {
        // Today is a Thursday; Anna cuts at 12:00.
        expect(cells).toContainEqual(expect.objectContaining({ weekday: 4, hour: 12, activeMin: 60 }));
      },
    },
    refused: {
      NOT_FOUND: () => ({ fromDate: TODAY, toDate: TODAY, staffId: NOBODY }),
      INVALID_INPUT: {
        input: () => ({ fromDate: '2025-01-01', toDate: TODAY }),
        data: { field: 'toDate', reason: 'TOO_LONG' },
      },
    },
  },
  loadRows: {
    ok: {
      input: () => ({ fromDate: YESTERDAY, toDate: TOMORROW, weekday: 4, hour: 12 }),
      answer: (answer: object, { visit }) => {
        expect(answer).toMatchObject({ total: 1, rows: [{ visitId: visit, localDate: TODAY, activeMin: 60 }] });
      },
    },
    refused: {
      NOT_FOUND: () => ({ fromDate: TODAY, toDate: TODAY, staffId: NOBODY, weekday: 4, hour: 12 }),
      INVALID_INPUT: () => ({ fromDate: TOMORROW, toDate: TODAY, weekday: 4, hour: 12 }),
    },
  },
};
