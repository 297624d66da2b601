import type { Sale } from './sales.contract.ts';
import { TENDER_KINDS, type TenderKind } from './tenders.rules.ts';

/**
 * What the storno of a check gives back, by the way of paying in the order of T1 (T16).
 *
 * Payments and refunds that were taken back already cancel out; change that stayed as a deposit leaves the register, too.
 * Example: 1 500 in cash, 500 of change kept: 2 000 in cash.
 */
export function stornoMoney({
  tenders,
  keptMinor,
}: {
  readonly tenders: readonly Pick<Sale['tenders'][number], 'kind' | 'amountMinor'>[];
  readonly keptMinor: number;
}): { readonly kind: TenderKind; readonly amountMinor: number }[] {
  return TENDER_KINDS.map((kind) => ({
    kind,
    amountMinor: tenders.reduce(
      (sum, tender) => sum + (tender.kind === kind ? tender.amountMinor : 0),
      kind === 'cash' ? keptMinor : 0,
    ),
  })).filter(({ amountMinor }) => amountMinor > 0);
}
