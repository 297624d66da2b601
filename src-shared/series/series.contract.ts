import { z } from 'zod';
import {
  clientId,
  idOf,
  line,
  localDate,
  minuteOfDay,
  paragraph,
  procedure,
  requiredLine,
  version,
  visitId,
  written,
} from '../contract-base.ts';
import { bookLineInput, visitStatus } from '../journal/journal.contract.ts';
import { MAX_OCCURRENCES } from './series.rules.ts';

export const seriesId = idOf('series');

const monthDay = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('day'), day: z.int().min(1).max(31) }),
  z.object({
    kind: z.literal('weekday'),
    /** 1..5, or -1 for the last one. */
    nth: z.union([z.literal(-1), z.int().min(1).max(5)]),
    weekday: z.int().min(1).max(7),
  }),
]);

/** On which days a visit repeats (A14). Longer than 200 dates: INVALID_INPUT, reason SERIES_TOO_LONG. */
export const seriesRuleSchema = z.object({
  freq: z.enum(['daily', 'weekly', 'monthly']),
  interval: z.int().min(1).max(365),
  weekdays: z.array(z.int().min(1).max(7)).max(7).default([]),
  monthDay: monthDay.nullable().default(null),
  overflow: z.enum(['skip', 'clamp']).default('skip'),
  end: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('count'), count: z.int().min(1).max(100_000) }),
    z.object({ kind: z.literal('until'), until: localDate }),
  ]),
});

/** What stands in the way of one date: the first conflict, and the codes of all of them. */
export const seriesConflictSchema = z.object({
  code: z.string(),
  level: z.enum(['hard', 'soft']),
  hardCodes: z.array(z.string()),
  softCodes: z.array(z.string()),
  clientName: z.string(),
  staffName: z.string(),
  roomName: z.string(),
  startMin: z.int().nullable(),
  endMin: z.int().nullable(),
  reason: z.string(),
  visitId: z.int().nullable(),
  lineId: z.int().nullable(),
});
export type SeriesConflict = z.infer<typeof seriesConflictSchema>;

/** What a person chose for one date of a list with conflicts. */
export const seriesChoiceSchema = z.object({
  key: localDate,
  /** Leave the date out, book it at another time, or book it in spite of the conflict. */
  act: z.enum(['skip', 'at', 'anyway']),
  startMin: minuteOfDay.optional(),
});
export type SeriesChoice = z.infer<typeof seriesChoiceSchema>;

const policy = z.enum(['skip', 'abort']).default('skip');
const choices = z.array(seriesChoiceSchema).max(MAX_OCCURRENCES).default([]);
const overrideReason = requiredLine(200).optional();
const lines = z.array(bookLineInput).min(1).max(20);

const pattern = { firstDate: localDate, startMin: minuteOfDay, rule: seriesRuleSchema };

/** Which visits of a series an act means (A15). */
export const seriesScope = z.enum(['following', 'all']);
export type SeriesScope = z.infer<typeof seriesScope>;

const editInput = z.object({
  /** The visit in hand. */
  visitId,
  version,
  scope: seriesScope,
  /** The new day of the visit in hand: the rhythm moves there. */
  localDate: localDate.optional(),
  startMin: minuteOfDay.optional(),
  /** All services of the visit in hand as they shall be, with their starts. */
  lines: lines.optional(),
  clientId: clientId.nullable().optional(),
  comment: paragraph(1000).optional(),
  wantsThisMaster: z.boolean().optional(),
  /** Another pattern of days. */
  rule: seriesRuleSchema.optional(),
  policy,
  choices,
  overrideReason,
  /** Why visits are cancelled for which the new pattern has no date. */
  dropReason: requiredLine(200),
});
export type SeriesEditInput = z.input<typeof editInput>;

/** What became, or would become, of one date. */
const outcomeSchema = z.object({
  key: localDate,
  /** `kept`: a conflict left the visit where it was; `skipped`: a conflict kept it from being booked. */
  act: z.enum(['booked', 'changed', 'cancelled', 'kept', 'skipped', 'excluded']),
  visitId: visitId.nullable(),
  localDate,
  startMin: minuteOfDay,
  conflict: seriesConflictSchema.nullable(),
});
export type SeriesOutcome = z.infer<typeof outcomeSchema>;

