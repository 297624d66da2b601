import { fold } from '../kernel/fold.ts';
import { editDistance } from '../search/edit-distance.rules.ts';
import { searchWords, soundOf } from '../search/search-text.rules.ts';

/** What two cards have in common. */
export const DUPLICATE_REASONS = ['phone', 'email', 'card', 'name', 'birthday'] as const;
export type DuplicateReason = (typeof DUPLICATE_REASONS)[number];

/** What a suspicion is made from. */
export interface Person {
  readonly id: number;
  readonly lastName: string;
  readonly firstName: string;
  readonly middleName: string;
  readonly birthday: string | null;
  readonly email: string | null;
  readonly cardNumber: string | null;
  /** Stored digits. */
  readonly phones: readonly string[];
}

/** A person read once for many comparisons. */
export interface Likened {
  readonly person: Person;
  readonly last: string;
  readonly first: string;
  readonly middle: string;
  readonly email: string;
  readonly card: string;
}

export interface Likeness {
  /** 0 to 100: how sure it is that they are one person. */
  readonly score: number;
  readonly reasons: readonly DuplicateReason[];
}

/** From this score on two cards are suspected to be of one person. */
export const SUSPECTED_SCORE = 55;
/** From this score on a person who fills in a form is told. */
export const WARNED_SCORE = 40;
/** A name that so few bear tells more than a common one. */
export const RARE_NAME = 3;

const SHORT_NAMES =
  'наталья наталия наташа ната;анна аня нюра анюта;екатерина катя катерина катюша;елена лена алена;ольга оля;татьяна таня;юлия юля;' +
  'мария маша марья маруся;анастасия настя ася;светлана света;ирина ира;александра саша шура;александр саня;дарья даша;' +
  'ксения ксюша оксана;виктория вика;елизавета лиза;надежда надя;людмила люда мила;галина галя;евгения женя;евгений;' +
  'дмитрий дима митя;сергей сережа;владимир вова володя;алексей леша алеша;михаил миша;николай коля;павел паша;' +
  'константин костя;роман рома;валентина валя;валерия лера;вероника ника;полина поля;софья софия соня;любовь люба;' +
  'маргарита рита;алина;кристина;антонина тоня;зинаида зина;лариса лара;тамара тома;раиса рая;эльвира эля';
const fullNames: ReadonlyMap<string, string> = new Map(
  SHORT_NAMES.split(';').flatMap((group) => {
    const names = group.split(' ');
    return names.map((name): [string, string] => [name, names[0]!]);
  }),
);

/** One form for a first name and its short forms, by sound. Example: `Наташа`, `Наталия` and `Natalya` give one key. */
export function firstNameKey(firstName: string): string {
  const word = searchWords(firstName)[0] ?? '';
  return soundOf(fullNames.get(word) ?? word);
}

/** Reads what is compared. */
export function likened(person: Person): Likened {
  return {
    person,
    last: soundOf(searchWords(person.lastName).join('')),
    first: firstNameKey(person.firstName),
    middle: soundOf(searchWords(person.middleName)[0] ?? ''),
    email: fold(person.email ?? ''),
    card: fold(person.cardNumber ?? ''),
  };
}

/**
 * Keys of the blocks in which a person is compared with others: two of one person share at least one.
 *
 * Without blocks every client would be compared with every other. The name's key is the same for a name written the other
 * way round.
 */
export function blockingKeys(one: Likened): string[] {
  const { person, email, card, last, first } = one;
  const keys = person.phones.map((digits) => `p${digits}`);
  if (email !== '') keys.push(`e${email}`);
  if (card !== '') keys.push(`c${card}`);
  if (last !== '' && first !== '') keys.push(`n${[last, first].sort().join('|')}`);
  if (person.birthday !== null) keys.push(`b${person.birthday}`);
  return keys;
}

type NameLikeness = 'same' | 'near' | 'first' | 'unknown' | 'other';

function nameLikeness(a: Likened, b: Likened): NameLikeness {
  const isSame = a.last === b.last && a.first === b.first;
  if (a.last === '' && a.first === '') return 'unknown';
  if (b.last === '' && b.first === '') return 'unknown';
  if (isSame) return a.last === '' ? 'first' : 'same';
  if (a.last === b.first && a.first === b.last) return 'same';
  const isFirst = a.first !== '' && b.first !== '' && isNear(a.first, b.first);
  if (isFirst && a.last !== '' && b.last !== '' && isNear(a.last, b.last)) return 'near';
  if (isFirst) return 'first';
  // A card with only a surname, or with the whole name in one field.
  if (a.first === '' || b.first === '') return a.last === b.last ? 'near' : 'unknown';
  return 'other';
}

