import { type Reader, sqlText } from '../store/executor.ts';
import {
  editDistance,
  forgivenMistakes,
  isSlip,
  letterBits,
  missingLetters,
} from '../../src-shared/search/edit-distance.rules.ts';

/** Words of a dictionary near a typed one, nearest first. */
export interface NearWords {
  /** Mistakes in all of `words`; 0 when the typed word itself begins one. */
  readonly mistakes: number;
  readonly words: readonly string[];
  /** Those of them, first in `words`, that one slip of the hand makes the typed word of. */
  readonly slips: readonly string[];
}

/**
 * The distinct words of all clients' names, in memory for the search of typos.
 *
 * Loaded at first need and caught up with before each use; 60,000 words are about 5 MB. A scan compares letters by bits
 * first, so it takes a millisecond or two.
 */
export class WordBook {
  readonly #words: string[] = [];
  #bits = new Int32Array(0);
  #firstId = 0;
  #lastId = 0;

  /** Takes over words that were written since; a rebuilt dictionary is read anew. */
  #catchUp(reader: Reader): void {
    const ends = reader.get(
      sqlText<{ first: number | null; last: number | null }>(
        'select (select min(id) from client_words) as first, (select max(id) from client_words) as last',
      ),
    );
    if (!ends?.first || !ends.last) {
      this.#words.length = 0;
      this.#lastId = 0;
      return;
    }
    if (ends.first !== this.#firstId) {
      this.#words.length = 0;
      this.#lastId = 0;
      this.#firstId = ends.first;
    }
    if (ends.last <= this.#lastId) return;
    const fresh = reader.all(
      sqlText<{ word: string }>('select word from client_words where id > ? order by id', this.#lastId),
    );
    this.#lastId = ends.last;
    const known = this.#words.length;
    for (const { word } of fresh) this.#words.push(word);
    if (this.#bits.length < this.#words.length) {
      const grown = new Int32Array(Math.ceil(this.#words.length * 1.2) + 64);
      grown.set(this.#bits.subarray(0, known));
      this.#bits = grown;
    }
    for (let index = known; index < this.#words.length; index++) this.#bits[index] = letterBits(this.#words[index]!);
  }

  /**
   * Words that a typed one may have been meant for, at most `limit` of them.
   *
   * Only the nearest distance is answered. `past` leaves out words that are no farther than so many mistakes.
   */
  near(reader: Reader, typed: string, limit: number, past = -1): NearWords {
    this.#catchUp(reader);
    const forgiven = forgivenMistakes(typed);
    const typedBits = letterBits(typed);
    let found: string[] = [];
    let partly: string[] = [];
    let least = forgiven;
    for (let index = 0; index < this.#words.length; index++) {
      if (missingLetters(typedBits, this.#bits[index]!) > least) continue;
      const word = this.#words[index]!;
      const { whole, prefix } = editDistance(typed, word, least);
      const nearest = whole <= prefix ? whole : prefix;
      if (nearest > least || nearest <= past) continue;
      if (nearest < least) {
        least = nearest;
        found = [];
        partly = [];
      }
      if (whole === least) found.push(word);
      else partly.push(word);
    }
    const slips = least === 1 ? found.filter((word) => isSlip(typed, word)) : [];
    const others = slips.length > 0 ? found.filter((word) => !slips.includes(word)) : found;
    return {
      mistakes: least,
      words: [...slips, ...others, ...partly].slice(0, limit),
      slips: slips.slice(0, limit),
    };
  }
}
