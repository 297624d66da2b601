import { z } from 'zod';
import { moneyAccountId, moneyMinor } from '../contract-base.ts';
import { MONEY_KINDS } from '../checkout/tenders.rules.ts';

/** Money that goes back to a client for a certificate or a membership. */
export const moneyBackTender = z.object({
  kind: z.enum(MONEY_KINDS),
  /** Left out = the account that is usual for the kind. */
  accountId: moneyAccountId.nullable().default(null),
  amountMinor: moneyMinor.min(1),
});
export type MoneyBackTender = z.infer<typeof moneyBackTender>;

/** What a refund would give back, before it is made. */
export const moneyBackPreview = z.object({
  refundMinor: z.int(),
  /** As it was paid, in proportion (T4). */
  tenders: z.array(z.object({ kind: z.enum(MONEY_KINDS), amountMinor: z.int(), paidMinor: z.int() })),
});
