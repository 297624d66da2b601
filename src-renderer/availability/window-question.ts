import type { ContractRouterClient } from '@orpc/contract';
import type { availabilityContract } from '../../src-shared/availability/availability.contract.ts';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import type { WindowWish } from './found-slot.ts';

/** Parts of the day that a client asks for. */
export const DAY_PARTS = {
  anyTime: [0, 2880],
  morning: [0, 720],
  afternoon: [720, 1020],
  evening: [1020, 2880],
} as const;
export type DayPart = keyof typeof DAY_PARTS;

export const RANGES = [2, 7, 14, 30, 60] as const;

/** What the panel asks for. */
export interface WindowQuestion {
  readonly wishes: readonly WindowWish[];
  readonly fromDate: string;
  readonly days: number;
  readonly dayPart: DayPart;
  /** Empty = any. */
  readonly weekdays: readonly number[];
  readonly mode: 'compact' | 'grid';
}

type SearchInput = Parameters<ContractRouterClient<typeof availabilityContract>['search']>[0];

/** The same as the core takes it. */
export function searchInput(question: WindowQuestion, clientId: number | null): SearchInput {
  const [fromMin, toMin] = DAY_PARTS[question.dayPart];
  return {
    services: question.wishes.map((wish) => ({
      serviceId: wish.serviceId as never,
      staffId: wish.staffId as never,
      isParallel: wish.isParallel,
      gapMin: Math.max(0, wish.gapMin ?? 0),
    })),
    fromDate: question.fromDate,
    toDate: addDays(question.fromDate, question.days - 1),
    fromMin,
    toMin,
    weekdays: [...question.weekdays],
    clientId: clientId,
    mode: question.mode,
  };
}
