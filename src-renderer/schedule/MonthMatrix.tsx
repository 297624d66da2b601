import { Menu, Popover, Tooltip } from '@mantine/core';
import { IconBrush, IconCalendarOff, IconClipboard, IconCopy, IconPencil } from '@tabler/icons-react';
import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  memo,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, formatNumber } from '../../src-shared/i18n/format.ts';
import { isoWeekday } from '../../src-shared/kernel/local-date.ts';
import { formatRange } from '../../src-shared/kernel/wall-time.ts';
import type { Room } from '../../src-shared/rooms/rooms.contract.ts';
import type { MonthMatrix as Matrix, TemplateRecord } from '../../src-shared/schedule/schedule.contract.ts';
import { useLocale } from '../app/session.ts';
import { type Palette, type Tool, presetsOf, targetOfTool } from './brush.ts';
import { DayEditor } from './DayEditor.tsx';
import { MatrixRow, type RowAct } from './MatrixRow.tsx';
import { MatrixToolbar } from './MatrixToolbar.tsx';
import { type Cell, type Selection, boundsOf, fitSelection, moveSelection, selectCell } from './selection.ts';
import { useChangeGuard } from './use-change-guard.tsx';
import { useMatrixActs } from './use-matrix-acts.ts';
import './schedule.css';

type SalonDay = Matrix['days'][number];
type Row = Matrix['staff'][number];

interface MonthMatrixProps {
  readonly matrix: Matrix;
  readonly month: string;
  readonly today: string;
  readonly templates: readonly TemplateRecord[];
  readonly rooms: readonly Room[];
  readonly canEdit: boolean;
  readonly onSalonDay: (day: SalonDay) => void;
  readonly onRow: (act: RowAct, row: Row) => void;
}

/**
 * Masters by days. One tab stop: arrows move, Shift extends, Enter edits or paints, Ctrl+C and Ctrl+V copy; the mouse
 * paints by dragging with a brush, and chooses without one.
 */
