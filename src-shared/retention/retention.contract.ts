import { z } from 'zod';
import {
  clientId,
  idOf,
  interval,
  line,
  localDate,
  minuteOfDay,
  paragraph,
  procedure,
  requiredLine,
  serviceId,
  staffId,
  userId,
  visitId,
  written,
} from '../contract-base.ts';
import { CONFLICT_ERRORS, SOFT_CONFLICTS, bookLineInput, visitStatus } from '../journal/journal.contract.ts';
import { FLOW_KINDS } from './flow.rules.ts';
import { CALL_OUTCOMES, CALL_REASONS, DUE_STATES, FIT_REASONS, SKIP_REASONS } from './retention.rules.ts';

/** The longest period of the results, days. */
export const MAX_RESULT_DAYS = 366;

const callReason = z.enum(CALL_REASONS);
const callOutcome = z.enum(CALL_OUTCOMES);
const skip = z.enum(SKIP_REASONS);

const flowFiguresSchema = z.object({
  fresh: z.int(),
  returning: z.int(),
  reactivated: z.int(),
  left: z.int(),
  base: z.int(),
  kept: z.int(),
  ratioBp: z.int().nullable(),
  retentionBp: z.int().nullable(),
});

/** A repeated service of a client with why it is on the list (R12). */
export const dueItemSchema = z.object({
  serviceId,
  serviceName: z.string(),
  /** Who did it last. */
  staffId,
  staffName: z.string(),
  lastOn: localDate,
  dueOn: localDate,
  periodDays: z.int(),
  /** The period is the client's own rhythm. */
  isPersonal: z.boolean(),
  /** today − due; negative before its day. */
  overdueDays: z.int(),
  state: z.enum(DUE_STATES),
  times: z.int(),
  /** Price of the list for that master today. */
  priceMinor: z.int(),
});
export type DueItem = z.infer<typeof dueItemSchema>;

/** A call that was made. */
export const callSchema = z.object({
  id: idOf('clientCall'),
  reason: callReason,
  outcome: callOutcome,
  serviceName: z.string().nullable(),
  nextOn: localDate.nullable(),
  note: z.string(),
  calledAtMs: z.int(),
  calledBy: z.string(),
  visitId: visitId.nullable(),
  visitOn: localDate.nullable(),
  visitStatus: visitStatus.nullable(),
});
export type ClientCall = z.infer<typeof callSchema>;

/** One client of a call list. */
export const callRowSchema = z.object({
  clientId,
  name: z.string(),
  /** Whole or masked by the right see_phones; null without a phone. */
  phone: z.string().nullable(),
  allergy: z.string(),
  contraindication: z.string(),
  visits: z.int(),
  noShows: z.int(),
  spentMinor: z.int(),
  lastVisitOn: localDate.nullable(),
  /** Services to be called about, the most urgent first; of the lost: what they had last. */
  items: z.array(dueItemSchema),
  /** Asked to be called today or before. */
  isPromised: z.boolean(),
  /** Calls in the last 30 days. */
  recentCalls: z.int(),
  lastCall: z
    .object({
      outcome: callOutcome,
      localDate,
      nextOn: localDate.nullable(),
      note: z.string(),
      calledBy: z.string(),
    })
    .nullable(),
  /** Why they are not called now; null on the list itself. */
  skip: skip.nullable(),
  /** The first day on which they may be called, where one is known. */
  skipUntil: localDate.nullable(),
});
export type CallRow = z.infer<typeof callRowSchema>;
/** A row before its ids are branded: what the core answers with. */
export type CallRowValue = z.input<typeof callRowSchema>;

const figures = z.object({
  calls: z.int(),
  answered: z.int(),
  booked: z.int(),
  came: z.int(),
  /** Completed visits only, minor units. */
  revenueMinor: z.int(),
});
export type ResultFigures = z.infer<typeof figures>;

const resultFilter = {
  fromDate: localDate,
  toDate: localDate,
  calledBy: userId.nullable().default(null),
  reason: callReason.nullable().default(null),
  serviceId: serviceId.nullable().default(null),
};

