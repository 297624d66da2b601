import { z } from 'zod';
import {
  certificateId,
  clientId,
  documentId,
  errorData,
  fileOutput,
  idOf,
  line,
  localDate,
  membershipId,
  moneyAccountId,
  moneyMinor,
  procedure,
  productId,
  requestKey,
  requiredLine,
  saleId,
  saleLineId,
  serviceId,
  shiftId,
  staffId,
  visitId,
  visitLineId,
  written,
} from '../contract-base.ts';
import { sentenceSchema } from '../client-figures/client-figures.contract.ts';
import { DOMAIN_ERROR_CODES } from '../kernel/errors.ts';
import { DISCOUNT_SOURCES, LINE_KINDS } from './pricing.rules.ts';

/** A percent or a fixed amount off. */
export const offSchema = z.union([
  z.object({ rateBp: z.int().min(1).max(10_000) }),
  z.object({ amountMinor: moneyMinor.min(1) }),
]);

/** A line of a check that is being made. The key is the screen's own and comes back with the price. */
export const ticketLineSchema = z.object({
  key: requiredLine(40),
  kind: z.enum(LINE_KINDS),
  visitLineId: visitLineId.nullable().default(null),
  serviceId: serviceId.nullable().default(null),
  productId: productId.nullable().default(null),
  /** Of a certificate that is sold: its type, or null for a free amount. */
  certificateTypeId: idOf('certificateType').nullable().default(null),
  /** Of a membership that is sold. */
  membershipTypeId: idOf('membershipType').nullable().default(null),
  /** Who does it; of a tip: whose it is. */
  staffId: staffId.nullable().default(null),
  /** Who sold it; kept apart from the cashier. */
  sellerId: staffId.nullable().default(null),
  quantityMilli: z.int().min(1).max(1_000_000_000).default(1000),
  /** Price of one unit; null = by the price list (P1). Of a certificate, deposit or tip: what is paid. */
  priceMinor: moneyMinor.nullable().default(null),
  /** Why another price than the price list's (P2). */
  priceReason: line(200).default(''),
  manual: z
    .object({ off: offSchema, reason: line(200).default('') })
    .nullable()
    .default(null),
  /** Covered by this membership (P3); null = paid. Left out = the program proposes one. */
  coveredById: membershipId.nullable().optional(),
  /** Of a certificate that is sold. */
  certificate: z
    .object({
      /** Empty = the next number. */
      number: line(40).default(''),
      nominalMinor: moneyMinor.min(1),
      expiresOn: localDate.nullable().optional(),
      recipient: line(120).default(''),
    })
    .nullable()
    .default(null),
  /** Of a membership that is sold: whose it is when it is not the client of the check, and who else may use it. */
  membership: z
    .object({ holderId: clientId.nullable().default(null), memberIds: z.array(clientId).max(20).default([]) })
    .nullable()
    .optional(),
});
export type TicketLine = z.infer<typeof ticketLineSchema>;

/** A check that is being made. */
export const ticketSchema = z.object({
  visitId: visitId.nullable().default(null),
  clientId: clientId.nullable().default(null),
  lines: z.array(ticketLineSchema).max(200),
  couponCode: line(40).default(''),
  /** A bundle whose one price the services of the visit share (P10) comes with the visit's lines. */
  comment: line(500).default(''),
});
export type Ticket = z.infer<typeof ticketSchema>;

/** One way of paying; a check may have several (T1). */
export const tenderInputSchema = z.object({
  kind: z.enum(['bonus', 'certificate', 'deposit', 'card', 'sbp', 'transfer', 'cash']),
  /** Where the money goes; left out = the account that is usual for the kind. */
  accountId: moneyAccountId.nullable().default(null),
  certificateId: certificateId.nullable().default(null),
  /** What it pays; of cash: what is handed over, the change is counted (T1). */
  amountMinor: moneyMinor.min(1),
  reference: line(60).default(''),
});
export type TenderInput = z.infer<typeof tenderInputSchema>;

const discountSchema = z.object({
  source: z.enum(DISCOUNT_SOURCES),
  sourceId: z.int().nullable(),
  title: z.string(),
  rateBp: z.int().nullable(),
  amountMinor: z.int(),
  reason: z.string(),
});

/** Something that stands in the way of the payment, or that the person should know; `lineKey` null = of the whole check. */
const problemSchema = z.object({
  code: z.enum(DOMAIN_ERROR_CODES),
  lineKey: z.string().nullable(),
  isBlocking: z.boolean(),
  data: errorData,
});
export type CheckoutProblem = z.infer<typeof problemSchema>;

