import { z } from 'zod';
import {
  clientId,
  idOf,
  line,
  localDate,
  minuteOfDay,
  moneyMinor,
  paragraph,
  procedure,
  requiredLine,
  roomId,
  serviceId,
  staffId,
  version,
  visitId,
  written,
} from '../contract-base.ts';
import {
  CONFLICT_ERRORS,
  SOFT_CONFLICTS,
  dayEventSchema,
  dayVisitSchema,
  visitStatus,
} from '../journal/journal.contract.ts';

export const groupEventId = idOf('groupEvent');

/** The most seats a group event may have. */
export const MAX_SEATS = 500;
/** The most weeks a group event is copied to at once. */
export const MAX_WEEKS = 52;

const capacity = z.int().min(1).max(MAX_SEATS);
const durationMin = z.int().min(5).max(720);

const overrides = {
  acceptedWarnings: z.array(z.enum(SOFT_CONFLICTS)).default([]),
  overrideReason: requiredLine(200).optional(),
};

/** Conflicts of a group event's own time, master, room and equipment (A12, A13). */
export const EVENT_CONFLICTS = CONFLICT_ERRORS.filter(
  (code): code is Exclude<(typeof CONFLICT_ERRORS)[number], 'CLIENT_BUSY' | 'BOOKING_RULE' | 'PATCH_TEST'> =>
    code !== 'CLIENT_BUSY' && code !== 'BOOKING_RULE' && code !== 'PATCH_TEST',
);

/** Where a group event stands and what it offers. What is left out comes from the service, the room from R4. */
export const newEventInput = z.object({
  serviceId,
  staffId,
  roomId: roomId.nullable().optional(),
  localDate,
  startMin: minuteOfDay,
  durationMin: durationMin.optional(),
  capacity: capacity.optional(),
  /** Price of a seat. */
  priceMinor: moneyMinor.optional(),
  /** Its own name; empty: the service's. */
  title: line(80).default(''),
  comment: paragraph(1000).default(''),
  ...overrides,
});

const newClient = z.object({
  firstName: requiredLine(60),
  lastName: line(60).default(''),
  phone: line(30).default(''),
});

/** Why a date was, or would be, left out of a repetition. */
const datedConflict = z.object({
  code: z.string(),
  clientName: z.string(),
  staffName: z.string(),
  roomName: z.string(),
  eventTitle: z.string(),
  startMin: z.int().nullable(),
  endMin: z.int().nullable(),
  reason: z.string(),
  cause: z.string(),
});
const repeatedDate = z.object({ localDate, conflict: datedConflict.nullable() });
export type RepeatedDate = z.infer<typeof repeatedDate>;

const weeks = z.int().min(1).max(MAX_WEEKS);

/** Group events (A13): one slot of a master and a room, many participants, each with their own visit. */
export const groupsContract = {
  /** An event with everybody who takes or took a seat. */
  get: procedure('see_journal', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/groups/{eventId}' })
    .input(z.object({ eventId: groupEventId }))
    .output(
      z.object({
        event: dayEventSchema,
        status: z.enum(['planned', 'cancelled']),
        cancelReason: z.string().nullable(),
        /** By the time they were entered, the cancelled and the missed ones too. */
        participants: z.array(dayVisitSchema),
      }),
    ),
  /** Planned events of the days ahead that still have a seat, the nearest first; with the full ones, where a client may wait. */
  open: procedure('see_journal')
    .route({ method: 'GET', path: '/groups' })
    .input(
      z.object({
        days: z.int().min(1).max(90).default(30),
        serviceId: serviceId.optional(),
        withFull: z.boolean().default(false),
      }),
    )
    .output(z.array(dayEventSchema)),
  create: procedure('edit_journal', [...EVENT_CONFLICTS, 'NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/groups' })
    .input(newEventInput)
    .output(written.extend({ eventId: groupEventId })),
  /** Moves an event, makes it longer or shorter, gives it another master, room, name, price or number of seats. */
  update: procedure('edit_journal', [
    ...EVENT_CONFLICTS,
    'CLIENT_BUSY',
    'NOT_FOUND',
    'STALE_VERSION',
    'INVALID_INPUT',
    'CONFLICT',
  ])
    .route({ method: 'PATCH', path: '/groups/{eventId}' })
    .input(
      z.object({
        eventId: groupEventId,
        version,
        staffId: staffId.optional(),
        roomId: roomId.nullable().optional(),
        localDate: localDate.optional(),
        startMin: minuteOfDay.optional(),
        durationMin: durationMin.optional(),
        capacity: capacity.optional(),
        priceMinor: moneyMinor.optional(),
        title: line(80).optional(),
        comment: paragraph(1000).optional(),
        ...overrides,
      }),
    )
    .output(written.extend({ version })),
  /** Takes the event off the day with all its participants, as one command. */
  cancel: procedure('edit_journal', ['NOT_FOUND', 'STALE_VERSION', 'CONFLICT'])
    .route({ method: 'POST', path: '/groups/{eventId}/cancel' })
    .input(z.object({ eventId: groupEventId, version, by: z.enum(['client', 'salon']), reason: requiredLine(200) }))
    .output(written.extend({ version, cancelled: z.int() })),
  /** Takes a seat for a client. */
  join: procedure('edit_journal', [
    'GROUP_FULL',
    'CLIENT_BUSY',
    'ROOM_FULL',
    'ROOM_BLOCKED',
    'NOT_FOUND',
    'INVALID_INPUT',
    'CONFLICT',
  ])
    .route({ method: 'POST', path: '/groups/{eventId}/participants' })
    .input(
      z.object({
        eventId: groupEventId,
        clientId: clientId.nullable(),
        newClient: newClient.optional(),
        comment: paragraph(1000).default(''),
        source: line(40).default('reception'),
        status: visitStatus.extract(['booked', 'confirmed', 'arrived']).default('booked'),
        priceMinor: moneyMinor.optional(),
        ...overrides,
      }),
    )
    .output(written.extend({ visitId, clientId: clientId.nullable() })),
  /** Gives a seat back; the answer tells what is free now, to be offered to who waits for it (A13). */
  leave: procedure('edit_journal', ['NOT_FOUND', 'ROW_DELETED', 'STALE_VERSION', 'CONFLICT'])
    .route({ method: 'POST', path: '/groups/participants/{visitId}/leave' })
    .input(z.object({ visitId, version, by: z.enum(['client', 'salon']), reason: requiredLine(200) }))
    .output(
      written.extend({
        version,
        freedSeat: z.object({
          eventId: groupEventId,
          title: z.string(),
          localDate,
          startMin: minuteOfDay,
          /** Seats free now. */
          free: z.int(),
        }),
      }),
    ),
  /** What a weekly repetition would meet, before it is made. */
  previewRepeat: procedure('see_journal', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/groups/{eventId}/repeat' })
    .input(z.object({ eventId: groupEventId, weeks }))
    .output(z.array(repeatedDate)),
  /** Copies an event to the same weekday of the next weeks, without participants; dates with a conflict are left out. */
  repeat: procedure('edit_journal', ['NOT_FOUND', 'CONFLICT'])
    .route({ method: 'POST', path: '/groups/{eventId}/repeat' })
    .input(z.object({ eventId: groupEventId, weeks }))
    .output(written.extend({ created: z.array(localDate), skipped: z.array(repeatedDate) })),
};