/** Who is due, who was lost, who fits a free window, and what calling them brought (domain.md R12). */
export const retentionContract = {
  /** The call list: who is due (R12), or who has not come for long. */
  calls: procedure('see_clients')
    .route({ method: 'GET', path: '/retention/calls' })
    .input(
      z.object({
        list: z.enum(['due', 'lost']).default('due'),
        serviceId: serviceId.nullable().default(null),
        /** Who did it last. */
        staffId: staffId.nullable().default(null),
        state: z.enum(['upcoming', 'due', 'overdue', 'promised']).nullable().default(null),
        /** Mine as a master, or called by me last. */
        isMine: z.boolean().default(false),
        /** Those who are left out for this reason, instead of those who are called. */
        skipped: skip.nullable().default(null),
        limit: z.int().min(1).max(500).default(100),
      }),
    )
    .output(
      z.object({
        rows: z.array(callRowSchema),
        /** Clients in all that meet the question. */
        total: z.int(),
        /** Clients by the state of their most urgent service, whatever is asked for. */
        counts: z.object({
          upcoming: z.int(),
          due: z.int(),
          overdue: z.int(),
          promised: z.int(),
        }),
        skipped: z.record(skip, z.int()),
        /** Calls that the caller's salon has made today, and how a calm day would go. */
        today: z.object({
          done: z.int(),
          target: z.int(),
          expected: z.int(),
          nextAtMin: minuteOfDay.nullable(),
          isQuiet: z.boolean(),
          hours: interval,
        }),
      }),
    ),
  /** Everything about calling one client: what is due, what was said before, what to say. */
  client: procedure('see_clients', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/retention/clients/{clientId}' })
    .input(z.object({ clientId }))
    .output(
      z.object({
        row: callRowSchema,
        reason: z.enum(['due', 'lost', 'other']),
        firstName: z.string(),
        /** What to say (`fillScript`); '' without a text. */
        script: z.string(),
        calls: z.array(callSchema),
      }),
    ),
  /** Who could take a free window of a master, the best first. */
  fits: procedure('see_clients', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'GET', path: '/retention/fits' })
    .input(
      z.object({
        localDate,
        staffId,
        startMin: minuteOfDay,
        endMin: minuteOfDay,
        limit: z.int().min(1).max(200).default(50),
      }),
    )
    .output(
      z.object({
        total: z.int(),
        fits: z.array(
          z.object({
            row: callRowSchema,
            /** The service that is booked. */
            item: dueItemSchema,
            reasons: z.array(z.enum(FIT_REASONS)),
            /** Where it would stand in the window. */
            startMin: minuteOfDay,
            endMin: minuteOfDay,
            priceMinor: z.int(),
            /** Price × how often they come when they are booked. */
            expectedMinor: z.int(),
          }),
        ),
      }),
    ),
  /** Writes down what came of a call. */
  record: procedure('edit_journal', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/retention/calls' })
    .input(
      z.object({
        clientId,
        serviceId: serviceId.nullable().default(null),
        reason: callReason,
        outcome: callOutcome,
        /** The next call; by the settings unless given. */
        nextOn: localDate.optional(),
        note: paragraph(1000).default(''),
        /** The visit it led to; with the outcome «booked» only. */
        visitId: visitId.nullable().default(null),
        /** They asked not to be called up to this day. */
        noCallsUntil: localDate.optional(),
      }),
    )
    .output(written.extend({ callId: idOf('clientCall'), nextOn: localDate.nullable() })),
  /** Books the visit and writes the call down as one command. */
  book: procedure('edit_journal', [...CONFLICT_ERRORS, 'NOT_FOUND', 'FORBIDDEN'])
    .route({ method: 'POST', path: '/retention/bookings' })
    .input(
      z.object({
        clientId,
        reason: callReason,
        note: paragraph(1000).default(''),
        localDate,
        startMin: minuteOfDay,
        lines: z.array(bookLineInput).min(1).max(20),
        comment: paragraph(1000).default(''),
        source: line(40).default('call'),
        wantsThisMaster: z.boolean().default(false),
        acceptedWarnings: z.array(z.enum(SOFT_CONFLICTS)).default([]),
        overrideReason: requiredLine(200).optional(),
      }),
    )
    .output(written.extend({ visitId, callId: idOf('clientCall') })),
  /** What the calls of a period brought: in all, by who called, by reason, by service. Without see_reports: one's own. */
  results: procedure('edit_journal', ['INVALID_INPUT'])
    .route({ method: 'GET', path: '/retention/results' })
    .input(z.object({ fromDate: localDate, toDate: localDate }))
    .output(
      z.object({
        total: figures,
        byPerson: z.array(figures.extend({ userId: userId.nullable(), name: z.string() })),
        byReason: z.array(figures.extend({ reason: callReason })),
        byService: z.array(figures.extend({ serviceId: serviceId.nullable(), name: z.string() })),
        /** Only the caller's own calls are counted. */
        isOwnOnly: z.boolean(),
      }),
    ),
  /** The calls behind a number of the results, newest first. */
  resultRows: procedure('edit_journal', ['INVALID_INPUT'])
    .route({ method: 'GET', path: '/retention/results/rows' })
    .input(
      z.object({
        ...resultFilter,
        figure: z.enum(['calls', 'answered', 'booked', 'came']).default('calls'),
        limit: z.int().min(1).max(500).default(200),
      }),
    )
    .output(
      z.object({
        total: z.int(),
        rows: z.array(callSchema.extend({ clientId, clientName: z.string(), priceMinor: z.int() })),
      }),
    ),
  /** Who came for the first time, came back, left; by master of the visit that tells it (R4, R5). */
  flow: procedure('see_reports', ['INVALID_INPUT'])
    .route({ method: 'GET', path: '/retention/flow' })
    .input(z.object({ fromDate: localDate, toDate: localDate }))
    .output(
      z.object({
        total: flowFiguresSchema,
        byStaff: z.array(flowFiguresSchema.extend({ staffId, name: z.string() })),
        lossDays: z.int(),
      }),
    ),
  /** The clients behind a number of the flow. */
  flowRows: procedure('see_reports', ['INVALID_INPUT'])
    .route({ method: 'GET', path: '/retention/flow/rows' })
    .input(
      z.object({
        fromDate: localDate,
        toDate: localDate,
        kind: z.enum(FLOW_KINDS),
        staffId: staffId.nullable().default(null),
        limit: z.int().min(1).max(1000).default(500),
      }),
    )
    .output(
      z.object({
        total: z.int(),
        rows: z.array(
          z.object({
            clientId,
            name: z.string(),
            staffName: z.string(),
            onDate: localDate,
            visits: z.int(),
            spentMinor: z.int(),
          }),
        ),
      }),
    ),
};
