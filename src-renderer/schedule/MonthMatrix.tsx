import { Popover, Tooltip } from '@mantine/core';
import { type KeyboardEvent, type PointerEvent, type ReactNode, memo, useRef, useState } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { StaffId } from '../../src-shared/contract-base.ts';
import { formatDate, formatNumber } from '../../src-shared/i18n/format.ts';
import { isoWeekday } from '../../src-shared/kernel/local-date.ts';
import { formatMinute, formatRange } from '../../src-shared/kernel/wall-time.ts';
import type { MatrixDay, MonthMatrix as Matrix } from '../../src-shared/schedule/schedule.contract.ts';
import { useLocale } from '../app/session.ts';
import { Initials } from '../ui/Initials.tsx';
import { swatchColour } from '../ui/Swatches.tsx';
import { DayEditor } from './DayEditor.tsx';
import { type Cell, type Selection, boundsOf, fitSelection, moveSelection, selectCell } from './selection.ts';
import './schedule.css';

type SalonDay = Matrix['days'][number];
type Row = Matrix['staff'][number];

interface MonthMatrixProps {
  readonly matrix: Matrix;
  readonly month: string;
  readonly today: string;
  readonly canEdit: boolean;
  readonly onSalonDay: (day: SalonDay) => void;
  readonly onMaster: (staffId: StaffId) => void;
}

/** Masters by days. One tab stop: arrows move, Shift extends, Enter edits; the mouse does the same by dragging. */
export function MonthMatrix({ matrix, month, today, canEdit, onSalonDay, onMaster }: MonthMatrixProps) {
  const { t } = useTranslation('schedule');
  const { days, staff } = matrix;
  const todayColumn = Math.max(
    0,
    days.findIndex(({ localDate }) => localDate === today),
  );
  const [kept, setSelection] = useState<Selection>(() => selectCell({ row: 0, column: todayColumn }));
  const [place, setPlace] = useState<Place | null>(null);
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
    focusActive();
  };
  const open = (target: EventTarget): void => setPlace(placeOf(target, frame.current));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const next = moveSelection(selection, event.key, event.shiftKey, size);
    if (next) {
      event.preventDefault();
      setSelection(next);
      focusActive();
    } else if (event.key === 'Escape') setSelection(selectCell(active));
    else if (canEdit && (event.key === 'Enter' || event.key === ' ') && cellAt(event.target)) {
      event.preventDefault();
      open(event.target);
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
    if (canEdit) open(event.target);
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
  return (
    <div ref={frame} className="z-matrix-frame">
      <table
        className="z-matrix"
        role="grid"
        aria-label={t('grid', { month })}
        aria-multiselectable="true"
        aria-readonly={!canEdit}
        data-marked={isOpen || chosenCount > 1 || undefined}
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
          onPointerDown={onPointerDown}
          onPointerOver={onPointerOver}
          onPointerUp={onPointerUp}
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
                activeColumn={index === active.row ? active.column : -1}
                firstChosen={isInside ? bounds.firstColumn : -1}
                lastChosen={isInside ? bounds.lastColumn : -1}
                onMaster={canEdit ? onMaster : null}
              />
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('onShift')}</th>
            {days.map((day, column) => (
              <td key={day.localDate}>{staff.filter((row) => (row.days[column]?.minutes ?? 0) > 0).length || ''}</td>
            ))}
          </tr>
        </tfoot>
      </table>
      {place && activeDay && activeSalonDay && (
        <CellPopover place={place} onClose={close}>
          <DayEditor chosen={chosen} day={activeDay} salonHours={activeSalonDay.hours} onDone={close} />
        </CellPopover>
      )}
    </div>
  );
}

function cellAt(target: EventTarget): Cell | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
  if (!cell) return null;
  return { row: Number(cell.dataset['row']), column: Number(cell.dataset['column']) };
}

interface DayHeadProps {
  readonly day: SalonDay;
  readonly isToday: boolean;
  readonly onOpen: ((day: SalonDay) => void) | null;
}

