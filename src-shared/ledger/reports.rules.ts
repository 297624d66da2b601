import { type LocalDate, daysBetween } from '../kernel/local-date.ts';
import { ACCOUNTS, ACCOUNT_CODES, type AccountCode, type AccountKind, naturalBalance } from './accounts.rules.ts';

/** A sum of entries with the same two sides; objects are those of the day totals (accounts of money, articles). */
export interface TotalRow {
  /** Index of the column that it falls into. */
  readonly column: number;
  readonly debitAccount: AccountCode;
  readonly debitObject: number;
  readonly creditAccount: AccountCode;
  readonly creditObject: number;
  readonly amountMinor: number;
}

/** Accounts on which money stands. */
export const MONEY_CODES: readonly AccountCode[] = [1010, 1020, 1030, 1040];
const isMoney = (account: AccountCode): boolean => MONEY_CODES.includes(account);

/**
 * Which entries stand behind a figure, so that it opens down to them.
 *
 * An entry belongs to it when one side stands on `accounts` (and `object`, if named) and the other on `counters`; `sign` is
 * the side that counts positive, the other side is taken off. With `isOneSided` only that side counts.
 */
export interface CellFilter {
  readonly accounts: readonly AccountCode[];
  readonly object: number | null;
  readonly counters: readonly AccountCode[] | null;
  readonly counterObject: number | null;
  readonly sign: 'debit' | 'credit';
  readonly isOneSided: boolean;
}

function cell(accounts: readonly AccountCode[], sign: 'debit' | 'credit', more: Partial<CellFilter> = {}): CellFilter {
  return { accounts, object: null, counters: null, counterObject: null, sign, isOneSided: false, ...more };
}

const fits = (
  accounts: readonly AccountCode[] | null,
  object: number | null,
  account: AccountCode,
  of: number,
): boolean => (accounts === null || accounts.includes(account)) && (object === null || object === of);

/** What a figure comes to by columns: the rows that its filter takes, with their signs. */
function cellAmounts(rows: readonly TotalRow[], columns: number, filter: CellFilter): number[] {
  const amounts = Array.from({ length: columns }, () => 0);
  for (const row of rows) amounts[row.column]! += signedAmount(row, filter);
  return amounts;
}

/** The amount with which a row stands in a figure; 0 = it does not. */
function signedAmount(row: Omit<TotalRow, 'column'>, filter: CellFilter): number {
  const { accounts, object, counters, counterObject, sign, isOneSided } = filter;
  const isDebit =
    fits(accounts, object, row.debitAccount, row.debitObject) &&
    fits(counters, counterObject, row.creditAccount, row.creditObject);
  const isCredit =
    fits(accounts, object, row.creditAccount, row.creditObject) &&
    fits(counters, counterObject, row.debitAccount, row.debitObject);
  const debit = isDebit && (sign === 'debit' || !isOneSided) ? row.amountMinor : 0;
  const credit = isCredit && (sign === 'credit' || !isOneSided) ? row.amountMinor : 0;
  return sign === 'debit' ? debit - credit : credit - debit;
}

/** A line of a report; every one opens, a sum to the entries of all its parts. */
export interface ReportLine {
  /** i18n key of the report's lines, or an article of expense. */
  readonly key: string;
  readonly articleId: number | null;
  readonly kind: 'line' | 'part' | 'sum' | 'result';
  readonly amounts: readonly number[];
  readonly filter: CellFilter | null;
}

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

/** Where money comes from and goes to, by the other side of the entry; `transfer` is between own accounts. */
export const FLOW_KINDS = [
  'checks',
  'deposits',
  'certificates',
  'memberships',
  'tips',
  'otherIncome',
  'expense',
  'suppliers',
  'payroll',
  'taxes',
  'acquiringFees',
  'shortages',
  'stock',
  'owner',
  'other',
] as const;
export type FlowKind = (typeof FLOW_KINDS)[number];

const FLOW_ACCOUNTS: Readonly<Record<Exclude<FlowKind, 'other'>, readonly AccountCode[]>> = {
  checks: [1100],
  deposits: [2100],
  certificates: [2200, 2210],
  memberships: [2300],
  tips: [2510],
  otherIncome: [4050],
  expense: [5060],
  suppliers: [2010],
  payroll: [2500],
  taxes: [2520],
  acquiringFees: [5050],
  shortages: [1410, 5070],
  stock: [1200],
  owner: [3000],
};
const NAMED_ACCOUNTS = new Set(Object.values(FLOW_ACCOUNTS).flat());

