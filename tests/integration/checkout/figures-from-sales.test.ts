import { afterEach, beforeEach, expect, test } from 'vitest';
import { compareClientFigures, rebuildClientFigures } from '../../../src-main/client-figures/upkeep.repository.ts';
import { FIGURES_SQL } from '../../../src-main/client-figures/client-figures.repository.ts';
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

/** Everything that tells of a client's money says the same. */
function expectSpent(sumMinor: number, averageMinor: number | null): void {
  expect(salon.figures.figures(salon.olga)).toMatchObject({ spentMinor: sumMinor, averageMinor });
  expect(salon.figures.rows(salon.olga, 'completed', {}).sumMinor).toBe(sumMinor);
  expect(salon.figures.pivot(salon.olga, 'month', {}).totalMinor).toBe(sumMinor);
}

test('R2 R3 goods and services that the desk added count, and so does a check without a visit', () => {
  const visitId = salon.visit({ prices: [200_000] });
  const added = {
    key: 'extra',
    kind: 'service' as const,
    serviceId: salon.nails,
    staffId: salon.maria,
    priceMinor: 150_000,
  };
  salon.pay({
    ticket: salon.ticketOf(visitId, [
      added,
      { key: 's', kind: 'product', productId: salon.shampoo, quantityMilli: 2000 },
      { key: 't', kind: 'tip', priceMinor: 30_000, staffId: salon.anna },
    ]),
    expectedDueMinor: 638_100,
    tenders: [{ kind: 'card', amountMinor: 638_100 }],
  });
  // 2000 + 1500 + 2 × 1290.50; the tip is nobody's revenue.
  expectSpent(608_100, 608_100);
  const retail = salon.pay({
    ticket: {
      clientId: salon.olga,
      lines: [{ key: 's', kind: 'product', productId: salon.shampoo }],
    },
    expectedDueMinor: 129_050,
    tenders: [{ kind: 'card', amountMinor: 129_050 }],
  });
  expectSpent(737_150, 368_575);
  const { rows } = salon.figures.rows(salon.olga, 'completed', {});
  expect(rows.map(({ visitId: visit, saleId, sumMinor, lines }) => [visit, saleId, sumMinor, lines.length])).toEqual([
    [visitId, null, 608_100, 3],
    [null, retail.saleId, 129_050, 1],
  ]);
  expect(salon.figures.rows(salon.olga, 'completed', { isGoods: true }).sumMinor).toBe(387_150);
  expect(salon.figures.rows(salon.olga, 'completed', { serviceId: salon.nails }).sumMinor).toBe(150_000);
  expect(salon.figures.pivot(salon.olga, 'month', {}).rows).toMatchObject([
    { serviceId: null, service: null, totalMinor: 387_150, times: [2] },
    { service: 'Стрижка', totalMinor: 200_000 },
    { service: 'Маникюр', staff: 'Мария Титова', totalMinor: 150_000 },
  ]);
  expect(salon.figures.figures(salon.olga).services).toMatchObject([
    { serviceId: salon.cut, sumMinor: 200_000 },
    { serviceId: salon.nails, sumMinor: 150_000, times: 1 },
  ]);
  rebuildClientFigures(salon.store.connection, TODAY);
  expectSpent(737_150, 368_575);
});

test('R2 a check that was reversed or given back whole is no check of the average', () => {
  salon.visit({ status: 'completed', prices: [100_000], localDate: '2026-02-01' });
  const retail = salon.pay({
    ticket: {
      clientId: salon.olga,
      lines: [{ key: 's', kind: 'product', productId: salon.shampoo }],
    },
    expectedDueMinor: 129_050,
    tenders: [{ kind: 'card', amountMinor: 129_050 }],
  });
  expectSpent(229_050, 114_525);
  salon.write((tx) => salon.ledger.reverse(tx, retail.documentId, { localDate: TODAY }));
  expectSpent(100_000, 100_000);
});

test('R3 a client who only bought goods is known by them', () => {
  salon.pay({
    ticket: {
      clientId: salon.irina,
      lines: [{ key: 's', kind: 'product', productId: salon.shampoo }],
    },
    expectedDueMinor: 129_050,
    tenders: [{ kind: 'card', amountMinor: 129_050 }],
  });
  expect(salon.figures.figures(salon.irina)).toMatchObject({
    visits: 0,
    spentMinor: 129_050,
    averageMinor: 129_050,
    lastOn: null,
  });
});

test('figures over checks go by indexes', () => {
  for (const text of Object.values(FIGURES_SQL)) {
    const values = (text.match(/\?/gu) ?? []).map(() => 1);
    const plan = salon.rows<{ detail: string }>(`explain query plan ${text}`, ...values);
    expect(plan.map(({ detail }) => detail).filter((detail) => /^SCAN (?!\(subquery)/u.test(detail))).toEqual([]);
  }
});

test('the timeline of a client has their checks', () => {
  paid([200_000], [180_000]);
  const timeline = new TimelineService(salon.deps, salon.settings, salon.history);
  const { events } = timeline.page(salon.reception, {
    clientId: salon.olga,
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
