import { z } from 'zod';
import {
  idOf,
  interval,
  line,
  localDate,
  minuteOfDay,
  paragraph,
  procedure,
  requiredLine,
  roomId,
  staffId,
  version,
  visitId,
  written,
} from '../contract-base.ts';
import { dayHours } from '../settings/settings.contract.ts';
import { calendarContract, dayHoliday } from './calendar.contract.ts';

export const ABSENCE_REASONS = ['vacation', 'sick', 'unpaid', 'training', 'truancy', 'other'] as const;
export type AbsenceReason = (typeof ABSENCE_REASONS)[number];

/** Intervals in ascending order without overlap; a shift may pass midnight (A1). */
export const dayIntervals = z
  .array(interval)
  .max(6)
  .refine((list) => list.every((item, index) => index === 0 || list[index - 1]![1] <= item[0]), {
    message: 'OVERLAPPING_INTERVALS',
  });

/** One day of a template; no work = day off. */
export const dayPattern = z.object({ work: dayIntervals, breaks: dayIntervals });
export type DayPattern = z.infer<typeof dayPattern>;

const templateFields = z
  .object({
    name: requiredLine(80),
    /** weekly: seven days, Monday first; cycle: N days counted from the anchor of the assignment (A2). */
    kind: z.enum(['weekly', 'cycle']),
    days: z.array(dayPattern).min(1).max(62),
    /** Public holidays of the production calendar are days off. */
    skipsHolidays: z.boolean().default(false),
  })
  .refine((template) => template.kind === 'cycle' || template.days.length === 7, { message: 'WEEK_HAS_SEVEN_DAYS' });

export const templateSchema = z.object({
  id: idOf('template'),
  name: z.string(),
  kind: z.enum(['weekly', 'cycle']),
  /** In force today. */
  days: z.array(dayPattern),
  skipsHolidays: z.boolean(),
  /** What was and will be in force, the earliest first; null = from the beginning. */
  versions: z.array(z.object({ validFrom: localDate.nullable(), days: z.array(dayPattern) })),
  isArchived: z.boolean(),
  version,
});

export type TemplateRecord = z.infer<typeof templateSchema>;

export const assignmentSchema = z.object({
  id: idOf('assignment'),
  staffId,
  templateId: idOf('template'),
  validFrom: localDate,
  validTo: localDate.nullable(),
  anchorDate: localDate,
  roomId: roomId.nullable(),
  version,
});

export type AssignmentRecord = z.infer<typeof assignmentSchema>;

export const absenceSchema = z.object({
  id: idOf('absence'),
  staffId,
  fromDate: localDate,
  toDate: localDate,
  startMin: minuteOfDay.nullable(),
  endMin: minuteOfDay.nullable(),
  reason: z.enum(ABSENCE_REASONS),
  isPaid: z.boolean(),
  note: z.string(),
  version,
});

export type AbsenceRecord = z.infer<typeof absenceSchema>;

/** A master's day in the month matrix. */
const matrixDay = z.object({
  localDate,
  /** Effective working intervals (A3). */
  work: z.array(interval),
  breaks: z.array(interval),
  minutes: z.int(),
  /** Working time whether it can be booked or is blocked, without breaks and absences. */
  shiftMin: z.int(),
  source: z.enum(['none', 'template', 'override']),
  /** What the day would be without salon hours, absences and blocks; null when nothing is planned. */
  planned: z
    .object({
      work: z.array(interval),
      breaks: z.array(interval),
      ignoresSalonHours: z.boolean(),
      roomId: roomId.nullable(),
    })
    .nullable(),
  absence: z.enum(ABSENCE_REASONS).nullable(),
  isWholeDayAbsence: z.boolean(),
  /** Where the shift is worked. */
  roomId: roomId.nullable(),
  /** Occupying visits (A12). */
  visits: z.int(),
  note: z.string(),
});

/** Masters by days; the minutes are those that can be booked. */
const monthMatrix = z.object({
  days: z.array(
    z.object({
      localDate,
      hours: z.array(interval),
      title: z.string(),
      /** Differs from its weekday. */ isSpecial: z.boolean(),
      /** What the production calendar makes of the day. */
      holiday: dayHoliday.nullable(),
    }),
  ),
  /** Working minutes of these days by the production calendar, 40-hour week. */
  normMin: z.int(),
  /** The years of these days whose calendar was never loaded: their norm counts Mondays to Fridays. */
  yearsWithoutCalendar: z.array(z.int()),
  staff: z.array(
    z.object({
      staffId,
      name: z.string(),
      jobTitle: z.string(),
      colour: z.string(),
      isArchived: z.boolean(),
      /** Sum of `shiftMin`. */
      totalMin: z.int(),
      days: z.array(matrixDay),
    }),
  ),
});
export type MonthMatrix = z.infer<typeof monthMatrix>;
export type MatrixDay = z.infer<typeof matrixDay>;

