import type { GridColumn } from './grid-model.ts';

/** Width of the time axis, in pixels. */
export const AXIS_WIDTH = 54;
/** Height of the column heads, in pixels. */
export const HEAD_HEIGHT = 66;
/** Free space on each side of a card inside its column, in pixels. */
export const CARD_MARGIN = 3;
/** A card is never drawn lower than this, in pixels. */
export const MIN_CARD_HEIGHT = 20;
/** Columns drawn beyond each edge of the view, so that a short scroll shows no hole. */
const OVERSCAN = 2;

/** Everything that turns a point of the screen into a column and a minute, and back. Lengths in pixels, times in minutes. */
export interface GridGeometry {
  readonly dayStartMin: number;
  readonly dayEndMin: number;
  readonly pxPerMin: number;
  readonly columnWidth: number;
  readonly columnCount: number;
}

/** Width of one column: they share the view evenly, and scroll sideways when each would get less than the least width. */
export function columnWidthFor(viewWidth: number, columnCount: number, minWidth: number): number {
  if (columnCount === 0) return minWidth;
  return Math.max(minWidth, Math.floor((viewWidth - AXIS_WIDTH) / columnCount));
}

/** The half-open range of columns to draw: those in view and two more on each side. */
export function visibleColumns(
  scrollLeft: number,
  viewWidth: number,
  geometry: GridGeometry,
): readonly [number, number] {
  const first = Math.floor(scrollLeft / geometry.columnWidth) - OVERSCAN;
  const last = Math.ceil((scrollLeft + viewWidth - AXIS_WIDTH) / geometry.columnWidth) + OVERSCAN;
  return [Math.max(0, first), Math.min(geometry.columnCount, Math.max(0, last))];
}

/** Distance of a minute from the top of the drawn day. */
export const topOf = (minute: number, geometry: GridGeometry): number =>
  (minute - geometry.dayStartMin) * geometry.pxPerMin;

/** The minute (not rounded) at a distance from the top of the drawn day. */
export const minuteAt = (y: number, geometry: GridGeometry): number => geometry.dayStartMin + y / geometry.pxPerMin;

/** The index of the column at a distance from the left of the first one, kept within the columns there are. */
export const columnAt = (x: number, geometry: GridGeometry): number =>
  clamp(Math.floor(x / geometry.columnWidth), 0, Math.max(0, geometry.columnCount - 1));

/** `value`, no lower than `low` and no higher than `high`. */
export const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

/** The nearest multiple of the step. */
export const snapTo = (minute: number, step: number): number => Math.round(minute / step) * step;

/** Finds a card and its column by the card's id. */
export function findItem(
  columns: readonly GridColumn[],
  itemId: string,
): { readonly column: GridColumn; readonly item: GridColumn['items'][number] } | null {
  for (const column of columns) {
    const item = column.items.find((candidate) => candidate.id === itemId);
    if (item !== undefined) return { column, item };
  }
  return null;
}
