import { z } from 'zod';
import {
  clientId,
  idOf,
  line,
  localDate,
  minuteOfDay,
  paragraph,
  patchOf,
  procedure,
  requiredLine,
  serviceId,
  staffId,
  userId,
  version,
  visitId,
  written,
} from '../contract-base.ts';
import { CONFLICT_ERRORS, SOFT_CONFLICTS, bookLineInput } from '../journal/journal.contract.ts';
import { WAITING_KINDS, WAITING_STATUSES, WAITLIST_POLICIES } from './waiting.rules.ts';

export const waitingEntryId = idOf('waitingEntry');
export type WaitingEntryId = z.infer<typeof waitingEntryId>;
const groupEventId = idOf('groupEvent');

export const waitingKind = z.enum(WAITING_KINDS);
export const WAITING_SOURCES = ['reception', 'phone', 'web', 'messenger', 'walk_in'] as const;

const ids = <Id extends z.ZodType>(id: Id, max: number) =>
  z
    .array(id)
    .max(max)
    .refine((list) => new Set(list).size === list.length, { message: 'REPEATED' });

/** What a person fills in about somebody who waits. */
const wishFields = z.object({
  clientId: clientId.nullable().default(null),
  /** For somebody without a card; a card's own name and phone win. */
  name: line(120).default(''),
  phone: line(30).default(''),
  serviceIds: ids(serviceId, 10).default([]),
  /** Empty: any master. */
  staffIds: ids(staffId, 50).default([]),
  groupEventId: groupEventId.nullable().default(null),
  fromDate: localDate.nullable().default(null),
  toDate: localDate.nullable().default(null),
  /** ISO weekdays; empty: any. */
  weekdays: ids(z.int().min(1).max(7), 7).default([]),
  /** Both the same: the visit begins exactly then. */
  fromMin: minuteOfDay.nullable().default(null),
  toMin: minuteOfDay.nullable().default(null),
  comment: paragraph(1000).default(''),
  source: z.enum(WAITING_SOURCES).default('reception'),
  /** By when a request is to be answered, UTC milliseconds; null: as the salon's setting says. */
  dueAtMs: z.int().min(0).max(4_102_444_800_000).nullable().default(null),
});
export type WishFields = z.output<typeof wishFields>;

/** One service of a place that was found. */
const placedLine = z.object({ serviceId, staffId, startMin: minuteOfDay, durationMin: z.int() });

/** A place where a visit fits without a conflict. */
const placeSchema = z.object({
  localDate,
  startMin: minuteOfDay,
  endMin: minuteOfDay,
  lines: z.array(placedLine),
  staffNames: z.array(z.string()),
});
export type WaitingPlace = z.infer<typeof placeSchema>;

export const waitingEntrySchema = z.object({
  id: waitingEntryId,
  version,
  kind: waitingKind,
  status: z.enum(WAITING_STATUSES),
  clientId: clientId.nullable(),
  name: z.string(),
  /** Whole or masked by the right see_phones; null without a phone. */
  phone: z.string().nullable(),
  allergy: z.string(),
  contraindication: z.string(),
  visits: z.int(),
  noShows: z.int(),
  services: z.array(z.object({ serviceId, name: z.string() })),
  staff: z.array(z.object({ staffId, name: z.string() })),
  groupEventId: groupEventId.nullable(),
  /** The event whose seat is wished, and how many are free now (A13). */
  group: z
    .object({ title: z.string(), localDate, startMin: minuteOfDay, endMin: minuteOfDay, free: z.int() })
    .nullable(),
  fromDate: z.string().nullable(),
  toDate: z.string().nullable(),
  weekdays: z.array(z.int()),
  fromMin: z.int().nullable(),
  toMin: z.int().nullable(),
  comment: z.string(),
  source: z.string(),
  ownerId: userId.nullable(),
  ownerName: z.string().nullable(),
  dueAtMs: z.int().nullable(),
  /** A request that waits longer for its answer than was promised. */
  isOverdue: z.boolean(),
  /** The last wished day is over. */
  isOver: z.boolean(),
  /** The time offered, and until when it is held for an answer. */
  offer: placeSchema.extend({ untilMs: z.int(), isExpired: z.boolean() }).nullable(),
  visitId: visitId.nullable(),
  closedReason: z.string().nullable(),
  createdAtMs: z.int(),
});
export type WaitingEntry = z.infer<typeof waitingEntrySchema>;
/** An entry before its ids are branded: what the core answers with. */
export type WaitingEntryValue = z.input<typeof waitingEntrySchema>;

