import { type SaleStep, planSale } from '../../src-shared/checkout/sale-plan.rules.ts';
import type { Settlement } from '../../src-shared/checkout/tenders.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { EntryDraft, Posting } from '../ledger/ledger.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import type { Bonuses, Certificates, Discounts, SaleTicket } from './neighbours.ts';
import type { WrittenSale } from './sale-writing.ts';
import * as rows from './sales.repository.ts';

/** Who has a part in the entries of a sale and of its payments. */
export interface PostingNeighbours {
  readonly settings: SettingsService;
  readonly bonuses: Pick<Bonuses, 'spend' | 'earn'>;
  readonly certificates: Pick<Certificates, 'redeem'>;
}

/** Whose debt or sale is paid by steps. */
export interface StepsOf {
  readonly clientId: number | null;
  readonly saleId: number;
}

/** Posts the entries of a written sale; answers with the bonuses that it earned. */
export function postSale(
  tx: Tx,
  posting: Posting,
  near: PostingNeighbours & { readonly discounts: Pick<Discounts, 'useCoupon'> },
  priced: SaleTicket,
  settlement: Settlement,
  { saleId, lines }: WrittenSale,
): number {
  const { clientId, coupon } = priced;
  postSteps(tx, posting, near, { clientId, saleId }, planSale(saleId, lines, settlement));
  if (coupon) {
    const { id: couponId, amountMinor } = coupon;
    near.discounts.useCoupon(tx, posting, { couponId, saleId, clientId, amountMinor });
  }
  return settlement.debtMinor === 0 ? earnBonuses(tx, posting, near, { clientId, saleId }) : 0;
}

/** T11: grants what a check that is paid whole earns; answers with it. */
export function earnBonuses(
  tx: Tx,
  posting: Posting,
  { settings, bonuses }: PostingNeighbours,
  { clientId, saleId }: StepsOf,
): number {
  if (clientId === null || !settings.on(posting.localDate).isBonusOn) return 0;
  const { base_minor: base, spent_minor: spent } = rows.readBonusBase(tx, saleId);
  const baseMinor = Math.max(0, base - spent);
  return baseMinor === 0 ? 0 : bonuses.earn(tx, posting, { clientId, saleId, baseMinor });
}

/** Posts steps in their order: entries of checkout itself, and what bonuses and certificates post. */
export function postSteps(
  tx: Tx,
  posting: Posting,
  { bonuses, certificates }: PostingNeighbours,
  { clientId, saleId }: StepsOf,
  steps: readonly SaleStep[],
): void {
  let entries: EntryDraft[] = [];
  const post = (): void => {
    posting.addAll(entries);
    entries = [];
  };
  for (const step of steps) {
    if (step.step === 'entry') {
      entries.push(step);
      continue;
    }
    // Whoever posts next finds what came before in the ledger.
    post();
    switch (step.step) {
      case 'useMembership':
        // Done as the line was written: what the next visit is worth depends on it (T9).
        break;
      case 'spendBonuses':
        if (clientId === null) throw new DomainError('BONUS_INSUFFICIENT', { balanceMinor: 0 });
        bonuses.spend(tx, posting, { clientId, saleId, amountMinor: step.amountMinor });
        break;
      case 'redeem':
        certificates.redeem(tx, posting, { certificateId: step.certificateId, saleId, amountMinor: step.amountMinor });
        break;
      default:
        step satisfies never;
    }
  }
  post();
}
