import { useSyncExternalStore } from 'react';
import type { Sale } from '../../src-shared/checkout/sales.contract.ts';

/** What only money pays; each is begun in a dialog of its own. */
export const MONEY_LINES = ['membership', 'certificate', 'deposit', 'tip'] as const;
export type MoneyLineKind = (typeof MONEY_LINES)[number];

/** What is to be paid: a visit, or a sale without one, perhaps of a known client. */
export interface CheckoutAsk {
  readonly visitId: number | null;
  readonly clientId: number | null;
  /** The line that the sale begins with. */
  readonly begins: MoneyLineKind | null;
  /** The check that a storno took back and that is made again. */
  readonly again: Sale | null;
  /** Grows with every opening, so that each begins afresh. */
  readonly round: number;
}

let asked: CheckoutAsk | null = null;
let rounds = 0;
const listeners = new Set<() => void>();
const tell = (): void => {
  for (const listener of listeners) listener();
};

/** Opens the checkout over whatever page is shown. */
export function openCheckout(what: Partial<Omit<CheckoutAsk, 'round'>> = {}): void {
  rounds += 1;
  const { visitId = null, clientId = null, begins = null, again = null } = what;
  asked = { visitId, clientId, begins, again, round: rounds };
  tell();
}

export function closeCheckout(): void {
  asked = null;
  tell();
}

/** What the checkout was opened for; null while it is closed. */
export function useCheckoutAsk(): CheckoutAsk | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => asked,
  );
}
