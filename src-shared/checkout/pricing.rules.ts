/** What a line of a check sells. */
export const LINE_KINDS = ['service', 'product', 'certificate', 'membership', 'deposit', 'tip'] as const;
export type LineKind = (typeof LINE_KINDS)[number];

/** Where a discount comes from, in the order in which they are taken off (P4-P8, M7). */
export const DISCOUNT_SOURCES = [
  'promotion',
  'bundle',
  'personal',
  'category',
  'card',
  'accumulative',
  'manual',
  'coupon',
  'rounding',
] as const;
export type DiscountSource = (typeof DISCOUNT_SOURCES)[number];

/** Discounts of a client of which only the best one counts (P4); ties go to the first. */
export const GROUP_SOURCES = [
  'personal',
  'category',
  'card',
  'accumulative',
] as const satisfies readonly DiscountSource[];
export type GroupSource = (typeof GROUP_SOURCES)[number];

/** A percent or a fixed amount off. */
export type Off = { readonly rateBp: number } | { readonly amountMinor: number };

/** A promotion that fits a line by its own conditions (P5). A fixed amount is per line. */
export interface PromotionTerms {
  readonly id: number;
  readonly off: Off;
  readonly isCombinable: boolean;
  /** Lines under it take no bonuses and earn none. */
  readonly noBonus: boolean;
}

/** A line before discounts; a part that a membership covers has been split off as a line of its own (P3). */
export interface LineTerms {
  readonly key: string;
  readonly kind: LineKind;
  readonly quantityMilli: number;
  /** Price of one base unit, in minor units. */
  readonly priceMinor: number;
  /** Covered by a membership: due 0, nothing else applies (P3). */
  readonly isCovered: boolean;
  readonly noDiscount: boolean;
  readonly noBonus: boolean;
  /** Least net of one unit (P7); null = none. */
  readonly minPriceMinor: number | null;
  /** Cap of the service or product beside the salon's (P7); null = none. */
  readonly discountCapBp: number | null;
  readonly promotions: readonly PromotionTerms[];
  /** Part of a bundle sold for one price (P10): what this line is cheaper by; counts as a promotion. */
  readonly bundle: { readonly id: number; readonly differenceMinor: number; readonly isCombinable: boolean } | null;
  readonly takesCoupon: boolean;
  readonly manual: Off | null;
}

/** A check before discounts. */
export interface CheckTerms {
  readonly lines: readonly LineTerms[];
  readonly groups: Readonly<Record<GroupSource, { readonly rateBp: number; readonly sourceId: number | null } | null>>;
  readonly coupon: { readonly id: number; readonly off: Off } | null;
  /** P7: of the whole salon. */
  readonly discountCapBp: number;
  /** M7; 1 = off. */
  readonly roundingStepMinor: number;
  /** P9; null when bonuses are off or the client has none. */
  readonly bonus: { readonly availableMinor: number; readonly limitBp: number; readonly unitMinor: number } | null;
}

/** A discount that was taken off a line. */
export interface LineDiscount {
  readonly source: DiscountSource;
  readonly sourceId: number | null;
  readonly rateBp: number | null;
  readonly amountMinor: number;
}

/** A line after everything. Gross less discounts is net; of a covered line all are 0. */
export interface PricedLine {
  readonly key: string;
  readonly grossMinor: number;
  readonly discounts: readonly LineDiscount[];
  readonly netMinor: number;
  /** May bonuses pay it, and does it earn any (P9, T11). */
  readonly takesBonus: boolean;
}

/** A check after everything. */
export interface PricedCheck {
  readonly lines: readonly PricedLine[];
  readonly grossMinor: number;
  readonly discountMinor: number;
  /** What is due. */
  readonly netMinor: number;
  /** Σ net of the lines that take bonuses (P9). */
  readonly bonusBaseMinor: number;
  /** The most that bonuses may pay (P9). */
  readonly bonusMaxMinor: number;
}
