import { fold } from '../kernel/fold.ts';
import { tidyName } from './clients.rules.ts';

/** A client as a table brings them; empty texts and nulls say nothing. */
export interface IncomingClient {
  readonly firstName: string;
  readonly lastName: string;
  readonly middleName: string;
  readonly sex: 'female' | 'male' | null;
  readonly birthday: string | null;
  readonly email: string | null;
  readonly source: string | null;
  readonly address: string | null;
  readonly allergy: string;
  readonly note: string;
  readonly discountBp: number | null;
  readonly card: string | null;
  readonly messengers: readonly { readonly kind: string; readonly handle: string }[];
  /** Digits, as they are stored. */
  readonly phones: readonly string[];
  readonly category: string | null;
  readonly tags: readonly string[];
  /** Local date; null = now. */
  readonly createdOn: string | null;
}

/** What the base has of a client, in the same words. */
export type KnownClient = Omit<IncomingClient, 'createdOn'>;

/** What happens to a client who is in the base already. */
export const EXISTING_RULES = ['skip', 'fill', 'overwrite'] as const;
export type ExistingRule = (typeof EXISTING_RULES)[number];

/** The values that a table changes of a known client; only what is different. */
export type ClientChanges = Partial<KnownClient>;

const PLAIN = [
  'firstName',
  'lastName',
  'middleName',
  'sex',
  'birthday',
  'email',
  'source',
  'address',
  'discountBp',
  'card',
  'category',
] as const;

const NAME_FIELDS: ReadonlySet<string> = new Set(['firstName', 'lastName', 'middleName']);

/**
 * What a table changes of a known client; null when nothing.
 *
 * `fill` writes into empty fields only, `overwrite` replaces what differs; nothing is ever emptied. Phones, tags and
 * messengers are added. Allergy and note are never lost: a new text is put behind the old one by `overwrite`.
 */
export function mergeClient(known: KnownClient, incoming: IncomingClient, rule: ExistingRule): ClientChanges | null {
  if (rule === 'skip') return null;
  const changes: Record<string, unknown> = {};
  // Somebody with another name who was put to this card by choice does not rename it.
  const isNamedAlike = isSameName(known, incoming);
  for (const field of PLAIN) {
    if (!isNamedAlike && NAME_FIELDS.has(field)) continue;
    const value = incoming[field];
    if (value === null || value === '' || value === known[field]) continue;
    if (rule === 'overwrite' || known[field] === null || known[field] === '') changes[field] = value;
  }
  for (const field of ['allergy', 'note'] as const) {
    const joined = joinTexts(known[field], incoming[field], rule);
    if (joined !== known[field]) changes[field] = joined;
  }
  const phones = incoming.phones.filter((digits) => !known.phones.includes(digits));
  if (phones.length > 0) changes['phones'] = [...known.phones, ...phones].slice(0, MOST_PHONES);
  if (changes['phones'] && known.phones.length >= MOST_PHONES) delete changes['phones'];
  const tagNames = new Set(known.tags.map(fold));
  const tags = incoming.tags.filter((name) => !tagNames.has(fold(name)));
  if (tags.length > 0) changes['tags'] = [...known.tags, ...tags];
  const messengers = incoming.messengers.filter(
    (item) =>
      !known.messengers.some((one) => one.kind === item.kind && (rule === 'fill' || one.handle === item.handle)),
  );
  if (messengers.length > 0) {
    const kept = known.messengers.filter((one) => !messengers.some(({ kind }) => kind === one.kind));
    changes['messengers'] = [...kept, ...messengers];
  }
  return Object.keys(changes).length > 0 ? changes : null;
}

/** Phones of one client at most, as on the card. */
export const MOST_PHONES = 10;

function joinTexts(known: string, incoming: string, rule: ExistingRule): string {
  if (incoming === '' || known.includes(incoming)) return known;
  if (known === '') return incoming;
  return rule === 'fill' ? known : `${known}\n${incoming}`;
}

interface Names {
  readonly firstName: string;
  readonly lastName: string;
  readonly middleName: string;
}

/**
 * Whether two cards with one phone bear the same person's name: every word of the shorter name is in the longer one.
 *
 * The order of the words does not matter. Example: `Анна` and `Ким Анна` are one, `Анна Ким` and `Олег Ким` are two. A card
 * without a name agrees with any.
 */
export function isSameName(one: Names, other: Names): boolean {
  const wordsOf = ({ firstName, lastName, middleName }: Names): string[] =>
    fold(`${lastName} ${firstName} ${middleName}`).match(/[\p{L}\p{N}]+/gu) ?? [];
  const [few, many] = [wordsOf(one), wordsOf(other)].toSorted((a, b) => a.length - b.length) as [string[], string[]];
  return few.every((word) => many.includes(word));
}

/** What tells two people apart who have no phone: name and birthday. */
export function personKey({ firstName, lastName }: Pick<Names, 'firstName' | 'lastName'>, birthday: string): string {
  return `${fold(tidyName(`${lastName} ${firstName}`))
    .split(' ')
    .toSorted()
    .join(' ')}|${birthday}`;
}
