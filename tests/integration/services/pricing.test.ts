import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type {
  BundleId,
  CategoryId,
  LevelId,
  PriceListId,
  ServiceId,
  StaffId,
} from '../../../src-shared/contract-base.ts';
import { resolvePrice } from '../../../src-shared/services/price.rules.ts';
import { resolveTiming } from '../../../src-shared/services/timing.rules.ts';
import { query } from '../../../src-main/store/query.ts';
import { undoCommand } from '../../../src-main/store/undo.ts';
import {
  NEW_CATEGORY,
  NEW_PERSON,
  NEW_SERVICE,
  type TestSalon,
  openTestSalon,
  refusal,
} from '../../helpers/salon-services.ts';

let salon: TestSalon;
let hair: CategoryId;
let cut: ServiceId;
let anna: StaffId;
let mira: StaffId;

beforeEach(async () => {
  salon = await openTestSalon();
  hair = salon.services.createCategory(salon.owner, NEW_CATEGORY).categoryId;
  anna = salon.staff.create(salon.owner, { ...NEW_PERSON, firstName: 'Анна' }).staffId;
  mira = salon.staff.create(salon.owner, { ...NEW_PERSON, firstName: 'Мира' }).staffId;
  cut = addService({ priceMinor: 200_000, staff: [terms(anna), terms(mira, 250_000)] });
});
afterEach(() => salon.close());

const terms = (staffId: StaffId, priceMinor: number | null = null) => ({
  staffId,
  priceMinor,
  durationMin: null,
  segments: null,
});
function addService(values: object): ServiceId {
  return salon.services.create(salon.owner, { ...NEW_SERVICE, categoryId: hair, ...values }).serviceId;
}
const find = (id: number) => salon.services.list(true).services.find((service) => service.id === id)!;

type SetTerms = Parameters<TestSalon['services']['pricing']['setTerms']>[1];
const set = (
  cells: readonly Partial<SetTerms['cells'][number]>[],
  values: { validFrom?: string | null; listId?: PriceListId | null } = {},
) =>
  salon.services.pricing.setTerms(salon.owner, {
    validFrom: null,
    listId: null,
    ...values,
    cells: cells.map((cell) => ({ serviceId: cut, levelId: null, staffId: null, ...cell })),
  });
const priceAt = (localDate: string, staffId: StaffId | null = null, priceListId: PriceListId | null = null) => {
  const service = find(cut);
  const level = service.staff.find((item) => item.staffId === staffId)?.level ?? null;
  return resolvePrice(service, { localDate, staffId, level, priceListId, priceStepMinor: 100 }).priceMinor;
};

