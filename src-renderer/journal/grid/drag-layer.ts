import { cardClasses, cardFace, faceClasses } from './card-face.ts';
import { CARD_MARGIN, MIN_CARD_HEIGHT } from './grid-geometry.ts';
import { formatRange } from './grid-model.ts';
import type { GridCheck, GridItem, GridRect } from './grid-model.ts';
import { measureText } from './grid-text.ts';

/** The fixed layer in which everything that moves during a drag lives (ui.md 1.3, rule 4). */
export interface LayerElements {
  readonly shield: HTMLElement;
  readonly ghost: HTMLElement;
  readonly box: HTMLElement;
  readonly pill: HTMLElement;
}

/** What the layer shows: a card under way, or the box of a new visit. */
export type LayerKind = 'move' | 'resize' | 'create';

const NOTICE_MS = 2600;
const FLY_MS = 120;
const PILL_HEIGHT = 22;

/** The writer of the drag layer: touches the DOM only where something differs from the last frame. */
export interface DragLayer {
  /** Shows the layer for a gesture; `item` is the card that is dragged. */
  readonly open: (kind: LayerKind, item: GridItem | null) => void;
  /** Puts the card or the box on a rectangle of the screen, with its time and the answer of the check. */
  readonly place: (at: LayerPlace) => void;
  /** Hides everything. */
  readonly close: () => void;
  /** Lets the ghost fly to where it came from, then hides everything. */
  readonly flyBack: (to: GridRect) => void;
  /** Shows a sentence beside a rectangle for a moment, without catching the pointer. */
  readonly notice: (at: GridRect, text: string, level: 'warn' | 'block') => void;
  readonly destroy: () => void;
}

/** One frame of a drag. `bounds` is the visible part of the grid, where the pill must stay. */
export interface LayerPlace {
  readonly rect: GridRect;
  readonly bounds: GridRect;
  readonly startMin: number;
  readonly endMin: number;
  readonly columnTitle: string;
  readonly newVisitLabel: string;
  readonly check: GridCheck;
}

/** Creates the writer over the elements that React rendered once. */
export function createDragLayer({ shield, ghost, box, pill }: LayerElements): DragLayer {
  let kind: LayerKind = 'move';
  let item: GridItem | null = null;
  let timer = 0;
  let last = { height: -1, width: -1, pill: '', box: '' };
  const bold = document.createElement('b');
  const gapBand = document.createElement('div');
  gapBand.className = 'jg-ghost-gap';
  const texts = { before: new Text(), name: new Text(), after: new Text() };
  bold.append(texts.name);
  ghost.replaceChildren(texts.before, bold, texts.after, gapBand);

  const close = (): void => {
    window.clearTimeout(timer);
    delete shield.dataset['on'];
    shield.classList.remove('jg-flying');
    for (const element of [ghost, box, pill, gapBand]) element.style.display = 'none';
  };

  const writePill = (text: string, level: string, rect: GridRect, bounds: GridRect): void => {
    if (text !== last.pill) {
      last.pill = text;
      pill.textContent = text;
    }
    if (pill.dataset['level'] !== level) pill.dataset['level'] = level;
    const width = measureText(text, 'name') + 24;
    const x = Math.max(8, Math.min(rect.left, window.innerWidth - width - 8));
    const above = rect.top - PILL_HEIGHT - 5;
    const wanted = above >= bounds.top ? above : rect.top + rect.height + 6;
    const y = Math.max(bounds.top, Math.min(wanted, bounds.top + bounds.height - PILL_HEIGHT - 4));
    pill.style.transform = `translate3d(${Math.round(x)}px,${Math.round(y)}px,0)`;
  };

  // Only what differs is written: a class or a variable set anew would make the browser compose all layers again.
  const writeGhost = (at: LayerPlace): void => {
    if (item === null) return;
    const face = cardFace(item, at.startMin, at.endMin, at.rect.width, at.rect.height);
    const classes = `${cardClasses(item)} ${faceClasses(face, item, at.rect.height)} jg-ghost`;
    if (ghost.className !== classes) ghost.className = classes;
    setText(texts.before, face.before);
    setText(texts.name, face.name);
    setText(texts.after, face.after);
    if (item.gap === undefined || gapBand.style.display === 'block') return;
    const pxPerMin = (at.rect.height + 2) / (at.endMin - at.startMin);
    gapBand.style.top = `${(item.gap[0] - item.startMin) * pxPerMin}px`;
    gapBand.style.height = `${(item.gap[1] - item.gap[0]) * pxPerMin}px`;
    gapBand.style.display = 'block';
  };

  return {
    open(nextKind, nextItem) {
      close();
      kind = nextKind;
      item = nextItem;
      last = { height: -1, width: -1, pill: '', box: '' };
      shield.dataset['on'] = kind;
      ghost.style.setProperty('--jg-custom', item?.fill ?? null);
    },
    place(at) {
      const moving = kind === 'create' ? box : ghost;
      const range = formatRange(at.startMin, at.endMin);
      if (kind === 'create') {
        const text = `${range}\n${at.newVisitLabel}`;
        if (text !== last.box) {
          last.box = text;
          box.textContent = text;
        }
      } else writeGhost(at);
      moving.style.transform = `translate3d(${at.rect.left}px,${at.rect.top}px,0)`;
      if (at.rect.height !== last.height || at.rect.width !== last.width) {
        last.height = at.rect.height;
        last.width = at.rect.width;
        moving.style.height = `${at.rect.height}px`;
        moving.style.width = `${at.rect.width}px`;
      }
      if (moving.style.display !== 'block') moving.style.display = 'block';
      if (pill.style.display !== 'block') pill.style.display = 'block';
      if (moving.dataset['level'] !== at.check.level) moving.dataset['level'] = at.check.level;
      const reason = at.check.level === 'ok' ? '' : ` — ${at.check.reason}`;
      writePill(`${range} · ${at.columnTitle}${reason}`, at.check.level, at.rect, at.bounds);
    },
    close,
    flyBack(to) {
      const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
      if (isStill || kind === 'create') {
        close();
        return;
      }
      pill.style.display = 'none';
      shield.dataset['on'] = 'notice';
      shield.classList.add('jg-flying');
      ghost.style.transform = `translate3d(${to.left}px,${to.top}px,0)`;
      timer = window.setTimeout(close, FLY_MS);
    },
    notice(at, text, level) {
      close();
      shield.dataset['on'] = 'notice';
      pill.style.display = 'block';
      const bounds = { left: 0, top: 4, width: window.innerWidth, height: window.innerHeight - 8 };
      writePill(text, level, at, bounds);
      timer = window.setTimeout(close, NOTICE_MS);
    },
    destroy: close,
  };
}

function setText(node: Text, text: string): void {
  if (node.data !== text) node.data = text;
}

/** Where a stretch of a column stands on the screen, given where the body stands. */
export function cardRect(
  body: { readonly left: number; readonly top: number },
  columnIndex: number,
  columnWidth: number,
  topPx: number,
  heightPx: number,
): GridRect {
  return {
    left: Math.round(body.left + columnIndex * columnWidth + CARD_MARGIN),
    top: Math.round(body.top + topPx),
    width: columnWidth - 2 * CARD_MARGIN,
    height: Math.max(MIN_CARD_HEIGHT, Math.round(heightPx)),
  };
}
