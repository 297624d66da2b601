import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RoomId, ServiceId, StaffId } from '../../../src-shared/contract-base.ts';
import type { JobPositionId, LevelId } from '../../../src-shared/staff/staff.contract.ts';
import { ClientsService } from '../../../src-main/clients/clients.service.ts';
import { JournalService } from '../../../src-main/journal/journal.service.ts';
import { StaffPositionsService } from '../../../src-main/staff/staff-positions.service.ts';
import { Caller } from '../../../src-main/store/service.ts';
import { query } from '../../../src-main/store/query.ts';
import { NEW_CATEGORY, NEW_SERVICE, type TestSalon, openTestSalon, refusal } from '../../helpers/salon-services.ts';

let salon: TestSalon;
beforeEach(async () => {
  salon = await openTestSalon();
});
afterEach(() => salon.close());

const anna = {
  firstName: 'Анна',
  lastName: 'Соколова',
  jobTitle: 'Стилист',
  level: 'топ',
  colour: 'violet' as const,
  phone: '8 (916) 123-45-67',
  email: 'anna@example.com',
  hiredOn: '2024-02-01',
  leftOn: null,
  defaultRoomId: null,
  middleName: 'Павловна',
  jobPositionId: null as JobPositionId | null,
  levelId: null as LevelId | null,
  messenger: 'Telegram @anna',
  address: 'Тверская, 1',
  birthday: '1990-05-04' as string | null,
  roomIds: [] as RoomId[],
  isGapBookable: null as boolean | null,
  note: 'Не ставить раньше 10',
};
const add = (values: Partial<typeof anna> = {}) => salon.staff.create(salon.owner, { ...anna, ...values }).staffId;
const find = (id: number) => salon.staff.list(salon.owner, true).find((person) => person.id === id)!;
const UNKNOWN = 999 as StaffId;
function addService(name: string, durationMin = 60, segments: null | { kind: 'active'; minutes: number }[] = null) {
  const { categories } = salon.services.list(true);
  const categoryId = categories[0]?.id ?? salon.services.createCategory(salon.owner, NEW_CATEGORY).categoryId;
  return salon.services.create(salon.owner, {
    ...NEW_SERVICE,
    categoryId,
    name,
    priceMinor: 100_000,
    durationMin,
    segments,
  }).serviceId;
}

describe('staff.list', () => {
  test('gives everybody whole to the owner, phones and notes hidden from a master', () => {
    const id = add();
    expect(find(id)).toEqual({
      ...anna,
      phone: '+7 916 123-45-67',
      id,
      position: 1,
      isArchived: false,
      version: 1,
      levelName: 'топ',
      positionRole: null,
      photoFileId: null,
      services: [],
    });
    const [seen] = salon.staff.list(salon.as('master'), false);
    expect(seen).toMatchObject({
      firstName: 'Анна',
      note: '',
      email: null,
      messenger: '',
      address: '',
      birthday: null,
    });
    expect(seen!.phone).not.toContain('123');
    const herself = new Caller({ userId: 1, name: 'Анна', role: 'master', staffId: id }, 'test');
    expect(salon.staff.list(herself, false)[0]).toMatchObject({ email: anna.email, address: anna.address, note: '' });
    expect(salon.staff.list(salon.as('administrator'), false)[0]).toMatchObject({ phone: '+7 916 123-45-67' });
  });
});

describe('staff.create', () => {
  test('refuses an unknown room, a text that is no phone, dates the wrong way round', () => {
    expect(refusal(() => add({ defaultRoomId: 5 as never }))).toEqual({
      code: 'NOT_FOUND',
      data: { what: 'room', id: 5 },
    });
    expect(refusal(() => add({ phone: 'нет' }))).toEqual({
      code: 'INVALID_INPUT',
      data: { field: 'phone', fault: 'NOT_A_PHONE' },
    });
    expect(refusal(() => add({ leftOn: '2024-01-31' as never }))).toMatchObject({
      code: 'INVALID_INPUT',
      data: { field: 'leftOn' },
    });
    expect(salon.staff.list(salon.owner, true)).toEqual([]);
  });
});

