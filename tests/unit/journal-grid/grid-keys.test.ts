import { describe, expect, it } from 'vitest';
import { defaultEnd, nudge, walk } from '../../../src-renderer/journal/grid/grid-keys.ts';
import type { GridFocus, GridWalk, WalkKey } from '../../../src-renderer/journal/grid/grid-keys.ts';
import { columnOf, itemOf } from './grid-samples.ts';

const day: GridWalk = {
  columns: [
    columnOf('anna', [itemOf('a1', 600, 660), itemOf('a2', 700, 760), itemOf('a3', 720, 740)]),
    columnOf('maria', [itemOf('m1', 630, 690, { gap: [650, 670] })]),
  ],
  dayStartMin: 600,
  dayEndMin: 1260,
  stepMin: 5,
  nowMin: 823,
};
const slot = (columnId: string, startMin: number, endMin = startMin + 5): GridFocus => ({
  columnId,
  startMin,
  endMin,
  itemId: null,
});
const on = (columnId: string, itemId: string, startMin: number): GridFocus => ({
  columnId,
  startMin,
  endMin: startMin,
  itemId,
});
const path = (from: GridFocus, ...keys: WalkKey[]): string[] => {
  let at = from;
  return keys.map((key) => {
    const next = walk(at, key, day);
    if (next === null || next === 'head') return String(next);
    at = next;
    return next.itemId ?? `${next.columnId} ${next.startMin}`;
  });
};

describe('walking the grid with the keyboard (ui.md 5)', () => {
  it('goes down through time, into cards, over overlapping ones and out below', () => {
    expect(path(on('anna', 'a1', 600), 'ArrowDown', 'PageDown', 'ArrowUp', 'ArrowUp')).toEqual([
      'anna 660',
      'a3',
      'a2',
      'anna 695',
    ]);
    expect(path(on('anna', 'a2', 700), 'ArrowDown', 'ArrowDown')).toEqual(['a3', 'a2']);
  });

  it('keeps the row while crossing cards sideways, and stands free in a gap', () => {
    expect(path(slot('anna', 660), 'ArrowRight', 'ArrowLeft', 'ArrowLeft')).toEqual(['maria 660', 'anna 660', 'null']);
    expect(path(slot('anna', 685), 'ArrowRight', 'ArrowLeft')).toEqual(['m1', 'anna 685']);
  });

  it('reaches the heads above the first row and stops at the end of the day', () => {
    expect(path(slot('maria', 605), 'ArrowUp', 'ArrowUp')).toEqual(['maria 600', 'head']);
    expect(path(slot('maria', 1250), 'ArrowDown', 'ArrowDown', 'PageDown')).toEqual([
      'maria 1255',
      'maria 1255',
      'maria 1255',
    ]);
  });

  it('visits the cards of the master by Tab and lets go after the last', () => {
    expect(path(slot('anna', 650), 'Tab', 'Tab', 'Tab', 'ShiftTab')).toEqual(['a2', 'a3', 'null', 'a2']);
    expect(path(slot('anna', 650), 'ShiftTab', 'ShiftTab')).toEqual(['a1', 'null']);
  });

  it('selects a stretch with Shift, never shorter than a step, and jumps to now on the step grid', () => {
    expect(walk(slot('anna', 800, 820), 'ShiftUp', day)).toEqual(slot('anna', 800, 815));
    expect(walk(slot('anna', 800), 'ShiftUp', day)).toEqual(slot('anna', 800));
    expect(walk(slot('anna', 1250), 'ShiftDown', day)).toEqual(slot('anna', 1250, 1260));
    expect(walk(slot('maria', 605), 'Home', day)).toEqual(slot('maria', 825));
  });
});

describe('nudging a card with Alt', () => {
  it('moves by a step, to the column beside, and changes the length', () => {
    const focus = on('anna', 'a2', 700);
    expect(nudge(focus, 'ArrowUp', false, day)).toMatchObject({
      startMin: 695,
      endMin: 755,
      columnId: 'anna',
      kind: 'move',
    });
    expect(nudge(focus, 'ArrowRight', false, day)).toMatchObject({
      startMin: 700,
      endMin: 760,
      columnId: 'maria',
      kind: 'move',
    });
    expect(nudge(focus, 'ArrowDown', true, day)).toMatchObject({ startMin: 700, endMin: 765, kind: 'resize' });
  });

  it('asks for nothing outside the day, beyond the columns, or into the processing time', () => {
    expect(nudge(on('anna', 'a1', 600), 'ArrowUp', false, day)).toBeNull();
    expect(nudge(on('anna', 'a1', 600), 'ArrowLeft', false, day)).toBeNull();
    const tight = { ...day, columns: [columnOf('x', [itemOf('g', 600, 680, { gap: [640, 675] })])] };
    expect(nudge(on('x', 'g', 600), 'ArrowUp', true, tight)).toBeNull();
  });
});

describe('defaultEnd', () => {
  it('is the default length, cut to the free time', () => {
    const [anna] = day.columns;
    if (anna === undefined) throw new Error('no column');
    expect(defaultEnd(anna, 800, 60, day)).toBe(860);
    expect(defaultEnd(anna, 665, 60, day)).toBe(700);
    expect(defaultEnd(anna, 1230, 60, day)).toBe(1260);
    expect(defaultEnd(anna, 705, 60, day)).toBe(765);
  });
});
