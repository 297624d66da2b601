import { switchLayout } from '../../src-shared/kernel/fold.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import {
  type Term,
  phonePart,
  phonePrefixes,
  searchWords,
  soundOf,
  trigrams,
} from '../../src-shared/search/search-text.rules.ts';
import type { WordBook } from './word-book.repository.ts';

/** A found client with the spellings that met the query. */
export interface Found {
  readonly id: number;
  readonly terms: readonly Term[];
}

export interface FindResult {
  readonly found: readonly Found[];
  /** Digits to look for in the phones that are shown. */
  readonly digits: readonly string[];
}

/** Up to so many candidates are all ranked; more of them are walked through from the newest visit on. */
const CANDIDATES = 800;
/** Rows that a walk looks at: with that many candidates one page is full long before. */
const LONGEST_WALK = 20_000;
/** Other spellings of one typed word. */
const SPELLINGS = 12;
/** Typos of a single word are looked for as well when fewer clients than this were found as typed. */
const ENOUGH = 5;

/** Part of a page for surnames that one slip of the hand explains, when there are other readings. */
const SLIPS_SHARE = 2 / 3;
/** Part of a full page for surnames that sound as the typed one. */
const NAMESAKES_SHARE = 1 / 5;
const SHORTEST_NAMESAKE = 4;

const ORDER = 'is_archived, came_on desc, words, client_id';
const LAST = '\u{10ffff}';

interface Sql {
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * Finds clients by whatever a receptionist types (ui.md section 4).
 *
 * As typed first: the exact surname, a surname's beginning, any word's beginning, any part; then what sounds the same
 * (transliteration, и/ы, ь), which has the last places even of a full page; then the other keyboard layout; then typos, slips of the hand before other mistakes. Inside a rank who came last stands first.
 * Digits are looked for in phones only `withPhones`.
 */
export class ClientFinder {
  readonly #reader: Reader;
  readonly #book: WordBook;

  constructor(reader: Reader, book: WordBook) {
    this.#reader = reader;
    this.#book = book;
  }

  /** The best `limit` clients, best first. */
  find(text: string, limit: number, withPhones: boolean): FindResult {
    const typed = parse(text, withPhones);
    const found = new Map<number, readonly Term[]>();
    if (typed.words.length === 0) {
      if (typed.digits.length >= 3) this.#byDigits(found, typed.digits, limit);
      return result(found, typed.digits);
    }
    this.#byWords(found, asTyped(typed.words), typed.digits, limit);
    this.#bySound(found, typed, limit);
    this.#namesakes(found, typed, limit);
    const switched = parse(switchLayout(text), withPhones);
    if (found.size === 0) {
      this.#byWords(found, asTyped(switched.words), switched.digits, limit);
      this.#bySound(found, switched, limit);
    }
    if (found.size === 0 || (found.size < ENOUGH && typed.words.length === 1)) this.#byTypo(found, typed, limit);
    if (found.size === 0) this.#byTypo(found, switched, limit);
    return result(found, typed.digits);
  }

  #bySound(found: Map<number, readonly Term[]>, typed: Parsed, limit: number): void {
    if (found.size >= limit || typed.words.length === 0) return;
    const terms = typed.words.map((word) => {
      const sound = soundOf(word);
      if (sound === '') return [word];
      const words = this.#reader
        .all(
          sqlText<{ word: string }>(
            `select word from client_words where latin >= ? and latin < ? and substr(word, 1, ?) <> ?
             order by latin <> ?, uses desc limit ?`,
            sound,
            sound + LAST,
            word.length,
            word,
            sound,
            SPELLINGS - 1,
          ),
        )
        .map((row) => row.word);
      return [word, ...words];
    });
    if (terms.some((term) => term.length > 1)) this.#byWords(found, terms, typed.digits, limit);
  }

