import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { query } from '../../../src-main/store/query.ts';
import { addDays } from '../../../src-shared/kernel/local-date.ts';
import { PIVOT_PERIODS } from '../../../src-shared/client-figures/pivot.rules.ts';
import { type JournalSalon, TODAY, openJournalSalon, refusalOf } from '../journal/journal-salon.ts';

let salon: JournalSalon;
beforeEach(async () => {
  salon = await openJournalSalon();
});
afterEach(() => {
  salon.close();
});

interface Line {
  readonly serviceId: number;
  readonly staffId: number;
  readonly priceMinor: number;
}

function addVisit(localDate: string, status: string, lines: readonly Line[], isLate = false): number {
  return salon.write((tx) => {
    const visitId = tx.insert(
      query.insertInto('visits').values({
        client_id: salon.olga,
        local_date: localDate,
        status,
        is_late_cancel: isLate ? 1 : 0,
        created_at_ms: 0,
      }),
    );
    for (const [position, line] of lines.entries()) {
      tx.insert(
        query.insertInto('visit_lines').values({
          visit_id: visitId,
          position,
          local_date: localDate,
          service_id: line.serviceId,
          staff_id: line.staffId,
          start_min: 600 + position * 60,
          duration_min: 60,
          price_minor: line.priceMinor,
        }),
      );
    }
    return visitId;
  });
}

const line = (serviceId: number, staffId: number, priceMinor: number): Line => ({ serviceId, staffId, priceMinor });
const figures = () => salon.figures.figures(salon.olga);
const rows = (kind: 'visits' | 'completed' | 'noShows' | 'lateCancels' | 'next', filter = {}) =>
  salon.figures.rows(salon.olga, kind, filter);

