import { addMoney } from '../kernel/money.ts';

const HOUR_MS = 3_600_000;

/** T15: a shift is warned about at 23 hours and takes nothing more at 24. */
export const SHIFT_WARNS_AFTER_MS = 23 * HOUR_MS;
export const SHIFT_ENDS_AFTER_MS = 24 * HOUR_MS;

export type ShiftAge = 'fresh' | 'old' | 'expired';

/** How old an open shift is (T15): `old` from 23 h on, `expired` from 24 h on. */
export function ageOfShift(openedAtMs: number, nowMs: number): ShiftAge {
  const ageMs = nowMs - openedAtMs;
  if (ageMs >= SHIFT_ENDS_AFTER_MS) return 'expired';
  return ageMs >= SHIFT_WARNS_AFTER_MS ? 'old' : 'fresh';
}

/**
 * The shift that a person's payments go into when several registers are open.
 *
 * The one that the person opened, the newest of several; somebody who opened none pays into the first register whose
 * shift may still take money. With one open register there is nothing to choose.
 *
 * @param open open shifts in the order of their registers
 */
export function shiftOfPerson<One extends { readonly openedBy: number | null; readonly openedAtMs: number }>(
  open: readonly One[],
  personId: number | null,
  nowMs: number,
): One | undefined {
  const own = open.filter(({ openedBy }) => personId !== null && openedBy === personId);
  if (own.length > 0) return own.reduce((last, one) => (one.openedAtMs > last.openedAtMs ? one : last));
  return open.find(({ openedAtMs }) => ageOfShift(openedAtMs, nowMs) !== 'expired') ?? open[0];
}

/** Notes and coins in use, by currency, in minor units, largest first. */
const DENOMINATIONS: Readonly<Record<string, readonly number[]>> = {
  RUB: [500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5000, 1000, 500, 200, 100, 50, 10],
  KZT: [2_000_000, 1_000_000, 500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5000, 2000, 1000, 500],
  BYN: [50_000, 20_000, 10_000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
  EUR: [50_000, 20_000, 10_000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
  USD: [10_000, 5000, 2000, 1000, 500, 200, 100, 50, 25, 10, 5, 1],
  GBP: [5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
};

/** What money of a currency is counted by. */
export function denominationsOf(currency: string): readonly number[] {
  return DENOMINATIONS[currency] ?? DENOMINATIONS['RUB']!;
}

/** How many of one note or coin lie in the register. */
export interface CountedPiece {
  readonly minor: number;
  readonly pieces: number;
}

/** The sum of a count by denomination. */
export function sumOfCount(count: readonly CountedPiece[]): number {
  return addMoney(...count.map(({ minor, pieces }) => minor * pieces));
}

/** Money that went through the register in a shift, by what brought or took it. */
export interface CashMovement {
  readonly inMinor: number;
  readonly outMinor: number;
}

/**
 * Cash that must lie in the register (T15).
 *
 * Opening float + everything that came in − everything that went out.
 */
export function expectedCash(openingMinor: number, movements: readonly CashMovement[]): number {
  return addMoney(openingMinor, ...movements.flatMap(({ inMinor, outMinor }) => [inMinor, -outMinor]));
}

/** Counted − expected (T15): positive a surplus, negative a shortage. */
export function cashDifference(countedMinor: number, expectedMinor: number): number {
  return countedMinor - expectedMinor;
}

/** A tender as a report of a shift adds it up: positive taken, negative given back. */
export interface ShiftTender {
  readonly kind: string;
  readonly amountMinor: number;
}

export interface TenderTotal {
  readonly kind: string;
  readonly inMinor: number;
  readonly inCount: number;
  readonly outMinor: number;
  readonly outCount: number;
}

/** Totals by tender and sign (T15), in the order in which the kinds came. */
export function tenderTotals(tenders: readonly ShiftTender[]): TenderTotal[] {
  const byKind = Map.groupBy(tenders, ({ kind }) => kind);
  return [...byKind].map(([kind, list]) => {
    const taken = list.filter(({ amountMinor }) => amountMinor > 0);
    const given = list.filter(({ amountMinor }) => amountMinor < 0);
    return {
      kind,
      inMinor: addMoney(...taken.map(({ amountMinor }) => amountMinor)),
      inCount: taken.length,
      outMinor: addMoney(...given.map(({ amountMinor }) => Math.abs(amountMinor))),
      outCount: given.length,
    };
  });
}

/** What of the shortages of a shift nobody has answered for yet: those found at opening and at closing. */
export function openShortage(openingDifferenceMinor: number, differenceMinor: number | null): number {
  return Math.max(0, -openingDifferenceMinor) + Math.max(0, -(differenceMinor ?? 0));
}
