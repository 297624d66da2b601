import { Button } from '@mantine/core';
import { IconCalendarEvent } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ClientCard } from '../../src-shared/clients/clients.contract.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { formatMinute } from '../../src-shared/kernel/wall-time.ts';
import { useLocale, useMoney } from '../app/session.ts';
import { STATUS_ICONS } from '../journal/StatusSign.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';

interface ClientVisitsProps {
  readonly visits: ClientCard['visits'];
  readonly onOpenDay: (localDate: string) => void;
  readonly onAll?: () => void;
}

/** A client's visits, newest first; each leads to its day in the journal. */
export function ClientVisits({ visits, onOpenDay, onAll }: ClientVisitsProps) {
  const { t } = useTranslation('clients');
  const locale = useLocale();
  const money = useMoney();
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
                    onClick={() => onOpenDay(visit.localDate)}
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
      {onAll && (
        <p className="z-client-more">
          <span className="z-dim">{t('card.lastShown', { count: visits.length })}</span>
          <Button size="compact-sm" variant="default" onClick={onAll}>
            {t('card.showAll')}
          </Button>
        </p>
      )}
    </>
  );
}
