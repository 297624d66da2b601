import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RoomId } from '../../../src-shared/contract-base.ts';
import {
  NEW_CATEGORY,
  NEW_SERVICE,
  NEW_PERSON,
  type TestSalon,
  openTestSalon,
  refusal,
} from '../../helpers/salon-services.ts';

let salon: TestSalon;
beforeEach(async () => {
  salon = await openTestSalon();
});
afterEach(() => salon.close());

const UNKNOWN = 99 as RoomId;
const add = (name: string, capacity = 1) => salon.rooms.create(salon.owner, { name, capacity }).roomId;

test('A4 a room has a name of its own and a capacity', () => {
  const hall = add('Парикмахерский зал', 4);
  const cabinet = add('Кабинет 1');
  expect(salon.rooms.list(false)).toEqual([
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
  const { staffId } = salon.staff.create(salon.owner, {
    ...NEW_PERSON,
    firstName: 'Анна',
    lastName: '',
    jobTitle: '',
    level: '',
    colour: 'teal',
    phone: null,
    email: null,
    hiredOn: null,
    leftOn: null,
    defaultRoomId: hall,
    note: '',
  });
  const { categoryId } = salon.services.createCategory(salon.owner, NEW_CATEGORY);
  const { serviceId } = salon.services.create(salon.owner, { ...NEW_SERVICE, categoryId });
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
  expect(salon.rooms.list(false)).toEqual([]);
  expect(salon.rooms.list(true)[0]).toMatchObject({ isArchived: true, version: 2 });
  expect(salon.staff.list(salon.owner, false)[0]).toMatchObject({ defaultRoomId: null, version: 2 });
  add('зал');
  expect(refusal(() => archive(2, false)).code).toBe('ALREADY_EXISTS');
  const [other] = salon.rooms.list(false);
  salon.rooms.update(salon.owner, { roomId: other!.id, version: 1, values: { name: 'Зал 2' } });
  archive(2, false);
  expect(salon.rooms.list(false)).toHaveLength(2);
});