export function MonthMatrix(props: MonthMatrixProps) {
  const { matrix, month, today, templates, rooms, canEdit, onSalonDay, onRow } = props;
  const { t } = useTranslation('schedule');
  const { days, staff } = matrix;
  const presets = presetsOf(templates, t('paint.break'));
  const guard = useChangeGuard();
  const acts = useMatrixActs(matrix, guard.ask);
  const [tool, setTool] = useState<Tool>('select');
  const [chosenPalette, setPalette] = useState<Partial<Palette>>({});
  const palette: Palette = { shift: presets[0]!, reason: 'vacation', roomId: null, ...chosenPalette };
  const [showsRooms, setShowsRooms] = useState(false);
  const todayColumn = Math.max(
    0,
    days.findIndex(({ localDate }) => localDate === today),
  );
  const [kept, setSelection] = useState<Selection>(() => selectCell({ row: 0, column: todayColumn }));
  const [place, setPlace] = useState<Place | null>(null);
  const [menuAt, setMenuAt] = useState<Place | null>(null);
  const isDragging = useRef(false);
  const frame = useRef<HTMLDivElement>(null);
  const size = { rows: staff.length, columns: days.length };
  // The month may be shorter or the people fewer than before.
  const selection = fitSelection(kept, size);
  const { active } = selection;
  const isOpen = place !== null;

  const focusActive = (): void => {
    // The cell is marked active by the render that follows.
    requestAnimationFrame(() => frame.current?.querySelector<HTMLElement>('[data-active] button')?.focus());
  };
  const close = (): void => {
    setPlace(null);
    setMenuAt(null);
    focusActive();
  };
  const openActive = (): void => {
    const cell = frame.current?.querySelector('[data-active]');
    if (cell) setPlace(placeOf(cell, frame.current));
  };
  const after = (act: Promise<void>): void => void act.then(focusActive);
  const useBrush = (over: Selection): void => {
    const target = targetOfTool(tool, palette);
    if (target) after(acts.paint(over, target));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.metaKey || !cellAt(event.target)) return;
    if (event.ctrlKey) {
      if (!canEdit || (event.code !== 'KeyC' && event.code !== 'KeyV')) return;
      event.preventDefault();
      if (event.code === 'KeyC') acts.copy(selection);
      else after(acts.paste(selection));
      return;
    }
    const next = moveSelection(selection, event.key, event.shiftKey, size);
    if (next) {
      event.preventDefault();
      setSelection(next);
      focusActive();
    } else if (event.key === 'Escape') {
      if (tool === 'select') setSelection(selectCell(active));
      else setTool('select');
    } else if (canEdit && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      if (tool === 'select') openActive();
      else useBrush(selection);
    } else if (canEdit && event.key === 'Delete') {
      event.preventDefault();
      after(acts.paint(selection, { kind: 'off' }));
    } else if (canEdit && (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey))) {
      event.preventDefault();
      setMenuAt(placeOf(event.target, frame.current));
    }
  };
  const onPointerDown = (event: PointerEvent): void => {
    const cell = cellAt(event.target);
    if (!cell || event.button !== 0) return;
    isDragging.current = true;
    setSelection((known) => (event.shiftKey ? { ...known, active: cell } : selectCell(cell)));
  };
  const onPointerOver = (event: PointerEvent): void => {
    const cell = isDragging.current && event.buttons === 1 ? cellAt(event.target) : null;
    if (cell) setSelection((known) => ({ ...known, active: cell }));
  };
  const onPointerUp = (event: PointerEvent): void => {
    if (!isDragging.current) return;
    isDragging.current = false;
    if (!canEdit) return;
    const cell = cellAt(event.target) ?? active;
    const over = { ...selection, active: cell };
    if (tool !== 'select') useBrush(over);
    // Several cells are chosen to be copied, filled or painted; one is there to be edited.
    else if (over.anchor.row === cell.row && over.anchor.column === cell.column)
      setPlace(placeOf(event.target, frame.current));
    else focusActive();
  };
  const onContextMenu = (event: React.MouseEvent): void => {
    const cell = cellAt(event.target);
    if (!cell || !canEdit) return;
    event.preventDefault();
    const { firstRow, lastRow, firstColumn, lastColumn } = boundsOf(selection);
    const isInside =
      cell.row >= firstRow && cell.row <= lastRow && cell.column >= firstColumn && cell.column <= lastColumn;
    if (!isInside) setSelection(selectCell(cell));
    setMenuAt(placeOf(event.target, frame.current));
  };

  const bounds = boundsOf(selection);
  const chosen = staff.slice(bounds.firstRow, bounds.lastRow + 1).map((row) => ({
    staffId: row.staffId,
    name: row.name,
    days: row.days.slice(bounds.firstColumn, bounds.lastColumn + 1),
  }));
  const chosenCount = chosen.reduce((sum, row) => sum + row.days.length, 0);
  const activeDay = staff[active.row]?.days[active.column];
  const activeSalonDay = days[active.column];
  const rowNames = useRoomNames(rooms);
  const onAct = useStable(onRow);
  return (
    <>
      {canEdit && (
        <MatrixToolbar
          tool={tool}
          palette={palette}
          presets={presets}
          rooms={rooms}
          canPaste={acts.canPaste}
          isBusy={acts.isPending || guard.isAsking}
          showsRooms={showsRooms}
          onTool={(next, part) => {
            setTool(next);
            if (part) setPalette({ ...chosenPalette, ...part });
          }}
          onEdit={openActive}
          onCopy={() => acts.copy(selection)}
          onPaste={() => after(acts.paste(selection))}
          onCycle={(on, off) => after(acts.fillCycle(selection, { kind: 'shift', ...palette.shift.pattern }, on, off))}
          onRepeat={() => after(acts.repeat(selection))}
          onShowRooms={setShowsRooms}
        />
      )}
      <div ref={frame} className="z-matrix-frame" data-tool={canEdit ? tool : undefined}>
        <table
          className="z-matrix"
          role="grid"
          aria-label={t('grid', { month })}
          aria-multiselectable="true"
          aria-readonly={!canEdit}
          data-marked={isOpen || chosenCount > 1 || undefined}
          data-rooms={showsRooms || undefined}
        >
          <thead>
            <tr>
              <th scope="col" className="z-matrix-corner">
                {t('masters')}
              </th>
              {days.map((day) => (
                <DayHead
                  key={day.localDate}
                  day={day}
                  isToday={day.localDate === today}
                  onOpen={canEdit ? onSalonDay : null}
                />
              ))}
            </tr>
          </thead>
          <tbody
            onKeyDown={onKeyDown}
            onFocus={(event) => {
              // A reader or a script may put the focus on any cell: what follows is about that one.
              const cell = isDragging.current ? null : cellAt(event.target);
              if (cell && (cell.row !== active.row || cell.column !== active.column)) setSelection(selectCell(cell));
            }}
            onPointerDown={onPointerDown}
            onPointerOver={onPointerOver}
            onPointerUp={onPointerUp}
            onContextMenu={onContextMenu}
          >
            {staff.map((row, index) => {
              const isInside = index >= bounds.firstRow && index <= bounds.lastRow;
              return (
                <MatrixRow
                  key={row.staffId}
                  row={row}
                  index={index}
                  days={days}
                  today={today}
                  normMin={matrix.normMin}
                  activeColumn={index === active.row ? active.column : -1}
                  firstChosen={isInside ? bounds.firstColumn : -1}
                  lastChosen={isInside ? bounds.lastColumn : -1}
                  roomNames={rowNames}
                  showsRooms={showsRooms}
                  canEdit={canEdit}
                  onAct={onAct}
                />
              );
            })}
          </tbody>
          <MatrixFoot matrix={matrix} />
        </table>
        {place && activeDay && activeSalonDay && (
          <CellPopover place={place} onClose={close}>
            <DayEditor
              chosen={chosen}
              day={activeDay}
              salonHours={activeSalonDay.hours}
              rooms={rooms}
              ask={guard.ask}
              onDone={close}
            />
          </CellPopover>
        )}
        {menuAt && (
          <Menu opened position="right-start" onClose={close} withinPortal>
            <Menu.Target>
              <div style={{ position: 'absolute', pointerEvents: 'none', ...menuAt }} />
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<IconPencil size={16} aria-hidden />}
                rightSection={<kbd>Enter</kbd>}
                onClick={() => {
                  setMenuAt(null);
                  openActive();
                }}
              >
                {t('paint.edit')}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconCopy size={16} aria-hidden />}
                rightSection={<kbd>Ctrl+C</kbd>}
                onClick={() => acts.copy(selection)}
              >
                {t('paint.copy')}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconClipboard size={16} aria-hidden />}
                rightSection={<kbd>Ctrl+V</kbd>}
                disabled={!acts.canPaste}
                onClick={() => after(acts.paste(selection))}
              >
                {t('paint.paste')}
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item
                leftSection={<IconBrush size={16} aria-hidden />}
                onClick={() => after(acts.paint(selection, { kind: 'shift', ...palette.shift.pattern }))}
              >
                {t('paint.shiftOf', { shift: palette.shift.label })}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconCalendarOff size={16} aria-hidden />}
                rightSection={<kbd>Del</kbd>}
                onClick={() => after(acts.paint(selection, { kind: 'off' }))}
              >
                {t('day.off')}
              </Menu.Item>
              <Menu.Item onClick={() => after(acts.paint(selection, { kind: 'template' }))}>
                {t('paint.asTemplate')}
              </Menu.Item>
              <Menu.Item onClick={() => after(acts.repeat(selection))}>{t('paint.repeat')}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      {guard.dialog}
    </>
  );
}

