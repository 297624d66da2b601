import type { LocalDate } from '../kernel/local-date.ts';

/** A bill of a supplier. */
export interface SupplierBill {
  readonly documentId: number;
  readonly amountMinor: number;
  /** Last day to pay; null = none was named. */
  readonly dueOn: LocalDate | null;
}

export interface OpenBill extends SupplierBill {
  readonly leftMinor: number;
  readonly isOverdue: boolean;
}

/**
 * What of each bill is still to be paid.
 *
 * Payments settle the bills in the order given (oldest first); what was paid beyond them is a prepayment.
 */
export function openBills(bills: readonly SupplierBill[], paidMinor: number, today: LocalDate): OpenBill[] {
  let rest = paidMinor;
  const open: OpenBill[] = [];
  for (const bill of bills) {
    const used = Math.min(rest, bill.amountMinor);
    rest -= used;
    const leftMinor = bill.amountMinor - used;
    if (leftMinor > 0) open.push({ ...bill, leftMinor, isOverdue: bill.dueOn !== null && bill.dueOn < today });
  }
  return open;
}
