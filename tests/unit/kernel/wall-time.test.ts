import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, fromDayNumber } from '../../../src-shared/kernel/local-date.ts';
import {
  endInstant,
  formatMinute,
  formatRange,
  instantOf,
  localOf,
  parseMinute,
} from '../../../src-shared/kernel/wall-time.ts';

describe('A1 minutes of the day', () => {
  it.each([
    [0, '00:00'],
    [65, '01:05'],
    [545, '09:05'],
    [1439, '23:59'],
    [1440, '00:00'],
    [1500, '01:00'],
    [2880, '00:00'],
  ])('A1 %d is %s', (minute, text) => {
    expect(formatMinute(minute)).toBe(text);
  });

  it.each([-1, 2881, 0.5, Number.NaN])('A1 %d is no minute', (minute) => {
    expect(() => formatMinute(minute)).toThrow(RangeError);
  });

  it('A1 a range has an en dash, also past midnight', () => {
    expect(formatRange(600, 690)).toBe('10:00–11:30');
    expect(formatRange(1320, 1560)).toBe('22:00–02:00');
  });

  it.each([
    ['9:05', 545],
    ['09:05', 545],
    ['0905', 545],
    ['905', 545],
    ['9', 540],
    ['09', 540],
    ['18.30', 1110],
    ['18,30', 1110],
    ['18-30', 1110],
    ['18 30', 1110],
    [' 18:30 ', 1110],
    ['1830', 1110],
    ['0', 0],
    ['00:00', 0],
    ['23:59', 1439],
    ['24:00', 1440],
  ])('A1 %j is %d', (text, minute) => {
    expect(parseMinute(text)).toBe(minute);
  });

  it.each(['', ' ', '24:01', '25', '9:60', '9:5', '9:', ':30', '12345', '9:05:00', 'утром', '-1', '9:-5'])(
    'A1 %j is no time',
    (text) => {
      expect(parseMinute(text)).toBeNull();
    },
  );

  it('A1 every minute of a day is read back', () => {
    for (let minute = 0; minute < 1440; minute += 1) {
      const text = formatMinute(minute);
      expect([parseMinute(text), parseMinute(text.replace(':', ''))]).toEqual([minute, minute]);
    }
  });
});

