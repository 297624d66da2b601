import { describe, expect, it } from 'vitest';
import { cardFace } from '../../../src-renderer/journal/grid/card-face.ts';
import { columnWidthFor, visibleColumns } from '../../../src-renderer/journal/grid/grid-geometry.ts';
import { formatMinute, formatRange, reuseColumns } from '../../../src-renderer/journal/grid/grid-model.ts';
import { fitText } from '../../../src-renderer/journal/grid/grid-text.ts';
import { columnOf, itemOf } from './grid-samples.ts';

const sevenPx = (text: string): number => text.length * 7;
const face = (width: number, height: number, more: Parameters<typeof itemOf>[3] = {}) =>
  cardFace(itemOf('a', 600, 690, more), 600, 690, width, height, sevenPx);

describe('cardFace: what fits by height (ui.md 4)', () => {
  it('writes one line below 34 px, then name, service and price as the card grows', () => {
    expect(face(260, 33)).toMatchObject({
      isLine: true,
      before: '10:00 ',
      name: 'Наталья Белова',
      after: ' · Маникюр',
    });
    expect(face(200, 34)).toMatchObject({ before: '10:00–11:30\n', name: 'Наталья Белова', after: '' });
    expect(face(200, 52).after).toBe('\nМаникюр');
    expect(face(200, 74).after).toBe('\nМаникюр\n1 700 ₽');
    expect(face(200, 74, { price: '' }).after).toBe('\nМаникюр');
    // The bar of seats at the foot takes a line.
    expect(face(200, 78, { capacity: { taken: 4, total: 6 } }).after).toBe('\nМаникюр');
  });

  it('shows only the start below 128 px, then the name instead of the time, then an initial', () => {
    expect(face(127, 60).before).toBe('10:00\n');
    expect(face(80, 20)).toMatchObject({ before: '', name: 'Натал…' });
    expect(face(40, 60)).toMatchObject({ before: '', name: 'Н', hasIcon: false });
  });

  it('draws at most three signs and counts the rest', () => {
    const flags = ['paid', 'note', 'star', 'new', 'gift'] as const;
    expect(face(300, 60, { flags })).toMatchObject({ flags: ['paid', 'note', 'star'], tag: '+2' });
    expect(face(300, 60, { flags, part: { index: 1, count: 2 } })).toMatchObject({
      flags: ['paid', 'note'],
      tag: '1/2',
    });
    expect(face(150, 60, { flags }).flags.length).toBeLessThan(3);
    expect(face(300, 60, { capacity: { taken: 6, total: 8 } }).tag).toBe('6/8');
  });
});

describe('fitText', () => {
  it('cuts with an ellipsis and never exceeds the width', () => {
    expect(fitText('Маникюр', 49, 'body', sevenPx)).toBe('Маникюр');
    expect(fitText('Маникюр', 48, 'body', sevenPx)).toBe('Маник…');
    expect(fitText('Маникюр', 6, 'body', sevenPx)).toBe('');
  });
});

describe('grid model and geometry', () => {
  it('writes times past midnight as the clock shows them', () => {
    expect(formatMinute(545)).toBe('09:05');
    expect(formatRange(1410, 1470)).toBe('23:30–00:30');
  });

  it('shares the view among the columns, and scrolls when they would get too narrow', () => {
    expect(columnWidthFor(954, 9, 132)).toBe(132);
    expect(columnWidthFor(1554, 9, 132)).toBe(166);
    const geometry = { dayStartMin: 540, dayEndMin: 1260, pxPerMin: 1.3, columnWidth: 132, columnCount: 25 };
    expect(visibleColumns(0, 714, geometry)).toEqual([0, 7]);
    expect(visibleColumns(1320, 714, geometry)).toEqual([8, 17]);
    expect(visibleColumns(2640, 714, geometry)).toEqual([18, 25]);
  });

  it('takes over unchanged columns and cards after a refetch (ui.md 1.3, rule 3)', () => {
    const before = [
      columnOf('a', [itemOf('1', 600, 660), itemOf('2', 700, 720)]),
      columnOf('b', [itemOf('3', 600, 660)]),
    ];
    expect(reuseColumns(before, structuredClone(before))).toBe(before);
    const fresh = structuredClone(before);
    const changed = [columnOf('a', [itemOf('1', 600, 665), itemOf('2', 700, 720)]), ...fresh.slice(1)];
    const after = reuseColumns(before, changed);
    expect(after[1]).toBe(before[1]);
    expect(after[0]).not.toBe(before[0]);
    expect(after[0]?.items[1]).toBe(before[0]?.items[1]);
    expect(after[0]?.items[0]?.endMin).toBe(665);
    // A field that went away is a change too.
    const marked = reuseColumns([columnOf('c', [], { muted: true })], [columnOf('c', [])]);
    expect(marked[0]?.muted).toBeUndefined();
  });
});
