import { z } from 'zod';
import { ticketSchema } from '../checkout/checkout.contract.ts';
import {
  clientId,
  fileOutput,
  idOf,
  line,
  localDate,
  procedure,
  requestKey,
  requiredLine,
  saleId,
  visitId,
  written,
} from '../contract-base.ts';
import { INVOICE_KINDS, INVOICE_STATES } from './invoices.rules.ts';
import { PAYER_KINDS, SELLER_FIELDS } from './requisites.rules.ts';

export const invoiceId = idOf('invoice');
export const payerId = idOf('payer');

const payerShape = {
  kind: z.enum(PAYER_KINDS),
  name: line(200),
  taxNumber: line(12),
  reasonCode: line(9),
  address: line(300),
};
const payerSchema = z.object({ payerId, ...payerShape });
export type Payer = z.infer<typeof payerSchema>;

const invoiceRow = z.object({
  invoiceId,
  kind: z.enum(INVOICE_KINDS),
  number: z.int(),
  localDate,
  validUntil: localDate.nullable(),
  amountMinor: z.int(),
  vatMinor: z.int(),
  /** '' = made nameless by law. */
  payerName: z.string(),
  clientId: clientId.nullable(),
  clientName: z.string().nullable(),
  visitId: visitId.nullable(),
  /** The check it was made from, or the one that the visit got since. */
  saleId: saleId.nullable(),
  byName: z.string().nullable(),
  state: z.enum(INVOICE_STATES),
  voidReason: z.string(),
});
export type InvoiceRow = z.infer<typeof invoiceRow>;

const beforeRow = z.object({ localDate, invoiceId });
/** Which papers a list names. */
const filterShape = {
  fromDate: localDate,
  toDate: localDate,
  kind: z.enum(INVOICE_KINDS).nullable().default(null),
  number: z.int().min(1).nullable().default(null),
  /** Part of the payer's name or tax number. */
  text: line(100).default(''),
};

/** Papers that a payer asks for: invoices and VAT invoices (features.md K6). */
export const invoicesContract = {
  /** Papers of a check or of a visit, to whom they can be made out, and what the salon has to fill in first. */
  of: procedure('print_documents')
    .route({ method: 'GET', path: '/invoices/of' })
    .input(
      z.object({
        saleId: saleId.nullable().default(null),
        visitId: visitId.nullable().default(null),
        clientId: clientId.nullable().default(null),
      }),
    )
    .output(
      z.object({
        invoices: z.array(invoiceRow),
        /** Kept with the client, the newest first. */
        payers: z.array(payerSchema),
        /** The client themselves, as a payer that was not kept yet. */
        clientName: z.string().nullable(),
        missing: z.object({
          invoice: z.array(z.enum(SELLER_FIELDS)),
          vat_invoice: z.array(z.enum(SELLER_FIELDS)),
        }),
      }),
    ),
  /** Gives out a paper with the next number of its kind and year; the same key again answers with the first. */
  issue: procedure('print_documents', ['NOT_FOUND', 'INVALID_INPUT', 'CONFLICT', 'LIMIT_EXCEEDED'])
    .route({ method: 'POST', path: '/invoices' })
    .input(
      z.object({
        key: requestKey,
        kind: z.enum(INVOICE_KINDS),
        /** A check that was posted, or one that is being made: exactly one of the two. */
        saleId: saleId.nullable().default(null),
        ticket: ticketSchema.nullable().default(null),
        /** Kept requisites that are changed by what is given here; null = new ones, kept with the client if there is one. */
        payerId: payerId.nullable().default(null),
        payer: z.object(payerShape),
      }),
    )
    .output(written.extend({ invoiceId, number: z.int(), localDate, amountMinor: z.int() })),
  /** Takes a paper out of force; its number stays taken. */
  void: procedure('print_documents', ['NOT_FOUND', 'CONFLICT'])
    .route({ method: 'POST', path: '/invoices/{invoiceId}/void' })
    .input(z.object({ invoiceId, reason: requiredLine(200) }))
    .output(written),
  /** Forgets kept requisites; papers that bear them stay as they are. */
  removePayer: procedure('print_documents', ['NOT_FOUND'])
    .route({ method: 'DELETE', path: '/invoices/payers/{payerId}' })
    .input(z.object({ payerId }))
    .output(written),
  /** Papers of a period, newest first, a page at a time. */
  list: procedure('see_cash')
    .route({ method: 'GET', path: '/invoices' })
    .input(
      z.object({
        ...filterShape,
        before: beforeRow.nullable().default(null),
        limit: z.int().min(1).max(200).default(100),
      }),
    )
    .output(z.object({ rows: z.array(invoiceRow), hasMore: z.boolean() })),
  /** The same list as an Excel file, oldest first, with the requisites of the payers: what an accountant asks for. */
  listFile: procedure('see_finance')
    .route({ method: 'POST', path: '/invoices/file' })
    .input(z.object(filterShape))
    .output(fileOutput),
  /** The paper as a PDF (A4), with the number it was given. */
  file: procedure('see_cash', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/invoices/{invoiceId}/file' })
    .input(z.object({ invoiceId }))
    .output(fileOutput),
};
