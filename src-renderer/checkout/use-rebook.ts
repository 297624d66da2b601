import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FoundSlot } from '../../src-shared/availability/availability.contract.ts';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useCan } from '../app/session.ts';
import type { Begun } from './use-ticket.ts';

/** So many days after the usual date are looked through. */
const LOOK_DAYS = 14;
const OFFERED = 3;

/** The next booking of the client, offered before the payment (features.md part 2, nr 18). */
export interface Rebook {
  /** There is somebody and something to book. */
  readonly canAsk: boolean;
  /** Neither booked nor said why not. */
  readonly isOpen: boolean;
  readonly onDate: string | null;
  readonly serviceNames: readonly string[];
  readonly slots: readonly FoundSlot[];
  readonly isSearching: boolean;
  readonly booked: FoundSlot | null;
  readonly skipReason: string | null;
  readonly isBooking: boolean;
  readonly staffName: (staffId: number) => string;
  readonly book: (slot: FoundSlot) => Promise<boolean>;
  readonly skip: (reason: string) => void;
}

export function useRebook(asked: Begun['rebook'], clientId: Begun['ticket']['clientId']): Rebook {
  const mayBook = useCan('edit_journal');
  const [booked, setBooked] = useState<FoundSlot | null>(null);
  const [skipReason, setSkipReason] = useState<string | null>(null);
  const canAsk = asked !== null && asked.serviceIds.length > 0 && clientId !== null && mayBook;
  const search = useQuery(
    api.availability.search.queryOptions({
      input: {
        services: (asked?.serviceIds ?? []).map((serviceId) => ({ serviceId, staffId: asked?.staffId ?? null })),
        fromDate: asked?.onDate ?? '',
        toDate: addDays(asked?.onDate ?? '2026-01-01', LOOK_DAYS),
        clientId,
        limit: 20,
      },
      enabled: canAsk,
      retry: false,
    }),
  );
  const services = useQuery(api.services.list.queryOptions({ input: {}, enabled: canAsk })).data?.services;
  const staff = useQuery(api.staff.list.queryOptions({ input: {}, enabled: canAsk })).data;
  const command = useCommand(api.journal.book.mutationOptions(), { isQuiet: true });
  const found = search.data;
  return {
    canAsk,
    isOpen: canAsk && booked === null && skipReason === null,
    onDate: asked?.onDate ?? null,
    serviceNames: (asked?.serviceIds ?? []).flatMap((id) => services?.find((one) => one.id === id)?.name ?? []),
    slots: nearest(found ? [...found.best, ...found.days.flatMap(({ slots }) => slots)] : []),
    isSearching: search.isFetching,
    booked,
    skipReason,
    isBooking: command.isPending,
    staffName: (staffId) => {
      const person = staff?.find(({ id }) => (id as number) === staffId);
      return person ? [person.firstName, person.lastName].filter(Boolean).join(' ') : '';
    },
    book: async (slot) => {
      const done = await command.run({
        localDate: slot.localDate,
        startMin: slot.startMin,
        clientId,
        lines: slot.lines,
        acceptedWarnings: ['BOOKING_RULE'],
      });
      if (done) setBooked(slot);
      return done !== null;
    },
    skip: setSkipReason,
  };
}

/** The best windows, each once. */
function nearest(slots: readonly FoundSlot[]): readonly FoundSlot[] {
  const seen = new Set<string>();
  return slots
    .filter(({ localDate, startMin }) => {
      const key = `${localDate}/${startMin}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .slice(0, OFFERED);
}
