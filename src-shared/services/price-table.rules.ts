import { parseMoney } from '../kernel/money.ts';
import { type PriceTerms, type PricedService, ownPriceAt, resolvePrice } from './price.rules.ts';
import { type TimeOverride, type TimedService, resolveTiming } from './timing.rules.ts';

/** What the table of prices shows in its cells. */
export type TableMode = 'price' | 'time';

/** A column: the price list itself, a level, or a master. */
export type TableColumn =
  | { readonly kind: 'base' }
  | { readonly kind: 'level'; readonly levelId: number; readonly percentBp: number }
  | { readonly kind: 'staff'; readonly staffId: number; readonly level: LevelOfMaster };

type LevelOfMaster = { readonly id: number; readonly percentBp: number } | null;

/** A service as the table needs it; `Service` of the contract is one. */
export interface TableService extends PricedService, TimedService {
  readonly id: number;
  readonly staff: readonly (TimeOverride & { readonly staffId: number; readonly priceMinor: number | null })[];
}

/** What stands in a cell. */
export interface TableCell {
  /** `none`: the master does not do it; `usual`: no value of its own; `own`: a value of its own. */
  readonly state: 'none' | 'usual' | 'own';
  /** What counts: a price in minor units, or minutes; null for `none`. */
  readonly value: number | null;
  /** End of a price range (P2). */
  readonly maxValue: number | null;
  /** A service in segments has no bare time to type (A5). */
  readonly isLocked: boolean;
}

/** What a cell shows on a day, in a list (P1, A5). */
export function cellOf(service: TableService, column: TableColumn, mode: TableMode, terms: PriceTerms): TableCell {
  const staffId = column.kind === 'staff' ? column.staffId : null;
  const link = staffId === null ? undefined : service.staff.find((item) => item.staffId === staffId);
  const isLocked = mode === 'time' && service.segments !== null;
  if (staffId !== null && !link) return { state: 'none', value: null, maxValue: null, isLocked };
  const level = levelOf(column);
  if (mode === 'time') {
    const timing = resolveTiming(service, staffId, level?.id ?? null);
    const isOwn = column.kind === 'base' || timing.source === (column.kind === 'staff' ? 'master' : 'level');
    return { state: isOwn ? 'own' : 'usual', value: timing.durationMin, maxValue: null, isLocked };
  }
  const levelId = column.kind === 'level' ? column.levelId : null;
  const own = ownPriceAt(service, { listId: terms.priceListId, levelId, staffId }, terms.localDate);
  const price = resolvePrice(service, { ...terms, staffId, level });
  return { state: own ? 'own' : 'usual', value: price.priceMinor, maxValue: price.priceMaxMinor, isLocked };
}

function levelOf(column: TableColumn): LevelOfMaster {
  if (column.kind === 'level') return { id: column.levelId, percentBp: column.percentBp };
  return column.kind === 'staff' ? column.level : null;
}

/** A change of a cell, without its place. */
export interface CellChange {
  readonly isDone?: boolean;
  readonly priceMinor?: number | null;
  readonly priceMaxMinor?: number | null;
  readonly durationMin?: number | null;
}

export type CellFault = 'NOT_A_PRICE' | 'NOT_MINUTES' | 'NO_TICK' | 'PRICE_REQUIRED' | 'BELOW_MINIMUM';
type CellReading = { readonly change: CellChange } | { readonly fault: CellFault };

/** The mark of a master who does a service on the usual terms, in what is copied and pasted. */
export const TICK = '+';

/** The text of a cell as it is copied: a number that Excel reads, «+» for the usual terms, nothing for "does not do it". */
export function copiedText(cell: TableCell, column: TableColumn, mode: TableMode): string {
  if (cell.state === 'none') return '';
  if (cell.state === 'usual' || cell.value === null) return column.kind === 'staff' ? TICK : '';
  if (mode === 'time') return String(cell.value);
  const text = (minor: number): string => String(minor / 100).replace('.', ',');
  return cell.maxValue === null ? text(cell.value) : `${text(cell.value)}-${text(cell.maxValue)}`;
}

/**
 * Reads a typed or pasted cell: a number, «+» or nothing.
 *
 * A number at a master also says that they do it. Nothing takes the own value away; pasted over a master (`isBlock`) it says
 * that they do not do the service. Examples: `'2 500,50 ₽'`, `'3000–6000'`, `'от 3000 до 6000'`, `'45 мин'`.
 */
