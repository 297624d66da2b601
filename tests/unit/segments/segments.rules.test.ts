import { describe, expect, test } from 'vitest';
import { addDays } from '../../../src-shared/kernel/local-date.ts';
import {
  type ClientFacts,
  type Condition,
  type Filter,
  ageOn,
  averageMinor,
  completeFilter,
  filterFault,
  matches,
  operatorsOf,
} from '../../../src-shared/segments/segments.rules.ts';
import { csvLine, neutralised } from '../../../src-main/segments/csv.rules.ts';
import {
  fittingWidth,
  movedColumn,
  toggledColumn,
  USUAL_COLUMNS,
} from '../../../src-shared/segments/list-columns.rules.ts';

const TODAY = '2026-03-12';
const FACTS: ClientFacts = {
  firstOn: '2024-01-10',
  lastOn: '2025-12-12',
  nextOn: '',
  createdOn: '2024-01-10',
  birthday: '1990-03-15',
  visits: 4,
  noShows: 1,
  lateCancels: 0,
  spentMinor: 1_000_000,
  checks: 4,
  cadenceDays: null,
  status: 'sleeping',
  categoryId: 2,
  responsibleId: null,
  source: 'Карты',
  sex: 'female',
  tagIds: [1, 3],
  consents: ['marketing'],
  services: [{ serviceId: 7, lastOn: '2025-12-12' }],
  hasPhone: true,
  hasEmail: false,
  hasAllergy: false,
};
const only = (condition: Condition): Filter => ({ join: 'and', items: [condition] });
const holds = (condition: Condition, change: Partial<ClientFacts> = {}): boolean =>
  matches(only(condition), { ...FACTS, ...change }, TODAY);

describe('relative dates', () => {
  test.each<[Condition, boolean]>([
    [{ field: 'lastOn', op: 'withinLast', days: 90 }, true],
    [{ field: 'lastOn', op: 'withinLast', days: 89 }, false],
    [{ field: 'lastOn', op: 'longerAgo', days: 89 }, true],
    [{ field: 'lastOn', op: 'longerAgo', days: 90 }, false],
    [{ field: 'nextOn', op: 'withinNext', days: 7 }, false],
    [{ field: 'firstOn', op: 'between', from: '2024-01-10', to: '2024-01-10' }, true],
    [{ field: 'firstOn', op: 'between', from: null, to: '2024-01-09' }, false],
  ])('%j is %s', (condition, expected) => {
    expect(holds(condition)).toBe(expected);
  });

  test('a visit is either within the last days or longer ago, never both or neither', () => {
    for (let back = 0; back < 200; back++) {
      const lastOn = addDays(TODAY, -back);
      const within = holds({ field: 'lastOn', op: 'withinLast', days: 90 }, { lastOn });
      expect(holds({ field: 'lastOn', op: 'longerAgo', days: 90 }, { lastOn })).toBe(!within);
    }
  });
});

describe('birthdays', () => {
  test.each<[string, string, number, boolean]>([
    ['1990-03-12', TODAY, 0, true],
    ['1990-03-15', TODAY, 2, false],
    ['1990-03-15', TODAY, 3, true],
    ['1990-01-02', '2025-12-28', 7, true],
    ['1990-12-27', '2025-12-28', 7, false],
    ['1992-02-29', '2026-02-28', 0, true],
    ['1992-02-29', '2026-02-20', 8, true],
    ['1992-02-29', '2024-02-28', 0, false],
    ['1992-02-29', '2024-02-29', 0, true],
    ['1990-07-01', TODAY, 365, true],
  ])('%s seen on %s within %i days: %s', (birthday, today, days, expected) => {
    const filter = only({ field: 'birthday', op: 'withinNext', days });
    expect(matches(filter, { ...FACTS, birthday }, today)).toBe(expected);
  });

  test.each<[string, string, number | null]>([
    ['2000-03-12', TODAY, 26],
    ['2000-03-13', TODAY, 25],
    ['2004-02-29', '2025-02-28', 20],
    ['2004-02-29', '2025-03-01', 21],
    ['2027-01-01', TODAY, null],
  ])('born %s, on %s: %s years', (birthday, today, age) => {
    expect(ageOn(birthday, today)).toBe(age);
  });
});

