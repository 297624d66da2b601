import { z } from 'zod';
import {
  categoryId,
  clientId,
  documentId,
  idOf,
  line,
  localDate,
  minuteOfDay,
  patchOf,
  procedure,
  productId,
  requiredLine,
  saleId,
  serviceId,
  version,
  written,
} from '../contract-base.ts';
import { offSchema } from '../checkout/checkout.contract.ts';
import { couponId, promotionId } from './bonuses.contract.ts';
import { SCOPES } from './promotions.rules.ts';

/** When, of what and for whom (P5, P8); an empty list asks nothing. */
export const conditionsSchema = z.object({
  weekdays: z.array(z.int().min(1).max(7)).max(7).default([]),
  fromMin: minuteOfDay.nullable().default(null),
  toMin: minuteOfDay.nullable().default(null),
  scope: z.enum(SCOPES).default('all'),
  serviceIds: z.array(serviceId).max(500).default([]),
  categoryIds: z.array(categoryId).max(200).default([]),
  productIds: z.array(productId).max(500).default([]),
  productCategoryIds: z.array(idOf('productCategory')).max(200).default([]),
  clientCategoryIds: z.array(idOf('clientCategory')).max(100).default([]),
  segmentId: idOf('segment').nullable().default(null),
  isNewOnly: z.boolean().default(false),
  birthday: z
    .object({ daysBefore: z.int().min(0).max(60), daysAfter: z.int().min(0).max(60) })
    .nullable()
    .default(null),
});

/** What it brought in a period: live checks only. */
const effectSchema = z.object({ checks: z.int(), discountMinor: z.int(), revenueMinor: z.int() });

const promotionValuesSchema = z.object({
  name: requiredLine(80),
  off: offSchema,
  isCombinable: z.boolean().default(false),
  noBonus: z.boolean().default(false),
  conditions: conditionsSchema,
  validFrom: localDate,
  /** Last day, that day included; null = until it is archived. */
  validTo: localDate.nullable().default(null),
});

export const promotionSchema = promotionValuesSchema.extend({
  promotionId,
  version: z.int(),
  isArchived: z.boolean(),
  state: z.enum(['running', 'early', 'over', 'archived']),
  effect: effectSchema,
});
export type Promotion = z.infer<typeof promotionSchema>;

const couponValuesSchema = z.object({
  code: requiredLine(40),
  name: requiredLine(80),
  off: offSchema,
  conditions: conditionsSchema,
  validFrom: localDate,
  validTo: localDate.nullable().default(null),
  maxUses: z.int().min(1).max(1_000_000).nullable().default(null),
  maxUsesPerClient: z.int().min(1).max(1000).nullable().default(null),
});

export const couponSchema = couponValuesSchema.extend({
  couponId,
  version: z.int(),
  isArchived: z.boolean(),
  uses: z.int(),
  state: z.enum(['running', 'early', 'over', 'spent', 'archived']),
  effect: effectSchema,
});
export type Coupon = z.infer<typeof couponSchema>;

const period = z.object({ fromDate: localDate, toDate: localDate });

/** A page of a list with the effect of a period; a text finds a part of the name or code. */
const pageOf = period.extend({
  text: line(60).default(''),
  withArchived: z.boolean().default(false),
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(200).default(100),
});

const EFFECT_SOURCES = ['promotion', 'coupon'] as const;
export type EffectSource = (typeof EFFECT_SOURCES)[number];

/** Checks that it came off, of them the first ones of new clients, the other checks, all checks of the days before. */
export const EFFECT_KINDS = ['under', 'new', 'without', 'before'] as const;
export type EffectKind = (typeof EFFECT_KINDS)[number];

/** Figures of some checks: services and goods, net less refunds (R2). */
const effectSums = z.object({
  checks: z.int(),
  revenueMinor: z.int(),
  /** Over the checks of which something is left; null without one. */
  averageMinor: z.int().nullable(),
  /** Clients for whom it was the first day in the salon (R4). */
  newClients: z.int(),
});

const effectComparisonSchema = z.object({
  under: effectSums.extend({
    /** Of the revenue the lines that the discount came off. */
    linesMinor: z.int(),
    discountMinor: z.int(),
  }),
  /** Checks of the same days that it did not come off. */
  without: effectSums,
  /** All checks of as many days before. */
  before: effectSums,
  beforePeriod: period,
});
export type EffectComparison = z.infer<typeof effectComparisonSchema>;

const ofOne = period.extend({ source: z.enum(EFFECT_SOURCES), id: z.int().min(1) });

const effectCheck = z.object({
  saleId,
  documentId,
  number: z.int(),
  localDate,
  clientId: clientId.nullable(),
  clientName: z.string().nullable(),
  isNew: z.boolean(),
  titles: z.array(z.string()),
  discountMinor: z.int(),
  /** Net less refunds of the services and goods of the check. */
  netMinor: z.int(),
});
export type EffectCheck = z.infer<typeof effectCheck>;

/** Promotions (P5) and coupons (P8) with their effect. */
export const promotionsContract = {
  promotions: procedure('see_cash')
    .route({ method: 'GET', path: '/loyalty/promotions' })
    .input(pageOf)
    .output(z.object({ rows: z.array(promotionSchema), total: z.int() })),
  createPromotion: procedure('edit_loyalty', ['INVALID_INPUT'])
    .route({ method: 'POST', path: '/loyalty/promotions' })
    .input(promotionValuesSchema)
    .output(written.extend({ promotionId })),
  updatePromotion: procedure('edit_loyalty', ['NOT_FOUND', 'STALE_VERSION', 'INVALID_INPUT'])
    .route({ method: 'PATCH', path: '/loyalty/promotions/{promotionId}' })
    .input(
      z.object({ promotionId, version, values: patchOf(promotionValuesSchema.extend({ isArchived: z.boolean() })) }),
    )
    .output(written),
  coupons: procedure('see_cash')
    .route({ method: 'GET', path: '/loyalty/coupons' })
    .input(pageOf)
    .output(z.object({ rows: z.array(couponSchema), total: z.int() })),
  createCoupon: procedure('edit_loyalty', ['ALREADY_EXISTS', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/loyalty/coupons' })
    .input(couponValuesSchema)
    .output(written.extend({ couponId })),
  updateCoupon: procedure('edit_loyalty', ['NOT_FOUND', 'STALE_VERSION', 'ALREADY_EXISTS', 'INVALID_INPUT'])
    .route({ method: 'PATCH', path: '/loyalty/coupons/{couponId}' })
    .input(z.object({ couponId, version, values: patchOf(couponValuesSchema.extend({ isArchived: z.boolean() })) }))
    .output(written),
  /** What a promotion or coupon brought, beside the other checks of these days and all checks of the days before. */
  effect: procedure('see_cash', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/loyalty/effect/{source}/{id}' })
    .input(ofOne)
    .output(effectComparisonSchema),
  /** The checks behind a figure of an effect, the newest first. */
  effectChecks: procedure('see_cash', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/loyalty/effect/{source}/{id}/checks' })
    .input(
      ofOne.extend({
        kind: z.enum(EFFECT_KINDS),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(200).default(100),
      }),
    )
    .output(z.object({ rows: z.array(effectCheck), total: z.int() })),
};
