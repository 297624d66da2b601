import '../certificates/certificates.css';
import { Button, Select, Switch, TextInput } from '@mantine/core';
import { IconId, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { MEMBERSHIP_STATUSES } from '../../src-shared/memberships/memberships.rules.ts';
import { api } from '../api/client.ts';
import { useMoney } from '../app/session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ListPage } from '../ui/ListPage.tsx';
import { MembershipDrawer } from './MembershipDrawer.tsx';
import { MembershipTable } from './MembershipTable.tsx';
import { MembershipTypesDrawer } from './MembershipTypesDrawer.tsx';

/** How near a last day is «soon». */
const SOON_DAYS = 14;

/** «Абонементы»: list with search and filters, those that end soon, cards, kinds. */
export function MembershipsPage() {
  const { t } = useTranslation('memberships');
  const money = useMoney();
  const [params, setParams] = useSearchParams();
  const [text, setText] = useState('');
  const [areTypesOpen, setTypesOpen] = useState(false);
  const query = useDeferredValue(text);
  const status = MEMBERSHIP_STATUSES.find((one) => one === params.get('status')) ?? null;
  const isSoon = params.has('soon');
  const list = useQuery(
    api.memberships.list.queryOptions({
      input: { query, status, endsWithinDays: isSoon ? SOON_DAYS : null },
      placeholderData: keepPreviousData,
    }),
  );
  const rows = list.data?.memberships ?? [];
  const openId = Number(params.get('membership')) || null;
  const put = (name: 'status' | 'membership' | 'soon', value: string | null): void => {
    setParams(
      (current) => {
        if (value === null) current.delete(name);
        else current.set(name, value);
        return current;
      },
      { replace: true },
    );
  };
  const isNarrowed = text !== '' || status !== null || isSoon;
  return (
    <ListPage
      title={t('title')}
      {...(list.data ? { fact: t('fact', { count: list.data.total, left: money(list.data.leftMinor) }) } : {})}
      query={list}
      actions={
        <>
          <Switch
            label={t('soon')}
            checked={isSoon}
            onChange={(event) => put('soon', event.currentTarget.checked ? '1' : null)}
          />
          <TextInput
            aria-label={t('search')}
            placeholder={t('search')}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={text}
            w={240}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Select
            aria-label={t('status')}
            w={180}
            placeholder={t('anyStatus')}
            clearable
            data={MEMBERSHIP_STATUSES.map((value) => ({ value, label: t(`statuses.${value}`) }))}
            value={status}
            onChange={(value) => put('status', value)}
          />
          <Button variant="default" onClick={() => setTypesOpen(true)}>
            {t('types.manage')}
          </Button>
        </>
      }
      empty={
        rows.length > 0 ? null : (
          <EmptyState
            icon={IconId}
            title={t(isNarrowed ? 'empty.narrowed' : 'empty.title')}
            {...(isNarrowed
              ? {}
              : {
                  text: t('empty.text'),
                  action: <Button onClick={() => setTypesOpen(true)}>{t('types.title')}</Button>,
                })}
          />
        )
      }
      overlay={
        <>
          {openId !== null && (
            <MembershipDrawer key={openId} membershipId={openId} onClose={() => put('membership', null)} />
          )}
          {areTypesOpen && <MembershipTypesDrawer onClose={() => setTypesOpen(false)} />}
        </>
      }
    >
      <MembershipTable rows={rows} onOpen={(id) => put('membership', String(id))} />
    </ListPage>
  );
}