  #byTypo(found: Map<number, readonly Term[]>, typed: Parsed, limit: number): void {
    if (typed.words.length === 0) return;
    const near = typed.words.map((word) => this.#book.near(this.#reader, word, SPELLINGS));
    const areAllKnown = near.every(({ mistakes }) => mistakes === 0);
    const terms = near.map(({ words }, index) => {
      const word = typed.words[index]!;
      if (!areAllKnown) return words;
      // Each word exists, only not together, or hardly anybody bears it: the next best reading of each.
      return [...words.slice(0, SPELLINGS / 2), ...this.#book.near(this.#reader, word, SPELLINGS / 2, 0).words];
    });
    if (terms.some((term) => term.length === 0)) return;
    if (!areAllKnown && near.some(({ slips }) => slips.length > 0)) {
      // The likeliest mistake first, but it may not push every other reading off the page.
      const likely = near.map(({ slips, words }) => (slips.length > 0 ? slips : words));
      const hasMore = terms.some((term, index) => term.length > likely[index]!.length);
      const room = hasMore ? Math.ceil((limit - found.size) * SLIPS_SHARE) : limit - found.size;
      this.#byWords(found, likely, typed.digits, found.size + room);
    }
    this.#byWords(found, terms, typed.digits, limit);
  }

  /**
   * Gives the last places of a full page to surnames that sound exactly as the typed one: `Соловева` is borne by many, and
   * still Соловьёва may have been meant.
   */
  #namesakes(found: Map<number, readonly Term[]>, typed: Parsed, limit: number): void {
    const [word, ...others] = typed.words;
    const places = Math.floor(limit * NAMESAKES_SHARE);
    if (found.size < limit || places === 0 || word === undefined || others.length > 0 || typed.digits !== '') return;
    const sound = soundOf(word);
    if (sound.length < SHORTEST_NAMESAKE) return;
    const alike = this.#reader
      .all(
        sqlText<{ word: string }>(
          'select word from client_words where latin = ? and word <> ? order by uses desc limit ?',
          sound,
          word,
          SPELLINGS,
        ),
      )
      .map((row) => row.word)
      // Longer ones that begin so were met as typed.
      .filter((other) => !other.includes(word));
    if (alike.length === 0) return;
    const ids = this.#ranked(bySurname(exactSurname(alike)), EVERYBODY, [], limit);
    const added = ids.filter((id) => !found.has(id)).slice(0, places);
    for (const id of [...found.keys()].slice(limit - added.length)) found.delete(id);
    for (const id of added) found.set(id, [alike]);
  }

