import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { query } from '../../../src-main/store/query.ts';
import { requirePayable } from '../../../src-main/checkout/ticket-pricing.ts';
import { ticketSchema } from '../../../src-shared/checkout/checkout.contract.ts';
import { type TicketSalon, openTicketSalon } from './ticket-salon.ts';

let salon: TicketSalon;

beforeEach(async () => {
  salon = await openTicketSalon();
});
afterEach(() => salon.close());

const service = (serviceId: number, more: object = {}) => ({ key: 'a', kind: 'service' as const, serviceId, ...more });

describe('Where the price comes from', () => {
  it('P1 the list, by master, level and list, with its first day', () => {
    const { cut, anna } = salon;
    const level = salon.write((tx) =>
      tx.insert(query.insertInto('levels').values({ name: 'Топ', percent_bp: 12_000, position: 1 })),
    );
    expect(salon.words(salon.quote({ lines: [service(cut, { staffId: anna })] }))).toEqual([
      'Цена по прайсу: 2 000 ₽.',
    ]);
    salon.write((tx) => tx.run(query.updateTable('staff').set({ level_id: level }).where('id', '=', anna)));
    const quote = salon.quote({ lines: [service(cut, { staffId: anna })] });
    expect(quote.dueMinor).toBe(240_000);
    expect(salon.words(quote)).toEqual(['Уровень «Топ»: 120 % от 2 000 ₽ — 2 400 ₽.']);
    salon.write((tx) => {
      const values = {
        service_id: cut,
        list_id: null,
        level_id: null,
        staff_id: anna,
        price_max_minor: null,
        is_end: null,
      };
      tx.run(query.insertInto('service_prices').values({ ...values, valid_from: '2026-03-01', price_minor: 250_000 }));
    });
    expect(salon.words(salon.quote({ lines: [service(cut, { staffId: anna })] }))).toEqual([
      'Цена мастера Анна С.: 2 500 ₽.',
      'Цена действует с 1 марта 2026.',
    ]);
  });

  it('P1 prices of the day of the service; fixPriceAtBooking: of the booking', () => {
    const visit = salon.visitOf([{ service: salon.cut }]);
    salon.write((tx) =>
      tx.run(query.updateTable('services').set({ price_minor: 230_000 }).where('id', '=', salon.cut)),
    );
    expect(salon.begin(visit)).toMatchObject({
      ticket: { lines: [{ priceMinor: null }] },
      quote: { dueMinor: 230_000 },
    });
    salon.setting('fixPriceAtBooking', true);
    const { ticket, quote } = salon.begin(visit);
    expect(ticket.lines).toMatchObject([{ priceMinor: 200_000 }]);
    expect(quote).toMatchObject({ dueMinor: 200_000, problems: [] });
    expect(salon.words(quote)).toContain('В записи обещано 2 000 ₽ вместо 2 300 ₽.');
  });

  it('P4 P5 P8 fixPriceAtBooking fixes the price; promotions, cards and coupons count by the day of the service', () => {
    const visit = salon.visitOf([{ service: salon.cut }]);
    const bookedAtMs = salon.clock.nowMs() - 10 * 86_400_000;
    salon.write((tx) => tx.run(query.updateTable('visits').set({ created_at_ms: bookedAtMs }).where('id', '=', visit)));
    salon.setting('fixPriceAtBooking', true);
    salon.begin(visit);
    expect(salon.discounts.askedOn).toBe('2026-03-12');
  });

  it('P2 what the booking promised by hand is sold without any right', () => {
    const visit = salon.visitOf([{ service: salon.cut, priceMinor: 180_000 }]);
    expect(salon.begin(visit).quote).toMatchObject({ dueMinor: 180_000, problems: [] });
  });

  it('P2 a price range asks for a price inside; outside it takes the right and a reason', () => {
    const problemsOf = (more: object, role: 'administrator' | 'accountant' = 'administrator') =>
      salon.quote({ lines: [service(salon.colour, more)] }, role).problems;
    expect(problemsOf({})).toMatchObject([
      {
        code: 'PRICE_OUT_OF_RANGE',
        lineKey: 'a',
        isBlocking: true,
        data: { fromMinor: 500_000, toMinor: 700_000, reason: 'choose' },
      },
    ]);
    expect(problemsOf({ priceMinor: 600_000 })).toEqual([]);
    expect(problemsOf({ priceMinor: 800_000 }, 'accountant')).toMatchObject([{ data: { reason: 'right' } }]);
    expect(problemsOf({ priceMinor: 800_000 })).toMatchObject([{ data: { reason: 'reason' } }]);
    expect(problemsOf({ priceMinor: 800_000, priceReason: 'длинные волосы' })).toEqual([]);
  });
});

