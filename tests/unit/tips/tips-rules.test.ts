import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shareTips, tipMoves } from '../../../src-shared/tips/tips.rules.ts';

const part = (staffId: number, amountMinor: number) => ({ staffId, amountMinor });
const share = (staffId: number, weight: number) => ({ staffId, weight });

describe('T14 the tips pool', () => {
  test.each([
    [
      'equally; the kopeck left goes to the first (M5)',
      [part(1, 100)],
      [share(1, 1), share(2, 1), share(3, 1)],
      [34, 33, 33],
    ],
    [
      'by hours',
      [part(1, 30_000), part(2, 10_000)],
      [share(1, 600), share(2, 300), share(3, 100)],
      [24_000, 12_000, 4000],
    ],
    ['everything to one', [part(1, 500)], [share(2, 7)], [500]],
  ])('%s', (_, parts, shares, amounts) => {
    expect(shareTips(parts, shares).map(({ amountMinor }) => amountMinor)).toEqual(amounts);
  });

  test('moves only what changes hands', () => {
    expect(tipMoves([part(1, 300), part(2, 100)], [share(1, 1), share(2, 1)])).toEqual([
      { fromId: 1, toId: 2, amountMinor: 100 },
    ]);
    expect(tipMoves([part(1, 200), part(2, 200)], [share(1, 1), share(2, 1)])).toEqual([]);
    expect(() => tipMoves([part(1, 1)], [])).toThrow('ALLOC_ZERO_WEIGHTS');
  });

  test('nothing is lost or made: what everybody has afterwards is what they take', () => {
    const people = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(
        people,
        people,
        fc.array(fc.nat(1_000_000), { minLength: 8, maxLength: 8 }),
        (givers, takers, numbers) => {
          const parts = givers.map((id, index) => part(id, numbers[index]!));
          const shares = takers.map((id, index) => share(id, 1 + (numbers[7 - index]! % 50)));
          const has = new Map(parts.map(({ staffId, amountMinor }) => [staffId, amountMinor]));
          for (const { fromId, toId, amountMinor } of tipMoves(parts, shares)) {
            expect(amountMinor).toBeGreaterThan(0);
            has.set(fromId, has.get(fromId)! - amountMinor);
            has.set(toId, (has.get(toId) ?? 0) + amountMinor);
          }
          const takes = new Map(shareTips(parts, shares).map(({ staffId, amountMinor }) => [staffId, amountMinor]));
          for (const [id, minor] of has) expect(minor).toBe(takes.get(id) ?? 0);
        },
      ),
    );
  });
});
