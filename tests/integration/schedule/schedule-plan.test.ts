import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RoomId, StaffId } from '../../../src-shared/contract-base.ts';
import type { AssignmentRecord, TemplateRecord } from '../../../src-shared/schedule/schedule.contract.ts';
import type { Interval } from '../../../src-shared/kernel/intervals.ts';
import {
  NEW_CATEGORY,
  NEW_SERVICE,
  NEW_PERSON,
  type TestSalon,
  openTestSalon,
  refusal,
} from '../../helpers/salon-services.ts';

let salon: TestSalon;
let anna: StaffId;
beforeEach(async () => {
  salon = await openTestSalon();
  anna = addMaster('Анна');
});
afterEach(() => salon.close());

function addMaster(firstName: string): StaffId {
  return salon.staff.create(salon.owner, {
    ...NEW_PERSON,
    firstName,
    lastName: '',
    jobTitle: 'Стилист',
    level: '',
    colour: 'blue',
    phone: null,
    email: null,
    hiredOn: null,
    leftOn: null,
    defaultRoomId: null,
    note: '',
  }).staffId;
}
const DAY = { work: [[600, 1200]] as Interval[], breaks: [[780, 840]] as Interval[] };
const OFF = { work: [] as Interval[], breaks: [] as Interval[] };
const TWO_TWO = { name: '2/2', kind: 'cycle' as const, days: [DAY, DAY, OFF, OFF], skipsHolidays: false };
const addTemplate = (values: Partial<typeof TWO_TWO> = {}) =>
  salon.schedule.createTemplate(salon.owner, { ...TWO_TWO, ...values }).templateId;
const assign = (values: Partial<Parameters<TestSalon['schedule']['assign']>[1]>) =>
  salon.schedule.assign(salon.owner, {
    staffId: anna,
    templateId: 1 as TemplateRecord['id'],
    validFrom: '2026-03-01',
    validTo: null,
    anchorDate: '2026-03-01',
    roomId: null,
    ...values,
  });
const workOn = (date: string, staffId = anna) => salon.schedule.day(date).staff.get(staffId)!.work;
const setDay = (localDate: string, values: object = {}) =>
  salon.schedule.setDays(salon.owner, {
    days: [{ staffId: anna, localDate }],
    work: [[540, 720]],
    breaks: [],
    ignoresSalonHours: false,
    roomId: null,
    note: '',
    ...values,
  });

describe('templates', () => {
  test('are made, changed and archived under a name of their own', () => {
    const id = addTemplate();
    expect(salon.schedule.templates()).toEqual([
      { ...TWO_TWO, id, isArchived: false, version: 1, versions: [{ validFrom: null, days: TWO_TWO.days }] },
    ]);
    const update = (values: Partial<typeof TWO_TWO>, version: number, isArchived?: boolean) =>
      salon.schedule.updateTemplate(salon.owner, {
        templateId: id,
        version,
        values: { ...TWO_TWO, ...values },
        isArchived,
      });
    expect(update({}, 1).commandId).toBeNull();
    update({ name: '2 через 2' }, 1);
    expect(refusal(() => update({}, 1)).code).toBe('STALE_VERSION');
    addTemplate({ name: 'Утро' });
    expect(refusal(() => update({ name: 'УТРО' }, 2)).code).toBe('ALREADY_EXISTS');
    expect(refusal(() => addTemplate({ name: 'утро' })).code).toBe('ALREADY_EXISTS');
    const late = { work: [[600, 700]] as Interval[], breaks: [[690, 710]] as Interval[] };
    expect(refusal(() => update({ days: [late] }, 2))).toEqual({
      code: 'INVALID_INPUT',
      data: { field: 'breaks', fault: 'OUTSIDE_WORK' },
    });
    expect(refusal(() => addTemplate({ name: 'Новый', days: [late] })).code).toBe('INVALID_INPUT');
    update({ name: '2 через 2' }, 2, true);
    expect(refusal(() => assign({ templateId: id })).code).toBe('NOT_FOUND');
    const unknown = { templateId: 99 as TemplateRecord['id'], version: 1, values: TWO_TWO };
    expect(refusal(() => salon.schedule.updateTemplate(salon.owner, unknown)).code).toBe('NOT_FOUND');
  });

  test('A2 a changed template changes the days of those who have it', () => {
    const templateId = addTemplate();
    assign({ templateId });
    expect(workOn('2026-03-13')).toHaveLength(2);
    salon.schedule.updateTemplate(salon.owner, {
      templateId,
      version: 1,
      values: { ...TWO_TWO, days: [{ ...DAY, breaks: [] }] },
    });
    expect(workOn('2026-03-13')).toEqual([[600, 1200]]);
  });
});

