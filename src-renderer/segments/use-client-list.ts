import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { type ClientRow, type ClientSort, filterSchema } from '../../src-shared/segments/segments.contract.ts';
import { EVERYBODY, type Filter } from '../../src-shared/segments/segments.rules.ts';
import { api, client } from '../api/client.ts';

const PAGE_SIZE = 100;
/** Rows that one stretch of marks may be read for. */
const MOST_IN_STRETCH = 20_000;

/** What the list shows: its filter, its order, archived clients or not. */
export interface ListWish {
  readonly filter: Filter;
  readonly sort: ClientSort;
  readonly withArchived: boolean;
}

export interface ClientList {
  /** Undefined until the first page is there. */
  readonly total: number | undefined;
  readonly rowAt: (index: number) => ClientRow | undefined;
  /** The clients from one row to another, those out of sight too. */
  readonly idsBetween: (from: number, to: number) => Promise<number[]>;
  readonly error: unknown;
}

/** The wish as the contract takes it. */
export function inputOf({ filter, sort, withArchived }: ListWish) {
  return { filter: filter as typeof filterSchema._zod.input, sort, withArchived };
}

/** The pages of the list that the range of rows on screen needs; the first one tells how many there are. */
export function useClientList(wish: ListWish, [from, to]: readonly [number, number], isOn: boolean): ClientList {
  const first = Math.floor(from / PAGE_SIZE);
  const last = Math.max(first, Math.floor(Math.max(0, to - 1) / PAGE_SIZE));
  const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const page = (number: number) => ({
    ...api.segments.rows.queryOptions({
      input: { ...inputOf(wish), offset: number * PAGE_SIZE, limit: PAGE_SIZE },
    }),
    enabled: isOn,
    // A finished visit changes the columns of a list that was read before it.
    refetchOnMount: 'always' as const,
  });
  const head = useQuery({ ...page(0), placeholderData: keepPreviousData });
  const pages = useQueries({ queries: numbers.map((number) => page(number)) });
  const rowAt = (index: number): ClientRow | undefined => {
    const number = Math.floor(index / PAGE_SIZE);
    return pages[number - first]?.data?.rows[index - number * PAGE_SIZE];
  };
  return {
    total: head.data?.total,
    rowAt,
    error: head.error ?? pages.find((item) => item.error)?.error,
    idsBetween: async (one, other) => {
      const [start, end] = one < other ? [one, other] : [other, one];
      const seen = Array.from({ length: Math.min(end - start + 1, MOST_IN_STRETCH) }, (_, index) =>
        rowAt(start + index),
      );
      if (seen.every((row) => row !== undefined)) return seen.map((row) => row.id);
      const ids: number[] = [];
      for (let offset = start; offset <= end && ids.length < MOST_IN_STRETCH; offset += 200) {
        const limit = Math.min(200, end - offset + 1);
        const { rows } = await client.segments.rows({ ...inputOf(wish), offset, limit });
        ids.push(...rows.map((row) => row.id));
      }
      return ids;
    },
  };
}

/** The filter in the page's address, so that the way back from a card, and a bookmark, find it again. */
export function useFilter(): readonly [Filter, (filter: Filter) => void] {
  const [params, setParams] = useSearchParams();
  const text = params.get('filter');
  const filter = useMemo(() => readFilter(text), [text]);
  const setFilter = (next: Filter): void =>
    setParams((current) => {
      if (next.items.length === 0) current.delete('filter');
      else current.set('filter', JSON.stringify(next));
      return current;
    });
  return [filter, setFilter];
}

function readFilter(text: string | null): Filter {
  if (text === null) return EVERYBODY;
  try {
    const read = filterSchema.safeParse(JSON.parse(text));
    return read.success ? read.data : EVERYBODY;
  } catch {
    return EVERYBODY;
  }
}
