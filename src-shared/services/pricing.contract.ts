import { z } from 'zod';
import {
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

const levelFields = z.object({
  name: requiredLine(60),
  /** Price of the level as a share of the base price, where it has no price of its own (P1); 10000 = the same. */
  percentBp: z.int().min(0).max(100_000).default(10_000),
});

export const levelSchema = levelFields.extend({
  id: levelId,
  isArchived: z.boolean(),
  version,
  /** Masters in the salon who have it. */
  staffCount: z.int(),
});
export type Level = z.infer<typeof levelSchema>;

const priceListFields = z.object({ name: requiredLine(60) });

export const priceListSchema = priceListFields.extend({
  id: priceListId,
  isArchived: z.boolean(),
  version,
  /** Clients whose prices come from it. */
  clientCount: z.int(),
});
export type PriceList = z.infer<typeof priceListSchema>;

/** Place of a price: the master, else the level, else the service itself. */
const place = {
  serviceId,
  levelId: levelId.nullable().default(null),
  staffId: staffId.nullable().default(null),
};

/** One cell of the table service × master; absent fields stay. */
export const termsCell = z.object({
  ...place,
  /** Whether the master does it; without it an own price or time is refused for one who does not. */
  isDone: z.boolean().optional(),
  /** Null = no own price (a base price of the default list must be there). */
  priceMinor: moneyMinor.nullable().optional(),
  /** End of the range; taken together with the price. */
  priceMaxMinor: moneyMinor.nullable().optional(),
  /** Null = no own time. Refused for a service in segments (A5). */
  durationMin: z.int().min(5).max(720).nullable().optional(),
});
export type TermsCell = z.infer<typeof termsCell>;

/** Levels, price lists and dated prices. */
export const pricingProcedures = {
  createLevel: procedure('edit_catalogue', ['ALREADY_EXISTS'])
    .route({ method: 'POST', path: '/levels' })
    .input(levelFields)
    .output(written.extend({ levelId })),
  /** A level that masters have is not archived: CONFLICT tells how many. */
  updateLevel: procedure('edit_catalogue', ['NOT_FOUND', 'STALE_VERSION', 'ALREADY_EXISTS', 'CONFLICT'])
    .route({ method: 'PATCH', path: '/levels/{levelId}' })
    .input(z.object({ levelId, version, values: patchOf(levelFields).extend({ isArchived: z.boolean().optional() }) }))
    .output(written),
  /** New order of the levels; those not named keep theirs after the named ones. */
  reorderLevels: procedure('edit_catalogue', ['NOT_FOUND'])
    .route({ method: 'POST', path: '/levels/order' })
    .input(z.object({ levelIds: z.array(levelId).max(100) }))
    .output(written),
  createPriceList: procedure('edit_catalogue', ['ALREADY_EXISTS'])
    .route({ method: 'POST', path: '/price-lists' })
    .input(priceListFields)
    .output(written.extend({ priceListId })),
  /** Clients of an archived list get the default prices. */
  updatePriceList: procedure('edit_catalogue', ['NOT_FOUND', 'STALE_VERSION', 'ALREADY_EXISTS'])
    .route({ method: 'PATCH', path: '/price-lists/{priceListId}' })
    .input(
      z.object({
        priceListId,
        version,
        values: patchOf(priceListFields).extend({ isArchived: z.boolean().optional() }),
      }),
    )
    .output(written),
  /**
   * Changes cells of the table service × master at once, all or none.
   *
   * Prices hold from `validFrom` on in the list (`listId` null = the default one); `validFrom` null = from the beginning.
   * Later versions stay. INVALID_INPUT names the first bad cell: data.index, serviceName, staffName, field, fault.
   */
  setTerms: procedure('edit_catalogue', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'PUT', path: '/services/terms' })
    .input(
      z.object({
        validFrom: localDate.nullable().default(null),
        listId: priceListId.nullable().default(null),
        cells: z.array(termsCell).min(1).max(5000),
      }),
    )
    .output(written),
  /** Takes a dated price back, as if it had never been entered. */
  removePrice: procedure('edit_catalogue', ['NOT_FOUND'])
    .route({ method: 'POST', path: '/services/{serviceId}/prices/remove' })
    .input(z.object({ ...place, listId: priceListId.nullable().default(null), validFrom: localDate }))
    .output(written),
};
