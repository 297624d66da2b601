import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RoomId } from '../../../src-shared/contract-base.ts';
import { roomsContract } from '../../../src-shared/rooms/rooms.contract.ts';
import { type TestSalon, openTestSalon, refusal } from '../../helpers/salon-services.ts';

let salon: TestSalon;
beforeEach(async () => {
  salon = await openTestSalon();
});
afterEach(() => salon.close());

const UNKNOWN = 99 as RoomId;
/** A service, as the price list would write it. */
const addService = (): number =>
  salon.write((tx) => {
    const category = tx.runSql(`insert into service_categories (name, colour) values ('Волосы', 'teal')`, []).insertId;
    const columns = 'category_id, name, price_minor, duration_min';
    return tx.runSql(`insert into services (${columns}) values (?, 'Стрижка', 1, 60)`, [category]).insertId;
  });
const addMaster = (defaultRoomId: number | null = null): number =>
  salon.write((tx) => {
    const columns = 'first_name, colour, default_room_id';
    return tx.runSql(`insert into staff (${columns}) values ('Анна', 'teal', ?)`, [defaultRoomId]).insertId;
  });
const add = (name: string, capacity = 1) => salon.rooms.create(salon.owner, { name, capacity }).roomId;

test('A4 a room has a name of its own and a capacity', () => {
  const hall = add('Парикмахерский зал', 4);
  const cabinet = add('Кабинет 1');
  expect(salon.rooms.list(false)).toMatchObject([
    { id: hall, name: 'Парикмахерский зал', capacity: 4, position: 1, isArchived: false, version: 1 },
    { id: cabinet, name: 'Кабинет 1', capacity: 1, position: 2, isArchived: false, version: 1 },
  ]);
  expect(refusal(() => add('кабинет 1'))).toEqual({
    code: 'ALREADY_EXISTS',
    data: { what: 'room', name: 'Кабинет 1', id: cabinet },
  });
});

test('rooms.update changes what is given and refuses the rest', () => {
  const hall = add('Зал');
  add('Кабинет');
  const update = (values: object, version = 1, roomId = hall) =>
    salon.rooms.update(salon.owner, { roomId, version, values });
  expect(update({ capacity: 3 })).toMatchObject({ version: 2 });
  expect(update({ capacity: 3 }, 2)).toEqual({ commandId: null, version: 2 });
  expect(salon.rooms.list(false)[0]).toMatchObject({ name: 'Зал', capacity: 3 });
  expect(refusal(() => update({ name: 'Зал 2' }, 1)).code).toBe('STALE_VERSION');
  expect(refusal(() => update({ name: 'КАБИНЕТ' }, 2)).code).toBe('ALREADY_EXISTS');
  expect(refusal(() => update({}, 1, UNKNOWN)).code).toBe('NOT_FOUND');
});

test('A4 a room with visits ahead is not archived; an archived one is nobody’s usual room', () => {
  const hall = add('Зал');
  const staffId = addMaster(hall);
  const serviceId = addService();
  const visitId = salon.addVisit({ staffId, serviceId, roomId: hall, localDate: '2026-03-30' });
  const archive = (version: number, isArchived = true, roomId = hall) =>
    salon.rooms.setArchived(salon.owner, { roomId, version, isArchived });
  expect(refusal(() => archive(1))).toEqual({
    code: 'CONFLICT',
    data: { what: 'room', name: 'Зал', count: 1, lastDate: '2026-03-30' },
  });
  salon.write((tx) => tx.runSql(`update visits set status = 'no_show' where id = ?`, [visitId]));
  expect(refusal(() => archive(5)).code).toBe('STALE_VERSION');
  expect(refusal(() => archive(1, true, UNKNOWN)).code).toBe('NOT_FOUND');
  archive(1);
  expect(salon.rooms.list(false)).toMatchObject([]);
  expect(salon.rooms.list(true)[0]).toMatchObject({ isArchived: true, version: 2 });
  expect(salon.staff.list(salon.owner, false)[0]).toMatchObject({ defaultRoomId: null, version: 2 });
  add('зал');
  expect(refusal(() => archive(2, false)).code).toBe('ALREADY_EXISTS');
  const [other] = salon.rooms.list(false);
  salon.rooms.update(salon.owner, { roomId: other!.id, version: 1, values: { name: 'Зал 2' } });
  archive(2, false);
  expect(salon.rooms.list(false)).toHaveLength(2);
});

test('A4 own hours meet the salon’s, on each weekday; without own hours a room sets no limit', () => {
  const closed = Array.from({ length: 7 }, (): [number, number][] => []);
  const week = closed.with(3, [[480, 900]]).with(4, [[600, 1320]]);
  const { roomId } = salon.rooms.create(salon.owner, { name: 'Солярий', kind: 'equipment', weekHours: week });
  const hall = add('Зал', 3);
  const hoursOn = (date: string, id: number = roomId) => salon.schedule.day(date).rooms.get(id);
  expect(hoursOn('2026-03-12')).toEqual([[540, 900]]);
  expect(hoursOn('2026-03-13')).toEqual([[600, 1260]]);
  expect(hoursOn('2026-03-14')).toEqual([]);
  expect(hoursOn('2026-03-14', hall)).toEqual([[0, 2880]]);
  salon.schedule.setSalonDay(salon.owner, { localDate: '2026-03-12', hours: [[720, 780]], title: '' });
  expect(hoursOn('2026-03-12')).toEqual([[720, 780]]);
  salon.rooms.update(salon.owner, { roomId, version: 1, values: { weekHours: null } });
  expect(hoursOn('2026-03-14')).toEqual([[0, 2880]]);
});

