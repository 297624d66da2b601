import { z } from 'zod';
import { localeSchema, procedure, requiredLine } from '../contract-base.ts';
import { dayHours, isTimeZone, settingsSchema } from '../settings/settings.contract.ts';
import { sessionSchema } from '../access/access.contract.ts';

export const startProblemSchema = z.object({
  code: z.enum([
    'DATABASE_CORRUPT',
    'DATABASE_TRUNCATED',
    'DATABASE_EMPTY',
    'DATABASE_MISSING',
    'DATABASE_NEWER',
    'DATABASE_FOREIGN',
    'DATABASE_READ_ONLY',
    'WRITES_LOST',
    'FOLDER_IN_USE',
    'FOLDER_ON_NETWORK',
    'FOLDER_NOT_WRITABLE',
    'DISK_FULL',
    'MIGRATION_FAILED',
  ]),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});

/** The first run: what state the data folder is in, and the wizard's one act. */
export const setupContract = {
  status: procedure('public', [], { withoutSalon: true })
    .route({ method: 'GET', path: '/setup' })
    .output(
      z.object({
        state: z.enum(['new', 'ready', 'problem']),
        problem: startProblemSchema.nullable(),
        salonName: z.string().nullable(),
        timeZone: z.string(),
        locale: localeSchema,
        version: z.string(),
        host: z.enum(['electron', 'server', 'cli']),
      }),
    ),
  complete: procedure('public', ['SETUP_DONE', 'INVALID_INPUT'], { withoutSalon: true })
    .route({ method: 'POST', path: '/setup' })
    .input(
      z.object({
        locale: localeSchema,
        salonName: requiredLine(120),
        weekHours: z.array(dayHours).length(7),
        currency: settingsSchema.shape.currency,
        timeZone: z.string().refine(isTimeZone, { message: 'UNKNOWN_TIME_ZONE' }),
        owner: z.object({
          name: requiredLine(80),
          secretKind: z.enum(['pin', 'password']),
          secret: z.string().min(1).max(128),
        }),
        start: z.enum(['empty', 'demo']),
      }),
    )
    .output(sessionSchema),
  /** Tries to open the salon once more, after its folder, its disk or its file were put right; tells whether it is open. */
  retry: procedure('public', ['CONFLICT'], { withoutSalon: true })
    .route({ method: 'POST', path: '/setup/retry' })
    .output(z.object({ isOpen: z.boolean() })),
  /** Goes on with a file that lacks promised writes, or begins anew is never offered. */
  acceptLostWrites: procedure('public', ['CONFLICT'], { withoutSalon: true })
    .route({ method: 'POST', path: '/setup/accept-lost-writes' })
    .output(z.object({ done: z.literal(true) })),
};
