import { signClass } from './grid-icons.ts';
import { formatMinute, formatRange } from './grid-model.ts';
import type { GridFlag, GridItem } from './grid-model.ts';
import { fitText, measureText } from './grid-text.ts';
import type { Measure } from './grid-text.ts';

/** What is written on a card of a given size; ready to be put into the DOM as two texts around a bold name. */
export interface CardFace {
  /** Everything on one line: time, name, service. */
  readonly isLine: boolean;
  /** Text before the name; ends with a line break when the name has its own line. */
  readonly before: string;
  readonly name: string;
  /** Text after the name: service and price, each on a line of its own. */
  readonly after: string;
  /** Signs at the right of the first line, from left to right. */
  readonly flags: readonly GridFlag[];
  /** Small text left of the signs: «1/2», «+2», «6/8». */
  readonly tag: string;
  readonly hasIcon: boolean;
}

/** Border, padding and the gap to the flags of a card, in pixels. */
const FRAME = 16;
const ICON = 17;
const FLAG = 16;
const TAG = 36;
const MAX_FLAGS = 3;
/** A name shorter than this tells nobody apart. */
const MIN_NAME = 30;
/** Below this width a card shows its start only (ui.md 3). */
const RANGE_WIDTH = 128;

/**
 * What fits on a card of this size: < 34 px one line; 34 time and name; 52 and the service; 74 and the price (ui.md 4).
 *
 * Sizes in pixels. `startMin`/`endMin` are given apart from the item because a dragged card shows the time it would get.
 */
export function cardFace(
  item: GridItem,
  startMin: number,
  endMin: number,
  width: number,
  height: number,
  measure: Measure = measureText,
): CardFace {
  const inner = width - FRAME;
  const isLine = height < 34;
  if (inner < 40)
    return { isLine, before: '', name: initial(item.client), after: '', flags: [], tag: '', hasIcon: false };
  const time = isLine || width < RANGE_WIDTH ? formatMinute(startMin) : formatRange(startMin, endMin);
  const signRoom = inner - ICON - measure(time, 'time') - (isLine ? 64 : 2);
  const { flags, tag, used } = pickSigns(item, signRoom);
  if (isLine) {
    const lead = `${time} `;
    const room = inner - ICON - used - measure(lead, 'time');
    if (room < MIN_NAME) {
      // The axis tells the time; only the card tells who it is.
      const bare = fitText(item.client, inner - ICON - used, 'name', measure);
      return { isLine, before: '', name: bare, after: '', flags, tag, hasIcon: true };
    }
    const name = fitText(item.client, room, 'name', measure);
    const rest = room - measure(name, 'name');
    const after = name === item.client && rest > 34 ? fitText(` · ${item.service}`, rest, 'body', measure) : '';
    return { isLine, before: lead, name, after, flags, tag, hasIcon: true };
  }
  const lines: string[] = [];
  // The bar of seats stands at the foot of the card.
  const bar = item.capacity === undefined ? 0 : 10;
  if (height >= 52 + bar) lines.push(fitText(item.service, inner, 'body', measure));
  if (height >= 74 + bar && item.price !== '') lines.push(fitText(item.price, inner, 'body', measure));
  return {
    isLine,
    before: `${time}\n`,
    name: fitText(item.client, inner, 'name', measure),
    after: lines.map((line) => `\n${line}`).join(''),
    flags,
    tag,
    hasIcon: true,
  };
}

function pickSigns(item: GridItem, room: number): { flags: readonly GridFlag[]; tag: string; used: number } {
  const own =
    item.capacity !== undefined
      ? `${item.capacity.taken}/${item.capacity.total}`
      : item.part !== undefined
        ? `${item.part.index}/${item.part.count}`
        : '';
  let left = room;
  let tag = '';
  if (own !== '' && left >= TAG) {
    tag = own;
    left -= TAG;
  }
  const limit = Math.min(MAX_FLAGS - (tag === '' ? 0 : 1), Math.max(0, Math.floor(left / FLAG)));
  const flags = item.flags.slice(0, limit);
  const hidden = item.flags.length - flags.length;
  if (hidden > 0 && tag === '' && limit === MAX_FLAGS && left - limit * FLAG >= 16) tag = `+${hidden}`;
  return { flags, tag, used: flags.length * FLAG + (tag === '' ? 0 : TAG) };
}

const initial = (name: string): string => name.trim().slice(0, 1);

/** The classes of a card that tell its status and size; shared with the dragged ghost. */
export function cardClasses(item: GridItem): string {
  const classes = ['jg-card', `jg-s-${lookOf(item)}`];
  if (item.fill !== undefined) classes.push('jg-own-fill');
  if (!item.movable) classes.push('jg-fixed');
  if (item.isDim === true) classes.push('jg-dim');
  if (item.isMarked === true) classes.push('jg-marked');
  return classes.join(' ');
}

/** The classes of the surface that carries the texts and signs: the card, or the first part of a card with a gap. */
export function faceClasses(face: CardFace, item: GridItem, height: number): string {
  const classes = [signClass(lookOf(item), face.flags, face.hasIcon, item.fill !== undefined)];
  // A single line stands in the middle of a low card.
  if (face.isLine) classes.push(`jg-line jg-line-${Math.max(0, Math.min(3, Math.floor((height - 18) / 2)))}`);
  if (!face.hasIcon) classes.push('jg-bare');
  return classes.join(' ');
}

const lookOf = (item: GridItem): GridItem['status'] | 'group' => (item.capacity !== undefined ? 'group' : item.status);

/** The class of the second part of a card with a gap: the pattern of its status without signs. */
export const tailClass = (item: GridItem): string => signClass(lookOf(item), [], false, item.fill !== undefined);