describe('dated prices', () => {
  test('P1 a price entered ahead holds from its day on, for the service and for a master', () => {
    set([{ priceMinor: 220_000 }, { staffId: mira, priceMinor: 280_000 }], { validFrom: '2026-12-01' });
    expect([priceAt('2026-11-30'), priceAt('2026-12-01')]).toEqual([200_000, 220_000]);
    expect([priceAt('2026-11-30', mira), priceAt('2026-12-01', mira)]).toEqual([250_000, 280_000]);
    expect(priceAt('2026-12-01', anna)).toBe(220_000);
  });

  test('P1 an own price that ends on a day gives way to the list price', () => {
    set([{ staffId: mira, priceMinor: null }], { validFrom: '2026-12-01' });
    expect([priceAt('2026-11-30', mira), priceAt('2026-12-01', mira)]).toEqual([250_000, 200_000]);
  });

  test('a price that says the same as the day before is not kept', () => {
    expect(set([{ priceMinor: 200_000 }], { validFrom: '2026-12-01' }).commandId).toBeNull();
    set([{ priceMinor: 220_000 }], { validFrom: '2026-12-01' });
    set([{ priceMinor: 200_000 }], { validFrom: '2026-12-01' });
    expect(find(cut).prices).toEqual([]);
    set([{ staffId: anna, priceMinor: 300_000 }], { validFrom: '2026-12-01' });
    set([{ staffId: anna, priceMinor: null }], { validFrom: '2026-12-01' });
    expect(find(cut).prices).toEqual([]);
  });

  test('P1 prices from the beginning are those of the service and of the master', () => {
    set([
      { priceMinor: 210_000, priceMaxMinor: 300_000 },
      { staffId: mira, priceMinor: null },
    ]);
    expect(find(cut)).toMatchObject({ priceMinor: 210_000, priceMaxMinor: 300_000, version: 2, prices: [] });
    expect(priceAt('2020-01-01', mira)).toBe(210_000);
  });

  test('removePrice takes an entered price back', () => {
    set([{ priceMinor: 220_000 }], { validFrom: '2026-12-01' });
    const place = { serviceId: cut, levelId: null, staffId: null, listId: null, validFrom: '2026-12-01' };
    salon.services.pricing.removePrice(salon.owner, place);
    expect(priceAt('2027-01-01')).toBe(200_000);
    expect(refusal(() => salon.services.pricing.removePrice(salon.owner, place)).code).toBe('NOT_FOUND');
  });

  test('P1 a client list is searched before the default one, and its own versions count', () => {
    const { priceListId } = salon.services.pricing.createPriceList(salon.owner, { name: 'Сотрудники' });
    set([{ priceMinor: 100_000 }], { listId: priceListId });
    set([{ priceMinor: null }], { listId: priceListId, validFrom: '2026-12-01' });
    expect(priceAt('2026-03-12', mira, priceListId)).toBe(100_000);
    expect(priceAt('2026-12-01', mira, priceListId)).toBe(250_000);
    expect(priceAt('2026-03-12', mira)).toBe(250_000);
  });
});

describe('the table service × master', () => {
  test('a whole paste is one command, undone at once', () => {
    const second = addService({ name: 'Укладка', priceMinor: 100_000 });
    const { commandId } = set([
      { staffId: anna, priceMinor: 210_000, durationMin: 45 },
      { staffId: mira, isDone: false },
      { serviceId: second, staffId: anna, isDone: true, priceMinor: 120_000 },
      { serviceId: second, durationMin: 40 },
    ]);
    expect(find(cut).staff).toMatchObject([{ staffId: anna, priceMinor: 210_000, durationMin: 45 }]);
    expect(find(second)).toMatchObject({ durationMin: 40, staff: [{ staffId: anna, priceMinor: 120_000 }] });
    undoCommand(salon.store.work, salon.store.tables, salon.owner.actor(salon.clock), commandId!);
    expect(find(cut).staff).toMatchObject([
      { staffId: anna, priceMinor: null },
      { staffId: mira, priceMinor: 250_000 },
    ]);
    expect(find(second)).toMatchObject({ durationMin: 60, staff: [] });
  });

  test('one bad cell refuses all of them and is named', () => {
    const nails = addService({ name: 'Маникюр' });
    const colour = addService({
      name: 'Окрашивание',
      durationMin: 60,
      segments: [
        { kind: 'active', minutes: 30 },
        { kind: 'processing', minutes: 30 },
      ],
      staff: [terms(anna)],
    });
    const bad = (cell: object, values = {}) => {
      const found = refusal(() => set([{ staffId: anna, priceMinor: 1 }, cell], values));
      expect(find(cut).staff[0]).toMatchObject({ staffId: anna, priceMinor: null });
      return found;
    };
    expect(bad({ serviceId: nails, staffId: mira, priceMinor: 5 })).toEqual({
      code: 'INVALID_INPUT',
      data: { index: 1, serviceName: 'Маникюр', staffName: 'Мира', field: 'priceMinor', fault: 'NOT_DONE' },
    });
    const fault = (cell: object, values = {}) => (bad(cell, values).data as { fault: string }).fault;
    expect(fault({ serviceId: nails, staffId: mira, durationMin: 30 })).toBe('NOT_DONE');
    expect(fault({ priceMinor: null })).toBe('PRICE_REQUIRED');
    expect(fault({ priceMinor: null }, { validFrom: '2026-12-01' })).toBe('PRICE_REQUIRED');
    expect(fault({ priceMinor: 300, priceMaxMinor: 200 })).toBe('BELOW_MINIMUM');
    expect(fault({ serviceId: colour, staffId: anna, durationMin: 90 })).toBe('SERVICE_HAS_SEGMENTS');
    expect(fault({ durationMin: null })).toBe('DURATION_RANGE');
    expect(fault({ isDone: true })).toBe('MASTER_NEEDED');
    expect(fault({ staffId: mira, priceMinor: 1, priceMaxMinor: 2 })).toBe('RANGE_NEEDS_DATE');
    expect(bad({ serviceId: 99 as ServiceId, priceMinor: 1 }).code).toBe('NOT_FOUND');
    expect(bad({ staffId: 99 as StaffId, priceMinor: 1 }).code).toBe('NOT_FOUND');
    expect(bad({ levelId: 99 as LevelId, priceMinor: 1 }).code).toBe('NOT_FOUND');
    expect(bad({ priceMinor: 1 }, { listId: 9 as PriceListId }).code).toBe('NOT_FOUND');
  });
});

