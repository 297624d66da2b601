import type { StaffId } from '../../src-shared/contract-base.ts';
import { type BookingRule, bookingRuleFault } from '../../src-shared/services/booking-rule.rules.ts';
import type { Category, Service } from '../../src-shared/services/services.contract.ts';
import { type Segment, segmentsTotalMin, serviceFault } from '../../src-shared/services/services.rules.ts';
import { type TimeOverride, timeOverrideFault } from '../../src-shared/services/timing.rules.ts';
import type { Terms } from './TermsRow.tsx';

/** Terms of a master for a service, with own parts of one in segments (A5). */
export interface ServiceTerms extends Terms {
  readonly segments: readonly Segment[] | null;
}

/** A service while it is being edited: numbers may be missing. */
export interface ServiceDraft {
  readonly name: string;
  readonly icon: Service['icon'];
  readonly categoryId: Category['id'];
  readonly priceMinor: number | null;
  readonly priceMaxMinor: number | null;
  readonly durationMin: number | null;
  readonly bufferBeforeMin: number;
  readonly bufferAfterMin: number;
  readonly segments: readonly Segment[] | null;
  /** Times of levels, by level id. */
  readonly levels: ReadonlyMap<number, TimeOverride>;
  readonly periodicityDays: number | null;
  readonly patchTestDays: number | null;
  readonly isOnline: boolean;
  readonly isGroup: boolean;
  readonly groupCapacity: number | null;
  readonly seatsFromRoom: boolean;
  readonly isGapBookable: boolean;
  readonly roomIds: readonly number[];
  readonly equipmentIds: readonly number[];
  readonly fixedStarts: Service['fixedStarts'];
  readonly bookingRule: BookingRule | null;
  readonly minPriceMinor: number | null;
  readonly discountCapBp: number | null;
  readonly noDiscount: boolean;
  readonly noBonus: boolean;
  readonly vatBp: number | null;
  /** By staff id. */
  readonly staff: ReadonlyMap<number, ServiceTerms>;
}

/** The draft of a service, or of a new one. */
export function draftOf(service: Service | null, categoryId: Category['id']): ServiceDraft {
  return {
    name: service?.name ?? '',
    icon: service?.icon ?? null,
    categoryId: service?.categoryId ?? categoryId,
    priceMinor: service?.priceMinor ?? null,
    priceMaxMinor: service?.priceMaxMinor ?? null,
    durationMin: service?.durationMin ?? 60,
    bufferBeforeMin: service?.bufferBeforeMin ?? 0,
    bufferAfterMin: service?.bufferAfterMin ?? 0,
    segments: service?.segments ?? null,
    levels: new Map(service?.levels.map(({ levelId, durationMin, segments }) => [levelId, { durationMin, segments }])),
    periodicityDays: service?.periodicityDays ?? null,
    patchTestDays: service?.patchTestDays ?? null,
    isOnline: service?.isOnline ?? true,
    isGroup: (service?.groupCapacity ?? null) !== null,
    groupCapacity: service?.groupCapacity ?? null,
    seatsFromRoom: service?.seatsFromRoom ?? false,
    isGapBookable: service?.isGapBookable ?? true,
    roomIds: service?.roomIds ?? [],
    equipmentIds: service?.equipmentIds ?? [],
    fixedStarts: service?.fixedStarts ?? null,
    bookingRule: service?.bookingRule ?? null,
    minPriceMinor: service?.minPriceMinor ?? null,
    discountCapBp: service?.discountCapBp ?? null,
    noDiscount: service?.noDiscount ?? false,
    noBonus: service?.noBonus ?? false,
    vatBp: service?.vatBp ?? null,
    staff: new Map(
      service?.staff.map(({ staffId, priceMinor, durationMin, segments }) => [
        staffId,
        { priceMinor, durationMin, segments },
      ]),
    ),
  };
}

