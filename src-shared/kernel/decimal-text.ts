/**
 * Reads a decimal number as typed by a person into an integer of the smallest unit.
 *
 * `fractionDigits` is the number of decimals of the unit (2 = kopecks, 3 = milli). Comma and dot both separate decimals;
 * spaces of any kind between the whole digits are dropped. With both marks present the last one separates decimals and
 * the other must group by three (`1,234.50`). A lone mark is always the decimal one, so `4,850` is not money: guessing
 * between 4.85 and 4850 would be wrong by a thousand.
 * Returns null for anything else, for more decimals than allowed and for a value beyond 2^53.
 */
export function parseDecimal(text: string, fractionDigits: number): number | null {
  const match = /^([+\-−–]?)\s*([\d\s.,]+)$/u.exec(text.trim());
  if (match?.[1] === undefined || match[2] === undefined) return null;
  const plain = withoutGrouping(match[2]);
  const parts = /^(\d[\d\s]*)?(?:[.,](\d*))?$/u.exec(plain);
  const whole = (parts?.[1] ?? '').replaceAll(/\s/gu, '');
  const fraction = parts?.[2] ?? '';
  if (!parts || whole + fraction === '' || fraction.length > fractionDigits) return null;
  const value = Number(whole + fraction.padEnd(fractionDigits, '0'));
  if (!Number.isSafeInteger(value)) return null;
  // "-0" must not become negative zero: it is not equal to 0 for Object.is and prints with a sign.
  return value !== 0 && match[1] !== '' && match[1] !== '+' ? -value : value;
}

function withoutGrouping(digits: string): string {
  const grouped =
    /^(\d{1,3}(?:,\d{3})+)\.(\d*)$/u.exec(digits) ??
    /^(\d{1,3}(?:\.\d{3})+),(\d*)$/u.exec(digits) ??
    /^(\d{1,3}(?:,\d{3}){2,})()$/u.exec(digits) ??
    /^(\d{1,3}(?:\.\d{3}){2,})()$/u.exec(digits);
  return grouped ? `${(grouped[1] ?? '').replaceAll(/[.,]/gu, '')}.${grouped[2]}` : digits;
}

const formatters = new Map<string, Intl.NumberFormat>();

/**
 * Writes an integer of a small unit in the language's own way, exactly.
 *
 * The value is `integer × 10^exponent`; it reaches Intl as a decimal string, so no float is involved. Spaces come out as
 * U+00A0 and the minus as U+2212 on every platform, whatever its version of ICU prefers.
 */
export function formatDecimal(
  integer: number,
  exponent: number,
  locale: string,
  options: Intl.NumberFormatOptions,
): string {
  const key = `${locale} ${JSON.stringify(options)}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.NumberFormat(locale, options);
    formatters.set(key, formatter);
  }
  return formatter
    .format(`${integer}e${exponent}` as `${number}`)
    .replaceAll(/\s/gu, '\u00A0')
    .replace('-', '−');
}
