import { type KeyboardEvent, type RefObject, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundSlot, SearchAnswer, SlotReason } from '../../src-shared/availability/availability.contract.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { formatRange } from '../../src-shared/kernel/wall-time.ts';
import { useLocale } from '../app/session.ts';

/** A row of the list: a window, with why it is among the best. */
export interface WindowRow {
  readonly key: string;
  readonly slot: FoundSlot;
  /** Empty outside the best. */
  readonly reasons: readonly SlotReason[];
  readonly isBest: boolean;
}

interface WindowListProps {
  readonly rows: readonly WindowRow[];
  readonly index: number;
  readonly listRef: RefObject<HTMLDivElement | null>;
  readonly staffName: (staffId: number) => string;
  /** Told after the last row. */
  readonly note: string | null;
  readonly onIndex: (index: number) => void;
  readonly onPick: (row: WindowRow) => void;
}

/** The best three, then every window day by day. */
export function rowsOf(answer: SearchAnswer): WindowRow[] {
  return [
    ...answer.best.map((slot): WindowRow => ({
      key: `best-${keyOf(slot)}`,
      slot,
      reasons: slot.reasons,
      isBest: true,
    })),
    ...answer.days.flatMap(({ slots }) =>
      slots.map((slot): WindowRow => ({ key: keyOf(slot), slot, reasons: [], isBest: false })),
    ),
  ];
}

function keyOf({ localDate, startMin, lines }: FoundSlot): string {
  return `${localDate}-${startMin}-${lines.map(({ staffId }) => staffId).join('.')}`;
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

/** A list of windows: ↑↓ choose, Enter takes. One tab stop; a heading before each day. */
export function WindowList({ rows, index, listRef, staffName, note, onIndex, onPick }: WindowListProps) {
  const { t } = useTranslation('availability');
  const locale = useLocale();
  const current = rows[index];
  useEffect(() => {
    listRef.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [listRef, index, current?.key]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.code];
    if (step !== undefined) onIndex(Math.max(0, Math.min(rows.length - 1, index + step)));
    else if (event.code === 'Home') onIndex(0);
    else if (event.code === 'End') onIndex(rows.length - 1);
    else if ((event.code === 'Enter' || event.code === 'NumpadEnter') && current) onPick(current);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const headingBefore = (at: number): string | null => {
    const { isBest, slot } = rows[at]!;
    const before = rows[at - 1];
    if (isBest) return at === 0 ? t('find.best') : null;
    if (before && !before.isBest && before.slot.localDate === slot.localDate) return null;
    return formatDate(slot.localDate, 'dayLong', locale);
  };
  return (
    <div
      ref={listRef}
      className="zv-list"
      role="listbox"
      tabIndex={0}
      aria-label={t('find.list')}
      aria-activedescendant={current ? `zv-row-${index}` : undefined}
      onKeyDown={onKeyDown}
    >
      {rows.map((row, at) => {
        const { slot, reasons, isBest } = row;
        const heading = headingBefore(at);
        const names = [...new Set(slot.lines.map(({ staffId }) => staffName(staffId)))].join(' + ');
        return (
          <div key={row.key} className="zv-row" role="presentation">
            {heading !== null && (
              <div className="zv-heading" role="presentation">
                {heading}
              </div>
            )}
            <div
              id={`zv-row-${at}`}
              className={isBest ? 'zv-option zv-best' : 'zv-option'}
              role="option"
              aria-selected={at === index}
              onPointerDown={() => onIndex(at)}
              onDoubleClick={() => onPick(row)}
            >
              <b className="z-nums">
                {isBest && <span className="zv-date">{formatDate(slot.localDate, 'day', locale)} </span>}
                {formatRange(slot.startMin, slot.endMin)}
              </b>
              <span className="zv-who">{names}</span>
              {reasons.length > 0 && (
                <span className="zv-why">
                  {reasons.map((reason) => (
                    <span key={reason}>{t(`find.reason.${reason}`)}</span>
                  ))}
                </span>
              )}
            </div>
          </div>
        );
      })}
      {note !== null && <p className="zv-note z-dim">{note}</p>}
    </div>
  );
}