describe('figures of a client', () => {
  test('R2, R3, R12: visits, money, average check, rhythm, favourites, and when they are expected', () => {
    const { cut, colour, anna, maria } = salon;
    addVisit('2025-12-01', 'completed', [line(cut, anna, 200_000)]);
    addVisit('2025-12-31', 'completed', [line(cut, anna, 200_000), line(colour, maria, 500_001)]);
    addVisit('2026-01-31', 'completed', [line(cut, maria, 0)]);
    addVisit('2026-03-02', 'completed', [line(cut, anna, 250_000)]);
    addVisit('2026-02-02', 'no_show', [line(cut, anna, 900_000)]);
    addVisit('2026-02-03', 'cancelled', [line(cut, anna, 900_000)], true);
    addVisit('2026-02-04', 'cancelled', [line(cut, anna, 900_000)]);
    addVisit('2026-04-02', 'confirmed', [line(cut, anna, 250_000)]);
    expect(figures()).toEqual({
      status: 'active',
      computedStatus: 'active',
      manualStatus: null,
      visits: 4,
      completed: 4,
      noShows: 1,
      lateCancels: 1,
      spentMinor: 1_150_001,
      // The free visit is no check: three of four.
      averageMinor: 383_334,
      cadenceDays: 30,
      dueOn: '2026-04-01',
      firstOn: '2025-12-01',
      lastOn: '2026-03-02',
      nextOn: '2026-04-02',
      services: [
        { serviceId: cut, name: 'Стрижка', times: 4, sumMinor: 650_000, lastOn: '2026-03-02', intervalDays: 30 },
        {
          serviceId: colour,
          name: 'Окрашивание',
          times: 1,
          sumMinor: 500_001,
          lastOn: '2025-12-31',
          intervalDays: null,
        },
      ],
      staff: [
        { staffId: anna, name: 'Анна Соколова', times: 3, sumMinor: 650_000, lastOn: '2026-03-02' },
        { staffId: maria, name: 'Мария Титова', times: 2, sumMinor: 500_001, lastOn: '2026-01-31' },
      ],
    });
  });

  test('the status is what a person has set, beside what the visits say', () => {
    addVisit('2025-10-01', 'completed', [line(salon.cut, salon.anna, 200_000)]);
    expect(figures()).toMatchObject({ status: 'lost', computedStatus: 'lost', manualStatus: null });
    salon.write((tx) =>
      tx.run(query.updateTable('clients').set({ manual_status: 'sleeping' }).where('id', '=', salon.olga)),
    );
    expect(figures()).toMatchObject({ status: 'sleeping', computedStatus: 'lost', manualStatus: 'sleeping' });
    expect(salon.figures.figures(salon.irina)).toMatchObject({ status: null, computedStatus: null, lastOn: null });
  });

  test('the salon may count by days alone, and by other days', () => {
    for (const date of ['2025-08-01', '2025-10-01', '2025-12-01', '2026-02-01']) {
      addVisit(date, 'completed', [line(salon.cut, salon.anna, 200_000)]);
    }
    expect(figures().status).toBe('active');
    salon.settings.update(salon.callerOf('owner'), { clientStatusBy: 'days', sleepingDays: 30 }, TODAY);
    expect(figures().status).toBe('sleeping');
    salon.settings.update(salon.callerOf('owner'), { lossDays: 38 }, TODAY);
    expect(figures().status).toBe('lost');
  });

  test('rows tell the days between visits, and of a master only what they did', () => {
    const { cut, colour, anna, maria } = salon;
    addVisit('2026-01-01', 'completed', [line(cut, anna, 1000)]);
    addVisit('2026-01-31', 'completed', [line(cut, anna, 1000), line(colour, maria, 5000)]);
    expect(rows('visits').rows.map(({ localDate, sinceDays }) => [localDate, sinceDays])).toEqual([
      ['2026-01-31', 30],
      ['2026-01-01', null],
    ]);
    expect(rows('completed', { staffId: maria })).toMatchObject({
      sumMinor: 5000,
      rows: [{ localDate: '2026-01-31', lines: [{ service: 'Окрашивание', staff: 'Мария Титова', priceMinor: 5000 }] }],
    });
  });

  test('nobody of that number: NOT_FOUND', () => {
    for (const act of [
      () => salon.figures.figures(987),
      () => salon.figures.rows(987, 'visits', {}),
      () => salon.figures.pivot(987, 'year', {}),
    ]) {
      expect(refusalOf(act).code).toBe('NOT_FOUND');
    }
  });

  test('every figure is the number and the sum of its rows, every cell of the pivot is its rows, whatever the visits', () => {
    const { cut, colour, nails, anna, maria } = salon;
    const visit = fc.record({
      daysAgo: fc.integer({ min: -20, max: 700 }),
      status: fc.constantFrom(
        'booked',
        'confirmed',
        'arrived',
        'completed',
        'completed',
        'completed',
        'no_show',
        'cancelled',
      ),
      isLate: fc.boolean(),
      lines: fc.array(
        fc.record({
          serviceId: fc.constantFrom(cut, colour, nails),
          staffId: fc.constantFrom(anna, maria),
          priceMinor: fc.integer({ min: 0, max: 900_000 }),
        }),
        { maxLength: 3 },
      ),
    });
    fc.assert(
      fc.property(fc.array(visit, { maxLength: 12 }), fc.constantFrom(...PIVOT_PERIODS), (visits, period) => {
        for (const { daysAgo, status, isLate, lines } of visits) {
          addVisit(addDays(TODAY, -daysAgo), status, lines, isLate && status === 'cancelled');
        }
        const seen = figures();
        expect(rows('visits').rows).toHaveLength(seen.visits);
        expect(rows('noShows').rows).toHaveLength(seen.noShows);
        expect(rows('lateCancels').rows).toHaveLength(seen.lateCancels);
        expect(rows('completed').rows).toHaveLength(seen.completed);
        expect(rows('completed').sumMinor).toBe(seen.spentMinor);
        expect(rows('visits').rows[0]?.localDate ?? null).toBe(seen.lastOn);
        expect(rows('visits').rows.at(-1)?.localDate ?? null).toBe(seen.firstOn);
        expect(rows('next').rows.at(-1)?.localDate ?? null).toBe(seen.nextOn);
        for (const { serviceId, times, sumMinor } of seen.services) {
          const own = rows('completed', { serviceId });
          expect([own.rows.length, own.sumMinor]).toEqual([times, sumMinor]);
        }
        for (const { staffId, times, sumMinor } of seen.staff) {
          const own = rows('completed', { staffId });
          expect([own.rows.length, own.sumMinor]).toEqual([times, sumMinor]);
        }
        const pivot = salon.figures.pivot(salon.olga, period, {});
        expect(pivot.totalMinor).toBe(seen.spentMinor);
        for (const row of pivot.rows) {
          expect(row.sumsMinor.reduce((sum, cell) => sum + cell, 0)).toBe(row.totalMinor);
          for (const [index, { fromDate, toDate }] of pivot.columns.entries()) {
            if (row.times[index] === 0) continue;
            const { serviceId, staffId } = row;
            const cell = rows('completed', { serviceId, staffId, fromDate, toDate });
            expect([cell.rows.length, cell.sumMinor]).toEqual([row.times[index], row.sumsMinor[index]]);
          }
        }
        salon.write((tx) => {
          tx.run(query.deleteFrom('visit_lines'));
          tx.run(query.deleteFrom('visits'));
        });
      }),
      { numRuns: 25, seed: 3 },
    );
  });

  test('figures, rows and the pivot read by index, never through all visits', () => {
    const plan = (sql: string, ...values: unknown[]): string =>
      (salon.store.connection.prepare(`explain query plan ${sql}`).all(...values) as { detail: string }[])
        .map(({ detail }) => detail)
        .join('; ');
    const seen: string[] = [];
    const { reader } = salon.store;
    const prepare = reader.prepare.bind(reader);
    reader.prepare = (sql) => {
      seen.push(sql);
      return prepare(sql);
    };
    figures();
    rows('completed', { serviceId: salon.cut });
    salon.figures.pivot(salon.olga, 'month', {});
    const plans = seen.map((sql) => plan(sql, ...Array.from({ length: sql.split('?').length - 1 }, () => 1)));
    expect(plans.length).toBeGreaterThan(8);
    expect(plans.filter((text) => /SCAN (visits|line|visit_lines|clients|client_)/u.test(text))).toEqual([]);
  });
});
