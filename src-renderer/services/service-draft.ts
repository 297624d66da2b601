import type { Category, Service } from '../../src-shared/services/services.contract.ts';
import { type Segment, segmentsTotalMin, serviceFault } from '../../src-shared/services/services.rules.ts';
import type { Terms } from './TermsRow.tsx';

/** A service while it is being edited: numbers may be missing. */
export interface ServiceDraft {
  readonly name: string;
  readonly categoryId: Category['id'];
  readonly priceMinor: number | null;
  readonly priceMaxMinor: number | null;
  readonly durationMin: number | null;
  readonly bufferBeforeMin: number;
  readonly bufferAfterMin: number;
  readonly segments: readonly Segment[] | null;
  readonly periodicityDays: number | null;
  readonly isOnline: boolean;
  /** By staff id. */
  readonly staff: ReadonlyMap<number, Terms>;
}

/** The draft of a service, or of a new one. */
export function draftOf(service: Service | null, categoryId: Category['id']): ServiceDraft {
  return {
    name: service?.name ?? '',
    categoryId: service?.categoryId ?? categoryId,
    priceMinor: service?.priceMinor ?? null,
    priceMaxMinor: service?.priceMaxMinor ?? null,
    durationMin: service?.durationMin ?? 60,
    bufferBeforeMin: service?.bufferBeforeMin ?? 0,
    bufferAfterMin: service?.bufferAfterMin ?? 0,
    segments: service?.segments ?? null,
    periodicityDays: service?.periodicityDays ?? null,
    isOnline: service?.isOnline ?? true,
    staff: new Map(service?.staff.map(({ staffId, ...terms }) => [staffId, terms])),
  };
}

/** Faults of a draft by field; keys of `services:faults`. */
export function draftFaults(draft: ServiceDraft): Partial<Record<keyof ServiceDraft, string>> {
  const { priceMinor, durationMin } = draft;
  const shape =
    priceMinor === null || durationMin === null ? null : serviceFault({ ...draft, priceMinor, durationMin });
  return {
    ...(draft.name.trim() === '' ? { name: 'NAME_REQUIRED' } : {}),
    ...(priceMinor === null ? { priceMinor: 'PRICE_REQUIRED' } : {}),
    ...(durationMin === null || durationMin < 5 || durationMin > 720 ? { durationMin: 'DURATION_RANGE' } : {}),
    ...(shape ? { [shape.field]: shape.fault } : {}),
  };
}

/** The draft with other segments: the time of the service follows their sum. */
export function withSegments(draft: ServiceDraft, segments: readonly Segment[] | null): ServiceDraft {
  if (segments === null) return { ...draft, segments };
  // A service in segments takes no own time of a master (A5).
  const staff = new Map([...draft.staff].map(([id, terms]) => [id, { ...terms, durationMin: null }]));
  return { ...draft, segments, staff, durationMin: segmentsTotalMin(segments) };
}

/** Whether two drafts say the same. */
export function isSameDraft(a: ServiceDraft, b: ServiceDraft): boolean {
  return textOf(a) === textOf(b);
}

/** Whether the same people do it on the same terms. */
export function isSameStaff(a: ServiceDraft, b: ServiceDraft): boolean {
  return JSON.stringify(sortedStaff(a)) === JSON.stringify(sortedStaff(b));
}

function textOf(draft: ServiceDraft): string {
  return JSON.stringify({ ...draft, staff: sortedStaff(draft) });
}

function sortedStaff(draft: ServiceDraft) {
  return [...draft.staff].toSorted(([a], [b]) => a - b).map(([id, terms]) => [id, terms.priceMinor, terms.durationMin]);
}