test('A4 other hours of a room name the bookings ahead that fit it now and would not then; a device counts too', () => {
  const [serviceId, staffId] = [addService(), addMaster()];
  const [hall, laser] = [add('Зал'), add('Лазер')];
  const visitOn = (localDate: string) => salon.addVisit({ staffId, serviceId, roomId: hall, localDate });
  const [early, past, gone, friday] = ['2026-03-12', '2026-03-11', '2026-03-19', '2026-03-13'].map(visitOn);
  salon.write((tx) => {
    tx.runSql(`update visits set status = 'cancelled' where id = ?`, [gone]);
    tx.runSql('update visit_lines set equipment_json = ? where visit_id = ?', [`[${laser}]`, friday]);
    tx.runSql('update visit_lines set start_min = 600, duration_min = 60, buffer_after_min = 10', []);
  });
  const week = (hours: [number, number][]) => Array.from({ length: 7 }, () => hours);
  const outside = (hours: [number, number][], roomId = hall) =>
    salon.rooms.previewHours({ roomId, weekHours: week(hours) }).map(({ visitId }) => visitId);
  expect(outside([[600, 670]])).toEqual([]);
  expect(outside([[600, 669]])).toEqual([early, friday]);
  expect(outside([], laser)).toEqual([friday]);
  expect(outside([])).not.toContain(past);
  expect(salon.rooms.previewHours({ roomId: hall, weekHours: week([]).with(3, [[540, 1260]]) })).toMatchObject([
    { visitId: friday, localDate: '2026-03-13', startMin: 600, endMin: 660, staffName: 'Анна', serviceName: 'Стрижка' },
  ]);
  salon.rooms.update(salon.owner, { roomId: hall, version: 1, values: { weekHours: week([[660, 720]]) } });
  expect(outside([])).toEqual([]);
  expect(refusal(() => outside([], UNKNOWN)).code).toBe('NOT_FOUND');
});

test('R4 R5 links to services and masters are edited from the room and taken back as one', () => {
  const [service, master] = [addService(), addMaster()];
  const hall = add('Зал');
  const links = () => salon.rooms.list(false).map(({ serviceIds, staffIds }) => ({ serviceIds, staffIds }))[0];
  const values = { serviceIds: [service] as never, staffIds: [master] as never };
  expect(salon.rooms.update(salon.owner, { roomId: hall, version: 1, values })).toMatchObject({ version: 2 });
  expect(links()).toEqual({ serviceIds: [service], staffIds: [master] });
  expect(salon.rooms.update(salon.owner, { roomId: hall, version: 2, values }).commandId).toBeNull();
  salon.rooms.update(salon.owner, { roomId: hall, version: 2, values: { staffIds: [] } });
  expect(links()).toEqual({ serviceIds: [service], staffIds: [] });
  const unknown = { serviceIds: [99] as never };
  expect(refusal(() => salon.rooms.update(salon.owner, { roomId: hall, version: 3, values: unknown }))).toEqual({
    code: 'NOT_FOUND',
    data: { what: 'service', id: 99 },
  });
  const lost = { staffIds: [99] as never };
  expect(refusal(() => salon.rooms.update(salon.owner, { roomId: hall, version: 3, values: lost })).code).toBe(
    'NOT_FOUND',
  );
});

test('A4 a room with visits ahead does not become equipment; devices of visits count as well', () => {
  const [service, master] = [addService(), addMaster()];
  const [hall, laser] = [add('Зал'), add('Лазер')];
  const visit = salon.addVisit({ staffId: master, serviceId: service, roomId: hall, localDate: '2026-03-30' });
  const kind = { kind: 'equipment' as const };
  const turn = (roomId: RoomId) => salon.rooms.update(salon.owner, { roomId, version: 1, values: kind });
  expect(refusal(() => turn(hall)).code).toBe('CONFLICT');
  salon.write((tx) => tx.runSql('update visit_lines set equipment_json = ? where visit_id = ?', [`[${laser}]`, visit]));
  expect(refusal(() => turn(laser)).code).toBe('CONFLICT');
  salon.write((tx) => tx.runSql(`update visits set status = 'cancelled' where id = ?`, [visit]));
  expect(turn(laser)).toMatchObject({ version: 2 });
});

test('rooms are put in another order', () => {
  const [hall, cabinet, laser] = [add('Зал'), add('Кабинет'), add('Лазер')];
  salon.rooms.reorder(salon.owner, [laser, hall]);
  expect(salon.rooms.list(false).map(({ id }) => id)).toEqual([laser, hall, cabinet]);
  expect(refusal(() => salon.rooms.reorder(salon.owner, [UNKNOWN])).code).toBe('NOT_FOUND');
});

test.each([0, -1, 101, 1.5])('A4 a capacity of %s is refused', (capacity) => {
  const read = roomsContract.create['~orpc'].inputSchema!.safeParse({ name: 'Зал', capacity });
  expect(read.success).toBe(false);
});
