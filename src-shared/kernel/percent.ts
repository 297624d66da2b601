import { formatDecimal, parseDecimal } from './decimal-text.ts';
import { roundHalfAway } from './money.ts';

/** 100 % in basis points (M2). */
export const WHOLE_BP = 10_000;

/** Whether a number is a rate between 0 and 100 % in whole basis points (M2), as a discount or a share must be. */
export function isRateBp(rateBp: number): boolean {
  return Number.isInteger(rateBp) && rateBp >= 0 && rateBp <= WHOLE_BP;
}

/**
 * The share of a part in a whole in basis points, half away from zero (M3, section 9).
 *
 * Both are whole numbers of one unit. A zero whole has no share: null. Example: `shareBp(1, 3)` = 3333.
 */
export function shareBp(part: number, whole: number): number | null {
  if (whole === 0) return null;
  return Number(roundHalfAway(BigInt(part) * BigInt(WHOLE_BP), BigInt(whole)));
}

/**
 * Reads a percentage as a person types it, with or without the sign.
 *
 * Comma or dot, at most two decimals; basis points, or null. The range is the caller's. Example: `'12,5 %'` gives 1250.
 */
export function parsePercent(text: string): number | null {
  return parseDecimal(text.trim().replace(/(?<=[\d.,\s])%$/u, ''), 2);
}

/**
 * Writes basis points as a percentage, with as many decimals as it needs.
 *
 * Example: `formatPercent(1250, 'ru')` gives `12,5 %` (NBSP), in English `12.5%`.
 */
export function formatPercent(rateBp: number, locale: string): string {
  if (!Number.isSafeInteger(rateBp)) throw new RangeError(`Basis points are whole, got ${rateBp}`);
  return formatDecimal(rateBp, -4, locale, { style: 'percent', maximumFractionDigits: 2 });
}
