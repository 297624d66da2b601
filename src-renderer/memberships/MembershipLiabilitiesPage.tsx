import '../certificates/certificates.css';
import { DateInput } from '@mantine/dates';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { useDesk, useMoney } from '../app/session.ts';
import { Agreement } from '../certificates/CertificateLiabilitiesPage.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ListPage } from '../ui/ListPage.tsx';

/** What the salon owes for memberships at the end of a day, beside the ledger. */
export function MembershipLiabilitiesPage() {
  const { t } = useTranslation('memberships');
  const money = useMoney();
  const { today } = useDesk();
  const [onDate, setDate] = useState<string>(today);
  const report = useQuery(api.memberships.liabilities.queryOptions({ input: { onDate } }));
  const { data } = report;
  return (
    <ListPage
      title={t('liabilities.title')}
      query={report}
      actions={
        <DateInput
          aria-label={t('liabilities.onDate')}
          value={onDate}
          valueFormat="DD.MM.YYYY"
          w={150}
          onChange={(value) => setDate(value ?? today)}
        />
      }
      empty={data && data.count === 0 && data.ledgerMinor === 0 ? <EmptyState title={t('liabilities.empty')} /> : null}
    >
      {data && (
        <>
          <dl className="z-pass-facts">
            <dt>{t('liabilities.count')}</dt>
            <dd>{data.count}</dd>
            <dt>{t('liabilities.total')}</dt>
            <dd>
              <strong>{money(data.totalMinor)}</strong>
            </dd>
            <dt>{t('liabilities.ledger')}</dt>
            <dd>{money(data.ledgerMinor)}</dd>
          </dl>
          <Agreement
            fine={t('liabilities.agrees')}
            wrong={t('liabilities.differs', { amount: money(data.totalMinor - data.ledgerMinor) })}
            isFine={data.totalMinor === data.ledgerMinor}
          />
          <table className="z-table">
            <caption>{t('liabilities.byType')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('liabilities.type')}</th>
                <th scope="col" className="z-number">
                  {t('liabilities.count')}
                </th>
                <th scope="col" className="z-number">
                  {t('liabilities.units')}
                </th>
                <th scope="col" className="z-number">
                  {t('liabilities.left')}
                </th>
              </tr>
            </thead>
            <tbody>
              {data.types.map((row) => (
                <tr key={row.title}>
                  <td>{row.title}</td>
                  <td className="z-number">{row.count}</td>
                  <td className="z-number">{row.unitsLeft}</td>
                  <td className="z-number">{money(row.leftMinor)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <table className="z-table">
            <caption>{t('liabilities.byMonth')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('liabilities.month')}</th>
                <th scope="col" className="z-number">
                  {t('liabilities.count')}
                </th>
                <th scope="col" className="z-number">
                  {t('liabilities.sold')}
                </th>
                <th scope="col" className="z-number">
                  {t('liabilities.left')}
                </th>
              </tr>
            </thead>
            <tbody>
              {data.months.map((row) => (
                <tr key={row.month}>
                  <td>{row.month.split('-').toReversed().join('.')}</td>
                  <td className="z-number">{row.count}</td>
                  <td className="z-number">{money(row.priceMinor)}</td>
                  <td className="z-number">{money(row.leftMinor)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </ListPage>
  );
}
