import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CategoryId, ServiceId, StaffId } from '../../../src-shared/contract-base.ts';
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

beforeEach(async () => {
  salon = await openTestSalon();
  hair = salon.services.createCategory(salon.owner, NEW_CATEGORY).categoryId;
});
afterEach(() => salon.close());

const cut = {
  ...NEW_SERVICE,
  name: 'Стрижка женская',
  priceMinor: 240_000,
  priceMaxMinor: null,
  durationMin: 60,
  bufferBeforeMin: 0,
  bufferAfterMin: 10,
  segments: null,
  periodicityDays: 45,
  isOnline: true,
};
const SEGMENTS = [
  { kind: 'active' as const, minutes: 45 },
  { kind: 'processing' as const, minutes: 40 },
  { kind: 'active' as const, minutes: 35 },
];
const addCut = (values: Partial<typeof cut> = {}) =>
  salon.services.create(salon.owner, { ...cut, categoryId: hair, ...values }).serviceId;
const addMaster = (firstName: string): StaffId =>
  salon.staff.create(salon.owner, {
    ...NEW_PERSON,
    firstName,
    lastName: '',
    jobTitle: '',
    level: '',
    colour: 'blue',
    phone: null,
    email: null,
    hiredOn: null,
    leftOn: null,
    defaultRoomId: null,
    note: '',
  }).staffId;
const find = (id: number) => salon.services.list(true).services.find((service) => service.id === id)!;
const UNKNOWN = 999 as ServiceId;

describe('services.create', () => {
  test('puts a service at the end of its category and gives it back whole', () => {
    const first = addCut();
    const second = addCut({ name: 'Окрашивание', durationMin: 120, segments: SEGMENTS as never });
    const { categories, services } = salon.services.list(false);
    expect(categories).toEqual([{ ...NEW_CATEGORY, id: hair, position: 1, isArchived: false, version: 1 }]);
    expect(services.map(({ id }) => id)).toEqual([first, second]);
    expect(find(first)).toEqual({
      ...cut,
      id: first,
      categoryId: hair,
      position: 1,
      isArchived: false,
      version: 1,
      staff: [],
      prices: [],
    });
    expect(find(second).segments).toEqual(SEGMENTS);
  });

  test('refuses an unknown category, a taken name, wrong segments and a reversed price range', () => {
    addCut();
    expect(refusal(() => salon.services.create(salon.owner, { ...cut, categoryId: 99 as CategoryId }))).toEqual({
      code: 'NOT_FOUND',
      data: { what: 'serviceCategory', id: 99 },
    });
    expect(refusal(() => addCut({ name: '  СТРИЖКА  женская ' }))).toMatchObject({
      code: 'ALREADY_EXISTS',
      data: { what: 'service', name: 'Стрижка женская' },
    });
    expect(refusal(() => addCut({ name: 'A5', durationMin: 125, segments: SEGMENTS as never }))).toEqual({
      code: 'INVALID_INPUT',
      data: { field: 'segments', fault: 'SUM_DIFFERS' },
    });
    expect(refusal(() => addCut({ name: 'P2', priceMaxMinor: 100 as never }))).toMatchObject({ code: 'INVALID_INPUT' });
    expect(salon.services.list(true).services).toHaveLength(1);
  });
});

