import { describe, expect, test } from 'vitest';
import { endsNextDay, readBreaks, readIntervals, toDraft } from '../../../src-renderer/schedule/interval-draft.ts';
import { boundsOf, fitSelection, moveSelection, selectCell } from '../../../src-renderer/schedule/selection.ts';
import {
  NEW_TEMPLATE,
  dayByDay,
  draftOfTemplate,
  readTemplate,
  suggestedName,
} from '../../../src-renderer/schedule/template-draft.ts';
import { closingsOf } from '../../../src-renderer/rooms/closings.ts';
import { presetsOf, roomMark } from '../../../src-renderer/schedule/brush.ts';
import type { TemplateRecord } from '../../../src-shared/schedule/schedule.contract.ts';

describe('typed intervals', () => {
  test('A1 an end before the start is the next day, and back', () => {
    expect(readIntervals([{ start: 1200, end: 120 }])).toEqual({ intervals: [[1200, 1560]] });
    expect(toDraft([1200, 1560])).toEqual({ start: 1200, end: 120 });
    expect(toDraft([600, 1440])).toEqual({ start: 600, end: 1440 });
    expect(endsNextDay({ start: 1200, end: 120 })).toBe(true);
    expect(endsNextDay({ start: 600, end: 1440 })).toBe(false);
  });

  test.each([
    ['a missing time', [{ start: 600, end: null }], 'TIME'],
    ['no length', [{ start: 600, end: 600 }], 'EMPTY_INTERVAL'],
    [
      'an overlap',
      [
        { start: 800, end: 900 },
        { start: 600, end: 801 },
      ],
      'OVERLAPPING',
    ],
  ])('refuse %s', (_, drafts, fault) => {
    expect(readIntervals(drafts)).toEqual({ fault });
  });

  test('are sorted, and may touch', () => {
    const drafts = [
      { start: 800, end: 900 },
      { start: 600, end: 800 },
    ];
    expect(readIntervals(drafts)).toEqual({
      intervals: [
        [600, 800],
        [800, 900],
      ],
    });
  });

  test('A1 a break before the start of a night shift lies after midnight', () => {
    expect(readBreaks([{ start: 30, end: 60 }], [[1200, 1560]])).toEqual({ intervals: [[1470, 1500]] });
    expect(readBreaks([{ start: 780, end: 840 }], [[600, 1200]])).toEqual({ intervals: [[780, 840]] });
    expect(readBreaks([{ start: 1190, end: 1210 }], [[600, 1200]])).toEqual({ fault: 'OUTSIDE_WORK' });
  });
});

describe('the simple form of a template', () => {
  test('A2 2/2 and 5/2 come out as days, and back', () => {
    const twoTwo = { ...NEW_TEMPLATE, name: '2/2', pause: { start: 840, end: 900 } };
    const day = { work: [[600, 1200]], breaks: [[840, 900]] };
    const off = { work: [], breaks: [] };
    expect(readTemplate(twoTwo)).toEqual({ days: [day, day, off, off] });
    const week = readTemplate({ ...twoTwo, kind: 'weekly' });
    expect(week).toEqual({ days: [day, day, day, day, day, off, off] });
    const stored = {
      id: 1,
      name: '2/2',
      kind: 'cycle',
      skipsHolidays: false,
      days: [day, day, off, off],
    } as unknown as TemplateRecord;
    expect(draftOfTemplate(stored)).toEqual({ draft: twoTwo, isWhole: true });
    const mixed = { ...stored, days: [day, off, { ...day, breaks: [] }] } as unknown as TemplateRecord;
    const { draft, isWhole } = draftOfTemplate(mixed);
    expect(isWhole).toBe(false);
    expect(readTemplate(draft)).toEqual({ days: mixed.days });
  });

  test('A2 day by day: a night shift, a day without its own hours, and what is wrong with one of them', () => {
    const night = { work: [{ start: 1320, end: 360 }], breaks: [{ start: 60, end: 90 }] };
    const draft = { ...NEW_TEMPLATE, name: 'Ночь', byDay: [night, { work: [], breaks: [] }] };
    expect(readTemplate(draft)).toEqual({
      days: [
        { work: [[1320, 1800]], breaks: [[1500, 1530]] },
        { work: [], breaks: [] },
      ],
    });
    const overlapping = { work: [night.work[0]!, { start: 300, end: 1400 }], breaks: [] };
    expect(readTemplate({ ...draft, byDay: [overlapping] })).toEqual({ fault: 'OVERLAPPING' });
    expect(readTemplate({ ...draft, byDay: [{ work: [], breaks: [] }] })).toEqual({ fault: 'NO_WORK_DAYS' });
    expect(dayByDay(NEW_TEMPLATE).map(({ work }) => work.length)).toEqual([1, 1, 0, 0]);
  });

  test('says what is missing and suggests a name', () => {
    expect(readTemplate(NEW_TEMPLATE)).toEqual({ fault: 'NAME_REQUIRED' });
    const nobody = {
      ...NEW_TEMPLATE,
      name: 'Х',
      kind: 'weekly' as const,
      weekdays: Array.from({ length: 7 }, () => false),
    };
    expect(readTemplate(nobody)).toEqual({ fault: 'NO_WORK_DAYS' });
    expect(suggestedName(NEW_TEMPLATE)).toBe('2/2, 10:00–20:00');
    expect(suggestedName({ ...NEW_TEMPLATE, kind: 'weekly' })).toBe('5/2, 10:00–20:00');
  });
});

