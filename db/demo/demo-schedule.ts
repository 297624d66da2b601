import type { Interval } from '../../src-shared/kernel/intervals.ts';
import { type LocalDate, addDays, daysBetween, isoWeekday } from '../../src-shared/kernel/local-date.ts';
import type { Random } from '../../src-shared/kernel/random.ts';
import { formatRange } from '../../src-shared/kernel/wall-time.ts';
import {
  type Absence,
  type DayOverride,
  type ScheduleAssignment,
  type ScheduleTemplate,
  absencesOn,
  assignmentOn,
  effectiveDay,
  patternOn,
} from '../../src-shared/schedule/schedule.rules.ts';
import type { DemoRow } from './demo-model.ts';
import type { DemoMaster, DemoShift } from './demo-staff.ts';
import { ABSENCE_NOTES, OVERRIDE_NOTES } from './demo-texts.data.ts';

const WEEKDAYS = ['пн', 'вт', 'ср', 'чт', 'пт', 'сб', 'вс'];

type AbsenceRow = DemoRow<'absences'>;
type OverrideRow = DemoRow<'schedule_overrides'>;

interface Planned {
  readonly assignments: (ScheduleAssignment & { anchorDate: LocalDate })[];
  readonly absences: Absence[];
  readonly sickFrom: Set<LocalDate>;
  readonly overrides: Map<LocalDate, OverrideRow & { day: DayOverride }>;
}

/** A master's day: what they can be booked for, and whether it fell to a sick note of the same morning. */
export interface MasterDay {
  readonly work: readonly Interval[];
  /** What they would have worked on the first day of a sick note; empty otherwise. */
  readonly lostToSickness: readonly Interval[];
}

/** Templates, assignments, absences and changed days of all masters. */
export class DemoSchedule {
  readonly templates: DemoRow<'schedule_templates'>[] = [];
  readonly assignments: DemoRow<'schedule_assignments'>[] = [];
  readonly overrides: OverrideRow[] = [];
  readonly absences: AbsenceRow[] = [];
  readonly #planned: Planned[] = [];

  constructor(masters: readonly DemoMaster[], from: LocalDate, today: LocalDate, to: LocalDate, random: Random) {
    const templateIds = new Map<string, { id: number; template: ScheduleTemplate }>();
    for (const [index, master] of masters.entries()) {
      const own = random.fork(`schedule/${index}`);
      const planned: Planned = { assignments: [], absences: [], sickFrom: new Set(), overrides: new Map() };
      this.#planned.push(planned);
      const begin = master.hiredDaysAgo === null ? from : addDays(today, -master.hiredDaysAgo);
      this.#assign(planned, index, master.shift, begin, today, templateIds);
      this.#planAbsences(planned, index, begin, today, to, own);
      this.#planOverrides(planned, index, master.shift, begin, today, own);
    }
    this.absences.sort((a, b) => (a.from_date < b.from_date ? -1 : a.from_date > b.from_date ? 1 : a.id - b.id));
    for (const [index, row] of this.absences.entries()) row.id = index + 1;
    for (const [index, row] of this.overrides.entries()) row.id = index + 1;
  }

  /** The effective working intervals of a master on a day (A3), less blocks of that day. */
  dayOf(master: number, date: LocalDate, salonHours: readonly Interval[], blocks: readonly Interval[]): MasterDay {
    const planned = this.#planned[master];
    if (!planned) return { work: [], lostToSickness: [] };
    const assignment = assignmentOn(planned.assignments, date);
    const pattern = assignment ? patternOn(assignment.template, assignment.anchorDate, date) : null;
    const override = planned.overrides.get(date)?.day ?? null;
    const absences = absencesOn(planned.absences, date);
    const facts = { pattern, override, salonHours, absences, blocks };
    const { work } = effectiveDay(facts);
    if (!planned.sickFrom.has(date)) return { work, lostToSickness: [] };
    return { work, lostToSickness: effectiveDay({ ...facts, absences: [] }).work };
  }

