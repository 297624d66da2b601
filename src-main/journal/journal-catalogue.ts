import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { BookingRule } from '../../src-shared/services/booking-rule.rules.ts';
import type { BundleItem } from '../../src-shared/services/bundle.rules.ts';
import {
  type PriceTerms,
  type PricedService,
  type ResolvedPrice,
  resolvePrice,
} from '../../src-shared/services/price.rules.ts';
import {
  type FixedStarts,
  type ResolvedTiming,
  type TimeOverride,
  type TimedService,
  resolveTiming,
} from '../../src-shared/services/timing.rules.ts';

export interface CatalogueStaff {
  readonly id: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly shortName: string;
  readonly jobTitle: string;
  readonly colour: string;
  readonly hiredOn: LocalDate | null;
  readonly leftOn: LocalDate | null;
  readonly isArchived: boolean;
  readonly serviceIds: readonly number[];
  readonly levelId: number | null;
  /** Rooms this master works in; empty = any. */
  readonly roomIds: readonly number[];
  /** Others may be booked into this master's processing time (features.md part 2, nr 2). */
  readonly isGapBookable: boolean;
  /** Their portrait among the files. */
  readonly photoFileId: number | null;
}

export interface CatalogueService extends PricedService, TimedService {
  readonly id: number;
  readonly categoryId: number;
  readonly name: string;
  readonly bufferBeforeMin: number;
  readonly bufferAfterMin: number;
  readonly isOnline: boolean;
  readonly isArchived: boolean;
  readonly periodicityDays: number | null;
  readonly staff: readonly (TimeOverride & { readonly staffId: number; readonly priceMinor: number | null })[];
  /** Rooms it may be done in; empty = any. */
  readonly roomIds: readonly number[];
  /** Equipment it needs, each of them for its whole time. */
  readonly equipmentIds: readonly number[];
  /** Seats of a group service (A13); null = a service for one client. */
  readonly groupCapacity: number | null;
  /** The seats of a group are those of its room (A13). */
  readonly seatsFromRoom: boolean;
  /** Another client may be booked into the processing time of this service (features.md part 2, nr 2). */
  readonly isGapBookable: boolean;
  readonly fixedStarts: FixedStarts | null;
  readonly bookingRule: BookingRule | null;
  /** For how many days a test for allergy is good; null = none is needed. */
  readonly patchTestDays: number | null;
  /** Least net of one unit (P7); null = none. */
  readonly minPriceMinor: number | null;
  /** Cap of all discounts (P7); null = the salon's alone. */
  readonly discountCapBp: number | null;
  readonly noDiscount: boolean;
  readonly noBonus: boolean;
  /** M8; null = as the salon's setting says. */
  readonly vatBp: number | null;
}

export interface CatalogueRoom {
  readonly id: number;
  readonly name: string;
  readonly capacity: number;
  readonly isArchived: boolean;
  readonly kind: 'room' | 'equipment';
}

export interface CatalogueLevel {
  readonly id: number;
  readonly name: string;
  readonly percentBp: number;
}

export interface CatalogueBundle {
  readonly id: number;
  readonly categoryId: number;
  readonly name: string;
  /** Null = the sum of its services. */
  readonly priceMinor: number | null;
  readonly isOnline: boolean;
  readonly isArchived: boolean;
  readonly items: readonly BundleItem[];
}

/** Masters, services and rooms as the journal shows and prices them. Read once, read again after a change of theirs. */
export interface Catalogue {
  /** In the order of the journal. */
  readonly staff: ReadonlyMap<number, CatalogueStaff>;
  readonly services: ReadonlyMap<number, CatalogueService>;
  readonly rooms: ReadonlyMap<number, CatalogueRoom>;
  readonly levels: ReadonlyMap<number, CatalogueLevel>;
  readonly bundles: ReadonlyMap<number, CatalogueBundle>;
}

/**
 * Whether a master is not employed on a day: before hired_on, after left_on, or archived without a last day.
 *
 * An archived master with a last day may still be entered for the days before it.
 */
export function isAway(person: CatalogueStaff, localDate: LocalDate): boolean {
  if (person.hiredOn !== null && localDate < person.hiredOn) return true;
  if (person.leftOn !== null) return localDate > person.leftOn;
  return person.isArchived;
}

/** Price of a service by a master on a day, with the list, level and version it comes from (P1). */
export function priceOf(
  catalogue: Catalogue,
  staffId: number,
  service: CatalogueService,
  terms: PriceTerms,
): ResolvedPrice {
  return resolvePrice(service, { ...terms, staffId, level: levelOf(catalogue, staffId) });
}

/** Length and segments of a service by a master (A5): the master's own, else the level's, else the service's. */
export function timingOf(catalogue: Catalogue, staffId: number, service: CatalogueService): ResolvedTiming {
  return resolveTiming(service, staffId, catalogue.staff.get(staffId)?.levelId ?? null);
}

/** The level of a master; null without one. */
export function levelOf(catalogue: Catalogue, staffId: number): CatalogueLevel | null {
  return catalogue.levels.get(catalogue.staff.get(staffId)?.levelId ?? 0) ?? null;
}