describe('What comes off', () => {
  it('P4, P7 tells why a better known one did not apply', () => {
    salon.discounts.groups = { personal: 700, card: 500 };
    const quote = salon.quote({ clientId: salon.olga, lines: [service(salon.cut)] });
    expect(salon.words(quote)).toEqual([
      'Цена по прайсу: 2 000 ₽.',
      'Персональная скидка 7 % от 2 000 ₽: −140 ₽.',
      'Скидка карты 5 % не применена: она меньше, чем персональная скидка 7 %, а скидки клиента не складываются.',
      'К оплате за строку: 1 860 ₽.',
    ]);
  });

  it('P7 a service without discounts, a floor and a cap, each in words', () => {
    const set = (values: object): void => {
      salon.write((tx) => tx.run(query.updateTable('services').set(values).where('id', '=', salon.cut)));
    };
    salon.discounts.groups = { personal: 700 };
    set({ no_discount: 1 });
    const ask = { clientId: salon.olga, lines: [service(salon.cut, { manual: { off: { rateBp: 500 }, reason: '' } })] };
    expect(salon.words(salon.quote(ask))).toEqual([
      'Цена по прайсу: 2 000 ₽.',
      'Персональная скидка 7 % не применена: услуга без скидок.',
      'Ручная скидка не применена: услуга без скидок.',
    ]);
    set({ no_discount: 0, discount_cap_bp: 1000 });
    expect(salon.words(salon.quote(ask))).toContain(
      'Все скидки строки ограничены 10 % — не больше 200 ₽; не применено 33 ₽.',
    );
    set({ discount_cap_bp: null, min_price_minor: 190_000 });
    expect(salon.words(salon.quote(ask))).toContain('Дешевле 1 900 ₽ за единицу продавать нельзя; не применено 133 ₽.');
  });

  it('P5, P8, M7 promotion, coupon and rounding in their order', () => {
    salon.discounts.promotions = [{ id: 5, title: 'Утро', off: { rateBp: 1000 }, isCombinable: true, noBonus: false }];
    salon.discounts.groups = { personal: 500 };
    salon.discounts.coupon = { id: 3, name: 'Весна', off: { amountMinor: 10_050 } };
    salon.setting('checkRoundingStepMinor', 100);
    const quote = salon.quote({ clientId: salon.olga, couponCode: 'VESNA', lines: [service(salon.cut)] });
    expect(
      quote.lines[0]!.discounts.map(({ source, amountMinor, title }) => `${source} ${amountMinor} ${title}`),
    ).toEqual(['promotion 20000 Утро', 'personal 9000 ', 'coupon 10050 Весна', 'rounding 50 ']);
    expect(quote).toMatchObject({ dueMinor: 160_900, coupon: { code: 'VESNA', amountMinor: 10_050 } });
    expect(salon.words(quote)).toContain('Персональная скидка 5 % от 1 800 ₽: −90 ₽.');
  });

  it('P6 a manual discount within the limit of the role; beyond it with the right and a reason', () => {
    const problemsOf = (rateBp: number, role: 'administrator' | 'owner' | 'accountant', reason = '') =>
      salon.quote({ lines: [service(salon.cut, { manual: { off: { rateBp }, reason } })] }, role).problems;
    salon.setting('manualDiscountBp', { administrator: 1000, owner: 2000 });
    expect(problemsOf(1000, 'administrator')).toEqual([]);
    expect(problemsOf(1001, 'administrator')).toMatchObject([
      { code: 'DISCOUNT_LIMIT', isBlocking: true, data: { limitBp: 1000, reason: 'limit' } },
    ]);
    expect(problemsOf(1, 'accountant')).toMatchObject([{ data: { limitBp: 0 } }]);
    expect(problemsOf(9000, 'owner')).toMatchObject([{ data: { reason: 'reason' } }]);
    expect(problemsOf(9000, 'owner', 'подарок')).toEqual([]);
  });

  it('P7 the right to exceed the cap: the owner gives more than half, the administrator is cut', () => {
    salon.setting('manualDiscountBp', { administrator: 10_000, owner: 10_000 });
    const dueOf = (role: 'administrator' | 'owner') =>
      salon.quote({ lines: [service(salon.cut, { manual: { off: { rateBp: 9000 }, reason: 'да' } })] }, role).dueMinor;
    expect(dueOf('administrator')).toBe(100_000);
    expect(dueOf('owner')).toBe(20_000);
    // An override leaves its reason behind (domain.md 13).
    const silent = salon.quote(
      { lines: [service(salon.cut, { manual: { off: { rateBp: 9000 }, reason: '' } })] },
      'owner',
    );
    expect(silent.problems).toMatchObject([
      { code: 'DISCOUNT_LIMIT', isBlocking: true, data: { limitBp: 5000, allowedMinor: 100_000, reason: 'reason' } },
    ]);
    const half = salon.quote(
      { lines: [service(salon.cut, { manual: { off: { rateBp: 5000 }, reason: '' } })] },
      'owner',
    );
    expect(half.problems).toEqual([]);
  });

  it('an unknown coupon is told and blocks nothing', () => {
    expect(salon.quote({ couponCode: 'XXX', lines: [service(salon.cut)] }).problems).toMatchObject([
      { code: 'NOT_FOUND', isBlocking: false, data: { what: 'coupon' } },
    ]);
  });
});

