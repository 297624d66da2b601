import { type Interval, union } from '../../src-shared/kernel/intervals.ts';
import { type LocalDate, addDays, daysBetween } from '../../src-shared/kernel/local-date.ts';
import { roomHoursOn } from '../../src-shared/rooms/rooms.rules.ts';
import type { HolidayKind } from '../../src-shared/schedule/holidays.rules.ts';
import type { AbsenceReason } from '../../src-shared/schedule/schedule.contract.ts';
import {
  type Absence,
  type EffectiveDay,
  type PlannedDay,
  absencesOn,
  assignmentOn,
  effectiveDay,
  leadingAbsence,
  patternOn,
  salonHoursOn,
} from '../../src-shared/schedule/schedule.rules.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import {
  type ScheduledPerson,
  type ScheduledRoom,
  type StoredAbsence,
  type StoredAssignment,
  type StoredHoliday,
  type StoredOverride,
  type StoredSalonDay,
  readAbsencesBetween,
  readAssignmentsBetween,
  readHolidaysBetween,
  readOverridesBetween,
  readPeople,
  readRoomCalendars,
  readSalonDaysBetween,
  readStaffBlocksBetween,
} from './schedule.repository.ts';

const FIRST_DATE: LocalDate = '0001-01-01';
const LAST_DATE: LocalDate = '9999-12-31';

/** One day of one master, as the journal and the free-window search need it. */
export interface StaffDay extends EffectiveDay {
  /** The absence to name on this day: a whole-day one first. */
  readonly absence: (Absence & { readonly reason: AbsenceReason }) | null;
  /** All absences that touch this day: each of them takes its time (MASTER_ABSENT). */
  readonly absences: readonly (Absence & { readonly reason: AbsenceReason })[];
  /** Where the master works: the room of the replaced day, else that of the assignment, else their usual one. */
  readonly defaultRoomId: number | null;
  /** The shift as it was planned (A3): the replaced day, else the pattern. */
  readonly planned: (PlannedDay & { readonly ignoresSalonHours: boolean; readonly roomId: number | null }) | null;
  /** Note of the replaced day. */
  readonly note: string;
  /** From when to when they are in the salon: the shift with its breaks and blocked time, without absences. */
  readonly shift: readonly Interval[];
}

/** One day of the salon. */
export interface ScheduleDay {
  readonly localDate: LocalDate;
  /** Opening hours; empty = closed. */
  readonly salonHours: readonly Interval[];
  /** Why the hours differ today ('8 Марта'); null on an ordinary day. */
  readonly salonNote: string | null;
  /** What the production calendar says of the day; null on an ordinary one. */
  readonly holiday: { readonly kind: HolidayKind; readonly title: string } | null;
  /**
   * When each room can be used, by its id, before its blocks (A4): own hours ∩ the salon's; a room without own hours has
   * [0, 2880). Archived rooms too.
   */
  readonly rooms: ReadonlyMap<number, readonly Interval[]>;
  /** Everybody by id in the order of the journal; archived people too, who have no work from today on. */
  readonly staff: ReadonlyMap<number, StaffDay>;
}

/** What the days of every date are computed from: people, assignments, absences, days with other hours. Small, so it is kept. */
export interface SchedulePlan {
  readonly people: readonly ScheduledPerson[];
  readonly assignments: ReadonlyMap<number, readonly StoredAssignment[]>;
  readonly absences: readonly StoredAbsence[];
  readonly specialDays: ReadonlyMap<LocalDate, StoredSalonDay>;
  readonly holidays: ReadonlyMap<LocalDate, StoredHoliday>;
  readonly rooms: readonly ScheduledRoom[];
}

/** Reads the plan of a range of days; of all days unless given. */
export function readPlan(reader: Reader, from: LocalDate = FIRST_DATE, to: LocalDate = LAST_DATE): SchedulePlan {
  return {
    people: readPeople(reader),
    assignments: Map.groupBy(readAssignmentsBetween(reader, from, to), ({ staffId }) => staffId),
    absences: readAbsencesBetween(reader, from, to),
    specialDays: new Map(readSalonDaysBetween(reader, from, to).map((item) => [item.localDate, item])),
    holidays: new Map(readHolidaysBetween(reader, from, to).map((item) => [item.localDate, item])),
    rooms: readRoomCalendars(reader),
  };
}