/** What a painted cell of the matrix becomes. */
const cellTarget = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('shift'),
    work: dayIntervals.min(1),
    breaks: dayIntervals.default([]),
    ignoresSalonHours: z.boolean().default(false),
    roomId: roomId.nullable().default(null),
    note: line(120).default(''),
  }),
  z.object({ kind: z.literal('off') }),
  /** Back to the template of the master. */
  z.object({ kind: z.literal('template') }),
  z.object({ kind: z.literal('away'), reason: z.enum(ABSENCE_REASONS), isPaid: z.boolean().default(false) }),
  /** The same shift in another room; null = the master's usual one. */
  z.object({ kind: z.literal('room'), roomId: roomId.nullable() }),
]);
export type CellTarget = z.input<typeof cellTarget>;

const paintFields = z.object({
  cells: z
    .array(z.object({ staffId, localDate, to: cellTarget }))
    .min(1)
    .max(2000),
});
export type PaintedCell = z.input<typeof paintFields>['cells'][number];

const assignFields = z.object({
  staffId,
  templateId: idOf('template'),
  validFrom: localDate,
  validTo: localDate.nullable().default(null),
  anchorDate: localDate,
  /** Where the shifts are worked; null = the master's usual room. */
  roomId: roomId.nullable().default(null),
});

const absenceFields = z.object({
  staffId,
  fromDate: localDate,
  toDate: localDate,
  startMin: minuteOfDay.nullable().default(null),
  endMin: minuteOfDay.nullable().default(null),
  reason: z.enum(ABSENCE_REASONS),
  isPaid: z.boolean().default(false),
  note: paragraph(400).default(''),
});

const templateUpdate = z.object({
  templateId: idOf('template'),
  version,
  values: templateFields,
  isArchived: z.boolean().optional(),
  /** The first day with the new days; today unless given, null = from the beginning (the past changes too). */
  validFrom: localDate.nullable().optional(),
});

const salonDaysFields = z.object({
  dates: z.array(localDate).min(1).max(366),
  /** No hours = closed. */
  hours: dayHours,
  title: line(80).default(''),
});

/** A change whose consequences are asked for before it is made. */
const plannedChange = z.discriminatedUnion('kind', [
  paintFields.extend({ kind: z.literal('paint') }),
  assignFields.extend({ kind: z.literal('assign') }),
  z.object({ kind: z.literal('removeAssignment'), assignmentId: idOf('assignment') }),
  templateUpdate.extend({ kind: z.literal('updateTemplate') }),
  absenceFields.extend({ kind: z.literal('addAbsence') }),
  z.object({
    kind: z.literal('updateAbsence'),
    absenceId: idOf('absence'),
    version,
    values: absenceFields.omit({ staffId: true }),
  }),
  salonDaysFields.extend({ kind: z.literal('setSalonDays') }),
]);
export type PlannedChange = z.input<typeof plannedChange>;

/** A booking that a change leaves outside the shift. */
export const affectedVisit = z.object({
  visitId,
  localDate,
  startMin: minuteOfDay,
  endMin: minuteOfDay,
  staffId,
  staffName: z.string(),
  clientName: z.string(),
  serviceName: z.string(),
});
export type AffectedVisit = z.infer<typeof affectedVisit>;

const changePreview = z.object({
  /** Days that will differ, of everybody. */
  changedDays: z.int(),
  /** Of them, days that are over. */
  pastDays: z.int(),
  /** The first of them, by date. */
  days: z.array(
    z.object({ staffId, staffName: z.string(), localDate, before: z.array(interval), after: z.array(interval) }),
  ),
  /** Bookings ahead that stand inside the shift now and would not then. */
  affected: z.array(affectedVisit),
});
export type ChangePreview = z.infer<typeof changePreview>;

