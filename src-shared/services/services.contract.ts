import { z } from 'zod';
import {
  categoryId,
  levelId,
  localDate,
  moneyMinor,
  patchOf,
  priceListId,
  procedure,
  requiredLine,
  serviceId,
  staffId,
  version,
  written,
} from '../contract-base.ts';

/** Colours a category or a master may have (ui.md 3.2): a fixed palette, never a free picker. */
export const SWATCHES = [
  'teal',
  'blue',
  'indigo',
  'violet',
  'grape',
  'pink',
  'red',
  'orange',
  'yellow',
  'lime',
  'green',
  'gray',
] as const;
export const swatch = z.enum(SWATCHES);

/** Part of a service's time: work of the master, or waiting that may free them (A5). */
export const segmentSchema = z.object({ kind: z.enum(['active', 'processing']), minutes: z.int().min(5).max(480) });

const serviceFields = z.object({
  categoryId,
  name: requiredLine(120),
  priceMinor: moneyMinor,
  priceMaxMinor: moneyMinor.nullable().default(null),
  durationMin: z.int().min(5).max(720),
  bufferBeforeMin: z.int().min(0).max(240).default(0),
  bufferAfterMin: z.int().min(0).max(240).default(0),
  segments: z.array(segmentSchema).max(10).nullable().default(null),
  periodicityDays: z.int().min(1).max(730).nullable().default(null),
  isOnline: z.boolean().default(true),
});

export const serviceSchema = serviceFields.extend({
  id: serviceId,
  position: z.int(),
  isArchived: z.boolean(),
  version,
  /** Who does it, with their level, and their own price (from the beginning) and time where they differ (P1, A5). */
  staff: z.array(
    z.object({
      staffId,
      priceMinor: moneyMinor.nullable(),
      durationMin: z.int().nullable(),
      segments: z.array(segmentSchema).nullable(),
      level: z.object({ id: levelId, percentBp: z.int() }).nullable(),
    }),
  ),
  /** Times of levels where they differ (A5). */
  levels: z.array(z.object({ levelId, durationMin: z.int().nullable(), segments: z.array(segmentSchema).nullable() })),
  /** Dated prices of every list; `priceMinor` null ends the place's own price (P1). */
  prices: z.array(
    z.object({
      listId: priceListId.nullable(),
      levelId: levelId.nullable(),
      staffId: staffId.nullable(),
      validFrom: localDate,
      priceMinor: moneyMinor.nullable(),
      priceMaxMinor: moneyMinor.nullable(),
    }),
  ),
});
export type Service = z.infer<typeof serviceSchema>;

export const categorySchema = z.object({
  id: categoryId,
  name: z.string(),
  colour: swatch,
  position: z.int(),
  isArchived: z.boolean(),
  version,
});

export type Category = z.infer<typeof categorySchema>;

const categoryFields = z.object({ name: requiredLine(80), colour: swatch });

/** The price list. */
export const servicesContract = {
  list: procedure('see_catalogue')
    .route({ method: 'GET', path: '/services' })
    .input(z.object({ withArchived: z.boolean().default(false) }))
    .output(z.object({ categories: z.array(categorySchema), services: z.array(serviceSchema) })),
  create: procedure('edit_catalogue', ['NOT_FOUND', 'ALREADY_EXISTS', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/services' })
    .input(serviceFields)
    .output(written.extend({ serviceId })),
  update: procedure('edit_catalogue', ['NOT_FOUND', 'STALE_VERSION', 'ALREADY_EXISTS', 'INVALID_INPUT'])
    .route({ method: 'PATCH', path: '/services/{serviceId}' })
    .input(z.object({ serviceId, version, values: patchOf(serviceFields) }))
    .output(written.extend({ version })),
  /** Bookings of an archived service stay. Back from the archive its name must still be free, its category comes along. */
  setArchived: procedure('edit_catalogue', ['NOT_FOUND', 'STALE_VERSION', 'ALREADY_EXISTS'])
    .route({ method: 'POST', path: '/services/{serviceId}/archive' })
    .input(z.object({ serviceId, version, isArchived: z.boolean() }))
    .output(written),
  /** Replaces who does a service; archived masters keep theirs. A service in segments takes no own time (A5). */
  setStaff: procedure('edit_catalogue', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'PUT', path: '/services/{serviceId}/staff' })
    .input(
      z.object({
        serviceId,
        staff: z
          .array(
            z.object({
              staffId,
              priceMinor: moneyMinor.nullable().default(null),
              durationMin: z.int().min(5).max(720).nullable().default(null),
            }),
          )
          .max(200),
      }),
    )
    .output(written),
  createCategory: procedure('edit_catalogue', ['ALREADY_EXISTS'])
    .route({ method: 'POST', path: '/service-categories' })
    .input(categoryFields)
    .output(written.extend({ categoryId })),
  /** A category with services in use is not archived: CONFLICT tells how many. */
  updateCategory: procedure('edit_catalogue', ['NOT_FOUND', 'STALE_VERSION', 'ALREADY_EXISTS', 'CONFLICT'])
    .route({ method: 'PATCH', path: '/service-categories/{categoryId}' })
    .input(
      z.object({
        categoryId,
        version,
        values: patchOf(categoryFields).extend({ isArchived: z.boolean().optional() }),
      }),
    )
    .output(written),
  /** New order of the services of one category. */
  reorder: procedure('edit_catalogue', ['NOT_FOUND'])
    .route({ method: 'POST', path: '/service-categories/{categoryId}/order' })
    .input(z.object({ categoryId, serviceIds: z.array(serviceId).max(1000) }))
    .output(written),
};