describe('the chosen cells of the month', () => {
  const size = { rows: 3, columns: 30 };

  test('arrows move one cell and stop at the edges, Shift extends', () => {
    const start = selectCell({ row: 0, column: 29 });
    expect(moveSelection(start, 'ArrowUp', false, size)).toEqual(start);
    expect(moveSelection(start, 'ArrowRight', false, size)).toEqual(start);
    const extended = moveSelection(moveSelection(start, 'ArrowLeft', true, size)!, 'ArrowDown', true, size)!;
    expect(boundsOf(extended)).toEqual({ firstRow: 0, lastRow: 1, firstColumn: 28, lastColumn: 29 });
    expect(moveSelection(extended, 'Home', false, size)).toEqual(selectCell({ row: 1, column: 0 }));
    expect(moveSelection(extended, 'a', false, size)).toBeNull();
  });

  test('a selection that no longer fits begins anew', () => {
    const last = selectCell({ row: 2, column: 29 });
    expect(fitSelection(last, size)).toBe(last);
    expect(fitSelection(last, { rows: 3, columns: 28 })).toEqual(selectCell({ row: 0, column: 0 }));
  });
});

describe('closed time of a room', () => {
  const day = (id: number, localDate: string, more: object = {}) => ({
    id,
    localDate,
    startMin: 0,
    endMin: 1440,
    reason: 'Ремонт',
    visits: 0,
    ...more,
  });

  test('R3 days in a row with the same hours and reason are one closing, over the end of a month', () => {
    const found = closingsOf([
      day(1, '2026-02-28'),
      day(9, '2026-02-28', { startMin: 600, endMin: 660, reason: 'Уборка' }),
      day(2, '2026-03-01', { visits: 2 }),
      day(3, '2026-03-02', { visits: 1 }),
      day(4, '2026-03-04'),
    ]);
    expect(
      found.map(({ ids, fromDate, toDate, visits, firstBooked }) => [ids, fromDate, toDate, visits, firstBooked]),
    ).toEqual([
      [[1, 2, 3], '2026-02-28', '2026-03-02', 3, '2026-03-01'],
      [[9], '2026-02-28', '2026-02-28', 0, null],
      [[4], '2026-03-04', '2026-03-04', 0, null],
    ]);
  });
});

describe('brushes', () => {
  test('S5 the shifts of the templates are offered once each, the most frequent first', () => {
    const long = { work: [[600, 1200] as const], breaks: [[840, 900] as const] };
    const short = { work: [[600, 900] as const], breaks: [] };
    const template = { days: [short, long, long, { work: [], breaks: [] }], isArchived: false };
    const archived = { days: [{ work: [[0, 60] as const], breaks: [] }], isArchived: true };
    const offered = presetsOf([template, archived] as unknown as TemplateRecord[], 'перерыв');
    expect(offered.map(({ label }) => label)).toEqual(['10:00–20:00, перерыв 14:00–15:00', '10:00–15:00']);
    expect(presetsOf([], 'перерыв')).toHaveLength(1);
  });

  test.each([
    ['Кабинет 2', 'К2'],
    ['Кабинет 12', 'К12'],
    ['Зал', 'За'],
    ['Парикмахерский зал', 'Пз'],
  ])('R5 «%s» is written %s in a narrow cell', (name, mark) => {
    expect(roomMark(name)).toBe(mark);
  });
});
