import { clamp, snapTo } from './grid-geometry.ts';
import { freeUntil, itemAt, itemsInOrder } from './grid-layout.ts';
import type { GridColumn, GridItem, GridMove } from './grid-model.ts';

/**
 * Where the keyboard stands: on a card (`itemId`) or on empty time.
 *
 * `startMin` is the row the person walks along (kept while crossing cards sideways); `endMin` closes the selected stretch.
 */
export interface GridFocus {
  readonly columnId: string;
  readonly startMin: number;
  readonly endMin: number;
  readonly itemId: string | null;
}

/** What walking needs to know about the day. Minutes. */
export interface GridWalk {
  readonly columns: readonly GridColumn[];
  readonly dayStartMin: number;
  readonly dayEndMin: number;
  readonly stepMin: number;
  readonly nowMin: number | null;
}

/** Keys that move the focus and nothing else (ui.md 5); codes, so that they work in every keyboard layout. */
export type WalkKey =
  | 'ArrowUp'
  | 'ArrowDown'
  | 'ArrowLeft'
  | 'ArrowRight'
  | 'PageUp'
  | 'PageDown'
  | 'Home'
  | 'Tab'
  | 'ShiftTab'
  | 'ShiftUp'
  | 'ShiftDown';

/**
 * The next place of the focus, 'head' when it goes up out of the body, or null when the key has nothing to do here (Tab
 * after the last card then leaves the grid).
 *
 * Arrows walk through time; where a card stands, the card takes the focus, and the next arrow leaves it on the far side.
 */
export function walk(focus: GridFocus, key: WalkKey, day: GridWalk): GridFocus | 'head' | null {
  const index = day.columns.findIndex((column) => column.id === focus.columnId);
  const column = day.columns[index];
  if (column === undefined) return null;
  const item = column.items.find((candidate) => candidate.id === focus.itemId) ?? null;
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowRight': {
      const next = day.columns[index + (key === 'ArrowLeft' ? -1 : 1)];
      return next === undefined ? null : landAt(next, focus.startMin, day);
    }
    case 'ArrowUp':
      return walkUp(column, focus, item, day);
    case 'ArrowDown':
      return walkDown(column, focus, item, day);
    case 'PageUp':
      return landAt(column, focus.startMin - 60, day);
    case 'PageDown':
      return landAt(column, focus.startMin + 60, day);
    case 'Home':
      return slotAt(column, day.nowMin ?? column.work[0]?.[0] ?? day.dayStartMin, day);
    case 'Tab':
    case 'ShiftTab':
      return nextCard(column, focus, item, key === 'Tab' ? 1 : -1);
    case 'ShiftUp':
    case 'ShiftDown': {
      if (item !== null) return null;
      const end = focus.endMin + (key === 'ShiftDown' ? day.stepMin : -day.stepMin);
      return { ...focus, endMin: clamp(end, focus.startMin + day.stepMin, day.dayEndMin) };
    }
    default:
      return key satisfies never;
  }
}

function walkUp(column: GridColumn, focus: GridFocus, item: GridItem | null, day: GridWalk): GridFocus | 'head' {
  if (item !== null) {
    const above = itemAt(column, item.startMin - 1);
    if (above !== null && above !== item) return onItem(column, above, above.endMin - 1);
    return item.startMin <= day.dayStartMin ? 'head' : landAt(column, item.startMin - day.stepMin, day);
  }
  return focus.startMin <= day.dayStartMin ? 'head' : landAt(column, focus.startMin - day.stepMin, day);
}

function walkDown(column: GridColumn, focus: GridFocus, item: GridItem | null, day: GridWalk): GridFocus | null {
  if (item === null) return landAt(column, focus.startMin + day.stepMin, day);
  const order = itemsInOrder(column);
  const following = order[order.indexOf(item) + 1];
  // A card that overlaps this one, or stands in its gap, comes before the time below it.
  if (following !== undefined && following.startMin < item.endMin) return onItem(column, following, following.startMin);
  return item.endMin >= day.dayEndMin ? null : landAt(column, item.endMin, day);
}

function nextCard(column: GridColumn, focus: GridFocus, item: GridItem | null, direction: 1 | -1): GridFocus | null {
  const order = itemsInOrder(column);
  const from = item === null ? -1 : order.indexOf(item);
  const next =
    item !== null
      ? order[from + direction]
      : direction === 1
        ? order.find((candidate) => candidate.startMin >= focus.startMin)
        : order.findLast((candidate) => candidate.startMin < focus.startMin);
  return next === undefined ? null : onItem(column, next, next.startMin);
}

const onItem = (column: GridColumn, item: GridItem, minute: number): GridFocus => ({
  columnId: column.id,
  startMin: minute,
  endMin: item.endMin,
  itemId: item.id,
});

/** The focus on empty time at a minute, on the step grid and inside the day. */
export function slotAt(column: GridColumn, minute: number, day: GridWalk): GridFocus {
  const start = clamp(snapTo(minute, day.stepMin), day.dayStartMin, day.dayEndMin - day.stepMin);
  return { columnId: column.id, startMin: start, endMin: start + day.stepMin, itemId: null };
}

function landAt(column: GridColumn, minute: number, day: GridWalk): GridFocus {
  const inside = clamp(minute, day.dayStartMin, day.dayEndMin - day.stepMin);
  const item = itemAt(column, inside);
  return item === null ? slotAt(column, inside, day) : onItem(column, item, inside);
}

/**
 * The move an Alt arrow asks for: one step earlier or later, the column beside, or (with Shift) one step shorter or longer.
 *
 * Null when there is no such column or the card would leave the drawn day or become shorter than a step.
 */
export function nudge(focus: GridFocus, code: string, isShift: boolean, day: GridWalk): GridMove | null {
  const index = day.columns.findIndex((column) => column.id === focus.columnId);
  const item = day.columns[index]?.items.find((candidate) => candidate.id === focus.itemId);
  if (item === undefined) return null;
  const base = { itemId: item.id, visitId: item.visitId, startMin: item.startMin, endMin: item.endMin };
  const delta = code === 'ArrowUp' ? -day.stepMin : day.stepMin;
  if (code === 'ArrowLeft' || code === 'ArrowRight') {
    const next = day.columns[index + (code === 'ArrowLeft' ? -1 : 1)];
    return next === undefined || isShift ? null : { ...base, columnId: next.id, kind: 'move' };
  }
  if (isShift) {
    const endMin = item.endMin + delta;
    const least = Math.max(item.startMin, item.gap?.[1] ?? 0) + day.stepMin;
    return endMin < least || endMin > day.dayEndMin
      ? null
      : { ...base, endMin, columnId: focus.columnId, kind: 'resize' };
  }
  const startMin = item.startMin + delta;
  const endMin = item.endMin + delta;
  const isInside = startMin >= day.dayStartMin && endMin <= day.dayEndMin;
  return isInside ? { ...base, startMin, endMin, columnId: focus.columnId, kind: 'move' } : null;
}

/** Where a visit created without a chosen length ends: the default length, or earlier when something stands in the way. */
export function defaultEnd(column: GridColumn, startMin: number, defaultMin: number, day: GridWalk): number {
  const wanted = Math.min(startMin + defaultMin, day.dayEndMin);
  const free = freeUntil(column, startMin);
  return free === null ? wanted : Math.max(startMin + day.stepMin, Math.min(wanted, free));
}
