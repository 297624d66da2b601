import type { Icon } from '@tabler/icons-react';
import { TYPO_RANK } from '../../src-shared/search/match.rules.ts';

/** Kinds of rows, in the order in which groups that met the text equally well stand. */
export const ROW_KINDS = [
  'client',
  'visit',
  'date',
  'service',
  'bundle',
  'staff',
  'room',
  'product',
  'certificate',
  'membership',
  'paper',
  'setting',
  'page',
  'command',
] as const;
export type RowKind = (typeof ROW_KINDS)[number];

type Marks = readonly (readonly [number, number])[];

/** One line of the search. */
export interface Row {
  readonly key: string;
  readonly kind: RowKind;
  readonly icon: Icon;
  readonly title: string;
  readonly titleMarks: Marks;
  readonly detail: string;
  readonly detailMarks: Marks;
  /** Stands at the end of the line: a date, a time. */
  readonly fact: string;
  readonly shortcut?: string | undefined;
  readonly rank: number;
  readonly isArchived: boolean;
  readonly open: () => void;
  /** What Ctrl+Enter does, if anything. */
  readonly second?: { readonly label: string; readonly run: () => void } | undefined;
}

export interface RowGroup {
  readonly kind: RowKind | 'recent';
  readonly rows: readonly Row[];
}

const GOOD_RANK = 2;
const ARCHIVED_RANK = 4.5;

/**
 * Rows by kind: the kind with the best row first; among equals the order of `ROW_KINDS`.
 *
 * What was found only by forgiving mistakes is left out while something else met the text as it stands.
 */
export function groupRows(rows: readonly Row[], shown: number): RowGroup[] {
  const best = Math.min(...rows.map((row) => row.rank));
  const kept = best <= GOOD_RANK ? rows.filter((row) => row.rank < TYPO_RANK) : rows;
  return ROW_KINDS.map((kind) => {
    const own = kept.filter((row) => row.kind === kind);
    return { kind, rows: own.slice(0, shown), rank: Math.min(...own.map(rankOf)) };
  })
    .filter((group) => group.rows.length > 0)
    .toSorted((a, b) => a.rank - b.rank);
}

function rankOf(row: Row): number {
  return row.isArchived ? Math.max(row.rank, ARCHIVED_RANK) : row.rank;
}
