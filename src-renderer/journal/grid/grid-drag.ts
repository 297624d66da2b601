import { createDragLayer, cardRect } from './drag-layer.ts';
import type { LayerElements, LayerKind } from './drag-layer.ts';
import { AXIS_WIDTH, HEAD_HEIGHT, clamp, columnAt, findItem, minuteAt, snapTo, topOf } from './grid-geometry.ts';
import type { GridGeometry } from './grid-geometry.ts';
import { defaultEnd } from './grid-keys.ts';
import type { GridWalk } from './grid-keys.ts';
import { formatRange } from './grid-model.ts';
import type { GridCheck, GridColumn, GridItem, GridLabels, GridMove, GridRect } from './grid-model.ts';

/** What a gesture reads from the component, always the newest: a drag never waits for React and never causes a render. */
export interface DragView extends GridWalk {
  readonly geometry: GridGeometry;
  readonly isFineSnapAllowed: boolean;
  readonly defaultMin: number;
  readonly labels: GridLabels;
  readonly check: (move: GridMove) => GridCheck;
  readonly checkCreate: (columnId: string, startMin: number, endMin: number) => GridCheck;
  readonly onSelect: (itemId: string | null) => void;
  readonly onMove: (move: GridMove, check: GridCheck) => void;
  readonly onRefused: ((move: GridMove, reason: string) => void) | undefined;
  readonly onCreate: (columnId: string, startMin: number, endMin: number, anchor: GridRect) => void;
  readonly onDayHover: ((day: string) => void) | undefined;
  readonly announce: (text: string) => void;
}

/** The running gesture recogniser of one grid. */
export interface GridDrag {
  /** Ends a drag without a drop and says why. Nothing happens when none is under way. */
  readonly cancel: (reason: string) => void;
  /** Tells that the columns are new: a dragged card that someone else changed ends the drag (ui.md 1.3, rule 10). */
  readonly columnsChanged: () => void;
  /** Checks, announces and performs a move asked for without a pointer; false when it is refused. */
  readonly tryMove: (move: GridMove) => boolean;
  /** Checks and asks for a new visit; a refusal is shown beside the place. */
  readonly tryCreate: (columnId: string, startMin: number, endMin: number) => void;
  readonly rectOf: (columnId: string, startMin: number, endMin: number) => GridRect | null;
  /** Takes up a card that stands beside the grid; it is placed like a moved one, and dropped outside it is put back. */
  readonly carry: (item: GridItem, event: PointerEvent) => void;
  readonly destroy: () => void;
}

const THRESHOLD_PX = 4;
const LONG_PRESS_MS = 350;
const DAY_HOVER_MS = 600;
const RESIZE_ZONE_PX = { mouse: 6, touch: 14 };
/** Within this distance of an edge the view scrolls, faster the closer (pixels a frame). */
const SCROLL_ZONE_PX = 44;
const SCROLL_MAX_PX = 14;

interface Gesture {
  readonly kind: LayerKind;
  readonly pointerId: number;
  readonly isTouch: boolean;
  readonly item: GridItem | null;
  readonly sourceColumnId: string;
  readonly source: HTMLElement | null;
  readonly fromX: number;
  readonly fromY: number;
  /** Minutes between the pointer and the edge it holds; for a new visit the minute it was begun at. */
  readonly grabMin: number;
  x: number;
  y: number;
  isFine: boolean;
  isStarted: boolean;
  /** The day was changed under the drag, so that the card is no longer among the columns. */
  isCarried: boolean;
  /** Came from beside the grid: shown only over it. */
  readonly isGuest: boolean;
  isShown: boolean;
  columnIndex: number;
  startMin: number;
  endMin: number;
  check: GridCheck;
  /** What the last check was asked about, and what the last frame showed. */
  placeKey: string;
  seenKey: string;
}

