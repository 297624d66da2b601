import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import type { JournalAddress } from './journal-address.ts';

export interface Subject {
  /** Whose week it is: the one of the address, else the first; null when there is nobody. */
  readonly id: number | null;
  /** The list of masters or rooms has been read. */
  readonly isKnown: boolean;
  readonly options: readonly { readonly id: number; readonly name: string }[];
}

/** Masters or rooms whose week or month can be shown. */
export function useSubject({ by, id }: Pick<JournalAddress, 'by' | 'id'>): Subject {
  const staff = useQuery(api.staff.list.queryOptions({ input: {}, enabled: by === 'masters' }));
  const rooms = useQuery(api.rooms.list.queryOptions({ input: {}, enabled: by === 'rooms' }));
  const options =
    by === 'rooms'
      ? (rooms.data ?? []).map((room) => ({ id: room.id as number, name: room.name }))
      : (staff.data ?? []).map((person) => ({
          id: person.id as number,
          name: `${person.firstName} ${person.lastName}`.trim(),
        }));
  const isKnown = by === 'rooms' ? rooms.isSuccess : staff.isSuccess;
  return { id: id ?? options[0]?.id ?? null, isKnown, options };
}