describe('levels', () => {
  test('P1, A5 a level gives its percent, its own price and its own time', () => {
    const { pricing } = salon.services;
    const { levelId } = pricing.createLevel(salon.owner, { name: 'Топ-мастер', percentBp: 12_000 });
    salon.write((tx) => tx.run(query.updateTable('staff').set({ level_id: levelId }).where('id', '=', anna)));
    expect(priceAt('2026-03-12', anna)).toBe(240_000);
    set([{ levelId, priceMinor: 230_000, durationMin: 50 }]);
    expect(priceAt('2026-03-12', anna)).toBe(230_000);
    expect(resolveTiming(find(cut), anna, levelId)).toMatchObject({ durationMin: 50, source: 'level' });
    expect(salon.services.list(false).levels).toMatchObject([{ name: 'Топ-мастер', staffCount: 1 }]);
    expect(
      refusal(() => pricing.updateLevel(salon.owner, { levelId, version: 1, values: { isArchived: true } })),
    ).toEqual({ code: 'CONFLICT', data: { what: 'level', name: 'Топ-мастер', count: 1 } });
  });

  test('names are kept apart, versions are counted, the order is kept', () => {
    const { pricing } = salon.services;
    const [first, second] = ['Мастер', 'Стилист'].map((name) =>
      pricing.createLevel(salon.owner, { name, percentBp: 10_000 }),
    );
    const update = (values: object, version = 1) =>
      pricing.updateLevel(salon.owner, { levelId: second!.levelId, version, values });
    expect(refusal(() => update({ name: ' мастер' })).code).toBe('ALREADY_EXISTS');
    expect(refusal(() => update({}, 4)).code).toBe('STALE_VERSION');
    expect(update({ percentBp: 15_000 }).commandId).not.toBeNull();
    expect(update({}, 2).commandId).toBeNull();
    pricing.reorderLevels(salon.owner, { levelIds: [second!.levelId, first!.levelId] });
    expect(salon.services.list(false).levels.map(({ name }) => name)).toEqual(['Стилист', 'Мастер']);
    expect(refusal(() => pricing.reorderLevels(salon.owner, { levelIds: [99 as LevelId] })).code).toBe('NOT_FOUND');
  });
});