export const quoteLineSchema = z.object({
  key: z.string(),
  kind: z.enum(LINE_KINDS),
  title: z.string(),
  note: z.string(),
  staffId: staffId.nullable(),
  sellerId: staffId.nullable(),
  quantityMilli: z.int(),
  listPriceMinor: z.int(),
  /** Range in which a price may be chosen (P2). */
  priceFromMinor: z.int(),
  priceToMinor: z.int(),
  priceMinor: z.int(),
  grossMinor: z.int(),
  discounts: z.array(discountSchema),
  netMinor: z.int(),
  coveredBy: z.object({ membershipId, title: z.string(), unitsLeft: z.int().nullable() }).nullable(),
  recognisedMinor: z.int(),
  takesBonus: z.boolean(),
  earnsBonus: z.boolean(),
  /** Every rouble explained, in order: where the price comes from, what came off and why something else did not. */
  why: z.array(sentenceSchema),
});
export type QuoteLine = z.infer<typeof quoteLineSchema>;

export const quoteSchema = z.object({
  visitId: visitId.nullable(),
  clientId: clientId.nullable(),
  clientName: z.string().nullable(),
  /** Price date (P1). */
  pricedOn: localDate,
  lines: z.array(quoteLineSchema),
  grossMinor: z.int(),
  discountMinor: z.int(),
  dueMinor: z.int(),
  /** Lines that only money can pay: certificates, memberships, deposits, tips. */
  moneyOnlyMinor: z.int(),
  /** What the client has, may spend here (P9) and earns when none are spent, of what base (T11). */
  bonus: z.object({ balanceMinor: z.int(), maxMinor: z.int(), earnsMinor: z.int(), earnBaseMinor: z.int() }).nullable(),
  depositMinor: z.int(),
  debtMinor: z.int(),
  /** How much more the client may owe (T3); 0 = nothing. */
  creditLeftMinor: z.int(),
  certificates: z.array(
    z.object({ certificateId, number: z.string(), balanceMinor: z.int(), expiresOn: localDate.nullable() }),
  ),
  /** By pool (T8): one whose services have visits of their own comes once for each that has some left. */
  memberships: z.array(
    z.object({
      membershipId,
      title: z.string(),
      unitsLeft: z.int().nullable(),
      lastDay: localDate.nullable(),
      /** What it covers, so that the screen can offer it on the fitting lines (P3). */
      serviceIds: z.array(serviceId),
    }),
  ),
  coupon: z.object({ code: z.string(), name: z.string(), amountMinor: z.int() }).nullable(),
  shift: z.object({ shiftId, accountId: moneyAccountId, localDate, number: z.int() }).nullable(),
  problems: z.array(problemSchema),
});
export type Quote = z.infer<typeof quoteSchema>;

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
    }),
  ),
});
export type Sale = z.infer<typeof saleSchema>;

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

const REFUND_ERRORS = [
  'NOT_FOUND',
  'CONFLICT',
  'INVALID_INPUT',
  'LIMIT_EXCEEDED',
  'SHIFT_CLOSED',
  'SHIFT_EXPIRED',
  'PERIOD_LOCKED',
] as const;

/** A check that is being made: begun, priced, kept. Part of `checkout` in the tree, as the two below. */
export const ticketContract = {
  /** The check of a visit as it begins: its lines, or the draft that was kept; without a visit an empty one. */
  begin: procedure('take_payment', ['NOT_FOUND', 'ALREADY_PAID', 'CONFLICT'])
    .route({ method: 'GET', path: '/checkout/begin' })
    .input(z.object({ visitId: visitId.nullable().default(null), clientId: clientId.nullable().default(null) }))
    .output(
      z.object({
        ticket: ticketSchema,
        quote: quoteSchema,
        /** An unfinished check that was kept: the person is told, and may begin anew. */
        isDraft: z.boolean(),
        /** The sale that the visit has already. */
        saleId: saleId.nullable(),
        rebook: z.object({ onDate: localDate, serviceIds: z.array(serviceId), staffId: staffId.nullable() }).nullable(),
      }),
    ),
  /** Prices a check; writes nothing. */
  quote: procedure('take_payment', ['NOT_FOUND', 'LIMIT_EXCEEDED'])
    .route({ method: 'POST', path: '/checkout/quote' })
    .input(ticketSchema)
    .output(quoteSchema),
  /** Keeps an unfinished check of a visit, so that it is there after a break. */
  keepDraft: procedure('take_payment', ['NOT_FOUND', 'LIMIT_EXCEEDED'])
    .route({ method: 'PUT', path: '/checkout/drafts' })
    .input(z.object({ ticket: ticketSchema }))
    .output(written),
};

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
