import type { AccountCode } from './accounts.rules.ts';

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
export const isMoney = (account: AccountCode): boolean => MONEY_CODES.includes(account);

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

/** A filter; what is not named is not asked. */
export function cell(
  accounts: readonly AccountCode[],
  sign: 'debit' | 'credit',
  more: Partial<CellFilter> = {},
): CellFilter {
  return { accounts, object: null, counters: null, counterObject: null, sign, isOneSided: false, ...more };
}

const fits = (
  accounts: readonly AccountCode[] | null,
  object: number | null,
  account: AccountCode,
  of: number,
): boolean => (accounts === null || accounts.includes(account)) && (object === null || object === of);

/** What a figure comes to by columns: the rows that its filter takes, with their signs. */
export function cellAmounts(rows: readonly TotalRow[], columns: number, filter: CellFilter): number[] {
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
