import { type KeyboardEvent, useState } from 'react';
import type { Block } from '../../../src-shared/services/price-table.rules.ts';

/** A cell by its place among the services and the columns. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** The selection: the cell that has the keyboard, and the other corner of the block. */
export interface Selection {
  readonly at: Place;
  readonly anchor: Place;
}

/** The block between both corners of a selection. */
export function blockOf({ at, anchor }: Selection): Block {
  return {
    top: Math.min(at.row, anchor.row),
    bottom: Math.max(at.row, anchor.row),
    left: Math.min(at.column, anchor.column),
    right: Math.max(at.column, anchor.column),
  };
}

const PAGE_ROWS = 12;

interface CellKeys {
  readonly size: { readonly rows: number; readonly columns: number };
  readonly isEditing: boolean;
  /** Begins editing; `text` replaces what stands there, null keeps it. */
  readonly onEdit: (text: string | null) => void;
  readonly onClear: () => void;
  readonly onToggle: () => void;
  readonly onLeave: () => void;
}

/** The selection of a table and the keys that move it, as in a spreadsheet. */
export function useCellKeys({ size, isEditing, onEdit, onClear, onToggle, onLeave }: CellKeys) {
  const [selection, setSelection] = useState<Selection>(ORIGIN);
  const inside = ({ row, column }: Place): Place => ({
    row: Math.max(0, Math.min(size.rows - 1, row)),
    column: Math.max(0, Math.min(size.columns - 1, column)),
  });
  const { at } = selection;
  const move = (down: number, right: number, extends_ = false): void => {
    const next = inside({ row: at.row + down, column: at.column + right });
    setSelection({ at: next, anchor: extends_ ? selection.anchor : next });
  };
  /** Tab: along the row and on to the next one. False at the end: the key then leaves the table. */
  const tab = (by: 1 | -1): boolean => {
    const index = at.row * size.columns + at.column + by;
    if (index < 0 || index >= size.rows * size.columns) return false;
    const next = { row: Math.floor(index / size.columns), column: index % size.columns };
    setSelection({ at: next, anchor: next });
    return true;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isEditing || size.rows === 0) return;
    const handled = handleKey(event);
    if (handled) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  const handleKey = (event: KeyboardEvent): boolean => {
    const { code, shiftKey, ctrlKey, metaKey, altKey } = event;
    if (altKey) return false;
    const far = ctrlKey || metaKey;
    if (far && code === 'KeyA') {
      setSelection({ at: { row: size.rows - 1, column: size.columns - 1 }, anchor: { row: 0, column: 0 } });
      return true;
    }
    const arrow = ARROWS[code];
    if (arrow) {
      const [down, right] = arrow;
      move(down * (far ? size.rows : 1), right * (far ? size.columns : 1), shiftKey);
      return true;
    }
    if (code === 'Tab') return !far && tab(shiftKey ? -1 : 1);
    if (code === 'Home' || code === 'End') {
      const isEnd = code === 'End';
      const column = isEnd ? size.columns : -size.columns;
      move(far ? (isEnd ? size.rows : -size.rows) : 0, column, shiftKey);
      return true;
    }
    if (code === 'PageDown' || code === 'PageUp') {
      move(code === 'PageDown' ? PAGE_ROWS : -PAGE_ROWS, 0, shiftKey);
      return true;
    }
    if (far) return false;
    if (code === 'Enter' || code === 'NumpadEnter' || code === 'F2') {
      onEdit(null);
      return true;
    }
    if (code === 'Delete' || code === 'Backspace') {
      onClear();
      return true;
    }
    if (code === 'Space') {
      onToggle();
      return true;
    }
    if (code === 'Escape') {
      onLeave();
      return true;
    }
    if (event.key.length === 1) {
      onEdit(event.key);
      return true;
    }
    return false;
  };
  return {
    selection: { at: inside(selection.at), anchor: inside(selection.anchor) },
    setSelection,
    move,
    tab,
    onKeyDown,
  };
}

const ORIGIN: Selection = { at: { row: 0, column: 0 }, anchor: { row: 0, column: 0 } };

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};
