import { switchLayout } from '../kernel/fold.ts';
import { editDistance, forgivenMistakes } from './edit-distance.rules.ts';
import { type Marks, nameMarks, searchWords, soundOf } from './search-text.rules.ts';

/**
 * How well something met what was typed; the smaller the better, alike for all kinds of things.
 *
 * 0 the whole title, 1 its beginning, 2 beginnings of its words, 3 inside a word or by a synonym, 4 the other keyboard
 * layout or the same sound, 5 a mistake forgiven.
 */
export type Rank = 0 | 1 | 2 | 3 | 4 | 5;

/** The rank of what was found only by forgiving mistakes. */
export const TYPO_RANK = 5;

/** What a person typed, read once for everything that is looked through. */
export interface Question {
  readonly text: string;
  /** Folded words, six at most. */
  readonly words: readonly string[];
  /** The same as the other keyboard layout would have written it. */
  readonly switched: readonly string[];
  readonly sounds: readonly string[];
}

/** Something with a title, made ready to be looked through many times. */
export interface Searchable {
  readonly title: string;
  readonly words: readonly string[];
  readonly sounds: readonly string[];
  /** Words of its synonyms and of what stands beside the title. */
  readonly others: readonly string[];
}

export interface Match {
  readonly rank: Rank;
  readonly marks: Marks;
}

const MOST_WORDS = 6;
const SHORTEST_SOUND = 3;

/** Reads what was typed. */
export function readQuestion(text: string): Question {
  const words = searchWords(text).slice(0, MOST_WORDS);
  return {
    text,
    words,
    switched: searchWords(switchLayout(text)).slice(0, MOST_WORDS),
    sounds: words.map(soundOf),
  };
}

/** Makes a title with its synonyms ready for `matchOf`. */
export function searchable(title: string, others: readonly string[] = []): Searchable {
  const words = searchWords(title);
  return { title, words, sounds: words.map(soundOf), others: others.flatMap(searchWords) };
}

/**
 * Tells how well something meets a question, and which letters of its title do; null when it does not.
 *
 * Each typed word must be met. Example: `окраш` and `jrhfi` meet «Окрашивание в один тон» with the ranks 1 and 4.
 */
export function matchOf(question: Question, item: Searchable): Match | null {
  const { words, switched, sounds } = question;
  if (words.length === 0) return null;
  const typed = matchAsTyped(question, item);
  if (typed) return typed;
  if (switched.length > 0 && rankAsTyped(switched, item) !== null) {
    return { rank: 4, marks: marksOf(item.title, switched) };
  }
  const heard = sounds.every(
    (sound, index) =>
      (sound.length >= SHORTEST_SOUND && item.sounds.some((other) => other.startsWith(sound))) ||
      item.words.some((word) => word.startsWith(words[index]!)),
  );
  if (heard) return { rank: 4, marks: [] };
  const meant = nearWords(words, item) ?? nearWords(switched, item);
  return meant ? { rank: TYPO_RANK, marks: marksOf(item.title, meant) } : null;
}

/** The same without the other layout, sounds and mistakes: a small part of the cost. */
export function matchAsTyped({ words }: Question, item: Searchable): Match | null {
  const rank = words.length === 0 ? null : rankAsTyped(words, item);
  return rank === null ? null : { rank, marks: marksOf(item.title, words) };
}

function rankAsTyped(words: readonly string[], item: Searchable): Rank | null {
  if (words.every((word, index) => item.words[index] === word) && item.words.length === words.length) return 0;
  const starts = (list: readonly string[], word: string): boolean => list.some((other) => other.startsWith(word));
  const isBeginning = words.every((word, index) =>
    index === words.length - 1 ? item.words[index]?.startsWith(word) : item.words[index] === word,
  );
  if (isBeginning) return 1;
  if (words.every((word) => starts(item.words, word))) return 2;
  const isInside = words.every(
    (word) =>
      starts(item.words, word) ||
      starts(item.others, word) ||
      (word.length >= 3 && item.words.some((other) => other.includes(word))),
  );
  return isInside ? 3 : null;
}

/** The words of the item that were meant by mistyped ones; null when one of them is too far from all. */
function nearWords(words: readonly string[], item: Searchable): string[] | null {
  if (words.length === 0) return null;
  const meant: string[] = [];
  for (const word of words) {
    const forgiven = forgivenMistakes(word);
    const near = [...item.words, ...item.others].find((other) => {
      if (other.startsWith(word)) return true;
      const { whole, prefix } = editDistance(word, other, forgiven);
      return forgiven > 0 && Math.min(whole, prefix) <= forgiven;
    });
    if (near === undefined) return null;
    meant.push(near);
  }
  return meant;
}

/** Marks over those words that stand in the title; the others were met elsewhere. */
function marksOf(title: string, words: readonly string[]): Marks {
  const shown = words.filter((word) => nameMarks(title, [[word]]) !== null);
  return (
    nameMarks(
      title,
      shown.map((word) => [word]),
    ) ?? []
  );
}

/** Best first; what is in the archive stands behind everything else of its kind. */
export function inOrder<Item extends { readonly rank: number; readonly isArchived: boolean }>(
  items: readonly Item[],
): Item[] {
  return items.toSorted((a, b) => Number(a.isArchived) - Number(b.isArchived) || a.rank - b.rank);
}
