import { z } from 'zod';
import { clientHitSchema } from '../clients/clients.contract.ts';
import { clientId, line, localDate, procedure, version, written } from '../contract-base.ts';
import { DUPLICATE_REASONS } from './duplicates.rules.ts';
import { MERGE_FIELDS } from './merge.rules.ts';

const likeness = {
  /** 0 to 100. */
  score: z.int().min(0).max(100),
  reasons: z.array(z.enum(DUPLICATE_REASONS)),
};

/** Kinds of records that a merge moves to the kept card. */
export const MOVED_KINDS = [
  'visits',
  'series',
  'waiting',
  'phones',
  'tags',
  'preferredStaff',
  'notes',
  'files',
  'consents',
  'records',
  'patchTests',
  'calls',
  'requests',
  'documents',
  'sales',
  'certificates',
  'memberships',
  'bonuses',
  'cards',
  'recommended',
] as const;

const side = z.enum(['kept', 'merged', 'both']);
const pair = z.object({ keptId: clientId, mergedId: clientId });

/** Two cards of one person: warned of at entry, found, merged, told apart. */
export const duplicatesContract = {
  /** Whom somebody that is being written down looks like; the surest first. */
  similar: procedure('edit_clients')
    .route({ method: 'POST', path: '/duplicates/similar' })
    .input(
      z.object({
        /** The card that is being changed. */
        clientId: clientId.nullable().default(null),
        firstName: line(60).default(''),
        lastName: line(60).default(''),
        middleName: line(60).default(''),
        phones: z.array(line(30)).max(10).default([]),
        birthday: localDate.nullable().default(null),
        email: line(120).nullable().default(null),
        cardNumber: line(60).nullable().default(null),
      }),
    )
    .output(z.array(z.object({ client: clientHitSchema, ...likeness }))),
  /** Suspected pairs of the whole base without those told apart; the surest first. */
  list: procedure('edit_clients')
    .route({ method: 'GET', path: '/duplicates' })
    .input(
      z.object({
        limit: z.int().min(1).max(200).default(50),
        offset: z.int().min(0).default(0),
        /** Looks through the whole base again. */
        isFresh: z.boolean().default(false),
      }),
    )
    .output(
      z.object({
        pairs: z.array(z.object({ one: clientHitSchema, other: clientHitSchema, ...likeness })),
        total: z.int(),
        /** When the whole base was looked through. */
        foundAtMs: z.int(),
      }),
    ),
  /** Both cards side by side, and what would move. */
  preview: procedure('edit_clients', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'GET', path: '/duplicates/preview' })
    .input(pair)
    .output(
      z.object({
        kept: z.object({ client: clientHitSchema, version }),
        merged: z.object({ client: clientHitSchema, version }),
        /** Fields in which the cards differ, as a person reads them. */
        fields: z.array(
          z.object({
            name: z.enum(MERGE_FIELDS),
            kept: z.string(),
            merged: z.string(),
            suggested: side,
            canUnite: z.boolean(),
          }),
        ),
        moves: z.array(z.object({ kind: z.enum(MOVED_KINDS), count: z.int() })),
        ...likeness,
      }),
    ),
  /** Makes one card of two: everything of the second moves to the first. */
  merge: procedure('edit_clients', ['NOT_FOUND', 'STALE_VERSION', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/duplicates/merge' })
    .input(
      pair.extend({
        keptVersion: version,
        mergedVersion: version,
        /** Sides of fields; those that are absent are taken as suggested. */
        choices: z.partialRecord(z.enum(MERGE_FIELDS), side).default({}),
      }),
    )
    .output(written.extend({ clientId })),
  /** «Не дубль»: the two are different people. */
  dismiss: procedure('edit_clients', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/duplicates/dismiss' })
    .input(z.object({ oneId: clientId, otherId: clientId }))
    .output(written),
};
