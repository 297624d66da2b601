import { IconAlertTriangle } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import type { Interval } from '../../src-shared/kernel/intervals.ts';
import { formatRange } from '../../src-shared/kernel/wall-time.ts';
import type { PlannedChange } from '../../src-shared/schedule/schedule.contract.ts';
import { api } from '../api/client.ts';
import { useLocale } from '../app/session.ts';
import { AffectedList } from './AffectedList.tsx';

interface ChangeSummaryProps {
  /** Null while the form cannot be read yet. */
  readonly change: PlannedChange | null;
}

/** Days that are listed; the rest is counted. */
const SHOWN_DAYS = 60;

/** What a form would change if it were saved now: how many days, which, and who would stand outside the shift. */
export function ChangeSummary({ change }: ChangeSummaryProps) {
  const { t } = useTranslation('schedule');
  const locale = useLocale();
  const preview = useQuery(
    api.schedule.preview.queryOptions({
      input: { change: change! },
      enabled: change !== null,
      placeholderData: keepPreviousData,
      retry: false,
    }),
  );
  if (change === null || !preview.data) return null;
  const { changedDays, pastDays, days, affected } = preview.data;
  return (
    <section className="z-change" aria-live="polite">
      {changedDays === 0 ? (
        <span className="z-dim">{t('change.nothing')}</span>
      ) : (
        <details>
          <summary>
            {t('change.days', { count: changedDays })}
            {pastDays > 0 && <span className="z-warn"> {t('change.past', { count: pastDays })}</span>}
          </summary>
          <ul className="z-change-days" tabIndex={0}>
            {days.slice(0, SHOWN_DAYS).map((day) => (
              <li key={`${day.staffId}/${day.localDate}`}>
                <span>{formatDate(day.localDate, 'day', locale)}</span>
                <span className="z-dim">{day.staffName}</span>
                <span>
                  <s>{rangesOf(day.before, t)}</s> → <strong>{rangesOf(day.after, t)}</strong>
                </span>
              </li>
            ))}
            {changedDays > SHOWN_DAYS && (
              <li className="z-dim">{t('change.more', { count: changedDays - SHOWN_DAYS })}</li>
            )}
          </ul>
        </details>
      )}
      {affected.length > 0 && (
        <details open={affected.length <= 4}>
          <summary className="z-warn">
            <IconAlertTriangle size={16} aria-hidden /> {t('affected.title', { count: affected.length })}
          </summary>
          <AffectedList affected={affected} />
        </details>
      )}
    </section>
  );
}

function rangesOf(work: readonly Interval[], t: TFunction<'schedule'>): string {
  return work.length === 0 ? t('dayOff') : work.map(([start, end]) => formatRange(start, end)).join(', ');
}
