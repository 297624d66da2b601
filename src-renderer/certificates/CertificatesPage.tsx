import './certificates.css';
import { Button, Select, TextInput } from '@mantine/core';
import { IconGift, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { CERTIFICATE_STATUSES } from '../../src-shared/certificates/certificates.rules.ts';
import { api } from '../api/client.ts';
import { useMoney } from '../app/session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ListPage } from '../ui/ListPage.tsx';
import { CertificateDrawer } from './CertificateDrawer.tsx';
import { CertificateTable } from './CertificateTable.tsx';
import { CertificateTypesDrawer } from './CertificateTypesDrawer.tsx';
import { NumberCheck } from './NumberCheck.tsx';

/** «Сертификаты»: check of a number, list with search and filter, cards, kinds. */
export function CertificatesPage() {
  const { t } = useTranslation('certificates');
  const money = useMoney();
  const [params, setParams] = useSearchParams();
  const [text, setText] = useState('');
  const [areTypesOpen, setTypesOpen] = useState(false);
  const query = useDeferredValue(text);
  const status = CERTIFICATE_STATUSES.find((one) => one === params.get('status')) ?? null;
  const list = useQuery(
    api.certificates.list.queryOptions({ input: { query, status }, placeholderData: keepPreviousData }),
  );
  const rows = list.data?.certificates ?? [];
  const openId = Number(params.get('certificate')) || null;
  const put = (name: 'status' | 'certificate', value: string | null): void => {
    setParams(
      (current) => {
        if (value === null) current.delete(name);
        else current.set(name, value);
        return current;
      },
      { replace: true },
    );
  };
  const isNarrowed = text !== '' || status !== null;
  return (
    <ListPage
      title={t('title')}
      {...(list.data ? { fact: t('fact', { count: list.data.total, balance: money(list.data.balanceMinor) }) } : {})}
      query={list}
      actions={
        <>
          <TextInput
            aria-label={t('search')}
            placeholder={t('search')}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={text}
            w={260}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Select
            aria-label={t('status')}
            w={180}
            placeholder={t('anyStatus')}
            clearable
            data={CERTIFICATE_STATUSES.map((value) => ({ value, label: t(`statuses.${value}`) }))}
            value={status}
            onChange={(value) => put('status', value)}
          />
          <Button variant="default" onClick={() => setTypesOpen(true)}>
            {t('types.manage')}
          </Button>
        </>
      }
      notice={<NumberCheck />}
      empty={
        rows.length > 0 ? null : (
          <EmptyState
            icon={IconGift}
            title={t(isNarrowed ? 'empty.narrowed' : 'empty.title')}
            {...(isNarrowed ? {} : { text: t('empty.text') })}
          />
        )
      }
      overlay={
        <>
          {openId !== null && (
            <CertificateDrawer key={openId} certificateId={openId} onClose={() => put('certificate', null)} />
          )}
          {areTypesOpen && <CertificateTypesDrawer onClose={() => setTypesOpen(false)} />}
        </>
      }
    >
      <CertificateTable rows={rows} onOpen={(id) => put('certificate', String(id))} />
    </ListPage>
  );
}
