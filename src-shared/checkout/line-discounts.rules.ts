import { percentOf } from '../kernel/money.ts';
import { WHOLE_BP } from '../kernel/percent.ts';
import type {
  CheckTerms,
  DiscountLimit,
  DiscountSource,
  LineDiscount,
  LineTerms,
  Off,
  SkipReason,
  SkippedDiscount,
} from './pricing.rules.ts';

/** Discounts of a client of which only the best one counts (P4); ties go to the first. */
export const GROUP_SOURCES = [
  'personal',
  'category',
  'card',
  'accumulative',
] as const satisfies readonly DiscountSource[];
/** What an `Off` takes of a base: never more than the base (M4). */
export function amountOff(off: Off, baseMinor: number): number {
  return 'rateBp' in off ? percentOf(baseMinor, off.rateBp) : Math.min(off.amountMinor, baseMinor);
}

/** A bundle or promotion that could come off a line. */
interface Candidate extends LineDiscount {
  readonly isCombinable: boolean;
  readonly noBonus: boolean;
}

/** Everything that would come off a line if it took discounts; for the explanation only. */
export function knownDiscounts(line: LineTerms, check: CheckTerms, baseMinor: number): LineDiscount[] {
  const bundle = bundleOf(line, baseMinor);
  const promotions = bundle ? [bundle] : promotionsOf(line, baseMinor);
  const manual: LineDiscount[] = line.manual
    ? [
        {
          source: 'manual',
          sourceId: null,
          rateBp: rateOf(line.manual),
          amountMinor: amountOff(line.manual, baseMinor),
        },
      ]
    : [];
  return [...promotions, ...groupsOf(check, baseMinor), ...manual];
}

export function bundleOf(line: LineTerms, grossMinor: number): Candidate | null {
  if (line.bundle === null || line.bundle.differenceMinor <= 0) return null;
  const amountMinor = Math.min(line.bundle.differenceMinor, grossMinor);
  const { id, isCombinable } = line.bundle;
  return { source: 'bundle', sourceId: id, rateBp: null, amountMinor, isCombinable, noBonus: false };
}

function promotionsOf(line: LineTerms, baseMinor: number): Candidate[] {
  return line.promotions
    .map(({ id, off, isCombinable, noBonus }) => ({
      source: 'promotion' as const,
      sourceId: id,
      rateBp: rateOf(off),
      amountMinor: amountOff(off, baseMinor),
      isCombinable,
      noBonus,
    }))
    .filter(({ amountMinor }) => amountMinor > 0);
}

/** P5: of promotions the better one by kopecks; of equal ones the combinable one, then the older. */
export function bestPromotion(line: LineTerms, grossMinor: number, skipped: SkippedDiscount[]): Candidate | null {
  const [best, ...others] = promotionsOf(line, grossMinor).toSorted(
    (a, b) =>
      b.amountMinor - a.amountMinor ||
      Number(b.isCombinable) - Number(a.isCombinable) ||
      (a.sourceId ?? 0) - (b.sourceId ?? 0),
  );
  for (const other of others) skipped.push({ ...plain(other), reason: 'smaller_promotion', by: 'promotion' });
  return best ?? null;
}

/** P4: the discounts of the client, the largest first; ties in the order of the list. */
function groupsOf(check: CheckTerms, baseMinor: number): LineDiscount[] {
  return GROUP_SOURCES.flatMap((source) => {
    const group = check.groups[source];
    if (!group || group.rateBp <= 0) return [];
    const amountMinor = percentOf(baseMinor, group.rateBp);
    return [{ source, sourceId: group.sourceId, rateBp: group.rateBp, amountMinor }];
  }).toSorted((a, b) => b.amountMinor - a.amountMinor);
}

/** P4, P5, P10: the promotion (or bundle) with the client's best discount, or the better of both. */
export function withGroup(
  promotion: Candidate | null,
  line: LineTerms,
  check: CheckTerms,
  grossMinor: number,
  skipped: SkippedDiscount[],
): LineDiscount[] {
  const isSequential = promotion?.isCombinable === true;
  const [best, ...others] = groupsOf(check, isSequential ? grossMinor - promotion.amountMinor : grossMinor);
  const skip = (list: readonly LineDiscount[], reason: SkipReason, by: DiscountSource): void => {
    for (const discount of list) skipped.push({ ...plain(discount), reason, by });
  };
  if (promotion?.source === 'bundle') skip(promotionsOf(line, grossMinor), 'bundle', 'bundle');
  if (!best) return promotion ? [plain(promotion)] : [];
  if (!promotion) {
    skip(others, 'smaller_group', best.source);
    return best.amountMinor > 0 ? [best] : [];
  }
  if (isSequential) {
    skip(others, 'smaller_group', best.source);
    return best.amountMinor > 0 ? [plain(promotion), best] : [plain(promotion)];
  }
  if (promotion.source === 'bundle') {
    skip([best, ...others], 'bundle', 'bundle');
    return [plain(promotion)];
  }
  if (promotion.amountMinor >= best.amountMinor) {
    skip([best, ...others], 'not_combined', 'promotion');
    return [plain(promotion)];
  }
  skip([promotion], 'not_combined', best.source);
  skip(others, 'smaller_group', best.source);
  return [best];
}

/** P7: caps and the floor; the excess is taken from the last discount first. */
export function held(
  applied: readonly LineDiscount[],
  manualMinor: number,
  line: LineTerms,
  check: CheckTerms,
  grossMinor: number,
  floorMinor: number,
): { discounts: LineDiscount[]; limit: DiscountLimit | null } {
  const capBp = Math.min(check.discountCapBp, line.discountCapBp ?? WHOLE_BP);
  const capMinor = percentOf(grossMinor, capBp);
  const roomMinor = Math.max(0, grossMinor - floorMinor);
  const isFree = line.manualExceedsCap === true;
  const first = cut(applied, Math.min(capMinor, roomMinor));
  const manual: LineDiscount[] =
    manualMinor > 0
      ? [
          {
            source: 'manual',
            sourceId: null,
            rateBp: line.manual && rateOf(line.manual),
            amountMinor: manualMinor,
          },
        ]
      : [];
  const allowedMinor = isFree && manualMinor > 0 ? roomMinor : Math.min(capMinor, roomMinor);
  const discounts = cut([...(isFree ? first : applied), ...manual], allowedMinor);
  const cutMinor = sum(applied) + manualMinor - sum(discounts);
  if (cutMinor === 0) return { discounts, limit: null };
  const isFloor = roomMinor <= capMinor || sum(discounts) === roomMinor;
  return { discounts, limit: { by: isFloor ? 'floor' : 'cap', capBp: isFloor ? null : capBp, allowedMinor, cutMinor } };
}

/** The first discounts that fit into an amount; the one that crosses it is taken in part. */
function cut(discounts: readonly LineDiscount[], allowedMinor: number): LineDiscount[] {
  let leftMinor = allowedMinor;
  return discounts.flatMap((discount) => {
    const amountMinor = Math.min(discount.amountMinor, leftMinor);
    leftMinor -= amountMinor;
    return amountMinor > 0 ? [{ ...discount, amountMinor }] : [];
  });
}

export function rateOf(off: Off): number | null {
  return 'rateBp' in off ? off.rateBp : null;
}

export function plain({ source, sourceId, rateBp, amountMinor }: LineDiscount): LineDiscount {
  return { source, sourceId, rateBp, amountMinor };
}

export function sum(discounts: readonly LineDiscount[]): number {
  return discounts.reduce((total, { amountMinor }) => total + amountMinor, 0);
}