const DayHead = memo(function DayHead({ day, isToday, onOpen }: DayHeadProps) {
  const { t } = useTranslation('schedule');
  const locale = useLocale();
  const { localDate, hours, isSpecial, title } = day;
  const shown = hours.length === 0 ? t('closed') : hours.map(([start, end]) => formatRange(start, end)).join(', ');
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
      aria-label={formatDate(localDate, 'dayLong', locale)}
    >
      <Tooltip label={[title, shown].filter(Boolean).join(': ')}>
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

interface MatrixRowProps {
  readonly row: Row;
  readonly index: number;
  readonly days: readonly SalonDay[];
  readonly today: string;
  /** −1 = none in this row. */
  readonly activeColumn: number;
  readonly firstChosen: number;
  readonly lastChosen: number;
  readonly onMaster: ((staffId: StaffId) => void) | null;
}

const MatrixRow = memo(function MatrixRow(props: MatrixRowProps) {
  const { t } = useTranslation('schedule');
  const locale = useLocale();
  const { row, index, days, today, activeColumn, firstChosen, lastChosen, onMaster } = props;
  const shifts = row.days.filter(({ minutes }) => minutes > 0).length;
  const person = (
    <>
      <Initials name={row.name} colour={swatchColour(row.colour)} size={28} />
      <span>
        <span className="z-matrix-name">{row.name}</span>
        <small>
          {t('shifts', { count: shifts })} · {t('hours', { hours: formatNumber(row.totalMin / 60, locale, 1) })}
        </small>
      </span>
    </>
  );
  return (
    <tr>
      <th scope="row">
        {onMaster ? (
          <button
            type="button"
            className="z-person"
            aria-label={`${row.name}. ${t('assign')}`}
            onClick={() => onMaster(row.staffId)}
          >
            {person}
          </button>
        ) : (
          <span className="z-person">{person}</span>
        )}
      </th>
      {row.days.map((day, column) => {
        const isClosed = days[column]?.hours.length === 0;
        const isActive = column === activeColumn;
        return (
          <td
            key={day.localDate}
            role="gridcell"
            data-row={index}
            data-column={column}
            data-state={stateOf(day, isClosed)}
            data-today={day.localDate === today || undefined}
            data-override={day.source === 'override' || undefined}
            data-active={isActive || undefined}
            data-chosen={(column >= firstChosen && column <= lastChosen) || undefined}
            aria-selected={column >= firstChosen && column <= lastChosen}
          >
            <button
              type="button"
              tabIndex={isActive ? 0 : -1}
              aria-label={[row.name, formatDate(day.localDate, 'day', locale), wordsOf(day, isClosed, t)].join(', ')}
            >
              <CellFace day={day} />
            </button>
          </td>
        );
      })}
    </tr>
  );
});

function CellFace({ day }: { readonly day: MatrixDay }) {
  const { t } = useTranslation('schedule');
  const first = day.work[0];
  const last = day.work.at(-1);
  if (day.absence && !(first && last)) return <b>{t(`absenceShort.${day.absence}`)}</b>;
  if (!first || !last) return null;
  return (
    <>
      <ClockFace minute={first[0]} />
      <ClockFace minute={last[1]} />
    </>
  );
}

/** A time that gives up its leading zero and «:00» where the column is narrow. */
function ClockFace({ minute }: { readonly minute: number }) {
  const [hours = '', minutes] = (minute === 1440 ? '24:00' : formatMinute(minute)).split(':');
  return (
    <span>
      {hours.startsWith('0') && <i>0</i>}
      {Number(hours)}
      {minutes === '00' ? <i>:00</i> : `:${minutes}`}
    </span>
  );
}

function stateOf(day: MatrixDay, isClosed: boolean): 'work' | 'away' | 'closed' | 'off' {
  if (day.minutes > 0) return 'work';
  if (day.absence) return 'away';
  return isClosed ? 'closed' : 'off';
}

function wordsOf(day: MatrixDay, isClosed: boolean, t: TFunction<'schedule'>): string {
  const hours = day.work.map(([start, end]) => formatRange(start, end)).join(', ');
  return [
    hours ? t('worksFrom', { hours }) : '',
    day.absence ? t(`absence.${day.absence}`) : '',
    !hours && !day.absence ? t(isClosed ? 'closed' : day.source === 'none' ? 'notPlanned' : 'dayOff') : '',
    day.source === 'override' ? t('changedDay') : '',
    day.visits > 0 ? t('visits', { count: day.visits }) : '',
    day.note,
  ]
    .filter(Boolean)
    .join(', ');
}

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
    <Popover opened onDismiss={onClose} width={360} position="right-start" withArrow trapFocus withinPortal>
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
