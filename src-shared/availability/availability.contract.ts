import { z } from 'zod';
import {
  clientId,
  interval,
  localDate,
  minuteOfDay,
  procedure,
  roomId,
  serviceId,
  staffId,
  visitId,
} from '../contract-base.ts';

/** The longest range that is searched at once. */
export const MAX_SEARCH_DAYS = 60;
/** The longest range of the load map. */
export const MAX_LOAD_DAYS = 184;

/** Why a window is offered, the strongest first. */
export const SLOT_REASONS = ['clientMaster', 'noGaps', 'besideVisit', 'quietHour', 'earliest'] as const;
export type SlotReason = (typeof SLOT_REASONS)[number];

/** Why nothing was found at all. */
export const EMPTY_REASONS = ['past', 'beyondHorizon', 'nobodyQualified', 'nobodyWorks', 'allBusy'] as const;
export type EmptyReason = (typeof EMPTY_REASONS)[number];

const weekday = z.int().min(1).max(7);

/** A service at its place, ready to be booked. */
export const slotLineSchema = z.object({
  serviceId,
  staffId,
  roomId: roomId.nullable(),
  startMin: minuteOfDay,
  durationMin: z.int(),
});

/** A window in which the whole visit fits (A8). */
export const slotSchema = z.object({
  localDate,
  startMin: minuteOfDay,
  endMin: minuteOfDay,
  lines: z.array(slotLineSchema),
  /** Minutes of gaps left that are too short for any service of their master (A10). */
  deadMin: z.int(),
  /** Free stretches left around it. */
  gapCount: z.int(),
  /** Touches other work of its master. */
  isBesideWork: z.boolean(),
});
export type FoundSlot = z.infer<typeof slotSchema>;

export const suggestionSchema = slotSchema.extend({ reasons: z.array(z.enum(SLOT_REASONS)) });
export type Suggestion = z.infer<typeof suggestionSchema>;

export const searchOutput = z.object({
  /** The best three, the best first. */
  best: z.array(suggestionSchema),
  days: z.array(z.object({ localDate, slots: z.array(slotSchema) })),
  /** Windows found in all; `days` may carry fewer. */
  total: z.int(),
  /** Null when something was found. */
  emptyReason: z.enum(EMPTY_REASONS).nullable(),
});
export type SearchAnswer = z.infer<typeof searchOutput>;

export const loadCellSchema = z.object({
  /** 1 = Monday. */
  weekday,
  /** Hour of the schedule day; from 24 on the night after it. */
  hour: z.int().min(0).max(47),
  /** Minutes of work booked and minutes of work planned (R6). */
  activeMin: z.int(),
  availableMin: z.int(),
  /** Null without a schedule in that hour. */
  loadBp: z.int().nullable(),
});
export type LoadCell = z.infer<typeof loadCellSchema>;

/** Windows for visits, and how the salon's hours are used (domain.md A4–A13, R6). */
export const availabilityContract = {
  /** Windows in which a client's services fit, by whom and where (A7–A11). */
  search: procedure('see_journal', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/availability/search' })
    .input(
      z.object({
        services: z
          .array(
            z.object({
              serviceId,
              /** Null = whoever does it. */
              staffId: staffId.nullable().default(null),
              /** Starts together with the service before it. */
              isParallel: z.boolean().default(false),
              /** Minutes between it and what stands before it. */
              gapMin: z.int().min(0).max(240).default(0),
            }),
          )
          .min(1)
          .max(10),
        fromDate: localDate,
        toDate: localDate,
        /** The client can stay within these minutes of the day. */
        fromMin: minuteOfDay.default(0),
        toMin: minuteOfDay.default(2880),
        /** Empty = any. */
        weekdays: z.array(weekday).max(7).default([]),
        clientId: clientId.nullable().default(null),
        /** As the setting says unless given. */
        mode: z.enum(['compact', 'grid']).optional(),
        /** A visit that is to be moved: its own time counts as free. */
        exceptVisitId: visitId.optional(),
        limit: z.int().min(1).max(1000).default(300),
      }),
    )
    .output(searchOutput),
  /** Free time of every master from a day on, longest first within a day (J12). */
  windows: procedure('see_journal')
    .route({ method: 'GET', path: '/availability/windows' })
    .input(
      z.object({
        fromDate: localDate,
        days: z.int().min(1).max(14).default(2),
        /** Shorter ones are left out; null = shorter than the shortest service of their master. */
        minMin: z.int().min(5).max(720).nullable().default(null),
      }),
    )
    .output(
      z.array(
        z.object({
          localDate,
          staffId,
          staffName: z.string(),
          shortName: z.string(),
          window: interval,
          /** Some service of the master fits into it. */
          isBookable: z.boolean(),
        }),
      ),
    ),
  /** Load by weekday and hour of a range (R6, J13), of everybody or of one master. */
  load: procedure('see_journal', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'GET', path: '/availability/load' })
    .input(z.object({ fromDate: localDate, toDate: localDate, staffId: staffId.nullable().default(null) }))
    .output(z.object({ cells: z.array(loadCellSchema), totalBp: z.int().nullable() })),
  /** The services behind one cell of the load map, newest first. */
  loadRows: procedure('see_journal', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'GET', path: '/availability/load/rows' })
    .input(
      z.object({
        fromDate: localDate,
        toDate: localDate,
        staffId: staffId.nullable().default(null),
        weekday,
        hour: z.int().min(0).max(47),
        limit: z.int().min(1).max(500).default(100),
      }),
    )
    .output(
      z.object({
        total: z.int(),
        rows: z.array(
          z.object({
            visitId: visitId.nullable(),
            localDate,
            startMin: minuteOfDay,
            endMin: minuteOfDay,
            staffName: z.string(),
            serviceName: z.string(),
            clientName: z.string(),
            /** Minutes of work of it inside the hour. */
            activeMin: z.int(),
          }),
        ),
      }),
    ),
};
