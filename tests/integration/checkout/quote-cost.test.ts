import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Reader } from '../../../src-main/store/executor.ts';
import { query } from '../../../src-main/store/query.ts';
import { type TicketInput, type WholeSalon, openWholeSalon } from './whole-salon.ts';

let whole: WholeSalon;

beforeEach(async () => {
  whole = await openWholeSalon();
});
afterEach(() => {
  vi.restoreAllMocks();
  whole.close();
});

/** A client with two memberships, tiers, promotions that ask for a segment and for the first visit, and a coupon. */
function prepare(): { types: number[] } {
  const { base } = whole;
  whole.set({ isBonusOn: true, accumulativeTiers: [{ fromMinor: 100_000, rateBp: 300 }] });
  whole.openShift();
  const types = base.write((tx) =>
    ['Стрижки', 'Ещё стрижки'].map((name) => {
      const id = tx.insert(
        query.insertInto('membership_types').values({
          name,
          kind: 'visits',
          price_minor: 500_000,
          validity_days: 90,
          starts_at: 'purchase',
          balance: 'shared',
        } as never),
      );
      tx.insert(
        query.insertInto('membership_type_pools').values({
          type_id: id,
          position: 1,
          name,
          visits: 20,
          services_json: JSON.stringify([base.cut]),
        }),
      );
      return id;
    }),
  );
  whole.promotion({ rateBp: 500, conditions: { isNewOnly: true } });
  whole.promotion({ rateBp: 700, conditions: { scope: 'services' } });
  whole.coupon('ВЕСНА', 30_000);
  whole.pay(
    {
      clientId: base.olga,
      lines: types.map((membershipTypeId, index) => ({
        key: `m${index}`,
        kind: 'membership' as const,
        membershipTypeId,
      })),
    },
    [{ kind: 'card', amountMinor: 1_000_000 }],
    1_000_000,
  );
  return { types };
}

it('the explanation of a check asks the file as often for forty lines as for four', () => {
  const { types } = prepare();
  const { base } = whole;
  const ticket = (times: number): TicketInput => ({
    clientId: base.olga,
    couponCode: 'ВЕСНА',
    lines: Array.from({ length: times }, (_, index): TicketInput['lines'] => [
      { key: `a${index}`, kind: 'service', serviceId: base.cut, staffId: base.anna },
      { key: `b${index}`, kind: 'service', serviceId: base.colour, staffId: base.maria, priceMinor: 540_000 },
      { key: `c${index}`, kind: 'product', productId: whole.shampoo },
      { key: `d${index}`, kind: 'membership', membershipTypeId: types[index % 2]! },
    ]).flat(),
  });
  const statements = vi.spyOn(Reader.prototype, 'prepare');
  const cost = (times: number): number => {
    statements.mockClear();
    expect(whole.quote(ticket(times)).lines).toHaveLength(times * 4);
    return statements.mock.calls.length;
  };
  // Warm: settings and the price list are read once.
  cost(1);
  const few = cost(1);
  expect(cost(10)).toBe(few);
  expect(few).toBeLessThan(30);
});
