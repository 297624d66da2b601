import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MembershipBook } from '../../../src-main/memberships/membership-book.ts';
import { query } from '../../../src-main/store/query.ts';
import type { Tx } from '../../../src-main/store/unit-of-work.ts';
import { Till } from '../../helpers/till.ts';
import { type TestSalon, openTestSalon, refusal } from '../../helpers/salon-services.ts';

let salon: TestSalon;
let till: Till;
const book = new MembershipBook();
let anna: number;
let maria: number;
let cut: number;
let mask: number;
let brows: number;
let nails: number;

beforeEach(async () => {
  salon = await openTestSalon();
  till = new Till(salon);
  salon.write((tx) => {
    anna = client(tx, 'Анна');
    maria = client(tx, 'Мария');
    const hair = category(tx, 'Волосы', null);
    const face = category(tx, 'Лицо', null);
    nails = category(tx, 'Ногти', null);
    cut = service(tx, 'Стрижка', hair, 200_000);
    mask = service(tx, 'Маска', hair, 100_000);
    brows = service(tx, 'Брови', category(tx, 'Брови и ресницы', face), 80_000);
    expect(face).toBeGreaterThan(0);
  });
});
afterEach(() => salon.close());

const client = (tx: Tx, name: string) =>
  tx.insert(query.insertInto('clients').values({ first_name: name, last_name: '', created_at_ms: 1 }));
const category = (tx: Tx, name: string, parent: number | null) =>
  tx.insert(query.insertInto('service_categories').values({ name, colour: 'teal', position: 1, parent_id: parent }));
const service = (tx: Tx, name: string, categoryId: number, price: number) =>
  tx.insert(
    query.insertInto('services').values({
      category_id: categoryId,
      name,
      price_minor: price,
      duration_min: 60,
      buffer_before_min: 0,
      buffer_after_min: 0,
      segments_json: null,
      position: 1,
    }),
  );

interface TypeWish {
  readonly kind?: 'visits' | 'time';
  readonly startsAt?: 'purchase' | 'first_visit';
  readonly activateAfter?: number | null;
  readonly isFamily?: 0 | 1;
  readonly pools?: readonly { visits: number | null; services?: number[]; categories?: number[] }[];
}

function addType({ kind = 'visits', startsAt = 'purchase', activateAfter = null, isFamily = 0, pools }: TypeWish = {}) {
  return salon.write((tx) => {
    const id = tx.insert(
      query.insertInto('membership_types').values({
        name: `Абонемент ${salon.store.reader.get(query.selectFrom('membership_types').select('id').orderBy('id', 'desc'))?.id ?? 0}`,
        kind,
        price_minor: 1_000_000,
        validity_days: 90,
        starts_at: startsAt,
        activate_after_days: activateAfter,
        balance: (pools?.length ?? 1) > 1 ? 'split' : 'shared',
        freeze_max_days: 14,
        freeze_max_times: 1,
        is_family: isFamily,
      }),
    );
    (pools ?? [{ visits: 3, services: [cut] }]).forEach((pool, position) =>
      tx.insert(
        query.insertInto('membership_type_pools').values({
          type_id: id,
          position,
          name: `Пул ${position}`,
          visits: pool.visits,
          services_json: JSON.stringify(pool.services ?? []),
          categories_json: JSON.stringify(pool.categories ?? []),
        }),
      ),
    );
    return id;
  });
}

function sell(typeId: number, priceMinor = 1_000_000, clientId = anna) {
  let membershipId = 0;
  const sale = till.sale(clientId, (tx, posting, saleId, addLine) => {
    membershipId = book.sell(tx, posting, { typeId, priceMinor, clientId });
    addLine({ kind: 'membership', netMinor: priceMinor, membershipId });
    till.takeMoney(tx, posting, saleId, 'card', { account: 2300, object: membershipId }, priceMinor);
  });
  return { membershipId, sale };
}

