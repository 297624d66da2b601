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

/**
 * Writes roubles in words, as Russian papers want it.
 *
 * Minor units from 0 up to a million millions. Example: 485050 gives «Четыре тысячи восемьсот пятьдесят рублей 50 копеек».
 */
export function roublesInWords(minor: number): string {
  const roubles = Math.floor(minor / 100);
  const kopecks = minor % 100;
  const words = [
    ...group(Math.floor(roubles / 1_000_000_000), BILLIONS, false),
    ...group(Math.floor(roubles / 1_000_000) % 1000, MILLIONS, false),
    ...group(Math.floor(roubles / 1000) % 1000, THOUSANDS, true),
    ...upTo999(roubles % 1000, false),
  ];
  const text = [
    ...(words.length > 0 ? words : ['ноль']),
    form(roubles, ['рубль', 'рубля', 'рублей']),
    String(kopecks).padStart(2, '0'),
    form(kopecks, ['копейка', 'копейки', 'копеек']),
  ].join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
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
