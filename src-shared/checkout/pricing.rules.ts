import { addMoney, multiplyByQuantity, roundDownToStep } from '../kernel/money.ts';
import { WHOLE_BP } from '../kernel/percent.ts';
import {
  type GROUP_SOURCES,
  amountOff,
  bestPromotion,
  bundleOf,
  held,
  knownDiscounts,
  plain,
  rateOf,
  sum,
  withGroup,
} from './line-discounts.rules.ts';
import { UNIT_MILLI } from '../kernel/quantity.ts';
import { allocate } from '../kernel/share.ts';

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
  /** Whoever gives the manual discount may exceed the caps (right `exceed_discount_cap`); the floor holds all the same. */
  readonly manualExceedsCap?: boolean;
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

/** Why a discount that is known did not come off a line. */
export const SKIP_REASONS = [
  /** Another discount of the client gives more (P4); `by` names it. */
  'smaller_group',
  /** Another promotion gives more (P5). */
  'smaller_promotion',
  /** A promotion and a discount of the client are not combined; `by` gives as much or more (P5). */
  'not_combined',
  /** The line is part of a bundle, which is the promotion of the line (P10). */
  'bundle',
  /** The service or product takes no discounts (P7). */
  'no_discount',
  /** The line is paid by a membership (P3). */
  'covered',
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** A discount that is known but did not come off; `amountMinor` is what it would have been by itself. */
export interface SkippedDiscount {
  readonly source: DiscountSource;
  readonly sourceId: number | null;
  readonly rateBp: number | null;
  readonly amountMinor: number;
  readonly reason: SkipReason;
  readonly by: DiscountSource | null;
}

/** How P7 held discounts of a line back. */
export interface DiscountLimit {
  readonly by: 'cap' | 'floor';
  /** Of a cap: its percent. */
  readonly capBp: number | null;
  /** The most that may come off. */
  readonly allowedMinor: number;
  /** What was given back. */
  readonly cutMinor: number;
}

/** A line after everything. Gross less discounts is net; of a covered line all are 0. */
export interface PricedLine {
  readonly key: string;
  readonly grossMinor: number;
  readonly discounts: readonly LineDiscount[];
  readonly netMinor: number;
  readonly skipped: readonly SkippedDiscount[];
  /** Null = nothing was held back. */
  readonly limit: DiscountLimit | null;
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

/**
 * Splits the part of a line that a membership covers off as lines of one unit each (P3).
 *
 * Only whole units are covered, at most `units` of them (null = as many as there are); what is left stays a line under the
 * old key, a covered one is `key~1`, `key~2`, …; a line of one unit that is covered keeps its key. Example: three visits with
 * two left on the membership give two covered lines and one of one unit.
 */
export function splitCovered<Line extends { readonly key: string; readonly quantityMilli: number }>(
  line: Line,
  units: number | null,
): { covered: Line[]; rest: Line | null } {
  const whole = Math.floor(line.quantityMilli / UNIT_MILLI);
  const count = Math.max(0, units === null ? whole : Math.min(units, whole));
  if (count === 0) return { covered: [], rest: line };
  const leftMilli = line.quantityMilli - count * UNIT_MILLI;
  const keyOf = (index: number): string =>
    leftMilli === 0 && index === 0 ? line.key : `${line.key}~${leftMilli === 0 ? index : index + 1}`;
  const covered = Array.from({ length: count }, (_, index) => ({
    ...line,
    key: keyOf(index),
    quantityMilli: UNIT_MILLI,
  }));
  return { covered, rest: leftMilli === 0 ? null : { ...line, quantityMilli: leftMilli } };
}

/** Whether discounts, coupons and bonuses concern a kind of line at all (P7). */
export function isDiscountable(kind: LineKind): boolean {
  return kind === 'service' || kind === 'product';
}

/**
 * Prices a check (P3-P10, M4, M5, M7), in exactly the order of domain.md section 4.
 *
 * Per line: gross (M2); bundle or the best promotion (P10, P5); the best discount of the client (P4); the manual one (P6);
 * the caps, which take the excess from the last discount first (P7). Then over the lines: the coupon (P8), the rounding of
 * the check down to its step (M7), the most that bonuses may pay (P9). The sum of a line's discounts is always its gross less
 * its net. The order of the lines decides nothing but who gets an odd kopeck (M5).
 * Throws DomainError LIMIT_EXCEEDED for amounts beyond M1.
 */
export function priceCheck(terms: CheckTerms): PricedCheck {
  const lines = terms.lines.map((line) => priceLine(line, terms));
  takeCoupon(lines, terms);
  roundTotal(lines, terms.roundingStepMinor);
  const sumOf = (pick: (line: Working) => number): number => addMoney(...lines.map(pick));
  const bonusBaseMinor = sumOf((line) => (line.takesBonus ? line.netMinor : 0));
  return {
    lines: lines.map(({ floorMinor: _floor, takesCoupon: _coupon, isRounded: _rounded, ...line }) => line),
    grossMinor: sumOf((line) => line.grossMinor),
    discountMinor: sumOf((line) => line.grossMinor - line.netMinor),
    netMinor: sumOf((line) => line.netMinor),
    bonusBaseMinor,
    bonusMaxMinor: bonusMax(bonusBaseMinor, terms.bonus),
  };
}

/**
 * The most that bonuses may pay (P9): min(balance, floor(base × limit)), in whole bonuses.
 *
 * Example: base 560700, limit 20 %, unit 100, balance 200000 give 112100.
 */
export function bonusMax(baseMinor: number, bonus: CheckTerms['bonus']): number {
  if (!bonus || baseMinor <= 0 || bonus.availableMinor <= 0) return 0;
  const limitMinor = Number((BigInt(baseMinor) * BigInt(bonus.limitBp)) / BigInt(WHOLE_BP));
  return roundDownToStep(Math.min(bonus.availableMinor, limitMinor), bonus.unitMinor);
}

type Draft<T> = { -readonly [Key in keyof T]: T[Key] };

/** A line on its way: what later steps still need to know of it. */
interface Working extends Draft<PricedLine> {
  discounts: LineDiscount[];
  /** Least net of the whole line (P7). */
  readonly floorMinor: number;
  readonly takesCoupon: boolean;
  /** A service or a product: may carry the rounding (M7). */
  readonly isRounded: boolean;
}

function priceLine(line: LineTerms, check: CheckTerms): Working {
  const isGoods = isDiscountable(line.kind);
  const grossMinor = line.isCovered ? 0 : multiplyByQuantity(line.priceMinor, line.quantityMilli);
  const skipped: SkippedDiscount[] = [];
  if (!isGoods || line.isCovered || line.noDiscount) {
    if (isGoods) {
      const reason = line.isCovered ? 'covered' : 'no_discount';
      const fullMinor = multiplyByQuantity(line.priceMinor, line.quantityMilli);
      for (const known of knownDiscounts(line, check, fullMinor)) skipped.push({ ...plain(known), reason, by: null });
    }
    return {
      key: line.key,
      grossMinor,
      discounts: [],
      netMinor: grossMinor,
      skipped,
      limit: null,
      takesBonus: isGoods && !line.isCovered && !line.noBonus,
      floorMinor: floorOf(line, grossMinor),
      takesCoupon: isGoods && !line.isCovered && line.takesCoupon,
      isRounded: isGoods,
    };
  }

  const promotion = bundleOf(line, grossMinor) ?? bestPromotion(line, grossMinor, skipped);
  const applied = withGroup(promotion, line, check, grossMinor, skipped);
  const beforeManual = grossMinor - sum(applied);
  const manualMinor = line.manual === null ? 0 : amountOff(line.manual, beforeManual);
  const floorMinor = floorOf(line, grossMinor);
  const { discounts, limit } = held(applied, manualMinor, line, check, grossMinor, floorMinor);
  const noBonusIds = new Set(line.promotions.filter(({ noBonus }) => noBonus).map(({ id }) => id));
  return {
    key: line.key,
    grossMinor,
    discounts,
    netMinor: grossMinor - sum(discounts),
    skipped,
    limit,
    takesBonus:
      !line.noBonus &&
      !discounts.some(({ source, sourceId }) => source === 'promotion' && noBonusIds.has(sourceId ?? 0)),
    floorMinor,
    takesCoupon: line.takesCoupon,
    isRounded: true,
  };
}

/** P8: the coupon over the lines that take it, by their room above the floor (M5). */
function takeCoupon(lines: readonly Working[], { coupon }: CheckTerms): void {
  if (!coupon) return;
  const eligible = lines.filter(({ takesCoupon }) => takesCoupon);
  const rooms = eligible.map(({ netMinor, floorMinor }) => Math.max(0, netMinor - floorMinor));
  const netMinor = addMoney(...eligible.map((line) => line.netMinor));
  const totalMinor = Math.min(amountOff(coupon.off, netMinor), addMoney(...rooms));
  if (totalMinor <= 0) return;
  const rateBp = rateOf(coupon.off);
  allocate(totalMinor, rooms).forEach((amountMinor, index) => {
    takeOff(eligible[index]!, { source: 'coupon', sourceId: coupon.id, rateBp, amountMinor });
  });
}

/** M7: the total down to the step; the difference over services and goods by their net (M5), without caps and floors. */
function roundTotal(lines: readonly Working[], stepMinor: number): void {
  const totalMinor = addMoney(...lines.map(({ netMinor }) => netMinor));
  const differenceMinor = totalMinor - roundDownToStep(totalMinor, stepMinor);
  const weights = lines.map((line) => (line.isRounded ? line.netMinor : 0));
  if (differenceMinor === 0 || addMoney(...weights) < differenceMinor) return;
  allocate(differenceMinor, weights).forEach((amountMinor, index) => {
    takeOff(lines[index]!, { source: 'rounding', sourceId: null, rateBp: null, amountMinor });
  });
}

function takeOff(line: Working, discount: LineDiscount): void {
  if (discount.amountMinor === 0) return;
  line.discounts.push(discount);
  line.netMinor -= discount.amountMinor;
}

/** Least net of a line (P7), never above its gross. */
function floorOf(line: LineTerms, grossMinor: number): number {
  if (line.minPriceMinor === null) return 0;
  return Math.min(grossMinor, multiplyByQuantity(line.minPriceMinor, line.quantityMilli));
}