/** Computes each day of a range, both ends inclusive; replaced days and blocks are read in one pass of queries. */
export function computeDays(
  reader: Reader,
  settings: SettingsService,
  plan: SchedulePlan,
  from: LocalDate,
  to: LocalDate,
): ScheduleDay[] {
  const today = settings.today().localDate;
  const { people, assignments, specialDays, holidays, rooms } = plan;
  const overrides = new Map(
    readOverridesBetween(reader, from, to).map((item) => [`${item.staffId}/${item.localDate}`, item]),
  );
  const absences = Map.groupBy(
    plan.absences.filter(({ fromDate, toDate }) => fromDate <= to && toDate >= from),
    ({ staffId }) => staffId,
  );
  const blocks = Map.groupBy(
    readStaffBlocksBetween(reader, from, to),
    ({ staffId, localDate }) => `${staffId}/${localDate}`,
  );
  const weekHours = weekHoursBetween(settings, from, to);

  return Array.from({ length: daysBetween(from, to) + 1 }, (_, offset) => {
    const localDate = addDays(from, offset);
    const special = specialDays.get(localDate);
    const salonHours = salonHoursOn(weekHours(localDate), special?.hours ?? null, localDate);
    const holiday = holidays.get(localDate) ?? null;
    const isHoliday = holiday?.kind === 'holiday';
    const staff = new Map<number, StaffDay>();
    for (const person of people) {
      const key = `${person.id}/${localDate}`;
      const override = overrides.get(key) ?? null;
      const away = absencesOn(absences.get(person.id) ?? [], localDate);
      const assignment = assignmentOn(assignments.get(person.id) ?? [], localDate);
      const isEmployed = worksOn(person, localDate, today);
      const pattern =
        isEmployed && assignment ? patternOn(assignment.template, assignment.anchorDate, localDate, isHoliday) : null;
      const facts = { pattern, override: isEmployed ? override : null, salonHours, absences: away, blocks: [] };
      const open = effectiveDay(facts);
      const taken = blocks.get(key);
      const day = taken ? effectiveDay({ ...facts, blocks: taken.map(({ minutes }) => minutes) }) : open;
      staff.set(person.id, {
        ...day,
        absence: leadingAbsence(away),
        absences: away,
        defaultRoomId: override?.roomId ?? assignment?.roomId ?? person.defaultRoomId,
        planned: plannedOf(isEmployed ? override : null, pattern),
        note: override?.note ?? '',
        shift: union(open.work, open.breaks),
      });
    }
    return {
      localDate,
      salonHours,
      salonNote: special ? special.title : null,
      holiday: holiday && { kind: holiday.kind, title: holiday.title },
      rooms: new Map(rooms.map((room) => [room.id, roomHoursOn(room.weekHours, salonHours, localDate)])),
      staff,
    };
  });
}

function plannedOf(override: StoredOverride | null, pattern: PlannedDay | null): StaffDay['planned'] {
  if (override) {
    const { work, breaks, ignoresSalonHours, roomId } = override;
    return { work, breaks, ignoresSalonHours, roomId };
  }
  return pattern && { ...pattern, ignoresSalonHours: false, roomId: null };
}

/** Week hours by date, asking the settings only where they change inside the range. */
function weekHoursBetween(
  settings: SettingsService,
  from: LocalDate,
  to: LocalDate,
): (date: LocalDate) => readonly (readonly Interval[])[] {
  const starts = [from, ...settings.changeDatesBetween(from, to)];
  const versions = starts.map((start) => ({ start, weekHours: settings.on(start).weekHours }));
  return (date) => versions.findLast(({ start }) => start <= date)?.weekHours ?? [];
}

function worksOn(person: ScheduledPerson, date: LocalDate, today: LocalDate): boolean {
  if (person.hiredOn !== null && date < person.hiredOn) return false;
  if (person.leftOn !== null && date > person.leftOn) return false;
  return !person.isArchived || date < today;
}
