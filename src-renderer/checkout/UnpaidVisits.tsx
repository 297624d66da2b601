import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import { formatMinute } from '../../src-shared/kernel/wall-time.ts';
import { api } from '../api/client.ts';
import { useCan, useLocale, useMoney } from '../app/session.ts';
import { openCheckout } from './checkout-desk.ts';

/** A visit that was completed longer ago is a matter of the reports. */
const LOOK_BACK_DAYS = 30;

/** Visits that were completed and have no check yet, the oldest first; each is paid from here. */
export function UnpaidVisits({ today }: { readonly today: string }) {
  const { t } = useTranslation('checkout');
  const money = useMoney();
  const locale = useLocale();
  const mayPay = useCan('take_payment');
  const { data } = useQuery(
    api.checkout.unpaid.queryOptions({ input: { fromDate: addDays(today, -LOOK_BACK_DAYS), toDate: today } }),
  );
  if (!data || data.length === 0) return null;
  return (
    <section className="zc-unpaid" aria-label={t('sales.unpaid.title')}>
      <h2>
        <IconAlertTriangle size={16} aria-hidden />
        {t('sales.unpaid.title')} <b>{data.length}</b>
        <span className="z-dim z-nums">{money(data.reduce((sum, { planMinor }) => sum + planMinor, 0))}</span>
      </h2>
      <ul>
        {data.map((visit) => (
          <li key={visit.visitId}>
            <span className="z-nums">
              {formatDate(visit.localDate, 'dayMonth', locale)}, {formatMinute(visit.startMin)}
            </span>
            <span>{visit.clientName ?? t('screen.client.nobody')}</span>
            <span className="z-nums">{money(visit.planMinor)}</span>
            {mayPay && (
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconCash size={14} aria-hidden />}
                onClick={() => openCheckout({ visitId: visit.visitId })}
              >
                {t('journal.pay')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
