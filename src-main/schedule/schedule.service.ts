import type { z } from 'zod';
import type { FileOutput, RoomId, StaffId, VisitId } from '../../src-shared/contract-base.ts';
import { displayName } from '../../src-shared/clients/clients.rules.ts';
import type { Locale } from '../../src-shared/i18n/format.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { type Interval, covers, subtract, totalMinutes } from '../../src-shared/kernel/intervals.ts';
import { type LocalDate, addDays, addDaysWithin, daysBetween } from '../../src-shared/kernel/local-date.ts';
import { roomHoursOn } from '../../src-shared/rooms/rooms.rules.ts';
import { normMinutes } from '../../src-shared/schedule/holidays.rules.ts';
import type {
  AbsenceRecord,
  AffectedVisit,
  AssignmentRecord,
  ChangePreview,
  MonthMatrix,
  TemplateRecord,
  scheduleContract,
} from '../../src-shared/schedule/schedule.contract.ts';
import { templateDaysOn } from '../../src-shared/schedule/schedule.rules.ts';
import { type NameOrder, personName } from '../../src-shared/staff/staff.rules.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { type HolidayRow, readCalendarYears, readHolidays } from './holidays.repository.ts';
import { type ScheduleDay, type SchedulePlan, computeDays, readPlan } from './schedule-days.ts';
import {
  deleteSalonDay,
  findSalonDay,
  readAbsenceRecords,
  readAssignmentRecords,
  readTemplates,
  writeSalonDay,
} from './schedule-records.repository.ts';
import { readPeople } from './schedule.repository.ts';
import {
  type BusyAhead,
  countVisitsAhead,
  countVisitsDuring,
  readBusyAhead,
  readVisitCounts,
} from './schedule-visits.repository.ts';
import { type ParsedChange, ScheduleWrites, rangeOf } from './schedule-writes.ts';
import { shiftsFile } from './shifts-file.ts';

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
const MAX_RANGE_DAYS = 750;
/** How far a change without an end is followed. */
const PREVIEW_AHEAD_DAYS = 92;
const PREVIEW_BACK_DAYS = 366;
const MAX_PREVIEW_DAYS = 400;
/** Days and bookings that a preview lists. */
const MAX_LISTED = 500;

/** Ends a dry run: everything that was written is rolled back. */
class DryRunEnd extends Error {}