describe('services.update', () => {
  test('changes only what is given, counts the version, and writes nothing when nothing differs', () => {
    const id = addCut();
    const changed = salon.services.update(salon.owner, { serviceId: id, version: 1, values: { priceMinor: 260_000 } });
    expect(changed.version).toBe(2);
    expect(changed.commandId).not.toBeNull();
    expect(find(id)).toMatchObject({ ...cut, priceMinor: 260_000, version: 2 });
    const same = salon.services.update(salon.owner, { serviceId: id, version: 2, values: { priceMinor: 260_000 } });
    expect(same).toEqual({ commandId: null, version: 2 });
  });

  test('refuses an unknown service, an old version, a taken name, an inconsistent whole', () => {
    const id = addCut();
    addCut({ name: 'Укладка' });
    const update = (values: object, version = 1, serviceId: ServiceId = id) =>
      refusal(() => salon.services.update(salon.owner, { serviceId, version, values }));
    expect(update({}, 1, UNKNOWN)).toMatchObject({ code: 'NOT_FOUND', data: { what: 'service' } });
    expect(update({ name: 'Новая' }, 7)).toEqual({
      code: 'STALE_VERSION',
      data: { what: 'service', seen: 7, current: 1 },
    });
    expect(update({ name: 'укладка' })).toMatchObject({ code: 'ALREADY_EXISTS' });
    expect(update({ segments: SEGMENTS })).toEqual({
      code: 'INVALID_INPUT',
      data: { field: 'segments', fault: 'SUM_DIFFERS' },
    });
    expect(update({ categoryId: 77 })).toMatchObject({ code: 'NOT_FOUND', data: { what: 'serviceCategory' } });
  });

  test('A5 a service does not become one of segments while a master has an own time for it', () => {
    const id = addCut();
    const anna = addMaster('Анна');
    salon.services.setStaff(salon.owner, {
      serviceId: id,
      staff: [{ staffId: anna, priceMinor: null, durationMin: 50, segments: null }],
    });
    const values = { durationMin: 120, segments: SEGMENTS };
    expect(refusal(() => salon.services.update(salon.owner, { serviceId: id, version: 1, values }))).toEqual({
      code: 'INVALID_INPUT',
      data: { field: 'segments', fault: 'STAFF_HAVE_OWN_TIME' },
    });
  });
});

describe('services.setStaff', () => {
  test('P1 replaces who does a service, with own price and time', () => {
    const id = addCut();
    const [anna, mira] = [addMaster('Анна'), addMaster('Мира')];
    salon.services.setStaff(salon.owner, {
      serviceId: id,
      staff: [
        { staffId: anna, priceMinor: 300_000, durationMin: 45, segments: null },
        { staffId: mira, priceMinor: null, durationMin: null, segments: null },
      ],
    });
    expect(find(id).staff).toEqual([
      { staffId: anna, priceMinor: 300_000, durationMin: 45, segments: null, level: null },
      { staffId: mira, priceMinor: null, durationMin: null, segments: null, level: null },
    ]);
    const onlyMira = { serviceId: id, staff: [{ staffId: mira, priceMinor: null, durationMin: null, segments: null }] };
    expect(salon.services.setStaff(salon.owner, onlyMira).commandId).not.toBeNull();
    expect(find(id).staff.map(({ staffId }) => staffId)).toEqual([mira]);
    expect(salon.services.setStaff(salon.owner, onlyMira).commandId).toBeNull();
  });

  test('an archived master keeps what they did and is not seen', () => {
    const id = addCut();
    const [anna, mira] = [addMaster('Анна'), addMaster('Мира')];
    const both = [anna, mira].map((staffId) => ({ staffId, priceMinor: null, durationMin: null, segments: null }));
    salon.services.setStaff(salon.owner, { serviceId: id, staff: both });
    salon.staff.setArchived(salon.owner, { staffId: anna, version: 1, isArchived: true });
    expect(find(id).staff.map(({ staffId }) => staffId)).toEqual([mira]);
    salon.services.setStaff(salon.owner, { serviceId: id, staff: [] });
    salon.staff.setArchived(salon.owner, { staffId: anna, version: 2, isArchived: false });
    expect(find(id).staff.map(({ staffId }) => staffId)).toEqual([anna]);
  });

  test('refuses an unknown service or master, a name twice, an own time for segments (A5)', () => {
    const id = addCut({ durationMin: 120, segments: SEGMENTS as never });
    const anna = addMaster('Анна');
    const set = (
      staff: { staffId: StaffId; priceMinor: null; durationMin: number | null; segments: null }[],
      serviceId = id,
    ) => refusal(() => salon.services.setStaff(salon.owner, { serviceId, staff }));
    const terms = { staffId: anna, priceMinor: null, durationMin: null, segments: null };
    expect(set([], UNKNOWN)).toMatchObject({ code: 'NOT_FOUND', data: { what: 'service' } });
    expect(set([{ ...terms, staffId: 55 as StaffId }])).toMatchObject({ code: 'NOT_FOUND', data: { what: 'staff' } });
    expect(set([terms, terms])).toMatchObject({ code: 'INVALID_INPUT', data: { fault: 'DUPLICATE' } });
    expect(set([{ ...terms, durationMin: 90 }])).toMatchObject({
      code: 'INVALID_INPUT',
      data: { fault: 'SERVICE_HAS_SEGMENTS' },
    });
  });
});