/** A function that stays the same, so that rows are not drawn anew for each render of the page. */
function useStable(act: MonthMatrixProps['onRow']): MonthMatrixProps['onRow'] {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  return useCallback((name, row) => latest.current(name, row), []);
}

function useRoomNames(rooms: readonly Room[]): ReadonlyMap<number, string> {
  const [known, setKnown] = useState({ rooms, names: namesOf(rooms) });
  if (known.rooms === rooms) return known.names;
  const names = namesOf(rooms);
  setKnown({ rooms, names });
  return names;
}

function namesOf(rooms: readonly Room[]): ReadonlyMap<number, string> {
  return new Map(rooms.map(({ id, name }) => [id, name]));
}

function cellAt(target: EventTarget): Cell | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
  if (!cell) return null;
  return { row: Number(cell.dataset['row']), column: Number(cell.dataset['column']) };
}

/** How many masters and hours each day has. */
const MatrixFoot = memo(function MatrixFoot({ matrix }: { readonly matrix: Matrix }) {
  const { t } = useTranslation('schedule');
  const locale = useLocale();
  const { days, staff, normMin } = matrix;
  const totalMin = staff.reduce((sum, row) => sum + row.totalMin, 0);
  return (
    <tfoot>
      <tr>
        <th scope="row">
          {t('onShift')}
          <small className="z-dim">
            {t('totalHours', { hours: formatNumber(totalMin / 60, locale), norm: formatNumber(normMin / 60, locale) })}
          </small>
        </th>
        {days.map((day, column) => {
          const working = staff.filter((row) => (row.days[column]?.shiftMin ?? 0) > 0);
          const minutes = working.reduce((sum, row) => sum + (row.days[column]?.shiftMin ?? 0), 0);
          return (
            <td key={day.localDate}>
              {working.length > 0 && (
                <>
                  {working.length}
                  <small>{formatNumber(minutes / 60, locale)}</small>
                </>
              )}
            </td>
          );
        })}
      </tr>
    </tfoot>
  );
});

