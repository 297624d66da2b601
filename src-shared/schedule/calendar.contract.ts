import { z } from 'zod';
import { fileOutput, line, localDate, localeSchema, procedure, staffId, version, written } from '../contract-base.ts';
import { HOLIDAY_KINDS } from './holidays.rules.ts';

/** What the production calendar makes of a day. */
export const dayHoliday = z.object({ kind: z.enum(HOLIDAY_KINDS), title: z.string() });
export type DayHoliday = z.infer<typeof dayHoliday>;

/** The production calendar of public holidays, and a master's shifts for their own calendar. */
export const calendarContract = {
  holidays: procedure('signedIn', ['INVALID_INPUT'])
    .route({ method: 'GET', path: '/schedule/holidays' })
    .input(z.object({ fromDate: localDate, toDate: localDate }))
    .output(z.array(dayHoliday.extend({ localDate, version }))),
  /** Replaces the year's days by the reference, hand-made ones too. */
  loadHolidays: procedure('edit_schedule')
    .route({ method: 'POST', path: '/schedule/holidays/load' })
    .input(z.object({ year: z.int().min(2020).max(2100), locale: localeSchema.default('ru') }))
    .output(written.extend({ days: z.int() })),
  /** A public holiday, a shortened day, a working weekend; null = as its weekday. */
  setHoliday: procedure('edit_schedule')
    .route({ method: 'PUT', path: '/schedule/holidays/{localDate}' })
    .input(z.object({ localDate, kind: z.enum(HOLIDAY_KINDS).nullable(), title: line(80).default('') }))
    .output(written),
  /** A master's shifts and whole-day absences as an .ics file for the calendar of a phone. */
  shiftsFile: procedure('see_catalogue', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'GET', path: '/schedule/shifts-file/{staffId}' })
    .input(z.object({ staffId, fromDate: localDate, toDate: localDate, locale: localeSchema.default('ru') }))
    .output(fileOutput),
};
