import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ServiceId, StaffId } from '../../../src-shared/contract-base.ts';
import type { Interval } from '../../../src-shared/kernel/intervals.ts';
import { scheduleContract } from '../../../src-shared/schedule/schedule.contract.ts';
import type { PaintedCell, PlannedChange, TemplateRecord } from '../../../src-shared/schedule/schedule.contract.ts';
import { type TestSalon, openTestSalon, refusal } from '../../helpers/salon-services.ts';
import { HistoryService } from '../../../src-main/history/history.service.ts';

let salon: TestSalon;
let anna: StaffId;
let maria: StaffId;
let service: ServiceId;
beforeEach(async () => {
  salon = await openTestSalon();
  const person = (firstName: string): StaffId =>
    salon.write(
      (tx) => tx.runSql(`insert into staff (first_name, colour) values (?, 'teal')`, [firstName]).insertId,
    ) as StaffId;
  anna = person('Анна');
  maria = person('Мария');
  service = salon.write((tx) => {
    const category = tx.runSql(`insert into service_categories (name, colour) values ('Волосы', 'teal')`, []).insertId;
    return tx.runSql(
      `insert into services (category_id, name, price_minor, duration_min) values (?, 'Стрижка', 100, 60)`,
      [category],
    ).insertId;
  }) as ServiceId;
});
afterEach(() => salon.close());

const DAY = { work: [[600, 1200]] as Interval[], breaks: [[780, 840]] as Interval[] };
const SHORT = { work: [[600, 900]] as Interval[], breaks: [] as Interval[] };
const OFF = { work: [] as Interval[], breaks: [] as Interval[] };
const addTemplate = (values: object = {}) =>
  salon.schedule.createTemplate(salon.owner, {
    name: '2/2',
    kind: 'cycle',
    days: [DAY, DAY, OFF, OFF],
    skipsHolidays: false,
    ...values,
  }).templateId;
const update = (templateId: TemplateRecord['id'], version: number, days: object[], validFrom?: string | null) =>
  salon.schedule.updateTemplate(salon.owner, {
    templateId,
    version,
    values: { name: '2/2', kind: 'cycle', days: days as never, skipsHolidays: false },
    ...(validFrom === undefined ? {} : { validFrom }),
  });
const assign = (templateId: TemplateRecord['id'], values: object = {}) =>
  salon.schedule.assign(salon.owner, {
    staffId: anna,
    templateId,
    validFrom: '2026-03-01',
    validTo: null,
    anchorDate: '2026-03-01',
    roomId: null,
    ...values,
  });
const dayOf = (date: string, staffId: StaffId = anna) => salon.schedule.day(date).staff.get(staffId)!;
const workOn = (date: string, staffId: StaffId = anna) => dayOf(date, staffId).work;
const paint = (cells: PaintedCell[]) =>
  salon.schedule.paint(salon.owner, scheduleContract.paint['~orpc'].inputSchema!.parse({ cells }));
const preview = (change: PlannedChange) =>
  salon.schedule.preview(salon.owner, scheduleContract.preview['~orpc'].inputSchema!.parse({ change }).change);
const undo = (commandId: number | null) => new HistoryService(salon.deps, []).undo(salon.owner, commandId!);

