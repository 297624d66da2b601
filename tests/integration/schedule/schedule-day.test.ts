import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Insertable } from 'kysely';
import type { Database } from '../../../db/schema.ts';
import { ScheduleService } from '../../../src-main/schedule/schedule.service.ts';
import { SettingsService } from '../../../src-main/settings/settings.service.ts';
import { query } from '../../../src-main/store/query.ts';
import type { Tx } from '../../../src-main/store/unit-of-work.ts';
import { TEST_TODAY, type TestStore, openTestStore } from '../../helpers/test-store.ts';

let salon: TestStore;
let settings: SettingsService;
let schedule: ScheduleService;

beforeEach(async () => {
  salon = await openTestStore();
  settings = new SettingsService(salon.deps);
  schedule = new ScheduleService(salon.deps, settings);
});
afterEach(() => salon.close());

const write = <T>(body: (tx: Tx) => T) =>
  salon.store.work.run(salon.callerOf('owner').actor(salon.clock), 'test.write', body).value;
const addStaff = (firstName: string, values: Partial<Insertable<Database['staff']>> = {}) =>
  write((tx) => tx.insert(query.insertInto('staff').values({ first_name: firstName, colour: 'teal', ...values })));
const WORK = { work: [[600, 1200]], breaks: [[780, 840]] };
const OFF = { work: [], breaks: [] };
const addTemplate = (kind: 'weekly' | 'cycle', days: object[]) =>
  write((tx) =>
    tx.insert(query.insertInto('schedule_templates').values({ name: kind, kind, days_json: JSON.stringify(days) })),
  );
const assign = (staffId: number, templateId: number, from: string, anchor = from) =>
  write((tx) =>
    tx.insert(
      query.insertInto('schedule_assignments').values({
        staff_id: staffId,
        template_id: templateId,
        valid_from: from,
        valid_to: null,
        anchor_date: anchor,
      }),
    ),
  );

test('A3 a day brings hours, work, breaks, absence and room of everybody', () => {
  const room = write((tx) => tx.insert(query.insertInto('rooms').values({ name: 'Зал', capacity: 4 })));
  const anna = addStaff('Анна', { default_room_id: room, position: 2 });
  const mira = addStaff('Мира', { position: 1 });
  const idle = addStaff('Лена', { position: 3 });
  const template = addTemplate('cycle', [WORK, WORK, OFF, OFF]);
  assign(anna, template, '2026-03-12');
  assign(mira, template, '2026-03-12');
  write((tx) => {
    tx.insert(
      query
        .insertInto('absences')
        .values({ staff_id: mira, from_date: '2026-03-12', to_date: '2026-03-20', reason: 'vacation' }),
    );
    tx.insert(
      query.insertInto('blocks').values({ staff_id: anna, local_date: TEST_TODAY, start_min: 1140, end_min: 1200 }),
    );
  });
  const day = schedule.day(TEST_TODAY);
  expect(day.salonHours).toEqual([[540, 1260]]);
  expect(day.salonNote).toBeNull();
  expect([...day.staff.keys()]).toEqual([mira, anna, idle]);
  expect(day.staff.get(anna)).toEqual({
    work: [
      [600, 780],
      [840, 1140],
    ],
    breaks: [[780, 840]],
    source: 'template',
    isScheduled: true,
    absence: null,
    absences: [],
    shift: [[600, 1200]],
    defaultRoomId: room,
    planned: { ...WORK, ignoresSalonHours: false, roomId: null },
    note: '',
  });
  expect(day.staff.get(mira)).toMatchObject({
    work: [],
    isScheduled: true,
    absence: { reason: 'vacation', fromDate: '2026-03-12', toDate: '2026-03-20', startMin: null, endMin: null },
  });
  expect(day.staff.get(idle)).toMatchObject({ work: [], source: 'none', isScheduled: false, absence: null });
});

test('A3 a range gives what single days give, across a change of salon hours and a closed day', () => {
  const anna = addStaff('Анна', { hired_on: '2026-03-02', left_on: '2026-04-10' });
  assign(anna, addTemplate('weekly', [WORK, WORK, WORK, WORK, WORK, OFF, OFF]), '2026-01-01');
  assign(anna, addTemplate('cycle', [WORK, OFF, OFF]), '2026-03-20');
  settings.update(salon.callerOf('owner'), { weekHours: Array.from({ length: 7 }, () => [[660, 1080]]) }, '2026-03-16');
  write((tx) => {
    tx.insert(
      query.insertInto('salon_days').values({ local_date: '2026-03-09', hours_json: '[]', title: 'Санитарный день' }),
    );
    tx.insert(
      query.insertInto('schedule_overrides').values({
        staff_id: anna,
        local_date: '2026-03-14',
        work_json: '[[480,720]]',
        ignores_salon_hours: 1,
        note: 'Свадьба',
      }),
    );
  });
  const range = schedule.days('2026-02-25', '2026-04-15');
  expect(range).toHaveLength(50);
  for (const day of range) expect(day).toEqual(schedule.day(day.localDate));
  const on = (date: string) => range.find(({ localDate }) => localDate === date)!;
  expect(on('2026-02-27').staff.get(anna)).toMatchObject({ work: [], isScheduled: false });
  expect(on('2026-03-02').staff.get(anna)!.work).toHaveLength(2);
  expect(on('2026-03-09')).toMatchObject({ salonHours: [], salonNote: 'Санитарный день' });
  expect(on('2026-03-09').staff.get(anna)).toMatchObject({ work: [], isScheduled: true });
  expect(on('2026-03-14').staff.get(anna)).toMatchObject({ work: [[480, 720]], source: 'override', note: 'Свадьба' });
  expect(on('2026-03-16').staff.get(anna)!.work).toEqual([
    [660, 780],
    [840, 1080],
  ]);
  expect(on('2026-03-20').staff.get(anna)!.work).toHaveLength(2);
  expect(on('2026-03-21').staff.get(anna)!.work).toHaveLength(0);
  expect(on('2026-04-11').staff.get(anna)).toMatchObject({ work: [], isScheduled: false });
});

test('a computed day follows every write, and a unit of work sees its own', () => {
  const anna = addStaff('Анна');
  const template = addTemplate('cycle', [WORK]);
  expect(schedule.day(TEST_TODAY).staff.get(anna)!.work).toEqual([]);
  assign(anna, template, '2026-03-01');
  expect(schedule.day(TEST_TODAY).staff.get(anna)!.work).toHaveLength(2);
  expect(schedule.day(TEST_TODAY)).toBe(schedule.day(TEST_TODAY));
  write((tx) => {
    tx.insert(
      query
        .insertInto('absences')
        .values({ staff_id: anna, from_date: TEST_TODAY, to_date: TEST_TODAY, reason: 'sick' }),
    );
    expect(schedule.day(TEST_TODAY, tx).staff.get(anna)!.work).toEqual([]);
  });
  expect(schedule.day(TEST_TODAY).staff.get(anna)!.work).toEqual([]);
});

test('an archived master has no work from today on, their past stays readable', () => {
  const anna = addStaff('Анна', { is_archived: 1 });
  assign(anna, addTemplate('cycle', [WORK]), '2026-01-01');
  expect(schedule.day('2026-03-11').staff.get(anna)!.work).toHaveLength(2);
  expect(schedule.day('2026-03-12').staff.get(anna)!.work).toEqual([]);
  salon.clock.atMs += 86_400_000;
  expect(schedule.day('2026-03-12').staff.get(anna)!.work).toHaveLength(2);
});