describe('Memberships', () => {
  const cover = (membershipId: number, lastDay: string | null, unitsLeft: number | null, more: object = {}) => ({
    membershipId,
    title: `№ ${membershipId}`,
    unitsLeft,
    lastDay,
    pools: [{ poolId: membershipId, unitsLeft, unitMinor: 90_000, serviceIds: [salon.cut] }],
    memberUnitsLeft: null,
    hindrance: null,
    ...more,
  });

  it('T8 P3 each pool pays what it has, one of the family what they may take', () => {
    const pools = [
      { poolId: 1, unitsLeft: 1, unitMinor: 1, serviceIds: [salon.cut] },
      { poolId: 2, unitsLeft: 4, unitMinor: 1, serviceIds: [salon.nails] },
    ];
    salon.covers.push(cover(1, null, 5, { pools, memberUnitsLeft: 3 }));
    const lines = [
      service(salon.cut, { quantityMilli: 2000 }),
      service(salon.nails, { key: 'b', quantityMilli: 3000, staffId: salon.anna }),
    ];
    const quote = salon.quote({ clientId: salon.olga, lines });
    expect(quote.lines.map(({ key, coveredBy }) => [key, coveredBy?.unitsLeft ?? null])).toEqual([
      ['a~1', 1],
      ['a', null],
      ['b~1', 4],
      ['b~2', 4],
      ['b', null],
    ]);
    expect(quote.memberships).toMatchObject([
      { membershipId: 1, unitsLeft: 1, serviceIds: [salon.cut] },
      { membershipId: 1, unitsLeft: 4, serviceIds: [salon.nails] },
    ]);
  });

  it('P3 proposes the one whose last day comes first; units run out; the rest is paid', () => {
    salon.covers.push(cover(3, '2026-04-01', 2), cover(2, '2026-06-01', 5), cover(1, null, 5));
    const quote = salon.quote({ clientId: salon.olga, lines: [service(salon.cut, { quantityMilli: 3000 })] });
    expect(quote.lines.map(({ key, coveredBy, netMinor }) => [key, coveredBy?.membershipId ?? null, netMinor])).toEqual(
      [
        ['a~1', 3, 0],
        ['a~2', 3, 0],
        ['a', null, 200_000],
      ],
    );
    expect(quote.lines[0]).toMatchObject({ recognisedMinor: 90_000, grossMinor: 0 });
    expect(salon.words(quote)).toContain('По абонементу «№ 3»: списывается одно посещение, к оплате 0.');
  });

  it('P3 a covered line takes nothing else; one that was refused by the person is paid', () => {
    salon.covers.push(cover(1, null, 5));
    salon.discounts.groups = { personal: 1000 };
    const lines = [service(salon.cut), service(salon.cut, { key: 'b', coveredById: null })];
    const quote = salon.quote({ clientId: salon.olga, lines });
    expect(quote.lines.map(({ netMinor, discounts }) => [netMinor, discounts.length])).toEqual([
      [0, 0],
      [180_000, 1],
    ]);
  });

  it('a frozen one is told; named by the person it stands in the way', () => {
    const hindrance = { code: 'MEMBERSHIP_FROZEN' as const, data: { until: '2026-04-01' } };
    salon.covers.push(cover(1, null, 5, { hindrance }));
    const ask = (more: object) => salon.quote({ clientId: salon.olga, lines: [service(salon.cut, more)] }).problems;
    expect(ask({})).toMatchObject([{ code: 'MEMBERSHIP_FROZEN', isBlocking: false, data: { until: '2026-04-01' } }]);
    expect(ask({ coveredById: 1 })).toMatchObject([{ code: 'MEMBERSHIP_FROZEN', isBlocking: true }]);
    expect(ask({ coveredById: 7 })).toMatchObject([{ code: 'MEMBERSHIP_NOT_COVERED', isBlocking: true }]);
  });
});

