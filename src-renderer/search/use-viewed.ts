import { useEffect } from 'react';
import type { SearchKind } from '../../src-shared/search/search.contract.ts';
import { api, client, queryClient } from '../api/client.ts';

/** Keeps that the person looked at something, for «Недавнее»; whether that succeeds is of no concern to them. */
export function rememberView(kind: SearchKind, id: number): void {
  void client.search.remember({ kind, id }).then(
    () => queryClient.invalidateQueries({ queryKey: api.search.recents.key() }),
    () => undefined,
  );
}

/** Keeps that the person looked at what the screen shows. */
export function useViewed(kind: SearchKind, id: number | null): void {
  useEffect(() => {
    if (id !== null) rememberView(kind, id);
  }, [kind, id]);
}
