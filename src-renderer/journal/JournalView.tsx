import { useDebouncedCallback } from '@mantine/hooks';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Day, DayVisit, VisitStatus } from '../../src-shared/journal/journal.contract.ts';
import { daysBetween } from '../../src-shared/kernel/local-date.ts';
import { useActions } from '../app/actions.ts';
import { useCan, useDesk, useLocale, useMoney } from '../app/session.ts';
import { SidePanel } from '../app/SidePanel.tsx';
import { BookingLayer, useBooking } from './BookingLayer.tsx';
import { daySums } from './day-figures.ts';
import { FreeWindows } from './FreeWindows.tsx';
import { JournalGrid } from './grid/JournalGrid.tsx';
import type { GridCheck, GridCursor, GridItem, GridMove, GridRect, JournalGridHandle } from './grid/grid-model.ts';
import { JournalChips, USUAL_ZOOM } from './JournalChips.tsx';
import { type ColumnsBy, cardId, columnsOf, masterColumn, readColumn, shownHours } from './journal-columns.ts';
import { type EmptyReason, JournalEmpty } from './JournalEmpty.tsx';
import { JournalPopups, type Popup } from './JournalPopups.tsx';
import { JournalSide } from './JournalSide.tsx';
import { type PlaceRules, checkMove, checkNew, checkPlace, placeOfMove, scopesOf } from './placement.ts';
import { PlacingDialogs } from './PlacingDialogs.tsx';
import { useClipboard } from './use-clipboard.ts';
import { useGridLabels } from './use-grid-labels.ts';
import { type Placing, usePlacing } from './use-placing.ts';
import { usePreferences } from './use-preferences.ts';
import { useRemoteDrag } from './use-remote-drag.ts';
import { VisitHover } from './VisitHover.tsx';

interface JournalViewProps {
  /** The day that is shown; while another one is read, still the one before. */
  readonly day: Day;
  readonly revision: number;
  /** The day that is wanted. */
  readonly date: string;
  readonly by: ColumnsBy;
  readonly onDay: (date: string) => void;
}

/** Nine masters fit beside the panel on a screen of 1366 px (ui.md 9.5). */
const MIN_COLUMN_WIDTH = 108;
const ZOOM_STEP = 1.1;
const [LEAST_ZOOM, MOST_ZOOM] = [0.9, 2.6];

