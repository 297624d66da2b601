import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inOrder, matchOf, readQuestion, searchable } from '../../../src-shared/search/match.rules.ts';
import { partDates } from '../../../src-shared/search/date-words.rules.ts';
import { readScope } from '../../../src-shared/search/scope.rules.ts';

const rank = (text: string, title: string, others: string[] = []) =>
  matchOf(readQuestion(text), searchable(title, others))?.rank ?? null;

describe('rank of a match', () => {
  test.each([
    ['Окрашивание', 'окрашивание', 0],
    ['Окрашивание в один тон', 'окраш', 1],
    ['Окрашивание в один тон', 'тон окраш', 2],
    ['Окрашивание в один тон', 'краши', 3],
    ['Окрашивание в один тон', 'jrhfi', 4],
    ['Окрашивание в один тон', 'okrash', 4],
    ['Окрашивание в один тон', 'акрашивание', 5],
    ['Часовой пояс', 'чесовой', 5],
    ['Окрашивание в один тон', 'стрижка', null],
    ['Окрашивание в один тон', '', null],
    ['Щётка', 'щетка', 0],
  ] as const)('«%s» by «%s» is %s', (title, text, expected) => {
    expect(rank(text, title)).toBe(expected);
  });

  test('a synonym counts as much as the middle of a word', () => {
    expect(rank('бэкап', 'Резервные копии', ['бэкап backup'])).toBe(3);
    expect(rank('бекап', 'Резервные копии', ['бэкап backup'])).toBe(5);
  });

  test('every title is met by itself, whatever it is, and marks lie inside it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (title) => {
        const question = readQuestion(title);
        fc.pre(question.words.length > 0);
        const match = matchOf(question, searchable(title));
        expect(match).not.toBeNull();
        for (const [start, end] of match!.marks) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(title.length);
          expect(start).toBeLessThan(end);
        }
      }),
    );
  });

  test('the archive stands behind everything else', () => {
    const items = [
      { rank: 0, isArchived: true },
      { rank: 5, isArchived: false },
      { rank: 1, isArchived: false },
    ];
    expect(inOrder(items)).toEqual([items[2], items[1], items[0]]);
  });
});

describe('scope', () => {
  test.each([
    ['@ната', 'clients', 'ната'],
    ['"ната', 'clients', 'ната'],
    ['№ завтра', 'visits', 'завтра'],
    ['> резерв', 'commands', 'резерв'],
    ['/резерв', 'commands', 'резерв'],
    ['=пояс', 'settings', 'пояс'],
    ['*стрижка', 'catalogue', 'стрижка'],
    ['  ната ', null, 'ната'],
  ] as const)('of «%s» is %s', (text, scope, rest) => {
    expect(readScope(text)).toEqual({ scope, text: rest });
  });
});

describe('dates among words', () => {
  test.each([
    ['белова завтра', ['2026-03-13'], ['белова']],
    ['12 марта стрижка', ['2026-03-12'], ['стрижка']],
    ['стрижка 20.03 белова', ['2026-03-20'], ['стрижка', 'белова']],
    ['пятница', ['2026-03-13'], []],
  ] as const)('«%s»', (text, dates, rest) => {
    expect(partDates(text, '2026-03-12')).toEqual({ dates, rest });
  });

  test('none in a name', () => {
    expect(partDates('наталья белова', '2026-03-12')).toBeNull();
  });
});
