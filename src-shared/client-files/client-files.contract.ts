import { z } from 'zod';
import {
  clientId,
  fileOutput,
  idOf,
  line,
  patchOf,
  procedure,
  requiredLine,
  version,
  visitId,
  written,
} from '../contract-base.ts';
import { CLIENT_FILE_KINDS } from './client-files.rules.ts';

export const clientFileId = idOf('clientFile');

const uploadId = z.string().regex(/^[a-f0-9-]{36}$/);
const kind = z.enum(CLIENT_FILE_KINDS);

export const clientFileSchema = z.object({
  id: clientFileId,
  version,
  visitId: visitId.nullable(),
  kind,
  /** Photos of one number belong together: before and after. */
  pairNo: z.int().nullable(),
  title: z.string(),
  mediaType: z.string(),
  sizeBytes: z.int(),
  hasThumb: z.boolean(),
  atMs: z.int(),
  byName: z.string().nullable(),
});
export type ClientFile = z.infer<typeof clientFileSchema>;

const fileFields = z.object({
  kind: kind.default('file'),
  /** Null: a photo begins a pair of its own. */
  pairNo: z.int().min(1).max(100_000).nullable().default(null),
  title: line(120).default(''),
  visitId: visitId.nullable().default(null),
});

/** Files and photos of a client's card (B10); their contents lie beside the database (docs/adr/0005). */
export const clientFilesContract = {
  /** Newest first, with whether photos may be taken now. */
  list: procedure('see_clients', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/clients/{clientId}/files' })
    .input(z.object({ clientId }))
    .output(z.object({ hasPhotoConsent: z.boolean(), files: z.array(clientFileSchema) })),
  /** A file comes in parts; `uploadId` null begins one. It is given up after ten minutes, or when others push it out. */
  upload: procedure('see_clients', ['NOT_FOUND', 'LIMIT_EXCEEDED'])
    .route({ method: 'POST', path: '/client-files/upload' })
    .input(z.object({ uploadId: uploadId.nullable(), base64: z.string().max(6_000_000) }))
    .output(z.object({ uploadId })),
  /**
   * Makes a whole upload a file of the client: the desk, or a master.
   *
   * A photo needs a live consent for photos: CONFLICT `reason: 'photoConsent'`; with the right override_safeguard and a
   * reason it is kept all the same. INVALID_INPUT `fault`: a `ClientFileFault`, or a thumbnail that is none.
   */
  add: procedure('see_clients', ['NOT_FOUND', 'INVALID_INPUT', 'CONFLICT'])
    .route({ method: 'POST', path: '/clients/{clientId}/files' })
    .input(
      z.object({
        clientId,
        uploadId,
        fileName: requiredLine(200),
        /** A small JPEG made by the screen. */
        thumbBase64: z.string().max(300_000).optional(),
        overrideReason: requiredLine(200).optional(),
        values: fileFields,
      }),
    )
    .output(written.extend({ clientFileId })),
  update: procedure('edit_clients', ['NOT_FOUND', 'STALE_VERSION', 'INVALID_INPUT'])
    .route({ method: 'PATCH', path: '/client-files/{clientFileId}' })
    .input(z.object({ clientFileId, version, values: patchOf(fileFields) }))
    .output(written.extend({ version })),
  /** Takes a file off the card; the undo brings it back as long as its content is kept (30 days). */
  remove: procedure('edit_clients', ['NOT_FOUND', 'STALE_VERSION'])
    .route({ method: 'DELETE', path: '/client-files/{clientFileId}' })
    .input(z.object({ clientFileId, version }))
    .output(written),
  /** The whole content, proved by its digest. CONFLICT `reason: 'contentMissing' | 'contentDamaged'`. */
  content: procedure('see_clients', ['NOT_FOUND', 'CONFLICT'])
    .route({ method: 'GET', path: '/client-files/{clientFileId}/content' })
    .input(z.object({ clientFileId }))
    .output(fileOutput),
  thumb: procedure('see_clients', ['NOT_FOUND', 'CONFLICT'])
    .route({ method: 'GET', path: '/client-files/{clientFileId}/thumb' })
    .input(z.object({ clientFileId }))
    .output(fileOutput),
};
