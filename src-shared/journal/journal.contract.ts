import { z } from 'zod';
import {
  bundleId,
  clientId,
  idOf,
  interval,
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
  visitLineId,
  written,
} from '../contract-base.ts';
import { fileId } from '../files/files.contract.ts';
import { clientMarkSchema } from '../clients/client-parts.contract.ts';
import { blocksContract } from './blocks.contract.ts';

export const VISIT_STATUSES = [
  'booked',
  'confirmed',
  'arrived',
  'in_progress',
  'completed',
  'no_show',
  'cancelled',
] as const;
export const visitStatus = z.enum(VISIT_STATUSES);
export type VisitStatus = z.infer<typeof visitStatus>;

/** Conflicts of domain.md A12 that a booking may meet. */
export const CONFLICT_ERRORS = [
  'INVALID_TIME',
  'MASTER_BUSY',
  'MASTER_ABSENT',
  'MASTER_LEFT',
  'MASTER_NOT_ALLOWED',
  'ROOM_FULL',
  'ROOM_BLOCKED',
  'EQUIPMENT_FULL',
  'SERVICE_BLOCKED',
  'NOT_QUALIFIED',
  'PATCH_TEST',
  'OUTSIDE_SCHEDULE',
  'OUTSIDE_SALON_HOURS',
  'CLIENT_BUSY',
  'BOOKING_RULE',
] as const;

/** Soft conflicts of A12: a person may confirm them. */
export const SOFT_CONFLICTS = ['OUTSIDE_SCHEDULE', 'OUTSIDE_SALON_HOURS', 'CLIENT_BUSY', 'BOOKING_RULE'] as const;

/** Conflicts in which a restored visit finds its time taken (V1). */
export const OCCUPANCY_ERRORS = [
  'MASTER_BUSY',
  'MASTER_ABSENT',
  'MASTER_LEFT',
  'ROOM_FULL',
  'ROOM_BLOCKED',
  'EQUIPMENT_FULL',
  'GROUP_FULL',
] as const;

const durationMin = z.int().min(5).max(720);

/** One service of a visit on the grid. */
export const dayLineSchema = z.object({
  id: visitLineId,
  serviceId,
  serviceName: z.string(),
  categoryId: z.int(),
  staffId,
  roomId: roomId.nullable(),
  position: z.int(),
  startMin: minuteOfDay,
  durationMin,
  bufferBeforeMin: z.int(),
  bufferAfterMin: z.int(),
  /** Processing time inside the service, minutes of the day: free for the master (A6). */
  processing: z.array(interval),
  /** Its processing time is not bookable: the master stays busy (A6). */
  holdsMaster: z.boolean(),
  /** Devices held together with the room (A4). */
  equipmentIds: z.array(roomId),
  priceMinor: moneyMinor,
});

/** A group event on the grid (A13): it holds its master, room and equipment once, whoever takes part. */
export const dayEventSchema = z.object({
  id: idOf('groupEvent'),
  version,
  localDate,
  serviceId,
  serviceName: z.string(),
  categoryId: z.int(),
  /** Its own name, or the service's. */
  title: z.string(),
  comment: z.string(),
  staffId,
  roomId: roomId.nullable(),
  startMin: minuteOfDay,
  durationMin,
  bufferBeforeMin: z.int(),
  bufferAfterMin: z.int(),
  equipmentIds: z.array(roomId),
  capacity: z.int(),
  /** Participants who occupy a seat (A12): not cancelled, not no_show. */
  taken: z.int(),
  /** The seats are those of the room: each participant holds one of its places. */
  seatsFromRoom: z.boolean(),
  /** Price of a seat. */
  priceMinor: moneyMinor,
});
export type DayEvent = z.infer<typeof dayEventSchema>;

/** A visit as the day's grid draws it. */
/** Whether a visit is paid (V3). */
export const VISIT_PAYMENTS = ['unpaid', 'partial', 'paid'] as const;
export type VisitPayment = (typeof VISIT_PAYMENTS)[number];

export const dayVisitSchema = z.object({
  id: visitId,
  version,
  localDate,
  status: visitStatus,
  clientId: clientId.nullable(),
  clientName: z.string(),
  /** Whole, masked or null by the right see_phones. */
  clientPhone: z.string().nullable(),
  clientNote: z.string(),
  allergy: z.string(),
  contraindication: z.string(),
  clientCategory: clientMarkSchema.nullable(),
  comment: z.string(),
  source: z.string(),
  wantsThisMaster: z.boolean(),
  isFirstVisit: z.boolean(),
  isBirthday: z.boolean(),
  cancelReason: z.string().nullable(),
  /** The series it belongs to (A14). */
  seriesId: idOf('series').nullable(),
  /** The group event it takes a seat of (A13). */
  groupEventId: idOf('groupEvent').nullable(),
  /** Paid by a check, a part of it still owed, no check yet (V3); null = of a time before the salon kept its cash here. */
  payment: z.enum(VISIT_PAYMENTS).nullable(),
  lines: z.array(dayLineSchema),
});
export type DayVisit = z.infer<typeof dayVisitSchema>;
export type DayLine = z.infer<typeof dayLineSchema>;

