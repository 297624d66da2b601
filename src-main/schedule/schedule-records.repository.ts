import type { RoomId, StaffId } from '../../src-shared/contract-base.ts';
import type { Interval } from '../../src-shared/kernel/intervals.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type {
  AbsenceRecord,
  AssignmentRecord,
  DayPattern,
  TemplateRecord,
} from '../../src-shared/schedule/schedule.contract.ts';
import type { Reader } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';
import type { DayOverride } from '../../src-shared/schedule/schedule.rules.ts';
import { readTemplateVersions } from './schedule.repository.ts';

type TemplateId = TemplateRecord['id'];
type AssignmentId = AssignmentRecord['id'];
type AbsenceId = AbsenceRecord['id'];
type NewAssignment = Omit<AssignmentRecord, 'id' | 'version'>;
export type NewAbsence = Omit<AbsenceRecord, 'id' | 'version'>;
/** A template as it is stored: its days from the beginning, and what replaces them later. */
export type StoredTemplate = Omit<TemplateRecord, 'versions'> & {
  readonly versions: readonly { readonly validFrom: LocalDate; readonly days: DayPattern[] }[];
};

const templates = query.selectFrom('schedule_templates').selectAll();
const assignments = query.selectFrom('schedule_assignments').selectAll();
const absences = query.selectFrom('absences').selectAll();

/** Templates by age. */
export function readTemplates(reader: Reader): StoredTemplate[] {
  const versions = readTemplateVersions(reader);
  return reader.all(templates.orderBy('id')).map((row) => toTemplate(row, versions.get(row.id) ?? []));
}

export function findTemplate(reader: Reader, id: number): StoredTemplate | undefined {
  const row = reader.get(templates.where('id', '=', id));
  return row && toTemplate(row, readTemplateVersions(reader).get(row.id) ?? []);
}

type TemplateValues = Pick<StoredTemplate, 'name' | 'kind' | 'days' | 'skipsHolidays'>;

export function insertTemplate(tx: Tx, values: TemplateValues): TemplateId {
  return tx.insert(query.insertInto('schedule_templates').values(templateColumns(values))) as TemplateId;
}

export function updateTemplate(
  tx: Tx,
  id: number,
  values: TemplateValues & { readonly isArchived: boolean },
  version: number,
): void {
  tx.run(
    query
      .updateTable('schedule_templates')
      .set({ ...templateColumns(values), is_archived: values.isArchived ? 1 : 0, version })
      .where('id', '=', id),
  );
}

function templateColumns({ name, kind, days, skipsHolidays }: TemplateValues) {
  // A template as before the column was added keeps its null.
  return { name, kind, days_json: JSON.stringify(days), skips_holidays: skipsHolidays ? (1 as const) : null };
}

/** Days that hold from a date on; given again for the date, they are replaced. */
export function writeTemplateVersion(
  tx: Tx,
  templateId: number,
  validFrom: LocalDate,
  days: readonly DayPattern[],
): void {
  const json = JSON.stringify(days);
  const known = tx.get(
    query
      .selectFrom('schedule_template_versions')
      .select(['id', 'days_json'])
      .where('template_id', '=', templateId)
      .where('valid_from', '=', validFrom),
  );
  if (!known) {
    tx.insert(
      query
        .insertInto('schedule_template_versions')
        .values({ template_id: templateId, valid_from: validFrom, days_json: json }),
    );
  } else if (known.days_json !== json) {
    tx.run(query.updateTable('schedule_template_versions').set({ days_json: json }).where('id', '=', known.id));
  }
}

/** Takes away the days that hold from a date on, or every later version; answers with how many there were. */
export function deleteTemplateVersions(tx: Tx, templateId: number, validFrom?: LocalDate): number {
  const all = query.deleteFrom('schedule_template_versions').where('template_id', '=', templateId);
  return tx.run(validFrom === undefined ? all : all.where('valid_from', '=', validFrom)).changes;
}

/** Assignments of everybody or of one master, oldest first. */
export function readAssignmentRecords(reader: Reader, staffId?: number): AssignmentRecord[] {
  const all = staffId === undefined ? assignments : assignments.where('staff_id', '=', staffId);
  return reader.all(all.orderBy('staff_id').orderBy('valid_from').orderBy('id')).map(toAssignment);
}

export function findAssignment(reader: Reader, id: number): AssignmentRecord | undefined {
  const row = reader.get(assignments.where('id', '=', id));
  return row && toAssignment(row);
}

export function insertAssignment(tx: Tx, values: NewAssignment): AssignmentId {
  return tx.insert(
    query.insertInto('schedule_assignments').values({
      staff_id: values.staffId,
      template_id: values.templateId,
      valid_from: values.validFrom,
      valid_to: values.validTo,
      anchor_date: values.anchorDate,
      room_id: values.roomId,
    }),
  ) as AssignmentId;
}

export function updateAssignment(tx: Tx, id: number, values: NewAssignment, version: number): void {
  tx.run(
    query
      .updateTable('schedule_assignments')
      .set({ template_id: values.templateId, anchor_date: values.anchorDate, room_id: values.roomId, version })
      .where('id', '=', id),
  );
}

export function deleteAssignment(tx: Tx, id: number): void {
  tx.run(query.deleteFrom('schedule_assignments').where('id', '=', id));
}