function isNear(one: string, other: string): boolean {
  if (one === other) return true;
  const shortest = Math.min(one.length, other.length);
  const forgiven = shortest >= 9 ? 2 : shortest >= 5 ? 1 : 0;
  return forgiven > 0 && editDistance(one, other, forgiven).whole <= forgiven;
}

const NAME_SCORE: Readonly<Record<NameLikeness, number>> = { same: 40, near: 30, first: 15, unknown: 5, other: -20 };

/**
 * How likely two cards are of one person, and why.
 *
 * A phone shared by a mother and her daughter is not enough, nor is a name that many bear; `bearers` says how many bear the
 * same name, when that is known. Example: one phone and the names Наташа Белова and Наталья Белова score 90.
 */
export function likenessOf(a: Likened, b: Likened, bearers = Number.POSITIVE_INFINITY): Likeness {
  const reasons: DuplicateReason[] = [];
  let score = 0;
  if (a.person.phones.some((digits) => b.person.phones.includes(digits))) {
    reasons.push('phone');
    score += 50;
  }
  if (a.email !== '' && a.email === b.email) {
    reasons.push('email');
    score += 45;
  }
  if (a.card !== '' && a.card === b.card) {
    reasons.push('card');
    score += 60;
  }
  const name = nameLikeness(a, b);
  score += NAME_SCORE[name];
  if (name === 'same' || name === 'near') reasons.push('name');
  if (name === 'same' && bearers <= RARE_NAME) score += 20;
  if (a.middle !== '' && b.middle !== '') score += a.middle === b.middle ? 10 : -20;
  const { birthday } = a.person;
  if (birthday !== null && b.person.birthday !== null) {
    if (birthday === b.person.birthday) {
      reasons.push('birthday');
      score += 25;
    } else score -= 25;
  }
  return { score: Math.max(0, Math.min(100, score)), reasons };
}

/** A suspicion, the smaller id first. */
export interface SuspectedPair extends Likeness {
  readonly oneId: number;
  readonly otherId: number;
}

/** Longer blocks hold a name or a birthday that says nothing by itself. */
const LONGEST_BLOCK = 60;

/**
 * Finds suspected pairs among many people; the surest first.
 *
 * `onProgress` hears the share done. 200,000 people take a few seconds.
 */
export function findPairs(
  people: Iterable<Person>,
  limit: number,
  onProgress: (share: number) => void = () => undefined,
): SuspectedPair[] {
  const blocks = new Map<string, Likened[]>();
  for (const person of people) {
    const one = likened(person);
    for (const key of blockingKeys(one)) {
      const block = blocks.get(key);
      if (block) block.push(one);
      else blocks.set(key, [one]);
    }
  }
  const found = new Map<string, SuspectedPair>();
  let done = 0;
  for (const [key, block] of blocks) {
    if (done++ % 2000 === 0) onProgress(done / blocks.size);
    if (block.length < 2 || block.length > LONGEST_BLOCK) continue;
    const bearers = key.startsWith('n') ? block.length : Number.POSITIVE_INFINITY;
    for (let index = 0; index < block.length; index++) {
      for (let next = index + 1; next < block.length; next++) {
        const [one, other] = inIdOrder(block[index]!, block[next]!);
        const likeness = likenessOf(one, other, bearers);
        if (likeness.score < SUSPECTED_SCORE || one.person.id === other.person.id) continue;
        const pair = `${one.person.id}/${other.person.id}`;
        if ((found.get(pair)?.score ?? 0) >= likeness.score) continue;
        found.set(pair, { oneId: one.person.id, otherId: other.person.id, ...likeness });
      }
    }
  }
  return [...found.values()]
    .sort((a, b) => b.score - a.score || a.oneId - b.oneId || a.otherId - b.otherId)
    .slice(0, limit);
}

function inIdOrder(a: Likened, b: Likened): [Likened, Likened] {
  return a.person.id <= b.person.id ? [a, b] : [b, a];
}
