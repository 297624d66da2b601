import { z } from 'zod';
import { commandId, procedure, written } from '../contract-base.ts';

export const HISTORY_ENTITIES = ['visit', 'client', 'staff', 'service', 'room'] as const;

/** Stands in a field's history for a value that was erased by law (D5). */
export const ERASED_VALUE = '$erased';

/** One command as a person reads it. */
export const commandSchema = z.object({
  commandId,
  atMs: z.int(),
  actorId: z.int().nullable(),
  actorName: z.string().nullable(),
  device: z.string(),
  name: z.string(),
  summary: z
    .object({ key: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])).optional() })
    .nullable(),
  reason: z.string().nullable(),
  undoesId: z.int().nullable(),
  /** What became of the first action by this one: it was done, taken back, or brought back by undoing an undo. */
  effect: z.enum(['done', 'undone', 'redone']),
  isUndone: z.boolean(),
});

export type CommandId = z.infer<typeof commandId>;

const value = z.union([z.string(), z.number(), z.null()]);

/** Who did what, field by field, and the way back. */
export const historyContract = {
  /**
   * Takes a command back. Posted money by a storno in the open shift and period, refused by what refuses the storno (T16).
   */
  undo: procedure('signedIn', [
    'NOT_FOUND',
    'UNDO_REFUSED',
    'CONFLICT',
    'LIMIT_EXCEEDED',
    'SHIFT_CLOSED',
    'SHIFT_EXPIRED',
    'PERIOD_LOCKED',
  ])
    .route({ method: 'POST', path: '/commands/{commandId}/undo' })
    .input(z.object({ commandId }))
    .output(written.extend({ name: z.string() })),
  recent: procedure('see_journal')
    .route({ method: 'GET', path: '/commands' })
    .input(z.object({ beforeId: z.int().positive().optional(), limit: z.int().min(1).max(200).default(50) }))
    .output(z.array(commandSchema)),
  ofRecord: procedure('see_journal', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/history/{entity}/{id}' })
    .input(z.object({ entity: z.enum(HISTORY_ENTITIES), id: z.int().positive() }))
    .output(
      z.array(
        commandSchema.extend({
          changes: z.array(
            z.object({
              table: z.string(),
              rowId: z.int(),
              op: z.enum(['insert', 'update', 'delete']),
              fields: z.array(z.object({ field: z.string(), before: value, after: value })),
            }),
          ),
        }),
      ),
    ),
};
