import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SORT_COLUMNS, type SortColumn } from '../../../src-shared/segments/list-columns.rules.ts';
import {
  type ClientFacts,
  type Condition,
  FIELDS,
  FIELD_NAMES,
  type Field,
  type Filter,
  type Operator,
  type Value,
  ageOn,
  averageMinor,
  matches,
  operatorsOf,
} from '../../../src-shared/segments/segments.rules.ts';
import { TEST_TODAY } from '../../helpers/test-store.ts';
import { type RandomBase, SOURCES, openRandomBase } from './random-base.ts';

let base: RandomBase;
beforeAll(async () => {
  base = await openRandomBase(160, 7);
});
afterAll(() => base.close());

const owner = () => base.callerOf('owner');

function idsOf(filter: Filter, withArchived = false): number[] {
  return [...base.segments.idsOf({ filter, withArchived, sort: { column: 'name', isDescending: false } })].toSorted(
    (a, b) => a - b,
  );
}

function valuesOf(field: Field): Value[] {
  switch (field) {
    case 'category':
      return [...base.categoryIds, 9999];
    case 'tags':
      return [...base.tagIds];
    case 'responsible':
      return [...base.staffIds];
    case 'service':
      return [...base.serviceIds];
    case 'source':
      return SOURCES;
    case 'sex':
      return ['female', 'male'];
    case 'status':
      return ['active', 'sleeping', 'lost'];
    default:
      return ['processing', 'marketing', 'photo', 'health'];
  }
}

function conditionOf(field: Field, op: Operator): fc.Arbitrary<Condition> {
  const days = fc.integer({ min: 0, max: 400 });
  const values = fc.constant(null).chain(() => fc.subarray(valuesOf(field), { minLength: 1 }));
  const date = fc.integer({ min: 0, max: 900 }).map((back) => {
    const at = new Date(Date.UTC(2026, 2, 12) - back * 86_400_000);
    return at.toISOString().slice(0, 10);
  });
  const bounds = FIELDS[field] === 'money' ? [0, 600_000] : field === 'age' ? [0, 90] : [0, 60];
  const number = fc.option(fc.integer({ min: bounds[0]!, max: bounds[1]! }));
  switch (op) {
    case 'withinLast':
    case 'longerAgo':
    case 'withinNext':
      return days.map((count) => ({ field, op, days: count }));
    case 'between':
      return fc
        .tuple(fc.option(date), fc.option(date))
        .filter(([a, b]) => (a ?? b) !== null)
        .map(([a, b]) => {
          const [from, to] = a !== null && b !== null && a > b ? [b, a] : [a, b];
          return { field, op, from, to };
        });
    case 'months':
      return fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1 }).map((months) => ({ field, op, months }));
    case 'range':
      return fc
        .tuple(number, number)
        .filter(([a, b]) => (a ?? b) !== null)
        .map(([a, b]) => {
          const [min, max] = a !== null && b !== null && a > b ? [b, a] : [a, b];
          return { field, op, min, max };
        });
    case 'anyOf':
    case 'allOf':
    case 'noneOf':
    case 'done':
    case 'neverDone':
      return values.map((chosen) => ({ field, op, values: chosen }));
    case 'doneWithin':
    case 'notDoneFor':
      return fc.tuple(values, days).map(([chosen, count]) => ({ field, op, values: chosen, days: count }));
    case 'known':
    case 'unknown':
      return fc.constant({ field, op });
  }
}

const condition = fc
  .constantFrom(...FIELD_NAMES)
  .chain((field) => fc.constantFrom(...operatorsOf(field)).chain((op) => conditionOf(field, op)));
const join = fc.constantFrom('and' as const, 'or' as const);
const groupOf = (items: fc.Arbitrary<Condition | Filter>): fc.Arbitrary<Filter> =>
  fc.record({ join, items: fc.array(items, { maxLength: 4 }) });
const filter = groupOf(fc.oneof(condition, groupOf(fc.oneof(condition, groupOf(condition)))));

const expectedOf = (wanted: Filter, withArchived = false): number[] =>
  [...base.facts]
    .filter(([, facts]) => (withArchived || !facts.isArchived) && matches(wanted, facts, TEST_TODAY))
    .map(([id]) => id)
    .toSorted((a, b) => a - b);

describe('the database decides a filter as the rules do', () => {
  test.each(FIELD_NAMES.flatMap((field) => operatorsOf(field).map((op) => [field, op] as const)))(
    '%s %s',
    (field, op) => {
      fc.assert(
        fc.property(conditionOf(field, op), (one) => {
          const only: Filter = { join: 'and', items: [one] };
          expect(idsOf(only)).toEqual(expectedOf(only));
        }),
        { numRuns: 12, seed: 11 },
      );
    },
  );

  test('any and/or groups, with archived clients and without', () => {
    fc.assert(
      fc.property(filter, fc.boolean(), (wanted, withArchived) => {
        expect(idsOf(wanted, withArchived)).toEqual(expectedOf(wanted, withArchived));
        expect(base.segments.count({ filter: wanted, withArchived }).count).toBe(
          expectedOf(wanted, withArchived).length,
        );
      }),
      { numRuns: 150, seed: 5 },
    );
  });
});

