import { z } from 'zod';
import {
  clientId,
  documentId,
  fileOutput,
  idOf,
  line,
  localDate,
  moneyAccountId,
  procedure,
  saleId,
  userId,
  visitId,
} from '../contract-base.ts';
import { ACCOUNT_CODES, type AccountCode, DOCUMENT_KINDS } from './accounts.rules.ts';
import { FINDING_RULES, type FindingRule, INVARIANTS } from './check.rules.ts';
import { COLUMN_STEPS, COMPARISONS } from './periods.rules.ts';
import { DEBT_AGES, FLOW_KINDS, OBLIGATION_KINDS, type ObligationKind } from './reports.rules.ts';

const minor = z.int();
const accountCode = z.literal(ACCOUNT_CODES as unknown as readonly [AccountCode, ...AccountCode[]]);
const period = { fromDate: localDate, toDate: localDate };
const moneyKind = z.enum(['register', 'safe', 'bank', 'acquiring']);
const documentKind = z.enum(DOCUMENT_KINDS);

/** Entries behind a figure; see `CellFilter`. */
const cellFilterSchema = z.object({
  accounts: z.array(accountCode).min(1).max(ACCOUNT_CODES.length),
  object: z.int().nullable(),
  counters: z.array(accountCode).max(ACCOUNT_CODES.length).nullable(),
  counterObject: z.int().nullable(),
  sign: z.enum(['debit', 'credit']),
  isOneSided: z.boolean(),
});
export type CellFilterInput = z.infer<typeof cellFilterSchema>;

const reportLine = z.object({
  key: z.string(),
  articleId: idOf('expenseArticle').nullable(),
  /** Of an article. */
  name: z.string().nullable(),
  kind: z.enum(['line', 'part', 'sum', 'result']),
  /** By column. */
  amounts: z.array(minor),
  totalMinor: minor,
  /** In the compared period; null without one. */
  beforeMinor: minor.nullable(),
  filter: cellFilterSchema.nullable(),
});
export type ProfitLine = z.infer<typeof reportLine>;

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

const findingRow = z.object({
  documentId: z.int().nullable(),
  saleId: z.int().nullable(),
  clientId: z.int().nullable(),
  visitId: z.int().nullable(),
  account: z.int().nullable(),
  object: z.int().nullable(),
  localDate: z.string().nullable(),
  label: z.string(),
  expectedMinor: minor.nullable(),
  actualMinor: minor.nullable(),
});

/** What the check of the ledger found. */
const checkResultSchema = z.object({
  atMs: z.int(),
  tookMs: z.int(),
  /** Who asked; null = the program at night. */
  byName: z.string().nullable(),
  documents: z.int(),
  entries: z.int(),
  findings: z.array(
    z.object({
      invariant: z.enum(INVARIANTS),
      rule: z.enum(Object.keys(FINDING_RULES) as [FindingRule, ...FindingRule[]]),
      total: z.int(),
      rows: z.array(findingRow),
    }),
  ),
});
export type CheckResult = z.infer<typeof checkResultSchema>;

const REPORTS = ['money', 'movement', 'profit', 'balance', 'debts', 'obligations'] as const;
export type ReportName = (typeof REPORTS)[number];

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

