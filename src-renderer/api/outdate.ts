import type { Query, QueryClient, QueryFilters } from '@tanstack/react-query';

/**
 * Makes what a client has read old, also what is just being read
 *
 * `invalidateQueries` alone leaves a hole: an answer asked for before the change and arriving after it counts as fresh,
 * unless a screen already shows an earlier one. Nothing here is read again merely because time passed, so it would stay.
 *
 * @returns makes old the answers that fit the filters, those on screen being read again; an answer still under way is made old on arrival
 */
export function outdater(client: QueryClient): (filters?: QueryFilters) => void {
  const cache = client.getQueryCache();
  const underway = new WeakSet<Query>();
  cache.subscribe((event) => {
    if (event.type !== 'updated' || !underway.has(event.query)) return;
    const { action } = event;
    if (action.type === 'fetch') underway.delete(event.query);
    if (action.type !== 'success' || action.manual) return;
    underway.delete(event.query);
    void client.invalidateQueries({ queryKey: event.query.queryKey, exact: true });
  });
  return (filters = {}) => {
    for (const query of cache.findAll({ ...filters, fetchStatus: 'fetching' })) underway.add(query);
    void client.invalidateQueries(filters);
  };
}
