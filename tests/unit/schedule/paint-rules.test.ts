import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../../src-shared/kernel/local-date.ts';
import { cycleTargets, spansOf, tile, withoutDates } from '../../../src-shared/schedule/paint.rules.ts';
import { patternOn, templateDaysOn } from '../../../src-shared/schedule/schedule.rules.ts';

describe('painting', () => {
  test('S6 days become spans over the end of a month, 29 February and a year', () => {
    expect(spansOf(['2028-03-01', '2028-02-28', '2028-02-29', '2028-02-28', '2027-12-31', '2028-01-01'])).toEqual([
      { fromDate: '2027-12-31', toDate: '2028-01-01' },
      { fromDate: '2028-02-28', toDate: '2028-03-01' },
    ]);
    expect(spansOf([])).toEqual([]);
  });

  test('S6 a span without some days and those days are the span again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.uniqueArray(fc.integer({ min: 0, max: 45 })), (length, cut) => {
        const span = { fromDate: '2026-02-10', toDate: addDays('2026-02-10', length - 1) };
        const dates = new Set(cut.map((offset) => addDays('2026-02-10', offset)));
        const rest = withoutDates(span, dates);
        const back = rest.flatMap(({ fromDate, toDate }) => {
          const days = [fromDate];
          while (days.at(-1)! < toDate) days.push(addDays(days.at(-1)!, 1));
          return days;
        });
        const wanted = Array.from({ length }, (_, offset) => addDays('2026-02-10', offset));
        expect(back).toEqual(wanted.filter((date) => !dates.has(date)));
      }),
    );
  });

  test('S5 a copied block repeats over a larger rectangle and is never cut down', () => {
    expect(tile([['a', 'b']], { rows: 1, columns: 5 })).toEqual([['a', 'b', 'a', 'b', 'a']]);
    expect(tile([['a'], ['b']], { rows: 1, columns: 2 })).toEqual([
      ['a', 'a'],
      ['b', 'b'],
    ]);
    expect(tile([], { rows: 1, columns: 1 })).toEqual([[]]);
  });

  test('S5 a cycle fills days: 2/2 over a week', () => {
    const kinds = cycleTargets({ kind: 'template' }, 2, 2, 7).map(({ kind }) => kind);
    expect(kinds).toEqual(['template', 'template', 'off', 'off', 'template', 'template', 'off']);
  });
});

describe('A2 versions of a template', () => {
  const day = (start: number) => ({ work: [[start, start + 60] as const], breaks: [] });
  const template = {
    kind: 'cycle' as const,
    days: [day(0), day(60)],
    versions: [
      { validFrom: '2026-03-10', days: [day(120), day(180), day(240)] },
      { validFrom: '2026-04-01', days: [day(300)] },
    ],
  };

  test.each([
    ['2026-03-09', 60],
    ['2026-03-10', 240],
    ['2026-03-11', 120],
    ['2026-03-31', 240],
    ['2026-04-01', 300],
    ['2025-03-01', 0],
  ])('A2 on %s the pattern starts at %i, counted from the anchor by the length in force', (date, start) => {
    expect(patternOn(template, '2026-03-02', date)?.work[0]?.[0]).toBe(start);
  });

  test('A2 the latest version at or before the day, in whatever order they are given', () => {
    const reversed = { ...template, versions: template.versions.toReversed() };
    for (const date of ['2026-03-09', '2026-03-10', '2026-03-31', '2026-04-01', '2030-01-01']) {
      expect(templateDaysOn(reversed, date)).toBe(templateDaysOn(template, date));
    }
  });

  test('S7 a public holiday is off only for a template that skips holidays', () => {
    const skipping = { ...template, skipsHolidays: true };
    expect(patternOn(skipping, '2026-03-02', '2026-03-09', true)?.work).toEqual([]);
    expect(patternOn(template, '2026-03-02', '2026-03-09', true)?.work).toHaveLength(1);
    expect(patternOn(skipping, '2026-03-02', '2026-03-09', false)?.work).toHaveLength(1);
  });
});
