import { describe, expect, test } from 'vitest';
import {
  addressPath,
  firstOfMonthView,
  readAddress,
  steppedDate,
} from '../../../src-renderer/journal/journal-address.ts';
import { movedOrder } from '../../../src-renderer/journal/journal-scene.ts';
import { dayByKey } from '../../../src-renderer/journal/month-keys.ts';

const TODAY = '2026-03-12';
const AS_LEFT = { journalView: 'week', journalBy: 'rooms' } as const;
const read = (date: string | undefined, search: string) =>
  readAddress(date, new URLSearchParams(search), TODAY, AS_LEFT);

describe('the address of the journal', () => {
  test('what it does not say is as the person left it, and the day is today', () => {
    expect(read(undefined, '')).toEqual({ view: 'week', by: 'rooms', id: null, date: TODAY, past: null });
    expect(read('2026-02-30', 'view=year&by=cats&id=-4&past=x')).toEqual(read(undefined, ''));
  });

  test('everything written is read back: back and forward come to the same place', () => {
    const address = {
      view: 'month',
      by: 'masters',
      id: 7,
      date: '2026-04-01',
      past: { atMs: 1_773_298_000_000, commandId: 12 },
    } as const;
    const { pathname, search } = addressPath(address, TODAY);
    expect(pathname).toBe('/journal/2026-04-01');
    expect(read('2026-04-01', search)).toEqual(address);
    expect(addressPath({ ...address, date: TODAY }, TODAY).pathname).toBe('/journal');
  });

  test('a period back and forward is a day, a week or a month; the last of January goes to the last of February', () => {
    const step = (view: 'day' | 'week' | 'month' | 'list', date: string) => steppedDate({ view, date }, 1);
    expect([step('day', TODAY), step('list', TODAY), step('week', TODAY), step('month', '2026-01-31')]).toEqual([
      '2026-03-13',
      '2026-03-13',
      '2026-03-19',
      '2026-02-28',
    ]);
    expect(firstOfMonthView(TODAY)).toBe('2026-02-23');
  });
});

describe('the keys of the month', () => {
  test('arrows walk by days and weeks, PgUp and PgDn by months, Home and End to the ends of the week', () => {
    const keys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', 'Enter'];
    expect(keys.map((key) => dayByKey(key, TODAY))).toEqual([
      '2026-03-11',
      '2026-03-13',
      '2026-03-05',
      '2026-03-19',
      '2026-02-12',
      '2026-04-12',
      '2026-03-09',
      '2026-03-15',
      null,
    ]);
  });
});

describe('the own order of columns', () => {
  test('a column goes to its new place among those shown; who is not shown keeps the neighbours', () => {
    // 2 and 5 are not on the screen.
    const all = [1, 2, 3, 4, 5, 6];
    const shown = [1, 3, 4, 6];
    expect(movedOrder(all, shown, 6, 0)).toEqual([6, 1, 2, 3, 4, 5]);
    expect(movedOrder(all, shown, 1, 1)).toEqual([2, 3, 1, 4, 5, 6]);
    expect(movedOrder(all, shown, 1, 3)).toEqual([2, 3, 4, 5, 6, 1]);
  });
});
