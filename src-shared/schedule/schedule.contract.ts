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
  written,
} from '../contract-base.ts';
import { dayHours } from '../settings/settings.contract.ts';

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
  })
  .refine((template) => template.kind === 'cycle' || template.days.length === 7, { message: 'WEEK_HAS_SEVEN_DAYS' });

export const templateSchema = z.object({
  id: idOf('template'),
  name: z.string(),
  kind: z.enum(['weekly', 'cycle']),
  days: z.array(dayPattern),
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
    }),
  ),
  staff: z.array(
    z.object({
      staffId,
      name: z.string(),
      jobTitle: z.string(),
      colour: z.string(),
      totalMin: z.int(),
      days: z.array(matrixDay),
    }),
  ),
});
export type MonthMatrix = z.infer<typeof monthMatrix>;
export type MatrixDay = z.infer<typeof matrixDay>;

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
    .input(
      z.object({ templateId: idOf('template'), version, values: templateFields, isArchived: z.boolean().optional() }),
    )
    .output(written),
  assignments: procedure('see_catalogue')
    .route({ method: 'GET', path: '/schedule/assignments' })
    .input(z.object({ staffId: staffId.optional() }))
    .output(z.array(assignmentSchema)),
  assign: procedure('edit_schedule', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/schedule/assignments' })
    .input(
      z.object({
        staffId,
        templateId: idOf('template'),
        validFrom: localDate,
        validTo: localDate.nullable().default(null),
        anchorDate: localDate,
      }),
    )
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
    .input(
      z.object({
        staffId,
        fromDate: localDate,
        toDate: localDate,
        startMin: minuteOfDay.nullable().default(null),
        endMin: minuteOfDay.nullable().default(null),
        reason: z.enum(ABSENCE_REASONS),
        isPaid: z.boolean().default(false),
        note: paragraph(400).default(''),
      }),
    )
    /** How many occupying visits fall into it. */
    .output(written.extend({ absenceId: idOf('absence'), affectedVisits: z.int() })),
  removeAbsence: procedure('edit_schedule', ['NOT_FOUND'])
    .route({ method: 'DELETE', path: '/schedule/absences/{absenceId}' })
    .input(z.object({ absenceId: idOf('absence') }))
    .output(written),
  /** Other hours of the salon on a day; no hours = closed. */
  setSalonDay: procedure('edit_schedule')
    .route({ method: 'PUT', path: '/schedule/salon-days/{localDate}' })
    .input(z.object({ localDate, hours: dayHours, title: line(80).default('') }))
    .output(written),
  clearSalonDay: procedure('edit_schedule', ['NOT_FOUND'])
    .route({ method: 'DELETE', path: '/schedule/salon-days/{localDate}' })
    .input(z.object({ localDate }))
    .output(written),
};
