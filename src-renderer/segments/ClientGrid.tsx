import './segments.css';
import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type KeptColumn,
  type SortColumn,
  SORT_COLUMNS,
  COLUMN_KINDS,
  fittingWidth,
  movedColumn,
} from '../../src-shared/segments/list-columns.rules.ts';
import type { ClientRow, ClientSort } from '../../src-shared/segments/segments.contract.ts';
import { useRowHeight } from '../clients/ClientTable.tsx';
import { ClientCell } from './ClientCell.tsx';
import { type Marked, isMarked } from './selection.ts';
import type { Words } from './use-words.ts';

/** What the search field above the grid does with it. */
export interface ClientGridHandle {
  /** Tells whether the key was taken. */
  onKey(event: KeyboardEvent): boolean;
}

interface ClientGridProps {
  readonly ref: Ref<ClientGridHandle>;
  readonly count: number;
  readonly active: number;
  readonly onActive: (index: number) => void;
  readonly rowAt: (index: number) => ClientRow | undefined;
  readonly onRange: (range: readonly [number, number]) => void;
  readonly onOpen: (client: ClientRow) => void;
  readonly columns: readonly KeptColumn[];
  readonly onColumns: (columns: KeptColumn[]) => void;
  readonly sort: ClientSort;
  readonly onSort: (sort: ClientSort) => void;
  readonly words: Words;
  /** Absent for those who may neither change nor export: nothing to mark for. */
  readonly marked?: Marked | undefined;
  /** Marks or unmarks the rows from one to another. */
  readonly onMark: (from: number, to: number, isOn: boolean) => void;
  readonly onMarkAll: (isOn: boolean) => void;
}

const HEAD_HEIGHT = 35;
const MARK_WIDTH = 40;
const STEP_PX = 10;

/** DOM id of a row, for the search field that holds the focus. */
export function gridRowId(index: number): string {
  return `client-grid-row-${index}`;
}

const MOVES: Readonly<Record<string, (index: number, page: number, last: number) => number>> = {
  ArrowDown: (index) => index + 1,
  ArrowUp: (index) => index - 1,
  PageDown: (index, page) => index + page,
  PageUp: (index, page) => index - page,
  Home: () => 0,
  End: (_index, _page, last) => last,
};

/**
 * The list of clients as a grid of columns that people arrange; only the rows on screen exist.
 *
 * Keys: arrows, Page, Ctrl+Home and Ctrl+End move; Shift marks on the way; Space marks a row, Ctrl+A all; Enter opens.
 */
