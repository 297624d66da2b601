import { formatDecimal, parseDecimal } from './decimal-text.ts';
import { DomainError } from './errors.ts';

/** The largest amount of one document, in minor units (M1). */
export const MAX_MONEY_MINOR = 1_000_000_000_000;

/** 100 % in basis points (M2). */
const WHOLE_BP = 10_000n;

/** One base unit in milli-units (M2). */
const UNIT_MILLI = 1000n;

/**
 * Checks that a number is an amount of money.
 *
 * Minor units, a whole number, |amount| ≤ 10^12 (M1). A fraction or NaN is a defect of the caller (RangeError); an amount
 * that is too large is the person's (DomainError LIMIT_EXCEEDED). Example: `assertMoney(485000)`.
 */
export function assertMoney(minor: number): void {
  if (!Number.isInteger(minor)) throw new RangeError(`Money is a whole number of minor units, got ${minor}`);
  if (Math.abs(minor) > MAX_MONEY_MINOR) throw new DomainError('LIMIT_EXCEEDED', { limitMinor: MAX_MONEY_MINOR });
}

/**
 * Rounds a fraction half away from zero (M3).
 *
 * The only rounding of the application, except where a rule says floor or ceil. Throws RangeError for denominator 0.
 * Example: 1/2 gives 1, −1/2 gives −1.
 */
export function roundHalfAway(numerator: bigint, denominator: bigint): bigint {
  const isNegative = numerator < 0n !== denominator < 0n;
  const above = numerator < 0n ? -numerator : numerator;
  const below = denominator < 0n ? -denominator : denominator;
  const rounded = (2n * above + below) / (2n * below);
  return isNegative ? -rounded : rounded;
}

/**
 * The gross of a line: R(price × quantity / 1000) (M2).
 *
 * Price in minor units of one base unit, quantity in milli-units. Example: 1290,50 ₽ × 0,333 = 42974 kopecks.
 */
export function multiplyByQuantity(priceMinor: number, quantityMilli: number): number {
  assertMoney(priceMinor);
  return toMoney(roundHalfAway(BigInt(priceMinor) * BigInt(quantityMilli), UNIT_MILLI));
}

/**
 * A percentage of an amount: R(base × bp / 10000) (M4).
 *
 * Example: 5 % of 4860,00 ₽ = `percentOf(486000, 500)` = 24300.
 */
export function percentOf(baseMinor: number, rateBp: number): number {
  assertMoney(baseMinor);
  return toMoney(roundHalfAway(BigInt(baseMinor) * BigInt(rateBp), WHOLE_BP));
}

/**
 * The net after a discount: base − R(base × bp / 10000) (M4).
 *
 * The discount is rounded and the net is the remainder, never the other way round. Example: 1 kopeck less 50 % is 0.
 */
export function subtractPercent(baseMinor: number, rateBp: number): number {
  return addMoney(baseMinor, -percentOf(baseMinor, rateBp));
}

/**
 * The sum of amounts, each and the result within the range of a document (M1).
 *
 * Nothing given is 0. Errors as in {@link assertMoney}.
 */
export function addMoney(...minor: readonly number[]): number {
  let sum = 0n;
  for (const amount of minor) {
    assertMoney(amount);
    sum += BigInt(amount);
  }
  return toMoney(sum);
}

/**
 * Rounds a check total down to a step, in the client's favour (M7).
 *
 * Step in minor units, positive; 1 changes nothing. A negative amount is rounded towards zero, so that a reversal is the
 * exact negative of its document. Example: 5607,50 ₽ to whole roubles = `roundDownToStep(560750, 100)` = 560700.
 */
export function roundDownToStep(minor: number, stepMinor: number): number {
  assertMoney(minor);
  assertStep(stepMinor);
  const step = BigInt(stepMinor);
  return toMoney((BigInt(minor) / step) * step);
}

/**
 * Rounds a derived catalogue price to a step, half away from zero (M9).
 *
 * Step in minor units, positive. Example: 1234,50 ₽ to whole roubles = `roundToStep(123450, 100)` = 123500.
 */