describe('versions of a template', () => {
  test('A2 new days hold from their date, the days before keep the old ones', () => {
    const id = addTemplate();
    assign(id);
    update(id, 1, [SHORT, SHORT, OFF, OFF], '2026-03-14');
    expect(workOn('2026-03-10')).toEqual([
      [600, 780],
      [840, 1200],
    ]);
    expect(workOn('2026-03-13')).toEqual([
      [600, 780],
      [840, 1200],
    ]);
    expect(workOn('2026-03-14')).toEqual([[600, 900]]);
    expect(workOn('2028-02-29')).toEqual([]);
    expect(salon.schedule.templates()[0]).toMatchObject({
      days: [DAY, DAY, OFF, OFF],
      versions: [{ validFrom: null }, { validFrom: '2026-03-14', days: [SHORT, SHORT, OFF, OFF] }],
    });
  });

  test('A2 without a date the change begins today; yesterday stays', () => {
    const id = addTemplate({ kind: 'cycle', days: [DAY] });
    assign(id);
    const { commandId } = update(id, 1, [SHORT]);
    expect(workOn('2026-03-11')).toHaveLength(2);
    expect(workOn('2026-03-12')).toEqual([[600, 900]]);
    expect(update(id, 2, [SHORT]).commandId).toBeNull();
    undo(commandId);
    expect(workOn('2026-03-12')).toHaveLength(2);
  });

  test('A2 from the beginning the past changes too and later versions go', () => {
    const id = addTemplate({ days: [DAY] });
    assign(id);
    update(id, 1, [SHORT], '2026-03-20');
    update(id, 2, [OFF, SHORT], null);
    expect(workOn('2026-03-01')).toEqual([]);
    expect(workOn('2026-03-02')).toEqual([[600, 900]]);
    expect(salon.schedule.templates()[0]?.versions).toHaveLength(1);
  });

  test('A2 a version is taken back alone; a version that is not there is refused', () => {
    const id = addTemplate({ days: [DAY] });
    assign(id);
    update(id, 1, [SHORT], '2026-03-20');
    salon.schedule.removeTemplateVersion(salon.owner, { templateId: id, validFrom: '2026-03-20' });
    expect(workOn('2026-03-20')).toHaveLength(2);
    const again = () => salon.schedule.removeTemplateVersion(salon.owner, { templateId: id, validFrom: '2026-03-20' });
    expect(refusal(again).code).toBe('NOT_FOUND');
  });

  test('A2 the kind changes only together with all days', () => {
    const id = addTemplate();
    const values = {
      name: '2/2',
      kind: 'weekly' as const,
      days: Array.from({ length: 7 }, () => DAY),
      skipsHolidays: false,
    };
    expect(refusal(() => salon.schedule.updateTemplate(salon.owner, { templateId: id, version: 1, values }))).toEqual({
      code: 'INVALID_INPUT',
      data: { field: 'kind', fault: 'KIND_FROM_BEGINNING' },
    });
    salon.schedule.updateTemplate(salon.owner, { templateId: id, version: 1, values, validFrom: null });
    expect(salon.schedule.templates()[0]?.kind).toBe('weekly');
  });

  test('S7 a template that skips holidays has them off, and the cycle goes on counting', () => {
    const id = addTemplate({ days: [DAY, DAY, OFF, OFF], skipsHolidays: true });
    assign(id, { validFrom: '2026-05-01', anchorDate: '2026-05-01' });
    expect(workOn('2026-05-01')).toHaveLength(2);
    salon.schedule.loadHolidays(salon.owner, { year: 2026, locale: 'ru' });
    expect(workOn('2026-05-01')).toEqual([]);
    expect(workOn('2026-05-02')).toHaveLength(2);
    expect(workOn('2026-05-03')).toEqual([]);
    expect(dayOf('2026-05-02').source).toBe('template');
  });
});

