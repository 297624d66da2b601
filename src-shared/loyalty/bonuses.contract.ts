import { z } from 'zod';
import {
  clientId,
  documentId,
  fileOutput,
  idOf,
  localDate,
  moneyMinor,
  procedure,
  requestKey,
  requiredLine,
  saleId,
  written,
} from '../contract-base.ts';
import { DOCUMENT_KINDS } from '../ledger/accounts.rules.ts';

export const LOT_SOURCES = ['sale', 'manual', 'birthday', 'referral', 'survey', 'refund'] as const;
const MOVEMENT_KINDS = ['grant', 'spend', 'give_back', 'expire', 'claw_back', 'forgive', 'reverse'] as const;

/** A lot of bonuses with everything that happened to it, down to the documents. */
export const bonusLotSchema = z.object({
  lotId: z.int(),
  clientId,
  clientName: z.string(),
  source: z.enum(LOT_SOURCES),
  grantedOn: localDate,
  availableFrom: localDate,
  /** Last day, that day included; null = for ever. */
  expiresOn: localDate.nullable(),
  leftMinor: z.int(),
  state: z.enum(['live', 'waiting', 'empty', 'expired']),
  movements: z.array(
    z.object({
      movementId: z.int(),
      kind: z.enum(MOVEMENT_KINDS),
      localDate,
      amountMinor: z.int(),
      documentId,
      documentKind: z.enum(DOCUMENT_KINDS),
      documentNumber: z.int(),
      saleId: saleId.nullable(),
      reason: z.string(),
    }),
  ),
});
export type BonusLotView = z.infer<typeof bonusLotSchema>;

const tierState = z.object({
  /** Paid in all: money, certificates and deposits, less refunds, without bonuses (P4). */
  paidMinor: z.int(),
  rateBp: z.int(),
  next: z.object({ fromMinor: z.int(), rateBp: z.int(), missingMinor: z.int() }).nullable(),
});

/** Everything that loyalty knows of a client beside the cards. */
const clientLoyaltySchema = z.object({
  isBonusOn: z.boolean(),
  /** All that is left, also what may not be spent yet. */
  balanceMinor: z.int(),
  availableMinor: z.int(),
  /** From which day how much more may be spent. */
  waiting: z.array(z.object({ fromDate: localDate, amountMinor: z.int() })),
  /** What burns after which day, the next first. */
  burning: z.array(z.object({ lastDay: localDate, amountMinor: z.int() })),
  lots: z.array(bonusLotSchema),
  /** Level of the salon's accumulative discount; null while the salon has none. */
  level: tierState.nullable(),
  personalBp: z.int(),
  category: z.object({ name: z.string(), rateBp: z.int() }).nullable(),
});
export type ClientLoyalty = z.infer<typeof clientLoyaltySchema>;

/** Bonuses of clients (T11-T13). Part of `loyalty` in the tree, as the other contracts of this folder. */
export const bonusesContract = {
  /** Everything that loyalty knows of a client beside the cards. */
  ofClient: procedure('see_cash', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/loyalty/clients/{clientId}' })
    .input(z.object({ clientId }))
    .output(clientLoyaltySchema),
  /** Grants bonuses by hand (T11, E20); the same key again answers with the first document. */
  grantBonuses: procedure('adjust_bonuses', ['NOT_FOUND', 'CONFLICT', 'PERIOD_LOCKED'])
    .route({ method: 'POST', path: '/loyalty/bonuses' })
    .input(
      z.object({
        key: requestKey,
        clientId,
        amountMinor: moneyMinor.min(1).max(100_000_000),
        source: z.enum(['manual', 'referral', 'survey']).default('manual'),
        /** Days it lives; null = for ever. */
        lifeDays: z.int().min(1).max(3650).nullable(),
        reason: requiredLine(200),
      }),
    )
    .output(written.extend({ documentId })),
  /** Takes bonuses back by hand (E22). */
  takeBonuses: procedure('adjust_bonuses', ['NOT_FOUND', 'CONFLICT', 'BONUS_INSUFFICIENT', 'PERIOD_LOCKED'])
    .route({ method: 'POST', path: '/loyalty/bonuses/take' })
    .input(z.object({ key: requestKey, clientId, amountMinor: moneyMinor.min(1), reason: requiredLine(200) }))
    .output(written.extend({ documentId })),
  /** What the salon owes in bonuses on a day, and that it is what the ledger says (I6). */
  liability: procedure('see_finance')
    .route({ method: 'GET', path: '/loyalty/liability' })
    .input(
      z.object({
        onDate: localDate.nullable().default(null),
        /** How many clients are named, the largest balances first. */
        limit: z.int().min(1).max(20_000).default(100),
      }),
    )
    .output(
      z.object({
        onDate: localDate,
        totalMinor: z.int(),
        /** Account 2400. */
        ledgerMinor: z.int(),
        /** By the month of the last day; null = for ever. */
        months: z.array(z.object({ month: z.string().nullable(), amountMinor: z.int(), clients: z.int() })),
        clients: z.array(
          z.object({ clientId, name: z.string(), amountMinor: z.int(), firstLastDay: localDate.nullable() }),
        ),
        clientCount: z.int(),
        /** Of a year to this day: granted, spent, burnt, forgiven at refunds. */
        turnover: z.array(z.object({ kind: z.enum(MOVEMENT_KINDS), amountMinor: z.int() })),
      }),
    ),
  /** The same report as a file. */
  liabilityFile: procedure('see_finance')
    .route({ method: 'POST', path: '/loyalty/liability/file' })
    .input(z.object({ onDate: localDate.nullable().default(null), format: z.enum(['xlsx', 'pdf']).default('xlsx') }))
    .output(fileOutput),
  /** The lots behind a figure of the liability. */
  liabilityLots: procedure('see_finance')
    .route({ method: 'GET', path: '/loyalty/liability/lots' })
    .input(
      z.object({
        onDate: localDate,
        clientId: clientId.nullable().default(null),
        /** 'YYYY-MM', or 'never' for lots without a last day. */
        month: z
          .string()
          .regex(/^(\d{4}-\d{2}|never)$/u)
          .nullable()
          .default(null),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(200).default(100),
      }),
    )
    .output(z.object({ rows: z.array(bonusLotSchema), total: z.int() })),
};

export const discountCardId = idOf('discountCard');
export const promotionId = idOf('promotion');
export const couponId = idOf('coupon');
