import { z } from 'zod';
import {
  clientId,
  localDate,
  localeSchema,
  moneyMinor,
  procedure,
  saleId,
  serviceId,
  staffId,
  visitId,
} from '../contract-base.ts';
import { visitStatus } from '../journal/journal.contract.ts';
import { CLIENT_STATUSES } from './client-figures.rules.ts';
import { PIVOT_PERIODS } from './pivot.rules.ts';

const status = z.enum(CLIENT_STATUSES);
/** Sums of history may pass what one price may be. */
const sumMinor = moneyMinor.max(Number.MAX_SAFE_INTEGER);

export const clientFiguresSchema = z.object({
  /** Set by a person, or computed; null for one who has never been here and is not expected. */
  status: status.nullable(),
  computedStatus: status.nullable(),
  manualStatus: status.nullable(),
  /** Visits that took place or are going on. */
  visits: z.int(),
  completed: z.int(),
  noShows: z.int(),
  lateCancels: z.int(),
  /**
   * What services and goods have brought so far (R3): net of the checks less refunds, covered visits at their recognised
   * value; completed visits without a check by their prices.
   */
  spentMinor: sumMinor,
  /** Of checks of which something is left, and completed visits without one, to the kopeck (R2); null without any. */
  averageMinor: sumMinor.nullable(),
  /** Usual days between visits (R12); null while it cannot be told. */
  cadenceDays: z.int().nullable(),
  /** When the next visit would come by that rhythm. */
  dueOn: localDate.nullable(),
  firstOn: localDate.nullable(),
  lastOn: localDate.nullable(),
  nextOn: localDate.nullable(),
  /** What completed visits consisted of, most often first; newest first among equals. */
  services: z.array(
    z.object({
      serviceId,
      name: z.string(),
      times: z.int(),
      sumMinor,
      lastOn: localDate,
      intervalDays: z.int().nullable(),
    }),
  ),
  staff: z.array(z.object({ staffId, name: z.string(), times: z.int(), sumMinor, lastOn: localDate })),
});
export type ClientFigures = z.infer<typeof clientFiguresSchema>;
/** Figures before ids are branded: what the core answers with. */
export type ClientFiguresValue = z.input<typeof clientFiguresSchema>;

/** What a figure is made of. */
export const ROW_KINDS = ['visits', 'completed', 'noShows', 'lateCancels', 'next'] as const;
export type RowKind = (typeof ROW_KINDS)[number];

/** A visit, or a check without one. */
export const figureRowSchema = z.object({
  visitId: visitId.nullable(),
  /** Of a check without a visit, with its number. */
  saleId: saleId.nullable(),
  number: z.int().nullable(),
  localDate,
  startMin: z.int().nullable(),
  status: visitStatus.nullable(),
  comment: z.string(),
  /** Only the lines that were asked for. */
  lines: z.array(
    z.object({
      /** Null = goods. */
      serviceId: serviceId.nullable(),
      service: z.string(),
      staffId: staffId.nullable(),
      staff: z.string(),
      priceMinor: moneyMinor,
    }),
  ),
  sumMinor,
  /** Days since the visit before it; null for the first one. */
  sinceDays: z.int().nullable(),
});
export type FigureRow = z.infer<typeof figureRowSchema>;

const pivotPeriod = z.enum(PIVOT_PERIODS);

export const clientPivotSchema = z.object({
  /** Newest first, the empty ones between too. */
  columns: z.array(z.object({ fromDate: localDate, toDate: localDate })),
  rows: z.array(
    z.object({
      /** Null = goods. */
      serviceId: serviceId.nullable(),
      service: z.string().nullable(),
      staffId: staffId.nullable(),
      staff: z.string().nullable(),
      sumsMinor: z.array(sumMinor),
      times: z.array(z.int()),
      totalMinor: sumMinor,
    }),
  ),
  totalMinor: sumMinor,
});
export type ClientPivot = z.infer<typeof clientPivotSchema>;
export type ClientPivotValue = z.input<typeof clientPivotSchema>;

