import { describe, expect, test } from 'vitest';
import {
  type StatusFacts,
  type StatusSettings,
  clientStatus,
  personalInterval,
} from '../../../src-shared/client-figures/client-figures.rules.ts';

describe('R12: how often somebody comes', () => {
  test.each([
    ['no visit', [], null],
    ['three visits are two intervals', ['2026-01-01', '2026-01-11', '2026-01-21'], null],
    ['three intervals', ['2026-01-01', '2026-01-11', '2026-01-21', '2026-02-20'], 10],
    ['an even number: half a day up', ['2026-01-01', '2026-01-02', '2026-01-12', '2026-01-23', '2026-02-28'], 11],
    [
      'only the newest five count',
      ['2025-01-01', '2026-01-01', ...[3, 5, 7, 9, 11].map((d) => `2026-01-${String(d).padStart(2, '0')}`)],
      2,
    ],
    ['two visits of a day are one coming', ['2026-01-01', '2026-01-01', '2026-01-11', '2026-01-21'], null],
  ])('%s', (_, dates, days) => {
    expect(personalInterval(dates)).toBe(days);
  });
});

describe('active, sleeping, lost', () => {
  const TODAY = '2026-03-12';
  const settings: StatusSettings = { clientStatusBy: 'rhythm', sleepingDays: 45, lossDays: 60 };
  const facts: StatusFacts = { manual: null, lastOn: '', nextOn: '', cadenceDays: null };
  test.each<[string, Partial<StatusFacts>, Partial<StatusSettings>, string | null]>([
    ['never been here', {}, {}, null],
    ['never been here, but booked', { nextOn: '2026-03-20' }, {}, 'active'],
    ['here today', { lastOn: TODAY }, {}, 'active'],
    ['R4: 45 days ago', { lastOn: '2026-01-26' }, {}, 'active'],
    ['R4: 46 days ago', { lastOn: '2026-01-25' }, {}, 'sleeping'],
    ['R4: 60 days ago', { lastOn: '2026-01-11' }, {}, 'sleeping'],
    ['R4: 61 days ago', { lastOn: '2026-01-10' }, {}, 'lost'],
    ['long gone, but booked again', { lastOn: '2025-01-10', nextOn: '2026-04-01' }, {}, 'active'],
    ['own rhythm of 10 days, 20 days ago', { lastOn: '2026-02-20', cadenceDays: 10 }, {}, 'active'],
    ['own rhythm of 10 days, 21 days ago', { lastOn: '2026-02-19', cadenceDays: 10 }, {}, 'sleeping'],
    ['R12: own rhythm of 10 days, 31 days ago', { lastOn: '2026-02-09', cadenceDays: 10 }, {}, 'lost'],
    ['own rhythm of 90 days, 100 days ago', { lastOn: '2025-12-02', cadenceDays: 90 }, {}, 'active'],
    ['the salon counts days', { lastOn: '2025-12-02', cadenceDays: 90 }, { clientStatusBy: 'days' }, 'lost'],
    ['what a person set stands', { manual: 'lost', lastOn: TODAY, nextOn: TODAY }, {}, 'lost'],
  ])('%s', (_, change, other, status) => {
    expect(clientStatus({ ...facts, ...change }, TODAY, { ...settings, ...other })).toBe(status);
  });
});
