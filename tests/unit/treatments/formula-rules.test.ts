import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Bowl,
  STEP_MILLI,
  bowlText,
  compareBowls,
  developerMilli,
  dyeMilli,
  freeUntilMs,
  isLateVersion,
  scaleBowls,
  scaleTo,
  totalMilli,
} from '../../../src-shared/treatments/formula.rules.ts';

const part = (shade: string, grams: number) => ({ brand: 'Wella', line: '', shade, gramsMilli: grams * 1000 });
const BOWL: Bowl = {
  title: 'корни',
  parts: [part('7/1', 30), part('7/0', 15)],
  developer: 'Welloxon',
  developerBp: 600,
  ratioMilli: 1500,
  baseLevelTenths: 65,
  targetLevelTenths: 70,
  minutes: 35,
};

describe('weights of a bowl (features.md part 2, nr 20)', () => {
  test('the developer is dyes times ratio, to half a gram', () => {
    expect(developerMilli(BOWL)).toBe(67_500);
    expect(developerMilli({ ...BOWL, ratioMilli: null })).toBe(0);
    expect(totalMilli([BOWL, { ...BOWL, ratioMilli: 1000 }])).toBe(112_500 + 90_000);
  });

  test('two thirds of 30 + 15 are 20 + 10, the ratio stays', () => {
    const [scaled] = scaleTo([BOWL], 75_000);
    expect(scaled!.parts.map(({ gramsMilli }) => gramsMilli)).toEqual([20_000, 10_000]);
    expect(scaled!.ratioMilli).toBe(1500);
    expect(developerMilli(scaled!)).toBe(45_000);
  });

  test('an empty formula stays as it is', () => {
    const empty = [{ ...BOWL, parts: [part('0/00', 0)] }];
    expect(scaleTo(empty, 50_000)).toEqual(empty);
  });
});

const bowls = fc.array(
  fc.record({
    title: fc.constant(''),
    parts: fc.array(
      fc.record({
        brand: fc.constant(''),
        line: fc.constant(''),
        shade: fc.constantFrom('7/1', '7/0', '9/16', '0/65'),
        gramsMilli: fc.integer({ min: 0, max: 400 }).map((steps) => steps * STEP_MILLI),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    developer: fc.constant('Ox'),
    developerBp: fc.constant(600),
    ratioMilli: fc.option(fc.integer({ min: 100, max: 5000 })),
    baseLevelTenths: fc.constant(null),
    targetLevelTenths: fc.constant(null),
    minutes: fc.constant(null),
  }),
  { minLength: 1, maxLength: 4 },
);
const factor = fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }));

describe('scaling, for any formula and any amount', () => {
  test('each dye is its exact share to a quarter of a gram, never below half a gram, and the ratio is kept', () => {
    fc.assert(
      fc.property(bowls, factor, (before, [numerator, denominator]) => {
        const after = scaleBowls(before, numerator, denominator);
        after.forEach((bowl, index) => {
          const was = before[index]!;
          expect({ ...bowl, parts: [] }).toEqual({ ...was, parts: [] });
          expect(bowl.parts).toHaveLength(was.parts.length);
          bowl.parts.forEach(({ gramsMilli }, at) => {
            const exact = (was.parts[at]!.gramsMilli * numerator) / denominator;
            expect(gramsMilli % STEP_MILLI).toBe(0);
            if (exact === 0) expect(gramsMilli).toBe(0);
            else {
              expect(gramsMilli).toBeGreaterThanOrEqual(STEP_MILLI);
              if (gramsMilli > STEP_MILLI) expect(Math.abs(gramsMilli - exact)).toBeLessThanOrEqual(STEP_MILLI / 2);
            }
          });
          if (bowl.ratioMilli !== null) {
            const developer = (dyeMilli(bowl) * bowl.ratioMilli) / 1000;
            expect(Math.abs(developerMilli(bowl) - developer)).toBeLessThanOrEqual(STEP_MILLI / 2);
          }
        });
      }),
    );
  });

  test('once is itself, and more is never less', () => {
    fc.assert(
      fc.property(bowls, factor, (before, [numerator, denominator]) => {
        expect(scaleBowls(before, 1, 1)).toEqual(before);
        const less = scaleBowls(before, numerator, denominator);
        const more = scaleBowls(before, numerator + 1, denominator);
        expect(totalMilli(more)).toBeGreaterThanOrEqual(totalMilli(less));
      }),
    );
  });
});

test('a bowl in one line', () => {
  expect(bowlText(BOWL, { gram: 'г', minute: 'мин' }, 'ru').replaceAll('\u00A0', ' ')).toBe(
    'Wella 7/1 30 г + Wella 7/0 15 г + Welloxon 6 % 67,5 г (1:1,5), 6,5→7, 35 мин',
  );
});

describe('two versions compared', () => {
  test('the same is no difference, in whatever order the dyes stand', () => {
    expect(compareBowls([BOWL], [{ ...BOWL, parts: BOWL.parts.toReversed() }])).toEqual([]);
  });

  test('names what was added, taken out and changed', () => {
    const after: Bowl = { ...BOWL, parts: [part('7/1', 20), part('8/1', 15)], minutes: 30 };
    const toner: Bowl = { ...BOWL, title: 'тонирование' };
    expect(compareBowls([BOWL], [after, toner])).toEqual([
      { kind: 'part', title: 'корни', name: 'Wella 7/1', beforeMilli: 30_000, afterMilli: 20_000 },
      { kind: 'part', title: 'корни', name: 'Wella 7/0', beforeMilli: 15_000, afterMilli: null },
      { kind: 'part', title: 'корни', name: 'Wella 8/1', beforeMilli: null, afterMilli: 15_000 },
      { kind: 'field', title: 'корни', field: 'minutes', before: 35, after: 30 },
      { kind: 'bowl', title: 'тонирование', before: null, after: toner },
    ]);
  });
});

test('a formula is free for a day after the service and after its first version; a later one says so', () => {
  const day = 24 * 3_600_000;
  expect(freeUntilMs(1000, null)).toBe(1000 + day);
  expect(freeUntilMs(1000, 5000)).toBe(5000 + day);
  expect(freeUntilMs(9000, 5000)).toBe(9000 + day);
  expect(isLateVersion(1000, 1000 + day)).toBe(false);
  expect(isLateVersion(1000, 1001 + day)).toBe(true);
});
