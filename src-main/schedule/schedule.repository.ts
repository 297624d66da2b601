import type { Interval } from '../../src-shared/kernel/intervals.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type {
  Absence,
  DayOverride,
  ScheduleAssignment,
  ScheduleTemplate,
  TemplateVersion,
} from '../../src-shared/schedule/schedule.rules.ts';
import type { HolidayKind } from '../../src-shared/schedule/holidays.rules.ts';
import type { AbsenceReason, DayPattern } from '../../src-shared/schedule/schedule.contract.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';

/** A master as far as the schedule needs to know them. */
export interface ScheduledPerson {
  readonly id: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly jobTitle: string;
  readonly colour: string;
  readonly hiredOn: LocalDate | null;
  readonly leftOn: LocalDate | null;
  readonly isArchived: boolean;
  readonly defaultRoomId: number | null;
}

export interface StoredAssignment extends ScheduleAssignment {
  readonly staffId: number;
  /** Where these shifts are worked; null = the master's usual room. */
  readonly roomId: number | null;
}

/** A room as far as the calendar needs to know it. */
export interface ScheduledRoom {
  readonly id: number;
  /** Seven days from Monday; null = open whenever somebody works. */
  readonly weekHours: readonly (readonly Interval[])[] | null;
}

/** A day that the production calendar makes special. */
export interface StoredHoliday {
  readonly localDate: LocalDate;
  readonly kind: HolidayKind;
  readonly title: string;
}

export interface StoredOverride extends DayOverride {
  readonly staffId: number;
  readonly localDate: LocalDate;
  readonly roomId: number | null;
  readonly note: string;
}

export interface StoredAbsence extends Absence {
  readonly id: number;
  readonly staffId: number;
  readonly reason: AbsenceReason;
}

export interface StoredSalonDay {
  readonly localDate: LocalDate;
  readonly hours: readonly Interval[];
  readonly title: string;
}

export interface StoredBlock {
  readonly staffId: number;
  readonly localDate: LocalDate;
  readonly minutes: Interval;
}

/** Everybody in the order of the journal, those who left last. */
export function readPeople(reader: Reader): ScheduledPerson[] {
  return reader
    .all(
      query
        .selectFrom('staff')
        .select([
          'id',
          'first_name',
          'last_name',
          'job_title',
          'colour',
          'hired_on',
          'left_on',
          'is_archived',
          'default_room_id',
        ])
        .orderBy('is_archived')
        .orderBy('position')
        .orderBy('id'),
    )
    .map((row) => ({
      id: row.id,
      firstName: row.first_name,
      lastName: row.last_name,
      jobTitle: row.job_title,
      colour: row.colour,
      hiredOn: row.hired_on,
      leftOn: row.left_on,
      isArchived: row.is_archived === 1,
      defaultRoomId: row.default_room_id,
    }));
}

/** Assignments in force on some day of the range, each with its template. */
export function readAssignmentsBetween(reader: Reader, from: LocalDate, to: LocalDate): StoredAssignment[] {
  const rows = reader.all(
    query
      .selectFrom('schedule_assignments as a')
      .innerJoin('schedule_templates as t', 't.id', 'a.template_id')
      .select(['a.id', 'a.staff_id', 'a.template_id', 'a.valid_from', 'a.valid_to', 'a.anchor_date', 'a.room_id'])
      .select(['t.kind', 't.days_json', 't.skips_holidays'])
      .where('a.valid_from', '<=', to)
      .where((where) => where.or([where('a.valid_to', 'is', null), where('a.valid_to', '>=', from)])),
  );
  const versions = readTemplateVersions(reader);
  const templates = new Map<number, ScheduleTemplate>();
  return rows.map((row) => {
    const template = templates.get(row.template_id) ?? {
      kind: row.kind,
      days: parseDays(row.days_json),
      versions: versions.get(row.template_id) ?? [],
      skipsHolidays: row.skips_holidays === 1,
    };
    templates.set(row.template_id, template);
    return {
      id: row.id,
      staffId: row.staff_id,
      validFrom: row.valid_from,
      validTo: row.valid_to,
      anchorDate: row.anchor_date,
      roomId: row.room_id,
      template,
    };
  });
}