/** A master's day: when they work and why they do not. */
export const dayStaffSchema = z.object({
  id: staffId,
  name: z.string(),
  shortName: z.string(),
  jobTitle: z.string(),
  colour: z.string(),
  photoFileId: fileId.nullable(),
  defaultRoomId: roomId.nullable(),
  /** Effective working intervals (A3). */
  work: z.array(interval),
  breaks: z.array(interval),
  absence: z
    .object({
      reason: z.string(),
      fromDate: z.string(),
      toDate: z.string(),
      startMin: minuteOfDay.nullable(),
      endMin: minuteOfDay.nullable(),
    })
    .nullable(),
  /** Every absence that touches the day; `absence` is the one to name. */
  absences: z.array(
    z.object({
      reason: z.string(),
      toDate: z.string(),
      startMin: minuteOfDay.nullable(),
      endMin: minuteOfDay.nullable(),
    }),
  ),
  /** Title of an expired paper without which they may not work on this day. */
  notAllowed: z.string().nullable(),
  isScheduled: z.boolean(),
  /** Not employed on this day (before the first or after the last one): nothing new can be booked. */
  hasLeft: z.boolean(),
  /** Active minutes of occupying visits / available minutes (R6), bp; null without a schedule. */
  loadBp: z.int().nullable(),
  serviceIds: z.array(serviceId),
  /** Rooms they work in (R5); empty = any. */
  roomIds: z.array(roomId),
  /** Others may be booked into their processing time. */
  isGapBookable: z.boolean(),
});

/** A room or a device of the day, with the hours in which it can be used (A4). */
const dayPlaceSchema = z.object({ id: roomId, name: z.string(), capacity: z.int(), hours: z.array(interval) });

export const daySchema = z.object({
  localDate,
  salonHours: z.array(interval),
  salonNote: z.string(),
  staff: z.array(dayStaffSchema),
  rooms: z.array(dayPlaceSchema),
  equipment: z.array(dayPlaceSchema),
  /** What services ask for besides a master, for those that ask for something (R4). */
  serviceLimits: z.array(
    z.object({
      serviceId,
      roomIds: z.array(roomId),
      equipmentIds: z.array(roomId),
      isGapBookable: z.boolean(),
    }),
  ),
  visits: z.array(dayVisitSchema),
  /** Group events that take place; cancelled ones are not on the day. */
  events: z.array(dayEventSchema),
  blocks: z.array(
    z.object({
      id: idOf('block'),
      staffId: staffId.nullable(),
      roomId: roomId.nullable(),
      serviceId: serviceId.nullable(),
      startMin: minuteOfDay,
      endMin: minuteOfDay,
      reason: z.string(),
      version,
    }),
  ),
});
export type Day = z.infer<typeof daySchema>;
export type DayStaff = z.infer<typeof dayStaffSchema>;

/** What a day comes to. Money in minor units, times in minutes, load in basis points. */
export const dayCountsSchema = z.object({
  localDate,
  visits: z.int(),
  plannedMinor: z.int(),
  activeMin: z.int(),
  availableMin: z.int(),
  loadBp: z.int().nullable(),
  staffIds: z.array(staffId).optional(),
  absentIds: z.array(staffId).optional(),
});
export type DayCounts = z.infer<typeof dayCountsSchema>;

/** One service of a booking; the start of the first is the visit's, the next run back to back unless given (A7). */
export const bookLineInput = z.object({
  serviceId,
  staffId,
  startMin: minuteOfDay.optional(),
  durationMin: durationMin.optional(),
  roomId: roomId.nullable().optional(),
  priceMinor: moneyMinor.optional(),
  /** The bundle it is a part of; it has the bundle's price while all parts stand in their order (P10). */
  bundleId: bundleId.optional(),
});

/** Soft conflicts are confirmed by code; hard ones need the right override_conflict and a reason (A12). */
const overrides = {
  acceptedWarnings: z.array(z.enum(SOFT_CONFLICTS)).default([]),
  overrideReason: requiredLine(200).optional(),
};

const newClient = z.object({
  firstName: requiredLine(60),
  lastName: line(60).default(''),
  phone: line(30).default(''),
});

