import { z } from 'zod';
import { procedure } from '../contract-base.ts';

export const backupSchema = z.object({
  /** File name inside the backup folder: the only handle the outside knows. */
  id: z.string().regex(/^[\w.-]{1,120}$/),
  createdAtMs: z.int(),
  bytes: z.int(),
  reason: z.enum(['manual', 'schedule', 'before_migration', 'before_restore', 'uploaded']),
  schemaVersion: z.int(),
  salonName: z.string(),
  visits: z.int(),
  clients: z.int(),
  /** Reopened by path, digest and integrity check agreed. */
  isProved: z.boolean(),
  /** Instant of the last change that the copy holds; null when it holds none or cannot be read. */
  lastChangeAtMs: z.int().nullable(),
});
export type BackupInfo = z.infer<typeof backupSchema>;

/** Copies of the salon's file, each proved by reopening, and the way back. */
export const backupContract = {
  list: procedure('backup').route({ method: 'GET', path: '/backups' }).output(z.array(backupSchema)),
  create: procedure('backup', ['BACKUP_FAILED']).route({ method: 'POST', path: '/backups' }).output(backupSchema),
  verify: procedure('backup', ['NOT_FOUND', 'BACKUP_FAILED'])
    .route({ method: 'POST', path: '/backups/{id}/verify' })
    .input(z.object({ id: backupSchema.shape.id }))
    .output(z.object({ ok: z.boolean(), findings: z.array(z.string()), commands: z.int() })),
  /** Puts a copy in place of the current file, which is kept. */
  restore: procedure('restore', ['NOT_FOUND', 'BACKUP_FAILED', 'CONFLICT'])
    .route({ method: 'POST', path: '/backups/{id}/restore' })
    .input(z.object({ id: backupSchema.shape.id }))
    .output(z.object({ keptAs: z.string().nullable(), salonName: z.string() })),
  /** A file from outside comes in parts; the last part answers with the backup it became. */
  upload: procedure('restore', ['BACKUP_FAILED', 'LIMIT_EXCEEDED', 'NOT_FOUND'])
    .route({ method: 'POST', path: '/backups/upload' })
    .input(
      z.object({
        uploadId: z
          .string()
          .regex(/^[a-f0-9-]{36}$/)
          .nullable(),
        base64: z.string().max(8_000_000),
        isLast: z.boolean(),
      }),
    )
    .output(z.object({ uploadId: z.string(), backup: backupSchema.nullable() })),
  /** Stops a running copy, check or restore; its id comes with the live event of kind 'job'. */
  cancel: procedure('backup', ['NOT_FOUND'])
    .route({ method: 'POST', path: '/backups/jobs/{jobId}/cancel' })
    .input(z.object({ jobId: z.string().regex(/^[a-f0-9-]{36}$/) }))
    .output(z.object({ done: z.literal(true) })),
  /** The same three acts for the first run and the recovery screen, when nobody can sign in yet. */
  recovery: {
    list: procedure('public', ['SETUP_DONE'], { withoutSalon: true })
      .route({ method: 'GET', path: '/recovery/backups' })
      .output(z.array(backupSchema)),
    upload: procedure('public', ['SETUP_DONE', 'BACKUP_FAILED', 'LIMIT_EXCEEDED', 'NOT_FOUND'], { withoutSalon: true })
      .route({ method: 'POST', path: '/recovery/upload' })
      .input(
        z.object({
          uploadId: z
            .string()
            .regex(/^[a-f0-9-]{36}$/)
            .nullable(),
          base64: z.string().max(8_000_000),
          isLast: z.boolean(),
        }),
      )
      .output(z.object({ uploadId: z.string(), backup: backupSchema.nullable() })),
    restore: procedure('public', ['SETUP_DONE', 'NOT_FOUND', 'BACKUP_FAILED', 'CONFLICT'], { withoutSalon: true })
      .route({ method: 'POST', path: '/recovery/restore' })
      .input(z.object({ id: backupSchema.shape.id }))
      .output(z.object({ keptAs: z.string().nullable(), salonName: z.string() })),
  },
};