describe('staff.update', () => {
  test('changes what is given; the phone as shown is no change', () => {
    const id = add();
    const update = (values: object, version: number) =>
      salon.staff.update(salon.owner, { staffId: id, version, values });
    expect(update({ phone: '+7 916 123-45-67' }, 1)).toEqual({ commandId: null, version: 1 });
    expect(update({ jobTitle: 'Колорист', phone: null }, 1).version).toBe(2);
    expect(find(id)).toMatchObject({ ...anna, jobTitle: 'Колорист', phone: null, version: 2 });
  });

  test('refuses an unknown person, an old version, an unknown room, a wrong phone', () => {
    const id = add();
    const update = (values: object, version = 1, staffId: StaffId = id) =>
      refusal(() => salon.staff.update(salon.owner, { staffId, version, values })).code;
    expect(update({}, 1, UNKNOWN)).toBe('NOT_FOUND');
    expect(update({ note: '' }, 4)).toBe('STALE_VERSION');
    expect(update({ defaultRoomId: 3 as RoomId })).toBe('NOT_FOUND');
    expect(update({ phone: '12' })).toBe('INVALID_INPUT');
  });
});

describe('staff.setArchived', () => {
  test('A12 a master with visits ahead is not archived; what is over or called off does not count', () => {
    const id = add();
    const serviceId = addService('Стрижка');
    const visit = { staffId: id, serviceId };
    salon.addVisit({ ...visit, localDate: '2026-03-11' });
    salon.addVisit({ ...visit, localDate: '2026-03-12', status: 'completed' });
    salon.addVisit({ ...visit, localDate: '2026-05-01', status: 'cancelled' });
    const archive = (version: number, isArchived = true) =>
      salon.staff.setArchived(salon.owner, { staffId: id, version, isArchived });
    salon.addVisit({ ...visit, localDate: '2026-03-12', status: 'arrived' });
    const last = salon.addVisit({ ...visit, localDate: '2026-04-20', status: 'confirmed' });
    expect(refusal(() => archive(1))).toEqual({
      code: 'CONFLICT',
      data: { what: 'staff', name: 'Анна Соколова', count: 2, lastDate: '2026-04-20' },
    });
    salon.write((tx) => tx.runSql(`update visits set status = 'cancelled' where id >= ?`, [last - 1]));
    expect(archive(1).commandId).not.toBeNull();
    expect(salon.staff.list(salon.owner, false)).toEqual([]);
    expect(find(id)).toMatchObject({ isArchived: true, version: 2 });
    expect(archive(2).commandId).toBeNull();
    archive(2, false);
    expect(salon.staff.list(salon.owner, false)).toHaveLength(1);
  });

  test('refuses an unknown person and an old version', () => {
    const id = add();
    const archive = (staffId: StaffId, version: number) =>
      refusal(() => salon.staff.setArchived(salon.owner, { staffId, version, isArchived: true })).code;
    expect(archive(UNKNOWN, 1)).toBe('NOT_FOUND');
    expect(archive(id, 9)).toBe('STALE_VERSION');
  });
});

describe('staff.setServices', () => {
  test('P1 replaces what a master does, the same facts as on the service', () => {
    const id = add();
    const [cut, styling] = [addService('Стрижка'), addService('Укладка')];
    const set = (services: { serviceId: ServiceId; priceMinor: number | null; durationMin: number | null }[]) =>
      salon.staff.setServices(salon.owner, { staffId: id, services });
    set([
      { serviceId: cut, priceMinor: 250_000, durationMin: 45 },
      { serviceId: styling, priceMinor: null, durationMin: null },
    ]);
    expect(find(id).services).toHaveLength(2);
    expect(salon.services.list(false).services[0]!.staff).toMatchObject([
      { staffId: id, priceMinor: 250_000, durationMin: 45 },
    ]);
    set([{ serviceId: styling, priceMinor: null, durationMin: null }]);
    expect(find(id).services.map(({ serviceId }) => serviceId)).toEqual([styling]);
  });

  test('refuses an unknown person or service, a service twice, an own time for segments (A5)', () => {
    const id = add();
    const inSegments = addService('Окрашивание', 60, [{ kind: 'active', minutes: 60 }]);
    const terms = { serviceId: inSegments, priceMinor: null, durationMin: null as number | null };
    const set = (services: (typeof terms)[], staffId: StaffId = id) =>
      refusal(() => salon.staff.setServices(salon.owner, { staffId, services })).code;
    expect(set([], UNKNOWN)).toBe('NOT_FOUND');
    expect(set([{ ...terms, serviceId: 44 as ServiceId }])).toBe('NOT_FOUND');
    expect(set([terms, terms])).toBe('INVALID_INPUT');
    expect(set([{ ...terms, durationMin: 30 }])).toBe('INVALID_INPUT');
  });
});

