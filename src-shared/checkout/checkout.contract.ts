import { z } from 'zod';
import {
  certificateId,
  clientId,
  errorData,
  idOf,
  line,
  localDate,
  membershipId,
  moneyAccountId,
  moneyMinor,
  procedure,
  productId,
  requiredLine,
  saleId,
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

/** A check that is being made: begun, priced, kept. Part of `checkout` in the tree, as `sales.contract.ts` and
 * `refunds.contract.ts`. */
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
