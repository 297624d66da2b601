/** A cell of the matrix: row of a master, column of a day. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** A rectangle of cells: where it was begun and where it ends now. */
export interface Selection {
  readonly anchor: Cell;
  readonly active: Cell;
}

/** One cell. */
export function selectCell(cell: Cell): Selection {
  return { anchor: cell, active: cell };
}

/** The selection, or the first cell when the matrix has become too small for it. */
export function fitSelection(
  selection: Selection,
  size: { readonly rows: number; readonly columns: number },
): Selection {
  const fits = [selection.anchor, selection.active].every(
    ({ row, column }) => row < size.rows && column < size.columns,
  );
  return fits ? selection : selectCell({ row: 0, column: 0 });
}

/** The rectangle with its corners in order. */
export function boundsOf({ anchor, active }: Selection) {
  return {
    firstRow: Math.min(anchor.row, active.row),
    lastRow: Math.max(anchor.row, active.row),
    firstColumn: Math.min(anchor.column, active.column),
    lastColumn: Math.max(anchor.column, active.column),
  };
}

/** The selection after an arrow key; Shift extends it. It stays inside the matrix. Null for any other key. */
export function moveSelection(
  { anchor, active }: Selection,
  key: string,
  isExtending: boolean,
  size: { readonly rows: number; readonly columns: number },
): Selection | null {
  const steps: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    Home: [0, -size.columns],
    End: [0, size.columns],
  };
  const step = steps[key];
  if (!step) return null;
  const next = {
    row: clamp(active.row + step[0], size.rows),
    column: clamp(active.column + step[1], size.columns),
  };
  return { anchor: isExtending ? anchor : next, active: next };
}

function clamp(value: number, count: number): number {
  return Math.max(0, Math.min(count - 1, value));
}
