import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../../src-shared/kernel/local-date.ts';
import {
  type FlowAsk,
  type FlowVisit,
  flowFigures,
  flowMarks,
  flowReadsFrom,
} from '../../../src-shared/retention/flow.rules.ts';

const ASK: FlowAsk = {
  fromDate: '2026-03-01',
  toDate: '2026-03-31',
  today: '2026-04-30',
  lossDays: 60,
  cameBefore: () => false,
};
const visit = (localDate: string, clientId = 1, staffId = 1): FlowVisit => ({ clientId, localDate, staffId });
const kinds = (visits: readonly FlowVisit[], change: Partial<FlowAsk> = {}): string[] =>
  flowMarks(visits, { ...ASK, ...change }).map(({ kind, localDate }) => `${kind} ${localDate.slice(5)}`);

describe('who came and who left (R4, R5)', () => {
  test.each([
    ['a first visit ever', [visit('2026-03-10')], {}, ['fresh 03-10']],
    [
      'one who came long ago comes back',
      [visit('2026-03-10')],
      { cameBefore: () => true },
      ['returning 03-10', 'reactivated 03-10'],
    ],
    [
      'a gap of exactly 60 days is not lost',
      [visit('2026-01-05'), visit('2026-03-06')],
      {},
      ['returning 03-06', 'base 01-05', 'kept 03-06'],
    ],
    [
      'on the very day of the loss: lost and reactivated both (trap 14)',
      [visit('2026-01-05'), visit('2026-03-07')],
      {},
      ['returning 03-07', 'reactivated 03-07', 'base 01-05', 'kept 03-07', 'left 03-07'],
    ],
    ['who did not come again has left on day 61', [visit('2026-01-15')], {}, ['base 01-15', 'left 03-17']],
    ['the loss is not told before its day', [visit('2026-01-15')], { today: '2026-03-16' }, ['base 01-15']],
    [
      'within the base and back again',
      [visit('2026-02-20'), visit('2026-03-20')],
      {},
      ['returning 03-20', 'base 02-20', 'kept 03-20'],
    ],
    ['before the period only, and too long ago for its base', [visit('2025-12-29')], {}, []],
  ])('%s', (_, visits, change, expected) => {
    expect(kinds(visits, change)).toEqual(expected);
  });

  test('a client stands under the master of the visit that tells it', () => {
    const marks = flowMarks([visit('2026-01-15', 1, 7), visit('2026-03-20', 1, 9)], ASK);
    expect(marks.map(({ kind, staffId }) => [kind, staffId])).toEqual([
      ['returning', 9],
      ['reactivated', 9],
      ['base', 7],
      ['kept', 7],
      ['left', 7],
    ]);
  });

  test('figures: came to left, retention; nothing of nothing', () => {
    const marks = flowMarks(
      [
        visit('2026-03-05', 1),
        visit('2026-03-06', 2),
        visit('2026-01-10', 3),
        visit('2026-02-10', 4),
        visit('2026-03-12', 4),
      ],
      ASK,
    );
    expect(flowFigures(marks)).toEqual({
      fresh: 2,
      returning: 1,
      reactivated: 0,
      left: 1,
      base: 2,
      kept: 1,
      ratioBp: 20_000,
      retentionBp: 5000,
    });
    expect(flowFigures([])).toMatchObject({ ratioBp: null, retentionBp: null });
  });

  test('agrees with a plain reading of the rule, day by day', () => {
    const day = fc.integer({ min: 0, max: 130 }).map((offset) => addDays('2025-12-20', offset));
    fc.assert(
      fc.property(
        fc.array(day, { maxLength: 8 }),
        fc.boolean(),
        fc.integer({ min: 5, max: 60 }),
        (days, isOld, lossDays) => {
          const ask = { ...ASK, lossDays, cameBefore: () => isOld };
          const read = days.filter((one) => one >= flowReadsFrom(ask.fromDate, lossDays) && one <= ask.toDate);
          const figures = flowFigures(
            flowMarks(
              read.map((one) => visit(one)),
              ask,
            ),
          );
          const came = new Set(read);
          const inPeriod = [...came].filter((one) => one >= ask.fromDate).toSorted();
          const earlier = [...came].filter((one) => one < ask.fromDate);
          const isKnown = earlier.length > 0 || isOld;
          expect(figures.fresh).toBe(inPeriod.length > 0 && !isKnown ? 1 : 0);
          expect(figures.returning).toBe(inPeriod.length > 0 && isKnown ? 1 : 0);
          let hasLeft = false;
          for (let lost = ask.fromDate; lost <= ask.toDate; lost = addDays(lost, 1)) {
            const last = addDays(lost, -lossDays - 1);
            const isQuiet = Array.from({ length: lossDays }, (_, index) => addDays(last, index + 1)).every(
              (one) => !came.has(one),
            );
            hasLeft ||= came.has(last) && isQuiet;
          }
          expect(figures.left).toBe(hasLeft ? 1 : 0);
          expect(figures.kept).toBeLessThanOrEqual(figures.base);
        },
      ),
    );
  });
});
