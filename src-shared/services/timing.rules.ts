import type { LocalDate } from '../kernel/local-date.ts';
import { isoWeekday } from '../kernel/local-date.ts';
import { type Segment, segmentsTotalMin } from './services.rules.ts';

/** An own time of a master or a level for a service; null = as the next one in the order of A5. */
export interface TimeOverride {
  readonly durationMin: number | null;
  readonly segments: readonly Segment[] | null;
}

/** A service with every time it may take. */
export interface TimedService {
  readonly durationMin: number;
  readonly segments: readonly Segment[] | null;
  readonly staff: readonly (TimeOverride & { readonly staffId: number })[];
  readonly levels: readonly (TimeOverride & { readonly levelId: number })[];
}

/** How long a service takes somebody, and in which parts. */
export interface ResolvedTiming {
  readonly durationMin: number;
  /** Null = all of it is work. */
  readonly segments: readonly Segment[] | null;
  readonly source: 'master' | 'level' | 'service';
}

/**
 * How long a service takes a master (A5): the master's own time, else the level's, else the service's.
 *
 * Segments decide the length; an override with a bare length of a service in segments (which `timeOverrideFault` refuses)
 * is taken as work without a pause.
 */
export function resolveTiming(service: TimedService, staffId: number | null, levelId: number | null): ResolvedTiming {
  const own = staffId === null ? undefined : service.staff.find((item) => item.staffId === staffId);
  const ofLevel = levelId === null ? undefined : service.levels.find((item) => item.levelId === levelId);
  return (
    timingOf(own, 'master') ??
    timingOf(ofLevel, 'level') ?? { durationMin: service.durationMin, segments: service.segments, source: 'service' }
  );
}

function timingOf(override: TimeOverride | undefined, source: ResolvedTiming['source']): ResolvedTiming | null {
  if (override?.segments)
    return { durationMin: segmentsTotalMin(override.segments), segments: override.segments, source };
  const durationMin = override?.durationMin ?? null;
  return durationMin === null ? null : { durationMin, segments: null, source };
}

/** What is wrong with an own time of a master or a level. */
export type TimeOverrideFault = 'SERVICE_HAS_SEGMENTS' | 'NO_WORK' | 'SUM_DIFFERS' | 'SERVICE_WITHOUT_SEGMENTS';

/**
 * What is wrong with an own time; null when nothing is (A5).
 *
 * A service in segments needs segments, one without takes a bare length; some of the segments must be work.
 */
export function timeOverrideFault(
  service: Pick<TimedService, 'segments'>,
  override: TimeOverride,
): TimeOverrideFault | null {
  const { durationMin, segments } = override;
  if (segments === null) return durationMin !== null && service.segments !== null ? 'SERVICE_HAS_SEGMENTS' : null;
  if (service.segments === null) return 'SERVICE_WITHOUT_SEGMENTS';
  if (!segments.some(({ kind }) => kind === 'active')) return 'NO_WORK';
  return durationMin !== null && durationMin !== segmentsTotalMin(segments) ? 'SUM_DIFFERS' : null;
}

/** Times at which a service may begin, by weekday and by date (J19). A date's list replaces its weekday's. */
export interface FixedStarts {
  /** Monday first, seven lists of minutes of the day. */
  readonly weekly: readonly (readonly number[])[];
  readonly dates: readonly { readonly localDate: LocalDate; readonly starts: readonly number[] }[];
}

/**
 * The only starts that are offered on a day (J19), ascending; null = any. Reception may still book another time.
 *
 * An empty list: nothing is offered on that day.
 */
export function fixedStartsOn(fixed: FixedStarts | null, localDate: LocalDate): readonly number[] | null {
  if (!fixed) return null;
  const ofDate = fixed.dates.find((item) => item.localDate === localDate);
  const starts = ofDate?.starts ?? fixed.weekly[isoWeekday(localDate) - 1] ?? [];
  return [...new Set(starts)].sort((a, b) => a - b);
}