/** Attaches moving, resizing and drawing of new visits to the grid's elements. */
export function createGridDrag(
  scroller: HTMLElement,
  body: HTMLElement,
  elements: LayerElements,
  read: () => DragView,
): GridDrag {
  const layer = createDragLayer(elements);
  let gesture: Gesture | null = null;
  let frameId = 0;
  let pressTimer = 0;
  let hover: { day: string; timer: number } | null = null;

  const rectAt = (index: number, startMin: number, endMin: number): GridRect => {
    const { geometry } = read();
    const height = (endMin - startMin) * geometry.pxPerMin - 2;
    return cardRect(body.getBoundingClientRect(), index, geometry.columnWidth, topOf(startMin, geometry), height);
  };

  const rectOf = (columnId: string, startMin: number, endMin: number): GridRect | null => {
    const index = read().columns.findIndex((column) => column.id === columnId);
    return index === -1 ? null : rectAt(index, startMin, endMin);
  };

  const columnOf = (index: number): GridColumn | undefined => read().columns[index];

  const moveOf = (current: Gesture): GridMove | null => {
    const column = columnOf(current.columnIndex);
    if (current.item === null || column === undefined || current.kind === 'create') return null;
    return {
      itemId: current.item.id,
      visitId: current.item.visitId,
      columnId: column.id,
      startMin: current.startMin,
      endMin: current.endMin,
      kind: current.kind,
    };
  };

  /** Column and times under the pointer. */
  const aim = (current: Gesture, area: DOMRect): void => {
    const view = read();
    const { geometry } = view;
    const step = current.isFine && view.isFineSnapAllowed ? 1 : view.stepMin;
    const minute = minuteAt(current.y - area.top, geometry);
    if (current.kind === 'move' && current.item !== null) {
      const length = current.item.endMin - current.item.startMin;
      const latest = Math.max(view.dayStartMin, view.dayEndMin - length);
      current.columnIndex = columnAt(current.x - area.left, geometry);
      current.startMin = clamp(snapTo(minute - current.grabMin, step), view.dayStartMin, latest);
      current.endMin = current.startMin + length;
    } else if (current.kind === 'resize' && current.item !== null) {
      const least = Math.max(current.item.startMin, current.item.gap?.[1] ?? 0) + step;
      current.endMin = clamp(snapTo(minute - current.grabMin, step), least, Math.max(least, view.dayEndMin));
    } else {
      const to = clamp(snapTo(minute, step), view.dayStartMin, view.dayEndMin);
      current.startMin = Math.min(current.grabMin, to);
      current.endMin = Math.max(current.grabMin + view.stepMin, to);
    }
  };

  const edgeScroll = (current: Gesture, view: DOMRect): boolean => {
    const pull = (low: number, high: number, at: number): number => {
      if (at > high - SCROLL_ZONE_PX) return Math.min(1, (at - high + SCROLL_ZONE_PX) / SCROLL_ZONE_PX);
      if (at < low + SCROLL_ZONE_PX) return -Math.min(1, (low + SCROLL_ZONE_PX - at) / SCROLL_ZONE_PX);
      return 0;
    };
    const dx = current.kind === 'move' ? pull(view.left + AXIS_WIDTH, view.right, current.x) : 0;
    const dy = pull(view.top + HEAD_HEIGHT, view.bottom, current.y);
    if (dx === 0 && dy === 0) return false;
    const { scrollLeft, scrollTop } = scroller;
    if (dx !== 0) scroller.scrollLeft += Math.round(dx * SCROLL_MAX_PX);
    if (dy !== 0) scroller.scrollTop += Math.round(dy * SCROLL_MAX_PX);
    return scroller.scrollLeft !== scrollLeft || scroller.scrollTop !== scrollTop;
  };

  const frame = (): void => {
    frameId = 0;
    const current = gesture;
    if (current === null || !current.isStarted) return;
    const seen = scroller.getBoundingClientRect();
    if (watchDays(current, seen)) return;
    if (current.isGuest && !showGuest(current, seen)) return;
    const isScrolling = edgeScroll(current, seen);
    const area = body.getBoundingClientRect();
    aim(current, area);
    const { columns, geometry, labels, check, checkCreate } = read();
    const column = columns[current.columnIndex];
    if (column === undefined) return;
    const placeKey = `${column.id}|${current.startMin}|${current.endMin}`;
    if (placeKey !== current.placeKey) {
      current.placeKey = placeKey;
      const move = moveOf(current);
      current.check = move === null ? checkCreate(column.id, current.startMin, current.endMin) : check(move);
    }
    const seenKey = `${placeKey}|${area.left}|${area.top}|${current.check.level}`;
    if (seenKey === current.seenKey) {
      if (isScrolling) schedule();
      return;
    }
    current.seenKey = seenKey;
    layer.place({
      rect: cardRect(
        area,
        current.columnIndex,
        geometry.columnWidth,
        topOf(current.startMin, geometry),
        (current.endMin - current.startMin) * geometry.pxPerMin - 2,
      ),
      bounds: { left: seen.left, top: seen.top + HEAD_HEIGHT, width: seen.width, height: seen.height - HEAD_HEIGHT },
      startMin: current.startMin,
      endMin: current.endMin,
      columnTitle: column.title,
      newVisitLabel: labels.newVisit,
      check: current.check,
    });
    if (isScrolling) schedule();
  };

  const schedule = (): void => {
    if (frameId === 0) frameId = requestAnimationFrame(frame);
  };

  /** A drag that rests on a day of the mini-calendar (or on ◀ ▶) changes the day; true while the pointer is on one. */
  const watchDays = (current: Gesture, seen: DOMRect): boolean => {
    const isInside =
      current.x >= seen.left && current.x <= seen.right && current.y >= seen.top && current.y <= seen.bottom;
    const under = isInside || current.kind !== 'move' ? null : dayUnder(current.x, current.y);
    if (under !== (hover?.day ?? null)) {
      if (hover !== null) window.clearTimeout(hover.timer);
      hover =
        under === null
          ? null
          : {
              day: under,
              timer: window.setTimeout(() => {
                current.isCarried = true;
                current.placeKey = '';
                read().onDayHover?.(under);
              }, DAY_HOVER_MS),
            };
    }
    return under !== null;
  };

  /** A card from beside the grid appears when the pointer reaches the grid; true while it is over it. */
  const showGuest = (current: Gesture, seen: DOMRect): boolean => {
    const isOver =
      current.x >= seen.left && current.x <= seen.right && current.y >= seen.top && current.y <= seen.bottom;
    if (isOver === current.isShown) return isOver;
    current.isShown = isOver;
    current.seenKey = '';
    if (isOver) layer.open(current.kind, current.item);
    else layer.close();
    return isOver;
  };

  const begin = (): void => {
    const current = gesture;
    if (current === null || current.isStarted) return;
    window.clearTimeout(pressTimer);
    if (current.item !== null && !current.item.movable) {
      const at = rectOf(current.sourceColumnId, current.item.startMin, current.item.endMin);
      stop();
      if (at !== null) refuse(at, read().labels.locked);
      return;
    }
    current.isStarted = true;
    current.source?.setAttribute('data-source', '');
    if (!current.isGuest) layer.open(current.kind, current.item);
    try {
      elements.shield.setPointerCapture(current.pointerId);
    } catch {
      // The pointer went up in the meantime; its pointerup ends the gesture.
    }
    schedule();
  };

  const refuse = (at: GridRect, reason: string): void => {
    layer.notice(at, reason, 'block');
    read().announce(read().labels.refused(reason));
  };

  /** Forgets the gesture; what is on the screen stays for the caller to clear. */
  const stop = (): Gesture | null => {
    const current = gesture;
    gesture = null;
    window.clearTimeout(pressTimer);
    if (hover !== null) window.clearTimeout(hover.timer);
    hover = null;
    cancelAnimationFrame(frameId);
    frameId = 0;
    current?.source?.removeAttribute('data-source');
    for (const [name, listener] of LISTENERS) window.removeEventListener(name, listener, true);
    return current;
  };

  const tap = (current: Gesture): void => {
    const view = read();
    if (current.item !== null) {
      view.onSelect(current.item.id);
      return;
    }
    const column = columnOf(current.columnIndex);
    if (column === undefined) return;
    tryCreate(column.id, current.grabMin, defaultEnd(column, current.grabMin, view.defaultMin, view));
  };

  const drop = (): void => {
    const wasOnDay = hover !== null;
    // The last pointer position may be newer than the last frame.
    if (frameId !== 0) {
      cancelAnimationFrame(frameId);
      frame();
    }
    const current = stop();
    if (current === null) return;
    if (!current.isStarted) {
      if (!current.isGuest) tap(current);
      return;
    }
    const move = moveOf(current);
    if (wasOnDay || (current.isGuest && !current.isShown)) {
      layer.close();
      read().announce(read().labels.dragCancelled);
    } else if (move === null) finishCreate(current);
    else finishMove(current, move);
  };

  const finishMove = (current: Gesture, move: GridMove): void => {
    const { item } = current;
    if (item === null) return;
    const isSame =
      move.columnId === current.sourceColumnId && move.startMin === item.startMin && move.endMin === item.endMin;
    if (isSame && !current.isCarried) {
      layer.close();
      return;
    }
    if (current.check.level === 'block') {
      const home = rectOf(current.sourceColumnId, item.startMin, item.endMin);
      if (home === null || current.isCarried) layer.close();
      else layer.flyBack(home);
      read().announce(read().labels.refused(current.check.reason));
      read().onRefused?.(move, current.check.reason);
      return;
    }
    layer.close();
    perform(item, move, current.check);
  };

  const finishCreate = (current: Gesture): void => {
    const column = columnOf(current.columnIndex);
    layer.close();
    if (column === undefined) return;
    const at = rectAt(current.columnIndex, current.startMin, current.endMin);
    if (current.check.level === 'block') refuse(at, current.check.reason);
    else read().onCreate(column.id, current.startMin, current.endMin, at);
  };

  const perform = (item: GridItem, move: GridMove, check: GridCheck): void => {
    const view = read();
    view.onMove(move, check);
    const title = view.columns.find((column) => column.id === move.columnId)?.title ?? '';
    view.announce(view.labels.moved(item.client, formatRange(move.startMin, move.endMin), title));
  };

  const tryMove = (move: GridMove): boolean => {
    const view = read();
    const found = findItem(view.columns, move.itemId);
    if (found === null) return false;
    const check: GridCheck = found.item.movable ? view.check(move) : { level: 'block', reason: view.labels.locked };
    if (check.level === 'block') {
      const at = rectOf(found.column.id, found.item.startMin, found.item.endMin);
      if (at !== null) refuse(at, check.reason);
      view.onRefused?.(move, check.reason);
      return false;
    }
    layer.close();
    perform(found.item, move, check);
    return true;
  };

  const tryCreate = (columnId: string, startMin: number, endMin: number): void => {
    const at = rectOf(columnId, startMin, endMin);
    if (at === null) return;
    const check = read().checkCreate(columnId, startMin, endMin);
    if (check.level === 'block') refuse(at, check.reason);
    else {
      layer.close();
      read().onCreate(columnId, startMin, endMin, at);
    }
  };

  const cancel = (reason: string): void => {
    const current = gesture;
    if (current === null) return;
    stop();
    if (!current.isStarted) return;
    const at = rectAt(current.columnIndex, current.startMin, current.endMin);
    layer.notice(at, reason, 'warn');
    read().announce(reason);
  };

  const onDown = (event: PointerEvent): void => {
    if (event.button !== 0 || gesture !== null || !(event.target instanceof HTMLElement)) return;
    const view = read();
    if (event.target.closest('.jg-block') !== null) return;
    const area = body.getBoundingClientRect();
    const minute = minuteAt(event.clientY - area.top, view.geometry);
    const source = event.target.closest<HTMLElement>('[data-item]');
    const found = source === null ? null : findItem(view.columns, source.dataset['item'] ?? '');
    const isTouch = event.pointerType === 'touch';
    const index = columnAt(event.clientX - area.left, view.geometry);
    if (found === null && columnOf(index) === undefined) return;
    const begun = clamp(
      Math.floor(minute / view.stepMin) * view.stepMin,
      view.dayStartMin,
      view.dayEndMin - view.stepMin,
    );
    const zone = isTouch ? RESIZE_ZONE_PX.touch : RESIZE_ZONE_PX.mouse;
    const bottom = source?.getBoundingClientRect().bottom ?? 0;
    const height = source?.getBoundingClientRect().height ?? 0;
    const isResize = found !== null && bottom - event.clientY < Math.min(zone, height / 3);
    gesture = {
      kind: found === null ? 'create' : isResize ? 'resize' : 'move',
      pointerId: event.pointerId,
      isTouch,
      item: found?.item ?? null,
      sourceColumnId: found?.column.id ?? columnOf(index)?.id ?? '',
      source,
      fromX: event.clientX,
      fromY: event.clientY,
      grabMin: found === null ? begun : minute - (isResize ? found.item.endMin : found.item.startMin),
      x: event.clientX,
      y: event.clientY,
      isFine: event.shiftKey,
      isStarted: false,
      isCarried: false,
      isGuest: false,
      isShown: true,
      columnIndex: found === null ? index : view.columns.indexOf(found.column),
      startMin: found?.item.startMin ?? begun,
      endMin: found?.item.endMin ?? begun + view.stepMin,
      check: { level: 'ok' },
      placeKey: '',
      seenKey: '',
    };
    for (const [name, listener] of LISTENERS) window.addEventListener(name, listener, true);
    if (isTouch) pressTimer = window.setTimeout(begin, LONG_PRESS_MS);
  };

  const carry = (item: GridItem, event: PointerEvent): void => {
    // A finger scrolls the list it comes from.
    if (event.button !== 0 || gesture !== null || event.pointerType === 'touch') return;
    const { dayStartMin, stepMin } = read();
    gesture = {
      kind: 'move',
      pointerId: event.pointerId,
      isTouch: false,
      item,
      sourceColumnId: '',
      source: event.target instanceof Element ? event.target.closest<HTMLElement>('article') : null,
      fromX: event.clientX,
      fromY: event.clientY,
      grabMin: stepMin / 2,
      x: event.clientX,
      y: event.clientY,
      isFine: event.shiftKey,
      isStarted: false,
      isCarried: true,
      isGuest: true,
      isShown: false,
      columnIndex: 0,
      startMin: dayStartMin,
      endMin: dayStartMin + item.endMin - item.startMin,
      check: { level: 'ok' },
      placeKey: '',
      seenKey: '',
    };
    for (const [name, listener] of LISTENERS) window.addEventListener(name, listener, true);
  };

  const onPointerMove = (event: PointerEvent): void => {
    const current = gesture;
    if (current === null || event.pointerId !== current.pointerId) return;
    current.x = event.clientX;
    current.y = event.clientY;
    current.isFine = event.shiftKey;
    // React's own listeners at the root cost more than the whole step.
    if (current.isStarted) event.stopPropagation();
    else {
      if (Math.hypot(current.x - current.fromX, current.y - current.fromY) < THRESHOLD_PX) return;
      if (current.isTouch) {
        // A finger that moves at once scrolls the page; only a resting one takes the card.
        stop();
        return;
      }
      begin();
    }
    schedule();
  };

  const onUp = (event: PointerEvent): void => {
    if (event.pointerId === gesture?.pointerId) drop();
  };

  const onLost = (): void => {
    if (stop()?.isStarted === true) layer.close();
  };

  const onKey = (event: KeyboardEvent): void => {
    if (event.code !== 'Escape' || gesture?.isStarted !== true) return;
    event.preventDefault();
    event.stopPropagation();
    stop();
    layer.close();
    read().announce(read().labels.dragCancelled);
  };

  const onTouchMove = (event: TouchEvent): void => {
    if (gesture?.isStarted === true) event.preventDefault();
  };

  const onContextMenu = (event: MouseEvent): void => {
    // A long press is the start of a drag, not a request for a menu.
    if (gesture?.isTouch === true) event.preventDefault();
  };

  const LISTENERS: readonly (readonly [string, EventListener])[] = [
    ['pointermove', onPointerMove as EventListener],
    ['mousemove', (event) => gesture?.isStarted === true && event.stopPropagation()],
    ['pointerup', onUp as EventListener],
    ['pointercancel', onLost],
    // Caught on its way down, so that it would also tell of a field that lost the focus: only the window counts.
    ['blur', (event) => event.target === window && onLost()],
    // The wheel may turn during a drag: the same pointer position is then another time.
    ['scroll', () => gesture?.isStarted === true && schedule()],
    ['keydown', onKey as EventListener],
  ];

  body.addEventListener('pointerdown', onDown);
  body.addEventListener('touchmove', onTouchMove, { passive: false });
  body.addEventListener('contextmenu', onContextMenu);

  return {
    cancel,
    columnsChanged() {
      const current = gesture;
      if (current === null || current.item === null || current.isCarried) return;
      const found = findItem(read().columns, current.item.id);
      const isSame =
        found !== null &&
        found.column.id === current.sourceColumnId &&
        found.item.startMin === current.item.startMin &&
        found.item.endMin === current.item.endMin &&
        found.item.status === current.item.status &&
        found.item.movable === current.item.movable;
      if (isSame) current.placeKey = current.seenKey = '';
      else cancel(read().labels.dragChanged);
      if (isSame && current.isStarted) schedule();
    },
    tryMove,
    tryCreate,
    rectOf,
    carry,
    destroy() {
      stop();
      layer.destroy();
      body.removeEventListener('pointerdown', onDown);
      body.removeEventListener('touchmove', onTouchMove);
      body.removeEventListener('contextmenu', onContextMenu);
    },
  };
}

/** The value of the nearest `data-grid-day` under a point, behind the drag layer. */
function dayUnder(x: number, y: number): string | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const day = element.closest<HTMLElement>('[data-grid-day]')?.dataset['gridDay'];
    if (day !== undefined) return day;
  }
  return null;
}