export const matchSchema = z.object({
  entryId: waitingEntryId,
  entryVersion: version,
  name: z.string(),
  phone: z.string().nullable(),
  serviceNames: z.array(z.string()),
  rank: z.int(),
  /** Why they stand there: see `MatchReason`. */
  reason: z.enum(['byHand', 'bestPayer', 'firstInLine', 'reliable', 'answersFirst']),
  spentMinor: z.int(),
  noShows: z.int(),
  createdAtMs: z.int(),
  /** Asked about this window already, the answer is still open. */
  isOffered: z.boolean(),
  /** Null: it is a seat of the event they wait for. */
  place: placeSchema.nullable(),
});
export type WaitingMatch = z.infer<typeof matchSchema>;

const newClient = z.object({
  firstName: requiredLine(60),
  lastName: line(60).default(''),
  phone: line(30).default(''),
});
const known = { entryId: waitingEntryId, version };
const matchesAnswer = z.object({ policy: z.enum(WAITLIST_POLICIES), matches: z.array(matchSchema) });

/** The waiting list, the live queue and the inbox of requests (J20, J22). */
export const waitingContract = {
  /** Everybody who waits, longest first; with `withClosed` also the newest two hundred who no longer do. */
  list: procedure('see_journal')
    .route({ method: 'GET', path: '/waiting' })
    .input(z.object({ withClosed: z.boolean().default(false) }))
    .output(
      z.object({
        entries: z.array(waitingEntrySchema),
        counts: z.object({ waiting: z.int(), walkIn: z.int(), request: z.int(), overdue: z.int() }),
        policy: z.enum(WAITLIST_POLICIES),
      }),
    ),
  /**
   * For each who waits or asks: the soonest place of the coming days that meets the wish, or the event with a free seat. For a
   * request whose exact time is taken the nearest other one.
   */
  places: procedure('see_journal')
    .route({ method: 'GET', path: '/waiting/places' })
    .input(z.object({ days: z.int().min(1).max(62).default(14) }))
    .output(z.array(z.object({ entryId: waitingEntryId, place: placeSchema, isAlternative: z.boolean() }))),
  /** Who may take a time that became free, in the order of the salon's policy. */
  matchesFor: procedure('see_journal', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'GET', path: '/waiting/matches' })
    .input(
      z.object({
        localDate,
        staffId,
        startMin: minuteOfDay,
        endMin: minuteOfDay,
        limit: z.int().min(1).max(50).default(10),
      }),
    )
    .output(matchesAnswer),
  /** Who may take the seat or the time of a visit that was cancelled or missed. */
  matchesAfter: procedure('see_journal', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/waiting/matches/{visitId}' })
    .input(z.object({ visitId, limit: z.int().min(1).max(50).default(3) }))
    .output(matchesAnswer),
  /** The live queue of today: whose turn comes when; and how long the next guest would wait for these services. */
  queue: procedure('see_journal')
    .route({ method: 'GET', path: '/waiting/queue' })
    .input(z.object({ serviceIds: ids(serviceId, 10).default([]), staffIds: ids(staffId, 50).default([]) }))
    .output(
      z.object({
        turns: z.array(
          z.object({
            entryId: waitingEntryId.nullable(),
            position: z.int(),
            /** Null: nobody can take them today. */
            turn: placeSchema.extend({ waitMin: z.int() }).nullable(),
          }),
        ),
        /** Guests with a booking who have come and wait, longest first. */
        arrived: z.array(
          z.object({
            visitId,
            name: z.string(),
            staffId,
            staffName: z.string(),
            startMin: minuteOfDay,
            arrivedAtMs: z.int(),
          }),
        ),
      }),
    ),
  /** Puts somebody on the list. A request whose time is free and leaves no dead gap is booked at once when asked for. */
  add: procedure('edit_journal', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/waiting' })
    .input(wishFields.extend({ kind: waitingKind.default('waiting'), autoAccept: z.boolean().default(false) }))
    .output(
      written.extend({
        entryId: waitingEntryId,
        visitId: visitId.nullable(),
        /** What became of a request: see `RequestVerdict`; null for others. */
        verdict: z.enum(['accept', 'noExactTime', 'noService', 'busy', 'deadGap', 'past']).nullable(),
      }),
    ),
  update: procedure('edit_journal', ['NOT_FOUND', 'STALE_VERSION', 'INVALID_INPUT', 'CONFLICT'])
    .route({ method: 'PATCH', path: '/waiting/{entryId}' })
    .input(z.object({ ...known, values: patchOf(wishFields) }))
    .output(written.extend({ version })),
  /** Takes a request on, or lets it go again. */
  take: procedure('edit_journal', ['NOT_FOUND', 'STALE_VERSION', 'CONFLICT'])
    .route({ method: 'POST', path: '/waiting/{entryId}/owner' })
    .input(z.object({ ...known, isMine: z.boolean() }))
    .output(written.extend({ version })),
  /** Ends the waiting without a visit. */
  close: procedure('edit_journal', ['NOT_FOUND', 'STALE_VERSION', 'CONFLICT'])
    .route({ method: 'POST', path: '/waiting/{entryId}/close' })
    .input(z.object({ ...known, reason: requiredLine(200), isDeclined: z.boolean().default(false) }))
    .output(written.extend({ version })),
  /** Writes down that a time was offered; it is held for the answer as long as the setting says. */
  offer: procedure('edit_journal', ['NOT_FOUND', 'STALE_VERSION', 'CONFLICT', 'INVALID_INPUT', 'SLOT_TAKEN'])
    .route({ method: 'POST', path: '/waiting/{entryId}/offer' })
    .input(z.object({ ...known, localDate, startMin: minuteOfDay, lines: z.array(bookLineInput).max(20).optional() }))
    .output(written.extend({ version, untilMs: z.int() })),
  /** Offers a freed time as the policy says: to the first, or to everybody it fits. */
  offerWindow: procedure('edit_journal', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/waiting/offers' })
    .input(z.object({ localDate, staffId, startMin: minuteOfDay, endMin: minuteOfDay }))
    .output(written.extend({ offered: z.array(z.object({ entryId: waitingEntryId, name: z.string() })) })),
  /** The answer is no, or there was none in time: they wait on, and the next in the queue is asked. */
  decline: procedure('edit_journal', ['NOT_FOUND', 'STALE_VERSION', 'CONFLICT'])
    .route({ method: 'POST', path: '/waiting/{entryId}/decline' })
    .input(z.object(known))
    .output(written.extend({ version, next: z.object({ entryId: waitingEntryId, name: z.string() }).nullable() })),
  /** Books the visit and closes the entry, both or neither. */
  book: procedure('edit_journal', [
    ...CONFLICT_ERRORS,
    'NOT_FOUND',
    'STALE_VERSION',
    'FORBIDDEN',
    'INVALID_INPUT',
    'CONFLICT',
  ])
    .route({ method: 'POST', path: '/waiting/{entryId}/book' })
    .input(
      z.object({
        ...known,
        localDate,
        startMin: minuteOfDay,
        lines: z.array(bookLineInput).min(1).max(20),
        /** For somebody without a card; by default made of the entry's name and phone. */
        newClient: newClient.optional(),
        wantsThisMaster: z.boolean().default(false),
        /** A guest who is here already has arrived. */
        status: z.enum(['booked', 'arrived']).default('booked'),
        acceptedWarnings: z.array(z.enum(SOFT_CONFLICTS)).default([]),
        overrideReason: requiredLine(200).optional(),
      }),
    )
    .output(
      written.extend({
        visitId,
        clientId: clientId.nullable(),
        /** Others who were asked about the same time and are now to be told. */
        told: z.array(z.string()),
      }),
    ),
  /** Takes the seat they wait for and closes the entry; the last one is taken by exactly one (A13). */
  join: procedure('edit_journal', [
    'GROUP_FULL',
    'CLIENT_BUSY',
    'ROOM_FULL',
    'ROOM_BLOCKED',
    'NOT_FOUND',
    'STALE_VERSION',
    'INVALID_INPUT',
    'CONFLICT',
  ])
    .route({ method: 'POST', path: '/waiting/{entryId}/join' })
    .input(
      z.object({
        ...known,
        acceptedWarnings: z.array(z.enum(SOFT_CONFLICTS)).default([]),
        overrideReason: requiredLine(200).optional(),
      }),
    )
    .output(written.extend({ visitId, clientId: clientId.nullable() })),
  /** Seats a guest of the live queue now, with the master whose turn it is; the visit begins at once, status arrived. */
  seat: procedure('edit_journal', ['NOT_FOUND', 'STALE_VERSION', 'CONFLICT'])
    .route({ method: 'POST', path: '/waiting/{entryId}/seat' })
    .input(z.object(known))
    .output(written.extend({ visitId, staffId, startMin: minuteOfDay })),
};