/** Replaces one day of one master; nothing is written when it is so already. */
export function writeOverride(
  tx: Tx,
  staffId: number,
  localDate: LocalDate,
  day: DayOverride & { readonly roomId: number | null; readonly note: string },
): void {
  const values = {
    work_json: JSON.stringify(day.work),
    breaks_json: JSON.stringify(day.breaks),
    ignores_salon_hours: day.ignoresSalonHours ? (1 as const) : (0 as const),
    room_id: day.roomId,
    note: day.note,
  };
  const known = tx.get(
    query
      .selectFrom('schedule_overrides')
      .selectAll()
      .where('staff_id', '=', staffId)
      .where('local_date', '=', localDate),
  );
  if (!known) {
    tx.insert(query.insertInto('schedule_overrides').values({ staff_id: staffId, local_date: localDate, ...values }));
    return;
  }
  const isSame = Object.entries(values).every(([column, value]) => known[column as keyof typeof values] === value);
  if (isSame) return;
  const version = known.version + 1;
  tx.run(
    query
      .updateTable('schedule_overrides')
      .set({ ...values, version })
      .where('id', '=', known.id),
  );
}

export function deleteOverride(tx: Tx, staffId: number, localDate: LocalDate): void {
  tx.run(query.deleteFrom('schedule_overrides').where('staff_id', '=', staffId).where('local_date', '=', localDate));
}

/** Absences that touch a range, of everybody or of one master, by date. */
export function readAbsenceRecords(
  reader: Reader,
  { fromDate, toDate, staffId }: { fromDate: LocalDate; toDate: LocalDate; staffId?: number | undefined },
): AbsenceRecord[] {
  const touching = absences.where('from_date', '<=', toDate).where('to_date', '>=', fromDate);
  const found = staffId === undefined ? touching : touching.where('staff_id', '=', staffId);
  return reader.all(found.orderBy('from_date').orderBy('id')).map(toAbsence);
}

export function findAbsence(reader: Reader, id: number): AbsenceRecord | undefined {
  const row = reader.get(absences.where('id', '=', id));
  return row && toAbsence(row);
}

export function insertAbsence(tx: Tx, values: NewAbsence): AbsenceId {
  return tx.insert(query.insertInto('absences').values(absenceColumns(values))) as AbsenceId;
}

export function updateAbsence(tx: Tx, id: number, values: NewAbsence, version: number): void {
  tx.run(
    query
      .updateTable('absences')
      .set({ ...absenceColumns(values), version })
      .where('id', '=', id),
  );
}

function absenceColumns(values: NewAbsence) {
  return {
    staff_id: values.staffId,
    from_date: values.fromDate,
    to_date: values.toDate,
    start_min: values.startMin,
    end_min: values.endMin,
    reason: values.reason,
    is_paid: values.isPaid ? (1 as const) : (0 as const),
    note: values.note,
  };
}

export function deleteAbsence(tx: Tx, id: number): void {
  tx.run(query.deleteFrom('absences').where('id', '=', id));
}

export function findSalonDay(reader: Reader, localDate: LocalDate) {
  return reader.get(query.selectFrom('salon_days').selectAll().where('local_date', '=', localDate));
}

/** Gives the salon other hours on a day; nothing is written when it is so already. */
export function writeSalonDay(
  tx: Tx,
  day: { readonly localDate: LocalDate; readonly hours: readonly Interval[]; readonly title: string },
): void {
  const values = { hours_json: JSON.stringify(day.hours), title: day.title };
  const known = findSalonDay(tx, day.localDate);
  if (!known) tx.insert(query.insertInto('salon_days').values({ local_date: day.localDate, ...values }));
  else if (known.hours_json !== values.hours_json || known.title !== values.title) {
    const version = known.version + 1;
    tx.run(
      query
        .updateTable('salon_days')
        .set({ ...values, version })
        .where('id', '=', known.id),
    );
  }
}

export function deleteSalonDay(tx: Tx, localDate: LocalDate): void {
  tx.run(query.deleteFrom('salon_days').where('local_date', '=', localDate));
}

/** A room that is in use, by id. */
export function hasRoom(reader: Reader, roomId: number): boolean {
  const row = reader.get(query.selectFrom('rooms').select('id').where('id', '=', roomId).where('is_archived', '=', 0));
  return row !== undefined;
}

type Row<Q> = Q extends { executeTakeFirstOrThrow(): Promise<infer R> } ? R : never;

function toTemplate(row: Row<typeof templates>, versions: StoredTemplate['versions']): StoredTemplate {
  return {
    id: row.id as TemplateId,
    name: row.name,
    kind: row.kind,
    days: JSON.parse(row.days_json) as DayPattern[],
    skipsHolidays: row.skips_holidays === 1,
    versions,
    isArchived: row.is_archived === 1,
    version: row.version,
  };
}

function toAssignment(row: Row<typeof assignments>): AssignmentRecord {
  return {
    id: row.id as AssignmentId,
    staffId: row.staff_id as StaffId,
    templateId: row.template_id as TemplateId,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    anchorDate: row.anchor_date,
    roomId: row.room_id as RoomId | null,
    version: row.version,
  };
}

function toAbsence(row: Row<typeof absences>): AbsenceRecord {
  return {
    id: row.id as AbsenceId,
    staffId: row.staff_id as StaffId,
    fromDate: row.from_date,
    toDate: row.to_date,
    startMin: row.start_min,
    endMin: row.end_min,
    reason: row.reason as AbsenceRecord['reason'],
    isPaid: row.is_paid === 1,
    note: row.note,
    version: row.version,
  };
}
