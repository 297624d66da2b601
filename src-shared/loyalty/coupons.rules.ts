import type { LocalDate } from '../kernel/local-date.ts';
import { fold, switchLayout } from '../kernel/fold.ts';

/** What decides whether a coupon may be used (P8). */
export interface CouponTerms {
  readonly validFrom: LocalDate;
  /** Last day, that day included; null = for ever. */
  readonly validTo: LocalDate | null;
  readonly maxUses: number | null;
  readonly maxUsesPerClient: number | null;
  readonly isArchived: boolean;
}

/** Why a coupon may not be used. */
export type CouponFault = 'closed' | 'early' | 'expired' | 'spent' | 'clientSpent' | 'needsClient';

/**
 * The one writing under which a code is looked up.
 *
 * Case, spaces and dashes do not matter, and neither does a forgotten keyboard layout: «ыефке 10» is START10.
 */
export function couponKey(code: string): string {
  const bare = fold(code).replaceAll(/[\s\-–—_]/gu, '');
  const latin = [...bare].map((sign) => (/[а-яё]/u.test(sign) ? switchLayout(sign) : sign)).join('');
  return latin.toUpperCase();
}

/** Why a coupon may not be used by a client on a day; null = it may. */
export function couponFault(
  coupon: CouponTerms,
  ask: {
    readonly onDate: LocalDate;
    readonly clientId: number | null;
    readonly uses: number;
    readonly usesOfClient: number;
  },
): CouponFault | null {
  if (coupon.isArchived) return 'closed';
  if (ask.onDate < coupon.validFrom) return 'early';
  if (coupon.validTo !== null && coupon.validTo < ask.onDate) return 'expired';
  if (coupon.maxUses !== null && ask.uses >= coupon.maxUses) return 'spent';
  if (coupon.maxUsesPerClient === null) return null;
  if (ask.clientId === null) return 'needsClient';
  return ask.usesOfClient >= coupon.maxUsesPerClient ? 'clientSpent' : null;
}
