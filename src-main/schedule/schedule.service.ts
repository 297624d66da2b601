import type { z } from 'zod';
import type { RoomId, StaffId } from '../../src-shared/contract-base.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { fold } from '../../src-shared/kernel/fold.ts';
import { totalMinutes } from '../../src-shared/kernel/intervals.ts';
import { type LocalDate, addDays, daysBetween } from '../../src-shared/kernel/local-date.ts';
import type {
  AbsenceRecord,
  AssignmentRecord,
  MonthMatrix,
  TemplateRecord,
  scheduleContract,
} from '../../src-shared/schedule/schedule.contract.ts';
import { type PlannedDay, absenceProblem, areBreaksInside } from '../../src-shared/schedule/schedule.rules.ts';
import { personName } from '../../src-shared/staff/staff.rules.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import { isSame } from '../store/patch.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { type ScheduleDay, type SchedulePlan, computeDays, readPlan } from './schedule-days.ts';
import {
  deleteAbsence,
  deleteAssignment,
  deleteOverride,
  deleteSalonDay,
  findAbsence,
  findAssignment,
  findSalonDay,
  findTemplate,
  hasRoom,
  insertAbsence,
  insertAssignment,
  insertTemplate,
  readAbsenceRecords,
  readAssignmentRecords,
  readTemplates,
  updateAssignment,
  updateTemplate,
  writeOverride,
  writeSalonDay,
} from './schedule-records.repository.ts';
import { readPeople } from './schedule.repository.ts';
import { countVisitsAhead, countVisitsDuring, readVisitCounts } from './schedule-visits.repository.ts';

export type { ScheduleDay, StaffDay } from './schedule-days.ts';

type Contract = typeof scheduleContract;
type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;

/** Tables of the plan that is kept in memory. */
const PLAN_TABLES = [
  'staff',
  'schedule_templates',
  'schedule_template_versions',
  'schedule_assignments',
  'absences',
  'salon_days',
  'holidays',
  'rooms',
] as const;
/** Tables whose change makes a computed day stale. */
const SOURCES = ['settings', 'schedule_overrides', 'blocks', ...PLAN_TABLES] as const;

const MAX_CACHED_DAYS = 100;
const MAX_MATRIX_DAYS = 100;

