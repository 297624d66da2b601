import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Rgb, type Vision, contrast, difference, rgbOf, seenBy } from './colour.ts';

const css = readFileSync(path.resolve(import.meta.dirname, '../../../src-renderer/ui/tokens.css'), 'utf8');

function tokensOf(scheme: 'light' | 'dark'): (name: string) => Rgb {
  const block = css.slice(css.indexOf(`color-scheme='${scheme}'`));
  const tokens = new Map<string, string>();
  for (const [, name = '', value = ''] of block
    .slice(0, block.indexOf('}'))
    .matchAll(/--z-([\w-]+): (#[0-9a-f]{6});/gu))
    tokens.set(name, value);
  return (name) => {
    const value = tokens.get(name);
    if (!value) throw new Error(`no token --z-${name} in the ${scheme} scheme`);
    return rgbOf(value);
  };
}

/** Text on its ground: WCAG AA wants 4.5 : 1. */
const TEXT: readonly (readonly [text: string, ground: string])[] = [
  ['text', 'bg'],
  ['text', 'canvas'],
  ['text', 'hover'],
  ['dim', 'bg'],
  ['dim', 'canvas'],
  ['dim', 'hover'],
  ['primary', 'bg'],
  ['primary', 'primary-soft'],
  ['danger', 'danger-soft'],
  ['text', 'danger-soft'],
  ['text', 'warning-soft'],
  ['dim', 'warning-soft'],
  ['on-primary', 'primary'],
  ['on-primary', 'primary-hover'],
  ['danger', 'bg'],
  ['danger', 'hover'],
  ['bg', 'danger'],
  ['on-pill', 'pill'],
];
const STATUSES = ['booked', 'confirmed', 'arrived', 'in_progress', 'completed', 'no_show'];
/** What the eye with this vision must still tell apart (ui.md 3.2), CIEDE2000. */
const SMALLEST_EDGE = { light: 11, dark: 10.5 };
const SMALLEST_FILL = { light: 8, dark: 7 };

describe.each(['light', 'dark'] as const)('colours of the %s scheme', (scheme) => {
  const token = tokensOf(scheme);

  test.each(TEXT)('%s on %s can be read (ui.md 3.1)', (text, ground) => {
    expect(contrast(token(text), token(ground))).toBeGreaterThanOrEqual(4.5);
  });

  test('the edge of a field and the signs of a state are seen (3 : 1)', () => {
    for (const name of ['field', 'primary', 'danger', 'warning', 'now']) {
      expect(contrast(token(name), token('bg'))).toBeGreaterThanOrEqual(3);
    }
  });

  test.each([...STATUSES, 'cancelled', 'group'])('the text of a card «%s» can be read (ui.md 3.2)', (status) => {
    expect(contrast(token(`st-${status}-text`), token(`st-${status}-fill`))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(['normal', 'protan', 'deutan', 'tritan'] as const)(
    'statuses differ for %s vision (ui.md 3.2)',
    (vision) => {
      expect(smallestDifference('edge', vision)).toBeGreaterThanOrEqual(SMALLEST_EDGE[scheme]);
      expect(smallestDifference('fill', vision)).toBeGreaterThanOrEqual(SMALLEST_FILL[scheme]);
    },
  );

  function smallestDifference(part: 'edge' | 'fill', vision: Vision): number {
    const colours = STATUSES.map((status) => seenBy(vision, token(`st-${status}-${part}`)));
    const pairs = colours.flatMap((a, index) => colours.slice(index + 1).map((b) => difference(a, b)));
    return Math.min(...pairs);
  }
});

test('the measure of difference agrees with the published example pairs of CIEDE2000', () => {
  // Sharma, Wu, Dalal 2005, pairs of plain colours: white against black is 100, a colour against itself 0.
  expect(difference([1, 1, 1], [0, 0, 0])).toBeCloseTo(100, 0);
  expect(difference([0.2, 0.4, 0.6], [0.2, 0.4, 0.6])).toBe(0);
});
