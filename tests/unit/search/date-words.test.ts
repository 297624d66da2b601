import { describe, expect, test } from 'vitest';
import { keyOf } from '../../../src-renderer/access/device-key.ts';
import { findDates } from '../../../src-shared/search/date-words.rules.ts';

/** A Thursday. */
const TODAY = '2026-03-12';

describe('dates in the palette (ui.md 5)', () => {
  test.each([
    ['завтра', '2026-03-13'],
    ['Вчера', '2026-03-11'],
    ['tomorrow', '2026-03-13'],
    ['20.03', '2026-03-20'],
    ['20.3.', '2026-03-20'],
    ['20.03.2027', '2027-03-20'],
    ['20.03.27', '2027-03-20'],
    ['1 мая', '2026-05-01'],
    ['1 марта', '2026-03-01'],
    ['5 jan', '2026-01-05'],
    ['2026-04-01', '2026-04-01'],
    ['пятница', '2026-03-13'],
    ['пт', '2026-03-13'],
    ['чт', '2026-03-19'],
    ['среду', '2026-03-18'],
  ])('«%s» is %s', (text, date) => {
    expect(findDates(text, TODAY)).toContain(date);
  });

  test('a day without a year is the nearest one', () => {
    expect(findDates('28.12', '2026-01-05')).toEqual(['2025-12-28']);
    expect(findDates('05.01', '2025-12-28')).toEqual(['2026-01-05']);
  });

  test('the first letters offer every near day they may mean', () => {
    expect(findDates('поза', TODAY)).toEqual(['2026-03-10']);
    expect(findDates('после', TODAY)).toEqual(['2026-03-14']);
  });

  test.each(['31.02', '45.13', '', 'ольга', '9161234'])('«%s» is no date', (text) => {
    expect(findDates(text, TODAY)).toEqual([]);
  });
});

describe('the key of an unknown browser', () => {
  const key = 'IDScdtKEJcx4PSnzg4blm5seUvgBWwQEhhFVA4UmuN0';

  test('is found in the printed address and alone', () => {
    expect(keyOf(` http://127.0.0.1:4455/?key=${key}\n`)).toBe(key);
    expect(keyOf(`http://127.0.0.1:4455/?key=${key}&ticket=abc`)).toBe(key);
    expect(keyOf(key)).toBe(key);
  });

  test('is not found in anything else', () => {
    expect(keyOf('http://127.0.0.1:4455/')).toBeNull();
    expect(keyOf('что-то другое')).toBeNull();
  });
});
