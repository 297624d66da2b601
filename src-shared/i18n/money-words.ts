type Forms = readonly [one: string, few: string, many: string];

const ONES = ['', 'один', 'два', 'три', 'четыре', 'пять', 'шесть', 'семь', 'восемь', 'девять'] as const;
const TEENS = [
  'десять',
  'одиннадцать',
  'двенадцать',
  'тринадцать',
  'четырнадцать',
  'пятнадцать',
  'шестнадцать',
  'семнадцать',
  'восемнадцать',
  'девятнадцать',
] as const;
const TENS = [
  '',
  '',
  'двадцать',
  'тридцать',
  'сорок',
  'пятьдесят',
  'шестьдесят',
  'семьдесят',
  'восемьдесят',
  'девяносто',
] as const;
const HUNDREDS = [
  '',
  'сто',
  'двести',
  'триста',
  'четыреста',
  'пятьсот',
  'шестьсот',
  'семьсот',
  'восемьсот',
  'девятьсот',
] as const;
const THOUSANDS: Forms = ['тысяча', 'тысячи', 'тысяч'];
const MILLIONS: Forms = ['миллион', 'миллиона', 'миллионов'];
const BILLIONS: Forms = ['миллиард', 'миллиарда', 'миллиардов'];

/** Names of the whole and of the hundredth part of a currency. */
const RUSSIAN: Readonly<Record<string, { readonly whole: Forms; readonly part: Forms }>> = {
  RUB: { whole: ['рубль', 'рубля', 'рублей'], part: ['копейка', 'копейки', 'копеек'] },
  KZT: { whole: ['тенге', 'тенге', 'тенге'], part: ['тиын', 'тиына', 'тиынов'] },
  BYN: {
    whole: ['белорусский рубль', 'белорусских рубля', 'белорусских рублей'],
    part: ['копейка', 'копейки', 'копеек'],
  },
  EUR: { whole: ['евро', 'евро', 'евро'], part: ['цент', 'цента', 'центов'] },
  USD: { whole: ['доллар США', 'доллара США', 'долларов США'], part: ['цент', 'цента', 'центов'] },
  GBP: {
    whole: ['фунт стерлингов', 'фунта стерлингов', 'фунтов стерлингов'],
    part: ['пенс', 'пенса', 'пенсов'],
  },
};

type EnglishForms = readonly [one: string, many: string];
const ENGLISH: Readonly<Record<string, { readonly whole: EnglishForms; readonly part: EnglishForms }>> = {
  RUB: { whole: ['rouble', 'roubles'], part: ['kopeck', 'kopecks'] },
  KZT: { whole: ['tenge', 'tenge'], part: ['tiyn', 'tiyn'] },
  BYN: { whole: ['Belarusian rouble', 'Belarusian roubles'], part: ['kopeck', 'kopecks'] },
  EUR: { whole: ['euro', 'euros'], part: ['cent', 'cents'] },
  USD: { whole: ['US dollar', 'US dollars'], part: ['cent', 'cents'] },
  GBP: { whole: ['pound sterling', 'pounds sterling'], part: ['penny', 'pence'] },
};

/**
 * Writes an amount in words, as papers want it: the whole in words, the hundredths in figures.
 *
 * Minor units from 0 up to a million millions; the currencies of the settings. Examples: 485050 roubles give «Четыре тысячи
 * восемьсот пятьдесят рублей 50 копеек», in English “Four thousand eight hundred and fifty roubles 50 kopecks”.
 */
export function moneyInWords(minor: number, currency: string, locale: 'ru' | 'en'): string {
  const whole = Math.floor(minor / 100);
  const part = minor % 100;
  const digits = String(part).padStart(2, '0');
  const russian = RUSSIAN[currency];
  const english = ENGLISH[currency];
  if (!russian || !english) throw new RangeError(`No words for ${currency}`);
  const text =
    locale === 'ru'
      ? [...russianWords(whole), form(whole, russian.whole), digits, form(part, russian.part)].join(' ')
      : [englishNumber(whole), english.whole[whole === 1 ? 0 : 1], digits, english.part[part === 1 ? 0 : 1]].join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function russianWords(whole: number): string[] {
  const words = [
    ...group(Math.floor(whole / 1_000_000_000), BILLIONS, false),
    ...group(Math.floor(whole / 1_000_000) % 1000, MILLIONS, false),
    ...group(Math.floor(whole / 1000) % 1000, THOUSANDS, true),
    ...upTo999(whole % 1000, false),
  ];
  return words.length > 0 ? words : ['ноль'];
}

const ENGLISH_ONES = [
  '',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
] as const;
const ENGLISH_TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'] as const;
const ENGLISH_GROUPS = [
  [1_000_000_000, 'billion'],
  [1_000_000, 'million'],
  [1000, 'thousand'],
] as const;

function englishNumber(whole: number): string {
  if (whole === 0) return 'zero';
  const words = ENGLISH_GROUPS.flatMap(([size, name]) => {
    const count = Math.floor(whole / size) % 1000;
    return count === 0 ? [] : [`${englishUpTo999(count, false)} ${name}`];
  });
  const rest = whole % 1000;
  if (rest > 0) words.push(englishUpTo999(rest, words.length > 0));
  return words.join(' ');
}

/** «and» stands before the tens, and after thousands also before a number without hundreds. */
function englishUpTo999(count: number, isLast: boolean): string {
  const hundreds = Math.floor(count / 100);
  const rest = count % 100;
  const tens =
    rest < 20
      ? ENGLISH_ONES[rest]!
      : [ENGLISH_TENS[Math.floor(rest / 10)]!, ENGLISH_ONES[rest % 10]!].filter((word) => word !== '').join('-');
  if (hundreds === 0) return isLast ? `and ${tens}` : tens;
  const head = `${ENGLISH_ONES[hundreds]!} hundred`;
  return rest === 0 ? head : `${head} and ${tens}`;
}

function group(count: number, forms: Forms, isFeminine: boolean): string[] {
  return count === 0 ? [] : [...upTo999(count, isFeminine), form(count, forms)];
}

function upTo999(count: number, isFeminine: boolean): string[] {
  const rest = count % 100;
  const one = rest % 10;
  const last = isFeminine && one === 1 ? 'одна' : isFeminine && one === 2 ? 'две' : ONES[one]!;
  const small = rest >= 10 && rest < 20 ? [TEENS[rest - 10]!] : [TENS[Math.floor(rest / 10)]!, last];
  return [HUNDREDS[Math.floor(count / 100)]!, ...small].filter((word) => word !== '');
}

function form(count: number, [one, few, many]: Forms): string {
  const rest = count % 100;
  if (rest >= 11 && rest <= 14) return many;
  if (rest % 10 === 1) return one;
  return rest % 10 >= 2 && rest % 10 <= 4 ? few : many;
}
