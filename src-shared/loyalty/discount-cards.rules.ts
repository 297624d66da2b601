import type { LocalDate } from '../kernel/local-date.ts';
import { fold, switchLayout } from '../kernel/fold.ts';
import { type Tier, tierOf } from './tiers.rules.ts';

/** What a card says about its discount. */
export interface CardTerms {
  readonly rateBp: number;
  readonly tiers: readonly Tier[] | null;
  readonly validFrom: LocalDate;
  /** Last day, that day included; null = for ever. */
  readonly validTo: LocalDate | null;
  readonly isBlocked: boolean;
}

/** Whether a card counts on a day, and why not. */
export type CardState = 'live' | 'blocked' | 'early' | 'expired';

/** The number of a card as it is kept: without spaces. */
export function cardNumber(text: string): string {
  return text.replaceAll(/\s/gu, '');
}

/** Numbers under which a scanned or typed card may be kept: as read, and as the other keyboard layout would give it. */
export function cardNumberReadings(text: string): string[] {
  const number = cardNumber(text);
  return [...new Set([number, number.toUpperCase(), switchLayout(fold(number)).toUpperCase()])].filter(
    (one) => one !== '',
  );
}

/** Whether a card counts on a day (L of the loyalty: expired or blocked is not applied). The last day counts. */
export function cardState(card: CardTerms, onDate: LocalDate): CardState {
  if (card.isBlocked) return 'blocked';
  if (onDate < card.validFrom) return 'early';
  return card.validTo !== null && card.validTo < onDate ? 'expired' : 'live';
}

/** The rate of a card (P4): its own, or that of its own thresholds when it is higher. */
export function cardRate(card: Pick<CardTerms, 'rateBp' | 'tiers'>, paidMinor: number): number {
  return Math.max(card.rateBp, tierOf(card.tiers ?? [], paidMinor).reached?.rateBp ?? 0);
}
