import { z } from 'zod';
import {
  idOf,
  localDate,
  minuteOfDay,
  procedure,
  requiredLine,
  roomId,
  serviceId,
  staffId,
  version,
  visitId,
  written,
} from '../contract-base.ts';

/** What is closed, exactly one of the three, and when: the same hours on each day of a span. */
const blockPlace = z.object({
  staffId: staffId.nullable().default(null),
  /** A room or equipment. */
  roomId: roomId.nullable().default(null),
  serviceId: serviceId.nullable().default(null),
  localDate,
  /** The last day, inclusive; one day unless given. */
  toDate: localDate.optional(),
  startMin: minuteOfDay,
  endMin: minuteOfDay,
});

/** A booking or a group event that stands in closed time. */
const blockedVisit = z.object({
  /** Null for a group event without a participant's visit. */
  visitId: visitId.nullable(),
  localDate,
  startMin: minuteOfDay,
  endMin: minuteOfDay,
  staffId,
  staffName: z.string(),
  /** The client, or the title of the group event. */
  clientName: z.string(),
  serviceName: z.string(),
});
export type BlockedVisit = z.infer<typeof blockedVisit>;

/** Closed time of a master, a room, a device or a service (A3, A4). */
export const blocksContract = {
  /** Visits in the way refuse it; with the right override_conflict and a reason they stay and show as conflicts. */
  addBlock: procedure('edit_journal', ['NOT_FOUND', 'MASTER_BUSY', 'ROOM_FULL', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/blocks' })
    .input(blockPlace.extend({ reason: requiredLine(120), overrideReason: requiredLine(200).optional() }))
    .output(written.extend({ blockId: idOf('block'), blockIds: z.array(idOf('block')), visits: z.int() })),
  /** Who is booked in time that is about to be closed, by time. */
  blockedVisits: procedure('edit_journal', ['INVALID_INPUT'])
    .route({ method: 'POST', path: '/blocks/visits' })
    .input(blockPlace)
    .output(z.array(blockedVisit)),
  /** Closed time of one master, room or service from a day on, by time. */
  blocks: procedure('see_journal', ['INVALID_INPUT'])
    .route({ method: 'GET', path: '/blocks' })
    .input(
      z.object({
        staffId: staffId.optional(),
        roomId: roomId.optional(),
        serviceId: serviceId.optional(),
        fromDate: localDate,
      }),
    )
    .output(
      z.array(
        z.object({
          id: idOf('block'),
          localDate,
          startMin: minuteOfDay,
          endMin: minuteOfDay,
          reason: z.string(),
          version,
          /** Bookings that stand in it. */
          visits: z.int(),
        }),
      ),
    ),
  removeBlock: procedure('edit_journal', ['NOT_FOUND'])
    .route({ method: 'DELETE', path: '/blocks/{blockId}' })
    .input(z.object({ blockId: idOf('block') }))
    .output(written),
  /** Several at once, as one command: the days of one closing. */
  removeBlocks: procedure('edit_journal', ['NOT_FOUND'])
    .route({ method: 'POST', path: '/blocks/remove' })
    .input(z.object({ blockIds: z.array(idOf('block')).min(1).max(400) }))
    .output(written),
};
