import './availability.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, formatDuration } from '../../src-shared/i18n/format.ts';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import { formatRange } from '../../src-shared/kernel/wall-time.ts';
import { api } from '../api/client.ts';
import { useCan, useDesk, useLocale } from '../app/session.ts';
import type { Stretch } from './found-slot.ts';

interface FreeTimeProps {
  readonly hiddenStaffIds: readonly number[];
  /** Opens the form of a new visit there. */
  readonly onBook: (localDate: string, stretch: Stretch) => void;
}

const SHOWN = 6;

/** Free time of today and tomorrow by length or by master; a click or Enter books there (J12). */
export function FreeTime({ hiddenStaffIds, onBook }: FreeTimeProps) {
  const { t } = useTranslation('availability');
  const { today } = useDesk();
  const locale = useLocale();
  const canEdit = useCan('edit_journal');
  const [isTomorrow, setTomorrow] = useState(false);
  const [byMaster, setByMaster] = useState(false);
  const [showsAll, setShowsAll] = useState(false);
  const windows = useQuery(
    api.availability.windows.queryOptions({ input: { fromDate: today }, placeholderData: keepPreviousData }),
  );
  const localDate = isTomorrow ? addDays(today, 1) : today;
  const all = (windows.data ?? []).filter(
    (window) => window.localDate === localDate && !hiddenStaffIds.includes(window.staffId),
  );
  const sorted = byMaster
    ? all.toSorted((a, b) => a.staffName.localeCompare(b.staffName, locale) || a.window[0] - b.window[0])
    : all;
  const shown = showsAll ? sorted : sorted.slice(0, SHOWN);
  const choices = [
    { label: t('free.today'), isOn: !isTomorrow, run: () => setTomorrow(false) },
    { label: t('free.tomorrow'), isOn: isTomorrow, run: () => setTomorrow(true) },
  ];
  return (
    <section aria-label={t('free.title')}>
      <h2 className="zj-side-title">
        {t('free.title')}
        <button type="button" onClick={() => setByMaster(!byMaster)}>
          {t(byMaster ? 'free.byMaster' : 'free.byLength')}
        </button>
      </h2>
      <div className="zv-days" role="group" aria-label={t('free.day')}>
        {choices.map(({ label, isOn, run }) => (
          <button key={label} type="button" aria-pressed={isOn} onClick={run}>
            {label}
          </button>
        ))}
      </div>
      {windows.isSuccess && shown.length === 0 && <p className="z-dim zv-none">{t('free.none')}</p>}
      <ul className="zv-free">
        {shown.map(({ staffId, staffName, shortName, window: [startMin, endMin] }) => {
          const range = formatRange(startMin, endMin);
          const length = formatDuration(endMin - startMin, locale);
          const day = formatDate(localDate, 'day', locale);
          return (
            <li key={`${staffId}-${startMin}`}>
              <button
                type="button"
                disabled={!canEdit}
                aria-label={t('free.book', { master: staffName, day, range, length })}
                onClick={() => onBook(localDate, { staffId, startMin, endMin: Math.min(endMin, startMin + 60) })}
              >
                <span className="zv-free-name">{shortName}</span>
                <span className="z-nums">{range}</span>
                <span className="z-dim z-nums">{length}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {sorted.length > SHOWN && (
        <button type="button" className="zv-more" onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? t('free.less') : t('free.more', { count: sorted.length - SHOWN })}
        </button>
      )}
    </section>
  );
}
