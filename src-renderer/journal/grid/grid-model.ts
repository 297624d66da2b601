import type { Interval } from '../../../src-shared/kernel/intervals.ts';

/** State of a visit as the journal shows it (domain.md 3): fill, edge, icon and pattern follow from it. */
export type VisitStatus = 'booked' | 'confirmed' | 'arrived' | 'in_progress' | 'completed' | 'no_show' | 'cancelled';

/** A sign at the right of a card's first line; at most three are drawn, in the order given. */
export type GridFlag =
  | 'paid'
  | 'debt'
  | 'note'
  | 'repeat'
  | 'star'
  | 'new'
  | 'online'
  | 'gift'
  | 'pass'
  | 'cake'
  | 'allergy';

/** A stretch of a column that takes no bookings although the master is at work or away. Minutes of the day, half-open. */
export interface GridBlock {
  readonly id: string;
  readonly startMin: number;
  readonly endMin: number;
  readonly kind: 'break' | 'block' | 'absence';
  readonly label: string;
}

/**
 * One card: one service of one visit, done by one master.
 *
 * All times are minutes of the salon's day, half-open. `gap` is the processing time inside the card, which others may
 * book. `price`, `service` and `ariaLabel` are ready texts. `fill` (a CSS colour) replaces the fill only; edge, icon and
 * pattern keep telling the status. `capacity` makes the card a group event.
 */
export interface GridItem {
  readonly id: string;
  readonly visitId: number;
  readonly startMin: number;
  readonly endMin: number;
  readonly gap?: Interval | undefined;
  readonly status: VisitStatus;
  readonly client: string;
  readonly service: string;
  readonly price: string;
  readonly flags: readonly GridFlag[];
  readonly part?: { readonly index: number; readonly count: number } | undefined;
  readonly capacity?: { readonly taken: number; readonly total: number } | undefined;
  readonly fill?: string | undefined;
  /** Colour of the client's category: a line under the name. */
  readonly mark?: string | undefined;
  readonly ariaLabel: string;
  readonly movable: boolean;
  /** Stands out: it was changed at the past moment that is shown. */
  readonly isMarked?: boolean | undefined;
  /** Stands back while others are looked for (a filter). */
  readonly isDim?: boolean | undefined;
}

/**
 * One column: a master, a room, or a day of one master's week; the grid does not care which.
 *
 * `work` are the bookable stretches (the rest is hatched), `loadBp` the load in basis points (null: no bar), `colour` a
 * CSS colour of the avatar, `offLabel` a text over the hatching where the reason is not obvious (`\n` starts a small line).
 */
export interface GridColumn {
  readonly id: string;
  readonly kind: 'master' | 'room' | 'day';
  readonly title: string;
  /** For a column too narrow for the title: «Анна С.» */
  readonly shortTitle?: string | undefined;
  readonly subtitle: string;
  readonly colour: string;
  readonly initials: string;
  /** Address of a portrait that stands instead of the initials. */
  readonly photo?: string | undefined;
  readonly loadBp: number | null;
  /** The load as a person reads it: «64 %». */
  readonly loadText?: string | undefined;
  readonly work: readonly Interval[];
  readonly blocks: readonly GridBlock[];
  readonly offLabel?: { readonly atMin: number; readonly text: string } | undefined;
  readonly items: readonly GridItem[];
  readonly muted?: boolean | undefined;
}

/** A card as a person wants it to stand: the question for `check` and the order for `onMove`. */
export interface GridMove {
  readonly itemId: string;
  readonly visitId: number;
  readonly columnId: string;
  readonly startMin: number;
  readonly endMin: number;
  readonly kind: 'move' | 'resize';
}

/** Answer to "may it stand there": `warn` is asked on the drop, `block` refuses the drop. `reason` is shown while dragging. */
export type GridCheck = { readonly level: 'ok' } | { readonly level: 'warn' | 'block'; readonly reason: string };

/** Where the keyboard stands on empty time, and the stretch it has selected (Shift + arrows). */
export interface GridCursor {
  readonly columnId: string;
  readonly startMin: number;
  readonly endMin: number;
}

/** The visit being written in the create popover, drawn in place while its form is open. */
export interface GridDraft extends GridCursor {
  readonly label: string;
}

/** A rectangle in viewport pixels, to hang a popover or a menu on. */
export interface GridRect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What was under the pointer (or the keyboard focus) when the context menu was asked for. */
export interface GridTarget {
  readonly item: GridItem | null;
  readonly columnId: string;
  readonly startMin: number;
}

