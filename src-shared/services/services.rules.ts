/** Part of a service's time: work of the master, or waiting that may free them (A5). */
export interface Segment {
  readonly kind: 'active' | 'processing';
  readonly minutes: number;
}

/** What decides whether a service is consistent. */
export interface ServiceShape {
  readonly priceMinor: number;
  readonly priceMaxMinor: number | null;
  readonly durationMin: number;
  readonly segments: readonly Segment[] | null;
}

/** Client time of a service in segments: their sum (A5). */
export function segmentsTotalMin(segments: readonly Segment[]): number {
  return segments.reduce((sum, { minutes }) => sum + minutes, 0);
}

/**
 * What is wrong with a service; null when nothing is.
 *
 * Segments must add up to the duration, and some of them must be work (A5); a price range may not end below its beginning
 * (P2).
 */
export function serviceFault(
  service: ServiceShape,
): { field: 'segments' | 'priceMaxMinor'; fault: 'SUM_DIFFERS' | 'NO_WORK' | 'BELOW_MINIMUM' } | null {
  if (service.priceMaxMinor !== null && service.priceMaxMinor < service.priceMinor) {
    return { field: 'priceMaxMinor', fault: 'BELOW_MINIMUM' };
  }
  if (service.segments === null) return null;
  if (segmentsTotalMin(service.segments) !== service.durationMin) return { field: 'segments', fault: 'SUM_DIFFERS' };
  if (!service.segments.some(({ kind }) => kind === 'active')) return { field: 'segments', fault: 'NO_WORK' };
  return null;
}
