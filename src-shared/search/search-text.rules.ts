import { fold, formatPhone, transliterate } from '../kernel/fold.ts';

/** Half-open ranges [start, end) of characters that met a query. */
export type Marks = [number, number][];

/** The folded words of a text; apostrophes belong to their word. Example: `О'Коннор-Ёлкина` gives `оконнор`, `елкина`. */
export function searchWords(text: string): string[] {
  return fold(text.replaceAll(/['’`ʼ]/gu, '')).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The words of a full name as the index keeps them: surname first, each led by a space. */
export function indexWords(lastName: string, firstName: string, middleName: string): string {
  return searchWords(`${lastName} ${firstName} ${middleName}`)
    .map((word) => ` ${word}`)
    .join('');
}

/**
 * How a word sounds in Latin letters, alike for the ways people spell it.
 *
 * Example: `Юлия`, `Yulia`, `Julija` all give `iulia`; `Наталия` and `Наталья` give `natalia`.
 */
export function soundOf(word: string): string {
  return transliterate(word)
    .normalize('NFD')
    .replaceAll(/[^a-z0-9]/gu, '')
    .replaceAll(/[yj]o/gu, 'e')
    .replaceAll(/shch|sch/gu, 'sh')
    .replaceAll('kh', 'h')
    .replaceAll('ph', 'f')
    .replaceAll('x', 'ks')
    .replaceAll('w', 'v')
    .replaceAll(/[yj]/gu, 'i')
    .replaceAll(/c(?=[ei])/gu, 'ts')
    .replaceAll(/c(?!h)|q/gu, 'k')
    .replaceAll(/(.)\1+/gu, '$1');
}

/** Three-letter pieces of a word or number; none of a shorter one. */
export function trigrams(text: string): string[] {
  const letters = Array.from(text);
  return letters.slice(2).map((letter, index) => `${letters[index]}${letters[index + 1]}${letter}`);
}

/**
 * The numbers that typed digits may be the beginning of, as phones are stored.
 *
 * Example: `8916` gives `8916` and `7916`; `916` gives `916` and `7916`.
 */
export function phonePrefixes(digits: string): string[] {
  if (digits.startsWith('7')) return [digits];
  return digits.startsWith('8') ? [digits, `7${digits.slice(1)}`] : [digits, `7${digits}`];
}

/** The digits to look for anywhere in a phone: without the trunk 8, which is not stored. */
export function phonePart(digits: string): string {
  return digits.length > 4 && digits.startsWith('8') ? digits.slice(1) : digits;
}

/** A term of a query: any of these spellings will do. */
export type Term = readonly string[];

/**
 * Where the terms stand in a name as it is shown; null for a name that lacks one of them.
 *
 * A word's beginning is preferred to its middle.
 */
export function nameMarks(name: string, terms: readonly Term[]): Marks | null {
  if (terms.length === 0) return [];
  const { folded, positions } = foldWithPositions(name);
  const marks: Marks = [];
  for (const term of terms) {
    const found = findTerm(folded, term);
    if (!found) return null;
    const [start, end] = found;
    marks.push([positions[start]!, positions[end - 1]! + 1]);
  }
  return merged(marks);
}

/** Where digits stand in a phone as it is shown; null for a phone without them. Spaces inside a run are marked along. */
export function phoneMarks(storedDigits: string, wanted: readonly string[]): Marks | null {
  for (const digits of wanted) {
    const isTail = digits.length === 4 && storedDigits.endsWith(digits);
    const at = isTail ? storedDigits.length - 4 : storedDigits.indexOf(digits);
    if (at < 0 || digits === '') continue;
    const positions = [...formatPhone(storedDigits).matchAll(/\d/gu)].map((match) => match.index);
    return [[positions[at]!, positions[at + digits.length - 1]! + 1]];
  }
  return null;
}

function findTerm(folded: string, term: Term): [number, number] | null {
  for (const spelling of term) {
    const at = folded.indexOf(` ${spelling}`);
    if (at >= 0) return [at + 1, at + 1 + spelling.length];
  }
  for (const spelling of term) {
    const at = folded.indexOf(spelling);
    if (at >= 0) return [at, at + spelling.length];
  }
  return null;
}

/** What each letter folds to: names are spelled with few letters, and folding one takes five passes. */
const foldedLetters = new Map<string, string>();

function foldLetter(letter: string): string {
  const known = foldedLetters.get(letter);
  if (known !== undefined) return known;
  const folded = /['’`ʼ]/u.test(letter) ? '' : /[\p{L}\p{N}\p{M}]/u.test(letter) ? fold(letter) : ' ';
  foldedLetters.set(letter, folded);
  return folded;
}

/** Folds letter by letter; what is between words becomes one space, with a space in front of the first word. */
function foldWithPositions(text: string): { folded: string; positions: number[] } {
  let folded = ' ';
  const positions = [0];
  let index = 0;
  for (const character of text) {
    for (const unit of foldLetter(character)) {
      folded += unit;
      for (let at = 0; at < unit.length; at++) positions.push(index);
    }
    index += character.length;
  }
  return { folded, positions };
}

function merged(marks: Marks): Marks {
  const result: Marks = [];
  for (const [start, end] of marks.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}
