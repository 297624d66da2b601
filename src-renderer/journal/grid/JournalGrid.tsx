import { IconClock } from '@tabler/icons-react';
import {
  useCallback,
  useEffect,
  useImperativeHandle,
  useInsertionEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { CSSProperties, Ref } from 'react';
import { createPortal } from 'react-dom';
import { GridColumnView } from './GridColumnView.tsx';
import { GridHead } from './GridHead.tsx';
import { createGridDrag } from './grid-drag.ts';
import type { DragView, GridDrag } from './grid-drag.ts';
import {
  AXIS_WIDTH,
  HEAD_HEIGHT,
  MIN_CARD_HEIGHT,
  clamp,
  columnWidthFor,
  findItem,
  minuteAt,
  topOf,
  visibleColumns,
} from './grid-geometry.ts';
import type { GridGeometry } from './grid-geometry.ts';
import { installGridSigns } from './grid-icons.ts';
import { handleGridKey } from './grid-keyboard.ts';
import { slotAt } from './grid-keys.ts';
import type { GridFocus } from './grid-keys.ts';
import { freeUntil } from './grid-layout.ts';
import { formatMinute, formatRange, reuseColumns } from './grid-model.ts';
import type {
  GridCheck,
  GridColumn,
  GridCursor,
  GridDraft,
  GridItem,
  GridLabels,
  GridMove,
  GridRect,
  GridTarget,
  JournalGridHandle,
} from './grid-model.ts';
import { resetTextMeasure } from './grid-text.ts';
import './journal-grid.css';

/**
 * Properties of the journal grid. Times are minutes of the salon's day, lengths pixels.
 *
 * Unchanged columns cost nothing even when the page hands in new objects of equal value. `labels` must keep its identity
 * between renders. `check` and `checkCreate` are called while the pointer moves, once for each new place: they must be
 * pure and fast. `onMove` is never called for a refused move; its second argument carries the warning to ask about.
 */
export interface JournalGridProps {
  readonly columns: readonly GridColumn[];
  readonly dayStartMin: number;
  readonly dayEndMin: number;
  /** Snap of the pointer and step of the keyboard: 5, 10 or 15. */
  readonly stepMin: number;
  /** Zoom: 0.9 to 2.6, usually 1.3. */
  readonly pxPerMin: number;
  /** The minute of the now-line, or null when the shown day is not today. */
  readonly nowMin: number | null;
  /** The one column in which the now-line runs (a week); absent: all of them. */
  readonly nowColumnId?: string | undefined;
  readonly selectedId: string | null;
  readonly draft: GridDraft | null;
  /** Shift moves by single minutes: for those with the right (ui.md 4). */
  readonly isFineSnapAllowed?: boolean;
  /** Length of a visit created by a click or Enter. */
  readonly defaultMin?: number;
  /** Columns are not squeezed below this width; the grid then scrolls sideways. */
  readonly minColumnWidth?: number;
  readonly check: (move: GridMove) => GridCheck;
  readonly checkCreate: (columnId: string, startMin: number, endMin: number) => GridCheck;
  readonly onSelect: (itemId: string | null) => void;
  readonly onOpen: (item: GridItem) => void;
  readonly onMove: (move: GridMove, check: GridCheck) => void;
  /** A move was refused by `check` when it was dropped, or by the keyboard. */
  readonly onRefused?: (move: GridMove, reason: string) => void;
  readonly onCreate: (columnId: string, startMin: number, endMin: number, anchor: GridRect) => void;
  readonly onStatusMenu: (item: GridItem, rect: GridRect) => void;
  readonly onContextMenu: (target: GridTarget, rect: GridRect) => void;
  readonly onCancelItem: (item: GridItem) => void;
  readonly onColumnMenu: (columnId: string, rect: GridRect) => void;
  /** A column was pulled by its head or moved by Alt + arrows: to which place among the columns. */
  readonly onReorder?: ((columnId: string, toIndex: number) => void) | undefined;
  /** Ctrl + wheel: +1 is closer, −1 is farther. The minute under the pointer stays where it is. */
  readonly onZoom: (delta: 1 | -1) => void;
  /** A drag rested 600 ms on an element with `data-grid-day` (its value is handed over): show that day. */
  readonly onDayHover?: (day: string) => void;
  /** Ctrl+X, Ctrl+C on a card and Ctrl+V on a place of the day. */
  readonly onCut?: (item: GridItem) => void;
  readonly onCopy?: (item: GridItem) => void;
  readonly onPaste?: (columnId: string, startMin: number) => void;
  readonly onCursor?: (cursor: GridCursor) => void;
  readonly labels: GridLabels;
  /** Grows with every change of the day's data; a changed card under the pointer then ends its drag. */
  readonly revision: number | string;
  readonly ref?: Ref<JournalGridHandle>;
}

interface View {
  readonly width: number;
  readonly scrollLeft: number;
}

/** The journal: columns of cards on a time axis, moved, resized and drawn with the mouse, a finger or the keyboard. */
export function JournalGrid(props: JournalGridProps) {
  const { dayStartMin, dayEndMin, stepMin, pxPerMin, nowMin, selectedId, draft, labels, revision, ref } = props;
  const minColumnWidth = props.minColumnWidth ?? 132;
  const columns = useReusedColumns(props.columns);
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const live = useRef<HTMLDivElement>(null);
  const shield = useRef<HTMLDivElement>(null);
  const ghost = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const pill = useRef<HTMLDivElement>(null);
  const drag = useRef<GridDrag>(null);
  const [view, setView] = useState<View | null>(null);
  const [wanted, setFocus] = useState<GridFocus | null>(null);
  const fontEpoch = useFontEpoch(scroller);

  const day = { columns, dayStartMin, dayEndMin, stepMin, nowMin };
  const focus = settleFocus(wanted, day);
  const columnWidth = columnWidthFor(view?.width ?? 0, columns.length, minColumnWidth);
  const geometry: GridGeometry = { dayStartMin, dayEndMin, pxPerMin, columnWidth, columnCount: columns.length };
  const range = view === null ? ([0, 0] as const) : visibleColumns(view.scrollLeft, view.width, geometry);
  const focusIndex = columns.findIndex((column) => column.id === focus?.columnId);
  const drawn = columns
    .map((column, index) => ({ column, index }))
    // The column with the tab stop is always there, otherwise Tab could not come back to the grid.
    .filter(({ index }) => (index >= range[0] && index < range[1]) || (view !== null && index === focusIndex));

  const announce = useCallback((text: string) => {
    if (live.current !== null) live.current.textContent = text;
  }, []);
  const newest = useRef({ props, columns, geometry, focus });
  const lastFocused = useRef<HTMLElement | null>(null);
  const focusPending = useRef(false);

  useLayoutEffect(() => {
    newest.current = { props, columns, geometry, focus };
  });

  // Before the first paint: signs that come later would paint the whole day twice.
  useInsertionEffect(() => installGridSigns(labels.paidSign), [labels.paidSign]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const read = (): void => {
      const next = { width: element.clientWidth, scrollLeft: element.scrollLeft };
      setView((old) => (old !== null && isSameWindow(old, next, newest.current.geometry) ? old : next));
    };
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    element.addEventListener('scroll', read, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', read);
    };
  }, []);

  useLayoutEffect(() => {
    if (!scroller.current || !body.current || !shield.current || !ghost.current || !box.current || !pill.current) {
      return undefined;
    }
    const read = (): DragView => {
      const { props: now, columns: columnsNow, geometry: geometryNow } = newest.current;
      return {
        columns: columnsNow,
        geometry: geometryNow,
        dayStartMin: now.dayStartMin,
        dayEndMin: now.dayEndMin,
        stepMin: now.stepMin,
        nowMin: now.nowMin,
        isFineSnapAllowed: now.isFineSnapAllowed ?? true,
        defaultMin: now.defaultMin ?? 60,
        labels: now.labels,
        check: now.check,
        checkCreate: now.checkCreate,
        onSelect: now.onSelect,
        onMove: now.onMove,
        onRefused: now.onRefused,
        onCreate: now.onCreate,
        onDayHover: now.onDayHover,
        announce,
      };
    };
    const elements = { shield: shield.current, ghost: ghost.current, box: box.current, pill: pill.current };
    const created = createGridDrag(scroller.current, body.current, elements, read);
    drag.current = created;
    return () => {
      drag.current = null;
      created.destroy();
    };
  }, [announce]);

  // Each revision is looked at, also one that changed only objects and no values.
  const seen = useRef<{ readonly columns: readonly GridColumn[]; readonly revision: number | string }>(null);
  useLayoutEffect(() => {
    if (seen.current?.columns === columns && seen.current.revision === revision) return;
    seen.current = { columns, revision };
    drag.current?.columnsChanged();
  });

  useZoom(scroller, newest, pxPerMin);

  const tabStop = (): HTMLElement | null => body.current?.querySelector<HTMLElement>('[tabindex="0"]') ?? null;

  const scrollToMinute = (minute: number): void => {
    const element = scroller.current;
    if (element === null) return;
    const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    const top = topOf(minute, newest.current.geometry) - (element.clientHeight - HEAD_HEIGHT) / 3;
    element.scrollTo({ top, behavior: isStill ? 'instant' : 'smooth' });
  };

  const moveFocus = (next: GridFocus): void => {
    focusPending.current = true;
    setFocus(next);
    props.onCursor?.({ columnId: next.columnId, startMin: next.startMin, endMin: next.endMin });
    reveal(scroller.current, next, newest.current);
  };

  useImperativeHandle(ref, () => ({
    scrollToNow: () => {
      const now = newest.current.props.nowMin;
      if (now !== null) scrollToMinute(now);
    },
    scrollToMinute,
    focusCursor: () => {
      tabStop()?.focus();
      if (newest.current.focus !== null) reveal(scroller.current, newest.current.focus, newest.current);
    },
    focusItem: (itemId) => {
      const found = findItem(newest.current.columns, itemId);
      if (found === null) return;
      const { startMin, endMin } = found.item;
      moveFocus({ columnId: found.column.id, startMin, endMin, itemId });
    },
    cancelDrag: (reason) => drag.current?.cancel(reason),
    carry: (item, event) => drag.current?.carry(item, event),
    rectOf: (columnId, startMin, endMin) => drag.current?.rectOf(columnId, startMin, endMin) ?? null,
  }));

  // After every commit: the focus follows the keyboard, and comes back when its element was replaced by a change.
  useLayoutEffect(() => {
    const isLost = lastFocused.current?.isConnected === false && document.activeElement === document.body;
    if (!focusPending.current && !isLost) return;
    focusPending.current = false;
    const stop = tabStop();
    stop?.focus({ preventScroll: true });
    // A card that was moved has kept the focus, so no event tells of it.
    lastFocused.current = stop;
  });

  const slotRef = (columnId: string, startMin: number, endMin: number): GridRect =>
    drag.current?.rectOf(columnId, startMin, endMin) ?? { left: 0, top: 0, width: 0, height: 0 };

  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (focus === null || drag.current === null) return;
    handleGridKey(event, {
      focus,
      day,
      drag: drag.current,
      defaultMin: props.defaultMin ?? 60,
      props,
      moveFocus,
      rectOf: slotRef,
      goToHead: () =>
        scroller.current?.querySelector<HTMLElement>(`[data-head="${CSS.escape(focus.columnId)}"]`)?.focus(),
    });
  };

  const onFocus = (event: React.FocusEvent): void => {
    lastFocused.current = event.target as HTMLElement;
    const id = (event.target as HTMLElement).dataset['item'];
    if (id === undefined || id === focus?.itemId) return;
    const found = findItem(columns, id);
    if (found === null) return;
    const { column, item } = found;
    setFocus({ columnId: column.id, startMin: item.startMin, endMin: item.endMin, itemId: item.id });
  };

  const targetOf = (event: React.MouseEvent): GridTarget | null => {
    const area = body.current?.getBoundingClientRect();
    const node = (event.target as HTMLElement).closest<HTMLElement>('[data-item]');
    const found = node === null ? null : findItem(columns, node.dataset['item'] ?? '');
    if (found !== null) return { item: found.item, columnId: found.column.id, startMin: found.item.startMin };
    if (area === undefined) return null;
    const column = columns[Math.floor((event.clientX - area.left) / columnWidth)];
    if (column === undefined) return null;
    const slot = slotAt(column, minuteAt(event.clientY - area.top, geometry) - stepMin / 2, day);
    return { item: null, columnId: column.id, startMin: slot.startMin };
  };

  const onContextMenu = (event: React.MouseEvent): void => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    // From the keyboard (Shift+F10) there is no pointer: the menu opens at the focused card or slot.
    const isKeyboard = event.button !== 2 || (event.clientX === 0 && event.clientY === 0);
    if (isKeyboard && focus !== null) {
      const item = findItem(columns, focus.itemId ?? '')?.item ?? null;
      const start = item?.startMin ?? focus.startMin;
      const rect = slotRef(focus.columnId, start, item?.endMin ?? focus.endMin);
      props.onContextMenu({ item, columnId: focus.columnId, startMin: start }, rect);
      return;
    }
    const target = targetOf(event);
    if (target === null) return;
    if (target.item !== null) props.onSelect(target.item.id);
    props.onContextMenu(target, { left: event.clientX, top: event.clientY, width: 0, height: 0 });
  };

  const onClick = (event: React.MouseEvent): void => {
    // Pointers are handled by the gesture recogniser; a click without one comes from a screen reader.
    if (event.detail !== 0) return;
    const id = (event.target as HTMLElement).closest<HTMLElement>('[data-item]')?.dataset['item'];
    if (id !== undefined) props.onSelect(id);
  };

  const onDoubleClick = (event: React.MouseEvent): void => {
    const id = (event.target as HTMLElement).closest<HTMLElement>('[data-item]')?.dataset['item'];
    const found = id === undefined ? null : findItem(columns, id);
    if (found !== null) props.onOpen(found.item);
  };

  const onReorder = (columnId: string, steps: number): void => {
    const from = columns.findIndex((column) => column.id === columnId);
    const to = clamp(from + steps, 0, columns.length - 1);
    if (from < 0 || to === from) return;
    props.onReorder?.(columnId, to);
    announce(labels.columnMoved(columns[from]?.title ?? '', to + 1, columns.length));
    // The head may have been taken out and put in elsewhere.
    setTimeout(() => scroller.current?.querySelector<HTMLElement>(`[data-head="${CSS.escape(columnId)}"]`)?.focus(), 0);
  };

  const bodyWidth = columnWidth * columns.length;
  const nowIndex = columns.findIndex((column) => column.id === props.nowColumnId);
  const nowPlace = nowIndex < 0 ? {} : { left: nowIndex * columnWidth, width: columnWidth };
  // A tall screen shows more than the day: the rest is off time too, not a hole.
  const mainHeight = `max(${(dayEndMin - dayStartMin) * pxPerMin}px, 100% - ${HEAD_HEIGHT}px)`;
  const hours = useMemo(() => {
    const first = Math.ceil(dayStartMin / 60) * 60;
    return Array.from({ length: Math.floor((dayEndMin - first) / 60) + 1 }, (_, index) => first + index * 60);
  }, [dayStartMin, dayEndMin]);
  const isNowShown = nowMin !== null && nowMin >= dayStartMin && nowMin <= dayEndMin;
  const hourOffset = `${((60 - (dayStartMin % 60)) % 60) * pxPerMin}px`;

  return (
    <div
      ref={scroller}
      className="jg"
      style={{ '--jg-px': pxPerMin, '--jg-hour-offset': hourOffset } as CSSProperties}
      onFocus={onFocus}
      onPointerOver={(event) => markSiblings(body.current, event.target as HTMLElement)}
      onFocusCapture={(event) => markSiblings(body.current, event.target)}
    >
      <div className="jg-head" style={{ width: AXIS_WIDTH + bodyWidth, height: HEAD_HEIGHT }}>
        <div className="jg-corner" style={{ width: AXIS_WIDTH }}>
          <IconClock size={15} aria-hidden />
        </div>
        {drawn.map(({ column, index }) => (
          <GridHead
            key={column.id}
            column={column}
            x={AXIS_WIDTH + index * columnWidth}
            width={columnWidth}
            label={labels.columnMenu(column.title)}
            onMenu={props.onColumnMenu}
            onReorder={props.onReorder === undefined ? undefined : onReorder}
            onLeave={() => tabStop()?.focus()}
          />
        ))}
      </div>
      <div className="jg-main" style={{ width: AXIS_WIDTH + bodyWidth, height: mainHeight }}>
        <div className="jg-axis" aria-hidden>
          {hours.map((minute) => (
            <div key={minute} className="jg-hour" style={{ top: topOf(minute, geometry) }}>
              {formatMinute(minute)}
            </div>
          ))}
          {isNowShown && (
            <div className="jg-now-time" style={{ top: topOf(nowMin, geometry) }}>
              {formatMinute(nowMin)}
            </div>
          )}
        </div>
        <div
          ref={body}
          className="jg-body"
          role="group"
          aria-label={labels.grid}
          style={{ width: bodyWidth }}
          onKeyDown={onKeyDown}
          onContextMenu={onContextMenu}
          onClick={onClick}
          onDoubleClick={onDoubleClick}
        >
          {isNowShown && <div className="jg-now" style={{ top: topOf(nowMin, geometry) - 1, ...nowPlace }} />}
          {drawn.map(({ column, index }) => (
            <GridColumnView
              key={column.id}
              column={column}
              x={index * columnWidth}
              width={columnWidth}
              dayStartMin={dayStartMin}
              dayEndMin={dayEndMin}
              pxPerMin={pxPerMin}
              activeId={column.id === focus?.columnId ? focus.itemId : null}
              selectedId={column.items.some((item) => item.id === selectedId) ? selectedId : null}
              draft={draft?.columnId === column.id ? draft : null}
              labels={labels}
              fontEpoch={fontEpoch}
            />
          ))}
          {isNowShown && <div className="jg-now-over" style={{ top: topOf(nowMin, geometry) - 0.5, ...nowPlace }} />}
          {focus !== null && focusIndex >= 0 && (
            <div
              className="jg-slot"
              role="button"
              tabIndex={focus.itemId === null ? 0 : -1}
              aria-label={slotLabel(columns[focusIndex], focus, labels)}
              style={{
                left: focusIndex * columnWidth + 3,
                width: columnWidth - 6,
                top: topOf(focus.startMin, geometry),
                height: Math.max(MIN_CARD_HEIGHT, (focus.endMin - focus.startMin) * pxPerMin),
              }}
            >
              {focus.endMin - focus.startMin > stepMin
                ? formatRange(focus.startMin, focus.endMin)
                : formatMinute(focus.startMin)}
            </div>
          )}
        </div>
      </div>
      <div ref={live} role="status" aria-live="polite" className="jg-live" />
      {createPortal(
        <div ref={shield} className="jg-shield" aria-hidden>
          <div ref={ghost} className="jg-card jg-ghost" />
          <div ref={box} className="jg-box" />
          <div ref={pill} className="jg-pill" />
        </div>,
        document.body,
      )}
    </div>
  );
}

