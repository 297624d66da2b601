import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconCalendarEvent } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { formatDate } from '../../../src-shared/i18n/format.ts';
import { formatMinute } from '../../../src-shared/kernel/wall-time.ts';
import { api } from '../../api/client.ts';
import { useLocale, useMoney } from '../../app/session.ts';
import { STATUS_ICONS } from '../../journal/StatusSign.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import type { CardTabProps } from './card-tabs.ts';

/** How many visits a card is read with; the rest is read when it is asked for. */
export const FIRST_VISITS = 50;
const ALL_VISITS = 500;

/** A client's visits, newest first; each leads to its day in the journal. */
export function VisitsTab({ clientId }: CardTabProps) {
  const navigate = useNavigate();
  const [visitLimit, setVisitLimit] = useState(FIRST_VISITS);
  const { data } = useQuery(
    api.clients.card.queryOptions({
      input: { clientId, visitLimit },
      placeholderData: (previous) => (previous?.id === clientId ? previous : undefined),
    }),
  );
  const { t } = useTranslation('clients');
  const locale = useLocale();
  const money = useMoney();
  if (!data) return null;
  const { visits } = data;
  if (visits.length === 0) {
    return <EmptyState icon={IconCalendarEvent} title={t('card.noVisits.title')} text={t('card.noVisits.text')} />;
  }
  return (
    <>
      <table className="z-client-visits">
        <thead>
          <tr>
            {(['when', 'service', 'staff', 'price', 'status'] as const).map((column) => (
              <th key={column} data-column={column}>
                {t(`card.visitColumns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {visits.map((visit) => {
            const Sign = STATUS_ICONS[visit.status];
            const day = formatDate(visit.localDate, 'full', locale);
            return (
              <tr key={visit.id} data-status={visit.status}>
                <td>
                  <button
                    type="button"
                    className="z-link"
                    aria-label={t('card.openDay', { date: day })}
                    onClick={() => void navigate(`/journal/${visit.localDate}`)}
                  >
                    {day}
                  </button>{' '}
                  <span className="z-dim">{formatMinute(visit.startMin)}</span>
                </td>
                <td>
                  {visit.services}
                  {visit.comment !== '' && <div className="z-dim">{visit.comment}</div>}
                </td>
                <td>{visit.staff}</td>
                <td data-column="price">{money(visit.priceMinor)}</td>
                <td>
                  <span className="z-client-status">
                    <Sign size={16} aria-hidden />
                    {t(`journal:screen.status.${visit.status}`)}
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {visits.length === FIRST_VISITS && visitLimit === FIRST_VISITS && (
        <p className="z-client-more">
          <span className="z-dim">{t('card.lastShown', { count: visits.length })}</span>
          <Button size="compact-sm" variant="default" onClick={() => setVisitLimit(ALL_VISITS)}>
            {t('card.showAll')}
          </Button>
        </p>
      )}
    </>
  );
}
