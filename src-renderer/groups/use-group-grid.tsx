import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { type ReactNode, Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Day, DayEvent } from '../../src-shared/journal/journal.contract.ts';
import { api, queryClient } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useActions } from '../app/actions.ts';
import { useCan } from '../app/session.ts';
import type { BookingClient, Warning } from '../journal/booking/booking-model.ts';
import { WARNINGS } from '../journal/booking/booking-model.ts';
import { reloadDays } from '../journal/day-cache.ts';
import type { GridCheck, GridMove } from '../journal/grid/grid-model.ts';
import { type PlaceRules, isForbiddenPast, sentenceOf } from '../journal/placement.ts';
import { showRefusal } from '../journal/RefusalToast.tsx';
import { useRefusalText } from '../journal/use-refusal-text.ts';
import { readColumn } from '../journal/journal-columns.ts';
import { eventCard, readEventCard } from './group-cards.ts';
import { type GroupPlace, eventConflicts, placeOfEventMove } from './group-place.ts';
import { showEvent } from './event-cache.ts';

const GroupDrawer = lazy(async () => ({ default: (await import('./GroupDrawer.tsx')).GroupDrawer }));
const GroupForm = lazy(async () => ({ default: (await import('./GroupForm.tsx')).GroupForm }));
const GroupCancelDialog = lazy(async () => ({
  default: (await import('./GroupCancelDialog.tsx')).GroupCancelDialog,
}));

/** Where a new group event begins, and what is known of it already. */
export interface GroupStart {
  readonly day: Day;
  readonly staffId: number;
  readonly startMin: number;
  readonly serviceId?: number | undefined;
  /** Who wanted to come: they are offered the sessions that still have a seat, or a seat of the new one. */
  readonly client?: BookingClient | null | undefined;
}

type Open =
  | { readonly kind: 'new'; readonly start: GroupStart }
  | { readonly kind: 'edit'; readonly event: DayEvent; readonly day: Day }
  | { readonly kind: 'drawer'; readonly eventId: number; readonly client: BookingClient | null }
  | { readonly kind: 'cancel'; readonly event: DayEvent };

/** An event with the day on which its participants are known. */
interface Home {
  readonly event: DayEvent;
  readonly day: Day;
}

/** An event on its way to another place. */
interface Taken extends Home {
  readonly kind: 'move' | 'copy';
}

interface GridSide {
  readonly days: readonly Day[];
  readonly dayOf: (columnId: string) => Day;
  readonly rulesAt: (columnId: string) => PlaceRules;
  readonly onClosed: () => void;
  /** The place of the keyboard, for a new event without the mouse; null when no place is chosen. */
  readonly startAtCursor: () => GroupStart | null;
}

/** What the journal knows of group events. */
export interface GroupGrid {
  /** Whether a card on the grid is a group event. */
  readonly owns: (itemId: string) => boolean;
  readonly check: (move: GridMove) => GridCheck;
  readonly move: (move: GridMove) => void;
  readonly refuse: (reason: string) => void;
  readonly open: (itemId: string) => void;
  readonly cancel: (itemId: string) => void;
  readonly create: (start: GroupStart) => void;
  /** The event taken by Ctrl+X or Ctrl+C, for the line above the grid. */
  readonly clip: { readonly kind: 'move' | 'copy'; readonly who: string } | null;
  readonly take: (kind: 'move' | 'copy', itemId: string) => void;
  readonly clear: () => void;
  /** May the taken event stand there? A copy is asked in its form. */
  readonly checkTaken: (columnId: string, startMin: number) => GridCheck;
  /** Puts the taken event there, also on another day; a copy opens the form of a new one with the same service. */
  readonly paste: (columnId: string, startMin: number) => void;
  readonly layer: ReactNode;
}

