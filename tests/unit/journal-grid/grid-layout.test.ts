import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freeUntil, itemAt, layoutColumn, offIntervals } from '../../../src-renderer/journal/grid/grid-layout.ts';
import type { PlacedItem } from '../../../src-renderer/journal/grid/grid-layout.ts';
import type { GridColumn, GridItem, VisitStatus } from '../../../src-renderer/journal/grid/grid-model.ts';
import { columnOf, itemOf } from './grid-samples.ts';

const place = (placed: readonly PlacedItem[], id: string): { left: number; width: number } => {
  const found = placed.find(({ item }) => item.id === id);
  if (found === undefined) throw new Error(`${id} was not placed`);
  return { left: Number(found.left.toFixed(4)), width: Number(found.width.toFixed(4)) };
};

describe('layoutColumn', () => {
  it('gives cards that only touch the whole width (A1: half-open)', () => {
    const placed = layoutColumn([itemOf('a', 600, 660), itemOf('b', 660, 700)], 15);
    expect(place(placed, 'a')).toEqual({ left: 0, width: 1 });
    expect(place(placed, 'b')).toEqual({ left: 0, width: 1 });
  });

  it('puts overlapping cards side by side and lets one grow over a lane nobody uses', () => {
    const placed = layoutColumn(
      [itemOf('a', 600, 720), itemOf('b', 600, 630), itemOf('c', 610, 640), itemOf('d', 660, 700)],
      15,
    );
    expect(place(placed, 'a')).toEqual({ left: 0, width: 0.3333 });
    expect(place(placed, 'b')).toEqual({ left: 0.3333, width: 0.3333 });
    expect(place(placed, 'c')).toEqual({ left: 0.6667, width: 0.3333 });
    expect(place(placed, 'd')).toEqual({ left: 0.3333, width: 0.6667 });
  });

  it('lets a cancelled card give way: half the width of a live one, half the column when alone', () => {
    const both = layoutColumn([itemOf('live', 600, 660), itemOf('gone', 610, 650, { status: 'cancelled' })], 15);
    expect(place(both, 'live')).toEqual({ left: 0, width: 0.6667 });
    expect(place(both, 'gone')).toEqual({ left: 0.6667, width: 0.3333 });
    expect(place(layoutColumn([itemOf('gone', 610, 650, { status: 'cancelled' })], 15), 'gone')).toEqual({
      left: 0,
      width: 0.5,
    });
  });

  it('moves a card booked into a processing gap in by 22 % and leaves its host whole', () => {
    const placed = layoutColumn([itemOf('host', 600, 780, { gap: [660, 705] }), itemOf('guest', 665, 695)], 15);
    expect(place(placed, 'host')).toEqual({ left: 0, width: 1 });
    expect(place(placed, 'guest')).toEqual({ left: 0.22, width: 0.78 });
    expect(placed.find(({ item }) => item.id === 'host')?.isGapFilled).toBe(true);
    // A card that sticks out of the gap is in conflict and stands beside.
    const beside = layoutColumn([itemOf('host', 600, 780, { gap: [660, 705] }), itemOf('late', 690, 720)], 15);
    expect(place(beside, 'late')).toEqual({ left: 0.5, width: 0.5 });
  });

  it('counts short cards with the length they are drawn with', () => {
    const placed = layoutColumn([itemOf('a', 600, 605), itemOf('b', 605, 610)], 15);
    expect(place(placed, 'a').width).toBe(0.5);
  });

  it('never draws two cards over each other, whatever the day looks like', () => {
    const statuses: readonly VisitStatus[] = ['booked', 'completed', 'cancelled'];
    const day = fc.array(
      fc.record({
        start: fc.integer({ min: 0, max: 40 }),
        length: fc.integer({ min: 1, max: 12 }),
        status: fc.constantFrom(...statuses),
      }),
      { maxLength: 24 },
    );
    fc.assert(
      fc.property(day, (cards) => {
        const items = cards.map(({ start, length, status }, index) =>
          itemOf(`i${index}`, start * 5, start * 5 + length * 5, { status }),
        );
        const placed = layoutColumn(items, 10);
        expect(placed).toHaveLength(items.length);
        for (const [index, a] of placed.entries()) {
          expect(a.left).toBeGreaterThanOrEqual(0);
          expect(a.left + a.width).toBeLessThanOrEqual(1.000001);
          expect(a.width).toBeGreaterThan(0);
          for (const b of placed.slice(index + 1)) expect(isApart(a, b), `${a.item.id} ${b.item.id}`).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });
});

function isApart(a: PlacedItem, b: PlacedItem): boolean {
  const end = (item: GridItem): number => Math.max(item.endMin, item.startMin + 10);
  const inTime = a.item.startMin < end(b.item) && b.item.startMin < end(a.item);
  const inWidth = a.left < b.left + b.width - 1e-9 && b.left < a.left + a.width - 1e-9;
  return !(inTime && inWidth);
}

describe('time of a column', () => {
  const column: GridColumn = columnOf('m', [
    itemOf('host', 600, 780, { gap: [660, 705] }),
    itemOf('gone', 800, 860, { status: 'cancelled' }),
    itemOf('next', 900, 960),
  ]);

  it('hatches what is outside of work, also between two shifts', () => {
    expect(
      offIntervals(
        [
          [780, 1260],
          [600, 720],
        ],
        540,
        1200,
      ),
    ).toEqual([
      [540, 600],
      [720, 780],
    ]);
    expect(offIntervals([], 540, 600)).toEqual([[540, 600]]);
  });

  it('tells until when a minute is free: gaps are free, cancelled cards do not count, blocks and the end of work do', () => {
    expect(freeUntil(column, 660)).toBe(705);
    expect(freeUntil(column, 650)).toBeNull();
    expect(freeUntil(column, 800)).toBe(900);
    expect(
      freeUntil({ ...column, blocks: [{ id: 'b', startMin: 840, endMin: 860, kind: 'break', label: 'Обед' }] }, 800),
    ).toBe(840);
    expect(freeUntil(column, 1000)).toBe(1260);
    expect(freeUntil(column, 1260)).toBeNull();
  });

  it('finds the card at a minute, not in its gap', () => {
    expect(itemAt(column, 600)?.id).toBe('host');
    expect(itemAt(column, 670)).toBeNull();
    expect(itemAt(column, 779)?.id).toBe('host');
    expect(itemAt(column, 780)).toBeNull();
  });
});
