/** Why a backup was made. */
export const BACKUP_REASONS = ['manual', 'schedule', 'before_migration', 'before_restore', 'uploaded'] as const;
export type BackupReason = (typeof BACKUP_REASONS)[number];

/** Why a copy could not be made, proved or put in place: `data.reason` of BACKUP_FAILED. */
export const BACKUP_FAILURES = [
  'DISK_FULL',
  'DISK_ERROR',
  'DAMAGED',
  'NOT_A_COPY',
  'FOREIGN',
  'FOREIGN_OBJECTS',
  'UNKNOWN_SCHEMA',
  'NEWER',
  'DIFFERS',
  'CANCELLED',
  'MIGRATION',
  'NO_SALON',
  'UNEXPECTED',
] as const;
export type BackupFailure = (typeof BACKUP_FAILURES)[number];

/** A copy as rotation sees it. */
export interface RotatedCopy {
  readonly id: string;
  readonly createdAtMs: number;
  readonly reason: BackupReason;
  readonly isProved: boolean;
}

/** How many non-empty buckets of each length keep their newest copy (reliability.md B7). */
export const RETENTION = { hours: 24, days: 14, weeks: 8, months: 24, years: 7 } as const;
/** Days during which a copy that a person made or brought is never rotated away. */
export const HAND_MADE_DAYS = 30;

export interface Rotation {
  readonly toDelete: readonly string[];
  /** The clock shows a time before the newest copy: nothing is deleted until that is cleared up. */
  readonly isClockBehind: boolean;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Which copies may go (B7): grandfather, father, son by non-empty buckets, never by age, so that a long holiday thins
 * nothing out.
 *
 * Kept always: the newest proved copy, every copy made before a migration or a restore. Buckets follow UTC, so that a
 * change of the salon's time zone moves no copy into another bucket. In a bucket the newest proved copy counts; an
 * unproved one only where no other is there.
 */
export function rotateBackups(copies: readonly RotatedCopy[], nowMs: number): Rotation {
  const newestFirst = copies.toSorted((a, b) => b.createdAtMs - a.createdAtMs || (a.id < b.id ? 1 : -1));
  const newest = newestFirst[0];
  if (!newest) return { toDelete: [], isClockBehind: false };
  if (newest.createdAtMs > nowMs) return { toDelete: [], isClockBehind: true };
  const kept = new Set<string>();
  const newestProved = newestFirst.find((copy) => copy.isProved);
  if (newestProved) kept.add(newestProved.id);
  for (const copy of newestFirst) if (isProtected(copy, nowMs)) kept.add(copy.id);
  for (const [bucketOf, count] of BUCKETS) {
    const buckets = new Map<number, RotatedCopy>();
    for (const copy of newestFirst) {
      const bucket = bucketOf(copy.createdAtMs);
      const holder = buckets.get(bucket);
      if (holder) {
        if (!holder.isProved && copy.isProved) buckets.set(bucket, copy);
      } else if (buckets.size < count) buckets.set(bucket, copy);
      else break;
    }
    for (const copy of buckets.values()) kept.add(copy.id);
  }
  return { toDelete: copies.filter((copy) => !kept.has(copy.id)).map((copy) => copy.id), isClockBehind: false };
}

/** Days that are looked ahead one by one; then by weeks, to the end of the longest bucket. */
const NEAR_DAYS = 70;
const FAR_DAYS = (RETENTION.years + 1) * 366;

/**
 * When rotation will have removed each copy at the latest, if a copy is made every day from now on.
 *
 * Copies that only a person removes (before a migration or a restore) are not in the answer.
 */
export function goneBy(copies: readonly RotatedCopy[], nowMs: number): Map<string, number> {
  const gone = new Map<string, number>();
  let kept: RotatedCopy[] = [...copies];
  const waiting = new Set(copies.filter((copy) => !isForEver(copy)).map((copy) => copy.id));
  for (let day = 1; day <= FAR_DAYS && waiting.size > 0; day += day < NEAR_DAYS ? 1 : 7) {
    const atMs = nowMs + day * DAY_MS;
    kept.push({ id: `day ${day}`, createdAtMs: atMs, reason: 'schedule', isProved: true });
    const { toDelete } = rotateBackups(kept, atMs);
    if (toDelete.length === 0) continue;
    const ids = new Set(toDelete);
    kept = kept.filter((copy) => !ids.has(copy.id));
    for (const id of toDelete) if (waiting.delete(id)) gone.set(id, atMs);
  }
  return gone;
}

function isForEver(copy: RotatedCopy): boolean {
  return copy.reason === 'before_migration' || copy.reason === 'before_restore';
}

function isProtected(copy: RotatedCopy, nowMs: number): boolean {
  switch (copy.reason) {
    case 'before_migration':
    case 'before_restore':
      return true;
    case 'manual':
    case 'uploaded':
      return nowMs - copy.createdAtMs <= HAND_MADE_DAYS * DAY_MS;
    case 'schedule':
      return false;
  }
}

const BUCKETS: readonly (readonly [bucketOf: (atMs: number) => number, count: number])[] = [
  [(atMs) => Math.floor(atMs / HOUR_MS), RETENTION.hours],
  [(atMs) => Math.floor(atMs / DAY_MS), RETENTION.days],
  // The epoch was a Thursday: three days later weeks begin on Monday.
  [(atMs) => Math.floor((atMs / DAY_MS + 3) / 7), RETENTION.weeks],
  [(atMs) => monthOf(atMs), RETENTION.months],
  [(atMs) => Math.floor(monthOf(atMs) / 12), RETENTION.years],
];

function monthOf(atMs: number): number {
  const date = new Date(atMs);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}
