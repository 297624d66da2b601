import { ACCOUNTS, ACCOUNT_CODES, type AccountCode, type AccountKind } from './accounts.rules.ts';
import { type CellFilter, MONEY_CODES, type ReportLine, type TotalRow, cell, cellAmounts } from './figures.rules.ts';
import { FLOW_KINDS, type FlowKind, flowAccounts } from './movement.rules.ts';

const INCOME_LINES: readonly (readonly [string, AccountCode, 1 | -1])[] = [
  ['services', 4010, 1],
  ['goods', 4020, 1],
  ['memberships', 4030, 1],
  ['certificateDiscount', 4090, -1],
];
const OTHER_LINES: readonly (readonly [string, AccountCode, 1 | -1])[] = [
  ['breakage', 4040, 1],
  ['otherIncome', 4050, 1],
  ['bonusesGranted', 4900, -1],
];
const EXPENSE_LINES: readonly (readonly [string, AccountCode])[] = [
  ['costOfGoods', 5010],
  ['materials', 5020],
  ['writeOffs', 5030],
  ['payroll', 5040],
  ['acquiringFees', 5050],
  ['cashShortages', 5070],
  ['costAdjustments', 5080],
];

const sumOf = (lines: readonly ReportLine[], columns: number): number[] =>
  Array.from({ length: columns }, (_, index) => lines.reduce((sum, { amounts }) => sum + amounts[index]!, 0));

function line(
  key: string,
  amounts: readonly number[],
  filter: CellFilter | null,
  rest: Partial<ReportLine> = {},
): ReportLine {
  return { key, articleId: null, kind: 'line', amounts, filter, ...rest };
}

/** Kinds of accounts whose turnover is the result. */
export const RESULT_KINDS: readonly AccountKind[] = ['income', 'contra', 'expense'];

/** Object 0 of 5060: written off without an article (E30). */
const expenseKey = (articleId: number): string => (articleId === 0 ? 'withoutArticle' : 'article');

const isEmpty = ({ amounts }: ReportLine): boolean => amounts.every((amount) => amount === 0);

/**
 * Profit and loss on accrual (R1): revenue = 4010 + 4020 + 4030 − 4090; breakage, other income and bonuses granted apart;
 * expenses by account, 5060 by article. Every line is written with the sign with which it adds to the result.
 *
 * @param articles objects of 5060 in the order in which they are shown
 */
export function profitAccrual(rows: readonly TotalRow[], columns: number, articles: readonly number[]): ReportLine[] {
  const at = (key: string, account: AccountCode, kind: ReportLine['kind'] = 'part'): ReportLine => {
    const filter = cell([account], 'credit');
    return line(key, cellAmounts(rows, columns, filter), filter, { kind });
  };
  const revenue = INCOME_LINES.map(([key, account]) => at(key, account));
  const others = OTHER_LINES.map(([key, account]) => at(key, account, 'line'));
  const byAccount = EXPENSE_LINES.map(([key, account]) => at(key, account));
  const byArticle = articles.map((articleId) => {
    const filter = cell([5060], 'credit', { object: articleId });
    return line(expenseKey(articleId), cellAmounts(rows, columns, filter), filter, { kind: 'part', articleId });
  });
  const expenses = [...byArticle, ...byAccount].filter((part) => !isEmpty(part));
  const revenueSum = sumOf(revenue, columns);
  const expenseSum = sumOf(expenses, columns);
  const result = sumOf([...revenue, ...others, ...expenses], columns);
  const all = (kinds: readonly AccountKind[]): CellFilter =>
    cell(
      ACCOUNT_CODES.filter((code) => kinds.includes(ACCOUNTS[code].kind)),
      'credit',
    );
  return [
    line(
      'revenue',
      revenueSum,
      cell(
        INCOME_LINES.map(([, account]) => account),
        'credit',
      ),
      { kind: 'sum' },
    ),
    ...revenue.filter((part) => !isEmpty(part)),
    ...others.filter((part) => !isEmpty(part)),
    line('expenses', expenseSum, all(['expense']), { kind: 'sum' }),
    ...expenses,
    line('result', result, all(RESULT_KINDS), { kind: 'result' }),
  ];
}

/** Kinds whose money is the client's: shown as what it is, never as revenue (R1). */
const FROM_CLIENTS: readonly FlowKind[] = ['checks', 'deposits', 'certificates', 'memberships', 'tips'];
/** Kinds that money is paid for, beside expenses by article. */
const PAID_OUT = ['suppliers', 'payroll', 'taxes', 'acquiringFees', 'shortages', 'stock', 'other'] as const;

/**
 * Profit and loss on cash: money from clients by what it was given for, other money in, less money out by article.
 *
 * Transfers between own accounts are no flow; what the owner puts in or takes out stands under the result, so that result +
 * owner = change of all money.
 */
export function profitCash(rows: readonly TotalRow[], columns: number, articles: readonly number[]): ReportLine[] {
  const flow = (kind: FlowKind, articleId: number | null = null): ReportLine => {
    const filter = cell(MONEY_CODES, 'debit', { counters: flowAccounts(kind), counterObject: articleId });
    const key = articleId === null ? `cash.${kind}` : expenseKey(articleId);
    return line(key, cellAmounts(rows, columns, filter), filter, { kind: 'part', articleId });
  };
  const between = (kinds: readonly FlowKind[]): CellFilter =>
    cell(MONEY_CODES, 'debit', { counters: kinds.flatMap((kind) => [...flowAccounts(kind)]) });
  const clients = FROM_CLIENTS.map((kind) => flow(kind));
  const out = [
    ...articles.map((articleId) => flow('expense', articleId)),
    ...PAID_OUT.map((kind) => flow(kind)),
  ].filter((part) => !isEmpty(part));
  const income = flow('otherIncome');
  const owner = flow('owner');
  const shown = [...clients, income, ...out];
  return [
    line('cash.fromClients', sumOf(clients, columns), between(FROM_CLIENTS), { kind: 'sum' }),
    ...clients.filter((part) => !isEmpty(part)),
    ...(isEmpty(income) ? [] : [{ ...income, kind: 'line' as const }]),
    line('cash.paid', sumOf(out, columns), between(['expense', ...PAID_OUT]), { kind: 'sum' }),
    ...out,
    line('cash.result', sumOf(shown, columns), between(FLOW_KINDS.filter((kind) => kind !== 'owner')), {
      kind: 'result',
    }),
    ...(isEmpty(owner) ? [] : [{ ...owner, kind: 'line' as const }]),
  ];
}
