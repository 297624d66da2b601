import { z } from 'zod';
import {
  localDate,
  moneyAccountId,
  moneyMinor,
  patchOf,
  procedure,
  requestKey,
  requiredLine,
  version,
  written,
} from '../contract-base.ts';

export const ACCOUNT_KINDS = ['register', 'safe', 'bank', 'acquiring'] as const;

const accountFields = z.object({
  kind: z.enum(ACCOUNT_KINDS),
  name: requiredLine(80),
  /** What the bank keeps of card payments; only of acquiring. */
  feeBp: z.int().min(0).max(10_000).nullable().default(null),
  /** The bank account that acquiring settles to. */
  settlesToId: moneyAccountId.nullable().default(null),
});

export const moneyAccountSchema = accountFields.extend({
  id: moneyAccountId,
  position: z.int(),
  isArchived: z.boolean(),
  version,
  /** Minor units; null when hidden from the person (a blind register). */
  balanceMinor: z.int().nullable(),
});
export type MoneyAccount = z.infer<typeof moneyAccountSchema>;

/** Registers, safes, bank accounts and card acquiring. */
export const accountsContract = {
  accounts: procedure('see_cash')
    .route({ method: 'GET', path: '/cash/accounts' })
    .input(z.object({ withArchived: z.boolean().default(false) }))
    .output(z.array(moneyAccountSchema)),
  createAccount: procedure('manage_money', ['NOT_FOUND', 'INVALID_INPUT', 'ALREADY_EXISTS'])
    .route({ method: 'POST', path: '/cash/accounts' })
    .input(accountFields)
    .output(written.extend({ accountId: moneyAccountId })),
  updateAccount: procedure('manage_money', ['NOT_FOUND', 'STALE_VERSION', 'INVALID_INPUT', 'ALREADY_EXISTS'])
    .route({ method: 'PATCH', path: '/cash/accounts/{accountId}' })
    .input(z.object({ accountId: moneyAccountId, version, values: patchOf(accountFields.omit({ kind: true })) }))
    .output(written.extend({ version })),
  /** CONFLICT `reason: 'accountNotEmpty'` while there is money on it, `'shiftOpen'`, `'lastOfKind'`. */
  setAccountArchived: procedure('manage_money', ['NOT_FOUND', 'STALE_VERSION', 'ALREADY_EXISTS', 'CONFLICT'])
    .route({ method: 'POST', path: '/cash/accounts/{accountId}/archive' })
    .input(z.object({ accountId: moneyAccountId, version, isArchived: z.boolean() }))
    .output(written),
  /**
   * What was on a safe or at the bank when the salon began to work here (E01). A register is counted at its first shift.
   *
   * CONFLICT `reason: 'openingExists'`: it is taken back by a storno first.
   */
  setOpening: procedure('manage_money', ['NOT_FOUND', 'INVALID_INPUT', 'CONFLICT', 'PERIOD_LOCKED'])
    .route({ method: 'POST', path: '/cash/accounts/{accountId}/opening' })
    .input(z.object({ accountId: moneyAccountId, requestKey, localDate, amountMinor: moneyMinor.min(1) }))
    .output(written),
};
