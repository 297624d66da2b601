import { describe, expect, it } from 'vitest';
import { type Ticket, ticketSchema } from '../../../src-shared/checkout/checkout.contract.ts';
import { followVisit } from '../../../src-shared/checkout/draft.rules.ts';

/** A check of visit 5 with some of its lines; line 9 is goods beside it. */
const ticket = (
  lines: readonly { id?: number; service?: number; staff?: number; price?: number | null }[],
  clientId = 3,
): Ticket =>
  ticketSchema.parse({
    visitId: 5,
    clientId,
    lines: lines.map(({ id, service = 1, staff = 2, price = null }) =>
      id === undefined
        ? { key: 'goods', kind: 'product', productId: 7, quantityMilli: 2000 }
        : { key: `v${id}`, kind: 'service', visitLineId: id, serviceId: service, staffId: staff, priceMinor: price },
    ),
  });

const told = ({ clientId, lines }: Ticket): string =>
  `${clientId}: ${lines.map(({ key, serviceId, staffId, priceMinor }) => [key, serviceId, staffId, priceMinor].filter((one) => one !== null).join(' ')).join(', ')}`;

describe('a check that is being made while another desk changes its visit', () => {
  const begun = ticket([{ id: 1 }, { id: 2 }]);
  it.each([
    [
      'a line that was added comes in before the goods',
      [{ id: 1 }, { id: 2 }, { id: 3 }],
      '3: v1 1 2 5000, v2 1 2, v3 1 2, goods',
    ],
    ['a line that is gone leaves', [{ id: 1 }], '3: v1 1 2 5000, goods'],
    [
      'another service takes the place of the old one, its price is the new one',
      [{ id: 1, service: 4 }, { id: 2 }],
      '3: v1 4 2, v2 1 2, goods',
    ],
    ['another master, the price by hand stays', [{ id: 1, staff: 8 }, { id: 2 }], '3: v1 1 8 5000, v2 1 2, goods'],
  ])('%s', (_name, lines, expected) => {
    const own = ticket([{ id: 1, price: 5000 }, { id: 2 }, {}]);
    expect(told(followVisit(own, begun, ticket(lines)))).toBe(expected);
  });

  it('another client comes in', () => {
    expect(followVisit(begun, begun, ticket([{ id: 1 }, { id: 2 }], 4)).clientId).toBe(4);
  });

  it('whose card was scanned at a visit of nobody stays its client', () => {
    const nobodys = { ...begun, clientId: null };
    const now = { ...ticket([{ id: 1 }, { id: 2 }, { id: 3 }]), clientId: null };
    expect(told(followVisit(begun, nobodys, now))).toBe('3: v1 1 2, v2 1 2, v3 1 2');
  });

  it('what was taken out here stays out; nothing changed is the same check', () => {
    const own = ticket([{ id: 2 }, {}]);
    expect(followVisit(own, begun, ticket([{ id: 1 }, { id: 2 }]))).toBe(own);
    expect(told(followVisit(own, begun, ticket([{ id: 1 }, { id: 2 }, { id: 3 }])))).toBe('3: v2 1 2, v3 1 2, goods');
  });

  it('its own kept draft, told back by the core, changes nothing', () => {
    const own = ticket([{ id: 1, price: 5000 }, { id: 2 }]);
    expect(followVisit(own, begun, own)).toBe(own);
    const left = ticket([{ id: 1 }]);
    expect(followVisit(left, begun, left)).toBe(left);
  });
});
