import { describe, expect, test } from 'vitest';
import { type ServiceShape, segmentsTotalMin, serviceFault } from '../../../src-shared/services/services.rules.ts';
import { personName, shortPersonName } from '../../../src-shared/staff/staff.rules.ts';

const colouring: ServiceShape = {
  priceMinor: 450_000,
  priceMaxMinor: 900_000,
  durationMin: 120,
  segments: [
    { kind: 'active', minutes: 45 },
    { kind: 'processing', minutes: 40 },
    { kind: 'active', minutes: 35 },
  ],
};

describe('A5 segments', () => {
  test('A5 client time is the sum of the segments', () => {
    expect(segmentsTotalMin(colouring.segments!)).toBe(120);
    expect(segmentsTotalMin([])).toBe(0);
  });

  test.each([
    ['a service in segments', {}, null],
    ['a service without segments', { segments: null, durationMin: 30 }, null],
    ['segments that do not add up', { durationMin: 125 }, { field: 'segments', fault: 'SUM_DIFFERS' }],
    ['an empty list of segments', { segments: [] }, { field: 'segments', fault: 'SUM_DIFFERS' }],
    [
      'nothing but waiting',
      { segments: [{ kind: 'processing' as const, minutes: 120 }] },
      { field: 'segments', fault: 'NO_WORK' },
    ],
    ['P2 one price', { priceMaxMinor: null }, null],
    ['P2 a range of one price', { priceMaxMinor: 450_000 }, null],
    [
      'P2 a range that ends below its beginning',
      { priceMaxMinor: 449_999 },
      { field: 'priceMaxMinor', fault: 'BELOW_MINIMUM' },
    ],
  ])('A5 %s', (_, values, fault) => {
    expect(serviceFault({ ...colouring, ...values })).toEqual(fault);
  });
});

describe('names', () => {
  test('are written in the order of the salon, without stray spaces', () => {
    const anna = { firstName: 'Анна', lastName: 'Соколова' };
    expect(personName(anna, 'firstLast')).toBe('Анна Соколова');
    expect(personName(anna, 'lastFirst')).toBe('Соколова Анна');
    expect(personName({ firstName: 'Анна', lastName: '' }, 'lastFirst')).toBe('Анна');
    expect(shortPersonName(anna)).toBe('Анна С.');
    expect(shortPersonName({ firstName: 'Анна', lastName: '' })).toBe('Анна');
  });
});
