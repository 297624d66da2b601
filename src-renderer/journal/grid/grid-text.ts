/** The three kinds of text on a card; their fonts must match journal-grid.css. */
export type TextKind = 'time' | 'name' | 'body';

/** Width of a text in pixels. */
export type Measure = (text: string, kind: TextKind) => number;

const FONTS: Record<TextKind, string> = { time: '560 11.5px', name: '650 12.5px', body: '450 12px' };
const FALLBACK_FAMILY = '"Inter Variable", Inter, "Segoe UI", sans-serif';
/** Two zoom steps of a full salon fit; beyond that the cache starts anew instead of growing for weeks. */
const CACHE_LIMIT = 20_000;

/** All letters and signs of Russian and English texts, with the rouble, dashes and the ellipsis, lie below this. */
const TABLE_SIZE = 0x2200;

const newTable = (): Float64Array => new Float64Array(TABLE_SIZE).fill(-1);

let family = FALLBACK_FAMILY;
let pen: CanvasRenderingContext2D | null = null;
const advances: Record<TextKind, Float64Array> = { time: newTable(), name: newTable(), body: newTable() };
const fitted = new Map<string, string>();

/** Names the font the cards are drawn with and forgets all measurements: call it when a font has been loaded. */
export function resetTextMeasure(fontFamily: string): void {
  family = fontFamily === '' ? FALLBACK_FAMILY : fontFamily;
  for (const table of Object.values(advances)) table.fill(-1);
  fitted.clear();
}

/**
 * Width of a text in the card font.
 *
 * The sum of its characters, each measured once: a full day asks thousands of times, and asking the canvas for whole texts
 * took 100 ms of the first paint. Kerning is left out; it makes Inter narrower, so a text that fits here fits on the card.
 */
export const measureText: Measure = (text, kind) => {
  const table = advances[kind];
  let width = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const known = table[code] ?? -1;
    width += known >= 0 ? known : advanceOf(text.charAt(index), code, kind);
  }
  return width;
};

function advanceOf(character: string, code: number, kind: TextKind): number {
  pen ??= document.createElement('canvas').getContext('2d');
  if (pen === null) return 7;
  pen.font = `${FONTS[kind]} ${family}`;
  const { width } = pen.measureText(character);
  if (code < TABLE_SIZE) advances[kind][code] = width;
  return width;
}

/**
 * The text cut to a width in pixels, ending in an ellipsis when something was cut.
 *
 * Cards are cut here and not by `overflow: hidden`, because a clip per card costs every frame of a drag (ui.md 1.3, rule 5).
 */
export function fitText(text: string, width: number, kind: TextKind, measure: Measure = measureText): string {
  if (width <= 0) return '';
  const key = `${kind}|${Math.floor(width)}|${text}`;
  const isShared = measure === measureText;
  const known = isShared ? fitted.get(key) : undefined;
  if (known !== undefined) return known;
  const result = cut(text, width, kind, measure);
  if (isShared) {
    if (fitted.size > CACHE_LIMIT) fitted.clear();
    fitted.set(key, result);
  }
  return result;
}

function cut(text: string, width: number, kind: TextKind, measure: Measure): string {
  if (measure(text, kind) <= width) return text;
  const room = width - measure('…', kind);
  let used = 0;
  let kept = '';
  for (const character of text) {
    used += measure(character, kind);
    if (used > room) break;
    kept += character;
  }
  return kept === '' ? '' : `${kept.trimEnd()}…`;
}
