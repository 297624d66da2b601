import { z } from 'zod';
import { patchOf, procedure, requiredLine, roomId, version, written } from '../contract-base.ts';

const roomFields = z.object({ name: requiredLine(80), capacity: z.int().min(1).max(100).default(1) });

export const roomSchema = roomFields.extend({ id: roomId, position: z.int(), isArchived: z.boolean(), version });
export type Room = z.infer<typeof roomSchema>;

/** Rooms and work places with their capacity (A4). */
export const roomsContract = {
  list: procedure('see_catalogue')
    .route({ method: 'GET', path: '/rooms' })
    .input(z.object({ withArchived: z.boolean().default(false) }))
    .output(z.array(roomSchema)),
  create: procedure('edit_catalogue', ['ALREADY_EXISTS'])
    .route({ method: 'POST', path: '/rooms' })
    .input(roomFields)
    .output(written.extend({ roomId })),
  update: procedure('edit_catalogue', ['NOT_FOUND', 'STALE_VERSION', 'ALREADY_EXISTS'])
    .route({ method: 'PATCH', path: '/rooms/{roomId}' })
    .input(z.object({ roomId, version, values: patchOf(roomFields) }))
    .output(written.extend({ version })),
  /** A room with future bookings is not archived: CONFLICT tells how many and until when. */
  setArchived: procedure('edit_catalogue', ['NOT_FOUND', 'STALE_VERSION', 'ALREADY_EXISTS', 'CONFLICT'])
    .route({ method: 'POST', path: '/rooms/{roomId}/archive' })
    .input(z.object({ roomId, version, isArchived: z.boolean() }))
    .output(written),
};
