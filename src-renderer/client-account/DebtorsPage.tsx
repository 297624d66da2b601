import './client-account.css';
import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { IconScale, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { Debtor } from '../../src-shared/client-account/client-account.contract.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { fold } from '../../src-shared/kernel/fold.ts';
import { addMoney } from '../../src-shared/kernel/money.ts';
import { api } from '../api/client.ts';
import { useCan, useLocale, useMoney } from '../app/session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ListPage } from '../ui/ListPage.tsx';
import { WarnBox } from '../ui/WarnBox.tsx';

const SHOWS = ['all', 'debts', 'deposits'] as const;
const AGES = ['0', '7', '30', '90'] as const;

/** «Долги и депозиты»: who owes the salon and who left money in advance; the totals are those of the ledger. */
export function DebtorsPage() {
  const { t } = useTranslation('clientAccount');
  const money = useMoney();
  const [params, setParams] = useSearchParams();
  const show = SHOWS.find((value) => value === params.get('show')) ?? 'all';
  const age = AGES.find((value) => value === params.get('age')) ?? '0';
  const [wanted, setWanted] = useState('');
  const words = useDeferredValue(fold(wanted.trim()));
  const list = useQuery(api.clientAccount.debtors.queryOptions({ input: { show, minAgeDays: Number(age) } }));
  const rows = (list.data?.rows ?? []).filter(({ clientName }) => fold(clientName).includes(words));
  const put = (name: string, value: string, usual: string): void => {
    setParams(
      (current) => {
        if (value === usual) current.delete(name);
        else current.set(name, value);
        return current;
      },
      { replace: true },
    );
  };
  const isFiltered = words !== '' || show !== 'all' || age !== '0';
  const ledger = list.data
    ? { debt: money(list.data.ledgerDebtMinor), deposit: money(list.data.ledgerDepositMinor) }
    : null;
  const differs =
    !isFiltered &&
    list.data !== undefined &&
    (list.data.debtMinor !== list.data.ledgerDebtMinor || list.data.depositMinor !== list.data.ledgerDepositMinor);
  return (
    <ListPage
      title={t('page.title')}
      {...(list.data ? { fact: t('page.fact', { count: rows.length }) } : {})}
      query={list}
      actions={
        <>
          <TextInput
            aria-label={t('page.search')}
            placeholder={t('page.search')}
            leftSection={<IconSearch size={16} />}
            value={wanted}
            onChange={(event) => setWanted(event.currentTarget.value)}
          />
          <SegmentedControl
            aria-label={t('page.show')}
            data={SHOWS.map((value) => ({ value, label: t(`page.shows.${value}`) }))}
            value={show}
            onChange={(value) => put('show', value, 'all')}
          />
          <Select
            aria-label={t('page.age')}
            allowDeselect={false}
            w={180}
            data={AGES.map((value) => ({ value, label: t(`page.ages.${value}`) }))}
            value={age}
            disabled={show === 'deposits'}
            onChange={(value) => put('age', value ?? '0', '0')}
          />
        </>
      }
      notice={differs && ledger && <WarnBox title={t('page.differsTitle')}>{t('page.differs', ledger)}</WarnBox>}
      empty={
        rows.length > 0 ? null : (
          <EmptyState
            icon={IconScale}
            title={t(isFiltered ? 'page.noneFound' : 'page.empty')}
            text={t(isFiltered ? 'page.noneFoundText' : 'page.emptyText')}
          />
        )
      }
    >
      <Debtors rows={rows} />
      {ledger && <p className="z-debtors-note">{t('page.ledger', ledger)}</p>}
    </ListPage>
  );
}

function Debtors({ rows }: { readonly rows: readonly Debtor[] }) {
  const { t } = useTranslation('clientAccount');
  const money = useMoney();
  const locale = useLocale();
  const maySeeClients = useCan('see_clients');
  const amount = (minor: number): string => (minor === 0 ? '' : money(minor));
  const name = (row: Debtor): string => row.clientName || t('page.nameless');
  return (
    <table className="z-table z-debtors">
      <thead>
        <tr>
          <th scope="col">{t('columns.client')}</th>
          <th scope="col" className="z-number">
            {t('columns.debt')}
          </th>
          <th scope="col">{t('columns.since')}</th>
          <th scope="col" className="z-number">
            {t('columns.deposit')}
          </th>
          <th scope="col" className="z-number">
            {t('columns.limit')}
          </th>
          <th scope="col">{t('columns.lastVisit')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.clientId}>
            <td>
              {maySeeClients && row.clientName ? (
                <Link className="z-link" to={`/clients/${row.clientId}?tab=account`}>
                  {name(row)}
                </Link>
              ) : (
                name(row)
              )}
            </td>
            <td className="z-number z-negative">{amount(row.debtMinor)}</td>
            <td>
              {row.oldestOn !== null && formatDate(row.oldestOn, 'short', locale)}
              {row.oldestOn !== null && (
                <span className="z-dim">
                  {' '}
                  · {row.ageDays === 0 ? t('debts.today') : t('debts.age', { count: row.ageDays })}
                </span>
              )}
            </td>
            <td className="z-number">{amount(row.depositMinor)}</td>
            <td className="z-number">{row.debtLimitMinor === null ? '' : money(row.debtLimitMinor)}</td>
            <td>{row.lastVisitOn !== null && formatDate(row.lastVisitOn, 'short', locale)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td>{t('page.total')}</td>
          <td className="z-number">{money(addMoney(...rows.map(({ debtMinor }) => debtMinor)))}</td>
          <td />
          <td className="z-number">{money(addMoney(...rows.map(({ depositMinor }) => depositMinor)))}</td>
          <td />
          <td />
        </tr>
      </tfoot>
    </table>
  );
}
