import './personal-data.css';
import '../ui/data-table.css';
import { Alert, Skeleton, Switch } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDate } from '../../src-shared/i18n/format.ts';
import type { DataRequest } from '../../src-shared/personal-data/personal-data.contract.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useCan, useLocale } from '../app/session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { ConsentTexts } from './ConsentTexts.tsx';
import { CloseRequestDialog, RequestActions, RequestState } from './RequestParts.tsx';

/** Requests about personal data with what is due, and the texts of consents (D1-D3). */
export function PersonalDataPage() {
  const { t } = useTranslation('personalData');
  const seesRequests = useCan('edit_clients');
  return (
    <>
      <PageHeader title={t('page.title')} />
      <div className="z-form z-form-wide">
        {seesRequests && <Requests />}
        <ConsentTexts />
      </div>
    </>
  );
}

function Requests() {
  const { t } = useTranslation('personalData');
  const locale = useLocale();
  const [withDone, setWithDone] = useState(false);
  const [closing, setClosing] = useState<DataRequest | null>(null);
  const list = useQuery(
    api.personalData.requests.queryOptions({ input: { withDone }, placeholderData: keepPreviousData }),
  );
  const { data } = list;
  return (
    <section className="z-group" aria-labelledby="z-data-all-requests">
      <div className="z-group-head">
        <h2 id="z-data-all-requests">{t('requests.all')}</h2>
        <Switch
          label={t('requests.withDone')}
          checked={withDone}
          onChange={(event) => setWithDone(event.currentTarget.checked)}
        />
      </div>
      <span className="z-dim">{t('requests.text')}</span>
      {list.error && <Alert color="danger">{errorText(list.error, t)}</Alert>}
      {list.isPending && <Skeleton height={80} className="z-appear-late" />}
      {data && data.overdue > 0 && (
        <strong className="z-data-overdue" role="status">
          {t('requests.overdueCount', { count: data.overdue })}
        </strong>
      )}
      {data?.requests.length === 0 && (
        <EmptyState icon={IconShieldCheck} title={t('requests.empty.title')} text={t('requests.empty.text')} />
      )}
      {data && data.requests.length > 0 && (
        <table className="z-table">
          <thead>
            <tr>
              <th scope="col">{t('requests.columns.client')}</th>
              <th scope="col">{t('requests.columns.kind')}</th>
              <th scope="col">{t('requests.columns.requestedOn')}</th>
              <th scope="col">{t('requests.columns.state')}</th>
              <th scope="col" aria-label={t('requests.columns.actions')} />
            </tr>
          </thead>
          <tbody>
            {data.requests.map((request) => (
              <tr key={request.id}>
                <td>
                  <Link className="z-link" to={`/clients/${request.clientId}?tab=data`}>
                    {request.clientName}
                  </Link>
                </td>
                <td>{t(`requests.kinds.${request.kind}`)}</td>
                <td className="z-dim">{formatDate(request.requestedOn, 'short', locale)}</td>
                <td className="z-data-row-text">
                  <RequestState request={request} />
                  {request.note !== '' && <small>{request.note}</small>}
                </td>
                <td className="z-actions">
                  <RequestActions request={request} mayEdit onClose={() => setClosing(request)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {closing && <CloseRequestDialog request={closing} onClose={() => setClosing(null)} />}
    </section>
  );
}
