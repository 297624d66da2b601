import { z } from 'zod';
import { commandId, idOf, localDate, procedure, visitId } from '../contract-base.ts';
import { commandSchema } from '../history/history.contract.ts';
import { daySchema } from '../journal/journal.contract.ts';

/** One command that changed the day, and what of the day it touched. */
export const momentSchema = commandSchema.extend({
  visitIds: z.array(visitId),
  blockIds: z.array(idOf('block')),
  groupEventIds: z.array(idOf('groupEvent')),
});
export type Moment = z.infer<typeof momentSchema>;

/** The day as it looked. */
export const pastDaySchema = z.object({
  /** The last command that had changed the day by then; null before the first one. */
  commandId: commandId.nullable(),
  day: daySchema,
});
export type PastDay = z.infer<typeof pastDaySchema>;

/** The journal as it looked at any past minute (features.md part 4, idea 4), from the change log alone. */
export const replayContract = {
  /** Every command that changed what stands, or stood, on the day: oldest first. */
  moments: procedure('see_journal')
    .route({ method: 'GET', path: '/replay/{localDate}/moments' })
    .input(z.object({ localDate }))
    .output(z.array(momentSchema)),
  /**
   * Visits, blocks and group events of the day as they stood at an instant, or right after a command.
   *
   * `commandId` is exact where several commands share a millisecond. Names of clients, masters, rooms and services, phones
   * and the schedule are those of today.
   */
  dayAt: procedure('see_journal', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/replay/{localDate}' })
    .input(z.object({ localDate, atMs: z.int(), commandId: commandId.optional() }))
    .output(pastDaySchema),
};