export function ClientGrid(props: ClientGridProps) {
  const { ref, count, active, onActive, rowAt, onRange, onOpen, columns, words, marked } = props;
  const { t } = useTranslation('segments');
  const scroller = useRef<HTMLDivElement>(null);
  const anchor = useRef<number | null>(null);
  const rowHeight = useRowHeight();
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoised
  const rows = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingEnd: HEAD_HEIGHT,
    initialOffset: Math.max(0, active - 4) * rowHeight,
  });
  const items = rows.getVirtualItems();
  const from = items[0]?.index ?? 0;
  const to = (items.at(-1)?.index ?? 0) + 1;
  useEffect(() => onRange([from, to]), [onRange, from, to]);
  const template = `${marked ? `${MARK_WIDTH}px ` : ''}${columns.map(({ width }) => `${width}px`).join(' ')}`;
  const width = columns.reduce((sum, column) => sum + column.width, marked ? MARK_WIDTH : 0);
  const toggle = (index: number): void => {
    const row = rowAt(index);
    if (marked && row) props.onMark(index, index, !isMarked(marked, row.id));
  };
  const stretch = (index: number): void => {
    anchor.current ??= active;
    props.onMark(anchor.current, index, true);
  };
  const move = (event: KeyboardEvent, isInField: boolean): boolean => {
    const act = MOVES[event.key];
    // Home and End belong to the text while one is being typed.
    if (!act || (isInField && (event.key === 'Home' || event.key === 'End') && !event.ctrlKey)) return false;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const next = Math.max(0, Math.min(count - 1, act(active, page, count - 1)));
    if (event.shiftKey && marked) stretch(next);
    else anchor.current = null;
    onActive(next);
    rows.scrollToIndex(next);
    return true;
  };
  const onKey = (event: KeyboardEvent, isInField: boolean): boolean => {
    if (event.key === 'Enter') {
      const client = rowAt(active);
      if (client) onOpen(client);
      return client !== undefined;
    }
    if (event.code === 'KeyA' && event.ctrlKey && marked) {
      props.onMarkAll(true);
      return true;
    }
    if (event.key === 'Escape' && marked && (marked.kind === 'found' || marked.ids.size > 0)) {
      props.onMarkAll(false);
      return true;
    }
    if (event.code === 'Space' && marked && (!isInField || event.ctrlKey)) {
      toggle(active);
      return true;
    }
    return move(event, isInField);
  };
  useImperativeHandle(ref, () => ({
    onKey: (event) => {
      const isTaken = onKey(event, true);
      if (isTaken) event.preventDefault();
      return isTaken;
    },
  }));
  const isAllMarked = marked?.kind === 'found' && marked.except.size === 0;
  const isSomeMarked = marked !== undefined && !isAllMarked && (marked.kind === 'found' || marked.ids.size > 0);
  return (
    <div
      ref={scroller}
      className="z-clients-scroll z-grid"
      role="grid"
      tabIndex={0}
      aria-label={t('list.label')}
      aria-description={t('list.hint')}
      aria-multiselectable={marked !== undefined}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      aria-activedescendant={count > 0 ? gridRowId(active) : undefined}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return;
        if (onKey(event, false)) event.preventDefault();
      }}
    >
      <div role="row" aria-rowindex={1} className="z-grid-head" style={{ gridTemplateColumns: template, width }}>
        {marked && (
          <span role="columnheader" className="z-grid-mark">
            <Checkbox
              size="xs"
              tabIndex={-1}
              aria-label={t('list.selectAll')}
              checked={isAllMarked}
              indeterminate={isSomeMarked}
              onChange={() => props.onMarkAll(!isAllMarked)}
            />
          </span>
        )}
        {columns.map((column, index) => (
          <HeadCell key={column.id} {...props} column={column} index={index} />
        ))}
      </div>
      <div role="rowgroup" className="z-clients-rows" style={{ height: rows.getTotalSize(), width }}>
        {items.map(({ index, start, size }) => {
          const client = rowAt(index);
          const isOn = client !== undefined && marked !== undefined && isMarked(marked, client.id);
          return (
            <div
              key={index}
              id={gridRowId(index)}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={marked ? isOn : index === active}
              className="z-client-row z-grid-row"
              data-active={index === active || undefined}
              data-marked={isOn || undefined}
              data-archived={client?.isArchived || undefined}
              style={{ height: size, transform: `translateY(${start}px)`, gridTemplateColumns: template, width }}
              onMouseDown={(event) => event.preventDefault()}
              onClick={(event) => {
                if (event.shiftKey && marked) {
                  stretch(index);
                  onActive(index);
                  return;
                }
                anchor.current = index;
                onActive(index);
                if (event.ctrlKey) toggle(index);
                else if (client) onOpen(client);
              }}
            >
              {marked && (
                <span
                  role="gridcell"
                  className="z-grid-mark"
                  onClick={(event) => {
                    event.stopPropagation();
                    if (event.shiftKey) stretch(index);
                    else {
                      anchor.current = index;
                      toggle(index);
                    }
                    onActive(index);
                  }}
                >
                  <Checkbox
                    size="xs"
                    tabIndex={-1}
                    readOnly
                    checked={isOn}
                    aria-label={t('list.select', { name: client?.name ?? '' })}
                  />
                </span>
              )}
              {client &&
                columns.map(({ id }) => (
                  <span key={id} role="gridcell" data-column={id} data-kind={COLUMN_KINDS[id]}>
                    <ClientCell client={client} column={id} words={words} />
                  </span>
                ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface HeadCellProps extends ClientGridProps {
  readonly column: KeptColumn;
  readonly index: number;
}

/** A column's title: sorts, is pulled to another place, and its edge is pulled to another width. */
function HeadCell({ column, index, columns, onColumns, sort, onSort }: HeadCellProps) {
  const { t } = useTranslation('segments');
  const [pulled, setPulled] = useState<number | null>(null);
  const [isOver, setOver] = useState(false);
  const title = t(`columns.${column.id}`);
  const canSort = (SORT_COLUMNS as readonly string[]).includes(column.id);
  const isSorted = sort.column === column.id;
  const resize = (width: number): void =>
    onColumns(columns.map((item) => (item.id === column.id ? { ...item, width: fittingWidth(width) } : item)));
  return (
    <span
      role="columnheader"
      aria-sort={isSorted ? (sort.isDescending ? 'descending' : 'ascending') : undefined}
      data-kind={COLUMN_KINDS[column.id]}
      data-over={isOver || undefined}
      draggable={pulled === null}
      onDragStart={(event) => {
        event.dataTransfer.setData('text/x-column', column.id);
        event.dataTransfer.effectAllowed = 'move';
      }}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('text/x-column')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        const from = columns.findIndex(({ id }) => id === event.dataTransfer.getData('text/x-column'));
        if (from >= 0) onColumns(movedColumn(columns, from, index));
      }}
    >
      {canSort ? (
        <button
          type="button"
          className="z-grid-title"
          aria-label={t('list.sortBy', { column: title })}
          onClick={() =>
            onSort({
              column: column.id as SortColumn,
              isDescending: isSorted ? !sort.isDescending : beginsDown(column),
            })
          }
        >
          <span>{title}</span>
          {isSorted &&
            (sort.isDescending ? (
              <IconArrowDown size={14} aria-label={t('list.sortedDown')} />
            ) : (
              <IconArrowUp size={14} aria-label={t('list.sortedUp')} />
            ))}
        </button>
      ) : (
        <span className="z-grid-title">{title}</span>
      )}
      <span
        role="separator"
        aria-orientation="vertical"
        aria-label={t('list.resize', { column: title })}
        aria-valuenow={column.width}
        tabIndex={0}
        className="z-grid-edge"
        onKeyDown={(event) => {
          if (event.key === 'ArrowLeft') resize(column.width - STEP_PX);
          else if (event.key === 'ArrowRight') resize(column.width + STEP_PX);
          else return;
          event.preventDefault();
        }}
        onPointerDown={(event) => {
          event.preventDefault();
          event.currentTarget.setPointerCapture(event.pointerId);
          setPulled(column.width - event.clientX);
        }}
        onPointerMove={(event) => {
          if (pulled === null) return;
          const cell = event.currentTarget.parentElement;
          if (cell) cell.style.minWidth = `${fittingWidth(pulled + event.clientX)}px`;
        }}
        onPointerUp={(event) => {
          if (pulled === null) return;
          const cell = event.currentTarget.parentElement;
          if (cell) cell.style.minWidth = '';
          setPulled(null);
          resize(pulled + event.clientX);
        }}
      />
    </span>
  );
}

/** Figures are most often asked for from the largest, names and groups from the first. */
function beginsDown({ id }: KeptColumn): boolean {
  return COLUMN_KINDS[id] !== 'text' && id !== 'birthday' && id !== 'age' && id !== 'nextOn';
}
