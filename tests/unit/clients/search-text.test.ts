import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editDistance, forgivenMistakes, isSlip } from '../../../src-shared/search/edit-distance.rules.ts';
import {
  nameMarks,
  phoneMarks,
  phonePrefixes,
  searchWords,
  soundOf,
} from '../../../src-shared/search/search-text.rules.ts';
import { displayName } from '../../../src-shared/clients/clients.rules.ts';
import { formatPhone } from '../../../src-shared/kernel/fold.ts';

describe('words of a name', () => {
  test('fold, lose their apostrophes and part at hyphens', () => {
    expect(searchWords("  О'Коннор-Ёлкина \u{a0} АННА ")).toEqual(['оконнор', 'елкина', 'анна']);
  });

  test.each([
    ['Юлия', 'Yulia'],
    ['Юлия', 'Julija'],
    ['Ксения', 'Xenia'],
    ['Щукина', 'Schukina'],
    ['Наталия', 'Наталья'],
    ['Марцинкевич', 'Marcinkevich'],
    ['Семён', 'Semyon'],
    ['Софья', 'Sofia'],
  ])('%s sounds like %s', (one, other) => {
    expect(soundOf(searchWords(one)[0]!)).toBe(soundOf(searchWords(other)[0]!));
  });
});

describe('marks', () => {
  test('stand over the letters that met the query, ё and hyphens included', () => {
    expect(nameMarks('Анна-Мария Королёва', [['корол'], ['мар']])).toEqual([
      [5, 8],
      [11, 16],
    ]);
    expect(nameMarks('Королёва', [['олева']])).toEqual([[3, 8]]);
  });

  test('prefer the beginning of a word to its middle', () => {
    expect(nameMarks('Ванда Иванова', [['ван']])).toEqual([[0, 3]]);
    expect(nameMarks('Дарья Иванова Ванда', [['ван']])).toEqual([[14, 17]]);
  });

  test('are refused when a term is not in the name', () => {
    expect(nameMarks('Анна Иванова', [['анна'], ['пет']])).toBeNull();
  });

  test('cover what was typed and nothing but it, wherever it was cut out of the name', () => {
    const letters = fc.string({ unit: fc.constantFrom('а', 'б', 'в', 'ё', 'й', 'щ'), minLength: 3, maxLength: 9 });
    fc.assert(
      fc.property(letters, fc.nat(), fc.nat(), (name, from, length) => {
        const start = from % name.length;
        const part = name.slice(start, start + 1 + (length % (name.length - start)));
        const folded = searchWords(part)[0]!;
        const [[markStart, markEnd] = [0, 0]] = nameMarks(name, [[folded]]) ?? [];
        expect(searchWords(name.slice(markStart, markEnd))[0]).toBe(folded);
      }),
    );
  });

  test('of a phone count digits, not signs; four digits are its end', () => {
    const digits = '79161234567';
    const marked = (wanted: string[]) => {
      const [[start, end] = [0, 0]] = phoneMarks(digits, wanted) ?? [];
      return formatPhone(digits).slice(start, end);
    };
    expect(marked(['4567'])).toBe('45-67');
    expect(marked(phonePrefixes('8916'))).toBe('7 916');
    expect(phoneMarks(digits, ['999'])).toBeNull();
  });
});

describe('edit distance', () => {
  test.each([
    ['кавалева', 'ковалева', 1],
    ['щюкина', 'щукина', 1],
    ['иавнова', 'иванова', 1],
    ['ковалев', 'ковалева', 1],
    ['коволёва', 'ковалева', 2],
    ['анна', 'анна', 0],
    ['анна', 'ольга', 3],
  ])('%s to %s is %i', (typed, word, expected) => {
    expect(editDistance(typed, word, 2).whole).toBe(expected);
  });

  test('to the nearest beginning lets a word be typed half', () => {
    expect(editDistance('кавал', 'ковалева', 1).prefix).toBe(1);
    expect(editDistance('кавал', 'ковалева', 1).whole).toBe(2);
  });

  test('agrees with the plain definition for all short words', () => {
    const word = fc.string({ unit: fc.constantFrom('а', 'б', 'в'), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 6 }), (one, other, limit) => {
        const { whole, prefix } = editDistance(one, other, limit);
        const beginnings = Array.from({ length: other.length + 1 }, (_, end) => plain(one, other.slice(0, end)));
        expect(whole).toBe(Math.min(plain(one, other), limit + 1));
        expect(prefix).toBe(Math.min(...beginnings, limit + 1));
      }),
    );
  });

  test.each([
    ['попоав', 'попова', true],
    ['попоав', 'попов', false],
    ['ворониан', 'воронина', true],
    ['щербаккова', 'щербакова', true],
    ['филипова', 'филиппова', true],
    ['соловева', 'соловьева', true],
    ['подячая', 'подьячая', true],
    ['аанна', 'анна', true],
    ['иванова', 'ивакова', false],
    ['иванова', 'иваноав', true],
    ['иванова', 'ивнаоав', false],
    ['иванов', 'иванова', false],
    ['анна', 'анна', false],
    ['', 'а', false],
  ])('%s is one slip of the hand from %s: %s', (typed, word, expected) => {
    expect(isSlip(typed, word)).toBe(expected);
    expect(isSlip(word, typed)).toBe(expected);
  });

  test('a slip is always one mistake', () => {
    const word = fc.string({ unit: fc.constantFrom('а', 'б', 'ь'), maxLength: 6 });
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(!isSlip(one, other) || plain(one, other) === 1).toBe(true);
      }),
    );
  });

  test('forgives one mistake in short words and two in long ones', () => {
    expect(['анн', 'анна', 'иванов', 'иванова'].map(forgivenMistakes)).toEqual([0, 1, 1, 2]);
  });
});

test('a name is written in the order of the setting, the patronymic after the first name', () => {
  const parts = { firstName: 'Анна', lastName: 'Ковалёва', middleName: 'Ивановна' };
  expect(displayName(parts, 'firstLast')).toBe('Анна Ковалёва');
  expect(displayName(parts, 'lastFirst', true)).toBe('Ковалёва Анна Ивановна');
  expect(displayName({ firstName: 'Анна', lastName: '' }, 'lastFirst')).toBe('Анна');
});

/** Optimal string alignment by its recursive definition. */
function plain(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const costs = [
    plain(a.slice(1), b) + 1,
    plain(a, b.slice(1)) + 1,
    plain(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1),
  ];
  if (a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0]) costs.push(plain(a.slice(2), b.slice(2)) + 1);
  return Math.min(...costs);
}
