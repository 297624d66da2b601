import type { ClientHit } from '../../../src-shared/clients/clients.contract.ts';
import { SOFT_CONFLICTS } from '../../../src-shared/journal/journal.contract.ts';
import type { CallReason } from '../../../src-shared/retention/retention.rules.ts';

/** Where a new visit is being written. */
export interface BookingDraft {
  readonly staffId: number;
  readonly startMin: number;
  readonly endMin: number;
}

/** Who comes: a known client, one to be made on the spot, or nobody named yet. */
export type BookingClient =
  | ClientHit
  | { readonly newClient: { readonly firstName: string; readonly lastName: string; readonly phone: string } };

/** Soft conflicts that a person may confirm. */
export const WARNINGS = SOFT_CONFLICTS;
export type Warning = (typeof WARNINGS)[number];

/** What the person has agreed to besides the form. */
export interface Overrides {
  readonly acceptedWarnings?: Warning[];
  readonly overrideReason?: string;
}

/** A call in which a visit is booked. */
export interface CallBooking {
  readonly clientId: number;
  readonly reason: CallReason;
  readonly note: string;
}
