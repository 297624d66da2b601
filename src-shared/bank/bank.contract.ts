import { z } from 'zod';
import { articleId, supplierId, tenderId } from '../cash/operations.contract.ts';
import { documentId, localDate, moneyAccountId, procedure, requestKey } from '../contract-base.ts';
import { DOCUMENT_KINDS } from '../ledger/accounts.rules.ts';

const isSure = z.boolean();
const documentShape = { documentId, documentKind: z.enum(DOCUMENT_KINDS), number: z.int(), localDate };

const proposalSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('posted'), ...documentShape, isSure }),
  z.object({
    kind: z.literal('settlement'),
    accountId: moneyAccountId,
    name: z.string(),
    tenderIds: z.array(tenderId),
    fromDate: localDate,
    toDate: localDate,
    grossMinor: z.int(),
    feeMinor: z.int(),
    isSure,
  }),
  z.object({ kind: z.literal('supplier_payment'), supplierId, name: z.string(), isSure }),
  z.object({ kind: z.literal('transfer'), accountId: moneyAccountId, name: z.string(), isSure }),
  z.object({ kind: z.literal('expense'), articleId, name: z.string(), isSure }),
  z.object({ kind: z.literal('unknown'), isSure: z.literal(false) }),
]);
export type LineProposal = z.infer<typeof proposalSchema>;

const lineSchema = z.object({
  /** The line posted once is never posted twice, whoever loads the file again. */
  requestKey,
  title: z.string(),
  number: z.string(),
  localDate,
  direction: z.enum(['in', 'out']),
  amountMinor: z.int(),
  partyName: z.string(),
  partyTaxNumber: z.string(),
  purpose: z.string(),
  proposal: proposalSchema,
});
export type BankLine = z.infer<typeof lineSchema>;

const statementSchema = z.object({
  /** Twenty digits, as the file names the account. */
  account: z.string(),
  /** Whether it is the account of the salon's requisites; null while they name none. */
  isOwnAccount: z.boolean().nullable(),
  fromDate: localDate,
  toDate: localDate,
  openingMinor: z.int().nullable(),
  closingMinor: z.int().nullable(),
  bookOpeningMinor: z.int(),
  bookClosingMinor: z.int(),
  /** The balances of the file do not agree with its lines. */
  isShort: z.boolean(),
  faults: z.array(z.object({ textLine: z.int(), fault: z.enum(['BAD_AMOUNT', 'BAD_DATE', 'NOT_OF_ACCOUNT']) })),
  lines: z.array(lineSchema),
  /** What the books have on these days and the bank has not. */
  missing: z.array(z.object({ ...documentShape, signedMinor: z.int() })),
});
export type BankStatement = z.infer<typeof statementSchema>;

/** Bank statements in the format 1CClientBankExchange, read against the books (features.md F6). */
export const bankContract = {
  /**
   * Reads a statement and proposes for every line what it is in the books; posts nothing.
   *
   * INVALID_INPUT names why the file is no statement of one account (`StatementProblem`), or that the account is no bank's.
   */
  statement: procedure('manage_money', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/bank/statement' })
    .input(z.object({ base64: z.base64().max(8_000_000), accountId: moneyAccountId }))
    .output(statementSchema),
};
