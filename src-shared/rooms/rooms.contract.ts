import { z } from 'zod';
import {
  paragraph,
  patchOf,
  procedure,
  requiredLine,
  roomId,
  serviceId,
  staffId,
  version,
  written,
} from '../contract-base.ts';
import { affectedVisit } from '../schedule/schedule.contract.ts';
import { dayHours } from '../settings/settings.contract.ts';
import { ROOM_KINDS } from './rooms.rules.ts';

const roomFields = z.object({
  name: requiredLine(80),
  /** Equipment is booked beside the room: a laser, a solarium. */
  kind: z.enum(ROOM_KINDS).default('room'),
  /** Clients at once (A4). */
  capacity: z.int().min(1).max(100).default(1),
  /** Own hours, Monday first; null = open whenever somebody works. */
  weekHours: z.array(dayHours).length(7).nullable().default(null),
  note: paragraph(400).default(''),
  /** Services that are done here; a service without any room is done anywhere (R4). */
  serviceIds: z.array(serviceId).max(2000).default([]),
  /** Masters who work here; a master without any room works anywhere (R5). */
  staffIds: z.array(staffId).max(500).default([]),
});

export const roomSchema = roomFields.extend({ id: roomId, position: z.int(), isArchived: z.boolean(), version });
export type Room = z.infer<typeof roomSchema>;

/** Rooms, work places and equipment with their capacity and hours (A4). */
export const roomsContract = {
  list: procedure('see_catalogue')
    .route({ method: 'GET', path: '/rooms' })
    .input(z.object({ withArchived: z.boolean().default(false) }))
    .output(z.array(roomSchema)),
  create: procedure('edit_catalogue', ['NOT_FOUND', 'ALREADY_EXISTS'])
    .route({ method: 'POST', path: '/rooms' })
    .input(roomFields)
    .output(written.extend({ roomId })),
  /** A room with bookings ahead does not become equipment, nor the other way round: CONFLICT tells how many. */
  update: procedure('edit_catalogue', ['NOT_FOUND', 'STALE_VERSION', 'ALREADY_EXISTS', 'CONFLICT'])
    .route({ method: 'PATCH', path: '/rooms/{roomId}' })
    .input(z.object({ roomId, version, values: patchOf(roomFields) }))
    .output(written.extend({ version })),
  /**
   * Bookings ahead in a room, or with a device, that fit its hours now and would not fit other ones.
   *
   * Nothing is written. At most 500, by time.
   */
  previewHours: procedure('edit_catalogue', ['NOT_FOUND'])
    .route({ method: 'POST', path: '/rooms/{roomId}/hours/preview' })
    .input(z.object({ roomId, weekHours: roomFields.shape.weekHours }))
    .output(z.array(affectedVisit)),
  /** A room with future bookings is not archived: CONFLICT tells how many and until when. */
  setArchived: procedure('edit_catalogue', ['NOT_FOUND', 'STALE_VERSION', 'ALREADY_EXISTS', 'CONFLICT'])
    .route({ method: 'POST', path: '/rooms/{roomId}/archive' })
    .input(z.object({ roomId, version, isArchived: z.boolean() }))
    .output(written),
  /** New order of the journal's columns; rooms not named keep their order after the named ones. */
  reorder: procedure('edit_catalogue', ['NOT_FOUND'])
    .route({ method: 'POST', path: '/rooms/order' })
    .input(z.object({ roomIds: z.array(roomId).min(1).max(1000) }))
    .output(written),
};
