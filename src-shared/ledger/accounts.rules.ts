/**
 * The chart of accounts (domain.md 6, L).
 *
 * What the object of an entry's side is, by account: `account` a row of `money_accounts`, `sale` the sale that is owed,
 * `certificate`, `membership`, `staff`, `supplier`, `article` an article of expense, `stock` an item in a warehouse.
 * Deposits (2100) and bonuses (2400) are told by the client of the entry.
 */
export const ACCOUNTS = {
  1010: { kind: 'asset', object: 'account' },
  1020: { kind: 'asset', object: 'account' },
  1030: { kind: 'asset', object: 'account' },
  1040: { kind: 'asset', object: 'account' },
  1100: { kind: 'asset', object: 'sale' },
  1200: { kind: 'asset', object: 'stock' },
  1410: { kind: 'asset', object: 'account' },
  2010: { kind: 'liability', object: 'supplier' },
  2100: { kind: 'liability', object: 'client' },
  2200: { kind: 'liability', object: 'certificate' },
  2210: { kind: 'liability', object: 'certificate' },
  2300: { kind: 'liability', object: 'membership' },
  2400: { kind: 'liability', object: 'client' },
  2500: { kind: 'liability', object: 'staff' },
  2510: { kind: 'liability', object: 'staff' },
  2520: { kind: 'liability', object: 'staff' },
  3000: { kind: 'equity', object: null },
  4010: { kind: 'income', object: null },
  4020: { kind: 'income', object: null },
  4030: { kind: 'income', object: null },
  4040: { kind: 'income', object: null },
  4050: { kind: 'income', object: null },
  4090: { kind: 'contra', object: null },
  4900: { kind: 'contra', object: null },
  5010: { kind: 'expense', object: null },
  5020: { kind: 'expense', object: null },
  5030: { kind: 'expense', object: null },
  5040: { kind: 'expense', object: null },
  5050: { kind: 'expense', object: null },
  5060: { kind: 'expense', object: 'article' },
  5070: { kind: 'expense', object: null },
  5080: { kind: 'expense', object: null },
} as const satisfies Record<number, { kind: AccountKind; object: AccountObject | null }>;

export type AccountKind = 'asset' | 'liability' | 'equity' | 'income' | 'contra' | 'expense';
export type AccountObject =
  | 'account'
  | 'sale'
  | 'client'
  | 'certificate'
  | 'membership'
  | 'staff'
  | 'supplier'
  | 'article'
  | 'stock';
/** Number of an account. */
export type AccountCode = keyof typeof ACCOUNTS;

export const ACCOUNT_CODES = Object.keys(ACCOUNTS).map(Number) as AccountCode[];

/** The account that each kind of money stands on. */
export const MONEY_ACCOUNT = { register: 1010, safe: 1020, bank: 1030, acquiring: 1040 } as const satisfies Record<
  string,
  AccountCode
>;
export type MoneyAccountKind = keyof typeof MONEY_ACCOUNT;

/** Accounts whose object is kept in the day totals: there are few of them, and every report asks for them. */
export const TOTALLED_BY_OBJECT: ReadonlySet<AccountCode> = new Set<AccountCode>([1010, 1020, 1030, 1040, 5060]);

/** Events of the table E01-E49 (domain.md 6). */
export type LedgerEvent = `E${string}`;

/** Kinds of posted documents; each has a row of numbers of its own, without gaps. */
export const DOCUMENT_KINDS = [
  'opening',
  'sale',
  'refund',
  'payment',
  'deposit',
  'deposit_return',
  'debt_write_off',
  'certificate_refund',
  'certificate_expiry',
  'certificate_write_off',
  'membership_recognition',
  'membership_breakage',
  'membership_refund',
  'bonus_grant',
  'bonus_expiry',
  'bonus_adjustment',
  'cash_in',
  'cash_out',
  'transfer',
  'settlement',
  'expense',
  'supplier_bill',
  'supplier_payment',
  'tips_payout',
  'tips_share',
  'staff_payout',
  'shift_difference',
  'difference_decision',
  'other_income',
  'reversal',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** One side of an entry. */
export interface Side {
  readonly account: AccountCode;
  /** Id of what the account is split by (see {@link ACCOUNTS}); 0 where it is not, or where the client tells it. */
  readonly object?: number;
}

/** A balance as a person reads it: positive = what the account normally holds. */
export function naturalBalance(account: AccountCode, debitMinor: number, creditMinor: number): number {
  const { kind } = ACCOUNTS[account];
  const isDebit = kind === 'asset' || kind === 'expense' || kind === 'contra';
  return isDebit ? debitMinor - creditMinor : creditMinor - debitMinor;
}
