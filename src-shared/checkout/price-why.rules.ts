import type { Sentence } from '../client-figures/client-figures.contract.ts';
import type { LocalDate } from '../kernel/local-date.ts';
import { UNIT_MILLI } from '../kernel/quantity.ts';
import type { ResolvedPrice } from '../services/price.rules.ts';
import { GROUP_SOURCES } from './line-discounts.rules.ts';
import {
  type DiscountSource,
  type LineDiscount,
  type LineKind,
  type PricedLine,
  type SkippedDiscount,
} from './pricing.rules.ts';

/** Where the price of the list comes from, with the names a person knows. */
export interface PriceOrigin {
  readonly price: ResolvedPrice;
  /** The client's own list; null = the default one. */
  readonly listName: string | null;
  readonly levelName: string | null;
  readonly staffName: string | null;
}

/**
 * How a price was chosen.
 *
 * `list`: as the list says; `open`: the list has a range and nobody has chosen (P2); `chosen`: inside the range; `agreed`: as
 * the booking says; `bundle`: the share of a bundle that is dearer than its parts; `manual`: by a person with the right.
 */
export type PriceChoice = 'list' | 'open' | 'chosen' | 'agreed' | 'bundle' | 'manual';

/** Everything that the price of one line is explained by. */
export interface WhyTerms {
  readonly kind: LineKind;
  /** Null for what has no price list: goods, certificates, memberships, deposits, tips. */
  readonly origin: PriceOrigin | null;
  readonly listPriceMinor: number;
  readonly priceFromMinor: number;
  readonly priceToMinor: number;
  readonly priceMinor: number;
  readonly choice: PriceChoice;
  /** Why a manual price. */
  readonly priceReason: string;
  readonly manualReason: string;
  readonly quantityMilli: number;
  readonly minPriceMinor: number | null;
  /** The day whose prices count, told when it is that of the booking (P1). */
  readonly fixedOn: LocalDate | null;
  readonly priced: PricedLine;
  /** Name of a promotion, a bundle or a coupon. */
  readonly titleOf: (source: DiscountSource, sourceId: number | null) => string;
  readonly covered: { readonly title: string; readonly recognisedMinor: number } | null;
  readonly roundingStepMinor: number;
  /** Whether the salon has bonuses at all. */
  readonly isBonusOn: boolean;
}

/**
 * Every rouble of a line as an ordered list of sentences (features.md K2).
 *
 * Where the price comes from, what the quantity makes of it, what came off by which rule and of what, why a discount that is
 * known did not, and what is left. Keys of the catalogue `pricing`; a line without anything to tell has its price alone.
 */
export function explainLine(terms: WhyTerms): Sentence[] {
  const { priced, covered, kind } = terms;
  const lines = [...originOf(terms), ...choiceOf(terms)];
  if (terms.quantityMilli !== UNIT_MILLI && !covered) {
    const { quantityMilli, priceMinor } = terms;
    lines.push(why('quantity', { quantityMilli, priceMinor, grossMinor: priced.grossMinor }));
  }
  if (covered) {
    const { title, recognisedMinor } = covered;
    lines.push(why('covered', { title }));
    if (recognisedMinor > 0) lines.push(why('recognised', { recognisedMinor }));
    return lines;
  }
  let baseMinor = priced.grossMinor;
  for (const discount of priced.discounts) {
    lines.push(takenOff(discount, baseMinor, terms));
    if (discount.source === 'manual' && terms.manualReason !== '') {
      lines.push(why('manualReason', { reason: terms.manualReason }));
    }
    baseMinor -= discount.amountMinor;
  }
  if (priced.limit) lines.push(limitOf(priced.limit, terms));
  for (const skipped of priced.skipped) lines.push(notTakenOff(skipped, terms));
  if (terms.isBonusOn && !priced.takesBonus && (kind === 'service' || kind === 'product')) lines.push(why('noBonus'));
  if (priced.discounts.length > 0) lines.push(why('net', { netMinor: priced.netMinor }));
  return lines;
}

function why(key: string, values: Sentence['values'] = {}): Sentence {
  return { key: `pricing:why.${key}`, values };
}

