import { z } from 'zod';
import { fileOutput, localDate, minuteOfDay, priceListId, procedure } from '../contract-base.ts';

/** Why no sheet could be written into the folder. */
export const SHEET_PROBLEMS = ['NO_FOLDER', 'NOT_ABSOLUTE', 'NOT_WRITABLE', 'DISK_FULL', 'UNEXPECTED'] as const;
export type SheetProblem = (typeof SHEET_PROBLEMS)[number];

/** The sheets that are made every evening for the day when the PC is dead. */
export const eveningSheetsSchema = z.object({
  isOn: z.boolean(),
  /** From this minute of the day on, tomorrow's sheet is there. */
  eveningMin: minuteOfDay,
  folder: z.string(),
  /** The window stands on the PC that keeps the folder and can show it. */
  canOpenFolder: z.boolean(),
  /** Newest day first. */
  sheets: z.array(z.object({ fileName: z.string(), localDate, madeAtMs: z.int(), sizeBytes: z.int().nonnegative() })),
  /** What kept the last try from succeeding; null after a success. */
  problem: z.object({ code: z.enum(SHEET_PROBLEMS), atMs: z.int() }).nullable(),
});
export type EveningSheets = z.infer<typeof eveningSheetsSchema>;

/** Printed and saved papers. */
export const documentsContract = {
  /** The day by master, A4 landscape PDF: what reception has on paper when the power fails. */
  daySheet: procedure('print_documents')
    .route({ method: 'GET', path: '/documents/day-sheet/{localDate}' })
    .input(z.object({ localDate }))
    .output(fileOutput),
  /** The price list on a day, A4 PDF or Excel; without `listId` the default one. NOT_FOUND: no such list. */
  priceList: procedure('print_documents', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/documents/price-list/{localDate}' })
    .input(z.object({ localDate, listId: priceListId.optional(), format: z.enum(['pdf', 'xlsx']).default('pdf') }))
    .output(fileOutput),
  /** The day's visits as an Excel table. */
  dayList: procedure('print_documents')
    .route({ method: 'GET', path: '/documents/day-list/{localDate}' })
    .input(z.object({ localDate }))
    .output(fileOutput),
  /** Where the evening sheets lie and which there are: for who prints and for who keeps the PC. */
  eveningSheets: procedure('signedIn')
    .route({ method: 'GET', path: '/documents/evening-sheets' })
    .output(eveningSheetsSchema),
  /** One of the evening sheets; with whole phones on it only for who may see them. */
  eveningSheet: procedure('print_documents', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/documents/evening-sheets/{localDate}' })
    .input(z.object({ localDate }))
    .output(fileOutput),
  /** Makes the sheet that is due now, over the one that may be there; a failure is told in `problem`. */
  makeEveningSheet: procedure('signedIn')
    .route({ method: 'POST', path: '/documents/evening-sheets' })
    .output(eveningSheetsSchema),
  /** Shows the folder in the file manager of the PC that keeps it; false for a screen elsewhere. */
  openSheetFolder: procedure('signedIn')
    .route({ method: 'POST', path: '/documents/evening-sheets/open' })
    .output(z.object({ isOpened: z.boolean() })),
};
