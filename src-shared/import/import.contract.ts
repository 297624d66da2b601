import { z } from 'zod';
import { EXISTING_RULES } from '../clients/client-intake.rules.ts';
import { clientId, fileOutput, idOf, procedure, written } from '../contract-base.ts';
import { IMPORT_FIELDS } from './import-fields.rules.ts';
import { VALUE_FAULTS } from './import-values.rules.ts';

/** Why a file is not taken as a table; each has its sentence (`errors:fault.IMPORT_…`). */
export const FILE_FAULTS = [
  'EMPTY',
  'NOT_A_TABLE',
  'XLS',
  'XLSB',
  'ODS',
  'HTML',
  'PASSWORD',
  'DAMAGED',
  'ZIP_BOMB',
  'TOO_HEAVY',
  'TOO_LARGE',
  'TOO_MANY_ROWS',
  'TOO_MANY_COLUMNS',
  'CELL_TOO_LONG',
  'QUOTE_OPEN',
  'WRONG_ENCODING',
] as const;
export type FileFault = (typeof FILE_FAULTS)[number];

export const ENCODINGS = ['utf-8', 'windows-1251', 'utf-16le', 'utf-16be', 'ibm866'] as const;
export type Encoding = (typeof ENCODINGS)[number];
/** What parts the cells of a text table; in the order in which they are tried. */
export const DELIMITERS = [';', ',', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

export const importId = idOf('import');

const importField = z.enum(IMPORT_FIELDS);
const draftId = z.string().regex(/^[a-f0-9-]{36}$/);
const mapping = z.array(importField.nullable()).min(1).max(200);

export const importOptions = z.object({
  /** What happens to clients who are in the base already. */
  existing: z.enum(EXISTING_RULES).default('fill'),
  /** A phone of somebody with another name: the same person, a relative with a card of their own, or left out. */
  otherName: z.enum(['same', 'separate', 'skip']).default('separate'),
  /** The same person twice in the file: put together, the first row only, or a card for each row. */
  inFile: z.enum(['merge', 'first', 'all']).default('merge'),
  nameOrder: z.enum(['lastFirst', 'firstLast']).default('lastFirst'),
  /** What could not be read is kept as a line of the note. */
  keepsUnread: z.boolean().default(true),
});
export type ImportOptions = z.infer<typeof importOptions>;

/** A file that was read, before anything is written. */
export const importDraftSchema = z.object({
  draftId,
  fileName: z.string(),
  kind: z.enum(['xlsx', 'csv']),
  sheets: z.array(z.object({ name: z.string(), isHidden: z.boolean() })),
  sheet: z.int(),
  encoding: z.enum(ENCODINGS).nullable(),
  delimiter: z.enum(DELIMITERS).nullable(),
  /** Number of the row with the heads, as Excel counts; 0 = none. */
  headerRow: z.int(),
  headers: z.array(z.string()),
  /** Rows with data. */
  rows: z.int(),
  preview: z.array(z.object({ number: z.int(), cells: z.array(z.string()) })),
  shape: z.enum(['own', 'yclients', 'dikidi', 'guessed']),
  mapping,
  options: importOptions,
  /** The mapping is what was chosen for such a file before. */
  isRemembered: z.boolean(),
  merged: z.int(),
  formulas: z.int(),
  errorCells: z.int(),
  /** When the very same file was imported; null when never. */
  importedAtMs: z.int().nullable(),
});
export type ImportDraft = z.infer<typeof importDraftSchema>;

/** How many rows come to what. */
export const importCounts = z.object({
  rows: z.int(),
  created: z.int(),
  updated: z.int(),
  /** In the base already, and nothing new in the file or left alone by choice. */
  skipped: z.int(),
  /** The same person again in the file. */
  duplicates: z.int(),
  /** Nobody could be made out. */
  errors: z.int(),
  /** Values that were left out. */
  warnings: z.int(),
});
export type ImportCounts = z.infer<typeof importCounts>;

/** One line of the report; rows that simply become new clients have none. */
export const reportLineSchema = z.object({
  row: z.int(),
  kind: z.enum(['updated', 'skipped', 'duplicate', 'sharedPhone', 'error', 'warning']),
  /** From 0; null when the whole row is meant. */
  column: z.int().nullable(),
  field: importField.nullable(),
  fault: z.enum(VALUE_FAULTS).nullable(),
  value: z.string(),
  /** Whom the row speaks of. */
  name: z.string(),
  /** Who is meant in the base. */
  clientId: z.int().nullable(),
  clientName: z.string(),
  /** What the two are recognised by. */
  by: z.enum(['phone', 'person', 'card', 'name']).nullable(),
  /** The earlier row of the file. */
  otherRow: z.int().nullable(),
});
export type ReportLine = z.infer<typeof reportLineSchema>;

export const importCheckSchema = importCounts.extend({
  /** The first lines of each kind; all of them are in the downloaded report. */
  lines: z.array(reportLineSchema),
  lineCount: z.int(),
});
export type ImportCheck = z.infer<typeof importCheckSchema>;

/** A client that an undo leaves in the base, because something was done with them since. */
export const keptClientSchema = z.object({
  clientId,
  name: z.string(),
  why: z.enum(['booked', 'edited', 'related']),
});
export type KeptClient = z.infer<typeof keptClientSchema>;

export const importRecordSchema = z.object({
  importId,
  fileName: z.string(),
  status: z.enum(['running', 'done', 'undone']),
  /** Stopped before its end, by a person, a failure or the end of the program; then nothing of it stays. */
  wasStopped: z.boolean(),
  startedAtMs: z.int(),
  startedBy: z.string().nullable(),
  counts: importCounts,
});
export type ImportRecord = z.infer<typeof importRecordSchema>;

/** Clients out of tables: reading, rehearsal, run, and the way back. */
export const importContract = {
  /** A file comes in parts; the last part answers with what was read. */
  upload: procedure('import_clients', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/imports/upload' })
    .input(
      z.object({
        uploadId: draftId.nullable(),
        base64: z.string().max(8_000_000),
        isLast: z.boolean(),
        fileName: z.string().max(200),
      }),
    )
    .output(z.object({ uploadId: z.string(), draft: importDraftSchema.nullable() })),
  /** Reads the file again: another sheet, encoding, delimiter or row of heads. */
  read: procedure('import_clients', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/imports/drafts/{draftId}/read' })
    .input(
      z.object({
        draftId,
        sheet: z.int().min(0).max(500).optional(),
        encoding: z.enum(ENCODINGS).optional(),
        delimiter: z.enum(DELIMITERS).optional(),
        headerRow: z.int().min(0).max(1000).optional(),
      }),
    )
    .output(importDraftSchema),
  /** Rehearses: what would become of each row. Nothing is written. */
  check: procedure('import_clients', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/imports/drafts/{draftId}/check' })
    .input(z.object({ draftId, mapping, options: importOptions }))
    .output(importCheckSchema),
  /** The whole report of the rehearsal as a table. */
  report: procedure('import_clients', ['NOT_FOUND'])
    .route({ method: 'POST', path: '/imports/drafts/{draftId}/report' })
    .input(z.object({ draftId }))
    .output(fileOutput),
  /** Does what was rehearsed; answers when it is done or was stopped. */
  run: procedure('import_clients', ['NOT_FOUND', 'CONFLICT'])
    .route({ method: 'POST', path: '/imports/drafts/{draftId}/run' })
    .input(z.object({ draftId }))
    .output(written.extend({ importId, outcome: z.enum(['done', 'stopped']), counts: importCounts })),
  /** Forgets a file that was handed in. */
  drop: procedure('import_clients')
    .route({ method: 'DELETE', path: '/imports/drafts/{draftId}' })
    .input(z.object({ draftId }))
    .output(z.object({ done: z.literal(true) })),
  /** Stops running work; its id comes with the live event of kind 'job'. */
  cancel: procedure('import_clients', ['NOT_FOUND'])
    .route({ method: 'POST', path: '/imports/jobs/{jobId}/cancel' })
    .input(z.object({ jobId: draftId }))
    .output(z.object({ done: z.literal(true) })),
  list: procedure('import_clients').route({ method: 'GET', path: '/imports' }).output(z.array(importRecordSchema)),
  /** What taking an import back would do. */
  undoPlan: procedure('import_clients', ['NOT_FOUND', 'UNDO_REFUSED'])
    .route({ method: 'GET', path: '/imports/{importId}/undo' })
    .input(z.object({ importId }))
    .output(
      z.object({
        /** Clients that go. */
        removed: z.int(),
        /** Clients whose old values come back. */
        restored: z.int(),
        keptCount: z.int(),
        /** The first of those who stay as they are. */
        kept: z.array(keptClientSchema),
      }),
    ),
  /** Takes a whole import back, weeks later too; who was touched since stays when `keepsTouched`, else it is refused. */
  undo: procedure('import_clients', ['NOT_FOUND', 'UNDO_REFUSED', 'CONFLICT'])
    .route({ method: 'POST', path: '/imports/{importId}/undo' })
    .input(z.object({ importId, keepsTouched: z.boolean().default(false) }))
    .output(written),
};
