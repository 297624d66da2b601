import type { LedgerEvent, Side } from '../ledger/accounts.rules.ts';
import type { LineKind } from './pricing.rules.ts';
import { type AppliedTender, type MoneyKind, type Settlement, isMoney } from './tenders.rules.ts';

/** A written line of a sale as the ledger looks at it. */
export interface SaleLinePlan {
  readonly saleLineId: number;
  readonly kind: LineKind;
  readonly netMinor: number;
  /** The membership that covers it, or that it sells; the certificate that it sells; whose tip it is. */
  readonly objectId: number;
  /** The membership that covers it (P3): its due is 0. */
  readonly coveredById: number | null;
}

/** One step of posting a sale: an entry of checkout itself, or what another feature posts in the same document. */
export type SaleStep =
  | {
      readonly step: 'entry';
      readonly event: LedgerEvent;
      readonly debit: Side;
      readonly credit: Side;
      readonly amountMinor: number;
      readonly saleLineId: number | null;
    }
  /** E04, by memberships. */
  | { readonly step: 'useMembership'; readonly saleLineId: number; readonly membershipId: number }
  /** E21, by loyalty. */
  | { readonly step: 'spendBonuses'; readonly amountMinor: number }
  /** E12, by certificates. */
  | { readonly step: 'redeem'; readonly certificateId: number; readonly amountMinor: number };

/** Accounts on which money of a kind stands until it is collected, and the event of a payment with it (E05-E07). */
const MONEY: Readonly<
  Record<MoneyKind, { readonly account: 1010 | 1030 | 1040; readonly event: 'E05' | 'E06' | 'E07' }>
> = {
  cash: { account: 1010, event: 'E05' },
  card: { account: 1040, event: 'E06' },
  sbp: { account: 1040, event: 'E06' },
  transfer: { account: 1030, event: 'E07' },
};

/** The side of a tender of money: its account and the drawer, bank or terminal. */
export function moneySide(kind: MoneyKind, accountId: number | null): Side {
  return { account: MONEY[kind].account, object: accountId ?? 0 };
}

/**
 * Everything a sale posts, in order (E02-E09, E11, E12, E16, E21, E24).
 *
 * Services and goods go over 1100 of the sale, so that Σ of its debits less credits is what stays owed (I8). Certificates,
 * memberships, deposits and tips are no revenue and are paid by money at once.
 */
export function planSale(saleId: number, lines: readonly SaleLinePlan[], settlement: Settlement): SaleStep[] {
  const receivable: Side = { account: 1100, object: saleId };
  const steps: SaleStep[] = [];
  for (const { saleLineId, kind, netMinor, coveredById } of lines) {
    if (coveredById !== null) steps.push({ step: 'useMembership', saleLineId, membershipId: coveredById });
    else if (kind === 'service') steps.push(entry('E02', receivable, { account: 4010 }, netMinor, saleLineId));
    else if (kind === 'product') steps.push(entry('E03', receivable, { account: 4020 }, netMinor, saleLineId));
  }
  const sold = lines.flatMap((line) => {
    const target = soldSide(line);
    return target ? [{ ...target, saleLineId: line.saleLineId, left: line.netMinor }] : [];
  });
  for (const tender of settlement.tenders) {
    let rest = tender.moneyOnlyMinor;
    for (const line of sold) {
      const part = Math.min(rest, line.left);
      if (part === 0 || !isMoney(tender.kind)) continue;
      rest -= part;
      line.left -= part;
      const debit = moneySide(tender.kind, tender.accountId);
      steps.push(entry(line.event, debit, line.credit, part, line.saleLineId));
    }
    steps.push(...planTender(receivable, tender, tender.amountMinor - tender.moneyOnlyMinor));
  }
  if (settlement.kept) {
    const { amountMinor, accountId } = settlement.kept;
    steps.push(entry('E08', moneySide('cash', accountId), { account: 2100 }, amountMinor, null));
  }
  return steps.filter((step) => step.step !== 'entry' || step.amountMinor !== 0);
}

/** What one tender posts against what is owed: E05-E07, E09, E12, E21. */
export function planTender(
  receivable: Side,
  tender: Pick<AppliedTender, 'kind' | 'accountId' | 'certificateId'>,
  amountMinor: number,
): SaleStep[] {
  if (amountMinor === 0) return [];
  switch (tender.kind) {
    case 'bonus':
      return [{ step: 'spendBonuses', amountMinor }];
    case 'certificate':
      return [{ step: 'redeem', certificateId: tender.certificateId ?? 0, amountMinor }];
    case 'deposit':
      return [entry('E09', { account: 2100 }, receivable, amountMinor, null)];
    case 'card':
    case 'sbp':
    case 'transfer':
    case 'cash': {
      const { event } = MONEY[tender.kind];
      return [entry(event, moneySide(tender.kind, tender.accountId), receivable, amountMinor, null)];
    }
    default:
      return tender.kind satisfies never;
  }
}

/** What a line that only money pays is credited to, and the event of its sale. */
function soldSide(line: SaleLinePlan): { readonly event: LedgerEvent; readonly credit: Side } | null {
  switch (line.kind) {
    case 'certificate':
      return { event: 'E11', credit: { account: 2200, object: line.objectId } };
    case 'membership':
      return { event: 'E16', credit: { account: 2300, object: line.objectId } };
    case 'deposit':
      return { event: 'E08', credit: { account: 2100 } };
    case 'tip':
      return { event: 'E24', credit: { account: 2510, object: line.objectId } };
    case 'service':
    case 'product':
      return null;
    default:
      return line.kind satisfies never;
  }
}

function entry(
  event: LedgerEvent,
  debit: Side,
  credit: Side,
  amountMinor: number,
  saleLineId: number | null,
): SaleStep {
  return { step: 'entry', event, debit, credit, amountMinor, saleLineId };
}
