import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type TableColumn,
  type TableService,
  cellOf,
  copiedText,
  parseTsv,
  placePaste,
  readCell,
  readMinutes,
} from '../../../src-shared/services/price-table.rules.ts';

const BASE: TableColumn = { kind: 'base' };
const TOP: TableColumn = { kind: 'level', levelId: 7, percentBp: 12_000 };
const ANNA: TableColumn = { kind: 'staff', staffId: 1, level: null };
const MARIA: TableColumn = { kind: 'staff', staffId: 2, level: { id: 7, percentBp: 12_000 } };
const NINA: TableColumn = { kind: 'staff', staffId: 3, level: null };
const terms = { localDate: '2026-03-12', priceListId: null, priceStepMinor: 100 };

const CUT: TableService = {
  id: 1,
  priceMinor: 200_000,
  priceMaxMinor: 300_000,
  durationMin: 60,
  segments: null,
  levels: [],
  prices: [],
  staff: [
    { staffId: 1, priceMinor: 250_050, durationMin: 45, segments: null },
    { staffId: 2, priceMinor: null, durationMin: null, segments: null },
  ],
};

describe('cells of the table service × master', () => {
  test.each([
    ['the list itself', BASE, 'price', { state: 'own', value: 200_000, maxValue: 300_000 }, '2000-3000'],
    ['a level by its percent', TOP, 'price', { state: 'usual', value: 240_000, maxValue: 360_000 }, ''],
    ['an own price', ANNA, 'price', { state: 'own', value: 250_050 }, '2500,5'],
    ['a master on the usual terms', MARIA, 'price', { state: 'usual', value: 240_000 }, '+'],
    ['a master who does not do it', NINA, 'price', { state: 'none', value: null }, ''],
    ['the time of the list', BASE, 'time', { state: 'own', value: 60, isLocked: false }, '60'],
    ['an own time', ANNA, 'time', { state: 'own', value: 45 }, '45'],
    ['the usual time', MARIA, 'time', { state: 'usual', value: 60 }, '+'],
  ] as const)('P1, A5 %s', (_, column, mode, expected, copied) => {
    const cell = cellOf(CUT, column, mode, terms);
    expect(cell).toMatchObject(expected);
    expect(copiedText(cell, column, mode)).toBe(copied);
  });

  test('P1 in another list nothing is its own until it is entered there', () => {
    expect(cellOf(CUT, BASE, 'price', { ...terms, priceListId: 3 })).toMatchObject({ state: 'usual', value: 200_000 });
  });

  test('A5 the time of a service in segments is not typed', () => {
    const service = { ...CUT, segments: [{ kind: 'active' as const, minutes: 60 }] };
    expect(cellOf(service, BASE, 'time', terms).isLocked).toBe(true);
    expect(cellOf(service, BASE, 'price', terms).isLocked).toBe(false);
  });
});

