import { useCallback, useLayoutEffect, useMemo, useRef } from 'react';
import type { Day, DayVisit } from '../../src-shared/journal/journal.contract.ts';
import type { ColumnsBy } from './journal-address.ts';
import { cardId, dayColumn, masterColumn, readColumn } from './journal-columns.ts';

/** The days on the grid: one by masters or rooms, or a week of one of them. */
export interface Scene {
  readonly days: readonly Day[];
  /** The day that stands for the whole: the wanted one, or the first. */
  readonly day: Day;
  /** Whose week it is; null on a day. */
  readonly subject: { readonly by: ColumnsBy; readonly id: number } | null;
  readonly dayOf: (columnId: string) => Day;
  /** The column of a master on the shown day, or on the day of the column beside it. */
  readonly columnFor: (staffId: number, besideId?: string) => string;
}

/** Turns what was read into what the grid works on. */
export function useScene(days: readonly Day[], date: string, subject: Scene['subject']): Scene {
  return useMemo(() => {
    const byDate = new Map(days.map((day) => [day.localDate, day]));
    const day = byDate.get(date) ?? days[0];
    if (day === undefined) throw new Error('a journal without a day');
    return {
      days,
      day,
      subject,
      dayOf: (columnId) => byDate.get(readColumn(columnId).localDate ?? '') ?? day,
      columnFor: (staffId, besideId) => {
        const column = masterColumn(staffId);
        if (subject === null) return column;
        return dayColumn(column, readColumn(besideId ?? '').localDate ?? day.localDate);
      },
    };
  }, [days, date, subject]);
}

/** Visits of every day shown so far, by the card of each service: a card may be carried to another day. */
export function useKnownVisits(days: readonly Day[]): (itemId: string) => DayVisit | null {
  const known = useRef(new Map<string, DayVisit>());
  useLayoutEffect(() => {
    for (const day of days) {
      for (const visit of day.visits) for (const line of visit.lines) known.current.set(cardId(line.id), visit);
    }
  }, [days]);
  return useCallback((itemId) => known.current.get(itemId) ?? null, []);
}

/**
 * The own order of columns after one of them was put elsewhere.
 *
 * `all` are the ids in today's order, `shown` those on the screen; `toIndex` is a place among the shown. Who is not shown
 * keeps the neighbours it had.
 */
export function movedOrder(all: readonly number[], shown: readonly number[], id: number, toIndex: number): number[] {
  const others = shown.filter((item) => item !== id);
  const rest = all.filter((item) => item !== id);
  const before = others[toIndex];
  const after = others.at(-1);
  const at = before !== undefined ? rest.indexOf(before) : after === undefined ? 0 : rest.indexOf(after) + 1;
  return [...rest.slice(0, at), id, ...rest.slice(at)];
}
