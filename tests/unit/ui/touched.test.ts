import { describe, expect, test } from 'vitest';
import { BUSINESS_TABLES } from '../../../db/tables.ts';
import { isTouched, touchedBy } from '../../../src-renderer/api/touched.ts';
import type { LiveEvent } from '../../../src-shared/system/system.contract.ts';

const EVENT: LiveEvent = {
  kind: 'command',
  commandId: 7,
  name: 'journal.move',
  actorId: 1,
  actorName: 'Елена',
  device: 'desk',
  atMs: 0,
  summary: null,
  rows: {},
  dates: [],
  job: null,
};
const dayKey = (localDate: string): unknown[] => [['journal', 'day'], { type: 'query', input: { localDate } }];
const touches = (event: LiveEvent, key: unknown[]): boolean => {
  const touched = touchedBy(event);
  return touched === null || isTouched(key, touched);
};

describe('what a live event makes old', () => {
  test('a moved visit refreshes its two days and no other', () => {
    const event = { ...EVENT, rows: { visits: [5], visit_lines: [9] }, dates: ['2026-03-12', '2026-03-14'] };
    expect(touches(event, dayKey('2026-03-12'))).toBe(true);
    expect(touches(event, dayKey('2026-03-14'))).toBe(true);
    expect(touches(event, dayKey('2026-03-13'))).toBe(false);
    expect(touches(event, [['journal', 'counts'], { input: { fromDate: '2026-03-01' } }])).toBe(true);
    expect(touches(event, [['staff', 'list'], {}])).toBe(false);
  });

  test('a visit refreshes the clients, whose lists tell their visits; a pause of a master does not', () => {
    const visit = { ...EVENT, rows: { visits: [5] }, dates: ['2026-03-12'] };
    const pause = { ...EVENT, rows: { blocks: [2] }, dates: ['2026-03-12'] };
    for (const name of ['list', 'search', 'card']) {
      expect(touches(visit, [['clients', name], { input: {} }])).toBe(true);
      expect(touches(pause, [['clients', name], { input: {} }])).toBe(false);
    }
  });

  test('a renamed client refreshes clients and every day, because names stand on cards', () => {
    const event = { ...EVENT, rows: { clients: [3] } };
    expect(touches(event, [['clients', 'search'], { input: { query: 'анна' } }])).toBe(true);
    expect(touches(event, dayKey('2026-03-13'))).toBe(true);
    expect(touches(event, [['rooms', 'list'], {}])).toBe(false);
  });

  test('a visit refreshes the check that is being made of it, the visits without a check and those that were missed', () => {
    const visit = { ...EVENT, rows: { visits: [5], visit_lines: [9] }, dates: ['2026-03-12'] };
    for (const name of ['begin', 'quote', 'unpaid']) {
      expect(touches(visit, [['checkout', name], { input: {} }])).toBe(true);
    }
    expect(touches(visit, [['clientAccount', 'account'], { input: { clientId: 3 } }])).toBe(true);
    expect(touches(visit, [['checkout', 'sales'], { input: {} }])).toBe(false);
    expect(touches({ ...visit, rows: { blocks: [1] } }, [['checkout', 'unpaid'], { input: {} }])).toBe(false);
  });

  test.each([
    ['clients', 'clientAccount', 'account'],
    ['clients', 'clientAccount', 'debtors'],
    ['clients', 'checkout', 'quote'],
    ['clients', 'checkout', 'sales'],
    ['client_categories', 'checkout', 'quote'],
    ['settings', 'checkout', 'quote'],
    ['settings', 'clientAccount', 'account'],
    ['staff_services', 'checkout', 'quote'],
    ['levels', 'checkout', 'quote'],
  ])('a change of %s refreshes what money screens say by it: %s.%s', (table, feature, name) => {
    expect(touches({ ...EVENT, rows: { [table]: [3] } }, [[feature, name], { input: {} }])).toBe(true);
  });

  test('every command refreshes the log of actions', () => {
    expect(touches({ ...EVENT, rows: { rooms: [1] } }, [['history', 'recent'], { type: 'infinite' }])).toBe(true);
  });

  test('another file, or a table that nobody thought of, refreshes everything', () => {
    expect(touchedBy({ ...EVENT, kind: 'reload' })).toBeNull();
    expect(touchedBy({ ...EVENT, rows: { surprises: [1] } })).toBeNull();
  });

  test.each(BUSINESS_TABLES)('the table %s has its screens', (table) => {
    expect(touchedBy({ ...EVENT, rows: { [table]: [1] } })).not.toBeNull();
  });
});