test('groups: and, or, one in another; an empty one lets everybody through', () => {
  const yes: Condition = { field: 'sex', op: 'anyOf', values: ['female'] };
  const no: Condition = { field: 'sex', op: 'anyOf', values: ['male'] };
  const run = (filter: Filter): boolean => matches(filter, FACTS, TODAY);
  expect(run({ join: 'and', items: [] })).toBe(true);
  expect(run({ join: 'and', items: [yes, no] })).toBe(false);
  expect(run({ join: 'or', items: [yes, no] })).toBe(true);
  expect(run({ join: 'and', items: [yes, { join: 'or', items: [no, yes] }] })).toBe(true);
  expect(run({ join: 'or', items: [no, { join: 'and', items: [yes, no] }] })).toBe(false);
});

test.each<[Condition, boolean]>([
  [{ field: 'tags', op: 'allOf', values: [1, 3] }, true],
  [{ field: 'tags', op: 'allOf', values: [1, 2] }, false],
  [{ field: 'tags', op: 'noneOf', values: [2] }, true],
  [{ field: 'responsible', op: 'noneOf', values: [5] }, true],
  [{ field: 'responsible', op: 'unknown' }, true],
  [{ field: 'service', op: 'done', values: [7, 8] }, true],
  [{ field: 'service', op: 'neverDone', values: [8] }, true],
  [{ field: 'service', op: 'doneWithin', values: [7], days: 30 }, false],
  [{ field: 'service', op: 'notDoneFor', values: [7], days: 30 }, true],
  [{ field: 'service', op: 'notDoneFor', values: [8], days: 30 }, false],
  [{ field: 'consents', op: 'anyOf', values: ['marketing'] }, true],
  [{ field: 'email', op: 'unknown' }, true],
  [{ field: 'average', op: 'range', min: 250_000, max: 250_000 }, true],
])('%j is %s', (condition, expected) => {
  expect(holds(condition)).toBe(expected);
});

test('the average is half up, and nought without visits', () => {
  expect([averageMinor(5, 2), averageMinor(4, 3), averageMinor(0, 0)]).toEqual([3, 1, 0]);
});

test('a question that a field cannot answer is refused, a half-filled one is not asked', () => {
  expect(filterFault(only({ field: 'phone', op: 'withinLast', days: 3 }))).toBe('WRONG_QUESTION');
  expect(filterFault(only({ field: 'visits', op: 'range', min: 3, max: 2 }))).toBe('WRONG_QUESTION');
  expect(filterFault(only({ field: 'nextOn', op: 'withinLast', days: 3 }))).toBe('WRONG_QUESTION');
  const deep: Filter = {
    join: 'or',
    items: [{ join: 'or', items: [{ join: 'or', items: [{ join: 'or', items: [] }] }] }],
  };
  expect(filterFault(deep)).toBe('TOO_DEEP');
  expect(completeFilter({ join: 'and', items: [{ field: 'tags', op: 'anyOf', values: [] }, deep] }).items).toEqual([]);
  expect(operatorsOf('visits')).toEqual(['range']);
});

test.each(['=1+1', '+7(999)', '-2', '@x', '\t=1', '\u00A0=1', '\r\n@x', ' =cmd', '\u0000=1'])(
  'S6: %j is no formula in CSV',
  (text) => {
    expect(neutralised(text)).toBe(/^-\d/u.test(text) ? text : `'${text}`);
  },
);

test('S6: a phone as it is written here, a mask and a number survive CSV as they are', () => {
  for (const text of ['+7 916 123-45-67', '+7 916 123-45-67, +7 903 555-77-88', '+7 9•• •••-••-67', '-12,50', 'Анна']) {
    expect(neutralised(text)).toBe(text);
  }
  expect(csvLine(['а;б', 'в"г', ''])).toBe('"а;б";"в""г";\r\n');
});

test('columns are moved, shown and hidden; the name stays', () => {
  expect(movedColumn(USUAL_COLUMNS, 1, 0)[0]?.id).toBe('phone');
  expect(toggledColumn(USUAL_COLUMNS, 'name').length).toBe(USUAL_COLUMNS.length);
  expect(toggledColumn(USUAL_COLUMNS, 'age').at(-1)?.id).toBe('age');
  expect(fittingWidth(3)).toBe(60);
});
