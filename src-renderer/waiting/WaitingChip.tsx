import './waiting.css';
import { Tooltip } from '@mantine/core';
import { IconClockHour4 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useWaitingCounts } from './use-waiting.ts';
import { toggleWaiting, useWaitingDesk } from './waiting-desk.ts';

/** How many wait, above the grid: opens the list (F6). An unanswered request shows in its colour. */
export function WaitingChip() {
  const { t } = useTranslation('waiting');
  const { isOpen } = useWaitingDesk();
  const { counts, overdue } = useWaitingCounts();
  const all = counts.waiting + counts.walk_in + counts.request;
  return (
    <Tooltip label={t('chipHint')}>
      <button
        type="button"
        className="zj-chip zw-chip"
        aria-pressed={isOpen}
        onClick={() => (overdue > 0 ? toggleWaiting('request') : toggleWaiting())}
      >
        <IconClockHour4 size={14} aria-hidden />
        {t('chip')} <b>{all}</b>
        {overdue > 0 && (
          <span className="zw-count" data-overdue>
            <span className="z-visually-hidden">{t('chipOverdue')}</span> {overdue}
          </span>
        )}
      </button>
    </Tooltip>
  );
}