export function readCell(text: string, column: TableColumn, mode: TableMode, isBlock: boolean): CellReading {
  const clean = text.normalize('NFC').trim();
  const done = column.kind === 'staff' ? { isDone: true } : {};
  const isEmpty = clean === '' || clean === '—' || clean === '-';
  if (isEmpty && isBlock && column.kind === 'staff') return { change: { isDone: false } };
  if (isEmpty) {
    // A base price of another list may end; whether this one may, the core decides.
    return { change: mode === 'price' ? { priceMinor: null, priceMaxMinor: null } : { durationMin: null } };
  }
  if (/^[+✓✔]$/u.test(clean)) {
    if (column.kind !== 'staff') return { fault: 'NO_TICK' };
    const usual = mode === 'price' ? { priceMinor: null } : { durationMin: null };
    return { change: { isDone: true, ...usual } };
  }
  if (mode === 'time') {
    const minutes = readMinutes(clean);
    return minutes === null ? { fault: 'NOT_MINUTES' } : { change: { ...done, durationMin: minutes } };
  }
  const range = /^(?:от\s+|from\s+)?(.*?\d.*?)\s*(?:[-–—−]|\sдо\s|\sto\s)\s*(.*\d.*)$/iu.exec(clean);
  const [from, to] = range ? [parseMoney(range[1]!), parseMoney(range[2]!)] : [parseMoney(clean), null];
  if (from === null || from < 0 || (range && to === null)) return { fault: 'NOT_A_PRICE' };
  if (to !== null && to < from) return { fault: 'BELOW_MINIMUM' };
  return { change: { ...done, priceMinor: from, priceMaxMinor: to === from ? null : to } };
}

/** Minutes as a person types them: `45`, `45 мин`, `1:30`, `1 ч 30 мин`; null when it is no time of 5 to 720 minutes. */
export function readMinutes(text: string): number | null {
  const clean = text.trim().toLowerCase();
  const clock = /^(\d{1,2}):(\d{2})$/u.exec(clean);
  const words = /^(?:(\d{1,2})\s*(?:ч|час|h)[а-яa-z.]*)?\s*(?:(\d{1,3})\s*(?:м|мин|min|m)?[а-яa-z.]*)?$/u.exec(clean);
  const parts = clock ?? (clean === '' ? null : words);
  if (!parts) return null;
  const minutes = Number(parts[1] ?? 0) * 60 + Number(parts[2] ?? 0);
  return minutes >= 5 && minutes <= 720 ? minutes : null;
}

/** Cells of a clipboard text: rows by line ends, columns by tabs; the empty line at the end of Excel's text is dropped. */
export function parseTsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!;
    if (isQuoted) {
      if (letter === '"' && text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else if (letter === '"') isQuoted = false;
      else cell += letter;
    } else if (letter === '"' && cell === '') isQuoted = true;
    else if (letter === '\t') {
      rows.at(-1)!.push(cell);
      cell = '';
    } else if (letter === '\n') {
      rows.at(-1)!.push(cell);
      rows.push([]);
      cell = '';
    } else if (letter !== '\r') cell += letter;
  }
  if (cell !== '' || rows.at(-1)!.length > 0) rows.at(-1)!.push(cell);
  else rows.pop();
  return rows;
}

/** A rectangle of cells, both ends included. */
export interface Block {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/**
 * Where the cells of a paste land: from the corner of the selection on; a single value fills the whole selection.
 *
 * Cells that lie outside the table are told by `isCut`.
 */
export function placePaste(
  cells: readonly (readonly string[])[],
  selection: Block,
  size: { readonly rows: number; readonly columns: number },
): { readonly items: readonly { row: number; column: number; text: string }[]; readonly isCut: boolean } {
  const items: { row: number; column: number; text: string }[] = [];
  const isSingle = cells.length === 1 && cells[0]?.length === 1;
  if (isSingle) {
    for (let row = selection.top; row <= selection.bottom; row++) {
      for (let column = selection.left; column <= selection.right; column++) {
        items.push({ row, column, text: cells[0]![0]! });
      }
    }
    return { items, isCut: false };
  }
  let isCut = false;
  cells.forEach((line, down) => {
    line.forEach((text, right) => {
      const place = { row: selection.top + down, column: selection.left + right, text };
      if (place.row < size.rows && place.column < size.columns) items.push(place);
      else isCut = true;
    });
  });
  return { items, isCut };
}
