import { ActionIcon, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, formatDuration } from '../../src-shared/i18n/format.ts';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import { formatRange } from '../../src-shared/kernel/wall-time.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useDesk, useLocale } from '../app/session.ts';
import { type PickedWindow, isSameWindow } from './call-state.ts';

const DAYS = 4;
const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

interface FreeWindowsProps {
  readonly picked: PickedWindow | null;
  readonly onPick: (window: PickedWindow) => void;
}

/** Free time of the coming days by day and master (J12); a window is picked to see whom it suits. */
export function FreeWindows({ picked, onPick }: FreeWindowsProps) {
  const { t } = useTranslation('retention');
  const locale = useLocale();
  const { today } = useDesk();
  const [fromDate, setFromDate] = useState(today);
  const [at, setAt] = useState(0);
  const windows = useQuery(
    api.availability.windows.queryOptions({ input: { fromDate, days: DAYS }, placeholderData: keepPreviousData }),
  );
  const rows = (windows.data ?? []).filter(({ isBookable }) => isBookable);
  const index = Math.min(at, rows.length - 1);
  const asPicked = (one: (typeof rows)[number]): PickedWindow => ({
    localDate: one.localDate,
    staffId: one.staffId,
    shortName: one.shortName,
    startMin: one.window[0],
    endMin: one.window[1],
  });
  const turn = (days: number): void => {
    const next = addDays(fromDate, days);
    setFromDate(next < today ? today : next);
    setAt(0);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey) return;
    const step = STEPS[event.code];
    const current = rows[index];
    if (step !== undefined) setAt(Math.max(0, Math.min(rows.length - 1, index + step)));
    else if ((event.code === 'Enter' || event.code === 'NumpadEnter') && current) onPick(asPicked(current));
    else return;
    event.preventDefault();
    event.stopPropagation();
    requestAnimationFrame(() =>
      document.querySelector('.zr-window[data-active]')?.scrollIntoView({ block: 'nearest' }),
    );
  };
  return (
    <section className="zr-windows" aria-label={t('windows.title')}>
      <div className="zr-pane-head">
        <h2>{t('windows.title')}</h2>
        <span className="zr-turn">
          <Tooltip label={t('windows.earlier')}>
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              aria-label={t('windows.earlier')}
              disabled={fromDate <= today}
              onClick={() => turn(-DAYS)}
            >
              <IconChevronLeft size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
          <span className="z-dim">
            {formatDate(fromDate, 'dayMonth', locale)} – {formatDate(addDays(fromDate, DAYS - 1), 'dayMonth', locale)}
          </span>
          <Tooltip label={t('windows.later')}>
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              aria-label={t('windows.later')}
              onClick={() => turn(DAYS)}
            >
              <IconChevronRight size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </span>
      </div>
      {windows.error && <p className="z-field-error">{errorText(windows.error, t)}</p>}
      {windows.isSuccess && rows.length === 0 && <p className="z-dim">{t('windows.none')}</p>}
      {rows.length > 0 && (
        <div
          className="zr-window-list"
          role="listbox"
          tabIndex={0}
          aria-label={t('windows.title')}
          aria-activedescendant={`zr-window-${index}`}
          onKeyDown={onKeyDown}
        >
          {rows.map((one, position) => {
            const day = formatDate(one.localDate, 'day', locale);
            const time = formatRange(one.window[0], one.window[1]);
            const length = formatDuration(one.window[1] - one.window[0], locale);
            const isPicked = isSameWindow(picked, asPicked(one));
            return (
              <div key={`${one.localDate}-${one.staffId}-${one.window[0]}`} role="presentation">
                {rows[position - 1]?.localDate !== one.localDate && (
                  <div className="zr-heading" role="presentation">
                    {formatDate(one.localDate, 'dayLong', locale)}
                  </div>
                )}
                <div
                  id={`zr-window-${position}`}
                  className="zr-window"
                  role="option"
                  aria-selected={isPicked}
                  aria-label={t('windows.row', { day, time, master: one.staffName, length })}
                  data-active={position === index || undefined}
                  onClick={() => {
                    setAt(position);
                    onPick(asPicked(one));
                  }}
                >
                  <b className="z-nums">{time}</b>
                  <span className="zr-window-who">{one.shortName}</span>
                  <span className="z-dim">{length}</span>
                </div>
              </div>
            );
          })}
        </div>
      )}
      <footer className="z-dim">{t('windows.pickHint')}</footer>
    </section>
  );
}
