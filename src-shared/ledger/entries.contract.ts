import { z } from 'zod';
import {
  clientId,
  documentId,
  fileOutput,
  line,
  localDate,
  moneyAccountId,
  procedure,
  saleId,
  userId,
  visitId,
} from '../contract-base.ts';
import { fileRef } from '../files/files.contract.ts';
import { ACCOUNT_CODES, type AccountCode, DOCUMENT_KINDS } from './accounts.rules.ts';

const minor = z.int();
const accountCode = z.literal(ACCOUNT_CODES as unknown as readonly [AccountCode, ...AccountCode[]]);
const period = { fromDate: localDate, toDate: localDate };
const documentKind = z.enum(DOCUMENT_KINDS);

/** Entries behind a figure; see `CellFilter`. */
export const cellFilterSchema = z.object({
  accounts: z.array(accountCode).min(1).max(ACCOUNT_CODES.length),
  object: z.int().nullable(),
  counters: z.array(accountCode).max(ACCOUNT_CODES.length).nullable(),
  counterObject: z.int().nullable(),
  sign: z.enum(['debit', 'credit']),
  isOneSided: z.boolean(),
});
export type CellFilterInput = z.infer<typeof cellFilterSchema>;

/** An entry as a person reads it. */
const entrySchema = z.object({
  entryId: z.int(),
  documentId,
  localDate,
  documentKind,
  number: z.int(),
  event: z.string(),
  debitAccount: z.int(),
  debitName: z.string().nullable(),
  creditAccount: z.int(),
  creditName: z.string().nullable(),
  clientName: z.string().nullable(),
  byName: z.string().nullable(),
  amountMinor: minor,
  /** With the sign with which it stands in the figure. */
  signedMinor: minor,
});
export type LedgerEntry = z.infer<typeof entrySchema>;

/** A document in a list. */
const documentRowSchema = z.object({
  documentId,
  kind: documentKind,
  number: z.int(),
  localDate,
  atMs: z.int(),
  amountMinor: minor,
  clientId: clientId.nullable(),
  clientName: z.string().nullable(),
  byName: z.string().nullable(),
  /** Kind of what a storno takes back. */
  reversesKind: documentKind.nullable(),
  isReversed: z.boolean(),
  note: z.string(),
});
export type DocumentListRow = z.infer<typeof documentRowSchema>;

/** The register of documents: what it may be narrowed by. */
const documentFilter = {
  ...period,
  kinds: z.array(documentKind).max(DOCUMENT_KINDS.length).default([]),
  clientId: clientId.nullable().default(null),
  accountId: moneyAccountId.nullable().default(null),
  createdBy: userId.nullable().default(null),
  number: z.int().positive().nullable().default(null),
  /** Part of the comment or of the reason. */
  text: line(100).default(''),
};

/** What stands behind a figure: entries and documents, read and as a table for the accountant (F5). */
export const entriesContract = {
  /** The entries behind a figure, newest first, with the sum and number of all of them. */
  entries: procedure('see_finance', ['INVALID_INPUT'])
    .route({ method: 'POST', path: '/ledger/entries/search' })
    .input(
      z.object({
        ...period,
        filter: cellFilterSchema,
        clientId: clientId.nullable().default(null),
        after: z.object({ localDate, documentId: z.int(), entryId: z.int() }).nullable().default(null),
        limit: z.int().min(1).max(200).default(100),
      }),
    )
    .output(z.object({ sumMinor: minor, count: z.int(), rows: z.array(entrySchema) })),
  /** The register of documents, newest first. */
  documents: procedure('see_finance', ['INVALID_INPUT'])
    .route({ method: 'GET', path: '/ledger/documents' })
    .input(
      z.object({
        ...documentFilter,
        after: z.object({ localDate, documentId: z.int() }).nullable().default(null),
        limit: z.int().min(1).max(200).default(100),
      }),
    )
    .output(z.object({ rows: z.array(documentRowSchema), hasMore: z.boolean() })),
  /** What the register can be narrowed by: accounts and people. */
  choices: procedure('see_finance')
    .route({ method: 'GET', path: '/ledger/choices' })
    .output(
      z.object({
        accounts: z.array(z.object({ accountId: moneyAccountId, name: z.string() })),
        users: z.array(z.object({ userId, name: z.string() })),
        firstOn: localDate.nullable(),
      }),
    ),
  /** A document with everything that stands behind it. */
  document: procedure('see_finance', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/ledger/documents/{documentId}' })
    .input(z.object({ documentId }))
    .output(
      documentRowSchema.omit({ note: true }).extend({
        reason: z.string(),
        comment: z.string(),
        shift: z.object({ number: z.int(), localDate }).nullable(),
        staffName: z.string().nullable(),
        entries: z.array(entrySchema),
        tenders: z.array(
          z.object({ kind: z.string(), accountName: z.string().nullable(), amountMinor: minor, reference: z.string() }),
        ),
        /** Receipts and papers attached to it. */
        files: z.array(fileRef),
        sale: z.object({ saleId, number: z.int(), documentId, visitId: visitId.nullable(), localDate }).nullable(),
        operation: z
          .object({
            fromName: z.string().nullable(),
            toName: z.string().nullable(),
            articleName: z.string().nullable(),
            supplierName: z.string().nullable(),
            feeMinor: minor,
            dueOn: localDate.nullable(),
          })
          .nullable(),
        /** The document that this storno takes back, the storno of it, and others of the same check. */
        related: z.array(
          z.object({
            documentId,
            kind: documentKind,
            number: z.int(),
            localDate,
            amountMinor: minor,
            relation: z.enum(['reverses', 'reversedBy', 'sameSale']),
          }),
        ),
      }),
    ),
  /** All entries of a period as an Excel table for an accountant (F5). */
  entriesFile: procedure('see_finance', ['INVALID_INPUT', 'LIMIT_EXCEEDED'])
    .route({ method: 'POST', path: '/ledger/entries/file' })
    .input(z.object(period))
    .output(fileOutput),
};
