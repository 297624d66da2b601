import type { z } from 'zod';
import type { ClientId } from '../../src-shared/contract-base.ts';
import { displayName } from '../../src-shared/clients/clients.rules.ts';
import { fold } from '../../src-shared/kernel/fold.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type {
  DiscountCard,
  cardValuesSchema,
  discountCardsContract,
} from '../../src-shared/loyalty/discount-cards.contract.ts';
import { cardNumber, cardNumberReadings, cardState } from '../../src-shared/loyalty/discount-cards.rules.ts';
import type { ClientsService } from '../clients/clients.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import * as rows from './discount-cards.repository.ts';

type Answer<Name extends keyof typeof discountCardsContract> = z.input<
  (typeof discountCardsContract)[Name]['~orpc']['outputSchema'] & z.ZodType
>;
type Values = z.output<typeof cardValuesSchema>;

/**
 * Discount cards (P4).
 *
 * One truth about numbers: `discount_cards` knows every card ever made and its terms; `clients.card_number` is the number of
 * the card that the client has in hand, so that reception finds them by it. Giving, replacing and blocking a card keeps the
 * two in step in one unit of work. A number that is typed on a client's card without a discount card is only a number.
 */
export class DiscountCardsService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;
  readonly #clients: ClientsService;

  constructor(deps: ServiceDeps, parts: { settings: SettingsService; clients: ClientsService }) {
    this.#deps = deps;
    this.#settings = parts.settings;
    this.#clients = parts.clients;
  }

  /** Cards by number. */
  list(wish: { text: string; withBlocked: boolean; offset: number; limit: number }): Answer<'cards'> {
    const text = wish.text.trim();
    const found = rows.readCards(this.#deps.store.reader, { ...wish, text, words: fold(text) });
    return { rows: found.rows.map((row) => this.#view(row)), total: found.total };
  }

  /** All cards that a client has or had, the newest first. */
  ofClient({ clientId }: { clientId: number }): Answer<'cardsOf'> {
    return rows.readCardsOf(this.#deps.store.reader, clientId).map((row) => this.#view(row));
  }

  /** The card that was scanned and whose it is; a number without a card of discounts still names its client. */
  byNumber({ number }: { number: string }): Answer<'cardByNumber'> {
    const { reader } = this.#deps.store;
    // Cards first, in every reading: a client's own number is read across layouts too and would hide the card.
    for (const reading of cardNumberReadings(number)) {
      const card = rows.readCardByNumber(reader, reading);
      if (card) return { card: this.#view(card), clientId: card.clientId };
    }
    const { clientId } = this.#clients.byCardNumber({ number });
    if (clientId !== null) return { card: null, clientId };
    throw new DomainError('NOT_FOUND', { what: 'card', number });
  }

  /**
   * Makes a card, for a client or for the drawer.
   *
   * @throws DomainError NOT_FOUND, CONFLICT (cardHeld, cardOfAnother), ALREADY_EXISTS, INVALID_INPUT (DATES_REVERSED)
   */
  create(caller: Caller, input: Values & { number: string; clientId: number | null }): Answer<'createCard'> {
    const number = cardNumber(input.number);
    const { value, commandId } = this.#run(caller, 'discountCards.create', (tx) => {
      this.#refuseTaken(tx, number, input.clientId);
      const validFrom = input.validFrom ?? this.#today();
      refuseReversed(validFrom, input.validTo);
      if (input.clientId !== null) this.#hand(tx, input.clientId, number);
      const id = rows.insertCard(tx, {
        number,
        client_id: input.clientId,
        rate_bp: input.rateBp,
        tiers_json: input.tiers === null ? null : JSON.stringify(input.tiers),
        valid_from: validFrom,
        valid_to: input.validTo,
        note: input.note,
      });
      tx.summary = { key: 'discountCards.create', values: { number } };
      return id;
    });
    return { commandId, cardId: value };
  }

  /** Changes the terms of a card. @throws DomainError NOT_FOUND, STALE_VERSION, INVALID_INPUT (DATES_REVERSED) */
  update(
    caller: Caller,
    input: { cardId: number; version: number; values: Partial<Values> },
  ): { commandId: number | null } {
    const { commandId } = this.#run(caller, 'discountCards.update', (tx) => {
      const card = seen(tx, input);
      const { rateBp, tiers, validFrom, validTo, note } = input.values;
      refuseReversed(validFrom ?? card.validFrom, validTo === undefined ? card.validTo : validTo);
      rows.updateCard(tx, card, {
        ...(rateBp === undefined ? {} : { rate_bp: rateBp }),
        ...(tiers === undefined ? {} : { tiers_json: tiers === null ? null : JSON.stringify(tiers) }),
        ...(validFrom ? { valid_from: validFrom } : {}),
        ...(validTo === undefined ? {} : { valid_to: validTo }),
        ...(note === undefined ? {} : { note }),
      });
      tx.summary = { key: 'discountCards.update', values: { number: card.number } };
    });
    return { commandId };
  }

  /** Gives a card from the drawer to a client. @throws DomainError NOT_FOUND, STALE_VERSION, CONFLICT */
  give(caller: Caller, input: { cardId: number; version: number; clientId: number }): { commandId: number | null } {
    const { commandId } = this.#run(caller, 'discountCards.give', (tx) => {
      const card = seen(tx, input);
      if (card.isBlocked) throw new DomainError('CONFLICT', { reason: 'cardBlocked', number: card.number });
      if (card.clientId !== null && card.clientId !== input.clientId) throw this.#ofAnother(card);
      this.#hand(tx, input.clientId, card.number, card.id);
      rows.updateCard(tx, card, { client_id: input.clientId });
      tx.summary = { key: 'discountCards.give', values: { number: card.number } };
    });
    return { commandId };
  }

  /**
   * A lost card: the old one is blocked, a new number takes over its client and terms.
   *
   * @throws DomainError NOT_FOUND, STALE_VERSION, CONFLICT, ALREADY_EXISTS
   */
  replace(
    caller: Caller,
    input: { cardId: number; version: number; number: string; reason: string },
  ): Answer<'replaceCard'> {
    const number = cardNumber(input.number);
    const { value, commandId } = this.#run(caller, 'discountCards.replace', (tx) => {
      const card = seen(tx, input);
      this.#refuseTaken(tx, number, card.clientId);
      const why = [`→ ${number}`, input.reason].filter((part) => part !== '').join(', ');
      rows.updateCard(tx, card, { is_blocked: 1, note: noteWith(card.note, why) });
      const id = rows.insertCard(tx, {
        number,
        client_id: card.clientId,
        rate_bp: card.rateBp,
        tiers_json: card.tiers === null ? null : JSON.stringify(card.tiers),
        valid_from: this.#today(),
        valid_to: card.validTo,
        note: `← ${card.number}`,
      });
      if (card.clientId !== null) this.#hand(tx, card.clientId, number, card.id);
      tx.summary = { key: 'discountCards.replace', values: { number: card.number, newNumber: number } };
      return id;
    });
    return { commandId, cardId: value };
  }

  /** Blocks a card, or lets it count again. @throws DomainError NOT_FOUND, STALE_VERSION, CONFLICT (cardHeld) */
  setBlocked(
    caller: Caller,
    input: { cardId: number; version: number; isBlocked: boolean; reason: string },
  ): { commandId: number | null } {
    const { commandId } = this.#run(caller, 'discountCards.setBlocked', (tx) => {
      const card = seen(tx, input);
      if (card.isBlocked === input.isBlocked) return;
      if (card.clientId !== null && !input.isBlocked) this.#hand(tx, card.clientId, card.number, card.id);
      rows.updateCard(tx, card, {
        is_blocked: input.isBlocked ? 1 : 0,
        ...(input.reason === '' ? {} : { note: noteWith(card.note, input.reason) }),
      });
      const key = input.isBlocked ? 'discountCards.block' : 'discountCards.unblock';
      tx.summary = { key, values: { number: card.number } };
    });
    return { commandId };
  }

  /** Cards of a person who is made nameless are nobody's and count no more (D5). */
  lapseInside(tx: Tx, clientId: number): void {
    for (const card of rows.readCardsOf(tx, clientId)) {
      rows.updateCard(tx, card, { client_id: null, is_blocked: 1, note: '' });
    }
  }

  /** The client takes a card in hand: nobody else may have its number, and no other card of theirs may count. */
  #hand(tx: Tx, clientId: number, number: string, exceptCardId: number | null = null): void {
    const client = rows.readHolder(tx, clientId);
    if (!client) throw new DomainError('NOT_FOUND', { what: 'client', id: clientId });
    const held = rows
      .readCardsOf(tx, clientId)
      .find((card) => !card.isBlocked && card.id !== exceptCardId && card.number !== number);
    if (held) throw new DomainError('CONFLICT', { reason: 'cardHeld', number: held.number });
    this.#refuseNumberOfAnother(tx, number, clientId);
    if (client.cardNumber !== number) rows.writeHolderNumber(tx, client, number);
  }

  #refuseTaken(reader: Reader, number: string, clientId: number | null): void {
    if (rows.readCardByNumber(reader, number)) throw new DomainError('ALREADY_EXISTS', { what: 'card', name: number });
    this.#refuseNumberOfAnother(reader, number, clientId);
  }

  #refuseNumberOfAnother(reader: Reader, number: string, clientId: number | null): void {
    const owner = rows.readNumberOwner(reader, number, clientId);
    if (!owner) return;
    const holder = displayName(owner, this.#settings.now().nameOrder);
    throw new DomainError('CONFLICT', { reason: 'cardOfAnother', number, holder, clientId: owner.id });
  }

  #ofAnother(card: rows.CardRow): DomainError {
    const holder = displayName(
      { firstName: card.firstName ?? '', lastName: card.lastName ?? '' },
      this.#settings.now().nameOrder,
    );
    return new DomainError('CONFLICT', { reason: 'cardOfAnother', number: card.number, holder });
  }

  #view(row: rows.CardRow): DiscountCard {
    const { firstName, lastName } = row;
    return {
      cardId: row.id as DiscountCard['cardId'],
      version: row.version,
      number: row.number,
      clientId: row.clientId as ClientId | null,
      clientName:
        row.clientId === null
          ? null
          : displayName({ firstName: firstName ?? '', lastName: lastName ?? '' }, this.#settings.now().nameOrder),
      rateBp: row.rateBp,
      tiers: row.tiers?.map((tier) => ({ ...tier })) ?? null,
      validFrom: row.validFrom,
      validTo: row.validTo,
      isBlocked: row.isBlocked,
      state: cardState(row, this.#today()),
      note: row.note,
    };
  }

  #today(): LocalDate {
    return this.#settings.today().localDate;
  }

  #run<T>(caller: Caller, name: string, body: (tx: Tx) => T) {
    return this.#deps.store.work.run(caller.actor(this.#deps.clock), name, body);
  }
}

function seen(reader: Reader, { cardId, version }: { cardId: number; version: number }): rows.CardRow {
  const card = rows.readCard(reader, cardId);
  if (!card) throw new DomainError('NOT_FOUND', { what: 'card', id: cardId });
  assertVersion(version, card.version, 'card');
  return card;
}

function noteWith(note: string, more: string): string {
  return [note, more]
    .filter((part) => part !== '')
    .join('; ')
    .slice(0, 200);
}

function refuseReversed(from: LocalDate, to: LocalDate | null): void {
  if (to !== null && to < from) throw new DomainError('INVALID_INPUT', { field: 'validTo', reason: 'DATES_REVERSED' });
}
