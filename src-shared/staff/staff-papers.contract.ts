import { z } from 'zod';
import {
  fileOutput,
  idOf,
  line,
  localDate,
  paragraph,
  patchOf,
  procedure,
  requiredLine,
  staffId,
  version,
  written,
} from '../contract-base.ts';
import { fileId, fileRef, fileUpload } from '../files/files.contract.ts';

const documentId = idOf('staffDocument');
const trainingId = idOf('staffTraining');
const noteId = idOf('staffNote');

const documentFields = z.object({
  title: requiredLine(120),
  number: line(60).default(''),
  issuedOn: localDate.nullable().default(null),
  /** Last day on which it is good; null = for ever. */
  expiresOn: localDate.nullable().default(null),
  /** Nobody is booked to this master once it has run out (S8). */
  blocksBooking: z.boolean().default(false),
  note: paragraph(1000).default(''),
});

const trainingFields = z.object({
  title: requiredLine(160),
  provider: line(120).default(''),
  heldOn: localDate.nullable().default(null),
  note: paragraph(1000).default(''),
});

/** Leave the file as it is, take it away (null), or put this one in its place. */
const fileChange = fileUpload.nullable().optional();

export const documentSchema = documentFields.extend({ id: documentId, staffId, file: fileRef.nullable(), version });
export type StaffDocument = z.infer<typeof documentSchema>;

export const trainingSchema = trainingFields.extend({ id: trainingId, staffId, file: fileRef.nullable(), version });
export type StaffTraining = z.infer<typeof trainingSchema>;

export const noteSchema = z.object({
  id: noteId,
  staffId,
  body: z.string(),
  createdAtMs: z.int(),
  authorName: z.string(),
  version,
});
export type StaffNote = z.infer<typeof noteSchema>;

export const warningSchema = z.object({
  staffId,
  staffName: z.string(),
  documentId,
  title: z.string(),
  expiresOn: localDate,
  /** Days of validity left after today; negative when it has run out. */
  daysLeft: z.int(),
  level: z.enum(['soon', 'close', 'lastDay', 'expired']),
  blocksBooking: z.boolean(),
});
export type StaffDocumentWarning = z.infer<typeof warningSchema>;

/**
 * Portrait, documents, trainings and notes of a master.
 *
 * Papers are seen by those who edit the catalogue or manage users, and by the master whose papers they are; notes never by
 * the master.
 */
export const staffPapersContract = {
  /** The portrait of a master; it never changes under its id. */
  photo: procedure('see_catalogue', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/staff/photos/{fileId}' })
    .input(z.object({ fileId }))
    .output(fileOutput),
  /** Null takes the portrait away. */
  setPhoto: procedure('edit_catalogue', ['NOT_FOUND', 'STALE_VERSION', 'INVALID_INPUT'])
    .route({ method: 'PUT', path: '/staff/{staffId}/photo' })
    .input(z.object({ staffId, version, photo: fileUpload.nullable() }))
    .output(written.extend({ version })),
  papers: procedure('see_catalogue', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/staff/{staffId}/papers' })
    .input(z.object({ staffId }))
    .output(
      z.object({
        documents: z.array(documentSchema),
        trainings: z.array(trainingSchema),
        /** Null for the master themself. */
        notes: z.array(noteSchema).nullable(),
      }),
    ),
  /** A file of a document or a training. */
  paperFile: procedure('see_catalogue', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/staff/files/{fileId}' })
    .input(z.object({ fileId }))
    .output(fileOutput),
  /** Documents that run out within 30 days or have run out, the most urgent first; only those the caller may see. */
  documentWarnings: procedure('see_catalogue')
    .route({ method: 'GET', path: '/staff/document-warnings' })
    .output(z.array(warningSchema)),
  addDocument: procedure('edit_catalogue', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/staff/{staffId}/documents' })
    .input(z.object({ staffId, values: documentFields, file: fileUpload.nullable().default(null) }))
    .output(written.extend({ documentId })),
  updateDocument: procedure('edit_catalogue', ['NOT_FOUND', 'STALE_VERSION', 'INVALID_INPUT'])
    .route({ method: 'PATCH', path: '/staff/documents/{documentId}' })
    .input(z.object({ documentId, version, values: patchOf(documentFields), file: fileChange }))
    .output(written.extend({ version })),
  /** It leaves the card and warns no more; history keeps it. */
  removeDocument: procedure('edit_catalogue', ['NOT_FOUND', 'STALE_VERSION'])
    .route({ method: 'DELETE', path: '/staff/documents/{documentId}' })
    .input(z.object({ documentId, version }))
    .output(written),
  addTraining: procedure('edit_catalogue', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/staff/{staffId}/trainings' })
    .input(z.object({ staffId, values: trainingFields, file: fileUpload.nullable().default(null) }))
    .output(written.extend({ trainingId })),
  updateTraining: procedure('edit_catalogue', ['NOT_FOUND', 'STALE_VERSION', 'INVALID_INPUT'])
    .route({ method: 'PATCH', path: '/staff/trainings/{trainingId}' })
    .input(z.object({ trainingId, version, values: patchOf(trainingFields), file: fileChange }))
    .output(written.extend({ version })),
  removeTraining: procedure('edit_catalogue', ['NOT_FOUND', 'STALE_VERSION'])
    .route({ method: 'DELETE', path: '/staff/trainings/{trainingId}' })
    .input(z.object({ trainingId, version }))
    .output(written),
  addNote: procedure('edit_catalogue', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/staff/{staffId}/notes' })
    .input(z.object({ staffId, body: paragraph(4000) }))
    .output(written.extend({ noteId })),
  updateNote: procedure('edit_catalogue', ['NOT_FOUND', 'STALE_VERSION', 'INVALID_INPUT'])
    .route({ method: 'PATCH', path: '/staff/notes/{noteId}' })
    .input(z.object({ noteId, version, body: paragraph(4000) }))
    .output(written.extend({ version })),
  removeNote: procedure('edit_catalogue', ['NOT_FOUND', 'STALE_VERSION'])
    .route({ method: 'DELETE', path: '/staff/notes/{noteId}' })
    .input(z.object({ noteId, version }))
    .output(written),
};