describe('a service in full', () => {
  test('everything that is entered comes back, and nothing differs in a second saving', () => {
    const [room, laser] = salon.write((tx) =>
      [
        { name: 'Кабинет', kind: null },
        { name: 'Лазер', kind: 'equipment' as const },
      ].map((values) => tx.insert(query.insertInto('rooms').values({ ...values, capacity: 1 }))),
    );
    const values = {
      icon: 'bolt' as const,
      groupCapacity: 6,
      seatsFromRoom: true,
      isGapBookable: false,
      roomIds: [room] as never[],
      equipmentIds: [laser] as never[],
      fixedStarts: {
        weekly: [[600], [], [], [], [], [], []],
        dates: [{ localDate: '2026-12-31', starts: [720] }],
      },
      bookingRule: { afterServiceIds: [cut], minDays: 7, maxDays: 21, allowsFirst: false },
    };
    salon.services.update(salon.owner, { serviceId: cut, version: 1, values });
    expect(find(cut)).toMatchObject(values);
    expect(salon.services.update(salon.owner, { serviceId: cut, version: 2, values }).commandId).toBeNull();
    const wrong = (more: object) =>
      refusal(() => salon.services.update(salon.owner, { serviceId: cut, version: 2, values: more }));
    expect(wrong({ roomIds: [laser] })).toMatchObject({ code: 'NOT_FOUND', data: { what: 'room', id: laser } });
    expect(wrong({ equipmentIds: [room] })).toMatchObject({ code: 'NOT_FOUND' });
    expect(wrong({ roomIds: [room, room] })).toMatchObject({ code: 'INVALID_INPUT' });
    const rule = (more: object) => wrong({ bookingRule: { ...values.bookingRule, ...more } }).data;
    expect(rule({ minDays: 30 })).toMatchObject({ fault: 'RANGE_REVERSED' });
    expect(rule({ minDays: null, maxDays: null, allowsFirst: true })).toMatchObject({ fault: 'NOTHING_ASKED' });
    const twice = { ...values.fixedStarts, dates: Array.from({ length: 2 }, () => values.fixedStarts.dates[0]) };
    expect(wrong({ fixedStarts: twice }).data).toMatchObject({ fault: 'DATE_TWICE' });
  });

  test('A5 a service becomes one of segments together with the own segments of its masters, in one command', () => {
    const segments = [
      { kind: 'active' as const, minutes: 30 },
      { kind: 'processing' as const, minutes: 30 },
    ];
    const own = [
      { kind: 'active' as const, minutes: 20 },
      { kind: 'processing' as const, minutes: 40 },
    ];
    salon.services.update(salon.owner, {
      serviceId: cut,
      version: 1,
      values: { durationMin: 60, segments, staff: [{ ...terms(anna), segments: own }] },
    });
    expect(find(cut)).toMatchObject({ segments, staff: [{ staffId: anna, durationMin: null, segments: own }] });
    const back = { serviceId: cut, version: 2, values: { segments: null } };
    expect(refusal(() => salon.services.update(salon.owner, back)).data).toMatchObject({
      fault: 'STAFF_HAVE_OWN_SEGMENTS',
    });
    // The card of the master keeps what it does not show.
    salon.write((tx) => salon.services.writeTermsOf(tx, anna, [{ serviceId: cut, priceMinor: 5, durationMin: null }]));
    expect(find(cut).staff).toMatchObject([{ priceMinor: 5, segments: own }]);
  });
});

