import { z } from 'zod';
import {
  clientId,
  documentId,
  fileOutput,
  idOf,
  localDate,
  moneyAccountId,
  procedure,
  saleId,
} from '../contract-base.ts';
import { cellFilterSchema } from './entries.contract.ts';
import { FLOW_KINDS } from './movement.rules.ts';
import { DEBT_AGES, OBLIGATION_KINDS, type ObligationKind } from './owed.rules.ts';
import { COLUMN_STEPS, COMPARISONS } from './periods.rules.ts';

const minor = z.int();
const period = { fromDate: localDate, toDate: localDate };
const moneyKind = z.enum(['register', 'safe', 'bank', 'acquiring']);

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

const REPORTS = ['money', 'movement', 'profit', 'balance', 'debts', 'obligations'] as const;
export type ReportName = (typeof REPORTS)[number];

/** Figures of the owner, each with the entries behind it (domain.md 6, 9). */
export const reportsContract = {
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
};