/** Every text the grid itself says; the page takes them from its catalogue. Times arrive as ready texts. */
export interface GridLabels {
  /** Name of the whole grid: «Журнал записи». */
  readonly grid: string;
  /** Name of a column for a screen reader: «Анна Соколова, 8 записей». */
  readonly column: (title: string, items: number) => string;
  /** The button of a column head: «Анна Соколова: меню». */
  readonly columnMenu: (title: string) => string;
  /** The slot cursor: «15:10, Ирина Новикова, свободно до 16:30»; `freeUntil` null: the minute is not bookable. */
  readonly slot: (time: string, column: string, freeUntil: string | null) => string;
  /** Inside the box of a new visit while it is drawn: «Новая запись». */
  readonly newVisit: string;
  /** On the rail between two parts of a card: «Выдержка». */
  readonly gap: string;
  /** A block from midnight to midnight. */
  readonly wholeDay: string;
  /** Said and shown when someone pulls a card that may not move. */
  readonly locked: string;
  /** Said after a drop: «Наталья Белова: 10:00–11:30, Анна Соколова». */
  readonly moved: (client: string, range: string, column: string) => string;
  /** Said after a refusal: «Не перенесено. Занято: …». */
  readonly refused: (reason: string) => string;
  /** Said after a column was moved: «Анна Соколова: столбец 2 из 9». */
  readonly columnMoved: (title: string, place: number, count: number) => string;
  /** Said after Esc. */
  readonly dragCancelled: string;
  /** Said and shown when the card under the pointer was changed by someone else (rule 10). */
  readonly dragChanged: string;
  /** Sign of a paid visit: the currency sign of the salon, «₽». */
  readonly paidSign: string;
}

/** What a parent may tell a mounted grid to do. */
export interface JournalGridHandle {
  /** Bring the now-line to the upper third of the view. Without a now-line nothing happens. */
  scrollToNow: () => void;
  /** Bring a minute of the day to the upper third of the view. */
  scrollToMinute: (minute: number) => void;
  /** Put the keyboard focus where it stood in the grid (a card or the slot cursor). */
  focusCursor: () => void;
  /** Move the keyboard to a card and bring it into view; a card that is not drawn changes nothing. */
  focusItem: (itemId: string) => void;
  /** End a drag without a drop and say why, in the pill and to the screen reader (ui.md 1.3, rule 10). */
  cancelDrag: (reason: string) => void;
  /** Let a card from beside the grid hang on the pointer that pressed it. */
  carry: (item: GridItem, event: PointerEvent) => void;
  /** Where a stretch of time stands on the screen now, or null when there is no such column. */
  rectOf: (columnId: string, startMin: number, endMin: number) => GridRect | null;
}

/** Time of day for the screen: 545 is «09:05», 1450 (after midnight) is «00:10». */
export function formatMinute(minute: number): string {
  const wrapped = ((Math.round(minute) % 1440) + 1440) % 1440;
  return `${String(Math.floor(wrapped / 60)).padStart(2, '0')}:${String(wrapped % 60).padStart(2, '0')}`;
}

/** A stretch of time for the screen, with an en dash: «10:00–11:30». */
export function formatRange(startMin: number, endMin: number): string {
  return `${formatMinute(startMin)}–${formatMinute(endMin)}`;
}

const isSameFlat = (a: object, b: object): boolean => {
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => isSameValue(left[key], right[key]));
};

const isSameValue = (a: unknown, b: unknown): boolean =>
  Object.is(a, b) || (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null && isSameFlat(a, b));

/**
 * The next columns, with every column and card that did not change taken over from the previous ones.
 *
 * A refetched day is all new objects; only columns that differ in a value may cost a render (ui.md 1.3, rule 3).
 */
export function reuseColumns(previous: readonly GridColumn[], next: readonly GridColumn[]): readonly GridColumn[] {
  const known = new Map(previous.map((column) => [column.id, column]));
  const merged = next.map((column) => {
    const old = known.get(column.id);
    if (old === undefined || old === column) return column;
    if (isSameFlat(old, column)) return old;
    const oldItems = new Map(old.items.map((item) => [item.id, item]));
    return {
      ...column,
      items: column.items.map((item) => {
        const oldItem = oldItems.get(item.id);
        return oldItem !== undefined && isSameFlat(oldItem, item) ? oldItem : item;
      }),
    };
  });
  const isSame = merged.length === previous.length && merged.every((column, index) => column === previous[index]);
  return isSame ? previous : merged;
}