/** One day of the journal: figures, side panel, grid, and everything that opens from it. */
export function JournalView({ day, revision, date, by, onDay }: JournalViewProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { settings, today, nowMin } = useDesk();
  const locale = useLocale();
  const money = useMoney();
  const canEdit = useCan('edit_journal');
  const canBookInPast = useCan('book_in_past');
  const { preferences, save } = usePreferences();
  const labels = useGridLabels();
  const grid = useRef<JournalGridHandle>(null);
  const [filter, setFilter] = useState<VisitStatus | null>(null);
  const [showsNotWorking, setShowsNotWorking] = useState(false);
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const [popup, setPopup] = useState<Popup | null>(null);
  const [isFinding, setFinding] = useState(false);
  const { zoom, changeZoom } = useZoomLevel(preferences.gridZoom, (gridZoom) => save({ gridZoom }));
  const cursor = useRef<GridCursor | null>(null);
  const placing = usePlacing();
  const clipboard = useClipboard();
  const { clip, placingsAt } = clipboard;
  const noteDragged = useRemoteDrag(grid);
  const visitOf = useKnownVisits(day);

  const rules: PlaceRules = useMemo(
    () => ({ day, settings, today, nowMin, canBookInPast, t }),
    [day, settings, today, nowMin, canBookInPast, t],
  );
  const { columns, notWorking, hidden } = useMemo(
    () => columnsOf(day, { by, preferences, filter, showsNotWorking, canEdit, t, locale, money }),
    // `money` is a new function each time and depends on the currency and the language only.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [day, by, preferences, filter, showsNotWorking, canEdit, t, locale, settings.currency],
  );
  const hours = useMemo(() => shownHours(day), [day]);
  const sums = useMemo(() => daySums(day), [day]);
  const nowHere = daysBetween(day.localDate, today) * 1440 + nowMin;
  const isNowShown = nowHere >= hours.startMin && nowHere <= hours.endMin;
  const booking = useBooking({ day, columns, grid, cursor, rules, isDayReady: day.localDate === date });

  const focusGrid = useCallback(() => {
    // After the closing menu or dialog has let go of the focus.
    setTimeout(() => grid.current?.focusCursor(), 0);
  }, []);
  const closePopup = useCallback(() => {
    setPopup(null);
    focusGrid();
  }, [focusGrid]);

  const isGridThere = columns.length > 0;
  useEffect(() => {
    if (isGridThere) grid.current?.scrollToNow();
  }, [isGridThere]);

  useActions(
    [
      {
        id: 'journal.book',
        title: 'journal:screen.actions.book',
        group: 'journal',
        shortcut: 'F2',
        permission: 'edit_journal',
        run: booking.openAtCursor,
      },
      {
        id: 'journal.find-window',
        title: 'journal:screen.actions.findWindow',
        group: 'journal',
        shortcut: 'F4',
        permission: 'see_journal',
        run: () => setFinding(!isFinding),
      },
      {
        id: 'journal.show-cancelled',
        title: 'journal:screen.actions.showCancelled',
        group: 'journal',
        run: () => save({ showCancelled: !preferences.showCancelled }),
      },
    ],
    [],
  );

  const check = (move: GridMove): GridCheck => {
    const visit = visitOf(move.itemId);
    if (!visit) return { level: 'block', reason: labels.dragChanged };
    noteDragged(visit);
    return checkMove(move, visit, rules);
  };
  const checkCreate = (columnId: string, startMin: number, endMin: number): GridCheck => {
    if (!canEdit) return { level: 'block', reason: t('journal:screen.noRight') };
    if (clip) {
      const [first] = placingsAt(day.localDate, columnId, startMin);
      // What stands in the way of a carried visit is asked when it is placed, with the reason.
      const answer = first ? checkPlace(first.visit, first.place, rules) : { level: 'ok' as const };
      return clip.kind === 'move' && answer.level === 'warn' ? { level: 'ok' } : answer;
    }
    const staffId = booking.staffFor(columnId, startMin, endMin);
    if (staffId === null) return { level: 'block', reason: t('journal:screen.noMasterForRoom') };
    const { by: kind, id } = readColumn(columnId);
    return checkNew({ staffId, roomId: kind === 'rooms' ? id : null, startMin, endMin }, rules);
  };
  const placingsOf = (move: GridMove): Placing[] => {
    const visit = visitOf(move.itemId);
    if (!visit) return [];
    return scopesOf(visit, day.localDate, move.kind).flatMap((scope) => {
      const place = placeOfMove(move, visit, day.localDate, scope);
      return place ? [{ kind: 'move' as const, visit, place }] : [];
    });
  };
  const onMove = (move: GridMove): void => {
    const all = placingsOf(move);
    const possible = all.filter((item) => checkPlace(item.visit, item.place, rules).level !== 'block');
    placing.place(possible.length > 0 ? possible : all, rules);
  };
  const onRefused = (move: GridMove, reason: string): void => {
    const [whole] = placingsOf(move);
    if (whole) placing.refuse(whole, rules, reason);
  };
  const paste = (columnId: string, startMin: number): void => {
    const all = placingsAt(day.localDate, columnId, startMin);
    if (all.length === 0) return;
    clipboard.clear();
    placing.place(all, rules);
  };
  const onCreate = (columnId: string, startMin: number, endMin: number): void => {
    if (clip) paste(columnId, startMin);
    else booking.open(columnId, startMin, endMin);
  };
  const openVisit = (item: GridItem): void => setPopup({ kind: 'drawer', visitId: item.visitId });
  const take = (kind: 'move' | 'copy', item: GridItem): void => {
    const visit = visitOf(item.id);
    if (visit && canEdit) clipboard.take(kind, visit, Number(item.id));
  };
  const menuOf = (item: GridItem, rect: GridRect, isShort: boolean): void => {
    const visit = visitOf(item.id);
    if (visit) setPopup({ kind: 'visit', visitId: visit.id, lineId: Number(item.id), rect, isShort });
  };

  const bookedCard = cardOfVisit(day, booking.bookedId);
  useEffect(() => {
    // The card comes with the day that is read after the booking; the next key is meant for it.
    if (bookedCard !== null) grid.current?.focusItem(bookedCard);
  }, [bookedCard]);

  const emptyReason = reasonOf(day, by, columns.length, hidden.length);
  const selected = selectedId ?? bookedCard;
  return (
    <>
      <SidePanel>
        <JournalSide
          date={date}
          day={day}
          byStatus={sums.byStatus}
          hiddenStaffIds={preferences.hiddenStaffIds}
          showCancelled={preferences.showCancelled}
          filter={filter}
          onDay={onDay}
          onHidden={(hiddenStaffIds) => save({ hiddenStaffIds })}
          onShowCancelled={(showCancelled) => save({ showCancelled })}
          onFilter={setFilter}
          onWindow={(staffId, startMin) => {
            grid.current?.scrollToMinute(startMin);
            if (canEdit) booking.open(masterColumn(staffId), startMin, startMin + 60);
          }}
        />
      </SidePanel>
      <JournalChips
        figures={{ ...sums, plannedText: money(sums.plannedMinor) }}
        filter={filter}
        onFilter={setFilter}
        notWorking={notWorking.length}
        showsNotWorking={showsNotWorking}
        onNotWorking={() => setShowsNotWorking(!showsNotWorking)}
        hidden={hidden.length}
        onShowHidden={() => save({ hiddenStaffIds: [] })}
        stepMin={preferences.gridStepMin}
        onStep={(gridStepMin) => save({ gridStepMin })}
        zoom={zoom}
        onZoom={changeZoom}
        clip={clip}
        onClipEnd={clipboard.clear}
      />
      <div
        className="zj-work"
        aria-busy={day.localDate !== date}
        onKeyDownCapture={(event) => {
          if (event.code !== 'Escape' || !clip) return;
          // Before the grid takes the press for its selection.
          event.stopPropagation();
          clipboard.clear();
        }}
      >
        {emptyReason === null ? (
          <VisitHover
            visitOf={visitOf}
            staffName={(id) => day.staff.find((person) => person.id === id)?.name ?? ''}
            isOff={popup !== null || booking.draft !== null}
          >
            <JournalGrid
              ref={grid}
              columns={columns}
              dayStartMin={hours.startMin}
              dayEndMin={hours.endMin}
              stepMin={preferences.gridStepMin}
              pxPerMin={zoom}
              nowMin={isNowShown ? nowHere : null}
              selectedId={selected}
              draft={booking.gridDraft}
              minColumnWidth={MIN_COLUMN_WIDTH}
              check={check}
              checkCreate={checkCreate}
              onSelect={setSelectedId}
              onOpen={openVisit}
              onMove={onMove}
              onRefused={onRefused}
              onCreate={onCreate}
              onStatusMenu={(item, rect) => menuOf(item, rect, true)}
              onContextMenu={({ item, columnId, startMin }, rect) => {
                if (item) menuOf(item, rect, false);
                else setPopup({ kind: 'slot', columnId, startMin, rect });
              }}
              onCancelItem={(item) => {
                const visit = visitOf(item.id);
                if (visit && canEdit) setPopup({ kind: 'cancel', visitId: visit.id });
              }}
              onColumnMenu={(columnId, rect) => setPopup({ kind: 'column', columnId, rect })}
              onZoom={changeZoom}
              onDayHover={onDay}
              onCut={(item) => take('move', item)}
              onCopy={(item) => take('copy', item)}
              onPaste={paste}
              onCursor={(place) => {
                cursor.current = place;
              }}
              labels={labels}
              revision={revision}
            />
          </VisitHover>
        ) : (
          <JournalEmpty reason={emptyReason} onShowAll={() => save({ hiddenStaffIds: [] })} />
        )}
        {isFinding && (
          <FreeWindows
            date={date}
            hiddenStaffIds={preferences.hiddenStaffIds}
            onPreview={booking.preview}
            onBook={({ staffId, startMin, endMin }) => booking.open(masterColumn(staffId), startMin, endMin)}
            onDay={onDay}
            onClose={() => {
              setFinding(false);
              focusGrid();
            }}
          />
        )}
      </div>
      <BookingLayer booking={booking} day={day} onClosed={focusGrid} />
      <PlacingDialogs placing={placing} day={day} onClosed={focusGrid} />
      <JournalPopups
        popup={popup}
        day={day}
        columns={columns}
        clipWho={clip?.who ?? null}
        onShow={setPopup}
        onClose={closePopup}
        onBook={(columnId, startMin) => booking.open(columnId, startMin, startMin + 60)}
        onPaste={paste}
        onTake={clipboard.take}
        onHide={(staffId) => save({ hiddenStaffIds: [...preferences.hiddenStaffIds, staffId] })}
        onSchedule={() => void navigate('/schedule')}
      />
    </>
  );
}

