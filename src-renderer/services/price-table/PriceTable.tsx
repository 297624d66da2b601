import { SegmentedControl, Select } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { notifications } from '@mantine/notifications';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ClipboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PriceListId } from '../../../src-shared/contract-base.ts';
import { formatDuration, formatNumber } from '../../../src-shared/i18n/format.ts';
import type { PriceTerms } from '../../../src-shared/services/price.rules.ts';
import {
  type TableCell,
  type TableMode,
  cellOf,
  copiedText,
  parseTsv,
  placePaste,
  readCell,
} from '../../../src-shared/services/price-table.rules.ts';
import type { Level, PriceList, TermsCell } from '../../../src-shared/services/pricing.contract.ts';
import type { Category, Service } from '../../../src-shared/services/services.contract.ts';
import type { StaffMember } from '../../../src-shared/staff/staff.contract.ts';
import { api } from '../../api/client.ts';
import { codedError } from '../../api/error-text.ts';
import { useDesk, useLocale, useMoney } from '../../app/session.ts';
import { Dot } from '../../ui/Swatches.tsx';
import { ServiceIcon } from '../ServiceIcon.tsx';
import { useCatalogueCommand } from '../use-catalogue-command.ts';
import { CellEditor } from './CellEditor.tsx';
import { type HeadColumn, columnsOf, linesOf } from './table-layout.ts';
import { type Place, blockOf, useCellKeys } from './use-cell-keys.ts';
import './price-table.css';

interface PriceTableProps {
  readonly categories: readonly Category[];
  readonly services: readonly Service[];
  readonly levels: readonly Level[];
  readonly priceLists: readonly PriceList[];
  readonly staff: readonly StaffMember[];
  readonly canEdit: boolean;
  readonly onOpen: (serviceId: number) => void;
}

const ROW = 32;
const HEAD = 44;

/** A change of one cell, with where it stands. */
interface Edit {
  readonly place: Place;
  readonly text: string;
}

/**
 * The table service × master, changed like a spreadsheet: who does what, for which price and how long.
 *
 * Prices are those of the chosen day and list, and hold from that day on. Each change, a paste of any size too, is one
 * command that can be undone.
 */
