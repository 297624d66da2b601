import { type NameOrder, displayName } from '../../src-shared/clients/clients.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { Reader } from '../store/executor.ts';
import { type PersonRow, findPerson } from './consents.repository.ts';

/** The name of a client as papers and sentences show it. */
export function personName(
  row: Pick<PersonRow, 'first_name' | 'last_name' | 'middle_name'>,
  order: NameOrder,
  isFull = false,
): string {
  const parts = { firstName: row.first_name, lastName: row.last_name, middleName: row.middle_name };
  return displayName(parts, order, isFull);
}

/** A client of whom a paper can be made; an erased or merged one is nobody. @throws DomainError NOT_FOUND */
export function presentPerson(reader: Reader, clientId: number): PersonRow {
  const person = findPerson(reader, clientId);
  if (!person || person.erased_at_ms !== null || person.merged_into_id !== null) {
    throw new DomainError('NOT_FOUND', { what: 'client', id: clientId });
  }
  return person;
}

/**
 * A client who is there and was not made nameless.
 *
 * @throws DomainError NOT_FOUND (also: merged into another card), CONFLICT (erased)
 */
export function livingPerson(reader: Reader, clientId: number): PersonRow {
  const person = findPerson(reader, clientId);
  if (!person || person.merged_into_id !== null) throw new DomainError('NOT_FOUND', { what: 'client', id: clientId });
  if (person.erased_at_ms !== null) throw new DomainError('CONFLICT', { what: 'erasedClient' });
  return person;
}