/** Accounts on the other side of a kind of flow. */
export function flowAccounts(kind: FlowKind): readonly AccountCode[] {
  if (kind !== 'other') return FLOW_ACCOUNTS[kind];
  return ACCOUNT_CODES.filter((code) => !isMoney(code) && !NAMED_ACCOUNTS.has(code));
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

/** What moved on one account of money in a period. */
export interface AccountMovement {
  readonly accountId: number;
  readonly code: AccountCode;
  readonly openingMinor: number;
  readonly inMinor: number;
  readonly outMinor: number;
  readonly transferInMinor: number;
  readonly transferOutMinor: number;
  /** Opening + in − out + transfers in − transfers out. */
  readonly closingMinor: number;
}

/** Money of one kind that came in or went out. */
export interface FlowLine {
  readonly kind: FlowKind;
  readonly articleId: number | null;
  readonly inMinor: number;
  readonly outMinor: number;
  /** In less out by account. */
  readonly byAccount: Readonly<Record<number, number>>;
}

/**
 * Movement of money in a period by account and by kind.
 *
 * A storno stands on the side of what it takes back, with a minus: it makes that flow smaller.
 *
 * @param openings debits less credits of each account before the period
 */
export function movementOf(
  accounts: readonly { readonly id: number; readonly code: AccountCode }[],
  openings: ReadonlyMap<number, number>,
  rows: readonly TotalRow[],
): { accounts: AccountMovement[]; flows: FlowLine[] } {
  const flows = new Map<
    string,
    { kind: FlowKind; articleId: number | null; in: number; out: number; by: Record<number, number> }
  >();
  const sums = new Map(accounts.map(({ id }) => [id, { in: 0, out: 0, transferIn: 0, transferOut: 0 }]));
  const flowOf = (account: AccountCode, object: number) => {
    const kind = FLOW_KINDS.find((one) => flowAccounts(one).includes(account)) ?? 'other';
    const articleId = kind === 'expense' ? object : null;
    const key = `${kind}/${articleId}`;
    let flow = flows.get(key);
    if (!flow) flows.set(key, (flow = { kind, articleId, in: 0, out: 0, by: {} }));
    return flow;
  };
  for (const { debitAccount, debitObject, creditAccount, creditObject, amountMinor } of rows) {
    const into = isMoney(debitAccount);
    const outOf = isMoney(creditAccount);
    const to = sums.get(debitObject);
    const from = sums.get(creditObject);
    if (into && outOf) {
      if (to) to.transferIn += amountMinor;
      if (from) from.transferOut += amountMinor;
    } else if (into) {
      if (to) to.in += amountMinor;
      const flow = flowOf(creditAccount, creditObject);
      flow.in += amountMinor;
      flow.by[debitObject] = (flow.by[debitObject] ?? 0) + amountMinor;
    } else if (outOf) {
      if (from) from.out += amountMinor;
      const flow = flowOf(debitAccount, debitObject);
      flow.out += amountMinor;
      flow.by[creditObject] = (flow.by[creditObject] ?? 0) - amountMinor;
    }
  }
  return {
    accounts: accounts.map(({ id, code }) => {
      const sum = sums.get(id)!;
      const openingMinor = openings.get(id) ?? 0;
      return {
        accountId: id,
        code,
        openingMinor,
        inMinor: sum.in,
        outMinor: sum.out,
        transferInMinor: sum.transferIn,
        transferOutMinor: sum.transferOut,
        closingMinor: openingMinor + sum.in - sum.out + sum.transferIn - sum.transferOut,
      };
    }),
    flows: [...flows.values()]
      .toSorted((a, b) => FLOW_KINDS.indexOf(a.kind) - FLOW_KINDS.indexOf(b.kind))
      .map(({ kind, articleId, in: inMinor, out: outMinor, by }) => ({
        kind,
        articleId,
        inMinor,
        outMinor,
        byAccount: by,
      })),
  };
}

/** A line of the balance sheet: an account of the chart, for money one of the accounts. */
export interface BalanceLine {
  readonly account: AccountCode;
  readonly object: number | null;
  readonly minor: number;
}

/** The balance sheet on a date; assets = liabilities + equity + result, always. */
export interface BalanceSheet {
  readonly assets: readonly BalanceLine[];
  readonly liabilities: readonly BalanceLine[];
  readonly equity: readonly BalanceLine[];
  readonly assetsMinor: number;
  readonly liabilitiesMinor: number;
  readonly equityMinor: number;
  /** Income less expenses of all years before that of the date, and of that year. */
  readonly resultBeforeMinor: number;
  readonly resultYearMinor: number;
}

/** Builds the balance sheet from totals up to a date: column 0 = before its year, column 1 = of its year. */
export function balanceSheet(rows: readonly TotalRow[]): BalanceSheet {
  const byObject = new Map<string, BalanceLine>();
  const results = [0, 0];
  const put = (account: AccountCode, object: number, minor: number): void => {
    const shown = isMoney(account) ? object : null;
    const key = `${account}/${shown}`;
    byObject.set(key, { account, object: shown, minor: (byObject.get(key)?.minor ?? 0) + minor });
  };
  for (const { column, debitAccount, debitObject, creditAccount, creditObject, amountMinor } of rows) {
    for (const [account, object, debit, credit] of [
      [debitAccount, debitObject, amountMinor, 0],
      [creditAccount, creditObject, 0, amountMinor],
    ] as const) {
      const { kind } = ACCOUNTS[account];
      if (kind === 'asset' || kind === 'liability' || kind === 'equity')
        put(account, object, naturalBalance(account, debit, credit));
      else results[column]! += credit - debit;
    }
  }
  const of = (kind: string): BalanceLine[] =>
    [...byObject.values()]
      .filter(({ account, minor }) => ACCOUNTS[account].kind === kind && minor !== 0)
      .toSorted((a, b) => a.account - b.account || (a.object ?? 0) - (b.object ?? 0));
  const sum = (lines: readonly BalanceLine[]): number => lines.reduce((total, { minor }) => total + minor, 0);
  const [assets, liabilities, equity] = [of('asset'), of('liability'), of('equity')];
  return {
    assets,
    liabilities,
    equity,
    assetsMinor: sum(assets),
    liabilitiesMinor: sum(liabilities),
    equityMinor: sum(equity),
    resultBeforeMinor: results[0]!,
    resultYearMinor: results[1]!,
  };
}

/** Ages of a debt in days since the check: up to 30, 60, 90, and older. */
export const DEBT_AGES = ['days30', 'days60', 'days90', 'older'] as const;
export type DebtAge = (typeof DEBT_AGES)[number];

/** How old a debt is; the day of the check is age 0. */
export function debtAge(soldOn: LocalDate, today: LocalDate): DebtAge {
  const days = daysBetween(soldOn, today);
  if (days <= 30) return 'days30';
  if (days <= 60) return 'days60';
  return days <= 90 ? 'days90' : 'older';
}

/** What the salon owes, in the order shown, with its account. */
export const OBLIGATION_KINDS = {
  deposits: 2100,
  certificates: 2200,
  expiredCertificates: 2210,
  memberships: 2300,
  bonuses: 2400,
  tips: 2510,
  payroll: 2500,
  suppliers: 2010,
} as const satisfies Record<string, AccountCode>;
export type ObligationKind = keyof typeof OBLIGATION_KINDS;

/** How a figure changed against the compared one. */
export interface Change {
  readonly differenceMinor: number;
  /**
   * Growth of the amount in basis points; of an expense (both below 0) it is the growth of the expense, so that a larger
   * one reads «+5 %». Null when there was nothing to compare with (R: division by 0) or the sign turned.
   */
  readonly growthBp: number | null;
  /** More money for the salon; null when nothing changed. */
  readonly isBetter: boolean | null;
}

/**
 * Compares a figure with that of another period (features.md F4).
 *
 * @example changeOf(-110_00, -100_00) // { differenceMinor: -10_00, growthBp: 1000, isBetter: false }
 */
export function changeOf(minor: number, beforeMinor: number): Change {
  const differenceMinor = minor - beforeMinor;
  const isSameSide = beforeMinor !== 0 && Math.sign(minor) !== -Math.sign(beforeMinor);
  const grown = Math.abs(minor) - Math.abs(beforeMinor);
  return {
    differenceMinor,
    growthBp: isSameSide ? Math.round((grown * 10_000) / Math.abs(beforeMinor)) : null,
    isBetter: differenceMinor === 0 ? null : differenceMinor > 0,
  };
}
