import { z } from 'zod';
import {
  line,
  localDate,
  moneyMinor,
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
import { swatch } from '../services/services.contract.ts';

const staffFields = z.object({
  firstName: requiredLine(60),
  lastName: line(60).default(''),
  jobTitle: line(80).default(''),
  level: line(40).default(''),
  colour: swatch,
  phone: line(30).nullable().default(null),
  email: line(120).nullable().default(null),
  hiredOn: localDate.nullable().default(null),
  leftOn: localDate.nullable().default(null),
  defaultRoomId: roomId.nullable().default(null),
  note: paragraph(2000).default(''),
});

export const staffSchema = staffFields.extend({
  id: staffId,
  position: z.int(),
  isArchived: z.boolean(),
  version,
  services: z.array(z.object({ serviceId, priceMinor: moneyMinor.nullable(), durationMin: z.int().nullable() })),
});
export type StaffMember = z.infer<typeof staffSchema>;

/** The people who work in the salon. */
export const staffContract = {
  list: procedure('see_catalogue')
    .route({ method: 'GET', path: '/staff' })
    .input(z.object({ withArchived: z.boolean().default(false) }))
    .output(z.array(staffSchema)),
  create: procedure('edit_catalogue', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/staff' })
    .input(staffFields)
    .output(written.extend({ staffId })),
  update: procedure('edit_catalogue', ['NOT_FOUND', 'STALE_VERSION', 'INVALID_INPUT'])
    .route({ method: 'PATCH', path: '/staff/{staffId}' })
    .input(z.object({ staffId, version, values: patchOf(staffFields) }))
    .output(written.extend({ version })),
  /** A master with future bookings is not archived: CONFLICT tells how many and until when. */
  setArchived: procedure('edit_catalogue', ['NOT_FOUND', 'STALE_VERSION', 'CONFLICT'])
    .route({ method: 'POST', path: '/staff/{staffId}/archive' })
    .input(z.object({ staffId, version, isArchived: z.boolean() }))
    .output(written),
  /** Replaces what a master does; archived services keep theirs. A service in segments takes no own time (A5). */
  setServices: procedure('edit_catalogue', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'PUT', path: '/staff/{staffId}/services' })
    .input(
      z.object({
        staffId,
        services: z
          .array(
            z.object({
              serviceId,
              priceMinor: moneyMinor.nullable().default(null),
              durationMin: z.int().min(5).max(720).nullable().default(null),
            }),
          )
          .max(1000),
      }),
    )
    .output(written),
  reorder: procedure('edit_catalogue', ['NOT_FOUND'])
    .route({ method: 'POST', path: '/staff/order' })
    .input(z.object({ staffIds: z.array(staffId).max(500) }))
    .output(written),
};
