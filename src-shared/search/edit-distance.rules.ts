const LONGEST = 64;
const WIDTH = LONGEST + 1;
// Three rows are enough for transpositions; kept between calls, so that a scan over a dictionary leaves no garbage.
const rows = [new Uint8Array(WIDTH), new Uint8Array(WIDTH), new Uint8Array(WIDTH)] as const;

/** How far a typed word is from a whole word and from the nearest beginning of it. */
export interface Distance {
  readonly whole: number;
  readonly prefix: number;
}

const distance = { whole: 0, prefix: 0 };

/**
 * Edit distance with transpositions (optimal string alignment) of a typed word to a word and to its nearest beginning.
 *
 * Stops early with both at `limit + 1`. The answer is one object that the next call overwrites. Words of up to 64 letters.
 * Example: `кавалева` is 1 from `ковалева`; `кавал` is 1 from a beginning of it.
 */
export function editDistance(typed: string, word: string, limit: number): Distance {
  distance.whole = limit + 1;
  distance.prefix = limit + 1;
  const length = typed.length;
  if (length > LONGEST || length - word.length > limit) return distance;
  // A beginning longer than this cannot come near any more.
  const width = Math.min(word.length, length + limit, LONGEST);
  let [before, above, row] = rows as [Uint8Array, Uint8Array, Uint8Array];
  for (let column = 0; column <= width; column++) above[column] = column;
  for (let line = 1; line <= length; line++) {
    row[0] = line;
    let smallest = line;
    const letter = typed.charCodeAt(line - 1);
    for (let column = 1; column <= width; column++) {
      const other = word.charCodeAt(column - 1);
      let cost = above[column - 1]! + (letter === other ? 0 : 1);
      if (above[column]! + 1 < cost) cost = above[column]! + 1;
      if (row[column - 1]! + 1 < cost) cost = row[column - 1]! + 1;
      const isSwapped =
        line > 1 && column > 1 && letter === word.charCodeAt(column - 2) && typed.charCodeAt(line - 2) === other;
      if (isSwapped && before[column - 2]! + 1 < cost) cost = before[column - 2]! + 1;
      row[column] = cost;
      if (cost < smallest) smallest = cost;
    }
    if (smallest > limit) return distance;
    [before, above, row] = [above, row, before];
  }
  for (let column = 0; column <= width; column++) {
    if (above[column]! < distance.prefix) distance.prefix = above[column]!;
  }
  if (width === word.length && above[width]! < distance.whole) distance.whole = above[width]!;
  return distance;
}

/** Mistakes forgiven in a typed word: none up to 3 letters, one up to 6, two in longer ones. */
export function forgivenMistakes(typed: string): number {
  if (typed.length <= 3) return 0;
  return typed.length <= 6 ? 1 : 2;
}

/**
 * Whether a typed word is one slip of the hand from a word: two neighbours swapped, a letter doubled or not, a lost ь or ъ.
 *
 * Likelier than any other single mistake. Example: `попоав` of `попова`, not of `попов`.
 */
export function isSlip(typed: string, word: string): boolean {
  let at = 0;
  while (at < typed.length && typed[at] === word[at]) at++;
  if (typed.length === word.length) {
    const isSwapped = at < typed.length && typed[at] === word[at + 1] && typed[at + 1] === word[at];
    return isSwapped && typed.slice(at + 2) === word.slice(at + 2);
  }
  const [long, short] = typed.length > word.length ? [typed, word] : [word, typed];
  if (long.length !== short.length + 1 || long.slice(at + 1) !== short.slice(at)) return false;
  return long[at] === 'ь' || long[at] === 'ъ' || long[at] === long[at - 1];
}

/** A bit for each letter of a word: what is missing in another word's bits costs at least one mistake. */
export function letterBits(word: string): number {
  let bits = 0;
  for (let index = 0; index < word.length; index++) bits |= 1 << (word.charCodeAt(index) & 31);
  return bits;
}

/** Bits of `typed` that `word` lacks. */
export function missingLetters(typed: number, word: number): number {
  let bits = typed & ~word;
  let count = 0;
  while (bits !== 0) {
    bits &= bits - 1;
    count++;
  }
  return count;
}
