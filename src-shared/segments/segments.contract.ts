import { z } from 'zod';
import { CONSENT_PURPOSES, LIST_COLUMNS, SORT_COLUMNS } from './list-columns.rules.ts';
import {
  clientId,
  fileOutput,
  idOf,
  localDate,
  procedure,
  requiredLine,
  staffId,
  version,
  written,
} from '../contract-base.ts';
import { FIELD_NAMES, MOST_CONDITIONS, MOST_DAYS } from './segments.rules.ts';

const field = z.enum(FIELD_NAMES);
const days = z.int().min(0).max(MOST_DAYS);
const values = z.array(z.union([z.int().positive(), z.string().max(120)])).max(200);
const bound = z.int().min(0).max(1_000_000_000_000).nullable();

/** One question; which fit which field is told by the rules (INVALID_INPUT). */
const condition = z.discriminatedUnion('op', [
  z.object({ field, op: z.enum(['withinLast', 'longerAgo', 'withinNext']), days }),
  z.object({ field, op: z.literal('between'), from: localDate.nullable(), to: localDate.nullable() }),
  z.object({ field, op: z.literal('months'), months: z.array(z.int().min(1).max(12)).max(12) }),
  z.object({ field, op: z.literal('range'), min: bound, max: bound }),
  z.object({ field, op: z.enum(['anyOf', 'allOf', 'noneOf', 'done', 'neverDone']), values }),
  z.object({ field, op: z.enum(['doneWithin', 'notDoneFor']), values, days }),
  z.object({ field, op: z.enum(['known', 'unknown']) }),
]);

const join = z.enum(['and', 'or']);
const innermost = z.object({ join, items: z.array(condition).max(MOST_CONDITIONS) });
const inner = z.object({ join, items: z.array(z.union([condition, innermost])).max(MOST_CONDITIONS) });
/** AND/OR groups, at most three in each other (`MOST_LEVELS`). */
export const filterSchema = z.object({ join, items: z.array(z.union([condition, inner])).max(MOST_CONDITIONS) });

const sortSchema = z.object({ column: z.enum(SORT_COLUMNS), isDescending: z.boolean().default(false) });
export type ClientSort = z.output<typeof sortSchema>;

const EVERYBODY = { join: 'and' as const, items: [] };
const found = z.object({ filter: filterSchema.default(EVERYBODY), withArchived: z.boolean().default(false) });

/** A client as the list shows them. */
const clientRowSchema = z.object({
  id: clientId,
  name: z.string(),
  isArchived: z.boolean(),
  /** Whole or masked by the right see_phones; null without a phone. */
  phone: z.string().nullable(),
  /** Null without the right see_phones. */
  email: z.string().nullable(),
  /** Null without the right see_phones. */
  address: z.string().nullable(),
  firstOn: localDate.nullable(),
  lastOn: localDate.nullable(),
  nextOn: localDate.nullable(),
  createdOn: localDate,
  birthday: z.string().nullable(),
  age: z.int().nullable(),
  visits: z.int(),
  noShows: z.int(),
  lateCancels: z.int(),
  spentMinor: z.int(),
  averageMinor: z.int(),
  cadenceDays: z.int().nullable(),
  categoryId: z.int().nullable(),
  responsibleId: z.int().nullable(),
  tagIds: z.array(z.int()),
  source: z.string().nullable(),
  sex: z.enum(['female', 'male']).nullable(),
  status: z.enum(['active', 'sleeping', 'lost']).nullable(),
  /** Allergy and contraindication in one line; '' without. */
  warning: z.string(),
});
export type ClientRow = z.infer<typeof clientRowSchema>;
export type ClientRowValue = z.input<typeof clientRowSchema>;

export const segmentId = idOf('segment');
const segmentSchema = z.object({
  id: segmentId,
  version,
  name: z.string(),
  filter: filterSchema,
  /** Everybody sees a shared one; null for one's own. */
  isShared: z.boolean(),
  /** May be renamed, refilled and deleted by whoever asks. */
  isEditable: z.boolean(),
  /** Clients in it now, archived ones left out. */
  count: z.int(),
});
export type Segment = z.infer<typeof segmentSchema>;

const named = z.object({ id: z.int(), name: z.string() });
const coloured = named.extend({ colour: z.string() });

/** Who is meant by a change of many: the rows picked, or all that a filter finds but a few. */
const selectionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('picked'), ids: z.array(clientId).min(1).max(20_000) }),
  z.object({
    kind: z.literal('found'),
    filter: filterSchema,
    withArchived: z.boolean().default(false),
    except: z.array(clientId).max(20_000).default([]),
    /** How many the person saw; when there are others by now, CONFLICT tells the new number. */
    expected: z.int().min(1),
  }),
]);
export type Selection = z.output<typeof selectionSchema>;

const changeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('tags'),
    add: z.array(z.int().positive()).max(50).default([]),
    remove: z.array(z.int().positive()).max(50).default([]),
  }),
  z.object({ kind: z.literal('responsible'), staffId: staffId.nullable() }),
  z.object({ kind: z.literal('category'), categoryId: z.int().positive().nullable() }),
]);
export type BulkChange = z.output<typeof changeSchema>;

const segmentFields = z.object({ name: requiredLine(60), filter: filterSchema, isShared: z.boolean().default(false) });

/** The list of clients with its filters; saved filters; changes of many at once; what leaves the salon as a file. */
export const segmentsContract = {
  /** A page of the base, filtered and sorted; `offset` may lie anywhere. */
  rows: procedure('see_clients', ['INVALID_INPUT'])
    .route({ method: 'POST', path: '/segments/rows' })
    .input(
      found.extend({
        sort: sortSchema.default({ column: 'name', isDescending: false }),
        offset: z.int().min(0).max(10_000_000).default(0),
        limit: z.int().min(1).max(200).default(100),
      }),
    )
    .output(z.object({ rows: z.array(clientRowSchema), total: z.int() })),
  /** How many clients a filter finds: shown while it is being built. */
  count: procedure('see_clients', ['INVALID_INPUT'])
    .route({ method: 'POST', path: '/segments/count' })
    .input(found)
    .output(z.object({ count: z.int() })),
  /** What filters and bulk changes choose from. */
  choices: procedure('see_clients')
    .route({ method: 'GET', path: '/segments/choices' })
    .output(
      z.object({
        categories: z.array(coloured),
        tags: z.array(coloured),
        staff: z.array(named),
        services: z.array(named),
        /** Sources that occur, most used first. */
        sources: z.array(z.string()),
        purposes: z.array(z.enum(CONSENT_PURPOSES)),
      }),
    ),
  list: procedure('see_clients').route({ method: 'GET', path: '/segments' }).output(z.array(segmentSchema)),
  /** FORBIDDEN: a shared one needs edit_clients. */
  create: procedure('see_clients', ['INVALID_INPUT', 'ALREADY_EXISTS'])
    .route({ method: 'POST', path: '/segments' })
    .input(segmentFields)
    .output(written.extend({ segmentId })),
  update: procedure('see_clients', ['NOT_FOUND', 'STALE_VERSION', 'INVALID_INPUT', 'ALREADY_EXISTS'])
    .route({ method: 'PATCH', path: '/segments/{segmentId}' })
    .input(
      z.object({
        segmentId,
        version,
        name: requiredLine(60).optional(),
        filter: filterSchema.optional(),
        isShared: z.boolean().optional(),
      }),
    )
    .output(written),
  remove: procedure('see_clients', ['NOT_FOUND', 'STALE_VERSION'])
    .route({ method: 'DELETE', path: '/segments/{segmentId}' })
    .input(z.object({ segmentId, version }))
    .output(written),
  /** Tags, master or category of many clients: one command, one undo. Who is gone by now is left out and counted. */
  change: procedure('edit_clients', ['NOT_FOUND', 'CONFLICT', 'INVALID_INPUT', 'LIMIT_EXCEEDED'])
    .route({ method: 'POST', path: '/segments/change' })
    .input(z.object({ selection: selectionSchema, change: changeSchema }))
    .output(written.extend({ changed: z.int(), gone: z.int() })),
  /** The clients found, or those picked, as a file with the number of this export in it. */
  export: procedure('export_clients', ['INVALID_INPUT'])
    .route({ method: 'POST', path: '/segments/export' })
    .input(
      found.extend({
        sort: sortSchema.default({ column: 'name', isDescending: false }),
        picked: z.array(clientId).max(20_000).nullable().default(null),
        columns: z.array(z.enum(LIST_COLUMNS)).min(1).max(LIST_COLUMNS.length),
        format: z.enum(['xlsx', 'csv']),
      }),
    )
    .output(fileOutput.extend({ number: z.int(), rows: z.int() })),
  /** Who took clients out of the salon, newest first. */
  exports: procedure('export_clients')
    .route({ method: 'GET', path: '/segments/exports' })
    .output(
      z.array(
        z.object({
          number: z.int(),
          atMs: z.int(),
          who: z.string(),
          rows: z.int(),
          format: z.enum(['xlsx', 'csv']),
          filter: filterSchema,
          columns: z.array(z.string()),
          withPhones: z.boolean(),
        }),
      ),
    ),
};
