import { amountOff } from '../../src-shared/checkout/line-discounts.rules.ts';
import { type DiscountSource, type PricedCheck, isDiscountable } from '../../src-shared/checkout/pricing.rules.ts';
import { percentOf } from '../../src-shared/kernel/money.ts';
import { WHOLE_BP } from '../../src-shared/kernel/percent.ts';
import type { Settings } from '../../src-shared/settings/settings.contract.ts';
import type { Caller } from '../store/service.ts';
import type { DiscountTerms } from './neighbours.ts';
import type { SplitLine } from './ticket-cover.ts';
import type { OpenLine } from './ticket-lines.ts';
import type { TicketProblem } from './ticket-pricing.ts';

/** What comes off where nobody gives discounts. */
export const NO_DISCOUNTS: DiscountTerms = {
  groups: { personal: null, category: null, card: null, accumulative: null },
  promotions: new Map(),
  coupon: null,
  hindrances: [],
};

/** What the promotions and the coupon say of a line. */
export function forLine({ terms: { key }, cover }: SplitLine, { promotions, coupon }: DiscountTerms) {
  return {
    promotions: promotions.get(key) ?? [],
    takesCoupon: cover === null && (coupon?.lineKeys.has(key) ?? false),
  };
}

/** Whether a manual discount may go beyond the cap. */
export function mayExceed(caller: Caller): boolean {
  return caller.can('exceed_discount_cap');
}

/** P6: a manual discount within the limit of the role; beyond it with the right, and then with a reason. */
export function refuseManual(
  lines: readonly SplitLine[],
  check: PricedCheck,
  caller: Caller,
  rules: Settings,
  problems: TicketProblem[],
): void {
  const limitBp = caller.can('manual_discount') ? (rules.manualDiscountBp[caller.role] ?? 0) : 0;
  lines.forEach(({ line, terms }, index) => {
    const priced = check.lines[index]!;
    if (!terms.manual || terms.isCovered || !isDiscountable(terms.kind)) return;
    const before = priced.discounts.filter(({ source }) => !LATER.includes(source));
    const baseMinor = priced.grossMinor - before.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    const wantedMinor = amountOff(terms.manual, baseMinor);
    const allowedMinor = percentOf(baseMinor, limitBp);
    const isWithin = 'rateBp' in terms.manual ? terms.manual.rateBp <= limitBp : wantedMinor <= allowedMinor;
    // Beyond the cap, too, it is the right that decides (P7); whoever has not got it is cut down to the cap.
    const capBp = Math.min(rules.discountCapBp, terms.discountCapBp ?? WHOLE_BP);
    const roomMinor = Math.max(0, percentOf(priced.grossMinor, capBp) - (priced.grossMinor - baseMinor));
    const isCapped = !mayExceed(caller) || wantedMinor <= roomMinor;
    if ((isWithin && isCapped) || (mayExceed(caller) && line.input.manual?.reason !== '')) return;
    problems.push({
      code: 'DISCOUNT_LIMIT',
      lineKey: terms.key,
      isBlocking: true,
      data: {
        title: line.title,
        limitBp: isWithin ? capBp : limitBp,
        wantedMinor,
        allowedMinor: isWithin ? roomMinor : allowedMinor,
        reason: mayExceed(caller) ? 'reason' : 'limit',
      },
    });
  });
}

const LATER: readonly DiscountSource[] = ['manual', 'coupon', 'rounding'];

/** What a person calls a discount. */
export function titleOfDiscount(
  source: DiscountSource,
  sourceId: number | null,
  line: OpenLine,
  terms: DiscountTerms,
): string {
  switch (source) {
    case 'bundle':
      return line.bundle?.title ?? '';
    case 'coupon':
      return terms.coupon?.name ?? '';
    case 'promotion':
      for (const list of terms.promotions.values()) {
        const found = list.find(({ id }) => id === sourceId);
        if (found) return found.title;
      }
      return '';
    case 'personal':
    case 'category':
    case 'card':
    case 'accumulative':
      return terms.groups[source]?.title ?? '';
    case 'manual':
    case 'rounding':
      return '';
    default:
      return source satisfies never;
  }
}

/** What the coupon took off a check. */
export function couponAmount(check: PricedCheck): number {
  return check.lines
    .flatMap(({ discounts }) => discounts)
    .reduce((sum, { source, amountMinor }) => sum + (source === 'coupon' ? amountMinor : 0), 0);
}
