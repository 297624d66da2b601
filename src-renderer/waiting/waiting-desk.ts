import { useSyncExternalStore } from 'react';
import type { WaitingEntry } from '../../src-shared/waiting/waiting.contract.ts';
import type { WaitingKind } from '../../src-shared/waiting/waiting.rules.ts';
import type { BookingClient } from '../journal/booking/booking-model.ts';

/** What the form of a wish begins with. */
export interface WishStart {
  readonly kind: WaitingKind;
  /** The entry that is changed; null for a new one. */
  readonly entry: WaitingEntry | null;
  readonly client: BookingClient | null;
  readonly serviceIds: readonly number[];
  readonly staffIds: readonly number[];
}

/** What the panel of those who wait shows. It outlives a change of the day, so that a client may be carried to another one. */
export interface WaitingDesk {
  readonly isOpen: boolean;
  readonly tab: WaitingKind;
  readonly form: WishStart | null;
  /** Somebody who is being put into the journal by the keyboard. */
  readonly carried: WaitingEntry | null;
}

let state: WaitingDesk = { isOpen: false, tab: 'waiting', form: null, carried: null };
const listeners = new Set<() => void>();

function change(part: Partial<WaitingDesk>): void {
  state = { ...state, ...part };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The panel's state; renders anew with each change. */
export function useWaitingDesk(): WaitingDesk {
  return useSyncExternalStore(subscribe, () => state);
}

/** Opens the panel, or closes it when it shows that list already. */
export function toggleWaiting(tab: WaitingKind = state.tab): void {
  change(state.isOpen && state.tab === tab ? { isOpen: false, form: null } : { isOpen: true, tab, form: null });
}

export function closeWaiting(): void {
  change({ isOpen: false, form: null, carried: null });
}

export function showTab(tab: WaitingKind): void {
  change({ tab, form: null });
}

/** Opens the panel with the form of a wish, perhaps begun by another form that found no time. */
export function openWish(start: Partial<WishStart> = {}): void {
  const kind = start.kind ?? start.entry?.kind ?? 'waiting';
  const form = { kind, entry: null, client: null, serviceIds: [], staffIds: [], ...start };
  change({ isOpen: true, tab: kind, form, carried: null });
}

export function closeForm(): void {
  change({ form: null });
}

/** Takes somebody to be put into the journal; null puts them back on the list. */
export function carry(entry: WaitingEntry | null): void {
  change({ carried: entry });
}