describe('the tree of categories', () => {
  const add = (name: string, parentId: CategoryId | null) =>
    salon.services.createCategory(salon.owner, { ...NEW_CATEGORY, name, parentId }).categoryId;
  const update = (categoryId: CategoryId, values: object, version = 1) =>
    salon.services.updateCategory(salon.owner, { categoryId, version, values });

  test('names repeat under different parents, not under one', () => {
    const nails = add('Ногти', null);
    add('Для мужчин', hair);
    add('Для мужчин', nails);
    expect(refusal(() => add('для мужчин', hair)).code).toBe('ALREADY_EXISTS');
    expect(refusal(() => add('Куда', 99 as CategoryId)).code).toBe('NOT_FOUND');
  });

  test('a category moves with its services, never into itself nor deeper than five', () => {
    const chain = [add('2', hair)];
    for (const name of ['3', '4', '5']) chain.push(add(name, chain.at(-1)!));
    expect(refusal(() => add('6', chain.at(-1)!)).data).toMatchObject({ fault: 'TOO_DEEP' });
    expect(refusal(() => update(hair, { parentId: chain[1] })).data).toMatchObject({ fault: 'CYCLE' });
    expect(refusal(() => update(hair, { parentId: hair })).data).toMatchObject({ fault: 'CYCLE' });
    const nails = add('Ногти', null);
    expect(refusal(() => update(hair, { parentId: nails })).data).toMatchObject({ fault: 'TOO_DEEP' });
    update(chain[2]!, { parentId: nails });
    expect(salon.services.list(false).categories.find(({ id }) => id === chain[2])).toMatchObject({ parentId: nails });
  });

  test('an archived category takes its empty ones along and comes back with its parents', () => {
    const inner = add('Короткие', hair);
    const colour = add('Окрашивание', null);
    const deep = add('Тон', colour);
    expect(refusal(() => update(hair, { isArchived: true }))).toMatchObject({ code: 'CONFLICT', data: { count: 1 } });
    update(colour, { isArchived: true });
    expect(salon.services.list(false).categories.map(({ id }) => id)).toEqual([hair, inner]);
    update(deep, { isArchived: false }, 2);
    expect(salon.services.list(false).categories).toHaveLength(4);
  });

  test('reordering takes what is named from elsewhere in', () => {
    const [a, b] = [add('А', hair), add('Б', null)];
    salon.services.categories.reorder(salon.owner, { parentId: hair, categoryIds: [b, a] });
    const inHair = salon.services.list(false).categories.filter(({ parentId }) => parentId === hair);
    expect(inHair.map(({ id }) => id)).toEqual([b, a]);
    const other = addService({ name: 'Тон', categoryId: a });
    salon.services.reorder(salon.owner, { categoryId: hair, serviceIds: [other, cut] });
    expect(salon.services.list(false).services.map(({ id, categoryId }) => [id, categoryId])).toEqual([
      [other, hair],
      [cut, hair],
    ]);
    const twin = addService({ name: 'Тон', categoryId: a });
    expect(refusal(() => salon.services.reorder(salon.owner, { categoryId: hair, serviceIds: [twin] })).code).toBe(
      'ALREADY_EXISTS',
    );
  });
});

describe('bundles', () => {
  const create = (values: object = {}) =>
    salon.services.bundles.create(salon.owner, {
      categoryId: hair,
      name: 'Стрижка и уход',
      icon: null,
      priceMinor: 250_000,
      isOnline: true,
      items: [
        { serviceId: cut, isParallel: false },
        { serviceId: cut, isParallel: true },
      ],
      ...values,
    }).bundleId;

  test('P10 a bundle comes back as entered, changes and goes to the archive', () => {
    const bundleId = create();
    const found = () => salon.services.list(true).bundles[0]!;
    expect(found()).toMatchObject({ name: 'Стрижка и уход', priceMinor: 250_000, items: [{}, { isParallel: true }] });
    const update = (values: object, version: number, id: BundleId = bundleId) =>
      salon.services.bundles.update(salon.owner, { bundleId: id, version, values });
    update(
      {
        priceMinor: null,
        items: [
          { serviceId: cut, isParallel: false },
          { serviceId: cut, isParallel: false },
        ],
      },
      1,
    );
    expect(found()).toMatchObject({ priceMinor: null, version: 2, items: [{}, { isParallel: false }] });
    expect(update({}, 2).commandId).toBeNull();
    update({ isArchived: true }, 2);
    expect(salon.services.list(false).bundles).toEqual([]);
    expect(refusal(() => update({}, 1)).code).toBe('STALE_VERSION');
    expect(refusal(() => update({}, 1, 9 as BundleId)).code).toBe('NOT_FOUND');
  });

  test('one service, an unknown one, a group and a taken name are refused', () => {
    create();
    expect(refusal(() => create()).code).toBe('ALREADY_EXISTS');
    const bad = (items: object[]) => refusal(() => create({ name: 'Другой', items }));
    const item = { serviceId: cut, isParallel: false };
    expect(bad([item])).toMatchObject({ code: 'INVALID_INPUT', data: { fault: 'TOO_FEW_ITEMS' } });
    expect(bad([{ ...item, isParallel: true }, item])).toMatchObject({ data: { fault: 'FIRST_IS_PARALLEL' } });
    expect(bad([item, { ...item, serviceId: 99 }]).code).toBe('NOT_FOUND');
    const group = addService({ name: 'Йога', groupCapacity: 8 });
    expect(bad([item, { ...item, serviceId: group }])).toMatchObject({ data: { fault: 'GROUP_IN_BUNDLE' } });
  });
});