  /** The first column only: rows as objects would cost more than finding them. */
  #ids(sql: string, values: readonly unknown[]): number[] {
    return this.#reader
      .prepare(sql)
      .pluck()
      .all(...values) as number[];
  }

  /** Adds clients whose names have a spelling of every term and whose phones have the digits. */
  #byWords(found: Map<number, readonly Term[]>, terms: readonly Term[], digits: string, limit: number): void {
    if (found.size >= limit || terms.length === 0) return;
    const part = phonePart(digits);
    const everything = allOf([...terms.map(partOf), ...(part === '' ? [] : [inPhones(part)])]);
    const take = (ids: readonly number[]): void => {
      for (const id of ids) if (found.size < limit && !found.has(id)) found.set(id, terms);
    };
    const wanted = limit + found.size;
    const candidates = this.#candidates(terms, part);
    if (candidates) {
      take(this.#ranked(inList(candidates), everything, terms, wanted));
      return;
    }
    const only = terms.length === 1 ? terms[0]! : null;
    const tiers: [Sql[], Sql][] = [
      [only ? only.map((word) => bySurname(exactSurname([word]))) : [], only ? exactSurname(only) : NOTHING],
      [
        terms.flat().map((word) => bySurname(surnameStart([word]))),
        allOf([anyOf(terms.map(surnameStart)), ...terms.map(wordStart)]),
      ],
      [only ? only.map((word) => firstNameStart([word])) : [], allOf(terms.map(wordStart))],
      // Of one or two letters a word's beginning is all there is.
      [[], only?.some((word) => lettersOf(word) < 3) ? NOTHING : everything],
    ];
    for (const [ranges, tier] of tiers) {
      if (found.size >= limit || tier === NOTHING) continue;
      const ids = ranges.length > 0 ? this.#fewOf(ranges) : null;
      const predicate = allOf([tier, everything]);
      take(ids ? this.#ranked(inList(ids), predicate, terms, wanted) : this.#walked(predicate, wanted));
    }
  }

  /** Every client that can meet the terms, when there are not too many; else null. */
  #candidates(terms: readonly Term[], digits: string): number[] | null {
    const phrases = terms
      .filter((term) => term.every((word) => lettersOf(word) >= 3))
      .map((term) => `(${term.map((word) => trigramPhrase(word)).join(' OR ')})`);
    if (digits.length >= 3) phrases.push(`(${trigramPhrase(digits)})`);
    if (phrases.length > 0) return this.#matching(phrases.join(' AND '));
    for (const term of terms) {
      const ids = this.#fewOf(term.flatMap((word) => [bySurname(surnameStart([word])), firstNameStart([word])]));
      if (ids && terms.length > 1) return ids;
    }
    return null;
  }

  #matching(phrase: string): number[] | null {
    const ids = this.#ids('select rowid from client_fts where client_fts match ? limit ?', [phrase, CANDIDATES + 1]);
    return ids.length <= CANDIDATES ? ids : null;
  }

  /** Ids in index ranges, when there are not too many; else null. */
  #fewOf(ranges: readonly Sql[]): number[] | null {
    const ids = new Set<number>();
    for (const range of ranges) {
      const part = this.#ids(`select client_id from client_search where ${range.text} limit ?`, [
        ...range.values,
        CANDIDATES + 1,
      ]);
      if (part.length > CANDIDATES) return null;
      for (const id of part) ids.add(id);
    }
    return [...ids];
  }

  #ranked(among: Sql, predicate: Sql, terms: readonly Term[], limit: number): number[] {
    const rank = rankOf(terms);
    return this.#ids(
      `select client_id from client_search where ${among.text} and ${predicate.text}
       order by ${rank.text}, ${ORDER} limit ?`,
      [...among.values, ...predicate.values, ...rank.values, limit],
    );
  }

  /** Goes through the clients from the newest visit on until enough were met: for what very many have. */
  #walked(predicate: Sql, limit: number): number[] {
    return this.#ids(
      `select client_id from (
         select client_id, words, first_name, phones from client_search order by is_archived, came_on desc limit ?
       ) where ${predicate.text} limit ?`,
      [LONGEST_WALK, ...predicate.values, limit],
    );
  }

  #byDigits(found: Map<number, readonly Term[]>, digits: string, limit: number): void {
    const take = (ids: readonly number[]): void => {
      for (const id of ids) if (found.size < limit && !found.has(id)) found.set(id, []);
    };
    if (digits.length === 4) take(this.#byPhoneIndex('substr(digits, -4) = ?', [digits], limit) ?? []);
    for (const prefix of phonePrefixes(digits)) {
      if (found.size >= limit) return;
      const ids = this.#byPhoneIndex('digits >= ? and digits < ?', [prefix, prefix + LAST], limit + found.size);
      take(ids ?? this.#walked(allOf([inPhones(` ${prefix}`)]), limit + found.size));
    }
    if (found.size >= limit) return;
    const part = phonePart(digits);
    const candidates = this.#matching(trigramPhrase(part));
    const ids = candidates
      ? this.#ranked(inList(candidates), inPhones(part), [], limit + found.size)
      : this.#walked(inPhones(part), limit + found.size);
    take(ids);
  }

  #byPhoneIndex(condition: string, values: readonly unknown[], limit: number): number[] | null {
    const ids = this.#ids(`select client_id from client_phones where ${condition} limit ?`, [
      ...values,
      CANDIDATES + 1,
    ]);
    return ids.length > CANDIDATES ? null : this.#ranked(inList(ids), EVERYBODY, [], limit);
  }
}

interface Parsed {
  readonly words: readonly string[];
  /** All digits of the query one after another; '' when phones may not be searched. */
  readonly digits: string;
}

function parse(text: string, withPhones: boolean): Parsed {
  const words = searchWords(text).slice(0, 6);
  if (!withPhones) return { words, digits: '' };
  return {
    words: words.filter((word) => !/^\d+$/u.test(word)),
    digits: words
      .filter((word) => /^\d+$/u.test(word))
      .join('')
      .slice(0, 20),
  };
}