const KEYS: Readonly<Record<SortColumn, (facts: ClientFacts & { words: string }) => string | number | null>> = {
  name: ({ words }) => words,
  lastOn: ({ lastOn }) => lastOn || null,
  nextOn: ({ nextOn }) => nextOn || null,
  firstOn: ({ firstOn }) => firstOn || null,
  visits: ({ visits }) => visits,
  spent: ({ spentMinor }) => spentMinor,
  average: ({ spentMinor, checks }) => averageMinor(spentMinor, checks),
  cadence: ({ cadenceDays }) => cadenceDays,
  noShows: ({ noShows }) => noShows,
  lateCancels: ({ lateCancels }) => lateCancels,
  status: ({ status }) => ['active', 'sleeping', 'lost'].indexOf(status) + 1 || null,
  category: ({ categoryId }) => (categoryId === null ? null : -categoryId),
  responsible: ({ responsibleId }) => (responsibleId === null ? null : -responsibleId),
  source: ({ source }) => source,
  birthday: ({ birthday }) =>
    birthday === null ? null : `${birthday.slice(5) < TEST_TODAY.slice(5) ? 1 : 0}${birthday.slice(5)}`,
  age: ({ birthday }) => (birthday === null ? null : -Number(birthday.replaceAll('-', ''))),
  sex: ({ sex }) => sex,
  createdOn: ({ createdOn }) => createdOn,
};

describe.each(SORT_COLUMNS)('sorted by %s', (column) => {
  test.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])(
    'descending %s, with archived %s: whole, in order, from anywhere, and the same with a filter',
    (isDescending, withArchived) => {
      const sort = { column, isDescending };
      const page = (offset: number, limit: number, wanted: Filter = { join: 'and', items: [] }) =>
        base.segments.rows(owner(), { filter: wanted, withArchived, sort, offset, limit });
      const { rows, total } = page(0, 200);
      expect(total).toBe(expectedOf({ join: 'and', items: [] }, withArchived).length);
      expect(rows.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(
        expectedOf({ join: 'and', items: [] }, withArchived),
      );
      const keysOf = (found: readonly { id: number; isArchived: boolean }[]) =>
        found.map(({ id, isArchived }) => {
          const key = KEYS[column](base.facts.get(id)!);
          return column === 'name' && isArchived ? `archived ${String(key)}` : key;
        });
      const live = keysOf(rows).filter((key) => !String(key).startsWith('archived'));
      const known = live.filter((key) => key !== null);
      const sorted = known.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
      expect(known).toEqual(isDescending ? sorted.toReversed() : sorted);
      expect(live.slice(known.length).every((key) => key === null)).toBe(true);
      for (const offset of [1, 37, 90, total - 3]) {
        expect(page(offset, 7).rows.map(({ id }) => id)).toEqual(rows.slice(offset, offset + 7).map(({ id }) => id));
      }
      const everybody: Filter = {
        join: 'or',
        items: [
          { field: 'phone', op: 'known' },
          { field: 'phone', op: 'unknown' },
        ],
      };
      expect(keysOf(page(0, 200, everybody).rows)).toEqual(keysOf(rows));
    },
  );
});

test('a client who was merged or erased is in no list, count or row, whatever is asked', () => {
  for (const column of SORT_COLUMNS) {
    const { rows } = base.segments.rows(owner(), {
      filter: { join: 'and', items: [] },
      withArchived: true,
      sort: { column, isDescending: true },
      offset: 0,
      limit: 200,
    });
    expect(rows.some(({ id }) => base.goneIds.includes(id))).toBe(false);
  }
  expect(idsOf({ join: 'and', items: [{ field: 'visits', op: 'range', min: 99, max: null }] }, true)).toEqual([]);
});

test('a row tells what the rules tell', () => {
  const { rows } = base.segments.rows(owner(), {
    filter: { join: 'and', items: [] },
    withArchived: true,
    sort: { column: 'name', isDescending: false },
    offset: 0,
    limit: 200,
  });
  for (const row of rows) {
    const facts = base.facts.get(row.id)!;
    expect(row).toMatchObject({
      lastOn: facts.lastOn || null,
      createdOn: facts.createdOn,
      age: ageOn(facts.birthday, TEST_TODAY),
      averageMinor: averageMinor(facts.spentMinor, facts.checks),
      status: facts.status || null,
      tagIds: facts.tagIds,
      isArchived: facts.isArchived,
    });
  }
});

test('a master sees masks, no mail and no address', () => {
  const { rows } = base.segments.rows(base.callerOf('master'), {
    filter: {
      join: 'and',
      items: [
        { field: 'phone', op: 'known' },
        { field: 'email', op: 'known' },
      ],
    },
    withArchived: false,
    sort: { column: 'name', isDescending: false },
    offset: 0,
    limit: 50,
  });
  expect(rows.length).toBeGreaterThan(3);
  for (const { phone, email, address } of rows) {
    expect(phone).toContain('••');
    expect([email, address]).toEqual([null, null]);
  }
});