/** Keeps the objects of unchanged columns and cards between refetches, so that only changed columns render. */
function useReusedColumns(next: readonly GridColumn[]): readonly GridColumn[] {
  const [kept, setKept] = useState({ source: next, columns: next });
  if (kept.source === next) return kept.columns;
  const columns = reuseColumns(kept.columns, next);
  setKept({ source: next, columns });
  return columns;
}

/** Where the focus really is: the place wanted, as far as its column and card still exist. */
function settleFocus(place: GridFocus | null, day: Parameters<typeof slotAt>[2]): GridFocus | null {
  const column = day.columns.find((candidate) => candidate.id === place?.columnId) ?? day.columns[0];
  if (column === undefined) return null;
  if (place === null) return slotAt(column, day.nowMin ?? column.work[0]?.[0] ?? day.dayStartMin, day);
  if (place.itemId !== null) {
    // A card that was moved to another column by this very person keeps the focus there.
    const found = findItem([column, ...day.columns], place.itemId);
    if (found !== null) return { ...place, columnId: found.column.id };
    return slotAt(column, place.startMin, day);
  }
  const start = clamp(place.startMin, day.dayStartMin, day.dayEndMin - day.stepMin);
  return { ...place, columnId: column.id, startMin: start, endMin: clamp(place.endMin, start + 1, day.dayEndMin) };
}