/** Who works when: templates, assignments, single days, absences, salon days. */
export const scheduleContract = {
  templates: procedure('see_catalogue')
    .route({ method: 'GET', path: '/schedule/templates' })
    .output(z.array(templateSchema)),
  createTemplate: procedure('edit_schedule', ['ALREADY_EXISTS', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/schedule/templates' })
    .input(templateFields)
    .output(written.extend({ templateId: idOf('template') })),
  updateTemplate: procedure('edit_schedule', ['NOT_FOUND', 'STALE_VERSION', 'ALREADY_EXISTS', 'INVALID_INPUT'])
    .route({ method: 'PATCH', path: '/schedule/templates/{templateId}' })
    .input(templateUpdate)
    .output(written),
  /** Takes back days that hold from a date: the earlier ones go on. */
  removeTemplateVersion: procedure('edit_schedule', ['NOT_FOUND'])
    .route({ method: 'DELETE', path: '/schedule/templates/{templateId}/versions/{validFrom}' })
    .input(z.object({ templateId: idOf('template'), validFrom: localDate }))
    .output(written),
  assignments: procedure('see_catalogue')
    .route({ method: 'GET', path: '/schedule/assignments' })
    .input(z.object({ staffId: staffId.optional() }))
    .output(z.array(assignmentSchema)),
  assign: procedure('edit_schedule', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/schedule/assignments' })
    .input(assignFields)
    .output(written.extend({ assignmentId: idOf('assignment') })),
  removeAssignment: procedure('edit_schedule', ['NOT_FOUND'])
    .route({ method: 'DELETE', path: '/schedule/assignments/{assignmentId}' })
    .input(z.object({ assignmentId: idOf('assignment') }))
    .output(written),
  month: procedure('see_catalogue', ['INVALID_INPUT'])
    .route({ method: 'GET', path: '/schedule/month' })
    .input(z.object({ fromDate: localDate, toDate: localDate }))
    .output(monthMatrix),
  /** Replaces one or more days of a master (A3: the whole day, with its own breaks). */
  setDays: procedure('edit_schedule', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'PUT', path: '/schedule/days' })
    .input(
      z.object({
        days: z.array(z.object({ staffId, localDate })).min(1).max(2000),
        work: dayIntervals,
        breaks: dayIntervals.default([]),
        ignoresSalonHours: z.boolean().default(false),
        roomId: roomId.nullable().default(null),
        note: line(120).default(''),
      }),
    )
    .output(written),
  /** One gesture of the matrix: any cells, each to what it becomes, as one command. */
  paint: procedure('edit_schedule', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/schedule/paint' })
    .input(paintFields)
    .output(written),
  /** What a change would do: which days differ, who is booked outside the new hours. Nothing is written. */
  preview: procedure('edit_schedule', ['NOT_FOUND', 'STALE_VERSION', 'ALREADY_EXISTS', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/schedule/preview' })
    .input(z.object({ change: plannedChange }))
    .output(changePreview),
  /** Days go back to the template. */
  clearDays: procedure('edit_schedule')
    .route({ method: 'POST', path: '/schedule/days/clear' })
    .input(z.object({ days: z.array(z.object({ staffId, localDate })).min(1).max(2000) }))
    .output(written),
  absences: procedure('see_catalogue')
    .route({ method: 'GET', path: '/schedule/absences' })
    .input(z.object({ fromDate: localDate, toDate: localDate, staffId: staffId.optional() }))
    .output(z.array(absenceSchema)),
  addAbsence: procedure('edit_schedule', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/schedule/absences' })
    .input(absenceFields)
    /** How many occupying visits fall into it. */
    .output(written.extend({ absenceId: idOf('absence'), affectedVisits: z.int() })),
  updateAbsence: procedure('edit_schedule', ['NOT_FOUND', 'STALE_VERSION', 'INVALID_INPUT'])
    .route({ method: 'PUT', path: '/schedule/absences/{absenceId}' })
    .input(z.object({ absenceId: idOf('absence'), version, values: absenceFields.omit({ staffId: true }) }))
    .output(written),
  removeAbsence: procedure('edit_schedule', ['NOT_FOUND'])
    .route({ method: 'DELETE', path: '/schedule/absences/{absenceId}' })
    .input(z.object({ absenceId: idOf('absence') }))
    .output(written),
  /** Other hours of the salon on a day; no hours = closed. */
  setSalonDay: procedure('edit_schedule')
    .route({ method: 'PUT', path: '/schedule/salon-days/{localDate}' })
    .input(z.object({ localDate, hours: dayHours, title: line(80).default('') }))
    .output(written),
  /** The same hours on several days in one action: «закрыть салон в эти дни». */
  setSalonDays: procedure('edit_schedule')
    .route({ method: 'POST', path: '/schedule/salon-days' })
    .input(salonDaysFields)
    .output(written),
  clearSalonDay: procedure('edit_schedule', ['NOT_FOUND'])
    .route({ method: 'DELETE', path: '/schedule/salon-days/{localDate}' })
    .input(z.object({ localDate }))
    .output(written),
  ...calendarContract,
};
