import { describe, expect, test } from 'vitest';
import type { DayVisit } from '../../../src-shared/journal/journal.contract.ts';
import {
  type VisitValues,
  type VisitWords,
  areSameValues,
  mergeFieldsOf,
  mergedValues,
  valuesOf,
} from '../../../src-renderer/journal/booking/visit-values.ts';

const line = (id: number, startMin: number, change: object = {}) => ({
  id,
  serviceId: 10 + id,
  staffId: 1,
  roomId: null,
  startMin,
  durationMin: 60,
  priceMinor: 200_000,
  ...change,
});
const visit = {
  id: 1,
  localDate: '2026-03-12',
  clientId: 7,
  clientName: 'Ольга К.',
  comment: '',
  source: 'reception',
  wantsThisMaster: false,
  lines: [line(1, 600), line(2, 600, { staffId: 2, durationMin: 90 }), line(3, 700)],
} as unknown as DayVisit;

const words: VisitWords = {
  label: (name, service) => (service === undefined ? name : `${service} ${name}`),
  service: (id) => `s${id}`,
  staff: (id) => `m${id}`,
  room: (id) => `r${id ?? '-'}`,
  minutes: (minutes) => `${minutes}`,
  money: (minor) => `${minor}`,
  time: (date, minute) => `${date} ${minute}`,
  source: (source) => source,
  flag: (is) => (is ? 'yes' : 'no'),
};
const original = valuesOf(visit);
const changed = (part: Partial<VisitValues>): VisitValues => ({ ...original, ...part });
const withWish = (index: number, part: object): VisitValues =>
  changed({ wishes: original.wishes.map((wish, at) => (at === index ? { ...wish, ...part } : wish)) });

describe('the form of a visit', () => {
  test('A7: services that run together, and pauses, are kept as they stand', () => {
    expect(original.wishes.map(({ isParallel, gapMin }) => [isParallel, gapMin])).toEqual([
      [false, 0],
      [true, 0],
      // The longer of the two ends at 11:30, the third begins at 11:40.
      [false, 10],
    ]);
    expect(areSameValues(original, valuesOf(visit))).toBe(true);
    expect(areSameValues(original, withWish(0, { priceMinor: 1 }))).toBe(false);
  });
});

describe('mine, theirs and the original', () => {
  test('only what somebody changed is shown; what one person changed is taken from them', () => {
    const mine = changed({ comment: 'mine', wantsThisMaster: true });
    const theirs = changed({ comment: 'theirs', startMin: 660 });
    const fields = mergeFieldsOf(original, mine, theirs, words);
    expect(fields.map(({ name, suggested, isConflict }) => [name, suggested, isConflict])).toEqual([
      ['time', 'theirs', false],
      ['comment', 'mine', true],
      ['wantsThisMaster', 'mine', false],
    ]);
  });

  test('the same change by both is no conflict', () => {
    const both = changed({ comment: 'same' });
    expect(mergeFieldsOf(original, both, both, words)[0]).toMatchObject({ isConflict: false, mine: 'same' });
  });

  test('services are compared field by field, and merged field by field', () => {
    const mine = withWish(0, { staffId: 5, priceMinor: 300_000 });
    const theirs = withWish(0, { staffId: 6, durationMin: 45 });
    const fields = mergeFieldsOf(original, mine, theirs, words);
    expect(fields.map(({ name, isConflict }) => [name, isConflict])).toEqual([
      ['0.staff', true],
      ['0.duration', false],
      ['0.price', false],
    ]);
    const sides = Object.fromEntries(fields.map(({ name, suggested }) => [name, suggested]));
    const merged = mergedValues(mine, theirs, { ...sides, '0.staff': 'theirs' });
    expect(merged.wishes[0]).toMatchObject({ staffId: 6, durationMin: 45, priceMinor: 300_000 });
    expect(merged.wishes[1]).toEqual(original.wishes[1]);
  });

  test('another list of services is one field', () => {
    const mine = changed({ wishes: original.wishes.slice(0, 2) });
    const theirs = withWish(2, { durationMin: 30 });
    const fields = mergeFieldsOf(original, mine, theirs, words);
    expect(fields.map(({ name }) => name)).toEqual(['services']);
    expect(mergedValues(mine, theirs, { services: 'mine' }).wishes).toHaveLength(2);
    expect(mergedValues(mine, theirs, { services: 'theirs' }).wishes).toEqual(theirs.wishes);
  });

  test('fields that nobody named come from the newer state', () => {
    const theirs = changed({ comment: 'theirs' });
    expect(mergedValues(original, theirs, {})).toEqual(theirs);
  });
});
