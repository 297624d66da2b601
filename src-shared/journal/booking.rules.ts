import type { Interval } from '../kernel/intervals.ts';
import { type ConflictSettings, type ProposedLine, findConflicts } from './conflicts.rules.ts';
import type { LocalDate } from '../kernel/local-date.ts';
import { type BundleTerms, bundleShares } from '../services/bundle.rules.ts';
import { type PriceTerms, type PricedService, resolvePrice } from '../services/price.rules.ts';
import { type TimeOverride, type TimedService, resolveTiming } from '../services/timing.rules.ts';
import type { Day } from './journal.contract.ts';
import { fittedProcessing, isOccupying, masterBusyByStaff, processingAt } from './journal.rules.ts';

/** A service as a form needs it to place it on the day. */
export interface BookableService extends PricedService, TimedService {
  readonly id: number;
  readonly name: string;
  readonly bufferBeforeMin: number;
  readonly bufferAfterMin: number;
  /** Who does it, with their level and what differs from it. */
  readonly staff: readonly (TimeOverride & {
    readonly staffId: number;
    readonly priceMinor: number | null;
    readonly level: { readonly id: number; readonly percentBp: number } | null;
  })[];
}

/** For whom and when a visit is priced (P1): on the day of the service, or today when prices are fixed at booking. */
export function priceTermsFor(
  settings: { readonly priceStepMinor: number; readonly fixPriceAtBooking: boolean },
  localDate: LocalDate,
  today: LocalDate,
  priceListId: number | null,
): PriceTerms {
  const priceDate = settings.fixPriceAtBooking ? today : localDate;
  return { localDate: priceDate, priceListId, priceStepMinor: settings.priceStepMinor };
}

/** One service that a person has chosen; null = as the price list says. */
export interface BookingWish {
  readonly serviceId: number;
  readonly staffId: number;
  readonly durationMin: number | null;
  /** Absent or null: the price of the list. */
  readonly priceMinor?: number | null;
  /** Absent: the room follows the master; null: without a room. */
  readonly roomId?: number | null;
  /** Begins together with the service before it instead of after it (A7). */
  readonly isParallel?: boolean;
  /** Minutes between the end of what is before and this service; negative begins earlier (A7). */
  readonly gapMin?: number;
  /** The line that stands already. */
  readonly lineId?: number;
  /** The bundle it was chosen with (P10). */
  readonly bundle?: BundleTerms & { readonly id: number };
}

/** A chosen service at its place, with the price of its master (P1). */
export interface BookedLine extends ProposedLine {
  readonly name: string;
  readonly priceMinor: number;
  /** The list has a price from–to: any price between needs no right (P2). */
  readonly hasPriceRange?: boolean;
  /** The bundle whose price it has (P10). */
  readonly bundleId?: number;
}

/**
 * Places chosen services one after another, or together, from a minute on (A7), with each master's length and price (A5,
 * P1). What follows services that run together begins when the last of them ends.
 *
 * The core plans again inside the transaction; this is what the form shows meanwhile. Unknown services are left out.
 */
export function placeBooking(
  startMin: number,
  wishes: readonly BookingWish[],
  services: ReadonlyMap<number, BookableService>,
  prices: PriceTerms,
): BookedLine[] {
  let previousStart = startMin;
  let end = startMin;
  const known: BookingWish[] = [];
  const lines = wishes.flatMap((wish, index): BookedLine[] => {
    const at = Math.max(0, wish.isParallel && index > 0 ? previousStart : end + (index > 0 ? (wish.gapMin ?? 0) : 0));
    const service = services.get(wish.serviceId);
    if (!service) return [];
    const level = service.staff.find((item) => item.staffId === wish.staffId)?.level ?? null;
    const timing = resolveTiming(service, wish.staffId, level?.id ?? null);
    const durationMin = wish.durationMin ?? timing.durationMin;
    const listed = resolvePrice(service, { ...prices, staffId: wish.staffId, level });
    const line: BookedLine = {
      id: null,
      serviceId: service.id,
      name: service.name,
      staffId: wish.staffId,
      roomId: wish.roomId ?? null,
      startMin: at,
      durationMin,
      bufferBeforeMin: service.bufferBeforeMin,
      bufferAfterMin: service.bufferAfterMin,
      processing: fittedProcessing(processingAt(at, timing.segments), at + durationMin),
      priceMinor: wish.priceMinor ?? listed.priceMinor,
      hasPriceRange: listed.priceMaxMinor !== null,
    };
    previousStart = at;
    end = Math.max(end, at + durationMin);
    known.push(wish);
    return [line];
  });
  const bundles = new Map(wishes.flatMap(({ bundle }) => (bundle ? [[bundle.id, bundle] as const] : [])));
  const shares = bundleShares(
    lines.map((line, index) => ({
      serviceId: line.serviceId,
      bundleId: known[index]?.bundle?.id ?? null,
      listMinor: line.priceMinor,
    })),
    (bundleId) => bundles.get(bundleId),
  );
  return lines.map((line, index) => {
    const share = shares[index] ?? null;
    const { bundle, priceMinor = null } = known[index]!;
    if (share === null || !bundle) return line;
    return { ...line, bundleId: bundle.id, priceMinor: priceMinor ?? share, hasPriceRange: false };
  });
}