/** Group events on the journal's grid (A13): pulled, resized, opened and cancelled like visits. */
export function useGroupGrid({ days, dayOf, rulesAt, onClosed, startAtCursor }: GridSide): GroupGrid {
  const { t } = useTranslation();
  const canEdit = useCan('edit_journal');
  const refusalText = useRefusalText();
  const [open, setOpen] = useState<Open | null>(null);
  const [taken, setTaken] = useState<Taken | null>(null);
  const update = useCommand(api.groups.update.mutationOptions(), {
    onRefused: (error) => {
      showRefusal(refusalText(error));
      return true;
    },
  });

  useActions(
    [
      {
        id: 'groups.create',
        title: 'groups:actions.create',
        group: 'journal',
        shortcut: 'Alt+KeyG',
        permission: 'edit_journal',
        run: () => {
          const start = startAtCursor();
          if (start) setOpen({ kind: 'new', start });
        },
      },
    ],
    [],
  );

  const eventOf = (itemId: string): Home | null => {
    const eventId = readEventCard(itemId);
    for (const day of days) {
      const event = day.events.find(({ id }) => id === eventId);
      if (event) return { event, day };
    }
    return null;
  };
  /** `known`: the event where its day is no longer on the screen. */
  const judged = (move: GridMove, known: Home | null) => {
    const found = known?.event.id === readEventCard(move.itemId) ? known : eventOf(move.itemId);
    const place = found && placeOfEventMove(move, found.event);
    if (!found || !place) return null;
    return { ...found, place, conflicts: eventConflicts(place, found.event, found.day, rulesAt(move.columnId)) };
  };
  const check = (move: GridMove, known: Home | null = null): GridCheck => {
    const found = judged(move, known);
    if (!found || !canEdit) return { level: 'block', reason: t('journal:screen.locked') };
    const rules = rulesAt(move.columnId);
    const isMoved = rules.day.localDate !== found.event.localDate || move.startMin !== found.event.startMin;
    if (isMoved && isForbiddenPast(rules.day.localDate, move.startMin, rules)) {
      return { level: 'block', reason: t('journal:screen.inPast') };
    }
    const [worst] = found.conflicts;
    if (!worst) return { level: 'ok' };
    return { level: worst.level === 'hard' ? 'block' : 'warn', reason: sentenceOf(worst, t) };
  };

  const place = async (event: DayEvent, to: GroupPlace, localDate: string, warnings: Warning[]): Promise<void> => {
    const { staffId, roomId, startMin, durationMin } = to;
    const shown = { staffId: staffId as DayEvent['staffId'], startMin, durationMin, localDate };
    showEvent({ ...event, ...shown, ...(roomId === undefined ? {} : { roomId: roomId as DayEvent['roomId'] }) }, event);
    const done = await update.run({
      eventId: event.id,
      version: event.version,
      staffId,
      ...(roomId === undefined ? {} : { roomId }),
      localDate,
      startMin,
      durationMin,
      acceptedWarnings: warnings,
    });
    if (done === null) reloadDays(event.localDate, localDate);
  };
  const move = (asked: GridMove, known: Home | null = null): void => {
    const found = judged(asked, known);
    if (!found) return;
    const { localDate } = dayOf(asked.columnId);
    const soft = found.conflicts.filter(({ level }) => level === 'soft');
    if (soft.length === 0) {
      void place(found.event, found.place, localDate, []);
      return;
    }
    modals.openConfirmModal({
      title: t('groups:ask.title'),
      children: soft.map((item) => (
        <Text key={item.code} size="md">
          {sentenceOf(item, t)}
        </Text>
      )),
      labels: { confirm: t('groups:ask.anyway'), cancel: t('common:cancel') },
      onConfirm: () => {
        const warnings = soft.map(({ code }) => code).filter((code) => (WARNINGS as readonly string[]).includes(code));
        void place(found.event, found.place, localDate, warnings as Warning[]);
      },
      onClose: onClosed,
    });
  };

  const moveOfTaken = ({ event }: Taken, columnId: string, startMin: number): GridMove => ({
    itemId: eventCard(event.id),
    visitId: -Number(event.id),
    columnId,
    startMin,
    endMin: startMin + event.durationMin,
    kind: 'move',
  });
  const pasteMoved = async (old: Taken, columnId: string, startMin: number): Promise<void> => {
    // As it is now: since it was taken its version has moved on, perhaps by the very shift before.
    const input = { localDate: old.day.localDate };
    const day = await queryClient.fetchQuery(api.journal.day.queryOptions({ input })).catch(() => old.day);
    const event = day.events.find(({ id }) => id === old.event.id);
    if (!event) {
      showRefusal(t('errors:code.NOT_FOUND'));
      return;
    }
    const now: Taken = { kind: 'move', event, day };
    const asked = moveOfTaken(now, columnId, startMin);
    const answer = check(asked, now);
    if (answer.level === 'block') showRefusal(answer.reason);
    else move(asked, now);
  };
  const paste = (columnId: string, startMin: number): void => {
    if (taken === null) return;
    setTaken(null);
    if (taken.kind === 'move') {
      void pasteMoved(taken, columnId, startMin);
      return;
    }
    const { by, id } = readColumn(columnId);
    const staffId = by === 'masters' && id !== null ? id : taken.event.staffId;
    setOpen({ kind: 'new', start: { day: dayOf(columnId), staffId, startMin, serviceId: taken.event.serviceId } });
  };

  const close = (): void => {
    setOpen(null);
    onClosed();
  };
  return {
    owns: (itemId) => readEventCard(itemId) !== null,
    check,
    move,
    refuse: (reason) => showRefusal(reason),
    open: (itemId) => {
      const found = eventOf(itemId);
      if (found) setOpen({ kind: 'drawer', eventId: found.event.id, client: null });
    },
    cancel: (itemId) => {
      const found = eventOf(itemId);
      if (found && canEdit) setOpen({ kind: 'cancel', event: found.event });
    },
    create: (start) => setOpen({ kind: 'new', start }),
    clip: taken && { kind: taken.kind, who: taken.event.title },
    take: (kind, itemId) => {
      const found = eventOf(itemId);
      if (found && canEdit) setTaken({ kind, ...found });
    },
    clear: () => setTaken(null),
    checkTaken: (columnId, startMin) =>
      taken?.kind === 'move' ? check(moveOfTaken(taken, columnId, startMin), taken) : { level: 'ok' },
    paste,
    layer: open && (
      <Suspense>
        {open.kind === 'drawer' && (
          <GroupDrawer
            eventId={open.eventId}
            joining={open.client}
            onEdit={(event) => {
              const day = days.find(({ localDate }) => localDate === event.localDate);
              if (day) setOpen({ kind: 'edit', event, day });
            }}
            onCancel={(event) => setOpen({ kind: 'cancel', event })}
            onClose={close}
          />
        )}
        {open.kind === 'new' && (
          <GroupForm
            day={open.start.day}
            start={open.start}
            onJoin={(eventId, client) => setOpen({ kind: 'drawer', eventId, client })}
            onClose={close}
          />
        )}
        {open.kind === 'edit' && (
          <GroupForm
            day={open.day}
            event={open.event}
            onJoin={(eventId, client) => setOpen({ kind: 'drawer', eventId, client })}
            onClose={close}
          />
        )}
        {open.kind === 'cancel' && <GroupCancelDialog event={open.event} onClose={close} />}
      </Suspense>
    ),
  };
}