  #assign(
    planned: Planned,
    master: number,
    shift: DemoShift,
    begin: LocalDate,
    today: LocalDate,
    templates: Map<string, { id: number; template: ScheduleTemplate }>,
  ): void {
    const { name, template } = describeShift(shift, master, today);
    let known = templates.get(name);
    if (!known) {
      known = { id: templates.size + 1, template };
      templates.set(name, known);
      const days_json = JSON.stringify(template.days);
      this.templates.push({ id: known.id, name, kind: template.kind, days_json, is_archived: 0, version: 1 });
    }
    const anchorDate = shift.kind === 'cycle' ? addDays(today, -shift.todayIndex) : begin;
    const id = this.assignments.length + 1;
    planned.assignments.push({ id, validFrom: begin, validTo: null, anchorDate, template: known.template });
    this.assignments.push({
      id,
      staff_id: master + 1,
      template_id: known.id,
      valid_from: begin,
      valid_to: null,
      anchor_date: anchorDate,
      version: 1,
    });
  }

  #planAbsences(
    planned: Planned,
    master: number,
    begin: LocalDate,
    today: LocalDate,
    to: LocalDate,
    random: Random,
  ): void {
    const days = daysBetween(begin, today);
    // Two weeks twice a year, each master at another time; nobody is away today.
    const rhythm = 182;
    for (let at = 40 + ((master * 53) % rhythm); at < days - 20; at += rhythm + random.int(-12, 12)) {
      this.#absent(planned, master, addDays(begin, at), 14, 'vacation', true, [today, to]);
    }
    if (master % 4 === 2) this.#absent(planned, master, addDays(today, 6 + master), 14, 'vacation', true, [today, to]);
    for (let at = random.int(30, 200); at < days - 5; at += random.int(150, 400)) {
      this.#absent(planned, master, addDays(begin, at), random.int(2, 6), 'sick', true, [today, to]);
    }
    for (let at = random.int(60, 260); at < days - 3; at += random.int(240, 420)) {
      this.#absent(planned, master, addDays(begin, at), random.int(1, 2), 'training', true, [today, to]);
    }
    for (let at = random.int(20, 150); at < days + 20; at += random.int(120, 320)) {
      const start = random.int(11, 17) * 60;
      this.#absent(planned, master, addDays(begin, at), 1, 'other', false, [today, to], [start, start + 120]);
    }
  }

  #absent(
    planned: Planned,
    master: number,
    from: LocalDate,
    days: number,
    reason: 'vacation' | 'sick' | 'training' | 'other',
    isPaid: boolean,
    [today, last]: readonly [LocalDate, LocalDate],
    part: Interval | null = null,
  ): void {
    const until = addDays(from, days - 1);
    const touchesToday = from <= today && today <= until;
    const isTaken = planned.absences.some((known) => known.fromDate <= until && from <= known.toDate);
    if (touchesToday || isTaken || from > last) return;
    const row: AbsenceRow = {
      id: this.absences.length + 1,
      staff_id: master + 1,
      from_date: from,
      to_date: until,
      start_min: part?.[0] ?? null,
      end_min: part?.[1] ?? null,
      reason,
      is_paid: isPaid ? 1 : 0,
      note: ABSENCE_NOTES[reason],
      version: 1,
    };
    planned.absences.push({ fromDate: from, toDate: until, startMin: part?.[0] ?? null, endMin: part?.[1] ?? null });
    if (reason === 'sick') planned.sickFrom.add(from);
    this.absences.push(row);
  }

  #planOverrides(
    planned: Planned,
    master: number,
    shift: DemoShift,
    begin: LocalDate,
    today: LocalDate,
    random: Random,
  ): void {
    const days = daysBetween(begin, today);
    for (let at = random.int(20, 90); at < days + 14; at += random.int(60, 150)) {
      const date = addDays(begin, at);
      if (date === today) continue;
      const work: Interval = random.chance(0.5) ? [600, 1080] : shift.work;
      const breaks: Interval[] = shift.lunch ? [shift.lunch] : [];
      const row: OverrideRow = {
        id: this.overrides.length + 1,
        staff_id: master + 1,
        local_date: date,
        work_json: JSON.stringify([work]),
        breaks_json: JSON.stringify(breaks),
        ignores_salon_hours: 0,
        room_id: null,
        note: random.pick(OVERRIDE_NOTES),
        version: 1,
      };
      planned.overrides.set(date, { ...row, day: { work: [work], breaks, ignoresSalonHours: false } });
      this.overrides.push(row);
    }
  }
}

/** The template of a shift. Weekday shifts have their days off apart, and never on the weekday of today. */
function describeShift(
  shift: DemoShift,
  master: number,
  today: LocalDate,
): { name: string; template: ScheduleTemplate } {
  const day = { work: [shift.work], breaks: shift.lunch ? [shift.lunch] : [] };
  const off = { work: [], breaks: [] };
  const lunch = shift.lunch ? `, обед ${formatRange(...shift.lunch)}` : '';
  const hours = `${formatRange(...shift.work)}${lunch}`;
  if (shift.kind === 'cycle') {
    return { name: `2/2, ${hours}`, template: { kind: 'cycle', days: [day, day, off, off] } };
  }
  const todayIndex = isoWeekday(today) - 1;
  // Starts of a run of days off that does not meet today.
  const starts = [6, 0, 1, 2, 3, 4, 5].filter(
    (start) => !Array.from({ length: shift.daysOff }, (_, step) => (start + step) % 7).includes(todayIndex),
  );
  const start = starts[master % starts.length] ?? 6;
  const daysOff = Array.from({ length: shift.daysOff }, (_, step) => (start + step) % 7);
  const days = WEEKDAYS.map((_, weekday) => (daysOff.includes(weekday) ? off : day));
  const names = daysOff.map((weekday) => WEEKDAYS[weekday]).join(', ');
  return {
    name: `${7 - shift.daysOff}/${shift.daysOff}, ${hours}, выходные ${names}`,
    template: { kind: 'weekly', days },
  };
}
