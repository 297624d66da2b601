import type { z } from 'zod';
import type { Locale } from '../../src-shared/i18n/format.ts';
import { createI18n } from '../../src-shared/i18n/i18n.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { fold } from '../../src-shared/kernel/fold.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { productionCalendar } from '../../src-shared/schedule/holidays.rules.ts';
import { spansOf, withoutDates } from '../../src-shared/schedule/paint.rules.ts';
import type { AbsenceRecord, scheduleContract } from '../../src-shared/schedule/schedule.contract.ts';
import {
  type PlannedDay,
  absenceProblem,
  areBreaksInside,
  templateDaysOn,
} from '../../src-shared/schedule/schedule.rules.ts';
import { personName } from '../../src-shared/staff/staff.rules.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import { isSame } from '../store/patch.ts';
import { assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { deleteHoliday, readHolidays, writeHoliday } from './holidays.repository.ts';
import type { ScheduleDay } from './schedule-days.ts';
import {
  type NewAbsence,
  type StoredTemplate,
  deleteAbsence,
  deleteAssignment,
  deleteOverride,
  deleteTemplateVersions,
  findAbsence,
  findAssignment,
  findTemplate,
  hasRoom,
  insertAbsence,
  insertAssignment,
  insertTemplate,
  readAbsenceRecords,
  readAssignmentRecords,
  readTemplates,
  updateAbsence,
  updateAssignment,
  updateTemplate,
  writeOverride,
  writeSalonDay,
  writeTemplateVersion,
} from './schedule-records.repository.ts';
import { readPeople } from './schedule.repository.ts';

type Contract = typeof scheduleContract;
type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;
type Cell = Input<'paint'>['cells'][number];
/** A parsed change whose consequences are asked for. */
export type ParsedChange = Input<'preview'>['change'];
type AbsenceTimes = Pick<NewAbsence, 'fromDate' | 'toDate' | 'startMin' | 'endMin'>;

/** What changes the schedule, inside a running unit of work: the same for doing it and for asking what it would do. */
export class ScheduleWrites {
  readonly #settings: SettingsService;
  /** The days of a range as the transaction stands. */
  readonly #daysOf: (from: LocalDate, to: LocalDate, tx: Tx) => ScheduleDay[];

  constructor(settings: SettingsService, daysOf: (from: LocalDate, to: LocalDate, tx: Tx) => ScheduleDay[]) {
    this.#settings = settings;
    this.#daysOf = daysOf;
  }

  /** Makes the change that a preview is asked for. */
  apply(tx: Tx, change: ParsedChange): void {
    switch (change.kind) {
      case 'paint':
        return this.paint(tx, change.cells);
      case 'assign':
        return void this.assign(tx, change);
      case 'removeAssignment':
        return this.removeAssignment(tx, change.assignmentId);
      case 'updateTemplate':
        return this.updateTemplate(tx, change);
      case 'addAbsence':
        return void this.addAbsence(tx, change);
      case 'updateAbsence':
        return this.updateAbsence(tx, change);
      case 'setSalonDays':
        return this.setSalonDays(tx, change);
      default:
        return change satisfies never;
    }
  }

  createTemplate(tx: Tx, input: Input<'createTemplate'>): StoredTemplate['id'] {
    assertTemplateFree(tx, input.name, null);
    input.days.forEach(assertBreaks);
    tx.summary = { key: 'schedule.createTemplate', values: { name: input.name } };
    return insertTemplate(tx, input);
  }

  /**
   * New days hold from a date (today unless given), so that what was worked stays as it was; null = from the beginning.
   *
   * Name, kind and the rule about holidays have no date. The kind changes only together with all days.
   */
  updateTemplate(tx: Tx, input: Omit<Input<'updateTemplate'>, 'kind'>): void {
    const known = requireTemplate(tx, input.templateId);
    assertVersion(input.version, known.version, 'scheduleTemplate');
    const isArchived = input.isArchived ?? known.isArchived;
    const { name, kind, days, skipsHolidays } = input.values;
    if (!isArchived) assertTemplateFree(tx, name, known.id);
    days.forEach(assertBreaks);
    const from = input.validFrom === undefined ? this.#settings.today().localDate : input.validFrom;
    if (from !== null && kind !== known.kind) {
      throw new DomainError('INVALID_INPUT', { field: 'kind', fault: 'KIND_FROM_BEGINNING' });
    }
    const inForce = from === null ? null : templateDaysOn(known, from);
    const baseDays = from === null ? days : known.days;
    const hasNewDays = from === null ? known.versions.length > 0 : !isSame(inForce, days);
    const isRowSame = isSame(
      { name, kind, days: baseDays, isArchived, skipsHolidays },
      {
        name: known.name,
        kind: known.kind,
        days: known.days,
        isArchived: known.isArchived,
        skipsHolidays: known.skipsHolidays,
      },
    );
    if (isRowSame && !hasNewDays) return;
    if (from === null) deleteTemplateVersions(tx, known.id);
    else if (hasNewDays) writeTemplateVersion(tx, known.id, from, days);
    updateTemplate(tx, known.id, { name, kind, days: baseDays, isArchived, skipsHolidays }, known.version + 1);
    tx.summary = { key: 'schedule.updateTemplate', values: { name } };
  }

  removeTemplateVersion(tx: Tx, { templateId, validFrom }: Input<'removeTemplateVersion'>): void {
    const { name } = requireTemplate(tx, templateId);
    if (deleteTemplateVersions(tx, templateId, validFrom) === 0) {
      throw new DomainError('NOT_FOUND', { what: 'scheduleTemplate', id: templateId });
    }
    tx.summary = { key: 'schedule.removeTemplateVersion', values: { name, fromDate: validFrom } };
  }

  /** Gives a master a template from a day on (A2). Given again from the same day, it replaces what began that day. */
  assign(tx: Tx, input: Input<'assign'>) {
    const name = this.activeName(tx, input.staffId);
    const template = requireTemplate(tx, input.templateId);
    if (template.isArchived) throw new DomainError('NOT_FOUND', { what: 'scheduleTemplate', id: template.id });
    if (input.validTo !== null && input.validTo < input.validFrom) {
      throw new DomainError('INVALID_INPUT', { field: 'validTo', fault: 'DATES_REVERSED' });
    }
    assertRoom(tx, input.roomId);
    tx.summary = { key: 'schedule.assign', values: { name, template: template.name, fromDate: input.validFrom } };
    const sameDay = readAssignmentRecords(tx, input.staffId).find(
      (known) => known.validFrom === input.validFrom && known.validTo === input.validTo,
    );
    if (!sameDay) return insertAssignment(tx, input);
    const { templateId, anchorDate, roomId } = input;
    const values = { templateId, anchorDate, roomId };
    if (!isSame(values, { templateId: sameDay.templateId, anchorDate: sameDay.anchorDate, roomId: sameDay.roomId })) {
      updateAssignment(tx, sameDay.id, input, sameDay.version + 1);
    }
    return sameDay.id;
  }

  removeAssignment(tx: Tx, assignmentId: number): void {
    const known = findAssignment(tx, assignmentId);
    if (!known) throw new DomainError('NOT_FOUND', { what: 'scheduleAssignment', id: assignmentId });
    deleteAssignment(tx, assignmentId);
    tx.summary = { key: 'schedule.removeAssignment', values: { name: this.nameOf(tx, known.staffId) } };
  }

  /** Replaces days whole (A3). */
  setDays(tx: Tx, input: Input<'setDays'>): void {
    const { days, ...values } = input;
    assertBreaks(values);
    assertRoom(tx, values.roomId);
    const names = this.#activeNames(tx, days);
    for (const { staffId, localDate } of days) writeOverride(tx, staffId, localDate, values);
    tx.summary = summaryOfDays('schedule.setDays', days, names);
  }

  /** Days go back to the template; days that were never replaced stay as they are. */
  clearDays(tx: Tx, days: Input<'clearDays'>['days']): void {
    for (const { staffId, localDate } of days) deleteOverride(tx, staffId, localDate);
    const names = [...new Set(days.map(({ staffId }) => staffId))].map((staffId) => this.nameOf(tx, staffId));
    tx.summary = summaryOfDays('schedule.clearDays', days, names);
  }

  /**
   * One gesture of the matrix. A shift, a day off or the template painted over a day of absence ends the absence on that
   * day; an absence painted over another of a whole day takes its place.
   */
  paint(tx: Tx, cells: readonly Cell[]): void {
    const names = this.#activeNames(tx, cells);
    for (const { to } of cells) {
      if (to.kind === 'shift') assertBreaks(to);
      if (to.kind === 'shift' || to.kind === 'room') assertRoom(tx, to.roomId);
    }
    for (const ofMaster of Map.groupBy(cells, ({ staffId }) => staffId).values()) this.#paintMaster(tx, ofMaster);
    tx.summary = summaryOfDays('schedule.setDays', cells, names);
  }

  #paintMaster(tx: Tx, cells: readonly Cell[]): void {
    const byDate = new Map(cells.map((cell) => [cell.localDate, cell]));
    const dates = [...byDate.keys()].sort();
    const [staffId, fromDate, toDate] = [cells[0]!.staffId, dates[0]!, dates.at(-1)!];
    this.#paintAbsences(tx, staffId, byDate, { fromDate, toDate });
    const planned = new Map(
      [...byDate.values()].some(({ to }) => to.kind === 'room')
        ? this.#daysOf(fromDate, toDate, tx).map((day) => [day.localDate, day.staff.get(staffId)])
        : [],
    );
    for (const [date, { to }] of byDate) {
      switch (to.kind) {
        case 'shift':
          writeOverride(tx, staffId, date, to);
          break;
        case 'off':
          writeOverride(tx, staffId, date, { work: [], breaks: [], ignoresSalonHours: false, roomId: null, note: '' });
          break;
        case 'template':
          deleteOverride(tx, staffId, date);
          break;
        case 'room': {
          const day = planned.get(date);
          // A day off has no room.
          if (!day?.planned || day.planned.work.length === 0) break;
          writeOverride(tx, staffId, date, { ...day.planned, roomId: to.roomId, note: day.note });
          break;
        }
        case 'away':
          break;
        default:
          to satisfies never;
      }
    }
  }

  #paintAbsences(
    tx: Tx,
    staffId: Cell['staffId'],
    cells: ReadonlyMap<LocalDate, Cell>,
    range: { readonly fromDate: LocalDate; readonly toDate: LocalDate },
  ): void {
    const known = readAbsenceRecords(tx, { ...range, staffId }).filter(({ startMin }) => startMin === null);
    const isKept = (absence: AbsenceRecord, { to }: Cell): boolean =>
      to.kind === 'room' || (to.kind === 'away' && to.reason === absence.reason && to.isPaid === absence.isPaid);
    const covered = new Set<LocalDate>();
    for (const absence of known) {
      const touched = [...cells].filter(([date]) => absence.fromDate <= date && date <= absence.toDate);
      for (const [date, cell] of touched) if (isKept(absence, cell)) covered.add(date);
      const cut = new Set(touched.filter(([, cell]) => !isKept(absence, cell)).map(([date]) => date));
      if (cut.size === 0) continue;
      const [first, ...rest] = withoutDates(absence, cut);
      if (!first) deleteAbsence(tx, absence.id);
      else updateAbsence(tx, absence.id, { ...absence, ...first }, absence.version + 1);
      for (const span of rest) insertAbsence(tx, { ...absence, ...span });
    }
    const away = [...cells.values()].filter(({ localDate, to }) => to.kind === 'away' && !covered.has(localDate));
    for (const ofReason of Map.groupBy(away, ({ to }) => JSON.stringify(to)).values()) {
      const { to } = ofReason[0]!;
      if (to.kind !== 'away') continue;
      for (const span of spansOf(ofReason.map(({ localDate }) => localDate))) {
        const { reason, isPaid } = to;
        insertAbsence(tx, { staffId, ...span, startMin: null, endMin: null, reason, isPaid, note: '' });
      }
    }
  }

  addAbsence(tx: Tx, input: Input<'addAbsence'>) {
    const name = this.activeName(tx, input.staffId);
    assertAbsence(input);
    const { reason, fromDate, toDate } = input;
    tx.summary = { key: 'schedule.addAbsence', values: { name, reason, fromDate, toDate } };
    return insertAbsence(tx, input);
  }

  updateAbsence(tx: Tx, { absenceId, version, values }: Omit<Input<'updateAbsence'>, 'kind'>): void {
    const known = findAbsence(tx, absenceId);
    if (!known) throw new DomainError('NOT_FOUND', { what: 'absence', id: absenceId });
    assertVersion(version, known.version, 'absence');
    assertAbsence(values);
    const { id: _, version: __, ...before } = known;
    const after = { ...values, staffId: known.staffId };
    if (isSame(before, after)) return;
    updateAbsence(tx, absenceId, after, known.version + 1);
    const { reason, fromDate, toDate } = values;
    const name = this.nameOf(tx, known.staffId);
    tx.summary = { key: 'schedule.updateAbsence', values: { name, reason, fromDate, toDate } };
  }

  removeAbsence(tx: Tx, absenceId: number): void {
    const known = findAbsence(tx, absenceId);
    if (!known) throw new DomainError('NOT_FOUND', { what: 'absence', id: absenceId });
    deleteAbsence(tx, absenceId);
    const { reason, fromDate, toDate } = known;
    const name = this.nameOf(tx, known.staffId);
    tx.summary = { key: 'schedule.removeAbsence', values: { name, reason, fromDate, toDate } };
  }

  /** The same hours on several days; no hours = closed. */
  setSalonDays(tx: Tx, { dates, hours, title }: Omit<Input<'setSalonDays'>, 'kind'>): void {
    for (const localDate of dates) writeSalonDay(tx, { localDate, hours, title });
    tx.summary = { key: 'schedule.setSalonDays', values: { count: new Set(dates).size } };
  }

  /** Replaces the days of a year by those of the reference; days that are the same already are not touched. */
  loadHolidays(tx: Tx, year: number, locale: Locale): number {
    const { t } = createI18n(locale);
    const reference = productionCalendar(year);
    const dates = new Set(reference.map(({ localDate }) => localDate));
    for (const { localDate } of readHolidays(tx, `${year}-01-01`, `${year}-12-31`)) {
      if (!dates.has(localDate)) deleteHoliday(tx, localDate);
    }
    for (const { localDate, kind, name } of reference) {
      writeHoliday(tx, localDate, kind, t(`schedule:holidayNames.${name}`));
    }
    tx.summary = { key: 'schedule.loadHolidays', values: { year } };
    return reference.length;
  }

  setHoliday(tx: Tx, { localDate, kind, title }: Input<'setHoliday'>): void {
    if (kind === null) deleteHoliday(tx, localDate);
    else writeHoliday(tx, localDate, kind, title);
    tx.summary = { key: 'schedule.setHoliday', values: { localDate } };
  }

  /** Name as people read it; empty for an unknown id. */
  nameOf(reader: Reader, staffId: number): string {
    const person = readPeople(reader).find(({ id }) => id === staffId);
    return person ? personName(person, this.#settings.now().nameOrder) : '';
  }

  /** @throws DomainError NOT_FOUND for an unknown or archived person */
  activeName(reader: Reader, staffId: number): string {
    const person = readPeople(reader).find(({ id, isArchived }) => id === staffId && !isArchived);
    if (!person) throw new DomainError('NOT_FOUND', { what: 'staff', id: staffId });
    return personName(person, this.#settings.now().nameOrder);
  }

  #activeNames(reader: Reader, of: readonly { readonly staffId: number }[]): string[] {
    return [...new Set(of.map(({ staffId }) => staffId))].map((staffId) => this.activeName(reader, staffId));
  }
}

