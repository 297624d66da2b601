import { useQuery } from '@tanstack/react-query';
import { type PointerEvent, type RefObject, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { placeBooking } from '../../src-shared/journal/booking.rules.ts';
import { findConflicts } from '../../src-shared/journal/conflicts.rules.ts';
import type { Day } from '../../src-shared/journal/journal.contract.ts';
import type { WaitingEntry } from '../../src-shared/waiting/waiting.contract.ts';
import { api } from '../api/client.ts';
import { useActions } from '../app/actions.ts';
import { useDesk } from '../app/session.ts';
import type { GridCheck, GridItem, JournalGridHandle } from '../journal/grid/grid-model.ts';
import { readColumn } from '../journal/journal-columns.ts';
import { type PlaceRules, isForbiddenPast, sentenceOf } from '../journal/placement.ts';
import { showRefusal } from '../journal/RefusalToast.tsx';
import { type WaitBooking, useWaitBooking } from './use-wait-booking.ts';
import { carry, openWish, toggleWaiting, useWaitingDesk } from './waiting-desk.ts';

/** Cards of the list have such ids on the grid. */
const PREFIX = 'waiting-';
/** An hour, where a service has no length of its own yet. */
const USUAL_MIN = 60;

interface GridSide {
  readonly dayOf: (columnId: string) => Day;
  readonly rulesAt: (columnId: string) => PlaceRules;
  /** Who would serve in a column: its master, or somebody free whose usual room it is. */
  readonly staffFor: (columnId: string, startMin: number, endMin: number) => number | null;
  readonly grid: RefObject<JournalGridHandle | null>;
  /** A wish begins to be written: the form of a visit gives way to it. */
  readonly onForm: () => void;
}

/** What the journal knows of those who wait. */
export interface WaitingGrid {
  readonly isOpen: boolean;
  readonly booking: WaitBooking;
  /** Who is being put into the journal by the keyboard, for the line above the grid. */
  readonly clip: { readonly kind: 'wait'; readonly who: string } | null;
  readonly clear: () => void;
  /** Whether a card on the grid is one of the list. */
  readonly owns: (itemId: string) => boolean;
  /** May they come there? `itemId` null: who is carried by the keyboard. */
  readonly checkAt: (itemId: string | null, columnId: string, startMin: number) => GridCheck;
  readonly placeAt: (itemId: string | null, columnId: string, startMin: number) => void;
  readonly grab: (entry: WaitingEntry, event: PointerEvent<HTMLElement>) => void;
}

/** Puts those who wait into the journal: by pulling their card, or by «Поставить…» and Enter on a time. */
export function useWaitingGrid({ dayOf, rulesAt, staffFor, grid, onForm }: GridSide): WaitingGrid {
  const { t } = useTranslation('waiting');
  const { today, nowMin } = useDesk();
  const { isOpen, carried, form } = useWaitingDesk();
  const booking = useWaitBooking();
  const list = useQuery(api.waiting.list.queryOptions({ input: {}, enabled: isOpen }));
  const catalogue = useQuery(api.services.list.queryOptions({ input: {}, enabled: isOpen }));
  const services = useMemo(
    () => new Map((catalogue.data?.services ?? []).map((service) => [service.id as number, service])),
    [catalogue.data],
  );
  useActions(
    [
      {
        id: 'waiting.open',
        title: 'waiting:actions.open',
        group: 'journal',
        shortcut: 'F6',
        permission: 'see_journal',
        run: () => toggleWaiting(),
      },
      {
        id: 'waiting.add',
        title: 'waiting:actions.addWaiting',
        group: 'journal',
        permission: 'edit_journal',
        run: () => openWish({ kind: 'waiting' }),
      },
      {
        id: 'waiting.walk-in',
        title: 'waiting:actions.addWalkIn',
        group: 'journal',
        permission: 'edit_journal',
        run: () => openWish({ kind: 'walk_in' }),
      },
    ],
    [],
  );

  useEffect(() => {
    if (form !== null) onForm();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for each form
  }, [form]);
  const carriedId = carried?.id ?? null;
  useEffect(() => {
    // The next keys are meant for the slot cursor: arrows choose the time, Enter books.
    if (carriedId !== null) grid.current?.focusCursor();
  }, [carriedId, grid]);

  const entryOf = (itemId: string | null): WaitingEntry | null => {
    if (itemId === null) return carried;
    return list.data?.entries.find(({ id }) => `${PREFIX}${id}` === itemId) ?? null;
  };
  const lengthOf = (entry: WaitingEntry): number =>
    entry.services.reduce((sum, { serviceId }) => sum + (services.get(serviceId)?.durationMin ?? USUAL_MIN), 0) ||
    USUAL_MIN;
  const linesAt = (entry: WaitingEntry, columnId: string, startMin: number) => {
    const staffId = staffFor(columnId, startMin, startMin + lengthOf(entry));
    if (staffId === null) return null;
    const day = dayOf(columnId);
    const { by, id } = readColumn(columnId);
    const usual = day.staff.find((person) => person.id === staffId)?.defaultRoomId ?? null;
    const wishes = entry.services.map(({ serviceId }) => ({ serviceId, staffId, durationMin: null }));
    const prices = { localDate: day.localDate, priceListId: null, priceStepMinor: 1 };
    return placeBooking(startMin, wishes, services, prices).map((line) => ({
      ...line,
      roomId: by === 'rooms' ? id : (line.roomId ?? usual),
    }));
  };
  const checkAt = (itemId: string | null, columnId: string, startMin: number): GridCheck => {
    const entry = entryOf(itemId);
    const rules = rulesAt(columnId);
    const lines = entry && linesAt(entry, columnId, startMin);
    if (!entry || !lines) return { level: 'block', reason: t('journal:screen.noMasterForRoom') };
    if (isForbiddenPast(rules.day.localDate, startMin, rules)) {
      return { level: 'block', reason: t('journal:screen.inPast') };
    }
    const visit = { visitId: null, clientId: entry.clientId, lines };
    const [worst] = findConflicts(visit, rules.day, rules.settings);
    if (!worst) return { level: 'ok' };
    return { level: worst.level === 'hard' ? 'block' : 'warn', reason: sentenceOf(worst, rules.t) };
  };
  const placeAt = (itemId: string | null, columnId: string, startMin: number): void => {
    const entry = entryOf(itemId);
    const lines = entry && linesAt(entry, columnId, startMin);
    if (!entry || !lines) {
      showRefusal(t('journal:screen.noMasterForRoom'));
      return;
    }
    const { localDate } = dayOf(columnId);
    const { by } = readColumn(columnId);
    // A guest who is put to now is here.
    const isHere = entry.kind === 'walk_in' && localDate === today && startMin <= nowMin + 10;
    carry(null);
    void booking.book(entry, {
      localDate,
      startMin,
      lines: lines.map(({ serviceId, staffId, roomId }) => ({
        serviceId,
        staffId,
        ...(by === 'rooms' ? { roomId } : {}),
      })),
      ...(isHere ? { status: 'arrived' as const } : {}),
    });
  };
  const grab = (entry: WaitingEntry, event: PointerEvent<HTMLElement>): void => {
    // Buttons of the card stay buttons, its phone number can be marked and copied.
    if ((event.target as HTMLElement).closest('button, a, .z-nums') !== null) return;
    grid.current?.carry(itemOf(entry, lengthOf(entry), t('card.noName')), event.nativeEvent);
  };
  return {
    isOpen,
    booking,
    clip: carried && { kind: 'wait', who: carried.name || t('card.noName') },
    clear: () => carry(null),
    owns: (itemId) => itemId.startsWith(PREFIX),
    checkAt,
    placeAt,
    grab,
  };
}

/** A card as it hangs on the pointer. */
function itemOf(entry: WaitingEntry, minutes: number, noName: string): GridItem {
  const client = entry.name || noName;
  return {
    id: `${PREFIX}${entry.id}`,
    visitId: 0,
    startMin: 0,
    endMin: minutes,
    status: 'booked',
    client,
    service: entry.services.map(({ name }) => name).join(', '),
    price: '',
    flags: [],
    ariaLabel: client,
    movable: true,
  };
}