export function PriceTable(props: PriceTableProps) {
  const { categories, services, levels, priceLists, staff, canEdit, onOpen } = props;
  const { t } = useTranslation('services');
  const { today, settings } = useDesk();
  const money = useMoney();
  const locale = useLocale();
  const [mode, setMode] = useState<TableMode>('price');
  const [localDate, setLocalDate] = useState(today);
  const [listId, setListId] = useState<PriceListId | null>(null);
  const [editor, setEditor] = useState<string | null>(null);
  const grid = useRef<HTMLDivElement>(null);
  const toolbar = useRef<HTMLDivElement>(null);
  const setTerms = useCatalogueCommand(api.services.setTerms.mutationOptions(), {
    onRefused: (error) => showRefused(error),
  });

  const columns = useMemo(() => columnsOf(levels, staff, t('table.base')), [levels, staff, t]);
  const lines = useMemo(() => linesOf(categories, services), [categories, services]);
  const rows = useMemo(() => lines.filter((line) => line.kind === 'service'), [lines]);
  const terms: PriceTerms = { localDate, priceListId: listId, priceStepMinor: settings.priceStepMinor };
  const cellAt = ({ row, column }: Place): TableCell =>
    cellOf(rows[row]!.service, columns[column]!.column, mode, terms);

  const keys = useCellKeys({
    size: { rows: rows.length, columns: columns.length },
    isEditing: editor !== null,
    onEdit: (text) => {
      if (!canEdit) return;
      const cell = cellAt(at);
      if (cell.isLocked) warn(t('table.locked'));
      else setEditor(text ?? copiedText(cell, columns[at.column]!.column, mode).replace(/^\+$/u, ''));
    },
    onClear: () =>
      write(
        placesIn(block).map((place) => ({ place, text: '' })),
        false,
      ),
    onToggle: () => toggle(),
    onLeave: () => toolbar.current?.querySelector('input')?.focus(),
  });
  const { at } = keys.selection;
  const block = blockOf(keys.selection);

  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoised
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => grid.current,
    estimateSize: () => ROW,
    overscan: 12,
    scrollPaddingStart: HEAD,
    scrollPaddingEnd: ROW,
  });
  // The active cell stays in view, in both directions.
  useEffect(() => {
    if (document.activeElement !== grid.current) return;
    const index = lines.findIndex((line) => line.kind === 'service' && line.row === at.row);
    if (index >= 0) virtual.scrollToIndex(index, { align: 'auto' });
    requestAnimationFrame(() =>
      document.getElementById(ACTIVE)?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
    );
  }, [at.row, at.column, lines, virtual]);

  const warn = (message: string): void => {
    notifications.show({ message, color: 'danger', autoClose: 12_000, withBorder: true });
  };
  const nameOf = ({ row, column }: Place): string =>
    `${rows[row]?.service.name ?? ''}, ${columns[column]?.title ?? ''}`;
  const select = (place: Place): void => {
    keys.setSelection({ at: place, anchor: place });
    const index = lines.findIndex((line) => line.kind === 'service' && line.row === place.row);
    virtual.scrollToIndex(index, { align: 'auto' });
  };
  /** Cells of the command that is being written, for the one that the core refuses. */
  const sent = useRef<readonly Place[]>([]);
  const showRefused = (error: unknown): boolean => {
    const coded = codedError(error);
    if (coded?.code !== 'INVALID_INPUT' || typeof coded.data['index'] !== 'number') return false;
    const place = sent.current[coded.data['index']];
    if (place) select(place);
    const fault = t(`faults.${String(coded.data['fault'])}`, { name: String(coded.data['serviceName']) });
    warn(t('table.badCell', { cell: place ? nameOf(place) : String(coded.data['serviceName']), fault }));
    return true;
  };

  const write = (edits: readonly Edit[], isBlock: boolean): void => {
    if (!canEdit) return;
    const cells: TermsCell[] = [];
    const places: Place[] = [];
    for (const { place, text } of edits) {
      const { column } = columns[place.column]!;
      const { service } = rows[place.row]!;
      const cell = cellAt(place);
      const shown = copiedText(cell, column, mode);
      if (text.trim() === shown || (text === '' && cell.state !== 'own' && !(isBlock && cell.state === 'usual')))
        continue;
      if (text === '' && !isBlock && column.kind === 'base' && listId === null) continue;
      const reading = readCell(text, column, mode, isBlock);
      if ('fault' in reading) {
        select(place);
        warn(t('table.badCell', { cell: nameOf(place), fault: t(`faults.${reading.fault}`) }));
        return;
      }
      if (cell.isLocked && typeof reading.change.durationMin === 'number') {
        select(place);
        warn(t('table.badCell', { cell: nameOf(place), fault: t('table.locked') }));
        return;
      }
      cells.push({
        serviceId: service.id,
        levelId: (column.kind === 'level' ? column.levelId : null) as TermsCell['levelId'],
        staffId: (column.kind === 'staff' ? column.staffId : null) as TermsCell['staffId'],
        ...reading.change,
      });
      places.push(place);
    }
    if (cells.length === 0) return;
    sent.current = places;
    void setTerms.run({ validFrom: localDate, listId, cells });
  };
  const toggle = (): void => {
    const places = placesIn(block).filter(({ column }) => columns[column]!.column.kind === 'staff');
    const isDone = places.some((place) => cellAt(place).state === 'none');
    write(
      places
        .filter((place) => (cellAt(place).state === 'none') === isDone)
        .map((place) => ({ place, text: isDone ? '+' : '' })),
      true,
    );
  };
  const onCopy = (event: ClipboardEvent): void => {
    if (editor !== null) return;
    event.preventDefault();
    const text = Array.from({ length: block.bottom - block.top + 1 }, (_, down) =>
      Array.from({ length: block.right - block.left + 1 }, (__, right) => {
        const place = { row: block.top + down, column: block.left + right };
        return copiedText(cellAt(place), columns[place.column]!.column, mode);
      }).join('\t'),
    ).join('\n');
    event.clipboardData.setData('text/plain', text);
  };
  const onPaste = (event: ClipboardEvent): void => {
    if (editor !== null || !canEdit) return;
    event.preventDefault();
    const pasted = parseTsv(event.clipboardData.getData('text/plain'));
    const size = { rows: rows.length, columns: columns.length };
    const { items, isCut } = placePaste(pasted, block, size);
    if (isCut) {
      warn(t('table.tooLarge'));
      return;
    }
    write(
      items.map(({ row, column, text }) => ({ place: { row, column }, text })),
      true,
    );
  };
  const finish = (text: string | null, key: 'Enter' | 'Tab' | 'none', isBack: boolean): void => {
    setEditor(null);
    if (text !== null) write([{ place: at, text }], false);
    if (key === 'Enter') keys.move(isBack ? -1 : 1, 0);
    if (key === 'Tab') keys.tab(isBack ? -1 : 1);
    if (key !== 'none') grid.current?.focus();
  };
  const show = (cell: TableCell): string => {
    if (cell.value === null) return '';
    if (mode === 'time') return formatDuration(cell.value, locale);
    if (cell.maxValue === null) return money(cell.value);
    const from = formatNumber(cell.value / 100, locale, cell.value % 100 === 0 ? 0 : 2);
    return `${from}–${money(cell.maxValue)}`;
  };
  const label = (cell: TableCell): string =>
    cell.state === 'none' ? t('table.notDone') : `${show(cell)}${cell.state === 'own' ? `, ${t('table.own')}` : ''}`;

  const template = `270px ${columns.map(({ column }) => (column.kind === 'staff' ? '116px' : '144px')).join(' ')}`;
  return (
    <div className="z-price-table">
      <div className="z-price-table-bar" ref={toolbar}>
        <SegmentedControl
          aria-label={t('table.mode')}
          data={(['price', 'time'] as const).map((value) => ({ value, label: t(`table.modes.${value}`) }))}
          value={mode}
          onChange={setMode}
        />
        <DateInput
          aria-label={t('table.date')}
          leftSection={<span className="z-dim z-nowrap">{t('table.date')}</span>}
          leftSectionWidth={112}
          w={230}
          valueFormat="DD.MM.YYYY"
          disabled={mode === 'time'}
          value={localDate}
          onChange={(value) => setLocalDate(value ?? today)}
        />
        {priceLists.length > 0 && (
          <Select
            aria-label={t('table.list')}
            w={200}
            disabled={mode === 'time'}
            allowDeselect={false}
            data={[
              { value: '', label: t('lists.default') },
              ...priceLists.map(({ id, name }) => ({ value: String(id), label: name })),
            ]}
            value={listId === null ? '' : String(listId)}
            onChange={(value) => setListId(value ? (Number(value) as PriceListId) : null)}
          />
        )}
        <span className="z-dim">{t(canEdit ? 'table.hint' : 'readOnly')}</span>
      </div>
      <div
        ref={grid}
        className="z-price-grid"
        role="grid"
        tabIndex={0}
        aria-label={t('table.label')}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable
        aria-activedescendant={rows.length > 0 ? ACTIVE : undefined}
        onKeyDown={keys.onKeyDown}
        onCopy={onCopy}
        onPaste={onPaste}
      >
        <div className="z-price-head" role="row" style={{ gridTemplateColumns: template, height: HEAD }}>
          <div role="columnheader" className="z-price-name">
            {t('columns.name')}
          </div>
          {columns.map(({ key, title, subtitle }) => (
            <div key={key} role="columnheader" title={title}>
              <span className="z-clip">{title}</span>
              {subtitle && <small className="z-clip">{subtitle}</small>}
            </div>
          ))}
        </div>
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
          {virtual.getVirtualItems().map((item) => {
            const line = lines[item.index]!;
            const style = { gridTemplateColumns: template, top: item.start, height: ROW };
            if (line.kind === 'category') {
              return (
                <div key={item.key} className="z-price-line z-price-category" style={style} role="row">
                  <div className="z-price-name" role="rowheader">
                    <Dot colour={line.category.colour} />
                    <ServiceIcon name={line.category.icon} size={16} />
                    <span className="z-clip">{line.category.name}</span>
                  </div>
                </div>
              );
            }
            return (
              <div key={item.key} className="z-price-line" style={style} role="row" aria-rowindex={line.row + 2}>
                <div className="z-price-name" role="rowheader">
                  <button type="button" className="z-link z-clip" tabIndex={-1} onClick={() => onOpen(line.service.id)}>
                    {line.service.name}
                  </button>
                  {line.service.staff.length === 0 && <span className="z-warn z-nowrap">{t('noStaff')}</span>}
                </div>
                {columns.map((column, index) => (
                  <Cell
                    key={column.key}
                    column={column}
                    place={{ row: line.row, column: index }}
                    cell={cellOf(line.service, column.column, mode, terms)}
                    text={show(cellOf(line.service, column.column, mode, terms))}
                    label={label(cellOf(line.service, column.column, mode, terms))}
                    isActive={line.row === at.row && index === at.column}
                    isSelected={isInside(block, line.row, index)}
                    onSelect={(place, isExtending) =>
                      keys.setSelection({ at: place, anchor: isExtending ? keys.selection.anchor : place })
                    }
                    onEdit={() => {
                      const cell = cellAt({ row: line.row, column: index });
                      if (!canEdit) return;
                      if (cell.isLocked) warn(t('table.locked'));
                      else setEditor(copiedText(cell, column.column, mode).replace(/^\+$/u, ''));
                    }}
                  >
                    {editor !== null && line.row === at.row && index === at.column && (
                      <CellEditor label={nameOf(at)} first={editor} onFinish={finish} />
                    )}
                  </Cell>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

const ACTIVE = 'z-cell-active';

interface CellProps {
  readonly column: HeadColumn;
  readonly place: Place;
  readonly cell: TableCell;
  readonly text: string;
  readonly label: string;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly onSelect: (place: Place, isExtending: boolean) => void;
  readonly onEdit: () => void;
  readonly children: ReactNode;
}

function Cell({ place, cell, text, label, isActive, isSelected, onSelect, onEdit, children }: CellProps) {
  return (
    <div
      id={isActive ? ACTIVE : undefined}
      role="gridcell"
      aria-colindex={place.column + 2}
      aria-selected={isSelected}
      aria-label={label}
      className="z-price-cell"
      data-state={cell.state}
      data-active={isActive || undefined}
      onMouseDown={(event) => {
        if (event.button === 0) onSelect(place, event.shiftKey);
      }}
      onMouseEnter={(event) => {
        if (event.buttons === 1) onSelect(place, true);
      }}
      onDoubleClick={onEdit}
    >
      <span aria-hidden>{text}</span>
      {children}
    </div>
  );
}

function isInside(block: ReturnType<typeof blockOf>, row: number, column: number): boolean {
  return row >= block.top && row <= block.bottom && column >= block.left && column <= block.right;
}

function placesIn(block: ReturnType<typeof blockOf>): Place[] {
  const places: Place[] = [];
  for (let row = block.top; row <= block.bottom; row++) {
    for (let column = block.left; column <= block.right; column++) places.push({ row, column });
  }
  return places;
}