describe('assignments', () => {
  test('A2 the newer one is in force from its day; given again from that day it is replaced', () => {
    const templateId = addTemplate();
    const daily = addTemplate({ name: 'Каждый день', days: [{ work: [[700, 900]], breaks: [] }] });
    const { assignmentId } = assign({ templateId });
    expect(workOn('2026-03-15')).toEqual([]);
    const second = assign({ templateId: daily, validFrom: '2026-03-15' });
    expect(workOn('2026-03-15')).toEqual([[700, 900]]);
    const again = assign({ templateId, validFrom: '2026-03-15', anchorDate: '2026-03-15' });
    expect(again.assignmentId).toBe(second.assignmentId);
    expect(workOn('2026-03-15')).toHaveLength(2);
    expect(assign({ templateId, validFrom: '2026-03-15', anchorDate: '2026-03-15' }).commandId).toBeNull();
    expect(salon.schedule.assignments()).toHaveLength(2);
    salon.schedule.removeAssignment(salon.owner, second.assignmentId);
    expect(salon.schedule.assignments(anna).map(({ id }) => id)).toEqual([assignmentId]);
    expect(workOn('2026-03-15')).toEqual([]);
    expect(refusal(() => salon.schedule.removeAssignment(salon.owner, second.assignmentId)).code).toBe('NOT_FOUND');
  });

  test('refuse unknown or archived people, unknown templates, dates the wrong way round', () => {
    const templateId = addTemplate();
    expect(refusal(() => assign({ templateId, staffId: 9 as StaffId }))).toMatchObject({ data: { what: 'staff' } });
    expect(refusal(() => assign({ templateId: 9 as AssignmentRecord['templateId'] })).code).toBe('NOT_FOUND');
    expect(refusal(() => assign({ templateId, validTo: '2026-02-01' }))).toMatchObject({
      code: 'INVALID_INPUT',
      data: { field: 'validTo' },
    });
    salon.staff.setArchived(salon.owner, { staffId: anna, version: 1, isArchived: true });
    expect(refusal(() => assign({ templateId })).code).toBe('NOT_FOUND');
  });
});

describe('single days', () => {
  test('A3 setDays replaces a day whole, clearDays gives it back, undo too', () => {
    assign({ templateId: addTemplate() });
    setDay('2026-03-13', { note: 'Утро' });
    expect(workOn('2026-03-13')).toEqual([[540, 720]]);
    expect(setDay('2026-03-13', { note: 'Утро' }).commandId).toBeNull();
    setDay('2026-03-13', { work: [[600, 660]] });
    expect(workOn('2026-03-13')).toEqual([[600, 660]]);
    const days = [{ staffId: anna, localDate: '2026-03-13' }];
    salon.schedule.clearDays(salon.owner, days);
    expect(workOn('2026-03-13')).toHaveLength(2);
    expect(salon.schedule.clearDays(salon.owner, days).commandId).toBeNull();
  });

  test('refuse breaks outside the shift, unknown people and rooms, and then write no day at all', () => {
    expect(refusal(() => setDay('2026-03-13', { breaks: [[700, 730]] })).code).toBe('INVALID_INPUT');
    expect(refusal(() => setDay('2026-03-13', { roomId: 7 as RoomId }))).toMatchObject({ data: { what: 'room' } });
    const days = [
      { staffId: anna, localDate: '2026-03-13' },
      { staffId: 77 as StaffId, localDate: '2026-03-13' },
    ];
    expect(refusal(() => setDay('2026-03-13', { days }))).toMatchObject({ code: 'NOT_FOUND', data: { what: 'staff' } });
    expect(workOn('2026-03-13')).toEqual([]);
  });
});

