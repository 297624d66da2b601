import { z } from 'zod';
import {
  certificateId,
  documentId,
  fileOutput,
  moneyAccountId,
  moneyMinor,
  procedure,
  requestKey,
  requiredLine,
  saleId,
  saleLineId,
  written,
} from '../contract-base.ts';
import { tenderInputSchema } from './checkout.contract.ts';

/** What of a sale is given back: whole units or amounts of lines; none = everything that is left. */
const refundWhatSchema = z.object({
  saleId,
  lines: z
    .array(
      z.object({
        saleLineId,
        quantityMilli: z.int().min(0).nullable().default(null),
        amountMinor: moneyMinor.nullable().default(null),
        returnsStock: z.boolean().default(true),
      }),
    )
    .max(200)
    .nullable()
    .default(null),
});

const refundTenderSchema = z.object({
  kind: tenderInputSchema.shape.kind,
  accountId: moneyAccountId.nullable().default(null),
  certificateId: certificateId.nullable().default(null),
  amountMinor: moneyMinor.min(1),
});

const REFUND_ERRORS = [
  'NOT_FOUND',
  'CONFLICT',
  'INVALID_INPUT',
  'LIMIT_EXCEEDED',
  'SHIFT_CLOSED',
  'SHIFT_EXPIRED',
  'PERIOD_LOCKED',
] as const;

/** Giving back and taking a check back (T4, T16, V1), and the check on paper. */
export const refundsContract = {
  /** How a refund would be split over what was paid (T4); writes nothing. */
  refundPreview: procedure('refund', ['NOT_FOUND', 'INVALID_INPUT', 'LIMIT_EXCEEDED', 'CONFLICT'])
    .route({ method: 'POST', path: '/checkout/refunds/preview' })
    .input(refundWhatSchema)
    .output(
      z.object({
        totalMinor: z.int(),
        debtReductionMinor: z.int(),
        lines: z.array(z.object({ saleLineId, quantityMilli: z.int(), netMinor: z.int() })),
        tenders: z.array(refundTenderSchema.extend({ refundableMinor: z.int() })),
        bonusTakenBackMinor: z.int(),
      }),
    ),
  /** Gives back lines or amounts of a sale (T4, T13). */
  refund: procedure('refund', REFUND_ERRORS)
    .route({ method: 'POST', path: '/checkout/refunds' })
    .input(
      refundWhatSchema.extend({
        key: requestKey,
        /** Left out = as the preview proposes. */
        tenders: z.array(refundTenderSchema).max(20).nullable().default(null),
        reason: requiredLine(200),
      }),
    )
    .output(written.extend({ documentId, number: z.int(), refundedMinor: z.int() })),
  /** Takes a whole check back by a storno, with all money returned; the visit is open again (T16, T17, V1). */
  reverse: procedure('reopen_visit', [
    'NOT_FOUND',
    'CONFLICT',
    'LIMIT_EXCEEDED',
    'SHIFT_CLOSED',
    'SHIFT_EXPIRED',
    'PERIOD_LOCKED',
  ])
    .route({ method: 'POST', path: '/checkout/sales/{saleId}/reverse' })
    .input(z.object({ saleId, key: requestKey, reason: requiredLine(200) }))
    .output(written.extend({ documentId, number: z.int() })),
  /**
   * Takes a refund or a later payment of a debt back by a storno (T16).
   *
   * CONFLICT `reason: 'refundedSince'` of a payment that a refund gave back, `'bonusesSpent'`, `'certificateUsed'`,
   * `'membershipUsed'`, `'depositSpent'` of what was given and is not there any more.
   */
  takeBack: procedure('refund', [
    'NOT_FOUND',
    'CONFLICT',
    'LIMIT_EXCEEDED',
    'SHIFT_CLOSED',
    'SHIFT_EXPIRED',
    'PERIOD_LOCKED',
  ])
    .route({ method: 'POST', path: '/checkout/documents/{documentId}/reverse' })
    .input(z.object({ documentId, key: requestKey, reason: requiredLine(200) }))
    .output(written.extend({ documentId, number: z.int() })),
  /** The check as a PDF slip. */
  slip: procedure('see_cash', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/checkout/sales/{saleId}/slip' })
    .input(z.object({ saleId }))
    .output(fileOutput),
  /** The act of what was done and sold, A4, to be signed. */
  act: procedure('see_cash', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/checkout/sales/{saleId}/act' })
    .input(z.object({ saleId }))
    .output(fileOutput),
};
