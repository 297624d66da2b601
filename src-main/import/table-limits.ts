import type { Cell } from '../../src-shared/import/import-row.rules.ts';

/** Largest file that is taken (reliability.md S5). */
export const FILE_LIMIT_BYTES = 50 * 1024 ** 2;
export const ROW_LIMIT = 200_000;
export const COLUMN_LIMIT = 200;
/** Characters of one cell, as Excel itself allows. */
export const CELL_LIMIT = 32_767;

export interface SheetInfo {
  readonly name: string;
  readonly isHidden: boolean;
}

/** Takes the rows of a table one by one, in their order. */
export interface RowSink {
  /** `number` counts from 1 as the file shows it; empty rows are left out. */
  row(number: number, cells: readonly Cell[]): void;
  /** 0..1 of the file; throws when the person has cancelled. */
  progress(share: number): void;
}
