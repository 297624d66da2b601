/** The three kinds of text on a card; their fonts must match journal-grid.css. */
export type TextKind = 'time' | 'name' | 'body';

/** Width of a text in pixels. */
export type Measure = (text: string, kind: TextKind) => number;

const FONTS: Record<TextKind, string> = { time: '560 11.5px', name: '650 12.5px', body: '450 12px' };
const FALLBACK_FAMILY = '"Inter Variable", Inter, "Segoe UI", sans-serif';
/** Two zoom steps of a full salon fit; beyond that the cache starts anew instead of growing for weeks. */
const CACHE_LIMIT = 20_000;

let family = FALLBACK_FAMILY;
let pen: CanvasRenderingContext2D | null = null;
const widths = new Map<string, number>();
const fitted = new Map<string, string>();

/** Names the font the cards are drawn with and forgets all measurements: call it when a font has been loaded. */
export function resetTextMeasure(fontFamily: string): void {
  family = fontFamily === '' ? FALLBACK_FAMILY : fontFamily;
  widths.clear();
  fitted.clear();
}

/** Width of a text in the card font, remembered. */
export const measureText: Measure = (text, kind) => {
  const key = `${kind}|${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  pen ??= document.createElement('canvas').getContext('2d');
  if (pen === null) return text.length * 7;
  pen.font = `${FONTS[kind]} ${family}`;
  const width = pen.measureText(text).width;
  if (widths.size > CACHE_LIMIT) widths.clear();
  widths.set(key, width);
  return width;
};

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
  let result = text;
  if (measure(text, kind) > width) {
    let low = 0;
    let high = text.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (measure(`${text.slice(0, middle)}…`, kind) <= width) low = middle;
      else high = middle - 1;
    }
    result = low === 0 ? '' : `${text.slice(0, low).trimEnd()}…`;
  }
  if (isShared) {
    if (fitted.size > CACHE_LIMIT) fitted.clear();
    fitted.set(key, result);
  }
  return result;
}