describe('painting the matrix', () => {
  test('S5 one gesture of mixed cells is one command, undone at once', () => {
    assign(addTemplate());
    const { commandId } = paint([
      { staffId: anna, localDate: '2026-03-16', to: { kind: 'shift', work: [[540, 720]] } },
      { staffId: anna, localDate: '2026-03-17', to: { kind: 'off' } },
      { staffId: anna, localDate: '2026-03-18', to: { kind: 'away', reason: 'truancy' } },
      { staffId: anna, localDate: '2026-03-19', to: { kind: 'away', reason: 'truancy' } },
      { staffId: maria, localDate: '2026-03-18', to: { kind: 'away', reason: 'vacation', isPaid: true } },
    ]);
    expect(workOn('2026-03-16')).toEqual([[540, 720]]);
    expect(workOn('2026-03-17')).toEqual([]);
    expect(dayOf('2026-03-18').absence).toMatchObject({ reason: 'truancy', toDate: '2026-03-19' });
    expect(dayOf('2026-03-18', maria).absence).toMatchObject({ reason: 'vacation' });
    undo(commandId);
    expect(dayOf('2026-03-17').source).toBe('template');
    expect(dayOf('2026-03-18').absence).toBeNull();
  });

  test('S6 a shift painted into a vacation splits it, another reason takes the day, the same reason stays whole', () => {
    assign(addTemplate({ days: [DAY] }));
    salon.schedule.addAbsence(salon.owner, {
      staffId: anna,
      fromDate: '2026-03-16',
      toDate: '2026-03-22',
      startMin: null,
      endMin: null,
      reason: 'vacation',
      isPaid: false,
      note: 'море',
    });
    paint([
      { staffId: anna, localDate: '2026-03-16', to: { kind: 'away', reason: 'vacation' } },
      { staffId: anna, localDate: '2026-03-18', to: { kind: 'template' } },
      { staffId: anna, localDate: '2026-03-20', to: { kind: 'away', reason: 'sick' } },
    ]);
    const found = salon.schedule.absences(salon.owner, { fromDate: '2026-03-01', toDate: '2026-03-31' });
    expect(found.map(({ reason, fromDate, toDate }) => `${reason} ${fromDate.slice(8)}-${toDate.slice(8)}`)).toEqual([
      'vacation 16-17',
      'vacation 19-19',
      'sick 20-20',
      'vacation 21-22',
    ]);
    expect(workOn('2026-03-18')).toHaveLength(2);
    expect(found[1]?.note).toBe('море');
  });

  test('R5 a room is painted onto shifts only; the assignment has a room, the day a nearer one', () => {
    const hall = salon.rooms.create(salon.owner, { name: 'Зал', capacity: 4 }).roomId;
    const cabinet = salon.rooms.create(salon.owner, { name: 'Кабинет', capacity: 1 }).roomId;
    assign(addTemplate(), { roomId: hall });
    expect(dayOf('2026-03-13').defaultRoomId).toBe(hall);
    paint([
      { staffId: anna, localDate: '2026-03-13', to: { kind: 'room', roomId: cabinet } },
      { staffId: anna, localDate: '2026-03-15', to: { kind: 'room', roomId: cabinet } },
    ]);
    expect(dayOf('2026-03-13')).toMatchObject({ defaultRoomId: cabinet, source: 'override' });
    expect(workOn('2026-03-13')).toHaveLength(2);
    expect(dayOf('2026-03-15').source).toBe('template');
    expect(refusal(() => assign(1 as TemplateRecord['id'], { roomId: 99 as never })).code).toBe('NOT_FOUND');
  });

  test('S5 bad cells are refused whole: an unknown master, a break outside work', () => {
    expect(
      refusal(() =>
        paint([
          { staffId: anna, localDate: '2026-03-16', to: { kind: 'off' } },
          { staffId: 77, localDate: '2026-03-16', to: { kind: 'off' } },
        ]),
      ).code,
    ).toBe('NOT_FOUND');
    expect(dayOf('2026-03-16').source).toBe('none');
    const outside: PaintedCell = {
      staffId: anna,
      localDate: '2026-03-16',
      to: { kind: 'shift', work: [[600, 700]], breaks: [[690, 720]] },
    };
    expect(refusal(() => paint([outside])).data).toMatchObject({ fault: 'OUTSIDE_WORK' });
  });
});