function use(membershipId: number, serviceId: number, clientId: number | null = anna, localDate?: string) {
  let saleLineId = 0;
  let valueMinor = 0;
  const sale = till.sale(
    clientId,
    (tx, posting, _, addLine) => {
      saleLineId = addLine({ kind: 'service', netMinor: 0, serviceId, coveredById: membershipId });
      valueMinor = book.use(tx, posting, { membershipId, serviceId, clientId, saleLineId });
    },
    localDate,
  );
  return { sale, saleLineId, valueMinor };
}

function giveBack(saleLineId: number) {
  salon.write((tx) => {
    const posting = till.ledger.open(tx, { kind: 'refund', localDate: till.localDate, amountMinor: 0 });
    book.giveBack(tx, posting, { saleLineId });
  });
}

const covers = (clientId = anna, onDate = till.localDate) => book.ofClient(salon.store.reader, clientId, onDate);
const unitOf = (serviceId: number) =>
  covers()[0]!.pools.find(({ serviceIds }) => serviceIds.includes(serviceId))!.unitMinor;
const row = (id: number) => salon.store.reader.get(query.selectFrom('memberships').selectAll().where('id', '=', id))!;

describe('T9 E04 recognition by visit', () => {
  test('T9 E16 E04 the rest over the rest; after the last visit 2300 is 0 (I5)', () => {
    const { membershipId } = sell(addType());
    expect(till.credit(2300, membershipId)).toBe(1_000_000);
    expect(unitOf(cut)).toBe(333_333);
    expect([use(membershipId, cut).valueMinor, use(membershipId, cut).valueMinor]).toEqual([333_333, 333_334]);
    expect(covers()[0]).toMatchObject({
      unitsLeft: 1,
      pools: [{ unitsLeft: 1, serviceIds: [cut] }],
      lastDay: '2026-06-09',
      hindrance: null,
    });
    use(membershipId, cut);
    expect([till.credit(2300, membershipId), till.credit(4030)]).toEqual([0, 1_000_000]);
    expect(covers()).toEqual([]);
    expect(refusal(() => use(membershipId, cut))).toMatchObject({
      code: 'MEMBERSHIP_NOT_COVERED',
      data: { reason: 'units', unitsLeft: 0 },
    });
  });

  test('T8 split: each pool has its share of the price and its services; a category covers what is under it', () => {
    const { membershipId } = sell(
      addType({
        pools: [
          { visits: 2, services: [cut] },
          { visits: 4, services: [mask] },
          { visits: 1, categories: [nails] },
        ],
      }),
      800_000,
    );
    expect(unitOf(cut)).toBe(200_000);
    expect(unitOf(mask)).toBe(100_000);
    expect(refusal(() => use(membershipId, brows))).toMatchObject({
      code: 'MEMBERSHIP_NOT_COVERED',
      data: { reason: 'service' },
    });
    const face = salon.store.reader.get(
      query.selectFrom('service_categories').select('id').where('name', '=', 'Лицо'),
    )!;
    const whole = sell(addType({ pools: [{ visits: 5, categories: [face.id] }] }));
    expect(use(whole.membershipId, brows).valueMinor).toBe(200_000);
  });

  test('T9 a visit that is given back returns the unit and exactly the value it released', () => {
    const { membershipId } = sell(addType());
    const first = use(membershipId, cut);
    const second = use(membershipId, cut);
    giveBack(first.saleLineId);
    expect(till.credit(2300, membershipId)).toBe(333_333 + 333_333);
    giveBack(first.saleLineId);
    expect(covers()[0]?.unitsLeft).toBe(2);
    till.reverse(second.sale, book);
    expect(till.credit(2300, membershipId)).toBe(1_000_000);
    expect(covers()[0]?.unitsLeft).toBe(3);
  });

  test('T9 without a limit a visit takes no value, and is counted', () => {
    const { membershipId } = sell(addType({ kind: 'time', pools: [{ visits: null, services: [cut] }] }));
    expect(use(membershipId, cut).valueMinor).toBe(0);
    expect(covers()[0]).toMatchObject({ unitsLeft: null, hindrance: null });
    expect(till.credit(2300, membershipId)).toBe(1_000_000);
  });
});