function slotLabel(column: GridColumn | undefined, focus: GridFocus, labels: GridLabels): string {
  if (column === undefined) return '';
  const until = freeUntil(column, focus.startMin);
  const time = formatMinute(focus.startMin);
  return labels.slot(time, column.title, until === null ? null : formatMinute(until));
}

/** Scrolls as little as needed to show the focused place below the heads and beside the axis. */
function reveal(
  element: HTMLElement | null,
  focus: GridFocus,
  now: { readonly columns: readonly GridColumn[]; readonly geometry: GridGeometry },
): void {
  if (element === null) return;
  const item = focus.itemId === null ? null : (findItem(now.columns, focus.itemId)?.item ?? null);
  const top = topOf(item?.startMin ?? focus.startMin, now.geometry);
  const bottom = topOf(item?.endMin ?? focus.endMin, now.geometry);
  const room = element.clientHeight - HEAD_HEIGHT;
  if (top < element.scrollTop + 8) element.scrollTop = top - 8;
  else if (bottom > element.scrollTop + room - 8) element.scrollTop = Math.min(top - 8, bottom - room + 8);
  const left = now.columns.findIndex((column) => column.id === focus.columnId) * now.geometry.columnWidth;
  const width = element.clientWidth - AXIS_WIDTH;
  if (left < element.scrollLeft) element.scrollLeft = left;
  else if (left + now.geometry.columnWidth > element.scrollLeft + width) {
    element.scrollLeft = left + now.geometry.columnWidth - width;
  }
}