describe('absences', () => {
  const sick = {
    fromDate: '2026-03-12',
    toDate: '2026-03-13',
    startMin: null,
    endMin: null,
    reason: 'sick' as const,
    isPaid: true,
    note: 'справка',
  };
  const addAbsence = (values: Partial<Parameters<TestSalon['schedule']['addAbsence']>[1]> = {}) =>
    salon.schedule.addAbsence(salon.owner, { staffId: anna, ...sick, ...values });

  test('A3 an absence subtracts from every day and names the visits that fall into it', () => {
    assign({ templateId: addTemplate() });
    const { categoryId } = salon.services.createCategory(salon.owner, NEW_CATEGORY);
    const { serviceId } = salon.services.create(salon.owner, { ...NEW_SERVICE, categoryId });
    const visit = { staffId: anna, serviceId, localDate: '2026-03-13', startMin: 900 };
    salon.addVisit(visit);
    salon.addVisit({ ...visit, status: 'cancelled' });
    salon.addVisit({ ...visit, localDate: '2026-03-14' });
    const part = { fromDate: '2026-03-13', toDate: '2026-03-13' };
    expect(addAbsence({ ...part, startMin: 840, endMin: 900 }).affectedVisits).toBe(0);
    expect(addAbsence({ ...part, startMin: 955, endMin: 970 }).affectedVisits).toBe(1);
    expect(workOn('2026-03-13')).toEqual([
      [600, 780],
      [900, 955],
      [970, 1200],
    ]);
    const { absenceId, affectedVisits } = addAbsence();
    expect(affectedVisits).toBe(1);
    expect(workOn('2026-03-13')).toEqual([]);
    const range = { fromDate: '2026-03-12', toDate: '2026-03-12' };
    expect(salon.schedule.absences(salon.owner, range)).toEqual([
      { ...sick, id: absenceId, staffId: anna, version: 1 },
    ]);
    expect(salon.schedule.absences(salon.as('master'), range)[0]).toMatchObject({ note: '' });
    expect(salon.schedule.absences(salon.owner, { ...range, staffId: 5 as StaffId })).toEqual([]);
    salon.schedule.removeAbsence(salon.owner, absenceId);
    expect(workOn('2026-03-13')).not.toEqual([]);
    expect(refusal(() => salon.schedule.removeAbsence(salon.owner, absenceId)).code).toBe('NOT_FOUND');
  });

  test('refuse an unknown person, dates the wrong way round, a part of several days', () => {
    expect(refusal(() => addAbsence({ staffId: 8 as StaffId })).code).toBe('NOT_FOUND');
    expect(refusal(() => addAbsence({ toDate: '2026-03-01' }))).toMatchObject({
      code: 'INVALID_INPUT',
      data: { fault: 'DATES_REVERSED' },
    });
    expect(refusal(() => addAbsence({ startMin: 600, endMin: 700 }))).toMatchObject({
      code: 'INVALID_INPUT',
      data: { fault: 'PART_NEEDS_ONE_DAY' },
    });
  });
});

test('A3 a salon day closes the salon and opens it again', () => {
  assign({ templateId: addTemplate() });
  const close = { localDate: '2026-03-13', hours: [], title: 'Санитарный день' };
  salon.schedule.setSalonDay(salon.owner, close);
  expect(workOn('2026-03-13')).toEqual([]);
  expect(salon.schedule.setSalonDay(salon.owner, close).commandId).toBeNull();
  salon.schedule.setSalonDay(salon.owner, { ...close, hours: [[660, 720]] });
  expect(workOn('2026-03-13')).toEqual([[660, 720]]);
  salon.schedule.clearSalonDay(salon.owner, '2026-03-13');
  expect(workOn('2026-03-13')).toHaveLength(2);
  expect(refusal(() => salon.schedule.clearSalonDay(salon.owner, '2026-03-13')).code).toBe('NOT_FOUND');
});

describe('schedule.month', () => {
  test('shows masters by days with minutes, source, absence and visits', () => {
    assign({ templateId: addTemplate() });
    setDay('2026-03-03', { note: 'Подмена' });
    const away = { startMin: null, endMin: null, isPaid: false, note: '', reason: 'vacation' as const };
    salon.schedule.addAbsence(salon.owner, { staffId: anna, fromDate: '2026-03-05', toDate: '2026-03-06', ...away });
    salon.schedule.setSalonDay(salon.owner, { localDate: '2026-03-02', hours: [], title: 'Ремонт' });
    const { days, staff } = salon.schedule.month('2026-03-01', '2026-03-07');
    expect(days[1]).toEqual({ holiday: null, localDate: '2026-03-02', hours: [], title: 'Ремонт', isSpecial: true });
    expect(days[2]).toEqual({
      holiday: null,
      localDate: '2026-03-03',
      hours: [[540, 1260]],
      title: '',
      isSpecial: false,
    });
    expect(staff).toHaveLength(1);
    expect(staff[0]).toMatchObject({ staffId: anna, name: 'Анна', jobTitle: 'Стилист', totalMin: 540 + 180 });
    expect(staff[0]!.days.map(({ minutes, source, absence }) => [minutes, source, absence])).toEqual([
      [540, 'template', null],
      [0, 'template', null],
      [180, 'override', null],
      [0, 'template', null],
      [0, 'template', 'vacation'],
      [0, 'template', 'vacation'],
      [0, 'template', null],
    ]);
    expect(staff[0]!.days[2]).toMatchObject({ note: 'Подмена', work: [[540, 720]] });
  });

  test('an archived master is shown only where they worked', () => {
    assign({ templateId: addTemplate() });
    salon.staff.setArchived(salon.owner, { staffId: anna, version: 1, isArchived: true });
    expect(salon.schedule.month('2026-03-01', '2026-03-31').staff).toHaveLength(1);
    expect(salon.schedule.month('2026-04-01', '2026-04-30').staff).toHaveLength(0);
  });

  test('refuses a reversed and an endless range', () => {
    expect(refusal(() => salon.schedule.month('2026-03-02', '2026-03-01'))).toMatchObject({ code: 'INVALID_INPUT' });
    expect(refusal(() => salon.schedule.month('2026-01-01', '2026-12-31'))).toMatchObject({
      code: 'INVALID_INPUT',
      data: { limit: 100 },
    });
  });
});
