import type { LocalDate } from '../kernel/local-date.ts';
import { roundHalfAway } from '../kernel/money.ts';
import { WHOLE_BP } from '../kernel/percent.ts';

/**
 * A price that holds from a day on, at one place of one list (P1).
 *
 * The place is the master (`staffId`), else the level (`levelId`), else the service itself. `priceMinor` null: from that day
 * on the place has no price of its own again.
 */
export interface PriceVersion {
  /** Null = the default list. */
  readonly listId: number | null;
  readonly levelId: number | null;
  readonly staffId: number | null;
  readonly validFrom: LocalDate;
  readonly priceMinor: number | null;
  /** End of a price range (P2); null = one price. */
  readonly priceMaxMinor: number | null;
}

/** A service with everything its price comes from. */
export interface PricedService {
  /** Price of the default list from the beginning. */
  readonly priceMinor: number;
  readonly priceMaxMinor: number | null;
  readonly prices: readonly PriceVersion[];
  /** Own prices of masters in the default list from the beginning. */
  readonly staff: readonly { readonly staffId: number; readonly priceMinor: number | null }[];
}

/** When and for whom a visit is priced. */
export interface PriceTerms {
  /** Day of the service (P1). */
  readonly localDate: LocalDate;
  /** Price list of the client; null = the default list. */
  readonly priceListId: number | null;
  /** Prices derived by a percent are rounded to it (M9); minor units. */
  readonly priceStepMinor: number;
}

/** Whose price is asked. */
export interface PriceQuestion extends PriceTerms {
  /** Null = whoever: the price of the level, or of the service. */
  readonly staffId: number | null;
  /** Level of the master. */
  readonly level: { readonly id: number; readonly percentBp: number } | null;
}

/** Which step of P1 gave a price. */
export type PriceStep = 'master' | 'level' | 'levelPercent' | 'base';

/** A price with where it comes from. */
export interface ResolvedPrice {
  readonly priceMinor: number;
  /** End of the range (P2); null = one price. */
  readonly priceMaxMinor: number | null;
  readonly step: PriceStep;
  /** The list that has it; null = the default list. */
  readonly listId: number | null;
  /** First day of the version; null = holds from the beginning. */
  readonly validFrom: LocalDate | null;
  /** Of a derived price: the base it was taken of, and the level's percent. */
  readonly baseMinor: number | null;
  readonly percentBp: number | null;
}

/** One place of a list. */
interface Place {
  readonly listId: number | null;
  readonly levelId: number | null;
  readonly staffId: number | null;
}

type Found = Pick<ResolvedPrice, 'priceMinor' | 'priceMaxMinor' | 'validFrom'>;

/**
 * The price of a service (P1).
 *
 * The client's list is searched first, then the default one. Inside a list the first of these wins: the master's price, the
 * level's price, the base price × the level's percent (rounded to the price step, M9), the base price. Of a place's versions
 * the one with the latest `validFrom` ≤ the day counts; undated prices of the service and of its masters hold from the
 * beginning. A level of exactly 100 % derives nothing and rounds nothing. Example: base 2000 ₽, a top master's level of
 * 120 % and no own price give 2400 ₽ by step `levelPercent`.
 */
export function resolvePrice(service: PricedService, question: PriceQuestion): ResolvedPrice {
  const { priceListId } = question;
  const special = priceListId === null ? null : priceInList(service, question, priceListId);
  return special ?? priceInList(service, question, null) ?? baseFallback(service);
}

/** Prices a person may take without the right `manual_price`: [from, to] (P2). */
export function priceRange(price: Pick<ResolvedPrice, 'priceMinor' | 'priceMaxMinor'>): readonly [number, number] {
  return [price.priceMinor, price.priceMaxMinor ?? price.priceMinor];
}

/** Whether a price may be taken without the right `manual_price` (P2). */
export function isInPriceRange(
  price: Pick<ResolvedPrice, 'priceMinor' | 'priceMaxMinor'>,
  priceMinor: number,
): boolean {
  const [from, to] = priceRange(price);
  return priceMinor >= from && priceMinor <= to;
}

/** The version of a place that holds on a day; undefined when the place never had a price by then. */
export function versionOn(
  versions: readonly PriceVersion[],
  place: Place,
  localDate: LocalDate,
): PriceVersion | undefined {
  let found: PriceVersion | undefined;
  for (const version of versions) {
    if (version.listId !== place.listId || version.levelId !== place.levelId || version.staffId !== place.staffId) {
      continue;
    }
    if (version.validFrom > localDate || (found && found.validFrom >= version.validFrom)) continue;
    found = version;
  }
  return found;
}

/** The own price of a place on a day, with the undated ones; null when it has none. */
export function ownPriceAt(service: PricedService, place: Place, localDate: LocalDate): Found | null {
  const version = versionOn(service.prices, place, localDate);
  if (version) {
    if (version.priceMinor === null) return null;
    return { priceMinor: version.priceMinor, priceMaxMinor: version.priceMaxMinor, validFrom: version.validFrom };
  }
  if (place.listId !== null || place.levelId !== null) return null;
  if (place.staffId === null) {
    return { priceMinor: service.priceMinor, priceMaxMinor: service.priceMaxMinor, validFrom: null };
  }
  const priceMinor = service.staff.find(({ staffId }) => staffId === place.staffId)?.priceMinor ?? null;
  return priceMinor === null ? null : { priceMinor, priceMaxMinor: null, validFrom: null };
}

function priceInList(service: PricedService, question: PriceQuestion, listId: number | null): ResolvedPrice | null {
  const { localDate, staffId, level } = question;
  const at = (place: { levelId?: number; staffId?: number }): Found | null =>
    ownPriceAt(service, { listId, levelId: place.levelId ?? null, staffId: place.staffId ?? null }, localDate);
  const own = staffId === null ? null : at({ staffId });
  if (own) return { ...own, ...DIRECT, step: 'master', listId };
  const ofLevel = level === null ? null : at({ levelId: level.id });
  if (ofLevel) return { ...ofLevel, ...DIRECT, step: 'level', listId };
  const base = at({});
  if (!base) return null;
  if (level === null || level.percentBp === WHOLE_BP) return { ...base, ...DIRECT, step: 'base', listId };
  const derived = (minor: number): number => percentToStep(minor, level.percentBp, question.priceStepMinor);
  return {
    priceMinor: derived(base.priceMinor),
    priceMaxMinor: base.priceMaxMinor === null ? null : derived(base.priceMaxMinor),
    validFrom: base.validFrom,
    step: 'levelPercent',
    listId,
    baseMinor: base.priceMinor,
    percentBp: level.percentBp,
  };
}

/** A percentage of a price in whole steps (M9), rounded once. */
function percentToStep(minor: number, rateBp: number, stepMinor: number): number {
  return Number(roundHalfAway(BigInt(minor) * BigInt(rateBp), BigInt(WHOLE_BP) * BigInt(stepMinor))) * stepMinor;
}

const DIRECT = { baseMinor: null, percentBp: null } as const;

/** The default list always has a base price: one that was ended by mistake falls back to the first. */
function baseFallback(service: PricedService): ResolvedPrice {
  const { priceMinor, priceMaxMinor } = service;
  return { priceMinor, priceMaxMinor, validFrom: null, step: 'base', listId: null, ...DIRECT };
}
