import { z } from 'zod';
import {
  categoryId,
  levelId,
  localDate,
  minuteOfDay,
  moneyMinor,
  patchOf,
  priceListId,
  procedure,
  requiredLine,
  roomId,
  serviceId,
  staffId,
  version,
  written,
} from '../contract-base.ts';
import { bundleProcedures, bundleSchema } from './bundles.contract.ts';
import { levelSchema, priceListSchema, pricingProcedures } from './pricing.contract.ts';
import { SERVICE_ICONS } from './service-icons.ts';

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
export const serviceIcon = z.enum(SERVICE_ICONS);

/** Part of a service's time: work of the master, or waiting that may free them (A5). */
export const segmentSchema = z.object({ kind: z.enum(['active', 'processing']), minutes: z.int().min(5).max(480) });
const segments = z.array(segmentSchema).max(10).nullable().default(null);
const rateBp = z.int().min(0).max(10_000);
const durationMin = z.int().min(5).max(720);
const starts = z.array(minuteOfDay).max(48);

/** Times at which a service may begin, by weekday (Monday first) and by date (J19). */
const fixedStarts = z.object({
  weekly: z.array(starts).length(7),
  dates: z.array(z.object({ localDate, starts })).max(400),
});

const days = z.int().min(0).max(3650).nullable().default(null);
/** When a service may follow others (features.md part 2, nr 14). */
const bookingRule = z.object({
  afterServiceIds: z.array(serviceId).min(1).max(50),
  minDays: days,
  maxDays: days,
  allowsFirst: z.boolean().default(true),
});

const serviceFields = z.object({
  categoryId,
  name: requiredLine(120),
  icon: serviceIcon.nullable().default(null),
  /** Price of the default list from the beginning; dated prices replace it (P1). */
  priceMinor: moneyMinor,
  priceMaxMinor: moneyMinor.nullable().default(null),
  durationMin,
  bufferBeforeMin: z.int().min(0).max(240).default(0),
  bufferAfterMin: z.int().min(0).max(240).default(0),
  segments,
  /** Times of levels where they differ (A5). */
  levels: z
    .array(z.object({ levelId, durationMin: durationMin.nullable().default(null), segments }))
    .max(50)
    .default([]),
  periodicityDays: z.int().min(1).max(730).nullable().default(null),
  /** For how many days a test for allergy is good; null = the service needs none (features.md part 2, nr 24). */
  patchTestDays: z.int().min(1).max(730).nullable().default(null),
  isOnline: z.boolean().default(true),
  /** Seats of a group service (A13); null = for one client. */
  groupCapacity: z.int().min(1).max(500).nullable().default(null),
  /** The seats of a group are those of its room (A13). */
  seatsFromRoom: z.boolean().default(false),
  /** Another client may be booked into its processing time (features.md part 2, nr 2). */
  isGapBookable: z.boolean().default(true),
  /** Rooms it may be done in; none = any. */
  roomIds: z.array(roomId).max(100).default([]),
  /** Equipment that it holds for its whole time, each of them. */
  equipmentIds: z.array(roomId).max(20).default([]),
  fixedStarts: fixedStarts.nullable().default(null),
  bookingRule: bookingRule.nullable().default(null),
  /** Least net of one unit (P7); null = none. */
  minPriceMinor: moneyMinor.nullable().default(null),
  /** Cap of all discounts (P7); null = the salon's alone. */
  discountCapBp: rateBp.nullable().default(null),
  noDiscount: z.boolean().default(false),
  noBonus: z.boolean().default(false),
  /** Tax inside the price (M8); null = as the salon's setting says. */
  vatBp: rateBp.nullable().default(null),
});

/** Who does a service, with an own price (from the beginning) and time where they differ. */
const staffTerms = z
  .array(
    z.object({
      staffId,
      priceMinor: moneyMinor.nullable().default(null),
      durationMin: durationMin.nullable().default(null),
      segments,
    }),
  )
  .max(200);
