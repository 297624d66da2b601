import type { KeyboardEvent } from 'react';
import type { JournalGridProps } from './JournalGrid.tsx';
import type { GridDrag } from './grid-drag.ts';
import { findItem } from './grid-geometry.ts';
import { defaultEnd, nudge, walk } from './grid-keys.ts';
import type { GridFocus, GridWalk, WalkKey } from './grid-keys.ts';
import type { GridItem, GridRect } from './grid-model.ts';

/** What a key press may use of the mounted grid. */
export interface KeyContext {
  readonly focus: GridFocus;
  readonly day: GridWalk;
  readonly drag: GridDrag;
  readonly defaultMin: number;
  readonly props: JournalGridProps;
  readonly moveFocus: (next: GridFocus) => void;
  readonly rectOf: (columnId: string, startMin: number, endMin: number) => GridRect;
  readonly goToHead: () => void;
}

/** Performs the grid's part of the keyboard map (ui.md 5); leaves every other key alone. */
export function handleGridKey(event: KeyboardEvent, context: KeyContext): void {
  const isControl = event.ctrlKey || event.metaKey;
  const isHandled = isControl
    ? handleClipboard(event, context)
    : event.altKey
      ? handleNudge(event, context)
      : handleWalk(event, context) || handleAction(event, context);
  if (!isHandled) return;
  event.preventDefault();
  event.stopPropagation();
}

const focusedItem = ({ focus, day }: KeyContext): GridItem | null =>
  focus.itemId === null ? null : (findItem(day.columns, focus.itemId)?.item ?? null);

function handleWalk(event: KeyboardEvent, context: KeyContext): boolean {
  const key = walkKey(event);
  if (key === null) return false;
  const next = walk(context.focus, key, context.day);
  if (next === 'head') context.goToHead();
  else if (next !== null) context.moveFocus(next);
  // Tab with nowhere to go leaves the grid; an arrow with nowhere to go must not scroll the page.
  return next !== null || !key.endsWith('Tab');
}

function walkKey(event: KeyboardEvent): WalkKey | null {
  if (event.code === 'Tab') return event.shiftKey ? 'ShiftTab' : 'Tab';
  if (event.shiftKey) {
    if (event.code === 'ArrowUp') return 'ShiftUp';
    return event.code === 'ArrowDown' ? 'ShiftDown' : null;
  }
  switch (event.code) {
    case 'ArrowUp':
    case 'ArrowDown':
    case 'ArrowLeft':
    case 'ArrowRight':
    case 'PageUp':
    case 'PageDown':
    case 'Home':
      return event.code;
    default:
      return null;
  }
}

function handleNudge(event: KeyboardEvent, context: KeyContext): boolean {
  if (!/^Arrow(Up|Down|Left|Right)$/.test(event.code) || context.focus.itemId === null) return false;
  const move = nudge(context.focus, event.code, event.shiftKey, context.day);
  if (move !== null && context.drag.tryMove(move) && move.kind === 'move') {
    context.moveFocus({ ...context.focus, columnId: move.columnId, startMin: move.startMin, endMin: move.endMin });
  }
  return true;
}

function handleAction(event: KeyboardEvent, context: KeyContext): boolean {
  const { focus, day, drag, props } = context;
  const item = focusedItem(context);
  switch (event.code) {
    case 'Enter':
    case 'NumpadEnter': {
      if (item !== null) {
        props.onOpen(item);
        return true;
      }
      const column = day.columns.find((candidate) => candidate.id === focus.columnId);
      if (column === undefined) return false;
      const isRange = focus.endMin - focus.startMin > day.stepMin;
      const end = isRange ? focus.endMin : defaultEnd(column, focus.startMin, context.defaultMin, day);
      drag.tryCreate(focus.columnId, focus.startMin, end);
      return true;
    }
    case 'Space':
      if (item !== null) props.onStatusMenu(item, context.rectOf(focus.columnId, item.startMin, item.endMin));
      return true;
    case 'Delete':
      if (item !== null) props.onCancelItem(item);
      return item !== null;
    case 'Escape':
      if (focus.itemId === null && focus.endMin - focus.startMin > day.stepMin) {
        context.moveFocus({ ...focus, endMin: focus.startMin + day.stepMin });
        return true;
      }
      if (props.selectedId === null) return false;
      props.onSelect(null);
      return true;
    default:
      return false;
  }
}

function handleClipboard(event: KeyboardEvent, context: KeyContext): boolean {
  const { props, focus } = context;
  const item = focusedItem(context);
  if (event.code === 'KeyX' && item !== null && props.onCut !== undefined) props.onCut(item);
  else if (event.code === 'KeyC' && item !== null && props.onCopy !== undefined) props.onCopy(item);
  else if (event.code === 'KeyV' && props.onPaste !== undefined) props.onPaste(focus.columnId, focus.startMin);
  else return false;
  return true;
}
