import { DomainError } from '../../src-shared/kernel/errors.ts';
import { fold } from '../../src-shared/kernel/fold.ts';
import type { Reader } from '../store/executor.ts';
import { type CategoryRow, type ServiceRow, findCategory, findService } from './services.repository.ts';

/** What is looked for by name. */
type Named = 'service' | 'serviceCategory' | 'level' | 'priceList' | 'bundle';

/** @throws DomainError NOT_FOUND */
export function requireService(reader: Reader, id: number): ServiceRow {
  const row = findService(reader, id);
  if (!row) throw new DomainError('NOT_FOUND', { what: 'service', id });
  return row;
}

/** @throws DomainError NOT_FOUND */
export function requireCategory(reader: Reader, id: number): CategoryRow {
  const row = findCategory(reader, id);
  if (!row) throw new DomainError('NOT_FOUND', { what: 'serviceCategory', id });
  return row;
}

/** A category that is not archived. @throws DomainError NOT_FOUND */
export function activeCategory(reader: Reader, id: number): CategoryRow {
  const row = requireCategory(reader, id);
  if (row.is_archived === 1) throw new DomainError('NOT_FOUND', { what: 'serviceCategory', id });
  return row;
}

/** @throws DomainError NOT_FOUND */
export function requireRow<Row extends { id: number }>(rows: readonly Row[], id: number, what: Named): Row {
  const row = rows.find((item) => item.id === id);
  if (!row) throw new DomainError('NOT_FOUND', { what, id });
  return row;
}

/**
 * Refuses a name that another row in use has; letter case, ё and outer spaces make no difference.
 *
 * `archivedToo`: archived rows hold their name as well.
 *
 * @throws DomainError ALREADY_EXISTS
 */
export function assertNameFree(
  what: Named,
  name: string,
  rows: readonly { id: number; name: string; is_archived: 0 | 1 }[],
  ownId: number | null,
  archivedToo = false,
): void {
  const folded = fold(name);
  const taken = rows.find(
    (row) => row.id !== ownId && (archivedToo || row.is_archived === 0) && fold(row.name) === folded,
  );
  if (taken) throw new DomainError('ALREADY_EXISTS', { what, name: taken.name, id: taken.id });
}

/** @throws DomainError INVALID_INPUT */
export function assertDistinct(ids: readonly number[]): void {
  if (new Set(ids).size !== ids.length) throw new DomainError('INVALID_INPUT', { field: 'id', fault: 'DUPLICATE' });
}

export const toBit = (flag: boolean): 0 | 1 => (flag ? 1 : 0);
