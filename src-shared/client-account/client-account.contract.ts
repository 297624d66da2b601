import { z } from 'zod';
import {
  clientId,
  documentId,
  fileOutput,
  line,
  localDate,
  moneyAccountId,
  moneyMinor,
  procedure,
  requestKey,
  requiredLine,
  saleId,
  version,
  visitId,
  written,
} from '../contract-base.ts';
import { DOCUMENT_KINDS } from '../ledger/accounts.rules.ts';

/** Money that is put on a deposit or given back from it. */
const moneyTenderSchema = z.object({
  kind: z.enum(['cash', 'card', 'sbp', 'transfer']),
  /** Left out = the account that is usual for the kind. */
  accountId: moneyAccountId.nullable().default(null),
  amountMinor: moneyMinor.min(1),
  reference: line(60).default(''),
});
export type MoneyTender = z.infer<typeof moneyTenderSchema>;

const tenders = z.array(moneyTenderSchema).min(1).max(10);

const balancesShape = {
  /** What the client put in and may spend (2100). */
  depositMinor: z.int(),
  /** What the client owes (1100). */
  debtMinor: z.int(),
  bonusMinor: z.int(),
  /** Deposit less debt: the sum of all rows (F1). */
  balanceMinor: z.int(),
};

const accountRowSchema = z.object({
  documentId,
  kind: z.enum(DOCUMENT_KINDS),
  number: z.int(),
  localDate,
  atMs: z.int(),
  byName: z.string().nullable(),
  /** The sale that it belongs to. */
  saleId: saleId.nullable(),
  saleNumber: z.int().nullable(),
  /** What was sold, shortened. */
  titles: z.array(z.string()),
  reason: z.string(),
  comment: z.string(),
  /** The document that it takes back. */
  reversesNumber: z.int().nullable(),
  reversesKind: z.enum(DOCUMENT_KINDS).nullable(),
  isReversed: z.boolean(),
  /** A person with the right may take it back from here. */
  canReverse: z.boolean(),
  inMinor: z.int(),
  outMinor: z.int(),
  /** Of which the deposit. */
  depositMinor: z.int(),
  bonusMinor: z.int(),
  /** Balance after it. */
  balanceMinor: z.int(),
});
export type AccountRow = z.infer<typeof accountRowSchema>;

const openDebtSchema = z.object({
  saleId,
  saleNumber: z.int(),
  localDate,
  ageDays: z.int(),
  titles: z.array(z.string()),
  netMinor: z.int(),
  debtMinor: z.int(),
});
export type OpenDebt = z.infer<typeof openDebtSchema>;

const accountSchema = z.object({
  clientId,
  clientName: z.string(),
  version,
  ...balancesShape,
  /** The client's own limit; null = the salon's. */
  debtLimitMinor: z.int().nullable(),
  salonLimitMinor: z.int(),
  creditLeftMinor: z.int(),
  /** How much of the deposit this person may give back in cash (T4). */
  cashReturnMinor: z.int(),
  debts: z.array(openDebtSchema),
  /** Visits of the last two months that the client cancelled late or did not come to. */
  missed: z.array(
    z.object({
      visitId,
      localDate,
      startMin: z.int(),
      status: z.enum(['no_show', 'cancelled']),
      titles: z.array(z.string()),
      planMinor: z.int(),
      /** What the salon's rule offers to keep for it (part 2, nr 10); 0 = the rule is silent. */
      chargeMinor: z.int(),
    }),
  ),
});
export type ClientAccount = z.infer<typeof accountSchema>;

const debtorSchema = z.object({
  clientId,
  clientName: z.string(),
  debtMinor: z.int(),
  /** Day of the oldest sale that is not paid; null without a debt. */
  oldestOn: localDate.nullable(),
  ageDays: z.int(),
  sales: z.int(),
  depositMinor: z.int(),
  debtLimitMinor: z.int().nullable(),
  lastVisitOn: localDate.nullable(),
});
export type Debtor = z.infer<typeof debtorSchema>;

const WRITE_ERRORS = ['NOT_FOUND', 'CONFLICT', 'PERIOD_LOCKED', 'LIMIT_EXCEEDED'] as const;
const MONEY_ERRORS = [...WRITE_ERRORS, 'INVALID_INPUT', 'SHIFT_CLOSED', 'SHIFT_EXPIRED'] as const;