/** Kinds of events on a client's timeline; checkout, messages and tasks add theirs. */
export const TIMELINE_TYPES = [
  'visit',
  'purchase',
  'card',
  'note',
  'call',
  'work',
  'file',
  'patchTest',
  'consent',
  'merge',
  'request',
] as const;
export type TimelineType = (typeof TIMELINE_TYPES)[number];

/**
 * A sentence as a key of the catalogue with its values.
 *
 * ISO dates are written out; `…Minor` is money, `…Bp` a percentage, `…Milli` a quantity, `…AtMs` an instant. `…Key` names a text of the catalogue (the first known of
 * several parted by spaces), which the sentence calls by the name without `Key`; when the catalogue has none the sentence is
 * not shown.
 */
export const sentenceSchema = z.object({
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Sentence = z.infer<typeof sentenceSchema>;

/** What became of a command: done, taking another back, bringing it back; and whether it was itself taken back since. */
const commandMarks = { effect: z.enum(['done', 'undone', 'redone']), isUndone: z.boolean() };

export const timelineEventSchema = z.object({
  /** Stays the same between two readings. */
  id: z.string(),
  type: z.enum(TIMELINE_TYPES),
  atMs: z.int(),
  actorName: z.string().nullable(),
  title: sentenceSchema,
  lines: z.array(sentenceSchema),
  ...commandMarks,
  visit: z
    .object({
      visitId,
      localDate,
      startMin: z.int(),
      status: visitStatus,
      /** Who did what with it, oldest first. */
      history: z.array(
        z.object({
          atMs: z.int(),
          actorName: z.string().nullable(),
          title: sentenceSchema,
          ...commandMarks,
        }),
      ),
    })
    .nullable(),
});
export type TimelineEvent = z.infer<typeof timelineEventSchema>;
/** An event before its ids are branded: what a source answers with. */
export type TimelineEventValue = z.input<typeof timelineEventSchema>;

/** What a client comes to, what each figure is made of, and everything that happened with them. */
export const clientFiguresContract = {
  figures: procedure('see_clients', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/clients/{clientId}/figures' })
    .input(z.object({ clientId }))
    .output(clientFiguresSchema),
  /** The visits and lines behind a figure, newest first: their number and sum are the figure. */
  rows: procedure('see_clients', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/clients/{clientId}/figures/rows' })
    .input(
      z.object({
        clientId,
        kind: z.enum(ROW_KINDS),
        serviceId: serviceId.optional(),
        staffId: staffId.optional(),
        /** Goods only. */
        isGoods: z.boolean().optional(),
        fromDate: localDate.optional(),
        toDate: localDate.optional(),
      }),
    )
    .output(z.object({ rows: z.array(figureRowSchema), sumMinor })),
  /** Money of completed visits by service, master and calendar period. */
  pivot: procedure('see_clients', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/clients/{clientId}/figures/pivot' })
    .input(
      z.object({
        clientId,
        period: pivotPeriod.default('month'),
        fromDate: localDate.optional(),
        toDate: localDate.optional(),
      }),
    )
    .output(clientPivotSchema),
  /** Everything that happened with a client, newest first, a page at a time. */
  timeline: procedure('see_clients', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/clients/{clientId}/timeline' })
    .input(
      z.object({
        clientId,
        /** Absent = all. */
        types: z.array(z.enum(TIMELINE_TYPES)).min(1).max(TIMELINE_TYPES.length).optional(),
        /** Words that an event must have, in the language of `locale`. */
        query: z.string().trim().max(100).default(''),
        locale: localeSchema.default('ru'),
        /** Where the page before this one ended. */
        cursor: z.string().max(80).optional(),
        limit: z.int().min(1).max(500).default(60),
      }),
    )
    .output(z.object({ events: z.array(timelineEventSchema), nextCursor: z.string().nullable() })),
};