/** Who works when (domain.md A1–A3). */
export class ScheduleService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;
  readonly #cache = new Map<string, ScheduleDay>();
  readonly #writes: ScheduleWrites;
  #plan: SchedulePlan | null = null;

  constructor(deps: ServiceDeps, settings: SettingsService) {
    this.#deps = deps;
    this.#settings = settings;
    this.#writes = new ScheduleWrites(settings, (from, to, tx) => this.days(from, to, tx));
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
    assertRange(fromDate, toDate, MAX_MATRIX_DAYS);
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
          shiftMin: totalMinutes(subtract(day?.shift ?? [], day?.breaks ?? [])),
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
          roomId: (day?.defaultRoomId ?? null) as RoomId | null,
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
        totalMin: personDays.reduce((sum, { shiftMin }) => sum + shiftMin, 0),
        days: personDays,
      };
    });
    const holidays = readHolidays(reader, fromDate, toDate);
    const years = readCalendarYears(reader);
    const shownYears = new Set(days.map(({ localDate }) => Number(localDate.slice(0, 4))));
    return {
      days: days.map(({ localDate, salonHours, salonNote, holiday }) => ({
        localDate,
        hours: [...salonHours],
        title: salonNote ?? '',
        isSpecial: salonNote !== null,
        holiday: holiday && { ...holiday },
      })),
      normMin: normMinutes(fromDate, toDate, holidays),
      yearsWithoutCalendar: [...shownYears].filter((year) => !years.has(year)),
      staff: rows.filter(
        ({ isArchived, totalMin, days: own }) => !isArchived || totalMin > 0 || own.some((day) => day.visits > 0),
      ),
    };
  }

  /**
   * What a change would do, found by making it and taking it back before anybody sees it.
   *
   * Days that are over are counted, bookings are looked for from today on.
   *
   * @throws DomainError what the change itself would throw
   */
  preview(caller: Caller, change: ParsedChange): ChangePreview {
    const today = this.#settings.today().localDate;
    const { reader } = this.#deps.store;
    const range = rangeOf(reader, change);
    const from =
      range.from && range.from > addDays(today, -PREVIEW_BACK_DAYS) ? range.from : addDays(today, -PREVIEW_BACK_DAYS);
    const openEnd = latest(addDaysWithin(latest(from, today), PREVIEW_AHEAD_DAYS), this.#lastBookedDate());
    const wanted = range.to === null ? openEnd : range.to < from ? from : range.to;
    const longest = addDaysWithin(latest(from, today), MAX_PREVIEW_DAYS);
    const to = wanted < longest ? wanted : longest;
    const before = this.days(from, to);
    const after = this.#dryRun(caller, (tx) => {
      this.#writes.apply(tx, change);
      return this.days(from, to, tx);
    });
    const names = namesOf(reader, this.#settings.now().nameOrder);
    const changed = before.flatMap((day, index) =>
      [...day.staff].flatMap(([staffId, own]) => {
        const next = after[index]?.staff.get(staffId)?.work ?? [];
        if (isSameTime(own.work, next)) return [];
        return [{ staffId: staffId as StaffId, localDate: day.localDate, before: [...own.work], after: [...next] }];
      }),
    );
    const affected = this.#leftOutside(before, after, latest(from, today), to, names);
    return {
      changedDays: changed.length,
      pastDays: changed.filter(({ localDate }) => localDate < today).length,
      days: changed.slice(0, MAX_LISTED).map((day) => Object.assign(day, { staffName: names.get(day.staffId) ?? '' })),
      affected: affected.slice(0, MAX_LISTED),
    };
  }

  #leftOutside(
    before: readonly ScheduleDay[],
    after: readonly ScheduleDay[],
    from: LocalDate,
    to: LocalDate,
    names: ReadonlyMap<number, string>,
  ): AffectedVisit[] {
    const nowBy = new Map(before.map((day) => [day.localDate, day]));
    const thenBy = new Map(after.map((day) => [day.localDate, day]));
    const { nameOrder, processingReleasesMaster } = this.#settings.now();
    return readBusyAhead(this.#deps.store.reader, from, to, processingReleasesMaster)
      .filter(({ localDate, staffId, busy }) => {
        const fits = (day: ScheduleDay | undefined): boolean =>
          busy.every((part) => covers(day?.staff.get(staffId)?.work ?? [], part));
        return fits(nowBy.get(localDate)) && !fits(thenBy.get(localDate));
      })
      .map((visit) => affectedOf(visit, names, nameOrder));
  }

  /**
   * Bookings ahead in a room, or with a device, that stand inside its hours now and would not with other weekly hours (A4).
   *
   * Its blocks are not looked at: who stands in them is listed when they are made. At most 500, by time.
   */
  outsideRoomHours(
    roomId: number,
    before: readonly (readonly Interval[])[] | null,
    after: readonly (readonly Interval[])[] | null,
  ): AffectedVisit[] {
    const { reader } = this.#deps.store;
    const { nameOrder, processingReleasesMaster } = this.#settings.now();
    const from = this.#settings.today().localDate;
    const to = latest(from, this.#lastBookedDate());
    const own = readBusyAhead(reader, from, to, processingReleasesMaster).filter(({ roomIds }) =>
      roomIds.includes(roomId),
    );
    if (own.length === 0) return [];
    const dates = own.map(({ localDate }) => localDate);
    const hoursBy = new Map(this.days(dates[0]!, dates.at(-1)!).map((day) => [day.localDate, day.salonHours]));
    const names = namesOf(reader, nameOrder);
    return own
      .filter(({ localDate, held }) => {
        const salonHours = hoursBy.get(localDate) ?? [];
        const fits = (week: typeof before): boolean => covers(roomHoursOn(week, salonHours, localDate), held);
        return fits(before) && !fits(after);
      })
      .slice(0, MAX_LISTED)
      .map((visit) => affectedOf(visit, names, nameOrder));
  }

  #lastBookedDate(): LocalDate {
    const today = this.#settings.today().localDate;
    return countVisitsAhead(this.#deps.store.reader, 'all', today).lastDate ?? today;
  }

  #dryRun<T>(caller: Caller, body: (tx: Tx) => T): T {
    const found: T[] = [];
    try {
      this.#run(caller, 'schedule.preview', (tx) => {
        found.push(body(tx));
        throw new DryRunEnd();
      });
    } catch (error) {
      if (!(error instanceof DryRunEnd)) throw error;
    }
    return found[0]!;
  }

  /** Days of the production calendar. @throws DomainError INVALID_INPUT */
  holidays(fromDate: LocalDate, toDate: LocalDate): HolidayRow[] {
    assertRange(fromDate, toDate, MAX_RANGE_DAYS);
    return readHolidays(this.#deps.store.reader, fromDate, toDate);
  }

  /**
   * A master's shifts as an .ics file.
   *
   * @throws DomainError NOT_FOUND, INVALID_INPUT
   */
  shiftsFile(input: { staffId: number; fromDate: LocalDate; toDate: LocalDate; locale: Locale }): FileOutput {
    const { staffId, fromDate, toDate, locale } = input;
    assertRange(fromDate, toDate, MAX_RANGE_DAYS);
    const { reader } = this.#deps.store;
    const person = readPeople(reader).find(({ id }) => id === staffId);
    if (!person) throw new DomainError('NOT_FOUND', { what: 'staff', id: staffId });
    const { timeZone, salonName, salonAddress, nameOrder } = this.#settings.now();
    return shiftsFile(reader, this.days(fromDate, toDate), {
      staffId,
      name: personName(person, nameOrder),
      timeZone,
      salonName,
      salonAddress,
      locale,
      nowMs: this.#deps.clock.nowMs(),
    });
  }

  templates(): TemplateRecord[] {
    const today = this.#settings.today().localDate;
    return readTemplates(this.#deps.store.reader).map((stored) => ({
      ...stored,
      days: [...templateDaysOn(stored, today)] as TemplateRecord['days'],
      versions: [{ validFrom: null, days: stored.days }, ...stored.versions],
    }));
  }

  /** @throws DomainError ALREADY_EXISTS, INVALID_INPUT */
  createTemplate(caller: Caller, input: Input<'createTemplate'>) {
    const { value, commandId } = this.#run(caller, 'schedule.createTemplate', (tx) =>
      this.#writes.createTemplate(tx, input),
    );
    return { commandId, templateId: value };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, ALREADY_EXISTS, INVALID_INPUT */
  updateTemplate(caller: Caller, input: Input<'updateTemplate'>): Done {
    return this.#do(caller, 'schedule.updateTemplate', (tx) => this.#writes.updateTemplate(tx, input));
  }

  /** @throws DomainError NOT_FOUND */
  removeTemplateVersion(caller: Caller, input: Input<'removeTemplateVersion'>): Done {
    return this.#do(caller, 'schedule.removeTemplateVersion', (tx) => this.#writes.removeTemplateVersion(tx, input));
  }

  assignments(staffId?: number): AssignmentRecord[] {
    return readAssignmentRecords(this.#deps.store.reader, staffId);
  }

  /** @throws DomainError NOT_FOUND, INVALID_INPUT */
  assign(caller: Caller, input: Input<'assign'>) {
    const { value, commandId } = this.#run(caller, 'schedule.assign', (tx) => this.#writes.assign(tx, input));
    return { commandId, assignmentId: value };
  }

  /** @throws DomainError NOT_FOUND */
  removeAssignment(caller: Caller, assignmentId: number): Done {
    return this.#do(caller, 'schedule.removeAssignment', (tx) => this.#writes.removeAssignment(tx, assignmentId));
  }

  /** Replaces days whole (A3). @throws DomainError NOT_FOUND (staff, room), INVALID_INPUT (breaks) */
  setDays(caller: Caller, input: Input<'setDays'>): Done {
    return this.#do(caller, 'schedule.setDays', (tx) => this.#writes.setDays(tx, input));
  }

  /** One gesture of the matrix as one command. @throws DomainError NOT_FOUND (staff, room), INVALID_INPUT (breaks) */
  paint(caller: Caller, input: Input<'paint'>): Done {
    return this.#do(caller, 'schedule.paint', (tx) => this.#writes.paint(tx, input.cells));
  }

  /** Days go back to the template. */
  clearDays(caller: Caller, days: Input<'clearDays'>['days']): Done {
    return this.#do(caller, 'schedule.clearDays', (tx) => this.#writes.clearDays(tx, days));
  }

  /** Absences that touch a range; their notes only for those who plan the schedule. */
  absences(caller: Caller, input: Input<'absences'>): AbsenceRecord[] {
    const records = readAbsenceRecords(this.#deps.store.reader, input);
    return caller.can('edit_schedule') ? records : records.map((record) => ({ ...record, note: '' }));
  }

  /** @throws DomainError NOT_FOUND, INVALID_INPUT */
  addAbsence(caller: Caller, input: Input<'addAbsence'>) {
    const { value, commandId } = this.#run(caller, 'schedule.addAbsence', (tx) => ({
      absenceId: this.#writes.addAbsence(tx, input),
      affectedVisits: countVisitsDuring(tx, input),
    }));
    return { commandId, ...value };
  }

  /** Adds an absence inside a running unit of work of another feature. @throws DomainError NOT_FOUND, INVALID_INPUT */
  addAbsenceInside(tx: Tx, input: Input<'addAbsence'>): void {
    this.#writes.addAbsence(tx, input);
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, INVALID_INPUT */
  updateAbsence(caller: Caller, input: Input<'updateAbsence'>): Done {
    return this.#do(caller, 'schedule.updateAbsence', (tx) => this.#writes.updateAbsence(tx, input));
  }

  /** @throws DomainError NOT_FOUND */
  removeAbsence(caller: Caller, absenceId: number): Done {
    return this.#do(caller, 'schedule.removeAbsence', (tx) => this.#writes.removeAbsence(tx, absenceId));
  }

  /** Other hours of the salon on one day; no hours = closed. */
  setSalonDay(caller: Caller, input: Input<'setSalonDay'>): Done {
    return this.#do(caller, 'schedule.setSalonDay', (tx) => {
      writeSalonDay(tx, input);
      tx.summary = { key: 'schedule.setSalonDay', values: { localDate: input.localDate } };
    });
  }

  /** The same hours on several days. */
  setSalonDays(caller: Caller, input: Input<'setSalonDays'>): Done {
    return this.#do(caller, 'schedule.setSalonDays', (tx) => this.#writes.setSalonDays(tx, input));
  }

  /** The day gets the hours of its weekday again. @throws DomainError NOT_FOUND */
  clearSalonDay(caller: Caller, localDate: LocalDate): Done {
    return this.#do(caller, 'schedule.clearSalonDay', (tx) => {
      if (!findSalonDay(tx, localDate)) throw new DomainError('NOT_FOUND', { what: 'salonDay', localDate });
      deleteSalonDay(tx, localDate);
      tx.summary = { key: 'schedule.clearSalonDay', values: { localDate } };
    });
  }

  /** Replaces the public holidays of a year by the reference; answers with how many days it has. */
  loadHolidays(caller: Caller, input: Input<'loadHolidays'>) {
    const { value, commandId } = this.#run(caller, 'schedule.loadHolidays', (tx) =>
      this.#writes.loadHolidays(tx, input.year, input.locale),
    );
    return { commandId, days: value };
  }

  /** A public holiday, a shortened day, a working weekend, or an ordinary day again. */
  setHoliday(caller: Caller, input: Input<'setHoliday'>): Done {
    return this.#do(caller, 'schedule.setHoliday', (tx) => this.#writes.setHoliday(tx, input));
  }

  #do(caller: Caller, name: string, body: (tx: Tx) => void): Done {
    return { commandId: this.#run(caller, name, body).commandId };
  }

  #run<T>(caller: Caller, name: string, body: (tx: Tx) => T) {
    return this.#deps.store.work.run(caller.actor(this.#deps.clock), name, body);
  }
}

