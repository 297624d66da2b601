import { addMoney } from '../kernel/money.ts';

/** From so much paid on, so many basis points. */
export interface Tier {
  readonly fromMinor: number;
  readonly rateBp: number;
}

/** The level a client has reached and what is missing to the next one. */
export interface TierState {
  readonly reached: Tier | null;
  readonly next: Tier | null;
  /** Missing to the next one; null on the highest. */
  readonly missingMinor: number | null;
}

/** The highest threshold ≤ what was paid (P4). Example: thresholds 10 000 and 50 000 ₽, paid 10 000 ₽: the first. */
export function tierOf(tiers: readonly Tier[], paidMinor: number): TierState {
  const ascending = [...tiers].sort((a, b) => a.fromMinor - b.fromMinor);
  const reached = ascending.findLast(({ fromMinor }) => fromMinor <= paidMinor) ?? null;
  const next = ascending.find(({ fromMinor }) => fromMinor > paidMinor) ?? null;
  return { reached, next, missingMinor: next ? addMoney(next.fromMinor, -paidMinor) : null };
}
