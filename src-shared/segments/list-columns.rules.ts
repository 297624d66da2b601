/** Columns of the list of clients, in the order of the menu. */
export const LIST_COLUMNS = [
  'name',
  'phone',
  'email',
  'lastOn',
  'nextOn',
  'firstOn',
  'visits',
  'spent',
  'average',
  'cadence',
  'noShows',
  'lateCancels',
  'status',
  'category',
  'tags',
  'responsible',
  'source',
  'birthday',
  'age',
  'sex',
  'createdOn',
  'address',
  'warning',
] as const;
export type ListColumn = (typeof LIST_COLUMNS)[number];

/** What the list can be ordered by; never by phone or mail, for an order tells what a mask hides. */
export const SORT_COLUMNS = [
  'name',
  'lastOn',
  'nextOn',
  'firstOn',
  'visits',
  'spent',
  'average',
  'cadence',
  'noShows',
  'lateCancels',
  'status',
  'category',
  'responsible',
  'source',
  'birthday',
  'age',
  'sex',
  'createdOn',
] as const;
export type SortColumn = (typeof SORT_COLUMNS)[number];

export const CONSENT_PURPOSES = ['processing', 'marketing', 'photo', 'health'] as const;

/** How a column looks in a file and on the screen. */
export type ColumnKind = 'text' | 'money' | 'integer' | 'date';

export const COLUMN_KINDS: Readonly<Record<ListColumn, ColumnKind>> = {
  name: 'text',
  phone: 'text',
  email: 'text',
  lastOn: 'date',
  nextOn: 'date',
  firstOn: 'date',
  visits: 'integer',
  spent: 'money',
  average: 'money',
  cadence: 'integer',
  noShows: 'integer',
  lateCancels: 'integer',
  status: 'text',
  category: 'text',
  tags: 'text',
  responsible: 'text',
  source: 'text',
  birthday: 'date',
  age: 'integer',
  sex: 'text',
  createdOn: 'date',
  address: 'text',
  warning: 'text',
};

/** Width of a column that nobody has pulled yet, in CSS pixels. */
export const USUAL_WIDTHS: Readonly<Record<ListColumn, number>> = {
  name: 216,
  phone: 150,
  email: 180,
  lastOn: 128,
  nextOn: 104,
  firstOn: 120,
  visits: 80,
  spent: 104,
  average: 110,
  cadence: 96,
  noShows: 76,
  lateCancels: 96,
  status: 110,
  category: 120,
  tags: 150,
  responsible: 150,
  source: 140,
  birthday: 120,
  age: 76,
  sex: 90,
  createdOn: 120,
  address: 200,
  warning: 150,
};
export const NARROWEST = 60;
export const WIDEST = 600;

/** A column as a person keeps it. */
export interface KeptColumn {
  readonly id: ListColumn;
  readonly width: number;
}

export const USUAL_COLUMNS: readonly KeptColumn[] = (
  ['name', 'phone', 'lastOn', 'nextOn', 'visits', 'spent', 'noShows', 'warning', 'tags'] as const
).map((id) => ({ id, width: USUAL_WIDTHS[id] }));

/** The columns with one moved to the place of another. */
export function movedColumn(columns: readonly KeptColumn[], from: number, to: number): KeptColumn[] {
  const place = Math.max(0, Math.min(columns.length - 1, to));
  const moved = columns[from];
  if (!moved) return [...columns];
  return columns.toSpliced(from, 1).toSpliced(place, 0, moved);
}

/** The columns with one shown or hidden; the name stays, and a new one comes last. */
export function toggledColumn(columns: readonly KeptColumn[], id: ListColumn): KeptColumn[] {
  if (columns.some((column) => column.id === id)) {
    return id === 'name' ? [...columns] : columns.filter((column) => column.id !== id);
  }
  return [...columns, { id, width: USUAL_WIDTHS[id] }];
}

/** A width within what can be read and what fits. */
export function fittingWidth(width: number): number {
  return Math.round(Math.max(NARROWEST, Math.min(WIDEST, width)));
}

/** Clients that one change may touch: the journal waits while it is written. */
export const MOST_CHANGED = 50_000;