/** Faults of a draft by field; keys of `services:faults`. */
export function draftFaults(draft: ServiceDraft): Partial<Record<keyof ServiceDraft, string>> {
  const { priceMinor, durationMin } = draft;
  const shape =
    priceMinor === null || durationMin === null ? null : serviceFault({ ...draft, priceMinor, durationMin });
  const timeFault = (times: Iterable<TimeOverride>): string | null =>
    [...times].map((own) => timeOverrideFault(draft, own)).find((fault) => fault !== null) ?? null;
  const rule = draft.bookingRule && bookingRuleFault(draft.bookingRule);
  const staff = timeFault(draft.staff.values());
  const levels = timeFault(draft.levels.values());
  return {
    ...(draft.name.trim() === '' ? { name: 'NAME_REQUIRED' } : {}),
    ...(priceMinor === null ? { priceMinor: 'PRICE_REQUIRED' } : {}),
    ...(durationMin === null || durationMin < 5 || durationMin > 720 ? { durationMin: 'DURATION_RANGE' } : {}),
    ...(shape ? { [shape.field]: shape.fault } : {}),
    ...(draft.isGroup && (draft.groupCapacity ?? 0) < 1 ? { groupCapacity: 'CAPACITY_REQUIRED' } : {}),
    ...(rule ? { bookingRule: rule } : {}),
    ...((draft.minPriceMinor ?? 0) > (priceMinor ?? Infinity) ? { minPriceMinor: 'FLOOR_ABOVE_PRICE' } : {}),
    ...(staff ? { staff } : {}),
    ...(levels ? { levels } : {}),
  };
}

/** The draft as the contract takes it; null while a number is missing. */
export function valuesOf(draft: ServiceDraft) {
  const { priceMinor, durationMin, isGroup, staff, levels, segments, bookingRule, ...rest } = draft;
  if (priceMinor === null || durationMin === null) return null;
  return {
    ...rest,
    priceMinor,
    durationMin,
    segments: copied(segments),
    levels: [...levels].map(([levelId, own]) => ({ levelId: levelId as never, ...ownTime(own) })),
    groupCapacity: isGroup ? draft.groupCapacity : null,
    seatsFromRoom: isGroup && draft.seatsFromRoom,
    roomIds: [...draft.roomIds] as never[],
    equipmentIds: [...draft.equipmentIds] as never[],
    bookingRule: bookingRule && { ...bookingRule, afterServiceIds: [...bookingRule.afterServiceIds] as never[] },
    staff: [...staff].map(([staffId, own]) => ({
      staffId: staffId as StaffId,
      priceMinor: own.priceMinor,
      ...ownTime(own),
    })),
  };
}

function ownTime({ durationMin, segments }: TimeOverride) {
  return { durationMin: segments ? null : durationMin, segments: copied(segments) };
}

function copied(segments: readonly Segment[] | null): Segment[] | null {
  return segments && segments.map((segment) => ({ ...segment }));
}

/** The draft with other segments: the time of the service follows their sum. */
export function withSegments(draft: ServiceDraft, segments: readonly Segment[] | null): ServiceDraft {
  // Own times of a service in segments are segments too, and the other way round (A5).
  const fits = <Own extends TimeOverride>(own: Own): Own =>
    segments === null ? { ...own, segments: null } : { ...own, durationMin: null };
  const staff = new Map([...draft.staff].map(([id, terms]) => [id, fits(terms)]));
  const levels = new Map([...draft.levels].map(([id, own]) => [id, fits(own)]));
  return { ...draft, segments, staff, levels, ...(segments ? { durationMin: segmentsTotalMin(segments) } : {}) };
}

/** Whether two drafts say the same. */
export function isSameDraft(a: ServiceDraft, b: ServiceDraft): boolean {
  return textOf(a) === textOf(b);
}

function textOf(draft: ServiceDraft): string {
  const sorted = (map: ReadonlyMap<number, unknown>) => [...map].toSorted(([a], [b]) => a - b);
  return JSON.stringify({ ...draft, staff: sorted(draft.staff), levels: sorted(draft.levels) });
}
