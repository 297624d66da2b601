import { type Interval, intersect, normalize, subtract, totalMinutes } from '../kernel/intervals.ts';
import { type LocalDate, compareDates, daysBetween, isoWeekday } from '../kernel/local-date.ts';

/** One day as it is planned: working intervals and the breaks inside them. No work = day off. */
export interface PlannedDay {
  readonly work: readonly Interval[];
  readonly breaks: readonly Interval[];
}

/** Days of a template that replace the earlier ones from a day on. */
export interface TemplateVersion {
  readonly validFrom: LocalDate;
  readonly days: readonly PlannedDay[];
}

/** Which pattern a day gets: seven days from Monday, or N days counted from the anchor of the assignment (A2). */
export interface ScheduleTemplate {
  readonly kind: 'weekly' | 'cycle';
  /** In force from the beginning until the first version. */
  readonly days: readonly PlannedDay[];
  readonly versions?: readonly TemplateVersion[];
  /** Public holidays are days off. */
  readonly skipsHolidays?: boolean;
}

/** A template given to a master for a span of days, both ends inclusive; no end = until further notice. */
export interface ScheduleAssignment {
  readonly id: number;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
  /** Day 0 of a cycle; a weekly template does not use it. */
  readonly anchorDate: LocalDate;
  readonly template: ScheduleTemplate;
}

/** Replaces one day whole, with its own breaks (A3). */
export interface DayOverride extends PlannedDay {
  readonly ignoresSalonHours: boolean;
}

/** Days away, both ends inclusive; with minutes, that part of each of its days. */
export interface Absence {
  readonly fromDate: LocalDate;
  readonly toDate: LocalDate;
  readonly startMin: number | null;
  readonly endMin: number | null;
}

/** All that decides one day of one master. */
export interface DayFacts {
  /** Pattern of the assignment in force; null when nothing is assigned. */
  readonly pattern: PlannedDay | null;
  readonly override: DayOverride | null;
  /** Hours of the salon on this day; empty = closed. */
  readonly salonHours: readonly Interval[];
  /** Absences of this day only (see {@link absencesOn}). */
  readonly absences: readonly Absence[];
  /** Ad-hoc blocks of this day. */
  readonly blocks: readonly Interval[];
}

/** What comes out for one day of one master. Lists are sorted, without overlap, adjacent parts merged. */
export interface EffectiveDay {
  /** Minutes in which the master can be booked. */
  readonly work: readonly Interval[];
  /** Planned breaks that lie inside the shift that is left. */
  readonly breaks: readonly Interval[];
  readonly source: 'none' | 'template' | 'override';
  /** A shift is planned, before the salon's hours, absences and blocks take from it. */
  readonly isScheduled: boolean;
}

/** The longest schedule day: a shift may pass midnight and belongs to its start date (A1). */
const WHOLE_DAY: Interval = [0, 2880];

/**
 * The assignment in force on a day (A2).
 *
 * The latest validFrom at or before the day among those that have not ended; of two from the same day the one made later.
 */
export function assignmentOn<A extends Pick<ScheduleAssignment, 'id' | 'validFrom' | 'validTo'>>(
  assignments: readonly A[],
  date: LocalDate,
): A | null {
  let found: A | null = null;
  for (const candidate of assignments) {
    if (candidate.validFrom > date) continue;
    if (candidate.validTo !== null && candidate.validTo < date) continue;
    if (!found || candidate.validFrom > found.validFrom) found = candidate;
    else if (candidate.validFrom === found.validFrom && candidate.id > found.id) found = candidate;
  }
  return found;
}

const DAY_OFF: PlannedDay = { work: [], breaks: [] };

/** The days of a template in force on a date: those of the latest version at or before it, else the first ones. */
export function templateDaysOn(template: ScheduleTemplate, date: LocalDate): readonly PlannedDay[] {
  let found: TemplateVersion | null = null;
  for (const version of template.versions ?? []) {
    if (version.validFrom <= date && (!found || version.validFrom > found.validFrom)) found = version;
  }
  return found?.days ?? template.days;
}