test('staff.reorder changes the order of the journal', () => {
  const [a, b, c] = [add({ firstName: 'А' }), add({ firstName: 'Б' }), add({ firstName: 'В' })];
  salon.staff.reorder(salon.owner, [c, a]);
  expect(salon.staff.list(salon.owner, false).map(({ id }) => id)).toEqual([c, a, b]);
  expect([...salon.schedule.day('2026-03-12').staff.keys()]).toEqual([c, a, b]);
  expect(refusal(() => salon.staff.reorder(salon.owner, [UNKNOWN])).code).toBe('NOT_FOUND');
});

describe('positions and levels (S2)', () => {
  const positions = () => new StaffPositionsService(salon.deps);

  test('a position gives its name as the title and its role for an account', () => {
    const { jobPositionId } = positions().create(salon.owner, { name: 'Стилист', role: 'master' });
    const id = add({ jobTitle: '', jobPositionId });
    expect(find(id)).toMatchObject({ jobTitle: 'Стилист', jobPositionId, positionRole: 'master' });
    expect(positions().list(false)).toMatchObject([{ name: 'Стилист', staffCount: 1 }]);
  });

  test('a new name of a position goes to whoever bears the old one as the title, and to nobody else', () => {
    const { jobPositionId } = positions().create(salon.owner, { name: 'Стилист', role: null });
    const [plain, special] = [add({ jobTitle: '', jobPositionId }), add({ jobTitle: 'Арт-директор', jobPositionId })];
    const done = positions().update(salon.owner, { jobPositionId, version: 1, values: { name: 'Парикмахер' } });
    expect(done.version).toBe(2);
    expect(find(plain)).toMatchObject({ jobTitle: 'Парикмахер', version: 2 });
    expect(find(special)).toMatchObject({ jobTitle: 'Арт-директор', version: 1 });
  });

  test('an archived position and an archived level are not given anew, but stay where they are', () => {
    const { jobPositionId } = positions().create(salon.owner, { name: 'Стилист', role: null });
    const levelId = salon.write((tx) => tx.insert(query.insertInto('levels').values({ name: 'Топ' }))) as LevelId;
    const id = add({ jobPositionId, levelId });
    expect(find(id).levelName).toBe('Топ');
    positions().update(salon.owner, { jobPositionId, version: 1, values: { isArchived: true } });
    salon.write((tx) => tx.run(query.updateTable('levels').set({ is_archived: 1 })));
    expect(refusal(() => add({ jobPositionId })).data).toMatchObject({ what: 'jobPosition' });
    expect(refusal(() => add({ levelId })).data).toMatchObject({ what: 'level' });
    const kept = salon.staff.update(salon.owner, { staffId: id, version: 1, values: { note: 'ещё здесь' } });
    expect(kept.version).toBe(2);
  });
});

test('rooms of a master are kept as a set; an unknown room or one given twice is refused', () => {
  const room = (name: string) => salon.rooms.create(salon.owner, { name, capacity: 1 }).roomId;
  const [hall, cabinet] = [room('Зал'), room('Кабинет')];
  const id = add({ roomIds: [cabinet, hall] });
  expect(new Set(find(id).roomIds)).toEqual(new Set([hall, cabinet]));
  const set = (roomIds: RoomId[], version: number) =>
    salon.staff.update(salon.owner, { staffId: id, version, values: { roomIds } });
  expect(set([hall, cabinet], 1).commandId).toBeNull();
  expect(set([hall], 1).version).toBe(2);
  expect(find(id).roomIds).toEqual([hall]);
  expect(refusal(() => set([hall, hall], 2)).data).toEqual({ field: 'roomIds', fault: 'DUPLICATE' });
  expect(refusal(() => set([77 as RoomId], 2)).code).toBe('NOT_FOUND');
});

test('an archived master stays named in the visits of the past', () => {
  const id = add();
  const localDate = '2026-03-11';
  salon.addVisit({ staffId: id, serviceId: addService('Стрижка'), localDate, status: 'completed' });
  salon.staff.setArchived(salon.owner, { staffId: id, version: 1, isArchived: true });
  const clients = new ClientsService(salon.deps, salon.settings);
  const journal = new JournalService(salon.deps, { settings: salon.settings, schedule: salon.schedule, clients });
  const day = journal.day(salon.owner, localDate);
  expect(day.staff).toMatchObject([{ id, name: 'Анна Соколова', hasLeft: true }]);
  expect(day.visits[0]!.lines[0]!.staffId).toBe(id);
});
