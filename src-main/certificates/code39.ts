/** Nine elements a sign, bars and gaps in turn; 'w' is wide. Code 39 is read by every scanner and needs no check digit. */
const SIGNS: Readonly<Record<string, string>> = {
  '0': 'nnnwwnwnn',
  '1': 'wnnwnnnnw',
  '2': 'nnwwnnnnw',
  '3': 'wnwwnnnnn',
  '4': 'nnnwwnnnw',
  '5': 'wnnwwnnnn',
  '6': 'nnwwwnnnn',
  '7': 'nnnwnnwnw',
  '8': 'wnnwnnwnn',
  '9': 'nnwwnnwnn',
  '-': 'nwnnnnwnw',
  '*': 'nwnnwnwnn',
};
const WIDE = 2.5;

/** A bar of a code in widths of its narrowest one. */
export interface Bar {
  readonly at: number;
  readonly width: number;
}

/** Bars of a number and their whole width; null for a number with other signs than digits and hyphens. */
export function code39(text: string): { readonly bars: readonly Bar[]; readonly width: number } | null {
  const patterns = [...`*${text}*`].map((sign) => SIGNS[sign]);
  if (text === '' || text.includes('*') || patterns.includes(undefined)) return null;
  const bars: Bar[] = [];
  let at = 0;
  for (const pattern of patterns as string[]) {
    [...pattern].forEach((element, index) => {
      const width = element === 'w' ? WIDE : 1;
      if (index % 2 === 0) bars.push({ at, width });
      at += width;
    });
    at += 1;
  }
  return { bars, width: at - 1 };
}
