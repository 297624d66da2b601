import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Day } from '../../src-shared/journal/journal.contract.ts';
import { daysBetween } from '../../src-shared/kernel/local-date.ts';
import { useActions } from '../app/actions.ts';
import { useFinding } from '../availability/use-finding.tsx';
import { useCan, useDesk, useLocale, useMoney } from '../app/session.ts';
import { SidePanel } from '../app/SidePanel.tsx';
import { useGroupGrid } from '../groups/use-group-grid.tsx';
import { usePhotos } from '../staff/StaffAvatar.tsx';
import { BookingLayer, useBooking } from './BookingLayer.tsx';
import { daySums } from './day-figures.ts';
import { JournalGrid } from './grid/JournalGrid.tsx';
import type { GridCheck, GridCursor, GridItem, GridMove, GridRect, JournalGridHandle } from './grid/grid-model.ts';
import type { JournalAddress } from './journal-address.ts';
import { JournalChips } from './JournalChips.tsx';
import { cardId, columnsOf, readColumn, shownHours, weekColumns } from './journal-columns.ts';
import { type JournalFilter, NO_FILTER, filterCount } from './journal-filter.ts';
import { type EmptyReason, JournalEmpty } from './JournalEmpty.tsx';
import { useAskedVisit } from './use-asked-visit.ts';
import { JournalPopups, type Popup } from './JournalPopups.tsx';
import { movedOrder, type Scene, useKnownVisits, useScene } from './journal-scene.ts';
import { JournalSide } from './JournalSide.tsx';
import { type PlaceRules, checkMove, checkNew, checkPlace, placeOfMove, scopesOf } from './placement.ts';
import { PlacingDialogs } from './PlacingDialogs.tsx';
import { useClipboard } from './use-clipboard.ts';
import { useGridLabels } from './use-grid-labels.ts';
import { usePayVisit } from './use-pay-visit.ts';
import { type Placing, usePlacing } from './use-placing.ts';
import { usePreferences } from './use-preferences.ts';
import { useRemoteDrag } from './use-remote-drag.ts';
import { useZoom } from './use-zoom.ts';
import { VisitHover } from './VisitHover.tsx';
import { useWaitingGrid } from '../waiting/use-waiting-grid.ts';
import { WaitingPanel } from '../waiting/WaitingPanel.tsx';
import { WaitQuestion } from '../waiting/WaitQuestion.tsx';
import { showRefusal } from './RefusalToast.tsx';

interface JournalViewProps {
  /** The day that is shown, or the seven of a week; while others are read, still those before. */
  readonly days: readonly Day[];
  /** Whose week it is; null on a day. */
  readonly subject: Scene['subject'];
  readonly revision: number;
  readonly address: JournalAddress;
  /** What is shown is what is wanted. */
  readonly isReady: boolean;
  readonly filter: JournalFilter;
  readonly onFilter: (change: Partial<JournalFilter>) => void;
  readonly onGo: (change: Partial<JournalAddress>) => void;
}

/** Nine masters fit beside the panel on a screen of 1366 px (ui.md 9.5). */
const MIN_COLUMN_WIDTH = 108;