/** The account of a client (features.md F1): deposit, debts, bonuses, and every document behind them. */
export const clientAccountContract = {
  /** Balances, open debts and what may be done. */
  account: procedure('see_cash', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/clients/{clientId}/account' })
    .input(z.object({ clientId }))
    .output(accountSchema),
  /** Documents of the account, newest first, each with the balance after it. */
  rows: procedure('see_cash', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/clients/{clientId}/account/rows' })
    .input(
      z.object({
        clientId,
        beforeId: z.int().positive().nullable().default(null),
        limit: z.int().min(1).max(200).default(50),
      }),
    )
    .output(z.object({ rows: z.array(accountRowSchema), hasMore: z.boolean() })),
  /** Puts money on the deposit (E08). */
  topUp: procedure('take_payment', MONEY_ERRORS)
    .route({ method: 'POST', path: '/clients/{clientId}/account/deposits' })
    .input(z.object({ key: requestKey, clientId, tenders, comment: line(200).default('') }))
    .output(written.extend({ documentId, number: z.int(), depositMinor: z.int() })),
  /** Gives deposit money back, never more than there is (E10). */
  giveBack: procedure('refund', MONEY_ERRORS)
    .route({ method: 'POST', path: '/clients/{clientId}/account/returns' })
    .input(z.object({ key: requestKey, clientId, tenders, reason: requiredLine(200) }))
    .output(written.extend({ documentId, number: z.int(), depositMinor: z.int() })),
  /** Writes a bad debt of one sale off, whole or in part (E30). */
  writeOff: procedure('refund', WRITE_ERRORS)
    .route({ method: 'POST', path: '/clients/{clientId}/account/write-offs' })
    .input(
      z.object({
        key: requestKey,
        clientId,
        saleId,
        /** Null = all of it. */
        amountMinor: moneyMinor.min(1).nullable().default(null),
        reason: requiredLine(200),
      }),
    )
    .output(written.extend({ documentId, number: z.int(), debtLeftMinor: z.int() })),
  /**
   * Charges for a late cancellation or a visit that the client did not come to (V4: never by itself).
   *
   * From the deposit, or by money that is taken now; it never makes a debt.
   */
  charge: procedure('refund', MONEY_ERRORS)
    .route({ method: 'POST', path: '/clients/{clientId}/account/charges' })
    .input(
      z.object({
        key: requestKey,
        clientId,
        amountMinor: moneyMinor.min(1),
        /** Null = from the deposit; otherwise they add up to the amount. */
        tenders: tenders.nullable().default(null),
        reason: requiredLine(200),
      }),
    )
    .output(written.extend({ documentId, number: z.int(), depositMinor: z.int() })),
  /** Takes one document of the account back by a storno, with its money (T16). */
  reverse: procedure('refund', [...WRITE_ERRORS, 'SHIFT_CLOSED', 'SHIFT_EXPIRED'])
    .route({ method: 'POST', path: '/client-account/documents/{documentId}/reverse' })
    .input(z.object({ key: requestKey, documentId, reason: requiredLine(200) }))
    .output(written.extend({ documentId, number: z.int() })),
  /** How much this client may owe (T3); null = as the salon's setting says. */
  setLimit: procedure('manage_money', ['NOT_FOUND', 'STALE_VERSION'])
    .route({ method: 'PUT', path: '/clients/{clientId}/account/limit' })
    .input(z.object({ clientId, version, debtLimitMinor: moneyMinor.nullable() }))
    .output(written.extend({ version })),
  /** Who owes and who has money on deposit; the totals are those of the ledger. */
  debtors: procedure('see_cash')
    .route({ method: 'GET', path: '/client-account/debtors' })
    .input(
      z.object({
        show: z.enum(['all', 'debts', 'deposits']).default('all'),
        /** Only debts at least so old. */
        minAgeDays: z.int().min(0).max(10_000).default(0),
      }),
    )
    .output(
      z.object({
        rows: z.array(debtorSchema),
        debtMinor: z.int(),
        depositMinor: z.int(),
        /** The balances of 1100 and 2100 as a whole. */
        ledgerDebtMinor: z.int(),
        ledgerDepositMinor: z.int(),
      }),
    ),
  /** The statement of a period as a PDF, with opening and closing balance. */
  statement: procedure('see_cash', ['NOT_FOUND', 'INVALID_INPUT'])
    .route({ method: 'GET', path: '/clients/{clientId}/account/statement' })
    .input(z.object({ clientId, fromDate: localDate, toDate: localDate }))
    .output(fileOutput),
};
