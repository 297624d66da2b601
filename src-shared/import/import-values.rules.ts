import { tidyName } from '../clients/clients.rules.ts';
import { fold, phoneDigits } from '../kernel/fold.ts';
import { type LocalDate, isLocalDate } from '../kernel/local-date.ts';

/** Why a value of a file is not taken over; each has its sentence in the report. */
export const VALUE_FAULTS = [
  'CELL_ERROR',
  'FORMULA_EMPTY',
  'NOT_A_PHONE',
  'PHONE_ROUNDED',
  'NOT_A_DATE',
  'DATE_NO_YEAR',
  'DATE_IN_FUTURE',
  'DATE_TOO_OLD',
  'NOT_AN_EMAIL',
  'NOT_A_SEX',
  'NOT_A_DISCOUNT',
  'TOO_LONG',
  'NAME_MISSING',
] as const;
export type ValueFault = (typeof VALUE_FAULTS)[number];

type Read<Name extends string, Value> = { readonly [Key in Name]: Value } | { readonly fault: ValueFault };

const MONTHS: readonly (readonly string[])[] = [
  ['янв', 'january', 'jan'],
  ['фев', 'february', 'feb'],
  ['мар', 'march', 'mar'],
  ['апр', 'april', 'apr'],
  ['мая', 'май', 'may'],
  ['июн', 'june', 'jun'],
  ['июл', 'july', 'jul'],
  ['авг', 'august', 'aug'],
  ['сен', 'september', 'sep', 'sept'],
  ['окт', 'october', 'oct'],
  ['ноя', 'november', 'nov'],
  ['дек', 'december', 'dec'],
];

function monthOf(word: string): number | null {
  const text = fold(word).replace(/\.$/u, '');
  const index = MONTHS.findIndex((names) =>
    names.some((name) => text === name || (/[а-я]/u.test(name) && text.startsWith(name))),
  );
  return index < 0 ? null : index + 1;
}

/**
 * A date of a file, day before month as Russian tables write it; ISO and months in words too.
 *
 * Two digits of a year up to `latest` are of this century. A time behind the date is left out. Example: `12 марта 1990 г.`
 * gives `1990-03-12`.
 */
