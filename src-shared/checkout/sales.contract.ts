import { z } from 'zod';
import {
  certificateId,
  clientId,
  documentId,
  line,
  localDate,
  membershipId,
  moneyAccountId,
  moneyMinor,
  procedure,
  productId,
  requestKey,
  saleId,
  saleLineId,
  serviceId,
  shiftId,
  visitId,
  visitLineId,
  written,
} from '../contract-base.ts';
import { quoteLineSchema, tenderInputSchema, ticketSchema } from './checkout.contract.ts';
import { LINE_KINDS } from './pricing.rules.ts';

const saleStatus = z.enum(['posted', 'partly_refunded', 'refunded', 'reversed']);
export type SaleStatus = z.infer<typeof saleStatus>;

const tenderSchema = z.object({
  tenderId: z.int(),
  documentId,
  kind: tenderInputSchema.shape.kind,
  accountId: moneyAccountId.nullable(),
  accountName: z.string().nullable(),
  certificateId: certificateId.nullable(),
  certificateNumber: z.string().nullable(),
  amountMinor: z.int(),
  givenMinor: z.int().nullable(),
  changeMinor: z.int().nullable(),
  reference: z.string(),
  /** What may still be given back by it (T4). */
  refundableMinor: z.int(),
});

export const saleSchema = z.object({
  saleId,
  documentId,
  number: z.int(),
  localDate,
  atMs: z.int(),
  status: saleStatus,
  visitId: visitId.nullable(),
  clientId: clientId.nullable(),
  clientName: z.string().nullable(),
  cashierName: z.string().nullable(),
  shiftId: shiftId.nullable(),
  grossMinor: z.int(),
  discountMinor: z.int(),
  netMinor: z.int(),
  paidMinor: z.int(),
  debtMinor: z.int(),
  refundedMinor: z.int(),
  /** Change that stayed with the salon as a deposit beside the check (T1). */
  keptMinor: z.int(),
  comment: z.string(),
  lines: z.array(
    quoteLineSchema.omit({ key: true, priceFromMinor: true, priceToMinor: true, coveredBy: true }).extend({
      saleLineId,
      visitLineId: visitLineId.nullable(),
      serviceId: serviceId.nullable(),
      productId: productId.nullable(),
      staffName: z.string().nullable(),
      sellerName: z.string().nullable(),
      coveredById: membershipId.nullable(),
      /** Tax inside the net (M8); null = none. */
      vatBp: z.int().nullable(),
      vatMinor: z.int(),
      /** Part of the net that bonuses paid (P9). */
      bonusMinor: z.int(),
      refundedQuantityMilli: z.int(),
      refundedMinor: z.int(),
    }),
  ),
  tenders: z.array(tenderSchema),
  /** Everything posted after it: refunds, payments, the reversal. */
  documents: z.array(
    z.object({
      documentId,
      kind: z.string(),
      number: z.int(),
      localDate,
      atMs: z.int(),
      amountMinor: z.int(),
      reason: z.string(),
      byName: z.string().nullable(),
      /** A storno took it back. */
      isReversed: z.boolean(),
      /** All that it took and gave back, by the way of paying, also what of it belongs to other checks. */
      money: z.array(z.object({ kind: tenderInputSchema.shape.kind, amountMinor: z.int() })),
    }),
  ),
});
export type Sale = z.infer<typeof saleSchema>;

const PAY_ERRORS = [
  'NOT_FOUND',
  'CONFLICT',
  'STALE_VERSION',
  'INVALID_INPUT',
  'PRICE_OUT_OF_RANGE',
  'DISCOUNT_LIMIT',
  'NONCASH_OVERPAYMENT',
  'DEBT_LIMIT',
  'BONUS_INSUFFICIENT',
  'BONUS_LIMIT',
  'CERTIFICATE_EXPIRED',
  'CERTIFICATE_EMPTY',
  'MEMBERSHIP_FROZEN',
  'MEMBERSHIP_EXPIRED',
  'MEMBERSHIP_NOT_COVERED',
  'SHIFT_CLOSED',
  'SHIFT_EXPIRED',
  'PERIOD_LOCKED',
  'ALREADY_PAID',
  'ALREADY_EXISTS',
  'LIMIT_EXCEEDED',
] as const;

