import { useDeferredValue, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { PassCursor } from '../../src-shared/passes/passes.contract.ts';

/** How near a last day is «soon». */
const SOON_DAYS = 14;
const PAGE = 100;

type Param = 'status' | 'soon' | 'type' | 'open';

/** What a list of certificates or memberships is narrowed by: kept in the address, so that Back brings it again. */
export interface PassFilter<Status extends string> {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly status: Status | null;
  readonly typeId: number | null;
  readonly isSoon: boolean;
  readonly openId: number | null;
  readonly put: (name: Param, value: string | null) => void;
  readonly isNarrowed: boolean;
  /** For the procedure, with the row that the page begins after. */
  readonly ask: (after: PassCursor | null) => {
    query: string;
    status: Status | null;
    typeId: number | null;
    endsWithinDays: number | null;
    after: PassCursor | null;
    limit: number;
  };
}

export function usePassFilter<Status extends string>(statuses: readonly Status[]): PassFilter<Status> {
  const [params, setParams] = useSearchParams();
  const [text, setText] = useState('');
  const query = useDeferredValue(text);
  const status = statuses.find((one) => one === params.get('status')) ?? null;
  const type = params.get('type');
  const typeId = type === null ? null : Number(type);
  const isSoon = params.has('soon');
  return {
    text,
    setText,
    status,
    typeId,
    isSoon,
    openId: Number(params.get('open')) || null,
    put: (name, value) => {
      setParams(
        (current) => {
          if (value === null) current.delete(name);
          else current.set(name, value);
          return current;
        },
        { replace: true },
      );
    },
    isNarrowed: text !== '' || status !== null || typeId !== null || isSoon,
    ask: (after) => ({ query, status, typeId, endsWithinDays: isSoon ? SOON_DAYS : null, after, limit: PAGE }),
  };
}

/** The cursor behind a page, if another one follows. */
export function nextCursor<Row extends { readonly id: number }>(
  rows: readonly Row[],
  hasMore: boolean,
  lastDayOf: (row: Row) => string | null,
): PassCursor | undefined {
  const last = hasMore ? rows.at(-1) : undefined;
  return last && { id: last.id, lastDay: lastDayOf(last) };
}