const serviceInput = serviceFields.extend({ staff: staffTerms.optional() });

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
  /** Null = at the top of the tree. */
  parentId: categoryId.nullable(),
  name: z.string(),
  colour: swatch,
  icon: serviceIcon.nullable(),
  position: z.int(),
  isArchived: z.boolean(),
  version,
});

export type Category = z.infer<typeof categorySchema>;

const categoryFields = z.object({
  name: requiredLine(80),
  colour: swatch,
  icon: serviceIcon.nullable().default(null),
  parentId: categoryId.nullable().default(null),
});

/** The price list. */
export const servicesContract = {
  /** Categories by position among their siblings; everything a price or a time comes from. */
  list: procedure('see_catalogue')
    .route({ method: 'GET', path: '/services' })
    .input(z.object({ withArchived: z.boolean().default(false) }))
    .output(
      z.object({
        categories: z.array(categorySchema),
        services: z.array(serviceSchema),
        levels: z.array(levelSchema),
        priceLists: z.array(priceListSchema),
        bundles: z.array(bundleSchema),
      }),
    ),
  /** Makes a service; `staff` says at once who does it. */
  create: procedure('edit_catalogue', ['NOT_FOUND', 'ALREADY_EXISTS', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/services' })
    .input(serviceInput)
    .output(written.extend({ serviceId })),
  /** Changes what is given; `staff` replaces who does it, archived masters keep theirs. */
  update: procedure('edit_catalogue', ['NOT_FOUND', 'STALE_VERSION', 'ALREADY_EXISTS', 'INVALID_INPUT'])
    .route({ method: 'PATCH', path: '/services/{serviceId}' })
    .input(z.object({ serviceId, version, values: patchOf(serviceInput) }))
    .output(written.extend({ version })),
  /** Bookings of an archived service stay. Back from the archive its name must still be free, its category comes along. */
  setArchived: procedure('edit_catalogue', ['NOT_FOUND', 'STALE_VERSION', 'ALREADY_EXISTS'])
    .route({ method: 'POST', path: '/services/{serviceId}/archive' })
    .input(z.object({ serviceId, version, isArchived: z.boolean() }))
    .output(written),
  /** Replaces who does a service; archived masters keep theirs. An own time of a service in segments gives segments (A5). */
  setStaff: procedure('edit_catalogue', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'PUT', path: '/services/{serviceId}/staff' })
    .input(
      z.object({
        serviceId,
        staff: staffTerms,
      }),
    )
    .output(written),
  createCategory: procedure('edit_catalogue', ['NOT_FOUND', 'ALREADY_EXISTS', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/service-categories' })
    .input(categoryFields)
    .output(written.extend({ categoryId })),
  /**
   * Changes a category; another parent puts it at the end there (INVALID_INPUT: into itself, or deeper than five).
   *
   * A category with services or bundles in use below it is not archived: CONFLICT tells how many. Its empty categories go
   * with it; back from the archive its parents come along.
   */
  updateCategory: procedure('edit_catalogue', [
    'NOT_FOUND',
    'STALE_VERSION',
    'ALREADY_EXISTS',
    'CONFLICT',
    'INVALID_INPUT',
  ])
    .route({ method: 'PATCH', path: '/service-categories/{categoryId}' })
    .input(
      z.object({
        categoryId,
        version,
        values: patchOf(categoryFields).extend({ isArchived: z.boolean().optional() }),
      }),
    )
    .output(written),
  /** New order of the categories of one parent; categories named from elsewhere move in. */
  reorderCategories: procedure('edit_catalogue', ['NOT_FOUND', 'ALREADY_EXISTS', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/service-categories/order' })
    .input(z.object({ parentId: categoryId.nullable(), categoryIds: z.array(categoryId).max(500) }))
    .output(written),
  /** New order of the services of one category; services named from elsewhere move in. */
  reorder: procedure('edit_catalogue', ['NOT_FOUND', 'ALREADY_EXISTS'])
    .route({ method: 'POST', path: '/service-categories/{categoryId}/order' })
    .input(z.object({ categoryId, serviceIds: z.array(serviceId).max(1000) }))
    .output(written),
  ...pricingProcedures,
  ...bundleProcedures,
};