const DEBT_ERRORS = [
  'NOT_FOUND',
  'CONFLICT',
  'INVALID_INPUT',
  'NONCASH_OVERPAYMENT',
  'BONUS_INSUFFICIENT',
  'BONUS_LIMIT',
  'CERTIFICATE_EXPIRED',
  'CERTIFICATE_EMPTY',
  'SHIFT_CLOSED',
  'SHIFT_EXPIRED',
  'PERIOD_LOCKED',
  'LIMIT_EXCEEDED',
] as const;

/** Paying, and what has been paid (T1-T3, T17, T18). */
export const salesContract = {
  /** Pays: one transaction; the same key again answers with the first sale (T18). */
  pay: procedure('take_payment', PAY_ERRORS)
    .route({ method: 'POST', path: '/checkout/sales' })
    .input(
      z.object({
        key: requestKey,
        ticket: ticketSchema,
        tenders: z.array(tenderInputSchema).max(20),
        /** What the person saw; another price meanwhile is told, not charged. */
        expectedDueMinor: moneyMinor,
        /** The rest stays a debt of the client (T3). */
        leavesDebt: z.boolean().default(false),
        /** Change is kept as a deposit (T1). */
        keepsChange: z.boolean().default(false),
        /** Why no next booking was made. */
        rebookSkip: line(200).nullable().default(null),
      }),
    )
    .output(
      written.extend({
        saleId,
        documentId,
        number: z.int(),
        changeMinor: z.int(),
        debtMinor: z.int(),
        bonusEarnedMinor: z.int(),
      }),
    ),
  /** A later payment of debts, the oldest first unless a sale is named (T3). */
  payDebt: procedure('take_payment', DEBT_ERRORS)
    .route({ method: 'POST', path: '/checkout/payments' })
    .input(
      z.object({
        key: requestKey,
        clientId,
        saleId: saleId.nullable().default(null),
        tenders: z.array(tenderInputSchema).min(1).max(20),
      }),
    )
    .output(written.extend({ paidMinor: z.int(), changeMinor: z.int(), debtLeftMinor: z.int() })),
  /** One check with everything that followed. */
  sale: procedure('see_cash', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/checkout/sales/{saleId}' })
    .input(z.object({ saleId }))
    .output(saleSchema),
  /** Checks of a period, newest first. */
  sales: procedure('see_cash')
    .route({ method: 'GET', path: '/checkout/sales' })
    .input(
      z.object({
        fromDate: localDate,
        toDate: localDate,
        clientId: clientId.nullable().default(null),
        visitId: visitId.nullable().default(null),
        shiftId: shiftId.nullable().default(null),
        beforeId: z.int().positive().nullable().default(null),
        limit: z.int().min(1).max(200).default(100),
      }),
    )
    .output(
      z.array(
        saleSchema
          .pick({
            saleId: true,
            documentId: true,
            number: true,
            localDate: true,
            atMs: true,
            status: true,
            visitId: true,
            clientId: true,
            clientName: true,
            cashierName: true,
            netMinor: true,
            paidMinor: true,
            debtMinor: true,
            refundedMinor: true,
          })
          .extend({
            /** What was sold; a line without a name of its own is called by its kind. */
            lines: z.array(z.object({ kind: z.enum(LINE_KINDS), title: z.string() })),
            tenderKinds: z.array(tenderInputSchema.shape.kind),
            /** What was paid and given back by each kind, the change taken off. */
            tenders: z.array(z.object({ kind: tenderInputSchema.shape.kind, amountMinor: z.int() })),
          }),
      ),
    ),
  /** Completed visits that have no check yet. */
  unpaid: procedure('see_cash')
    .route({ method: 'GET', path: '/checkout/unpaid' })
    .input(z.object({ fromDate: localDate, toDate: localDate }))
    .output(
      z.array(
        z.object({
          visitId,
          localDate,
          startMin: z.int(),
          clientId: clientId.nullable(),
          clientName: z.string().nullable(),
          planMinor: z.int(),
        }),
      ),
    ),
};