export const seriesDateSchema = z.object({
  key: localDate,
  localDate,
  startMin: minuteOfDay,
  /** The clocks skip the time that night: it begins later (A16). */
  isShifted: z.boolean(),
  conflict: seriesConflictSchema.nullable(),
  /** The nearest start of the same day without a conflict; null without a conflict, or when there is none. */
  suggestionMin: minuteOfDay.nullable(),
});
export type SeriesDate = z.infer<typeof seriesDateSchema>;

/** Visits that repeat (A14, A15). */
export const seriesContract = {
  /** The dates of a series with what stands in the way, before it is booked. */
  preview: procedure('edit_journal', ['INVALID_INPUT', 'NOT_FOUND'])
    .route({ method: 'POST', path: '/series/preview' })
    .input(z.object({ ...pattern, clientId: clientId.nullable(), lines, exceptVisitId: visitId.optional() }))
    .output(z.object({ dates: z.array(seriesDateSchema) })),
  /** Books every date in one command; `abort` books nothing when one date has a conflict. */
  create: procedure('edit_journal', ['INVALID_INPUT', 'NOT_FOUND', 'ROW_DELETED', 'STALE_VERSION', 'CONFLICT'])
    .route({ method: 'POST', path: '/series' })
    .input(
      z.object({
        ...pattern,
        clientId: clientId.nullable(),
        newClient: z
          .object({ firstName: requiredLine(60), lastName: line(60).default(''), phone: line(30).default('') })
          .optional(),
        lines,
        comment: paragraph(1000).default(''),
        source: line(40).default('reception'),
        wantsThisMaster: z.boolean().default(false),
        policy,
        choices,
        overrideReason,
        /** A visit that stands already and becomes the first of the series; `firstDate` is its day. */
        fromVisit: z.object({ visitId, version }).optional(),
      }),
    )
    .output(written.extend({ seriesId, outcomes: z.array(outcomeSchema) })),
  /** A series with all its dates, for the card of a visit. */
  get: procedure('see_journal', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/series/{seriesId}' })
    .input(z.object({ seriesId }))
    .output(
      z.object({
        id: seriesId,
        firstDate: localDate,
        startMin: minuteOfDay,
        rule: seriesRuleSchema,
        isEnded: z.boolean(),
        dates: z.array(
          z.object({
            key: localDate,
            visitId: visitId.nullable(),
            localDate,
            startMin: minuteOfDay,
            /** Null for a date that was left out. */
            status: visitStatus.nullable(),
            /** Code of the conflict that kept it from being booked; empty when a person left it out. */
            reason: z.string(),
          }),
        ),
      }),
    ),
  /** What an edit would do, without doing it. */
  previewEdit: procedure('edit_journal', ['INVALID_INPUT', 'NOT_FOUND', 'ROW_DELETED', 'STALE_VERSION', 'CONFLICT'])
    .route({ method: 'POST', path: '/series/preview-edit' })
    .input(editInput)
    .output(z.object({ outcomes: z.array(outcomeSchema) })),
  /** Changes this and the following visits, or all from now on, in one command (A15). */
  edit: procedure('edit_journal', ['INVALID_INPUT', 'NOT_FOUND', 'ROW_DELETED', 'STALE_VERSION', 'CONFLICT'])
    .route({ method: 'POST', path: '/series/edit' })
    .input(editInput)
    .output(written.extend({ seriesId, outcomes: z.array(outcomeSchema) })),
  /** Cancels this and the following visits, or all from now on, in one command. */
  cancel: procedure('edit_journal', ['NOT_FOUND', 'ROW_DELETED', 'STALE_VERSION', 'CONFLICT'])
    .route({ method: 'POST', path: '/series/cancel' })
    .input(
      z.object({ visitId, version, scope: seriesScope, by: z.enum(['client', 'salon']), reason: requiredLine(200) }),
    )
    .output(written.extend({ cancelled: z.int() })),
};