/** The day's journal: reading it and every act of reception on it. */
export const journalContract = {
  day: procedure('see_journal')
    .route({ method: 'GET', path: '/journal/{localDate}' })
    .input(z.object({ localDate }))
    .output(daySchema),
  /** The same master on several days: one column a day. */
  staffDays: procedure('see_journal', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/journal/staff/{staffId}' })
    .input(z.object({ staffId, fromDate: localDate, days: z.int().min(1).max(31) }))
    .output(z.array(daySchema)),
  /** The same room on several days: one column a day, with everybody who may work in it. */
  roomDays: procedure('see_journal', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/journal/room/{roomId}' })
    .input(z.object({ roomId, fromDate: localDate, days: z.int().min(1).max(31) }))
    .output(z.array(daySchema)),
  /**
   * Per day: visits, booked money and load; for the month, the mini-calendar and the week's load.
   *
   * Of one master or one room when asked so. `staffIds` are the masters with a shift on the day, `absentIds` those whom an
   * absence keeps away the whole day; both only with `withStaff`.
   */
  counts: procedure('see_journal', ['INVALID_INPUT', 'NOT_FOUND'])
    .route({ method: 'GET', path: '/journal/counts' })
    .input(
      z.object({
        fromDate: localDate,
        toDate: localDate,
        staffId: staffId.optional(),
        roomId: roomId.optional(),
        withStaff: z.boolean().default(false),
      }),
    )
    .output(z.array(dayCountsSchema)),
  visit: procedure('see_journal', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/visits/{visitId}' })
    .input(z.object({ visitId }))
    .output(dayVisitSchema),
  book: procedure('edit_journal', [...CONFLICT_ERRORS, 'NOT_FOUND', 'FORBIDDEN', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/visits' })
    .input(
      z.object({
        localDate,
        startMin: minuteOfDay,
        clientId: clientId.nullable(),
        newClient: newClient.optional(),
        lines: z.array(bookLineInput).min(1).max(20),
        comment: paragraph(1000).default(''),
        source: line(40).default('reception'),
        wantsThisMaster: z.boolean().default(false),
        status: z.enum(['booked', 'confirmed', 'arrived']).default('booked'),
        ...overrides,
      }),
    )
    .output(written.extend({ visitId, clientId: clientId.nullable() })),
  /** Moves a whole visit, or one of its services, to another time, day or master; resizing is a new duration of a line. */
  move: procedure('edit_journal', [
    ...CONFLICT_ERRORS,
    'NOT_FOUND',
    'ROW_DELETED',
    'STALE_VERSION',
    'FORBIDDEN',
    'CONFLICT',
  ])
    .route({ method: 'POST', path: '/visits/{visitId}/move' })
    .input(
      z.object({
        visitId,
        version,
        localDate,
        /** The line that was taken hold of. */
        lineId: visitLineId,
        startMin: minuteOfDay,
        staffId,
        roomId: roomId.nullable().optional(),
        durationMin: durationMin.optional(),
        scope: z.enum(['visit', 'line']).default('visit'),
        ...overrides,
      }),
    )
    .output(written.extend({ version })),
  /** Replaces what the form shows: client, services, comment, flags. */
  edit: procedure('edit_journal', [
    ...CONFLICT_ERRORS,
    'NOT_FOUND',
    'ROW_DELETED',
    'STALE_VERSION',
    'FORBIDDEN',
    'INVALID_INPUT',
    'CONFLICT',
  ])
    .route({ method: 'PATCH', path: '/visits/{visitId}' })
    .input(
      z.object({
        visitId,
        version,
        /** Another day: judged only as the visit stands there in the end. */
        localDate: localDate.optional(),
        clientId: clientId.nullable().optional(),
        newClient: newClient.optional(),
        lines: z
          .array(bookLineInput.extend({ id: visitLineId.optional(), startMin: minuteOfDay }))
          .min(1)
          .max(20)
          .optional(),
        comment: paragraph(1000).optional(),
        source: line(40).optional(),
        wantsThisMaster: z.boolean().optional(),
        ...overrides,
      }),
    )
    .output(written.extend({ version })),
  /** Moves along the life cycle of domain.md section 3. */
  setStatus: procedure('edit_journal', [
    'NOT_FOUND',
    'ROW_DELETED',
    'STALE_VERSION',
    'FORBIDDEN',
    'TOO_EARLY',
    'CONFLICT',
    'PATCH_TEST',
    ...OCCUPANCY_ERRORS,
  ])
    .route({ method: 'POST', path: '/visits/{visitId}/status' })
    .input(
      z.object({
        visitId,
        version,
        status: visitStatus.exclude(['cancelled']),
        /** Starts a service in spite of its allergy test: needs the right override_safeguard. */
        overrideReason: requiredLine(200).optional(),
      }),
    )
    .output(written.extend({ version })),
  cancel: procedure('edit_journal', ['NOT_FOUND', 'ROW_DELETED', 'STALE_VERSION', 'CONFLICT'])
    .route({ method: 'POST', path: '/visits/{visitId}/cancel' })
    .input(z.object({ visitId, version, by: z.enum(['client', 'salon']), reason: requiredLine(200) }))
    .output(written.extend({ version })),
  ...blocksContract,
  /** Free windows of a day by master, longest first in time order; at least `minMin` long. */
  freeWindows: procedure('see_journal')
    .route({ method: 'GET', path: '/journal/{localDate}/windows' })
    .input(z.object({ localDate, minMin: z.int().min(5).max(720).default(15) }))
    .output(z.array(z.object({ staffId, staffName: z.string(), startMin: minuteOfDay, endMin: minuteOfDay }))),
};
