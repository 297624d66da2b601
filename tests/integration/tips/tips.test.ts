import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isDomainError } from '../../../src-shared/kernel/errors.ts';
import { TEST_TODAY } from '../../helpers/test-store.ts';
import { type WholeSalon, openWholeSalon } from '../checkout/whole-salon.ts';

let one: WholeSalon;
beforeEach(async () => {
  one = await openWholeSalon();
  one.openShift();
});
afterEach(() => one.close());

const owner = () => one.base.callerOf('owner');
const kept = (staffId: number): number => 0 - one.salon.ledger.balance(one.base.store.reader, 2510, staffId);

function tip(staffId: number, amountMinor: number): void {
  one.pay(
    { lines: [{ key: 't', kind: 'tip', priceMinor: amountMinor, staffId }] },
    [{ kind: 'card', amountMinor }],
    amountMinor,
  );
}

function share(parts: [number, number][], shares: [number, number][], requestKey = randomUUID()) {
  return one.salon.tips.share(owner(), {
    requestKey,
    parts: parts.map(([staffId, amountMinor]) => ({ staffId, amountMinor })),
    shares: shares.map(([staffId, weight]) => ({ staffId, weight })),
    comment: '',
  } as never);
}

test('T14 tips of one are shared, paid out as shared, and a storno gives them back', () => {
  const { anna, maria } = one.base;
  tip(anna, 40_000);
  const key = randomUUID();
  const done = share(
    [[anna, 40_000]],
    [
      [anna, 3],
      [maria, 1],
    ],
    key,
  );
  expect([kept(anna), kept(maria)]).toEqual([30_000, 10_000]);
  expect(one.entries(done.documentId)).toEqual(['E51 2510 2510 10000']);
  // A second press of the same button does nothing more.
  expect(
    share(
      [[anna, 40_000]],
      [
        [anna, 3],
        [maria, 1],
      ],
      key,
    ).documentId,
  ).toBe(done.documentId);
  one.holds();
  expect(one.salon.tips.pool(owner(), { from: TEST_TODAY, to: TEST_TODAY })).toEqual(
    expect.arrayContaining([expect.objectContaining({ staffId: maria, owedMinor: 10_000 })]),
  );
  one.salon.cash.operations.reverse(owner(), {
    documentId: done.documentId,
    requestKey: randomUUID(),
    reason: 'Ошибка',
  } as never);
  expect([kept(anna), kept(maria)]).toEqual([40_000, 0]);
  one.holds();
});

test('T14 nobody puts in more than is kept for them, and a share that moves nothing is refused', () => {
  const { anna, maria } = one.base;
  tip(anna, 1000);
  const fault = (run: () => unknown): unknown => {
    try {
      run();
      return null;
    } catch (error) {
      return isDomainError(error) ? error.data['fault'] : error;
    }
  };
  expect(fault(() => share([[anna, 1001]], [[maria, 1]]))).toBe('MORE_THAN_TIPS');
  expect(fault(() => share([[anna, 1000]], [[anna, 1]]))).toBe('NOTHING_MOVES');
  expect(
    fault(() =>
      share(
        [
          [anna, 500],
          [anna, 500],
        ],
        [[maria, 1]],
      ),
    ),
  ).toBe('TWICE');
  expect(kept(anna)).toBe(1000);
});
