import { ACCOUNTS, type AccountCode, naturalBalance } from './accounts.rules.ts';
import { type TotalRow, isMoney } from './figures.rules.ts';

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
