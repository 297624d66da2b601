import { CloseButton, Select } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, formatDuration } from '../../src-shared/i18n/format.ts';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import { formatRange } from '../../src-shared/kernel/wall-time.ts';
import { api } from '../api/client.ts';
import { useLocale } from '../app/session.ts';

/** A stretch of a master's day. */
export interface Stretch {
  readonly staffId: number;
  readonly startMin: number;
  readonly endMin: number;
}

interface FreeWindowsProps {
  readonly date: string;
  readonly hiddenStaffIds: readonly number[];
  /** Shows a window on the grid; null takes it away. */
  readonly onPreview: (stretch: Stretch | null) => void;
  readonly onBook: (stretch: Stretch) => void;
  readonly onDay: (date: string) => void;
  readonly onClose: () => void;
}

const LENGTHS = [15, 30, 45, 60, 90, 120, 180] as const;
const MAX_SHOWN = 60;
const ROUND_MIN = 5;

/** Free windows of the day (F4): the arrows show each on the grid, Enter books there. */
export function FreeWindows(props: FreeWindowsProps) {
  const { date, hiddenStaffIds, onPreview, onBook, onClose } = props;
  const { t } = useTranslation('journal');
  const locale = useLocale();
  const [minMin, setMinMin] = useState(60);
  const [chosen, setChosen] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const windows = useQuery(
    api.journal.freeWindows.queryOptions({ input: { localDate: date, minMin }, placeholderData: keepPreviousData }),
  );
  const all = (windows.data ?? [])
    .filter(({ staffId }) => !hiddenStaffIds.includes(staffId))
    // Nobody is booked at 11:08: a window that begins now begins at the next five minutes.
    .map((window) => ({ ...window, startMin: Math.ceil(window.startMin / ROUND_MIN) * ROUND_MIN }))
    .filter(({ startMin, endMin }) => endMin - startMin >= minMin);
  const found = all.slice(0, MAX_SHOWN);
  const index = Math.min(chosen, found.length - 1);
  const current = found[index];
  const stretchOf = (window: Stretch): Stretch => ({
    staffId: window.staffId,
    startMin: window.startMin,
    endMin: Math.min(window.endMin, window.startMin + minMin),
  });
  const { staffId, startMin } = current ?? { staffId: 0, startMin: 0 };
  useEffect(() => {
    onPreview(staffId === 0 ? null : { staffId, startMin, endMin: startMin + minMin });
  }, [staffId, startMin, minMin, onPreview]);
  useEffect(() => () => onPreview(null), [onPreview]);
  const isRead = windows.isSuccess;
  useEffect(() => {
    // An empty list is not drawn and takes no focus.
    if (isRead) list.current?.focus();
  }, [isRead]);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [index]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.code];
    if (step !== undefined) setChosen(Math.max(0, Math.min(found.length - 1, index + step)));
    else if (event.code === 'Enter' && current) onBook(stretchOf(current));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section
      className="zj-windows"
      aria-label={t('screen.windows.title')}
      onKeyDown={(event) => {
        if (event.code === 'Escape') onClose();
      }}
    >
      <header>
        <h2>{t('screen.windows.title')}</h2>
        <span className="z-dim">{formatDate(date, 'day', locale)}</span>
        <CloseButton aria-label={t('common:close')} onClick={onClose} />
      </header>
      <Select
        size="sm"
        label={t('screen.windows.length')}
        data={LENGTHS.map((length) => ({ value: String(length), label: formatDuration(length, locale) }))}
        value={String(minMin)}
        allowDeselect={false}
        onChange={(value) => {
          setMinMin(Number(value));
          setChosen(0);
        }}
      />
      <div
        ref={list}
        className="zj-window-list"
        role="listbox"
        tabIndex={0}
        aria-label={t('screen.windows.list')}
        aria-activedescendant={current ? `zj-window-${index}` : undefined}
        onKeyDown={onKeyDown}
      >
        {found.map((window, at) => (
          <div
            key={`${window.staffId}-${window.startMin}`}
            id={`zj-window-${at}`}
            role="option"
            aria-selected={at === index}
            onPointerDown={() => setChosen(at)}
            onDoubleClick={() => onBook(stretchOf(window))}
          >
            <b>{window.staffName}</b>
            <span>
              {t('screen.windows.row', {
                range: formatRange(window.startMin, window.endMin),
                length: formatDuration(window.endMin - window.startMin, locale),
              })}
            </span>
          </div>
        ))}
      </div>
      {windows.isSuccess && found.length === 0 && <p className="z-dim">{t('screen.windows.none')}</p>}
      {all.length > found.length && <p className="z-dim">{t('screen.windows.more', { count: found.length })}</p>}
      <footer>
        <span className="z-dim">{t('screen.windows.hint')}</span>
        <button type="button" onClick={() => props.onDay(addDays(date, 1))}>
          {t('screen.windows.nextDay')}
        </button>
      </footer>
    </section>
  );
}
