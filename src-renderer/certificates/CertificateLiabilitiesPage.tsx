import './certificates.css';
import { Alert } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { useDesk, useMoney } from '../app/session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ListPage } from '../ui/ListPage.tsx';

/** What the salon owes for certificates at the end of a day, beside the ledger (L6). */
export function CertificateLiabilitiesPage() {
  const { t } = useTranslation('certificates');
  const money = useMoney();
  const { today } = useDesk();
  const [onDate, setDate] = useState<string>(today);
  const report = useQuery(api.certificates.liabilities.queryOptions({ input: { onDate } }));
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
      empty={
        data && data.totalMinor === 0 && data.ledgerMinor === 0 ? <EmptyState title={t('liabilities.empty')} /> : null
      }
    >
      {data && (
        <>
          <dl className="z-pass-facts">
            <dt>{t('liabilities.active')}</dt>
            <dd>
              {money(data.active.liabilityMinor)} · {data.active.count}
            </dd>
            <dt>{t('liabilities.expired')}</dt>
            <dd>
              {money(data.expired.liabilityMinor)} · {data.expired.count}
            </dd>
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
            <thead>
              <tr>
                <th scope="col">{t('liabilities.month')}</th>
                {(['count', 'paid', 'activeLeft', 'expiredLeft'] as const).map((key) => (
                  <th key={key} scope="col" className="z-number">
                    {t(`liabilities.${key}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.months.map((row) => (
                <tr key={row.month}>
                  <td>{row.month.split('-').toReversed().join('.')}</td>
                  <td className="z-number">{row.count}</td>
                  <td className="z-number">{money(row.paidMinor)}</td>
                  <td className="z-number">{money(row.activeMinor)}</td>
                  <td className="z-number">{money(row.expiredMinor)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </ListPage>
  );
}

interface AgreementProps {
  readonly isFine: boolean;
  readonly fine: string;
  readonly wrong: string;
}

/** Whether a report and the ledger say the same. */
export function Agreement({ isFine, fine, wrong }: AgreementProps) {
  return isFine ? <p className="z-dim">{fine}</p> : <Alert color="danger">{wrong}</Alert>;
}
