import { expect } from 'vitest';
import { query } from '../../../src-main/store/query.ts';
import type { z } from 'zod';
import type { ticketContract } from '../../../src-shared/checkout/checkout.contract.ts';
import type { CaseSalon } from '../prepared-salon.ts';
import { type CasesOf, NOBODY } from './case.ts';

type Begun = z.output<NonNullable<(typeof ticketContract)['begin']['~orpc']['outputSchema']>>;

const ALL = 1_000_000_000_000;

/** A visit with a live sale, as the payment leaves it. */
function sold({ test, visit }: CaseSalon): number {
  const { store, deps } = test.core.salon!;
  return store.work.run({ actorId: null, device: 'test', nowMs: deps.clock.nowMs() }, 'test.sale', (tx) => {
    const document = tx.insert(
      query.insertInto('ledger_documents').values({
        kind: 'sale',
        number: 1,
        local_date: '2026-03-12',
        at_ms: 0,
        amount_minor: 200_000,
      }),
    );
    const sale = tx.insert(
      query.insertInto('sales').values({
        document_id: document,
        visit_id: visit,
        local_date: '2026-03-12',
        priced_on: '2026-03-12',
        gross_minor: 200_000,
        discount_minor: 0,
        net_minor: 200_000,
      }),
    );
    tx.run(query.insertInto('visit_sales').values({ visit_id: visit, sale_id: sale }));
    return visit;
  }).value;
}

const tooMuch = { key: 'a', kind: 'deposit', priceMinor: ALL } as const;

export const ticketCases: CasesOf<typeof ticketContract> = {
  begin: {
    ok: {
      input: ({ visit }) => ({ visitId: visit }),
      answer: ({ quote, ticket, isDraft }: Begun, { cut, anna }) => {
        expect(ticket.lines).toMatchObject([{ kind: 'service', serviceId: cut, staffId: anna, priceMinor: null }]);
        expect(quote).toMatchObject({ grossMinor: 200_000, dueMinor: 200_000, pricedOn: '2026-03-12' });
        expect(isDraft).toBe(false);
      },
    },
    refused: {
      NOT_FOUND: { input: () => ({ visitId: NOBODY }), data: { what: 'visit' } },
      ALREADY_PAID: (salon) => ({ visitId: sold(salon) }),
      CONFLICT: { input: ({ cancelledVisit }) => ({ visitId: cancelledVisit }), data: { reason: 'status' } },
    },
  },
  quote: {
    ok: {
      input: ({ cut, anna }) => ({ lines: [{ key: 'a', kind: 'service', serviceId: cut, staffId: anna }] }),
      answer: { grossMinor: 200_000, dueMinor: 200_000, lines: [{ key: 'a', title: 'Стрижка' }] },
    },
    refused: {
      NOT_FOUND: {
        input: () => ({ lines: [{ key: 'a', kind: 'product', productId: NOBODY }] }),
        data: { what: 'product' },
      },
      LIMIT_EXCEEDED: () => ({ lines: [tooMuch, { ...tooMuch, key: 'b' }] }),
    },
  },
  keepDraft: {
    ok: {
      input: ({ visit, visitLine, cut, anna }) => ({
        ticket: {
          visitId: visit,
          lines: [
            { key: 'a', kind: 'service', visitLineId: visitLine, serviceId: cut, staffId: anna, quantityMilli: 2000 },
          ],
        },
      }),
      answer: async (_answer, { client, visit }) => {
        const { isDraft, ticket } = await client.checkout.begin({ visitId: visit });
        expect(isDraft).toBe(true);
        expect(ticket.lines).toMatchObject([{ quantityMilli: 2000 }]);
      },
    },
    refused: {
      NOT_FOUND: { input: () => ({ ticket: { lines: [] } }), data: { what: 'visit' } },
      LIMIT_EXCEEDED: ({ visit }) => ({ ticket: { visitId: visit, lines: [tooMuch, { ...tooMuch, key: 'b' }] } }),
    },
  },
};
