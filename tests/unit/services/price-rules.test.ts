import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../src-shared/kernel/random.ts';
import { addDays } from '../../../src-shared/kernel/local-date.ts';
import {
  type PriceQuestion,
  type PriceVersion,
  type PricedService,
  isInPriceRange,
  priceRange,
  resolvePrice,
} from '../../../src-shared/services/price.rules.ts';

const TOP = { id: 7, percentBp: 12_000 };
const VIP = 3;
const ANNA = 1;
const MARIA = 2;

const version = (values: Partial<PriceVersion>): PriceVersion => ({
  listId: null,
  levelId: null,
  staffId: null,
  validFrom: '2026-01-01',
  priceMinor: 0,
  priceMaxMinor: null,
  ...values,
});

const CUT: PricedService = {
  priceMinor: 200_000,
  priceMaxMinor: null,
  prices: [],
  staff: [
    { staffId: ANNA, priceMinor: 250_000 },
    { staffId: MARIA, priceMinor: null },
  ],
};

const ask = (values: Partial<PriceQuestion> = {}): PriceQuestion => ({
  localDate: '2026-03-12',
  priceListId: null,
  staffId: null,
  level: null,
  priceStepMinor: 100,
  ...values,
});

describe('P1 price of a service', () => {
  const rows: [string, Partial<PricedService>, Partial<PriceQuestion>, object][] = [
    ['nobody in particular', {}, {}, { priceMinor: 200_000, step: 'base', validFrom: null, listId: null }],
    ['a master with an own price', {}, { staffId: ANNA }, { priceMinor: 250_000, step: 'master', validFrom: null }],
    ['a master without one', {}, { staffId: MARIA }, { priceMinor: 200_000, step: 'base' }],
    [
      'the level of a master, by percent',
      {},
      { staffId: MARIA, level: TOP },
      { priceMinor: 240_000, step: 'levelPercent', baseMinor: 200_000, percentBp: 12_000 },
    ],
    ['an own price before the level', {}, { staffId: ANNA, level: TOP }, { priceMinor: 250_000, step: 'master' }],
    [
      'the price of a level before its percent',
      { prices: [version({ levelId: 7, priceMinor: 230_000 })] },
      { staffId: MARIA, level: TOP },
      { priceMinor: 230_000, step: 'level', validFrom: '2026-01-01' },
    ],
    [
      'another level has no price of its own',
      { prices: [version({ levelId: 8, priceMinor: 230_000 })] },
      { staffId: MARIA, level: TOP },
      { priceMinor: 240_000, step: 'levelPercent' },
    ],
    [
      'the latest version that holds on the day',
      {
        prices: [
          version({ validFrom: '2026-02-01', priceMinor: 210_000 }),
          version({ validFrom: '2026-03-12', priceMinor: 220_000 }),
          version({ validFrom: '2026-03-13', priceMinor: 230_000 }),
        ],
      },
      {},
      { priceMinor: 220_000, validFrom: '2026-03-12' },
    ],
    [
      'a future price leaves today alone',
      { prices: [version({ validFrom: '2026-12-01', priceMinor: 300_000 })] },
      {},
      { priceMinor: 200_000, validFrom: null },
    ],
    [
      'a future price on its day',
      { prices: [version({ validFrom: '2026-12-01', priceMinor: 300_000 })] },
      { localDate: '2026-12-01' },
      { priceMinor: 300_000, validFrom: '2026-12-01' },
    ],
    [
      'an own price that ended gives way to the level',
      { prices: [version({ staffId: ANNA, priceMinor: null })] },
      { staffId: ANNA, level: TOP },
      { priceMinor: 240_000, step: 'levelPercent' },
    ],
    [
      'the client list first, even its base before a master of the default list',
      { prices: [version({ listId: VIP, priceMinor: 180_000 })] },
      { priceListId: VIP, staffId: ANNA },
      { priceMinor: 180_000, step: 'base', listId: VIP },
    ],
    [
      'the level percent is taken of the base of the same list',
      { prices: [version({ listId: VIP, priceMinor: 180_000 })] },
      { priceListId: VIP, staffId: MARIA, level: TOP },
      { priceMinor: 216_000, step: 'levelPercent', listId: VIP, baseMinor: 180_000 },
    ],
    [
      'a master price of the client list without a base of it',
      { prices: [version({ listId: VIP, staffId: ANNA, priceMinor: 190_000 })] },
      { priceListId: VIP, staffId: ANNA },
      { priceMinor: 190_000, step: 'master', listId: VIP },
    ],
    [
      'a list that says nothing about the service falls to the default one',
      { prices: [version({ listId: VIP, staffId: ANNA, priceMinor: 190_000 })] },
      { priceListId: VIP, staffId: MARIA },
      { priceMinor: 200_000, step: 'base', listId: null },
    ],
    [
      'the price of another list counts for nobody else',
      { prices: [version({ listId: VIP, priceMinor: 1 })] },
      {},
      { priceMinor: 200_000, listId: null },
    ],
    [
      'a service taken out of the client list again',
      {
        prices: [
          version({ listId: VIP, priceMinor: 180_000 }),
          version({ listId: VIP, validFrom: '2026-03-01', priceMinor: null }),
        ],
      },
      { priceListId: VIP },
      { priceMinor: 200_000, listId: null },
    ],
    ['a free service stays free at any level', { priceMinor: 0 }, { level: TOP }, { priceMinor: 0 }],
  ];
  test.each(rows)('P1 %s', (_, service, question, expected) => {
    expect(resolvePrice({ ...CUT, ...service }, ask(question))).toMatchObject(expected);
  });

  test('M9 a derived price is rounded half away from zero to the price step', () => {
    const service = { ...CUT, priceMinor: 123_450 };
    const at = (percentBp: number, priceStepMinor: number) =>
      resolvePrice(service, ask({ staffId: MARIA, level: { id: 7, percentBp }, priceStepMinor })).priceMinor;
    expect(at(11_000, 100)).toBe(135_800);
    expect(at(11_000, 1)).toBe(135_795);
    expect(at(11_000, 5000)).toBe(135_000);
    expect(at(10_000, 100)).toBe(123_450);
  });

  test('P2 the range follows the percent of the level and is the range a price may be taken from', () => {
    const service = { ...CUT, priceMaxMinor: 400_000 };
    const price = resolvePrice(service, ask({ staffId: MARIA, level: TOP }));
    expect(priceRange(price)).toEqual([240_000, 480_000]);
    expect([239_999, 240_000, 480_000, 480_001].map((minor) => isInPriceRange(price, minor))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(priceRange(resolvePrice(service, ask({ staffId: ANNA })))).toEqual([250_000, 250_000]);
  });

  test('P1 agrees with a plain walk through the steps, on 5 000 random price lists', () => {
    const random = createRandom(20_260_312);
    const pick = <Item>(items: readonly Item[]): Item => items[random.int(0, items.length - 1)]!;
    for (let round = 0; round < 5000; round += 1) {
      const prices: PriceVersion[] = [];
      const taken = new Set<string>();
      for (let count = random.int(0, 8); count > 0; count -= 1) {
        const place = pick([{}, { levelId: 7 }, { levelId: 8 }, { staffId: ANNA }, { staffId: MARIA }]);
        const item = version({
          ...place,
          listId: pick([null, VIP, 4]),
          validFrom: addDays('2026-03-01', random.int(0, 9)),
          priceMinor: random.int(0, 9) === 0 ? null : random.int(0, 500_000),
        });
        const key = JSON.stringify([item.listId, item.levelId, item.staffId, item.validFrom]);
        if (!taken.has(key)) prices.push(item);
        taken.add(key);
      }
      const question = ask({
        localDate: addDays('2026-03-01', random.int(0, 9)),
        priceListId: pick([null, VIP, 4]),
        staffId: pick([null, ANNA, MARIA]),
        level: pick([null, TOP, { id: 8, percentBp: 9000 }]),
      });
      const service = { ...CUT, prices };
      expect(resolvePrice(service, question).priceMinor).toBe(slowPrice(service, question));
    }
  });
});

/** P1 written another way: all candidates in order of search, the first one that is there. */
function slowPrice(service: PricedService, question: PriceQuestion): number {
  const latest = (listId: number | null, levelId: number | null, staffId: number | null): number | null | undefined =>
    service.prices
      .filter((item) => item.listId === listId && item.levelId === levelId && item.staffId === staffId)
      .filter((item) => item.validFrom <= question.localDate)
      .toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))
      .map((item) => item.priceMinor)[0];
  const candidates: (number | null | undefined)[] = [];
  for (const listId of question.priceListId === null ? [null] : [question.priceListId, null]) {
    const { staffId, level } = question;
    if (staffId !== null) {
      const undated = listId === null ? service.staff.find((item) => item.staffId === staffId)?.priceMinor : undefined;
      const dated = latest(listId, null, staffId);
      candidates.push(dated === undefined ? undated : dated);
    }
    if (level) candidates.push(latest(listId, level.id, null));
    const dated = latest(listId, null, null);
    const base = dated === undefined && listId === null ? service.priceMinor : dated;
    if (level && typeof base === 'number') {
      candidates.push(level.percentBp === 10_000 ? base : Math.round((base * level.percentBp) / 10_000 / 100) * 100);
    }
    candidates.push(base);
  }
  // A default base that was ended falls back to the undated one.
  return candidates.find((price) => typeof price === 'number') ?? service.priceMinor;
}