describe('A16 wall time to instant', () => {
  it.each([
    // zone, date, minute, instant, kind
    ['Europe/Berlin', '2026-03-29', 90, '2026-03-29T00:30Z', 'exact'],
    ['Europe/Berlin', '2026-03-29', 119, '2026-03-29T00:59Z', 'exact'],
    ['Europe/Berlin', '2026-03-29', 120, '2026-03-29T01:00Z', 'nonexistent'], // 03:00 on the wall
    ['Europe/Berlin', '2026-03-29', 150, '2026-03-29T01:30Z', 'nonexistent'],
    ['Europe/Berlin', '2026-03-29', 179, '2026-03-29T01:59Z', 'nonexistent'],
    ['Europe/Berlin', '2026-03-29', 180, '2026-03-29T01:00Z', 'exact'],
    ['Europe/Berlin', '2026-03-28', 1590, '2026-03-29T01:30Z', 'nonexistent'], // the same night from the day before
    ['Europe/Berlin', '2026-10-25', 119, '2026-10-24T23:59Z', 'exact'],
    ['Europe/Berlin', '2026-10-25', 120, '2026-10-25T00:00Z', 'ambiguous'],
    ['Europe/Berlin', '2026-10-25', 179, '2026-10-25T00:59Z', 'ambiguous'],
    ['Europe/Berlin', '2026-10-25', 180, '2026-10-25T02:00Z', 'exact'],
    ['America/New_York', '2026-03-08', 119, '2026-03-08T06:59Z', 'exact'],
    ['America/New_York', '2026-03-08', 150, '2026-03-08T07:30Z', 'nonexistent'],
    ['America/New_York', '2026-03-08', 180, '2026-03-08T07:00Z', 'exact'],
    ['America/New_York', '2026-11-01', 59, '2026-11-01T04:59Z', 'exact'],
    ['America/New_York', '2026-11-01', 90, '2026-11-01T05:30Z', 'ambiguous'],
    ['America/New_York', '2026-11-01', 120, '2026-11-01T07:00Z', 'exact'],
    // Kazakhstan went from +06 to +05 at midnight: 23:00..24:00 of 29 February came twice.
    ['Asia/Almaty', '2024-02-29', 1379, '2024-02-29T16:59Z', 'exact'],
    ['Asia/Almaty', '2024-02-29', 1410, '2024-02-29T17:30Z', 'ambiguous'],
    ['Asia/Almaty', '2024-03-01', 0, '2024-02-29T19:00Z', 'exact'],
    ['Asia/Almaty', '2024-02-28', 600, '2024-02-28T04:00Z', 'exact'],
    ['Asia/Almaty', '2024-03-02', 600, '2024-03-02T05:00Z', 'exact'],
    ['Europe/Moscow', '2026-03-29', 150, '2026-03-28T23:30Z', 'exact'],
    ['Europe/Moscow', '2026-10-25', 150, '2026-10-24T23:30Z', 'exact'],
    ['Europe/Moscow', '2026-11-22', 2880, '2026-11-23T21:00Z', 'exact'],
    ['Australia/Lord_Howe', '2026-10-04', 135, '2026-10-03T15:45Z', 'nonexistent'], // a gap of half an hour
    ['Asia/Kathmandu', '2026-11-22', 600, '2026-11-22T04:15Z', 'exact'],
    ['Pacific/Apia', '2011-12-30', 720, '2011-12-30T22:00Z', 'nonexistent'], // a whole day was skipped
    ['UTC', '2026-11-22', 0, '2026-11-22T00:00Z', 'exact'],
  ] as const)('A16 %s %s minute %d is %s, %s', (timeZone, localDate, minute, instant, kind) => {
    expect(instantOf(localDate, minute, timeZone)).toEqual({ atMs: Date.parse(instant), kind });
  });

  it('A16 a nonexistent time is shifted forward by the gap', () => {
    const { atMs } = instantOf('2026-03-29', 150, 'Europe/Berlin');
    expect(localOf(atMs, 'Europe/Berlin')).toEqual({ localDate: '2026-03-29', minute: 210 });
  });

  it('A16 durations are elapsed time over a clock change', () => {
    const spring = instantOf('2026-03-29', 90, 'Europe/Berlin');
    expect(localOf(endInstant(spring.atMs, 120), 'Europe/Berlin').minute).toBe(270);
    const autumn = instantOf('2026-10-25', 90, 'Europe/Berlin');
    expect(localOf(endInstant(autumn.atMs, 120), 'Europe/Berlin').minute).toBe(150);
    const plain = instantOf('2026-03-29', 90, 'Europe/Moscow');
    expect(localOf(endInstant(plain.atMs, 120), 'Europe/Moscow').minute).toBe(210);
  });

  it('A16 refuses an unknown zone, a wrong date and a wrong minute', () => {
    expect(() => instantOf('2026-11-22', 0, 'Mars/Base')).toThrow(RangeError);
    expect(() => localOf(0, 'Mars/Base')).toThrow(RangeError);
    expect(() => instantOf('2026-02-30', 0, 'UTC')).toThrow(RangeError);
    expect(() => instantOf('2026-11-22', 2881, 'UTC')).toThrow(RangeError);
  });

  it('A16 seconds are dropped, before 1970 too', () => {
    expect(localOf(Date.parse('2026-11-22T09:05:59.999Z'), 'UTC')).toEqual({ localDate: '2026-11-22', minute: 545 });
    expect(localOf(-1, 'UTC')).toEqual({ localDate: '1969-12-31', minute: 1439 });
  });

  const zone = fc.constantFrom(
    'Europe/Berlin',
    'America/New_York',
    'Asia/Almaty',
    'Europe/Moscow',
    'Asia/Yekaterinburg',
    'America/St_Johns',
    'Australia/Lord_Howe',
    'Pacific/Kiritimati',
    'UTC',
  );

  it('A16 an existing wall time is shown by its instant, and its earlier twin is chosen', () => {
    fc.assert(
      fc.property(
        zone,
        fc.integer({ min: 10_957, max: 36_524 }),
        fc.integer({ min: 0, max: 1439 }),
        (timeZone, number, minute) => {
          const localDate = fromDayNumber(number);
          const { atMs, kind } = instantOf(localDate, minute, timeZone);
          const shown = localOf(atMs, timeZone);
          if (kind === 'nonexistent') expect(shown).not.toEqual({ localDate, minute });
          else expect(shown).toEqual({ localDate, minute });
          if (kind === 'ambiguous') {
            const later = [30, 60].map((shift) => localOf(endInstant(atMs, shift), timeZone));
            expect(later).toContainEqual({ localDate, minute });
          }
          expect(instantOf(addDays(localDate, -1), minute + 1440, timeZone)).toEqual({ atMs, kind });
        },
      ),
    );
  });

  it('A16 agrees with Intl minute by minute through both nights of a clock change', () => {
    const shown = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', timeStyle: 'short' });
    for (const night of ['2026-03-28T22:00Z', '2026-10-24T22:00Z']) {
      for (let minute = 0; minute < 360; minute += 1) {
        const atMs = Date.parse(night) + minute * 60_000;
        const local = localOf(atMs, 'Europe/Berlin');
        expect(formatMinute(local.minute)).toBe(shown.format(atMs));
        const back = instantOf(local.localDate, local.minute, 'Europe/Berlin');
        const isSecondPass = back.kind === 'ambiguous' && back.atMs !== atMs;
        expect(back.atMs).toBe(isSecondPass ? atMs - 3_600_000 : atMs);
      }
    }
  });
});
