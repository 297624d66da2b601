import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Person,
  SUSPECTED_SCORE,
  findPairs,
  firstNameKey,
  likened,
  likenessOf,
} from '../../../src-shared/duplicates/duplicates.rules.ts';
import { MERGE_FIELDS, mergedValues, suggestedSide, valueOf } from '../../../src-shared/duplicates/merge.rules.ts';

const person = (id: number, firstName: string, lastName: string, more: Partial<Person> = {}): Person => ({
  id,
  firstName,
  lastName,
  middleName: '',
  birthday: null,
  email: null,
  cardNumber: null,
  phones: [],
  ...more,
});
const score = (a: Person, b: Person, bearers?: number) => likenessOf(likened(a), likened(b), bearers).score;

test.each([
  ['Наташа', 'Наталья'],
  ['Natalya', 'Наталия'],
  ['Лёша', 'Алексей'],
  ['Настя', 'Анастасия'],
  ['Елена', 'Алёна'],
])('%s and %s are one first name', (one, other) => {
  expect(firstNameKey(one)).toBe(firstNameKey(other));
});

describe('likeness', () => {
  const phones = ['79160000001'];
  const birthday = '1990-05-01';
  test.each([
    [
      'one phone, one name',
      person(1, 'Наталья', 'Белова', { phones }),
      person(2, 'Наташа', 'Белова', { phones }),
      true,
    ],
    [
      'one phone, married since',
      person(1, 'Анна', 'Белова', { phones }),
      person(2, 'Анна', 'Чернова', { phones }),
      true,
    ],
    [
      'one phone, mother and daughter',
      person(1, 'Ольга', 'Белова', { phones }),
      person(2, 'Дарья', 'Белова', { phones }),
      false,
    ],
    ['name and birthday', person(1, 'Анна', 'Белова', { birthday }), person(2, 'Анна', 'Белова', { birthday }), true],
    [
      'misspelt name and birthday',
      person(1, 'Анна', 'Ковалева', { birthday }),
      person(2, 'Анна', 'Кавалева', { birthday }),
      true,
    ],
    [
      'names the other way round',
      person(1, 'Анна', 'Ковалева', { phones }),
      person(2, 'Ковалева', 'Анна', { phones }),
      true,
    ],
    ['namesakes', person(1, 'Анна', 'Иванова'), person(2, 'Анна', 'Иванова'), false],
    [
      'namesakes of other birthdays, one phone',
      person(1, 'Анна', 'Иванова', { phones, birthday }),
      person(2, 'Анна', 'Иванова', { phones, birthday: '1960-01-01' }),
      true,
    ],
    ['one e-mail', person(1, 'Анна', 'Иванова', { email: 'A@b.ru' }), person(2, 'Анна', '', { email: 'a@B.ru' }), true],
  ] as const)('%s', (_, one, other, isSuspected) => {
    expect(score(one, other) >= SUSPECTED_SCORE).toBe(isSuspected);
  });

  test('a rare name is enough, a common one is not', () => {
    const [one, other] = [person(1, 'Аглая', 'Преображенская'), person(2, 'Аглая', 'Преображенская')];
    expect(score(one, other, 2)).toBeGreaterThanOrEqual(SUSPECTED_SCORE);
    expect(score(one, other, 40)).toBeLessThan(SUSPECTED_SCORE);
  });

  test('does not depend on who is named first, and stays between 0 and 100', () => {
    const name = fc.constantFrom('Анна', 'Аня', 'Наталья', 'Белова', 'Кавалева', 'Ковалева', '');
    const some = fc.record({
      id: fc.nat(),
      firstName: name,
      lastName: name,
      middleName: name,
      birthday: fc.constantFrom(null, '1990-05-01', '1991-01-01'),
      email: fc.constantFrom(null, 'a@b', 'c@d'),
      cardNumber: fc.constantFrom(null, '1', '2'),
      phones: fc.subarray(['1', '2', '3']),
    });
    fc.assert(
      fc.property(some, some, (a, b) => {
        const one = likenessOf(likened(a), likened(b), 2);
        expect(one).toEqual(likenessOf(likened(b), likened(a), 2));
        expect(one.score).toBeGreaterThanOrEqual(0);
        expect(one.score).toBeLessThanOrEqual(100);
      }),
    );
  });
});

test('pairs are found through blocks, each once, the surest first', () => {
  const people = [
    person(3, 'Анна', 'Белова', { phones: ['1'], email: 'a@b' }),
    person(1, 'Аня', 'Белова', { phones: ['1'], email: 'a@b' }),
    person(2, 'Инна', 'Котова', { birthday: '1980-01-01' }),
    person(4, 'Инна', 'Катова', { birthday: '1980-01-01' }),
    person(5, 'Пётр', 'Орлов', { phones: ['9'] }),
  ];
  expect(findPairs(people, 10).map(({ oneId, otherId }) => [oneId, otherId])).toEqual([
    [1, 3],
    [2, 4],
  ]);
});

describe('fields of a merge', () => {
  test('the kept side wins, what it lacks is filled, and nothing that may matter gets lost', () => {
    expect(suggestedSide('first_name', 'Анна', 'Аня')).toBe('kept');
    expect(suggestedSide('email', null, 'a@b')).toBe('merged');
    expect(suggestedSide('allergy', 'Никель', 'Хна')).toBe('both');
    expect(suggestedSide('note', '', '')).toBe('kept');
    expect(valueOf('allergy', 'both', 'Никель', 'Хна')).toBe('Никель; Хна');
    expect(valueOf('note', 'both', 'Кофе', 'Чай')).toBe('Кофе\nЧай');
    expect(valueOf('messengers_json', 'both', '[{"a":1}]', '[{"a":1},{"b":2}]')).toBe('[{"a":1},{"b":2}]');
  });

  test('a merge with itself changes nothing, whatever is chosen', () => {
    const values = Object.fromEntries(MERGE_FIELDS.map((field) => [field, `${field}!`])) as never;
    expect(mergedValues(values, values, {})).toEqual({});
  });
});