/** Later days of each template by its id, the earliest first. */
export function readTemplateVersions(
  reader: Reader,
): Map<number, (TemplateVersion & { readonly days: DayPattern[] })[]> {
  const rows = reader.all(query.selectFrom('schedule_template_versions').selectAll().orderBy('valid_from'));
  const versions = rows.map((row) => ({
    templateId: row.template_id,
    validFrom: row.valid_from,
    days: parseDays(row.days_json),
  }));
  return Map.groupBy(versions, ({ templateId }) => templateId);
}

/** Rooms and equipment with their own hours. */
export function readRoomCalendars(reader: Reader): ScheduledRoom[] {
  return reader
    .all(query.selectFrom('rooms').select(['id', 'hours_json']))
    .map((row) => ({ id: row.id, weekHours: row.hours_json === null ? null : parseWeek(row.hours_json) }));
}

/** Days of the production calendar in the range. */
export function readHolidaysBetween(reader: Reader, from: LocalDate, to: LocalDate): StoredHoliday[] {
  return reader
    .all(
      query
        .selectFrom('holidays')
        .select(['local_date', 'kind', 'title'])
        .where('local_date', '>=', from)
        .where('local_date', '<=', to)
        .orderBy('local_date'),
    )
    .map((row) => ({ localDate: row.local_date, kind: row.kind, title: row.title }));
}

/** Replaced days of the range. */
export function readOverridesBetween(reader: Reader, from: LocalDate, to: LocalDate): StoredOverride[] {
  return reader
    .all(
      query
        .selectFrom('schedule_overrides')
        .select(['staff_id', 'local_date', 'work_json', 'breaks_json', 'ignores_salon_hours', 'room_id', 'note'])
        .where('local_date', '>=', from)
        .where('local_date', '<=', to),
    )
    .map((row) => ({
      staffId: row.staff_id,
      localDate: row.local_date,
      work: parseIntervals(row.work_json),
      breaks: parseIntervals(row.breaks_json),
      ignoresSalonHours: row.ignores_salon_hours === 1,
      roomId: row.room_id,
      note: row.note,
    }));
}

/** Absences that touch the range. */
export function readAbsencesBetween(reader: Reader, from: LocalDate, to: LocalDate): StoredAbsence[] {
  return reader
    .all(
      query
        .selectFrom('absences')
        .select(['id', 'staff_id', 'from_date', 'to_date', 'start_min', 'end_min', 'reason'])
        .where('from_date', '<=', to)
        .where('to_date', '>=', from)
        .orderBy('id'),
    )
    .map((row) => ({
      id: row.id,
      staffId: row.staff_id,
      fromDate: row.from_date,
      toDate: row.to_date,
      startMin: row.start_min,
      endMin: row.end_min,
      reason: row.reason as AbsenceReason,
    }));
}

/** Days of the range on which the salon has other hours. */
export function readSalonDaysBetween(reader: Reader, from: LocalDate, to: LocalDate): StoredSalonDay[] {
  return reader
    .all(
      query
        .selectFrom('salon_days')
        .select(['local_date', 'hours_json', 'title'])
        .where('local_date', '>=', from)
        .where('local_date', '<=', to),
    )
    .map((row) => ({ localDate: row.local_date, hours: parseIntervals(row.hours_json), title: row.title }));
}

/** Ad-hoc blocks of masters in the range. */
export function readStaffBlocksBetween(reader: Reader, from: LocalDate, to: LocalDate): StoredBlock[] {
  return reader
    .all(
      query
        .selectFrom('blocks')
        .select(['staff_id', 'local_date', 'start_min', 'end_min'])
        .where('local_date', '>=', from)
        .where('local_date', '<=', to)
        .where('staff_id', 'is not', null),
    )
    .map((row) => ({ staffId: row.staff_id ?? 0, localDate: row.local_date, minutes: [row.start_min, row.end_min] }));
}

/** Intervals as they are stored. */
export function parseIntervals(json: string): Interval[] {
  return JSON.parse(json) as Interval[];
}

function parseWeek(json: string): Interval[][] {
  return JSON.parse(json) as Interval[][];
}

/** Days of a template as they are stored. */
export function parseDays(json: string): DayPattern[] {
  return JSON.parse(json) as DayPattern[];
}

/** Names of all rooms by id. */
export function readRoomNames(reader: Reader): Map<number, string> {
  const rows = reader.all(sqlText<{ id: number; name: string }>('select id, name from rooms'));
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** What tells this salon's file from every other one. */
export function readInstallationUid(reader: Reader): string {
  return reader.get(sqlText<{ uid: string }>('select uid from installation'))?.uid ?? 'salon';
}
