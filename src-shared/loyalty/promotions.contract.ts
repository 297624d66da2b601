import { z } from 'zod';
import {
  categoryId,
  clientId,
  documentId,
  idOf,
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
/** A check that something came off. */
const checkRows = z.array(
  z.object({
    saleId,
    documentId,
    number: z.int(),
    localDate,
    clientId: clientId.nullable(),
    clientName: z.string().nullable(),
    titles: z.array(z.string()),
    discountMinor: z.int(),
    /** Net of the lines that it came off. */
    netMinor: z.int(),
  }),
);
export type DiscountedCheck = z.infer<typeof checkRows>[number];

/** Promotions (P5) and coupons (P8) with their effect. */
export const promotionsContract = {
  promotions: procedure('see_cash')
    .route({ method: 'GET', path: '/loyalty/promotions' })
    .input(period)
    .output(z.array(promotionSchema)),
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
  /** The checks behind the effect of a promotion, the newest first. */
  promotionChecks: procedure('see_cash', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/loyalty/promotions/{promotionId}/checks' })
    .input(period.extend({ promotionId }))
    .output(checkRows),
  coupons: procedure('see_cash')
    .route({ method: 'GET', path: '/loyalty/coupons' })
    .input(period)
    .output(z.array(couponSchema)),
  createCoupon: procedure('edit_loyalty', ['ALREADY_EXISTS', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/loyalty/coupons' })
    .input(couponValuesSchema)
    .output(written.extend({ couponId })),
  updateCoupon: procedure('edit_loyalty', ['NOT_FOUND', 'STALE_VERSION', 'ALREADY_EXISTS', 'INVALID_INPUT'])
    .route({ method: 'PATCH', path: '/loyalty/coupons/{couponId}' })
    .input(z.object({ couponId, version, values: patchOf(couponValuesSchema.extend({ isArchived: z.boolean() })) }))
    .output(written),
  couponChecks: procedure('see_cash', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/loyalty/coupons/{couponId}/checks' })
    .input(period.extend({ couponId }))
    .output(checkRows),
};
