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

/** A client as they can be made out of what was typed into the search. */
export interface TypedClient {
  readonly firstName: string;
  readonly lastName: string;
  /** As typed; '' when fewer than five digits were. */
  readonly phone: string;
}

const FEWEST_DIGITS = 5;

/**
 * Reads a name and a phone out of one text, for «Новый клиент …».
 *
 * Words begin with a capital; of two or more the first is the surname when `order` says so. Null when there is neither a
 * name nor a phone in it. Example: `анна ковалёва 8916 123-45-67` gives Анна, Ковалёва and the number.
 */
export function readTypedClient(text: string, order: NameOrder): TypedClient | null {
  const number = /\+?\d[\d\s().-]*/u.exec(text)?.[0].trim() ?? '';
  const phone = number.replaceAll(/\D/gu, '').length >= FEWEST_DIGITS ? number : '';
  const words = tidyName(text.replace(number, ' ').replaceAll(/[^\p{L}\p{M}'’\s-]/gu, ' '))
    .split(' ')
    .filter((word) => /\p{L}/u.test(word))
    .map(capitalised);
  if (words.length === 0 && phone === '') return null;
  const [head = '', ...rest] = words;
  const tail = rest.join(' ');
  const isSurnameFirst = order === 'lastFirst' && tail !== '';
  return { firstName: isSurnameFirst ? tail : head, lastName: isSurnameFirst ? head : tail, phone };
}

/** `анна-мария` becomes `Анна-Мария`; capitals that are there stay. */
function capitalised(word: string): string {
  return word.replaceAll(/(^|-)(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}
