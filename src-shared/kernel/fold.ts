/**
 * The one form in which text is written to the search index and in which it is searched.
 *
 * NFC, lower case, ё to е, runs of white space to one space, trimmed. Idempotent. SQLite folds no Cyrillic, so both sides
 * must pass through here. Example: `'  Алёна\tКОВАЛЁВА '` gives `алена ковалева`.
 */
export function fold(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/ё\u0308*/gu, 'е')
    .normalize('NFC')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

const SHORTEST_PHONE = 5;
const LONGEST_PHONE = 15;

/**
 * The digits of a phone number with the country code, as it is stored.
 *
 * Russian habits: 8XXXXXXXXXX, +7… and ten digits alone become 7XXXXXXXXXX; 8~10 and 00 before a country code are dropped.
 * Numbers with + keep their country code; five to nine digits stay as a local number. What follows the number (an
 * extension, a second number) is ignored. Null when fewer than 5 or more than 15 digits are left.
 * Example: `'8 (916) 123-45-67'` gives `79161234567`.
 */
export function phoneDigits(text: string): string | null {
  const written = /(\+?)[\s(]*(\d[\d\s().\-‐‑–—]*)/u.exec(text);
  if (written?.[2] === undefined) return null;
  const digits = withCountryCode(written[2].replaceAll(/\D/gu, ''), written[1] === '+');
  return digits.length < SHORTEST_PHONE || digits.length > LONGEST_PHONE ? null : digits;
}

function withCountryCode(digits: string, hasPlus: boolean): string {
  if (hasPlus) {
    // "+8 916 …" is a common slip for "+7 916 …"; no country code starts with 89.
    return /^89\d{9}$/u.test(digits) ? `7${digits.slice(1)}` : digits;
  }
  if (digits.length === 10) return `7${digits}`;
  if (digits.length === 11 && digits.startsWith('8')) return `7${digits.slice(1)}`;
  if (digits.length > 11 && digits.startsWith('810')) return withCountryCode(digits.slice(3), true);
  if (digits.length > 11 && digits.startsWith('00')) return withCountryCode(digits.slice(2), true);
  return digits;
}

/**
 * Writes stored phone digits for a person.
 *
 * Russian and Kazakh numbers as `+7 916 123-45-67`, neighbours with a three-digit code alike (`+375 29 123-45-67`), short
 * local ones as `123-45-67`, others as + and digits. {@link phoneDigits} reads every result back.
 */
export function formatPhone(digits: string): string {
  const grouped =
    /^(7)(\d{3})(\d{3})(\d{2})(\d{2})$/u.exec(digits) ?? /^(3[78]\d|99\d)(\d{2})(\d{3})(\d{2})(\d{2})$/u.exec(digits);
  if (grouped) return `+${grouped[1]} ${grouped[2]} ${grouped[3]}-${grouped[4]}-${grouped[5]}`;
  if (digits.length >= 10) return `+${digits}`;
  const local = /^(\d{1,3})(\d{2})(\d{2})$/u.exec(digits);
  return local ? `${local[1]}-${local[2]}-${local[3]}` : digits;
}

/**
 * A phone number for those who may not see phones: enough to recognise a call, not enough to make one.
 *
 * Two leading digits (none of a local number) and the last two stay. Example: `+7 9•• •••-••-67`.
 */
export function maskPhone(digits: string): string {
  const shownAtStart = digits.length >= 10 ? 2 : 0;
  let index = 0;
  return formatPhone(digits).replaceAll(/\d/gu, (digit) => {
    index += 1;
    return index <= shownAtStart || index > digits.length - 2 ? digit : '•';
  });
}

const LATIN_KEYS = '`qwertyuiop[]asdfghjkl;\'zxcvbnm,./~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?';
const RUSSIAN_KEYS = 'ёйцукенгшщзхъфывапролджэячсмитьбю.ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,';
const toRussian = keyMap(LATIN_KEYS, RUSSIAN_KEYS);
const toLatin = keyMap(RUSSIAN_KEYS, LATIN_KEYS);

/**
 * The text as it would have come out on the other keyboard layout (ЙЦУКЕН and QWERTY).
 *
 * The direction follows the majority of letters; other characters stay. Example: `ghbdtn` gives `привет`, `шкштф` gives
 * `irina`.
 */
export function switchLayout(text: string): string {
  const cyrillic = text.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  const keys = cyrillic > latin ? toLatin : toRussian;
  return Array.from(text, (character) => keys.get(character) ?? character).join('');
}

function keyMap(from: string, to: string): ReadonlyMap<string, string> {
  return new Map(Array.from(from, (character, index) => [character, to.charAt(index)]));
}

/** Each word: a Cyrillic letter and what stands for it. */
const LETTERS =
  'аa бb вv гg дd еe ёe жzh зz иi йy кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ ыy ь эe юyu яya ' +
  'іi їyi єye ґg ўu әa ғg қk ңn өo ұu үu һh';
const latinLetters: ReadonlyMap<string, string> = new Map(
  LETTERS.split(' ').map((word) => [word.charAt(0), word.slice(1)]),
);

/**
 * Cyrillic in Latin letters, the way people write their own names; for searching and for file names.
 *
 * Russian with the Ukrainian, Belarusian and Kazakh letters; everything else stays. Example: `Юлия Щукина` gives
 * `Yuliya Shchukina`.
 */
export function transliterate(text: string): string {
  return text.normalize('NFC').replaceAll(/\p{Script=Cyrillic}/gu, (letter, offset: number, whole: string) => {
    const lower = letter.toLowerCase();
    const latin = latinLetters.get(lower);
    if (latin === undefined) return letter;
    if (letter === lower) return latin;
    const before = whole.charAt(offset - 1);
    const after = whole.charAt(offset + 1);
    // A capital among capitals stays all capital: ИЛЬЯ is ILYA, Яна is Yana.
    const isAllCapitals = isCapital(after) || (!/\p{L}/u.test(after) && isCapital(before));
    return isAllCapitals ? latin.toUpperCase() : latin.charAt(0).toUpperCase() + latin.slice(1);
  });
}

function isCapital(character: string): boolean {
  return /\p{Lu}/u.test(character);
}
