import { z } from 'zod';
import {
  idOf,
  line,
  localDate,
  moneyMinor,
  paragraph,
  patchOf,
  procedure,
  requiredLine,
  roleSchema,
  roomId,
  serviceId,
  staffId,
  version,
  written,
} from '../contract-base.ts';
import { fileId } from '../files/files.contract.ts';
import { swatch } from '../services/services.contract.ts';
import { staffPapersContract } from './staff-papers.contract.ts';

const jobPositionId = idOf('jobPosition');
const levelId = idOf('level');
export type JobPositionId = z.infer<typeof jobPositionId>;
export type LevelId = z.infer<typeof levelId>;

const positionFields = z.object({
  name: requiredLine(80),
  /** Role that a user account of such a master gets at first; null = none is offered. */
  role: roleSchema.nullable().default(null),
});

export const positionSchema = positionFields.extend({
  id: jobPositionId,
  isArchived: z.boolean(),
  version,
  /** People in the salon who have it. */
  staffCount: z.int(),
});
export type JobPosition = z.infer<typeof positionSchema>;

const staffFields = z.object({
  firstName: requiredLine(60),
  lastName: line(60).default(''),
  middleName: line(60).default(''),
  /** Written under the name in the journal; left empty, it is the name of the position. */
  jobTitle: line(80).default(''),
  jobPositionId: jobPositionId.nullable().default(null),
  /** How the salon wrote the level before there was a list of levels; shown while `levelId` is null. */
  level: line(40).default(''),
  /** Level of the price list: prices and times may depend on it (P1, A5). */
  levelId: levelId.nullable().default(null),
  colour: swatch,
  phone: line(30).nullable().default(null),
  email: line(120).nullable().default(null),
  messenger: line(80).default(''),
  address: line(200).default(''),
  birthday: localDate.nullable().default(null),
  hiredOn: localDate.nullable().default(null),
  leftOn: localDate.nullable().default(null),
  defaultRoomId: roomId.nullable().default(null),
  /** Rooms the master may work in; none = any. */
  roomIds: z.array(roomId).max(100).default([]),
  /** Whether others may be booked into the waiting time of this master's services; null = as the salon does (A6). */
  isGapBookable: z.boolean().nullable().default(null),
  note: paragraph(2000).default(''),
});

export const staffSchema = staffFields.extend({
  id: staffId,
  position: z.int(),
  isArchived: z.boolean(),
  version,
  /** Name of the level, or what the salon wrote before there were levels. */
  levelName: z.string(),
  /** Role of the position, for a new user account of this person. */
  positionRole: roleSchema.nullable(),
  photoFileId: fileId.nullable(),
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
  /** Positions of the salon with the role each brings along (S2). */
  positions: procedure('see_catalogue')
    .route({ method: 'GET', path: '/staff/positions' })
    .input(z.object({ withArchived: z.boolean().default(false) }))
    .output(z.array(positionSchema)),
  createPosition: procedure('edit_catalogue', ['ALREADY_EXISTS'])
    .route({ method: 'POST', path: '/staff/positions' })
    .input(positionFields)
    .output(written.extend({ jobPositionId })),
  /** People whose title was the old name of the position get the new one. */
  updatePosition: procedure('edit_catalogue', ['NOT_FOUND', 'STALE_VERSION', 'ALREADY_EXISTS'])
    .route({ method: 'PATCH', path: '/staff/positions/{jobPositionId}' })
    .input(
      z.object({
        jobPositionId,
        version,
        values: patchOf(positionFields).extend({ isArchived: z.boolean().optional() }),
      }),
    )
    .output(written.extend({ version })),
  /** Levels that a master may be given, in their order. */
  levels: procedure('see_catalogue')
    .route({ method: 'GET', path: '/staff/levels' })
    .output(z.array(z.object({ id: levelId, name: z.string() }))),
  ...staffPapersContract,
};
