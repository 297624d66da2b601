import { z } from 'zod';
import { roleSchema } from '../contract-base.ts';
import { isLocalAddress, isPersonInn } from '../fiscal/fiscal-queue.rules.ts';

const rateBp = z.int().min(0).max(10_000);
const amountMinor = z.int().min(0).max(1_000_000_000_000);

/** Thresholds of an accumulative discount: from so much paid on, so many basis points (P4); ascending. */
export const tiersSchema = z
  .array(z.object({ fromMinor: amountMinor, rateBp }))
  .max(20)
  .refine((tiers) => tiers.every((tier, at) => at === 0 || tiers[at - 1]!.fromMinor < tier.fromMinor), {
    message: 'TIERS_NOT_ASCENDING',
  });

/** Settings of checkout, loyalty and cash with the defaults of domain.md section 11. */
export const moneySettings = {
  /** M7: the check is rounded down to it; 1 = off. */
  checkRoundingStepMinor: z.union([1, 100, 500, 1000].map((step) => z.literal(step))).default(1),
  /** P7: all discounts of a line together, of its gross. */
  discountCapBp: rateBp.default(5000),
  /** P6: the largest manual discount by role; a role that is not named may give none. */
  manualDiscountBp: z.partialRecord(roleSchema, rateBp).default({ owner: 10_000, administrator: 1000 }),
  /** P4: the client's own discount grows with what they have paid; empty = off. */
  accumulativeTiers: tiersSchema.default([]),
  /** M8: tax inside prices; null = the salon pays none. */
  vatBp: rateBp.nullable().default(null),
  isBonusOn: z.boolean().default(false),
  /** T11: what is granted of a fully paid check; days until it may be spent; days it lives (null = for ever). */
  bonusRateBp: rateBp.default(500),
  bonusDelayDays: z.int().min(0).max(365).default(0),
  bonusLifeDays: z.int().min(1).max(3650).nullable().default(365),
  /** T13: life of a lot that a refund brings back after its last day. */
  bonusGraceDays: z.int().min(1).max(365).default(14),
  /** P9: how much of a check bonuses may pay; the unit they are counted in. */
  bonusLimitBp: rateBp.default(3000),
  bonusUnitMinor: z.union([1, 100, 1000, 10_000].map((unit) => z.literal(unit))).default(100),
  bonusOnReceipt: z.enum(['discount', 'counter_supply']).default('discount'),
  birthdayBonusMinor: amountMinor.default(0),
  /** T11: days that a birthday gift lives. */
  birthdayBonusDays: z.int().min(1).max(365).default(30),
  /** T7, T10. */
  certificateExpiry: z.enum(['hold', 'income']).default('hold'),
  certificateDays: z.int().min(1).max(3650).nullable().default(365),
  membershipExpiry: z.enum(['hold', 'income']).default('income'),
  membershipRefund: z.enum(['proportional', 'single_price']).default('proportional'),
  /** V4: a client who did not come loses a visit of the membership. */
  chargesNoShow: z.boolean().default(false),
  /** Share of a missed visit's price that reception is offered to keep (features.md part 2, nr 10); 0 = none. */
  noShowChargeBp: rateBp.default(0),
  lateCancelChargeBp: rateBp.default(0),
  /** T3: how much a client may owe; 0 = nothing. */
  clientDebtLimitMinor: amountMinor.default(0),
  /** T15: whoever closes a shift counts before seeing what should be there. */
  isBlindCount: z.boolean().default(true),
  /** Reception is asked for the next booking before the payment (features.md part 2, nr 18). */
  asksRebook: z.boolean().default(true),
  /** T5: no receipts; receipts that are printed by hand on the salon's own till; ATOL's register over the network. */
  fiscalMode: z.enum(['none', 'manual', 'atol']).default('none'),
  /** Where ATOL's program answers: this computer or another of the salon's network, nothing else. */
  fiscalAddress: z
    .string()
    .trim()
    .max(200)
    .refine(isLocalAddress, { message: 'NOT_LOCAL' })
    .default('http://127.0.0.1:16732'),
  /** Its number in that program; empty = the usual one. */
  fiscalDeviceId: z.string().trim().max(60).default(''),
  fiscalLogin: z.string().trim().max(60).default(''),
  /** Who stands on the receipt (tags 1021, 1203): whoever took the payment, or always the same person. */
  fiscalOperatorBy: z.enum(['user', 'fixed']).default('user'),
  fiscalOperatorName: z.string().trim().max(64).default(''),
  fiscalOperatorInn: z.string().trim().refine(isPersonInn, { message: 'BAD_INN' }).default(''),
  /** Tag 1055; null = as the register is set up. */
  fiscalTaxation: z.enum(['osn', 'usnIncome', 'usnIncomeOutcome', 'esn', 'patent']).nullable().default(null),
  /** The shift of the register is closed with the shift of the cash desk. */
  closesFiscalShift: z.boolean().default(true),
  /** A receipt that comes more than a day late: a correction, or an ordinary one. */
  lateReceipt: z.enum(['correction', 'ordinary']).default('correction'),
} as const;