describe('Bundles', () => {
  const bundleOfCutAndNails = (): number =>
    salon.write((tx) => {
      const category = tx.get(query.selectFrom('service_categories').select('id'))!.id;
      const id = tx.insert(
        query.insertInto('bundles').values({ category_id: category, name: 'Уход', price_minor: 300_000, position: 1 }),
      );
      [salon.cut, salon.nails].forEach((serviceId, position) => {
        tx.run(
          query.insertInto('bundle_items').values({ bundle_id: id, service_id: serviceId, position, is_parallel: 0 }),
        );
      });
      return id;
    });
  const visitOf = (bundle: number): number =>
    salon.visitOf([
      { service: salon.cut, priceMinor: 171_429, bundleId: bundle },
      { service: salon.nails, priceMinor: 128_571, bundleId: bundle },
    ]);

  it('P10 a price by hand takes its line out: the other one has its own price again', () => {
    const { ticket } = salon.begin(visitOf(bundleOfCutAndNails()));
    const [cut, nails] = ticket.lines;
    const own = { ...cut!, priceMinor: 250_000, priceReason: 'Густые волосы' };
    const quote = salon.quote({ ...ticket, lines: [own, nails!] }, 'owner');
    expect(quote.lines.map(({ netMinor, discounts }) => [netMinor, discounts.length])).toEqual([
      [250_000, 0],
      [150_000, 0],
    ]);
  });

  it('P10 P1 what a booking promised for a line stays promised when another one got a price of its own', () => {
    const bundle = bundleOfCutAndNails();
    const visit = salon.visitOf([
      { service: salon.cut, priceMinor: 250_000, bundleId: bundle },
      { service: salon.nails, priceMinor: 128_571, bundleId: bundle },
    ]);
    const { quote } = salon.begin(visit);
    expect(quote.problems).toEqual([]);
    expect(quote.lines.map(({ netMinor }) => netMinor)).toEqual([250_000, 128_571]);
  });

  it('P10 P2 its price is fixed also where a service of it has a range: nothing is to be chosen', () => {
    const bundle = bundleOfCutAndNails();
    salon.write((tx) => {
      tx.run(query.updateTable('services').set({ price_max_minor: 300_000 }).where('id', '=', salon.cut));
    });
    const quote = salon.begin(visitOf(bundle)).quote;
    expect(quote.problems).toEqual([]);
    expect(quote.dueMinor).toBe(300_000);
  });

  it('P10 the lines of a whole bundle come to its one price; without one of them each has its own', () => {
    const visit = visitOf(bundleOfCutAndNails());
    salon.discounts.groups = { personal: 500 };
    const { ticket, quote } = salon.begin(visit);
    expect(quote.lines.map(({ netMinor }) => netMinor)).toEqual([171_429, 128_571]);
    expect(quote.dueMinor).toBe(300_000);
    expect(salon.words(quote)).toContain('Персональная скидка 5 % не применена: цена комплекса уже со скидкой.');
    const part = salon.quote({ ...ticket, lines: ticket.lines.slice(0, 1) });
    expect(part.dueMinor).toBe(190_000);
  });
});