export function readDate(text: string, latest = 2100): Read<'date', LocalDate> {
  const plain = text.trim().replace(/\s*(?:г\.?|года?)$/iu, '');
  const timeless = plain.replace(/[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/u, '');
  const iso = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$/u.exec(timeless);
  if (iso) return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const numeric = /^(\d{1,2})[-./\s](\d{1,2})[-./\s](\d{4}|\d{2})$/u.exec(timeless);
  if (numeric) return dateOf(yearOf(numeric[3]!, latest), Number(numeric[2]), Number(numeric[1]));
  const solid = /^(\d{2})(\d{2})((?:19|20)\d{2})$/u.exec(timeless);
  if (solid) return dateOf(Number(solid[3]), Number(solid[2]), Number(solid[1]));
  const worded = /^(\d{1,2})[\s.-]+(\p{L}+)\.?,?[\s.-]+(\d{4}|\d{2})$/u.exec(timeless);
  if (worded) {
    const month = monthOf(worded[2]!);
    return month === null ? { fault: 'NOT_A_DATE' } : dateOf(yearOf(worded[3]!, latest), month, Number(worded[1]));
  }
  const english = /^(\p{L}+)\.?\s+(\d{1,2}),?\s+(\d{4})$/u.exec(timeless);
  if (english) {
    const month = monthOf(english[1]!);
    return month === null ? { fault: 'NOT_A_DATE' } : dateOf(Number(english[3]), month, Number(english[2]));
  }
  const short = /^(\d{1,2})[-./](\d{1,2})\.?$/u.exec(timeless);
  const shortWord = /^(\d{1,2})\s+(\p{L}+)$/u.exec(timeless);
  if (short && Number(short[1]) <= 31 && Number(short[2]) <= 12) return { fault: 'DATE_NO_YEAR' };
  if (shortWord && monthOf(shortWord[2]!) !== null) return { fault: 'DATE_NO_YEAR' };
  return { fault: 'NOT_A_DATE' };
}

function yearOf(text: string, latest: number): number {
  if (text.length === 4) return Number(text);
  const year = 2000 + Number(text);
  return year <= latest ? year : year - 100;
}

function dateOf(year: number, month: number, day: number): Read<'date', LocalDate> {
  const date = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isLocalDate(date) ? { date } : { fault: 'NOT_A_DATE' };
}

/** A birthday: a date of the past, at most 110 years ago (`today` given) or of the years 1901..2100. */
export function readBirthday(text: string, today?: LocalDate): Read<'date', LocalDate> {
  const read = readDate(text, today === undefined ? 2030 : Number(today.slice(0, 4)));
  if ('fault' in read) return read;
  if (today !== undefined && read.date > today) return { fault: 'DATE_IN_FUTURE' };
  const oldest = today === undefined ? 1901 : Number(today.slice(0, 4)) - 110;
  return Number(read.date.slice(0, 4)) < oldest ? { fault: 'DATE_TOO_OLD' } : read;
}

/**
 * The numbers in one cell, as they are stored.
 *
 * Parted by commas, semicolons, slashes, «или», «доб.» and line breaks. A number that Excel wrote with an exponent is read
 * when all its digits are there; one that it rounded is refused.
 */
export function readPhones(text: string): {
  readonly digits: string[];
  readonly faults: { fault: ValueFault; value: string }[];
} {
  const digits: string[] = [];
  const faults: { fault: ValueFault; value: string }[] = [];
  const add = (found: string | null, value: string, fault: ValueFault = 'NOT_A_PHONE'): void => {
    if (found === null) faults.push({ fault, value });
    else if (!digits.includes(found)) digits.push(found);
  };
  // A comma may part the mantissa of one number as well as two numbers.
  const whole = /^([\d.,]+)[eе]\+?(\d{1,2})$/iu.exec(text.trim());
  const parts = whole ? [text.trim()] : text.split(/[,;/|\n\r]+|\s(?:или|and|or)\s|\s{3,}/u);
  for (const part of parts) {
    const value = part.trim();
    if (value === '') continue;
    const exponent = /^(\d(?:[.,]\d+)?)[eе]\+?(\d{1,2})$/iu.exec(value);
    if (exponent) {
      const mantissa = exponent[1]!.replace(/[.,]/u, '');
      const power = Number(exponent[2]);
      const isWhole = mantissa.length >= 10 && mantissa.length - 1 <= power && power <= 14;
      add(isWhole ? phoneDigits(mantissa.padEnd(power + 1, '0')) : null, value, 'PHONE_ROUNDED');
      continue;
    }
    const cleaned = value.replace(/\.0+$/u, '').replace(/\s*(?:доб|ext|вн)\.?.*$/iu, '');
    for (const number of twoInOne(cleaned)) add(phoneDigits(number), number);
  }
  return { digits, faults };
}

/** `+79161234567 +79035557788` and `89161234567 89035557788` are two numbers. */
function twoInOne(text: string): string[] {
  const plus = text.match(/\+\d[^+]*/gu);
  if (plus && plus.length > 1 && plus.join('') === text) return plus.map((part) => part.trim());
  const words = text.split(/\s+/u);
  return words.length > 1 && words.every((word) => /^\d{10,11}$/u.test(word)) ? words : [text];
}

/** The sex of a cell: ж, жен., женский, female, f; м, муж., мужской, male, m. */
export function readSex(text: string): Read<'sex', 'female' | 'male'> {
  const word = fold(text).replace(/\.$/u, '');
  if (/^(?:ж|жен|женск\S*|женщина|f|female|w|woman|девушка)$/u.test(word)) return { sex: 'female' };
  if (/^(?:м|муж|мужск\S*|мужчина|m|male|man|парень)$/u.test(word)) return { sex: 'male' };
  return { fault: 'NOT_A_SEX' };
}

/** A discount in basis points, 0..10000: `10`, `10 %`, `7,5%`. */
export function readDiscount(text: string): Read<'discountBp', number> {
  const match = /^(\d{1,3}(?:[.,]\d{1,2})?)\s*%?$/u.exec(text.trim());
  const value = match ? Math.round(Number(match[1]!.replace(',', '.')) * 100) : Number.NaN;
  return value >= 0 && value <= 10_000 ? { discountBp: value } : { fault: 'NOT_A_DISCOUNT' };
}

/** An address of e-mail; the first of several. */
export function readEmail(text: string): Read<'email', string> {
  const first = text.split(/[,;\s]+/u).find((part) => part !== '') ?? '';
  const address = first.replace(/^mailto:/iu, '');
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(address) && address.length <= 120
    ? { email: address }
    : { fault: 'NOT_AN_EMAIL' };
}

/** Names of several things in one cell. Example: `VIP; постоянный` gives two. */
export function readList(text: string): string[] {
  const seen = new Map<string, string>();
  for (const part of text.split(/[,;|\n\r]+/u)) {
    const name = tidyName(part).slice(0, 40);
    if (name !== '' && !seen.has(fold(name))) seen.set(fold(name), name);
  }
  return [...seen.values()].slice(0, 20);
}

/** Which part of a name stands first in a column with whole names. */
export type WholeNameOrder = 'lastFirst' | 'firstLast';

const PATRONYMIC = /(?:ович|евич|ич|овна|евна|ична|инична|оглы|кызы)$/iu;

/**
 * The parts of a whole name.
 *
 * Of three words the patronymic tells the order by itself; else `order` counts. Example: `Анна Петровна Ким` and `Ким Анна
 * Петровна` give the same parts. One word is the first name. What stands in brackets stays with the first name.
 */
export function splitName(
  text: string,
  order: WholeNameOrder,
): { firstName: string; lastName: string; middleName: string } {
  const words = tidyName(text)
    .split(' ')
    .filter((word) => word !== '');
  const [one = '', two = '', three = '', ...rest] = words;
  if (words.length <= 1) return { firstName: one, lastName: '', middleName: '' };
  if (words.length === 2) {
    // «Анна Петровна»: a patronymic is no surname.
    if (PATRONYMIC.test(two) && !PATRONYMIC.test(one) && /(?:овна|евна|ична|ович|евич)$/iu.test(two)) {
      return { firstName: one, lastName: '', middleName: two };
    }
    return order === 'lastFirst'
      ? { firstName: two, lastName: one, middleName: '' }
      : { firstName: one, lastName: two, middleName: '' };
  }
  const tail = [three, ...rest].join(' ');
  if (/(?:овна|евна|ична|ович|евич|ич|оглы|кызы)$/iu.test(three) && words.length === 3) {
    return { firstName: two, lastName: one, middleName: three };
  }
  if (/(?:овна|евна|ична|ович|евич)$/iu.test(two) && words.length === 3) {
    return { firstName: one, lastName: three, middleName: two };
  }
  return order === 'lastFirst'
    ? { firstName: [two, tail].join(' '), lastName: one, middleName: '' }
    : { firstName: one, lastName: [two, tail].join(' '), middleName: '' };
}

/**
 * The order in which a column of whole names is written; null when nothing tells.
 *
 * Patronymics and the endings of surnames vote.
 */
export function orderOfNames(names: readonly string[]): WholeNameOrder | null {
  let votes = 0;
  for (const name of names) {
    const [one = '', two = '', three = ''] = tidyName(name).split(' ');
    if (/(?:овна|евна|ична|ович|евич)$/iu.test(three)) votes += 2;
    else if (/(?:овна|евна|ична|ович|евич)$/iu.test(two)) votes -= three === '' ? 0 : 2;
    else if (two !== '') votes += Number(isSurname(one)) - Number(isSurname(two));
  }
  return votes === 0 ? null : votes > 0 ? 'lastFirst' : 'firstLast';
}

function isSurname(word: string): boolean {
  return (
    /(?:ова|ева|ёва|ина|ына|ская|цкая|ов|ев|ёв|ин|ын|ский|цкий|ко|юк|чук|ян|швили|дзе)$/iu.test(word) &&
    word.length > 4 &&
    !/^(?:ирина|марина|галина|полина|карина|кристина|екатерина|валентина|регина|алина|арина|нина|константин|валентин|ева|ян)$/iu.test(
      word,
    )
  );
}