describe('what a change would do', () => {
  beforeEach(() => {
    assign(addTemplate({ days: [DAY] }));
    salon.write((tx) =>
      tx.runSql(`insert into clients (first_name, last_name, created_at_ms) values ('Ольга', 'К', 1)`, []),
    );
  });
  const book = (localDate: string, startMin = 660, status = 'booked') => {
    const id = salon.addVisit({ staffId: anna, serviceId: service, localDate, startMin, status });
    salon.write((tx) => tx.runSql('update visits set client_id = 1 where id = ?', [id]));
    return id;
  };

  test('S5 names the booked clients that a day off leaves outside, and writes nothing', () => {
    const visit = book('2026-03-16');
    book('2026-03-16', 1260);
    book('2026-03-17', 660, 'cancelled');
    const found = preview({
      kind: 'paint',
      cells: ['2026-03-16', '2026-03-17'].map((localDate) => ({
        staffId: anna,
        localDate,
        to: { kind: 'off' as const },
      })),
    });
    expect(found).toMatchObject({ changedDays: 2, pastDays: 0 });
    expect(found.affected).toEqual([
      {
        visitId: visit,
        localDate: '2026-03-16',
        startMin: 660,
        endMin: 720,
        staffId: anna,
        staffName: 'Анна',
        clientName: 'Ольга К',
        serviceName: 'Стрижка',
      },
    ]);
    expect(workOn('2026-03-16')).toHaveLength(2);
    expect(salon.schedule.day('2026-03-16').staff.get(anna)?.source).toBe('template');
  });

  test('S4 a changed template shows its diff with the past days counted, far bookings found', () => {
    const far = book('2026-08-20', 1100);
    const change = {
      kind: 'updateTemplate' as const,
      templateId: 1 as TemplateRecord['id'],
      version: 1,
      values: { name: '2/2', kind: 'cycle' as const, days: [SHORT] },
    };
    const today = preview({ ...change });
    expect(today.pastDays).toBe(0);
    expect(today.affected.map(({ visitId }) => visitId)).toEqual([far]);
    expect(today.days[0]).toMatchObject({ localDate: '2026-03-12', after: [[600, 900]] });
    expect(preview({ ...change, validFrom: null }).pastDays).toBe(11);
    expect(salon.schedule.templates()[0]?.versions).toHaveLength(1);
  });

  test('S6 an absence of part of a day meets only those who stand there', () => {
    const late = book('2026-03-16', 1080);
    book('2026-03-16', 660);
    const found = preview({
      kind: 'addAbsence',
      staffId: anna,
      fromDate: '2026-03-16',
      toDate: '2026-03-16',
      startMin: 1020,
      endMin: 1200,
      reason: 'training',
    });
    expect(found.affected.map(({ visitId }) => visitId)).toEqual([late]);
  });

  test('S7 closing the salon on several days is one command and names everybody', () => {
    const first = book('2026-03-16');
    const second = book('2026-03-18');
    const change = { dates: ['2026-03-18', '2026-03-16'], hours: [], title: 'Ремонт' };
    expect(preview({ kind: 'setSalonDays', ...change }).affected.map(({ visitId }) => visitId)).toEqual([
      first,
      second,
    ]);
    const { commandId } = salon.schedule.setSalonDays(salon.owner, change);
    expect(workOn('2026-03-16')).toEqual([]);
    expect(workOn('2026-03-17')).toHaveLength(2);
    undo(commandId);
    expect(workOn('2026-03-18')).toHaveLength(2);
  });

  test('S4 what the change itself would refuse is refused', () => {
    const change = {
      kind: 'addAbsence' as const,
      staffId: anna,
      fromDate: '2026-03-16',
      toDate: '2026-03-15',
      reason: 'sick' as const,
    };
    expect(refusal(() => preview(change)).data).toMatchObject({ fault: 'DATES_REVERSED' });
    expect(refusal(() => preview({ kind: 'removeAssignment', assignmentId: 99 })).code).toBe('NOT_FOUND');
  });
});

describe('the production calendar', () => {
  test('S7 is loaded by year, edited by day, shown with the norm, and undone', () => {
    const month = () => salon.schedule.month('2026-05-01', '2026-05-31');
    expect(month()).toMatchObject({ normMin: 21 * 480, yearsWithoutCalendar: [2026] });
    const { commandId, days } = salon.schedule.loadHolidays(salon.owner, { year: 2026, locale: 'ru' });
    expect(days).toBe(14 + 4 + 4);
    expect(month()).toMatchObject({ normMin: 151 * 60, yearsWithoutCalendar: [] });
    expect(month().days[8]?.holiday).toEqual({ kind: 'holiday', title: 'День Победы' });
    expect(salon.schedule.loadHolidays(salon.owner, { year: 2026, locale: 'ru' }).commandId).toBeNull();
    salon.schedule.setHoliday(salon.owner, { localDate: '2026-05-08', kind: 'holiday', title: 'Мост' });
    expect(month().normMin).toBe(144 * 60);
    salon.schedule.setHoliday(salon.owner, { localDate: '2026-05-08', kind: null, title: '' });
    expect(month().normMin).toBe(152 * 60);
    salon.schedule.setHoliday(salon.owner, { localDate: '2026-05-16', kind: 'workday', title: '' });
    expect(month().normMin).toBe(160 * 60);
    salon.schedule.loadHolidays(salon.owner, { year: 2026, locale: 'en' });
    expect(month()).toMatchObject({ normMin: 151 * 60 });
    expect(month().days[8]?.holiday?.title).toBe('Victory Day');
    expect(commandId).not.toBeNull();
    expect(salon.schedule.holidays('2026-06-01', '2026-06-30').map(({ localDate }) => localDate)).toEqual([
      '2026-06-11',
      '2026-06-12',
    ]);
    expect(refusal(() => salon.schedule.holidays('2026-06-30', '2026-06-01')).code).toBe('INVALID_INPUT');
  });
});

