import { useState } from 'react';
import type { KeptColumn } from '../../src-shared/segments/list-columns.rules.ts';
import type { ClientSort } from '../../src-shared/segments/segments.contract.ts';
import type { Filter } from '../../src-shared/segments/segments.rules.ts';
import { useCan } from '../app/session.ts';
import { usePreferences } from '../journal/use-preferences.ts';
import { ALL, type Marked, NOBODY, withMarks } from './selection.ts';
import { type ClientList, type ListWish, useClientList, useFilter } from './use-client-list.ts';
import { type Words, useWords } from './use-words.ts';

/** The list as the page holds it: what is asked for, what is found, who is marked. */
export interface ListDesk {
  readonly wish: ListWish;
  readonly list: ClientList;
  readonly words: Words;
  readonly columns: readonly KeptColumn[];
  /** Undefined for those who have nothing to mark for. */
  readonly marked: Marked | undefined;
  readonly onRange: (range: readonly [number, number]) => void;
  readonly onFilter: (filter: Filter) => void;
  readonly onColumns: (columns: KeptColumn[]) => void;
  readonly onSort: (sort: ClientSort) => void;
  readonly onMark: (from: number, to: number, isOn: boolean) => void;
  readonly onMarkAll: (isOn: boolean) => void;
}

/** Columns and order are the person's own and kept by the core; the filter stands in the address. */
export function useListDesk(withArchived: boolean, isOn: boolean): ListDesk {
  const { preferences, save } = usePreferences();
  const [filter, setFilter] = useFilter();
  const [range, setRange] = useState<readonly [number, number]>([0, 50]);
  const mayEdit = useCan('edit_clients');
  const mayExport = useCan('export_clients');
  const words = useWords();
  const wish: ListWish = { filter, sort: preferences.clientSort, withArchived };
  const list = useClientList(wish, range, isOn);
  // Marks belong to one filter: who is no longer shown must not be changed unseen.
  const place = `${JSON.stringify(filter)} ${withArchived}`;
  const [marks, setMarks] = useState<{ readonly place: string; readonly marked: Marked }>({ place, marked: NOBODY });
  const marked = marks.place === place ? marks.marked : NOBODY;
  const setMarked = (change: (current: Marked) => Marked): void =>
    setMarks((current) => ({ place, marked: change(current.place === place ? current.marked : NOBODY) }));
  return {
    wish,
    list,
    words,
    columns: preferences.clientColumns,
    marked: mayEdit || mayExport ? marked : undefined,
    onRange: setRange,
    onFilter: setFilter,
    onColumns: (clientColumns) => save({ clientColumns }),
    onSort: (clientSort) => save({ clientSort }),
    onMark: (from, to, isMarkedNow) => {
      void list.idsBetween(from, to).then((ids) => setMarked((current) => withMarks(current, ids, isMarkedNow)));
    },
    onMarkAll: (isMarkedNow) => setMarked(() => (isMarkedNow ? ALL : NOBODY)),
  };
}
