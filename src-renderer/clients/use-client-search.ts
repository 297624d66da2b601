import { useDebouncedValue } from '@mantine/hooks';
import { type UseQueryResult, keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ClientHit } from '../../src-shared/clients/clients.contract.ts';
import { api } from '../api/client.ts';

/** Short enough for 100 ms from key to answer (ui.md 4), long enough to skip the middle of a fast burst. */
const PAUSE_MS = 40;

export type ClientSearch = UseQueryResult<ClientHit[]> & {
  /** The answer shown is the one to the text as it is now. */
  readonly isCurrent: boolean;
};

/** Clients for what is typed; the last answer stays on screen until the next one comes. */
export function useClientSearch(text: string, limit: number): ClientSearch {
  const [query] = useDebouncedValue(text.trim(), PAUSE_MS);
  const answer = useQuery(
    api.clients.search.queryOptions({
      input: { query: query.slice(0, 100), limit },
      enabled: query !== '',
      placeholderData: keepPreviousData,
      // Visits change the order of the hits, and nobody searches for the same thing for long.
      staleTime: 0,
      gcTime: 60_000,
    }),
  );
  const isCurrent = query === text.trim() && !answer.isPending && !answer.isPlaceholderData && !answer.isFetching;
  return { ...answer, isCurrent };
}