describe('absences', () => {
  test('A3 several parts of one day each take their time, and each is told', () => {
    assign(addTemplate({ days: [DAY] }));
    for (const [startMin, endMin] of [
      [600, 660],
      [1140, 1200],
    ] as const) {
      salon.schedule.addAbsence(salon.owner, {
        staffId: anna,
        fromDate: '2026-03-16',
        toDate: '2026-03-16',
        startMin,
        endMin,
        reason: 'training',
        isPaid: false,
        note: '',
      });
    }
    expect(workOn('2026-03-16')).toEqual([
      [660, 780],
      [840, 1140],
    ]);
    expect(dayOf('2026-03-16').absences.map(({ startMin }) => startMin)).toEqual([600, 1140]);
    expect(dayOf('2026-03-16').shift).toEqual([[660, 1140]]);
  });

  test('S6 an absence is moved and its reason changed, but not over somebody else’s edit', () => {
    const values = {
      fromDate: '2026-03-16',
      toDate: '2026-03-20',
      startMin: null,
      endMin: null,
      reason: 'vacation' as const,
      isPaid: false,
      note: '',
    };
    const { absenceId } = salon.schedule.addAbsence(salon.owner, { staffId: anna, ...values });
    const change = (version: number, more: object) =>
      salon.schedule.updateAbsence(salon.owner, { absenceId, version, values: { ...values, ...more } });
    expect(change(1, {}).commandId).toBeNull();
    change(1, { toDate: '2026-03-25', reason: 'sick' });
    expect(dayOf('2026-03-24').absence).toMatchObject({ reason: 'sick', toDate: '2026-03-25' });
    expect(refusal(() => change(1, { note: 'x' })).code).toBe('STALE_VERSION');
    expect(refusal(() => change(2, { toDate: '2026-03-01' })).data).toMatchObject({ fault: 'DATES_REVERSED' });
    const lost = () => salon.schedule.updateAbsence(salon.owner, { absenceId: 99 as never, version: 1, values });
    expect(refusal(lost).code).toBe('NOT_FOUND');
  });
});

describe('shifts as a file', () => {
  const read = (fromDate: string, toDate: string) =>
    Buffer.from(salon.schedule.shiftsFile({ staffId: anna, fromDate, toDate, locale: 'ru' }).base64, 'base64').toString(
      'utf8',
    );

  test('S9 tells shifts with breaks and room, absences as whole days, ids that stay', () => {
    const hall = salon.rooms.create(salon.owner, { name: 'Зал; большой', capacity: 4 }).roomId;
    assign(addTemplate({ days: [DAY] }), { roomId: hall });
    paint([
      { staffId: anna, localDate: '2026-03-14', to: { kind: 'away', reason: 'vacation' } },
      { staffId: anna, localDate: '2026-03-15', to: { kind: 'away', reason: 'vacation' } },
    ]);
    const text = read('2026-03-13', '2026-03-16').replaceAll('\r\n ', '');
    expect(text).toContain('DTSTART:20260313T070000Z\r\nDTEND:20260313T170000Z');
    expect(text).toContain(String.raw`DESCRIPTION:Перерыв 13:00–14:00\nЗал\; большой`);
    expect(text).toContain('DTSTART;VALUE=DATE:20260314\r\nDTEND;VALUE=DATE:20260316\r\nSUMMARY:Отпуск');
    expect(text.match(/BEGIN:VEVENT/gu)).toHaveLength(3);
    const uid = /UID:(shift-\d+-2026-03-13@\S+)/u.exec(text)?.[1];
    paint([{ staffId: anna, localDate: '2026-03-13', to: { kind: 'shift', work: [[700, 800]] } }]);
    expect(read('2026-03-13', '2026-03-13').replaceAll('\r\n ', '')).toContain(`UID:${uid}`);
  });

  test('S9 a night shift ends on the next day; a clock change shows in UTC', () => {
    salon.settings.update(salon.owner, { timeZone: 'Europe/Berlin' }, '2026-01-01');
    paint([
      {
        staffId: anna,
        localDate: '2026-03-28',
        to: { kind: 'shift', work: [[1320, 1800]], ignoresSalonHours: true },
      },
    ]);
    const text = read('2026-03-28', '2026-03-28');
    expect(text).toContain('DTSTART:20260328T210000Z\r\nDTEND:20260329T040000Z');
    expect(() =>
      salon.schedule.shiftsFile({ staffId: 99, fromDate: '2026-03-01', toDate: '2026-03-02', locale: 'ru' }),
    ).toThrow('NOT_FOUND');
    expect(() => read('2026-03-02', '2026-03-01')).toThrow('INVALID_INPUT');
  });
});