/** Who works when (domain.md A1–A3). */
export class ScheduleService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;
  readonly #cache = new Map<string, ScheduleDay>();
  #plan: SchedulePlan | null = null;

  constructor(deps: ServiceDeps, settings: SettingsService) {
    this.#deps = deps;
    this.#settings = settings;
    deps.store.work.onCommit((command) => {
      if (SOURCES.some((table) => command.rows[table])) this.#cache.clear();
      if (PLAN_TABLES.some((table) => command.rows[table])) this.#plan = null;
    });
  }

  /**
   * Hours of the salon and of every master on a day.
   *
   * Give the running transaction as `reader` inside a unit of work, so that its own writes are seen.
   */
  day(localDate: LocalDate, reader?: Reader): ScheduleDay {
    const [day] = this.days(localDate, localDate, reader);
    if (!day) throw new Error(`no schedule for ${localDate}`);
    return day;
  }

  /** The same for each day of a range, both ends inclusive, with one pass of queries. */
  days(fromDate: LocalDate, toDate: LocalDate, reader?: Reader): ScheduleDay[] {
    if (reader) return computeDays(reader, this.#settings, readPlan(reader, fromDate, toDate), fromDate, toDate);
    // Whether an archived master still shows work depends on today, so midnight must not serve yesterday's answer.
    const today = this.#settings.today().localDate;
    const length = daysBetween(fromDate, toDate) + 1;
    const known: ScheduleDay[] = [];
    for (let offset = 0; offset < length; offset++) {
      const day = this.#cache.get(`${addDays(fromDate, offset)}/${today}`);
      if (!day) break;
      known.push(day);
    }
    if (known.length === length) return known;
    const { reader: stored, connection } = this.#deps.store;
    const plan = this.#plan ?? readPlan(stored);
    const days = computeDays(stored, this.#settings, plan, fromDate, toDate);
    // What a running transaction has written may still be taken back.
    if (connection.inTransaction) return days;
    this.#plan = plan;
    if (this.#cache.size + length > MAX_CACHED_DAYS) this.#cache.clear();
    if (length <= MAX_CACHED_DAYS) for (const day of days) this.#cache.set(`${day.localDate}/${today}`, day);
    return days;
  }

  /** Visits that are still to come in a master's or a room's day: how many and the last date. */
  visitsAhead(
    reader: Reader,
    of: { staffId: number } | { roomId: number },
  ): { count: number; lastDate: LocalDate | null } {
    return countVisitsAhead(reader, of, this.#settings.today().localDate);
  }

  /**
   * The matrix of masters by days.
   *
   * Archived people are shown only where they worked in these days.
   *
   * @throws DomainError INVALID_INPUT when the range is reversed or longer than 100 days
   */
  month(fromDate: LocalDate, toDate: LocalDate): MonthMatrix {
    const length = daysBetween(fromDate, toDate) + 1;
    if (length < 1) throw new DomainError('INVALID_INPUT', { field: 'toDate', fault: 'DATES_REVERSED' });
    if (length > MAX_MATRIX_DAYS) {
      throw new DomainError('INVALID_INPUT', { field: 'toDate', fault: 'RANGE_TOO_LONG', limit: MAX_MATRIX_DAYS });
    }
    const { reader } = this.#deps.store;
    const days = this.days(fromDate, toDate);
    const visits = readVisitCounts(reader, fromDate, toDate);
    const { nameOrder } = this.#settings.now();
    const rows = readPeople(reader).map((person) => {
      const personDays = days.map(({ localDate, staff }) => {
        const day = staff.get(person.id);
        return {
          localDate,
          work: [...(day?.work ?? [])],
          breaks: [...(day?.breaks ?? [])],
          minutes: totalMinutes(day?.work ?? []),
          source: day?.source ?? 'none',
          planned: day?.planned
            ? {
                work: [...day.planned.work],
                breaks: [...day.planned.breaks],
                ignoresSalonHours: day.planned.ignoresSalonHours,
                roomId: day.planned.roomId as RoomId | null,
              }
            : null,
          absence: day?.absence?.reason ?? null,
          isWholeDayAbsence: day?.absence?.startMin === null,
          visits: visits.get(`${person.id}/${localDate}`) ?? 0,
          note: day?.note ?? '',
        };
      });
      return {
        staffId: person.id as StaffId,
        name: personName(person, nameOrder),
        jobTitle: person.jobTitle,
        colour: person.colour,
        isArchived: person.isArchived,
        totalMin: personDays.reduce((sum, { minutes }) => sum + minutes, 0),
        days: personDays,
      };
    });
    return {
      days: days.map(({ localDate, salonHours, salonNote }) => ({
        localDate,
        hours: [...salonHours],
        title: salonNote ?? '',
        isSpecial: salonNote !== null,
      })),
      staff: rows
        .filter(
          ({ isArchived, totalMin, days: own }) => !isArchived || totalMin > 0 || own.some((day) => day.visits > 0),
        )
        .map(({ staffId, name, jobTitle, colour, totalMin, days: own }) => ({
          staffId,
          name,
          jobTitle,
          colour,
          totalMin,
          days: own,
        })),
    };
  }

  templates(): TemplateRecord[] {
    return readTemplates(this.#deps.store.reader);
  }

  /** @throws DomainError ALREADY_EXISTS, INVALID_INPUT */
  createTemplate(caller: Caller, input: Input<'createTemplate'>) {
    const { value, commandId } = this.#run(caller, 'schedule.createTemplate', (tx) => {
      assertTemplateFree(tx, input.name, null);
      input.days.forEach(assertBreaks);
      tx.summary = { key: 'schedule.createTemplate', values: { name: input.name } };
      return insertTemplate(tx, input);
    });
    return { commandId, templateId: value };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, ALREADY_EXISTS, INVALID_INPUT */
  updateTemplate(caller: Caller, input: Input<'updateTemplate'>): { commandId: number | null } {
    const { commandId } = this.#run(caller, 'schedule.updateTemplate', (tx) => {
      const known = requireTemplate(tx, input.templateId);
      assertVersion(input.version, known.version, 'scheduleTemplate');
      const isArchived = input.isArchived ?? known.isArchived;
      const { name, kind, days } = input.values;
      if (isSame({ ...known, name, kind, days, isArchived }, known)) return;
      if (!isArchived) assertTemplateFree(tx, name, known.id);
      days.forEach(assertBreaks);
      updateTemplate(tx, known.id, { name, kind, days, isArchived }, known.version + 1);
      tx.summary = { key: 'schedule.updateTemplate', values: { name } };
    });
    return { commandId };
  }

  assignments(staffId?: number): AssignmentRecord[] {
    return readAssignmentRecords(this.#deps.store.reader, staffId);
  }

  /**
   * Gives a master a template from a day on (A2). Given again from the same day, it replaces what began that day.
   *
   * @throws DomainError NOT_FOUND, INVALID_INPUT
   */
  assign(caller: Caller, input: Input<'assign'>) {
    const { value, commandId } = this.#run(caller, 'schedule.assign', (tx) => {
      const name = this.#activePersonName(tx, input.staffId);
      const template = requireTemplate(tx, input.templateId);
      if (template.isArchived) throw new DomainError('NOT_FOUND', { what: 'scheduleTemplate', id: template.id });
      if (input.validTo !== null && input.validTo < input.validFrom) {
        throw new DomainError('INVALID_INPUT', { field: 'validTo', fault: 'DATES_REVERSED' });
      }
      tx.summary = { key: 'schedule.assign', values: { name, template: template.name, fromDate: input.validFrom } };
      const sameDay = readAssignmentRecords(tx, input.staffId).find(
        (known) => known.validFrom === input.validFrom && known.validTo === input.validTo,
      );
      if (!sameDay) return insertAssignment(tx, input);
      if (sameDay.templateId !== input.templateId || sameDay.anchorDate !== input.anchorDate) {
        updateAssignment(tx, sameDay.id, input, sameDay.version + 1);
      }
      return sameDay.id;
    });
    return { commandId, assignmentId: value };
  }

  /** @throws DomainError NOT_FOUND */
  removeAssignment(caller: Caller, assignmentId: number): { commandId: number | null } {
    const { commandId } = this.#run(caller, 'schedule.removeAssignment', (tx) => {
      const known = findAssignment(tx, assignmentId);
      if (!known) throw new DomainError('NOT_FOUND', { what: 'scheduleAssignment', id: assignmentId });
      deleteAssignment(tx, assignmentId);
      tx.summary = { key: 'schedule.removeAssignment', values: { name: this.#personName(tx, known.staffId) } };
    });
    return { commandId };
  }

  /** Replaces days whole (A3). @throws DomainError NOT_FOUND (staff, room), INVALID_INPUT (breaks) */
  setDays(caller: Caller, input: Input<'setDays'>): { commandId: number | null } {
    const { commandId } = this.#run(caller, 'schedule.setDays', (tx) => {
      const { days, ...values } = input;
      assertBreaks(values);
      if (values.roomId !== null && !hasRoom(tx, values.roomId)) {
        throw new DomainError('NOT_FOUND', { what: 'room', id: values.roomId });
      }
      const staffIds = new Set(days.map(({ staffId }) => staffId));
      const names = [...staffIds].map((staffId) => this.#activePersonName(tx, staffId));
      for (const { staffId, localDate } of days) writeOverride(tx, staffId, localDate, values);
      tx.summary = summaryOfDays('schedule.setDays', days, names);
    });
    return { commandId };
  }

  /** Days go back to the template; days that were never replaced stay as they are. */
  clearDays(caller: Caller, days: Input<'clearDays'>['days']): { commandId: number | null } {
    const { commandId } = this.#run(caller, 'schedule.clearDays', (tx) => {
      const staffIds = new Set(days.map(({ staffId }) => staffId));
      for (const { staffId, localDate } of days) deleteOverride(tx, staffId, localDate);
      tx.summary = summaryOfDays(
        'schedule.clearDays',
        days,
        [...staffIds].map((staffId) => this.#personName(tx, staffId)),
      );
    });
    return { commandId };
  }

  /** Absences that touch a range; their notes only for those who plan the schedule. */
  absences(caller: Caller, input: Input<'absences'>): AbsenceRecord[] {
    const records = readAbsenceRecords(this.#deps.store.reader, input);
    return caller.can('edit_schedule') ? records : records.map((record) => ({ ...record, note: '' }));
  }

  /** @throws DomainError NOT_FOUND, INVALID_INPUT */
  addAbsence(caller: Caller, input: Input<'addAbsence'>) {
    const { value, commandId } = this.#run(caller, 'schedule.addAbsence', (tx) => {
      const name = this.#activePersonName(tx, input.staffId);
      const fault = absenceProblem(input);
      if (fault) throw new DomainError('INVALID_INPUT', { field: 'toDate', fault });
      const { reason, fromDate, toDate } = input;
      tx.summary = { key: 'schedule.addAbsence', values: { name, reason, fromDate, toDate } };
      return { absenceId: insertAbsence(tx, input), affectedVisits: countVisitsDuring(tx, input) };
    });
    return { commandId, ...value };
  }

  /** @throws DomainError NOT_FOUND */
  removeAbsence(caller: Caller, absenceId: number): { commandId: number | null } {
    const { commandId } = this.#run(caller, 'schedule.removeAbsence', (tx) => {
      const known = findAbsence(tx, absenceId);
      if (!known) throw new DomainError('NOT_FOUND', { what: 'absence', id: absenceId });
      deleteAbsence(tx, absenceId);
      const { reason, fromDate, toDate } = known;
      const name = this.#personName(tx, known.staffId);
      tx.summary = { key: 'schedule.removeAbsence', values: { name, reason, fromDate, toDate } };
    });
    return { commandId };
  }

  /** Other hours of the salon on one day; no hours = closed. */
  setSalonDay(caller: Caller, input: Input<'setSalonDay'>): { commandId: number | null } {
    const { commandId } = this.#run(caller, 'schedule.setSalonDay', (tx) => {
      writeSalonDay(tx, input);
      tx.summary = { key: 'schedule.setSalonDay', values: { localDate: input.localDate } };
    });
    return { commandId };
  }

  /** The day gets the hours of its weekday again. @throws DomainError NOT_FOUND */
  clearSalonDay(caller: Caller, localDate: LocalDate): { commandId: number | null } {
    const { commandId } = this.#run(caller, 'schedule.clearSalonDay', (tx) => {
      if (!findSalonDay(tx, localDate)) throw new DomainError('NOT_FOUND', { what: 'salonDay', localDate });
      deleteSalonDay(tx, localDate);
      tx.summary = { key: 'schedule.clearSalonDay', values: { localDate } };
    });
    return { commandId };
  }

  #personName(reader: Reader, staffId: number): string {
    const person = readPeople(reader).find(({ id }) => id === staffId);
    return person ? personName(person, this.#settings.now().nameOrder) : '';
  }

  #activePersonName(reader: Reader, staffId: number): string {
    const person = readPeople(reader).find(({ id, isArchived }) => id === staffId && !isArchived);
    if (!person) throw new DomainError('NOT_FOUND', { what: 'staff', id: staffId });
    return personName(person, this.#settings.now().nameOrder);
  }

  #run<T>(caller: Caller, name: string, body: (tx: Tx) => T) {
    return this.#deps.store.work.run(caller.actor(this.#deps.clock), name, body);
  }
}

function requireTemplate(reader: Reader, id: number): TemplateRecord {
  const template = findTemplate(reader, id);
  if (!template) throw new DomainError('NOT_FOUND', { what: 'scheduleTemplate', id });
  return template;
}

function assertTemplateFree(reader: Reader, name: string, ownId: number | null): void {
  const taken = readTemplates(reader).find(
    (known) => known.id !== ownId && !known.isArchived && fold(known.name) === fold(name),
  );
  if (taken) throw new DomainError('ALREADY_EXISTS', { what: 'scheduleTemplate', name: taken.name, id: taken.id });
}

function assertBreaks(plan: PlannedDay): void {
  if (!areBreaksInside(plan)) throw new DomainError('INVALID_INPUT', { field: 'breaks', fault: 'OUTSIDE_WORK' });
}

function summaryOfDays(key: string, days: readonly { localDate: LocalDate }[], names: readonly string[]) {
  const localDate = days.map((day) => day.localDate).toSorted()[0] ?? '';
  return { key, values: { name: names.join(', '), localDate, count: days.length } };
}
