import { formatDecimal, parseDecimal } from './decimal-text.ts';
import { roundHalfAway } from './money.ts';

/** One base unit (piece, millilitre, gram) in milli-units (M2). */
export const UNIT_MILLI = 1000;

/**
 * Milli-units of a whole number of base units (M2).
 *
 * Throws RangeError for a fraction: it must come through {@link parseQuantity}. Example: 60 ml = 60000.
 */
export function quantityOf(units: number): number {
  const milli = units * UNIT_MILLI;
  if (!Number.isInteger(units) || !Number.isSafeInteger(milli))
    throw new RangeError(`A whole number of units is needed, got ${units}`);
  return milli;
}

/**
 * Converts between units by a rational factor, rounding half away from zero to one milli-unit (W1, M3).
 *
 * Example: 2,5 tubes of 60 ml: `convertQuantity(2500, 60, 1)` = 150000; back: `convertQuantity(150000, 1, 60)` = 2500.
 */
export function convertQuantity(quantityMilli: number, numerator: number, denominator: number): number {
  const converted = Number(roundHalfAway(BigInt(quantityMilli) * BigInt(numerator), BigInt(denominator)));
  if (!Number.isSafeInteger(converted)) throw new RangeError('The converted quantity is too large');
  return converted;
}

/**
 * Reads a quantity as a person types it.
 *
 * Comma or dot, at most three decimals; milli-units, or null when the text is not a quantity. Example: `'2,5'` gives 2500.
 */
export function parseQuantity(text: string): number | null {
  return parseDecimal(text, 3);
}

/**
 * Writes a quantity without its unit, with as many decimals as it needs.
 *
 * Example: `formatQuantity(1234500, 'ru')` gives `1 234,5` (NBSP).
 */
export function formatQuantity(quantityMilli: number, locale: string): string {
  if (!Number.isSafeInteger(quantityMilli)) throw new RangeError(`Milli-units are whole, got ${quantityMilli}`);
  return formatDecimal(quantityMilli, -3, locale, { maximumFractionDigits: 3 });
}
