import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../api/client.ts';

/** Those who do or sell something, as a list to choose from. */
export interface Person {
  readonly value: string;
  readonly label: string;
}

/** Everybody who works here, in the salon's order. */
export function useSellers(): readonly Person[] {
  const { data } = useQuery(api.staff.list.queryOptions({ input: {} }));
  return useMemo(
    () =>
      (data ?? []).map(({ id, firstName, lastName }) => ({
        value: String(id),
        label: [firstName, lastName].filter(Boolean).join(' '),
      })),
    [data],
  );
}