/**
 * The wishes that a bundle adds to a booking: its services in their order, parallel ones together (P10).
 *
 * Each goes to the liked master if they do it, else to the first who does; what runs in parallel to others goes to somebody
 * who does not have one of them already, where there is anybody.
 */
export function bundleWishes(
  bundle: {
    readonly id: number;
    readonly priceMinor: number | null;
    readonly items: readonly { readonly serviceId: number; readonly isParallel: boolean }[];
  },
  services: ReadonlyMap<number, BookableService>,
  likedStaffId: number,
): BookingWish[] {
  const terms = {
    id: bundle.id,
    priceMinor: bundle.priceMinor,
    serviceIds: bundle.items.map(({ serviceId }) => serviceId),
  };
  let together: number[] = [];
  return bundle.items.map(({ serviceId, isParallel }, index): BookingWish => {
    if (!isParallel || index === 0) together = [];
    const able = (services.get(serviceId)?.staff ?? []).map(({ staffId }) => staffId);
    const liked = able.includes(likedStaffId) ? [likedStaffId, ...able] : able;
    const staffId = liked.find((id) => !together.includes(id)) ?? liked[0] ?? likedStaffId;
    together.push(staffId);
    return { serviceId, staffId, durationMin: null, isParallel: isParallel && index > 0, bundle: terms };
  });
}

/** What follows a booking at its master's: how long they are free, and the gap that is left. */
export interface RoomAfter {
  /** Minute at which the next work begins or the shift ends; null when the start itself is not free. */
  readonly freeUntilMin: number | null;
  /** Minutes left between the end of the booking and `freeUntilMin`; 0 = no gap, negative = it does not fit. */
  readonly gapMin: number;
}

/** How much time a master has from a minute on («Свободно до 16:30. После записи останется окно 15 мин»). */
export function roomAfter(
  day: Day,
  staffId: number,
  startMin: number,
  endMin: number,
  processingReleasesMaster: boolean,
): RoomAfter {
  const staff = day.staff.find((item) => item.id === staffId);
  const shift = staff?.work.find(([start, end]) => start <= startMin && startMin < end);
  if (!shift) return { freeUntilMin: null, gapMin: 0 };
  const occupying = { ...day, visits: day.visits.filter((visit) => isOccupying(visit.status)) };
  const busy: readonly Interval[] = masterBusyByStaff(occupying, processingReleasesMaster).get(staffId) ?? [];
  if (busy.some(([start, end]) => start <= startMin && startMin < end)) return { freeUntilMin: null, gapMin: 0 };
  const next = busy.filter(([start]) => start > startMin).map(([start]) => start);
  const freeUntilMin = Math.min(shift[1], ...next);
  return { freeUntilMin, gapMin: freeUntilMin - endMin };
}

/** A place where a booking fits without a conflict. */
export interface FittingPlace {
  readonly staffId: number;
  readonly startMin: number;
}

/** What `firstFittingPlace` looks for. */
export interface PlaceQuestion {
  readonly day: Day;
  readonly services: ReadonlyMap<number, BookableService>;
  readonly serviceId: number;
  readonly clientId: number | null;
  /** Not earlier than this minute. */
  readonly fromMin: number;
  /** The master who would be liked best: wins when several fit at one time. */
  readonly preferredStaffIds: readonly number[];
  readonly stepMin: number;
  readonly settings: ConflictSettings;
}

/**
 * The earliest place from a minute on where somebody who offers a service can do it without any conflict (A8, A9, A11).
 *
 * Starts are looked at in steps of the grid, the asked minute first. Of several masters the preferred one wins, then the one
 * with the fewest busy minutes, then the smaller number. Null when nobody has room on that day.
 */
export function firstFittingPlace(question: PlaceQuestion): FittingPlace | null {
  const { day, services, serviceId, clientId, fromMin, preferredStaffIds, stepMin, settings } = question;
  const service = services.get(serviceId);
  if (!service) return null;
  const busy = masterBusyByStaff(
    { ...day, visits: day.visits.filter((visit) => isOccupying(visit.status)) },
    settings.processingReleasesMaster,
  );
  const busyMinutes = (staffId: number): number =>
    (busy.get(staffId) ?? []).reduce((sum, [start, end]) => sum + end - start, 0);
  const liking = (staffId: number): number => {
    const index = preferredStaffIds.indexOf(staffId);
    return index < 0 ? preferredStaffIds.length : index;
  };
  // A place does not depend on the price.
  const prices: PriceTerms = { localDate: day.localDate, priceListId: null, priceStepMinor: 1 };
  const candidates = day.staff
    .filter((staff) => staff.work.length > 0 && service.staff.some((item) => item.staffId === staff.id))
    .map((staff) => staff.id as number)
    .toSorted((a, b) => liking(a) - liking(b) || busyMinutes(a) - busyMinutes(b) || a - b);
  const lastMin = Math.max(0, ...day.staff.flatMap((staff) => staff.work.map(([, end]) => end)));
  const onGrid = Math.ceil((fromMin + 1) / stepMin) * stepMin;
  for (let startMin = fromMin; startMin < lastMin; startMin = startMin === fromMin ? onGrid : startMin + stepMin) {
    for (const staffId of candidates) {
      const lines = placeBooking(startMin, [{ serviceId, staffId, durationMin: null }], services, prices);
      if (findConflicts({ visitId: null, clientId, lines }, day, settings).length === 0) return { staffId, startMin };
    }
  }
  return null;
}
