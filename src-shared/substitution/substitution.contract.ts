import { z } from 'zod';
import {
  localDate,
  minuteOfDay,
  moneyMinor,
  idOf,
  line,
  paragraph,
  procedure,
  requiredLine,
  staffId,
  version,
  visitId,
  written,
} from '../contract-base.ts';
import { CONFLICT_ERRORS, SOFT_CONFLICTS, visitStatus } from '../journal/journal.contract.ts';
import { ABSENCE_REASONS } from '../schedule/schedule.contract.ts';

/** Longest time away that is planned in one go, days. */
export const MAX_AWAY_DAYS = 92;

const awayTime = {
  staffId,
  fromDate: localDate,
  toDate: localDate,
  /** Part of the day; both null = the whole of each day. */
  startMin: minuteOfDay.nullable().default(null),
  endMin: minuteOfDay.nullable().default(null),
};

const decision = z.discriminatedUnion('act', [
  z.object({ act: z.literal('move'), staffId }),
  z.object({ act: z.literal('cancel') }),
  z.object({ act: z.literal('call') }),
  z.object({ act: z.literal('keep') }),
]);

/** What stands in the way: everything that a sentence about it is made of (`conflictText`). */
const conflictSchema = z.object({
  code: z.enum([...CONFLICT_ERRORS, 'GROUP_FULL']),
  level: z.enum(['hard', 'soft']),
  clientName: z.string(),
  staffName: z.string(),
  roomName: z.string(),
  startMin: z.int().nullable(),
  endMin: z.int().nullable(),
  reason: z.string(),
  visitId: z.int().nullable(),
  lineId: z.int().nullable(),
  eventId: z.int().nullable(),
  eventTitle: z.string(),
  cause: z.string(),
  days: z.int().nullable(),
  limitDays: z.int().nullable(),
});

const optionSchema = z.object({
  staffId,
  name: z.string(),
  /** Price of the services when this master does them. */
  priceMinor: moneyMinor,
  /** Active minutes of that day besides this booking. */
  busyMin: z.int(),
  level: z.enum(['free', 'warning', 'taken']),
  conflicts: z.array(conflictSchema),
});
export type SubstituteOption = z.infer<typeof optionSchema>;

const rowSchema = z.object({
  visitId,
  version,
  localDate,
  status: visitStatus,
  clientName: z.string(),
  /** Whole, masked or null by the right see_phones. */
  clientPhone: z.string().nullable(),
  comment: z.string(),
  wantsThisMaster: z.boolean(),
  /** Time of the services of the master who is away. */
  startMin: minuteOfDay,
  endMin: minuteOfDay,
  serviceNames: z.array(z.string()),
  priceMinor: moneyMinor,
  options: z.array(optionSchema),
  decision,
});
export type SubstitutionRow = z.infer<typeof rowSchema>;

/** A master is away: every booking of theirs is given to others, called or cancelled, as one command. */
export const substitutionContract = {
  /**
   * Every booking in the time away with who could take it, and a decision about each: those given, else a proposal.
   *
   * Each booking is judged with the decisions about the others in force, so a plan can be checked while it is changed.
   */
  plan: procedure('edit_journal', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/substitution/plan' })
    .input(
      z.object({
        ...awayTime,
        decisions: z.array(z.object({ visitId, decision })).max(1000).default([]),
      }),
    )
    .output(
      z.object({
        staffName: z.string(),
        rows: z.array(rowSchema),
        /** Group events of the master in that time: they are given to another leader in the journal. */
        events: z.array(
          z.object({ id: idOf('groupEvent'), localDate, startMin: minuteOfDay, title: z.string(), taken: z.int() }),
        ),
      }),
    ),
  /**
   * Does the whole plan in one command, with the absence if one is given; undone as one.
   *
   * CONFLICT: a booking does not fit any more (data.visitId, data.conflict) or is not in the plan; nothing is done then.
   */
  apply: procedure('edit_journal', ['NOT_FOUND', 'STALE_VERSION', 'CONFLICT', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/substitution' })
    .input(
      z.object({
        ...awayTime,
        rows: z
          .array(
            z.object({
              visitId,
              version,
              decision,
              acceptedWarnings: z.array(z.enum(SOFT_CONFLICTS)).default([]),
            }),
          )
          .max(1000),
        /** Why bookings are cancelled, by the salon. */
        cancelReason: line(200).default(''),
        /** The mark on a booking whose client is to be called, before its comment. */
        callNote: requiredLine(120),
        /** Needs edit_schedule. */
        absence: z
          .object({
            reason: z.enum(ABSENCE_REASONS),
            isPaid: z.boolean().default(false),
            note: paragraph(400).default(''),
          })
          .nullable()
          .default(null),
      }),
    )
    .output(written.extend({ moved: z.int(), cancelled: z.int(), called: z.int() })),
};