describe('services.setArchived', () => {
  test('an archived service leaves the price list, frees its name, and its bookings stay', () => {
    const id = addCut();
    const anna = addMaster('Анна');
    salon.addVisit({ staffId: anna, serviceId: id, localDate: '2026-04-01' });
    salon.services.setArchived(salon.owner, { serviceId: id, version: 1, isArchived: true });
    expect(salon.services.list(false).services).toEqual([]);
    expect(find(id)).toMatchObject({ isArchived: true, version: 2 });
    const again = { serviceId: id, version: 2, isArchived: true };
    expect(salon.services.setArchived(salon.owner, again).commandId).toBeNull();
    addCut();
    expect(refusal(() => salon.services.setArchived(salon.owner, { ...again, isArchived: false }))).toMatchObject({
      code: 'ALREADY_EXISTS',
    });
  });

  test('back from the archive a service brings its category along', () => {
    const id = addCut();
    salon.services.setArchived(salon.owner, { serviceId: id, version: 1, isArchived: true });
    salon.services.updateCategory(salon.owner, { categoryId: hair, version: 1, values: { isArchived: true } });
    expect(salon.services.list(false).categories).toEqual([]);
    expect(refusal(() => addCut({ name: 'Новая' }))).toMatchObject({ code: 'NOT_FOUND' });
    salon.services.setArchived(salon.owner, { serviceId: id, version: 2, isArchived: false });
    expect(salon.services.list(false)).toMatchObject({ categories: [{ id: hair }], services: [{ id }] });
  });

  test('refuses an unknown service and an old version', () => {
    const id = addCut();
    const act = (serviceId: ServiceId, version: number) =>
      refusal(() => salon.services.setArchived(salon.owner, { serviceId, version, isArchived: true })).code;
    expect(act(UNKNOWN, 1)).toBe('NOT_FOUND');
    expect(act(id, 2)).toBe('STALE_VERSION');
  });
});

describe('categories', () => {
  test('createCategory and updateCategory keep names apart', () => {
    expect(refusal(() => salon.services.createCategory(salon.owner, { ...NEW_CATEGORY, name: 'ВОЛОСЫ' }))).toEqual({
      code: 'ALREADY_EXISTS',
      data: { what: 'serviceCategory', name: 'Волосы', id: hair },
    });
    const nails = salon.services.createCategory(salon.owner, { ...NEW_CATEGORY, name: 'Ногти' }).categoryId;
    const update = (values: object, version = 1, categoryId = nails) =>
      salon.services.updateCategory(salon.owner, { categoryId, version, values });
    expect(refusal(() => update({ name: 'волосы' })).code).toBe('ALREADY_EXISTS');
    expect(refusal(() => update({ name: 'Маникюр' }, 3)).code).toBe('STALE_VERSION');
    expect(refusal(() => update({}, 1, 88 as CategoryId)).code).toBe('NOT_FOUND');
    expect(update({ name: 'Маникюр', colour: 'grape' }).commandId).not.toBeNull();
    expect(salon.services.list(false).categories[1]).toMatchObject({ name: 'Маникюр', colour: 'grape', version: 2 });
  });

  test('a category with services in use is not archived', () => {
    addCut();
    addCut({ name: 'Укладка' });
    const archive = () =>
      salon.services.updateCategory(salon.owner, { categoryId: hair, version: 1, values: { isArchived: true } });
    expect(refusal(archive)).toEqual({
      code: 'CONFLICT',
      data: { what: 'serviceCategory', name: 'Волосы', count: 2 },
    });
  });

  test('reorder puts the named services first and keeps the rest', () => {
    const [a, b, c] = [addCut({ name: 'А' }), addCut({ name: 'Б' }), addCut({ name: 'В' })];
    const order = (serviceIds: ServiceId[], categoryId = hair) =>
      salon.services.reorder(salon.owner, { categoryId, serviceIds });
    order([c, a]);
    expect(salon.services.list(false).services.map(({ id }) => id)).toEqual([c, a, b]);
    expect(order([c, a, b]).commandId).toBeNull();
    expect(refusal(() => order([UNKNOWN])).code).toBe('NOT_FOUND');
    expect(refusal(() => order([], 99 as CategoryId)).code).toBe('NOT_FOUND');
  });
});