interface Done {
  readonly commandId: number | null;
}

function namesOf(reader: Reader, nameOrder: NameOrder): Map<number, string> {
  return new Map(readPeople(reader).map((person) => [person.id, personName(person, nameOrder)]));
}

function affectedOf(visit: BusyAhead, names: ReadonlyMap<number, string>, nameOrder: NameOrder): AffectedVisit {
  const { visitId, localDate, startMin, endMin, staffId, firstName, lastName, serviceName } = visit;
  return {
    visitId: visitId as VisitId,
    localDate,
    startMin,
    endMin,
    staffId: staffId as StaffId,
    staffName: names.get(staffId) ?? '',
    clientName: displayName({ firstName, lastName }, nameOrder),
    serviceName,
  };
}

function assertRange(fromDate: LocalDate, toDate: LocalDate, limit: number): void {
  const length = daysBetween(fromDate, toDate) + 1;
  if (length < 1) throw new DomainError('INVALID_INPUT', { field: 'toDate', fault: 'DATES_REVERSED' });
  if (length > limit) throw new DomainError('INVALID_INPUT', { field: 'toDate', fault: 'RANGE_TOO_LONG', limit });
}

function isSameTime(a: readonly (readonly [number, number])[], b: readonly (readonly [number, number])[]): boolean {
  return a.length === b.length && a.every(([start, end], index) => start === b[index]![0] && end === b[index]![1]);
}

function latest(a: LocalDate, b: LocalDate): LocalDate {
  return a > b ? a : b;
}