export function roundToStep(minor: number, stepMinor: number): number {
  assertMoney(minor);
  assertStep(stepMinor);
  const step = BigInt(stepMinor);
  return toMoney(roundHalfAway(BigInt(minor), step) * step);
}

/**
 * The value-added tax inside a gross amount: R(gross × rate / (100 + rate)) (M8).
 *
 * Rate in basis points, ≥ 0. The tax of a document is the sum over its lines. Example: 22 % in 1220,00 ₽ = 22000.
 */
export function vatIncluded(grossMinor: number, rateBp: number): number {
  assertMoney(grossMinor);
  if (rateBp < 0) throw new RangeError(`A tax rate is not negative, got ${rateBp}`);
  return toMoney(roundHalfAway(BigInt(grossMinor) * BigInt(rateBp), WHOLE_BP + BigInt(rateBp)));
}

/**
 * The share of `part` units in what remains of an amount: R(A × k / n) (M6).
 *
 * `remainingUnits` n > 0 and 0 ≤ `partUnits` k ≤ n in any common unit (pieces, milli-units, visits, minor units). The caller
 * takes the result off the amount and k off the units; the last unit then takes the exact rest. RangeError otherwise.
 * Example: 1000 kopecks over 3 units: 333, then 334 of 667, then 333.
 */
export function partOfRemaining(remainingMinor: number, partUnits: number, remainingUnits: number): number {
  assertMoney(remainingMinor);
  if (!(remainingUnits > 0 && partUnits >= 0 && partUnits <= remainingUnits))
    throw new RangeError(`Cannot take ${partUnits} of ${remainingUnits} remaining units`);
  return toMoney(roundHalfAway(BigInt(remainingMinor) * BigInt(partUnits), BigInt(remainingUnits)));
}

const leadingMark = /^([+\-−–]?)\s*(?:\p{Sc}|[A-Z]{3})\s*(?=[\d.,])/u;
const trailingMark = /(?<=[\d.,\s])(?:\p{Sc}|[A-Z]{3}|[Рр](?:уб(?:\.|лей|ля|ль)?|\.)?)$/u;

/**
 * Reads an amount as a person types it (M9).
 *
 * Accepts comma and dot, spaces and NBSP between digits, at most two decimals, a currency mark before or after. Returns minor
 * units, or null when the text is not money or is beyond the range of M1. Example: `'1 234,5 ₽'` gives 123450.
 */
export function parseMoney(text: string): number | null {
  const minor = parseDecimal(text.trim().replace(leadingMark, '$1').replace(trailingMark, ''), 2);
  return minor === null || Math.abs(minor) > MAX_MONEY_MINOR ? null : minor;
}

/** How an amount is written. `fraction: 'auto'` (the default) shows kopecks only when there are any. */
export interface MoneyFormat {
  readonly locale: string;
  /** ISO 4217 code. */
  readonly currency: string;
  readonly fraction?: 'auto' | 'always';
}

/**
 * Writes an amount for a person (M9).
 *
 * Any whole number of minor units, also a total beyond one document. NBSP between groups, U+2212 as the minus. Example:
 * `formatMoney(485000, { locale: 'ru', currency: 'RUB' })` gives `4 850 ₽`, 123450 gives `1 234,50 ₽`.
 */
export function formatMoney(minor: number, { locale, currency, fraction = 'auto' }: MoneyFormat): string {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`Money is a whole number of minor units, got ${minor}`);
  const digits = fraction === 'always' || minor % 100 !== 0 ? 2 : 0;
  return formatDecimal(minor, -2, locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

function toMoney(minor: bigint): number {
  const amount = Number(minor);
  assertMoney(amount);
  return amount;
}

function assertStep(stepMinor: number): void {
  if (!Number.isInteger(stepMinor) || stepMinor < 1)
    throw new RangeError(`A step is a positive amount, got ${stepMinor}`);
}
