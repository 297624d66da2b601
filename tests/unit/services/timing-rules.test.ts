import { describe, expect, test } from 'vitest';
import {
  type FixedStarts,
  type TimedService,
  fixedStartsOn,
  resolveTiming,
  timeOverrideFault,
} from '../../../src-shared/services/timing.rules.ts';

const CUT: TimedService = {
  durationMin: 60,
  segments: null,
  staff: [
    { staffId: 1, durationMin: 45, segments: null },
    { staffId: 2, durationMin: null, segments: null },
  ],
  levels: [{ levelId: 7, durationMin: 50, segments: null }],
};
const quick = [
  { kind: 'active', minutes: 30 },
  { kind: 'processing', minutes: 20 },
  { kind: 'active', minutes: 25 },
] as const;
const usual = [
  { kind: 'active', minutes: 45 },
  { kind: 'processing', minutes: 35 },
  { kind: 'active', minutes: 40 },
] as const;
const COLOUR: TimedService = {
  durationMin: 120,
  segments: usual,
  staff: [{ staffId: 1, durationMin: 75, segments: quick }],
  levels: [{ levelId: 7, durationMin: null, segments: [{ kind: 'active', minutes: 90 }] }],
};

describe('A5 how long a service takes', () => {
  test.each([
    ['the master before the level', CUT, 1, 7, { durationMin: 45, segments: null, source: 'master' }],
    ['the level before the service', CUT, 2, 7, { durationMin: 50, segments: null, source: 'level' }],
    ['the service', CUT, 2, null, { durationMin: 60, segments: null, source: 'service' }],
    ['nobody in particular', CUT, null, null, { durationMin: 60, source: 'service' }],
    ['a master with own segments', COLOUR, 1, 7, { durationMin: 75, segments: quick, source: 'master' }],
    ['a level with own segments', COLOUR, 2, 7, { durationMin: 90, source: 'level' }],
    ['the segments of the service', COLOUR, 2, null, { durationMin: 120, segments: usual, source: 'service' }],
  ])('A5 %s', (_, service, staffId, levelId, expected) => {
    expect(resolveTiming(service, staffId, levelId)).toMatchObject(expected);
  });

  test('A5 a bare length of a service in segments is work without a pause', () => {
    const service = { ...COLOUR, staff: [{ staffId: 1, durationMin: 100, segments: null }] };
    expect(resolveTiming(service, 1, null)).toEqual({ durationMin: 100, segments: null, source: 'master' });
  });

  test.each([
    ['a bare length of a service in segments', COLOUR, { durationMin: 75, segments: null }, 'SERVICE_HAS_SEGMENTS'],
    ['segments of a service in one piece', CUT, { durationMin: null, segments: quick }, 'SERVICE_WITHOUT_SEGMENTS'],
    [
      'nothing but waiting',
      COLOUR,
      { durationMin: null, segments: [{ kind: 'processing' as const, minutes: 30 }] },
      'NO_WORK',
    ],
    ['a length beside the sum', COLOUR, { durationMin: 80, segments: quick }, 'SUM_DIFFERS'],
    ['nothing own', COLOUR, { durationMin: null, segments: null }, null],
    ['own segments', COLOUR, { durationMin: 75, segments: quick }, null],
    ['an own length', CUT, { durationMin: 30, segments: null }, null],
  ])('A5 override fault: %s', (_, service, override, fault) => {
    expect(timeOverrideFault(service, override)).toBe(fault);
  });
});

describe('J19 fixed start times', () => {
  const fixed: FixedStarts = {
    // Monday 10:00 and 14:00, Thursday 18:00.
    weekly: [[840, 600], [], [], [1080], [], [], []],
    dates: [
      { localDate: '2026-03-12', starts: [720] },
      { localDate: '2026-03-16', starts: [] },
    ],
  };
  test.each([
    ['without them every time', null, '2026-03-12', null],
    ['a weekday, ascending', fixed, '2026-03-09', [600, 840]],
    ['a date instead of its weekday', fixed, '2026-03-12', [720]],
    ['the weekday a week later', fixed, '2026-03-19', [1080]],
    ['a date without any', fixed, '2026-03-16', []],
    ['a weekday without any', fixed, '2026-03-10', []],
  ])('J19 %s', (_, starts, localDate, expected) => {
    expect(fixedStartsOn(starts, localDate)).toEqual(expected);
  });
});
