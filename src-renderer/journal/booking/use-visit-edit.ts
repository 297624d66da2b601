import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { placeBooking } from '../../../src-shared/journal/booking.rules.ts';
import type { DayVisit } from '../../../src-shared/journal/journal.contract.ts';
import { api, client as caller } from '../../api/client.ts';
import { hasCode } from '../../api/error-text.ts';
import { useCommand } from '../../api/use-command.tsx';
import type { BookingClient } from './booking-model.ts';
import type { Planning } from './use-planning.ts';
import { type RefusalState, useRefusal } from './use-refusal.ts';
import { type VisitValues, areSameServices, lineInput, valuesOf } from './visit-values.ts';

/** Somebody else's state of the visit that a save has met. */
export type Meeting =
  /** It was changed: both are shown side by side. */
  | {
      readonly kind: 'changed';
      readonly theirs: DayVisit;
      readonly byName: string | null;
      readonly atMs: number | null;
    }
  /** It was cancelled, or its booking taken back: nothing is left to save onto. */
  | { readonly kind: 'gone'; readonly reason: string; readonly byName: string | null; readonly atMs: number | null };

export interface VisitEdit {
  readonly refused: RefusalState;
  readonly isPending: boolean;
  readonly meeting: Meeting | null;
  readonly closeMeeting: () => void;
  /** Saves what differs from `base`; true when it is kept. */
  readonly save: (values: VisitValues, base: DayVisit, reason?: string | null) => Promise<boolean>;
  /** Books the same content anew. */
  readonly bookAgain: (values: VisitValues) => Promise<number | null>;
  /** What `save` would send, for an edit of a whole series. */
  readonly changeOf: (values: VisitValues, base: DayVisit) => ReturnType<typeof editOf>;
}

/** Saving the form of a visit, and what happens when somebody else has saved meanwhile. */
export function useVisitEdit(visitId: number, planning: Planning, picked: BookingClient | null | undefined): VisitEdit {
  const cache = useQueryClient();
  const refused = useRefusal();
  const [meeting, setMeeting] = useState<Meeting | null>(null);
  const meet = async (): Promise<void> => {
    const input = { visitId: visitId as never };
    const [newest] = await caller.history.ofRecord({ entity: 'visit', id: visitId }).catch(() => []);
    const who = { byName: newest?.actorName ?? null, atMs: newest?.atMs ?? null };
    try {
      const theirs = await cache.fetchQuery({ ...api.journal.visit.queryOptions({ input }), staleTime: 0 });
      if (theirs.status === 'cancelled') setMeeting({ kind: 'gone', reason: theirs.cancelReason ?? '', ...who });
      else setMeeting({ kind: 'changed', theirs, ...who });
    } catch {
      setMeeting({ kind: 'gone', reason: '', ...who });
    }
  };
  const onRefused = (error: unknown): boolean => {
    if (hasCode(error, 'STALE_VERSION') || hasCode(error, 'ROW_DELETED') || hasCode(error, 'NOT_FOUND')) {
      void meet();
      return true;
    }
    return refused.onRefused(error);
  };
  const edit = useCommand(api.journal.edit.mutationOptions(), { onRefused });
  const book = useCommand(api.journal.book.mutationOptions(), { onRefused: refused.onRefused });
  const newClient = picked && 'newClient' in picked ? { newClient: picked.newClient } : {};
  const changeOf = (values: VisitValues, base: DayVisit) => editOf(values, base, planning);
  return {
    refused,
    isPending: edit.isPending || book.isPending,
    meeting,
    closeMeeting: () => setMeeting(null),
    changeOf,
    save: async (values, base, reason = null) => {
      const overrides = refused.overridesFor(reason);
      refused.clear();
      const change = changeOf(values, base);
      const saved = await edit.run({
        visitId: base.id,
        version: base.version,
        ...change,
        ...newClient,
        ...overrides,
      });
      if (saved) setMeeting(null);
      return saved !== null;
    },
    bookAgain: async (values) => {
      const lines = placeBooking(values.startMin, values.wishes, planning.services, planning.prices);
      const booked = await book.run({
        localDate: values.localDate,
        startMin: values.startMin,
        clientId: values.clientId,
        ...newClient,
        lines: lines.map((line, index) => lineInput(values.wishes[index]!, line)),
        comment: values.comment,
        source: values.source,
        wantsThisMaster: values.wantsThisMaster,
      });
      setMeeting(null);
      return booked?.visitId ?? null;
    },
  };
}

/** The fields that differ from a state of the visit; lines that stand keep their own row, and with it their history. */
function editOf(values: VisitValues, base: DayVisit, planning: Planning) {
  const before = valuesOf(base);
  const lines = placeBooking(values.startMin, values.wishes, planning.services, planning.prices);
  const known = new Map(base.lines.map((line) => [line.id as number, line.serviceId as number]));
  return {
    ...(values.localDate === before.localDate ? {} : { localDate: values.localDate }),
    ...(values.clientId === before.clientId ? {} : { clientId: values.clientId as never }),
    ...(areSameServices(values, before)
      ? {}
      : {
          lines: lines.map((line, index) => {
            const wish = values.wishes[index]!;
            const isStanding = wish.lineId !== undefined && known.get(wish.lineId) === line.serviceId;
            return { ...(isStanding ? { id: wish.lineId as never } : {}), ...lineInput(wish, line) };
          }),
        }),
    ...(values.comment === before.comment ? {} : { comment: values.comment }),
    ...(values.source === before.source ? {} : { source: values.source }),
    ...(values.wantsThisMaster === before.wantsThisMaster ? {} : { wantsThisMaster: values.wantsThisMaster }),
  };
}