describe('Goods and lines of money', () => {
  it('a product with several units; a price of one’s own takes right and reason', () => {
    const { productId } = salon.products.create(salon.as('owner'), {
      name: 'Шампунь',
      brand: 'Estel',
      articleNo: '',
      unit: 'pc',
      priceMinor: 89_000,
      minPriceMinor: null,
      discountCapBp: null,
      noDiscount: false,
      noBonus: true,
      vatBp: 2200,
      note: '',
      barcodes: [],
      categoryId: null,
    });
    const quote = salon.quote({ lines: [{ key: 'p', kind: 'product', productId, quantityMilli: 2000 }] });
    expect(quote.lines).toMatchObject([{ title: 'Шампунь', note: 'Estel', grossMinor: 178_000, takesBonus: false }]);
    expect(salon.words(quote)).toEqual(['Цена товара: 890 ₽.', '2 × 890 ₽ = 1 780 ₽.']);
    const priced = salon.tickets.pricing.price(
      salon.store.reader,
      salon.as('owner'),
      ticketSchema.parse({ lines: [{ key: 'p', kind: 'product', productId }] }),
    );
    expect(priced.lines).toMatchObject([{ vatBp: 2200, vatMinor: 16_049 }]);
  });

  it('deposit and tip need whose they are; only money pays them', () => {
    const quote = salon.quote({
      lines: [
        { key: 'd', kind: 'deposit', priceMinor: 100_000 },
        { key: 't', kind: 'tip', priceMinor: 5000 },
        { key: 'c', kind: 'certificate', certificate: { nominalMinor: 300_000 } },
      ],
    });
    expect(quote).toMatchObject({ dueMinor: 405_000, moneyOnlyMinor: 405_000, discountMinor: 0 });
    expect(quote.problems.map(({ lineKey, data }) => [lineKey, data['fault']])).toEqual([
      ['d', 'CLIENT_NEEDED'],
      ['t', 'TIP_NEEDS_MASTER'],
    ]);
    const priced = { problems: quote.problems };
    expect(() => requirePayable(priced)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });
});

describe('Drafts', () => {
  const keep = (ticket: unknown) => salon.tickets.keepDraft(salon.reception, { ticket: ticketSchema.parse(ticket) });

  it('a draft is there after a break and takes in what the visit changed meanwhile', () => {
    const { cut, nails, anna, maria } = salon;
    const visit = salon.visitOf([{ service: cut }, { service: nails, priceMinor: 150_000 }]);
    const { ticket } = salon.begin(visit);
    const [first, second] = ticket.lines;
    keep({ ...ticket, lines: [{ ...first!, manual: { off: { rateBp: 500 }, reason: '' } }, second!] });
    salon.write((tx) => {
      tx.run(query.updateTable('visit_lines').set({ staff_id: maria }).where('id', '=', Number(first!.visitLineId)));
      tx.run(query.deleteFrom('visit_lines').where('id', '=', Number(second!.visitLineId)));
      tx.insert(
        query.insertInto('visit_lines').values({
          visit_id: visit,
          position: 5,
          local_date: '2026-03-12',
          service_id: nails,
          staff_id: anna,
          start_min: 900,
          duration_min: 60,
          price_minor: 150_000,
        }),
      );
    });
    const again = salon.begin(visit);
    expect(again.isDraft).toBe(true);
    expect(again.ticket.lines).toMatchObject([
      { serviceId: cut, staffId: maria, manual: { off: { rateBp: 500 } } },
      { serviceId: nails, staffId: anna },
    ]);
    expect(again.ticket.lines[1]!.visitLineId).not.toBe(second!.visitLineId);
  });

  it('a draft that is as the visit itself is none; it is in no log', () => {
    const visit = salon.visitOf([{ service: salon.cut }]);
    const { ticket } = salon.begin(visit);
    expect(keep(ticket)).toEqual({ commandId: null });
    expect(salon.begin(visit).isDraft).toBe(false);
    expect(keep({ ...ticket, comment: 'ждёт' })).toEqual({ commandId: null });
    expect(salon.begin(visit)).toMatchObject({ isDraft: true, ticket: { comment: 'ждёт' } });
    salon.write((tx) => salon.tickets.dropDraftInside(tx, visit));
    expect(salon.begin(visit).isDraft).toBe(false);
  });

  it('nr 18 offers the next visit after the shortest period, but not to whoever is booked already', () => {
    salon.write((tx) => {
      tx.run(query.updateTable('services').set({ periodicity_days: 30 }).where('id', '=', salon.cut));
      tx.run(query.updateTable('services').set({ periodicity_days: 21 }).where('id', '=', salon.nails));
    });
    const visit = salon.visitOf([{ service: salon.cut }, { service: salon.nails, priceMinor: 150_000 }]);
    expect(salon.begin(visit).rebook).toEqual({
      onDate: '2026-04-02',
      serviceIds: [salon.cut, salon.nails],
      staffId: salon.anna,
    });
    salon.write((tx) =>
      tx.insert(
        query.insertInto('visits').values({
          client_id: salon.olga,
          local_date: '2026-03-20',
          status: 'booked',
          created_at_ms: 0,
        }),
      ),
    );
    expect(salon.begin(visit).rebook).toBeNull();
  });
});