/** Visits of every day shown so far, by the card of each service: a card may be carried to another day. */
function useKnownVisits(day: Day): (itemId: string) => DayVisit | null {
  const known = useRef(new Map<string, DayVisit>());
  useLayoutEffect(() => {
    for (const visit of day.visits) for (const line of visit.lines) known.current.set(cardId(line.id), visit);
  }, [day]);
  return useCallback((itemId) => known.current.get(itemId) ?? null, []);
}

/** The zoom: shown at once, kept when it rests. */
function useZoomLevel(
  kept: number,
  save: (zoom: number) => void,
): { readonly zoom: number; readonly changeZoom: (delta: 1 | -1 | 0) => void } {
  const [zoom, setZoom] = useState(kept);
  const saveLater = useDebouncedCallback(save, 600);
  const changeZoom = (delta: 1 | -1 | 0): void => {
    const wanted = delta === 0 ? USUAL_ZOOM : delta > 0 ? zoom * ZOOM_STEP : zoom / ZOOM_STEP;
    const next = Math.round(Math.max(LEAST_ZOOM, Math.min(MOST_ZOOM, wanted)) * 100) / 100;
    setZoom(next);
    saveLater(next);
  };
  return { zoom, changeZoom };
}

function reasonOf(day: Day, by: ColumnsBy, columns: number, hidden: number): EmptyReason | null {
  if (columns > 0) return null;
  if (day.staff.length === 0) return 'noMasters';
  if (by === 'rooms') return 'noRooms';
  if (hidden > 0) return 'allHidden';
  return day.salonHours.length === 0 ? 'closed' : 'nobody';
}

function cardOfVisit(day: Day, visitId: number | null): string | null {
  const line = day.visits.find(({ id }) => id === visitId)?.lines[0];
  return line ? cardId(line.id) : null;
}
