import type { ClientHit } from '../../src-shared/clients/clients.contract.ts';
import type { SkipReason } from '../../src-shared/retention/retention.rules.ts';
import type { CallRow } from '../../src-shared/retention/retention.contract.ts';

/** Which list is asked for. */
export interface CallFilter {
  readonly serviceId: number | null;
  readonly staffId: number | null;
  readonly state: 'upcoming' | 'due' | 'overdue' | 'promised' | null;
  readonly isMine: boolean;
  readonly skipped: SkipReason | null;
}

export const NO_FILTER: CallFilter = { serviceId: null, staffId: null, state: null, isMine: false, skipped: null };

/** Whether anything narrows the list. */
export function isNarrowed(filter: CallFilter): boolean {
  return JSON.stringify(filter) !== JSON.stringify(NO_FILTER);
}

/** A free stretch of a master's day that somebody is looked for. */
export interface PickedWindow {
  readonly localDate: string;
  readonly staffId: number;
  readonly shortName: string;
  readonly startMin: number;
  readonly endMin: number;
}

export function isSameWindow(a: PickedWindow | null, b: PickedWindow): boolean {
  return a?.localDate === b.localDate && a.staffId === b.staffId && a.startMin === b.startMin;
}

/** The client as the form of a booking takes them. */
export function hitOf(row: CallRow): ClientHit {
  return {
    id: row.clientId,
    name: row.name,
    phone: row.phone,
    nameMarks: [],
    phoneMarks: [],
    allergy: row.allergy,
    contraindication: row.contraindication,
    category: null,
    visits: row.visits,
    lastVisitOn: row.lastVisitOn,
    noShows: row.noShows,
    isArchived: false,
  };
}

/** Who comes up when a row is gone: the next one, or the one before at the end. */
export function neighbourOf(ids: readonly number[], id: number): number | null {
  const index = ids.indexOf(id);
  return ids[index + 1] ?? ids[index - 1] ?? null;
}

/** The services that are looked for: as the person chose, else the one that the list is about. */
export function chosenOf(
  row: CallRow | null,
  choice: { readonly clientId: number; readonly ids: readonly number[] } | null,
  about: number | null,
): readonly number[] {
  if (row === null) return [];
  if (choice?.clientId === row.clientId) return choice.ids;
  const first = row.items.find(({ serviceId }) => serviceId === about) ?? row.items[0];
  return first ? [first.serviceId] : [];
}
