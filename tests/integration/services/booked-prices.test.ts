import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ServicesService } from '../../../src-main/services/services.service.ts';
import { query } from '../../../src-main/store/query.ts';
import { refusal } from '../../helpers/salon-services.ts';
import { type JournalSalon, TODAY, TOMORROW, openJournalSalon, weakCaller } from '../journal/journal-salon.ts';

let salon: JournalSalon;
let services: ServicesService;

beforeEach(async () => {
  salon = await openJournalSalon();
  services = new ServicesService(salon.deps);
});
afterEach(() => salon.close());

const owner = () => salon.callerOf('owner');
const set = (cell: object, validFrom: string | null, listId: number | null = null) =>
  services.pricing.setTerms(owner(), {
    validFrom,
    listId: listId as never,
    cells: [{ serviceId: salon.cut, levelId: null, staffId: null, ...cell } as never],
  });
const visitOf = (id: number) => salon.journal.visit(salon.reception, id);
const book = (values: object = {}, caller = salon.reception) =>
  salon.act(
    'book',
    {
      localDate: TODAY,
      startMin: 900,
      clientId: null,
      lines: [{ serviceId: salon.cut, staffId: salon.maria }],
      ...values,
    },
    caller,
  ).visitId;
const list = () => services.list(false).services.find(({ id }) => id === salon.cut)!;

describe('what a booked visit costs', () => {
  test('P1 the price of the day of the service, also when it is moved to that day', () => {
    const now = list().priceMinor;
    set({ priceMinor: now + 50_000 }, TOMORROW);
    const today = book();
    expect(visitOf(today).lines[0]!.priceMinor).toBe(now);
    expect(visitOf(book({ localDate: TOMORROW })).lines[0]!.priceMinor).toBe(now + 50_000);
    const visit = visitOf(today);
    salon.act('move', {
      visitId: today,
      version: visit.version,
      lineId: visit.lines[0]!.id,
      localDate: TOMORROW,
      startMin: 700,
      staffId: salon.maria,
      scope: 'visit',
    });
    expect(visitOf(today).lines[0]!.priceMinor).toBe(now + 50_000);
  });

  test('P1 a price fixed at booking is that of the day of booking', () => {
    const now = list().priceMinor;
    salon.settings.update(owner(), { fixPriceAtBooking: true }, TODAY);
    set({ priceMinor: now + 50_000 }, TOMORROW);
    expect(visitOf(book({ localDate: TOMORROW })).lines[0]!.priceMinor).toBe(now);
  });

  test('P1, M9 the level of the master, and the list of the client', () => {
    const { levelId } = services.pricing.createLevel(owner(), { name: 'Топ', percentBp: 12_000 });
    const { priceListId } = services.pricing.createPriceList(owner(), { name: 'Для своих' });
    salon.write((tx) => {
      tx.run(query.updateTable('staff').set({ level_id: levelId }).where('id', '=', salon.maria));
      tx.run(query.updateTable('clients').set({ price_list_id: priceListId }).where('id', '=', salon.olga));
    });
    set({ priceMinor: 100_000 }, null, priceListId);
    expect(visitOf(book()).lines[0]!.priceMinor).toBe(Math.round((list().priceMinor * 1.2) / 100) * 100);
    const forOlga = book({ clientId: salon.olga, startMin: 1000 });
    expect(visitOf(forOlga).lines[0]!.priceMinor).toBe(120_000);
    const { version } = visitOf(forOlga);
    salon.act('edit', { visitId: forOlga, version, clientId: salon.irina });
    expect(visitOf(forOlga).lines[0]!.priceMinor).toBe(Math.round((list().priceMinor * 1.2) / 100) * 100);
  });

  test('A5 the time of the level', () => {
    const { levelId } = services.pricing.createLevel(owner(), { name: 'Топ', percentBp: 10_000 });
    salon.write((tx) => tx.run(query.updateTable('staff').set({ level_id: levelId }).where('id', '=', salon.maria)));
    set({ levelId, durationMin: 35 }, null);
    expect(visitOf(book()).lines[0]!.durationMin).toBe(35);
  });

  test('P10 a bundle has its price without the right manual_price, shared to the kopeck and kept with the lines', () => {
    const items = [salon.cut, salon.colour].map((serviceId) => ({ serviceId: serviceId as never, isParallel: false }));
    const { bundleId } = services.bundles.create(owner(), {
      categoryId: services.list(false).categories[0]!.id,
      name: 'Комплекс',
      icon: null,
      priceMinor: 333_333,
      isOnline: true,
      items,
    });
    const lines = items.map(({ serviceId }) => ({ serviceId, staffId: salon.anna, bundleId }));
    const visitId = book({ lines, startMin: 660 }, weakCaller(salon));
    const booked = visitOf(visitId).lines;
    expect(booked.reduce((sum, line) => sum + line.priceMinor, 0)).toBe(333_333);
    const rows = salon.store.reader.all(
      query.selectFrom('visit_lines').select('bundle_id').where('visit_id', '=', visitId),
    );
    expect(rows).toEqual([{ bundle_id: bundleId }, { bundle_id: bundleId }]);
    // A part of a bundle is an ordinary service, and its share is no price of the list.
    expect(
      refusal(() =>
        book({ lines: [{ ...lines[0], priceMinor: booked[0]!.priceMinor }], startMin: 900 }, weakCaller(salon)),
      ),
    ).toEqual({ code: 'FORBIDDEN', data: { permission: 'manual_price' } });
    expect(visitOf(book({ lines: [lines[0]], startMin: 960 })).lines[0]!.priceMinor).not.toBe(booked[0]!.priceMinor);
  });
});
