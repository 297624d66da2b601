import { type LocalDate, daysBetween } from '../kernel/local-date.ts';
import { percentOf } from '../kernel/money.ts';

/** What one document did to a client's account, in minor units. */
export interface AccountChange {
  /** To the client's credit: money, bonuses or a certificate that paid, a deposit put in. */
  readonly inMinor: number;
  /** To the client's debit: what was sold, a deposit given back, a charge. */
  readonly outMinor: number;
}

/** An entry of the ledger as the account of a client looks at it. */
export interface AccountEntry {
  readonly debitAccount: number;
  readonly creditAccount: number;
  readonly amountMinor: number;
}

/** The accounts that make a client's balance: what they owe (1100) and what they put in (2100). */
const OWN: ReadonlySet<number> = new Set([1100, 2100]);

/**
 * The change that entries make to a client's balance (features.md F1).
 *
 * An entry between a debt and a deposit (E09) moves nothing: both stand on the client's account. A storno keeps its sign.
 * Example: E02 of 2000,00 and E05 of 2000,00 are out 200000 and in 200000.
 */
export function accountChange(entries: readonly AccountEntry[]): AccountChange {
  let inMinor = 0;
  let outMinor = 0;
  for (const { debitAccount, creditAccount, amountMinor } of entries) {
    if (OWN.has(debitAccount) === OWN.has(creditAccount)) continue;
    if (OWN.has(creditAccount)) inMinor += amountMinor;
    else outMinor += amountMinor;
  }
  return { inMinor, outMinor };
}

/**
 * The balance after each row, the oldest first: opening + Σ in − Σ out.
 *
 * Positive = the salon holds the client's money, negative = the client owes.
 */
export function runningBalances(openingMinor: number, rows: readonly AccountChange[]): number[] {
  let balance = openingMinor;
  return rows.map(({ inMinor, outMinor }) => (balance += inMinor - outMinor));
}

/** What the salon keeps of the price of a missed visit, in basis points; 0 = nothing by itself. */
export interface MissedRule {
  readonly noShowChargeBp: number;
  readonly lateCancelChargeBp: number;
}

/** What reception is offered to keep for a missed visit (features.md part 2, nr 10), in minor units; never taken by itself (V4). */
export function missedCharge(planMinor: number, status: 'no_show' | 'cancelled', rule: MissedRule): number {
  return percentOf(planMinor, status === 'no_show' ? rule.noShowChargeBp : rule.lateCancelChargeBp);
}

/** Whole days that a debt of a day has stood. */
export function debtAgeDays(since: LocalDate, today: LocalDate): number {
  return Math.max(0, daysBetween(since, today));
}

/** How a deposit may be given back. */
export interface ReturnTerms {
  readonly depositMinor: number;
  /** Cash that was put in and not given back yet. */
  readonly cashInMinor: number;
  /** The person may give card money back in cash (right refund_other_tender). */
  readonly mayUseOtherTender: boolean;
}

/**
 * How much of a deposit may leave as cash (T4): cash that came as cash; all of it with the right.
 *
 * Example: 3000,00 by card and 2000,00 in cash, balance 4000,00: 200000 without the right, 400000 with it.
 */
export function cashReturnLimit({ depositMinor, cashInMinor, mayUseOtherTender }: ReturnTerms): number {
  const most = mayUseOtherTender ? depositMinor : Math.min(depositMinor, cashInMinor);
  return Math.max(0, most);
}

/** How much more a client may owe (T3): the client's own limit, or the salon's, less what they owe already. */
export function creditLeft(ownLimitMinor: number | null, salonLimitMinor: number, debtMinor: number): number {
  return Math.max(0, (ownLimitMinor ?? salonLimitMinor) - debtMinor);
}