describe('reading what was typed or pasted', () => {
  test.each([
    ['2 500,50 ₽', ANNA, 'price', { isDone: true, priceMinor: 250_050, priceMaxMinor: null }],
    ['2500', BASE, 'price', { priceMinor: 250_000, priceMaxMinor: null }],
    ['3000-6000', BASE, 'price', { priceMinor: 300_000, priceMaxMinor: 600_000 }],
    ['3 000 – 6 000 ₽', BASE, 'price', { priceMinor: 300_000, priceMaxMinor: 600_000 }],
    ['от 3000 до 6000', TOP, 'price', { priceMinor: 300_000, priceMaxMinor: 600_000 }],
    ['0', BASE, 'price', { priceMinor: 0, priceMaxMinor: null }],
    ['+', ANNA, 'price', { isDone: true, priceMinor: null }],
    ['+', ANNA, 'time', { isDone: true, durationMin: null }],
    ['45 мин', ANNA, 'time', { isDone: true, durationMin: 45 }],
    ['', ANNA, 'price', { priceMinor: null, priceMaxMinor: null }],
    ['', TOP, 'time', { durationMin: null }],
  ] as const)('«%s»', (text, column, mode, change) => {
    expect(readCell(text, column, mode, false)).toEqual({ change });
  });

  test.each([
    ['дорого', BASE, 'price', 'NOT_A_PRICE'],
    ['-5', BASE, 'price', 'NOT_A_PRICE'],
    ['6000-3000', BASE, 'price', 'BELOW_MINIMUM'],
    ['+', BASE, 'price', 'NO_TICK'],
    ['3', ANNA, 'time', 'NOT_MINUTES'],
    ['долго', ANNA, 'time', 'NOT_MINUTES'],
  ] as const)('«%s» is refused', (text, column, mode, fault) => {
    expect(readCell(text, column, mode, false)).toEqual({ fault });
  });

  test('an empty cell of a pasted block says that the master does not do it', () => {
    expect(readCell('', ANNA, 'price', true)).toEqual({ change: { isDone: false } });
    expect(readCell('', BASE, 'price', true)).toEqual({ change: { priceMinor: null, priceMaxMinor: null } });
  });

  test.each([
    ['1:30', 90],
    ['1 ч 30 мин', 90],
    ['2 часа', 120],
    ['90', 90],
    ['721', null],
    ['4', null],
    ['', null],
  ])('minutes «%s»', (text, minutes) => {
    expect(readMinutes(text)).toBe(minutes);
  });

  test('what is copied reads back as the same cell', () => {
    for (const column of [BASE, ANNA, MARIA, NINA]) {
      for (const mode of ['price', 'time'] as const) {
        const cell = cellOf(CUT, column, mode, terms);
        const read = readCell(copiedText(cell, column, mode), column, mode, true);
        const value = mode === 'price' ? 'priceMinor' : 'durationMin';
        if (cell.state === 'none') expect(read).toEqual({ change: { isDone: false } });
        else expect(read).toMatchObject({ change: { [value]: cell.state === 'own' ? cell.value : null } });
      }
    }
  });
});

describe('blocks of cells', () => {
  test('text of Excel: tabs, line ends, quotes, the last empty line', () => {
    expect(parseTsv('1\t2\r\n3\t\r\n')).toEqual([
      ['1', '2'],
      ['3', ''],
    ]);
    expect(parseTsv('"a\tb"\t"c ""d"""')).toEqual([['a\tb', 'c "d"']]);
    expect(parseTsv('')).toEqual([]);
    expect(parseTsv('5')).toEqual([['5']]);
  });

  test('any table without tabs and line ends comes back from its text', () => {
    const cell = fc.stringMatching(/^[a-z0-9 +,-]{0,8}$/u);
    const table = fc
      .integer({ min: 1, max: 5 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
      );
    fc.assert(
      fc.property(table, (rows) => {
        const text = rows.map((row) => row.join('\t')).join('\n');
        fc.pre(text !== '' && !text.endsWith('\n'));
        expect(parseTsv(text)).toEqual(rows);
      }),
    );
  });

  test('a block lands at the corner of the selection and is told when it is cut; one value fills the selection', () => {
    const selection = { top: 1, bottom: 2, left: 1, right: 2 };
    const size = { rows: 3, columns: 3 };
    expect(placePaste([['x']], selection, size)).toEqual({
      items: [
        { row: 1, column: 1, text: 'x' },
        { row: 1, column: 2, text: 'x' },
        { row: 2, column: 1, text: 'x' },
        { row: 2, column: 2, text: 'x' },
      ],
      isCut: false,
    });
    const cut = placePaste([['a', 'b', 'c'], ['d']], selection, size);
    expect(cut.items.map(({ row, column, text }) => `${row}${column}${text}`)).toEqual(['11a', '12b', '21d']);
    expect(cut.isCut).toBe(true);
  });
});
