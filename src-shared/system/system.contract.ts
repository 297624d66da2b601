import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedure } from '../contract-base.ts';

/** A committed command as open screens hear of it: what to read again. */
export const liveEventSchema = z.object({
  kind: z.enum(['command', 'reload', 'job']),
  commandId: z.int().nullable(),
  name: z.string(),
  actorId: z.int().nullable(),
  actorName: z.string().nullable(),
  device: z.string(),
  atMs: z.int(),
  summary: z
    .object({ key: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])).optional() })
    .nullable(),
  rows: z.record(z.string(), z.array(z.int())),
  dates: z.array(z.string()),
  /** Progress of long work, for kind 'job'. */
  job: z
    .object({
      id: z.string(),
      title: z.string(),
      share: z.number(),
      state: z.enum(['running', 'done', 'failed', 'cancelled']),
    })
    .nullable(),
});
export type LiveEvent = z.infer<typeof liveEventSchema>;

export const systemContract = {
  info: procedure('signedIn')
    .route({ method: 'GET', path: '/system' })
    .output(
      z.object({
        version: z.string(),
        host: z.enum(['electron', 'server', 'cli']),
        dataFolder: z.string().nullable(),
        nowMs: z.int(),
        today: z.string(),
        nowMin: z.int(),
        lastBackupAtMs: z.int().nullable(),
        databaseBytes: z.int(),
      }),
    ),
  live: procedure('signedIn').route({ method: 'GET', path: '/live' }).output(eventIterator(liveEventSchema)),
  reportError: procedure('public', [], { withoutSalon: true })
    .route({ method: 'POST', path: '/errors' })
    .input(z.object({ message: z.string().max(2000), where: z.string().max(4000) }))
    .output(z.object({ number: z.string() })),
};