/** The days a change may touch, from and to; null = open. */
export function rangeOf(reader: Reader, change: ParsedChange): { from: LocalDate | null; to: LocalDate | null } {
  switch (change.kind) {
    case 'paint': {
      const dates = change.cells.map(({ localDate }) => localDate).toSorted();
      return { from: dates[0] ?? null, to: dates.at(-1) ?? null };
    }
    case 'setSalonDays': {
      const dates = change.dates.toSorted();
      return { from: dates[0] ?? null, to: dates.at(-1) ?? null };
    }
    case 'assign':
      return { from: change.validFrom, to: change.validTo };
    case 'removeAssignment': {
      const known = findAssignment(reader, change.assignmentId);
      return { from: known?.validFrom ?? null, to: known?.validTo ?? null };
    }
    case 'updateTemplate':
      return { from: change.validFrom ?? null, to: null };
    case 'addAbsence':
      return { from: change.fromDate, to: change.toDate };
    case 'updateAbsence': {
      const known = findAbsence(reader, change.absenceId);
      const { fromDate, toDate } = change.values;
      const dates = [fromDate, toDate, ...(known ? [known.fromDate, known.toDate] : [])].toSorted();
      return { from: dates[0] ?? null, to: dates.at(-1) ?? null };
    }
    default:
      return change satisfies never;
  }
}

function requireTemplate(reader: Reader, id: number): StoredTemplate {
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

function assertRoom(reader: Reader, roomId: number | null): void {
  if (roomId !== null && !hasRoom(reader, roomId)) throw new DomainError('NOT_FOUND', { what: 'room', id: roomId });
}

function assertAbsence(times: AbsenceTimes): void {
  const fault = absenceProblem(times);
  if (fault) throw new DomainError('INVALID_INPUT', { field: 'toDate', fault });
}

function summaryOfDays(key: string, days: readonly { localDate: LocalDate }[], names: readonly string[]) {
  const localDate = days.map((day) => day.localDate).toSorted()[0] ?? '';
  return { key, values: { name: names.join(', '), localDate, count: days.length } };
}
