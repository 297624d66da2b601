/** The parts of a client's name as they are stored. */
export interface NameParts {
  readonly firstName: string;
  readonly lastName: string;
  readonly middleName?: string;
}

/** Which part of a name is written first; a setting of the salon. */
export type NameOrder = 'lastFirst' | 'firstLast';

/**
 * A person's name as screens and papers show it.
 *
 * The patronymic follows the first name, and is left out unless asked for. Example: `firstLast` gives `Анна Ковалёва`.
 */
export function displayName(parts: NameParts, order: NameOrder, withMiddleName = false): string {
  const given = withMiddleName && parts.middleName ? `${parts.firstName} ${parts.middleName}` : parts.firstName;
  const inOrder = order === 'lastFirst' ? [parts.lastName, given] : [given, parts.lastName];
  return inOrder.filter((part) => part !== '').join(' ');
}

/** One spelling of the same name: composed letters, single spaces. */
export function tidyName(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
}