function result(found: ReadonlyMap<number, readonly Term[]>, digits: string): FindResult {
  const wanted = digits === '' ? [] : [...new Set([...phonePrefixes(digits), phonePart(digits)])];
  return { found: Array.from(found, ([id, terms]) => ({ id, terms })), digits: wanted };
}

function asTyped(words: readonly string[]): Term[] {
  return words.map((word) => [word]);
}

/**
 * A query for the trigram index that all names with the text meet, and few others.
 *
 * Three pieces are enough, for what is found is checked anyway. The last one is left out of long words: Russian surnames
 * end alike, and a list of half of all clients is dear to read.
 */
/** Letters as the index counts them: one outside the basic plane is two units of a string, but one letter of a trigram. */
function lettersOf(word: string): number {
  return Array.from(word).length;
}

function trigramPhrase(text: string): string {
  const all = trigrams(text);
  const last = all.length - 1;
  const pieces = all.length <= 3 ? all : [all[0]!, all[Math.floor(last / 2)]!, all[last - 1]!];
  return `(${[...new Set(pieces)].map((piece) => `"${piece}"`).join(' AND ')})`;
}

const EVERYBODY: Sql = { text: 'true', values: [] };
const NOTHING: Sql = { text: 'false', values: [] };

function allOf(conditions: readonly Sql[]): Sql {
  return joined(conditions, ' and ');
}

function anyOf(conditions: readonly Sql[]): Sql {
  return joined(conditions, ' or ');
}

function joined(conditions: readonly Sql[], by: string): Sql {
  return {
    text: `(${conditions.map((condition) => condition.text).join(by)})`,
    values: conditions.flatMap((condition) => condition.values),
  };
}

function each(term: Term, text: string, values: (word: string) => readonly unknown[]): Sql {
  return anyOf(padded(term).map((word) => ({ text, values: values(word) })));
}

/** Repeats the last spelling up to one of a few counts, so that few SQL texts exist and each stays prepared. */
function padded(term: Term): readonly string[] {
  const count = term.length <= 1 ? 1 : term.length <= 4 ? 4 : SPELLINGS;
  return Array.from({ length: count }, (_, index) => term[Math.min(index, term.length - 1)]!);
}

/** A word of one or two letters is only ever the beginning of a word. */
function partOf(term: Term): Sql {
  return term.some((word) => lettersOf(word) < 3)
    ? wordStart(term)
    : each(term, 'instr(words, ?) > 0', (word) => [word]);
}

function wordStart(term: Term): Sql {
  return each(term, 'instr(words, ?) > 0', (word) => [` ${word}`]);
}

function surnameStart(term: Term): Sql {
  return each(term, '(words >= ? and words < ?)', (word) => [` ${word}`, ` ${word}${LAST}`]);
}

function exactSurname(term: Term): Sql {
  return each(term, '(words >= ? and words < ?)', (word) => [` ${word} `, ` ${word}!`]);
}

/** Names the first column of the index, so that SQLite seeks in it. */
function bySurname(range: Sql): Sql {
  return allOf([{ text: 'is_archived in (0, 1)', values: [] }, range]);
}

function firstNameStart(term: Term): Sql {
  return each(term, '(first_name >= ? and first_name < ?)', (word) => [word, word + LAST]);
}

function inPhones(digits: string): Sql {
  return { text: "instr(' ' || phones, ?) > 0", values: [digits] };
}

function inList(ids: readonly number[]): Sql {
  return { text: 'client_id in (select value from json_each(?))', values: [JSON.stringify(ids)] };
}

function rankOf(terms: readonly Term[]): Sql {
  if (terms.length === 0) return { text: '0 + 0', values: [] };
  const exact = anyOf(terms.map(exactSurname));
  const surname = anyOf(terms.map(surnameStart));
  const starts = allOf(terms.map(wordStart));
  return {
    text: `case when not ${starts.text} then 3 when ${exact.text} then 0 when ${surname.text} then 1 else 2 end`,
    values: [...starts.values, ...exact.values, ...surname.values],
  };
}