function isSameWindow(a: View, b: View, geometry: GridGeometry): boolean {
  if (a.width !== b.width) return false;
  const [from, to] = visibleColumns(a.scrollLeft, a.width, geometry);
  const [nextFrom, nextTo] = visibleColumns(b.scrollLeft, b.width, geometry);
  return from === nextFrom && to === nextTo;
}

/** Outlines the other services of the visit under the pointer or the focus, without a render. */
function markSiblings(body: HTMLElement | null, target: Element): void {
  if (body === null) return;
  const visit = target.closest<HTMLElement>('[data-visit]')?.dataset['visit'];
  for (const element of body.querySelectorAll<HTMLElement>('[data-visit]')) {
    element.toggleAttribute('data-sibling', visit !== undefined && element.dataset['visit'] === visit);
  }
}

/** Grows when the page's fonts have arrived, because all texts were cut to the widths of another font before. */
function useFontEpoch(root: React.RefObject<HTMLElement | null>): number {
  const [epoch, setEpoch] = useState(0);
  useLayoutEffect(() => {
    const measure = (): void => {
      if (root.current !== null) resetTextMeasure(getComputedStyle(root.current).fontFamily);
      setEpoch((old) => old + 1);
    };
    measure();
    document.fonts.addEventListener('loadingdone', measure);
    return () => document.fonts.removeEventListener('loadingdone', measure);
  }, [root]);
  return epoch;
}

interface ZoomAnchor {
  readonly minute: number;
  readonly offset: number;
}

/** Turns Ctrl + wheel into zoom steps; the minute under the pointer stays where it is. */
function useZoom(
  scroller: React.RefObject<HTMLElement | null>,
  newest: React.RefObject<{ readonly props: JournalGridProps; readonly geometry: GridGeometry }>,
  pxPerMin: number,
): void {
  const anchor = useRef<ZoomAnchor | null>(null);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const onWheel = (event: WheelEvent): void => {
      if (!event.ctrlKey || event.deltaY === 0) return;
      event.preventDefault();
      const offset = event.clientY - element.getBoundingClientRect().top - HEAD_HEIGHT;
      anchor.current = { minute: minuteAt(element.scrollTop + offset, newest.current.geometry), offset };
      newest.current.props.onZoom(event.deltaY < 0 ? 1 : -1);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [scroller, newest]);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || anchor.current === null) return;
    const { minute, offset } = anchor.current;
    anchor.current = null;
    element.scrollTo({ top: (minute - newest.current.props.dayStartMin) * pxPerMin - offset });
  }, [scroller, newest, pxPerMin]);
}
