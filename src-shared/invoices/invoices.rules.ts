import { type LineKind, isDiscountable } from '../checkout/pricing.rules.ts';
import { addMoney, partOfRemaining, roundHalfAway, vatIncluded } from '../kernel/money.ts';

/** Papers of this feature: an invoice to be paid, and the VAT invoice (счёт-фактура) of what was done. */
export const INVOICE_KINDS = ['invoice', 'vat_invoice'] as const;
export type InvoiceKind = (typeof INVOICE_KINDS)[number];

/** A line of a check as papers see it. */
export interface CheckLine {
  readonly kind: LineKind;
  readonly title: string;
  /** Own unit of goods; null = of a service. */
  readonly unit: string | null;
  readonly quantityMilli: number;
  readonly priceMinor: number;
  readonly grossMinor: number;
  readonly netMinor: number;
  readonly vatBp: number | null;
  readonly vatMinor: number;
  /** Given back since, of a posted check. */
  readonly refundedQuantityMilli: number;
  readonly refundedMinor: number;
  /** Part that bonuses paid, where receipts show them as a discount; 0 elsewhere. */
  readonly bonusMinor: number;
}

/** A line as it stands on a paper, for ever. */
export interface InvoiceLine {
  readonly kind: LineKind;
  /** '' = called by its kind. */
  readonly title: string;
  readonly unit: string | null;
  readonly quantityMilli: number;
  /** Of one unit, tax inside. */
  readonly priceMinor: number;
  readonly discountMinor: number;
  /** What it comes to, tax inside. */
  readonly totalMinor: number;
  readonly vatBp: number | null;
  readonly vatMinor: number;
}

/**
 * What of a check a paper of a kind names.
 *
 * An invoice bills everything but tips, which are the master's. A VAT invoice names what was done and sold; certificates,
 * memberships and deposits are advances. What was given back and lines that cost nothing are left out. The tax of a line
 * that is not whole any more is taken anew out of what is left of it (M8).
 */
export function invoiceLines(lines: readonly CheckLine[], kind: InvoiceKind): InvoiceLine[] {
  return lines
    .filter((line) => (kind === 'invoice' ? line.kind !== 'tip' : isDiscountable(line.kind)))
    .map((line) => invoiceLine(line, kind))
    .filter(({ totalMinor }) => totalMinor > 0);
}

function invoiceLine(line: CheckLine, kind: InvoiceKind): InvoiceLine {
  const keptMinor = addMoney(line.netMinor, -line.refundedMinor);
  // Bonuses are no money: the tax is of what was paid.
  const offMinor = kind === 'vat_invoice' ? keptBonus(line, keptMinor) : 0;
  const totalMinor = addMoney(keptMinor, -offMinor);
  const keptMilli = line.quantityMilli - line.refundedQuantityMilli;
  // An amount can be given back without a unit, and a unit's last kopecks can stay.
  const quantityMilli = keptMilli > 0 ? keptMilli : line.quantityMilli;
  const isWhole = totalMinor === line.netMinor;
  const grossMinor = isWhole ? line.grossMinor : partOfRemaining(line.grossMinor, quantityMilli, line.quantityMilli);
  return {
    kind: line.kind,
    title: line.title,
    unit: line.unit,
    quantityMilli,
    priceMinor: line.priceMinor,
    discountMinor: Math.max(0, addMoney(grossMinor, -totalMinor)),
    totalMinor,
    vatBp: line.vatBp,
    vatMinor: isWhole ? line.vatMinor : line.vatBp === null ? 0 : vatIncluded(totalMinor, line.vatBp),
  };
}

/** Bonuses behind what is left of a line, in proportion (M6). */
function keptBonus(line: CheckLine, keptMinor: number): number {
  if (line.bonusMinor === 0 || line.netMinor === 0) return 0;
  return keptMinor === line.netMinor ? line.bonusMinor : partOfRemaining(line.bonusMinor, keptMinor, line.netMinor);
}

/** What the lines of a paper come to; the tax is the sum of rounded lines (M8, M10). */
export function invoiceTotals(lines: readonly InvoiceLine[]): {
  readonly totalMinor: number;
  readonly vatMinor: number;
} {
  return {
    totalMinor: addMoney(...lines.map((line) => line.totalMinor)),
    vatMinor: addMoney(...lines.map((line) => line.vatMinor)),
  };
}

/** A row of the form of a VAT invoice, columns 3-5 and 7-9. */
export interface VatRow {
  readonly quantityMilli: number;
  /** Of one unit, without tax: R(column 5 / quantity). */
  readonly unitMinor: number;
  readonly withoutVatMinor: number;
  readonly vatBp: number | null;
  readonly vatMinor: number;
  readonly totalMinor: number;
}

/** A line in the columns of the form: what is without tax is the total less the tax, so that the three always agree. */
export function vatRow(line: InvoiceLine): VatRow {
  const withoutVatMinor = addMoney(line.totalMinor, -line.vatMinor);
  return {
    quantityMilli: line.quantityMilli,
    unitMinor: Number(roundHalfAway(BigInt(withoutVatMinor) * 1000n, BigInt(line.quantityMilli))),
    withoutVatMinor,
    vatBp: line.vatBp,
    vatMinor: line.vatMinor,
    totalMinor: line.totalMinor,
  };
}

/** What is to be paid by an invoice: what is still owed of a check, or all of it before and after. */
export function invoiceDue(totalMinor: number, debtMinor: number | null): { paidMinor: number; dueMinor: number } {
  if (debtMinor === null) return { paidMinor: 0, dueMinor: totalMinor };
  const dueMinor = Math.min(totalMinor, debtMinor);
  return { paidMinor: totalMinor - dueMinor, dueMinor };
}

/** How an invoice stands. A VAT invoice is not paid, it is given out. */
export const INVOICE_STATES = ['waiting', 'overdue', 'paid', 'issued', 'voided'] as const;
export type InvoiceState = (typeof INVOICE_STATES)[number];

/** Tells how an invoice stands on a day; `sale` = the check of what it bills, null while there is none. */
export function invoiceState(
  invoice: { readonly kind: InvoiceKind; readonly isVoided: boolean; readonly validUntil: string | null },
  sale: { readonly isReversed: boolean; readonly debtMinor: number } | null,
  today: string,
): InvoiceState {
  if (invoice.isVoided) return 'voided';
  if (invoice.kind === 'vat_invoice') return 'issued';
  if (sale && !sale.isReversed && sale.debtMinor === 0) return 'paid';
  return invoice.validUntil !== null && invoice.validUntil < today ? 'overdue' : 'waiting';
}