/** Figures of the owner, each down to its entries and documents, and the check of the ledger (domain.md 6, 9). */
export const ledgerContract = {
  /** Money now: each account with the movement of a day. */
  money: procedure('see_finance')
    .route({ method: 'GET', path: '/ledger/money' })
    .output(
      z.object({
        localDate,
        accounts: z.array(
          z.object({
            accountId: moneyAccountId,
            code: z.int(),
            kind: moneyKind,
            name: z.string(),
            isArchived: z.boolean(),
            openingMinor: minor,
            inMinor: minor,
            outMinor: minor,
            balanceMinor: minor,
            /** Balance at the end of each of the last 30 days, oldest first. */
            daysMinor: z.array(minor),
          }),
        ),
        totalMinor: minor,
      }),
    ),
  /** Movement of money in a period: opening + in − out = closing for each account, and by kind and article. */
  movement: procedure('see_finance', ['INVALID_INPUT'])
    .route({ method: 'GET', path: '/ledger/movement' })
    .input(z.object({ ...period, comparison: z.enum(COMPARISONS).default('none') }))
    .output(
      z.object({
        before: z.object(period).nullable(),
        accounts: z.array(
          z.object({
            accountId: moneyAccountId,
            code: z.int(),
            kind: moneyKind,
            name: z.string(),
            openingMinor: minor,
            inMinor: minor,
            outMinor: minor,
            transferInMinor: minor,
            transferOutMinor: minor,
            closingMinor: minor,
          }),
        ),
        flows: z.array(
          z.object({
            kind: z.enum(FLOW_KINDS),
            articleId: idOf('expenseArticle').nullable(),
            name: z.string().nullable(),
            inMinor: minor,
            outMinor: minor,
            /** In less out of the compared period; null without one. */
            beforeMinor: minor.nullable(),
            byAccount: z.array(z.object({ accountId: moneyAccountId, minor })),
          }),
        ),
      }),
    ),
  /** Profit and loss on accrual (R1) or on cash, by columns, compared with another period (F4). */
  profit: procedure('see_finance', ['INVALID_INPUT'])
    .route({ method: 'GET', path: '/ledger/profit' })
    .input(
      z.object({
        ...period,
        basis: z.enum(['accrual', 'cash']).default('accrual'),
        step: z.enum(COLUMN_STEPS).default('none'),
        comparison: z.enum(COMPARISONS).default('none'),
      }),
    )
    .output(
      z.object({
        columns: z.array(z.object(period)),
        before: z.object(period).nullable(),
        lines: z.array(reportLine),
      }),
    ),
  /** Balance sheet at the end of a day, beside another day (F4): assets = liabilities + equity + result. */
  balance: procedure('see_finance')
    .route({ method: 'GET', path: '/ledger/balance' })
    .input(z.object({ onDate: localDate, comparison: z.enum(COMPARISONS).default('none') }))
    .output(
      z.object({
        /** The day that it is compared with. */
        beforeOn: localDate.nullable(),
        groups: z.array(
          z.object({
            group: z.enum(['assets', 'liabilities', 'equity']),
            totalMinor: minor,
            beforeMinor: minor.nullable(),
            lines: z.array(
              z.object({
                account: z.int(),
                object: z.int().nullable(),
                /** Of an account of money; null = the name of the chart. */
                name: z.string().nullable(),
                minor,
                beforeMinor: minor.nullable(),
                filter: cellFilterSchema,
              }),
            ),
          }),
        ),
        /** Income less expenses: of the years before, and of the year of the date. */
        resultBeforeMinor: minor,
        resultYearMinor: minor,
        yearFrom: localDate,
        /** All income less all expenses up to the compared day. */
        comparedResultMinor: minor.nullable(),
      }),
    ),
  /** Debts of clients by age, the oldest first. */
  debts: procedure('see_finance')
    .route({ method: 'GET', path: '/ledger/debts' })
    .output(
      z.object({
        totalMinor: minor,
        ages: z.array(z.object({ age: z.enum(DEBT_AGES), minor, sales: z.int() })),
        clients: z.array(
          z.object({
            clientId: clientId.nullable(),
            name: z.string().nullable(),
            totalMinor: minor,
            ages: z.array(minor),
            oldestOn: localDate,
            sales: z.array(z.object({ saleId, documentId, number: z.int(), localDate, minor })),
          }),
        ),
      }),
    ),
  /** What the salon owes in all, by kind, as of today. */
  obligations: procedure('see_finance')
    .route({ method: 'GET', path: '/ledger/obligations' })
    .output(
      z.object({
        kinds: z.array(
          z.object({
            kind: z.enum(Object.keys(OBLIGATION_KINDS) as [ObligationKind, ...ObligationKind[]]),
            account: z.int(),
            minor,
          }),
        ),
        totalMinor: minor,
      }),
    ),
  /** Whom or what an obligation is owed to, the largest first. */
  obligation: procedure('see_finance')
    .route({ method: 'GET', path: '/ledger/obligations/{kind}' })
    .input(
      z.object({
        kind: z.enum(Object.keys(OBLIGATION_KINDS) as [ObligationKind, ...ObligationKind[]]),
        limit: z.int().min(1).max(1000).default(200),
      }),
    )
    .output(
      z.object({
        total: z.int(),
        rows: z.array(
          z.object({
            object: z.int(),
            clientId: clientId.nullable(),
            name: z.string(),
            minor,
            lastOn: localDate.nullable(),
          }),
        ),
      }),
    ),
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
  /** A report as an Excel file; profit and balance also as PDF. */
  reportFile: procedure('see_finance', ['INVALID_INPUT'])
    .route({ method: 'POST', path: '/ledger/reports/file' })
    .input(
      z.object({
        report: z.enum(REPORTS),
        format: z.enum(['xlsx', 'pdf']).default('xlsx'),
        ...period,
        basis: z.enum(['accrual', 'cash']).default('accrual'),
        step: z.enum(COLUMN_STEPS).default('none'),
        comparison: z.enum(COMPARISONS).default('none'),
      }),
    )
    .output(fileOutput),
  /** All entries of a period as an Excel table for an accountant (F5). */
  entriesFile: procedure('see_finance', ['INVALID_INPUT', 'LIMIT_EXCEEDED'])
    .route({ method: 'POST', path: '/ledger/entries/file' })
    .input(z.object(period))
    .output(fileOutput),
  /** The last check of the ledger and whether one runs; null = never. */
  check: procedure('see_finance')
    .route({ method: 'GET', path: '/ledger/check' })
    .output(z.object({ last: checkResultSchema.nullable(), isRunning: z.boolean() })),
  /** Checks the whole ledger now, beside the journal; asked again meanwhile answers with the running one. */
  runCheck: procedure('see_finance', ['CONFLICT'])
    .route({ method: 'POST', path: '/ledger/check' })
    .output(checkResultSchema),
  /** Stops the running check. */
  cancelCheck: procedure('see_finance')
    .route({ method: 'DELETE', path: '/ledger/check' })
    .output(z.object({ isStopped: z.boolean() })),
};
