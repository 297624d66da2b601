import { z } from 'zod';
import { clientId, line, localDate, patchOf, procedure, requiredLine, version, written } from '../contract-base.ts';
import { tiersSchema } from '../settings/money-settings.ts';
import { discountCardId } from './bonuses.contract.ts';

const rateBp = z.int().min(0).max(10_000);
const number = requiredLine(40);

export const discountCardSchema = z.object({
  cardId: discountCardId,
  version: z.int(),
  number: z.string(),
  clientId: clientId.nullable(),
  clientName: z.string().nullable(),
  rateBp: z.int(),
  /** Thresholds of its own; null = only its rate. */
  tiers: z.array(z.object({ fromMinor: z.int(), rateBp: z.int() })).nullable(),
  validFrom: localDate,
  /** Last day, that day included; null = for ever. */
  validTo: localDate.nullable(),
  isBlocked: z.boolean(),
  state: z.enum(['live', 'blocked', 'early', 'expired']),
  note: z.string(),
});
export type DiscountCard = z.infer<typeof discountCardSchema>;

/** What is written on a card. */
export const cardValuesSchema = z.object({
  rateBp,
  tiers: tiersSchema.nullable().default(null),
  validFrom: localDate.nullable().default(null),
  validTo: localDate.nullable().default(null),
  note: line(200).default(''),
});

/** Discount cards (P4): the number on the client's card in hand is the number by which the client is found. */
export const discountCardsContract = {
  /** Cards by number; a text finds a part of the number or the beginning of a name. */
  cards: procedure('see_cash')
    .route({ method: 'GET', path: '/loyalty/cards' })
    .input(
      z.object({
        text: line(60).default(''),
        withBlocked: z.boolean().default(false),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(500).default(200),
      }),
    )
    .output(z.object({ rows: z.array(discountCardSchema), total: z.int() })),
  /** All cards that a client has or had, the newest first. */
  cardsOf: procedure('see_cash')
    .route({ method: 'GET', path: '/loyalty/clients/{clientId}/cards' })
    .input(z.object({ clientId }))
    .output(z.array(discountCardSchema)),
  /** The card that was scanned, whatever the keyboard layout, and whose it is. */
  cardByNumber: procedure('see_cash', ['NOT_FOUND'])
    .route({ method: 'GET', path: '/loyalty/cards/by-number' })
    .input(z.object({ number }))
    .output(z.object({ card: discountCardSchema.nullable(), clientId: clientId.nullable() })),
  /** Makes a card, for a client or for the drawer. */
  createCard: procedure('edit_loyalty', ['NOT_FOUND', 'CONFLICT', 'ALREADY_EXISTS', 'INVALID_INPUT'])
    .route({ method: 'POST', path: '/loyalty/cards' })
    .input(cardValuesSchema.extend({ number, clientId: clientId.nullable().default(null) }))
    .output(written.extend({ cardId: discountCardId })),
  /** Changes the terms of a card. */
  updateCard: procedure('edit_loyalty', ['NOT_FOUND', 'STALE_VERSION', 'INVALID_INPUT'])
    .route({ method: 'PATCH', path: '/loyalty/cards/{cardId}' })
    .input(z.object({ cardId: discountCardId, version, values: patchOf(cardValuesSchema) }))
    .output(written),
  /** Gives a card from the drawer to a client. */
  giveCard: procedure('edit_clients', ['NOT_FOUND', 'STALE_VERSION', 'CONFLICT'])
    .route({ method: 'POST', path: '/loyalty/cards/{cardId}/give' })
    .input(z.object({ cardId: discountCardId, version, clientId }))
    .output(written),
  /** A lost card: the old one is blocked, a new number takes over its terms. */
  replaceCard: procedure('edit_clients', ['NOT_FOUND', 'STALE_VERSION', 'CONFLICT', 'ALREADY_EXISTS'])
    .route({ method: 'POST', path: '/loyalty/cards/{cardId}/replace' })
    .input(z.object({ cardId: discountCardId, version, number, reason: line(120).default('') }))
    .output(written.extend({ cardId: discountCardId })),
  /** Blocks a card, or lets it count again. */
  setCardBlocked: procedure('edit_clients', ['NOT_FOUND', 'STALE_VERSION', 'CONFLICT'])
    .route({ method: 'POST', path: '/loyalty/cards/{cardId}/block' })
    .input(z.object({ cardId: discountCardId, version, isBlocked: z.boolean(), reason: line(120).default('') }))
    .output(written),
};
