import { dayNumber, fromDayNumber } from './local-date.ts';
import type { LocalDate } from './local-date.ts';

/** A minute of a schedule day, 0..2880: past 1440 it is the night that belongs to the date before (A1). */
export type Minute = number;

/** A point of the salon's wall clock. */
export interface WallTime {
  readonly localDate: LocalDate;
  readonly minute: Minute;
}

/** The instant of a wall time, with what the zone's clock change made of it (A16). */
export interface WallInstant {
  /** UTC milliseconds. */
  readonly atMs: number;
  /** `ambiguous`: the wall shows it twice, `atMs` is the earlier; `nonexistent`: `atMs` is shifted forward by the gap. */
  readonly kind: 'exact' | 'ambiguous' | 'nonexistent';
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DAY_MINUTES = 1440;

/** Writes a minute as 'HH:MM'; minutes of the next day wrap. Example: 65 gives 01:05, 1500 gives 01:00. */
export function formatMinute(minute: Minute): string {
  assertMinute(minute);
  const hours = Math.floor(minute / 60) % 24;
  return `${String(hours).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** Writes an interval with an en dash. Example: `formatRange(600, 690)` gives 10:00–11:30. */
export function formatRange(startMin: Minute, endMin: Minute): string {
  return `${formatMinute(startMin)}–${formatMinute(endMin)}`;
}

/**
 * Reads a time of day as a person types it.
 *
 * Hours alone, three or four digits, or hours and two minute digits after a colon, dot, comma, dash or space; 24:00 is
 * the end of the day. Returns 0..1440, or null. Example: `9:05`, `0905`, `905`, `9.05` give 545, `9` gives 540.
 */
export function parseMinute(text: string): Minute | null {
  const match = /^(\d{1,2})(?:\s*[:.,\s–-]\s*(\d{2})|(\d{2}))?$/u.exec(text.trim());
  if (!match) return null;
  const hours = Number(match[1]);
  const minutes = Number(match[2] ?? match[3] ?? 0);
  if (minutes > 59 || hours > 24 || (hours === 24 && minutes > 0)) return null;
  return hours * 60 + minutes;
}

/**
 * The instant of a wall time in an IANA zone (A16).
 *
 * The wall time is the truth, the instant is derived at use. A wall time that the clock change skips is flagged and
 * shifted forward by the gap; one that it repeats gives the earlier instant. RangeError for an unknown zone.
 * Example: 2026-03-29 02:30 in Europe/Berlin is nonexistent, at 01:30Z (03:30 on the wall).
 */
export function instantOf(localDate: LocalDate, minute: Minute, timeZone: string): WallInstant {
  assertMinute(minute);
  const wallMs = dayNumber(localDate) * DAY_MS + minute * MINUTE_MS;
  // No zone is further than 14 hours from UTC, so a day on either side lies before and after a nearby change.
  const offsetBefore = offsetMs(wallMs - DAY_MS, timeZone);
  const offsetAfter = offsetMs(wallMs + DAY_MS, timeZone);
  const first = wallMs - Math.max(offsetBefore, offsetAfter);
  const second = wallMs - Math.min(offsetBefore, offsetAfter);
  const showsWallTime = (atMs: number): boolean => atMs + offsetMs(atMs, timeZone) === wallMs;

  if (first === second) return { atMs: first, kind: 'exact' };
  if (showsWallTime(first)) return { atMs: first, kind: showsWallTime(second) ? 'ambiguous' : 'exact' };
  if (showsWallTime(second)) return { atMs: second, kind: 'exact' };
  return { atMs: wallMs - offsetBefore, kind: 'nonexistent' };
}

/** What the wall clock of an IANA zone shows at an instant: date and minute 0..1439; seconds are dropped. */
export function localOf(atMs: number, timeZone: string): WallTime {
  const wallMs = atMs + offsetMs(atMs, timeZone);
  const day = Math.floor(wallMs / DAY_MS);
  return { localDate: fromDayNumber(day), minute: Math.floor((wallMs - day * DAY_MS) / MINUTE_MS) };
}

/**
 * The instant at which something of a given length ends: durations are elapsed time, also over a clock change (A16).
 *
 * Example: 120 minutes from 01:30 on the night of the spring change end at 04:30 on the wall.
 */
export function endInstant(startAtMs: number, elapsedMin: number): number {
  return startAtMs + elapsedMin * MINUTE_MS;
}

function assertMinute(minute: Minute): void {
  if (!Number.isInteger(minute) || minute < 0 || minute > 2 * DAY_MINUTES)
    throw new RangeError(`A minute of the day is 0..2880, got ${minute}`);
}

interface ZoneClock {
  readonly formatter: Intl.DateTimeFormat;
  /** The offset at the start of each UTC day that was asked for, in milliseconds. */
  readonly offsetAtDayStart: Map<number, number>;
}

const clocks = new Map<string, ZoneClock>();

/** How far the zone's wall clock is ahead of UTC at an instant. */
function offsetMs(atMs: number, timeZone: string): number {
  const clock = clockOf(timeZone);
  const day = Math.floor(atMs / DAY_MS);
  const atStart = offsetAtDayStart(clock, day);
  // Intl is slow (about 5 µs) and days without a change are the rule: such a day costs two map look-ups.
  return atStart === offsetAtDayStart(clock, day + 1) ? atStart : measureOffset(clock.formatter, atMs);
}

function offsetAtDayStart(clock: ZoneClock, day: number): number {
  let offset = clock.offsetAtDayStart.get(day);
  if (offset === undefined) {
    offset = measureOffset(clock.formatter, day * DAY_MS);
    clock.offsetAtDayStart.set(day, offset);
  }
  return offset;
}

function clockOf(timeZone: string): ZoneClock {
  let clock = clocks.get(timeZone);
  if (!clock) {
    const formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    clock = { formatter, offsetAtDayStart: new Map() };
    clocks.set(timeZone, clock);
  }
  return clock;
}

function measureOffset(formatter: Intl.DateTimeFormat, atMs: number): number {
  const shown = new Map(formatter.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => shown.get(type) ?? 0;
  const wallMs = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wallMs - Math.floor(atMs / 1000) * 1000;
}
