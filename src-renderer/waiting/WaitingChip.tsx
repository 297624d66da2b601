import './waiting.css';
import { Tooltip } from '@mantine/core';
import { IconClockHour4 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../src-shared/i18n/format.ts';
import { useLocale } from '../app/session.ts';
import { LONG_WAIT_MIN, useQueue, useWaitOf, useWaitingCounts } from './use-waiting.ts';
import { toggleWaiting, useWaitingDesk } from './waiting-desk.ts';

/**
 * How many wait, above the grid: opens the list (F6).
 *
 * An unanswered request shows in its colour; while a guest with a booking has waited long, the chip beats and says how long.
 */
export function WaitingChip() {
  const { t } = useTranslation('waiting');
  const { isOpen } = useWaitingDesk();
  const { counts, overdue } = useWaitingCounts();
  const locale = useLocale();
  const waitOf = useWaitOf();
  const longest = Math.max(0, ...(useQueue().data?.arrived ?? []).map(({ arrivedAtMs }) => waitOf(arrivedAtMs)));
  const isLong = longest >= LONG_WAIT_MIN;
  const wait = isLong ? t('chipArrived', { minutes: formatDuration(longest, locale) }) : null;
  const all = counts.waiting + counts.walk_in + counts.request;
  return (
    <Tooltip label={[t('chipHint'), wait].filter(Boolean).join(': ')}>
      <button
        type="button"
        className="zj-chip zw-chip"
        data-long={isLong || undefined}
        aria-pressed={isOpen}
        onClick={() => {
          if (overdue > 0) toggleWaiting('request');
          else if (isLong) toggleWaiting('walk_in');
          else toggleWaiting();
        }}
      >
        <IconClockHour4 size={14} aria-hidden />
        <span className="zw-chip-word">{t('chip')}</span> <b>{all}</b>
        {wait !== null && <span className="z-visually-hidden">{wait}</span>}
        {overdue > 0 && (
          <span className="zw-count" data-overdue>
            <span className="z-visually-hidden">{t('chipOverdue')}</span> {overdue}
          </span>
        )}
      </button>
    </Tooltip>
  );
}
