import { afterEach, beforeEach, expect, test } from 'vitest';
import { compareClientFigures, rebuildClientFigures } from '../../../src-main/client-figures/upkeep.repository.ts';
import { TimelineService } from '../../../src-main/client-figures/timeline.service.ts';
import { query } from '../../../src-main/store/query.ts';
import { TODAY } from '../journal/journal-salon.ts';
import { type PaySalon, openPaySalon } from './pay-salon.ts';

let salon: PaySalon;

beforeEach(async () => {
  salon = await openPaySalon();
  salon.openShift();
});

afterEach(() => {
  // What is kept is what a rebuild makes, whatever happened (client_figures, I17).
  expect(compareClientFigures(salon.store.connection, TODAY)).toEqual([]);
  salon.close();
});

const spent = (): number => salon.figures.figures(salon.olga).spentMinor;

function paid(prices: readonly number[], charged: readonly number[]): number {
  const visitId = salon.visit({ prices });
  const ticket = salon.ticketOf(visitId);
  const lines = ticket.lines.map((line, index) => ({ ...line, priceMinor: charged[index]! }));
  const sum = charged.reduce((total, minor) => total + minor, 0);
  return salon.pay({
    ticket: { ...ticket, lines },
    expectedDueMinor: sum,
    tenders: [{ kind: 'card', amountMinor: sum }],
  }).saleId;
}

test('R3 a visit brings what its check says, one without a check its prices', () => {
  salon.visit({ status: 'completed', prices: [90_000], localDate: '2026-02-01' });
  expect(spent()).toBe(90_000);
  paid([200_000, 100_000], [180_000, 100_000]);
  expect(spent()).toBe(370_000);
  const figures = salon.figures.figures(salon.olga);
  expect(figures.services).toMatchObject([{ serviceId: salon.cut, times: 2, sumMinor: 370_000 }]);
  expect(salon.figures.rows(salon.olga, 'completed', {}).sumMinor).toBe(370_000);
  expect(salon.figures.pivot(salon.olga, 'month', {}).totalMinor).toBe(370_000);
  rebuildClientFigures(salon.store.connection, TODAY);
  expect(spent()).toBe(370_000);
});

test('R3 a visit that was completed first and paid later follows its check', () => {
  const visitId = salon.visit({ status: 'completed', prices: [200_000] });
  expect(spent()).toBe(200_000);
  const [line] = salon.ticketOf(visitId).lines;
  salon.pay({
    ticket: { visitId, lines: [{ ...line!, priceMinor: 150_000 }] },
    expectedDueMinor: 150_000,
    tenders: [{ kind: 'card', amountMinor: 150_000 }],
  });
  expect(spent()).toBe(150_000);
});

test('R3 a refund takes its part off, its storno brings it back; a reversed check leaves the price', () => {
  const saleId = paid([200_000], [200_000]);
  const owner = salon.callerOf('owner');
  const lineId = salon.rows<{ id: number }>('select id from sale_lines')[0]!.id;
  const refund = salon.write((tx) => {
    const posting = salon.ledger.open(tx, {
      kind: 'refund',
      localDate: TODAY,
      amountMinor: 50_000,
      clientId: salon.olga,
      saleId,
    });
    tx.insert(
      query.insertInto('refund_lines').values({
        document_id: posting.id,
        sale_line_id: lineId,
        quantity_milli: 0,
        net_minor: 50_000,
      }),
    );
    return posting.id;
  });
  expect(spent()).toBe(150_000);
  salon.store.work.run(owner.actor(salon.clock), 'test.write', (tx) =>
    salon.ledger.reverse(tx, refund, { localDate: TODAY }),
  );
  expect(spent()).toBe(200_000);
  salon.write((tx) => tx.runSql('delete from visit_sales where sale_id = ?', [saleId]));
  expect(spent()).toBe(200_000);
});

test('the timeline of a client has their checks', () => {
  paid([200_000], [180_000]);
  const timeline = new TimelineService(salon.deps, salon.settings, salon.history);
  const { events } = timeline.page(salon.reception, {
    clientId: salon.olga as never,
    types: ['purchase'],
    query: '',
    limit: 10,
    locale: 'ru',
  } as never);
  expect(events).toMatchObject([
    {
      type: 'purchase',
      title: {
        key: 'clientFigures:timeline.purchase',
        values: { whatKey: 'clientFigures:timeline.purchases.sale', number: 1, sumMinor: 180_000 },
      },
      lines: [{ values: { text: 'Стрижка' } }],
    },
  ]);
});