interface DayHeadProps {
  readonly day: SalonDay;
  readonly isToday: boolean;
  readonly onOpen: ((day: SalonDay) => void) | null;
}

const DayHead = memo(function DayHead({ day, isToday, onOpen }: DayHeadProps) {
  const { t } = useTranslation('schedule');
  const locale = useLocale();
  const { localDate, hours, isSpecial, title, holiday } = day;
  const shown = hours.length === 0 ? t('closed') : hours.map(([start, end]) => formatRange(start, end)).join(', ');
  const name = holiday && (holiday.title || t(`holidayKinds.${holiday.kind}`));
  const words = [...new Set([name, title])].filter(Boolean).join(', ');
  const content = (
    <>
      <span>{formatDate(localDate, 'weekday', locale)}</span>
      <strong>{Number(localDate.slice(8))}</strong>
    </>
  );
  return (
    <th
      scope="col"
      data-today={isToday || undefined}
      data-weekend={isoWeekday(localDate) > 5 || undefined}
      data-special={isSpecial || undefined}
      data-holiday={holiday?.kind}
      aria-label={[formatDate(localDate, 'dayLong', locale), words].filter(Boolean).join(', ')}
    >
      <Tooltip label={[words, shown].filter(Boolean).join(': ')}>
        {onOpen ? (
          <button
            type="button"
            aria-label={t('salonDay.change', { date: formatDate(localDate, 'dayMonth', locale), hours: shown })}
            onClick={() => onOpen(day)}
          >
            {content}
          </button>
        ) : (
          <span className="z-matrix-head">{content}</span>
        )}
      </Tooltip>
    </th>
  );
});

interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where a cell is inside the scrolled frame. */
function placeOf(target: EventTarget, frame: HTMLElement | null): Place | null {
  const cell = target instanceof Element ? target.closest('[data-row]') : null;
  if (!cell || !frame) return null;
  const inner = cell.getBoundingClientRect();
  const outer = frame.getBoundingClientRect();
  return {
    left: inner.left - outer.left + frame.scrollLeft,
    top: inner.top - outer.top + frame.scrollTop,
    width: inner.width,
    height: inner.height,
  };
}

interface CellPopoverProps {
  readonly place: Place;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Opens beside the active cell: a cell cannot be the target itself, because it changes while the person works. */
function CellPopover({ place, onClose, children }: CellPopoverProps) {
  return (
    <Popover
      opened
      onDismiss={onClose}
      width={360}
      position="right-start"
      withArrow
      trapFocus
      withinPortal
      closeOnClickOutside
    >
      <Popover.Target>
        <div style={{ position: 'absolute', pointerEvents: 'none', ...place }} />
      </Popover.Target>
      <Popover.Dropdown
        p={16}
        mah="calc(100vh - 16px)"
        style={{ overflow: 'auto' }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
        }}
      >
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}
