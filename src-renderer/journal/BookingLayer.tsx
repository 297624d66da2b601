import { type RefObject, Suspense, lazy, useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import type { Day } from '../../src-shared/journal/journal.contract.ts';
import { freeWindowsOf, isLaneFree } from '../../src-shared/journal/journal.rules.ts';
import { covers } from '../../src-shared/kernel/intervals.ts';
import { daysBetween } from '../../src-shared/kernel/local-date.ts';
import { showNotice } from '../api/use-command.tsx';
import type { FindStart } from '../availability/FindWindow.tsx';
import type { BookingPrefill, Stretch } from '../availability/found-slot.ts';
import type { GroupStart } from '../groups/use-group-grid.tsx';
import type { BookingClient, BookingDraft } from './booking/booking-model.ts';
import type { GridColumn, GridCursor, GridDraft, GridRect, JournalGridHandle } from './grid/grid-model.ts';
import { readColumn } from './journal-columns.ts';
import { type PlaceRules, checkNew } from './placement.ts';

const loadForm = async () => ({ default: (await import('./booking/BookingPopover.tsx')).BookingPopover });
const BookingPopover = lazy(loadForm);

/** What another screen hands over with the address: the client to book. */
export interface JournalLocationState {
  readonly bookClient?: BookingClient;
}

interface OpenDraft extends BookingDraft {
  readonly columnId: string;
  readonly rect: GridRect | null;
  /** What the form is filled with, of a window that was looked for. */
  readonly prefill: BookingPrefill | null;
}

export interface Booking {
  readonly draft: OpenDraft | null;
  /** The box on the grid: the visit being written, or the window looked at. */
  readonly gridDraft: GridDraft | null;
  /** The visit booked last. */
  readonly bookedId: number | null;
  readonly initialClient: BookingClient | null;
  /** Opens the form for a stretch of a column. */
  readonly open: (columnId: string, startMin: number, endMin: number, prefill?: BookingPrefill | null) => void;
  /** Opens the form at the keyboard's place, or at the next free window (F2). */
  readonly openAtCursor: () => void;
  readonly preview: (stretch: Stretch | null) => void;
  /** Who would serve in a column: its master, or somebody free whose usual room it is. */
  readonly staffFor: (columnId: string, startMin: number, endMin: number) => number | null;
  readonly change: (draft: BookingDraft) => void;
  readonly close: () => void;
  readonly booked: (visitId: number) => void;
}

interface BookingSurroundings {
  /** The day that stands for the whole: today's in a week, or its first. */
  readonly day: Day;
  /** The day of a column. */
  readonly dayOf: (columnId: string) => Day;
  /** The column of a master on the shown day, or on the day of the column beside it. */
  readonly columnFor: (staffId: number, besideId?: string) => string;
  readonly columns: readonly GridColumn[];
  readonly grid: RefObject<JournalGridHandle | null>;
  readonly cursor: RefObject<GridCursor | null>;
  readonly rules: PlaceRules;
  /** The shown day is the wanted one. */
  readonly isDayReady: boolean;
}

const USUAL_MIN = 60;
const LEAST_WINDOW_MIN = 30;

/** The visit being written: where it stands, and how the form opens. */
export function useBooking(surroundings: BookingSurroundings): Booking {
  const { day, dayOf, columnFor, columns, grid, cursor, rules, isDayReady } = surroundings;
  const { t } = useTranslation('journal');
  const location = useLocation();
  const { processingReleasesMaster } = rules.settings;
  // Whoever presses F2 goes on typing at once: the form must not be fetched only then.
  useEffect(() => void loadForm(), []);
  const [draft, setDraft] = useState<OpenDraft | null>(null);
  const [seen, setSeen] = useState<Stretch | null>(null);
  const [bookedId, setBookedId] = useState<number | null>(null);

  const staffFor = useCallback(
    (columnId: string, startMin: number, endMin: number): number | null => {
      const { by, id } = readColumn(columnId);
      if (by === 'masters') return id;
      const day = dayOf(columnId);
      const free = day.staff.filter(
        (person) =>
          !person.hasLeft &&
          covers(person.work, [startMin, endMin]) &&
          isLaneFree(day, person.id, [startMin, endMin], processingReleasesMaster),
      );
      return (free.find((person) => person.defaultRoomId === id) ?? free[0])?.id ?? null;
    },
    [dayOf, processingReleasesMaster],
  );
  const open = useCallback(
    (columnId: string, startMin: number, endMin: number, prefill: BookingPrefill | null = null): void => {
      const staffId = staffFor(columnId, startMin, endMin);
      if (staffId === null) {
        showNotice(t('screen.noMasterForRoom'));
        return;
      }
      const rect = grid.current?.rectOf(columnId, startMin, endMin) ?? null;
      setBookedId(null);
      setDraft({ columnId, staffId, startMin, endMin, rect, prefill });
    },
    [grid, staffFor, t],
  );
  const openAtCursor = (): void => {
    if (!isDayReady || draft !== null) return;
    const at = cursor.current;
    const column = at && columns.find(({ id }) => id === at.columnId);
    if (at && column) {
      const endMin = Math.max(at.endMin, at.startMin + USUAL_MIN);
      const staffId = staffFor(at.columnId, at.startMin, endMin);
      const isTaken = column.items.some((item) => item.startMin < at.startMin + 1 && item.endMin > at.startMin);
      if (staffId !== null && !isTaken) {
        const place = { staffId, roomId: null, startMin: at.startMin, endMin: at.startMin + 5 };
        if (checkNew(place, { ...rules, day: dayOf(at.columnId) }).level !== 'block') {
          open(at.columnId, at.startMin, endMin);
          return;
        }
      }
    }
    const fromMin = daysBetween(day.localDate, rules.today) * 1440 + rules.nowMin;
    const windows = freeWindowsOf(day, { minMin: LEAST_WINDOW_MIN, fromMin, processingReleasesMaster });
    const window = windows.find(({ staffId }) => columns.some(({ id }) => id === columnFor(staffId))) ?? windows[0];
    if (!window) {
      showNotice(t('screen.windows.none'));
      return;
    }
    const startMin = Math.ceil(window.startMin / 5) * 5;
    grid.current?.scrollToMinute(startMin);
    open(columnFor(window.staffId), startMin, Math.min(window.endMin, startMin + USUAL_MIN));
  };
  const change = useCallback(
    ({ staffId, startMin, endMin }: BookingDraft): void => {
      setDraft((old) => {
        if (old === null) return old;
        const columnId = readColumn(old.columnId).by === 'masters' ? columnFor(staffId, old.columnId) : old.columnId;
        const rect = grid.current?.rectOf(columnId, startMin, endMin) ?? old.rect;
        return { ...old, columnId, staffId, startMin, endMin, rect };
      });
    },
    [columnFor, grid],
  );
  const navigate = useNavigate();
  const { pathname, search, state } = location;
  /** The client that another screen handed over is meant for one booking. */
  const [usedState, setUsedState] = useState<unknown>(null);
  const end = useCallback(() => {
    setDraft(null);
    // The address changes a moment later: the next F2 may come before.
    setUsedState(state);
    if (state !== null) void navigate({ pathname, search }, { replace: true, state: null });
  }, [navigate, pathname, search, state]);
  const close = end;
  const booked = useCallback(
    (visitId: number) => {
      end();
      setBookedId(visitId);
    },
    [end],
  );
  const gridDraft = useMemo((): GridDraft | null => {
    const label = t('screen.newVisit');
    if (draft) return { columnId: draft.columnId, startMin: draft.startMin, endMin: draft.endMin, label };
    return seen && { columnId: columnFor(seen.staffId), startMin: seen.startMin, endMin: seen.endMin, label };
  }, [columnFor, draft, seen, t]);
  const preview = useCallback(
    (stretch: Stretch | null): void => {
      setSeen(stretch);
      if (stretch) grid.current?.scrollToMinute(stretch.startMin);
    },
    [grid],
  );
  const handed = state === usedState ? null : (state as JournalLocationState | null);
  const initialClient = handed?.bookClient ?? null;
  return {
    draft,
    gridDraft,
    bookedId,
    initialClient,
    open,
    openAtCursor,
    preview,
    staffFor,
    change,
    close,
    booked,
  };
}

interface BookingLayerProps {
  readonly booking: Booking;
  readonly dayOf: (columnId: string) => Day;
  /** Looks for windows for what the form has. */
  readonly onFind: (start: FindStart) => void;
  /** A group service was chosen: its seats are not booked as a visit of their own. */
  readonly onGroup: (start: GroupStart) => void;
  readonly onClosed: () => void;
}

/** The form of a new visit beside its place. */
export function BookingLayer({ booking, dayOf, onFind, onGroup, onClosed }: BookingLayerProps) {
  const { draft } = booking;
  if (draft === null) return null;
  const day = dayOf(draft.columnId);
  return (
    <Suspense>
      <BookingPopover
        day={day}
        localDate={day.localDate}
        draft={draft}
        anchorRect={draft.rect}
        initialClient={draft.prefill?.client ?? booking.initialClient}
        initialWishes={draft.prefill?.wishes ?? []}
        onFind={(start) => {
          booking.close();
          onFind(start);
        }}
        onGroup={(serviceId, client) => {
          booking.close();
          onGroup({ day, staffId: draft.staffId, startMin: draft.startMin, serviceId, client });
        }}
        onDraftChange={booking.change}
        onClose={() => {
          booking.close();
          onClosed();
        }}
        onBooked={({ visitId }) => {
          booking.booked(visitId);
          onClosed();
        }}
      />
    </Suspense>
  );
}