describe('T8 days of use', () => {
  test('nr 34 begins with the first visit, and waits again when that visit is given back', () => {
    const { membershipId } = sell(addType({ startsAt: 'first_visit' }));
    expect(covers()[0]).toMatchObject({ lastDay: null, hindrance: null });
    const visit = use(membershipId, cut, anna, '2026-04-01');
    expect(row(membershipId).starts_on).toBe('2026-04-01');
    expect(covers(anna, '2026-04-02')[0]?.lastDay).toBe('2026-06-29');
    giveBack(visit.saleLineId);
    expect(row(membershipId).starts_on).toBe(null);
  });

  test('nr 34 begins by itself after the days of its type', () => {
    const { membershipId } = sell(addType({ startsAt: 'first_visit', activateAfter: 30 }));
    expect(row(membershipId)).toMatchObject({ starts_on: null, activate_on: '2026-04-11' });
    use(membershipId, cut, anna, '2026-05-01');
    expect(row(membershipId).starts_on).toBe('2026-04-11');
  });

  test('T8 frozen and expired ones cover nothing, and say until when', () => {
    const { membershipId } = sell(addType());
    salon.write((tx) =>
      tx.insert(
        query.insertInto('membership_freezes').values({
          membership_id: membershipId,
          from_date: '2026-03-12',
          to_date: '2026-03-18',
          created_at_ms: 1,
          created_by: null,
        }),
      ),
    );
    expect(refusal(() => use(membershipId, cut))).toMatchObject({
      code: 'MEMBERSHIP_FROZEN',
      data: { until: '2026-03-18', unitsLeft: 3 },
    });
    expect(covers(anna, '2026-06-16')[0]).toMatchObject({ lastDay: '2026-06-16', hindrance: null });
    expect(refusal(() => use(membershipId, cut, anna, '2026-06-17'))).toMatchObject({
      code: 'MEMBERSHIP_EXPIRED',
      data: { lastDay: '2026-06-16' },
    });
  });
});

describe('nr 35 the family', () => {
  test('members use it within their limits, others do not', () => {
    const { membershipId } = sell(addType({ isFamily: 1 }));
    expect(refusal(() => use(membershipId, cut, maria))).toMatchObject({ data: { reason: 'client' } });
    expect(refusal(() => use(membershipId, cut, null))).toMatchObject({ data: { reason: 'client' } });
    salon.write((tx) =>
      tx.insert(
        query.insertInto('membership_members').values({ membership_id: membershipId, client_id: maria, max_units: 1 }),
      ),
    );
    expect(covers(maria)[0]).toMatchObject({ membershipId, hindrance: null });
    const visit = use(membershipId, cut, maria);
    expect(refusal(() => use(membershipId, cut, maria))).toMatchObject({
      code: 'MEMBERSHIP_NOT_COVERED',
      data: { reason: 'limit', limit: 1, taken: 1 },
    });
    use(membershipId, cut, anna);
    giveBack(visit.saleLineId);
    use(membershipId, cut, maria);
  });
});

describe('T17 the storno of the sale of a membership', () => {
  test('leaves nothing of it, unless it was used', () => {
    const { membershipId, sale } = sell(addType());
    const visit = use(membershipId, cut);
    expect(refusal(() => till.reverse(sale, book))).toMatchObject({
      code: 'CONFLICT',
      data: { reason: 'membershipUsed', used: 1 },
    });
    giveBack(visit.saleLineId);
    till.reverse(sale, book);
    expect(till.credit(2300, membershipId)).toBe(0);
    expect(covers()).toEqual([]);
    expect(refusal(() => use(membershipId, cut))).toMatchObject({
      code: 'MEMBERSHIP_NOT_COVERED',
      data: { reason: 'closed' },
    });
  });
});