/**
 * The pattern of a template on a day (A2).
 *
 * Weekly: by the ISO weekday. Cycle: index (day − anchor) mod N, not negative before the anchor either.
 * Example: 2/2 with the anchor on the 10th: the 10th and 11th work, the 8th and 9th are off, the 6th and 7th work.
 * A public holiday is a day off when the template skips holidays; the cycle goes on counting over it.
 */
export function patternOn(
  template: ScheduleTemplate,
  anchorDate: LocalDate,
  date: LocalDate,
  isHoliday = false,
): PlannedDay | null {
  const days = templateDaysOn(template, date);
  const count = days.length;
  if (count === 0) return null;
  if (isHoliday && template.skipsHolidays) return DAY_OFF;
  const index =
    template.kind === 'weekly' ? isoWeekday(date) - 1 : ((daysBetween(anchorDate, date) % count) + count) % count;
  return days[index] ?? null;
}

/** The absences that touch a day. */
export function absencesOn<A extends Absence>(absences: readonly A[], date: LocalDate): A[] {
  return absences.filter(({ fromDate, toDate }) => fromDate <= date && date <= toDate);
}

/** The part of a schedule day that an absence takes: its minutes, or the whole day including what passes midnight. */
export function absentMinutes({ startMin, endMin }: Absence): Interval {
  return startMin === null || endMin === null ? WHOLE_DAY : [startMin, endMin];
}

/** The absence to name for a day: one of the whole day before one of a part, then the earlier. */
export function leadingAbsence<A extends Absence>(absences: readonly A[]): A | null {
  let leading: A | null = null;
  for (const absence of absences) {
    if (!leading || rankOf(absence) < rankOf(leading)) leading = absence;
  }
  return leading;
}

function rankOf({ startMin, endMin }: Absence): number {
  return startMin === null || endMin === null ? -1 : startMin;
}

/**
 * The effective working intervals of a master on a day (A3).
 *
 * (override, else pattern) − its breaks, ∩ salon hours unless the override ignores them, − absences − blocks. Absences
 * always subtract, from an override too.
 */
export function effectiveDay(facts: DayFacts): EffectiveDay {
  const plan = facts.override ?? facts.pattern;
  const source = facts.override ? 'override' : facts.pattern ? 'template' : 'none';
  if (!plan) return { work: [], breaks: [], source, isScheduled: false };
  const planned = normalize(plan.work);
  const open = facts.override?.ignoresSalonHours ? planned : intersect(planned, facts.salonHours);
  const shift = subtract(open, facts.absences.map(absentMinutes));
  return {
    work: subtract(shift, [...plan.breaks, ...facts.blocks]),
    breaks: intersect(plan.breaks, shift),
    source,
    isScheduled: planned.length > 0,
  };
}

/** The salon's hours on a day: the special day if there is one, else those of the weekday (Monday first). */
export function salonHoursOn(
  weekHours: readonly (readonly Interval[])[],
  specialHours: readonly Interval[] | null,
  date: LocalDate,
): readonly Interval[] {
  return specialHours ?? weekHours[isoWeekday(date) - 1] ?? [];
}

/** What is wrong with the times of an absence; null when nothing is. Part of a day means one day (A3). */
export function absenceProblem(absence: Absence): 'DATES_REVERSED' | 'PART_NEEDS_ONE_DAY' | 'EMPTY_INTERVAL' | null {
  if (compareDates(absence.fromDate, absence.toDate) > 0) return 'DATES_REVERSED';
  const { startMin, endMin } = absence;
  if (startMin === null && endMin === null) return null;
  if (startMin === null || endMin === null || startMin >= endMin) return 'EMPTY_INTERVAL';
  return absence.fromDate === absence.toDate ? null : 'PART_NEEDS_ONE_DAY';
}

/** Breaks must lie inside the working intervals of the day; tells whether they do. */
export function areBreaksInside(plan: PlannedDay): boolean {
  return totalMinutes(subtract(plan.breaks, plan.work)) === 0;
}
