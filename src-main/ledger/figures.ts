import { displayName } from '../../src-shared/clients/clients.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { Period } from '../../src-shared/ledger/periods.rules.ts';

/** A person as the salon writes names; null for nobody. */
export function nameOf(
  row: { readonly first_name: string | null; readonly last_name: string | null },
  nameOrder: Parameters<typeof displayName>[1],
): string | null {
  if (row.first_name === null && row.last_name === null) return null;
  return displayName({ firstName: row.first_name ?? '', lastName: row.last_name ?? '' }, nameOrder);
}

/** @throws DomainError INVALID_INPUT (data.field 'toDate') */
export function assertPeriod({ fromDate, toDate }: Period): void {
  if (fromDate > toDate) throw new DomainError('INVALID_INPUT', { field: 'toDate', reason: 'BEFORE_START' });
}