/** A day of the journal or the week of one master or room: figures, side panel, grid, and everything that opens from it. */
export function JournalView(props: JournalViewProps) {
  const { days, subject, revision, address, isReady, onFilter, onGo } = props;
  const { date, by } = address;
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
  const [showsNotWorking, setShowsNotWorking] = useState(false);
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const [popup, setPopup] = useState<Popup | null>(null);
  const { zoom, changeZoom } = useZoom(preferences.gridZoom, (gridZoom) => save({ gridZoom }));
  const cursor = useRef<GridCursor | null>(null);
  const placing = usePlacing();
  const { pay } = usePayVisit();
  const clipboard = useClipboard();
  const { clip, placingsAt } = clipboard;
  const noteDragged = useRemoteDrag(grid);
  const visitOf = useKnownVisits(days);
  const scene = useScene(days, date, subject);
  const { day, dayOf, columnFor } = scene;
  const onDay = useCallback((localDate: string) => onGo({ date: localDate }), [onGo]);

  const rules: PlaceRules = useMemo(
    () => ({ day, settings, today, nowMin, canBookInPast, t }),
    [day, settings, today, nowMin, canBookInPast, t],
  );
  const rulesAt = (columnId: string): PlaceRules => ({ ...rules, day: dayOf(columnId) });
  const fromMin = daysBetween(day.localDate, today) * 1440 + nowMin;
  const { processingReleasesMaster } = settings;
  const filter = useMemo(
    // The clock moves on every minute; only the search for free masters looks at it.
    () => ({ ...props.filter, free: { fromMin: props.filter.onlyFree ? fromMin : 0, processingReleasesMaster } }),
    [props.filter, fromMin, processingReleasesMaster],
  );
  const photoIds = useMemo(() => day.staff.flatMap(({ photoFileId }) => photoFileId ?? []), [day.staff]);
  const photos = usePhotos(photoIds);
  const { columns, notWorking, hidden } = useMemo(
    () => {
      const look = { by, preferences, filter, showsNotWorking, canEdit, t, locale, money, photos };
      if (subject === null) return columnsOf(day, look);
      return { columns: weekColumns(days, subject, look), notWorking: [], hidden: [] };
    },
    // `money` is a new function each time and depends on the currency and the language only.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [days, day, subject, by, preferences, filter, showsNotWorking, canEdit, t, locale, settings.currency, photos],
  );
  const hours = useMemo(() => shownHours(days), [days]);
  const sums = useMemo(
    () =>
      daySums(
        days,
        ({ staffId, roomId }) => (subject === null ? true : subject.id === (subject.by === 'rooms' ? roomId : staffId)),
        subject?.by === 'rooms',
      ),
    [days, subject],
  );
  const nowColumnId = subject && columns.find(({ id }) => readColumn(id).localDate === today)?.id;
  const nowHere = subject === null ? fromMin : nowColumnId === undefined ? -1 : nowMin;
  const isNowShown = nowHere >= hours.startMin && nowHere <= hours.endMin;
  const showVisit = useCallback((visitId: number) => setPopup({ kind: 'drawer', visitId }), []);
  useAskedVisit(isReady, showVisit);
  const booking = useBooking({ day, dayOf, columnFor, columns, grid, cursor, rules, isDayReady: isReady });

  const focusGrid = useCallback(() => {
    // After the closing menu or dialog has let go of the focus.
    setTimeout(() => grid.current?.focusCursor(), 0);
  }, []);
  const closePopup = useCallback(() => {
    setPopup(null);
    focusGrid();
  }, [focusGrid]);

  const { open: openForm, preview } = booking;
  const finding = useFinding({
    // Windows are shown in the columns of the masters of one day.
    shownDate: subject === null && by === 'masters' ? day.localDate : '',
    date,
    staff: day.staff,
    onDay: useCallback((localDate) => onGo({ view: 'day', by: 'masters', date: localDate }), [onGo]),
    preview,
    open: useCallback(
      ({ staffId, startMin, endMin }, prefill) => {
        grid.current?.scrollToMinute(startMin);
        openForm(columnFor(staffId), startMin, endMin, prefill);
      },
      [columnFor, openForm],
    ),
    onBooked: booking.booked,
    onClosed: focusGrid,
  });

  const isGridThere = columns.length > 0;
  useEffect(() => {
    if (isGridThere) grid.current?.scrollToNow();
  }, [isGridThere]);

  const bookedCard = cardOfVisit(days, booking.bookedId);
  useActions(
    [
      {
        id: 'checkout.pay',
        title: 'checkout:screen.actions.pay',
        group: 'journal',
        shortcut: 'F8',
        permission: 'take_payment',
        run: () => {
          const focused = document.activeElement?.closest<HTMLElement>('[data-item]')?.dataset['item'];
          const item = focused ?? selectedId ?? bookedCard;
          pay(item === null ? undefined : (visitOf(item) ?? undefined));
        },
      },
      {
        id: 'journal.book',
        title: 'journal:screen.actions.book',
        group: 'journal',
        shortcut: 'F2',
        permission: 'edit_journal',
        run: booking.openAtCursor,
      },
      {
        id: 'journal.show-cancelled',
        title: 'journal:screen.actions.showCancelled',
        group: 'journal',
        run: () => save({ showCancelled: !preferences.showCancelled }),
      },
      {
        id: 'journal.zoom-in',
        title: 'journal:screen.actions.zoomIn',
        group: 'journal',
        shortcut: 'Alt+Equal',
        run: () => changeZoom(1),
      },
      {
        id: 'journal.zoom-out',
        title: 'journal:screen.actions.zoomOut',
        group: 'journal',
        shortcut: 'Alt+Minus',
        run: () => changeZoom(-1),
      },
      {
        id: 'journal.zoom-reset',
        title: 'journal:screen.actions.zoomReset',
        group: 'journal',
        shortcut: 'Alt+Digit0',
        run: () => changeZoom(0),
      },
    ],
    [],
  );

  const groups = useGroupGrid({
    days,
    dayOf,
    rulesAt,
    onClosed: focusGrid,
    startAtCursor: () => {
      const at = cursor.current;
      const columnId = at?.columnId ?? columns[0]?.id;
      if (columnId === undefined) return null;
      const startMin = at?.startMin ?? Math.ceil(Math.max(hours.startMin, fromMin) / 15) * 15;
      const staffId = booking.staffFor(columnId, startMin, startMin + 60) ?? dayOf(columnId).staff[0]?.id;
      return staffId === undefined ? null : { day: dayOf(columnId), staffId, startMin };
    },
  });
  const waiting = useWaitingGrid({ dayOf, rulesAt, staffFor: booking.staffFor, grid, onForm: booking.close });

  const check = (move: GridMove): GridCheck => {
    if (waiting.owns(move.itemId)) return waiting.checkAt(move.itemId, move.columnId, move.startMin);
    if (groups.owns(move.itemId)) return groups.check(move);
    const visit = visitOf(move.itemId);
    if (!visit) return { level: 'block', reason: labels.dragChanged };
    noteDragged(visit);
    return checkMove(move, visit, rulesAt(move.columnId));
  };
  const checkCreate = (columnId: string, startMin: number, endMin: number): GridCheck => {
    if (!canEdit) return { level: 'block', reason: t('journal:screen.noRight') };
    if (waiting.clip) return waiting.checkAt(null, columnId, startMin);
    if (groups.clip) return groups.checkTaken(columnId, startMin);
    if (clip) {
      const [first] = placingsAt(dayOf(columnId).localDate, columnId, startMin);
      // What stands in the way of a carried visit is asked when it is placed, with the reason.
      const answer = first ? checkPlace(first.visit, first.place, rulesAt(columnId)) : { level: 'ok' as const };
      return clip.kind === 'move' && answer.level === 'warn' ? { level: 'ok' } : answer;
    }
    const staffId = booking.staffFor(columnId, startMin, endMin);
    if (staffId === null) return { level: 'block', reason: t('journal:screen.noMasterForRoom') };
    const { by: kind, id } = readColumn(columnId);
    return checkNew({ staffId, roomId: kind === 'rooms' ? id : null, startMin, endMin }, rulesAt(columnId));
  };
  const placingsOf = (move: GridMove): Placing[] => {
    const visit = visitOf(move.itemId);
    if (!visit) return [];
    const { localDate } = dayOf(move.columnId);
    return scopesOf(visit, localDate, move.kind).flatMap((scope) => {
      const place = placeOfMove(move, visit, localDate, scope);
      return place ? [{ kind: 'move' as const, visit, place }] : [];
    });
  };
  const onMove = (move: GridMove): void => {
    if (waiting.owns(move.itemId)) {
      waiting.placeAt(move.itemId, move.columnId, move.startMin);
      return;
    }
    if (groups.owns(move.itemId)) {
      groups.move(move);
      return;
    }
    const all = placingsOf(move);
    const possible = all.filter((item) => checkPlace(item.visit, item.place, rulesAt(move.columnId)).level !== 'block');
    placing.place(possible.length > 0 ? possible : all, rulesAt(move.columnId));
  };
  const onRefused = (move: GridMove, reason: string): void => {
    const [whole] = placingsOf(move);
    if (waiting.owns(move.itemId)) showRefusal(reason);
    if (groups.owns(move.itemId)) groups.refuse(reason);
    if (whole) placing.refuse(whole, rulesAt(move.columnId), reason);
  };
  const dropClips = (): void => {
    clipboard.clear();
    waiting.clear();
    groups.clear();
  };
  const paste = (columnId: string, startMin: number): void => {
    if (groups.clip) {
      groups.paste(columnId, startMin);
      return;
    }
    const all = placingsAt(dayOf(columnId).localDate, columnId, startMin);
    if (all.length === 0) return;
    clipboard.clear();
    placing.place(all, rulesAt(columnId));
  };
  const onCreate = (columnId: string, startMin: number, endMin: number): void => {
    if (waiting.clip) waiting.placeAt(null, columnId, startMin);
    else if (clip || groups.clip) paste(columnId, startMin);
    else booking.open(columnId, startMin, endMin);
  };
  const openVisit = (item: GridItem): void => {
    if (groups.owns(item.id)) groups.open(item.id);
    else setPopup({ kind: 'drawer', visitId: item.visitId });
  };
  const take = (kind: 'move' | 'copy', item: GridItem): void => {
    if (!canEdit) return;
    dropClips();
    if (groups.owns(item.id)) groups.take(kind, item.id);
    const visit = visitOf(item.id);
    if (visit) clipboard.take(kind, visit, Number(item.id));
  };
  const menuOf = (item: GridItem, rect: GridRect, isShort: boolean): void => {
    if (groups.owns(item.id)) groups.open(item.id);
    const visit = visitOf(item.id);
    if (visit) setPopup({ kind: 'visit', visitId: visit.id, lineId: Number(item.id), rect, isShort });
  };

  const reorder = (columnId: string, toIndex: number): void => {
    const { by: kind, id } = readColumn(columnId);
    if (id === null) return;
    const key = kind === 'rooms' ? 'roomOrder' : 'staffOrder';
    const known = (kind === 'rooms' ? day.rooms : day.staff).map((item): number => item.id);
    const all = [...new Set([...preferences[key].filter((item) => known.includes(item)), ...known])];
    const shown = columns.flatMap((column) => readColumn(column.id).id ?? []);
    save({ [key]: movedOrder(all, shown, id, toIndex) });
  };
  const placeColumn = (columnId: string, steps: 1 | -1): void => {
    const at = columns.findIndex(({ id }) => id === columnId) + steps;
    if (at >= 0 && at < columns.length) reorder(columnId, at);
  };

  useEffect(() => {
    // The card comes with the day that is read after the booking; the next key is meant for it.
    if (bookedCard !== null) grid.current?.focusItem(bookedCard);
  }, [bookedCard]);

  const emptyReason = reasonOf(day, by, columns.length, hidden.length, filterCount(filter) > 0);
  const selected = selectedId ?? bookedCard;
  return (
    <>
      <SidePanel>
        <JournalSide
          date={date}
          day={subject === null ? day : null}
          byStatus={sums.byStatus}
          hiddenStaffIds={preferences.hiddenStaffIds}
          showCancelled={preferences.showCancelled}
          filter={filter.status}
          onDay={onDay}
          onHidden={(hiddenStaffIds) => save({ hiddenStaffIds })}
          onShowCancelled={(showCancelled) => save({ showCancelled })}
          onFilter={(status) => onFilter({ status })}
          onFree={finding.book}
          onWindow={(staffId, startMin) => {
            grid.current?.scrollToMinute(startMin);
            if (canEdit) booking.open(columnFor(staffId), startMin, startMin + 60);
          }}
        />
      </SidePanel>
      <JournalChips
        figures={{ ...sums, plannedText: money(sums.plannedMinor) }}
        filter={filter}
        isWeek={subject !== null}
        day={day}
        onFilter={onFilter}
        notWorking={notWorking.length}
        showsNotWorking={showsNotWorking}
        onNotWorking={() => setShowsNotWorking(!showsNotWorking)}
        hidden={hidden.length}
        onShowHidden={() => save({ hiddenStaffIds: [] })}
        stepMin={preferences.gridStepMin}
        onStep={(gridStepMin) => save({ gridStepMin })}
        zoom={zoom}
        onZoom={changeZoom}
        clip={clip ?? groups.clip ?? waiting.clip}
        onClipEnd={dropClips}
      />
      <div
        className="zj-work"
        aria-busy={!isReady}
        onKeyDownCapture={(event) => {
          if (event.code !== 'Escape' || (!clip && !waiting.clip && !groups.clip)) return;
          // Before the grid takes the press for its selection.
          event.stopPropagation();
          dropClips();
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
              nowColumnId={nowColumnId ?? undefined}
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
                if (groups.owns(item.id)) groups.cancel(item.id);
              }}
              onColumnMenu={(columnId, rect) => setPopup({ kind: 'column', columnId, rect })}
              onReorder={subject === null ? reorder : undefined}
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
          <JournalEmpty
            reason={emptyReason}
            onShowAll={() => (emptyReason === 'filtered' ? onFilter(NO_FILTER) : save({ hiddenStaffIds: [] }))}
          />
        )}
        {finding.layer}
        {waiting.isOpen && (
          <WaitingPanel
            booking={waiting.booking}
            onGrab={waiting.grab}
            onArrived={(visitId) => setPopup({ kind: 'drawer', visitId })}
            onClosed={focusGrid}
          />
        )}
      </div>
      <WaitQuestion booking={waiting.booking} onClosed={focusGrid} />
      <BookingLayer
        booking={booking}
        dayOf={dayOf}
        onFind={finding.find}
        onGroup={groups.create}
        onClosed={focusGrid}
      />
      {groups.layer}
      <PlacingDialogs placing={placing} day={day} onClosed={focusGrid} />
      <JournalPopups
        popup={popup}
        days={days}
        dayOf={dayOf}
        columns={columns}
        clipWho={(clip ?? groups.clip)?.who ?? null}
        onShow={setPopup}
        onClose={closePopup}
        onBook={(columnId, startMin) => booking.open(columnId, startMin, startMin + 60)}
        onPaste={paste}
        onGroup={(columnId, startMin) => {
          const staffId = booking.staffFor(columnId, startMin, startMin + 60) ?? dayOf(columnId).staff[0]?.id;
          if (staffId !== undefined) groups.create({ day: dayOf(columnId), staffId, startMin });
        }}
        onTake={clipboard.take}
        onHide={(staffId) => save({ hiddenStaffIds: [...preferences.hiddenStaffIds, staffId] })}
        onSchedule={() => void navigate('/schedule')}
        onWeek={(kind, id) => onGo({ view: 'week', by: kind, id })}
        onDay={(localDate) => onGo({ view: 'day', date: localDate })}
        onPlace={placeColumn}
      />
    </>
  );
}

function reasonOf(
  day: Day,
  by: JournalAddress['by'],
  columns: number,
  hidden: number,
  isFiltered: boolean,
): EmptyReason | null {
  if (columns > 0) return null;
  if (day.staff.length === 0) return 'noMasters';
  if (by === 'rooms') return 'noRooms';
  if (isFiltered) return 'filtered';
  if (hidden > 0) return 'allHidden';
  return day.salonHours.length === 0 ? 'closed' : 'nobody';
}

function cardOfVisit(days: readonly Day[], visitId: number | null): string | null {
  const line = days.flatMap((day) => day.visits).find(({ id }) => id === visitId)?.lines[0];
  return line ? cardId(line.id) : null;
}