function originOf({ origin, kind, listPriceMinor, fixedOn }: WhyTerms): Sentence[] {
  const priceMinor = listPriceMinor;
  if (!origin) return [why(`price.${kind}`, { priceMinor })];
  const { price, listName, levelName, staffName } = origin;
  const level = levelName ?? '';
  const lines = [
    price.step === 'levelPercent'
      ? why('price.levelPercent', {
          priceMinor,
          level,
          levelBp: price.percentBp ?? 0,
          baseMinor: price.baseMinor ?? 0,
        })
      : why(`price.${price.step}`, { priceMinor, level, staff: staffName ?? '' }),
  ];
  if (listName !== null) lines.push(why('list', { list: listName }));
  // Prices of a level or a list that hold from the beginning are dated by the beginning of time: nothing to tell.
  if (price.validFrom !== null && price.validFrom > '1901-01-01') lines.push(why('since', { date: price.validFrom }));
  if (fixedOn !== null) lines.push(why('fixedOn', { date: fixedOn }));
  return lines;
}

function choiceOf(terms: WhyTerms): Sentence[] {
  const { choice, priceMinor, listPriceMinor, priceReason: reason } = terms;
  const range = { fromMinor: terms.priceFromMinor, toMinor: terms.priceToMinor };
  switch (choice) {
    case 'list':
      return [];
    case 'open':
      return [why('range.open', range)];
    case 'chosen':
      return [why('range.chosen', { ...range, priceMinor })];
    case 'agreed':
      return [why('agreed', { priceMinor, listMinor: listPriceMinor })];
    case 'bundle':
      return [why('bundlePrice', { priceMinor })];
    case 'manual':
      return reason === ''
        ? [why('manualPrice', { priceMinor, listMinor: listPriceMinor })]
        : [why('manualPriceReason', { priceMinor, listMinor: listPriceMinor, reason })];
    default:
      return choice satisfies never;
  }
}

function takenOff(
  { source, sourceId, rateBp, amountMinor }: LineDiscount,
  baseMinor: number,
  terms: WhyTerms,
): Sentence {
  const title = terms.titleOf(source, sourceId);
  switch (source) {
    case 'personal':
    case 'category':
    case 'card':
    case 'accumulative':
      return why('off.group', { whatKey: `pricing:known.${source}`, rateBp: rateBp ?? 0, baseMinor, amountMinor });
    case 'bundle':
      return why('off.bundle', { title, amountMinor });
    case 'rounding':
      return why('off.rounding', { stepMinor: terms.roundingStepMinor, amountMinor });
    case 'promotion':
    case 'manual':
    case 'coupon':
      return rateBp === null
        ? why(`off.${source}Amount`, { title, amountMinor })
        : why(`off.${source}Rate`, { title, rateBp, baseMinor, amountMinor });
    default:
      return source satisfies never;
  }
}

function limitOf(limit: NonNullable<PricedLine['limit']>, { minPriceMinor }: WhyTerms): Sentence {
  const { allowedMinor, cutMinor } = limit;
  return limit.by === 'floor'
    ? why('limit.floor', { floorMinor: minPriceMinor ?? 0, cutMinor })
    : why('limit.cap', { capBp: limit.capBp ?? 0, allowedMinor, cutMinor });
}

function isGroupSource(source: DiscountSource): boolean {
  return GROUP_SOURCES.some((group) => group === source);
}

function notTakenOff(skipped: SkippedDiscount, terms: WhyTerms): Sentence {
  const { source, sourceId, rateBp, amountMinor, reason, by } = skipped;
  const title = terms.titleOf(source, sourceId);
  const winner = terms.priced.discounts.find((one) => one.source === by);
  const byTitle = by === null ? '' : terms.titleOf(by, winner?.sourceId ?? null);
  const isGroup = isGroupSource(source);
  const values: Sentence['values'] = isGroup ? { whatKey: `pricing:known.${source}`, rateBp: rateBp ?? 0 } : { title };
  const kindOf = isGroup ? 'group' : 'promotion';
  switch (reason) {
    case 'smaller_group': {
      const isSame = winner !== undefined && winner.amountMinor === amountMinor;
      return why(isSame ? 'skip.sameGroup' : 'skip.smallerGroup', {
        ...values,
        byKey: `pricing:winner.${by}`,
        winnerBp: winner?.rateBp ?? 0,
      });
    }
    case 'smaller_promotion':
      return why('skip.smallerPromotion', { title });
    case 'not_combined':
      return by === 'promotion'
        ? why('skip.groupByPromotion', { ...values, byTitle })
        : why('skip.promotionByGroup', { title, byKey: `pricing:winner.${by}`, winnerBp: winner?.rateBp ?? 0 });
    case 'bundle':
      return why(`skip.bundle.${kindOf}`, values);
    case 'no_discount':
    case 'covered':
      if (source === 'bundle') return why('skip.bundleNoDiscount', { title });
      return source === 'manual'
        ? why(`skip.noDiscount.${terms.kind}.manual`)
        : why(`skip.noDiscount.${terms.kind}.${kindOf}`, values);
    default:
      return reason satisfies never;
  }
}
